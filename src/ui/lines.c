/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/lines.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/list.h"
#include "ui/pages.h"
#include "ui/select.h"

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

bool
lines_are_followed(const struct ui *ui)
{
	return pages_shown(ui)->start == START_LAST;
}

bool
lines_are_shown(const struct ui *ui)
{
	return pages_shown(ui)->list != NULL;
}

int32_t
lines_place(const struct ui *ui, int64_t id)
{
	return pages_shown(ui)->line(ui, id).place;
}

void
lines_words(const struct ui *ui, int64_t id, struct str *out)
{
	pages_shown(ui)->words(ui, id, out);
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
	if (!lines_are_shown(ui))
		return;
	pages_shown(ui)->fill(lines, ui);
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

/* Where it is while nothing is selected. */
static int
start_of(const struct lines *lines, const struct ui *ui)
{
	const struct page_kind *page = pages_shown(ui);
	int at = lines->n - 1;

	switch (page->start) {
	case START_FIRST:
		return 0;
	case START_NOWHERE:
		return -1;
	case START_LAST:
		break;
	case START_NOW:
		while (at > 0 && page->line(ui, lines->v[at]).t > ui->now)
			at--;
		break;
	}
	return at;
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
	while (lines_are_followed(ui) && at > 0 && lines->v[at] > id)
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

/* The last line is followed, unless the filter hides what comes. */
static void
go_to(struct ui *ui, const struct lines *lines, int at)
{
	if (at >= lines->n)
		at = lines->n - 1;
	if (at < 0)
		at = 0;
	if (lines->n > 0)
		ui->pages.line = lines_are_followed(ui) &&
		    at == lines->n - 1 ? -1 : lines->v[at];
}

struct ui_request
lines_move(struct ui *ui, int32_t code)
{
	int at, page = ui->shape.page;
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
	uint32_t number = pages_shown(ui)->line(ui, id).alert;
	int32_t alert = number != 0 && ui->world != NULL ?
	    world_find_alert(ui->world, number) : -1;
	int32_t room = room_of(ui, id);

	if (alert >= 0)
		select_alert(ui, alert);
	else if (room >= 0)
		select_room(ui, room);
	return alert >= 0 || room >= 0;
}

struct ui_request
lines_open(struct ui *ui)
{
	int64_t id = lines_selected(ui), t;
	bool found;

	if (id < 0)
		return ui_do(UI_DO_REDRAW);
	t = pages_shown(ui)->line(ui, id).t;
	found = select_of_line(ui, id);
	if (ui->read_only && t != 0) {
		ui->page = UI_PAGE_PLAN;
		return (struct ui_request){.what = UI_DO_GOTO, .ms = t};
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
