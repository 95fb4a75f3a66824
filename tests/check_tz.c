/* SPDX-License-Identifier: Apache-2.0 */
#include "read/tz.h"

#include <stdlib.h>
#include <time.h>

#include <check.h>

static struct zone
load(const char *name)
{
	struct zone zone;
	struct err err;

	ck_assert_msg(tz_load(&zone, name, &err) == 0, "%s", err.text);
	return zone;
}

/* Whether the zone goes from one offset (in minutes) to the other at t. */
static bool
has_step(const struct zone *zone, int64_t t, int from, int to)
{
	for (size_t i = 1; i < zone->n; i++)
		if (zone->step[i].from == t)
			return zone->step[i - 1].offset == from * 60000 &&
			    zone->step[i].offset == to * 60000;
	return false;
}

START_TEST(copenhagen_changes_at_0100_utc)
{
	struct zone zone = load("Europe/Copenhagen");

	/* 2026-03-29 and 2026-10-25, 01:00 UTC. */
	ck_assert(has_step(&zone, INT64_C(1774746000000), 60, 120));
	ck_assert(has_step(&zone, INT64_C(1792890000000), 120, 60));
	ck_assert(zone.step[0].from == INT64_MIN);
	ck_assert_int_eq(zone.step[0].offset, 3600000);
	for (size_t i = 1; i < zone.n; i++) {
		ck_assert(zone.step[i].from > zone.step[i - 1].from);
		ck_assert_int_ne(zone.step[i].offset, zone.step[i - 1].offset);
	}
	/* Two a year from 1980 on, up to the end of the table. */
	ck_assert_uint_eq(zone.n, 1 + 2 * (2100 - 1980));
	tz_release(&zone);
}
END_TEST

START_TEST(odd_offsets_are_exact)
{
	struct zone zone = load("Australia/Lord_Howe");

	/* 2026-04-04 15:00 UTC: half an hour back. */
	ck_assert(has_step(&zone, INT64_C(1775314800000), 660, 630));
	tz_release(&zone);
	zone = load("Asia/Kathmandu");
	/* 1986-01-01 00:00 local: from 5:30 to 5:45. */
	ck_assert(has_step(&zone, INT64_C(504901800000), 330, 345));
	ck_assert_uint_eq(zone.n, 2);
	tz_release(&zone);
}
END_TEST

START_TEST(utc_has_one_step)
{
	struct zone zone = load("UTC");

	ck_assert_uint_eq(zone.n, 1);
	ck_assert_int_eq(zone.step[0].offset, 0);
	tz_release(&zone);
}
END_TEST

START_TEST(a_wrong_name_is_an_error)
{
	static const char *const names[] = {"Europe/Copenhaven", "", "Europe",
	    "CET-1CEST", ":Europe/Copenhagen", "/etc/localtime",
	    "../zoneinfo/UTC", "zone.tab", "Europe/Copenhagen "};
	struct zone zone;
	struct err err;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		ck_assert_msg(tz_load(&zone, names[i], &err) == -1, "'%s'",
		    names[i]);
		ck_assert_ptr_null(zone.step);
	}
	tz_load(&zone, "Europe/Copenhaven", &err);
	ck_assert_str_eq(err.text, "there is no time zone 'Europe/Copenhaven'"
	    " (one such as \"Europe/Copenhagen\" is wanted)");
}
END_TEST

START_TEST(the_process_keeps_its_own_zone)
{
	struct zone zone;
	time_t t = 0;

	setenv("TZ", "America/New_York", 1);
	tzset();
	zone = load("Europe/Copenhagen");
	tz_release(&zone);
	ck_assert_str_eq(getenv("TZ"), "America/New_York");
	ck_assert_int_eq(localtime(&t)->tm_gmtoff, -5 * 3600);
	unsetenv("TZ");
	zone = load("Europe/Copenhagen");
	tz_release(&zone);
	ck_assert_ptr_null(getenv("TZ"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("tz");
	TCase *tcase = tcase_create("tz");
	SRunner *sr = srunner_create(suite);
	int failures;

	suite_add_tcase(suite, tcase);
	tcase_add_test(tcase, copenhagen_changes_at_0100_utc);
	tcase_add_test(tcase, odd_offsets_are_exact);
	tcase_add_test(tcase, utc_has_one_step);
	tcase_add_test(tcase, a_wrong_name_is_an_error);
	tcase_add_test(tcase, the_process_keeps_its_own_zone);
	srunner_run_all(sr, CK_ENV);
	failures = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failures != 0;
}
