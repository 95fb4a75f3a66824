/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a night has been, for those who take over: folded from the journal's
 * rows of the night, segment by segment, each under its own configuration. So
 * nothing here refers to a house: names are copies.
 */
#ifndef NATVAGT_FOLD_SHIFT_H
#define NATVAGT_FOLD_SHIFT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/str.h"
#include "core/world.h"
#include "read/conf.h"
#include "store/journal.h"

/* Where something was: a dwelling, or a place that lies in none. */
struct shift_room {
	char *id, *label; /* what it is called: see words_label() */
	char *resident;  /* a code, or NULL */
	bool dwelling;
	bool unseen;     /* at the end: nothing tells how it is there, … */
	int64_t since;   /* … since when; 0: not known */
};

struct shift_alert {
	uint32_t number;
	enum priority priority;
	char *rule;          /* its id */
	char *text, *place;  /* the rule's, and where if not the room itself */
	size_t room;
	struct alert last;   /* as it was last */
	int64_t taken, attended; /* the first time; 0: never */
	char taken_by[STAFF_SIZE];
	unsigned escalated;
	bool latch;          /* its rule has one */
	int64_t attend_for;  /* its rule's */
	bool by_itself;      /* is over, and nobody closed it */
	bool dropped;        /* open, but no rule looks after it any more */
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
	int64_t due, late;   /* late: from then on it is missed */
	bool before;         /* it was over before anybody watched */
	struct visit visit;  /* t 0: nobody has */
};

/* Somebody went in, or let be; those undone are not there. */
struct shift_visit {
	int64_t t;
	size_t room;
	enum visit_how how;
	char *place;         /* of the round that it counts for, or NULL: … */
	int32_t at;          /* … and that one's time of day */
};

/* A device that was not to be heard at the end, which no alert tells. */
struct shift_device {
	char *id;
	size_t room;
	int64_t heard;       /* 0: never */
};

/* t2 0: still. */
struct shift_span {
	int64_t t, t2;
	char by[STAFF_SIZE]; /* signed in */
};

struct shift {
	const struct zone *zone; /* of the configuration that was given */
	char night[16];
	bool present;            /* it is the journal's last one */
	int64_t begin, end;      /* noon to noon */
	int64_t from, to;        /* its first and last row */
	int64_t beat;            /* the last row that was not staff's */
	VEC(struct shift_room) room;
	VEC(struct shift_alert) alert; /* in order of their numbers */
	VEC(struct shift_aside) aside;
	VEC(struct shift_note) note;
	VEC(struct shift_round) round; /* in order of time */
	VEC(struct shift_visit) visit;
	VEC(struct shift_device) silent;
	VEC(struct shift_span) on;     /* who was signed in */
	VEC(struct shift_span) away;   /* without a broker, … */
	VEC(struct shift_span) stopped; /* … without a collector, … */
	VEC(struct shift_span) dark;   /* … of which nothing can be told */
	int64_t bad, steps;      /* messages refused; the clock was set */
	int held;                /* alerts held back, as staff were there */
	int64_t links;           /* of the audit chain, and its head */
	char head[65];
};

/*
 * Reads a night (NULL: the present one). conf is borrowed and must outlive the
 * shift. 1, 0 where the journal has no such night, or -1. A segment whose
 * configuration cannot be read is dark: the rest is told.
 */
int shift_read(struct shift *shift, struct journal *journal,
    const struct conf *conf, const char *night, struct err *err);
void shift_release(struct shift *shift);

/* As one JSON object and a newline, appended. */
void shift_json(const struct shift *shift, struct str *out);

/* Raised this night, and not before it. */
bool shift_is_of_night(const struct shift *shift,
    const struct shift_alert *alert);
/* Dropped, and whoever goes to the room is called there by another alert. */
bool shift_is_replaced(const struct shift *shift,
    const struct shift_alert *alert);
/* Somebody had it in hand, it is closed, and nobody said how it went. */
bool shift_is_unlabelled(const struct shift_alert *alert);
/* An alert there, or somebody went in. */
bool shift_is_disturbed(const struct shift *shift, size_t room);
/* Its time came and went while the journal was there to see it. */
bool shift_is_missed(const struct shift *shift,
    const struct shift_round *round);
/* Nobody has yet seen to it, and can: the room's next one is still to come. */
bool shift_is_left(const struct shift *shift,
    const struct shift_round *round);

/* How long this night's alerts waited until taken, or until somebody was there. */
struct shift_times {
	int n;                    /* of so many alerts that somebody came to */
	int64_t median, ninth, most; /* ms; ninth: nine of ten were quicker */
};
struct shift_times shift_to_take(const struct shift *shift);
struct shift_times shift_to_come(const struct shift *shift);

#endif
