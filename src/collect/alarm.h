/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The commands that the configuration's `alarms` has run: one for each
 * priority, when an alert is raised, on again, or escalated.
 *
 * - An alert has one command at a time. What comes while it runs, or within
 *   ALARM_APART of its start, makes one more of it afterwards.
 * - Each priority has ALARM_AT_ONCE commands at a time, so that no lesser one
 *   holds up a high one. An alert that somebody has taken before its turn
 *   comes is rung for no more, nor one that is over and does not latch: what
 *   rings is what the terminals' bell rings for (alert_is_calling()).
 * - A new collector rings anew for what began to wait shortly before the last
 *   one's end, as that may not have come to it, and for nothing older.
 *
 * Whether they work is a fact that is journaled, at the start as well:
 *
 *   $natvagt/alarm   {"ok":false,"event":"raised","alert":3,"rule":"call",
 *                     "place":"101","priority":"high","reason":"…"}
 *                    {"ok":true}
 *
 * false when a priority's command fails that did not, also at a look before
 * anybody needs it (then without an alert); true when none fails any more.
 * Each failure is logged, and so is what commands print.
 */
#ifndef NATVAGT_COLLECT_ALARM_H
#define NATVAGT_COLLECT_ALARM_H

#include <stdbool.h>
#include <stdint.h>

#include "collect/child.h"
#include "collect/note.h"
#include "core/world.h"
#include "read/conf.h"

enum {
	ALARM_AT_ONCE = 3,
	ALARM_APART = 5000, /* ms between the starts for one alert */
	/* ms before the last collector's last row: a command's time, for
	 * which another may have waited. */
	ALARM_UNSURE = CHILD_TIME,
};

struct ring;
struct alarms {
	struct notes *notes; /* borrowed */
	VEC(struct ring) ring;
	bool failing[CONF_PRIORITIES];
	struct fact ok;
};

void alarm_init(struct alarms *alarms, struct notes *notes);
/* Ends what runs. */
void alarm_release(struct alarms *alarms);
/* Looks whether the commands of a configuration can be run. now: monotonic. */
void alarm_look(struct alarms *alarms, const struct conf *conf, int64_t now);
/* What is to ring is noted, to be started at the next turn. */
void alarm_event(struct alarms *alarms, const struct event *event);
/* The journal's last row, before this collector, was of that time. */
void alarm_resume(struct alarms *alarms, const struct world *world,
    int64_t last);
/* Starts what is due, hears and ends what runs; world is of conf's house. */
void alarm_turn(struct alarms *alarms, const struct conf *conf,
    const struct world *world, int64_t now);

#endif
