/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A message as the core folds it: decoded, with indexes of the house in place
 * of ids. read/decode.h makes them from (topic, payload). Nothing here is
 * owned by the message: what it points to lives as long as the fold.
 */
#ifndef NATVAGT_CORE_MESSAGE_H
#define NATVAGT_CORE_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Topics of natvagt's own messages begin so. */
#define OWN_PREFIX "$natvagt/"

/* A message undecoded: a line of a night or a row of the journal. */
struct row {
	int64_t t;
	const char *topic, *payload; /* not ended by a NUL */
	size_t topic_len, payload_len;
	bool retained;
	size_t line; /* of a night file, from 1; 0 elsewhere */
};

enum message_kind {
	MESSAGE_READINGS, /* what a sensor sent */
	MESSAGE_AVAILABLE, /* a device told online or offline */
	MESSAGE_TICK,
	MESSAGE_START,
	MESSAGE_CLOCK,
	MESSAGE_BROKER,
	MESSAGE_SEGMENT,
	MESSAGE_CARRY,
	MESSAGE_ACTION,
	MESSAGE_BAD, /* payloads that were refused, counted */
	MESSAGE_NOTE, /* of natvagt's own, nothing to fold */
};

/* One value of one source (house.h). number is read for number sources. */
struct reading {
	int32_t source;
	uint8_t truth; /* TRI_FALSE or TRI_TRUE */
	double number;
};

enum action_do {
	ACTION_ACK,
	ACTION_UNDO,
	ACTION_ATTEND,
	ACTION_CLOSE,
	ACTION_SHELVE,
	ACTION_UNSHELVE,
	ACTION_NOTE,
	ACTION_VISIT,
	ACTION_SIGN_IN,
	ACTION_SIGN_OUT,
};

enum visit_how { VISIT_ENTERED, VISIT_SKIPPED, VISIT_UNDONE };

enum {
	STAFF_SIZE = 16, /* bytes of initials, with the NUL */
	SHELF_REASON_SIZE = 96, /* bytes of why something is shelved, with the NUL */
	MINUTES_NONE = -1,
	AT_NONE = -1, /* a visit of no round in particular */
};

struct action {
	enum action_do what;
	uint32_t alert, version;  /* 0 where the action is on no alert */
	const char *rule, *place; /* NULL, or what must match, or is meant */
	const char *by;           /* "" where nobody is named */
	int outcome;              /* close: 0-5 */
	int minutes;              /* close: or MINUTES_NONE; shelve */
	const char *note;         /* close, shelve (why), note; or NULL */
	enum visit_how how;       /* visit: … */
	int32_t at;               /* … of that round, ms of the day; or AT_NONE */
};

/* One thing that goes from a segment to the next; see world_carry(). */
enum carry_what {
	CARRY_WORLD,  /* num: now, next alert's number, broker lost
	              * at, whether its grace is over */
	CARRY_DEVICE, /* id; num: heard, state, this night's messages */
	CARRY_SOURCE, /* id: device, id2: signal; value, number; num: since, until */
	CARRY_NODE,   /* id: the expression; value, seen; num: since, state… */
	CARRY_STATUS, /* id: place, id2: status; num: since */
	CARRY_ALERT,  /* id: rule, id2: place, by; num: the alert's fields */
	CARRY_SHELF,  /* id: rule, id2: place, by, note: why; num: since, until */
	CARRY_STAFF,  /* by; num: since */
	CARRY_VISIT,  /* id: place, by; num: the round's time of day, when, how */
};

enum { CARRY_NUM_MAX = 128 };

struct carry {
	enum carry_what what;
	const char *id, *id2, *by, *note;
	uint8_t value, seen;
	double number;
	const int64_t *num;
	int n;
};

struct message {
	int64_t t;
	enum message_kind kind;
	bool retained;
	const int32_t *heard; /* devices this proves alive; AVAILABLE: tells of */
	int nheard;
	const struct reading *reading;
	int nreading;
	int32_t device;   /* BAD; of a refused payload: whose, or -1 */
	bool on;          /* AVAILABLE: online; BROKER: connected */
	int64_t step;     /* CLOCK: ms; BAD: how many; SEGMENT: carries, or -1 */
	const char *why;  /* BAD: the last one's reason; or NULL */
	struct action action;
	struct carry carry;
};

#endif
