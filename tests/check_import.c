/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Recordings with every fault that was met in the field, and what is made of
 * them: the messages with local times, then what was mended and where first.
 */
#include "read/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "check_run.h"
#include "read/tz.h"

enum { FUZZ_ROUNDS = 20000 };

static void
describe(struct str *out, const struct import *import,
    const struct zone *zone)
{
	for (size_t i = 0; i < import_nrow(import); i++) {
		struct import_row row = import_row(import, i);
		char stamp[ZONE_STAMP_SIZE];

		ck_assert_str_eq(row.topic, import_topic(import, row.sensor));
		zone_stamp(zone, row.t, stamp);
		str_addf(out, "%s %s %s\n", stamp, row.topic, row.payload);
	}
	for (int i = 0; i < NMEND; i++) {
		struct tally tally = import_tally(import, (enum import_mend)i);

		if (tally.n > 0)
			str_addf(out, "%s:%zu: %zu %s\n", tally.path,
			    tally.line, tally.n,
			    import_mend_text((enum import_mend)i));
	}
}

static void
expect_two(enum import_format format, const char *first, const char *second,
    size_t nread, const char *want)
{
	struct import *import;
	struct zone zone;
	struct str out;
	struct err err;

	ck_assert_msg(tz_load(&zone, import_format_zone(format), &err) == 0,
	    "%s", err.text);
	import = import_new(format, &zone);
	import_text(import, "a", first, strlen(first));
	if (second != NULL)
		import_text(import, "b", second, strlen(second));
	import_finish(import);
	str_init(&out);
	describe(&out, import, &zone);
	ck_assert_str_eq(out.s, want);
	ck_assert_uint_eq(import_nread(import), nread);
	str_release(&out);
	import_free(import);
	tz_release(&zone);
}

static void
expect(enum import_format format, const char *text, size_t nread,
    const char *want)
{
	expect_two(format, text, NULL, nread, want);
}

START_TEST(formats)
{
	ck_assert_int_eq(import_format_by_name("kasteren"), IMPORT_KASTEREN);
	ck_assert_int_eq(import_format_by_name("ordonez"), IMPORT_ORDONEZ);
	ck_assert_int_eq(import_format_by_name("casas"), IMPORT_CASAS);
	ck_assert_int_eq(import_format_by_name("Casas"), -1);
	ck_assert_str_eq(import_format_zone(IMPORT_KASTEREN),
	    "Europe/Amsterdam");
	ck_assert_str_eq(import_format_zone(IMPORT_ORDONEZ), "Europe/Madrid");
	ck_assert_str_eq(import_format_zone(IMPORT_CASAS),
	    "America/Los_Angeles");
}
END_TEST

START_TEST(kasteren)
{
	expect(IMPORT_KASTEREN,
	    "Start time: Time sensor started firing\r\n"
	    "\r\n"
	    "    [ 1]    'Microwave'         \r\n"
	    "    [24]    'Hall-Bedroom door' \r\n"
	    "Start time          \tEnd time            \tID\tVal\r\n"
	    "--------------------\t--------------------\t--\t---\r\n"
	    "25-Feb-2008 00:20:14\t25-Feb-2008 00:22:57\t24\t1\r\n"
	    "25-feb-2008 00:21:00  \t 25-FEB-2008 00:21:00.5   1\r\n"
	    "25-Feb-2008 00:30:00\t25-Feb-2008 00:31:00\t7\t1\t\t\r\n"
	    "25-Feb-2008 00:30:00\t25-Feb-2008 00:31:00\r\n"
	    "25-Feb-2008 00:40:00\t24\t1\r\n"
	    "Length: 1319", 4,
	    "2008-02-25T00:20:14.000+01:00 kasteren/hall-bedroom-door ON\n"
	    "2008-02-25T00:21:00.000+01:00 kasteren/microwave ON\n"
	    "2008-02-25T00:21:00.500+01:00 kasteren/microwave OFF\n"
	    "2008-02-25T00:22:57.000+01:00 kasteren/hall-bedroom-door OFF\n"
	    "2008-02-25T00:30:00.000+01:00 kasteren/sensor-7 ON\n"
	    "2008-02-25T00:31:00.000+01:00 kasteren/sensor-7 OFF\n"
	    "2008-02-25T00:40:00.000+01:00 kasteren/hall-bedroom-door ON\n"
	    "2008-02-25T00:40:00.000+01:00 kasteren/hall-bedroom-door OFF\n"
	    "a:1: 4 lines that are no rows, skipped\n"
	    "a:10: 1 rows with columns missing, skipped\n"
	    "a:11: 1 intervals with no end, taken as a moment\n"
	    "a:9: 1 rows of sensors that no header names, called by number\n");
}
END_TEST

/* Two names that look alike as topics stay two sensors. */
START_TEST(kasteren_names)
{
	expect(IMPORT_KASTEREN,
	    "[1] 'Door 1'\n[2] 'Door-1'\n[1] 'Door 1'\n[3] '--'\n[x] 'y'\n"
	    "[4] 'open\n[9999999] 'big'\n"
	    "1-Mar-2008 1:00:00\t1-Mar-2008 1:00:01\t1\t1\n"
	    "1-Mar-2008 1:00:00\t1-Mar-2008 1:00:01\t2\t1\n"
	    "1-Mar-2008 1:00:00\t1-Mar-2008 1:00:01\t3\t1\n", 3,
	    "2008-03-01T01:00:00.000+01:00 kasteren/door-1 ON\n"
	    "2008-03-01T01:00:00.000+01:00 kasteren/door-1-2 ON\n"
	    "2008-03-01T01:00:00.000+01:00 kasteren/sensor ON\n"
	    "2008-03-01T01:00:01.000+01:00 kasteren/door-1 OFF\n"
	    "2008-03-01T01:00:01.000+01:00 kasteren/door-1-2 OFF\n"
	    "2008-03-01T01:00:01.000+01:00 kasteren/sensor OFF\n"
	    "a:5: 3 lines that are no rows, skipped\n");
}
END_TEST

START_TEST(ordonez)
{
	expect(IMPORT_ORDONEZ,
	    "Start time          \tEnd time            \tLocation\tType\t\tPlace\n"
	    "--------------------\t--------------------\t--------\t--------\t-----\n"
	    "2011-11-28 02:27:59\t\t2011-11-28 10:18:11\t\tBed\t\t\tPressure\tBedroom\n"
	    "2011-11-29 12:22:38 \t2011-11-29 13:25:15\t\tSeat\t\tPressure\tLiving\n"
	    "2011-12-09 11:01:26\t\t2011-12-09 11:01:29\t\tCooktop\t\tPIR\t\t\tKitchen\t\n"
	    "2011-12-09 16:10:05\t2011-12-09 16:10:05\tDoor  PIR Dining room\n"
	    "2011-12-09 16:10:06\t2011-12-09 16:10:07\tDoor  PIR\n"
	    "(8338 rows)", 4,
	    "2011-11-28T02:27:59.000+01:00 ordonez/bedroom-bed-pressure ON\n"
	    "2011-11-28T10:18:11.000+01:00 ordonez/bedroom-bed-pressure OFF\n"
	    "2011-11-29T12:22:38.000+01:00 ordonez/living-seat-pressure ON\n"
	    "2011-11-29T13:25:15.000+01:00 ordonez/living-seat-pressure OFF\n"
	    "2011-12-09T11:01:26.000+01:00 ordonez/kitchen-cooktop-pir ON\n"
	    "2011-12-09T11:01:29.000+01:00 ordonez/kitchen-cooktop-pir OFF\n"
	    "2011-12-09T16:10:05.000+01:00 ordonez/dining-room-door-pir ON\n"
	    "2011-12-09T16:10:05.000+01:00 ordonez/dining-room-door-pir OFF\n"
	    "a:1: 3 lines that are no rows, skipped\n"
	    "a:7: 1 rows with columns missing, skipped\n");
}
END_TEST

#define ROW(from, to) "2012-01-02 " from "\t2012-01-02 " to "\tBed\tP\tA\n"
#define IS(t, value) "2012-01-02T" t "+01:00 ordonez/a-bed-p " value "\n"

START_TEST(intervals)
{
	/* Overlapping ones are one, until the last end. */
	expect(IMPORT_ORDONEZ, ROW("01:00:00", "02:00:00")
	    ROW("01:30:00", "01:40:00") ROW("01:50:00", "03:00:00")
	    ROW("03:00:00", "03:10:00"), 4,
	    IS("01:00:00.000", "ON") IS("03:00:00.000", "OFF")
	    IS("03:00:00.000", "ON") IS("03:10:00.000", "OFF")
	    "a:2: 2 overlapping intervals of one sensor, merged\n");
	/* Repeats go, whatever stands between. */
	expect(IMPORT_ORDONEZ, ROW("01:00:00", "02:00:00")
	    ROW("05:00:00", "05:00:01") ROW("01:00:00", "02:00:00"), 3,
	    IS("01:00:00.000", "ON") IS("02:00:00.000", "OFF")
	    IS("05:00:00.000", "ON") IS("05:00:01.000", "OFF")
	    "a:3: 1 repeated rows, dropped\n"
	    "a:3: 1 rows out of order, sorted\n");
	expect(IMPORT_ORDONEZ, ROW("05:00:00", "04:59:59"), 1,
	    IS("05:00:00.000", "ON") IS("05:00:00.000", "OFF")
	    "a:1: 1 intervals that end before they start, taken as a"
	    " moment\n");
	/* An end that cannot be is none; a start that cannot be is no row. */
	expect(IMPORT_ORDONEZ, ROW("05:00:00", "25:00:00")
	    ROW("05:60:00", "06:00:00"), 1,
	    IS("05:00:00.000", "ON") IS("05:00:00.000", "OFF")
	    "a:2: 1 rows with an impossible time, skipped\n"
	    "a:1: 1 intervals with no end, taken as a moment\n");
	/* The same file given twice is one. */
	expect_two(IMPORT_ORDONEZ, ROW("01:00:00", "02:00:00"),
	    ROW("01:00:00", "02:00:00"), 2,
	    IS("01:00:00.000", "ON") IS("02:00:00.000", "OFF")
	    "b:1: 1 repeated rows, dropped\n");
}
END_TEST

START_TEST(times)
{
	expect(IMPORT_CASAS,
	    "2011-06-15 00:06:32.834414 M021 ON\n"
	    "2011-06-15 00:06:33 M021 OFF\n"
	    "2011-06-15 00:06:34.5 M021 ON\n"
	    "2011-06-15 00:06:35. M021 OFF\n"
	    "2011-06-15 0:6:36.0009 M021 ON\n"
	    "2011-06-15 00:06:37.123456789 M021 OFF\n"
	    "2011-02-29 00:06:37 M021 OFF\n"
	    "2011-06-15 24:00:00 M021 OFF\n"
	    "2011-06-15 00:06 M021 OFF\n"
	    "2011-13-15 00:06:37 M021 OFF\n"
	    "1969-06-15 00:06:37 M021 OFF\n"
	    "2100-06-15 00:06:37 M021 OFF\n"
	    "2011-06-15T00:06:37 M021 OFF\n"
	    "2011-06-15 00:06:37.12x M021 OFF\n"
	    "2012-02-29 00:06:37 M021 OFF\n", 7,
	    "2011-06-15T00:06:32.834-07:00 casas/m021 ON\n"
	    "2011-06-15T00:06:33.000-07:00 casas/m021 OFF\n"
	    "2011-06-15T00:06:34.500-07:00 casas/m021 ON\n"
	    "2011-06-15T00:06:35.000-07:00 casas/m021 OFF\n"
	    "2011-06-15T00:06:36.000-07:00 casas/m021 ON\n"
	    "2011-06-15T00:06:37.123-07:00 casas/m021 OFF\n"
	    "2012-02-29T00:06:37.000-08:00 casas/m021 OFF\n"
	    "a:7: 8 rows with an impossible time, skipped\n");
}
END_TEST

START_TEST(casas)
{
	expect(IMPORT_CASAS,
	    "This is the recording of a home.\n"
	    "2011-06-15\t00:06:32.1\tM021\tON\tSleeping begin\t\n"
	    "2011-06-15 00:06:33  M021 \t OFF`\n"
	    "2011-06-15 00:06:34 D001 OPEN\n"
	    "2011-06-15 00:06:35 D001 CLOSE\r\n"
	    "2011-06-15 00:06:36 M022 OFF5\n"
	    "2011-06-15 00:06:37 M022 ONM026\n"
	    "2011-06-15 00:06:38 T001 21.5\n"
	    "2011-06-15 00:06:39 T001 -3c\n"
	    "2011-06-15 00:06:40 I006 ABSENT\n"
	    "2011-06-15 00:06:41 I006 PRESENT\n"
	    "2011-06-15 00:06:42 M022 off\n"
	    "2011-06-15 00:06:43 M022 ONLINE\n"
	    "2011-06-15 00:06:44 M022\n"
	    "2011-06-15 00:06:45 AD1-A_x/#+ 1\n"
	    "2011-06-15 00:06:46 M022 \xb4\n"
	    "2011-06-15 00:06:47 M022 0.00000000000000000000000000000000001\n"
	    "(8338 rows)\n", 12,
	    "2011-06-15T00:06:32.100-07:00 casas/m021 ON\n"
	    "2011-06-15T00:06:33.000-07:00 casas/m021 OFF\n"
	    "2011-06-15T00:06:34.000-07:00 casas/d001 OPEN\n"
	    "2011-06-15T00:06:35.000-07:00 casas/d001 CLOSE\n"
	    "2011-06-15T00:06:36.000-07:00 casas/m022 OFF\n"
	    "2011-06-15T00:06:37.000-07:00 casas/m022 ON\n"
	    "2011-06-15T00:06:38.000-07:00 casas/t001 21.5\n"
	    "2011-06-15T00:06:39.000-07:00 casas/t001 -3\n"
	    "2011-06-15T00:06:40.000-07:00 casas/i006 ABSENT\n"
	    "2011-06-15T00:06:41.000-07:00 casas/i006 PRESENT\n"
	    "2011-06-15T00:06:42.000-07:00 casas/m022 OFF\n"
	    "2011-06-15T00:06:45.000-07:00 casas/ad1-a_x--- 1\n"
	    "a:1: 2 lines that are no rows, skipped\n"
	    "a:14: 1 rows with columns missing, skipped\n"
	    "a:13: 3 rows with an unknown value, skipped\n"
	    "a:3: 4 values with something glued to them, mended\n"
	    "a:11: 1 times on with no off after it, kept as they are\n");
}
END_TEST

START_TEST(casas_events)
{
	expect(IMPORT_CASAS,
	    "2011-06-15 00:00:03 M1 OFF\n"
	    "2011-06-15 00:00:01 M1 ON\n"
	    "2011-06-15 00:00:03 M1 OFF\n"
	    "2011-06-15 00:00:05 M1 ON\n"
	    "2011-06-15 00:00:06 M1 ON\n"
	    "2011-06-15 00:00:06 M2 OFF\n"
	    "2011-06-15 00:00:07 M1 OFF\n"
	    "2011-06-15 00:00:07 M1 ON\n"
	    "2011-06-15 00:00:07 M1 OFF\n", 9,
	    "2011-06-15T00:00:01.000-07:00 casas/m1 ON\n"
	    "2011-06-15T00:00:03.000-07:00 casas/m1 OFF\n"
	    "2011-06-15T00:00:05.000-07:00 casas/m1 ON\n"
	    "2011-06-15T00:00:06.000-07:00 casas/m1 ON\n"
	    "2011-06-15T00:00:06.000-07:00 casas/m2 OFF\n"
	    "2011-06-15T00:00:07.000-07:00 casas/m1 OFF\n"
	    "2011-06-15T00:00:07.000-07:00 casas/m1 ON\n"
	    "2011-06-15T00:00:07.000-07:00 casas/m1 OFF\n"
	    "a:3: 1 repeated rows, dropped\n"
	    "a:4: 1 times on with no off after it, kept as they are\n"
	    "a:2: 1 rows out of order, sorted\n");
}
END_TEST

/* The same hour twice: where the clock goes back, the second has begun. */
START_TEST(doubled_hour)
{
	expect(IMPORT_CASAS,
	    "2011-11-06 00:59:59 M1 ON\n"
	    "2011-11-06 01:10:00 M1 OFF\n"
	    "2011-11-06 01:09:58 M2 OFF\n" /* strays, within the slack */
	    "2011-11-06 01:50:00 M1 ON\n"
	    "2011-11-06 01:10:00 M1 OFF\n"
	    "2011-11-06 01:50:00 M1 ON\n"
	    "2011-11-06 02:00:00 M1 OFF\n", 7,
	    "2011-11-06T00:59:59.000-07:00 casas/m1 ON\n"
	    "2011-11-06T01:09:58.000-07:00 casas/m2 OFF\n"
	    "2011-11-06T01:10:00.000-07:00 casas/m1 OFF\n"
	    "2011-11-06T01:50:00.000-07:00 casas/m1 ON\n"
	    "2011-11-06T01:10:00.000-08:00 casas/m1 OFF\n"
	    "2011-11-06T01:50:00.000-08:00 casas/m1 ON\n"
	    "2011-11-06T02:00:00.000-08:00 casas/m1 OFF\n"
	    "a:3: 1 rows out of order, sorted\n"
	    "a:2: 5 times that the clocks showed twice, told by their order\n");
	/* An interval ends after it starts, if it can. */
	expect(IMPORT_ORDONEZ,
	    "2011-10-30 02:50:00\t2011-10-30 02:10:00\tBed\tP\tA\n", 1,
	    "2011-10-30T02:50:00.000+02:00 ordonez/a-bed-p ON\n"
	    "2011-10-30T02:10:00.000+01:00 ordonez/a-bed-p OFF\n"
	    "a:1: 2 times that the clocks showed twice, told by their order\n");
}
END_TEST

START_TEST(skipped_hour)
{
	expect(IMPORT_CASAS,
	    "2011-03-13 01:59:59 M1 ON\n"
	    "2011-03-13 02:30:00 M1 OFF\n"
	    "2011-03-13 03:30:01 M1 ON\n"
	    "2011-03-13 03:30:02 M1 OFF\n", 4,
	    "2011-03-13T01:59:59.000-08:00 casas/m1 ON\n"
	    "2011-03-13T03:30:00.000-07:00 casas/m1 OFF\n"
	    "2011-03-13T03:30:01.000-07:00 casas/m1 ON\n"
	    "2011-03-13T03:30:02.000-07:00 casas/m1 OFF\n"
	    "a:2: 1 times that the clocks skipped, moved on\n");
}
END_TEST

START_TEST(nothing)
{
	struct str text;

	expect(IMPORT_CASAS, "", 0, "");
	expect(IMPORT_CASAS, "\n \t\r\n", 0, "");
	expect(IMPORT_CASAS, "\xef\xbb\xbf" "2011-06-15 00:00:01 M1 OFF", 1,
	    "2011-06-15T00:00:01.000-07:00 casas/m1 OFF\n");
	str_init(&text);
	while (text.len <= 65536)
		str_add(&text, "x ");
	str_add(&text, "\n2011-06-15 00:00:01 M1 OFF");
	expect(IMPORT_CASAS, text.s, 1,
	    "2011-06-15T00:00:01.000-07:00 casas/m1 OFF\n"
	    "a:1: 1 lines longer than 64 KiB, skipped\n");
	str_release(&text);
}
END_TEST

static uint32_t
next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* Rows are in order, and a sensor of intervals is on and off by turns. */
static void
check_rows(const struct import *import, enum import_format format)
{
	bool on[64] = {false};

	for (size_t i = 0; i < import_nrow(import); i++) {
		struct import_row row = import_row(import, i);
		bool now_on = strcmp(row.payload, "ON") == 0;

		if (i > 0)
			ck_assert_int_le(import_row(import, i - 1).t, row.t);
		if (format == IMPORT_CASAS || row.sensor >= 64)
			continue;
		ck_assert(now_on != on[row.sensor]);
		on[row.sensor] = now_on;
	}
}

START_TEST(fuzz)
{
	static const char *const seeds[] = {
		[IMPORT_KASTEREN] = " [ 1] 'Door'\n25-Feb-2008 00:20:14\t"
		    "25-Feb-2008 00:22:57\t1\t1\r\n25-Feb-2008 00:21:14\t"
		    "25-Feb-2008 00:22:57\t2\t1\r\n25-Feb-2008 00:20:14\t"
		    "25-Feb-2008 00:22:57\t1\t1\r\n",
		[IMPORT_ORDONEZ] = ROW("01:00:00", "02:00:00")
		    ROW("01:30:00", "01:40:00") ROW("03:00:00", "03:10:00"),
		[IMPORT_CASAS] = "2011-06-15 00:06:32.834414 M021 ON`\n"
		    "2011-11-06 01:10:00 M1 OFF5\n2011-11-06 01:09:58 T2 21.5\n"
		    "(8338 rows)",
	};
	static const char bytes[] = "\t\n\r .019:-'[]JuONF\x00\xff\xc3";
	struct zone zone;
	struct err err;
	uint32_t random = 20261121;

	ck_assert_int_eq(tz_load(&zone, "Europe/Amsterdam", &err), 0);
	for (int i = 0; i < FUZZ_ROUNDS; i++) {
		enum import_format format = (enum import_format)(i % 3);
		struct import *import = import_new(format, &zone);
		size_t len = strlen(seeds[format]);
		char text[512];

		memcpy(text, seeds[format], len);
		for (uint32_t k = next_random(&random) % 8; k > 0; k--)
			text[next_random(&random) % len] =
			    bytes[next_random(&random) % (sizeof(bytes) - 1)];
		import_text(import, "a", text, len);
		import_finish(import);
		check_rows(import, format);
		import_free(import);
	}
	tz_release(&zone);
}
END_TEST

CHECK_MAIN("import", formats, kasteren, kasteren_names, ordonez, intervals,
    times, casas, casas_events, doubled_hour, skipped_hour, nothing, fuzz)
