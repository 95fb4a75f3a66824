/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The night as a line: where we are in it, its alerts along the way, and what
 * is played again and again; below it, where there is any, what really
 * happened, and what two sets of rules do otherwise.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "read/recording.h"
#include "ui/difference.h"
#include "ui/lines.h"
#include "ui/view.h"
#include "ui/words.h"

/* The columns of the line, from the night's first message to its last. */
struct line {
	const struct ui_transport *transport;
	struct frame *frame;
	int row, col, width;
};

static const struct style alert_style = {MEANS_BOX, 0};
static const struct style loop_style = {COLOUR_GREEN, ATTR_BOLD};
static const struct style truth_style = {COLOUR_CYAN, ATTR_BOLD};

static bool
has_truth(const struct ui *ui)
{
	return ui->replay.truth.n > 0 || ui->replay.mark.begun;
}

int
view_timeline_rows(const struct ui *ui)
{
	return ui->replay.transport.to == 0 ? 0 : 1 + has_truth(ui) +
	    difference_is_on(ui);
}

static bool
is_within(const struct line *line, int64_t t)
{
	return t >= line->transport->from && t <= line->transport->to;
}

/* The nearest of its ends where t lies outside. */
static int
col_of(const struct line *line, int64_t t)
{
	int64_t from = line->transport->from, to = line->transport->to;

	if (t <= from || to == from)
		return line->col;
	if (t >= to)
		return line->col + line->width - 1;
	return line->col + (int)((double)(t - from) / (double)(to - from) *
	    (line->width - 1));
}

/* [===], or # where it is all in one column. */
static void
draw_span(const struct line *line, int64_t from, int64_t to,
    struct style style)
{
	int a = col_of(line, from), b = col_of(line, to);

	for (int c = a; c <= b; c++)
		frame_put(line->frame, line->row, c, a == b ? '#' : c == a ?
		    '[' : c == b ? ']' : '=', style);
}

static void
draw_night(const struct ui *ui, const struct line *line)
{
	const struct ui_transport *tr = &ui->replay.transport;

	for (int c = 0; c < line->width; c++)
		frame_put(line->frame, line->row, line->col + c, 0x2500, DIM);
	if (tr->loop_to != 0)
		draw_span(line, tr->loop_from, tr->loop_to, loop_style);
	for (int i = 0; i < tr->nalert; i++)
		if (is_within(line, tr->alert[i].raised))
			frame_put(line->frame, line->row,
			    col_of(line, tr->alert[i].raised), '!', alert_style);
	if (is_within(line, ui->now))
		frame_put(line->frame, line->row, col_of(line, ui->now),
		    0x25cf, BOLD);
}

static void
draw_truth(const struct ui *ui, const struct line *line)
{
	const struct ui_transport *tr = &ui->replay.transport;
	int64_t chosen = ui->page == UI_PAGE_TRUTH ? lines_selected(ui) : -1;

	for (int i = 0; i < ui->replay.truth.n; i++) {
		const struct ui_incident *in = &ui->replay.truth.v[i];
		struct style style = i == chosen ? SELECTED : truth_style;

		if (in->end >= tr->from && in->start <= tr->to)
			draw_span(line, in->start, in->end, style);
	}
	if (ui->replay.mark.begun)
		frame_put(line->frame, line->row,
		    col_of(line, ui->replay.mark.start), '[', BOLD);
}

/* 1 and 2: raised by these rules alone; ~ by both, at other times. */
static void
draw_compare(const struct ui *ui, const struct line *line)
{
	int64_t chosen = ui->page == UI_PAGE_COMPARE ? lines_selected(ui) : -1;

	for (int i = 0; i < ui->replay.compare.n; i++) {
		const struct ui_difference *d = &ui->replay.compare.v[i];
		char mark = d->raised[1] == TIME_NEVER ? '1' :
		    d->raised[0] == TIME_NEVER ? '2' : '~';

		frame_put(line->frame, line->row,
		    col_of(line, difference_time(d)), mark,
		    i == chosen ? SELECTED : alert_style);
	}
}

void
view_timeline(const struct ui *ui, struct frame *frame, int row)
{
	const struct ui_transport *tr = &ui->replay.transport;
	const struct zone *zone = &ui->conf->zone;
	char from[WORDS_SIZE], to[WORDS_SIZE];
	struct line line = {tr, frame, row, 0, 0};

	if (tr->to == 0)
		return;
	words_clock(zone, tr->from, false, from);
	words_clock(zone, tr->to, false, to);
	line.col = 1 + frame_text(frame, row, 1, 20, PLAIN, from) + 1;
	line.width = frame->cols - line.col - text_width(to) - 2;
	frame_text(frame, row, line.col + line.width + 1, 20, PLAIN, to);
	draw_night(ui, &line);
	if (has_truth(ui)) {
		line.row++;
		/* What really happened; as wide as a time. */
		frame_text(frame, line.row, 1, line.col - 2, DIM, _("truth"));
		draw_truth(ui, &line);
	}
	if (difference_is_on(ui)) {
		line.row++;
		/* Which rules raise it; as wide as a time. */
		frame_text(frame, line.row, 1, line.col - 2, DIM, _("rules"));
		draw_compare(ui, &line);
	}
}

void
view_transport_words(const struct ui_transport *tr, int width,
    char buf[WORDS_SIZE])
{
	const char *pause = tr->paused ? _("paused") : "";
	const char *loop = tr->loop_to != 0 ? _("loop") : "";
	char speed[WORDS_SIZE], how[WORDS_SIZE];

	if (tr->real != 0)
		snprintf(speed, sizeof(speed), _("%dx, really %dx"), tr->speed,
		    tr->real);
	else
		snprintf(speed, sizeof(speed), _("%dx"), tr->speed);
	snprintf(how, sizeof(how), "%.20s%s%.40s%s%.20s", pause,
	    tr->paused ? " · " : "", speed, tr->loop_to != 0 ? " · " : "",
	    loop);
	snprintf(buf, WORDS_SIZE, "%.30s · %.60s", _("recording"), how);
	if (text_width(buf) > width)
		memcpy(buf, how, WORDS_SIZE);
}
