/* SPDX-License-Identifier: Apache-2.0 */
#ifndef NATVAGT_CMD_TALK_H
#define NATVAGT_CMD_TALK_H

#include "cmd/desk.h"
#include "read/recording.h"

/*
 * The console as lines (ui/linear.h): standard output grows as things happen,
 * standard input takes commands, and its end ends nothing. Returns an exit
 * code; what went wrong has been said on standard error.
 */
int talk_run(struct desk *desk);
/* What happens in a night, as lines, at once. Returns an exit code. */
int talk_night(struct recording *recording, const struct conf *conf);

#endif
