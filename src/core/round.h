/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rounds (tilsyn): visits that are planned for a place and a time of the
 * night. A round is open from ROUND_EARLY before its time until somebody sees
 * to it or it is missed: a later time of the same place has come, or was seen
 * to. A visit that names its round's time (action.at) counts for that one
 * alone; any other for the open one of its place that is nearest in time, before
 * it or after, and of two as near for the one that the house has first. Where
 * none is open it is of nobody's plan, and noted only.
 *
 * Undone is the visit of the round that is named, or else the place's last; of
 * two in one millisecond that whose round the house has last. One that counted
 * for no round cannot be.
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
 * (for N_()), or NULL. *round: the one that it counts for or did, or -1.
 */
const char *round_visit(struct world *w, int32_t place,
    const struct action *action, int32_t *round);

#endif
