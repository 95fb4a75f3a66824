/* SPDX-License-Identifier: Apache-2.0 */
#include "core/index.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/node.h"

int32_t
index_timer(struct house *house, enum timer_kind kind, int32_t index)
{
	house->timer = xreallocarray(house->timer, (size_t)house->ntimer + 1,
	    sizeof(*house->timer));
	house->timer[house->ntimer] = (struct timer){kind, index};
	return house->ntimer++;
}

/* What is not needed. */

static bool
is_leaf(const struct node *node)
{
	return node->op == NODE_SOURCE || node->op == NODE_COMPARE;
}

/* Operands stand before what uses them. */
static bool *
needed_nodes(const struct house *house)
{
	bool *needed = xcalloc((size_t)house->nnode, sizeof(*needed));

	needed[0] = true; /* refs 0 and 1 are true and false everywhere */
	for (int32_t i = 0; i < house->nslot; i++)
		needed[house->slot[i].when >> 1] = true;
	for (int32_t i = 0; i < house->ninstance; i++) {
		const struct instance *in = &house->instance[i];

		needed[in->when >> 1] = needed[in->clear >> 1] = true;
		needed[in->present >> 1] = needed[in->arrives >> 1] = true;
	}
	for (int32_t i = 0; i < house->nround; i++)
		needed[house->round[i].skip >> 1] = true;
	for (int32_t i = house->nnode - 1; i > 0; i--) {
		const struct node *n = &house->node[i];

		if (!needed[i])
			continue;
		needed[n->a >> 1] = needed[n->b >> 1] = true;
		for (int32_t k = 0; k < n->nedge; k++)
			needed[house->edge[n->edge0 + k] >> 1] = true;
	}
	return needed;
}

static node_ref
moved(const int32_t *to, node_ref ref)
{
	return to[ref >> 1] << 1 | (ref & 1);
}

static void
move_refs(struct house *house, const int32_t *to)
{
	for (int32_t i = 0; i < house->nnode; i++) {
		struct node *n = &house->node[i];

		n->a = moved(to, n->a);
		n->b = moved(to, n->b);
		for (int32_t k = 0; k < n->nedge; k++)
			house->edge[n->edge0 + k] =
			    moved(to, house->edge[n->edge0 + k]);
	}
	for (int32_t i = 0; i < house->nslot; i++)
		house->slot[i].when = moved(to, house->slot[i].when);
	for (int32_t i = 0; i < house->ninstance; i++) {
		struct instance *in = &house->instance[i];

		in->when = moved(to, in->when);
		in->clear = moved(to, in->clear);
		in->present = moved(to, in->present);
		in->arrives = moved(to, in->arrives);
	}
	for (int32_t i = 0; i < house->nround; i++)
		house->round[i].skip = moved(to, house->round[i].skip);
}

static void
drop_unneeded(struct house *house)
{
	bool *needed = needed_nodes(house);
	int32_t *to = xcalloc((size_t)house->nnode, sizeof(*to)), n = 0;

	dict_release(&house->by_text);
	for (int32_t i = 0; i < house->nnode; i++) {
		struct node *node = &house->node[i];

		if (!needed[i]) {
			free(node->text);
			continue;
		}
		/* What a sweep touches has one text for all its lanes. */
		if (!node_varies(node))
			dict_put(&house->by_text, node->text,
			    strlen(node->text), n);
		to[i] = n;
		house->node[n++] = *node;
	}
	house->nnode = n;
	move_refs(house, to);
	free(needed);
	free(to);
}

/* Who uses what. */

struct use {
	int32_t owner;
	struct user user;
};
typedef VEC(struct use) use_list;

static void
add_use(use_list *uses, node_ref owner, int32_t index, node_ref gate)
{
	vec_push(uses, (struct use){owner >> 1, {index, gate}});
}

/* Sorted by owner: the users of owner i stand at first[i] .. first[i + 1]. */
static struct user *
spread(const use_list *uses, int32_t nowner, int32_t *first)
{
	struct user *out = xcalloc(uses->n, sizeof(*out));

	memset(first, 0, ((size_t)nowner + 1) * sizeof(*first));
	for (size_t i = 0; i < uses->n; i++)
		first[uses->v[i].owner + 1]++;
	for (int32_t i = 0; i < nowner; i++)
		first[i + 1] += first[i];
	for (size_t i = 0; i < uses->n; i++)
		out[first[uses->v[i].owner]++] = uses->v[i].user;
	for (int32_t i = nowner; i > 0; i--)
		first[i] = first[i - 1];
	first[0] = 0;
	return out;
}

/* What a node needs in a world. */
static void
add_state(struct house *house, int32_t i)
{
	struct node *n = &house->node[i];

	n->timer = -1;
	n->state0 = house->nstate;
	if (n->op == NODE_WITHIN)
		n->nstate = 2;
	else if (n->op == NODE_COUNT)
		n->nstate = n->count + 1;
	house->nstate += node_state_room(house, n);
	if (n->op == NODE_WITHIN || n->op == NODE_COUNT ||
	    node_is_clock(n))
		n->timer = index_timer(house, TIMER_NODE, i);
}

static void
add_operands(const struct house *house, int32_t i, use_list *uses)
{
	const struct node *n = &house->node[i];
	bool and = n->op == NODE_AND, since = n->op == NODE_SINCE;
	bool one = n->a >> 1 == n->b >> 1; /* node on both sides */

	for (int32_t k = 0; k < n->nedge; k++)
		add_use(uses, house->edge[n->edge0 + k], i, REF_ABSENT);
	if (n->op == NODE_WITHIN || n->op == NODE_RISE ||
	    n->op == NODE_COUNT || n->op == NODE_KNOWN)
		add_use(uses, n->a, i, REF_ABSENT);
	if (and || since)
		add_use(uses, n->a, i, one ? REF_ABSENT : and ? n->b : i << 1);
	if ((and || since) && !one)
		add_use(uses, n->b, i, and ? n->a : REF_ABSENT);
}

static void
add_watchers(const struct house *house, use_list *uses)
{
	int32_t places = house->nnode, instances = places + house->nplace;

	for (int32_t i = 0; i < house->nslot; i++)
		add_use(uses, house->slot[i].when,
		    places + house->slot[i].place, REF_ABSENT);
	for (int32_t i = 0; i < house->ninstance; i++) {
		const struct instance *instance = &house->instance[i];

		if (instance->lane != 0)
			continue;
		add_use(uses, instance->when, instances + i, REF_ABSENT);
		add_use(uses, instance->clear, instances + i, REF_ABSENT);
		add_use(uses, instance->present, instances + i, REF_ABSENT);
		add_use(uses, instance->arrives, instances + i, REF_ABSENT);
	}
}

static void
index_nodes(struct house *house)
{
	use_list uses = {0};
	int32_t *first = xcalloc((size_t)house->nnode + 1, sizeof(*first));

	for (int32_t i = 0; i < house->nnode; i++) {
		add_operands(house, i, &uses);
		add_state(house, i);
	}
	add_watchers(house, &uses);
	house->user = spread(&uses, house->nnode, first);
	for (int32_t i = 0; i < house->nnode; i++) {
		house->node[i].user0 = first[i];
		house->node[i].nuser = first[i + 1] - first[i];
	}
	vec_free(&uses);
	free(first);
}

/* The leaves of each source, in their order. */
static void
index_leaves(struct house *house)
{
	house->leaf = xcalloc((size_t)house->nnode, sizeof(*house->leaf));
	for (int32_t s = 0; s < house->nsource; s++) {
		struct source *source = &house->source[s];

		source->leaf0 = house->nleaf;
		for (int32_t i = 0; i < house->nnode; i++)
			if (is_leaf(&house->node[i]) &&
			    house->node[i].source == s)
				house->leaf[house->nleaf++] = i;
		source->nleaf = house->nleaf - source->leaf0;
	}
}

void
index_build(struct house *house)
{
	drop_unneeded(house);
	index_nodes(house);
	index_leaves(house);
}
