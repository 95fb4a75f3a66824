/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an xterm-256color shows after the bytes it was sent, as far as curses
 * uses one: a sequence that it does not know ends the program, since a screen
 * that is guessed at measures nothing.
 */
#ifndef NATVAGT_TESTS_TERM_H
#define NATVAGT_TESTS_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum {
	TERM_BOLD = 1 << 0,
	TERM_DIM = 1 << 1,
	TERM_UNDERLINE = 1 << 2,
	TERM_REVERSE = 1 << 3,
};

struct term_cell {
	int32_t cp;
	int16_t colour, ground; /* -1: the terminal's own */
	uint32_t attr; /* no padding: cells are compared as bytes */
};

struct term {
	int rows, cols;
	struct term_cell *cell; /* rows * cols, owned */
	int row, col;           /* col == cols: the next one wraps */
	int top, bottom;        /* the rows that scroll, both included */
	int saved_row, saved_col;
	struct term_cell pen;   /* cp: drawn last */
	char held[64];          /* a sequence that has not ended yet */
	size_t nheld;
};

void term_init(struct term *term, int rows, int cols);
void term_release(struct term *term);
void term_feed(struct term *term, const char *bytes, size_t n);
/* The row's characters, with its trailing blanks, into out. */
void term_row(const struct term *term, int row, struct str *out);
/* to, of the same size, becomes what from shows. */
void term_copy(struct term *to, const struct term *from);
/* How many cells differ. */
int term_differs(const struct term *a, const struct term *b);

#endif
