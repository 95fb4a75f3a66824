/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The oracle: the sentences of DESIGN on devices (section 6), expressions (7),
 * alerts (8) and rounds (11), read by brute force. Every millisecond is a moment, and so
 * is every message; each expression has a value at each moment, and a window
 * is searched from end to end. It shares no code with the engine: it has its
 * own tables of Kleene's, its own scopes and its own local time (libc's).
 *
 * An alert's life is read the same way: at each moment each rule at each place
 * settles, the lowest first, until nothing changes.
 *
 * A case is a flat value, so that a copy is an assignment: which of ten
 * devices there are, statuses and rules, and the messages of a night. Nodes of
 * expressions lie in one pool; a root or a child is an index, -1 for none.
 */
#ifndef NATVAGT_TESTS_ORACLE_H
#define NATVAGT_TESTS_ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum {
	O_LEAP = 600000, /* ms forward, a clock that is set */
	O_DEVICES = 10, O_ROOMS = 7,
	O_102 = 4, O_B2 = 5, /* what scopes and overrides name */
	O_PLACES = O_ROOMS + O_DEVICES, /* rooms first; see o_has_place() */
	O_SIGNALS = 4, O_SILENCE = O_SIGNALS, /* a device's own, sent by none */
	O_ATS = 10, O_KINDS = 5,
	O_PLAIN_ATS = 8, O_PLAIN_KINDS = 4, /* those before a device's */
	O_SPANS = 10, O_STATUSES = 3, O_RULES = 3, O_ROUNDS = 4, O_UNTILS = 5,
	O_NODES = 512, O_MESSAGES = 96, O_MOMENTS = 4096, O_TOLD = 65536,
	O_LEE = 16, O_FITS = 8,
};

enum o_op {
	O_SIG, O_CMP, O_TRUE, O_FALSE, O_TIME, O_NIGHT, O_DEF,
	O_NOT, O_KNOWN, O_RISE, O_FALL, O_FOR, O_WITHIN, O_COUNT,
	O_AND, O_OR, O_SINCE, O_OPS,
};

struct o_expr {
	enum o_op op;
	int a, b;        /* in the pool */
	int signal;      /* in o_signal, or O_SILENCE */
	int at;          /* in o_at (0: the subject's own place) */
	int cmp, n;      /* in o_cmp; what is compared with */
	int span;        /* in o_span */
	int64_t d;
};

enum o_kind {
	O_READ, O_AVAILABLE, O_BROKER, O_TICK, O_CLOCK, O_START, O_ACTION,
};

enum { O_SILENT, O_OFF, O_ON }; /* what a message says of a signal */

enum o_named { O_UNNAMED, O_NAMED, O_MISNAMED };
enum o_how { O_ENTERED, O_SKIPPED, O_UNDONE };

struct o_message {
	int64_t t;
	enum o_kind kind;
	int device;          /* READ, AVAILABLE */
	bool retained;
	bool on;             /* AVAILABLE, BROKER; CLOCK: not by O_LEAP, back */
	uint8_t says[O_SIGNALS];
	int number;          /* of the signal n, where it is said */
	bool cut;            /* TICK: a segment ends; START: after a kill */
	int what, fits;      /* ACTION: in o_what; -1: see o_judge() */
	/* ACTION on an alert; alert 0: see o_judge(). */
	unsigned alert, version, back;
	enum o_named named;  /* … whether it names the rule and the place */
	/* ACTION on a rule at a place: O_RULES, O_PLACES: one that is not;
	 * rule -1: see o_judge(). */
	int rule, place;
	int minutes;         /* … shelve */
	bool reason;         /* … shelve: why it is */
	enum o_how how;      /* … visit */
	int at;              /* … visit: of which round, or -1 */
};

struct o_status {
	int when, each;
};

enum o_override { O_AS_IT_IS, O_NOT_HERE, O_OTHERWISE, O_OUT_OF_SERVICE };

struct o_rule {
	int when, each;
	int priority; /* in o_priority */
	bool latch;
	int64_t clear_after;
	int64_t escalate_after, attend_within, attend_for; /* 0: never */
	enum o_override override; /* at 102, or its b2 for devices' rules */
	int otherwise;
	int until;                /* … in o_until; 0: for ever */
};

/* A visit that is planned. */
struct o_round {
	int place;
	int at;                /* minutes of the local day */
	int skip_status, skip; /* a status, a node, or -1 */
};

struct o_case {
	uint64_t seed;
	int64_t start;
	/*
	 * Milliseconds that all durations are multiples of. Messages come
	 * within the first few of each, and what is closed on both sides ends
	 * a millisecond late; so after O_LEE of them nothing happens, and a
	 * night of an hour has no more moments than one of a second.
	 */
	int64_t unit;
	bool device[O_DEVICES];
	int64_t every[O_DEVICES], hold, grace;
	struct o_expr node[O_NODES];
	int nnode;
	int define;          /* what `x` stands for, or -1 */
	int attends;         /* where staff are, or -1 */
	int night;           /* in o_span */
	struct o_status status[O_STATUSES];
	int nstatus;
	struct o_rule rule[O_RULES];
	int nrule;
	struct o_round round[O_ROUNDS];
	int nround;
	struct o_message message[O_MESSAGES];
	int nmessage;        /* the last is a tick */
	bool model;          /* the guard */
};

/* What a night tells: a line of `replay --print`. */
struct o_told {
	int64_t t;
	bool is_alert;
	int place;           /* or -1 */
	int status, was;     /* index, -1 unseen, -2 none */
	int event;           /* in o_event */
	unsigned number, version;
	int rule;            /* or -1 */
	unsigned level;
};

enum { O_UNTOLD = -1 };

/* What is known of a round after a message. */
struct o_seen {
	int64_t due;
	int64_t visit; /* when somebody saw to it; 0: nobody did tonight */
	enum o_how how;
	bool missed, restful;
	int64_t since; /* it is restful, or O_UNTOLD; or 0 */
};

struct o_place {
	const char *id, *kind;
	int within;
};
struct o_until {
	const char *date; /* or NULL: for ever */
	int64_t t;
};
struct o_device {
	const char *id;
	int place;
	const char *signals; /* a letter each */
};

extern const struct o_place o_place[O_PLACES];
extern const struct o_device o_device[O_DEVICES];
extern const char o_signal[O_SIGNALS + 1]; /* a letter each */
extern const char *const o_at[O_ATS], *const o_cmp[], *const o_kind[O_KINDS],
    *const o_priority[], *const o_event[], *const o_what[];
/* The last two of these end with a NULL. */
extern const char *const o_how[];
extern const char *const o_span[O_SPANS];
extern const struct o_until o_until[O_UNTILS];
/* libc's zone for the nights' place, for TZ. */
#define O_TZ "CET-1CEST,M3.5.0,M10.5.0/3"

/* ---- oracle.c ---- */

/*
 * Judges the night: fills told[] and returns how many. Actions on alert 0 are
 * filled in to be on the newest open alert, or the one so many before it;
 * those on rule -1 on the instance that was raised last; what -1 is one that
 * suits the state of that, the `fits`th of O_FITS.
 * seen: how the rounds are after each message.
 */
int o_judge(struct o_case *c, struct o_told told[O_TOLD],
    struct o_seen seen[O_MESSAGES][O_ROUNDS]);
/* Devices are places where a rule or a status is for each of them. */
bool o_devices_are_places(const struct o_case *c);
bool o_has_place(const struct o_case *c, int place);
/* Where a rule's override is, or O_PLACES. */
int o_overridden(const struct o_rule *rule);
/*
 * Whether nobody watched at t, before m: natvagt was stopped, or its clock
 * leapt over t.
 */
bool o_is_unwatched(const struct o_message *m, int64_t t);
/* The next millisecond in which anything may happen. */
int64_t o_next(const struct o_case *c, int64_t t);

/* ---- oracle_case.c ---- */

void o_make(struct o_case *c, uint64_t seed);
/*
 * Makes the case smaller for as long as it still fails: fewer messages, rules
 * and devices, smaller expressions, shorter times.
 */
typedef bool o_fails(void *arg, const struct o_case *c);
void o_shrink(struct o_case *c, o_fails *fails, void *arg);

/* ---- oracle_text.c ---- */

void o_expr_text(const struct o_case *c, int node, struct str *out);
void o_conf_text(const struct o_case *c, struct str *out);
void o_topic(const struct o_message *m, struct str *out);
void o_payload(const struct o_message *m, struct str *out);
/* As `replay --print` has it, with its line feed. */
void o_told_text(const struct o_case *c, const struct o_told *told,
    struct str *out);

#endif
