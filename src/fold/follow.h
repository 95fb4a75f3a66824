/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A journal followed: folded from a segment on and through those after it,
 * each in a world of its own under the configuration that the journal kept
 * with it. It only reads, in steps, so that the journal's WAL can be written
 * back meanwhile.
 *
 * A segment whose configuration cannot be read is dark: it is passed over, and
 * the last world that could be folded stands until the next one begins.
 */
#ifndef NATVAGT_FOLD_FOLLOW_H
#define NATVAGT_FOLD_FOLLOW_H

#include "fold/fold.h"

/* A segment's world is there, bare; before: the one it follows on, or NULL. */
typedef void follow_begin_fn(void *arg, const struct world *before);

/* What is told while it is followed; each may be NULL. */
struct follow_to {
	event_fn *event;
	fold_row_fn *row;
	follow_begin_fn *begin;
	void *arg;
};

struct follow {
	struct fold fold;
	const struct conf *given; /* borrowed; used where it is a segment's */
	struct conf *kept;        /* else this one, owned; or NULL */
	follow_begin_fn *begin;
	struct segment segment;   /* the present one */
	int64_t to;               /* the last row that is asked for */
	int64_t dark;             /* nothing can be told since then; or 0 */
};

/*
 * From the segment at row `from` to row `to` (INT64_MAX: the end, and what
 * will come). Nothing is read yet; journal and given are borrowed.
 */
void follow_init(struct follow *follow, struct journal *journal,
    const struct conf *given, int64_t from, int64_t to,
    const struct follow_to *tell);
/* Harmless for one that is all zeros. */
void follow_release(struct follow *follow);

/* The row from which the night is followed that a segment belongs to. */
int follow_first(struct journal *journal, const struct segment *of,
    int64_t *seq, struct err *err);

enum follow_news {
	FOLLOW_END,  /* all is folded that is there */
	FOLLOW_MORE, /* there is more: another step */
	FOLLOW_DARK, /* all from follow->dark on is dark; why in err */
};
/* Folds at most `most` rows; returns enum follow_news, or -1. */
int follow_step(struct follow *follow, int64_t most, struct err *err);

#endif
