/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The engine alone, on messages in memory. One rule against the same rule
 * written by hand: a loop that knows of nothing but doors and motion sensors,
 * keeps each dwelling's last motion and the earliest of their ends, and
 * counts what it raises.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "bench/bench.h"
#include "bench/trace.h"
#include "read/conf.h"
#include "read/decode.h"
#include "read/tape.h"

enum {
	ONE_DWELLINGS = 30,
	ALL_DWELLINGS = 24,
	DWELLING_DEVICES = 5, /* as trace.c has them: the 4th in the bath */
	MESSAGES = 200000,
	ROUNDS = 15,
};

#define ONE_RULE "statuses = ( );\nrules = (\n" \
	"  { id = \"one\"; when = \"night and (door and not (motion within" \
	" %s))\"; priority = \"low\"; text = \"one\"; } );\n"

/* A message as the loop by hand has it. */
struct hand_row {
	int64_t t;
	int16_t place; /* of the dwellings, from 0; -1: nothing to it */
	bool door, bath, on;
};

/* A house in memory and its messages, ready to be folded. */
struct subject {
	struct conf *conf;
	struct tape *tape;
	struct world *fresh, *world;
	size_t raised, readings;
	/* For the loop by hand: what each row says. */
	VEC(struct hand_row) hand;
	int64_t within;
	size_t hand_raised;
};

struct taping {
	struct subject *s;
	struct decoder *decoder;
};

/* What the loop by hand wants to know of a message. */
static struct hand_row
by_hand_of(const struct house *house, const struct message *m)
{
	int32_t device = m->heard[0];
	const char *id = house->device[device].id;
	struct hand_row row = {.t = m->t, .place = -1, .door = id[0] == 'd',
	    .bath = device % DWELLING_DEVICES == 3,
	    .on = m->nreading > 0 && m->reading[0].truth == TRI_TRUE};
	bool wanted = row.door || id[0] == 'm';

	if (wanted && house_dwelling(house, house->device[device].place) > 0)
		row.place = (int16_t)(device / DWELLING_DEVICES);
	return row;
}

static void
tape_it(void *arg, int64_t t, const char *topic, const char *payload)
{
	struct taping *taping = arg;
	struct subject *s = taping->s;
	struct message m;

	trace_decode(taping->decoder, t, topic, payload, &m);
	tape_add(s->tape, &m);
	s->readings += (size_t)m.nreading;
	vec_push(&s->hand, by_hand_of(s->conf->house, &m));
}

static void
open_subject(struct subject *s, const struct trace *trace, const char *rules)
{
	struct taping taping = {.s = s};

	*s = (struct subject){0};
	s->conf = trace_load(trace, rules, CONF_WITHOUT_SECRETS, NULL);
	s->tape = tape_new(s->conf);
	taping.decoder = decoder_new(s->conf->house, s->conf->map);
	trace_run(trace, tape_it, &taping);
	decoder_free(taping.decoder);
	s->fresh = world_new(s->conf->house, &s->conf->zone, GUARD_MODEL);
	s->world = world_clone(s->fresh);
}

static void
close_subject(struct subject *s)
{
	vec_free(&s->hand);
	tape_free(s->tape);
	world_free(s->fresh);
	world_free(s->world);
	conf_free(s->conf);
}

static void
count_raised(void *arg, const struct event *event)
{
	struct subject *s = arg;

	s->raised += event->what == EVENT_ALERT &&
	    event->event == ALERT_EVENT_RAISED;
}

static double
fold(void *arg)
{
	struct subject *s = arg;
	double start;

	world_copy(s->world, s->fresh);
	s->raised = 0;
	start = bench_cpu();
	tape_run(s->tape, s->world, count_raised, s);
	return bench_cpu() - start;
}

/* ---- the same by hand ---- */

struct by_hand {
	bool door[ONE_DWELLINGS], motion[ONE_DWELLINGS][2], on[ONE_DWELLINGS];
	int64_t last[ONE_DWELLINGS]; /* motion; NEVER before the first */
	bool heard[ONE_DWELLINGS];
	int64_t next; /* the earliest end of a window that may matter */
	bool night;
	int64_t night_next;
	int64_t within;
	const struct zone *zone;
	struct tod_span span;
	size_t raised;
};

static void
judge(struct by_hand *h, int i, int64_t t)
{
	bool moved = h->motion[i][0] || h->motion[i][1] ||
	    (h->last[i] != 0 && t - h->last[i] <= h->within);
	bool on = h->night && h->door[i] && !moved;

	h->raised += on && !h->on[i];
	h->on[i] = on;
	/* A window's end matters where the rest holds. */
	if (h->night && h->door[i] && moved && !h->motion[i][0] &&
	    !h->motion[i][1] && h->last[i] + h->within + 1 < h->next)
		h->next = h->last[i] + h->within + 1;
}

/* Windows that end, and the night's begin and end, up to t. */
static void
pass(struct by_hand *h, int64_t t)
{
	while (h->next <= t || h->night_next <= t) {
		int64_t now = h->next < h->night_next ? h->next :
		    h->night_next;

		h->next = TIME_NEVER;
		if (now == h->night_next) {
			h->night = zone_in_span(h->zone, h->span, now);
			h->night_next = zone_span_next(h->zone, h->span, now);
		}
		for (int i = 0; i < ONE_DWELLINGS; i++)
			judge(h, i, now);
	}
}

static double
by_hand(void *arg)
{
	struct subject *s = arg;
	struct by_hand h = {.next = TIME_NEVER, .within = s->within,
	    .zone = &s->conf->zone, .span = s->conf->house->night,
	    .night_next = s->hand.v[0].t};
	double start = bench_cpu();

	for (size_t i = 0; i < s->hand.n; i++) {
		struct hand_row row = s->hand.v[i];

		if (row.t >= h.next || row.t >= h.night_next)
			pass(&h, row.t);
		if (row.place < 0)
			continue;
		if (row.door) {
			h.door[row.place] = row.on;
		} else {
			bool *motion = &h.motion[row.place][row.bath];

			if (*motion && !row.on)
				h.last[row.place] = row.t - 1;
			*motion = row.on;
		}
		judge(&h, row.place, row.t);
	}
	s->hand_raised = h.raised;
	return bench_cpu() - start;
}

/* ---- figures ---- */

/*
 * The rule with a window of ms, on messages from `start` on for `span` ms.
 * They have to start before the night: the loop by hand knows no unknown.
 */
static void
open_one(struct subject *s, int64_t ms, int64_t start, int64_t span)
{
	const struct trace trace = {.seed = 3, .dwellings = ONE_DWELLINGS,
	    .bare = true, .start = start, .ms = span, .messages = MESSAGES};
	char length[DURATION_SIZE], *rules;

	duration_text(ms, length);
	rules = xasprintf(ONE_RULE, length);
	open_subject(s, &trace, rules);
	s->within = ms;
	fold(s);
	by_hand(s);
	if (s->raised != s->hand_raised)
		bench_die("one rule, %s: raised %zu, by hand %zu", length,
		    s->raised, s->hand_raised);
	free(rules);
}

static double
tell_one(void)
{
	struct subject s;
	struct bench_pair pair;

	open_one(&s, 5 * MS_MINUTE, TRACE_START, 10 * TRACE_DAY);
	pair = bench_pair(fold, by_hand, &s, ROUNDS);
	bench_tell("engine: one rule (ratio at least 0.2)",
	    MESSAGES / pair.a / 1e6, "M readings/s", MESSAGES / pair.b / 1e6,
	    "the same rule as a loop in C", pair.ratio);
	close_subject(&s);
	return MESSAGES / pair.a / 1e6;
}

static double
fold_second(void *arg)
{
	return fold((struct subject *)arg + 1);
}

/*
 * Two lengths on a busy hour, in which either window holds all the time: 500
 * messages in the one, all of them in the other.
 */
static void
tell_windows(void)
{
	int64_t dusk = TRACE_START + 10 * MS_HOUR - MS_MINUTE;
	struct subject s[2];
	struct bench_pair pair;

	open_one(&s[0], 10 * MS_SECOND, dusk, MS_HOUR);
	open_one(&s[1], MS_HOUR, dusk, MS_HOUR);
	pair = bench_pair(fold, fold_second, s, ROUNDS);
	bench_tell("engine: one rule, window of 10 s (ratio 0.83 to 1.2)",
	    MESSAGES / pair.a / 1e6, "M readings/s", MESSAGES / pair.b / 1e6,
	    "with a window of 1 h", pair.ratio);
	close_subject(&s[0]);
	close_subject(&s[1]);
}

static void
tell_all(double one_rule)
{
	const struct trace trace = {.seed = 4, .dwellings = ALL_DWELLINGS,
	    .start = TRACE_START, .ms = TRACE_DAY, .messages = MESSAGES};
	struct subject s;
	double x[ROUNDS], seconds, readings;

	open_subject(&s, &trace, NULL);
	fold(&s);
	for (int i = 0; i < ROUNDS; i++)
		x[i] = fold(&s);
	seconds = bench_median(x, ROUNDS);
	readings = (double)s.readings / seconds / 1e6;
	bench_tell("engine: shipped rules and statuses (at least 5)", readings,
	    "M readings/s", one_rule, "with one rule", readings / one_rule);
	bench_tell_alone("engine: the same, whole messages",
	    MESSAGES / seconds / 1e6, "M messages/s");
	close_subject(&s);
}

int
main(void)
{
	double one_rule = tell_one();

	tell_windows();
	tell_all(one_rule);
	return 0;
}
