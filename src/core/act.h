/* SPDX-License-Identifier: Apache-2.0 */
/* What staff do: on an alert, on a rule at a place, or of themselves. */
#ifndef NATVAGT_CORE_ACT_H
#define NATVAGT_CORE_ACT_H

#include "core/world_block.h"

/*
 * Applies an action, or refuses it and tells why; marks the instances that
 * are to settle after it.
 */
void act_apply(struct world *w, const struct action *action,
    struct teller to);

#endif
