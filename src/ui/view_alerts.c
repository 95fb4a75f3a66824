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
#include "ui/flood.h"
#include "ui/view.h"
#include "ui/words.h"

enum {
	WIDE = 60,
	AIRY = 8, /* rows from which on a blank one follows the summary */
	PLACE_MAX = 12,
	STATE_MAX = 20,
	STATE_SPARE = 2, /* where one letter becomes two */
	STATE_SIZE = 2 * WORDS_SIZE + 4, /* bytes */
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
	bool steady = ui->read_only || !alert_is_waiting(item.alert);

	item.open = alert_is_open(item.alert);
	words_age(ui->now, item.open ? item.alert->raised :
	    item.alert->closed, item.age);
	words_state(item.alert, item.rule, ui->now, item.state);
	item.marks = item.open ? words_marks_style(item.rule->priority,
	    steady, ui->now) : PLAIN;
	item.text = alert_is_waiting(item.alert) ? BOLD : PLAIN;
	if (alert_is_waiting(item.alert) && item.alert->level > 0)
		item.text.meaning = words_priority_style(item.rule->priority)
		    .meaning;
	if (item.selected)
		item.text = SELECTED;
	return item;
}

/* The state, and that it cannot be seen. */
static void
state_words(const struct item *item, char text[STATE_SIZE])
{
	bool unseen = item->alert->blind && item->open;

	snprintf(text, STATE_SIZE, "%s%s%s", item->state, unseen ? ", " : "",
	    unseen ? _("sensor silent") : "");
}

/* Where it is narrow a mark says that it cannot be seen. */
static void
draw_state(const struct item *item, struct frame *frame, int row, int col,
    int width)
{
	char text[STATE_SIZE];

	state_words(item, text);
	if (item->alert->blind && item->open && text_width(text) > width) {
		width -= 2;
		frame_text(frame, row, col + width, 2, item->text, " ?");
		snprintf(text, sizeof(text), "%s", item->state);
	}
	frame_text(frame, row, col, width, item->text, text);
}

/* What all lines keep free; where a line is wide, the rest is for the text. */
struct columns {
	int place, state;
	bool wide;
};

static int
widest(int width, const char *text, int most)
{
	int w = text_width(text);

	w = w < most ? w : most;
	return w > width ? w : width;
}

static struct columns
columns_of(const struct ui *ui, const struct list *list, bool wide)
{
	struct columns columns = {.place = 3, .wide = wide};

	for (int i = 0; i < list->n; i++) {
		struct item item = item_of(ui, list->v[i]);
		char state[STATE_SIZE];

		state_words(&item, state);
		columns.place = widest(columns.place, item.place, PLACE_MAX);
		columns.state = widest(columns.state, state, STATE_MAX);
	}
	columns.state += STATE_SPARE;
	return columns;
}

/*
 * Beside a text that follows on the same row the place has what that leaves,
 * and no less than the column has elsewhere.
 */
static int
place_room(const struct item *item, int width)
{
	int left = width - 2 - text_width(item->rule->text);

	return left > PLACE_MAX ? left : PLACE_MAX;
}

static void
draw_item(const struct item *item, struct frame *frame, int row,
    struct area area, struct columns columns)
{
	bool wide = columns.wide;
	int col = area.col + PLACE_COL, end = area.col + area.cols;
	int text_end = wide ? end - columns.state - WORDS_AGE_WIDTH - 4 : end;

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
	col += frame_text(frame, row, col, wide ? columns.place :
	    place_room(item, end - col), item->text, item->place) + 2;
	if (wide)
		col = area.col + PLACE_COL + columns.place + 2;
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

/* Of the list as it is shown. */
static int
count_lines(const struct ui *ui)
{
	struct list shown;
	struct flood_lines lines;
	int n;

	list_make(&shown, ui);
	list_show(&shown, ui);
	flood_lines(&lines, &shown, ui);
	n = (int)lines.n;
	flood_release(&lines);
	list_release(&shown);
	return n;
}

/* Below the summary. */
static int
listed_rows(const struct ui *ui, const struct list *list, int cols)
{
	int n = list->flood ? count_lines(ui) : list->n;
	int rows = n * (cols >= WIDE ? 1 : 2);

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

/* The group's most urgent, its words and rooms. */
static void
draw_head(const struct ui *ui, const struct list *list,
    const struct flood_line *line, struct frame *frame, int row, struct area area,
    bool wide)
{
	enum priority priority = line->count[PRIORITY_MEDIUM] > 0 ?
	    PRIORITY_MEDIUM : line->count[PRIORITY_LOW] > 0 ? PRIORITY_LOW :
	    PRIORITY_TECHNICAL;
	int col = area.col + PLACE_COL, end = area.col + area.cols;
	char words[WORDS_SIZE];
	struct str rooms;

	str_init(&rooms);
	flood_rooms(ui, list, line, &rooms);
	flood_words(ui, line, words);
	frame_text(frame, row, area.col + MARKS_COL, WORDS_MARKS,
	    words_marks_style(priority, ui->read_only, ui->now),
	    words_marks(priority));
	col += frame_text(frame, row, col, end - col, BOLD, words) + 2;
	if (wide)
		frame_text(frame, row, col, end - col, PLAIN, rooms.s);
	else
		frame_text(frame, row + 1, area.col + PLACE_COL,
		    area.cols - PLACE_COL, PLAIN, rooms.s);
	str_release(&rooms);
}

static void
draw_line(const struct ui *ui, const struct list *list,
    const struct flood_line *line, struct frame *frame, int row, struct area area,
    struct columns columns)
{
	struct item item;

	if (line->group >= 0) {
		draw_head(ui, list, line, frame, row, area, columns.wide);
	} else {
		item = item_of(ui, line->instance);
		draw_item(&item, frame, row, area, columns);
	}
	frame_hot(frame, row, area.col, columns.wide ? 1 : 2, area.cols,
	    HOT_ALERT, line->instance);
}

static int
line_find(const struct flood_lines *lines, int32_t instance)
{
	for (size_t i = 0; i < lines->n; i++)
		if (lines->v[i].group < 0 && lines->v[i].instance == instance)
			return (int)i;
	return -1;
}

/* How many alerts are out of sight, and how many of them technical. */
static void
draw_more(const struct ui *ui, const struct flood_lines *lines, int first, int fit,
    struct frame *frame, int row, struct area area)
{
	const struct house *house = ui->conf->house;
	int more = 0, technical = 0;
	char buf[160], part[WORDS_SIZE];

	for (int i = 0; i < (int)lines->n; i++) {
		const struct flood_line *line = &lines->v[i];

		if (i >= first && i < first + fit)
			continue;
		more += line->n;
		if (house->rule[house->instance[line->instance].rule]
		    .priority == PRIORITY_TECHNICAL)
			technical += line->n;
	}
	snprintf(buf, sizeof(buf), P_("… and %d more", "… and %d more", more),
	    more);
	if (technical > 0) {
		snprintf(part, sizeof(part), P_(" (%d technical)",
		    " (%d technical)", technical), technical);
		strncat(buf, part, sizeof(buf) - strlen(buf) - 1);
	}
	frame_text(frame, row, area.col + PLACE_COL, area.cols - PLACE_COL,
	    BOLD, buf);
}

/* The list's lines from a row on; returns the row behind them. */
static int
draw_items(const struct ui *ui, const struct list *list, struct frame *frame,
    int row, struct area area)
{
	struct columns columns = columns_of(ui, list, area.cols >= WIDE);
	int each = columns.wide ? 1 : 2;
	int first, fit, n;
	struct flood_lines lines;

	flood_lines(&lines, list, ui);
	n = (int)lines.n;
	fit = (area.row + area.rows - row) / each;
	if (fit < n)
		fit = (area.row + area.rows - row - 1) / each;
	first = first_shown(line_find(&lines, ui->instance), fit, n);
	for (int i = first; i < first + fit && i < n; i++) {
		draw_line(ui, list, &lines.v[i], frame, row, area, columns);
		row += each;
	}
	if (fit < n)
		draw_more(ui, &lines, first, fit, frame, row++, area);
	flood_release(&lines);
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
