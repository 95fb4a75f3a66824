/* SPDX-License-Identifier: Apache-2.0 */
/* Copenhagen's nights of 2026 by a table of its own. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "check_run.h"
#include "core/zone.h"

/* 29 March 2026 01:00 UTC to summer time, 25 October 2026 01:00 UTC back. */
#define SPRING INT64_C(1774746000000)
#define AUTUMN INT64_C(1792890000000)

static struct zone_step steps[] = {
	{INT64_MIN, 3600000}, {SPRING, 7200000}, {AUTUMN, 3600000},
};
static const struct zone zone = {steps, 3};

static const char *
stamp(int64_t t)
{
	static char buf[ZONE_STAMP_SIZE];

	zone_stamp(&zone, t, buf);
	return buf;
}

START_TEST(stamps)
{
	static struct zone_step newfoundland = {INT64_MIN, -12600000};
	const struct zone west = {&newfoundland, 1};
	char buf[ZONE_STAMP_SIZE];

	ck_assert_str_eq(stamp(INT64_C(1795310220000)),
	    "2026-11-22T02:17:00.000+01:00");
	ck_assert_str_eq(stamp(SPRING - 1), "2026-03-29T01:59:59.999+01:00");
	ck_assert_str_eq(stamp(SPRING), "2026-03-29T03:00:00.000+02:00");
	ck_assert_str_eq(stamp(AUTUMN - 1), "2026-10-25T02:59:59.999+02:00");
	ck_assert_str_eq(stamp(AUTUMN), "2026-10-25T02:00:00.000+01:00");
	ck_assert_str_eq(stamp(-1), "1970-01-01T00:59:59.999+01:00");
	ck_assert_str_eq(stamp(INT64_C(951782400000)),
	    "2000-02-29T01:00:00.000+01:00");
	zone_stamp(&west, 0, buf);
	ck_assert_str_eq(buf, "1969-12-31T20:30:00.000-03:30");
}
END_TEST

START_TEST(instants_of_skipped_and_doubled_hours)
{
	struct civil c = {2026, 3, 29, 2, 30, 0, 0, 0, 0};
	int64_t out[2];

	ck_assert_int_eq(zone_instants(&zone, &c, out), 0);
	c.hour = 3;
	ck_assert_int_eq(zone_instants(&zone, &c, out), 1);
	ck_assert_int_eq(out[0], SPRING + 30 * MS_MINUTE);
	c = (struct civil){2026, 10, 25, 2, 30, 0, 0, 0, 0};
	ck_assert_int_eq(zone_instants(&zone, &c, out), 2);
	ck_assert_int_eq(out[0], AUTUMN - 30 * MS_MINUTE);
	ck_assert_int_eq(out[1], AUTUMN + 30 * MS_MINUTE);
	ck_assert(zone_doubled(&zone, AUTUMN - MS_HOUR));
	ck_assert(!zone_doubled(&zone, AUTUMN - MS_HOUR - 1));
	ck_assert(zone_doubled(&zone, AUTUMN + MS_HOUR - 1));
	ck_assert(!zone_doubled(&zone, AUTUMN + MS_HOUR));
}
END_TEST

START_TEST(nights_of_23_and_25_hours)
{
	char name[ZONE_STAMP_SIZE];
	int64_t from = zone_night_start(&zone, SPRING);

	ck_assert_str_eq(stamp(from), "2026-03-28T12:00:00.000+01:00");
	ck_assert_int_eq(zone_night_end(&zone, SPRING) - from, 23 * MS_HOUR);
	from = zone_night_start(&zone, AUTUMN);
	ck_assert_int_eq(zone_night_end(&zone, AUTUMN) - from, 25 * MS_HOUR);
	zone_night_name(&zone, from, name);
	ck_assert_str_eq(name, "2026-10-24");
	zone_night_name(&zone, from - 1, name);
	ck_assert_str_eq(name, "2026-10-23");
	ck_assert_int_eq(zone_night_start(&zone, from), from);
}
END_TEST

/* Every change that zone_in_span makes, and no later than it is foretold. */
START_TEST(spans_change_when_foretold)
{
	static const struct tod_span spans[] = {
		{79200000, 25200000}, {7200000, 10800000}, {9000000, 9060000},
		{0, 86400000}, {0, 3600000}, {82800000, 86400000},
	};
	int64_t around[] = {SPRING, AUTUMN};

	for (size_t s = 0; s < sizeof(spans) / sizeof(spans[0]); s++) {
		for (int d = 0; d < 2; d++) {
			int64_t t = around[d] - 40 * MS_HOUR;
			int64_t end = around[d] + 40 * MS_HOUR;

			while (t < end) {
				int64_t next = zone_span_next(&zone, spans[s],
				    t);
				bool in = zone_in_span(&zone, spans[s], t);

				ck_assert_int_gt(next, t);
				for (int64_t m = t; m < next; m += 20000)
					ck_assert_int_eq(zone_in_span(&zone,
					    spans[s], m), in);
				ck_assert_int_eq(zone_in_span(&zone, spans[s],
				    next - 1), in);
				t = next;
			}
		}
	}
	ck_assert(!zone_in_span(&zone, spans[0], AUTUMN + 6 * MS_HOUR));
	ck_assert(zone_in_span(&zone, spans[0], AUTUMN + 5 * MS_HOUR - 1));
}
END_TEST

/* libc's rule for the same zone: nothing of it comes from the table above. */
static struct tm
libc_local(int64_t t)
{
	time_t second = (time_t)(t / 1000);
	struct tm tm;

	localtime_r(&second, &tm);
	return tm;
}

static bool
libc_in_span(struct tod_span span, int64_t t)
{
	struct tm tm = libc_local(t);
	int64_t tod = ((tm.tm_hour * 60 + tm.tm_min) * 60 + tm.tm_sec) *
	    INT64_C(1000) + t % 1000;

	if (span.from < span.to)
		return span.from <= tod && tod < span.to;
	return span.from <= tod || tod < span.to;
}

static bool
libc_noon(int64_t t)
{
	struct tm tm = libc_local(t);

	return t % 1000 == 0 && tm.tm_hour == 12 && tm.tm_min == 0 &&
	    tm.tm_sec == 0;
}

static void
judge(int64_t t, struct tod_span span)
{
	struct tm tm = libc_local(t);
	struct civil c = zone_civil(&zone, t);
	int64_t from = zone_night_start(&zone, t);
	int64_t to = zone_night_end(&zone, t);
	char want[16], name[ZONE_STAMP_SIZE];
	struct tm evening = libc_local(from);

	ck_assert_int_eq(c.offset, tm.tm_gmtoff * 1000);
	ck_assert_int_eq(c.year, tm.tm_year + 1900);
	ck_assert_int_eq(c.month, tm.tm_mon + 1);
	ck_assert_int_eq(c.day, tm.tm_mday);
	ck_assert_int_eq(c.hour, tm.tm_hour);
	ck_assert_int_eq(c.minute, tm.tm_min);
	ck_assert_int_eq(c.second, tm.tm_sec);
	ck_assert_int_eq(c.weekday, tm.tm_wday);
	ck_assert(zone_in_span(&zone, span, t) == libc_in_span(span, t));
	ck_assert(from <= t && t < to && libc_noon(from) && libc_noon(to));
	ck_assert_int_le(to - from, 25 * MS_HOUR);
	strftime(want, sizeof(want), "%Y-%m-%d", &evening);
	zone_night_name(&zone, t, name);
	ck_assert_str_eq(name, want);
}

/* Random times of both nights, and each side of what begins or ends then. */
START_TEST(agrees_with_libc)
{
	int64_t around[] = {SPRING, AUTUMN, SPRING + 60 * MS_DAY};
	uint64_t dice = 20260329;

	setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
	tzset();
	for (int i = 0; i < 60000; i++) {
		struct tod_span span;
		int64_t t;

		/* D. Knuth's MMIX */
		dice = dice * 6364136223846793005u + 1442695040888963407u;
		span.from = (int32_t)((dice >> 33) % 1440 * 60000);
		span.to = (int32_t)((dice >> 20) % 1440 * 60000);
		if (i % 2 == 0) /* in the hours in question */
			span.from = (int32_t)((60 + (dice >> 33) % 180) *
			    60000);
		if (span.from == span.to)
			continue;
		t = around[i % 3] - 30 * MS_HOUR +
		    (int64_t)((dice >> 13) % (uint64_t)(60 * MS_HOUR));
		judge(t, span);
		t = zone_span_next(&zone, span, t);
		judge(t - 1, span);
		judge(t, span);
	}
}
END_TEST

CHECK_MAIN("zone", agrees_with_libc, stamps,
    instants_of_skipped_and_doubled_hours, nights_of_23_and_25_hours,
    spans_change_when_foretold)
