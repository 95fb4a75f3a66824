/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The world that follows a journal: from its night's first segment on, to its
 * end and then to every new row. It only reads.
 */
#ifndef NATVAGT_FOLD_LIVE_H
#define NATVAGT_FOLD_LIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "fold/follow.h"

struct live;

enum live_news {
	LIVE_NOTHING,
	LIVE_NEWS, /* rows were folded */
};

/* What is told meanwhile; each may be NULL. */
struct live_to {
	event_fn *event;
	/* Perhaps with another conf, which live_conf() is by then. */
	follow_begin_fn *begin;
	void *arg;
};

/*
 * conf is borrowed; it is the one used where its hash is the segment's, and
 * names the journal, which need not be there yet.
 */
struct live *live_new(const struct conf *conf);
void live_free(struct live *live);

/*
 * Folds at most `most` rows of what is new. Returns enum live_news, or -1:
 * nothing is lost, try again later.
 */
int live_follow(struct live *live, int64_t most, const struct live_to *to,
    struct err *err);
/*
 * Lets go of the journal where its path leads to another file by now: true,
 * and it is opened anew at the next turn.
 */
bool live_check_file(struct live *live);

/*
 * A descriptor that is readable when somebody writes into the journal, or -1.
 * A hint: it comes as the writing begins, before it can be read, and it may
 * fail to come. It lives until live_check_file() lets go of the journal.
 */
int live_hint(const struct live *live);
/* Whether the hint has come since the last call. */
bool live_hinted(struct live *live);

/*
 * NULL until the journal's end has been reached for the first time, and while
 * the last segment's configuration cannot be read.
 */
const struct world *live_world(const struct live *live);
/*
 * Of the world; the one handed in while there is none. It lives until the next
 * segment has begun.
 */
const struct conf *live_conf(const struct live *live);
/* How it is folded. */
const struct follow *live_followed(const struct live *live);
/* More rows are waiting: call again soon. */
bool live_behind(const struct live *live);
/* The number and the time of the row last folded (or being folded), or 0. */
int64_t live_seq(const struct live *live);
int64_t live_time(const struct live *live);
/* The number of the last row that the collector wrote (no staff's key), or 0. */
int64_t live_beat(const struct live *live);
/* The time of the last message from a sensor, or 0. */
int64_t live_reading(const struct live *live);

#endif
