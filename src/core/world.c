/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The fold. A moment: timers that are due and the message's readings set
 * sources and devices; that marks nodes; nodes are evaluated in their order,
 * each once, and mark what depends on them; then the places and instances
 * that look at a changed node settle, in the order of the configuration.
 */
#include "core/world.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "core/act.h"
#include "core/alert.h"
#include "core/carry.h"
#include "core/device.h"
#include "core/node.h"
#include "core/timers.h"
#include "core/world_block.h"

static int32_t
words(int32_t n)
{
	return (n + 63) / 64;
}

/* Lays the block out: called with block NULL for its size alone. */
static size_t
lay_out(struct world *w, const struct house *h, char *block)
{
	int32_t marks = h->nnode + h->nplace + h->ninstance;
	size_t at = 0;

#define LAY(member, count)                                                  \
	do {                                                                \
		if (block != NULL)                                          \
			w->member = (void *)(block + at);                   \
		at += ((size_t)(count) * sizeof(*w->member) + 7) / 8 * 8;   \
	} while (0)
	LAY(head, 1);
	LAY(rail, 2 * h->nnode);
	LAY(cell, h->nnode);
	LAY(state, h->nstate);
	LAY(carried, h->nnode);
	LAY(pulse, h->nnode);
	LAY(number, h->nsource);
	LAY(source_since, h->nsource);
	LAY(until, h->nsource);
	LAY(truth, h->nsource);
	LAY(heard, h->ndevice);
	LAY(bad, h->ndevice);
	LAY(messages, h->ndevice);
	LAY(device, h->ndevice);
	LAY(status_since, h->nplace);
	LAY(status, h->nplace);
	LAY(alert, h->ninstance);
	LAY(shelf, h->nlane == 1 ? h->ninstance : 0);
	LAY(visit, h->nround);
	LAY(staff, STAFF_MAX);
	LAY(next_alert, h->nlane);
	LAY(due, h->ntimer);
	LAY(queued, h->ntimer);
	LAY(heap, timers_room(h));
	LAY(dirty.word, words(marks));
	LAY(dirty.top, words(words(marks)));
#undef LAY
	w->dirty.ntop = words(words(marks));
	return at;
}

static void
reset(struct world *w)
{
	const struct house *h = w->house;

	memset(w->head, 0, w->size);
	for (int32_t i = 0; i < h->nlane; i++)
		w->next_alert[i] = 1;
	for (int32_t i = 0; i < h->ntimer; i++)
		w->due[i] = w->queued[i] = TIME_NEVER;
	for (int32_t i = 0; i < h->nnode; i++) {
		node_reset(w, i);
		mark_set(&w->dirty, i);
	}
	device_reset(w);
	for (int32_t i = 0; i < h->nplace; i++) {
		w->status[i] = STATUS_UNSEEN;
		mark_set(&w->dirty, place_mark(w, i));
	}
	for (int32_t i = 0; i < h->ninstance; i++)
		mark_set(&w->dirty, instance_mark(w, i));
}

struct world *
world_new(const struct house *house, const struct zone *zone,
    enum world_guard guard)
{
	struct world *w = xcalloc(1, sizeof(*w));

	BUG_IF(house->nlane > 1 && guard != GUARD_MODEL);
	w->house = house;
	w->zone = zone;
	w->guard = guard;
	w->size = lay_out(w, house, NULL);
	lay_out(w, house, xcalloc(1, w->size));
	reset(w);
	return w;
}

void
world_free(struct world *world)
{
	if (world == NULL)
		return;
	free(world->head);
	free(world);
}

size_t
world_size(const struct world *world)
{
	return world->size;
}

void
world_copy(struct world *to, const struct world *from)
{
	BUG_IF(to->house != from->house);
	memcpy(to->head, from->head, from->size);
}

struct world *
world_clone(const struct world *world)
{
	struct world *to = world_new(world->house, world->zone, world->guard);

	world_copy(to, world);
	return to;
}

/* Places, and all that is marked. */

static int32_t
status_of(const struct world *w, int32_t place)
{
	const struct place *p = &w->house->place[place];

	for (int32_t i = p->slot0; i < p->slot0 + p->nslot; i++) {
		const struct slot *slot = &w->house->slot[i];
		uint8_t v = ref_value(w, slot->when, 0);

		if (v == TRI_UNKNOWN)
			return STATUS_UNSEEN;
		if (v == TRI_TRUE)
			return slot->status;
	}
	return STATUS_NONE;
}

static void
tell_status(const struct world *w, int32_t place, int32_t was,
    struct teller to)
{
	struct event e = {
	    .t = w->head->now,
	    .what = EVENT_STATUS,
	    .place = place,
	    .status = w->status[place],
	    .was = was,
	    .instance = -1,
	    .device = -1,
	};

	if (to.fn != NULL)
		to.fn(to.arg, &e);
}

static void
settle_place(struct world *w, int32_t place, struct teller to)
{
	int32_t was = w->status[place], status;

	if (w->house->place[place].nslot == 0)
		return;
	status = status_of(w, place);
	if (status == was)
		return;
	w->status[place] = status;
	w->status_since[place] = w->head->now;
	tell_status(w, place, was, to);
}

/* All that is marked below end. before: the time of the moment before. */
static void
settle(struct world *w, int64_t before, int32_t end, struct teller to)
{
	int32_t places = place_mark(w, 0), instances = instance_mark(w, 0), i;

	while ((i = mark_take(&w->dirty, end)) >= 0) {
		if (i < places)
			node_settle(w, i, before);
		else if (i < instances)
			settle_place(w, i - places, to);
		else
			alert_settle(w, i - instances, to);
	}
}

static void
fire(struct world *w, struct timer timer, struct teller to)
{
	switch (timer.kind) {
	case TIMER_NODE:
		mark_set(&w->dirty, timer.index);
		return;
	case TIMER_SOURCE:
		device_end_impulse(w, timer.index, to);
		return;
	case TIMER_DEVICE:
		device_fall_silent(w, timer.index, to);
		return;
	case TIMER_ALERT:
		alert_due(w, timer.index);
		return;
	case TIMER_BROKER:
		w->head->grace_over = true;
		device_lose_all(w, to);
		return;
	}
}

static void
hear_broker(struct world *w, bool connected)
{
	if (connected) {
		w->head->broker_lost = 0;
		w->head->grace_over = false;
		timers_set(w, w->house->broker_timer, TIME_NEVER);
	} else if (w->head->broker_lost == 0) {
		w->head->broker_lost = w->head->now;
		timers_set(w, w->house->broker_timer,
		    w->head->now + w->house->broker_grace + 1);
	}
}

static void
apply_readings(struct world *w, const struct message *m, struct teller to)
{
	for (int i = 0; i < m->nheard; i++) {
		if (m->kind == MESSAGE_AVAILABLE) {
			device_available(w, m->heard[i], m->on, to);
		} else {
			w->messages[m->heard[i]] += !m->retained;
			device_hear(w, m->heard[i], m->retained, to);
		}
	}
	for (int i = 0; i < m->nreading; i++) {
		int32_t source = m->reading[i].source;

		/* What tells of some may be read for others as well. */
		if (m->kind == MESSAGE_AVAILABLE)
			device_hear(w, w->house->source[source].device,
			    m->retained, to);
		device_read(w, &m->reading[i], m->retained, to);
	}
}

static void
note(const struct world *w, const struct message *m, struct teller to)
{
	struct event e = {
	    .t = w->head->now,
	    .what = EVENT_NOTED,
	    .place = m->kind == MESSAGE_BAD ?
	        w->house->device[m->device].place : -1,
	    .instance = -1,
	    .device = m->kind == MESSAGE_BAD ? m->device : -1,
	    .kind = m->kind,
	    .on = m->on,
	    .step = m->step,
	    .reason = m->why,
	};

	if (to.fn != NULL)
		to.fn(to.arg, &e);
}

static void
apply(struct world *w, const struct message *m, struct teller to)
{
	bool lost = w->head->broker_lost != 0;

	/* Of natvagt's own as well, where devices read them. */
	apply_readings(w, m, to);
	switch (m->kind) {
	case MESSAGE_BROKER:
		hear_broker(w, m->on);
		if (lost == m->on)
			note(w, m, to);
		return;
	case MESSAGE_BAD:
		w->bad[m->device] += m->step;
		note(w, m, to);
		return;
	case MESSAGE_START:
	case MESSAGE_CLOCK:
		note(w, m, to);
		return;
	default:
		return;
	}
}

/* The moment at t, with a message or (NULL) for a deadline alone. */
static void
moment(struct world *w, int64_t t, const struct message *m, struct teller to)
{
	int64_t before = w->head->begun && t == w->head->now ? t : t - 1;
	int32_t timer;

	BUG_IF(t < w->head->now);
	w->head->begun = true;
	w->head->now = t;
	while (w->head->npulse > 0)
		mark_set(&w->dirty, w->pulse[--w->head->npulse]);
	while (timers_are_near(w, t) && (timer = timers_take(w, t)) >= 0)
		fire(w, w->house->timer[timer], to);
	if (m != NULL)
		apply(w, m, to);
	if (m != NULL && m->kind == MESSAGE_ACTION &&
	    w->guard == GUARD_RECORDED) {
		settle(w, before, instance_mark(w, 0), to);
		act_apply(w, &m->action, to);
	}
	settle(w, before, INT32_MAX, to);
}

/* Segments: see carry.c for what is carried. */

static void
begin_segment(struct world *w, int64_t t, int64_t carries)
{
	reset(w);
	w->head->segment = w->head->watched = t;
	w->head->carrying = true;
	w->head->carries = carries;
}

/*
 * Begins what is new, and marks what does not follow from its operands any
 * more; false where all goes on as it was.
 */
static bool
resume_nodes(struct world *w)
{
	bool news = false;

	for (int32_t i = 0; i < w->house->nnode; i++) {
		const struct node *n = &w->house->node[i];
		bool leaf = n->op == NODE_SOURCE || n->op == NODE_COMPARE;

		if (!w->carried[i]) {
			node_begin(w, i, w->head->segment);
			news = news || (!leaf && n->op != NODE_TRUE);
		} else if (node_is_stale(w, i)) {
			mark_set(&w->dirty, i);
			news = true;
		}
		node_rearm(w, i);
	}
	return news;
}

/*
 * Under other limits a deadline may be over already: then it is due now, as
 * time does not run backwards.
 */
static void
resume_timers(struct world *w)
{
	device_rearm(w);
	if (w->head->broker_lost != 0 && !w->head->grace_over)
		timers_set(w, w->house->broker_timer,
		    w->head->broker_lost + w->house->broker_grace + 1);
	for (int32_t i = 0; i < w->house->ninstance; i++)
		alert_arm(w, i);
	for (int32_t i = 0; i < w->house->ntimer; i++)
		if (w->due[i] < w->head->segment)
			timers_set(w, i, w->head->segment);
}

/*
 * The carries have come. Where the last moment was the segment's own, what is
 * new joins it: another moment would end what lasts one (a rise), which the
 * uncut run does not.
 */
static void
end_carrying(struct world *w, struct teller to)
{
	w->head->carrying = false;
	if (!w->head->carried) {
		moment(w, w->head->segment, NULL, to);
		return;
	}
	while (mark_take(&w->dirty, w->house->nnode) >= 0)
		;
	if ((resume_nodes(w) || w->head->news) &&
	    w->head->now < w->head->segment) {
		resume_timers(w);
		moment(w, w->head->segment, NULL, to);
		return;
	}
	resume_timers(w);
	settle(w, w->head->now, INT32_MAX, to);
}

int64_t
world_next(struct world *world)
{
	int64_t t = timers_next(world);

	if (world->head->npulse > 0 && world->head->now + 1 < t)
		t = world->head->now + 1;
	return t;
}

/* Surely nothing happens before t. */
static bool
is_calm(const struct world *w, int64_t t)
{
	return w->head->npulse == 0 && !timers_are_near(w, t - 1);
}

void
world_advance(struct world *world, int64_t t, event_fn *fn, void *arg)
{
	struct teller to = {fn, arg};
	int64_t next;

	if (world->head->carrying)
		end_carrying(world, to);
	while (!is_calm(world, t) && (next = world_next(world)) < t)
		moment(world, next, NULL, to);
}

static void
fold_carry(struct world *w, const struct carry *carry, struct teller to)
{
	if (!w->head->carrying)
		return;
	w->head->carried = true;
	carry_take(w, carry);
	if (w->head->carries > 0 && --w->head->carries == 0)
		end_carrying(w, to);
}

void
world_fold(struct world *world, const struct message *message, event_fn *fn,
    void *arg)
{
	world_fold_at(world, message->t, message, fn, arg);
}

void
world_fold_at(struct world *world, int64_t t, const struct message *message,
    event_fn *fn, void *arg)
{
	struct world_head *head = world->head;
	struct teller to = {fn, arg};

	if (t < head->now)
		t = head->now;
	if (message->kind == MESSAGE_CARRY) {
		fold_carry(world, &message->carry, to);
		return;
	}
	/* After a stop, nobody was watching before this … */
	if (message->kind == MESSAGE_START && head->carrying)
		end_carrying(world, to);
	/* … and what a clock leaps over has not been: it is all due now. */
	else if (message->kind == MESSAGE_CLOCK && message->step > 0)
		world_advance(world, t - message->step, fn, arg);
	else if (message->kind != MESSAGE_START &&
	    (head->carrying || !is_calm(world, t)))
		world_advance(world, t, fn, arg);
	if (message->kind != MESSAGE_SEGMENT) {
		moment(world, t, message, to);
		return;
	}
	begin_segment(world, t, message->step);
	if (message->step == 0)
		end_carrying(world, to);
}

/* Questions. */

const struct house *
world_house(const struct world *world)
{
	return world->house;
}

int64_t
world_now(const struct world *world)
{
	return world->head->now;
}

int32_t
world_status(const struct world *world, int32_t place, int64_t *since)
{
	if (since != NULL)
		*since = world->status_since[place];
	if (world->house->place[place].nslot == 0 &&
	    house_dwelling(world->house, place) != place)
		return STATUS_NONE;
	return world->status[place];
}

const struct alert *
world_alert(const struct world *world, int32_t instance)
{
	return &world->alert[instance];
}

const struct shelf *
world_shelf(const struct world *world, int32_t instance)
{
	return world->house->nlane > 1 || world->shelf[instance].until == 0 ?
	    NULL : &world->shelf[instance];
}

const struct signed_in *
world_staff(const struct world *world, int *n)
{
	*n = world->head->nstaff;
	return world->staff;
}

int32_t
world_find_alert(const struct world *world, uint32_t number)
{
	for (int32_t i = 0; i < world->house->ninstance; i++)
		if (number != 0 && world->alert[i].number == number)
			return i;
	return -1;
}

bool
world_drops(const struct world *world, int32_t instance,
    const struct house *to)
{
	return alert_is_open(&world->alert[instance]) && to != world->house &&
	    house_same_instance(to, world->house, instance) < 0;
}

struct device_info
world_device(const struct world *world, int32_t device)
{
	return (struct device_info){world->device[device],
	    world->heard[device], world->bad[device],
	    world->messages[device]};
}

uint8_t
world_source(const struct world *world, int32_t source, double *number,
    int64_t *since)
{
	if (number != NULL)
		*number = world->number[source];
	if (since != NULL)
		*since = world->source_since[source];
	return world->truth[source];
}

uint8_t
world_ref(const struct world *world, node_ref ref, int64_t *since)
{
	if (since != NULL)
		*since = world->cell[ref >> 1].since;
	return ref_value(world, ref, 0);
}

int64_t
world_broker_lost(const struct world *world)
{
	return world->head->broker_lost;
}
