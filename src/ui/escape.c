/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/escape.h"

#include <stdlib.h>
#include <string.h>

#include "ui/ui.h"

enum {
	ESC = 27,
	LATE = 300,      /* ms that the rest of a torn sequence may come after, */
	SEQUENCE = 1000, /* … and its bytes one after the other */
	PASTE = 1000,    /* a paste whose end does not come is over */
	SHIFT = 2,       /* xterm's modifiers */
};

static int32_t
numbered(int number, bool *pasting)
{
	switch (number) {
	case 1: case 7: return UI_KEY_HOME;
	case 3: return UI_KEY_DELETE;
	case 4: case 8: return UI_KEY_END;
	case 5: return UI_KEY_PAGE_UP;
	case 6: return UI_KEY_PAGE_DOWN;
	case 200: *pasting = true; return ESCAPE_NOTHING;
	case 201: *pasting = false; return ESCAPE_NOTHING;
	default: return UI_KEY_UNKNOWN;
	}
}

/* A whole sequence: its last byte, and what stood before it. */
static int32_t
meaning(struct escape *e, enum escape_state state, int32_t last)
{
	const char *second = strchr(e->params, ';');
	int modifier = second != NULL ? atoi(second + 1) : 0;

	switch (last) {
	case 'A': return UI_KEY_UP;
	case 'B': return UI_KEY_DOWN;
	case 'C': return modifier == SHIFT ? UI_KEY_SHIFT_RIGHT : UI_KEY_RIGHT;
	case 'D': return modifier == SHIFT ? UI_KEY_SHIFT_LEFT : UI_KEY_LEFT;
	case 'F': return UI_KEY_END;
	case 'H': return UI_KEY_HOME;
	case 'M': /* the keypad's Enter, or a mouse's */
		return state == ESCAPE_SS3 ? '\n' : UI_KEY_UNKNOWN;
	case 'Z': return UI_KEY_BACKTAB;
	case '~': return numbered(atoi(e->params), &e->pasting);
	default: return UI_KEY_UNKNOWN;
	}
}

static void
enter(struct escape *e, enum escape_state state)
{
	e->state = state;
	e->params[0] = '\0';
}

static void
add_param(struct escape *e, int32_t key)
{
	size_t n = strlen(e->params);

	if (n + 1 < sizeof(e->params)) {
		e->params[n] = (char)key;
		e->params[n + 1] = '\0';
	}
}

/* A byte within a sequence that has been introduced. */
static int32_t
go_on(struct escape *e, int32_t key)
{
	enum escape_state state = e->state;

	if (state == ESCAPE_CSI && key == '[' && e->params[0] == '\0') {
		e->state = ESCAPE_LINUX;
		return ESCAPE_NOTHING;
	}
	if (state != ESCAPE_LINUX && key >= 0x20 && key < 0x40) {
		add_param(e, key);
		return ESCAPE_NOTHING;
	}
	e->state = ESCAPE_NONE;
	if (key < 0x40 || key > 0x7e)
		return key;
	return state == ESCAPE_LINUX ? UI_KEY_UNKNOWN : meaning(e, state, key);
}

static int32_t
begin(struct escape *e, bool more)
{
	enter(e, more ? ESCAPE_BEGUN : ESCAPE_ALONE);
	return more ? ESCAPE_NOTHING : ESC;
}

static int32_t
within(struct escape *e, int32_t key, bool more)
{
	bool together = e->state == ESCAPE_BEGUN;

	if (e->state >= ESCAPE_CSI)
		return go_on(e, key);
	if (key == ESC)
		return begin(e, more);
	/* By itself it was typed; what is torn comes with its end. */
	if ((key == '[' || key == 'O') && (together || more)) {
		enter(e, key == '[' ? ESCAPE_CSI : ESCAPE_SS3);
		return ESCAPE_NOTHING;
	}
	e->state = ESCAPE_NONE;
	/* Alt with a letter is not that letter. */
	return together && key < UI_KEY_UP ? UI_KEY_UNKNOWN : key;
}

static int32_t
unpasted(struct escape *e, int32_t key, bool more, int64_t now)
{
	int64_t age = now - e->at;

	e->at = now;
	if ((e->state == ESCAPE_ALONE && age > LATE) || age > SEQUENCE)
		e->state = ESCAPE_NONE;
	if (e->state != ESCAPE_NONE)
		return within(e, key, more);
	return key == ESC ? begin(e, more) : key;
}

int32_t
escape_key(struct escape *e, int32_t key, bool more, int64_t now)
{
	bool pasted;

	if (now - e->pasted > PASTE)
		e->pasting = false;
	pasted = e->pasting;
	key = unpasted(e, key, more, now);
	e->pasted = now;
	if (!pasted || key == ESCAPE_NOTHING || key == UI_KEY_RESIZE)
		return key;
	return key < UI_KEY_UP ? UI_KEY_PASTED + key : ESCAPE_NOTHING;
}
