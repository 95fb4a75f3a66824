/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The terminal's bell: when it strikes, and when it is silent. Pure: the shell
 * asks each turn, and strikes.
 *
 *   high      again every 2 s
 *   medium    again every 10 s
 *   low       once
 *   technical not at all: it shows
 *
 * It rings for the loudest alert that waits, a stroke more for each level that
 * it has been escalated by, three at most; and at once for whatever is new.
 * Silence lasts until its time is over or something is new (raised, on again,
 * escalated); it is this terminal's alone and takes no alert.
 */
#ifndef NATVAGT_UI_BELL_H
#define NATVAGT_UI_BELL_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

/* What rings now. */
struct bell_call {
	int strokes; /* at a time; 0: nothing rings */
	enum priority priority;
	int64_t since; /* when the last of them began to wait, be it as staff
	                * let go of it */
	int64_t raised; /* the newest alert … */
	int64_t again; /* … and how often any was on again or grew louder: what
	                * else waits anew is no news that ends a silence */
};
struct bell_call bell_call(const struct ui *ui);
/* Whether something would ring, had it not been silenced. */
bool bell_is_silenced(const struct ui *ui);
/* High for 30 s, what is less loud for 120 s. */
struct ui_request bell_silence(struct ui *ui);

/* What has been struck; all zeros at first. Times are monotonic. */
struct bell {
	struct bell_call rang; /* for that, its last group of strokes, … */
	int64_t group;         /* … which began then */
	int struck;            /* of them */
};
/* When it strikes next (INT64_MIN: at once), or TIME_NEVER. */
int64_t bell_next(const struct bell *bell, const struct ui *ui);
/* Whether it strikes now: once a call at most. */
bool bell_strikes(struct bell *bell, const struct ui *ui, int64_t now);

#endif
