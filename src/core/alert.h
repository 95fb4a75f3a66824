/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An alert's life: the table of DESIGN, section 8, as far as raised,
 * returned, taken, undone, attended, closed, blind.
 */
#ifndef NATVAGT_CORE_ALERT_H
#define NATVAGT_CORE_ALERT_H

#include "core/world_block.h"

/*
 * What follows at the present moment from the instance's condition; tells of
 * each step.
 */
void alert_settle(struct world *w, int32_t instance, struct teller to);
/*
 * Applies staff's action, or refuses and tells why. Returns the instance to
 * settle after it, or -1.
 */
int32_t alert_act(struct world *w, const struct action *action,
    struct teller to);

#endif
