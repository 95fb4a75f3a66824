/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every millisecond is a moment, and each message a moment of its own where
 * several share one. Between two evaluations nothing that a node depends on
 * changes; so at an evaluation its operand is known to have had the value
 * `seen` up to the moment before. That is all the past a window needs:
 *
 * within  state: the last time its operand was true, the last time unknown.
 *         True while either lies in the window, else unknown, else false.
 * count   state: the last time the rise was unknown, then the last N times
 *         it was true, newest first.
 * since   its own value: S = B or (A and S the moment before). Applied again
 *         to unchanged operands it gives the same, so changes suffice.
 * rise    seen: A and not (A the moment before). It lasts one moment, so it
 *         is looked at again at the next: a pulse.
 *
 * Where a window is swept, its lanes differ in nothing but its length: what it
 * remembers serves them all, and those lanes whose window reaches back so far
 * are the ones from some lane on. Where the operand itself differs between
 * lanes (the node forks), each lane remembers for itself.
 */
#include "core/node.h"

#include <string.h>

#include "core/timers.h"

enum { WITHIN_TRUE, WITHIN_UNKNOWN };
enum { COUNT_UNKNOWN, COUNT_TIMES };

bool
node_is_clock(const struct node *node)
{
	return node->op == NODE_SPAN || node->op == NODE_BEFORE;
}

void
node_reset(struct world *w, int32_t node)
{
	const struct node *n = &w->house->node[node];

	value_set(w, node, lanes_all(n->op == NODE_TRUE ? TRI_TRUE :
	    TRI_UNKNOWN));
	w->cell[node].seen = lanes_all(TRI_UNKNOWN);
	w->cell[node].since = 0;
	for (int32_t i = 0; i < node_state_room(w->house, n); i++)
		w->state[n->state0 + i] = TIME_LONG_AGO;
}

static struct lanes
any_value(const struct world *w, const struct node *n)
{
	const node_ref *edge = &w->house->edge[n->edge0];
	struct lanes v = lanes_all(TRI_FALSE);

	for (int32_t i = 0; i < n->nedge && v.t != UINT64_MAX; i++)
		v = lanes_or(v, ref_lanes(w, edge[i]));
	return v;
}

struct lanes
node_plain(const struct world *w, int32_t node)
{
	const struct node *n = &w->house->node[node];
	struct lanes a;

	switch (n->op) {
	case NODE_SOURCE:
		return lanes_all(w->truth[n->source]);
	case NODE_COMPARE:
		if (w->truth[n->source] != TRI_TRUE)
			return lanes_all(TRI_UNKNOWN);
		return lanes_all(cmp_holds(n->cmp, w->number[n->source],
		    n->number) ? TRI_TRUE : TRI_FALSE);
	case NODE_SPAN:
		return lanes_all(zone_in_span(w->zone, n->span,
		    w->head->now) ? TRI_TRUE : TRI_FALSE);
	case NODE_BEFORE:
		return lanes_all(w->head->now < n->ms ? TRI_TRUE : TRI_FALSE);
	case NODE_ANY:
		return any_value(w, n);
	case NODE_AND:
		return lanes_and(ref_lanes(w, n->a), ref_lanes(w, n->b));
	case NODE_KNOWN:
		a = ref_lanes(w, n->a);
		return (struct lanes){a.t | a.f, ~(a.t | a.f)};
	default:
		return lanes_all(TRI_TRUE);
	}
}

/* The lengths of a window: one, or one for each lane, ascending. */
struct lengths {
	const int64_t *ms;
	int n;
};

static struct lengths
lengths_of(const struct world *w, const struct node *n)
{
	if (n->swept)
		return (struct lengths){w->house->lane_ms, w->house->nlane};
	return (struct lengths){&n->ms, 1};
}

/*
 * The lanes whose window, ending at t, still holds `last`. *next becomes, if
 * that is sooner, when the first of them loses it.
 */
static uint64_t
holds(struct lengths lengths, int64_t last, int64_t t, int64_t *next)
{
	int64_t age = t - last;
	int first = 0, end = lengths.n;

	while (first < end) {
		int middle = (first + end) / 2;

		if (lengths.ms[middle] >= age)
			end = middle;
		else
			first = middle + 1;
	}
	if (first == lengths.n)
		return 0;
	if (last + lengths.ms[first] + 1 < *next)
		*next = last + lengths.ms[first] + 1;
	return UINT64_MAX << first;
}

/*
 * A window's value at t from the last times that it could be true and
 * unknown and from its operand now; *next is when it may change by itself.
 */
static struct lanes
window_value(struct lengths lengths, int64_t last_true, int64_t last_unknown,
    uint8_t operand, int64_t t, int64_t *next)
{
	uint64_t sure, maybe = UINT64_MAX;

	if (operand == TRI_TRUE)
		return lanes_all(TRI_TRUE);
	sure = holds(lengths, last_true, t, next);
	if (sure != UINT64_MAX && operand == TRI_FALSE)
		maybe = holds(lengths, last_unknown, t, next);
	return (struct lanes){sure, ~(sure | maybe)};
}

/* Of within and count, from what is remembered. a: the operand now. */
static struct lanes
recall(const struct node *n, struct lengths lengths, const int64_t *state,
    uint8_t a, int64_t t, int64_t *next)
{
	if (n->op == NODE_WITHIN)
		return window_value(lengths, state[WITHIN_TRUE],
		    state[WITHIN_UNKNOWN], a, t, next);
	/* A rise that is true now has been counted. */
	return window_value(lengths, state[COUNT_TIMES + n->count - 1],
	    state[COUNT_UNKNOWN], a == TRI_TRUE ? TRI_FALSE : a, t, next);
}

/* The operand was `seen` up to the moment `before`, and is a now, at t. */
static void
remember(const struct node *n, int64_t *state, uint8_t seen, uint8_t a,
    int64_t before, int64_t t)
{
	if (n->op == NODE_WITHIN) {
		if (seen == TRI_TRUE)
			state[WITHIN_TRUE] = before;
		else if (seen == TRI_UNKNOWN)
			state[WITHIN_UNKNOWN] = before;
		return;
	}
	if (seen == TRI_UNKNOWN)
		state[COUNT_UNKNOWN] = before;
	if (a != TRI_TRUE)
		return;
	memmove(&state[COUNT_TIMES + 1], &state[COUNT_TIMES],
	    (size_t)(n->count - 1) * sizeof(*state));
	state[COUNT_TIMES] = t;
}

static struct lanes
recall_shared(const struct world *w, const struct node *n, int64_t *next)
{
	return recall(n, lengths_of(w, n), &w->state[n->state0],
	    ref_value(w, n->a, 0), w->head->now, next);
}

/* Those lanes of a fork, each by itself; the others as they are in v. */
static struct lanes
recall_lanes(const struct world *w, const struct node *n, uint64_t which,
    struct lanes v, int64_t *next)
{
	struct lengths all = lengths_of(w, n);
	struct lanes a = ref_lanes(w, n->a);

	v.t &= ~which;
	v.f &= ~which;
	for (; which != 0; which &= which - 1) {
		int i = __builtin_ctzll(which);
		struct lengths one = {all.ms + (n->swept ? i : 0), 1};
		struct lanes lane = recall(n, one, &w->state[n->state0 +
		    i * n->nstate], lane_value(a, i), w->head->now, next);

		v.t |= lane.t & UINT64_C(1) << i;
		v.f |= lane.f & UINT64_C(1) << i;
	}
	/* Lanes that are not there are false, so that gates can close. */
	v.t &= all_lanes(w);
	v.f |= ~all_lanes(w);
	return v;
}

static struct lanes
recall_all(const struct world *w, int32_t node, int64_t *next)
{
	const struct node *n = &w->house->node[node];

	*next = TIME_NEVER;
	return n->forks ? recall_lanes(w, n, all_lanes(w), lanes_all(TRI_FALSE),
	    next) : recall_shared(w, n, next);
}

/*
 * Of a fork, where a deadline is a lane's, only the lanes whose operand has
 * changed are looked at, and all of them when the first of their deadlines
 * (kept behind what the lanes remember) is due. Apart, as no house but a
 * sweep's wants it and node_step() is shorter without.
 */
static __attribute__((noinline)) struct lanes
fork_step(struct world *w, int32_t node, struct lanes seen, int64_t before)
{
	const struct node *n = &w->house->node[node];
	int64_t *due = &w->state[n->state0 + w->house->nlane * n->nstate];
	struct lanes a = ref_lanes(w, n->a), v;
	uint64_t which = lanes_differ(seen, a) & all_lanes(w);

	for (uint64_t left = which; left != 0; left &= left - 1) {
		int i = __builtin_ctzll(left);

		remember(n, &w->state[n->state0 + i * n->nstate],
		    lane_value(seen, i), lane_value(a, i), before,
		    w->head->now);
	}
	if (*due <= w->head->now) {
		*due = TIME_NEVER;
		which = all_lanes(w);
	}
	v = recall_lanes(w, n, which, value_of(w, node), due);
	timers_set(w, n->timer, *due);
	return v;
}

static struct lanes
window_step(struct world *w, int32_t node, struct lanes seen, int64_t before)
{
	const struct node *n = &w->house->node[node];
	int64_t next = TIME_NEVER;
	struct lanes v;

	if (n->forks)
		return fork_step(w, node, seen, before);
	remember(n, &w->state[n->state0], lane_value(seen, 0),
	    ref_value(w, n->a, 0), before, w->head->now);
	v = recall_shared(w, n, &next);
	timers_set(w, n->timer, next);
	return v;
}

static void
pulse(struct world *w, int32_t node)
{
	w->pulse[w->head->npulse++] = node;
}

/* Whether the rise will be another at the next moment, all else unchanged. */
static bool
is_passing(struct lanes rise, struct lanes a)
{
	return lanes_differ(rise, lanes_and(a, lanes_not(a))) != 0;
}

static struct lanes
rise_step(struct world *w, int32_t node, struct lanes a, struct lanes seen)
{
	struct lanes v = lanes_and(a, lanes_not(seen));

	if (is_passing(v, a))
		pulse(w, node);
	return v;
}

/*
 * Its value at the moment w->head->now, its operands being final; remembers
 * what it must and sets its deadline. before: as for node_settle().
 */
static struct lanes
node_step(struct world *w, int32_t node, int64_t before)
{
	const struct node *n = &w->house->node[node];
	struct lanes a = ref_lanes(w, n->a), seen;

	switch (n->op) {
	case NODE_AND:
		return lanes_and(a, ref_lanes(w, n->b));
	case NODE_SINCE:
		return lanes_or(ref_lanes(w, n->b),
		    lanes_and(a, value_of(w, node)));
	case NODE_RISE:
		seen = w->cell[node].seen;
		w->cell[node].seen = a;
		return rise_step(w, node, a, seen);
	case NODE_WITHIN:
	case NODE_COUNT:
		seen = w->cell[node].seen;
		w->cell[node].seen = a;
		return window_step(w, node, seen, before);
	case NODE_SPAN:
		timers_set(w, n->timer, zone_span_next(w->zone, n->span,
		    w->head->now));
		break;
	case NODE_BEFORE:
		timers_set(w, n->timer, w->head->now < n->ms ? n->ms :
		    TIME_NEVER);
		break;
	default:
		break;
	}
	return node_plain(w, node);
}

/*
 * An instance only in the lanes in which its condition has changed. Apart, as
 * node_set() is shorter by a tenth of all instructions without it.
 */
static __attribute__((noinline)) void
mark_lanes(struct world *w, int32_t user, uint64_t changed)
{
	int32_t i = user - instance_mark(w, 0);

	changed = i < 0 ? 1 : changed & all_lanes(w);
	for (; changed != 0; changed &= changed - 1)
		mark_set(&w->dirty, user + __builtin_ctzll(changed));
}

void
node_set(struct world *w, int32_t node, struct lanes v)
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

void
node_settle(struct world *w, int32_t node, int64_t before)
{
	node_set(w, node, node_step(w, node, before));
}

static int64_t
later_since(const struct world *w, const struct node *n)
{
	int64_t since = 0;

	for (int32_t i = 0; i < n->nedge; i++) {
		int32_t part = w->house->edge[n->edge0 + i] >> 1;

		since = w->cell[part].since > since ? w->cell[part].since : since;
	}
	if (n->nedge == 0) {
		int64_t b = w->cell[n->b >> 1].since;

		since = w->cell[n->a >> 1].since;
		since = b > since ? b : since;
	}
	return since;
}

static void
begin_window(struct world *w, const struct node *n, int64_t since)
{
	for (int i = 0; i < (n->forks ? w->house->nlane : 1); i++) {
		int64_t *state = &w->state[n->state0 + i * n->nstate];

		if (n->op == NODE_WITHIN)
			state[WITHIN_UNKNOWN] = since - 1;
		else
			state[COUNT_UNKNOWN] = since;
	}
}

void
node_begin(struct world *w, int32_t node, int64_t t)
{
	const struct node *n = &w->house->node[node];
	struct lanes a = ref_lanes(w, n->a);
	int64_t next, since;

	node_reset(w, node);
	if (n->op == NODE_TRUE)
		return;
	if (n->op == NODE_SOURCE || n->op == NODE_COMPARE) {
		value_set(w, node, node_plain(w, node));
		w->cell[node].since = w->source_since[n->source];
		return;
	}
	since = node_is_clock(n) ? t : later_since(w, n);
	if (since == 0)
		since = t;
	w->cell[node].seen = a;
	if (n->op == NODE_WITHIN || n->op == NODE_COUNT) {
		begin_window(w, n, since);
		value_set(w, node, recall_all(w, node, &next));
	} else if (n->op == NODE_RISE) {
		value_set(w, node, lanes_and(a, lanes_not(a)));
	} else if (n->op == NODE_SINCE) {
		value_set(w, node, lanes_or(ref_lanes(w, n->b),
		    lanes_and(a, lanes_all(TRI_UNKNOWN))));
	} else {
		value_set(w, node, node_plain(w, node));
	}
	w->cell[node].since = since;
}

bool
node_is_stale(const struct world *w, int32_t node)
{
	const struct node *n = &w->house->node[node];
	struct lanes a = ref_lanes(w, n->a), v = value_of(w, node);

	switch (n->op) {
	case NODE_WITHIN:
	case NODE_COUNT:
	case NODE_RISE:
		return lanes_differ(w->cell[node].seen, a) != 0;
	case NODE_SINCE:
		return lanes_differ(lanes_or(ref_lanes(w, n->b),
		    lanes_and(a, v)), v) != 0;
	default:
		return lanes_differ(node_plain(w, node), v) != 0;
	}
}

void
node_rearm(struct world *w, int32_t node)
{
	const struct node *n = &w->house->node[node];
	int64_t next = TIME_NEVER;

	if (n->op == NODE_RISE) {
		if (is_passing(value_of(w, node), ref_lanes(w, n->a)))
			pulse(w, node);
		return;
	}
	if (n->op == NODE_SPAN)
		next = zone_span_next(w->zone, n->span, w->head->now);
	else if (n->op == NODE_BEFORE && w->head->now < n->ms)
		next = n->ms;
	else if (n->op == NODE_WITHIN || n->op == NODE_COUNT)
		recall_all(w, node, &next);
	if (n->forks && n->timer >= 0)
		w->state[n->state0 + w->house->nlane * n->nstate] = next;
	if (n->timer >= 0)
		timers_set(w, n->timer, next);
}
