/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/canvas.h"

#include <uchar.h>

enum {
	STRETCH = 2,             /* times its size, at most */
	MARGIN_ROWS = 1, MARGIN_COLS = 2, /* of what is followed */
	READABLE = 8,            /* columns of a room that is cut */
};

/* Where cell i of n goes when they are stretched to a size. */
static int
stretched(int i, int n, int size)
{
	return n < 2 ? i : i * (size - 1) / (n - 1);
}

static int
x(const struct canvas *canvas, int col)
{
	return stretched(col, canvas->plan->cols, canvas->cols);
}

static int
y(const struct canvas *canvas, int row)
{
	return stretched(row, canvas->plan->rows, canvas->rows);
}

/* The size of a drawing of n cells in an area of so many. */
static int
stretch(int n, int area)
{
	return area < n ? n : area < STRETCH * n ? area : STRETCH * n;
}

void
canvas_init(struct canvas *canvas, const struct plan *plan,
    struct frame *frame, struct area area)
{
	*canvas = (struct canvas){.plan = plan, .frame = frame, .area = area};
	canvas->part = plan->cols > area.cols || plan->rows > area.rows;
	if (canvas->part)
		canvas->area.rows--;
	canvas->rows = stretch(plan->rows, canvas->area.rows);
	canvas->cols = stretch(plan->cols, canvas->area.cols);
}

static int
within(int at, int size, int all)
{
	if (at > all - size)
		at = all - size;
	return at > 0 ? at : 0;
}

void
canvas_show(struct canvas *canvas, int row, int col)
{
	canvas->row = within(row, canvas->area.rows, canvas->rows);
	canvas->col = within(col, canvas->area.cols, canvas->cols);
}

/* What begins at `from` is seen whole, or its beginning where it is longer. */
static int
follow(int at, int size, int from, int n, int margin)
{
	if (from + n + margin > at + size)
		at = from + n + margin - size;
	return from - margin < at ? from - margin : at;
}

void
canvas_follow(struct canvas *canvas, struct area box)
{
	canvas_show(canvas, follow(canvas->row, canvas->area.rows, box.row,
	    box.rows, MARGIN_ROWS), follow(canvas->col, canvas->area.cols,
	    box.col, box.cols, MARGIN_COLS));
}

static int32_t
cp_at(const struct plan *plan, int row, int col)
{
	return row < plan->rows && col < plan->cols ?
	    plan->cp[row * plan->cols + col] : ' ';
}

static int32_t
room_at(const struct plan *plan, int row, int col)
{
	return plan->room[row * plan->cols + col];
}

/* It begins right behind its walls, however far they have moved. */
struct area
canvas_room(const struct canvas *canvas, int room)
{
	const struct plan *plan = canvas->plan;
	const struct room *at = &plan->at[room];
	int r = at->text_row, c = at->text_col;
	int top = y(canvas, r), left = x(canvas, c);

	if (c > 0 && room_at(plan, r, c - 1) != room)
		left = x(canvas, c - 1) + 1;
	if (r > 0 && room_at(plan, r - 1, c) != room)
		top = y(canvas, r - 1) + 1;
	return (struct area){top, left, y(canvas, r + at->text_h) - top,
	    x(canvas, c + at->text_w) - left};
}

void
canvas_put(const struct canvas *canvas, int row, int col, int32_t cp,
    struct style style)
{
	row -= canvas->row;
	col -= canvas->col;
	if (row >= 0 && row < canvas->area.rows && col >= 0 &&
	    col < canvas->area.cols)
		frame_put(canvas->frame, canvas->area.row + row,
		    canvas->area.col + col, cp, style);
}

int
canvas_text(const struct canvas *canvas, int row, int col, int width,
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

/* Cuts a stretch from `*from` of `*n` to 0 … size. */
static void
cut(int *from, int *n, int size)
{
	if (*from < 0) {
		*n += *from;
		*from = 0;
	}
	if (*from + *n > size)
		*n = size - *from;
	if (*n < 0)
		*n = 0;
}

struct area
canvas_seen(const struct canvas *canvas, struct area box)
{
	box.row -= canvas->row;
	box.col -= canvas->col;
	cut(&box.row, &box.rows, canvas->area.rows);
	cut(&box.col, &box.cols, canvas->area.cols);
	box.row += canvas->row;
	box.col += canvas->col;
	return box;
}

enum canvas_side
canvas_side(const struct canvas *canvas, struct area box)
{
	struct area seen = canvas_seen(canvas, box);

	if (seen.rows < 1)
		return box.row < canvas->row ? CANVAS_UP : CANVAS_DOWN;
	if (seen.cols < box.cols && seen.cols < READABLE)
		return box.col < canvas->col ? CANVAS_LEFT : CANVAS_RIGHT;
	return CANVAS_IN;
}

/* ---- walls ---- */

static bool
is_one_of(int32_t cp, const char32_t *set)
{
	while (*set != 0 && (int32_t)*set != cp)
		set++;
	return *set != 0;
}

/*
 * The line between two cells side by side, or one above the other, where
 * either is drawn as going on to the other, or both are the same; or 0.
 */
static int32_t
line_across(int32_t left, int32_t right)
{
	if (is_one_of(left, U"─┌├┬┼└┴╭╰╶") || is_one_of(right, U"─┐┤┬┼┘┴╮╯╴"))
		return 0x2500;
	if (is_one_of(left, U"━┏┣┳╋┗┻") || is_one_of(right, U"━┓┫┳╋┛┻"))
		return 0x2501;
	if (is_one_of(left, U"═╔╠╦╬╚╩") || is_one_of(right, U"═╗╣╦╬╝╩"))
		return 0x2550;
	if (left == '-' || right == '-')
		return '-';
	return left == right && left != ' ' ? left : 0;
}

static int32_t
line_along(int32_t above, int32_t below)
{
	if (is_one_of(above, U"│┌┬┐├┼┤╭╮╷") || is_one_of(below, U"│└┴┘├┼┤╰╯╵"))
		return 0x2502;
	if (is_one_of(above, U"┃┏┳┓┣╋┫") || is_one_of(below, U"┃┗┻┛┣╋┫"))
		return 0x2503;
	if (is_one_of(above, U"║╔╦╗╠╬╣") || is_one_of(below, U"║╚╩╝╠╬╣"))
		return 0x2551;
	if (above == '|' || below == '|')
		return '|';
	return above == below && above != ' ' ? above : 0;
}

static void
draw_cell(const struct canvas *canvas, int r, int c)
{
	const struct plan *plan = canvas->plan;
	const struct style dim = DIM;
	int32_t cp = cp_at(plan, r, c), line;
	int top = y(canvas, r), left = x(canvas, c);

	if (cp != ' ')
		canvas_put(canvas, top, left, cp, dim);
	line = line_across(cp, cp_at(plan, r, c + 1));
	for (int i = left + 1; line != 0 && c + 1 < plan->cols &&
	    i < x(canvas, c + 1); i++)
		canvas_put(canvas, top, i, line, dim);
	line = line_along(cp, cp_at(plan, r + 1, c));
	for (int i = top + 1; line != 0 && r + 1 < plan->rows &&
	    i < y(canvas, r + 1); i++)
		canvas_put(canvas, i, left, line, dim);
}

void
canvas_walls(const struct canvas *canvas)
{
	for (int r = 0; r < canvas->plan->rows; r++)
		for (int c = 0; c < canvas->plan->cols; c++)
			draw_cell(canvas, r, c);
}

/* A cell of a room and what lies between it and the next ones. */
static void
hatch_cell(const struct canvas *canvas, int room, int r, int c, int32_t cp)
{
	const struct plan *plan = canvas->plan;
	int top = y(canvas, r), left = x(canvas, c);
	int bottom = r + 1 < plan->rows ? y(canvas, r + 1) : top + 1;
	int right = c + 1 < plan->cols ? x(canvas, c + 1) : left + 1;

	if (c > 0 && room_at(plan, r, c - 1) != room)
		left = x(canvas, c - 1) + 1;
	if (r > 0 && room_at(plan, r - 1, c) != room)
		top = y(canvas, r - 1) + 1;
	for (int i = top; i < bottom; i++)
		for (int j = left; j < right; j++)
			canvas_put(canvas, i, j, cp, DIM);
}

void
canvas_hatch(const struct canvas *canvas, int room, int32_t cp)
{
	const struct plan *plan = canvas->plan;

	for (int r = 0; r < plan->rows; r++)
		for (int c = 0; c < plan->cols; c++)
			if (room_at(plan, r, c) == room)
				hatch_cell(canvas, room, r, c, cp);
}
