/* SPDX-License-Identifier: Apache-2.0 */
/* The sanitiser that every text from outside passes, and widths. */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "check_run.h"

#define BAD "\xef\xbf\xbd" /* U+FFFD */

static void
expect_n(const char *text, size_t n, const char *want)
{
	struct str out;

	str_init(&out);
	text_clean(&out, text, n);
	ck_assert_str_eq(out.s, want);
	ck_assert_int_eq(text_is_clean(text, n), out.len == n &&
	    memcmp(out.s, text, n) == 0);
	str_release(&out);
}
#define EXPECT(text, want) expect_n("" text, sizeof(text) - 1, want)
#define SAME(text) EXPECT(text, text)

START_TEST(what_people_write_stands)
{
	SAME("");
	SAME("Gå til beboeren, bølgen & æblet: 21 °C!");
	SAME("Ελληνικά Русский עברית العربية");
	SAME("日本語 한국어");
	SAME("e\u0301 a\u030a"); /* combining marks stay with their letters */
	SAME("\U0001f600\u2764\ufe0f");
	SAME("┌─┐│░");
	SAME(BAD);
}
END_TEST

START_TEST(controls)
{
	EXPECT("\x1b[2Jred\x1b[31m", BAD "[2Jred" BAD "[31m");
	EXPECT("\x07\x08\x7f", BAD BAD BAD);
	expect_n("a\0b", 3, "a" BAD "b");
	/* C1: the terminal's other way to begin a sequence. */
	EXPECT("\xc2\x9b" "31m\xc2\x80\xc2\x9f", BAD "31m" BAD BAD);
	for (int c = 1; c < 0x20; c++) {
		char text[1] = {(char)c};

		expect_n(text, 1, c == '\t' || c == '\n' || c == '\r' ? " " :
		    BAD);
	}
	for (int c = 0x20; c < 0x7f; c++) {
		char text[2] = {(char)c, '\0'};

		expect_n(text, 1, text);
	}
}
END_TEST

START_TEST(white_space_is_a_space)
{
	EXPECT("a\tb\nc\rd", "a b c d");
	EXPECT("a\u00a0b\u2003c\u3000d\u202fe", "a b c d e");
	/* Separators of lines and paragraphs are no mere space. */
	EXPECT("a\u2028b\u2029c", "a" BAD "b" BAD "c");
}
END_TEST

START_TEST(what_is_not_seen_is_shown)
{
	/* What turns a text's direction. */
	EXPECT("\u202a\u202b\u202c\u202d\u202e", BAD BAD BAD BAD BAD);
	EXPECT("\u2066\u2067\u2068\u2069\u200e\u200f\u061c",
	    BAD BAD BAD BAD BAD BAD BAD);
	/* Zero width, soft hyphen, byte order mark, tags. */
	EXPECT("10\u200b1\u200c\u200d\u2060\u00ad\ufeff\U000e0041",
	    "10" BAD "1" BAD BAD BAD BAD BAD BAD);
}
END_TEST

START_TEST(what_is_no_character)
{
	/* Private use, unassigned, noncharacters. */
	EXPECT("\ue000\U000f0000\U0010fffd", BAD BAD BAD);
	EXPECT("\u0378\U0003fffd", BAD BAD);
	EXPECT("\ufdd0\ufffe\uffff\U0010ffff", BAD BAD BAD BAD);
}
END_TEST

/* Broken bytes are replaced one at a time, and what follows is read again. */
START_TEST(broken_utf8)
{
	/* Surrogates, alone and in pairs (CESU-8). */
	EXPECT("\xed\xa0\x80", BAD BAD BAD);
	EXPECT("\xed\xbf\xbf", BAD BAD BAD);
	EXPECT("\xed\xa0\xbd\xed\xb8\x80", BAD BAD BAD BAD BAD BAD);
	/* Overlong: '/', NUL, the largest of each length. */
	EXPECT("\xc0\xaf", BAD BAD);
	EXPECT("\xc0\x80\xc1\xbf", BAD BAD BAD BAD);
	EXPECT("\xe0\x80\xaf\xe0\x9f\xbf", BAD BAD BAD BAD BAD BAD);
	EXPECT("\xf0\x8f\xbf\xbf", BAD BAD BAD BAD);
	/* Past U+10FFFF, and lengths that never were. */
	EXPECT("\xf4\x90\x80\x80", BAD BAD BAD BAD);
	EXPECT("\xf8\x88\x80\x80\x80\xfe\xff", BAD BAD BAD BAD BAD BAD BAD);
	/* Latin-1, lone continuation, a start with the wrong thing after. */
	EXPECT("Solg\xe5rden", "Solg" BAD "rden");
	EXPECT("\x80\xbf", BAD BAD);
	EXPECT("\xc3(\xe2\x82(", BAD "(" BAD BAD "(");
}
END_TEST

START_TEST(truncated_at_every_byte)
{
	static const char text[] = "å€\U0001f600";
	/* The same, cut after so many bytes. */
	static const char *const want[] = {
		"", BAD, "å", "å" BAD, "å" BAD BAD, "å€", "å€" BAD,
		"å€" BAD BAD, "å€" BAD BAD BAD, text,
	};

	for (size_t n = 0; n < sizeof(text); n++) {
		/* Of its own size: a read past its end would be seen. */
		char *cut = malloc(n + 1);

		ck_assert_ptr_nonnull(cut);
		cut = realloc(memcpy(cut, text, n), n != 0 ? n : 1);
		expect_n(cut, n, want[n]);
		free(cut);
	}
}
END_TEST

/* Put, read again, cleaned to one that may be: *cleaned. */
static bool
goes_round(int32_t cp, struct str *out, int32_t *cleaned)
{
	size_t want = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
	int32_t again;
	char buf[4];

	str_clear(out);
	if (text_put(buf, cp) != want || !text_is_utf8(buf, want) ||
	    text_next(buf, want, &again) != want || again != cp)
		return false;
	text_clean(out, buf, want);
	return text_is_clean(out->s, out->len) &&
	    text_next(out->s, out->len, cleaned) == out->len &&
	    text_is_clean(buf, want) == (*cleaned == cp) &&
	    text_cp_width(cp) >= 0 && text_cp_width(cp) <= 2;
}

START_TEST(every_code_point)
{
	int changed = 0;
	struct str out;

	str_init(&out);
	for (int32_t cp = 0; cp <= 0x10ffff; cp++) {
		int32_t cleaned = cp;

		if (cp >= 0xd800 && cp <= 0xdfff)
			continue;
		if (!goes_round(cp, &out, &cleaned) ||
		    (cleaned != cp && cleaned != ' ' && cleaned != 0xfffd))
			ck_abort_msg("U+%04X", (unsigned)cp);
		changed += cleaned != cp;
	}
	ck_assert_int_gt(changed, 137468); /* the private ones alone */
	str_release(&out);
}
END_TEST

/* Well-formed by the table of RFC 3629, section 4: an oracle of our own. */
static bool
well_formed(const unsigned char *s, size_t n)
{
	static const struct {
		unsigned char first, last, low, high, more;
	} table[] = {
		{0x00, 0x7f, 0, 0, 0},
		{0xc2, 0xdf, 0x80, 0xbf, 1}, {0xe0, 0xe0, 0xa0, 0xbf, 2},
		{0xe1, 0xec, 0x80, 0xbf, 2}, {0xed, 0xed, 0x80, 0x9f, 2},
		{0xee, 0xef, 0x80, 0xbf, 2}, {0xf0, 0xf0, 0x90, 0xbf, 3},
		{0xf1, 0xf3, 0x80, 0xbf, 3}, {0xf4, 0xf4, 0x80, 0x8f, 3},
	};

	while (n > 0) {
		size_t i = 0, more;

		while (i < 9 && (*s < table[i].first || *s > table[i].last))
			i++;
		if (i == 9 || (more = table[i].more) >= n)
			return false;
		if (more > 0 && (s[1] < table[i].low || s[1] > table[i].high))
			return false;
		for (size_t k = 2; k <= more; k++)
			if (s[k] < 0x80 || s[k] > 0xbf)
				return false;
		s += more + 1;
		n -= more + 1;
	}
	return true;
}

/* Bytes as hostile as they come: noise, and good text with a byte damaged. */
static size_t
random_bytes(char *s, size_t max)
{
	static const int32_t limits[] = {0x7f, 0x7ff, 0xffff, 0x10ffff};
	size_t n = 0, want = (size_t)lrand48() % (max - 4);
	bool noise = lrand48() % 4 == 0;

	while (n < want) {
		int32_t cp = (int32_t)(lrand48() % (limits[lrand48() % 4] + 1));

		if (noise)
			s[n++] = (char)lrand48();
		else if (lrand48() % 4 != 0)
			s[n++] = (char)(' ' + lrand48() % 95);
		else if (cp < 0xd800 || cp > 0xdfff)
			n += text_put(s + n, cp);
	}
	if (n > 0 && lrand48() % 3 == 0)
		s[lrand48() % (long)n] = (char)lrand48();
	return n;
}

START_TEST(clean_is_what_cleaning_leaves)
{
	enum { STRINGS = 100000, LONGEST = 40 };
	int clean = 0, broken = 0;
	struct str once, twice;

	str_init(&once);
	str_init(&twice);
	srand48(17);
	for (int i = 0; i < STRINGS; i++) {
		char s[LONGEST];
		size_t n = random_bytes(s, sizeof(s));
		bool utf8 = well_formed((const unsigned char *)s, n), same;

		str_clear(&once);
		str_clear(&twice);
		text_clean(&once, s, n);
		text_clean(&twice, once.s, once.len);
		same = once.len == n && memcmp(once.s, s, n) == 0;
		if (text_is_utf8(s, n) != utf8 ||
		    text_is_clean(s, n) != same ||
		    !text_is_clean(once.s, once.len) ||
		    !well_formed((unsigned char *)once.s, once.len) ||
		    strlen(once.s) != once.len || once.len != twice.len ||
		    memcmp(once.s, twice.s, once.len) != 0)
			ck_abort_msg("string %d", i);
		clean += same;
		broken += !utf8;
	}
	ck_assert_int_gt(clean, STRINGS / 20);
	ck_assert_int_gt(broken, STRINGS / 20);
	str_release(&once);
	str_release(&twice);
}
END_TEST

/* At any place in texts of any length, and wherever they begin. */
START_TEST(plain_is_printable_ascii)
{
	char text[40];

	for (size_t n = 0; n < 24; n++)
		for (size_t at = 0; at <= n; at++)
			for (int c = 0; c < 256; c++) {
				bool plain = c >= ' ' && c <= '~';
				size_t from = (n + at) % 8;

				memset(text, '~', sizeof(text));
				text[from + at] = (char)c;
				ck_assert_uint_eq(text_plain(text + from, n),
				    at < n && !plain ? at : n);
				ck_assert(text_is_utf8(text + from, n) ==
				    (at >= n || c < 0x80));
			}
}
END_TEST

START_TEST(widths)
{
	ck_assert_int_eq(text_width(""), 0);
	ck_assert_int_eq(text_width("Ude af boligen"), 14);
	ck_assert_int_eq(text_width("Badeværelse"), 11);
	ck_assert_int_eq(text_width("e\u0301a\u030a"), 2);
	ck_assert_int_eq(text_width("日本"), 4);
	ck_assert_int_eq(text_width("\U0001f600!"), 3);
	ck_assert_int_eq(text_width("ｆｆ"), 4);
	ck_assert_int_eq(text_width("┌─┐░"), 4);
	/* Each broken byte is one replacement, one column wide. */
	ck_assert_int_eq(text_width("a\xe2\x82"), 3);
	ck_assert_int_eq(text_cp_width(' '), 1);
	ck_assert_int_eq(text_cp_width(0xfffd), 1);
	ck_assert_int_eq(text_cp_width(0x0301), 0);
	ck_assert_int_eq(text_cp_width(0x65e5), 2);
}
END_TEST

static void
is_cut(size_t size, const char *s, const char *wanted)
{
	char buf[32];

	memset(buf, '#', sizeof(buf));
	text_cut(buf, size, s);
	ck_assert_str_eq(buf, wanted);
	ck_assert_int_eq(buf[size], '#');
}

START_TEST(cut_between_two_characters)
{
	is_cut(5, "Køk", "Køk");
	is_cut(4, "", "");
	is_cut(7, "Køkken", "Kø…");
	is_cut(6, "Køkken", "K…");
	is_cut(5, "Køkken", "K…");
	is_cut(4, "Køkken", "…");
	is_cut(8, "Køkken", "Køkken"); /* 7 bytes */
	is_cut(9, "日本日本", "日…");
	is_cut(10, "日本日本", "日本…");
	/* Broken before, and no worse. */
	is_cut(6, "\x80\x80\x80\x80\x80\x80\x80", "…");
}
END_TEST

static void
is_at(const char *s, const char *needle, ptrdiff_t at, size_t bytes)
{
	size_t len = 99;

	ck_assert_int_eq(text_find(s, needle, &len), at);
	if (at >= 0)
		ck_assert_uint_eq(len, bytes);
}

START_TEST(found_whatever_the_case)
{
	is_at("Køkken", "kø", 0, 3);
	is_at("KØKKEN", "øk", 1, 3);
	is_at("Bad på ÅEN", "åen", 8, 4);
	is_at("call-104", "104", 5, 3);
	is_at("call-104", "CALL", 0, 4);
	/* As it is shown, and as it can be typed, without æ, ø and å. */
	is_at("Køkken", "koek", 0, 4);
	is_at("Køkken", "ko", 0, 3); /* on the way there */
	is_at("Aabenraa", "åben", 0, 5);
	is_at("Værelse", "VAER", 0, 4);
	is_at("aab", "ab", 1, 2);
	is_at("Køkken", "kok", -1, 0);
	is_at("abc", "abcd", -1, 0);
	is_at("abc", "", -1, 0);
	is_at("", "a", -1, 0);
	is_at("", "", -1, 0);
}
END_TEST

CHECK_MAIN("text", what_people_write_stands, controls, white_space_is_a_space,
    what_is_not_seen_is_shown, what_is_no_character, broken_utf8,
    truncated_at_every_byte, every_code_point, clean_is_what_cleaning_leaves,
    plain_is_printable_ascii, widths, cut_between_two_characters,
    found_whatever_the_case)
