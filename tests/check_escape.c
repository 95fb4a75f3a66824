/* SPDX-License-Identifier: Apache-2.0 */
/* What comes of Esc and what stands behind it, to the millisecond. */
#include "ui/escape.h"

#include <string.h>

#include "check_run.h"
#include "ui/ui.h"

enum { ESC = 27 };

/* Bytes that come together, at t; the last key that they gave. */
static int32_t
feed(struct escape *e, int64_t t, const char *bytes)
{
	int32_t last = ESCAPE_NOTHING;

	for (size_t i = 0; bytes[i] != '\0'; i++) {
		int32_t key = escape_key(e, (unsigned char)bytes[i],
		    bytes[i + 1] != '\0', t);

		if (key != ESCAPE_NOTHING)
			last = key;
	}
	return last;
}

START_TEST(test_sequences)
{
	static const struct {
		const char *bytes;
		int32_t key;
	} row[] = {
		{"a", 'a'}, {"\x1b", ESC}, {"\x1b[A", UI_KEY_UP},
		{"\x1bOB", UI_KEY_DOWN}, {"\x1b[1;2C", UI_KEY_SHIFT_RIGHT},
		{"\x1b[1;2D", UI_KEY_SHIFT_LEFT}, {"\x1b[1;5C", UI_KEY_RIGHT},
		{"\x1bO5A", UI_KEY_UP}, {"\x1b[1~", UI_KEY_HOME},
		{"\x1b[7~", UI_KEY_HOME}, {"\x1b[8~", UI_KEY_END},
		{"\x1b[3~", UI_KEY_DELETE}, {"\x1b[5~", UI_KEY_PAGE_UP},
		{"\x1b[6~", UI_KEY_PAGE_DOWN}, {"\x1b[Z", UI_KEY_BACKTAB},
		{"\x1bOM", '\n'}, {"\x1b[M", UI_KEY_UNKNOWN},
		{"\x1b[15~", UI_KEY_UNKNOWN}, {"\x1b[[A", UI_KEY_UNKNOWN},
		{"\x1b" "a", UI_KEY_UNKNOWN}, {"\x1b\x1b[A", UI_KEY_UP},
		{"\x1b[1234567890123456789A", UI_KEY_UP},
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		struct escape e = {0};

		ck_assert_int_eq(feed(&e, 5000, row[i].bytes), row[i].key);
		ck_assert_int_eq(feed(&e, 9000, "x"), 'x');
	}
}
END_TEST

/* The rest of a torn key, to the last millisecond in which it is one. */
START_TEST(test_torn)
{
	struct escape e = {0};

	ck_assert_int_eq(feed(&e, 5000, "\x1b"), ESC);
	ck_assert_int_eq(feed(&e, 5300, "[A"), UI_KEY_UP);
	ck_assert_int_eq(feed(&e, 7000, "\x1b"), ESC);
	ck_assert_int_eq(feed(&e, 7301, "[A"), 'A');
	ck_assert_int_eq(feed(&e, 8000, "\x1b[1"), ESCAPE_NOTHING);
	ck_assert_int_eq(feed(&e, 9000, "~"), UI_KEY_HOME);
	ck_assert_int_eq(feed(&e, 9500, "\x1b[1"), ESCAPE_NOTHING);
	ck_assert_int_eq(feed(&e, 10501, "A"), 'A');
	/* Typed, not torn. */
	ck_assert_int_eq(feed(&e, 12000, "\x1b"), ESC);
	ck_assert_int_eq(feed(&e, 12001, "a"), 'a');
	ck_assert_int_eq(feed(&e, 13000, "\x1b"), ESC);
	ck_assert_int_eq(feed(&e, 13001, "["), '[');
}
END_TEST

START_TEST(test_pasted)
{
	struct escape e = {0};

	ck_assert_int_eq(feed(&e, 5000, "\x1b[200~a"), UI_KEY_PASTED + 'a');
	ck_assert_int_eq(feed(&e, 5001, "\n"), UI_KEY_PASTED + '\n');
	ck_assert_int_eq(feed(&e, 5002, "\x1b[A"), ESCAPE_NOTHING);
	ck_assert_int_eq(escape_key(&e, UI_KEY_RESIZE, false, 5003),
	    UI_KEY_RESIZE);
	ck_assert_int_eq(escape_key(&e, UI_KEY_UP, false, 5003),
	    ESCAPE_NOTHING);
	ck_assert_int_eq(feed(&e, 5004, "\x1b[201~"), ESCAPE_NOTHING);
	ck_assert_int_eq(feed(&e, 5004, "a"), 'a');
	/* An end that does not come. */
	ck_assert_int_eq(feed(&e, 6000, "\x1b[200~a"), UI_KEY_PASTED + 'a');
	ck_assert_int_eq(feed(&e, 7000, "b"), UI_KEY_PASTED + 'b');
	ck_assert_int_eq(feed(&e, 8001, "c"), 'c');
}
END_TEST

/* Whatever comes, a letter behind "Esc [" never passes for that letter. */
START_TEST(test_no_letter_slips_through)
{
	for (int last = 0x40; last <= 0x7e; last++) {
		char bytes[] = {ESC, '[', '1', ';', '3', (char)last, '\0'};
		struct escape e = {0};
		int32_t key = feed(&e, 5000, bytes);

		ck_assert_msg(key >= UI_KEY_UP, "Esc [ 1 ; 3 %c gives %d",
		    last, (int)key);
	}
}
END_TEST

CHECK_MAIN("escape", test_sequences, test_torn, test_pasted,
    test_no_letter_slips_through)
