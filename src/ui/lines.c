/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/lines.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/aside.h"
#include "ui/difference.h"
#include "ui/devices.h"
#include "ui/list.h"
#include "ui/rounds.h"
#include "ui/select.h"
#include "ui/view.h"
#include "ui/words.h"

/* ---- the log ---- */

const struct ui_entry *
lines_entry(const struct ui *ui, int64_t id)
{
	return &ui->log->v[id - ui->log->forgotten];
}

bool
lines_is_technical(const struct house *house, const struct ui_entry *entry)
{
	const struct event *e = &entry->event;

	if (entry->was != NULL)
		return entry->was->technical;
	if (e->what == EVENT_DEVICE || e->what == EVENT_NOTED)
		return true;
	return e->what == EVENT_ALERT && e->instance >= 0 &&
	    e->instance < house->ninstance && house->rule[
	    house->instance[e->instance].rule].priority == PRIORITY_TECHNICAL;
}

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

	lines->v = xcalloc((size_t)n + 1, sizeof(*lines->v));
	for (int i = 0; i < n; i++)
		if (is_of_kind(ui->conf->house, &log->v[i], ui->pages.kind))
			lines->v[lines->n++] = log->forgotten + i;
	lines->hidden = n - lines->n;
}

static void
log_words(const struct ui *ui, int64_t id, struct str *out)
{
	char words[WORDS_SIZE];

	words_clock(&ui->conf->zone, lines_entry(ui, id)->t, true, words);
	str_addf(out, "%s  ", words);
	view_log_words(ui, lines_entry(ui, id), true, out);
}

/* ---- the devices ---- */

static void
fill_devices(struct lines *lines, const struct ui *ui)
{
	int32_t n = ui->conf->house->ndevice;
	struct device_line *line;

	lines->v = xcalloc((size_t)n + 1, sizeof(*lines->v));
	if (ui->world == NULL)
		return;
	line = devices_lines(ui);
	for (int32_t i = 0; i < n; i++)
		lines->v[lines->n++] = line[i].device;
	free(line);
}

static void
device_words(const struct ui *ui, int64_t id, struct str *out)
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

static void
fill_aside(struct lines *lines, const struct ui *ui)
{
	struct aside aside;

	aside_make(&aside, ui);
	lines->v = xcalloc((size_t)aside.n + 1, sizeof(*lines->v));
	for (int i = 0; i < aside.n; i++)
		lines->v[lines->n++] = aside.v[i];
	aside_release(&aside);
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

static void
fill_rounds(struct lines *lines, const struct ui *ui)
{
	struct rounds rounds;

	rounds_make(&rounds, ui->world, ui->now);
	lines->v = xcalloc((size_t)rounds.n + 1, sizeof(*lines->v));
	for (int i = 0; i < rounds.n; i++)
		lines->v[lines->n++] = rounds.v[i].round;
	rounds_release(&rounds);
}

/* An incident or a difference is known by where it stands. */
static void
fill_all(struct lines *lines, int n)
{
	lines->v = xcalloc((size_t)n + 1, sizeof(*lines->v));
	for (int i = 0; i < n; i++)
		lines->v[lines->n++] = i;
}

/* ---- all of them ---- */

bool
lines_are_shown(const struct ui *ui)
{
	return ui->page == UI_PAGE_LOG || ui->page == UI_PAGE_DEVICES ||
	    ui->page == UI_PAGE_ASIDE || ui->page == UI_PAGE_ROUNDS ||
	    ui->page == UI_PAGE_TRUTH || ui->page == UI_PAGE_COMPARE;
}

static void
fill(struct lines *lines, const struct ui *ui)
{
	switch (ui->page) {
	case UI_PAGE_LOG: fill_log(lines, ui); break;
	case UI_PAGE_DEVICES: fill_devices(lines, ui); break;
	case UI_PAGE_ASIDE: fill_aside(lines, ui); break;
	case UI_PAGE_ROUNDS: fill_rounds(lines, ui); break;
	case UI_PAGE_TRUTH: fill_all(lines, ui->replay.truth.n); break;
	case UI_PAGE_COMPARE: fill_all(lines, ui->replay.compare.n); break;
	default: break;
	}
}

int32_t
lines_place(const struct ui *ui, int64_t id)
{
	const struct house *house = ui->conf->house;
	const struct ui_replay *replay = &ui->replay;

	switch (ui->page) {
	case UI_PAGE_LOG: return lines_entry(ui, id)->event.place;
	case UI_PAGE_ASIDE: return house->instance[id].place;
	case UI_PAGE_ROUNDS: return house->round[id].place;
	case UI_PAGE_TRUTH:
		return house_place(house, replay->truth.v[id].place);
	case UI_PAGE_COMPARE:
		return house_place(house, replay->compare.v[id].place);
	default: return house->device[id].place;
	}
}

void
lines_words(const struct ui *ui, int64_t id, struct str *out)
{
	switch (ui->page) {
	case UI_PAGE_LOG: log_words(ui, id, out); break;
	case UI_PAGE_ASIDE: words_of_aside(ui, id, out); break;
	case UI_PAGE_ROUNDS: view_round_words(ui, (int32_t)id, out); break;
	case UI_PAGE_TRUTH: view_truth_words(ui, (int)id, out); break;
	case UI_PAGE_COMPARE: view_difference_words(ui, (int)id, out); break;
	default: device_words(ui, id, out); break;
	}
}

/* The room of a line, or -1. */
static int32_t
room_of(const struct ui *ui, int64_t id)
{
	return list_room_place(ui->conf, lines_place(ui, id));
}

void
lines_make(struct lines *lines, const struct ui *ui)
{
	int n;

	*lines = (struct lines){0};
	fill(lines, ui);
	if (ui->pages.room < 0)
		return;
	n = lines->n;
	lines->n = 0;
	for (int i = 0; i < n; i++)
		if (room_of(ui, lines->v[i]) == ui->pages.room)
			lines->v[lines->n++] = lines->v[i];
	lines->hidden += n - lines->n;
}

void
lines_release(struct lines *lines)
{
	free(lines->v);
	*lines = (struct lines){0};
}

/* Whether a recording's line is yet to come. */
static bool
is_later(const struct ui *ui, int64_t id)
{
	const struct ui_replay *replay = &ui->replay;

	return ui->now < (ui->page == UI_PAGE_TRUTH ?
	    replay->truth.v[id].start : difference_time(&replay->compare.v[id]));
}

/* Where it is while nothing is selected. */
static int
start_of(const struct lines *lines, const struct ui *ui)
{
	int at = lines->n - 1;

	switch (ui->page) {
	case UI_PAGE_LOG:
		return at;
	case UI_PAGE_ROUNDS:
		return -1;
	case UI_PAGE_TRUTH: case UI_PAGE_COMPARE:
		while (at > 0 && is_later(ui, lines->v[at]))
			at--;
		return at;
	default:
		return 0;
	}
}

/* An entry that the filter hides leaves the place to the one before it. */
int
lines_at(const struct lines *lines, const struct ui *ui)
{
	int64_t id = ui->pages.line;
	int at;

	if (lines->n == 0)
		return -1;
	at = start_of(lines, ui);
	if (id < 0)
		return at;
	for (int i = 0; i < lines->n; i++)
		if (lines->v[i] == id)
			return i;
	while (ui->page == UI_PAGE_LOG && at > 0 && lines->v[at] > id)
		at--;
	return at;
}

int64_t
lines_selected(const struct ui *ui)
{
	struct lines lines;
	int64_t id = -1;
	int at;

	lines_make(&lines, ui);
	at = lines_at(&lines, ui);
	if (at >= 0)
		id = lines.v[at];
	lines_release(&lines);
	return id;
}

int
lines_top(int at, int n, int rows)
{
	int top = at - rows / 2;

	if (top > n - rows)
		top = n - rows;
	return top > 0 ? top : 0;
}

bool
lines_are_any(const struct ui *ui)
{
	return lines_selected(ui) >= 0;
}

/* The log's last line is followed, unless the filter hides what comes. */
static void
go_to(struct ui *ui, const struct lines *lines, int at)
{
	if (at >= lines->n)
		at = lines->n - 1;
	if (at < 0)
		at = 0;
	if (lines->n > 0)
		ui->pages.line = ui->page == UI_PAGE_LOG &&
		    at == lines->n - 1 ? -1 : lines->v[at];
}

struct ui_request
lines_move(struct ui *ui, int32_t code)
{
	int page = ui->rows > 8 ? ui->rows - 6 : 2, at;
	struct lines lines;

	lines_make(&lines, ui);
	at = lines_at(&lines, ui);
	switch (code) {
	case UI_KEY_UP: at--; break;
	case UI_KEY_DOWN: at++; break;
	case UI_KEY_PAGE_UP: at -= page; break;
	case UI_KEY_PAGE_DOWN: at += page; break;
	case UI_KEY_HOME: at = 0; break;
	case UI_KEY_END: at = lines.n; break;
	}
	go_to(ui, &lines, at);
	lines_release(&lines);
	return ui_do(UI_DO_REDRAW);
}

/* The alert while it is the last of its rule there, else the room. */
static bool
select_of_line(struct ui *ui, int64_t id)
{
	const struct event *e = ui->page == UI_PAGE_LOG ?
	    &lines_entry(ui, id)->event : NULL;
	int32_t room = room_of(ui, id), alert = -1;

	if (e != NULL && e->what == EVENT_ALERT && ui->world != NULL)
		alert = world_find_alert(ui->world, e->alert.number);
	if (alert >= 0) {
		select_alert(ui, alert);
		return true;
	}
	if (room >= 0)
		select_room(ui, room);
	return room >= 0;
}

struct ui_request
lines_open(struct ui *ui)
{
	int64_t id = lines_selected(ui);
	bool moment = ui->page == UI_PAGE_LOG && ui->read_only, found;

	if (id < 0)
		return ui_do(UI_DO_REDRAW);
	found = select_of_line(ui, id);
	if (moment) {
		ui->page = UI_PAGE_PLAN;
		return (struct ui_request){.what = UI_DO_GOTO,
		    .ms = lines_entry(ui, id)->t};
	}
	if (found) {
		ui->pages.back = ui->page;
		ui->page = UI_PAGE_DETAIL;
	} else {
		ui_say(ui, "%s", _("That is of no room on the plans."));
	}
	return ui_do(UI_DO_REDRAW);
}

void
lines_choose(struct ui *ui, int64_t id)
{
	struct lines lines;

	lines_make(&lines, ui);
	for (int i = 0; i < lines.n; i++)
		if (lines.v[i] == id)
			go_to(ui, &lines, i);
	lines_release(&lines);
}

void
lines_go_to_room(struct ui *ui, int32_t room)
{
	struct lines lines;

	lines_make(&lines, ui);
	for (int i = lines.n - 1; room >= 0 && i >= 0; i--)
		if (room_of(ui, lines.v[i]) == room)
			ui->pages.line = lines.v[i];
	lines_release(&lines);
}

struct ui_request
lines_toggle_room(struct ui *ui)
{
	int64_t id = lines_selected(ui);

	if (ui->pages.room >= 0) {
		ui->pages.room = -1;
		return ui_do(UI_DO_REDRAW);
	}
	if (id >= 0)
		ui->pages.room = room_of(ui, id);
	if (ui->pages.room < 0)
		ui_say(ui, "%s", _("That is of no room on the plans."));
	else
		ui->pages.line = ui->pages.line < 0 ? -1 : id;
	return ui_do(UI_DO_REDRAW);
}

bool
lines_find(struct ui *ui, const char *text, int from, int step)
{
	struct lines lines;
	struct str words;
	bool found = false;
	size_t len;

	lines_make(&lines, ui);
	str_init(&words);
	for (int i = 0; i < lines.n && !found; i++) {
		int at = (from + step * i + 2 * lines.n) % lines.n;

		str_clear(&words);
		lines_words(ui, lines.v[at], &words);
		found = text_find(words.s, text, &len) >= 0;
		if (found)
			ui->pages.line = lines.v[at];
	}
	str_release(&words);
	lines_release(&lines);
	return found;
}
