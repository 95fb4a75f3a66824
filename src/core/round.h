/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rounds (tilsyn): visits that are planned for a place and a time of the
 * night. A visit counts for the nearest planned time of its place that nobody
 * has seen to and that is at most ROUND_EARLY away; others are of nobody's
 * plan, and noted only. Nor does a visit count for one that was missed: a later
 * time of the same place has come, or was seen to.
 */
#ifndef NATVAGT_CORE_ROUND_H
#define NATVAGT_CORE_ROUND_H

#include "core/world.h"

/* When a round of the house is due tonight. */
int64_t round_due(const struct world *world, int32_t round);
/* How it went tonight, or NULL. */
const struct visit *round_seen(const struct world *world, int32_t round);
/*
 * Whether nobody saw to it, and nobody is expected to any more at t: a later
 * round of the same place is due by then, or was seen to.
 */
bool round_is_missed(const struct world *world, int32_t round, int64_t t);
/* Whether its time was over before anybody watched: nobody is to blame. */
bool round_is_before(const struct world *world, int32_t round);
/* Whether whoever lives there need not be disturbed, and since when. */
bool round_is_restful(const struct world *world, int32_t round,
    int64_t *since);

/*
 * A visit at a place, made, left out or undone; returns why it is refused
 * (for N_()), or NULL.
 */
const char *round_visit(struct world *w, int32_t place,
    const struct action *action);

#endif
