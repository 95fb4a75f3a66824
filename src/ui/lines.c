/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/lines.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/act.h"
#include "ui/aside.h"
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

static bool
is_technical(const struct house *house, const struct event *e)
{
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
	case LOG_TECHNICAL: return is_technical(house, &entry->event);
	default: return true;
	}
}

static bool
is_of_room(const struct ui *ui, int32_t place)
{
	return ui->pages.room < 0 || (place >= 0 &&
	    list_room_place(ui->conf, place) == ui->pages.room);
}

static void
make_log(struct lines *lines, const struct ui *ui)
{
	const struct ui_log *log = ui->log;
	int n = log != NULL ? (int)log->n : 0;

	lines->v = xcalloc((size_t)n + 1, sizeof(*lines->v));
	for (int i = 0; i < n; i++)
		if (is_of_kind(ui->conf->house, &log->v[i], ui->pages.kind) &&
		    is_of_room(ui, log->v[i].event.place))
			lines->v[lines->n++] = log->forgotten + i;
	lines->hidden = n - lines->n;
}

/* ---- the devices ---- */

static void
make_devices(struct lines *lines, const struct ui *ui)
{
	const struct house *house = ui->conf->house;
	struct device_line *line;

	lines->v = xcalloc((size_t)house->ndevice + 1, sizeof(*lines->v));
	if (ui->world == NULL)
		return;
	line = devices_lines(ui);
	for (int32_t i = 0; i < house->ndevice; i++)
		if (is_of_room(ui, house->device[line[i].device].place))
			lines->v[lines->n++] = line[i].device;
	lines->hidden = house->ndevice - lines->n;
	free(line);
}

/* ---- what is set aside ---- */

static void
make_aside(struct lines *lines, const struct ui *ui)
{
	const struct house *house = ui->conf->house;
	struct aside aside;

	aside_make(&aside, ui);
	lines->v = xcalloc((size_t)aside.n + 1, sizeof(*lines->v));
	for (int i = 0; i < aside.n; i++)
		if (is_of_room(ui, house->instance[aside.v[i]].place))
			lines->v[lines->n++] = aside.v[i];
	lines->hidden = aside.n - lines->n;
	aside_release(&aside);
}

/* ---- the rounds ---- */

static void
make_rounds(struct lines *lines, const struct ui *ui)
{
	const struct house *house = ui->conf->house;
	struct rounds rounds;

	rounds_make(&rounds, ui->world, ui->now);
	lines->v = xcalloc((size_t)rounds.n + 1, sizeof(*lines->v));
	for (int i = 0; i < rounds.n; i++)
		if (is_of_room(ui, house->round[rounds.v[i].round].place))
			lines->v[lines->n++] = rounds.v[i].round;
	lines->hidden = rounds.n - lines->n;
	rounds_release(&rounds);
}

/* ---- all of them ---- */

bool
lines_are_shown(const struct ui *ui)
{
	return ui->page == UI_PAGE_LOG || ui->page == UI_PAGE_DEVICES ||
	    ui->page == UI_PAGE_ASIDE || ui->page == UI_PAGE_ROUNDS;
}

void
lines_make(struct lines *lines, const struct ui *ui)
{
	*lines = (struct lines){0};
	if (ui->page == UI_PAGE_LOG)
		make_log(lines, ui);
	else if (ui->page == UI_PAGE_DEVICES)
		make_devices(lines, ui);
	else if (ui->page == UI_PAGE_ASIDE)
		make_aside(lines, ui);
	else if (ui->page == UI_PAGE_ROUNDS)
		make_rounds(lines, ui);
}

void
lines_release(struct lines *lines)
{
	free(lines->v);
	*lines = (struct lines){0};
}

/* An entry that the filter hides leaves the place to the one before it. */
int
lines_at(const struct lines *lines, const struct ui *ui)
{
	bool log = ui->page == UI_PAGE_LOG;
	int64_t id = ui->pages.line;
	int at = log ? lines->n - 1 : 0;

	if (lines->n == 0)
		return -1;
	if (id < 0)
		return ui->page == UI_PAGE_ROUNDS ? -1 : at;
	for (int i = 0; i < lines->n; i++)
		if (lines->v[i] == id)
			return i;
	while (log && at > 0 && lines->v[at] > id)
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

static int32_t
place_of(const struct ui *ui, int64_t id)
{
	switch (ui->page) {
	case UI_PAGE_LOG: return lines_entry(ui, id)->event.place;
	case UI_PAGE_ASIDE: return ui->conf->house->instance[id].place;
	case UI_PAGE_ROUNDS: return ui->conf->house->round[id].place;
	default: return ui->conf->house->device[id].place;
	}
}

void
lines_words(const struct ui *ui, int64_t id, struct str *out)
{
	const struct house *house = ui->conf->house;
	char words[WORDS_SIZE];

	if (ui->page == UI_PAGE_LOG) {
		words_clock(&ui->conf->zone, lines_entry(ui, id)->t, true,
		    words);
		str_addf(out, "%s  ", words);
		view_log_words(ui, lines_entry(ui, id), true, out);
	} else if (ui->page == UI_PAGE_ASIDE) {
		const struct instance *in = &house->instance[id];

		str_addf(out, "%s  %s  ", words_place(house, in->place),
		    house->rule[in->rule].text);
		aside_words(ui, (int32_t)id, out);
	} else if (ui->page == UI_PAGE_ROUNDS) {
		view_round_words(ui, (int32_t)id, out);
	} else {
		struct device_line line = devices_line(ui, (int32_t)id);
		const struct device *device = &house->device[id];

		view_device_state(ui, &line, WORDS_SIZE, words);
		str_addf(out, "%s  %s  %s  %s", device->id,
		    words_place(house, device->place), words,
		    device->technology != NULL ? device->technology : "");
	}
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
	int32_t place = place_of(ui, id);

	if (e != NULL && e->what == EVENT_ALERT && e->instance >= 0 &&
	    ui->world != NULL && e->alert.number != 0 &&
	    world_alert(ui->world, e->instance)->number == e->alert.number) {
		select_alert(ui, e->instance);
		return true;
	}
	place = place >= 0 ? list_room_place(ui->conf, place) : -1;
	if (place >= 0)
		select_room(ui, place);
	return place >= 0;
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
	for (int i = 0; i < lines.n; i++) {
		int32_t place = place_of(ui, lines.v[i]);

		if (room < 0 || place < 0 ||
		    list_room_place(ui->conf, place) != room)
			continue;
		ui->pages.line = lines.v[i];
		break;
	}
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
	if (id >= 0 && place_of(ui, id) >= 0)
		ui->pages.room = list_room_place(ui->conf, place_of(ui, id));
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
