/* SPDX-License-Identifier: Apache-2.0 */
#ifndef NATVAGT_CMD_REPLAY_H
#define NATVAGT_CMD_REPLAY_H

#include "cmd/versus.h"
#include "read/conf.h"
#include "read/recording.h"

struct player_options {
	struct versus *versus; /* two sets of rules, surveyed; NULL: one */
	const char *night; /* its path: what is marked is kept beside it */
	int speed;
	const char *theme; /* checked; NULL: not asked for */
	bool no_mouse;
	const char *at; /* where to begin, paused; NULL: at the first message */
};

/*
 * The screen on a surveyed recording. Returns an exit code; what went wrong
 * has been said on standard error.
 */
int player_run(struct recording *recording, const struct conf *conf,
    const struct player_options *options);

#endif
