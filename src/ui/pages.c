/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/pages.h"

#include <stdlib.h>

#include "base/mem.h"
#include "ui/aside.h"
#include "ui/devices.h"
#include "ui/difference.h"
#include "ui/room.h"
#include "ui/rounds.h"

/* Room for so many lines. */
static void
reserve(struct lines *lines, int n)
{
	lines->v = xcalloc((size_t)n + 1, sizeof(*lines->v));
}

/* ---- the log ---- */

/* What somebody did is of staff, whatever came of it. */
static bool
is_of_kind(const struct house *house, const struct ui_entry *entry,
    enum log_kind kind)
{
	switch (kind) {
	case LOG_ALERTS: return entry->event.what == EVENT_ALERT;
	case LOG_STATUSES: return entry->event.what == EVENT_STATUS;
	case LOG_STAFF: return entry->staff;
	case LOG_TECHNICAL: return lines_is_technical(house, entry);
	default: return true;
	}
}

static void
fill_log(struct lines *lines, const struct ui *ui)
{
	const struct ui_log *log = ui->log;
	int n = log != NULL ? (int)log->n : 0;

	reserve(lines, n);
	for (int i = 0; i < n; i++)
		if (is_of_kind(ui->conf->house, &log->v[i], ui->pages.kind))
			lines->v[lines->n++] = log->forgotten + i;
	lines->hidden = n - lines->n;
}

static struct line
line_of_entry(const struct ui *ui, int64_t id)
{
	const struct ui_entry *entry = lines_entry(ui, id);
	const struct event *e = &entry->event;

	return (struct line){e->place, entry->t,
	    e->what == EVENT_ALERT ? e->alert.number : 0};
}

static void
words_of_entry(const struct ui *ui, int64_t id, struct str *out)
{
	char words[WORDS_SIZE];

	words_clock(&ui->conf->zone, lines_entry(ui, id)->t, true, words);
	str_addf(out, "%s  ", words);
	view_log_words(ui, lines_entry(ui, id), true, out);
}

/* ---- the devices ---- */

static struct ui_request
open_devices(struct ui *ui)
{
	lines_go_to_room(ui, room_selected(ui));
	return ui_do(UI_DO_REDRAW);
}

static void
fill_devices(struct lines *lines, const struct ui *ui)
{
	int32_t n = ui->conf->house->ndevice;
	struct device_line *line;

	reserve(lines, n);
	if (ui->world == NULL)
		return;
	line = devices_lines(ui);
	for (int32_t i = 0; i < n; i++)
		lines->v[lines->n++] = line[i].device;
	free(line);
}

static struct line
line_of_device(const struct ui *ui, int64_t id)
{
	return (struct line){.place = ui->conf->house->device[id].place};
}

static void
words_of_device(const struct ui *ui, int64_t id, struct str *out)
{
	const struct device *device = &ui->conf->house->device[id];
	struct device_line line = devices_line(ui, (int32_t)id);
	char words[WORDS_SIZE];

	view_device_state(ui, &line, WORDS_SIZE, words);
	str_addf(out, "%s  %s  %s  %s", device->id,
	    words_place(ui->conf->house, device->place), words,
	    device->technology != NULL ? device->technology : "");
}

/* ---- what is set aside ---- */

static struct ui_request
open_aside(struct ui *ui)
{
	ui->pages.room = -1;
	return ui_do(UI_DO_REDRAW);
}

static void
fill_aside(struct lines *lines, const struct ui *ui)
{
	struct aside aside;

	aside_make(&aside, ui);
	reserve(lines, aside.n);
	for (int i = 0; i < aside.n; i++)
		lines->v[lines->n++] = aside.v[i];
	aside_release(&aside);
}

static struct line
line_of_aside(const struct ui *ui, int64_t id)
{
	return (struct line){.place = ui->conf->house->instance[id].place};
}

static void
words_of_aside(const struct ui *ui, int64_t id, struct str *out)
{
	const struct house *house = ui->conf->house;
	const struct instance *in = &house->instance[id];

	str_addf(out, "%s  %s  ", words_place(house, in->place),
	    house->rule[in->rule].text);
	aside_words(ui, (int32_t)id, out);
}

/* ---- the rounds ---- */

static struct ui_request
open_rounds(struct ui *ui)
{
	rounds_choose(ui, room_selected(ui));
	return ui_do(UI_DO_REDRAW);
}

static void
fill_rounds(struct lines *lines, const struct ui *ui)
{
	struct rounds rounds;

	rounds_make(&rounds, ui->world, ui->now);
	reserve(lines, rounds.n);
	for (int i = 0; i < rounds.n; i++)
		lines->v[lines->n++] = rounds.v[i].round;
	rounds_release(&rounds);
}

static struct line
line_of_round(const struct ui *ui, int64_t id)
{
	return (struct line){.place = ui->conf->house->round[id].place};
}

/* ---- the handover ---- */

/* It tells of now each time that it is opened. */
static struct ui_request
open_sheet(struct ui *ui)
{
	(void)ui;
	return ui_do(UI_DO_HANDOVER);
}

/* ---- of a recording: incidents, and what other rules do ---- */

/* One is known by where it stands. */
static void
fill_all(struct lines *lines, int n)
{
	reserve(lines, n);
	for (int i = 0; i < n; i++)
		lines->v[lines->n++] = i;
}

static void
fill_truth(struct lines *lines, const struct ui *ui)
{
	fill_all(lines, ui->replay.truth.n);
}

static struct line
line_of_truth(const struct ui *ui, int64_t id)
{
	const struct ui_incident *in = &ui->replay.truth.v[id];

	return (struct line){house_place(ui->conf->house, in->place),
	    in->start, 0};
}

static void
fill_compare(struct lines *lines, const struct ui *ui)
{
	fill_all(lines, ui->replay.compare.n);
}

static struct line
line_of_difference(const struct ui *ui, int64_t id)
{
	const struct ui_difference *d = &ui->replay.compare.v[id];

	return (struct line){house_place(ui->conf->house, d->place),
	    difference_time(d), 0};
}

/* ---- all of them ---- */

static const struct page_kind table[] = {
	[UI_PAGE_PLAN] = {.has = PAGE_HAS_ALERTS},
	[UI_PAGE_DETAIL] = {.text = view_detail, .has = PAGE_HAS_ALERTS},
	[UI_PAGE_LOG] = {.list = view_log, .fill = fill_log,
	    .line = line_of_entry, .words = words_of_entry, .start = START_LAST},
	[UI_PAGE_HELP] = {.text = view_help},
	[UI_PAGE_DEVICES] = {.list = view_devices, .open = open_devices,
	    .fill = fill_devices, .line = line_of_device,
	    .words = words_of_device, .start = START_FIRST},
	[UI_PAGE_ROUNDS] = {.list = view_rounds, .has = PAGE_HAS_ROUNDS,
	    .open = open_rounds, .fill = fill_rounds, .line = line_of_round,
	    .words = view_round_words, .start = START_NOWHERE},
	[UI_PAGE_SHEET] = {.text = view_sheet, .open = open_sheet},
	[UI_PAGE_TRUTH] = {.list = view_truth, .fill = fill_truth,
	    .line = line_of_truth, .words = view_truth_words,
	    .start = START_NOW},
	[UI_PAGE_ASIDE] = {.list = view_aside, .has = PAGE_HAS_ASIDE,
	    .open = open_aside, .fill = fill_aside, .line = line_of_aside,
	    .words = words_of_aside, .start = START_FIRST},
	[UI_PAGE_COMPARE] = {.list = view_compare, .fill = fill_compare,
	    .line = line_of_difference, .words = view_difference_words,
	    .start = START_NOW},
};

const struct page_kind *
pages_shown(const struct ui *ui)
{
	return &table[ui->page];
}
