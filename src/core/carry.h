/* SPDX-License-Identifier: Apache-2.0 */
/* Carries into a world; out of one: world_carry() in core/world.h. */
#ifndef NATVAGT_CORE_CARRY_H
#define NATVAGT_CORE_CARRY_H

#include "core/world_block.h"

/* One carry of the segment that has begun; what it does not know it skips. */
void carry_take(struct world *w, const struct carry *carry);

#endif
