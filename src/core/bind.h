/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Binds expressions to places: trees become nodes. Used while a house is
 * built, by house.c alone.
 */
#ifndef NATVAGT_CORE_BIND_H
#define NATVAGT_CORE_BIND_H

#include "core/fault.h"
#include "core/house.h"

struct binder;

/*
 * house has its places, kinds, devices and sources; spec its definitions.
 * All are borrowed. Faults of the definitions are told at once.
 */
struct binder *binder_new(struct house *house, const struct house_spec *spec,
    struct fault_teller *faults);
/* Hands the nodes over to the house and frees the rest. */
void binder_finish(struct binder *binder);

/*
 * Parses a text and checks its names, whatever the place; NULL after a fault
 * ("what: column N: …") has been told at pos. Lives as long as the binder.
 */
const struct expr *binder_parse(struct binder *binder, int pos,
    const char *what, const char *text);
/* The swept duration is one of this tree, of a rule or a definition. */
void binder_sweep(struct binder *binder, int pos, const char *what,
    const struct expr *expr);
/*
 * The ref of a tree at a place; REF_ABSENT where a signal it needs is fed by
 * no device, the first such signal then appended to missing.
 */
node_ref binder_bind(struct binder *binder, const struct expr *expr,
    int32_t place, struct str *missing);
/* (not when) for ms; ms may be 0, or swept. */
node_ref binder_clear(struct binder *binder, node_ref when, int64_t ms,
    bool swept);
/* Of a moment in which it becomes true. */
node_ref binder_rise(struct binder *binder, node_ref ref);
/* x until an instant (ms UTC), y from then on. */
node_ref binder_until(struct binder *binder, int64_t until, node_ref x,
    node_ref y);
/* Whether a ref may differ between lanes. */
bool binder_varies(const struct binder *binder, node_ref ref);

#endif
