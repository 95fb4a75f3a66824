/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A host's addresses, looked up away from the loop (a dead name server takes
 * half a minute to say so).
 */
#ifndef NATVAGT_COLLECT_LOOKUP_H
#define NATVAGT_COLLECT_LOOKUP_H

#include <stdbool.h>

#include "base/err.h"

struct lookup;

struct lookup *lookup_new(const char *host);
void lookup_free(struct lookup *lookup);
/*
 * 1 when the answer is there (at once for a numeric address), 0 while it is
 * not, -1 where there is none.
 */
int lookup_poll(struct lookup *lookup, struct err *err);
/* The next address of the answer in numbers, or false after the last. */
enum { LOOKUP_SIZE = 128 };
bool lookup_next(struct lookup *lookup, char address[LOOKUP_SIZE]);

#endif
