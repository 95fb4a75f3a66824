/* SPDX-License-Identifier: Apache-2.0 */
#include "collect/pace.h"

#include "check_run.h"

/* A clock time, and an uptime: both in the middle of nowhere. */
#define WALL INT64_C(1795302000000)
#define MONO INT64_C(86400123)
#define HOUR INT64_C(3600000)
#define LAG(ms) ((ms) - (ms) / PACE_LAG)

/* What now is after the clocks show WALL + wall and MONO + mono. */
static int64_t
now_at(struct pace *pace, int64_t wall, int64_t mono, int64_t last)
{
	pace_read(pace, WALL + wall, MONO + mono, last);
	return pace->now - WALL;
}

START_TEST(test_goes_by_the_clock)
{
	struct pace pace = {0};

	ck_assert_int_eq(now_at(&pace, 0, 0, 0), 0);
	ck_assert_int_eq(now_at(&pace, 100, 100, WALL), 100);
	ck_assert_int_eq(now_at(&pace, HOUR, HOUR, WALL), HOUR);
	ck_assert_int_eq(pace_at(&pace, MONO + HOUR + 7) - WALL, HOUR + 7);
	ck_assert_int_eq(pace.step, 0);
	/* Forward it is followed at once, and said. */
	ck_assert_int_eq(now_at(&pace, 5 * HOUR, HOUR, WALL), 5 * HOUR);
	ck_assert_int_eq(pace.step, 4 * HOUR);
}
END_TEST

START_TEST(test_runs_on_when_set_back)
{
	struct pace pace = {0};
	int64_t last = WALL + 400;

	now_at(&pace, 0, 0, 0);
	now_at(&pace, 1000, 1000, last);
	/* From the moment it was last good, not from the last row. */
	ck_assert_int_eq(now_at(&pace, 1100 - HOUR, 1100, last),
	    1000 + LAG(100));
	ck_assert_int_eq(pace.step, -HOUR);
	ck_assert_int_eq(now_at(&pace, 11000 - HOUR, 11000, last),
	    1000 + LAG(10000));
	ck_assert_int_eq(pace.step, -HOUR);
	/* Put right again, it is used again. */
	ck_assert_int_eq(now_at(&pace, 11100, 11100, last), 11100);
	ck_assert_int_eq(pace.step, 0);
}
END_TEST

START_TEST(test_is_caught_up)
{
	struct pace pace = {0};
	int64_t caught = (HOUR + 1) * PACE_LAG;

	now_at(&pace, 0, 0, 0);
	now_at(&pace, -HOUR, 0, WALL);
	ck_assert_int_gt(now_at(&pace, caught - 2 * PACE_LAG - HOUR,
	    caught - 2 * PACE_LAG, 0), caught - 2 * PACE_LAG - HOUR);
	ck_assert_int_eq(now_at(&pace, caught - HOUR, caught, 0),
	    caught - HOUR);
	ck_assert_int_eq(now_at(&pace, caught - HOUR + 9, caught + 9, 0),
	    caught - HOUR + 9);
}
END_TEST

/* So often that no single part of the lag is a whole millisecond. */
START_TEST(test_is_caught_up_in_small_steps)
{
	struct pace pace = {0};
	int64_t mono = 0;

	now_at(&pace, 0, 0, 0);
	now_at(&pace, -100, 0, WALL);
	while (mono < 101 * PACE_LAG)
		now_at(&pace, mono - 100, mono, 0), mono++;
	ck_assert_int_eq(now_at(&pace, mono - 100, mono, 0), mono - 100);
}
END_TEST

START_TEST(test_a_journal_ahead)
{
	struct pace pace = {0};
	int64_t last = WALL + 24 * HOUR;

	ck_assert_int_eq(now_at(&pace, 0, 0, last), 24 * HOUR);
	ck_assert_int_eq(pace.step, 0);
	ck_assert_int_eq(now_at(&pace, 2000, 2000, last),
	    24 * HOUR + LAG(2000));
	/* Another process's row lies further ahead still. */
	ck_assert_int_eq(now_at(&pace, 2100, 2100, last + HOUR), 25 * HOUR);
	ck_assert_int_eq(now_at(&pace, 4100, 4100, last + HOUR),
	    25 * HOUR + LAG(2000));
}
END_TEST

START_TEST(test_never_runs_back)
{
	struct pace pace = {0};
	int64_t before = 0, mono = 0, wall = 0;
	uint32_t chance = 20261122;

	for (int i = 0; i < 20000; i++) {
		int64_t now;

		chance = chance * 1664525 + 1013904223;
		mono += chance >> 25;
		wall += chance >> 25;
		if (chance % 97 == 0)
			wall += (int64_t)(chance >> 8 & 0xffff) - 0x8000;
		now = now_at(&pace, wall, mono, WALL + before);
		ck_assert_int_ge(now, before);
		ck_assert_int_ge(now, wall);
		before = now;
	}
}
END_TEST

CHECK_MAIN("pace", test_goes_by_the_clock, test_runs_on_when_set_back,
    test_is_caught_up, test_is_caught_up_in_small_steps, test_a_journal_ahead,
    test_never_runs_back)
