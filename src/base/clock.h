/* SPDX-License-Identifier: Apache-2.0 */
/* The clocks, in milliseconds. Whoever loops reads them once a turn. */
#ifndef NATVAGT_BASE_CLOCK_H
#define NATVAGT_BASE_CLOCK_H

#include <stdint.h>

/* Since 1970, UTC; it may be set, and step. */
int64_t clock_now(void);
/* Of a clock that nobody sets; only differences mean something. */
int64_t clock_monotonic(void);

#endif
