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
	for (int32_t i = 0; i < h->nsource; i++) {
		w->truth[i] = TRI_UNKNOWN;
		w->until[i] = TIME_NEVER;
	}
	/* natvagt itself is there, though it has nothing to say. */
	for (int32_t i = 0; i < h->ndevice; i++) {
		if (!h->device[i].own)
			continue;
		w->device[i] = DEVICE_LIVE;
		if (h->device[i].silent >= 0)
			w->truth[h->device[i].silent] = TRI_FALSE;
	}
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

/* Nodes, places and instances. */

/*
 * An instance only in the lanes in which its condition has changed. Apart, as
 * set_node() is shorter by a tenth of all instructions without it.
 */
static __attribute__((noinline)) void
mark_lanes(struct world *w, int32_t user, uint64_t changed)
{
	int32_t i = user - instance_mark(w, 0);

	changed = i < 0 ? 1 : changed & all_lanes(w);
	for (; changed != 0; changed &= changed - 1)
		mark_set(&w->dirty, user + __builtin_ctzll(changed));
}

static void
set_node(struct world *w, int32_t node, struct lanes v)
{
	const struct node *n = &w->house->node[node];
	uint64_t changed = lanes_differ(v, value_of(w, node));

	if (changed == 0)
		return;
	value_set(w, node, v);
	w->cell[node].since = w->head->now;
	for (int32_t i = 0; i < n->nuser; i++) {
		struct user user = w->house->user[n->user0 + i];

		if (user.gate != REF_ABSENT && ref_is_false(w, user.gate))
			continue;
		if (w->house->nlane == 1)
			mark_set(&w->dirty, user.index);
		else
			mark_lanes(w, user.index, changed);
	}
}

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
			set_node(w, i, node_step(w, i, before));
		else if (i < instances)
			settle_place(w, i - places, to);
		else
			alert_settle(w, i - instances, to);
	}
}

/* Sources and devices. */

static void
tell_signal(const struct world *w, int32_t source, struct teller to)
{
	int32_t device = w->house->source[source].device;
	struct event e = {
	    .t = w->head->now,
	    .what = EVENT_SIGNAL,
	    .place = w->house->device[device].place,
	    .instance = -1,
	    .device = device,
	    .source = source,
	    .truth = w->truth[source],
	};

	if (to.fn != NULL)
		to.fn(to.arg, &e);
}

/* With the nodes that read it. */
static void
change_source(struct world *w, int32_t source, uint8_t truth, double number)
{
	const struct source *s = &w->house->source[source];

	w->truth[source] = truth;
	w->number[source] = number;
	w->source_since[source] = w->head->now;
	for (int32_t i = 0; i < s->nleaf; i++) {
		int32_t leaf = w->house->leaf[s->leaf0 + i];

		set_node(w, leaf, s->number ? node_plain(w, leaf) :
		    lanes_all(truth));
	}
}

static void
set_source(struct world *w, int32_t source, uint8_t truth, double number,
    struct teller to)
{
	bool numeric = w->house->source[source].number && truth == TRI_TRUE;

	if (w->truth[source] == truth &&
	    (!numeric || w->number[source] == number))
		return;
	change_source(w, source, truth, number);
	tell_signal(w, source, to);
}

static void
set_until(struct world *w, int32_t source, int64_t t)
{
	w->until[source] = t;
	timers_set(w, w->house->source[source].timer, t);
}

static void
tell_device(const struct world *w, int32_t device, struct teller to)
{
	struct event e = {
	    .t = w->head->now,
	    .what = EVENT_DEVICE,
	    .place = w->house->device[device].place,
	    .instance = -1,
	    .device = device,
	    .state = w->device[device],
	};

	if (to.fn != NULL)
		to.fn(to.arg, &e);
}

/* Whether it is silent, where rules ask; behind a lost broker nobody knows. */
static void
set_silent(struct world *w, int32_t device, struct teller to)
{
	int32_t silent = w->house->device[device].silent;

	if (silent >= 0)
		set_source(w, silent, device_silent(w->device[device]), 0, to);
}

/* The device is not to be believed until it says something again. */
static void
lose_device(struct world *w, int32_t device, enum device_state state,
    struct teller to)
{
	const struct device *d = &w->house->device[device];

	w->device[device] = (uint8_t)state;
	timers_set(w, d->timer, TIME_NEVER);
	for (int32_t i = d->source0; i < d->source0 + d->nsource; i++) {
		set_source(w, i, TRI_UNKNOWN, 0, to);
		if (w->house->source[i].hold > 0)
			set_until(w, i, TIME_NEVER);
	}
	set_silent(w, device, to);
}

/*
 * A retained message is what was said once: it proves nobody alive, so it
 * does not put off the device's silence. It speaks for a device that has not
 * been heard of yet, or that was lost with the broker.
 */
static void
hear(struct world *w, int32_t device, bool retained, struct teller to)
{
	const struct device *d = &w->house->device[device];
	uint8_t state = w->device[device];

	if (retained && (state == DEVICE_LIVE || state == DEVICE_SILENT ||
	    state == DEVICE_OFFLINE))
		return;
	if (!retained || w->heard[device] == 0)
		w->heard[device] = w->head->now;
	if (w->heard[device] + d->every < w->head->now)
		return;
	timers_set(w, d->timer, w->heard[device] + d->every + 1);
	if (state != DEVICE_LIVE) {
		w->device[device] = DEVICE_LIVE;
		set_silent(w, device, to);
		if (state != DEVICE_NEW && state != DEVICE_LOST)
			tell_device(w, device, to);
	}
	/* A button that says anything else is not being pressed. */
	for (int32_t i = d->source0; d->impulses && i < d->source0 +
	    d->nsource; i++)
		if (w->house->source[i].hold > 0 && w->truth[i] == TRI_UNKNOWN)
			set_source(w, i, TRI_FALSE, 0, to);
}

static void
read_value(struct world *w, const struct reading *reading, bool retained,
    struct teller to)
{
	const struct source *s = &w->house->source[reading->source];

	if (w->device[s->device] != DEVICE_LIVE)
		return;
	if (s->hold > 0) {
		/* A repeat while it lasts is no change. */
		if (retained || reading->truth != TRI_TRUE ||
		    w->truth[reading->source] == TRI_TRUE)
			return;
		set_until(w, reading->source, w->head->now + s->hold);
	}
	set_source(w, reading->source, reading->truth, reading->number, to);
}

static void
fire(struct world *w, struct timer timer, struct teller to)
{
	switch (timer.kind) {
	case TIMER_NODE:
		mark_set(&w->dirty, timer.index);
		return;
	case TIMER_SOURCE:
		w->until[timer.index] = TIME_NEVER;
		set_source(w, timer.index, TRI_FALSE, 0, to);
		return;
	case TIMER_DEVICE:
		lose_device(w, timer.index, DEVICE_SILENT, to);
		tell_device(w, timer.index, to);
		return;
	case TIMER_ALERT:
		alert_due(w, timer.index);
		return;
	case TIMER_BROKER:
		w->head->grace_over = true;
		for (int32_t i = 0; i < w->house->ndevice; i++)
			if (w->device[i] == DEVICE_LIVE &&
			    !w->house->device[i].own)
				lose_device(w, i, DEVICE_LOST, to);
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

/* Back online, a device is believed from its next reading on. */
static void
hear_available(struct world *w, int32_t device, bool online, struct teller to)
{
	uint8_t state = w->device[device];

	if (online && state == DEVICE_OFFLINE) {
		w->device[device] = DEVICE_WAITING;
	} else if (!online && state != DEVICE_OFFLINE) {
		lose_device(w, device, DEVICE_OFFLINE, to);
		tell_device(w, device, to);
	}
}

static void
apply_readings(struct world *w, const struct message *m, struct teller to)
{
	for (int i = 0; i < m->nheard; i++) {
		if (m->kind == MESSAGE_AVAILABLE) {
			hear_available(w, m->heard[i], m->on, to);
		} else {
			w->messages[m->heard[i]] += !m->retained;
			hear(w, m->heard[i], m->retained, to);
		}
	}
	for (int i = 0; i < m->nreading; i++) {
		int32_t source = m->reading[i].source;

		/* What tells of some may be read for others as well. */
		if (m->kind == MESSAGE_AVAILABLE)
			hear(w, w->house->source[source].device, m->retained,
			    to);
		read_value(w, &m->reading[i], m->retained, to);
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
	w->head->segment = t;
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
		} else if (!node_has_memory(n) && !node_is_clock(n) &&
		    lanes_differ(node_plain(w, i), value_of(w, i)) != 0) {
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
	for (int32_t i = 0; i < w->house->nsource; i++)
		if (w->house->source[i].hold > 0)
			set_until(w, i, w->until[i]);
	for (int32_t i = 0; i < w->house->ndevice; i++)
		if (w->device[i] == DEVICE_LIVE)
			timers_set(w, w->house->device[i].timer,
			    w->heard[i] + w->house->device[i].every + 1);
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
	if (resume_nodes(w) && w->head->now < w->head->segment) {
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
	/* After a stop, nobody was watching before this. */
	if (message->kind == MESSAGE_START && head->carrying)
		end_carrying(world, to);
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
