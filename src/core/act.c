/* SPDX-License-Identifier: Apache-2.0 */
#include "core/act.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "core/alert.h"
#include "core/round.h"

static void
refuse(const struct world *w, const struct action *action, int32_t instance,
    const char *reason, struct teller to)
{
	struct event e = {
	    .t = w->head->now,
	    .what = EVENT_ALERT,
	    .place = instance >= 0 ? w->house->instance[instance].place : -1,
	    .event = ALERT_EVENT_REFUSED,
	    .instance = instance,
	    .alert = {.number = action->alert, .version = action->version},
	    .reason = reason,
	    .action = action,
	    .device = -1,
	};

	if (instance >= 0 && action->alert != 0)
		e.alert = w->alert[instance];
	if (to.fn != NULL)
		to.fn(to.arg, &e);
}

/* On an alert. */

static const char *
take_refusal(const struct alert *alert)
{
	if (alert->state == ALERT_TAKEN || alert->state == ALERT_ATTENDED)
		return N_("the alert is taken already");
	return alert->state == ALERT_CLOSED ?
	    N_("the alert is closed already") : NULL;
}

static const char *
undo_refusal(const struct alert *alert, int64_t now)
{
	if (alert->state != ALERT_TAKEN)
		return N_("there is nothing to undo");
	return now - alert->taken > ALERT_UNDO_MS ?
	    N_("too late to undo: more than 60 seconds have passed") : NULL;
}

static const char *
attend_refusal(const struct alert *alert)
{
	if (alert->state == ALERT_ATTENDED)
		return N_("somebody is there already");
	return alert->state == ALERT_CLOSED ?
	    N_("the alert is closed already") : NULL;
}

/* One that closed by itself can still be said how it went. */
static const char *
close_refusal(const struct alert *alert)
{
	if (alert->state == ALERT_CLOSED)
		return alert->answered ?
		    N_("the alert is closed already") : NULL;
	return alert->state == ALERT_TAKEN || alert->state == ALERT_ATTENDED ?
	    NULL : N_("the alert must be taken before it is closed");
}

/* Why an action on this alert is refused, or NULL. */
static const char *
alert_refusal(const struct world *w, const struct action *action,
    int32_t instance)
{
	const struct instance *in = &w->house->instance[instance];
	const struct alert *alert = &w->alert[instance];

	if (action->rule != NULL &&
	    strcmp(action->rule, w->house->rule[in->rule].id) != 0)
		return N_("that number is another rule's alert here");
	if (action->place != NULL &&
	    strcmp(action->place, w->house->place[in->place].id) != 0)
		return N_("that number is another place's alert here");
	if (action->version != alert->version)
		return N_("the alert has changed meanwhile: look again");
	switch (action->what) {
	case ACTION_ACK: return take_refusal(alert);
	case ACTION_UNDO: return undo_refusal(alert, w->head->now);
	case ACTION_ATTEND: return attend_refusal(alert);
	default: return close_refusal(alert);
	}
}

static void
change_alert(struct world *w, const struct action *action, int32_t instance,
    struct teller to)
{
	struct alert *alert = &w->alert[instance];
	int64_t now = w->head->now;

	snprintf(alert->by, sizeof(alert->by), "%s", action->by);
	switch (action->what) {
	case ACTION_ACK:
		alert->taken = now;
		alert->unattended = false;
		alert_become(w, instance, ALERT_TAKEN, ALERT_EVENT_TAKEN,
		    action, to);
		return;
	case ACTION_UNDO:
		alert->taken = 0;
		alert->wait = now;
		alert->by[0] = '\0';
		alert_become(w, instance, ALERT_RAISED, ALERT_EVENT_UNTAKEN,
		    action, to);
		return;
	case ACTION_ATTEND:
		alert->attended = alert->sign = now;
		alert->unattended = false;
		alert_become(w, instance, ALERT_ATTENDED,
		    ALERT_EVENT_ATTENDED, action, to);
		return;
	default:
		alert->outcome = (uint8_t)action->outcome;
		alert->answered = true;
		/* Closed by itself before: this is only its outcome. */
		if (alert->state == ALERT_CLOSED)
			alert_become(w, instance, ALERT_CLOSED,
			    ALERT_EVENT_CLOSED, action, to);
		else
			alert_close(w, instance, action, to);
		return;
	}
}

static void
act_on_alert(struct world *w, const struct action *action, struct teller to)
{
	int32_t instance = world_find_alert(w, action->alert);
	const char *reason = instance < 0 ?
	    N_("there is no alert by that number") :
	    alert_refusal(w, action, instance);

	if (reason != NULL) {
		refuse(w, action, instance, reason, to);
		return;
	}
	change_alert(w, action, instance, to);
	mark_set(&w->dirty, instance_mark(w, instance));
}

/* On a rule at a place. */

static const char *
shelve_refusal(const struct world *w, const struct action *action,
    int32_t instance)
{
	const struct instance *in = &w->house->instance[instance];
	const struct rule *rule = &w->house->rule[in->rule];
	bool high = rule->priority == PRIORITY_HIGH;
	int64_t ms = action->minutes * MS_MINUTE;

	if (action->what == ACTION_UNSHELVE)
		return w->shelf[instance].until == 0 ?
		    N_("that is not shelved") : NULL;
	if (rule->latch)
		return N_("a call can never be shelved");
	if (in->out_of_service != NULL)
		return N_("that is out of service already");
	if (w->shelf[instance].until != 0)
		return N_("that is shelved already");
	if (ms > (high ? SHELF_MAX_HIGH : SHELF_MAX))
		return high ? N_("at most 15 minutes: its priority is high") :
		    N_("at most 60 minutes");
	return action->note == NULL || action->note[0] == '\0' ?
	    N_("a reason is needed") : NULL;
}

static void
act_on_rule(struct world *w, const struct action *action, struct teller to)
{
	int32_t instance = house_instance(w->house, action->rule,
	    action->place);
	const char *reason = instance < 0 ?
	    N_("there is no such rule at that place") :
	    shelve_refusal(w, action, instance);
	struct shelf *shelf;

	if (reason != NULL) {
		refuse(w, action, instance, reason, to);
		return;
	}
	mark_set(&w->dirty, instance_mark(w, instance));
	if (action->what == ACTION_UNSHELVE) {
		alert_unshelve(w, instance, action, to);
		return;
	}
	shelf = &w->shelf[instance];
	shelf->since = w->head->now;
	shelf->until = w->head->now + action->minutes * MS_MINUTE;
	snprintf(shelf->by, sizeof(shelf->by), "%s", action->by);
	snprintf(shelf->reason, sizeof(shelf->reason), "%s", action->note);
	alert_shelve(w, instance, action, to);
}

/* Of staff themselves. */

/* Somebody has been in the place's dwelling: a sign of staff there. */
static void
sign_of_staff(struct world *w, int32_t place)
{
	int32_t dwelling = house_dwelling(w->house, place);

	for (int32_t i = 0; i < w->house->ninstance; i++) {
		const struct instance *in = &w->house->instance[i];

		if (w->alert[i].state != ALERT_ATTENDED ||
		    (dwelling >= 0 ? in->dwelling != dwelling :
		    in->place != place))
			continue;
		w->alert[i].sign = w->head->now;
		mark_set(&w->dirty, instance_mark(w, i));
	}
}

/*
 * Who signs in again has left the last time without a word: their console
 * died. It is from now on that they are here.
 */
static void
sign(struct world *w, const char *by, bool in)
{
	int32_t n = w->head->nstaff, i = 0;

	while (i < n && strcmp(w->staff[i].by, by) != 0)
		i++;
	if (in && i < STAFF_MAX) {
		w->staff[i].since = w->head->now;
		snprintf(w->staff[i].by, sizeof(w->staff[i].by), "%s", by);
		w->head->nstaff += i == n;
	} else if (!in && i < n) {
		memmove(&w->staff[i], &w->staff[i + 1],
		    (size_t)(n - i - 1) * sizeof(*w->staff));
		w->head->nstaff--;
	}
}

/* Somebody looks in, or takes it back; why that is refused, or NULL. */
static const char *
visit(struct world *w, const struct action *action, struct event *e)
{
	const char *reason;

	/* Under another configuration it is of no place, and noted only. */
	if (e->place < 0)
		return NULL;
	reason = round_visit(w, e->place, action, &e->round);
	if (reason == NULL && action->how == VISIT_ENTERED)
		sign_of_staff(w, e->place);
	return reason;
}

static void
act_of_staff(struct world *w, const struct action *action, struct teller to)
{
	struct event e = {
	    .t = w->head->now,
	    .what = EVENT_STAFF,
	    .place = action->place != NULL ?
	        house_place(w->house, action->place) : -1,
	    .instance = -1,
	    .action = action,
	    .round = -1,
	    .device = -1,
	};
	const char *reason = action->what == ACTION_VISIT ?
	    visit(w, action, &e) : NULL;

	if (reason != NULL) {
		refuse(w, action, -1, reason, to);
		return;
	}
	if (action->what == ACTION_SIGN_IN || action->what == ACTION_SIGN_OUT)
		sign(w, action->by, action->what == ACTION_SIGN_IN);
	if (to.fn != NULL)
		to.fn(to.arg, &e);
}

void
act_apply(struct world *w, const struct action *action, struct teller to)
{
	switch (action->what) {
	case ACTION_ACK:
	case ACTION_UNDO:
	case ACTION_ATTEND:
	case ACTION_CLOSE:
		act_on_alert(w, action, to);
		return;
	case ACTION_SHELVE:
	case ACTION_UNSHELVE:
		act_on_rule(w, action, to);
		return;
	default:
		act_of_staff(w, action, to);
		return;
	}
}
