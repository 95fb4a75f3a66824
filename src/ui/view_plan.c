/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The plan as it was drawn, and in each room how it is there. A room's text,
 * from the top as far as its rectangle reaches:
 *
 *   101  !! >    label, marks of its most urgent alert, mark of its status
 *   Ude          the alert's words, or else the status's
 *   4 min        how long; beside the status where there is no line for it
 *
 * Where the drawing is larger than its area the row below tells what lies
 * outside, and the most urgent alert there:
 *
 *   ↑ 3 rooms   ↓ 12 rooms !!! 107   → 1 room
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/canvas.h"
#include "ui/view.h"
#include "ui/words.h"

enum {
	ALIGN_MAX = 20, /* columns up to which "how long" stands at the right */
	BETWEEN = 3,    /* what lies outside in one direction and the next */
};

/* What a room has to say; strings are "" where there is nothing. */
struct room_words {
	const char *label, *status, *alert, *marks;
	struct style marks_style, alert_style, status_style;
	char mark;
	char age[WORDS_SIZE];
	bool unseen, selected, cursor;
};

int32_t
view_status(const struct world *world, int32_t place, int64_t *since)
{
	const struct house *house = world_house(world);

	*since = 0;
	if (house->place[place].nslot == 0 &&
	    house_dwelling(house, place) != place)
		return STATUS_NONE;
	return world_status(world, place, since);
}

/* Seconds would make every room of a waking house flicker. */
static void
room_age(int64_t now, int64_t since, char buf[WORDS_SIZE])
{
	if (since > 0 && now - since < MS_MINUTE)
		snprintf(buf, WORDS_SIZE, "%s", _("now"));
	else
		words_age(now, since, buf);
}

static void
status_words(const struct ui *ui, int32_t place, struct room_words *w)
{
	const struct house *house = ui->conf->house;
	int64_t since;
	int32_t status = view_status(ui->world, place, &since);

	w->status = words_status(house, status);
	w->unseen = status == STATUS_UNSEEN;
	w->mark = w->unseen ? '?' : ' ';
	if (status == STATUS_NONE)
		return;
	room_age(ui->now, since, w->age);
	if (status >= 0) {
		w->mark = house->status[status].mark;
		w->status_style.meaning = (uint8_t)house->status[status].colour;
	}
}

static void
alert_words(const struct ui *ui, int32_t instance, struct room_words *w)
{
	const struct house *house = ui->conf->house;
	const struct rule *rule = &house->rule[house->instance[instance].rule];
	bool steady = ui->read_only ||
	    !list_is_waiting(world_alert(ui->world, instance));

	w->alert = rule->text;
	w->marks = words_marks(rule->priority);
	w->marks_style = words_marks_style(rule->priority, steady, ui->now);
	w->alert_style = words_priority_style(rule->priority);
}

/* The place of the room that is selected, itself or by its alert; or -1. */
static int32_t
selected_place(const struct ui *ui)
{
	if (ui->instance < 0)
		return ui->place;
	return list_room_place(ui->conf,
	    ui->conf->house->instance[ui->instance].place);
}

static void
room_words(const struct ui *ui, const struct list *list, int32_t place,
    struct room_words *w)
{
	int32_t alert;

	*w = (struct room_words){.label = words_place(ui->conf->house, place),
	    .status = "", .alert = "", .marks = "", .mark = ' '};
	w->selected = selected_place(ui) == place;
	w->cursor = w->selected && ui->instance < 0;
	if (ui->world == NULL) {
		w->unseen = true;
		w->mark = '?';
		return;
	}
	status_words(ui, place, w);
	alert = list_room_alert(list, ui, place);
	if (alert >= 0)
		alert_words(ui, alert, w);
	/* Often the same words: once is enough. */
	if (strcmp(w->alert, w->status) == 0)
		w->status = "";
}

/* The label at the left, the marks at the right; the room's handle. */
static void
draw_head(const struct canvas *canvas, struct area box,
    const struct room_words *w, bool aged)
{
	struct style style = w->selected ? SELECTED : BOLD;
	int nmarks = (int)strlen(w->marks), right = box.col + box.cols - 1;
	int age = text_width(w->age), free = box.cols;
	char mark[2] = {w->mark, '\0'};

	/* Marks may touch the label where it is narrow, but are never cut. */
	if (w->mark != ' ' || nmarks > 0)
		free -= 2;
	free -= nmarks;
	for (int c = 0; w->selected && c < box.cols; c++)
		canvas_put(canvas, box.row, box.col + c, ' ', style);
	if (w->selected)
		canvas_put(canvas, box.row, box.col - 1, 0x25b8, BOLD);
	if (w->cursor) {
		canvas->frame->cursor_row = canvas->area.row + box.row -
		    canvas->row;
		canvas->frame->cursor_col = canvas->area.col + box.col -
		    canvas->col;
	}
	if (w->mark != ' ')
		canvas_text(canvas, box.row, right, 1, w->selected ? style :
		    (struct style){w->status_style.meaning, ATTR_BOLD}, mark);
	if (nmarks > 0 && nmarks < box.cols)
		canvas_text(canvas, box.row, right - 1 - nmarks, nmarks,
		    w->marks_style, w->marks);
	if (aged && age + text_width(w->label) + 1 <= free) {
		free -= age;
		canvas_text(canvas, box.row, box.col + free, age, style, w->age);
		free--;
	}
	canvas_text(canvas, box.row, box.col, free, style, w->label);
}

/* A line of words; unseen rooms keep a blank between words and hatching. */
static void
draw_words(const struct canvas *canvas, struct area box, int line,
    struct style style, const char *text)
{
	int used;

	if (line >= box.rows || text[0] == '\0')
		return;
	used = canvas_text(canvas, box.row + line, box.col, box.cols, style, text);
	if (used < box.cols)
		canvas_put(canvas, box.row + line, box.col + used, ' ', PLAIN);
}

/* How long, behind the words of that line, if there is room for it. */
static void
draw_beside(const struct canvas *canvas, struct area box, int line,
    const struct room_words *w)
{
	int words = text_width(w->status), age = text_width(w->age);
	int col = box.cols <= ALIGN_MAX ? box.cols - age : words + 2;

	if (line < box.rows && words + 1 + age <= box.cols)
		canvas_text(canvas, box.row + line, box.col + col, age,
		    w->status_style, w->age);
}

static void
draw_room(const struct canvas *canvas, int room, const struct room_words *w)
{
	struct area box = canvas_seen(canvas, canvas_room(canvas, room));
	int line = 1;
	bool beside;

	if (box.rows < 1 || box.cols < 1)
		return;
	frame_hot(canvas->frame, canvas->area.row + box.row - canvas->row,
	    canvas->area.col + box.col - canvas->col, box.rows, box.cols,
	    HOT_ROOM, canvas->plan->at[room].place);
	if (w->unseen)
		canvas_hatch(canvas, room);
	if (w->alert[0] != '\0')
		draw_words(canvas, box, line++, w->alert_style, w->alert);
	beside = w->status[0] != '\0' && line + 1 >= box.rows;
	draw_head(canvas, box, w, box.rows == 1 && w->alert[0] == '\0');
	draw_words(canvas, box, line, w->status_style, w->status);
	if (beside)
		draw_beside(canvas, box, line, w);
	else
		draw_words(canvas, box, line + (w->status[0] != '\0'),
		    w->status_style, w->age);
}

/* ---- what lies outside ---- */

struct outside {
	int rooms, alerts;
	int first; /* of the alerts in the list, or -1 */
};

static void
count_outside(const struct canvas *canvas, const struct ui *ui,
    const struct list *list, struct outside outside[CANVAS_SIDES])
{
	const struct plan *plan = canvas->plan;

	for (int side = 0; side < CANVAS_SIDES; side++)
		outside[side] = (struct outside){.first = -1};
	for (int i = 0; i < plan->nroom; i++) {
		struct outside *o = &outside[canvas_side(canvas,
		    canvas_room(canvas, i))];
		int at = list_find(list, list_room_alert(list, ui,
		    plan->at[i].place));

		o->rooms++;
		if (at < 0)
			continue;
		o->alerts++;
		if (o->first < 0 || at < o->first)
			o->first = at;
	}
}

/* Its marks, its room, and how many more there are. */
static int
draw_outside_alert(const struct ui *ui, const struct list *list,
    const struct outside *o, struct frame *frame, int row, int col, int width)
{
	const struct house *house = ui->conf->house;
	const struct instance *in = &house->instance[list->v[o->first]];
	enum priority priority = house->rule[in->rule].priority;
	bool steady = ui->read_only ||
	    !list_is_waiting(world_alert(ui->world, list->v[o->first]));
	char text[WORDS_SIZE];
	int used;

	used = frame_text(frame, row, col, width, words_marks_style(priority,
	    steady, ui->now), words_marks(priority)) + 1;
	if (o->alerts > 1)
		snprintf(text, sizeof(text), "%.60s +%d",
		    words_place(house, in->place), o->alerts - 1);
	else
		snprintf(text, sizeof(text), "%.60s",
		    words_place(house, in->place));
	return used + frame_text(frame, row, col + used, width - used, BOLD,
	    text);
}

static void
draw_outside(const struct canvas *canvas, const struct ui *ui,
    const struct list *list, struct frame *frame, int row)
{
	static const enum canvas_side order[] = {CANVAS_UP, CANVAS_DOWN,
	    CANVAS_LEFT, CANVAS_RIGHT};
	static const char *const arrow[] = {[CANVAS_UP] = "↑",
	    [CANVAS_DOWN] = "↓", [CANVAS_LEFT] = "←", [CANVAS_RIGHT] = "→"};
	struct outside outside[CANVAS_SIDES];
	int col = canvas->area.col + 1, end = col + canvas->area.cols - 1;
	char text[WORDS_SIZE], rooms[WORDS_SIZE];

	count_outside(canvas, ui, list, outside);
	for (int i = 0; i < CANVAS_SIDES - 1; i++) {
		const struct outside *o = &outside[order[i]];

		if (o->rooms == 0)
			continue;
		snprintf(rooms, sizeof(rooms), P_("%d room", "%d rooms",
		    o->rooms), o->rooms);
		snprintf(text, sizeof(text), "%s %.60s", arrow[order[i]],
		    rooms);
		col += frame_text(frame, row, col, end - col, PLAIN, text) + 1;
		if (o->first >= 0)
			col += draw_outside_alert(ui, list, o, frame, row, col,
			    end - col);
		col += BETWEEN;
	}
}

/* ---- the view ---- */

/* What is in view stays there until something else is selected. */
void
view_plan_follow(struct ui *ui, struct area area)
{
	const struct plan *plan = &ui->conf->plan[ui->plan];
	struct ui_corner *at = &ui->corner;
	int32_t place = selected_place(ui);
	struct canvas canvas;

	canvas_init(&canvas, plan, NULL, area);
	if (at->plan != ui->plan)
		at->row = at->col = 0;
	canvas_show(&canvas, at->row, at->col);
	if (at->plan != ui->plan || at->place != place ||
	    at->rows != area.rows || at->cols != area.cols)
		for (int i = 0; i < plan->nroom; i++)
			if (plan->at[i].place == place)
				canvas_follow(&canvas, canvas_room(&canvas, i));
	*at = (struct ui_corner){canvas.row, canvas.col, canvas.rows -
	    canvas.area.rows, ui->plan, place, area.rows, area.cols};
}

void
view_plan(const struct ui *ui, const struct list *list, struct frame *frame,
    struct area area)
{
	const struct plan *plan = &ui->conf->plan[ui->plan];
	struct canvas canvas;
	struct room_words words;

	canvas_init(&canvas, plan, frame, area);
	canvas_show(&canvas, ui->corner.row, ui->corner.col);
	canvas_walls(&canvas);
	for (int i = 0; i < plan->nroom; i++) {
		room_words(ui, list, plan->at[i].place, &words);
		draw_room(&canvas, i, &words);
	}
	if (canvas.part)
		draw_outside(&canvas, ui, list, frame,
		    area.row + area.rows - 1);
}
