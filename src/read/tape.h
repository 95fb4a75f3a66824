/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A night decoded once, to be folded many times: what its messages say, each
 * different thing once, and 16 bytes a message (when, and which of them).
 */
#ifndef NATVAGT_READ_TAPE_H
#define NATVAGT_READ_TAPE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "core/world.h"
#include "read/conf.h"
#include "read/night.h"

struct tape;

/* conf is borrowed: it must outlive the tape. */
struct tape *tape_new(const struct conf *conf);
void tape_free(struct tape *tape);
/* Appends a message, whole; times must not fall. */
void tape_add(struct tape *tape, const struct message *message);
/*
 * Appends a night. bad and strict as for recording_open(); returns -1 where
 * the file cannot be read.
 */
int tape_read(struct tape *tape, const char *path, bool strict,
    night_bad *bad, void *arg, struct err *err);
/* Folds all of it into a world of that house, or of one with its devices. */
void tape_run(const struct tape *tape, struct world *world, event_fn *fn,
    void *arg);

#endif
