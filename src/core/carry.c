/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What goes from one segment to the next, and back into a world. Everything
 * goes by its own name (an expression by its text), so that under another
 * configuration what is unchanged goes on exactly and the rest begins anew.
 * A carry may come from a file that somebody has written by hand: what does
 * not fit is skipped, and no value is taken that the fold could not have made.
 * What a sweep touches begins anew in each lane.
 */
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "core/carry.h"
#include "core/device.h"
#include "core/node.h"
#include "core/round.h"
#include "core/world_block.h"

/* Of alerts and versions: what is carried leaves room to count on. */
#define NUMBER_MAX (UINT32_MAX / 2)

enum { WORLD_NUMS = 5, WORLD_NUMS_OLD = 3, DEVICE_NUMS = 3, SOURCE_NUMS = 2,
	SHELF_NUMS = 2, VISIT_NUMS = 3 };
/* Older ones did not say of which condition, nor since when somebody waits. */
enum { ALERT_NUMS = 21, ALERT_NUMS_20 = 20, ALERT_NUMS_15 = 15 };

/* Writing. */

struct writer {
	carry_fn *fn;
	void *arg;
};

static void
put(struct writer to, struct carry carry, const int64_t *num, int n)
{
	carry.num = num;
	carry.n = n;
	to.fn(to.arg, &carry);
}

static void
put_devices(const struct world *w, struct writer to)
{
	const struct house *h = w->house;

	for (int32_t i = 0; i < h->ndevice; i++) {
		int64_t num[DEVICE_NUMS] = {w->heard[i], w->device[i],
		    w->messages[i]};

		if (w->device[i] != DEVICE_NEW)
			put(to, (struct carry){.what = CARRY_DEVICE,
			    .id = h->device[i].id}, num, DEVICE_NUMS);
	}
	for (int32_t i = 0; i < h->nsource; i++) {
		int32_t device = h->source[i].device;
		int64_t num[SOURCE_NUMS] = {w->source_since[i], w->until[i]};

		if (w->device[device] != DEVICE_NEW)
			put(to, (struct carry){.what = CARRY_SOURCE,
			    .id = h->device[device].id,
			    .id2 = h->source[i].signal, .value = w->truth[i],
			    .number = w->number[i]}, num, SOURCE_NUMS);
	}
}

static bool
is_leaf(const struct node *node)
{
	return node->op == NODE_TRUE || node->op == NODE_SOURCE ||
	    node->op == NODE_COMPARE;
}

static void
put_nodes(const struct world *w, struct writer to)
{
	for (int32_t i = 0; i < w->house->nnode; i++) {
		const struct node *n = &w->house->node[i];
		int64_t num[CARRY_NUM_MAX];

		if (is_leaf(n))
			continue;
		num[0] = w->cell[i].since;
		memcpy(num + 1, w->state + n->state0,
		    (size_t)n->nstate * sizeof(*num));
		put(to, (struct carry){.what = CARRY_NODE, .id = n->text,
		    .value = lane_value(value_of(w, i), 0),
		    .seen = lane_value(w->cell[i].seen, 0)}, num,
		    n->nstate + 1);
	}
}

static const char *
status_text(const struct house *h, int32_t status)
{
	return status == STATUS_UNSEEN ? "unseen" :
	    status == STATUS_NONE ? "none" : h->status[status].id;
}

static void
put_statuses(const struct world *w, struct writer to)
{
	const struct house *h = w->house;

	for (int32_t i = 0; i < h->nplace; i++)
		if (h->place[i].nslot > 0)
			put(to, (struct carry){.what = CARRY_STATUS,
			    .id = h->place[i].id,
			    .id2 = status_text(h, w->status[i])},
			    &w->status_since[i], 1);
}

static void
put_alerts(const struct world *w, struct writer to)
{
	const struct house *h = w->house;

	for (int32_t i = 0; i < h->ninstance; i++) {
		const struct alert *a = &w->alert[i];
		int64_t num[ALERT_NUMS] = {a->number, a->version, a->state,
		    a->level, a->outcome, a->answered, a->blind, a->spent,
		    a->retriggers, a->tonight, a->raised, a->taken, a->attended, a->closed,
		    a->changed, a->wait, a->sign, a->there, a->inhibited,
		    a->unattended,
		    house_ref_digest(h, h->instance[i].when)};

		if (a->number != 0 || a->inhibited)
			put(to, (struct carry){.what = CARRY_ALERT,
			    .id = h->rule[h->instance[i].rule].id,
			    .id2 = h->place[h->instance[i].place].id,
			    .by = a->by}, num, ALERT_NUMS);
	}
}

static void
put_shelves(const struct world *w, struct writer to)
{
	const struct house *h = w->house;

	for (int32_t i = 0; i < h->ninstance; i++) {
		const struct shelf *s = &w->shelf[i];
		int64_t num[SHELF_NUMS] = {s->since, s->until};

		if (s->until != 0)
			put(to, (struct carry){.what = CARRY_SHELF,
			    .id = h->rule[h->instance[i].rule].id,
			    .id2 = h->place[h->instance[i].place].id,
			    .by = s->by, .note = s->reason}, num, SHELF_NUMS);
	}
}

static void
put_staff(const struct world *w, struct writer to)
{
	for (int32_t i = 0; i < w->head->nstaff; i++)
		put(to, (struct carry){.what = CARRY_STAFF,
		    .by = w->staff[i].by}, &w->staff[i].since, 1);
}

/* Tonight's: a new night begins with none. */
static void
put_visits(const struct world *w, struct writer to)
{
	for (int32_t i = 0; i < w->house->nround; i++) {
		const struct round *round = &w->house->round[i];
		const struct visit *v = round_seen(w, i);
		int64_t num[VISIT_NUMS] = {round->at};

		if (v == NULL)
			continue;
		num[1] = v->t;
		num[2] = v->how;
		put(to, (struct carry){.what = CARRY_VISIT,
		    .id = w->house->place[round->place].id, .by = v->by}, num,
		    VISIT_NUMS);
	}
}

void
world_carry(const struct world *world, carry_fn *fn, void *arg)
{
	const struct world_head *head = world->head;
	struct writer to = {fn, arg};
	int64_t num[WORLD_NUMS] = {head->now, world->next_alert[0],
	    head->broker_lost, head->grace_over, head->watched};

	BUG_IF(world->house->nlane != 1);
	if (!head->begun)
		return;
	put(to, (struct carry){.what = CARRY_WORLD}, num, WORLD_NUMS);
	put_devices(world, to);
	put_nodes(world, to);
	put_statuses(world, to);
	put_alerts(world, to);
	put_shelves(world, to);
	put_staff(world, to);
	put_visits(world, to);
}

/* Reading. */

/* A time that the fold can reckon with; never after the segment's begin. */
static int64_t
past(const struct world *w, int64_t t)
{
	if (t < TIME_LONG_AGO)
		return TIME_LONG_AGO;
	return t > w->head->segment ? w->head->segment : t;
}

static void
take_world(struct world *w, const struct carry *c)
{
	/*
	 * Older ones did not say whether the grace was over, nor since when
	 * the house has been watched.
	 */
	if (c->n < WORLD_NUMS_OLD || c->n > WORLD_NUMS || c->num[1] < 1 ||
	    c->num[1] > NUMBER_MAX)
		return;
	w->head->now = past(w, c->num[0]);
	for (int32_t i = 0; i < w->house->nlane; i++)
		w->next_alert[i] = (uint32_t)c->num[1];
	w->head->broker_lost = past(w, c->num[2]);
	w->head->grace_over = c->n > WORLD_NUMS_OLD && c->num[3] != 0;
	w->head->watched = c->n == WORLD_NUMS ? past(w, c->num[4]) :
	    TIME_LONG_AGO;
	w->head->begun = true;
}

static void
take_device(struct world *w, const struct carry *c)
{
	int32_t i = house_device(w->house, c->id);

	/* Before they were counted there were but two. */
	if (i < 0 || c->n < 2 || c->n > DEVICE_NUMS || c->num[1] < DEVICE_NEW ||
	    c->num[1] > DEVICE_WAITING)
		return;
	w->heard[i] = past(w, c->num[0]);
	w->device[i] = (uint8_t)c->num[1];
	if (w->house->device[i].silent >= 0)
		w->truth[w->house->device[i].silent] =
		    device_silent(w->device[i]);
	if (c->n == DEVICE_NUMS && c->num[2] > 0 &&
	    c->num[0] >= zone_night_start(w->zone, w->head->segment))
		w->messages[i] = c->num[2];
}

/*
 * A device that is not believed has no values: it comes before its sources.
 * Whether it is silent it has told itself; that is since when.
 */
static void
take_source(struct world *w, const struct carry *c)
{
	int32_t device = house_device(w->house, c->id);
	int32_t i = device < 0 ? -1 : house_source(w->house, device, c->id2);
	const struct source *s;

	if (i < 0 || c->n != SOURCE_NUMS || c->value > TRI_TRUE)
		return;
	s = &w->house->source[i];
	w->source_since[i] = past(w, c->num[0]);
	if (w->device[device] != DEVICE_LIVE ||
	    i == w->house->device[device].silent ||
	    (s->number && c->value == TRI_FALSE))
		return;
	w->truth[i] = c->value;
	w->number[i] = c->number;
	if (s->hold > 0 && c->value == TRI_TRUE)
		w->until[i] = c->num[1] < w->head->segment + s->hold ?
		    c->num[1] : w->head->segment + s->hold;
}

static void
take_node(struct world *w, const struct carry *c)
{
	int64_t i = dict_get(&w->house->by_text, c->id, strlen(c->id));
	const struct node *n = i < 0 ? NULL : &w->house->node[i];

	if (n == NULL || is_leaf(n) || c->n != n->nstate + 1 ||
	    c->value > TRI_TRUE || c->seen > TRI_TRUE)
		return;
	value_set(w, (int32_t)i, lanes_all(c->value));
	w->cell[i].seen = lanes_all(c->seen);
	w->cell[i].since = past(w, c->num[0]);
	for (int32_t k = 0; k < n->nstate; k++)
		w->state[n->state0 + k] = past(w, c->num[k + 1]);
	w->carried[i] = true;
}

static void
take_status(struct world *w, const struct carry *c)
{
	int32_t place = house_place(w->house, c->id);
	int32_t status = house_status(w->house, c->id2);

	if (place < 0 || c->n != 1 || w->house->place[place].nslot == 0)
		return;
	if (status < 0)
		status = strcmp(c->id2, "none") == 0 ? STATUS_NONE :
		    STATUS_UNSEEN;
	w->status[place] = status;
	w->status_since[place] = past(w, c->num[0]);
}

static bool
is_alert(const int64_t *num, int n)
{
	return (n == ALERT_NUMS || n == ALERT_NUMS_20 ||
	    n == ALERT_NUMS_15) && num[0] >= 1 &&
	    num[0] <= NUMBER_MAX && num[1] >= 1 && num[1] <= NUMBER_MAX &&
	    num[2] >= ALERT_RAISED && num[2] <= ALERT_CLOSED && num[3] >= 0 &&
	    num[3] <= UINT32_MAX && num[4] >= 0 && num[4] <= 5;
}

/* Of an older carry, which did not say: as it last changed. */
static void
take_waiting(struct world *w, const struct carry *c, struct alert *a)
{
	bool old = c->n == ALERT_NUMS_15;

	a->wait = old ? a->changed : past(w, c->num[15]);
	a->sign = old ? a->attended : past(w, c->num[16]);
	a->there = !old && c->num[17] != 0;
	a->inhibited = !old && c->num[18] != 0;
	a->unattended = !old && c->num[19] != 0;
}

/* What it was closed over is what it would be raised for. */
static bool
is_same_condition(const struct world *w, int32_t instance,
    const struct carry *c)
{
	return c->n != ALERT_NUMS || c->num[20] ==
	    house_ref_digest(w->house, w->house->instance[instance].when);
}

static void
take_alert(struct world *w, const struct carry *c)
{
	int32_t i = house_instance(w->house, c->id, c->id2);
	const int64_t *num = c->num;
	struct alert a;

	/* None has been raised there yet, only held back. */
	if (i >= 0 && c->n >= ALERT_NUMS_20 && num[0] == 0)
		w->alert[i].inhibited = num[18] != 0;
	if (i < 0 || !is_alert(num, c->n))
		return;
	a = (struct alert){
	    .number = (uint32_t)num[0], .version = (uint32_t)num[1],
	    .state = (uint8_t)num[2], .level = (uint32_t)num[3],
	    .outcome = (uint8_t)num[4], .answered = num[5] != 0,
	    .blind = num[6] != 0,
	    .spent = num[7] != 0 && is_same_condition(w, i, c),
	    .retriggers = (uint32_t)num[8], .tonight = (uint32_t)num[9],
	    .raised = past(w, num[10]), .taken = past(w, num[11]),
	    .attended = past(w, num[12]), .closed = past(w, num[13]),
	    .changed = past(w, num[14]),
	};
	w->head->news |= num[7] != 0 && !a.spent;
	take_waiting(w, c, &a);
	snprintf(a.by, sizeof(a.by), "%s", c->by != NULL ? c->by : "");
	for (int32_t k = 0; k < w->house->nlane; k++)
		w->alert[i + k] = a;
	for (int32_t k = 0; k < w->house->nlane; k++)
		if (w->next_alert[k] <= a.number)
			w->next_alert[k] = a.number + 1;
}

static void
take_shelf(struct world *w, const struct carry *c)
{
	int32_t i = house_instance(w->house, c->id, c->id2);
	const struct rule *rule;
	struct shelf *shelf;
	int64_t most;

	if (i < 0 || c->n != SHELF_NUMS || w->house->nlane > 1)
		return;
	rule = &w->house->rule[w->house->instance[i].rule];
	/*
	 * Under this configuration it could not be (a call is never shelved):
	 * it ends, and what it held back is not taken for dealt with.
	 */
	if (rule->latch || w->house->instance[i].out_of_service != NULL) {
		w->alert[i].spent = false;
		w->head->news = true;
		return;
	}
	most = w->head->segment + (rule->priority == PRIORITY_HIGH ?
	    SHELF_MAX_HIGH : SHELF_MAX);
	shelf = &w->shelf[i];
	shelf->since = past(w, c->num[0]);
	shelf->until = c->num[1] < most ? c->num[1] : most;
	snprintf(shelf->by, sizeof(shelf->by), "%s",
	    c->by != NULL ? c->by : "");
	snprintf(shelf->reason, sizeof(shelf->reason), "%s",
	    c->note != NULL ? c->note : "");
}

/* Noon ends what a console that died left behind; who is there says so anew. */
static void
take_staff(struct world *w, const struct carry *c)
{
	struct signed_in *staff = &w->staff[w->head->nstaff];

	if (c->n != 1 || w->head->nstaff == STAFF_MAX ||
	    c->num[0] < zone_night_start(w->zone, w->head->segment))
		return;
	snprintf(staff->by, sizeof(staff->by), "%s", c->by);
	staff->since = past(w, c->num[0]);
	w->head->nstaff++;
}

static void
take_visit(struct world *w, const struct carry *c)
{
	int32_t place = house_place(w->house, c->id);

	if (c->n != VISIT_NUMS || c->num[2] < VISIT_ENTERED ||
	    c->num[2] > VISIT_SKIPPED)
		return;
	for (int32_t i = 0; i < w->house->nround; i++) {
		struct visit *visit = &w->visit[i];

		if (w->house->round[i].place != place ||
		    w->house->round[i].at != c->num[0])
			continue;
		visit->t = past(w, c->num[1]);
		visit->how = (enum visit_how)c->num[2];
		snprintf(visit->by, sizeof(visit->by), "%s",
		    c->by != NULL ? c->by : "");
	}
}

/* Whether it has the names that its kind goes by. */
static bool
is_named(const struct carry *c)
{
	if (c->what == CARRY_WORLD)
		return true;
	if (c->what == CARRY_STAFF)
		return c->by != NULL;
	return c->id != NULL && (c->id2 != NULL || c->what == CARRY_DEVICE ||
	    c->what == CARRY_NODE || c->what == CARRY_VISIT);
}

void
carry_take(struct world *w, const struct carry *carry)
{
	if (!is_named(carry))
		return;
	switch (carry->what) {
	case CARRY_WORLD:
		take_world(w, carry);
		return;
	case CARRY_DEVICE:
		take_device(w, carry);
		return;
	case CARRY_SOURCE:
		take_source(w, carry);
		return;
	case CARRY_NODE:
		take_node(w, carry);
		return;
	case CARRY_STATUS:
		take_status(w, carry);
		return;
	case CARRY_ALERT:
		take_alert(w, carry);
		return;
	case CARRY_SHELF:
		take_shelf(w, carry);
		return;
	case CARRY_STAFF:
		take_staff(w, carry);
		return;
	case CARRY_VISIT:
		take_visit(w, carry);
		return;
	}
}
