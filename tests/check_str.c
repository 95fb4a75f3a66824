/* SPDX-License-Identifier: Apache-2.0 */
/* Strings that grow, and the vectors of base/mem.h. */
#include "base/str.h"

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "check_run.h"

START_TEST(grows_and_is_always_ended)
{
	struct str s;
	char want[1001] = "";

	str_init(&s);
	ck_assert_str_eq(s.s, "");
	for (size_t i = 0; i < 1000; i++) {
		want[i] = (char)('a' + i % 26);
		str_addc(&s, want[i]);
		ck_assert_uint_eq(s.len, i + 1);
		ck_assert_uint_gt(s.cap, s.len);
		ck_assert_str_eq(s.s, want);
	}
	str_clear(&s);
	ck_assert_uint_eq(s.len, 0);
	ck_assert_str_eq(s.s, "");
	str_release(&s);
	ck_assert_ptr_null(s.s);
}
END_TEST

/* Additions that end just below, at and above what is reserved. */
START_TEST(one_addition_may_be_larger_than_what_is_there)
{
	char big[600];

	memset(big, 'x', sizeof(big));
	for (size_t n = 0; n <= sizeof(big); n++) {
		struct str s;

		str_init(&s);
		str_add(&s, "ab");
		str_addn(&s, big, n);
		str_addn(&s, big, 0);
		ck_assert_uint_eq(s.len, n + 2);
		ck_assert_int_eq(memcmp(s.s, "ab", 2), 0);
		ck_assert_int_eq(memcmp(s.s + 2, big, n), 0);
		ck_assert_int_eq(s.s[n + 2], '\0');
		str_release(&s);
	}
}
END_TEST

START_TEST(a_nul_is_a_byte_like_another)
{
	struct str s;

	str_init(&s);
	str_addn(&s, "a\0b", 3);
	str_addc(&s, '\0');
	ck_assert_uint_eq(s.len, 4);
	ck_assert_int_eq(memcmp(s.s, "a\0b\0", 5), 0);
	str_release(&s);
}
END_TEST

START_TEST(formats_of_any_length)
{
	struct str s;

	for (int width = 1; width <= 300; width++) {
		char want[310];

		str_init(&s);
		str_add(&s, "<");
		str_addf(&s, "%*d|%s", width, 7, "å");
		snprintf(want, sizeof(want), "<%*d|%s", width, 7, "å");
		ck_assert_str_eq(s.s, want);
		ck_assert_uint_eq(s.len, strlen(want));
		str_release(&s);
	}
}
END_TEST

START_TEST(detached_text_is_the_callers)
{
	struct str s;
	char *text;

	str_init(&s);
	str_add(&s, "first");
	text = str_detach(&s);
	ck_assert_str_eq(s.s, "");
	ck_assert_uint_eq(s.len, 0);
	str_add(&s, "second");
	ck_assert_str_eq(text, "first");
	ck_assert_str_eq(s.s, "second");
	free(text);
	str_release(&s);
}
END_TEST

static void
expect_json(const char *text, const char *want)
{
	struct str s;

	str_init(&s);
	str_add(&s, "x:");
	str_add_json(&s, text);
	ck_assert_str_eq(s.s + 2, want);
	ck_assert_uint_eq(s.len, strlen(want) + 2);
	str_release(&s);
}

START_TEST(json_strings)
{
	expect_json("", "\"\"");
	expect_json("gå i seng", "\"gå i seng\"");
	expect_json("\"\\/", "\"\\\"\\\\/\"");
	expect_json("\xf0\x9f\x98\x80", "\"\xf0\x9f\x98\x80\"");
	expect_json("a\nb\tc", "\"a\\u000ab\\u0009c\"");
	for (int c = 1; c < 0x80; c++) {
		char text[2] = {(char)c, '\0'}, want[16];

		if (c < 0x20 || c == 0x7f)
			snprintf(want, sizeof(want), "\"\\u%04x\"", c);
		else
			snprintf(want, sizeof(want), "\"%s%c\"",
			    c == '"' || c == '\\' ? "\\" : "", c);
		expect_json(text, want);
	}
}
END_TEST

START_TEST(percents)
{
	struct str s;

	str_init(&s);
	str_add_percent(&s, "sos/101 %?æ", "/?");
	ck_assert_str_eq(s.s, "sos%2f101 %25%3fæ");
	str_clear(&s);
	str_add_percent(&s, "", "/");
	ck_assert_str_eq(s.s, "");
	str_release(&s);
}
END_TEST

START_TEST(a_vector_keeps_what_was_pushed)
{
	struct pair {
		int32_t a;
		int64_t b;
	};
	VEC(struct pair) vec = {0};

	for (int32_t i = 0; i < 10000; i++) {
		vec_push(&vec, (struct pair){i, (int64_t)i * i});
		ck_assert_uint_eq(vec.n, (size_t)i + 1);
		ck_assert_uint_ge(vec.cap, vec.n);
	}
	for (int32_t i = 0; i < 10000; i++) {
		ck_assert_int_eq(vec.v[i].a, i);
		ck_assert_int_eq(vec.v[i].b, (int64_t)i * i);
	}
	vec_free(&vec);
	ck_assert_ptr_null(vec.v);
	ck_assert_uint_eq(vec.n, 0);
	ck_assert_uint_eq(vec.cap, 0);
	vec_push(&vec, (struct pair){1, 2});
	ck_assert_int_eq(vec.v[0].b, 2);
	vec_free(&vec);
}
END_TEST

/* Doubling, so that pushing n things costs n and not n times n. */
START_TEST(a_vector_moves_seldom)
{
	VEC(char) vec = {0};
	size_t cap = 0;
	int moves = 0;

	for (int i = 0; i < 1 << 20; i++) {
		vec_push(&vec, 'x');
		moves += vec.cap != cap;
		cap = vec.cap;
	}
	ck_assert_int_le(moves, 20);
	vec_free(&vec);
}
END_TEST

START_TEST(copies_of_texts)
{
	char *a = xstrdup("abc"), *b = xstrndup("abc", 2),
	    *c = xstrndup("abc", 9), *d = xasprintf("%s-%03d", "abc", 7);
	unsigned char *zeros = xcalloc(7, 3);

	ck_assert_str_eq(a, "abc");
	ck_assert_str_eq(b, "ab");
	ck_assert_str_eq(c, "abc");
	ck_assert_str_eq(d, "abc-007");
	for (int i = 0; i < 21; i++)
		ck_assert_int_eq(zeros[i], 0);
	free(a);
	free(b);
	free(c);
	free(d);
	free(zeros);
	/* Nothing is something too: never NULL. */
	free(memset(xmalloc(0), 0, 0));
	free(memset(xcalloc(0, 8), 0, 0));
	free(memset(xreallocarray(NULL, 0, 8), 0, 0));
}
END_TEST

CHECK_MAIN("str", grows_and_is_always_ended,
    one_addition_may_be_larger_than_what_is_there,
    a_nul_is_a_byte_like_another, formats_of_any_length,
    detached_text_is_the_callers, json_strings, percents,
    a_vector_keeps_what_was_pushed, a_vector_moves_seldom, copies_of_texts)
