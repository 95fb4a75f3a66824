/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What goes wrong around the collector, as messages that rules can be made of
 * like any sensor's; told when the collector starts, when it changes, and
 * twice a day:
 *
 *   $natvagt/disk          {"low":true,"free_mb":120}
 *   $natvagt/broker_drops  {"dropping":true,"dropped":12}
 *
 * dropping: the broker has dropped messages, for whomever, within the last
 * TROUBLE_CALM; dropped: how many it was at first, and in all when it is over.
 */
#ifndef NATVAGT_COLLECT_TROUBLE_H
#define NATVAGT_COLLECT_TROUBLE_H

#include <stdint.h>

#include "collect/note.h"
#include "store/disk.h"

#define TROUBLE_LOOK MS_MINUTE
#define TROUBLE_CALM (10 * MS_MINUTE)

struct trouble {
	struct notes *notes; /* borrowed */
	struct fact low, dropping;
	int64_t look_at; /* when the disk is looked at next; all monotonic */
	int64_t calm_at; /* when what has been dropped is past */
	int64_t dropped; /* since it was calm */
};

void trouble_init(struct trouble *trouble, struct notes *notes);
/* Each turn: the journal's path, what the broker dropped since the last. */
void trouble_turn(struct trouble *trouble, const char *journal,
    int64_t dropped, int64_t now);
/* Its two halves, of what has been seen. */
void trouble_disk(struct trouble *trouble, const struct disk *disk,
    int64_t now);
void trouble_drops(struct trouble *trouble, int64_t dropped, int64_t now);

#endif
