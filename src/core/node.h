/* SPDX-License-Identifier: Apache-2.0 */
/* Nodes at a moment: values, what they remember, when they next may change. */
#ifndef NATVAGT_CORE_NODE_H
#define NATVAGT_CORE_NODE_H

#include "core/world_block.h"

/* Forgets all: every value unknown, before any moment. */
void node_reset(struct world *w, int32_t node);
/* Another value than it had marks all that depends on it. */
void node_set(struct world *w, int32_t node, struct lanes v);
/*
 * What follows from its operands, which are final at the moment w->head->now,
 * and from what it remembers. before: the time of the moment before this one.
 */
void node_settle(struct world *w, int32_t node, int64_t before);
/*
 * A node that begins in the middle, at t: from the present values of its
 * parts and since when they have them; before that all is unknown. Sets
 * value, since, seen and state, but no deadline.
 */
void node_begin(struct world *w, int32_t node, int64_t t);
/* Sets the deadline (and the pulse) that follows from what it remembers. */
void node_rearm(struct world *w, int32_t node);
/* It changes with time alone: it has no operand. */
bool node_is_clock(const struct node *node);
/*
 * Whether what it is does not follow, at w->head->now, from what its operands
 * are, or from what the clock says where it is one.
 */
bool node_is_stale(const struct world *w, int32_t node);
/* The value that follows from the operands of a node without memory. */
struct lanes node_plain(const struct world *w, int32_t node);

#endif
