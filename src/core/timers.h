/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Deadlines of a world: at most one for each timer of the house. A deadline
 * that moves later or goes away leaves its old entry in the heap, to be
 * dropped when it comes up; so setting one is cheap.
 */
#ifndef NATVAGT_CORE_TIMERS_H
#define NATVAGT_CORE_TIMERS_H

#include "core/world_block.h"

void timers_push(struct world *w, int32_t timer);
/* t: TIME_NEVER for none. */
static inline void
timers_set(struct world *w, int32_t timer, int64_t t)
{
	w->due[timer] = t;
	if (t < w->queued[timer])
		timers_push(w, timer);
}

/* Whether there may be one at or before t; false is sure. */
static inline bool
timers_are_near(const struct world *w, int64_t t)
{
	return w->head->nheap > 0 && w->heap[0].t <= t;
}

/* The earliest deadline, or TIME_NEVER. */
int64_t timers_next(struct world *w);
/* Takes one that is due at or before t; -1 for none. It is then unset. */
int32_t timers_take(struct world *w, int64_t t);
/* How many entries the heap may come to hold. */
int32_t timers_room(const struct house *house);

#endif
