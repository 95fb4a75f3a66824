/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/escape.h"

#include <string.h>

#include "ui/ui.h"

enum {
	BEL = 7, CAN = 0x18, SUB = 0x1a,
	C1 = 0x80, C1_END = 0xa0, /* each is Esc and what is C1_ESC below it */
	C1_ESC = 0x40,
	ST = '\\' + C1_ESC,
	LATE = 300,      /* ms that the rest of a torn sequence may come after, */
	SILENCE = 1000,  /* … its bytes one after the other, … */
	STALL = 2000,    /* … and a paste's: see the header */
	X10_BYTES = 3,   /* of a mouse's report: button, column, row */
	NUMBER_MAX = 0x110000,
	FUNCTION_KEYS = 0xe000, /* where kitty's have their codes, … */
	FUNCTION_KEYS_END = 0xf8ff,
};

/* As xterm and kitty send them, less one. */
enum {
	SHIFT = 1, CTRL = 4, LOCKS = 64 | 128,
	RELEASED = 3, /* kitty's event */
};

/* ---- parameters ---- */

/* "97:65;2:1": the field from 0 on, and its part; 0 where there is none. */
static int32_t
number(const char *params, int field, int part)
{
	int32_t n = 0;

	for (; field > 0 && *params != '\0'; params++)
		field -= *params == ';';
	for (; part > 0 && *params != '\0' && *params != ';'; params++)
		part -= *params == ':';
	if (field > 0 || part > 0)
		return 0;
	for (; *params >= '0' && *params <= '9'; params++)
		n = n < NUMBER_MAX ? n * 10 + *params - '0' : NUMBER_MAX;
	return n;
}

static int
modifiers(const struct escape *e)
{
	int32_t n = number(e->params, 1, 0);

	return n > 0 ? (n - 1) & ~LOCKS : 0;
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

static bool
is_cut(const struct escape *e)
{
	return strlen(e->params) + 1 == sizeof(e->params);
}

/* ---- whole sequences ---- */

/* A key by its code, as kitty and xterm's modifyOtherKeys send it. */
static int32_t
coded(int32_t cp, int mods)
{
	if (mods == CTRL && cp >= 'a' && cp <= 'z')
		return cp & 0x1f;
	if (mods == SHIFT && cp == '\t')
		return UI_KEY_BACKTAB;
	if (mods != 0)
		return UI_KEY_UNKNOWN;
	switch (cp) {
	case '\r': return '\n';
	case '\t': case UI_KEY_ESC: return cp;
	case '\b': case 127: return UI_KEY_BACKSPACE;
	}
	return cp < ' ' || (cp >= C1 && cp < C1_END) || cp >= NUMBER_MAX ||
	    (cp >= FUNCTION_KEYS && cp <= FUNCTION_KEYS_END) ?
	    UI_KEY_UNKNOWN : cp;
}

/* Kitty's code is of the key without Shift; with it, it may send another. */
static int32_t
kitty(const struct escape *e)
{
	int32_t cp = number(e->params, 0, 0);
	int32_t shifted = number(e->params, 0, 1);
	int mods = modifiers(e);

	if (mods != SHIFT)
		return coded(cp, mods);
	if (shifted == 0 && cp >= 'a' && cp <= 'z')
		shifted = cp - 'a' + 'A';
	return shifted != 0 ? coded(shifted, 0) : coded(cp, mods);
}

/* "27;2;65": the character is what came of Shift. */
static int32_t
other_key(const struct escape *e)
{
	int32_t cp = number(e->params, 2, 0);
	int mods = modifiers(e);

	return coded(cp, mods == SHIFT && cp > ' ' ? 0 : mods);
}

static int32_t
numbered(struct escape *e)
{
	switch (is_cut(e) ? 0 : number(e->params, 0, 0)) {
	case 1: case 7: return UI_KEY_HOME;
	case 3: return UI_KEY_DELETE;
	case 4: case 8: return UI_KEY_END;
	case 5: return UI_KEY_PAGE_UP;
	case 6: return UI_KEY_PAGE_DOWN;
	case 27: return other_key(e);
	case 200: case 201:
		e->pasting = number(e->params, 0, 0) == 200;
		e->stalled = false;
		return ESCAPE_NOTHING;
	default: return UI_KEY_UNKNOWN;
	}
}

/*
 * What a terminal says by itself or when it is asked: what it is, its modes,
 * colours and size, where the cursor and the mouse are, that it has the focus,
 * that a key was let go. Nobody has pressed anything.
 */
static bool
is_answer(const struct escape *e, int32_t last)
{
	for (const char *p = e->params; *p != '\0'; p++)
		if (*p < '0' || *p > ';')
			return true;
	return strchr("IMORcmntxy", last) != NULL ||
	    number(e->params, 1, 1) == RELEASED;
}

/* A whole sequence: its last byte, and what stood before it. */
static int32_t
meaning(struct escape *e, enum escape_state state, int32_t last)
{
	if (state == ESCAPE_CSI && is_answer(e, last))
		return ESCAPE_NOTHING;
	switch (last) {
	case 'A': return UI_KEY_UP;
	case 'B': return UI_KEY_DOWN;
	case 'C': return modifiers(e) == SHIFT ? UI_KEY_SHIFT_RIGHT :
	    UI_KEY_RIGHT;
	case 'D': return modifiers(e) == SHIFT ? UI_KEY_SHIFT_LEFT :
	    UI_KEY_LEFT;
	case 'F': return UI_KEY_END;
	case 'H': return UI_KEY_HOME;
	case 'M': return '\n'; /* the keypad's Enter: Esc O M */
	case 'Z': return UI_KEY_BACKTAB;
	case 'u': return is_cut(e) ? UI_KEY_UNKNOWN : kitty(e);
	case '~': return numbered(e);
	default: return UI_KEY_UNKNOWN;
	}
}

/* ---- byte by byte ---- */

/* What a byte after Esc begins, or NONE. */
static enum escape_state
introduced(int32_t key)
{
	switch (key) {
	case '[': return ESCAPE_CSI;
	case 'O': return ESCAPE_SS3;
	case ']': return ESCAPE_OSC;
	case 'P': case 'X': case '^': case '_': return ESCAPE_STRING;
	default: return ESCAPE_NONE;
	}
}

static int32_t
enter(struct escape *e, enum escape_state state)
{
	e->state = state;
	e->params[0] = '\0';
	return ESCAPE_NOTHING;
}

static int32_t
begin(struct escape *e, bool more)
{
	enter(e, more ? ESCAPE_BEGUN : ESCAPE_ALONE);
	return more ? ESCAPE_NOTHING : UI_KEY_ESC;
}

static bool
is_cancel(int32_t key)
{
	return key == CAN || key == SUB;
}

static bool
is_string(enum escape_state state)
{
	return state == ESCAPE_OSC || state == ESCAPE_STRING;
}

static int32_t
string_on(struct escape *e, int32_t key)
{
	if (key == ST || is_cancel(key) ||
	    (key == BEL && e->state == ESCAPE_OSC))
		e->state = ESCAPE_NONE;
	return ESCAPE_NOTHING;
}

static int32_t
mouse_on(struct escape *e)
{
	if (--e->left == 0)
		e->state = ESCAPE_NONE;
	return ESCAPE_NOTHING;
}

/* A byte of Esc [ … or Esc O …; what can be none ends it. */
static int32_t
control_on(struct escape *e, int32_t key)
{
	enum escape_state state = e->state;

	if (state == ESCAPE_CSI && key == '[' && e->params[0] == '\0')
		return enter(e, ESCAPE_LINUX);
	if (state == ESCAPE_CSI && key == 'M' && e->params[0] == '\0') {
		e->left = X10_BYTES;
		return enter(e, ESCAPE_MOUSE);
	}
	if (key < 0x20 && !is_cancel(key))
		return ESCAPE_NOTHING;
	if (state != ESCAPE_LINUX && key >= 0x20 && key < 0x40) {
		add_param(e, key);
		return ESCAPE_NOTHING;
	}
	e->state = ESCAPE_NONE;
	if (key < 0x40 || key > 0x7e)
		return ESCAPE_NOTHING;
	return state == ESCAPE_LINUX ? UI_KEY_UNKNOWN : meaning(e, state, key);
}

/* Within what has been introduced. A key that curses knows is whole. */
static int32_t
go_on(struct escape *e, int32_t key, bool more)
{
	if (key >= UI_KEY_UP) {
		e->state = ESCAPE_NONE;
		return key;
	}
	if (key == UI_KEY_ESC)
		return is_string(e->state) ? enter(e, ESCAPE_ENDING) :
		    begin(e, more);
	if (is_string(e->state))
		return string_on(e, key);
	return e->state == ESCAPE_MOUSE ? mouse_on(e) : control_on(e, key);
}

/* After an Esc. */
static int32_t
after(struct escape *e, int32_t key, bool more)
{
	enum escape_state state = e->state, next = introduced(key);

	if (key == UI_KEY_ESC)
		return begin(e, more);
	/* By itself it was typed; what is torn comes with its end. */
	if (next != ESCAPE_NONE &&
	    (state != ESCAPE_ALONE || more || e->pasting))
		return enter(e, next);
	e->state = ESCAPE_NONE;
	if (state == ESCAPE_ENDING && key == '\\')
		return ESCAPE_NOTHING;
	/* Alt with a letter is not that letter. */
	return state != ESCAPE_ALONE && key < UI_KEY_UP ? UI_KEY_UNKNOWN : key;
}

/* Esc and another byte in one, wherever it comes; a mouse counts so far. */
static bool
is_introducer(const struct escape *e, int32_t key)
{
	return key >= C1 && key < C1_END && e->state != ESCAPE_MOUSE &&
	    !(key == ST && is_string(e->state));
}

static int32_t
unpasted(struct escape *e, int32_t key, bool more)
{
	if (is_introducer(e, key))
		return enter(e, introduced(key - C1_ESC));
	if (e->state >= ESCAPE_CSI)
		return go_on(e, key, more);
	if (e->state != ESCAPE_NONE)
		return after(e, key, more);
	return key == UI_KEY_ESC ? begin(e, more) : key;
}

/* What a silence of so long is the end of. */
static void
hear_silence(struct escape *e, int64_t silence)
{
	bool is_late = e->state == ESCAPE_ALONE || e->state == ESCAPE_ENDING;

	if (silence > (e->pasting ? STALL : is_late ? LATE : SILENCE))
		e->state = ESCAPE_NONE;
	if (!e->pasting || silence <= STALL)
		return;
	e->pasting = !e->stalled;
	e->stalled = e->pasting;
}

bool
escape_asks(const struct escape *e, int32_t key)
{
	return key == UI_KEY_ESC || e->state == ESCAPE_ALONE;
}

int32_t
escape_key(struct escape *e, int32_t key, bool more, int64_t now)
{
	bool pasted;

	if (key == UI_KEY_RESIZE)
		return key;
	hear_silence(e, now - e->at);
	e->at = now;
	pasted = e->pasting;
	key = unpasted(e, key, more);
	if (!pasted || key == ESCAPE_NOTHING)
		return key;
	return key < UI_KEY_UP ? UI_KEY_PASTED + key : ESCAPE_NOTHING;
}
