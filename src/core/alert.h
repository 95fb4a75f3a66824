/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An alert's life: the table of DESIGN, section 8. What happens by itself is
 * here, what staff do in act.c.
 *
 *   (none)    true                     raised, unless shelved or inhibited
 *   raised    false for clear_after    closed (low, technical) or returned
 *   raised    waits escalate_after     escalated: one level more, and again
 *   returned  true                     raised (retriggered)
 *   taken     attend_within passes     raised, one level more
 *   open      staff arrive             attended
 *   taken, attended   false for clear_after   closed, but not if it latches
 *   attended  still true attend_for after the last sign of staff: raised
 *
 * Waiting goes on while a latched alert is returned, and while what was
 * seen is not any more; an unknown condition closes nothing and calls nobody
 * back. Inhibited is what would be raised where staff attend: it is, as soon as
 * they have left, which is attend_for after their last sign at the latest,
 * though nobody has closed what they came for. A call (what latches), what is
 * of high priority and a technical fault never are.
 */
#ifndef NATVAGT_CORE_ALERT_H
#define NATVAGT_CORE_ALERT_H

#include "core/world_block.h"

/*
 * What follows at the present moment from the instance's condition, from
 * staff being there and from time; tells of each step.
 */
void alert_settle(struct world *w, int32_t instance, struct teller to);
/* The deadline that follows from what the alert is; nothing else changes. */
void alert_arm(struct world *w, int32_t instance);

/* The deadline has come: who must settle again. */
void alert_due(struct world *w, int32_t instance);

/* For what staff do: each tells of its step. */

void alert_close(struct world *w, int32_t instance,
    const struct action *action, struct teller to);
/* Sets aside what is open, if anything is. */
void alert_shelve(struct world *w, int32_t instance,
    const struct action *action, struct teller to);
void alert_unshelve(struct world *w, int32_t instance,
    const struct action *action, struct teller to);
/* Into another state: counted in the alert's version and told. */
void alert_become(struct world *w, int32_t instance, enum alert_state state,
    enum alert_event event, const struct action *action, struct teller to);

#endif
