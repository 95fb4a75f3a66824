/* SPDX-License-Identifier: Apache-2.0 */
#include "core/alert.h"

#include <string.h>

#include "core/timers.h"

const char *
alert_event_text(enum alert_event event)
{
	static const char *const text[] = {"raised", "returned",
	    "retriggered", "escalated", "taken", "untaken", "attended",
	    "closed", "blind", "seen", "shelved", "unshelved", "inhibited",
	    "refused"};

	return text[event];
}

/* What an instance settles with. */
struct turn {
	struct world *w;
	int32_t instance;
	const struct instance *in;
	const struct rule *rule;
	struct alert *alert;
	uint8_t when;
	bool cleared;
	bool recorded; /* staff's doings count, and so does waiting for them */
	struct teller to;
};

static struct turn
turn_of(struct world *w, int32_t instance, struct teller to)
{
	const struct instance *in = &w->house->instance[instance];

	return (struct turn){
		.w = w,
		.instance = instance,
		.in = in,
		.rule = &w->house->rule[in->rule],
		.alert = &w->alert[instance],
		.when = ref_value(w, in->when, in->lane),
		.cleared = ref_value(w, in->clear, in->lane) == TRI_TRUE,
		.recorded = w->guard == GUARD_RECORDED,
		.to = to,
	};
}

static void
tell(const struct world *w, int32_t instance, enum alert_event event,
    const struct alert *alert, const struct action *action, struct teller to)
{
	struct event e = {
	    .t = w->head->now,
	    .what = EVENT_ALERT,
	    .place = w->house->instance[instance].place,
	    .event = event,
	    .instance = instance,
	    .alert = *alert,
	    .action = action,
	    .device = -1,
	};

	if (to.fn != NULL)
		to.fn(to.arg, &e);
}

/* Of a rule at a place, where there is no alert. */
static void
tell_none(const struct world *w, int32_t instance, enum alert_event event,
    const struct action *action, struct teller to)
{
	tell(w, instance, event, &(struct alert){0}, action, to);
}

/* The others of a dwelling look again at whether it is attended. */
static void
mark_dwelling(struct world *w, int32_t dwelling)
{
	for (int32_t i = 0; i < w->house->ninstance; i++)
		if (dwelling >= 0 && w->house->instance[i].dwelling == dwelling)
			mark_set(&w->dirty, instance_mark(w, i));
}

void
alert_become(struct world *w, int32_t instance, enum alert_state state,
    enum alert_event event, const struct action *action, struct teller to)
{
	struct alert *alert = &w->alert[instance];
	bool was = alert->state == ALERT_ATTENDED;

	alert->state = (uint8_t)state;
	alert->version++;
	alert->changed = w->head->now;
	if (was != (state == ALERT_ATTENDED))
		mark_dwelling(w, w->house->instance[instance].dwelling);
	tell(w, instance, event, alert, action, to);
}

static void
become(const struct turn *u, enum alert_state state, enum alert_event event)
{
	alert_become(u->w, u->instance, state, event, NULL, u->to);
}

void
alert_close(struct world *w, int32_t instance, const struct action *action,
    struct teller to)
{
	struct alert *alert = &w->alert[instance];
	const struct instance *in = &w->house->instance[instance];

	alert->closed = w->head->now;
	alert->blind = false;
	alert->spent = ref_value(w, in->when, in->lane) == TRI_TRUE;
	alert_become(w, instance, ALERT_CLOSED, ALERT_EVENT_CLOSED, action,
	    to);
}

/* Shelves. */

void
alert_shelve(struct world *w, int32_t instance, const struct action *action,
    struct teller to)
{
	struct alert *alert = &w->alert[instance];

	if (!alert_is_open(alert)) {
		tell_none(w, instance, ALERT_EVENT_SHELVED, action, to);
		return;
	}
	alert_become(w, instance, alert->state, ALERT_EVENT_SHELVED, action,
	    to);
	alert_close(w, instance, action, to);
}

void
alert_unshelve(struct world *w, int32_t instance, const struct action *action,
    struct teller to)
{
	w->shelf[instance] = (struct shelf){0};
	w->alert[instance].spent = false;
	tell_none(w, instance, ALERT_EVENT_UNSHELVED, action, to);
}

static bool
is_shelved(const struct turn *u)
{
	return u->recorded && u->w->shelf[u->instance].until != 0;
}

/* Nothing is open. */

static bool
staff_present(const struct turn *u)
{
	return u->recorded && ref_value(u->w, u->in->present, 0) == TRI_TRUE;
}

static bool
is_attending(const struct world *w, int32_t instance)
{
	int32_t rule = w->house->instance[instance].rule;

	return alert_is_attending(&w->alert[instance], &w->house->rule[rule],
	    w->head->now);
}

static bool
dwelling_attended(const struct turn *u)
{
	const struct house *h = u->w->house;

	if (!u->recorded || u->in->dwelling < 0)
		return false;
	for (int32_t i = 0; i < h->ninstance; i++)
		if (h->instance[i].dwelling == u->in->dwelling &&
		    is_attending(u->w, i))
			return true;
	return staff_present(u);
}

static void
raise_new(const struct turn *u)
{
	struct world *w = u->w;
	int64_t now = w->head->now;
	bool same_night = u->alert->number != 0 &&
	    u->alert->raised >= zone_night_start(w->zone, now);

	*u->alert = (struct alert){
	    .number = w->next_alert[u->in->lane]++,
	    .raised = now,
	    .wait = now,
	    .tonight = same_night ? u->alert->tonight + 1 : 1,
	};
	become(u, ALERT_RAISED, ALERT_EVENT_RAISED);
}

/* Till staff have left; a call, danger and a fault are told at once. */
static bool
may_wait(const struct rule *rule)
{
	return !rule->latch && (rule->priority == PRIORITY_LOW ||
	    rule->priority == PRIORITY_MEDIUM);
}

/* The condition is true, and has not been so since the last one was closed. */
static void
arise(const struct turn *u)
{
	if (is_shelved(u) || u->in->out_of_service != NULL)
		return;
	if (!may_wait(u->rule) || !dwelling_attended(u)) {
		raise_new(u);
	} else if (!u->alert->inhibited) {
		u->alert->inhibited = true;
		tell_none(u->w, u->instance, ALERT_EVENT_INHIBITED, NULL,
		    u->to);
	}
}

/* One is open: each of these takes a step, or returns false. */

/* What is raised in the moment that they come has not been seen by them. */
static bool
step_arrive(const struct turn *u)
{
	struct alert *alert = u->alert;
	int64_t now = u->w->head->now;

	if (!u->recorded || alert->state == ALERT_ATTENDED ||
	    alert->raised >= now ||
	    ref_value(u->w, u->in->arrives, 0) != TRI_TRUE)
		return false;
	alert->attended = alert->sign = now;
	alert->unattended = false;
	alert->by[0] = '\0';
	become(u, ALERT_ATTENDED, ALERT_EVENT_ATTENDED);
	return true;
}

static bool
step_clear(const struct turn *u)
{
	const struct rule *rule = u->rule;
	uint8_t state = u->alert->state;
	bool in_hand = state == ALERT_TAKEN || state == ALERT_ATTENDED;
	bool low = rule->priority <= PRIORITY_LOW;

	if (!u->cleared)
		return false;
	if (!u->recorded || (!rule->latch &&
	    (in_hand || (low && state == ALERT_RAISED)))) {
		alert_close(u->w, u->instance, NULL, u->to);
		return true;
	}
	if (state != ALERT_RAISED)
		return false;
	become(u, ALERT_RETURNED, ALERT_EVENT_RETURNED);
	return true;
}

/* Calls again, one that had returned or that staff have left. */
static bool
step_again(const struct turn *u)
{
	struct alert *alert = u->alert;
	int64_t now = u->w->head->now;
	bool left = u->recorded && alert->state == ALERT_ATTENDED &&
	    !alert->there && u->rule->attend_for > 0 &&
	    now >= alert->sign + u->rule->attend_for;

	if (u->when != TRI_TRUE || (alert->state != ALERT_RETURNED && !left))
		return false;
	alert->retriggers++;
	if (left || !u->rule->latch)
		alert->wait = now;
	become(u, ALERT_RAISED, ALERT_EVENT_RETRIGGERED);
	return true;
}

/* When it is one level more, if nobody does anything; TIME_NEVER. */
static int64_t
late_at(const struct alert *alert, const struct rule *rule)
{
	if (alert_is_calling(alert, rule->latch) && rule->escalate_after > 0)
		return alert->wait + rule->escalate_after;
	if (alert->state == ALERT_TAKEN && rule->attend_within > 0)
		return alert->taken + rule->attend_within;
	return TIME_NEVER;
}

static bool
step_late(const struct turn *u)
{
	struct alert *alert = u->alert;
	bool taken = alert->state == ALERT_TAKEN;

	if (!u->recorded || u->w->head->now < late_at(alert, u->rule))
		return false;
	alert->level++;
	alert->wait = u->w->head->now;
	alert->unattended = alert->unattended || taken;
	become(u, taken ? ALERT_RAISED : (enum alert_state)alert->state,
	    ALERT_EVENT_ESCALATED);
	return true;
}

static bool
step(const struct turn *u)
{
	return alert_is_open(u->alert) && (step_arrive(u) || step_clear(u) ||
	    step_again(u) || step_late(u));
}

/* The last sign of staff is the last moment that they were there. */
static void
see_staff(const struct turn *u)
{
	bool present = staff_present(u);

	if (present || u->alert->there)
		u->alert->sign = u->w->head->now;
	u->alert->there = present;
}

static void
go_on(const struct turn *u)
{
	bool unknown = u->when == TRI_UNKNOWN;

	if (u->alert->blind != unknown) {
		u->alert->blind = unknown;
		become(u, (enum alert_state)u->alert->state, unknown ?
		    ALERT_EVENT_BLIND : ALERT_EVENT_SEEN);
	}
	see_staff(u);
	while (step(u))
		;
}

void
alert_arm(struct world *w, int32_t instance)
{
	struct turn u = turn_of(w, instance, (struct teller){0});
	int64_t due, left;

	if (!u.recorded || u.in->timer < 0)
		return;
	due = late_at(u.alert, u.rule);
	left = alert_left_at(u.alert, u.rule);
	if (!u.alert->there && w->head->now < left)
		due = left;
	if (is_shelved(&u) && w->shelf[instance].until < due)
		due = w->shelf[instance].until;
	timers_set(w, u.in->timer, due);
}

/* What staff have left by now may call again, and what they held back. */
void
alert_due(struct world *w, int32_t instance)
{
	mark_set(&w->dirty, instance_mark(w, instance));
	if (w->alert[instance].state == ALERT_ATTENDED)
		mark_dwelling(w, w->house->instance[instance].dwelling);
}

void
alert_settle(struct world *w, int32_t instance, struct teller to)
{
	struct turn u = turn_of(w, instance, to);

	/* What was not seen may have been false: better raised once too often. */
	if (u.when != TRI_TRUE)
		u.alert->spent = u.alert->inhibited = false;
	if (is_shelved(&u) && w->head->now >= w->shelf[instance].until)
		alert_unshelve(w, instance, NULL, to);
	if (alert_is_open(u.alert))
		go_on(&u);
	else if (u.when == TRI_TRUE && !u.alert->spent)
		arise(&u);
	alert_arm(w, instance);
}
