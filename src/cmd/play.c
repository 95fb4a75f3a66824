/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/play.h"

enum {
	ROWS_A_TURN = 20000,
	ELAPSED_MAX = 1000, /* ms: who was stopped does not make up for it */
	MEASURE = 1000,     /* ms that the real speed is measured over */
	REAL_PERCENT = 95,  /* of the speed that is wanted is good enough */
};

static const int speeds[] = {1, 2, 5, 10, 30, 60, 120, 300, 600, 1200, 3600};
enum { NSPEED = sizeof(speeds) / sizeof(speeds[0]) };

/* Measures anew from here. */
static void
forget_real(struct play *play)
{
	play->transport->real = 0;
	play->measured = 0;
	play->since = play->clock;
}

void
play_init(struct play *play, struct recording *recording,
    struct ui_transport *transport)
{
	*play = (struct play){.recording = recording, .transport = transport};
	transport->from = recording_from(recording);
	transport->to = recording_to(recording);
	play_seek(play, transport->from);
}

void
play_release(struct play *play)
{
	ui_log_release(&play->log);
}

/* The world and the clock, and nothing else. */
static void
go(struct play *play, int64_t t)
{
	recording_seek(play->recording, t, ui_log_event, ui_log_truncate,
	    &play->log);
	play->clock = t;
}

/* Outside of the loop there is none. */
static void
moved(struct play *play)
{
	struct ui_transport *tr = play->transport;

	if (play->clock < tr->loop_from || play->clock > tr->loop_to)
		tr->loop_from = tr->loop_to = 0;
	forget_real(play);
}

void
play_seek(struct play *play, int64_t t)
{
	const struct ui_transport *tr = play->transport;

	go(play, t < tr->from ? tr->from : t > tr->to ? tr->to : t);
	moved(play);
}

bool
play_step(struct play *play)
{
	int64_t next = recording_next(play->recording);

	play->transport->paused = true;
	if (!recording_step(play->recording, ui_log_event, &play->log))
		return false;
	if (next > play->clock)
		play->clock = next;
	moved(play);
	return true;
}

bool
play_step_back(struct play *play)
{
	play->transport->paused = true;
	if (!recording_step_back(play->recording, play->clock, ui_log_event,
	    ui_log_truncate, &play->log))
		return false;
	play->clock = recording_time(play->recording);
	moved(play);
	return true;
}

void
play_faster(struct play *play)
{
	int i = 0;

	while (i < NSPEED - 1 && speeds[i] <= play->transport->speed)
		i++;
	play->transport->speed = speeds[i];
	forget_real(play);
}

void
play_slower(struct play *play)
{
	int i = NSPEED - 1;

	while (i > 0 && speeds[i] >= play->transport->speed)
		i--;
	play->transport->speed = speeds[i];
	forget_real(play);
}

void
play_loop(struct play *play, int64_t from, int64_t to)
{
	struct ui_transport *tr = play->transport;

	tr->loop_from = from;
	tr->loop_to = to;
	if (to == 0)
		return;
	go(play, from);
	forget_real(play);
	tr->paused = false;
}

bool
play_pause(struct play *play)
{
	struct ui_transport *tr = play->transport;

	forget_real(play);
	tr->paused = !tr->paused || play->clock >= tr->to;
	return !tr->paused || play->clock < tr->to;
}

/* What the last second or more came to, where it is less than wanted. */
static void
measure(struct play *play, int64_t elapsed)
{
	struct ui_transport *tr = play->transport;
	int64_t real;

	play->measured += elapsed;
	if (play->measured < MEASURE)
		return;
	real = (play->clock - play->since) / play->measured;
	forget_real(play);
	if (real * 100 < (int64_t)tr->speed * REAL_PERCENT)
		tr->real = real > 0 ? (int)real : 1;
}

/* Where the clock is to be; at the loop's end it begins anew. */
static int64_t
wanted(struct play *play, int64_t elapsed)
{
	const struct ui_transport *tr = play->transport;
	int64_t t = play->clock + elapsed * tr->speed;

	if (tr->loop_to == 0)
		return t < tr->to ? t : tr->to;
	if (t < tr->loop_to)
		return t;
	t = tr->loop_from + (t - tr->loop_to) % (tr->loop_to - tr->loop_from);
	go(play, tr->loop_from);
	forget_real(play);
	return t;
}

bool
play_turn(struct play *play, int64_t elapsed)
{
	struct ui_transport *tr = play->transport;
	int64_t before = play->clock, t;
	int real = tr->real;
	bool news;

	if (tr->paused)
		return false;
	t = wanted(play, elapsed < ELAPSED_MAX ? elapsed : ELAPSED_MAX);
	news = recording_next(play->recording) <= t;
	play->clock = recording_play(play->recording, t, ROWS_A_TURN,
	    ui_log_event, &play->log) ? t : recording_time(play->recording);
	measure(play, elapsed);
	if (play->clock >= tr->to && tr->loop_to == 0) {
		tr->paused = true;
		forget_real(play);
	}
	return news || tr->paused || tr->real != real ||
	    play->clock / MS_SECOND != before / MS_SECOND;
}

int64_t
play_wait(const struct play *play)
{
	int64_t due = MS_SECOND - play->clock % MS_SECOND;
	int64_t next = recording_next(play->recording);

	if (next < play->clock + due)
		due = next - play->clock;
	return due / play->transport->speed + 1;
}
