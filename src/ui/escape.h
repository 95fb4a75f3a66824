/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What comes of the bytes behind an Esc that curses knows no key for: another
 * terminal's function keys, Alt with a letter, a sequence that a slow line has
 * torn in two, a terminal's answers, and text that was pasted. None of their
 * letters may be taken for a key by itself: the arrow "Esc [ A" would take an
 * alert that nobody has seen. Pure; times are monotonic, memory is fixed.
 *
 * What is begun is over at its end, or where that does not come after a second
 * of silence: a line's pause within a sequence is shorter, and whoever pressed
 * Alt-P by mistake has the keys again.
 *
 * A paste can be long, and the line may stall within it, for as long as it
 * takes a lost packet to be sent again. What was held up then comes in one go,
 * with the paste's end, or in pieces that follow each other by the time there
 * and back, less than two seconds. So one silence ends no paste, and what
 * comes after it still is one; only where that, too, is followed by a silence
 * is its end lost, and the next key is a key. Nothing of a paste acts, and a
 * keyboard whose terminal never ended one works again at the second try: the
 * first has told that pasted text does nothing.
 */
#ifndef NATVAGT_UI_ESCAPE_H
#define NATVAGT_UI_ESCAPE_H

#include <stdbool.h>
#include <stdint.h>

enum escape_state {
	ESCAPE_NONE,
	ESCAPE_ALONE,  /* was given on as a key; its rest may be late */
	ESCAPE_BEGUN,  /* more came with it */
	ESCAPE_ENDING, /* it came within a string, perhaps to end it */
	ESCAPE_CSI,    /* after Esc [ */
	ESCAPE_SS3,    /* after Esc O */
	ESCAPE_LINUX,  /* after Esc [ [, and one more */
	ESCAPE_MOUSE,  /* after Esc [ M, and three more */
	ESCAPE_OSC,    /* a string, until ST or BEL … */
	ESCAPE_STRING, /* … or ST only */
};

enum { ESCAPE_PARAMS = 24 };

/* All zeros at first. */
struct escape {
	enum escape_state state;
	int64_t at;      /* when its last byte came */
	char params[ESCAPE_PARAMS]; /* as far as they fit, NUL ended */
	int left;        /* MOUSE: so many more */
	bool pasting;
	bool stalled;    /* … with a silence in it */
};

enum { ESCAPE_NOTHING = -1 }; /* that was a part of something, or no key */

/* Whether it matters for this key that another one is at hand already. */
bool escape_asks(const struct escape *escape, int32_t key);
/*
 * The next key as curses has it, and whether another one is at hand already;
 * returns what it means (ui/ui.h), UI_KEY_UNKNOWN for a key that means nothing,
 * or ESCAPE_NOTHING. A character that was pasted has UI_KEY_PASTED added.
 */
int32_t escape_key(struct escape *escape, int32_t key, bool more, int64_t now);

#endif
