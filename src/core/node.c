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
 */
#include "core/node.h"

#include <string.h>

#include "core/timers.h"

enum { WITHIN_TRUE, WITHIN_UNKNOWN };
enum { COUNT_UNKNOWN, COUNT_TIMES };

bool
node_has_memory(const struct node *node)
{
	return node->op == NODE_WITHIN || node->op == NODE_SINCE ||
	    node->op == NODE_RISE || node->op == NODE_COUNT;
}

void
node_reset(struct world *w, int32_t node)
{
	const struct node *n = &w->house->node[node];

	w->value[node] = n->op == NODE_TRUE ? TRI_TRUE : TRI_UNKNOWN;
	w->seen[node] = TRI_UNKNOWN;
	w->since[node] = 0;
	for (int32_t i = 0; i < n->nstate; i++)
		w->state[n->state0 + i] = TIME_LONG_AGO;
}

static uint8_t
any_value(const struct world *w, const struct node *n)
{
	const node_ref *edge = &w->house->edge[n->edge0];
	uint8_t v = TRI_FALSE;

	for (int32_t i = 0; i < n->nedge && v != TRI_TRUE; i++)
		v = tri_or(v, ref_value(w, edge[i]));
	return v;
}

uint8_t
node_plain(const struct world *w, int32_t node)
{
	const struct node *n = &w->house->node[node];

	switch (n->op) {
	case NODE_SOURCE:
		return w->truth[n->source];
	case NODE_COMPARE:
		if (w->truth[n->source] != TRI_TRUE)
			return TRI_UNKNOWN;
		return cmp_holds(n->cmp, w->number[n->source], n->number) ?
		    TRI_TRUE : TRI_FALSE;
	case NODE_SPAN:
		return zone_in_span(w->zone, n->span, w->head->now) ?
		    TRI_TRUE : TRI_FALSE;
	case NODE_ANY:
		return any_value(w, n);
	case NODE_AND:
		return tri_and(ref_value(w, n->a), ref_value(w, n->b));
	case NODE_KNOWN:
		return ref_value(w, n->a) != TRI_UNKNOWN ? TRI_TRUE : TRI_FALSE;
	default:
		return TRI_TRUE;
	}
}

/*
 * A window's value at t from the last times that it could be true and
 * unknown and from its operand now; *next is when it may change by itself.
 */
static uint8_t
window_value(int64_t last_true, int64_t last_unknown, uint8_t operand,
    int64_t ms, int64_t t, int64_t *next)
{
	*next = TIME_NEVER;
	if (operand == TRI_TRUE)
		return TRI_TRUE;
	if (last_true >= t - ms) {
		*next = last_true + ms + 1;
		return TRI_TRUE;
	}
	if (operand == TRI_UNKNOWN)
		return TRI_UNKNOWN;
	if (last_unknown >= t - ms) {
		*next = last_unknown + ms + 1;
		return TRI_UNKNOWN;
	}
	return TRI_FALSE;
}

/* Of within and count, from what is remembered. */
static uint8_t
remembered(const struct world *w, const struct node *n, int64_t *next)
{
	const int64_t *state = &w->state[n->state0];
	uint8_t a = ref_value(w, n->a);
	int64_t t = w->head->now;

	if (n->op == NODE_WITHIN)
		return window_value(state[WITHIN_TRUE], state[WITHIN_UNKNOWN],
		    a, n->ms, t, next);
	/* A rise that is true now has been counted. */
	return window_value(state[COUNT_TIMES + n->count - 1],
	    state[COUNT_UNKNOWN], a == TRI_TRUE ? TRI_FALSE : a, n->ms, t,
	    next);
}

static uint8_t
window_step(struct world *w, const struct node *n, uint8_t seen, int64_t before)
{
	int64_t *state = &w->state[n->state0];
	int64_t next;
	uint8_t v;

	if (n->op == NODE_WITHIN) {
		if (seen == TRI_TRUE)
			state[WITHIN_TRUE] = before;
		else if (seen == TRI_UNKNOWN)
			state[WITHIN_UNKNOWN] = before;
	} else {
		if (seen == TRI_UNKNOWN)
			state[COUNT_UNKNOWN] = before;
		if (ref_value(w, n->a) == TRI_TRUE) {
			memmove(&state[COUNT_TIMES + 1], &state[COUNT_TIMES],
			    (size_t)(n->count - 1) * sizeof(*state));
			state[COUNT_TIMES] = w->head->now;
		}
	}
	v = remembered(w, n, &next);
	timers_set(w, n->timer, next);
	return v;
}

static void
pulse(struct world *w, int32_t node)
{
	w->pulse[w->head->npulse++] = node;
}

static uint8_t
rise_step(struct world *w, int32_t node, uint8_t a, uint8_t seen)
{
	uint8_t v = tri_and(a, tri_not(seen));

	if (v != tri_and(a, tri_not(a)))
		pulse(w, node);
	return v;
}

uint8_t
node_step(struct world *w, int32_t node, int64_t before)
{
	const struct node *n = &w->house->node[node];
	uint8_t seen = w->seen[node];

	if (!node_has_memory(n)) {
		if (n->op == NODE_SPAN)
			timers_set(w, n->timer, zone_span_next(w->zone,
			    n->span, w->head->now));
		return node_plain(w, node);
	}
	w->seen[node] = ref_value(w, n->a);
	if (n->op == NODE_SINCE)
		return tri_or(ref_value(w, n->b),
		    tri_and(ref_value(w, n->a), w->value[node]));
	if (n->op == NODE_RISE)
		return rise_step(w, node, ref_value(w, n->a), seen);
	return window_step(w, n, seen, before);
}

static int64_t
later_since(const struct world *w, const struct node *n)
{
	int64_t since = 0;

	for (int32_t i = 0; i < n->nedge; i++) {
		int32_t part = w->house->edge[n->edge0 + i] >> 1;

		since = w->since[part] > since ? w->since[part] : since;
	}
	if (n->nedge == 0) {
		int64_t b = w->since[n->b >> 1];

		since = w->since[n->a >> 1];
		since = b > since ? b : since;
	}
	return since;
}

void
node_begin(struct world *w, int32_t node, int64_t t)
{
	const struct node *n = &w->house->node[node];
	uint8_t a = ref_value(w, n->a);
	int64_t next, since;

	node_reset(w, node);
	if (n->op == NODE_TRUE)
		return;
	if (n->op == NODE_SOURCE || n->op == NODE_COMPARE) {
		w->value[node] = node_plain(w, node);
		w->since[node] = w->source_since[n->source];
		return;
	}
	since = n->op == NODE_SPAN ? t : later_since(w, n);
	if (since == 0)
		since = t;
	w->seen[node] = a;
	if (n->op == NODE_WITHIN)
		w->state[n->state0 + WITHIN_UNKNOWN] = since - 1;
	else if (n->op == NODE_COUNT)
		w->state[n->state0 + COUNT_UNKNOWN] = since;
	if (n->op == NODE_RISE)
		w->value[node] = tri_and(a, tri_not(a));
	else if (n->op == NODE_SINCE)
		w->value[node] = tri_or(ref_value(w, n->b),
		    tri_and(a, TRI_UNKNOWN));
	else if (n->op == NODE_WITHIN || n->op == NODE_COUNT)
		w->value[node] = remembered(w, n, &next);
	else
		w->value[node] = node_plain(w, node);
	w->since[node] = since;
}

void
node_rearm(struct world *w, int32_t node)
{
	const struct node *n = &w->house->node[node];
	uint8_t a = ref_value(w, n->a);
	int64_t next = TIME_NEVER;

	if (n->op == NODE_RISE) {
		if (w->value[node] != tri_and(a, tri_not(a)))
			pulse(w, node);
		return;
	}
	if (n->op == NODE_SPAN)
		next = zone_span_next(w->zone, n->span, w->head->now);
	else if (n->op == NODE_WITHIN || n->op == NODE_COUNT)
		remembered(w, n, &next);
	if (n->timer >= 0)
		timers_set(w, n->timer, next);
}
