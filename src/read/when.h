/* SPDX-License-Identifier: Apache-2.0 */
/* Moments and days as people write them. */
#ifndef NATVAGT_READ_WHEN_H
#define NATVAGT_READ_WHEN_H

#include <stdbool.h>
#include <stdint.h>

#include "core/zone.h"

enum when {
	WHEN_FOUND,
	WHEN_NO_TIME, /* the text is none */
	WHEN_OUTSIDE, /* it is one, but not within the recording */
};

/*
 * text is what local clocks show, "2:17", "02:17:30" or "0217", or RFC 3339,
 * "2026-11-22T02:17:30+01:00". *t becomes the first such moment from `from`
 * to `to`, both included; but where now is one, the next, and after the last
 * the first again: the doubled hour's second, the next day's.
 */
enum when when_find(const char *text, const struct zone *zone, int64_t from,
    int64_t to, int64_t now, int64_t *t);

/* A day that there is, "2027-01-31", at 0:00; false for anything else. */
bool when_date(const char *text, struct civil *day);

/* RFC 3339 alone, the whole of text; false for anything else. */
bool when_stamp(const char *text, int64_t *t);

#endif
