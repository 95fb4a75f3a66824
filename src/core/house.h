/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The house: what a configuration says, resolved, checked and compiled; never
 * changed once built. Places, devices, sources and rules have the order of
 * the configuration; place 0 is the site, within which all others lie.
 *
 * A *source* is one read of one device: one value, boolean or number. A
 * *node* is one subexpression bound to a place; identical ones are one node.
 * Nodes are in order: a node comes after all that it depends on. A *ref* is a
 * node, mirrored where its lowest bit is set; so there is no node for `not`,
 * `or` is an `and` between mirrors, `A for D` is `not ((not A) within D)` and
 * fall(A) is rise(not A), as the sentences of the language have it.
 */
#ifndef NATVAGT_CORE_HOUSE_H
#define NATVAGT_CORE_HOUSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/dict.h"
#include "base/str.h"
#include "core/expr.h"
#include "core/signal.h"
#include "core/zone.h"

#define SITE_ID "site"
#define KIND_DEVICE "device"
#define SIGNAL_SILENT "silent"

enum priority {
	PRIORITY_TECHNICAL, PRIORITY_LOW, PRIORITY_MEDIUM, PRIORITY_HIGH,
};
enum colour {
	COLOUR_DEFAULT, COLOUR_RED, COLOUR_YELLOW, COLOUR_GREEN, COLOUR_CYAN,
	COLOUR_BLUE, COLOUR_MAGENTA, COLOUR_WHITE,
};

/*
 * What the builder is given: names and texts as they stand in the
 * configuration (borrowed), each with a position (a number that means
 * something to the caller only) for faults. NULL is "not given".
 */
struct place_spec {
	int pos;
	const char *id, *kind, *within, *resident, *label;
};

struct source_spec {
	int pos;
	const char *signal;
	bool number;
	int64_t hold; /* > 0: an impulse of so long; 0: a level */
};

struct device_spec {
	int pos;
	const char *id, *place, *technology;
	int64_t every;             /* silent for longer: unknown */
	bool own;                  /* natvagt's own messages: no broker between */
	const struct source_spec *source;
	int nsource;
};

struct define_spec {
	int pos, is_pos; /* is_pos, when_pos: of the expression; 0: pos */
	const char *name, *is;
};

struct status_spec {
	int pos, when_pos;
	const char *id, *each, *when, *label;
	char mark;
	enum colour colour;
};

struct rule_spec {
	int pos, when_pos;
	const char *id, *each, *when, *text, *guidance;
	enum priority priority;
	bool latch;
	int64_t clear_after;
	int64_t escalate_after, attend_within, attend_for; /* 0: never */
	const char *const *detects;
	int ndetects;
};

/*
 * What attend_for usually is: for so long are staff taken to be there after
 * their last sign, also where a rule never calls again.
 */
#define ATTEND_FOR (15 * MS_MINUTE)

struct override_spec {
	int pos, when_pos;
	const char *place, *rule, *when; /* when: NULL unless given */
	bool off;
	int64_t until; /* no more from then on; 0: holds for ever */
	const char *out_of_service, *review; /* why, and till when; or NULL */
};

/* A visit that is planned. */
struct round_spec {
	int pos, skip_pos;
	const char *place;
	int32_t at;            /* ms of the local day */
	int64_t late_after;
	const char *skip_when; /* a status's id, an expression, or NULL */
};

/*
 * One duration in 1 to 64 values: a rule's clear_after, or the nth (from 0, in
 * the order of the text) of what a rule or a definition says. The house is
 * then 64 houses side by side, its lanes. It has nothing but the rules that
 * the duration touches, each instance once for each value. Its worlds are of
 * the model guard: an action is for the rules as they were.
 */
enum { SWEEP_CLEAR_AFTER = -1 };
struct sweep_spec {
	const char *rule, *define; /* one of them NULL */
	int nth;
	const int64_t *ms; /* ascending */
	int n;
};

struct house_spec {
	const struct place_spec *place;       int nplace;
	const struct device_spec *device;     int ndevice;
	const struct define_spec *define;     int ndefine;
	const struct status_spec *status;     int nstatus;
	const struct rule_spec *rule;         int nrule;
	const struct override_spec *override; int noverride;
	const struct round_spec *round;       int nround;
	/* Signals that are no fault where no device feeds them: absent. */
	const struct source_spec *known;      int nknown;
	/* True where staff are: what attends an alert; or NULL. */
	const char *attends;
	int attends_pos;
	struct tod_span night;
	int64_t broker_grace;
	bool alerts_only; /* statuses are checked, and left out */
	const struct sweep_spec *sweep; /* or NULL; goes with alerts_only */
};

struct place {
	char *id;       /* never NULL */
	char *label;    /* the id where none is given */
	char *resident; /* or NULL */
	int32_t kind;   /* or -1 */
	int32_t parent; /* -1 for the site alone */
	int32_t slot0, nslot; /* its statuses, in order */
};

struct device {
	char *id;
	char *technology; /* or NULL */
	int64_t every;
	int32_t place;
	int32_t source0, nsource;
	int32_t timer; /* when it has been silent for too long */
	bool impulses; /* some source has a hold */
	bool own;
	/* Where rules are for each device, it is a place of kind "device"
	 * within its own, and has a signal that no message feeds: whether it
	 * is silent or offline. Else -1. */
	int32_t as_place, silent;
};

struct source {
	char *signal;
	int32_t device;
	bool number;
	int64_t hold;
	int32_t leaf0, nleaf; /* in house.leaf: the nodes that read it */
	int32_t timer;        /* when an impulse ends, or -1 */
};

/* What a timer of the world is for. */
enum timer_kind {
	TIMER_NODE, TIMER_SOURCE, TIMER_DEVICE, TIMER_BROKER, TIMER_ALERT,
};

struct timer {
	enum timer_kind kind;
	int32_t index;
};

typedef int32_t node_ref; /* node << 1 | mirrored */
enum { REF_TRUE = 0, REF_FALSE = 1, REF_ABSENT = -1 };

enum node_op {
	NODE_TRUE,
	NODE_SOURCE,  /* source */
	NODE_COMPARE, /* source, cmp, number */
	NODE_SPAN,    /* span: local time of day */
	NODE_BEFORE,  /* true until ms, an instant */
	NODE_ANY,     /* house.edge[edge0 .. + nedge): true if any is */
	NODE_AND,     /* a, b */
	NODE_WITHIN,  /* a, ms */
	NODE_SINCE,   /* a since b */
	NODE_RISE,    /* a */
	NODE_COUNT,   /* a (a rise), ms: at least `count` times */
	NODE_KNOWN,   /* a */
};

struct node {
	enum node_op op;
	node_ref a, b;
	int32_t source;
	int64_t ms;             /* swept: of lane 0 */
	int32_t count;
	int32_t timer;          /* its timer in the world, or -1 */
	int32_t user0, nuser;   /* in house.user: what depends on it */
	int32_t state0, nstate; /* its int64 in the world, of each lane */
	bool swept;             /* its ms is house.lane_ms */
	bool forks;             /* its operands may differ between lanes, and
				 * so what it remembers of them */
	enum cmp cmp;
	int32_t edge0, nedge;
	double number;
	struct tod_span span;
	char *text;             /* with places; unique (see house_ref_text) */
};

/* What depends on a node. */
struct user {
	/* A node, nnode + a place (its status), nnode + nplace + an instance
	 * (lane 0's). */
	int32_t index;
	/* While this is false, that stays false: an `and` with its other
	 * side, `A since B` with itself for A. Or REF_ABSENT. */
	node_ref gate;
};

struct status {
	char *id, *label;
	char mark;
	enum colour colour;
	int32_t each; /* kind, or -1 for the site */
};

/* A status at a place. */
struct slot {
	int32_t status, place;
	node_ref when;
};

struct rule {
	char *id, *text, *guidance; /* guidance may be NULL */
	enum priority priority;
	bool latch;
	int64_t clear_after;
	int64_t escalate_after, attend_within, attend_for; /* 0: never */
	char **detects;
	int32_t ndetects;
	int32_t each;
};

/* A rule at a place; at most one alert of it is open at a time. */
struct instance {
	int32_t rule, place;
	node_ref when;
	node_ref clear; /* false for clear_after */
	node_ref present, arrives; /* staff are there; have just come */
	int32_t dwelling; /* that it is or lies in, or -1 */
	int32_t lane; /* those of one rule at one place follow each other */
	int32_t timer; /* the alert's own; -1 in a sweep */
	char *out_of_service, *review; /* why it never raises; or NULL */
	char *written; /* its condition in the configuration's words; NULL: an
			* override's and the rule's, one after the other */
};

/* A visit planned for a place and a time of the night. */
struct round {
	int32_t place;
	int32_t at;          /* ms of the local day */
	int64_t late_after;  /* so long after its time it is late */
	/* While this holds there, nobody need be disturbed. */
	int32_t skip_status; /* or -1: … */
	node_ref skip;       /* … this */
};

/* What is not watched, and for want of which signal. */
struct gap {
	int32_t status, rule; /* one of them -1 */
	int32_t place;
	char *missing; /* "bed", "motion@bath" */
};

struct house {
	struct place *place;       int32_t nplace;
	char **kind;               int32_t nkind;
	struct device *device;     int32_t ndevice;
	struct source *source;     int32_t nsource;
	struct status *status;     int32_t nstatus;
	struct rule *rule;         int32_t nrule;
	struct slot *slot;         int32_t nslot;
	struct instance *instance; int32_t ninstance;
	struct gap *gap;           int32_t ngap;
	struct round *round;       int32_t nround;
	struct node *node;         int32_t nnode;
	node_ref *edge;            int32_t nedge;
	struct user *user;
	int32_t *leaf;             int32_t nleaf;
	struct timer *timer;       int32_t ntimer;
	int32_t nstate;       /* int64 of node state in a world */
	int64_t lane_ms[LANES_MAX]; /* what is swept */
	int32_t nlane;        /* 1 where nothing is */
	int32_t broker_timer; /* when a lost broker's grace is over */
	struct tod_span night;
	int64_t broker_grace;
	struct dict by_text; /* node by text */
	struct dict place_by_id, device_by_id;
};

/* Called for each fault with the position of the thing at fault. */
typedef void house_fault(void *arg, int pos, const char *text);

/*
 * Builds a house, or returns NULL after every fault has been told. The spec
 * may be released afterwards.
 */
struct house *house_build(const struct house_spec *spec, house_fault *fault,
    void *arg);
void house_free(struct house *house);

/* -1 where there is none by that id. */
int32_t house_place(const struct house *house, const char *id);
int32_t house_device(const struct house *house, const char *id);
/* Whether a place is a device (see struct device). */
bool house_is_device(const struct house *house, int32_t place);
int32_t house_kind(const struct house *house, const char *name);
int32_t house_rule(const struct house *house, const char *id);
int32_t house_status(const struct house *house, const char *id);
/* Whether its value may differ between lanes. */
static inline bool
node_varies(const struct node *node)
{
	return node->swept || node->forks;
}
/* The source of a device by its signal's name. */
int32_t house_source(const struct house *house, int32_t device,
    const char *signal);
/* How many int64 a node has in a world. */
static inline int32_t
node_state_room(const struct house *house, const struct node *node)
{
	return node->forks ? house->nlane * node->nstate + 1 : node->nstate;
}
/* A rule at a place, by their ids; lane 0's. */
int32_t house_instance(const struct house *house, const char *rule,
    const char *place);
/*
 * The same thing in another house, by its ids: `from`'s in `to`. -1 where that
 * has none, and of -1.
 */
int32_t house_same_place(const struct house *to, const struct house *from,
    int32_t place);
int32_t house_same_instance(const struct house *to, const struct house *from,
    int32_t instance);
int32_t house_same_source(const struct house *to, const struct house *from,
    int32_t source);
/* The nearest place of kind "dwelling" that place is or lies in, or -1. */
int32_t house_dwelling(const struct house *house, int32_t place);
/*
 * Appends a ref's expression in the language's own words, with places:
 * "((bed@101 or motion@101) for 5m)"; texts that would be very long end in a
 * digest.
 */
void house_ref_text(const struct house *house, node_ref ref, struct str *out);
/* Of that text, 0 or more: of another condition most likely another. */
int64_t house_ref_digest(const struct house *house, node_ref ref);
const char *priority_text(enum priority priority);

#endif
