/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the collector has to say of its own work, on its way into the journal:
 * messages of natvagt's own, kept until a transaction that holds them has been
 * committed.
 */
#ifndef NATVAGT_COLLECT_NOTE_H
#define NATVAGT_COLLECT_NOTE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/str.h"
#include "fold/fold.h"

struct note {
	const char *topic; /* lives for ever */
	char *payload;     /* owned */
};

struct notes {
	VEC(struct note) note;
	size_t written; /* so many of them in the present transaction */
};

void notes_release(struct notes *notes);
/* payload is taken over (and left empty). */
void notes_add(struct notes *notes, const char *topic, struct str *payload);
/* Within a transaction: appends them all; returns how many, or -1. */
int notes_append(struct notes *notes, struct fold *fold, int64_t now,
    struct err *err);
/* The transaction is committed. */
void notes_done(struct notes *notes);

/*
 * A state of affairs that is told when it changes, and anew twice a day: so a
 * device that reads it is not silent. All zeros is ready. Times are monotonic.
 */
#define FACT_AGAIN (12 * MS_HOUR)
struct fact {
	bool known, holds;
	int64_t told;
};
/* Whether that is to be told now; it is taken as told. */
bool fact_is_news(struct fact *fact, bool holds, int64_t now);

#endif
