/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A room's last hour: a row for each of its signals that something is made
 * of, a column for each minute or a few, read without any colour:
 *
 *   in bed     ██████████▄··············
 *   motion     ···?????????·▄▄██▄·······
 *              01:21                 now
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/view.h"
#include "ui/words.h"

enum {
	MINUTES = TRAIL_MS / MS_MINUTE,
	LABEL_MAX = 26,
	ROWS_MAX = 8,
};

/* The sources of one signal at one place, and how they are called. */
struct track {
	int32_t first;
	char label[WORDS_SIZE];
};

struct chart {
	const struct ui *ui;
	struct track track[ROWS_MAX];
	int n, label, minutes, cols; /* columns; minutes of each */
	int64_t from;
};

static int32_t
place_of(const struct house *house, int32_t source)
{
	return house->device[house->source[source].device].place;
}

static bool
is_same(const struct house *house, int32_t a, int32_t b)
{
	return place_of(house, a) == place_of(house, b) &&
	    strcmp(house->source[a].signal, house->source[b].signal) == 0;
}

/* What it is when it is on; its place where that is not the room itself. */
static void
label_of(const struct house *house, int32_t source, int32_t room,
    char buf[WORDS_SIZE])
{
	int32_t place = place_of(house, source);
	char words[WORDS_SIZE];

	words_signal(house->source[source].signal, true, words);
	if (place == room)
		memcpy(buf, words, sizeof(words));
	else
		snprintf(buf, WORDS_SIZE, "%.40s: %.50s",
		    words_place(house, place), words);
}

static void
add_track(struct chart *chart, int32_t source, int32_t room)
{
	const struct house *house = chart->ui->conf->house;
	struct track *track = &chart->track[chart->n];
	int width;

	for (int i = 0; i < chart->n; i++)
		if (is_same(house, chart->track[i].first, source))
			return;
	track->first = source;
	label_of(house, source, room, track->label);
	width = text_width(track->label);
	if (width > chart->label)
		chart->label = width < LABEL_MAX ? width : LABEL_MAX;
	chart->n++;
}

/* That a device is silent shows in its other signals. */
static bool
is_shown(const struct house *house, int32_t source)
{
	const struct source *s = &house->source[source];

	return s->nleaf > 0 && !s->number &&
	    house->device[s->device].silent != source;
}

static void
find_tracks(struct chart *chart, int32_t room)
{
	const struct house *house = chart->ui->conf->house;

	for (int32_t s = 0; s < house->nsource && chart->n < ROWS_MAX; s++)
		if (is_shown(house, s) && list_room_place(chart->ui->conf,
		    place_of(house, s)) == room)
			add_track(chart, s, room);
}

/* Whole minutes, as few to a column as there is room for. */
static void
scale(struct chart *chart, int width)
{
	int64_t now = chart->ui->now, end;
	int free = width - chart->label - 2;

	chart->minutes = 1;
	while (MINUTES / chart->minutes > free && chart->minutes < MINUTES)
		chart->minutes++;
	while (MINUTES % chart->minutes != 0)
		chart->minutes++;
	chart->cols = MINUTES / chart->minutes;
	end = (now + MS_MINUTE - 1) / MS_MINUTE * MS_MINUTE;
	chart->from = end - TRAIL_MS;
}

/* On all of the time, some of it, not at all, not seen, not told. */
static const char *
mark_of(struct trail_span span, int64_t ms)
{
	return span.on >= ms ? "█" : span.on > 0 ? "▄" :
	    span.unseen > 0 ? "?" : span.off > 0 ? "·" : " ";
}

/* Of several sources of a signal it is on where any is. */
static struct trail_span
span_of(const struct chart *chart, int32_t first, int64_t from, int64_t to)
{
	const struct house *house = chart->ui->conf->house;
	struct trail_span all = {0};

	for (int32_t s = first; s < house->nsource; s++) {
		struct trail_span span;

		if (!is_same(house, first, s))
			continue;
		span = trail_span(&chart->ui->log->trail, chart->ui->world, s,
		    from, to);
		all.on = span.on > all.on ? span.on : all.on;
		all.off = span.off > all.off ? span.off : all.off;
		all.unseen = span.unseen > all.unseen ? span.unseen :
		    all.unseen;
	}
	return all;
}

static void
draw_track(const struct chart *chart, const struct track *track, struct page *page)
{
	int pad = chart->label - text_width(track->label);
	struct str line;

	str_init(&line);
	str_addf(&line, "%s%*s  ", track->label, pad > 0 ? pad : 0, "");
	for (int i = 0; i < chart->cols; i++) {
		int64_t from = chart->from + i * chart->minutes * MS_MINUTE;
		int64_t to = from + chart->minutes * MS_MINUTE;

		to = to < chart->ui->now ? to : chart->ui->now;
		str_add(&line, mark_of(span_of(chart, track->first, from, to),
		    to - from));
	}
	page_add(page, PLAIN, "%s", line.s);
	str_release(&line);
}

static void
draw_axis(const struct chart *chart, struct page *page)
{
	char from[WORDS_SIZE];
	int gap;

	words_clock(&chart->ui->conf->zone, chart->from, false, from);
	gap = chart->cols - text_width(from) - text_width(_("now"));
	page_add(page, DIM, "%*s  %s%*s%s", chart->label, "", from,
	    gap > 1 ? gap : 1, "", _("now"));
}

void
view_trail(struct page *page, const struct ui *ui, int width, int32_t room)
{
	struct chart chart = {.ui = ui};

	/* In lines the log says when what was so. */
	if (ui->log == NULL || room < 0 || ui->linear)
		return;
	find_tracks(&chart, room);
	if (chart.n == 0)
		return;
	scale(&chart, width);
	page_title(page, _("The last hour"));
	for (int i = 0; i < chart.n; i++)
		draw_track(&chart, &chart.track[i], page);
	draw_axis(&chart, page);
	page_wrap(page, DIM, width, 0,
	    _("█ yes  ▄ partly  · no  ? not seen"));
}
