/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A line that is typed: a plain value that keys change, and its drawing. It
 * holds clean UTF-8 only (base/text.h), of characters that have a width, and
 * never more than its limits; what asks for it decides what it means.
 */
#ifndef NATVAGT_UI_PROMPT_H
#define NATVAGT_UI_PROMPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/frame.h"

enum { PROMPT_SIZE = 256 };

struct prompt {
	char text[PROMPT_SIZE]; /* ended by a NUL */
	size_t at;    /* the cursor: so many bytes stand before it */
	size_t bytes; /* at most so many, and … */
	int cols;     /* … so many columns */
	bool secret;  /* each character is drawn as a dot */
};

enum prompt_said {
	PROMPT_IGNORED, /* the key is none of a line's */
	PROMPT_MOVED,
	PROMPT_CHANGED,
	PROMPT_FULL,    /* the character does not fit any more */
	PROMPT_REFUSED, /* nothing that can be shown */
	PROMPT_ENTER,
	PROMPT_ESC,
};

/* Empty, with its limits (bytes below PROMPT_SIZE); forgets what it held. */
void prompt_open(struct prompt *prompt, size_t bytes, int cols, bool secret);
enum prompt_said prompt_key(struct prompt *prompt, int32_t key);
/* The answer without the blanks at its ends; its limit is below size. */
void prompt_take(const struct prompt *prompt, char *to, size_t size);
/*
 * The part around the cursor, and the hardware cursor at its place; returns
 * the columns it took, with the cursor's behind its end.
 */
int prompt_draw(const struct prompt *prompt, struct frame *frame, int row,
    int col, int width, struct style style);

#endif
