/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Staff's actions on their way into the journal. What is in here has not
 * happened: an action is shown when it comes back through the journal. None
 * is ever dropped: while the journal is locked they wait, in order.
 */
#ifndef NATVAGT_CMD_OUTBOX_H
#define NATVAGT_CMD_OUTBOX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "core/message.h"
#include "store/journal.h"

enum { OUTBOX_MAX = 256 };

struct letter {
	char *payload; /* owned */
	bool more;     /* the next one goes with it, in one transaction */
};

/* A letter that was written. */
struct outbox_row {
	int64_t seq;
	bool more; /* as the letter had it */
};

struct outbox {
	const char *path;        /* the journal's; borrowed */
	struct journal *journal; /* owned; NULL until it is there */
	VEC(struct letter) letter;
	/* The last ones written, a ring: all that can have waited at once. */
	struct outbox_row own[OUTBOX_MAX];
	size_t nown;
};

void outbox_init(struct outbox *outbox, const char *path);
void outbox_release(struct outbox *outbox);
/*
 * Closes the journal, to be opened anew; what waits goes on waiting. Another
 * file's rows have the same numbers: those of this one are forgotten.
 */
void outbox_close(struct outbox *outbox);
/*
 * Opens the journal where it is there; 0 where it is not (yet), else 1. -1:
 * it is no journal that we can write.
 */
int outbox_open(struct outbox *outbox, struct err *err);
/* Takes them all (copied) or, -1, none: too many are waiting already. */
int outbox_add(struct outbox *outbox, const struct action *action, int n,
    struct err *err);
bool outbox_is_empty(const struct outbox *outbox);
/*
 * Writes what waits, stamped now. -1: it still waits, with the reason; the
 * journal is asked for its turn for up to wait_ms.
 */
int outbox_flush(struct outbox *outbox, int64_t now, int wait_ms,
    struct err *err);
/* Whether it is for want of room on the disk that they wait. */
bool outbox_lacks_room(const struct outbox *outbox);
/* Says on standard error what waits, as the journal would have it. */
void outbox_tell(const struct outbox *outbox);
/*
 * That row, if it is one of the last that were written from here, or NULL;
 * until the next one is.
 */
const struct outbox_row *outbox_wrote(const struct outbox *outbox,
    int64_t seq);

#endif
