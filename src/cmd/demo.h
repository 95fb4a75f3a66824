/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The demo's house: everything that `natvagt demo` needs and that must be
 * gone afterwards, in the hands of one process of its own, the keeper.
 */
#ifndef NATVAGT_CMD_DEMO_H
#define NATVAGT_CMD_DEMO_H

#include "base/err.h"
#include "read/night.h"

#define DEMO_CONF "natvagt.conf"
#define DEMO_JOURNAL "natvagt.db"

struct demo_house {
	const char *folder; /* private, empty; all that is made is in it */
	const char *data;   /* holds conf/ and replays/ */
	int alive;          /* end of file on it: the demo is over */
	int ready;          /* "" when all runs, or what went wrong; with NUL */
};

/*
 * The keeper: writes the configuration, starts the broker and the player of
 * replays/demo.night, says so on `ready`, waits for the end of `alive`, stops
 * both and removes the folder.
 */
_Noreturn void demo_house_keep(const struct demo_house *house);
/* Removes the folder once no collector watches there any more. */
void demo_house_sweep(const char *folder);

/*
 * The player: publishes the night on 127.0.0.1 as its times say, counted from
 * the start, over and over, until it is killed.
 */
_Noreturn void demo_play(const struct night *night, int port);

/* Writes conf/ of `data` into the folder, for a broker at that port. */
int demo_conf_write(const char *folder, const char *data, int port,
    struct err *err);

#endif
