/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two sets of rules on the same night: which alerts both raised, and which
 * only one did.
 *
 * Two alerts are the same one where they are of the same rule (by its id) at
 * the same place and stood at the same time, if only for a moment: a rule
 * that waits longer raises what is still going on. Each is the same as at
 * most one other, the earliest that it can be. What both raise twice for one
 * thing, and what one raises only when all is over for the other, is two.
 */
#ifndef NATVAGT_EVAL_COMPARE_H
#define NATVAGT_EVAL_COMPARE_H

#include "core/house.h"
#include "read/recording.h"

/* What one set of rules raised, as recording_alerts() has it; borrowed. */
struct compare_side {
	const struct house *house;
	const struct recording_alert *alert;
	int n;
};

/* An alert of one side or of both. */
struct compared {
	int64_t raised; /* when the first of them did */
	int at[2];      /* where it stands in each, or -1 */
};

/* All of them, by time; to be freed. *n: how many. */
struct compared *compare_alerts(const struct compare_side side[2], int *n);

#endif
