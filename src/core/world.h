/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The world: everything that is known at a moment, folded from messages. It
 * reads no clock; its time advances only by messages. It is one flat block
 * without pointers into itself: world_copy() is a memcpy.
 *
 * Folding a message of time t: first every deadline before t fires, in order
 * of time; then the message's readings and the deadlines due at t are
 * evaluated together, once. $natvagt/start fires what fell into the gap at
 * its own time. $natvagt/segment forgets everything; the carries after it
 * build the world anew.
 */
#ifndef NATVAGT_CORE_WORLD_H
#define NATVAGT_CORE_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/house.h"
#include "core/message.h"
#include "core/signal.h"
#include "core/zone.h"

struct world;

enum alert_state {
	ALERT_NONE, /* never raised, or closed and forgotten */
	ALERT_RAISED,
	ALERT_RETURNED, /* raised, its condition false long enough, not taken */
	ALERT_TAKEN,
	ALERT_ATTENDED,
	ALERT_CLOSED,
};

enum alert_event {
	ALERT_EVENT_RAISED,
	ALERT_EVENT_RETURNED,
	ALERT_EVENT_RETRIGGERED,
	ALERT_EVENT_ESCALATED,
	ALERT_EVENT_TAKEN,
	ALERT_EVENT_UNTAKEN,
	ALERT_EVENT_ATTENDED,
	ALERT_EVENT_CLOSED,
	ALERT_EVENT_BLIND,
	ALERT_EVENT_SEEN,
	ALERT_EVENT_SHELVED,
	ALERT_EVENT_UNSHELVED,
	ALERT_EVENT_INHIBITED,
	ALERT_EVENT_REFUSED,
};

/* The open or the last alert of a rule at a place. Times 0: not yet. */
struct alert {
	uint32_t number; /* 0: none yet */
	uint32_t version;
	uint32_t level; /* how often it has been escalated */
	uint8_t state;
	uint8_t outcome; /* 0 unknown, 1 helped … 5 test */
	bool blind;      /* open, and its condition is unknown */
	bool spent;      /* closed, and its condition is true ever since */
	bool answered;   /* closed, and staff have said how it went */
	bool inhibited;  /* its condition is true, and staff are there */
	bool unattended; /* raised again, as nobody came who had taken it */
	bool there;      /* staff were, as it last settled */
	uint32_t retriggers;
	uint32_t tonight; /* which one in this segment's night, from 1 */
	int64_t raised, taken, attended, closed, changed;
	int64_t wait; /* since when it has been waiting for somebody */
	int64_t sign; /* of staff there, the last */
	char by[STAFF_SIZE]; /* who acted last; "" for nobody */
};

/* For so long after it was taken an alert can be let go of again. */
#define ALERT_UNDO_MS (60 * MS_SECOND)

/* A rule at a place that staff have set aside; until 0: it is not. */
struct shelf {
	int64_t since, until;
	char by[STAFF_SIZE];
	char reason[SHELF_REASON_SIZE];
};

/* For so long may a rule be shelved, by its priority. */
#define SHELF_MAX_HIGH (15 * MS_MINUTE)
#define SHELF_MAX (60 * MS_MINUTE)

/* Somebody of the staff who is signed in, and since when. */
struct signed_in {
	char by[STAFF_SIZE];
	int64_t since;
};
enum { STAFF_MAX = 16 }; /* signed in at a time; more are not remembered */

/* That a planned visit was made or left out, and by whom. */
struct visit {
	int64_t t;
	enum visit_how how;
	char by[STAFF_SIZE];
};
/* For so long can it be undone. */
#define VISIT_UNDO_MS (60 * MS_SECOND)
/* So long before its time a visit counts for a round. */
#define ROUND_EARLY (60 * MS_MINUTE)

static inline bool
alert_is_open(const struct alert *alert)
{
	return alert->state != ALERT_NONE && alert->state != ALERT_CLOSED;
}

/* For somebody to take it. */
static inline bool
alert_is_waiting(const struct alert *alert)
{
	return alert->state == ALERT_RAISED || alert->state == ALERT_RETURNED;
}

/* Aloud: what is over may rest, but letting a button go answers no call. */
static inline bool
alert_is_calling(const struct alert *alert, bool latch)
{
	return alert->state == ALERT_RAISED ||
	    (alert->state == ALERT_RETURNED && latch);
}

/*
 * When staff who attend are there no more, as far as is known: some time after
 * their last sign, whatever has become of what they came for. 0: they do not.
 */
static inline int64_t
alert_left_at(const struct alert *alert, const struct rule *rule)
{
	if (alert->state != ALERT_ATTENDED)
		return 0;
	return alert->sign + (rule->attend_for > 0 ? rule->attend_for :
	    ATTEND_FOR);
}

/* Attended, and somebody may still be there. */
static inline bool
alert_is_attending(const struct alert *alert, const struct rule *rule,
    int64_t now)
{
	return alert->state == ALERT_ATTENDED &&
	    (alert->there || now < alert_left_at(alert, rule));
}

enum { STATUS_UNSEEN = -1, STATUS_NONE = -2 };

enum device_state {
	DEVICE_NEW,    /* not heard from yet */
	DEVICE_LIVE,
	DEVICE_SILENT, /* longer than `every` */
	DEVICE_OFFLINE, /* told so */
	DEVICE_LOST,    /* behind a lost broker for longer than the grace */
	DEVICE_WAITING, /* back online, nothing heard yet */
};

struct device_info {
	enum device_state state;
	int64_t heard; /* 0: never */
	int64_t bad;   /* payloads refused in this segment */
	int64_t messages; /* with readings, in this night as segments tell */
};

enum event_what {
	EVENT_STATUS,
	EVENT_ALERT,
	EVENT_DEVICE, /* silent or offline, or heard again */
	EVENT_NOTED,  /* a start, a clock's step, the broker, bad payloads */
	EVENT_STAFF,  /* a note, a visit, a sign-in: see its action */
	EVENT_SIGNAL, /* a source has another value (carried ones are not told) */
};

/* What a fold tells of; lives for the call. */
struct event {
	int64_t t;
	enum event_what what;
	int32_t place;       /* or -1: an action on nothing that is known */
	int32_t status, was; /* STATUS: indexes, STATUS_UNSEEN or STATUS_NONE */
	enum alert_event event;
	int32_t instance;    /* or -1 */
	struct alert alert;  /* as it is after the event */
	const char *reason;  /* REFUSED: why, in English, for N_(); or BAD */
	const struct action *action; /* what caused it, or NULL */
	int32_t round;       /* STAFF: a visit's, that it counts for; or -1 */
	int32_t device;      /* DEVICE; NOTED: of bad payloads; or -1 */
	enum device_state state;   /* DEVICE */
	int32_t source;            /* SIGNAL: has … */
	uint8_t truth;             /* … this value */
	enum message_kind kind;    /* NOTED: START, CLOCK, BROKER, BAD */
	bool on;                   /* NOTED: the broker is there */
	int64_t step;              /* NOTED: ms of the clock; how many bad */
};

typedef void event_fn(void *arg, const struct event *event);

enum world_guard {
	GUARD_RECORDED, /* actions are applied */
	GUARD_MODEL,    /* they are not: see DESIGN, section 9 */
};

/* house and zone are borrowed and must outlive the world and its copies. */
struct world *world_new(const struct house *house, const struct zone *zone,
    enum world_guard guard);
void world_free(struct world *world);
size_t world_size(const struct world *world);
/* Both of the same house. */
void world_copy(struct world *to, const struct world *from);
struct world *world_clone(const struct world *world);

/*
 * fn may be NULL. A message whose time lies before the world's is folded at
 * the world's time.
 */
void world_fold(struct world *world, const struct message *message,
    event_fn *fn, void *arg);
/* The same with another time than the message's own. */
void world_fold_at(struct world *world, int64_t t,
    const struct message *message, event_fn *fn, void *arg);
/* Fires all deadlines before t, as the next message at t would. */
void world_advance(struct world *world, int64_t t, event_fn *fn, void *arg);
/* When the next deadline is due, or TIME_NEVER. */
int64_t world_next(struct world *world);

/*
 * Everything that a new segment must be told, in an order in which it can be
 * folded again: fn is called for each. What it points to lives for the call.
 */
typedef void carry_fn(void *arg, const struct carry *carry);
void world_carry(const struct world *world, carry_fn *fn, void *arg);

const struct house *world_house(const struct world *world);
/* The time of the last message or deadline folded; 0 before the first. */
int64_t world_now(const struct world *world);
/*
 * The status of a place and since when (0: from the segment's start). A place
 * that has no statuses has none, but a dwelling is unseen then: somebody lives
 * there, and nothing tells how they are.
 */
int32_t world_status(const struct world *world, int32_t place, int64_t *since);
const struct alert *world_alert(const struct world *world, int32_t instance);
/* A rule at a place set aside by staff, or NULL. */
const struct shelf *world_shelf(const struct world *world, int32_t instance);
/*
 * Those signed in tonight, *n of them; lives until the next fold. A segment of
 * another night begins with nobody.
 */
const struct signed_in *world_staff(const struct world *world, int *n);
/* -1 where no instance holds that number. */
int32_t world_find_alert(const struct world *world, uint32_t number);
/* Whether its alert is open, and the house `to` has no rule for it there. */
bool world_drops(const struct world *world, int32_t instance,
    const struct house *to);
struct device_info world_device(const struct world *world, int32_t device);
/* A source's value: truth (number sources: whether known) and the number. */
uint8_t world_source(const struct world *world, int32_t source, double *number,
    int64_t *since);
uint8_t world_ref(const struct world *world, node_ref ref, int64_t *since);
/* Since when the broker has been away; 0 while it is there. */
int64_t world_broker_lost(const struct world *world);

const char *alert_event_text(enum alert_event event);

#endif
