/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The plan as it was drawn, and in each room how it is there. A drawing that
 * is narrower than its area is widened: column c of the drawing goes to
 * column x(c) of the area, and what comes in between is a line where the two
 * sides are joined by one, and otherwise belongs to the room at its side. So
 * rooms get more words and walls stay whole.
 *
 * A room's text, from the top as far as its rectangle reaches:
 *
 *   101  !! >    label, marks of its most urgent alert, mark of its status
 *   Ude          the alert's words, or else the status's
 *   4 min        how long; beside the status where there is no line for it
 */
#include <stdio.h>
#include <string.h>
#include <uchar.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/view.h"
#include "ui/words.h"

enum {
	HATCH = 0x2591,
	ALIGN_MAX = 20, /* columns up to which "how long" stands at the right */
};

struct canvas {
	const struct plan *plan;
	struct frame *frame;
	struct area area;
	int width;    /* of the widened drawing */
	int row, col; /* of the drawing at the area's corner, when it is larger */
};

static int
x(const struct canvas *canvas, int col)
{
	int span = canvas->plan->cols - 1;

	return span < 1 ? col : col * (canvas->width - 1) / span;
}

static void
put(const struct canvas *canvas, int row, int col, int32_t cp,
    struct style style)
{
	row -= canvas->row;
	col -= canvas->col;
	if (row >= 0 && row < canvas->area.rows && col >= 0 &&
	    col < canvas->area.cols)
		frame_put(canvas->frame, canvas->area.row + row,
		    canvas->area.col + col, cp, style);
}

/* Text within a room; what lies outside the area is not drawn at all. */
static int
put_text(const struct canvas *canvas, int row, int col, int width,
    struct style style, const char *text)
{
	const struct area *area = &canvas->area;
	int room = area->cols - (col - canvas->col);

	row -= canvas->row;
	col -= canvas->col;
	if (row < 0 || row >= area->rows || col < 0 || room <= 0)
		return 0;
	return frame_text(canvas->frame, area->row + row, area->col + col,
	    width < room ? width : room, style, text);
}

static int32_t
cp_at(const struct plan *plan, int row, int col)
{
	return col < plan->cols ? plan->cp[row * plan->cols + col] : ' ';
}

static int32_t
room_at(const struct plan *plan, int row, int col)
{
	return plan->room[row * plan->cols + col];
}

static bool
is_one_of(int32_t cp, const char32_t *set)
{
	while (*set != 0 && (int32_t)*set != cp)
		set++;
	return *set != 0;
}

/* The line that goes on from cp to its right (or left), or 0. */
static int32_t
line_right(int32_t cp)
{
	return is_one_of(cp, U"─┌├┬┼└┴╭╰╶") ? 0x2500 :
	    is_one_of(cp, U"━┏┣┳╋┗┻") ? 0x2501 :
	    is_one_of(cp, U"═╔╠╦╬╚╩") ? 0x2550 : cp == '-' ? '-' : 0;
}

static int32_t
line_left(int32_t cp)
{
	return is_one_of(cp, U"─┐┤┬┼┘┴╮╯╴") ? 0x2500 :
	    is_one_of(cp, U"━┓┫┳╋┛┻") ? 0x2501 :
	    is_one_of(cp, U"═╗╣╦╬╝╩") ? 0x2550 : cp == '-' ? '-' : 0;
}

static void
draw_walls(const struct canvas *canvas)
{
	const struct plan *plan = canvas->plan;

	for (int r = 0; r < plan->rows; r++)
		for (int c = 0; c < plan->cols; c++) {
			int32_t cp = cp_at(plan, r, c), line;
			int at = x(canvas, c), next = x(canvas, c + 1);

			if (cp != ' ')
				put(canvas, r, at, cp, DIM);
			if (c + 1 == plan->cols || at + 1 == next)
				continue;
			line = line_right(cp);
			if (line == 0)
				line = line_left(cp_at(plan, r, c + 1));
			while (line != 0 && ++at < next)
				put(canvas, r, at, line, DIM);
		}
}

/* Every cell of the room that text has left free. */
static void
hatch(const struct canvas *canvas, int room)
{
	const struct plan *plan = canvas->plan;

	for (int r = 0; r < plan->rows; r++)
		for (int c = 0; c < plan->cols; c++) {
			int from, to;

			if (room_at(plan, r, c) != room)
				continue;
			from = to = x(canvas, c);
			if (c + 1 < plan->cols)
				to = x(canvas, c + 1) - 1;
			/* What is between a wall at the left and here. */
			if (c > 0 && room_at(plan, r, c - 1) != room)
				from = x(canvas, c - 1) + 1;
			for (int i = from; i <= to; i++)
				put(canvas, r, i, HATCH, DIM);
		}
}

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
		put(canvas, box.row, box.col + c, ' ', style);
	if (w->cursor) {
		canvas->frame->cursor_row = canvas->area.row + box.row -
		    canvas->row;
		canvas->frame->cursor_col = canvas->area.col + box.col -
		    canvas->col;
	}
	if (w->mark != ' ')
		put_text(canvas, box.row, right, 1, w->selected ? style :
		    (struct style){w->status_style.meaning, ATTR_BOLD}, mark);
	if (nmarks > 0 && nmarks < box.cols)
		put_text(canvas, box.row, right - 1 - nmarks, nmarks,
		    w->marks_style, w->marks);
	if (aged && age + text_width(w->label) + 1 <= free) {
		free -= age;
		put_text(canvas, box.row, box.col + free, age, style, w->age);
		free--;
	}
	put_text(canvas, box.row, box.col, free, style, w->label);
}

/* A line of words; unseen rooms keep a blank between words and hatching. */
static void
draw_words(const struct canvas *canvas, struct area box, int line,
    struct style style, const char *text)
{
	int used;

	if (line >= box.rows || text[0] == '\0')
		return;
	used = put_text(canvas, box.row + line, box.col, box.cols, style, text);
	if (used < box.cols)
		put(canvas, box.row + line, box.col + used, ' ', PLAIN);
}

/* The room's text rectangle where it lies in the widened drawing. */
static struct area
room_box(const struct canvas *canvas, int room)
{
	const struct plan *plan = canvas->plan;
	const struct room *at = &plan->at[room];
	int from = x(canvas, at->text_col);
	int to = x(canvas, at->text_col + at->text_w);

	/* It begins right behind its wall, however wide that has become. */
	if (at->text_col > 0 &&
	    room_at(plan, at->text_row, at->text_col - 1) != room)
		from = x(canvas, at->text_col - 1) + 1;
	return (struct area){at->text_row, from, at->text_h, to - from};
}

/* How long, behind the words of that line, if there is room for it. */
static void
draw_beside(const struct canvas *canvas, struct area box, int line,
    const struct room_words *w)
{
	int words = text_width(w->status), age = text_width(w->age);
	int col = box.cols <= ALIGN_MAX ? box.cols - age : words + 2;

	if (line < box.rows && words + 1 + age <= box.cols)
		put_text(canvas, box.row + line, box.col + col, age,
		    w->status_style, w->age);
}

static void
draw_room(const struct canvas *canvas, int room, const struct room_words *w)
{
	struct area box = room_box(canvas, room);
	int line = 1;
	bool beside;

	if (box.rows < 1 || box.cols < 1)
		return;
	if (w->unseen)
		hatch(canvas, room);
	if (w->alert[0] != '\0')
		draw_words(canvas, box, line++, w->alert_style, w->alert);
	beside = line + 1 >= box.rows;
	draw_head(canvas, box, w, box.rows == 1 && w->alert[0] == '\0');
	draw_words(canvas, box, line, w->status_style, w->status);
	if (beside)
		draw_beside(canvas, box, line, w);
	else
		draw_words(canvas, box, line + 1, w->status_style, w->age);
}

/* The corner of what is shown, so that the selected room is within it. */
static int
corner(int selected, int size, int all)
{
	int at = selected - size / 2;

	if (at > all - size)
		at = all - size;
	return at > 0 ? at : 0;
}

/* A drawing larger than its area is shown around the selected room. */
static void
place_corner(struct canvas *canvas, int32_t place)
{
	const struct plan *plan = canvas->plan;

	for (int i = 0; i < plan->nroom; i++)
		if (plan->at[i].place == place) {
			canvas->row = corner(plan->at[i].text_row,
			    canvas->area.rows, plan->rows);
			canvas->col = corner(x(canvas, plan->at[i].text_col),
			    canvas->area.cols, canvas->width);
		}
}

void
view_plan(const struct ui *ui, const struct list *list, struct frame *frame,
    struct area area)
{
	const struct plan *plan = &ui->conf->plan[ui->plan];
	struct canvas canvas = {.plan = plan, .frame = frame, .area = area,
	    .width = plan->cols};
	struct room_words words;

	if (area.cols > plan->cols)
		canvas.width = area.cols < 2 * plan->cols ? area.cols :
		    2 * plan->cols;
	place_corner(&canvas, selected_place(ui));
	draw_walls(&canvas);
	for (int i = 0; i < plan->nroom; i++) {
		room_words(ui, list, plan->at[i].place, &words);
		draw_room(&canvas, i, &words);
	}
}
