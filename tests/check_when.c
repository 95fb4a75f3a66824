/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Moments of a recording as people write them. Copenhagen: the clock goes from
 * 03:00 back to 02:00 on 25 October 2026, from 02:00 on to 03:00 on 28 March
 * 2027.
 */
#include "read/when.h"

#include <string.h>

#include <check.h>

#include "read/tz.h"

static struct zone zone;

static void
setup(void)
{
	struct err err;

	ck_assert_int_eq(tz_load(&zone, "Europe/Copenhagen", &err), 0);
}

static void
teardown(void)
{
	tz_release(&zone);
}

/* The moment of a stamp, which is not what is tested here. */
static int64_t
at(int year, int month, int day, int hour, int minute, int doubled)
{
	const struct civil civil = {.year = year, .month = month, .day = day,
	    .hour = hour, .minute = minute};
	int64_t out[2];

	ck_assert_int_gt(zone_instants(&zone, &civil, out), doubled);
	return out[doubled];
}

/* Within a recording from 20:00 to 07:00. */
static enum when
find(const char *text, int64_t *t)
{
	return when_find(text, &zone, at(2026, 11, 21, 20, 0, 0),
	    at(2026, 11, 22, 7, 0, 0), TIME_NEVER, t);
}

#define finds(text, wanted)                                            \
	do {                                                           \
		int64_t found = 0;                                     \
		ck_assert_msg(find(text, &found) == WHEN_FOUND,        \
		    "'%s'", text);                                     \
		ck_assert_int_eq(found, wanted);                       \
	} while (0)

START_TEST(what_clocks_show)
{
	int64_t night = at(2026, 11, 22, 2, 17, 0);

	finds("02:17", night);
	finds("2:17", night);
	finds("0217", night);
	finds("02:17:30", night + 30 * MS_SECOND);
	finds("23:59:59", at(2026, 11, 21, 23, 59, 0) + 59 * MS_SECOND);
	finds("00:00", at(2026, 11, 22, 0, 0, 0));
}
END_TEST

START_TEST(stamps)
{
	int64_t night = at(2026, 11, 22, 2, 17, 0);

	finds("2026-11-22T02:17:00+01:00", night);
	finds("2026-11-22t01:17:00z", night);
	finds("2026-11-22 01:17:00Z", night);
	finds("2026-11-21T20:17:00.25-05:00", night + 250);
	finds("2026-11-22T02:17:00.0019999+01:00", night + 1);
}
END_TEST

START_TEST(what_is_no_time)
{
	static const char *const text[] = {"", "noon", "2", "24:00", "12:60",
	    "12:00:60", "2460", "02:17x", "02:17:", ":17", "002:17",
	    "1:2:3:4", "-1:00", " 2:17", "2:17 ", "02.17", "02170",
	    "2026-11-22", "2026-11-22T02:17", "2026-11-22T02:17:00",
	    "2026-11-22T02:17:00.+01:00", "2026-11-22T02:17:00.Z5",
	    "2026-13-22T02:17:00Z", "2026-02-30T02:17:00Z",
	    "2026-00-01T02:17:00Z", "2026-11-00T02:17:00Z",
	    "2026-11-22T24:17:00Z", "2026-11-22T02:60:00Z",
	    "2026-11-22T02:17:00+1:00", "2026-11-22T02:17:00+24:00",
	    "2026-11-22T02:17:00Zx", "+026-11-22T02:17:00Z",
	    "99999999999999999999:00"};
	int64_t t;

	for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++)
		ck_assert_msg(find(text[i], &t) == WHEN_NO_TIME, "'%s'",
		    text[i]);
}
END_TEST

START_TEST(both_ends_belong_to_it)
{
	int64_t t;

	finds("20:00", at(2026, 11, 21, 20, 0, 0));
	finds("07:00", at(2026, 11, 22, 7, 0, 0));
	finds("2026-11-22T07:00:00+01:00", at(2026, 11, 22, 7, 0, 0));
	ck_assert_int_eq(find("19:59:59", &t), WHEN_OUTSIDE);
	ck_assert_int_eq(find("07:00:01", &t), WHEN_OUTSIDE);
	ck_assert_int_eq(find("2026-11-22T07:00:00.001+01:00", &t),
	    WHEN_OUTSIDE);
	ck_assert_int_eq(find("2026-11-21T19:59:59.999+01:00", &t),
	    WHEN_OUTSIDE);
}
END_TEST

/* From moment to moment, and from the last one to the first again. */
static void
assert_round(const char *text, int64_t from, int64_t to, const int64_t *wanted,
    int n)
{
	int64_t now = TIME_NEVER, t = 0;

	for (int i = 0; i <= n; i++) {
		ck_assert_int_eq(when_find(text, &zone, from, to, now, &t),
		    WHEN_FOUND);
		ck_assert_int_eq(t, wanted[i % n]);
		now = t;
	}
}

START_TEST(the_doubled_hour_has_two)
{
	const int64_t wanted[] = {at(2026, 10, 25, 2, 30, 0),
	    at(2026, 10, 25, 2, 30, 1)};

	ck_assert_int_eq(wanted[1] - wanted[0], MS_HOUR);
	assert_round("02:30", at(2026, 10, 24, 22, 0, 0),
	    at(2026, 10, 25, 7, 0, 0), wanted, 2);
}
END_TEST

START_TEST(the_skipped_hour_has_none)
{
	int64_t t;

	ck_assert_int_eq(when_find("02:30", &zone, at(2027, 3, 27, 22, 0, 0),
	    at(2027, 3, 28, 7, 0, 0), TIME_NEVER, &t), WHEN_OUTSIDE);
}
END_TEST

/* Whenever it begins, no date of it is skipped or met twice. */
START_TEST(every_day_has_one)
{
	static const int start[][3] = {{2026, 10, 23}, {2027, 3, 26}};

	for (int i = 0; i < 2; i++) {
		const int *d = start[i];
		int64_t wanted[] = {at(d[0], d[1], d[2] + 1, 12, 0, 0),
		    at(d[0], d[1], d[2] + 2, 12, 0, 0),
		    at(d[0], d[1], d[2] + 3, 12, 0, 0)};
		int64_t to = at(d[0], d[1], d[2] + 4, 11, 59, 0);

		for (int hour = 0; hour < 24; hour++)
			assert_round("12:00", at(d[0], d[1], d[2] + hour / 12,
			    (hour + 12) % 24, 30, 0), to, wanted, 3);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("when");
	TCase *tcase = tcase_create("when");
	SRunner *runner = srunner_create(suite);
	int failures;

	suite_add_tcase(suite, tcase);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, what_clocks_show);
	tcase_add_test(tcase, stamps);
	tcase_add_test(tcase, what_is_no_time);
	tcase_add_test(tcase, both_ends_belong_to_it);
	tcase_add_test(tcase, the_doubled_hour_has_two);
	tcase_add_test(tcase, the_skipped_hour_has_none);
	tcase_add_test(tcase, every_day_has_one);
	srunner_run_all(runner, CK_ENV);
	failures = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failures != 0;
}
