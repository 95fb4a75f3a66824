/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Time: int64 milliseconds UTC since 1970 everywhere. A zone is a table of
 * offsets that somebody outside the core made (read/tz.h): step i holds from
 * step[i].from up to step[i + 1].from; step[0].from is INT64_MIN.
 */
#ifndef NATVAGT_CORE_ZONE_H
#define NATVAGT_CORE_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MS_SECOND INT64_C(1000)
#define MS_MINUTE (60 * MS_SECOND)
#define MS_HOUR (60 * MS_MINUTE)
#define MS_DAY (24 * MS_HOUR)
#define TIME_NEVER INT64_MAX

struct zone_step {
	int64_t from;
	int32_t offset; /* ms east of UTC */
};

struct zone {
	struct zone_step *step; /* owned by whoever made the table */
	size_t n;
};

struct civil {
	int year, month, day; /* month and day from 1 */
	int hour, minute, second, ms;
	int weekday;    /* 0 = Sunday */
	int32_t offset; /* ms east of UTC */
};

/* Milliseconds of the local day, [from, to); from > to spans midnight. */
struct tod_span {
	int32_t from;
	int32_t to;
};

int32_t zone_offset(const struct zone *zone, int64_t t);
struct civil zone_civil(const struct zone *zone, int64_t t);
/*
 * The instants at which local clocks show the given civil time (offset and
 * weekday are not read): 0 (skipped in spring), 1 or 2 (doubled in autumn),
 * written to out[] in order.
 */
int zone_instants(const struct zone *zone, const struct civil *civil,
    int64_t out[2]);
/* Whether t's local time lies in a doubled hour. */
bool zone_doubled(const struct zone *zone, int64_t t);
bool zone_in_span(const struct zone *zone, struct tod_span span, int64_t t);
/* The first instant after t at which zone_in_span may change. */
int64_t zone_span_next(const struct zone *zone, struct tod_span span, int64_t t);
/*
 * The noon that begins the night t lies in (noon to noon, local), and the
 * noon that ends it.
 */
int64_t zone_night_start(const struct zone *zone, int64_t t);
int64_t zone_night_end(const struct zone *zone, int64_t t);
/*
 * The first instant of t's night at which local clocks show a time of day (ms);
 * where that is skipped, what they would have shown.
 */
int64_t zone_night_at(const struct zone *zone, int64_t t, int32_t tod);

enum { ZONE_STAMP_SIZE = 32 };
/* RFC 3339 local with milliseconds, "2026-11-22T02:17:00.000+01:00". */
void zone_stamp(const struct zone *zone, int64_t t, char buf[ZONE_STAMP_SIZE]);
/* The date of the evening of t's night, "2026-11-21". */
void zone_night_name(const struct zone *zone, int64_t t,
    char buf[ZONE_STAMP_SIZE]);

#endif
