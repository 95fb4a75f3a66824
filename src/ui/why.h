/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A condition as people read it. The house knows no `not`, `or` and `for`:
 * they are mirrors of other nodes, and are turned back here.
 */
#ifndef NATVAGT_UI_WHY_H
#define NATVAGT_UI_WHY_H

#include "base/str.h"
#include "core/house.h"

/* Appends the text of ref, definitions written out. */
void why_text(const struct house *house, node_ref ref, struct str *out);
/*
 * The operands of a chain of `and`, or of `or`, or ref itself, in order; at
 * most `max` of them (1 or more). Returns how many.
 */
int why_parts(const struct house *house, node_ref ref, node_ref *part,
    int max);

#endif
