/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A journal whose next segment cannot be looked up: every other read goes on
 * as before, as where a disk fails or another process locks the journal
 * between two reads.
 */
#ifndef NATVAGT_TESTS_HOLE_H
#define NATVAGT_TESTS_HOLE_H

#include <stdint.h>

/* Of the journal's segments up to the row at seq; until it is mended. */
void hole_make(const char *journal, int64_t seq);
void hole_mend(const char *journal);

#endif
