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

#include "core/world_block.h"

/*
 * A visit at a place, made, left out or undone; returns why it is refused
 * (for N_()), or NULL.
 */
const char *round_visit(struct world *w, int32_t place,
    const struct action *action);

#endif
