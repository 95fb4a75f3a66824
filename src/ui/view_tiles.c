/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The house in large: how many need somebody, and a tile for each room, to be
 * read from three metres. A tile:
 *
 *   │ █ █▀█ █ █    █ █ █     its label, marks of its most urgent alert
 *   │ █ █ █ ▀▀█    ▀ ▀ ▀
 *   │ Kald               z   the alert's words or the status's, its mark
 *   │ 4 min  NY              how long, where the alert stands
 *
 * Where there is room how long is large as well, and where there are too many
 * tiles for that, label and marks are one line. One that waits for somebody is
 * filled, and flashes as its marks do on the plan.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/big.h"
#include "ui/outside.h"
#include "ui/room.h"
#include "ui/tiles.h"
#include "ui/view.h"

enum {
	COLS_MIN = 18, /* of a tile */
	LINES = 2,     /* below the label */
	FLAT = 1 + LINES,
	GAP_ROWS = 1, GAP_COLS = 1,
	INDENT = 2,    /* of the text, behind the bar */
	BETWEEN = 2,
	APART = 3,     /* large marks from a large label, at least */
};

/* How tiles fill an area. */
struct grid {
	int across, height, width;
	int rows; /* of tiles: all of them … */
	int fit;  /* … and those in view */
};

static struct grid
grid_of(int n, int across, struct area area)
{
	struct grid g = {.across = across, .width = area.cols / across,
	    .rows = (n + across - 1) / across};

	g.height = g.rows > 0 ? area.rows / g.rows : area.rows;
	return g;
}

/* As few beside each other as leaves room for large labels, or for words. */
static struct grid
choose_grid(int n, struct area area, bool ascii)
{
	const int tall = big_rows(ascii) + LINES + GAP_ROWS;
	const int wanted[] = {tall + big_rows(ascii), tall, FLAT + GAP_ROWS,
	    FLAT};
	int most = area.cols / COLS_MIN;
	struct grid g;

	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		for (int across = 1; across <= most; across++) {
			g = grid_of(n, across, area);
			if (g.height < wanted[i])
				continue;
			g.height = wanted[i];
			g.fit = g.rows;
			return g;
		}
	/* One row tells what is out of view. */
	g = grid_of(n, most, area);
	g.height = FLAT;
	g.fit = (area.rows - 1) / FLAT;
	return g;
}

/* ---- a tile ---- */

struct face {
	struct room_words words;
	char age[WORDS_SIZE], state[WORDS_SIZE], more[16];
	struct style label, text; /* of the label, and of the words */
	bool filled;
};

static void
make_face(struct face *face, const struct ui *ui, const struct tile *tile)
{
	struct room_words *w = &face->words;
	const struct alert *alert;
	const struct house *house = ui->conf->house;

	*face = (struct face){.label = BOLD};
	room_words(ui, tile->place, tile->instance, w);
	face->text = w->status_style;
	memcpy(face->age, w->age, sizeof(face->age));
	if (tile->instance < 0)
		return;
	alert = world_alert(ui->world, tile->instance);
	words_age(ui->now, alert->raised, face->age);
	words_state(alert, &house->rule[house->instance[tile->instance].rule],
	    ui->now, face->state);
	if (tile->more > 0)
		snprintf(face->more, sizeof(face->more), "+%d", tile->more);
	face->filled = alert_is_waiting(alert);
	face->text = face->filled ? w->marks_style : w->alert_style;
	face->label = face->text;
}

static void
draw_ground(const struct face *face, struct frame *frame, struct area box)
{
	bool selected = face->words.selected;

	for (int r = box.row; r < box.row + box.rows; r++) {
		if (face->filled)
			view_fill(frame, r, box.col, box.cols, face->text);
		for (int c = INDENT; face->words.hatch != 0 && !face->filled &&
		    c < box.cols; c++)
			frame_put(frame, r, box.col + c, face->words.hatch,
			    DIM);
		frame_put(frame, r, box.col, selected ? 0x25b8 : 0x2502,
		    selected ? BOLD : DIM);
	}
	if (selected) {
		frame->cursor_row = box.row;
		frame->cursor_col = box.col;
	}
}

/* At the right, as large as the label where they are well apart from it. */
static void
draw_marks(const struct face *face, struct frame *frame, struct area box,
    int label, bool ascii)
{
	const char *marks = face->words.marks;
	int width = big_width(marks);

	if (label > 0 && label + APART + width <= box.cols)
		big_text(frame, box.row, box.col + box.cols - width,
		    face->words.marks_style, marks, ascii);
	else
		view_right(frame, box.row, box.col, box.cols,
		    face->words.marks_style, marks);
}

/* Label and marks; returns the row of the words. */
static int
draw_label(const struct face *face, struct frame *frame, struct area box,
    bool ascii)
{
	const char *label = face->words.label;
	int room = box.cols - (int)strlen(face->words.marks) - 1;
	int width = big_width(label);

	if (box.rows < big_rows(ascii) + LINES || width > room)
		width = -1;
	if (width >= 0)
		big_text(frame, box.row, box.col, face->label, label, ascii);
	else
		frame_text(frame, box.row, box.col, room, face->label, label);
	draw_marks(face, frame, box, width, ascii);
	return box.row + box.rows - LINES;
}

/* How long, where the alert stands, and how many more there are. */
static void
draw_state(const struct face *face, struct frame *frame, int row,
    struct area box, bool aged)
{
	const char *part[] = {aged ? face->age : "", face->state, face->more};
	int col = box.col, end = box.col + box.cols;

	for (int i = 0; i < 3; i++)
		if (part[i][0] != '\0')
			col += frame_text(frame, row, col, end - col,
			    face->text, part[i]) + BETWEEN;
}

static void
draw_tile(const struct face *face, struct frame *frame, struct area box,
    bool ascii)
{
	const struct room_words *w = &face->words;
	char mark[2] = {w->mark, '\0'};
	int tall = big_rows(ascii), row;
	bool aged = box.rows >= 2 * tall + LINES && big_width(face->age) >= 0 &&
	    big_width(face->age) <= box.cols - INDENT;

	draw_ground(face, frame, box);
	box.col += INDENT;
	box.cols -= INDENT;
	row = draw_label(face, frame, box, ascii);
	if (aged) {
		row = box.row + tall;
		big_text(frame, row + LINES, box.col, face->text, face->age,
		    ascii);
	}
	frame_text(frame, row, box.col, box.cols - 2, face->text,
	    w->alert[0] != '\0' ? w->alert : w->status);
	if (w->mark != ' ')
		view_right(frame, row, box.col, box.cols, face->text, mark);
	draw_state(face, frame, row + 1, box, !aged);
}

/* ---- the page ---- */

/* The selected one is in view. */
static int
first_row(const struct ui *ui, const struct tiles *tiles, struct grid g)
{
	int at = tiles_find(tiles, ui), row = at < 0 ? 0 : at / g.across;

	return row < g.fit ? 0 : row - g.fit + 1;
}

static void
draw_outside(const struct ui *ui, const struct list *list,
    const struct tiles *tiles, struct grid g, int first, struct frame *frame,
    struct area area)
{
	struct outside up = OUTSIDE_NONE, down = OUTSIDE_NONE;
	int row = area.row + area.rows - 1, used;

	for (int i = 0; i < (int)tiles->n; i++)
		if (i / g.across < first)
			outside_add(&up, list, tiles->v[i].instance);
		else if (i / g.across >= first + g.fit)
			outside_add(&down, list, tiles->v[i].instance);
	used = outside_draw(&up, ui, "↑", frame, row, area.col, area.cols);
	outside_draw(&down, ui, "↓", frame, row, area.col + used,
	    area.cols - used);
}

/* Returns how many are beside each other. */
static int
draw_tiles(const struct ui *ui, const struct list *list,
    const struct tiles *tiles, struct frame *frame, struct area area)
{
	struct grid g = choose_grid((int)tiles->n, area, ui->ascii);
	int first = first_row(ui, tiles, g);
	struct face face;

	for (int i = first * g.across; i < (int)tiles->n &&
	    i < (first + g.fit) * g.across; i++) {
		struct area box = {
			area.row + (i / g.across - first) * g.height,
			area.col + i % g.across * g.width,
			g.height > FLAT ? g.height - GAP_ROWS : g.height,
			g.width - GAP_COLS,
		};

		make_face(&face, ui, &tiles->v[i]);
		draw_tile(&face, frame, box, ui->ascii);
		frame_hot(frame, box.row, box.col, box.rows, box.cols,
		    tiles->v[i].instance >= 0 ? HOT_ALERT : HOT_ROOM,
		    tiles->v[i].instance >= 0 ? tiles->v[i].instance :
		    tiles->v[i].place);
	}
	if (g.fit < g.rows)
		draw_outside(ui, list, tiles, g, first, frame, area);
	return g.across;
}

int
view_tiles(const struct ui *ui, const struct list *list, struct frame *frame,
    struct area area)
{
	struct tiles tiles;
	int used = view_summary_across(ui, list, frame, area.row, area.col,
	    area.cols) + 1, across;

	area.row += used;
	area.rows -= used;
	tiles_make(&tiles, ui, list);
	across = draw_tiles(ui, list, &tiles, frame, area);
	tiles_release(&tiles);
	return across;
}
