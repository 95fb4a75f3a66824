/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a night has been, for those who take over: folded from the journal's
 * rows of the night, segment by segment, each under its own configuration. So
 * nothing here refers to a house: names are copies.
 */
#ifndef NATVAGT_UI_SHIFT_H
#define NATVAGT_UI_SHIFT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "core/world.h"
#include "read/conf.h"
#include "store/journal.h"

/* Where something was: a dwelling, or a place that lies in none. */
struct shift_room {
	char *id, *label, *resident; /* resident: a code, or NULL */
	bool dwelling;
	bool disturbed; /* an alert, or somebody went in */
};

struct shift_alert {
	uint32_t number;
	enum priority priority;
	char *text, *place;  /* the rule's, and where if not the room itself */
	size_t room;
	struct alert last;   /* as it was last */
	int64_t taken, attended; /* the first time; 0: never */
	char taken_by[STAFF_SIZE], closed_by[STAFF_SIZE];
	unsigned escalated;
	bool unidentified;   /* something was done to it by nobody in particular */
	bool shelved;        /* closed by being set aside */
	char *note;          /* how it went, or NULL */
};

/* A rule at a place that raises nothing now. */
struct shift_aside {
	char *text;
	size_t room;
	char *why;           /* by staff or by the configuration */
	int64_t until;       /* shelved; 0: out of service */
	char by[STAFF_SIZE];
	char *review;        /* out of service: a date */
};

struct shift_note {
	int64_t t;
	char by[STAFF_SIZE];
	int32_t room;        /* or -1: the shift's */
	char *text;
};

struct shift_round {
	size_t room;
	int64_t due;
	struct visit visit;  /* t 0: nobody has */
};

/* t2 0: still. */
struct shift_span {
	int64_t t, t2;
	char by[STAFF_SIZE]; /* signed in */
};

struct shift {
	const struct zone *zone; /* of the configuration that was given */
	char night[16];
	int64_t from, to;        /* its first and last row */
	VEC(struct shift_room) room;
	VEC(struct shift_alert) alert; /* in order of their numbers */
	VEC(struct shift_aside) aside;
	VEC(struct shift_note) note;
	VEC(struct shift_round) round;
	VEC(struct shift_span) on;     /* who was signed in */
	VEC(struct shift_span) away;   /* without a broker, … */
	VEC(struct shift_span) stopped; /* … without a collector */
	int64_t bad, steps;      /* messages refused; the clock was set */
	int held;                /* alerts held back, as staff were there */
	int64_t links;           /* of the audit chain, and its head */
	char head[65];
};

/*
 * Reads a night (NULL: the present one). conf is borrowed and must outlive the
 * shift. 1, 0 where the journal has no such night, or -1.
 */
int shift_read(struct shift *shift, struct journal *journal,
    const struct conf *conf, const char *night, struct err *err);
void shift_release(struct shift *shift);

/* How long it took until alerts were taken, or until somebody was there. */
struct shift_times {
	int n;                    /* of so many alerts that somebody came to */
	int64_t median, ninth, most; /* ms; ninth: nine of ten were quicker */
};
struct shift_times shift_to_take(const struct shift *shift);
struct shift_times shift_to_come(const struct shift *shift);

#endif
