/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The devices, the worst first: how many are how, a line for each, and all in
 * words of the selected one. A narrow screen has the columns that tell whether
 * a device can be trusted; a wide one all of them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/devices.h"
#include "ui/find.h"
#include "ui/lines.h"
#include "ui/view.h"
#include "ui/words.h"

enum {
	WIDE = 100,
	ID_MAX = 16,
	PLACE_MAX = 12,
	TECHNOLOGY_MAX = 14,
	LEVEL_WIDTH = 8,
	COUNT_WIDTH = 10,
	GAP = 2,
	FOOT_ROWS = 3, /* of the selected one, and a blank row above them */
	FOOT_FROM = 10, /* rows of the page */
};

#define TITLE ((struct style){MEANS_TEXT, ATTR_UNDERLINE})

void
view_device_state(const struct ui *ui, const struct device_line *line,
    int width, char buf[WORDS_SIZE])
{
	const char *state = words_device(line->info.state);
	char when[WORDS_SIZE];

	if (line->worry == WORRY_WEAK) {
		snprintf(buf, WORDS_SIZE, "%s", _("battery low"));
	} else if (line->worry == WORRY_GARBLED) {
		snprintf(buf, WORDS_SIZE, "%s", _("sends errors"));
	} else if (line->since == 0) {
		snprintf(buf, WORDS_SIZE, "%s", state);
	} else {
		words_when(&ui->conf->zone, ui->now, line->since, when);
		snprintf(buf, WORDS_SIZE, _("%.40s since %.40s"), state, when);
		if (text_width(buf) <= width)
			return;
		words_age(ui->now, line->since, when);
		snprintf(buf, WORDS_SIZE, _("%.40s for %.40s"), state, when);
	}
}

static void
level_words(int level, const char *unit, char buf[WORDS_SIZE])
{
	if (level == LEVEL_NONE)
		buf[0] = '\0';
	else if (level == LEVEL_UNKNOWN)
		snprintf(buf, WORDS_SIZE, "?");
	else
		snprintf(buf, WORDS_SIZE, "%d%s", level, unit);
}

/* ---- how many are how ---- */

/* Whole, or not at all: the worst comes first. */
static void
add_part(struct str *out, int width, const char *part)
{
	if (text_width(out->s) + text_width(" · ") + text_width(part) <= width)
		str_addf(out, " · %s", part);
}

static void
add_count(struct str *out, int width, const char *fmt, int n)
{
	char part[WORDS_SIZE];

	snprintf(part, sizeof(part), fmt, n);
	if (n > 0)
		add_part(out, width, part);
}

static void
add_state(struct str *out, int width, int n, enum device_state state)
{
	char part[WORDS_SIZE];

	snprintf(part, sizeof(part), "%d %s", n, words_device(state));
	if (n > 0)
		add_part(out, width, part);
}

static void
summary_words(const struct ui *ui, const struct lines *lines, int width,
    struct str *out)
{
	static const enum device_state order[] = {DEVICE_OFFLINE,
	    DEVICE_SILENT, DEVICE_LOST, DEVICE_NEW, DEVICE_WAITING};
	int state[DEVICE_WAITING + 1] = {0}, low = 0, garbled = 0;

	for (int i = 0; i < lines->n; i++) {
		struct device_line line = devices_line(ui,
		    (int32_t)lines->v[i]);

		state[line.info.state]++;
		low += line.low;
		garbled += line.info.bad > 0;
	}
	if (ui->pages.room >= 0)
		str_addf(out, _("only %s: "), words_place(ui->conf->house,
		    ui->pages.room));
	str_addf(out, P_("%d device", "%d devices", lines->n), lines->n);
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		add_state(out, width, state[order[i]], order[i]);
	add_count(out, width, P_("%d low battery", "%d low batteries", low),
	    low);
	add_count(out, width, P_("%d sends errors", "%d send errors",
	    garbled), garbled);
	add_state(out, width, state[DEVICE_LIVE], DEVICE_LIVE);
}

/* ---- the table ---- */

struct columns {
	/* Widths; 0: it is not there. */
	int id, place, technology, state, heard, battery, link, messages, bad;
};

/* "" for none. */
static const char *
technology_words(const struct device *device)
{
	return device->technology != NULL ? words_sensor(device->technology) :
	    "";
}

static int
widest(int width, const char *text, int most)
{
	int w = text_width(text);

	return w <= width ? width : w < most ? w : most;
}

/* By a column and the gap beside it, if it is there. */
static int
taken(int width)
{
	return width > 0 ? width + GAP : 0;
}

static struct columns
columns_of(const struct ui *ui, int width)
{
	const struct house *house = ui->conf->house;
	struct columns c = {.id = 6, .place = 5, .heard = WORDS_AGE_WIDTH,
	    .battery = LEVEL_WIDTH, .messages = LEVEL_WIDTH};

	for (int32_t i = 0; i < house->ndevice; i++) {
		const struct device *device = &house->device[i];

		c.id = widest(c.id, device->id, ID_MAX);
		c.place = widest(c.place, words_place(house, device->place),
		    PLACE_MAX);
		if (width >= WIDE)
			c.technology = widest(c.technology,
			    technology_words(device), TECHNOLOGY_MAX);
	}
	if (width >= WIDE) {
		c.link = LEVEL_WIDTH;
		c.bad = COUNT_WIDTH;
	}
	c.state = width - taken(c.id) - taken(c.place) - taken(c.technology) -
	    taken(c.heard) - taken(c.battery) - taken(c.link) -
	    taken(c.messages) - taken(c.bad);
	return c;
}

/* A row's next cell, unless its column is not there. */
static int
draw_cell(struct frame *frame, int row, int col, int width, bool right,
    struct style style, const char *text)
{
	if (width <= 0)
		return col;
	if (right)
		view_right(frame, row, col, width, style, text);
	else
		frame_text(frame, row, col, width, style, text);
	return col + width + GAP;
}

static void
draw_titles(const struct columns *c, struct frame *frame, int row, int col)
{
	col = draw_cell(frame, row, col, c->id, false, TITLE, _("device"));
	col = draw_cell(frame, row, col, c->place, false, TITLE, _("place"));
	col = draw_cell(frame, row, col, c->technology, false, TITLE, _("kind"));
	col = draw_cell(frame, row, col, c->state, false, TITLE, _("state"));
	col = draw_cell(frame, row, col, c->heard, true, TITLE, _("heard"));
	col = draw_cell(frame, row, col, c->battery, true, TITLE, _("battery"));
	col = draw_cell(frame, row, col, c->link, true, TITLE, _("link"));
	col = draw_cell(frame, row, col, c->messages, true, TITLE,
	    _("messages"));
	draw_cell(frame, row, col, c->bad, true, TITLE, _("unusable"));
}

static struct style
line_style(const struct ui *ui, int64_t id)
{
	return devices_line(ui, (int32_t)id).worry == WORRY_NONE ? PLAIN :
	    BOLD;
}

static void
draw_device(const struct ui *ui, int64_t id, const void *columns,
    struct frame *frame, struct area area, struct style style)
{
	const struct device *device = &ui->conf->house->device[id];
	struct device_line line = devices_line(ui, (int32_t)id);
	const struct columns *c = columns;
	int row = area.row, col = area.col;
	char words[WORDS_SIZE];

	col = draw_cell(frame, row, col, c->id, false, style, device->id);
	col = draw_cell(frame, row, col, c->place, false, style,
	    words_place(ui->conf->house, device->place));
	col = draw_cell(frame, row, col, c->technology, false, style,
	    technology_words(device));
	view_device_state(ui, &line, c->state, words);
	col = draw_cell(frame, row, col, c->state, false, style, words);
	words_age(ui->now, line.info.heard, words);
	col = draw_cell(frame, row, col, c->heard, true, style, words);
	level_words(line.battery, " %", words);
	col = draw_cell(frame, row, col, c->battery, true, style, words);
	level_words(line.link, "", words);
	col = draw_cell(frame, row, col, c->link, true, style, words);
	snprintf(words, sizeof(words), "%lld",
	    (long long)line.info.messages);
	col = draw_cell(frame, row, col, c->messages, true, style, words);
	words[0] = '\0';
	if (line.info.bad > 0)
		snprintf(words, sizeof(words), "%lld",
		    (long long)line.info.bad);
	draw_cell(frame, row, col, c->bad, true, style, words);
}

/* ---- the selected one, in words ---- */

void
view_device_words(const struct ui *ui, const struct device_line *line,
    struct str *out)
{
	const struct device *device = &ui->conf->house->device[line->device];
	char words[WORDS_SIZE];

	str_addf(out, "%s · %s", device->id,
	    words_place(ui->conf->house, device->place));
	if (device->technology != NULL)
		str_addf(out, " · %s", technology_words(device));
	view_device_state(ui, line, WORDS_SIZE, words);
	str_addf(out, " · %s", words);
	if (line->info.heard != 0) {
		words_when(&ui->conf->zone, ui->now, line->info.heard, words);
		str_add(out, " · ");
		str_addf(out, _("last heard %s"), words);
	}
	words_age(device->every + 1, 1, words);
	str_add(out, " · ");
	str_addf(out, _("expected within %s"), words);
	level_words(line->battery, " %", words);
	if (words[0] != '\0')
		str_addf(out, " · %s %s", _("battery"), words);
	level_words(line->link, "", words);
	if (words[0] != '\0')
		str_addf(out, " · %s %s", _("link"), words);
	str_add(out, " · ");
	str_addf(out, P_("%lld message tonight", "%lld messages tonight",
	    line->info.messages), (long long)line->info.messages);
	if (line->info.bad > 0) {
		str_add(out, " · ");
		str_addf(out, P_("%lld message could not be used",
		    "%lld messages could not be used", line->info.bad),
		    (long long)line->info.bad);
	}
}

static void
draw_foot(const struct ui *ui, int32_t device, struct frame *frame,
    struct area area)
{
	struct device_line line = devices_line(ui, device);
	struct page page = {0};
	struct str words;

	str_init(&words);
	view_device_words(ui, &line, &words);
	page_wrap(&page, PLAIN, area.cols, 0, words.s);
	page_draw(&page, frame, area, 0);
	page_release(&page);
	str_release(&words);
}

void
view_devices(const struct ui *ui, struct frame *frame, struct area area)
{
	static const struct view_of_line of = {line_style, draw_device};
	struct columns c = columns_of(ui, area.cols - GAP);
	int foot = area.rows >= FOOT_FROM ? FOOT_ROWS : 0;
	int at;
	struct lines lines;
	struct str words;

	if (ui->world == NULL) {
		frame_text(frame, area.row, area.col, area.cols, BOLD,
		    _("Nothing is known yet"));
		return;
	}
	lines_make(&lines, ui);
	at = lines_at(&lines, ui);
	str_init(&words);
	summary_words(ui, &lines, area.cols, &words);
	frame_text(frame, area.row, area.col, area.cols, BOLD, words.s);
	draw_titles(&c, frame, area.row + 1, area.col + GAP);
	view_lines(ui, &lines, frame, (struct area){area.row + 2, area.col,
	    area.rows - 2 - foot, area.cols}, &of, &c);
	if (foot > 0 && at >= 0)
		draw_foot(ui, (int32_t)lines.v[at], frame, (struct area){
		    area.row + area.rows - foot + 1, area.col, foot - 1,
		    area.cols});
	str_release(&words);
	lines_release(&lines);
}
