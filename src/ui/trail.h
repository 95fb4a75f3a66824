/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the signals have been lately: each change of one, as a fold tells of
 * it. Signals are told from the world's present backwards, so that one that
 * has not changed since before the first of these is known all the same.
 */
#ifndef NATVAGT_UI_TRAIL_H
#define NATVAGT_UI_TRAIL_H

#include <stddef.h>
#include <stdint.h>

#include "core/world.h"

struct trail_step {
	int64_t t;
	int32_t source;
	uint8_t truth; /* from then on */
};

/* All zeros: empty. */
struct trail {
	struct trail_step *v; /* owned, oldest first */
	size_t n, cap;
};

/* At least so much of the past is kept. */
#define TRAIL_MS MS_HOUR

/* Of an EVENT_SIGNAL. */
void trail_note(struct trail *trail, const struct event *event);
/* Forgets the steps at or after t. */
void trail_truncate(struct trail *trail, int64_t t);
/* The same sources in another house; the steps of others are forgotten. */
void trail_move(struct trail *trail, const struct house *from,
    const struct house *to);
void trail_release(struct trail *trail);

/* What a source was in the time from `from` up to `to`. */
struct trail_span {
	int64_t on, off, unseen; /* ms of each; the rest of it is not told */
};
struct trail_span trail_span(const struct trail *trail,
    const struct world *world, int32_t source, int64_t from, int64_t to);

#endif
