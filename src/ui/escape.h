/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What comes of the bytes behind an Esc that curses knows no key for: another
 * terminal's function keys, Alt with a letter, a sequence that a slow line has
 * torn in two, and text that was pasted. None of their letters may be taken
 * for a key by itself: the arrow "Esc [ A" would take an alert. Pure; times
 * are monotonic.
 */
#ifndef NATVAGT_UI_ESCAPE_H
#define NATVAGT_UI_ESCAPE_H

#include <stdbool.h>
#include <stdint.h>

enum escape_state {
	ESCAPE_NONE,
	ESCAPE_ALONE,  /* was given on as a key; its rest may be late */
	ESCAPE_BEGUN,  /* more came with it */
	ESCAPE_CSI,    /* after Esc [ */
	ESCAPE_SS3,    /* after Esc O */
	ESCAPE_LINUX,  /* after Esc [ [, and one more */
};

/* All zeros at first. */
struct escape {
	enum escape_state state;
	int64_t at;      /* when its last byte came */
	char params[8];  /* as far as they are of interest, NUL ended */
	bool pasting;
	int64_t pasted;  /* when the last character of a paste came */
};

enum { ESCAPE_NOTHING = -1 }; /* that was a part of something */

/*
 * The next key as curses has it, and whether another one is at hand already;
 * returns what it means (ui/ui.h), UI_KEY_UNKNOWN for what means nothing, or
 * ESCAPE_NOTHING. A character that was pasted has UI_KEY_PASTED added.
 */
int32_t escape_key(struct escape *escape, int32_t key, bool more, int64_t now);

#endif
