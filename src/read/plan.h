/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A floor plan: a text drawing (UTF-8), walls and doors as they stand, a
 * place's id written inside its room. A flood fill (4 neighbours) from the id
 * over spaces finds the room; anything but a space is a wall.
 */
#ifndef NATVAGT_READ_PLAN_H
#define NATVAGT_READ_PLAN_H

#include <stdint.h>

#include "base/err.h"
#include "core/house.h"
#include "read/faults.h"

enum { PLAN_OUTSIDE = -1, PLAN_WALL = -2 };

/* The cells of a room; the largest rectangle within it is for text. */
struct room {
	int32_t place;
	int row, col;                  /* of its id, from 0 */
	int text_row, text_col, text_h, text_w;
};

struct plan {
	char *name; /* "Stuen" */
	int rows, cols;
	int32_t *cp;   /* rows * cols code points, ids blanked out */
	int32_t *room; /* rows * cols: an index in `at`, or PLAN_… */
	struct room *at;
	int nroom;
};

/*
 * Reads a drawing of n bytes; path is for faults (path:line: column N: …),
 * which may be found and the plan still be made. Returns -1 only where any
 * were. Faults: a room that leaks into another or to the outside, an id that
 * no place has, the same id twice, no room at all, bytes that are no UTF-8,
 * tabs and other characters that have no width of one.
 */
int plan_read(struct plan *plan, const char *name, const char *path,
    const char *text, size_t n, const struct house *house,
    struct faults *faults);
/* Where the room of a place stands in `at`, or -1. */
int plan_room(const struct plan *plan, int32_t place);
void plan_release(struct plan *plan);

#endif
