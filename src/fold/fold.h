/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The journal's rows folded into a world, in their order, each once. A fold
 * stays within one segment and its configuration: it stops before the next
 * one, and fold_start() goes on to that (follow.h does so by itself).
 *
 * What the process appends itself it need not read again: fold_append() keeps
 * the row, and fold_commit() folds it. That is the journal's order, as
 * fold_begin() leaves nothing of others' between.
 */
#ifndef NATVAGT_FOLD_FOLD_H
#define NATVAGT_FOLD_FOLD_H

#include "base/mem.h"
#include "base/str.h"
#include "core/world.h"
#include "read/conf.h"
#include "read/decode.h"
#include "store/journal.h"

/* A row's message, before it is folded. */
typedef void fold_row_fn(void *arg, const struct message *message);

struct fold_row;
struct fold {
	struct journal *journal;  /* borrowed */
	const struct conf *conf;  /* borrowed; NULL before the first start */
	struct decoder *decoder;
	struct world *world;
	int64_t first;            /* the segment's row */
	int64_t seq, t;           /* of the last row folded, or being folded */
	bool over;                /* after it another segment begins */
	int64_t links;            /* of the audit chain, seen so far */
	int64_t quiet;            /* no events are told of rows up to here */
	bool writes;              /* has: bad rows are told in the log */
	event_fn *event;          /* these may be NULL */
	fold_row_fn *row;
	void *arg;
	VEC(struct fold_row) own; /* appended and not committed, … */
	struct str text;          /* … their topics and payloads */
};

void fold_init(struct fold *fold, struct journal *journal, event_fn *event,
    void *arg);
void fold_release(struct fold *fold);
/*
 * Forgets the world: a new one will be folded from the row at seq, a
 * segment's, under conf; rows up to quiet tell no events (they are carries, or
 * history).
 */
void fold_start(struct fold *fold, const struct conf *conf, int64_t seq,
    int64_t quiet);
/*
 * Folds at most `most` of the segment's rows, none after the one at `to`, in
 * one short read; returns how many it read, or -1. What was folded before an
 * error stays so.
 */
int64_t fold_some(struct fold *fold, int64_t to, int64_t most,
    struct err *err);
/* Folds what has been added, in reads that are short. */
int fold_news(struct fold *fold, struct err *err);
/* The same, no further than the row at seq. */
int fold_to(struct fold *fold, int64_t seq, struct err *err);

/*
 * A transaction of the journal's, with all that others have appended folded.
 * After an error, and to undo it, fold_rollback(). From then on rows of others
 * that say nothing are told in the log.
 */
int fold_begin(struct fold *fold, int wait_ms, struct err *err);
int fold_append(struct fold *fold, int64_t now, bool retained,
    const char *topic, const char *payload, size_t payload_len,
    struct err *err);
int fold_commit(struct fold *fold, struct err *err);
void fold_rollback(struct fold *fold);

#endif
