/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/prompt.h"

#include <string.h>

#include "base/err.h"
#include "base/text.h"
#include "ui/ui.h"

enum {
	CTRL_A = 1,
	CTRL_E = 5,
	CTRL_U = 21,
	CTRL_W = 23,
	DOT = 0x2022,
	CUT = 0x2026,
};

void
prompt_open(struct prompt *prompt, size_t bytes, int cols, bool secret)
{
	BUG_IF(bytes >= PROMPT_SIZE);
	explicit_bzero(prompt->text, sizeof(prompt->text));
	prompt->at = 0;
	prompt->bytes = bytes;
	prompt->cols = cols;
	prompt->secret = secret;
}

void
prompt_take(const struct prompt *prompt, char *to, size_t size)
{
	const char *from = prompt->text + strspn(prompt->text, " ");
	size_t n = strlen(from);

	while (n > 0 && from[n - 1] == ' ')
		n--;
	BUG_IF(n >= size);
	memcpy(to, from, n);
	to[n] = '\0';
}

/* Where the character before a place begins, and where the one at it ends. */
static size_t
before(const struct prompt *prompt, size_t at)
{
	while (at > 0 && ((unsigned char)prompt->text[--at] & 0xc0) == 0x80)
		;
	return at;
}

static size_t
after(const struct prompt *prompt, size_t at)
{
	size_t left = strlen(prompt->text + at);
	int32_t cp;

	return left == 0 ? at : at + text_next(prompt->text + at, left, &cp);
}

/* The word before the cursor begins here: blanks, then what is none. */
static size_t
word_before(const struct prompt *prompt)
{
	size_t at = prompt->at;

	while (at > 0 && prompt->text[at - 1] == ' ')
		at--;
	while (at > 0 && prompt->text[at - 1] != ' ')
		at--;
	return at;
}

static enum prompt_said
move(struct prompt *prompt, size_t to)
{
	prompt->at = to;
	return PROMPT_MOVED;
}

/* What stands from `from` to `to` goes, and the cursor comes there. */
static enum prompt_said
erase(struct prompt *prompt, size_t from, size_t to)
{
	char *text = prompt->text;

	if (from == to)
		return PROMPT_MOVED;
	memmove(text + from, text + to, strlen(text + to) + 1);
	prompt->at = from;
	return PROMPT_CHANGED;
}

static enum prompt_said
insert(struct prompt *prompt, int32_t cp)
{
	char *text = prompt->text, buf[4];
	size_t n, all = strlen(text);

	if (!text_cp_is_clean(cp) || text_cp_width(cp) < 1)
		return PROMPT_REFUSED;
	n = text_put(buf, cp);
	if (all + n > prompt->bytes ||
	    text_width(text) + text_cp_width(cp) > prompt->cols)
		return PROMPT_FULL;
	memmove(text + prompt->at + n, text + prompt->at, all - prompt->at + 1);
	memcpy(text + prompt->at, buf, n);
	prompt->at += n;
	return PROMPT_CHANGED;
}

enum prompt_said
prompt_key(struct prompt *prompt, int32_t key)
{
	size_t at = prompt->at;

	switch (key) {
	case '\n': return PROMPT_ENTER;
	case UI_KEY_ESC: return PROMPT_ESC;
	case UI_KEY_LEFT: return move(prompt, before(prompt, at));
	case UI_KEY_RIGHT: return move(prompt, after(prompt, at));
	case UI_KEY_HOME: case CTRL_A: return move(prompt, 0);
	case UI_KEY_END: case CTRL_E:
		return move(prompt, strlen(prompt->text));
	case UI_KEY_BACKSPACE:
		return erase(prompt, before(prompt, at), at);
	case UI_KEY_DELETE: return erase(prompt, at, after(prompt, at));
	case CTRL_U: return erase(prompt, 0, at);
	case CTRL_W: return erase(prompt, word_before(prompt), at);
	default:
		/* Keys that are no characters are another's. */
		return key < ' ' || key >= UI_KEY_UP ? PROMPT_IGNORED :
		    insert(prompt, key);
	}
}

/* Columns of the character at a place, as it is drawn. */
static int
width_at(const struct prompt *prompt, size_t at)
{
	int32_t cp;

	text_next(prompt->text + at, strlen(prompt->text + at), &cp);
	return prompt->secret ? 1 : text_cp_width(cp);
}

static int
width_between(const struct prompt *prompt, size_t from, size_t to)
{
	int width = 0;

	for (; from < to; from = after(prompt, from))
		width += width_at(prompt, from);
	return width;
}

int
prompt_draw(const struct prompt *prompt, struct frame *frame, int row, int col,
    int width, struct style style)
{
	size_t from = 0, end = strlen(prompt->text);
	int used = 0;

	/* The cursor needs a column behind the last character as well. */
	while (width_between(prompt, from, prompt->at) >= width &&
	    from < prompt->at)
		from = after(prompt, from);
	for (size_t i = from; i < end; i = after(prompt, i)) {
		int32_t cp = DOT;

		if (used + width_at(prompt, i) > width)
			break;
		if (i == from && from > 0)
			cp = CUT;
		else if (!prompt->secret)
			text_next(prompt->text + i, end - i, &cp);
		frame_put(frame, row, col + used, cp, style);
		used += width_at(prompt, i);
	}
	frame->cursor_row = row;
	frame->cursor_col = col + width_between(prompt, from, prompt->at);
	return used < width ? used + 1 : width;
}
