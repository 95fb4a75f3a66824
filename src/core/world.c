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
#include "core/alert.h"
#include "core/carry.h"
#include "core/node.h"
#include "core/timers.h"
#include "core/world_block.h"

/* Lays the block out: called with block NULL for its size alone. */
static size_t
lay_out(struct world *w, const struct house *h, char *block)
{
	size_t at = 0;

#define LAY(member, count)                                                  \
	do {                                                                \
		if (block != NULL)                                          \
			w->member = (void *)(block + at);                   \
		at += ((size_t)(count) * sizeof(*w->member) + 7) / 8 * 8;   \
	} while (0)
	LAY(head, 1);
	LAY(since, h->nnode);
	LAY(state, h->nstate);
	LAY(value, h->nnode);
	LAY(seen, h->nnode);
	LAY(pulse, h->nnode);
	LAY(number, h->nsource);
	LAY(source_since, h->nsource);
	LAY(until, h->nsource);
	LAY(truth, h->nsource);
	LAY(heard, h->ndevice);
	LAY(bad, h->ndevice);
	LAY(device, h->ndevice);
	LAY(status_since, h->nplace);
	LAY(status, h->nplace);
	LAY(alert, h->ninstance);
	LAY(due, h->ntimer);
	LAY(queued, h->ntimer);
	LAY(heap, timers_room(h));
	LAY(dirty_node, bit_words(h->nnode));
	LAY(dirty_place, bit_words(h->nplace));
	LAY(dirty_instance, bit_words(h->ninstance));
#undef LAY
	return at;
}

static void
reset(struct world *w)
{
	const struct house *h = w->house;

	memset(w->head, 0, w->size);
	w->head->next_alert = 1;
	for (int32_t i = 0; i < h->ntimer; i++)
		w->due[i] = w->queued[i] = TIME_NEVER;
	for (int32_t i = 0; i < h->nnode; i++) {
		node_reset(w, i);
		bit_set(w->dirty_node, i);
	}
	for (int32_t i = 0; i < h->nsource; i++) {
		w->truth[i] = TRI_UNKNOWN;
		w->until[i] = TIME_NEVER;
	}
	for (int32_t i = 0; i < h->nplace; i++) {
		w->status[i] = STATUS_UNSEEN;
		bit_set(w->dirty_place, i);
	}
	for (int32_t i = 0; i < h->ninstance; i++)
		bit_set(w->dirty_instance, i);
}

struct world *
world_new(const struct house *house, const struct zone *zone,
    enum world_guard guard)
{
	struct world *w = xcalloc(1, sizeof(*w));

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

/* Nodes. */

/* Marks who looks at a node and what depends on it. */
static void
mark_users(struct world *w, int32_t node)
{
	const struct node *n = &w->house->node[node];
	const int32_t *up = &w->house->up[n->up0];
	const int32_t *watch = &w->house->watch[n->watch0];

	for (int32_t i = 0; i < n->nup; i++)
		bit_set(w->dirty_node, up[i]);
	for (int32_t i = 0; i < n->nwatch; i++) {
		if (watch[i] >= 0)
			bit_set(w->dirty_place, watch[i]);
		else
			bit_set(w->dirty_instance, ~watch[i]);
	}
}

/* A node marks only nodes after it, so one pass sees each once. */
static void
evaluate(struct world *w, int64_t before)
{
	int32_t words = bit_words(w->house->nnode);

	for (int32_t word = 0; word < words; word++) {
		while (w->dirty_node[word] != 0) {
			int32_t bit = __builtin_ctzll(w->dirty_node[word]);
			int32_t node = word * 64 + bit;
			uint8_t v;

			w->dirty_node[word] &= w->dirty_node[word] - 1;
			v = node_step(w, node, before);
			if (v == w->value[node])
				continue;
			w->value[node] = v;
			w->since[node] = w->head->now;
			mark_users(w, node);
		}
	}
}

/* Places and instances. */

static int32_t
status_of(const struct world *w, int32_t place)
{
	const struct place *p = &w->house->place[place];

	for (int32_t i = p->slot0; i < p->slot0 + p->nslot; i++) {
		const struct slot *slot = &w->house->slot[i];
		uint8_t v = ref_value(w, slot->when);

		if (v == TRI_UNKNOWN)
			return STATUS_UNSEEN;
		if (v == TRI_TRUE)
			return slot->status;
	}
	return STATUS_NONE;
}

static void
settle_place(struct world *w, int32_t place, struct teller to)
{
	int32_t status;
	struct event e = {
	    .t = w->head->now,
	    .what = EVENT_STATUS,
	    .place = place,
	    .was = w->status[place],
	    .instance = -1,
	    .device = -1,
	};

	if (w->house->place[place].nslot == 0)
		return;
	status = status_of(w, place);
	if (status == w->status[place])
		return;
	w->status[place] = e.status = status;
	w->status_since[place] = w->head->now;
	if (to.fn != NULL)
		to.fn(to.arg, &e);
}

/* Takes the lowest marked index, or returns -1. */
static int32_t
bit_take(uint64_t *bits, int32_t words)
{
	for (int32_t word = 0; word < words; word++) {
		if (bits[word] != 0) {
			int32_t i = word * 64 + __builtin_ctzll(bits[word]);

			bits[word] &= bits[word] - 1;
			return i;
		}
	}
	return -1;
}

/* Places, then an action, then instances. */
static void
settle(struct world *w, const struct action *action, struct teller to)
{
	int32_t places = bit_words(w->house->nplace);
	int32_t instances = bit_words(w->house->ninstance);
	int32_t i;

	while ((i = bit_take(w->dirty_place, places)) >= 0)
		settle_place(w, i, to);
	if (action != NULL && w->guard == GUARD_RECORDED) {
		i = alert_act(w, action, to);
		if (i >= 0)
			bit_set(w->dirty_instance, i);
	}
	while ((i = bit_take(w->dirty_instance, instances)) >= 0)
		alert_settle(w, i, to);
}

/* Sources and devices. */

/* Marks the nodes that read it. */
static void
set_source(struct world *w, int32_t source, uint8_t truth, double number)
{
	const struct source *s = &w->house->source[source];

	if (w->truth[source] == truth &&
	    (!s->number || truth != TRI_TRUE || w->number[source] == number))
		return;
	w->truth[source] = truth;
	w->number[source] = number;
	w->source_since[source] = w->head->now;
	for (int32_t i = 0; i < s->nleaf; i++)
		bit_set(w->dirty_node, w->house->leaf[s->leaf0 + i]);
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

/* The device is not to be believed until it says something again. */
static void
lose_device(struct world *w, int32_t device, enum device_state state)
{
	const struct device *d = &w->house->device[device];

	w->device[device] = (uint8_t)state;
	timers_set(w, d->timer, TIME_NEVER);
	for (int32_t i = d->source0; i < d->source0 + d->nsource; i++) {
		set_source(w, i, TRI_UNKNOWN, 0);
		if (w->house->source[i].hold > 0)
			set_until(w, i, TIME_NEVER);
	}
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
	w->device[device] = DEVICE_LIVE;
	if (state != DEVICE_NEW && state != DEVICE_LIVE && state != DEVICE_LOST)
		tell_device(w, device, to);
	timers_set(w, d->timer, w->heard[device] + d->every + 1);
	/* A button that says anything else is not being pressed. */
	for (int32_t i = d->source0; i < d->source0 + d->nsource; i++)
		if (w->house->source[i].hold > 0 && w->truth[i] == TRI_UNKNOWN)
			set_source(w, i, TRI_FALSE, 0);
}

static void
read_value(struct world *w, const struct reading *reading, bool retained)
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
	set_source(w, reading->source, reading->truth, reading->number);
}

static void
fire(struct world *w, struct timer timer, struct teller to)
{
	switch (timer.kind) {
	case TIMER_NODE:
		bit_set(w->dirty_node, timer.index);
		return;
	case TIMER_SOURCE:
		w->until[timer.index] = TIME_NEVER;
		set_source(w, timer.index, TRI_FALSE, 0);
		return;
	case TIMER_DEVICE:
		lose_device(w, timer.index, DEVICE_SILENT);
		tell_device(w, timer.index, to);
		return;
	case TIMER_BROKER:
		for (int32_t i = 0; i < w->house->ndevice; i++)
			if (w->device[i] == DEVICE_LIVE)
				lose_device(w, i, DEVICE_LOST);
		return;
	}
}

static void
hear_broker(struct world *w, bool connected)
{
	if (connected) {
		w->head->broker_lost = 0;
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
		lose_device(w, device, DEVICE_OFFLINE);
		tell_device(w, device, to);
	}
}

static void
apply_readings(struct world *w, const struct message *m, struct teller to)
{
	for (int i = 0; i < m->nheard; i++) {
		if (m->kind == MESSAGE_READINGS)
			hear(w, m->heard[i], m->retained, to);
		else
			hear_available(w, m->heard[i], m->on, to);
	}
	for (int i = 0; i < m->nreading; i++) {
		int32_t source = m->reading[i].source;

		/* What tells of some may be read for others as well. */
		if (m->kind == MESSAGE_AVAILABLE)
			hear(w, w->house->source[source].device, m->retained,
			    to);
		read_value(w, &m->reading[i], m->retained);
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

	switch (m->kind) {
	case MESSAGE_READINGS:
	case MESSAGE_AVAILABLE:
		apply_readings(w, m, to);
		return;
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
		bit_set(w->dirty_node, w->pulse[--w->head->npulse]);
	while ((timer = timers_take(w, t)) >= 0)
		fire(w, w->house->timer[timer], to);
	if (m != NULL)
		apply(w, m, to);
	evaluate(w, before);
	settle(w, m != NULL && m->kind == MESSAGE_ACTION ? &m->action :
	    NULL, to);
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

/* A node whose value does not follow from its operands' is stale. */
static bool
resume_nodes(struct world *w)
{
	bool stale = false;

	for (int32_t i = 0; i < w->house->nnode; i++) {
		const struct node *n = &w->house->node[i];
		bool leaf = n->op == NODE_SOURCE || n->op == NODE_COMPARE;

		/* A carry takes the mark off. */
		if ((w->dirty_node[i >> 6] >> (i & 63) & 1) != 0) {
			node_begin(w, i, w->head->segment);
			stale = stale || (!leaf && n->op != NODE_TRUE);
		} else if (!node_has_memory(n) && n->op != NODE_SPAN) {
			stale = stale || node_plain(w, i) != w->value[i];
		}
		node_rearm(w, i);
	}
	return stale;
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
	if (w->head->broker_lost != 0)
		timers_set(w, w->house->broker_timer,
		    w->head->broker_lost + w->house->broker_grace + 1);
	for (int32_t i = 0; i < w->house->ntimer; i++)
		if (w->due[i] < w->head->segment)
			timers_set(w, i, w->head->segment);
}

/*
 * The carries have come. Where all goes on as it was there is no moment here:
 * the uncut run has none either. What is new is evaluated once, at the
 * segment's time.
 */
static void
end_carrying(struct world *w, struct teller to)
{
	int32_t words = bit_words(w->house->nnode);
	bool stale;

	w->head->carrying = false;
	if (!w->head->carried) {
		moment(w, w->head->segment, NULL, to);
		return;
	}
	stale = resume_nodes(w);
	resume_timers(w);
	if (stale) {
		for (int32_t i = 0; i < w->house->nnode; i++)
			bit_set(w->dirty_node, i);
		moment(w, w->head->segment, NULL, to);
		return;
	}
	memset(w->dirty_node, 0, (size_t)words * sizeof(*w->dirty_node));
	settle(w, NULL, to);
}

int64_t
world_next(struct world *world)
{
	int64_t t = timers_next(world);

	if (world->head->npulse > 0 && world->head->now + 1 < t)
		t = world->head->now + 1;
	return t;
}

void
world_advance(struct world *world, int64_t t, event_fn *fn, void *arg)
{
	struct teller to = {fn, arg};
	int64_t next;

	if (world->head->carrying)
		end_carrying(world, to);
	while ((next = world_next(world)) < t)
		moment(world, next, NULL, to);
}

void
world_fold(struct world *world, const struct message *message, event_fn *fn,
    void *arg)
{
	struct world_head *head = world->head;
	struct teller to = {fn, arg};
	int64_t t = message->t > head->now ? message->t : head->now;

	if (message->kind == MESSAGE_CARRY) {
		if (!head->carrying)
			return;
		head->carried = true;
		carry_take(world, &message->carry);
		if (head->carries > 0 && --head->carries == 0)
			end_carrying(world, to);
		return;
	}
	/* After a stop, nobody was watching before this. */
	if (message->kind != MESSAGE_START)
		world_advance(world, t, fn, arg);
	else if (head->carrying)
		end_carrying(world, to);
	if (message->kind == MESSAGE_SEGMENT) {
		begin_segment(world, t, message->step);
		if (message->step == 0)
			end_carrying(world, to);
		return;
	}
	moment(world, t, message, to);
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
	    world->heard[device], world->bad[device]};
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
		*since = world->since[ref >> 1];
	return ref_value(world, ref);
}

int64_t
world_broker_lost(const struct world *world)
{
	return world->head->broker_lost;
}
