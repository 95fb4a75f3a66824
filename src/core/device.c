/* SPDX-License-Identifier: Apache-2.0 */
#include "core/device.h"

#include "core/node.h"
#include "core/timers.h"

void
device_reset(struct world *w)
{
	const struct house *h = w->house;

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
}

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

		node_set(w, leaf, s->number ? node_plain(w, leaf) :
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
void
device_hear(struct world *w, int32_t device, bool retained, struct teller to)
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

void
device_read(struct world *w, const struct reading *reading, bool retained,
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

/* Back online, a device is believed from its next reading on. */
void
device_available(struct world *w, int32_t device, bool online, struct teller to)
{
	uint8_t state = w->device[device];

	if (online && state == DEVICE_OFFLINE) {
		w->device[device] = DEVICE_WAITING;
	} else if (!online && state != DEVICE_OFFLINE) {
		lose_device(w, device, DEVICE_OFFLINE, to);
		tell_device(w, device, to);
	}
}

void
device_end_impulse(struct world *w, int32_t source, struct teller to)
{
	w->until[source] = TIME_NEVER;
	set_source(w, source, TRI_FALSE, 0, to);
}

/* A lost broker's grace, not over before now, is by when it is silent. */
static bool
is_behind_lost_broker(const struct world *w, int32_t device)
{
	const struct device *d = &w->house->device[device];

	return !d->own && w->head->broker_lost != 0 && !w->head->grace_over &&
	    w->head->broker_lost + w->house->broker_grace <=
	    w->heard[device] + d->every;
}

/* Where both come in the same millisecond nobody knows whether it is silent. */
void
device_fall_silent(struct world *w, int32_t device, struct teller to)
{
	if (is_behind_lost_broker(w, device)) {
		lose_device(w, device, DEVICE_LOST, to);
		return;
	}
	lose_device(w, device, DEVICE_SILENT, to);
	tell_device(w, device, to);
}

void
device_lose_all(struct world *w, struct teller to)
{
	for (int32_t i = 0; i < w->house->ndevice; i++)
		if (w->device[i] == DEVICE_LIVE && !w->house->device[i].own)
			lose_device(w, i, DEVICE_LOST, to);
}

void
device_rearm(struct world *w)
{
	for (int32_t i = 0; i < w->house->nsource; i++)
		if (w->house->source[i].hold > 0)
			set_until(w, i, w->until[i]);
	for (int32_t i = 0; i < w->house->ndevice; i++)
		if (w->device[i] == DEVICE_LIVE)
			timers_set(w, w->house->device[i].timer,
			    w->heard[i] + w->house->device[i].every + 1);
}
