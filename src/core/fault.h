/* SPDX-License-Identifier: Apache-2.0 */
/* Faults of a specification, told as they are found; building goes on. */
#ifndef NATVAGT_CORE_FAULT_H
#define NATVAGT_CORE_FAULT_H

#include "core/house.h"

struct fault_teller {
	house_fault *fn;
	void *arg;
	bool any; /* has been told */
};

/* pos: of what is at fault, as the specification numbers it. */
void fault_tell(struct fault_teller *faults, int pos, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

#endif
