/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a draft to a configuration: what its parts mean to each other, then
 * the house, the mapping, the plans and the zone. Used by conf.c alone.
 */
#ifndef NATVAGT_READ_BUILD_H
#define NATVAGT_READ_BUILD_H

#include "read/conf.h"
#include "read/conf_table.h"

/*
 * Fills conf (its secrets excepted) as far as it can; every fault is told to
 * the draft's faults. The draft's texts are copied.
 */
void build_conf(struct conf_draft *draft, struct root_draft *root,
    struct conf *conf);

#endif
