/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The alerts of earlier nights: the journal's, one night after the other
 * backwards from the one before the present, folded in steps while somebody
 * looks. Each night has its own rules; so an alert has its words as they were
 * then, and its dwelling's id. Technical ones are not kept. A night is looked
 * at whole or not at all.
 */
#ifndef NATVAGT_FOLD_PAST_H
#define NATVAGT_FOLD_PAST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/dict.h"
#include "fold/follow.h"

enum {
	PAST_NIGHTS = 14, /* so many are looked at, … */
	PAST_ALERTS = 4096, /* … and none more once so many are kept */
};

struct past_alert {
	const char *place, *text; /* its id, see past_place(); the rule's */
	enum priority priority;
	bool latch;
	bool staff;         /* what was last, somebody's action caused */
	struct alert alert; /* as it was after that */
};

enum past_state { PAST_READING, PAST_READ, PAST_FAILED };

/* All zeros: nothing read yet. */
struct past {
	enum past_state state;
	struct err why;      /* FAILED: the journal's reason; it is tried again */
	int nights;          /* looked at so far */
	bool more;           /* READ: others were before, not looked at */
	bool dark;           /* of some of that nothing can be told */
	VEC(struct past_alert) v; /* the last raised first … */
	size_t settled;      /* … in so many; after them a night by half */
	/* Its own. */
	char night[16];      /* the present one */
	struct journal *journal;
	struct follow follow; /* a night being folded, … */
	bool following;
	int64_t first;       /* … which begins at this row, … */
	int64_t before;      /* … and the one after it at this */
	struct dict by_number; /* where it was put */
	VEC(char *) name;    /* places and texts, each once */
};

/*
 * Folds at most `most` rows of the nights before `night`, the present one, of
 * the journal that conf names; both the same each time, until past_release().
 * Returns whether there is anything new to show. Nothing is to be done any more
 * once it is READ.
 */
bool past_turn(struct past *past, const struct conf *conf, const char *night,
    int64_t most);
/* Whose an alert at a place is: the dwelling, or the place itself. */
int32_t past_place(const struct house *house, int32_t place);
/* Forgets everything. */
void past_release(struct past *past);

#endif
