/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The clock of a night that is played, and the world with it: on and back by
 * messages and by time, at any speed, around a loop. No clock is read here.
 */
#ifndef NATVAGT_CMD_PLAY_H
#define NATVAGT_CMD_PLAY_H

#include <stdbool.h>
#include <stdint.h>

#include "read/recording.h"
#include "ui/ui.h"

struct play {
	struct recording *recording; /* surveyed; borrowed, as is transport */
	struct ui_transport *transport;
	struct ui_log log;           /* owned: what was told up to the clock */
	int64_t clock;               /* the night's, as shown */
	int64_t measured;            /* ms of real time since, …  */
	int64_t since;               /* … and the night's clock then */
};

/* At the night's first message; speed and paused are the caller's to set. */
void play_init(struct play *play, struct recording *recording,
    struct ui_transport *transport);
void play_release(struct play *play);

/* Within the night; a loop that it lies outside of is over. */
void play_seek(struct play *play, int64_t t);
/* A message on or back, paused; false where there is none. */
bool play_step(struct play *play);
bool play_step_back(struct play *play);
void play_faster(struct play *play);
void play_slower(struct play *play);
/* Plays that alone, again and again; 0 and 0: no more. */
void play_loop(struct play *play, int64_t from, int64_t to);
/* Goes on, or stands still; false where the night is over. */
bool play_pause(struct play *play);

/* So many ms of real time have passed. Returns whether anything shows. */
bool play_turn(struct play *play, int64_t elapsed);
/* ms of real time until something shows, if it plays. */
int64_t play_wait(const struct play *play);

#endif
