/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/ui.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/ask.h"
#include "ui/aside.h"
#include "ui/keys.h"
#include "ui/layout.h"
#include "ui/list.h"
#include "ui/mouse.h"
#include "ui/pages.h"
#include "ui/room.h"
#include "ui/select.h"
#include "ui/view.h"
#include "ui/words.h"

enum {
	CTRL_C = 3,
	REST_ROWS = 6, /* that a list or a text does not turn over */
	FOOT_ROWS = 5, /* of what stands below the alerts on a small screen */
};

#define NOTICE_MS (6 * MS_SECOND)

void
ui_init(struct ui *ui)
{
	*ui = (struct ui){.place = -1, .instance = -1,
	    .theme = theme_next(NULL), .pages = {.room = -1, .line = -1}};
}

bool
ui_says(const struct ui *ui)
{
	return ui->notice[0] != '\0' && ui->steady < ui->notice_until;
}

void
ui_warn(struct ui *ui, const char *text)
{
	text_cut(ui->warning, sizeof(ui->warning), text);
}

struct ui_request
ui_say(struct ui *ui, const char *fmt, ...)
{
	struct str text;
	va_list ap;

	str_init(&text);
	va_start(ap, fmt);
	str_addv(&text, fmt, ap);
	va_end(ap);
	text_cut(ui->notice, sizeof(ui->notice), text.s);
	str_release(&text);
	ui->notice_until = ui->read_only ? TIME_NEVER :
	    ui->steady + NOTICE_MS;
	return ui_do(UI_DO_REDRAW);
}

void
ui_move(struct ui *ui, const struct conf *conf)
{
	const struct house *from = ui->conf->house, *to = conf->house;

	select_same(to, from, &ui->place, &ui->instance);
	ui->pages.room = house_same_place(to, from, ui->pages.room);
	ui->pages.line = -1;
	ask_move(ui, conf);
	ui->conf = conf;
	memcpy(ui->conf_seen, conf->hash, sizeof(ui->conf_seen));
}

/* ---- keys ---- */

/* Why a key does nothing, softly. */
static void
say_cannot(struct ui *ui, const struct key *key, int32_t code)
{
	char name[5] = "";

	if (key == NULL) {
		if (code < UI_KEY_UP && text_cp_width(code) > 0)
			name[text_put(name, code)] = '\0';
		ui_say(ui, _("%s means nothing here: ? tells all keys"),
		    name[0] != '\0' ? name : _("That key"));
	} else if (ui->linear && (key->where & KEY_SEEN)) {
		ui_say(ui, "%s", _("That key is for the screen."));
	} else if (!keys_applies(key, ui) &&
	    !(ui->read_only && (key->where & KEY_COMPARED))) {
		ui_say(ui, "%s", ui->read_only ?
		    _("A recording cannot be changed.") :
		    _("That key is for recordings."));
	} else if (keys_locked(key, ui)) {
		ui_say(ui, "%s", _("The screen is locked: L unlocks it."));
	} else if (!keys_is_here(key, ui)) {
		ui_say(ui, "%s", _("Press Esc to go back to the plan first."));
	} else if (key->refuse == NULL || !key->refuse(ui)) {
		ui_say(ui, "%s", key->cannot != NULL ? _(key->cannot) : "");
	}
}

/* Into a line that is typed, without its line breaks; never a key. */
static struct ui_request
paste(struct ui *ui, int32_t cp)
{
	if (ask_question(ui->ask) == NULL)
		ui_say(ui, "%s", _("Pasted text does nothing here."));
	else if (cp >= ' ')
		return ask_key(ui, cp);
	return ui_do(UI_DO_REDRAW);
}

struct ui_request
ui_key(struct ui *ui, int32_t code)
{
	const struct key *key;

	if (code == UI_KEY_RESIZE)
		return ui_do(UI_DO_REDRAW);
	ui->pressed = ui->steady;
	select_check(ui);
	if (mouse_is_key(code))
		return mouse_run(ui, code);
	ui->notice[0] = '\0';
	if (code >= UI_KEY_PASTED && code < 2 * UI_KEY_PASTED)
		return paste(ui, code - UI_KEY_PASTED);
	ui->warning[0] = '\0';
	if (code == CTRL_C)
		code = ui->ask == UI_ASK_NOTHING ? 'q' : UI_KEY_ESC;
	/* A spoilt screen may well hold the question. */
	if (ui->ask != UI_ASK_NOTHING && code != KEY_CTRL_L)
		return ask_key(ui, code);
	key = keys_find(ui, code);
	if (key != NULL && keys_works(key, ui))
		return keys_run(key, ui, code);
	say_cannot(ui, key, code);
	return ui_do(UI_DO_REDRAW);
}

/* ---- the frame ---- */

static struct area
inset(struct area area)
{
	return view_inset(area, 0, 1);
}

/* Below the plan: what is selected, and the log where there is room. */
static void
view_below(const struct ui *ui, struct frame *frame, struct area area)
{
	struct area detail, log;
	bool both = layout_split(area, &detail, &log);

	if (ui->locked) {
		view_locked(ui, frame, area);
		return;
	}
	if (ui->instance < 0 && ui->place < 0) {
		view_log_tail(ui, frame, area);
		return;
	}
	view_detail(ui, frame, detail);
	if (both)
		view_log_tail(ui, frame, log);
}

static void
view_board(const struct ui *ui, const struct list *list, struct frame *frame,
    struct area all, struct ui_shape *shape)
{
	struct layout l;

	if (ui->large) {
		shape->across = view_tiles(ui, list, frame, inset(all));
		return;
	}
	layout_make(&l, ui, list, all);
	shape->under = l.alerts.row > all.row;
	if (l.plan.rows > 0)
		shape->corner = view_plan(ui, list, frame, l.plan);
	view_alerts(ui, list, frame, l.alerts);
	if (l.below.rows > 0)
		view_below(ui, frame, l.below);
}

/* Beside the alerts, on a page that has them. */
static int
view_text(const struct ui *ui, const struct list *list, struct frame *frame,
    struct area all)
{
	const struct page_kind *page = pages_shown(ui);
	struct layout l = {.page = all};

	if (page->has & PAGE_HAS_ALERTS)
		layout_make(&l, ui, list, all);
	if (l.page_alerts.rows > 0)
		view_alerts(ui, list, frame, l.page_alerts);
	return page->text(ui, frame, inset(l.page));
}

static struct ui_shape
view_page(const struct ui *ui, const struct list *list, struct frame *frame,
    struct area all)
{
	const struct page_kind *page = pages_shown(ui);
	struct ui_shape shape = ui->shape;

	shape.page = frame->rows - REST_ROWS;
	shape.over = 0;
	if (page->text != NULL)
		shape.over = view_text(ui, list, frame, all);
	else if (page->list != NULL)
		page->list(ui, frame, inset(all));
	else
		view_board(ui, list, frame, all, &shape);
	if (shape.scroll > shape.over)
		shape.scroll = shape.over;
	return shape;
}

/* Too small for a plan; the alerts and their keys are there all the same. */
static void
view_too_small(const struct ui *ui, const struct list *list,
    struct frame *frame)
{
	int rows = frame->rows, foot = rows >= FOOT_ROWS + 3 ? FOOT_ROWS : 0;
	char text[160];

	view_alerts(ui, list, frame, (struct area){0, 0, rows - foot,
	    frame->cols});
	if (foot == 0)
		return;
	view_banner(ui, frame, rows - 5);
	snprintf(text, sizeof(text), _("The screen is too small: %d×%d."),
	    frame->cols, rows);
	frame_text(frame, rows - 4, 1, frame->cols - 1, PLAIN, text);
	snprintf(text, sizeof(text), _("Make it %d×%d or larger."),
	    VIEW_COLS_MIN, VIEW_ROWS_MIN);
	frame_text(frame, rows - 3, 1, frame->cols - 1, PLAIN, text);
	view_warning(ui, frame, rows - 3);
	view_notice(ui, frame, rows - 2);
	view_footer(ui, frame, rows - 1);
	view_asks(ui, frame, (struct area){0, 0, rows - 2, frame->cols});
}

static void
view_second_row(const struct ui *ui, const struct list *list,
    struct frame *frame)
{
	unsigned has = pages_shown(ui)->has;
	char aside[ASIDE_SIZE] = "";
	int rooms;

	if ((has & PAGE_HAS_ALERTS) == 0) {
		if ((has & PAGE_HAS_ASIDE) == 0)
			aside_summary(ui, aside);
		view_right(frame, 1, 1, frame->cols - 2, PLAIN, aside);
		if (list->nopen > 0 || room_unseen(ui, &rooms) > 0)
			view_summary_bar(ui, list, frame, 1, 0, frame->cols -
			    (aside[0] != '\0' ? text_width(aside) + 2 : 0));
	} else if (ui->conf->nplan > 1) {
		view_plans(ui, list, frame, 1);
	}
	if ((has & PAGE_HAS_ROUNDS) == 0)
		view_rounds_due(ui, frame, 1);
}

/* The foot comes last: which keys work follows from how the page stands. */
static void
view_all(struct ui *ui, const struct list *list, struct frame *frame)
{
	int rows = frame->rows, line = view_timeline_rows(ui);
	struct area all = {2, 0, rows - 4 - line, frame->cols};

	view_header(ui, frame, 0);
	all.rows -= view_warning(ui, frame, rows - 3 - line);
	if (!view_banner(ui, frame, 1))
		view_second_row(ui, list, frame);
	ui->shape = view_page(ui, list, frame, all);
	view_timeline(ui, frame, rows - 2 - line);
	view_notice(ui, frame, rows - 2);
	view_footer(ui, frame, rows - 1);
	view_asks(ui, frame, all);
}

void
ui_view(struct ui *ui, struct frame *frame)
{
	struct list list;

	frame_clear(frame);
	select_check(ui);
	list_make(&list, ui);
	if (frame->rows < VIEW_ROWS_MIN || frame->cols < VIEW_COLS_MIN)
		view_too_small(ui, &list, frame);
	else
		view_all(ui, &list, frame);
	list_release(&list);
	if (ui->ascii)
		frame_ascii(frame);
}
