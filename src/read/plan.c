/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The drawing becomes a grid with a border of spaces around it, which is the
 * outside: what a flood from a room reaches of it has leaked. Ids are words
 * of the drawing; everything else that is no space is a wall, and so are the
 * dashes of an ASCII wall, which could be part of a word but for want of a
 * letter or a digit.
 *
 * Where two rooms leak into each other, the gap is looked for on the shortest
 * way from one id to the other: it is narrow, and the wall goes on in line on
 * both sides of it.
 */
#include "read/plan.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

enum {
	SIDE_MAX = 500, /* rows and columns of a drawing */
	WORD_MAX = 72,  /* bytes: an id has 64 at most */
	LEAK_MAX = 16,  /* faults of one room */
	CORNER = 4,     /* columns that a gap beside a corner counts for more */
	NOT_YET = -3,   /* a cell that no flood has reached */
};

/* The grid with its border; cells are row * cols + col. */
struct grid {
	int rows, cols;
	int32_t *cp;
	int32_t *id;   /* the room whose id is written here, or -1 */
	int32_t *room; /* NOT_YET, or as in struct plan */
	int32_t *from; /* of a flood: the cell it came from, or -1 */
	int32_t *todo; /* of a flood: the cells reached, in order */
	int reached;
};

struct reader {
	struct plan *plan;
	const struct house *house;
	const char *path;
	struct faults *faults;
	int32_t *room_of; /* of each place, or -1 */
	struct grid grid;
};

/* Lines of the drawing and columns in it count from 1: the border is 0. */
static void __attribute__((format(printf, 4, 5)))
fault_at(struct reader *r, int row, int col, const char *fmt, ...)
{
	char text[400];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	faults_add(r->faults, r->path, row, "column %d: %s", col, text);
}

/* The next line's bytes; a carriage return before its end is none of them. */
static size_t
line_length(const char *s, size_t n, size_t *skip)
{
	const char *end = memchr(s, '\n', n);
	size_t len = end != NULL ? (size_t)(end - s) : n;

	*skip = len + (end != NULL);
	return len > 0 && s[len - 1] == '\r' ? len - 1 : len;
}

static int
count_columns(const char *s, size_t n)
{
	int32_t cp;
	int columns = 0;

	for (size_t i = 0; i < n; columns++)
		i += text_next(s + i, n - i, &cp);
	return columns;
}

static void
measure(const char *text, size_t n, int *rows, int *cols)
{
	size_t skip;

	*rows = *cols = 0;
	for (size_t i = 0; i < n; i += skip) {
		size_t len = line_length(text + i, n - i, &skip);
		int columns = len > 4 * SIDE_MAX ? SIDE_MAX + 1 :
		    count_columns(text + i, len);

		if (++*rows > SIDE_MAX)
			break;
		if (columns > *cols)
			*cols = columns;
	}
}

static void
read_line(struct reader *r, int row, const char *s, size_t n)
{
	struct grid *g = &r->grid;
	int col = 1;

	for (size_t i = 0; i < n; col++) {
		int32_t cp;
		size_t used = text_next(s + i, n - i, &cp);
		bool fault = true;

		if (!text_is_utf8(s + i, used))
			fault_at(r, row, col, "not UTF-8");
		else if (cp == '\t')
			fault_at(r, row, col, "a tab: draw with spaces");
		else if (!text_is_clean(s + i, used) ||
		    text_cp_width(cp) != 1)
			fault_at(r, row, col, "U+%04X is not one column wide",
			    (unsigned)cp);
		else
			fault = false;
		/* A wall, so that it is told of nothing else besides. */
		g->cp[row * g->cols + col] = fault ? '#' : cp;
		i += used;
	}
}

static void
grid_init(struct grid *g, int rows, int cols)
{
	size_t n = (size_t)(rows + 2) * (size_t)(cols + 2);

	g->rows = rows + 2;
	g->cols = cols + 2;
	g->cp = xcalloc(n, sizeof(*g->cp));
	g->id = xcalloc(n, sizeof(*g->id));
	g->room = xcalloc(n, sizeof(*g->room));
	g->from = xcalloc(n, sizeof(*g->from));
	g->todo = xcalloc(n, sizeof(*g->todo));
	for (size_t i = 0; i < n; i++) {
		g->cp[i] = ' ';
		g->id[i] = -1;
		g->room[i] = NOT_YET;
		g->from[i] = -1;
	}
}

static void
grid_release(struct grid *g)
{
	free(g->cp);
	free(g->id);
	free(g->room);
	free(g->from);
	free(g->todo);
}

/* Words. */

static bool
is_word(int32_t cp)
{
	bool ascii = (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') ||
	    (cp >= 'a' && cp <= 'z') || cp == '_' || cp == '.' || cp == '-';

	/* Latin letters are no part of an id, but of a misspelt one. */
	return ascii || (cp >= 0xc0 && cp < 0x250 && cp != 0xd7 && cp != 0xf7);
}

static bool
is_filler(int32_t cp)
{
	return cp == '_' || cp == '.' || cp == '-';
}

static void
word_text(const struct grid *g, int from, int n, char text[WORD_MAX + 1])
{
	size_t len = 0;

	for (int i = 0; i < n && len + 4 <= WORD_MAX; i++)
		len += text_put(text + len, g->cp[from + i]);
	text[len] = '\0';
}

/* A second id of a place leads to the first's room, so as to be told once. */
static void
add_id(struct reader *r, int32_t place, int at, int n)
{
	struct plan *plan = r->plan;
	struct grid *g = &r->grid;
	int32_t room = r->room_of[place];

	if (room >= 0) {
		fault_at(r, at / g->cols, at % g->cols, "'%s' stands at line"
		    " %d, column %d already", r->house->place[place].id,
		    plan->at[room].row, plan->at[room].col);
	} else {
		room = r->room_of[place] = plan->nroom++;
		plan->at[room] = (struct room){.place = place,
		    .row = at / g->cols, .col = at % g->cols};
	}
	for (int i = 0; i < n; i++)
		g->id[at + i] = room;
}

/* A word of n cells, as it stands or without a wall's dashes around it. */
static void
read_word(struct reader *r, int at, int n)
{
	char text[WORD_MAX + 1];
	int32_t place;

	word_text(&r->grid, at, n, text);
	place = house_place(r->house, text);
	if (place <= 0) {
		for (; n > 0 && is_filler(r->grid.cp[at]); at++)
			n--;
		while (n > 0 && is_filler(r->grid.cp[at + n - 1]))
			n--;
		if (n == 0)
			return;
		word_text(&r->grid, at, n, text);
		place = house_place(r->house, text);
	}
	if (place > 0)
		add_id(r, place, at, n);
	else
		fault_at(r, at / r->grid.cols, at % r->grid.cols, "there is no"
		    " place '%s'", text);
}

static void
read_words(struct reader *r)
{
	struct grid *g = &r->grid;
	int n;

	for (int at = 0; at < g->rows * g->cols; at += n) {
		for (n = 0; is_word(g->cp[at + n]); n++)
			;
		if (n > 0)
			read_word(r, at, n);
		else
			n = 1;
	}
}

/* Floods. */

static bool
is_free(const struct grid *g, int at)
{
	return g->cp[at] == ' ' || g->id[at] >= 0;
}

static bool
on_border(const struct grid *g, int at)
{
	int row = at / g->cols, col = at % g->cols;

	return row == 0 || row == g->rows - 1 || col == 0 ||
	    col == g->cols - 1;
}

/* The k-th neighbour of a cell, or -1 beyond the border. */
static int
neighbour(const struct grid *g, int at, int k)
{
	int row = at / g->cols + (k == 0) - (k == 1);
	int col = at % g->cols + (k == 2) - (k == 3);

	return row < 0 || row >= g->rows || col < 0 || col >= g->cols ? -1 :
	    row * g->cols + col;
}

/*
 * From a cell over all that is free, breadth first; marks what no earlier
 * flood has reached as `room`'s. Returns the cells reached, in todo[0..n).
 */
static int
flood(struct grid *g, int start, int32_t room)
{
	int n = 0;

	while (g->reached > 0)
		g->from[g->todo[--g->reached]] = -1;
	g->todo[n++] = start;
	g->from[start] = start;
	for (int i = 0; i < n; i++) {
		int at = g->todo[i];

		if (g->room[at] == NOT_YET)
			g->room[at] = room;
		for (int k = 0; k < 4; k++) {
			int next = neighbour(g, at, k);

			if (next < 0 || g->from[next] >= 0 ||
			    !is_free(g, next))
				continue;
			g->from[next] = at;
			g->todo[n++] = next;
		}
	}
	g->reached = n;
	return n;
}

/* Walls in line from a cell on, up to 2. */
static int
wall_from(const struct grid *g, int at, int step)
{
	int n = 0;

	for (; n < 2 && at >= 0 && at < g->rows * g->cols &&
	    !is_free(g, at); at += step)
		n++;
	return n;
}

/* A stretch of free cells between two walls. */
struct opening {
	int low, high, step;
	int open; /* how little it looks like a gap in one wall */
};

static struct opening
stretch(const struct grid *g, int at, int step)
{
	struct opening gap = {at, at, step, 0};
	int before, after;

	while (!on_border(g, gap.low) && is_free(g, gap.low - step))
		gap.low -= step;
	while (!on_border(g, gap.high) && is_free(g, gap.high + step))
		gap.high += step;
	gap.open = (gap.high - gap.low) / step + 1;
	if (on_border(g, gap.low) || on_border(g, gap.high)) {
		gap.open += 2 * SIDE_MAX;
		return gap;
	}
	before = wall_from(g, gap.low - step, -step);
	after = wall_from(g, gap.high + step, step);
	if (before < 2 && after < 2)
		gap.open += SIDE_MAX;
	else if (before < 2 || after < 2)
		gap.open += CORNER;
	return gap;
}

/*
 * Of the last flood: the stretch on the way back from `end` most like a gap;
 * from the outside, the first that is like one.
 */
static struct opening
gap_on_way(const struct grid *g, int start, int end)
{
	struct opening best = {start, start, 1, 4 * SIDE_MAX};

	for (int at = end; at != start; at = g->from[at])
		for (int k = 0; k < 2; k++) {
			struct opening gap = stretch(g, at,
			    k == 0 ? 1 : g->cols);

			if (gap.open < best.open && !on_border(g, at) &&
			    g->id[at] < 0)
				best = gap;
			if (best.open <= 2 * CORNER && on_border(g, end))
				return best;
		}
	return best;
}

static const char *
room_id(const struct reader *r, int32_t room)
{
	return r->house->place[r->plan->at[room].place].id;
}

/*
 * Tells how `room` leaks to a cell, and closes the gap, so that the next
 * flood finds the next one. False where there is no wall to have a gap in.
 */
static bool
tell_leak(struct reader *r, int32_t room, int cell)
{
	struct grid *g = &r->grid;
	const struct room *at = &r->plan->at[room];
	struct opening gap = gap_on_way(g, at->row * g->cols + at->col, cell);

	if (g->id[cell] < 0)
		fault_at(r, gap.low / g->cols, gap.low % g->cols,
		    "'%s' leaks to the outside", room_id(r, room));
	else
		fault_at(r, gap.low / g->cols, gap.low % g->cols,
		    "'%s' leaks into '%s'", room_id(r, room),
		    room_id(r, g->id[cell]));
	for (int i = gap.low; i <= gap.high; i += gap.step)
		if (g->id[i] < 0)
			g->cp[i] = '#';
	return gap.open < SIDE_MAX;
}

/* Once the whole room is marked, its leaks are told and closed one by one. */
static void
flood_room(struct reader *r, int32_t room)
{
	struct grid *g = &r->grid;
	const struct room *at = &r->plan->at[room];
	bool again = true;

	for (int leaks = 0; again && leaks < LEAK_MAX; leaks++) {
		int n = flood(g, at->row * g->cols + at->col, room), i = 0;

		while (i < n && !on_border(g, g->todo[i]) &&
		    g->id[g->todo[i]] <= room)
			i++;
		again = i < n && tell_leak(r, room, g->todo[i]);
	}
}

/* A flood from a free cell that no room's has reached. */
static void
flood_unnamed(struct reader *r, int start)
{
	struct grid *g = &r->grid;
	int n = flood(g, start, PLAN_WALL);

	for (int i = 0; i < n; i++)
		if (g->id[g->todo[i]] >= 0)
			return; /* a second id, which has been told */
	fault_at(r, start / g->cols, start % g->cols, "a room that lacks an"
	    " id (fill it with '#' if it is none)");
}

/* What is neither outside nor of any room is a room that lacks its id. */
static void
flood_rest(struct reader *r)
{
	struct grid *g = &r->grid;

	flood(g, 0, PLAN_OUTSIDE);
	for (int at = 0; at < g->rows * g->cols; at++)
		if (!is_free(g, at))
			g->room[at] = PLAN_WALL;
		else if (g->room[at] == NOT_YET)
			flood_unnamed(r, at);
}

/* Text. */

/* The columns of a row around col that are a room's: [*left, *right]. */
static bool
row_extent(const struct grid *g, int32_t room, int row, int col, int *left,
    int *right)
{
	const int32_t *cell = g->room + row * g->cols;

	/* Only a room that leaks has cells of the border. */
	if (row <= 0 || row >= g->rows - 1 || cell[col] != room)
		return false;
	for (*left = col; *left > 1 && cell[*left - 1] == room; --*left)
		;
	for (*right = col; *right < g->cols - 2 && cell[*right + 1] == room;
	    ++*right)
		;
	return true;
}

/* The largest rectangle that holds the id's first cell; the wider of two. */
static void
find_text_area(const struct grid *g, struct room *at, int32_t room)
{
	int left = 0, right = g->cols, l, r, area = 0;

	for (int top = at->row; row_extent(g, room, top, at->col, &l, &r);
	    top--) {
		int from = left = l > left ? l : left;
		int to = right = r < right ? r : right;

		for (int low = at->row; row_extent(g, room, low, at->col, &l,
		    &r); low++) {
			int w, h = low - top + 1;

			from = l > from ? l : from;
			to = r < to ? r : to;
			w = to - from + 1;
			if (w * h < area || (w * h == area && w <= at->text_w))
				continue;
			area = w * h;
			at->text_row = top;
			at->text_col = from;
			at->text_h = h;
			at->text_w = w;
		}
	}
}

/* The grid without its border, ids blanked out. */
static void
fill_plan(struct reader *r)
{
	struct grid *g = &r->grid;
	struct plan *plan = r->plan;
	size_t n;

	plan->rows = g->rows - 2;
	plan->cols = g->cols - 2;
	n = (size_t)plan->rows * (size_t)plan->cols;
	plan->cp = xcalloc(n, sizeof(*plan->cp));
	plan->room = xcalloc(n, sizeof(*plan->room));
	for (int row = 0; row < plan->rows; row++)
		for (int col = 0; col < plan->cols; col++) {
			int at = (row + 1) * g->cols + col + 1;
			int to = row * plan->cols + col;

			plan->cp[to] = g->id[at] >= 0 ? ' ' : g->cp[at];
			plan->room[to] = g->room[at];
		}
	for (int i = 0; i < plan->nroom; i++) {
		struct room *at = &plan->at[i];

		find_text_area(g, at, i);
		at->row--;
		at->col--;
		at->text_row--;
		at->text_col--;
	}
}

int
plan_read(struct plan *plan, const char *name, const char *path,
    const char *text, size_t n, const struct house *house,
    struct faults *faults)
{
	struct reader r = {.plan = plan, .house = house, .path = path,
	    .faults = faults};
	size_t before = faults->n, skip;
	int rows, cols, row = 1;

	*plan = (struct plan){.name = xstrdup(name)};
	measure(text, n, &rows, &cols);
	if (rows > SIDE_MAX || cols > SIDE_MAX) {
		faults_add(faults, path, 0, "the drawing has more than %d"
		    " lines or columns", SIDE_MAX);
		return -1;
	}
	plan->at = xcalloc((size_t)house->nplace, sizeof(*plan->at));
	r.room_of = xmalloc((size_t)house->nplace * sizeof(*r.room_of));
	for (int32_t i = 0; i < house->nplace; i++)
		r.room_of[i] = -1;
	grid_init(&r.grid, rows, cols);
	for (size_t i = 0; i < n; i += skip)
		read_line(&r, row++, text + i,
		    line_length(text + i, n - i, &skip));
	read_words(&r);
	if (plan->nroom == 0 && faults->n == before)
		faults_add(faults, path, 0, "there is no place's id in the"
		    " drawing");
	for (int32_t i = 0; i < plan->nroom; i++)
		flood_room(&r, i);
	flood_rest(&r);
	fill_plan(&r);
	grid_release(&r.grid);
	free(r.room_of);
	return faults->n == before ? 0 : -1;
}

int
plan_room(const struct plan *plan, int32_t place)
{
	for (int i = 0; i < plan->nroom; i++)
		if (plan->at[i].place == place)
			return i;
	return -1;
}

void
plan_release(struct plan *plan)
{
	free(plan->name);
	free(plan->cp);
	free(plan->room);
	free(plan->at);
	*plan = (struct plan){0};
}
