/* SPDX-License-Identifier: Apache-2.0 */
#include "core/zone.h"

#include <stdio.h>
#include <string.h>

/*
 * Days since 1970-01-01 of a civil date and back, for the proleptic Gregorian
 * calendar (H. Hinnant, chrono-Compatible Low-Level Date Algorithms, 2013).
 */
static int64_t
days_of(int64_t y, int m, int d)
{
	int64_t era, yoe, doy;

	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static void
date_of(int64_t days, struct civil *civil)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;

	civil->day = (int)(doy - (153 * mp + 2) / 5 + 1);
	civil->month = (int)(mp < 10 ? mp + 3 : mp - 9);
	civil->year = (int)(yoe + era * 400 + (civil->month <= 2));
	civil->weekday = (int)(((days + 4) % 7 + 7) % 7);
}

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static size_t
step_at(const struct zone *zone, int64_t t)
{
	size_t low = 0, high = zone->n;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (zone->step[mid].from <= t)
			low = mid;
		else
			high = mid;
	}
	return low;
}

int32_t
zone_offset(const struct zone *zone, int64_t t)
{
	return zone->step[step_at(zone, t)].offset;
}

struct civil
zone_civil(const struct zone *zone, int64_t t)
{
	struct civil civil = {.offset = zone_offset(zone, t)};
	int64_t local = t + civil.offset;
	int64_t days = floor_div(local, MS_DAY);
	int32_t ms = (int32_t)(local - days * MS_DAY);

	date_of(days, &civil);
	civil.hour = ms / (int32_t)MS_HOUR;
	civil.minute = ms / (int32_t)MS_MINUTE % 60;
	civil.second = ms / 1000 % 60;
	civil.ms = ms % 1000;
	return civil;
}

/* The instants at which local clocks show `local` ms since 1970. */
static int
instants_of(const struct zone *zone, int64_t local, int64_t out[2])
{
	int n = 0;

	/* Steps lie months apart, offsets below a day. */
	for (size_t i = step_at(zone, local - MS_DAY);
	    i < zone->n && n < 2; i++) {
		int64_t t = local - zone->step[i].offset;

		if (zone->step[i].from > local + MS_DAY)
			break;
		if (t >= zone->step[i].from &&
		    (i + 1 == zone->n || t < zone->step[i + 1].from))
			out[n++] = t;
	}
	return n;
}

int
zone_instants(const struct zone *zone, const struct civil *civil,
    int64_t out[2])
{
	return instants_of(zone,
	    days_of(civil->year, civil->month, civil->day) * MS_DAY +
	    civil->hour * MS_HOUR + civil->minute * MS_MINUTE +
	    civil->second * MS_SECOND + civil->ms, out);
}

bool
zone_doubled(const struct zone *zone, int64_t t)
{
	int64_t out[2];

	return instants_of(zone, t + zone_offset(zone, t), out) == 2;
}

static int32_t
tod_of(const struct zone *zone, int64_t t)
{
	int64_t local = t + zone_offset(zone, t);

	return (int32_t)(local - floor_div(local, MS_DAY) * MS_DAY);
}

bool
zone_in_span(const struct zone *zone, struct tod_span span, int64_t t)
{
	int32_t tod = tod_of(zone, t);

	if (span.from <= span.to)
		return tod >= span.from && tod < span.to;
	return tod >= span.from || tod < span.to;
}

/* From tod on to the next edge, in (0, a day]. */
static int64_t
until(int32_t tod, int32_t edge)
{
	int64_t d = ((int64_t)edge - tod) % MS_DAY;

	return d <= 0 ? d + MS_DAY : d;
}

int64_t
zone_span_next(const struct zone *zone, struct tod_span span, int64_t t)
{
	size_t i = step_at(zone, t);
	int32_t tod = tod_of(zone, t);
	int64_t a = until(tod, span.from), b = until(tod, span.to);
	int64_t next = t + (a < b ? a : b);

	if (i + 1 < zone->n && zone->step[i + 1].from < next)
		next = zone->step[i + 1].from;
	return next;
}

/* Noon of the local day `days`; noon is neither skipped nor doubled. */
static int64_t
noon_of(const struct zone *zone, int64_t days)
{
	int64_t local = days * MS_DAY + 12 * MS_HOUR, out[2];

	return instants_of(zone, local, out) > 0 ? out[0] :
	    local - zone_offset(zone, local);
}

static int64_t
night_days(const struct zone *zone, int64_t t)
{
	return floor_div(t + zone_offset(zone, t) - 12 * MS_HOUR, MS_DAY);
}

int64_t
zone_night_start(const struct zone *zone, int64_t t)
{
	return noon_of(zone, night_days(zone, t));
}

int64_t
zone_night_end(const struct zone *zone, int64_t t)
{
	return noon_of(zone, night_days(zone, t) + 1);
}

int64_t
zone_night_at(const struct zone *zone, int64_t t, int32_t tod)
{
	int64_t days = night_days(zone, t) + (tod < 12 * MS_HOUR);
	int64_t local = days * MS_DAY + tod, out[2];

	return instants_of(zone, local, out) > 0 ? out[0] :
	    local - zone_offset(zone, local - MS_DAY);
}

void
zone_stamp(const struct zone *zone, int64_t t, char buf[ZONE_STAMP_SIZE])
{
	struct civil c = zone_civil(zone, t);
	int32_t minutes = c.offset / (int32_t)MS_MINUTE;
	int32_t ahead = minutes < 0 ? -minutes : minutes;

	snprintf(buf, ZONE_STAMP_SIZE,
	    "%04d-%02d-%02dT%02d:%02d:%02d.%03d%c%02d:%02d", c.year % 10000,
	    c.month, c.day, c.hour, c.minute, c.second, c.ms,
	    minutes < 0 ? '-' : '+', ahead / 60 % 100, ahead % 60);
}

void
zone_night_name(const struct zone *zone, int64_t t, char buf[ZONE_STAMP_SIZE])
{
	struct civil c;

	date_of(night_days(zone, t), &c);
	snprintf(buf, ZONE_STAMP_SIZE, "%04d-%02d-%02d", c.year % 10000,
	    c.month, c.day);
}
