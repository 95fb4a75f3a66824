/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A night in a journal, of the house of tests/data/shift.conf, as the
 * collector and the consoles would have written it: of everything that a
 * handover tells of there is one.
 */
#ifndef NATVAGT_TESTS_SHIFT_NIGHT_H
#define NATVAGT_TESTS_SHIFT_NIGHT_H

#include "fold/fold.h"
#include "read/conf.h"
#include "store/journal.h"

/* 22 November 2026, 00:00 in Copenhagen. */
#define MIDNIGHT INT64_C(1795302000000)
/* From there: NIGHT(-1, 10) is 23:10. */
#define NIGHT(h, m) (MIDNIGHT + ((h) < 0 ? (24 + (h)) * MS_HOUR - MS_DAY :  \
    (h) * MS_HOUR) + (m) * MS_MINUTE)

struct night_of {
	char folder[32], path[64];
	struct conf *conf, *other; /* other: a rule has another id */
	struct journal *journal;
	struct fold fold;
};

/* An empty journal in a folder of its own, with granen.conf beside it. */
void night_open(struct night_of *n);
void night_close(struct night_of *n);
/* From noon on 21 November to 07:00; the last row is a beat of 06:59:55. */
void night_work(struct night_of *n);

void night_segment(struct night_of *n, int64_t t, const struct conf *conf,
    const char *why);
void night_add(struct night_of *n, int64_t t, const char *topic,
    const char *payload);
/* Something done to the last alert of a rule at a place; more: JSON fields. */
void night_do(struct night_of *n, int64_t t, const char *what,
    const char *rule, const char *place, const char *by, const char *more);

#endif
