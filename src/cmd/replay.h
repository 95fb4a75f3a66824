/* SPDX-License-Identifier: Apache-2.0 */
#ifndef NATVAGT_CMD_REPLAY_H
#define NATVAGT_CMD_REPLAY_H

#include <stdint.h>

#include "base/err.h"
#include "core/zone.h"
#include "ui/recording.h"

struct player_options {
	int speed;
	const char *at; /* where to begin, paused; NULL: at the first message */
};

/*
 * The screen on a surveyed recording. Returns an exit code; what went wrong
 * has been said on standard error.
 */
int player_run(struct recording *recording, const struct conf *conf,
    const struct player_options *options);

/*
 * A time as the user gives it: RFC 3339, or HH:MM[:SS] local, the first one
 * at or after `from`.
 */
int player_time(const char *text, const struct zone *zone, int64_t from,
    int64_t *t, struct err *err);

#endif
