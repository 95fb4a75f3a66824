/* SPDX-License-Identifier: Apache-2.0 */
/* What comes of Esc and what stands behind it, to the millisecond. */
#include "ui/escape.h"

#include <string.h>

#include "check_run.h"
#include "ui/ui.h"

enum { ESC = UI_KEY_ESC, KEYS_MAX = 4096 };

static uint64_t seed;

static uint32_t
pick(uint32_t n)
{
	seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407U;
	return (uint32_t)(seed >> 33) % n;
}

/* ---- keys out of bytes ---- */

struct keys {
	int32_t v[KEYS_MAX];
	int n;
};

/* Bytes that come together, at t: as curses has them, of ASCII and Latin 1. */
static void
feed_n(struct escape *e, int64_t t, const char *bytes, size_t n,
    struct keys *keys)
{
	for (size_t i = 0; i < n; i++) {
		int32_t key = (unsigned char)bytes[i];

		if (key == 0xc2 && i + 1 < n)
			key = (unsigned char)bytes[++i];
		key = escape_key(e, key, i + 1 < n, t);
		if (key != ESCAPE_NOTHING && keys->n < KEYS_MAX)
			keys->v[keys->n++] = key;
	}
}

/* The last key that they gave. */
static int32_t
feed(struct escape *e, int64_t t, const char *bytes)
{
	struct keys keys = {.n = 0};

	feed_n(e, t, bytes, strlen(bytes), &keys);
	return keys.n > 0 ? keys.v[keys.n - 1] : ESCAPE_NOTHING;
}

static void
expect_nothing(const char *bytes)
{
	struct escape e = {0};
	struct keys keys = {.n = 0};

	feed_n(&e, 5000, bytes, strlen(bytes), &keys);
	ck_assert_msg(keys.n == 0, "Esc %s gives %d", bytes + 1,
	    (int)keys.v[0]);
	/* Whole, it leaves nothing behind. */
	ck_assert_msg(feed(&e, 5000, "a") == 'a', "Esc %s goes on",
	    bytes + 1);
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
		{"\x1bOM", '\n'}, {"\xc2\x9b" "A", UI_KEY_UP},
		{"\xc2\x8f" "B", UI_KEY_DOWN},
		{"\x1b[15~", UI_KEY_UNKNOWN}, {"\x1b[[A", UI_KEY_UNKNOWN},
		{"\x1b" "a", UI_KEY_UNKNOWN}, {"\x1b\x1b[A", UI_KEY_UP},
		{"\x1b[1\x1b[B", UI_KEY_DOWN}, {"\x1b[3\xc2\x9b" "B", UI_KEY_DOWN},
		{"\x1b[1234567890123456789A", UI_KEY_UP},
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		struct escape e = {0};

		ck_assert_int_eq(feed(&e, 5000, row[i].bytes), row[i].key);
		ck_assert_int_eq(feed(&e, 9000, "x"), 'x');
	}
}
END_TEST

/* Keys by their codes, where another program has left that switched on. */
START_TEST(test_coded)
{
	static const struct {
		const char *bytes;
		int32_t key;
	} row[] = {
		{"\x1b[97u", 'a'}, {"\x1b[97;1u", 'a'}, {"\x1b[97;65u", 'a'},
		{"\x1b[97;2u", 'A'}, {"\x1b[97:65;2u", 'A'},
		{"\x1b[97;1:2u", 'a'}, {"\x1b[97;1:3u", ESCAPE_NOTHING},
		{"\x1b[1;1:3A", ESCAPE_NOTHING}, {"\x1b[1;1:1A", UI_KEY_UP},
		{"\x1b[97;3u", UI_KEY_UNKNOWN}, {"\x1b[108;5u", 12},
		{"\x1b[27u", ESC}, {"\x1b[13u", '\n'}, {"\x1b[9u", '\t'},
		{"\x1b[9;2u", UI_KEY_BACKTAB}, {"\x1b[127u", UI_KEY_BACKSPACE},
		/* Shift with 7 is no 7, whatever the keyboard makes of it. */
		{"\x1b[55;2u", UI_KEY_UNKNOWN}, {"\x1b[55:47;2u", '/'},
		{"\x1b[57399u", UI_KEY_UNKNOWN}, {"\x1b[u", UI_KEY_UNKNOWN},
		{"\x1b[99999999999u", UI_KEY_UNKNOWN},
		{"\x1b[00000000000000000000000000000097u", UI_KEY_UNKNOWN},
		{"\x1b[27;5;108~", 12}, {"\x1b[27;2;65~", 'A'},
		{"\x1b[27;3;97~", UI_KEY_UNKNOWN}, {"\x1b[27;2;9~", UI_KEY_BACKTAB},
		{"\x1b[27;5;13~", UI_KEY_UNKNOWN},
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		struct escape e = {0};
		int32_t key = feed(&e, 5000, row[i].bytes);

		ck_assert_msg(key == row[i].key, "Esc %s gives %d",
		    row[i].bytes + 1, (int)key);
	}
}
END_TEST

/* What terminals say by themselves: nobody has pressed a key. */
static const char *const answers[] = {
	"\x1b]11;rgb:1c1c/1c1c/1c1c\x1b\\", "\x1b]10;rgb:ff/ff/ff\a",
	"\x1b]52;c;YWJjYWJj\a", "\x1b]4;1;rgb:cd/00/00\xc2\x9c",
	"\xc2\x9d" "11;rgb:1c/1c/1c\xc2\x9c", "\x1bP>|XTerm(388)\x1b\\",
	"\x1bP1+r436f=323536\x1b\\", "\xc2\x90" "1$r0m\xc2\x9c",
	"\x1bP!|00000000\x1b\\", "\x1b_Gi=31;OK\x1b\\", "\x1b^abc\x1b\\",
	"\x1bXabc\x1b\\", "\xc2\x98" "abc\x1b\\", "\xc2\x9e" "abc\x1b\\",
	"\xc2\x9f" "Gi=1;ac\x1b\\", "\x1bPa\acc\x1b\\", "\x1b]a\x18", "\x1b[1\x1a",
	"\x1b[?1;2c", "\x1b[>41;388;0c", "\x1b[?64;1;2;6;22c", "\x1b[?2026;2$y",
	"\x1b[?1u", "\x1b[I", "\x1b[O", "\x1b[24;80R", "\x1b[0n", "\x1b[8;24;80t",
	"\x1b[<0;3;4M", "\x1b[<0;3;4m", "\x1b[32;3;4M", "\x1b[M a1",
	"\x1b[M#ac", "\x1b[M a\xc2\x9b", "\xc2\x9b" "M ac", "\xc2\x9b?1;2c",
	"\xc2\x9c", "\xc2\x84", "\x1b[1;1:3B",
};
enum { NANSWER = sizeof(answers) / sizeof(answers[0]) };

START_TEST(test_answers_are_no_keys)
{
	for (size_t i = 0; i < NANSWER; i++)
		expect_nothing(answers[i]);
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
	ck_assert_int_eq(feed(&e, 14000, "\x1b"), ESC);
	ck_assert_int_eq(feed(&e, 14300, "]11;ac\a"), ESCAPE_NOTHING);
	ck_assert_int_eq(feed(&e, 14300, "a"), 'a');
}
END_TEST

/* Strings and mice that do not end, to the millisecond. */
START_TEST(test_unfinished)
{
	static const char *const begun[] = {"\x1b]", "\x1b]11;rgb:", "\x1bP1",
	    "\x1b_", "\x1b^", "\x1bX", "\x1b[", "\x1b[M", "\x1b[M a", "\x1bO",
	    "\xc2\x9b", "\xc2\x9d"};

	for (size_t i = 0; i < sizeof(begun) / sizeof(begun[0]); i++) {
		struct escape e = {0}, late = {0};

		ck_assert_int_eq(feed(&e, 5000, begun[i]), ESCAPE_NOTHING);
		late = e;
		ck_assert_int_ne(feed(&e, 6000, "a"), 'a');
		ck_assert_int_eq(feed(&late, 6001, "a"), 'a');
	}
}
END_TEST

/* Esc leaves a string, torn off its end or not. */
START_TEST(test_esc_in_a_string)
{
	struct escape e = {0};

	ck_assert_int_eq(feed(&e, 5000, "\x1b]11;a\x1b"), ESCAPE_NOTHING);
	ck_assert_int_eq(feed(&e, 5300, "\\"), ESCAPE_NOTHING);
	ck_assert_int_eq(feed(&e, 5300, "a"), 'a');
	ck_assert_int_eq(feed(&e, 6000, "\x1b]11;a\x1b"), ESCAPE_NOTHING);
	ck_assert_int_eq(feed(&e, 6301, "a"), 'a');
	ck_assert_int_eq(feed(&e, 7000, "\x1bPa\x1b[A"), UI_KEY_UP);
	ck_assert_int_eq(feed(&e, 7000, "a"), 'a');
	ck_assert_int_eq(feed(&e, 8000, "\x1b]a"), ESCAPE_NOTHING);
	ck_assert_int_eq(escape_key(&e, UI_KEY_DOWN, false, 8000),
	    UI_KEY_DOWN);
	ck_assert_int_eq(feed(&e, 8000, "a"), 'a');
}
END_TEST

START_TEST(test_pasted)
{
	struct escape e = {0};

	ck_assert_int_eq(feed(&e, 5000, "\x1b[200~a"), UI_KEY_PASTED + 'a');
	ck_assert_int_eq(feed(&e, 5001, "\n"), UI_KEY_PASTED + '\n');
	ck_assert_int_eq(feed(&e, 5002, "\x1b[A"), ESCAPE_NOTHING);
	ck_assert_int_eq(feed(&e, 5002, "\x1b]a\a\x1b[M 12"), ESCAPE_NOTHING);
	ck_assert_int_eq(escape_key(&e, UI_KEY_RESIZE, false, 5003),
	    UI_KEY_RESIZE);
	ck_assert_int_eq(escape_key(&e, UI_KEY_UP, false, 5003),
	    ESCAPE_NOTHING);
	ck_assert_int_eq(feed(&e, 5004, "\x1b[201~"), ESCAPE_NOTHING);
	ck_assert_int_eq(feed(&e, 5004, "a"), 'a');
}
END_TEST

/* A silence is the line's, and what it held up is still the paste's. */
START_TEST(test_paste_stalls)
{
	struct escape e = {0};

	ck_assert_int_eq(feed(&e, 6000, "\x1b[200~a"), UI_KEY_PASTED + 'a');
	ck_assert_int_eq(feed(&e, 99000, "b"), UI_KEY_PASTED + 'b');
	ck_assert_int_eq(feed(&e, 101000, "c"), UI_KEY_PASTED + 'c');
	ck_assert_int_eq(feed(&e, 103000, "\x1b[201~"), ESCAPE_NOTHING);
	ck_assert_int_eq(feed(&e, 103000, "d"), 'd');
	/* Torn at every byte: nobody types within a paste. */
	ck_assert_int_eq(feed(&e, 104000, "\x1b[200~a"), UI_KEY_PASTED + 'a');
	feed(&e, 104100, "\x1b");
	ck_assert_int_eq(feed(&e, 104200, "["), ESCAPE_NOTHING);
	ck_assert_int_eq(feed(&e, 104300, "201~"), ESCAPE_NOTHING);
	ck_assert_int_eq(feed(&e, 104300, "d"), 'd');
	/* The end of it, torn by the stall. */
	ck_assert_int_eq(feed(&e, 110000, "\x1b[200~a\x1b[20"),
	    UI_KEY_PASTED + 'a');
	ck_assert_int_eq(feed(&e, 112000, "1~"), ESCAPE_NOTHING);
	ck_assert_int_eq(feed(&e, 112000, "d"), 'd');
}
END_TEST

/* An end that does not come: two silences, the second after what was held up. */
START_TEST(test_paste_without_an_end)
{
	struct escape e = {0};

	ck_assert_int_eq(feed(&e, 6000, "\x1b[200~a"), UI_KEY_PASTED + 'a');
	/* Not silent for long enough: it has not stalled. */
	ck_assert_int_eq(feed(&e, 8000, "b"), UI_KEY_PASTED + 'b');
	ck_assert_int_eq(feed(&e, 10001, "c"), UI_KEY_PASTED + 'c');
	ck_assert_int_eq(feed(&e, 12001, "d"), UI_KEY_PASTED + 'd');
	ck_assert_int_eq(feed(&e, 14002, "e"), 'e');
	ck_assert_int_eq(feed(&e, 14003, "f"), 'f');
	/* The next one is a paste like any other. */
	ck_assert_int_eq(feed(&e, 20000, "\x1b[200~a"), UI_KEY_PASTED + 'a');
	ck_assert_int_eq(feed(&e, 22001, "b"), UI_KEY_PASTED + 'b');
	ck_assert_int_eq(feed(&e, 22002, "\x1b[201~c"), 'c');
}
END_TEST

/* Whatever comes, a letter behind "Esc [" never passes for that letter. */
START_TEST(test_no_letter_slips_through)
{
	for (int last = 0x40; last <= 0x7e; last++) {
		char bytes[] = {ESC, '[', '1', ';', '3', (char)last, '\0'};
		struct escape e = {0};
		int32_t key = feed(&e, 5000, bytes);

		ck_assert_msg(key >= UI_KEY_UP || key == ESCAPE_NOTHING,
		    "Esc [ 1 ; 3 %c gives %d", last, (int)key);
	}
}
END_TEST

/* ---- at random ---- */

/* Answers, keys and a paste, one after the other. */
static size_t
make_stream(char *bytes, size_t size)
{
	static const char *const others[] = {"a", "1", "\x1b[A", "\x1bOB",
	    "\x1b[5~", "\x1b[200~c\n1\x1b[201~", "\xc3\xa5", "\x1b[97u"};
	size_t n = 0;

	for (int i = 0; i < 40; i++) {
		const char *next = pick(2) == 0 ? answers[pick(NANSWER)] :
		    others[pick(sizeof(others) / sizeof(others[0]))];

		if (n + strlen(next) >= size)
			break;
		memcpy(bytes + n, next, strlen(next));
		n += strlen(next);
	}
	return n;
}

/* Where the line may tear it: not behind an Esc, which is a key then. */
static size_t
piece(const char *bytes, size_t n)
{
	size_t len = 1 + pick(6);

	while (len < n && (bytes[len - 1] == ESC ||
	    bytes[len - 1] == '\xc2'))
		len++;
	return len < n ? len : n;
}

START_TEST(test_torn_anywhere)
{
	seed = 1;
	for (int round = 0; round < 2000; round++) {
		struct escape whole = {0}, torn = {0};
		struct keys a = {.n = 0}, b = {.n = 0};
		int64_t t = 5000;
		char bytes[2048];
		size_t n = make_stream(bytes, sizeof(bytes)), len;

		feed_n(&whole, t, bytes, n, &a);
		for (size_t at = 0; at < n; at += len) {
			len = piece(bytes + at, n - at);
			feed_n(&torn, t, bytes + at, len, &b);
			t += pick(1001);
		}
		ck_assert_int_eq(a.n, b.n);
		ck_assert_mem_eq(a.v, b.v, (size_t)a.n * sizeof(a.v[0]));
	}
}
END_TEST

/* Torn behind an Esc it is that key as well, and nothing else is. */
START_TEST(test_torn_behind_esc)
{
	for (size_t i = 0; i < NANSWER; i++) {
		struct escape e = {0};
		struct keys keys = {.n = 0};
		const char *at = answers[i], *end;

		if (*at != ESC)
			continue;
		for (int64_t t = 5000; *at != '\0'; at = end, t += 300) {
			end = at[0] == ESC && at[1] != '\0' ? at + 1 :
			    at + strcspn(at, "\x1b");
			feed_n(&e, t, at, (size_t)(end - at), &keys);
		}
		ck_assert_int_eq(keys.n, 1);
		ck_assert_int_eq(keys.v[0], ESC);
	}
}
END_TEST

/* Anything at any time: no byte is lost track of, and silence heals all. */
START_TEST(test_anything)
{
	static const int32_t often[] = {ESC, '[', ']', 'O', 'P', 'M', ';', '2',
	    '0', '1', '~', '\\', 7, 0x9b, 0x9d, 0x9c, UI_KEY_UP};
	struct escape e = {0};
	int64_t t = 5000;

	seed = 2;
	for (int i = 0; i < 500000; i++) {
		int32_t key = pick(3) == 0 ? (int32_t)pick(0x300) :
		    often[pick(sizeof(often) / sizeof(often[0]))];

		escape_key(&e, key, pick(2) == 0, t);
		t += pick(4) == 0 ? pick(3000) : 0;
		ck_assert(memchr(e.params, '\0', sizeof(e.params)) != NULL);
		if (i % 50 != 0)
			continue;
		t += 3000;
		escape_key(&e, 'x', false, t);
		t += 3000;
		ck_assert_int_eq(escape_key(&e, 'x', false, t), 'x');
	}
}
END_TEST

CHECK_MAIN("escape", test_sequences, test_coded, test_answers_are_no_keys,
    test_torn, test_unfinished, test_esc_in_a_string, test_pasted,
    test_paste_stalls, test_paste_without_an_end,
    test_no_letter_slips_through, test_torn_anywhere, test_torn_behind_esc,
    test_anything)
