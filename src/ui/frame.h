/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A frame: a grid of cells that views draw on and a backend shows. Nothing
 * here knows of terminals. A wide character fills its cell and blanks the
 * next; what lies outside is clipped, whatever is asked there; what is not
 * printable has been cleaned (base/text.h) on its way in.
 */
#ifndef NATVAGT_UI_FRAME_H
#define NATVAGT_UI_FRAME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/str.h"
#include "core/house.h"

/*
 * What a cell means; the theme (ui/theme.h) says how that looks. The first
 * ones are enum colour: text, and a status's colour.
 */
enum meaning {
	MEANS_TEXT = COLOUR_DEFAULT,
	MEANS_DIM = COLOUR_WHITE + 1, /* drawing, and what weighs little */
	MEANS_HEADER,
	MEANS_SELECTED,
	MEANS_HIGH, MEANS_MEDIUM, MEANS_LOW, /* an alert's priority … */
	MEANS_HIGH_LIT, MEANS_MEDIUM_LIT,    /* … lit: that it flashes */
	MEANS_ALARM,    /* a banner: nobody may be watching */
	MEANS_WARNING,  /* a banner: something is wrong */
	MEANS_GUIDANCE,
	MEANS_BOX,      /* the frame of what asks, marks on a line */
	MEANING_COUNT
};

/* Emphasis, whatever the meaning. */
enum {
	ATTR_BOLD = 1 << 0,
	ATTR_UNDERLINE = 1 << 1,
};

struct style {
	uint8_t meaning; /* enum meaning */
	uint8_t attr;
};

struct cell {
	int32_t cp; /* 0: the second half of a wide character */
	struct style style;
};

/* What a click on some cells means: a key, or what it selects. */
enum hot_what { HOT_NOTHING, HOT_KEY, HOT_ROOM, HOT_ALERT, HOT_LINE };
struct hot {
	int row, col, rows, cols;
	enum hot_what what;
	int32_t value; /* a key's code, a place, an instance, a line's id */
};

struct frame {
	int rows, cols;
	struct cell *cell; /* rows * cols, owned */
	VEC(struct hot) hot; /* owned; later ones lie over earlier ones */
	int cursor_row, cursor_col; /* where the hardware cursor goes, or -1 */
};

void frame_init(struct frame *frame, int rows, int cols);
void frame_release(struct frame *frame);
void frame_clear(struct frame *frame);
void frame_put(struct frame *frame, int row, int col, int32_t cp,
    struct style style);
/* What stands there, a blank outside; and the same in another style. */
struct cell frame_cell(const struct frame *frame, int row, int col);
void frame_restyle(struct frame *frame, int row, int col, struct style style);
/* At most width columns (clipped with … or, in ASCII, ~); returns those used. */
int frame_text(struct frame *frame, int row, int col, int width,
    struct style style, const char *text);
/* Says what a click there means from now on. */
void frame_hot(struct frame *frame, int row, int col, int rows, int cols,
    enum hot_what what, int32_t value);
struct hot frame_hot_at(const struct frame *frame, int row, int col);
/* The frame as text, a line a row, trailing blanks cut: for tests and logs. */
void frame_dump(const struct frame *frame, struct str *out);
/*
 * Replaces what is not ASCII by what looks alike (box drawing by + - |,
 * æ ø å by ae oe aa and arrows by <- -> where there is room, else by one
 * character). What is MEANS_DIM is drawing and keeps its place.
 */
void frame_ascii(struct frame *frame);
/* The same for a line that is not part of a drawing: it has room for all. */
void frame_ascii_line(const char *line, struct str *out);

#endif
