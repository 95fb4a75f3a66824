/* SPDX-License-Identifier: Apache-2.0 */
/* Strings to numbers, against a plain array. */
#include "base/dict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_run.h"

START_TEST(an_empty_one_holds_nothing)
{
	struct dict dict = {0};

	ck_assert_int_eq(dict_get(&dict, "a", 1), -1);
	ck_assert_int_eq(dict_get(&dict, "", 0), -1);
	dict_release(&dict);
	dict_put(&dict, "a", 1, 0);
	ck_assert_int_eq(dict_get(&dict, "a", 1), 0);
	dict_release(&dict);
	ck_assert_uint_eq(dict.n, 0);
	ck_assert_int_eq(dict_get(&dict, "a", 1), -1);
}
END_TEST

START_TEST(a_value_is_replaced)
{
	struct dict dict = {0};

	dict_put(&dict, "bed", 3, 1);
	dict_put(&dict, "door", 4, 2);
	dict_put(&dict, "bed", 3, INT64_MAX);
	ck_assert_uint_eq(dict.n, 2);
	ck_assert_int_eq(dict_get(&dict, "bed", 3), INT64_MAX);
	ck_assert_int_eq(dict_get(&dict, "door", 4), 2);
	dict_release(&dict);
}
END_TEST

/* A key is its bytes, all of them, and the dictionary's own. */
START_TEST(keys_are_bytes)
{
	static const struct {
		const char *key;
		size_t len;
	} keys[] = {
		{"", 0}, {"\0", 1}, {"\0\0", 2}, {"a", 1}, {"a\0", 2},
		{"a\0b", 3}, {"a\0c", 3}, {"ab", 2}, {"\0a", 2}, {"\xff", 1},
		{"\x7f", 1}, {"B", 1}, {"b", 1},
	};
	enum { KEYS = sizeof(keys) / sizeof(keys[0]) };
	struct dict dict = {0};
	char mine[4] = "";

	for (int i = 0; i < KEYS; i++) {
		memcpy(mine, keys[i].key, keys[i].len);
		dict_put(&dict, mine, keys[i].len, i);
		memset(mine, '?', sizeof(mine));
	}
	ck_assert_uint_eq(dict.n, KEYS);
	for (int i = 0; i < KEYS; i++)
		ck_assert_int_eq(dict_get(&dict, keys[i].key, keys[i].len), i);
	ck_assert_int_eq(dict_get(&dict, "a\0d", 3), -1);
	ck_assert_int_eq(dict_get(&dict, "abc", 3), -1);
	ck_assert_int_eq(dict_get(&dict, "\0\0\0", 3), -1);
	dict_release(&dict);
}
END_TEST

START_TEST(one_long_key)
{
	struct dict dict = {0};
	static char key[100000];

	memset(key, 'k', sizeof(key));
	dict_put(&dict, key, sizeof(key), 5);
	ck_assert_int_eq(dict_get(&dict, key, sizeof(key)), 5);
	ck_assert_int_eq(dict_get(&dict, key, sizeof(key) - 1), -1);
	key[sizeof(key) - 1] = 'l';
	ck_assert_int_eq(dict_get(&dict, key, sizeof(key)), -1);
	dict_release(&dict);
}
END_TEST

/* After every single key all before it are still there, through each growth. */
START_TEST(grows)
{
	struct dict dict = {0};
	char key[16];

	for (int n = 0; n < 500; n++) {
		int len = snprintf(key, sizeof(key), "%d", n);

		dict_put(&dict, key, (size_t)len, n);
		ck_assert_uint_eq(dict.n, (size_t)n + 1);
		for (int i = 0; i <= n + 1; i++) {
			len = snprintf(key, sizeof(key), "%d", i);
			ck_assert_int_eq(dict_get(&dict, key, (size_t)len),
			    i <= n ? i : -1);
		}
	}
	dict_release(&dict);
}
END_TEST

/*
 * Seeded random puts, most of them on keys that are there already; the plain
 * array says what every key must hold.
 */
/* Every byte counts, wherever the key lies; and so does the length. */
START_TEST(a_hash_is_of_every_byte)
{
	char key[64] = "", moved[72] = "";

	for (size_t n = 0; n < 48; n++) {
		uint64_t hash = dict_hash(key, n);

		for (size_t at = 0; at < 8; at++) {
			memcpy(moved + at, key, n);
			ck_assert_uint_eq(dict_hash(moved + at, n), hash);
		}
		ck_assert_uint_ne(dict_hash(key, n + 1), hash);
		for (size_t i = 0; i < n; i++) {
			key[i] ^= 1;
			ck_assert_uint_ne(dict_hash(key, n), hash);
			key[i] ^= 1;
		}
		key[n] = (char)(n * 37);
	}
}
END_TEST

/* Of keys that are as alike as topics are, few share a slot. */
START_TEST(alike_keys_are_spread)
{
	enum { KEYS = 4096 };
	static int slot[KEYS];
	int shared = 0;
	char key[32];

	for (int i = 0; i < KEYS; i++) {
		int n = snprintf(key, sizeof(key), "zigbee2mqtt/door-%d", i);

		shared += slot[dict_hash(key, (size_t)n) % KEYS]++ > 0;
	}
	/* By chance it would be 1 of e: 1507. */
	ck_assert_int_lt(shared, 1700);
}
END_TEST

START_TEST(as_a_plain_array)
{
	enum { KEYS = 20000, PUTS = 60000 };
	static int64_t plain[KEYS];
	struct dict dict = {0};
	size_t n = 0;
	char key[32];

	memset(plain, -1, sizeof(plain));
	srand48(3);
	for (int i = 0; i < PUTS; i++) {
		long k = lrand48() % KEYS;
		int len = snprintf(key, sizeof(key), "zigbee2mqtt/%ld", k);

		ck_assert_int_eq(dict_get(&dict, key, (size_t)len), plain[k]);
		n += plain[k] < 0;
		plain[k] = lrand48();
		dict_put(&dict, key, (size_t)len, plain[k]);
		ck_assert_uint_eq(dict.n, n);
	}
	for (int k = 0; k < KEYS; k++) {
		int len = snprintf(key, sizeof(key), "zigbee2mqtt/%d", k);

		ck_assert_int_eq(dict_get(&dict, key, (size_t)len), plain[k]);
	}
	dict_release(&dict);
}
END_TEST

CHECK_MAIN("dict", an_empty_one_holds_nothing, a_value_is_replaced,
    keys_are_bytes, one_long_key, grows,
    a_hash_is_of_every_byte, alike_keys_are_spread, as_a_plain_array)
