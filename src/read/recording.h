/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A recorded night made navigable: its rows, the world folded so far, and
 * copies of that world along the way, so that going back is quick.
 */
#ifndef NATVAGT_READ_RECORDING_H
#define NATVAGT_READ_RECORDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "core/world.h"
#include "read/conf.h"
#include "read/night.h"

struct recording;

/*
 * Reads path ("-": standard input), nothing folded yet. conf is borrowed and
 * must outlive it. bad (which may be NULL) is told of every line that is
 * skipped and, as they are folded for the first time, of every payload that
 * is refused; strict makes the first bad line an error.
 */
struct recording *recording_open(const char *path, const struct conf *conf,
    enum world_guard guard, bool strict, night_bad *bad, void *arg,
    struct err *err);
/*
 * The same rows under another configuration, nothing folded yet. The one that
 * read them must outlive it.
 */
struct recording *recording_under(const struct recording *recording,
    const struct conf *conf, enum world_guard guard);
void recording_free(struct recording *recording);

/*
 * Goes through the whole night once, for the alerts and the copies that the
 * functions below the line want, and back to its beginning. At most `copies`
 * (2 or more; fewer where they would take too much memory) are kept, not
 * nearer to each other than `apart` rows.
 */
enum { RECORDING_COPIES = 256, RECORDING_APART = 1024 };
void recording_survey(struct recording *recording, size_t copies,
    size_t apart);

/* Folds the next row; false where there is none. fn may be NULL. */
bool recording_step(struct recording *recording, event_fn *fn, void *arg);
/* When the next row is due, or TIME_NEVER. */
int64_t recording_next(const struct recording *recording);
/* The time of the last row folded; before the first, the first one's. */
int64_t recording_time(const struct recording *recording);
/* The first and the last row's time; 0 and 0 without any. */
int64_t recording_from(const struct recording *recording);
int64_t recording_to(const struct recording *recording);
size_t recording_rows(const struct recording *recording);
/* How many rows stood out of order and were sorted. */
size_t recording_unsorted(const struct recording *recording);
/* Whether any message folded so far came from a device of the conf. */
bool recording_claimed(const struct recording *recording);
/* Borrowed; changes with every step and seek. */
const struct world *recording_world(const struct recording *recording);

/* ---- after recording_survey() ---- */

/*
 * Goes to t, forward or back: every row and every deadline at or before t is
 * folded, none after. To go back, back() is called first, once, with the time
 * from which on all that fn was told is void (INT64_MIN: all of it); what of
 * it lies before t is told again.
 */
typedef void recording_back(void *arg, int64_t t);
void recording_seek(struct recording *recording, int64_t t, event_fn *fn,
    recording_back *back, void *arg);
/*
 * Goes forward to t, folding at most `most` rows; false where that was not
 * enough to get there.
 */
bool recording_play(struct recording *recording, int64_t t, size_t most,
    event_fn *fn, void *arg);
/*
 * Back to the message before t, which is the present moment: to that of
 * recording_time() where that lies before t, else to the one before it, and
 * as recording_step() left it. False where there is none. back() is called as
 * above.
 */
bool recording_step_back(struct recording *recording, int64_t t, event_fn *fn,
    recording_back *back, void *arg);

/* An alert that was raised, and when it was closed; TIME_NEVER: not at all. */
struct recording_alert {
	int64_t raised, closed;
	int32_t instance;
};
/* In the order of their raising; lives as long as the recording. */
const struct recording_alert *recording_alerts(
    const struct recording *recording, int *n);

#endif
