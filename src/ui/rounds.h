/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The night's rounds (tilsyn) in the order in which staff need them: late,
 * due, soon; then those that may be seen to by now and need not be disturbed;
 * then what is over, what is still to come, and what nobody watched. And the keys of their page.
 *
 * A key means the chosen line (ui->pages.line) and leaves none chosen: with
 * none it chooses the first and, pressed again, means that. So no visit is
 * noted by a key that went down twice.
 */
#ifndef NATVAGT_UI_ROUNDS_H
#define NATVAGT_UI_ROUNDS_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

enum round_group {
	ROUND_LATE,
	ROUND_DUE,
	ROUND_SOON,
	ROUND_RESTFUL, /* need not be disturbed; the last that can be seen to */
	ROUND_MISSED,
	ROUND_SEEN,
	ROUND_LATER,
	ROUND_BEFORE, /* it was over before natvagt watched */
	ROUND_GROUPS,
};

struct round_line {
	int32_t round;
	enum round_group group;
	int64_t due;
	int64_t since;             /* RESTFUL: when that began; 0: not known */
	const struct visit *visit; /* SEEN; lives until the world changes */
};

struct rounds {
	struct round_line *v; /* owned */
	int n;
	int of[ROUND_GROUPS]; /* how many of a group … */
	int spared;           /* … and, of those SEEN, left undisturbed */
};

struct round_line rounds_line(const struct world *world, int32_t round,
    int64_t now);
void rounds_make(struct rounds *rounds, const struct world *world,
    int64_t now);
void rounds_release(struct rounds *rounds);

/* Whether there are any. */
bool rounds_are_planned(const struct ui *ui);
/* Chooses the first line, of a room's where it has one; room: or -1. */
void rounds_choose(struct ui *ui, int32_t room);
/* The most urgent alert of a room that waits there, no technical one; or -1. */
int32_t rounds_calling(const struct ui *ui, int32_t place);
bool rounds_can_visit(const struct ui *ui);
bool rounds_can_undo(const struct ui *ui);
struct ui_request rounds_visit(struct ui *ui);
struct ui_request rounds_spare(struct ui *ui);
/* The chosen visit, or the last of whoever is signed in. */
struct ui_request rounds_undo(struct ui *ui);

#endif
