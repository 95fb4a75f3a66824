/* SPDX-License-Identifier: Apache-2.0 */
/* An alert's life (DESIGN, section 8): each instance at each moment. */
#include "oracle_own.h"

#include <string.h>

enum state { NONE, RAISED, RETURNED, TAKEN, ATTENDED, CLOSED };

struct alert {
	enum state state;
	unsigned number, version, level;
	bool blind, spent, answered, inhibited;
	int64_t raised, taken;
	int64_t wait;  /* since when it waits for somebody */
	int64_t sign;  /* of staff there, the last */
	bool there;    /* staff were, as it last settled */
};

/* A rule at a place, where it watches. */
struct instance {
	bool is;
	struct alert alert;
	bool shelved;
	int64_t shelf_until;
	uint8_t v[O_MOMENTS];
	bool presence;     /* somebody could be seen to be there */
	uint8_t present[O_MOMENTS];
};

static struct instance instance[O_RULES][O_PLACES];
static unsigned next_number;
static int last_rule, last_place; /* where an alert was raised last */

static bool
is_dwelling(int place)
{
	return o_place[place].kind != NULL &&
	    strcmp(o_place[place].kind, "dwelling") == 0;
}

static int
dwelling_of(int place)
{
	while (place >= 0 && !is_dwelling(place))
		place = o_place[place].within;
	return place;
}

/* Conditions. */

int
o_overridden(const struct o_rule *rule)
{
	return rule->each == 0 ? O_102 : rule->each == O_PLAIN_KINDS ?
	    O_ROOMS + O_B2 : O_PLACES;
}

static enum o_override
override_of(const struct o_rule *rule, int place)
{
	return place == o_overridden(rule) ? rule->override : O_AS_IT_IS;
}

/* Whether the override holds at t. */
static bool
holds(const struct o_rule *rule, int64_t t)
{
	return rule->until == 0 || t < o_until[rule->until].t;
}

/*
 * The rule's condition at a place; false where it does not watch it. What is
 * absent for a time is false so long.
 */
static bool
condition(const struct o_case *c, const struct o_rule *rule, int place,
    uint8_t *v)
{
	enum o_override override = override_of(rule, place);
	bool other = override == O_NOT_HERE || override == O_OTHERWISE;
	uint8_t otherwise[O_MOMENTS];
	bool has_own, has_other;

	has_own = o_values(c, rule->when, place, v);
	if (!other)
		return has_own;
	has_other = override == O_OTHERWISE &&
	    o_values(c, rule->otherwise, place, otherwise);
	if (rule->until == 0)
		has_own = false;
	for (int m = 0; m < o_nmoment; m++) {
		if (o_moment[m].gap)
			v[m] = v[m - 1];
		else if (holds(rule, o_moment[m].t))
			v[m] = has_other ? otherwise[m] : F;
		else
			v[m] = has_own ? v[m] : F;
	}
	return has_own || has_other;
}

static void
fill_instance(const struct o_case *c, int rule, int place)
{
	struct instance *x = &instance[rule][place];
	int dwelling = dwelling_of(place);

	x->is = o_is_subject(c, place, c->rule[rule].each) &&
	    condition(c, &c->rule[rule], place, x->v);
	x->presence = x->is && c->attends >= 0 && o_values(c, c->attends,
	    dwelling >= 0 ? dwelling : place, x->present);
}

void
o_alerts_begin(const struct o_case *c)
{
	memset(instance, 0, sizeof(instance));
	next_number = 1;
	last_rule = O_RULES;
	last_place = O_PLACES;
	for (int rule = 0; rule < c->nrule; rule++)
		for (int p = 0; p < O_PLACES; p++)
			fill_instance(c, rule, p);
}

/* What is told. */

struct o_told *
o_tell_event(struct o_teller *to, const char *event)
{
	struct o_told *told = o_tell(to);

	told->is_alert = true;
	while (strcmp(o_event[told->event], event) != 0)
		told->event++;
	return told;
}

/* Of no alert. */
static void
tell_instance(struct o_teller *to, int rule, int place, const char *event)
{
	struct o_told *told = o_tell_event(to, event);

	told->rule = rule;
	told->place = place;
}

static void
tell_alert(struct o_teller *to, int rule, int place, const char *event)
{
	const struct alert *a = &instance[rule][place].alert;
	struct o_told *told = o_tell_event(to, event);

	told->rule = rule;
	told->place = place;
	told->number = a->number;
	told->version = a->version;
	told->level = a->level;
}

static void
change(struct o_teller *to, int rule, int place, enum state state,
    const char *event)
{
	struct alert *a = &instance[rule][place].alert;

	a->state = state;
	a->version++;
	tell_alert(to, rule, place, event);
}

static void
close_alert(struct o_teller *to, int rule, int place, int m)
{
	struct instance *x = &instance[rule][place];

	x->alert.blind = false;
	x->alert.spent = x->v[m] == T;
	change(to, rule, place, CLOSED, "closed");
}

/* How it is. */

static bool
is_open(const struct alert *a)
{
	return a->state != NONE && a->state != CLOSED;
}

static bool
is_priority(const struct o_rule *rule, const char *priority)
{
	return strcmp(o_priority[rule->priority], priority) == 0;
}

static bool
is_out_of_service(const struct o_rule *rule, int place)
{
	return override_of(rule, place) == O_OUT_OF_SERVICE;
}

static bool
is_present(const struct o_case *c, const struct instance *x, int m)
{
	return !c->model && x->presence && x->present[m] == T;
}

static bool
arrives(const struct o_case *c, const struct instance *x, int m)
{
	return !c->model && x->presence && o_rises(x->present, m);
}

/* Seen there now, or not so long ago that they must have left. */
static bool
are_there(const struct o_rule *rule, const struct alert *a, int64_t t)
{
	int64_t stay = rule->attend_for > 0 ? rule->attend_for : 15 * 60000;

	return a->state == ATTENDED && (a->there || t < a->sign + stay);
}

/* Staff attend somebody where the place is. */
static bool
is_attended(const struct o_case *c, int rule, int place, int m)
{
	int dwelling = dwelling_of(place);

	if (dwelling < 0 || c->model)
		return false;
	for (int r = 0; r < c->nrule; r++)
		for (int p = 0; p < O_PLACES; p++)
			if (dwelling_of(p) == dwelling &&
			    are_there(&c->rule[r], &instance[r][p].alert,
			    o_moment[m].t))
				return true;
	return is_present(c, &instance[rule][place], m);
}

/* Settling. */

static void
settle_none(const struct o_case *c, int rule, int place, int m,
    struct o_teller *to)
{
	const struct o_rule *r = &c->rule[rule];
	struct instance *x = &instance[rule][place];
	struct alert *a = &x->alert;

	if (x->v[m] != T || a->spent || x->shelved ||
	    is_out_of_service(r, place))
		return;
	if (is_attended(c, rule, place, m) && !r->latch &&
	    (is_priority(r, "low") || is_priority(r, "medium"))) {
		if (!a->inhibited)
			tell_instance(to, rule, place, "inhibited");
		a->inhibited = true;
		return;
	}
	*a = (struct alert){.number = next_number++, .raised = to->t,
	    .wait = to->t};
	last_rule = rule;
	last_place = place;
	change(to, rule, place, RAISED, "raised");
}

static void
escalate(struct o_teller *to, int rule, int place, enum state state)
{
	struct alert *a = &instance[rule][place].alert;

	a->level++;
	a->wait = to->t;
	change(to, rule, place, state, "escalated");
}

static bool
is_over(int64_t from, int64_t ms, int64_t t)
{
	return ms > 0 && t >= from + ms;
}

/* What time and staff's signs do to what waits; false: nothing. */
static bool
wait_on(const struct o_case *c, int rule, int place, int m,
    struct o_teller *to)
{
	const struct o_rule *r = &c->rule[rule];
	struct instance *x = &instance[rule][place];
	struct alert *a = &x->alert;
	int64_t t = to->t;

	if (c->model)
		return false;
	if ((a->state == RAISED || (a->state == RETURNED && r->latch)) &&
	    is_over(a->wait, r->escalate_after, t)) {
		escalate(to, rule, place, a->state);
	} else if (a->state == TAKEN &&
	    is_over(a->taken, r->attend_within, t)) {
		escalate(to, rule, place, RAISED);
	} else if (a->state == ATTENDED && x->v[m] == T &&
	    !is_present(c, x, m) && is_over(a->sign, r->attend_for, t)) {
		a->wait = t;
		change(to, rule, place, RAISED, "retriggered");
	} else {
		return false;
	}
	return true;
}

/* One step of an open alert's; false: there was none. */
static bool
step(const struct o_case *c, int rule, int place, int m, struct o_teller *to)
{
	const struct o_rule *r = &c->rule[rule];
	struct instance *x = &instance[rule][place];
	struct alert *a = &x->alert;
	bool cleared = o_false_for(x->v, m, r->clear_after);
	bool low = is_priority(r, "low") || is_priority(r, "technical");

	if (!is_open(a))
		return false;
	if (arrives(c, x, m) && a->state != ATTENDED && a->raised < to->t) {
		a->sign = to->t;
		change(to, rule, place, ATTENDED, "attended");
	} else if (c->model && cleared) {
		close_alert(to, rule, place, m);
	} else if (a->state == RAISED && cleared) {
		if (low && !r->latch)
			close_alert(to, rule, place, m);
		else
			change(to, rule, place, RETURNED, "returned");
	} else if (a->state == RETURNED && x->v[m] == T) {
		if (!r->latch)
			a->wait = to->t;
		change(to, rule, place, RAISED, "retriggered");
	} else if ((a->state == TAKEN || a->state == ATTENDED) && cleared &&
	    !r->latch) {
		close_alert(to, rule, place, m);
	} else {
		return wait_on(c, rule, place, m, to);
	}
	return true;
}

static void
settle_open(const struct o_case *c, int rule, int place, int m,
    struct o_teller *to)
{
	struct instance *x = &instance[rule][place];
	struct alert *a = &x->alert;
	bool present = is_present(c, x, m);

	if (a->blind != (x->v[m] == U)) {
		a->blind = !a->blind;
		change(to, rule, place, a->state, a->blind ? "blind" : "seen");
	}
	if (present || a->there)
		a->sign = to->t;
	a->there = present;
	while (step(c, rule, place, m, to))
		;
}

static void
settle(const struct o_case *c, int rule, int place, int m,
    struct o_teller *to)
{
	struct instance *x = &instance[rule][place];

	if (x->v[m] != T)
		x->alert.spent = x->alert.inhibited = false;
	if (x->shelved && to->t >= x->shelf_until) {
		x->shelved = x->alert.spent = false;
		tell_instance(to, rule, place, "unshelved");
	}
	if (is_open(&x->alert))
		settle_open(c, rule, place, m, to);
	else
		settle_none(c, rule, place, m, to);
}

/* Whether others were to look again. */
static bool
settle_changes(const struct o_case *c, int rule, int place, int m,
    struct o_teller *to)
{
	struct alert *a = &instance[rule][place].alert;
	bool was = a->state == ATTENDED;

	settle(c, rule, place, m, to);
	return was != (a->state == ATTENDED);
}

void
o_alerts_settle(const struct o_case *c, int m, struct o_teller *to)
{
	bool due[O_RULES][O_PLACES];
	int i = 0;

	for (int rule = 0; rule < O_RULES; rule++)
		for (int p = 0; p < O_PLACES; p++)
			due[rule][p] = instance[rule][p].is;
	/* The lowest that is due, again and again. */
	while (i < O_RULES * O_PLACES) {
		int rule = i / O_PLACES, place = i % O_PLACES;
		int dwelling = dwelling_of(place);

		i++;
		if (!due[rule][place])
			continue;
		due[rule][place] = false;
		if (!settle_changes(c, rule, place, m, to) || dwelling < 0)
			continue;
		for (int r = 0; r < c->nrule; r++)
			for (int p = 0; p < O_PLACES; p++)
				if (dwelling_of(p) == dwelling)
					due[r][p] = instance[r][p].is;
		i = 0;
	}
}

/* Staff's actions. */

/* On the alert by that number. */
static void
act_on_alert(const struct o_message *action, int rule, int place, int m,
    struct o_teller *to)
{
	struct alert *a = &instance[rule][place].alert;
	const char *what = o_what[action->what];
	bool there = a->state == TAKEN || a->state == ATTENDED;
	bool fits = action->version == a->version &&
	    (action->named == O_UNNAMED ||
	    (action->rule == rule && action->place == place));

	if (fits && strcmp(what, "ack") == 0 && is_open(a) && !there) {
		a->taken = to->t;
		change(to, rule, place, TAKEN, "taken");
	} else if (fits && strcmp(what, "undo") == 0 && a->state == TAKEN &&
	    to->t - a->taken <= 60000) {
		a->wait = to->t;
		change(to, rule, place, RAISED, "untaken");
	} else if (fits && strcmp(what, "attend") == 0 && is_open(a) &&
	    a->state != ATTENDED) {
		a->sign = to->t;
		change(to, rule, place, ATTENDED, "attended");
	} else if (fits && strcmp(what, "close") == 0 && there) {
		a->answered = true;
		close_alert(to, rule, place, m);
	} else if (fits && strcmp(what, "close") == 0 &&
	    a->state == CLOSED && !a->answered) {
		a->answered = true;
		change(to, rule, place, CLOSED, "closed");
	} else {
		tell_alert(to, rule, place, "refused");
	}
}

/* The instance whose alert has the number; false: none has. */
static bool
find_alert(unsigned number, int *rule, int *place)
{
	for (*rule = 0; *rule < O_RULES; (*rule)++)
		for (*place = 0; *place < O_PLACES; (*place)++)
			if (number != 0 && instance[*rule][*place].
			    alert.number == number)
				return true;
	return false;
}

static void
act_alert(const struct o_case *c, const struct o_message *action, int m,
    struct o_teller *to)
{
	struct o_told *told;
	int rule, place;

	if (c->model)
		return;
	if (find_alert(action->alert, &rule, &place)) {
		act_on_alert(action, rule, place, m, to);
		return;
	}
	told = o_tell_event(to, "refused");
	told->number = action->alert;
	told->version = action->version;
}

static bool
may_shelve(const struct o_case *c, const struct o_message *action)
{
	const struct o_rule *rule = &c->rule[action->rule];

	return !rule->latch && !is_out_of_service(rule, action->place) &&
	    !instance[action->rule][action->place].shelved &&
	    action->minutes <= (is_priority(rule, "high") ? 15 : 60) &&
	    action->reason;
}

static void
shelve(const struct o_message *action, int m, struct o_teller *to)
{
	int rule = action->rule, place = action->place;
	struct instance *x = &instance[rule][place];

	x->shelved = true;
	x->shelf_until = to->t + action->minutes * INT64_C(60000);
	if (!is_open(&x->alert)) {
		tell_instance(to, rule, place, "shelved");
		return;
	}
	change(to, rule, place, x->alert.state, "shelved");
	close_alert(to, rule, place, m);
}

static void
act_shelf(const struct o_case *c, const struct o_message *action, int m,
    struct o_teller *to)
{
	bool shelves = strcmp(o_what[action->what], "shelve") == 0;
	struct instance *x = NULL;

	if (c->model)
		return;
	if (action->rule < c->nrule && action->place < O_PLACES)
		x = &instance[action->rule][action->place];
	if (x == NULL || !x->is) {
		o_tell_event(to, "refused");
	} else if (shelves && may_shelve(c, action)) {
		shelve(action, m, to);
	} else if (!shelves && x->shelved) {
		x->shelved = x->alert.spent = false;
		tell_instance(to, action->rule, action->place, "unshelved");
	} else {
		tell_instance(to, action->rule, action->place, "refused");
	}
}

/* Staff look in, and may be in there. */
static void
visit(const struct o_case *c, const struct o_message *action,
    struct o_teller *to)
{
	int place = action->place;
	int dwelling;

	if (c->model || !o_has_place(c, place))
		return;
	if (!o_rounds_visit(c, action))
		o_tell_event(to, "refused");
	if (action->how != O_ENTERED)
		return;
	dwelling = dwelling_of(place);
	for (int r = 0; r < c->nrule; r++)
		for (int p = 0; p < O_PLACES; p++)
			if (dwelling < 0 ? p == place :
			    dwelling_of(p) == dwelling)
				instance[r][p].alert.sign = to->t;
}

/* The newest open alert's number less `back`; of the newest if none is. */
static unsigned
some_alert(unsigned back)
{
	unsigned newest = 0;

	for (int r = 0; r < O_RULES; r++)
		for (int p = 0; p < O_PLACES; p++) {
			const struct alert *a = &instance[r][p].alert;

			if (is_open(a) && a->number > newest)
				newest = a->number;
		}
	if (newest == 0)
		newest = next_number - 1;
	return newest > back ? newest - back : 1;
}

/* What staff would do, mostly. */
static const char *
some_action(enum state state, int fits)
{
	static const char *const raised[O_FITS] = {"ack", "ack", "ack",
	    "ack", "attend", "attend", "shelve", "unshelve"},
	    *const taken[O_FITS] = {"undo", "undo", "undo", "attend",
	    "attend", "close", "shelve", "ack"},
	    *const attended[O_FITS] = {"close", "close", "visit", "visit",
	    "visit", "shelve", "undo", "attend"},
	    *const closed[O_FITS] = {"close", "close", "shelve", "shelve",
	    "unshelve", "unshelve", "unshelve", "ack"};

	return state == TAKEN ? taken[fits] : state == ATTENDED ?
	    attended[fits] : state == RAISED || state == RETURNED ?
	    raised[fits] : closed[fits];
}

/* In o_what. */
static int
what_of(const char *what)
{
	int i = 0;

	while (strcmp(o_what[i], what) != 0)
		i++;
	return i;
}

/* What the case leaves open of an action. */
static void
fill_in(struct o_message *action)
{
	struct alert none = {.state = NONE, .version = 1}, *a = &none;
	int rule, place;
	bool found;

	if (action->alert == 0)
		action->alert = some_alert(action->back);
	found = find_alert(action->alert, &rule, &place);
	if (found)
		a = &instance[rule][place].alert;
	if (action->version == 0)
		action->version = a->version;
	if (action->rule < 0 || action->named == O_NAMED) {
		action->rule = found ? rule : last_rule;
		action->place = found ? place : last_place;
	}
	if (action->what < 0)
		action->what = what_of(some_action(a->state, action->fits));
}

void
o_alerts_act(const struct o_case *c, struct o_message *action, int m,
    struct o_teller *to)
{
	const char *what;

	fill_in(action);
	what = o_what[action->what];
	if (strcmp(what, "shelve") == 0 || strcmp(what, "unshelve") == 0)
		act_shelf(c, action, m, to);
	else if (strcmp(what, "visit") == 0)
		visit(c, action, to);
	else if (strcmp(what, "note") != 0 && strncmp(what, "sign", 4) != 0)
		act_alert(c, action, m, to);
}
