/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The beginning of a segment: which configuration from here on, and all that
 * is carried over, as rows of one transaction. An open alert that the new
 * configuration has no place for is carried, but nobody takes it up; so a row
 * before the segment says that it was dropped:
 *
 *   $natvagt/dropped   {"alert":3,"rule":"out-at-night","place":"101"}
 */
#ifndef NATVAGT_COLLECT_SEGMENT_H
#define NATVAGT_COLLECT_SEGMENT_H

#include "core/world.h"
#include "read/conf.h"
#include "store/journal.h"

struct segment_rows {
	int64_t first; /* seq of the $natvagt/segment */
	int64_t t;
};

/*
 * Within a transaction, all rows before it folded into world: closes the
 * segment that world stands in with a tick, and begins one for conf. world is
 * not changed, NULL where there is nothing to carry. why: DESIGN's noon,
 * start or reload.
 */
int segment_begin(struct journal *journal, int64_t now,
    const struct world *world, const struct conf *conf, const char *why,
    struct segment_rows *rows, struct err *err);

#endif
