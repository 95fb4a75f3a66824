/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A night's clock: where it goes by keys and by real time, which is handed
 * in, so that every moment is exact.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "check_run.h"
#include "cmd/play.h"

struct home {
	struct conf *conf;
	struct recording *recording;
	struct ui_transport transport;
	struct play play;
};

static void
home_open(struct home *home)
{
	const char *dir = getenv("srcdir");
	char *conf = xasprintf("%s/conf/natvagt.conf", dir ? dir : ".");
	char *night = xasprintf("%s/replays/hard.night", dir ? dir : ".");
	struct faults faults = {0};
	struct err err;

	*home = (struct home){0};
	home->conf = conf_load(conf, CONF_WITHOUT_SECRETS, &faults);
	ck_assert_ptr_nonnull(home->conf);
	home->recording = recording_open(night, home->conf, GUARD_RECORDED,
	    true, NULL, NULL, &err);
	ck_assert_ptr_nonnull(home->recording);
	recording_survey(home->recording, RECORDING_COPIES, RECORDING_APART);
	home->transport.speed = 60;
	play_init(&home->play, home->recording, &home->transport);
	free(conf);
	free(night);
}

static void
home_close(struct home *home)
{
	play_release(&home->play);
	recording_free(home->recording);
	conf_free(home->conf);
}

START_TEST(time_goes_at_its_speed)
{
	struct home home;
	int64_t from;

	home_open(&home);
	from = home.transport.from;
	ck_assert_int_eq(home.play.clock, from);
	play_turn(&home.play, 50);
	ck_assert_int_eq(home.play.clock, from + 3000);
	play_faster(&home.play);
	ck_assert_int_eq(home.transport.speed, 120);
	for (int i = 0; i < 20; i++)
		play_faster(&home.play);
	ck_assert_int_eq(home.transport.speed, 3600);
	for (int i = 0; i < 20; i++)
		play_slower(&home.play);
	ck_assert_int_eq(home.transport.speed, 1);
	play_turn(&home.play, 7);
	ck_assert_int_eq(home.play.clock, from + 3007);
	/* Also from a speed that is not in the list. */
	home.transport.speed = 45;
	play_faster(&home.play);
	ck_assert_int_eq(home.transport.speed, 60);
	home.transport.speed = 45;
	play_slower(&home.play);
	ck_assert_int_eq(home.transport.speed, 30);
	/* Paused it stands, and may be made faster. */
	ck_assert(play_pause(&home.play));
	ck_assert(!play_turn(&home.play, 1000));
	play_faster(&home.play);
	ck_assert(home.transport.paused);
	ck_assert_int_eq(home.play.clock, from + 3007);
	home_close(&home);
}
END_TEST

START_TEST(the_night_ends_and_waits)
{
	struct home home;

	home_open(&home);
	home.transport.speed = 3600;
	play_seek(&home.play, home.transport.to - 1);
	ck_assert(play_turn(&home.play, 1));
	ck_assert_int_eq(home.play.clock, home.transport.to);
	ck_assert(home.transport.paused);
	ck_assert(!play_pause(&home.play));
	ck_assert(home.transport.paused);
	ck_assert(!play_step(&home.play));
	play_seek(&home.play, home.transport.to + 5000);
	ck_assert_int_eq(home.play.clock, home.transport.to);
	play_seek(&home.play, home.transport.from - 5000);
	ck_assert_int_eq(home.play.clock, home.transport.from);
	ck_assert(play_pause(&home.play));
	home_close(&home);
}
END_TEST

/* To the ms: at its end the loop is at its start again. */
START_TEST(a_loop_goes_around)
{
	struct home home;
	int64_t from, to;

	home_open(&home);
	from = home.transport.from + MS_HOUR;
	to = from + 10 * MS_SECOND;
	home.transport.paused = true;
	home.transport.speed = 1;
	play_loop(&home.play, from, to);
	ck_assert(!home.transport.paused);
	ck_assert_int_eq(home.play.clock, from);
	play_turn(&home.play, 1000);
	for (int i = 0; i < 8; i++)
		play_turn(&home.play, 1000);
	play_turn(&home.play, 999);
	ck_assert_int_eq(home.play.clock, to - 1);
	play_turn(&home.play, 1);
	ck_assert_int_eq(home.play.clock, from);
	/* Faster than it is long: around several times in a turn. */
	home.transport.speed = 3600;
	play_turn(&home.play, 7);
	ck_assert_int_eq(home.play.clock, from + 5200);
	ck_assert_int_eq(home.transport.loop_to, to);
	/* Within it one may go where one likes; outside of it there is none. */
	play_seek(&home.play, from + 1000);
	ck_assert_int_eq(home.transport.loop_to, to);
	play_seek(&home.play, to + 1);
	ck_assert_int_eq(home.transport.loop_to, 0);
	home_close(&home);
}
END_TEST

START_TEST(steps_go_both_ways)
{
	struct home home;
	int64_t t[3];

	home_open(&home);
	play_seek(&home.play, home.transport.from + MS_HOUR);
	for (int i = 0; i < 3; i++) {
		ck_assert(play_step(&home.play));
		ck_assert(home.transport.paused);
		t[i] = home.play.clock;
	}
	for (int i = 2; i > 0; i--) {
		ck_assert_int_eq(home.play.clock, t[i]);
		ck_assert(play_step_back(&home.play));
	}
	ck_assert_int_eq(home.play.clock, t[0]);
	/* From between two messages it is the one just heard. */
	play_seek(&home.play, t[1] - 1);
	ck_assert(play_step_back(&home.play));
	ck_assert_int_eq(home.play.clock, t[0]);
	play_seek(&home.play, home.transport.from);
	while (play_step_back(&home.play))
		ck_assert_int_eq(home.play.clock, home.transport.from);
	home_close(&home);
}
END_TEST

/* A second that brought less than it should has its speed said. */
START_TEST(the_real_speed_is_told)
{
	struct home home;

	home_open(&home);
	home.transport.speed = 3600;
	for (int i = 0; i < 20; i++)
		play_turn(&home.play, 50);
	ck_assert_int_eq(home.transport.real, 0);
	/* A machine that could do no more than this. */
	home.play.measured = 1500;
	home.play.since = home.play.clock - 1500 * 2000;
	play_turn(&home.play, 0);
	ck_assert_int_eq(home.transport.real, 2000);
	ck_assert_int_eq(home.play.measured, 0);
	play_slower(&home.play);
	ck_assert_int_eq(home.transport.real, 0);
	/* Stopped for an hour it goes on from where it was. */
	play_seek(&home.play, home.transport.from);
	home.transport.speed = 1;
	play_turn(&home.play, MS_HOUR);
	ck_assert_int_eq(home.play.clock, home.transport.from + 1000);
	home_close(&home);
}
END_TEST

CHECK_MAIN("play", time_goes_at_its_speed, the_night_ends_and_waits,
    a_loop_goes_around, steps_go_both_ways, the_real_speed_is_told)
