/* SPDX-License-Identifier: Apache-2.0 */
/* The configurations that a journal keeps with its segments. */
#ifndef NATVAGT_FOLD_KEPT_H
#define NATVAGT_FOLD_KEPT_H

#include "base/err.h"
#include "read/conf.h"
#include "store/journal.h"

/*
 * Reads one: 1 and *conf, the caller's; 0 where it is not there or has faults
 * (a stricter natvagt's reader), why in err; -1 where the journal fails.
 */
int conf_kept(struct journal *journal, const char *hash, struct conf **conf,
    struct err *err);

#endif
