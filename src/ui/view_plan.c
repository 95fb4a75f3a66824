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
#include "ui/outside.h"
#include "ui/room.h"
#include "ui/view.h"
#include "ui/words.h"

enum {
	ALIGN_MAX = 20, /* columns up to which "how long" stands at the right */
};

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
	if (w->selected) {
		canvas_put(canvas, box.row, box.col - 1, 0x25b8, BOLD);
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

/* A line of words; hatched rooms keep a blank between words and hatching. */
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
	if (w->hatch != 0)
		canvas_hatch(canvas, room, w->hatch);
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

static void
count_outside(const struct canvas *canvas, const struct ui *ui,
    const struct list *list, struct outside outside[CANVAS_SIDES])
{
	const struct plan *plan = canvas->plan;

	for (int side = 0; side < CANVAS_SIDES; side++)
		outside[side] = OUTSIDE_NONE;
	for (int i = 0; i < plan->nroom; i++)
		outside_add(&outside[canvas_side(canvas, canvas_room(canvas,
		    i))], list, list_room_alert(list, ui, plan->at[i].place));
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

	count_outside(canvas, ui, list, outside);
	for (int i = 0; i < CANVAS_SIDES - 1; i++)
		col += outside_draw(&outside[order[i]], ui, arrow[order[i]],
		    frame, row, col, end - col);
}

/* ---- the view ---- */

/* The part in view, from that of the last frame. */
static struct ui_corner
show(struct canvas *canvas, const struct ui *ui, struct area area)
{
	const struct ui_corner *last = &ui->shape.corner;
	bool same = last->plan == ui->plan;
	int32_t place = room_selected(ui);
	int room = plan_room(canvas->plan, place);

	canvas_show(canvas, same ? last->row : 0, same ? last->col : 0);
	if (room >= 0 && (!same || last->place != place ||
	    last->rows != area.rows || last->cols != area.cols))
		canvas_follow(canvas, canvas_room(canvas, room));
	return (struct ui_corner){canvas->row, canvas->col, canvas->rows -
	    canvas->area.rows, ui->plan, place, area.rows, area.cols};
}

struct ui_corner
view_plan(const struct ui *ui, const struct list *list, struct frame *frame,
    struct area area)
{
	const struct plan *plan = &ui->conf->plan[ui->plan];
	struct ui_corner corner;
	struct canvas canvas;
	struct room_words words;

	canvas_init(&canvas, plan, frame, area);
	corner = show(&canvas, ui, area);
	canvas_walls(&canvas);
	for (int i = 0; i < plan->nroom; i++) {
		room_words(ui, plan->at[i].place, list_room_alert(list, ui,
		    plan->at[i].place), &words);
		draw_room(&canvas, i, &words);
	}
	if (canvas.part)
		draw_outside(&canvas, ui, list, frame,
		    area.row + area.rows - 1);
	return corner;
}
