/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Going back means: take the last copy of the world that is not after the
 * wanted time and fold forward from there. Copies are taken where the next
 * row has a later time, so that a moment's messages are never torn apart and
 * every event after the copy's time is told again. There is a bounded
 * number of them: when it is reached every other one is dropped and the
 * distance doubled, so they lie evenly however long the night is.
 *
 * Between two rows the world may be advanced to the clock that is shown: the
 * deadlines up to there would fire before the next row anyhow. Not before a
 * $natvagt/start, though: nobody was watching then, and what fell into that
 * gap fires at the start's own time; nor among what a segment carries.
 */
#include "read/recording.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "read/decode.h"

enum { COPIES_MIN = 8, COPIES_BYTES = 64 << 20 };

struct copy {
	struct world *world;
	size_t next; /* the row to be folded next */
};

struct recording {
	const struct conf *conf;
	struct night *night; /* owned by the one that read it */
	bool owns;
	struct decoder *decoder;
	struct world *world;
	size_t next;
	VEC(struct copy) copy; /* the first is the beginning */
	size_t copies_max, apart;
	VEC(struct recording_alert) alert;
	night_bad *bad;
	void *bad_arg;
	bool claimed;      /* some message came from a device of the house */
};

static struct recording *
recording_of(struct night *night, const struct conf *conf,
    enum world_guard guard)
{
	struct recording *r = xcalloc(1, sizeof(*r));

	r->night = night;
	r->conf = conf;
	r->decoder = decoder_new(conf->house, conf->map);
	r->world = world_new(conf->house, &conf->zone, guard);
	return r;
}

struct recording *
recording_open(const char *path, const struct conf *conf,
    enum world_guard guard, bool strict, night_bad *bad, void *arg,
    struct err *err)
{
	struct night *night = xcalloc(1, sizeof(*night));
	struct recording *r;

	if (night_read(night, path, strict, bad, arg, err) == -1) {
		free(night);
		return NULL;
	}
	r = recording_of(night, conf, guard);
	r->owns = true;
	r->bad = bad;
	r->bad_arg = arg;
	return r;
}

struct recording *
recording_under(const struct recording *r, const struct conf *conf,
    enum world_guard guard)
{
	return recording_of(r->night, conf, guard);
}

static void
drop_copies(struct recording *r)
{
	for (size_t i = 0; i < r->copy.n; i++)
		world_free(r->copy.v[i].world);
	vec_free(&r->copy);
}

void
recording_free(struct recording *r)
{
	if (r == NULL)
		return;
	drop_copies(r);
	vec_free(&r->alert);
	world_free(r->world);
	decoder_free(r->decoder);
	if (r->owns) {
		night_release(r->night);
		free(r->night);
	}
	free(r);
}

bool
recording_step(struct recording *r, event_fn *fn, void *arg)
{
	size_t at = r->next;
	const struct message *message;
	struct err err;

	if (at == r->night->nrow)
		return false;
	r->next++;
	switch (decode_night(r->decoder, r->night, at, &message, &err)) {
	case 1:
		r->claimed = r->claimed || message->nheard > 0;
		world_fold(r->world, message, fn, arg);
		break;
	case -1:
		if (r->bad != NULL)
			r->bad(r->bad_arg, r->night->path,
			    r->night->row[at].line, err.text);
		break;
	}
	return true;
}

int64_t
recording_next(const struct recording *r)
{
	return r->next < r->night->nrow ? r->night->row[r->next].t : TIME_NEVER;
}

int64_t
recording_time(const struct recording *r)
{
	return r->next != 0 ? r->night->row[r->next - 1].t : recording_from(r);
}

int64_t
recording_from(const struct recording *r)
{
	return r->night->nrow != 0 ? r->night->row[0].t : 0;
}

int64_t
recording_to(const struct recording *r)
{
	return r->night->nrow != 0 ? r->night->row[r->night->nrow - 1].t : 0;
}

size_t
recording_rows(const struct recording *r)
{
	return r->night->nrow;
}

size_t
recording_unsorted(const struct recording *r)
{
	return r->night->unsorted;
}

bool
recording_claimed(const struct recording *r)
{
	return r->claimed;
}

const struct world *
recording_world(const struct recording *r)
{
	return r->world;
}

static void
thin_copies(struct recording *r)
{
	size_t kept = 0;

	for (size_t i = 0; i < r->copy.n; i++) {
		if (i % 2 == 0)
			r->copy.v[kept++] = r->copy.v[i];
		else
			world_free(r->copy.v[i].world);
	}
	r->copy.n = kept;
	r->apart *= 2;
}

static void
keep_copy(struct recording *r)
{
	if (r->copy.n == r->copies_max)
		thin_copies(r);
	vec_push(&r->copy, (struct copy){world_clone(r->world), r->next});
}

static bool
copy_is_due(const struct recording *r)
{
	const struct night_row *row = &r->night->row[r->next];

	return r->next < r->night->nrow && row[0].t > row[-1].t &&
	    r->next - r->copy.v[r->copy.n - 1].next >= r->apart;
}

/* Ends the last alert of an instance, where it has no end yet. */
static void
end_alert(struct recording *r, int32_t instance, int64_t t)
{
	for (size_t i = r->alert.n; i > 0; i--) {
		struct recording_alert *alert = &r->alert.v[i - 1];

		if (alert->instance != instance)
			continue;
		if (alert->closed == TIME_NEVER)
			alert->closed = t;
		return;
	}
}

static void
note_alert(void *arg, const struct event *event)
{
	struct recording *r = arg;

	if (event->what != EVENT_ALERT)
		return;
	if (event->event == ALERT_EVENT_CLOSED)
		end_alert(r, event->instance, event->t);
	if (event->event != ALERT_EVENT_RAISED)
		return;
	end_alert(r, event->instance, event->t);
	vec_push(&r->alert, (struct recording_alert){event->t, TIME_NEVER,
	    event->instance});
}

void
recording_survey(struct recording *r, size_t copies, size_t apart)
{
	size_t fit = COPIES_BYTES / (world_size(r->world) + 1);

	BUG_IF(r->next != 0 || r->copy.n != 0 || copies < 2 || apart == 0);
	if (fit < COPIES_MIN)
		fit = COPIES_MIN;
	r->copies_max = copies < fit ? copies : fit;
	r->apart = apart;
	keep_copy(r);
	while (recording_step(r, note_alert, r))
		if (copy_is_due(r))
			keep_copy(r);
	world_copy(r->world, r->copy.v[0].world);
	r->next = 0;
	r->bad = NULL;
}

/* The time of the last row folded; before the first, the beginning of time. */
static int64_t
time_before(const struct recording *r, size_t next)
{
	return next != 0 ? r->night->row[next - 1].t : INT64_MIN;
}

static void
go_to_copy(struct recording *r, size_t i, recording_back *back, void *arg)
{
	world_copy(r->world, r->copy.v[i].world);
	r->next = r->copy.v[i].next;
	back(arg, r->next != 0 ? time_before(r, r->next) + 1 : INT64_MIN);
}

static void
go_back(struct recording *r, int64_t t, recording_back *back, void *arg)
{
	size_t i = r->copy.n - 1;

	while (i > 0 && time_before(r, r->copy.v[i].next) > t)
		i--;
	go_to_copy(r, i, back, arg);
}

static bool
next_is(const struct recording *r, const char *topic)
{
	const struct row row = night_row(r->night, r->next);

	return row.topic_len == strlen(topic) &&
	    memcmp(row.topic, topic, row.topic_len) == 0;
}

bool
recording_play(struct recording *r, int64_t t, size_t most, event_fn *fn,
    void *arg)
{
	while (recording_next(r) <= t)
		if (most-- == 0 || !recording_step(r, fn, arg))
			return false;
	if (r->next != 0 && r->next < r->night->nrow &&
	    !next_is(r, OWN_PREFIX "start") && !next_is(r, OWN_PREFIX "carry"))
		world_advance(r->world, t + 1, fn, arg);
	return true;
}

void
recording_seek(struct recording *r, int64_t t, event_fn *fn,
    recording_back *back, void *arg)
{
	if (time_before(r, r->next) > t || world_now(r->world) > t)
		go_back(r, t, back, arg);
	recording_play(r, t, SIZE_MAX, fn, arg);
}

bool
recording_step_back(struct recording *r, int64_t t, event_fn *fn,
    recording_back *back, void *arg)
{
	size_t wanted = recording_time(r) < t ? r->next : r->next - 1;
	size_t i = r->copy.n - 1;

	if (r->next == 0 || wanted == 0)
		return false;
	while (i > 0 && r->copy.v[i].next > wanted)
		i--;
	go_to_copy(r, i, back, arg);
	while (r->next < wanted)
		recording_step(r, fn, arg);
	return true;
}

const struct recording_alert *
recording_alerts(const struct recording *r, int *n)
{
	*n = (int)r->alert.n;
	return r->alert.v;
}
