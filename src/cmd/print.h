/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a fold tells as JSON lines, one a status change or an alert's event
 * (DESIGN, section 9): the same keys in the same order, always.
 */
#ifndef NATVAGT_CMD_PRINT_H
#define NATVAGT_CMD_PRINT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/str.h"
#include "core/house.h"
#include "core/world.h"
#include "core/zone.h"

struct printer {
	FILE *to;                  /* borrowed, as are house and zone */
	const struct house *house;
	const struct zone *zone;
	bool status, alert;        /* which of the two are wanted */
	int side;                  /* of two sets of rules: 1 or 2; 0: of one */
	struct str line;           /* its own, from one event to the next */
};

/* Its line, with its end; false where it is not wanted. */
bool print_line(struct printer *printer, const struct event *event);
/* An event_fn; arg: struct printer, its line initialised. */
void print_event(void *printer, const struct event *event);

#endif
