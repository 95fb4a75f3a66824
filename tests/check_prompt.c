/* SPDX-License-Identifier: Apache-2.0 */
/* The line that is typed: its keys, its limits, and how it is drawn. */
#include <string.h>

#include "base/text.h"
#include "check_run.h"
#include "ui/frame.h"
#include "ui/prompt.h"
#include "ui/ui.h"

enum { CTRL_A = 1, CTRL_E = 5, CTRL_U = 21, CTRL_W = 23, ESC = 27 };

static struct prompt
opened(size_t bytes, int cols)
{
	struct prompt prompt;

	prompt_open(&prompt, bytes, cols, false);
	return prompt;
}

static void
type(struct prompt *prompt, const char *text)
{
	size_t n = strlen(text);
	int32_t cp;

	for (size_t i = 0; i < n;) {
		i += text_next(text + i, n - i, &cp);
		prompt_key(prompt, cp);
	}
}

static void
is_line(const struct prompt *prompt, const char *before, const char *after)
{
	ck_assert_uint_eq(prompt->at, strlen(before));
	ck_assert_int_eq(strncmp(prompt->text, before, prompt->at), 0);
	ck_assert_str_eq(prompt->text + prompt->at, after);
}

START_TEST(danish_by_the_character)
{
	struct prompt p = opened(100, 100);

	type(&p, "går på");
	is_line(&p, "går på", "");
	ck_assert_int_eq(prompt_key(&p, UI_KEY_BACKSPACE), PROMPT_CHANGED);
	is_line(&p, "går p", "");
	for (int i = 0; i < 4; i++)
		ck_assert_int_eq(prompt_key(&p, UI_KEY_LEFT), PROMPT_MOVED);
	is_line(&p, "g", "år p");
	ck_assert_int_eq(prompt_key(&p, UI_KEY_DELETE), PROMPT_CHANGED);
	is_line(&p, "g", "r p");
	type(&p, "ø");
	is_line(&p, "gø", "r p");
	prompt_key(&p, UI_KEY_LEFT);
	is_line(&p, "g", "ør p");
	prompt_key(&p, UI_KEY_RIGHT);
	is_line(&p, "gø", "r p");
	prompt_key(&p, UI_KEY_HOME);
	is_line(&p, "", "gør p");
	prompt_key(&p, CTRL_E);
	is_line(&p, "gør p", "");
	prompt_key(&p, CTRL_A);
	prompt_key(&p, UI_KEY_END);
	is_line(&p, "gør p", "");
}
END_TEST

START_TEST(words_and_lines_go)
{
	struct prompt p = opened(100, 100);

	type(&p, "på vej  til 104 ");
	ck_assert_int_eq(prompt_key(&p, CTRL_W), PROMPT_CHANGED);
	is_line(&p, "på vej  til ", "");
	prompt_key(&p, CTRL_W);
	is_line(&p, "på vej  ", "");
	prompt_key(&p, UI_KEY_LEFT);
	prompt_key(&p, CTRL_W);
	is_line(&p, "på ", " ");
	ck_assert_int_eq(prompt_key(&p, CTRL_U), PROMPT_CHANGED);
	is_line(&p, "", " ");
	/* There is nothing before it any more. */
	ck_assert_int_eq(prompt_key(&p, CTRL_U), PROMPT_MOVED);
	ck_assert_int_eq(prompt_key(&p, CTRL_W), PROMPT_MOVED);
	ck_assert_int_eq(prompt_key(&p, UI_KEY_BACKSPACE), PROMPT_MOVED);
	prompt_key(&p, UI_KEY_LEFT);
	is_line(&p, "", " ");
	prompt_key(&p, UI_KEY_END);
	ck_assert_int_eq(prompt_key(&p, UI_KEY_DELETE), PROMPT_MOVED);
	prompt_key(&p, UI_KEY_RIGHT);
	is_line(&p, " ", "");
}
END_TEST

START_TEST(limits_in_bytes_and_in_columns)
{
	struct prompt p = opened(5, 100);

	type(&p, "æøå"); /* two bytes each: the third would be six */
	is_line(&p, "æø", "");
	ck_assert_int_eq(prompt_key(&p, 0xe5), PROMPT_FULL);
	ck_assert_int_eq(prompt_key(&p, 'a'), PROMPT_CHANGED);
	ck_assert_int_eq(prompt_key(&p, 'a'), PROMPT_FULL);
	p = opened(100, 5);
	type(&p, "日本");
	ck_assert_int_eq(prompt_key(&p, 0x65e5), PROMPT_FULL);
	ck_assert_int_eq(prompt_key(&p, 'a'), PROMPT_CHANGED);
	ck_assert_int_eq(prompt_key(&p, 'a'), PROMPT_FULL);
	is_line(&p, "日本a", "");
	/* Up to the last byte there is. */
	p = opened(PROMPT_SIZE - 1, PROMPT_SIZE);
	for (int i = 0; i < PROMPT_SIZE - 1; i++)
		ck_assert_int_eq(prompt_key(&p, 'x'), PROMPT_CHANGED);
	ck_assert_int_eq(prompt_key(&p, 'x'), PROMPT_FULL);
	ck_assert_uint_eq(strlen(p.text), PROMPT_SIZE - 1);
}
END_TEST

/* Control, bidi, format, surrogates, no code points, and what is unseen. */
START_TEST(nothing_that_cannot_be_seen)
{
	static const int32_t bad[] = {0x7f, 0x85, 0xad, 0x301, 0x200b, 0x200d,
	    0x200e, 0x202e, 0x2028, 0x2066, 0xd800, 0xe000, 0xfeff, 0xffff,
	    0xa0};
	struct prompt p = opened(100, 100);

	type(&p, "a");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(prompt_key(&p, bad[i]) == PROMPT_REFUSED,
		    "%x", (unsigned)bad[i]);
	for (int32_t key = 2; key < ' '; key++)
		if (key != CTRL_E && key != '\n' && key != CTRL_U &&
		    key != CTRL_W && key != ESC)
			ck_assert_int_eq(prompt_key(&p, key), PROMPT_IGNORED);
	ck_assert_int_eq(prompt_key(&p, UI_KEY_UP), PROMPT_IGNORED);
	ck_assert_int_eq(prompt_key(&p, '\t'), PROMPT_IGNORED);
	ck_assert_int_eq(prompt_key(&p, -1), PROMPT_IGNORED);
	ck_assert_int_eq(prompt_key(&p, '\n'), PROMPT_ENTER);
	ck_assert_int_eq(prompt_key(&p, ESC), PROMPT_ESC);
	is_line(&p, "a", "");
}
END_TEST

/* Any keys: what is held is clean and within its limits, the cursor too. */
START_TEST(any_keys)
{
	static const int32_t some[] = {'a', ' ', 0xe6, 0x65e5, 0x1f600, 0x301,
	    UI_KEY_LEFT, UI_KEY_RIGHT, UI_KEY_HOME, UI_KEY_END, CTRL_W, CTRL_U,
	    UI_KEY_BACKSPACE, UI_KEY_DELETE, 'z', 'b', 0x202e};
	struct prompt p = opened(20, 12);
	struct frame frame;
	uint32_t seed = 1;

	frame_init(&frame, 2, 16);
	for (int i = 0; i < 20000; i++) {
		int width;

		seed = seed * 1103515245 + 12345;
		p.secret = (seed >> 30 & 1) != 0;
		prompt_key(&p, some[(seed >> 16) %
		    (sizeof(some) / sizeof(some[0]))]);
		ck_assert(text_is_clean(p.text, strlen(p.text)));
		ck_assert_uint_le(strlen(p.text), 20);
		ck_assert_int_le(text_width(p.text), 12);
		ck_assert_uint_le(p.at, strlen(p.text));
		ck_assert_int_ne((unsigned char)p.text[p.at] & 0xc0, 0x80);
		width = 2 + (int)(seed >> 8 & 7);
		ck_assert_int_le(prompt_draw(&p, &frame, 1, 3, width,
		    (struct style){0}), width);
		ck_assert_int_ge(frame.cursor_col, 3);
		ck_assert_int_lt(frame.cursor_col, 3 + width);
	}
	frame_release(&frame);
}
END_TEST

static void
is_drawn(const struct prompt *p, int width, const char *want, int cursor)
{
	struct frame frame;
	struct str out;

	frame_init(&frame, 1, 20);
	frame_clear(&frame);
	prompt_draw(p, &frame, 0, 1, width, (struct style){0});
	str_init(&out);
	frame_dump(&frame, &out);
	ck_assert_str_eq(out.s, want);
	ck_assert_int_eq(frame.cursor_row, 0);
	ck_assert_int_eq(frame.cursor_col, cursor);
	str_release(&out);
	frame_release(&frame);
}

START_TEST(drawn_around_the_cursor)
{
	struct prompt p = opened(100, 100);

	is_drawn(&p, 8, "\n", 1);
	type(&p, "blåbær");
	is_drawn(&p, 8, " blåbær\n", 7);
	is_drawn(&p, 6, " …åbær\n", 6);
	prompt_key(&p, UI_KEY_HOME);
	is_drawn(&p, 4, " blåb\n", 1);
	prompt_key(&p, UI_KEY_END);
	p.secret = true;
	is_drawn(&p, 8, " ••••••\n", 7);
}
END_TEST

START_TEST(opened_anew_it_holds_nothing)
{
	struct prompt p = opened(100, 100);

	type(&p, "1234");
	prompt_open(&p, 4, 4, true);
	is_line(&p, "", "");
	for (size_t i = 0; i < sizeof(p.text); i++)
		ck_assert_int_eq(p.text[i], 0);
}
END_TEST

CHECK_MAIN("prompt", danish_by_the_character, words_and_lines_go,
    limits_in_bytes_and_in_columns, nothing_that_cannot_be_seen, any_keys,
    drawn_around_the_cursor, opened_anew_it_holds_nothing)
