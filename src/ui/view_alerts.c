/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of alerts. A wide list has a line for each:
 *
 *   > !!! 101     Kald                4 min  KM på vej
 *
 * a narrow one two, with the same things in the same columns:
 *
 *   > !!! 101 Kald
 *           4 min  KM på vej
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/big.h"
#include "ui/aside.h"
#include "ui/view.h"
#include "ui/words.h"

enum {
	WIDE = 60,
	AIRY = 8, /* rows from which on a blank one follows the summary */
	PLACE_MAX = 12,
	STATE_WIDTH = 22,
	MARKS_COL = 2, /* behind the pointer at the selected one */
	PLACE_COL = MARKS_COL + WORDS_MARKS + 1,
};

/* One alert on its line or two. */
struct item {
	const struct alert *alert;
	const struct rule *rule;
	const char *place;
	char age[WORDS_SIZE], state[WORDS_SIZE];
	struct style marks, text;
	bool selected, open;
};

static struct item
item_of(const struct ui *ui, int32_t instance)
{
	const struct house *house = ui->conf->house;
	const struct instance *in = &house->instance[instance];
	struct item item = {.alert = world_alert(ui->world, instance),
	    .rule = &house->rule[in->rule],
	    .place = words_place(house, in->place),
	    .selected = ui->instance == instance};
	bool steady = ui->read_only || !list_is_waiting(item.alert);

	item.open = alert_is_open(item.alert);
	words_age(ui->now, item.open ? item.alert->raised :
	    item.alert->closed, item.age);
	words_state(item.alert, item.rule->latch, item.state);
	item.marks = item.open ? words_marks_style(item.rule->priority,
	    steady, ui->now) : PLAIN;
	item.text = list_is_waiting(item.alert) ? BOLD : PLAIN;
	if (item.selected)
		item.text = SELECTED;
	return item;
}

/* The state, and that it cannot be seen: in a word, or where narrow a mark. */
static void
draw_state(const struct item *item, struct frame *frame, int row, int col,
    int width)
{
	char text[2 * WORDS_SIZE + 4];

	if (item->alert->blind && item->open) {
		snprintf(text, sizeof(text), "%s, %s", item->state,
		    _("sensor silent"));
		if (text_width(text) > width) {
			width -= 2;
			frame_text(frame, row, col + width, 2, item->text,
			    " ?");
			snprintf(text, sizeof(text), "%s", item->state);
		}
	} else {
		snprintf(text, sizeof(text), "%s", item->state);
	}
	frame_text(frame, row, col, width, item->text, text);
}

static int
place_width(const struct ui *ui, const struct list *list)
{
	const struct house *house = ui->conf->house;
	int width = 3;

	for (int i = 0; i < list->n; i++) {
		int w = text_width(words_place(house,
		    house->instance[list->v[i]].place));

		if (w > width)
			width = w;
	}
	return width < PLACE_MAX ? width : PLACE_MAX;
}

static void
draw_item(const struct item *item, struct frame *frame, int row,
    struct area area, int place, bool wide)
{
	int col = area.col + PLACE_COL, end = area.col + area.cols;
	int text_end = wide ? end - STATE_WIDTH - WORDS_AGE_WIDTH - 4 : end;

	if (item->selected) {
		view_fill(frame, row, area.col, area.cols, item->text);
		if (!wide)
			view_fill(frame, row + 1, area.col, area.cols,
			    item->text);
		frame_put(frame, row, area.col, 0x25b8, item->text);
		frame->cursor_row = row;
		frame->cursor_col = area.col;
	}
	if (item->open)
		frame_text(frame, row, area.col + MARKS_COL, WORDS_MARKS,
		    item->marks, words_marks(item->rule->priority));
	col += frame_text(frame, row, col, wide ? place : PLACE_MAX,
	    item->text, item->place) + 2;
	if (wide)
		col = area.col + PLACE_COL + place + 2;
	frame_text(frame, row, col, text_end - col, item->text,
	    item->rule->text);
	if (wide)
		col = text_end + 2;
	else
		col = area.col + PLACE_COL;
	view_right(frame, row + !wide, col, WORDS_AGE_WIDTH, item->text,
	    item->age);
	col += WORDS_AGE_WIDTH + 2;
	draw_state(item, frame, row + !wide, col, end - col);
}

/* The first of the list to be shown, so that the selected one is in view. */
static int
first_shown(int selected, int fit, int n)
{
	int first = selected - fit + 1;

	if (first > n - fit)
		first = n - fit;
	return first > 0 ? first : 0;
}

/* Below the summary. */
static int
listed_rows(const struct ui *ui, const struct list *list, int cols)
{
	int rows = list->n * (cols >= WIDE ? 1 : 2);

	/* What is shown, and how many are not. */
	if (ui->pages.show != SHOW_ALL || ui->pages.sort != SORT_URGENCY)
		rows += 2;
	return rows;
}

int
view_alerts_rows(const struct ui *ui, const struct list *list, int cols)
{
	int rows = 1 + listed_rows(ui, list, cols) + aside_any(ui);

	return rows < AIRY ? rows : rows + 1;
}

/* What of them is shown, and in which order, where that is not the usual. */
static void
shown_words(const struct ui *ui, char buf[160])
{
	static const char *const show[] = {"", N_("only those that wait"),
	    N_("only mine"), N_("only technical")};
	static const char *const sort[] = {"", N_("newest first"),
	    N_("by room")};
	bool both = ui->pages.show != SHOW_ALL &&
	    ui->pages.sort != SORT_URGENCY;

	snprintf(buf, 160, "%s%s%s",
	    ui->pages.show != SHOW_ALL ? _(show[ui->pages.show]) : "",
	    both ? " · " : "",
	    ui->pages.sort != SORT_URGENCY ? _(sort[ui->pages.sort]) : "");
}

/* The list's lines from a row on; returns the row behind them. */
static int
draw_items(const struct ui *ui, const struct list *list, struct frame *frame,
    int row, struct area area)
{
	bool wide = area.cols >= WIDE;
	int each = wide ? 1 : 2, place = place_width(ui, list), first, fit;
	char buf[160];

	fit = (area.row + area.rows - row) / each;
	if (fit < list->n)
		fit = (area.row + area.rows - row - 1) / each;
	first = first_shown(list_find(list, ui->instance), fit, list->n);
	for (int i = first; i < first + fit && i < list->n; i++) {
		struct item item = item_of(ui, list->v[i]);

		draw_item(&item, frame, row, area, place, wide);
		frame_hot(frame, row, area.col, each, area.cols, HOT_ALERT,
		    list->v[i]);
		row += each;
	}
	if (fit < list->n) {
		snprintf(buf, sizeof(buf), P_("… and %d more", "… and %d more",
		    list->n - fit), list->n - fit);
		frame_text(frame, row, area.col + PLACE_COL,
		    area.cols - PLACE_COL, BOLD, buf);
		row++;
	}
	return row;
}

/* Large where all alerts fit below it; returns its rows. */
static int
draw_summary(const struct ui *ui, const struct list *list, struct frame *frame,
    struct area area)
{
	int need = big_rows(ui->ascii) + 1 + listed_rows(ui, list, area.cols);
	int col = area.col + MARKS_COL, width = area.cols - MARKS_COL;
	int rows = need <= area.rows ? view_summary_large(ui, list, frame,
	    area.row, col, width) : 0;

	if (rows > 0)
		return rows;
	view_summary_bar(ui, list, frame, area.row, col - 1, width + 1);
	return 1;
}

/* What is set aside, at the foot: it must never be out of sight. */
static void
draw_aside(const struct ui *ui, struct frame *frame, struct area area)
{
	int row = area.row + area.rows - 1, col = area.col + MARKS_COL, used;
	char text[ASIDE_SIZE];

	aside_summary(ui, text);
	if (text[0] == '\0')
		return;
	used = frame_text(frame, row, col, area.cols - MARKS_COL, BOLD, "S");
	used += 1 + frame_text(frame, row, col + used + 1,
	    area.cols - MARKS_COL - used - 1, PLAIN, text);
	frame_hot(frame, row, col, 1, used, HOT_KEY, 'S');
}

void
view_alerts(const struct ui *ui, const struct list *list, struct frame *frame,
    struct area area)
{
	int row = area.row, width = area.cols - MARKS_COL, hidden;
	char buf[160];
	struct list shown;

	if (aside_any(ui)) {
		draw_aside(ui, frame, area);
		area.rows--;
	}
	row += draw_summary(ui, list, frame, area);
	list_make(&shown, ui);
	hidden = list_show(&shown, ui);
	shown_words(ui, buf);
	if (buf[0] != '\0')
		frame_text(frame, row++, area.col + MARKS_COL, width,
		    (struct style){MEANS_BOX, ATTR_BOLD}, buf);
	row += area.rows > AIRY;
	area.rows -= hidden > 0;
	row = draw_items(ui, &shown, frame, row, area);
	if (hidden > 0) {
		snprintf(buf, sizeof(buf), P_("%d more hidden by the filter",
		    "%d more hidden by the filter", hidden), hidden);
		frame_text(frame, row, area.col + MARKS_COL, width, BOLD, buf);
	}
	list_release(&shown);
}
