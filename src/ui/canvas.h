/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A plan's drawing on an area of the frame. One that is smaller than its area
 * is stretched, to at most twice its size: column c of the drawing goes to
 * column x(c) of the canvas, row r to y(r), and what comes in between is a
 * line where the two sides are joined by one, and otherwise belongs to the
 * room at its side. So rooms get more words and walls stay whole. One that is
 * larger shows a part of itself; the last row of its area is then left to
 * tell what lies outside.
 *
 * Boxes (struct area) are of the canvas, whose corner may lie outside the
 * frame; what is not in view is not drawn.
 */
#ifndef NATVAGT_UI_CANVAS_H
#define NATVAGT_UI_CANVAS_H

#include "read/plan.h"
#include "ui/view.h"

struct canvas {
	const struct plan *plan;
	struct frame *frame;
	struct area area;  /* of the frame */
	int rows, cols;    /* of the stretched drawing */
	int row, col;      /* of it, at the area's corner */
	bool part;         /* there is more than the area shows */
};

void canvas_init(struct canvas *canvas, const struct plan *plan,
    struct frame *frame, struct area area);
/* Shows the part at a corner, or the nearest one that is filled. */
void canvas_show(struct canvas *canvas, int row, int col);
/* Moves no further than it takes to have a box and a margin in view. */
void canvas_follow(struct canvas *canvas, struct area box);

/* The rectangle for text of a room (an index in plan->at). */
struct area canvas_room(const struct canvas *canvas, int room);
/* The part of a box that is in view; rows or cols 0: none. */
struct area canvas_seen(const struct canvas *canvas, struct area box);
/* In view, at least so much that it can be read; or where it lies. */
enum canvas_side {
	CANVAS_IN, CANVAS_UP, CANVAS_DOWN, CANVAS_LEFT, CANVAS_RIGHT,
	CANVAS_SIDES,
};
enum canvas_side canvas_side(const struct canvas *canvas, struct area box);

void canvas_put(const struct canvas *canvas, int row, int col, int32_t cp,
    struct style style);
/* As frame_text(); what lies outside the area is not drawn at all. */
int canvas_text(const struct canvas *canvas, int row, int col, int width,
    struct style style, const char *text);
void canvas_walls(const struct canvas *canvas);
/* Every cell of a room. */
void canvas_hatch(const struct canvas *canvas, int room, int32_t cp);

#endif
