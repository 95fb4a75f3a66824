/* SPDX-License-Identifier: Apache-2.0 */
#include "core/alert.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"

const char *
alert_event_text(enum alert_event event)
{
	static const char *const text[] = {"raised", "returned",
	    "retriggered", "taken", "untaken", "attended", "closed", "blind",
	    "seen", "refused"};

	return text[event];
}

static void
tell(const struct world *w, int32_t instance, enum alert_event event,
    const struct action *action, struct teller to)
{
	struct event e = {
	    .t = w->head->now,
	    .what = EVENT_ALERT,
	    .place = w->house->instance[instance].place,
	    .event = event,
	    .instance = instance,
	    .alert = w->alert[instance],
	    .action = action,
	    .device = -1,
	};

	if (to.fn != NULL)
		to.fn(to.arg, &e);
}

/* A change of the alert itself: counted in its version and told. */
static void
changed(struct world *w, int32_t instance, enum alert_event event,
    const struct action *action, struct teller to)
{
	w->alert[instance].version++;
	w->alert[instance].changed = w->head->now;
	tell(w, instance, event, action, to);
}

static void
raise_new(struct world *w, int32_t instance, struct teller to)
{
	struct alert *alert = &w->alert[instance];
	int64_t now = w->head->now;
	bool same_night = alert->number != 0 &&
	    alert->raised >= zone_night_start(w->zone, now);

	*alert = (struct alert){
	    .number = w->next_alert[w->house->instance[instance].lane]++,
	    .state = ALERT_RAISED,
	    .raised = now,
	    .tonight = same_night ? alert->tonight + 1 : 1,
	};
	changed(w, instance, ALERT_EVENT_RAISED, NULL, to);
}

static void
close_it(struct world *w, int32_t instance, const struct action *action,
    struct teller to)
{
	struct alert *alert = &w->alert[instance];
	const struct instance *in = &w->house->instance[instance];

	alert->state = ALERT_CLOSED;
	alert->closed = w->head->now;
	alert->blind = false;
	alert->spent = ref_value(w, in->when, in->lane) == TRI_TRUE;
	changed(w, instance, ALERT_EVENT_CLOSED, action, to);
}

/* One step of an open alert; false where there is none to take. */
static bool
step(struct world *w, int32_t instance, uint8_t when, uint8_t clear,
    struct teller to)
{
	const struct rule *rule =
	    &w->house->rule[w->house->instance[instance].rule];
	struct alert *alert = &w->alert[instance];
	bool cleared = clear == TRI_TRUE;

	if (w->guard == GUARD_MODEL && cleared) {
		close_it(w, instance, NULL, to);
	} else if (alert->state == ALERT_RAISED && cleared) {
		if (rule->priority == PRIORITY_LOW && !rule->latch) {
			close_it(w, instance, NULL, to);
		} else {
			alert->state = ALERT_RETURNED;
			changed(w, instance, ALERT_EVENT_RETURNED, NULL, to);
		}
	} else if (alert->state == ALERT_RETURNED && when == TRI_TRUE) {
		alert->state = ALERT_RAISED;
		alert->retriggers++;
		changed(w, instance, ALERT_EVENT_RETRIGGERED, NULL, to);
	} else if ((alert->state == ALERT_TAKEN ||
	    alert->state == ALERT_ATTENDED) && cleared && !rule->latch) {
		close_it(w, instance, NULL, to);
	} else {
		return false;
	}
	return true;
}

void
alert_settle(struct world *w, int32_t instance, struct teller to)
{
	struct alert *alert = &w->alert[instance];
	const struct instance *in = &w->house->instance[instance];
	uint8_t when = ref_value(w, in->when, in->lane);
	uint8_t clear = ref_value(w, in->clear, in->lane);

	/* What was not seen may have been false: better raised once too often. */
	if (when != TRI_TRUE)
		alert->spent = false;
	if (!alert_is_open(alert)) {
		if (when == TRI_TRUE && !alert->spent)
			raise_new(w, instance, to);
		return;
	}
	if (alert->blind != (when == TRI_UNKNOWN)) {
		alert->blind = !alert->blind;
		changed(w, instance, alert->blind ? ALERT_EVENT_BLIND :
		    ALERT_EVENT_SEEN, NULL, to);
	}
	while (alert_is_open(alert) && step(w, instance, when, clear, to))
		;
}

/* Why an action on this alert is refused, or NULL. */
static const char *
refusal(const struct world *w, const struct action *action, int32_t instance)
{
	const struct instance *in = &w->house->instance[instance];
	const struct alert *alert = &w->alert[instance];
	uint8_t state = alert->state;

	if (action->rule != NULL &&
	    strcmp(action->rule, w->house->rule[in->rule].id) != 0)
		return N_("that number is another rule's alert here");
	if (action->place != NULL &&
	    strcmp(action->place, w->house->place[in->place].id) != 0)
		return N_("that number is another place's alert here");
	if (action->version != alert->version)
		return N_("the alert has changed meanwhile: look again");
	switch (action->what) {
	case ACTION_ACK:
		if (state == ALERT_TAKEN || state == ALERT_ATTENDED)
			return N_("the alert is taken already");
		return state == ALERT_CLOSED ?
		    N_("the alert is closed already") : NULL;
	case ACTION_UNDO:
		if (state != ALERT_TAKEN)
			return N_("there is nothing to undo");
		return w->head->now - alert->taken > ALERT_UNDO_MS ?
		    N_("too late to undo: more than 60 seconds have passed") :
		    NULL;
	case ACTION_ATTEND:
		if (state == ALERT_ATTENDED)
			return N_("somebody is there already");
		return state == ALERT_CLOSED ?
		    N_("the alert is closed already") : NULL;
	default:
		if (state == ALERT_CLOSED)
			return alert->answered ?
			    N_("the alert is closed already") : NULL;
		return state == ALERT_TAKEN || state == ALERT_ATTENDED ? NULL :
		    N_("the alert must be taken before it is closed");
	}
}

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

	if (instance >= 0)
		e.alert = w->alert[instance];
	if (to.fn != NULL)
		to.fn(to.arg, &e);
}

static void
apply(struct world *w, const struct action *action, int32_t instance,
    struct teller to)
{
	struct alert *alert = &w->alert[instance];
	int64_t now = w->head->now;

	snprintf(alert->by, sizeof(alert->by), "%s", action->by);
	switch (action->what) {
	case ACTION_ACK:
		alert->state = ALERT_TAKEN;
		alert->taken = now;
		changed(w, instance, ALERT_EVENT_TAKEN, action, to);
		return;
	case ACTION_UNDO:
		alert->state = ALERT_RAISED;
		alert->taken = 0;
		alert->by[0] = '\0';
		changed(w, instance, ALERT_EVENT_UNTAKEN, action, to);
		return;
	case ACTION_ATTEND:
		alert->state = ALERT_ATTENDED;
		alert->attended = now;
		changed(w, instance, ALERT_EVENT_ATTENDED, action, to);
		return;
	default:
		alert->outcome = (uint8_t)action->outcome;
		alert->answered = true;
		/* Closed by itself before: this is only its outcome. */
		if (alert->state == ALERT_CLOSED)
			changed(w, instance, ALERT_EVENT_CLOSED, action, to);
		else
			close_it(w, instance, action, to);
		return;
	}
}

int32_t
alert_act(struct world *w, const struct action *action, struct teller to)
{
	int32_t instance = world_find_alert(w, action->alert);
	const char *reason = instance < 0 ?
	    N_("there is no alert by that number") :
	    refusal(w, action, instance);

	if (reason != NULL) {
		refuse(w, action, instance, reason, to);
		return -1;
	}
	apply(w, action, instance, to);
	return instance;
}
