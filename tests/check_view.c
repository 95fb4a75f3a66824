/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The console's two pure halves on a small night: keys in, requests out; and
 * its golden screens (see home.h).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "check_run.h"
#include "home.h"
#include "read/conf.h"
#include "read/plan.h"
#include "read/recording.h"
#include "ui/bell.h"
#include "ui/flash.h"
#include "ui/frame.h"
#include "ui/lines.h"
#include "ui/list.h"
#include "ui/mouse.h"
#include "ui/tty.h"
#include "ui/ui.h"
#include "ui/view.h"

enum { ESC = 27 };

/* 22 November 2026, 00:00 in Copenhagen, and a clock time of that night. */
#define MIDNIGHT INT64_C(1795302000000)
#define AT(h, m, s) (MIDNIGHT + (((h) * 60 + (m)) * 60 + (s)) * MS_SECOND)
#define NOW AT(2, 21, 0)

static void
home_at(struct home *home, int64_t t)
{
	home_open(home, "house.conf", "birken.night", t);
}

static void
as_recording(struct home *home)
{
	struct ui_transport *tr = &home->ui.replay.transport;

	home->ui.read_only = true;
	tr->from = recording_from(home->recording);
	tr->to = recording_to(home->recording);
	tr->speed = 60;
	tr->paused = true;
	tr->alert = recording_alerts(home->recording, &tr->nalert);
}

/* The rule of the selected alert, or the selected room, or "". */
static const char *
selected(const struct home *home)
{
	const struct house *house = home->conf->house;

	if (home->ui.instance >= 0)
		return house->rule[house->instance[
		    home->ui.instance].rule].id;
	return home->ui.place < 0 ? "" : house->place[home->ui.place].id;
}

/* ---- golden screens ---- */

static void
unheard(struct home *home)
{
	home->ui.world = NULL;
	home->ui.heartbeat = 0;
	home->ui.last_reading = 0;
}

static void
unwatched(struct home *home)
{
	home->ui.heartbeat = AT(2, 13, 20);
}

static void
cut_off(struct home *home)
{
	home->ui.broker = false;
}

/* As the console has it: sensors and signs of life are of the journal's time. */
static void
set_back(struct home *home)
{
	home->ui.clock = home->ui.now - 8 * 60 * MS_SECOND;
}

/* 25 October 2026: the second 02:21 of the night. */
static void
doubled(struct home *home)
{
	home->ui.now = INT64_C(1792891260000);
	home->ui.heartbeat = home->ui.now;
	home->ui.last_reading = home->ui.now - 2000;
}

/* A plan larger than most screens in the place of the first. */
static void
large(struct home *home)
{
	struct plan *plan = &home->conf->plan[0];
	struct faults faults = {0};
	char *path = path_of("gaarden.plan"), *text = read_text(path);

	plan_release(plan);
	ck_assert_int_eq(plan_read(plan, "Gården", path, text, strlen(text),
	    home->conf->house, &faults), 0);
	faults_release(&faults);
	free(path);
	free(text);
}

static void
forgotten(struct home *home)
{
	home->log.forgotten = UI_LOG_MAX / 2;
}

/* A device each that is offline, whose battery is low, that sends rubbish. */
static void
worn(struct home *home)
{
	const struct house *house = home->conf->house;
	int32_t gone = house_device(house, "bed-202");
	int32_t weak = house_device(house, "pir-kitchen");
	struct world *world = world_clone(home->ui.world);

	world_fold(world, &(struct message){.t = NOW, .kind =
	    MESSAGE_AVAILABLE, .heard = &gone, .nheard = 1, .device = gone},
	    ui_log_event, &home->log);
	world_fold(world, &(struct message){.t = NOW, .kind =
	    MESSAGE_READINGS, .heard = &weak, .nheard = 1, .reading =
	    &(struct reading){house_source(house, weak, "battery"), TRI_TRUE,
	    9}, .nreading = 1}, ui_log_event, &home->log);
	world_fold(world, &(struct message){.t = NOW, .kind = MESSAGE_BAD,
	    .device = house_device(house, "door-101"), .step = 3},
	    ui_log_event, &home->log);
	home->ui.now = NOW + 12 * MS_MINUTE;
	home->ui.heartbeat = home->ui.now;
	home->ui.last_reading = home->ui.now - 2000;
	home->ui.world = home->own = world;
}

static const struct ui_incident incidents[] = {
	{AT(1, 12, 0), AT(1, 15, 0), "104", "call", "hjalp på toilettet"},
	{AT(1, 40, 0), AT(2, 10, 0), "kitchen", "uro", ""},
	{AT(2, 17, 0), AT(2, 31, 0), "101", "wandering",
	    "fundet i opholdsstuen, fulgt tilbage og lagt i seng igen"},
};

static void
with_truth(struct home *home)
{
	as_recording(home);
	home->ui.replay.truth = (struct ui_truth){.v = incidents, .n = 3,
	    .name = "birken.truth", .bad = 1, .can_undo = true};
}

static const struct ui_difference differences[] = {
	{{AT(0, 50, 0), TIME_NEVER}, "103", "Længe oppe", PRIORITY_LOW},
	{{AT(1, 50, 0), AT(1, 45, 30)}, "kitchen", "Uro i køkkenet",
	    PRIORITY_LOW},
	{{AT(2, 20, 10), AT(2, 22, 10)}, "101", "Ude af boligen",
	    PRIORITY_MEDIUM},
	{{TIME_NEVER, AT(2, 20, 30)}, "104", "Kald", PRIORITY_HIGH},
};

static void
comparing(struct home *home)
{
	with_truth(home);
	home->ui.replay.compare = (struct ui_compare){.v = differences, .n = 4,
	    .same = 7, .name = {"natvagt.conf", "fem-minutter.conf"}};
}

/* The other rules do all the same, and theirs is the world on the screen. */
static void
no_difference(struct home *home)
{
	comparing(home);
	home->ui.replay.compare.n = 0;
	home->ui.replay.compare.shown = 1;
}

/* Half a minute ago somebody marked a start in 101; and one is not saved. */
static void
marking(struct home *home)
{
	with_truth(home);
	home->ui.replay.truth.unsaved = 1;
	strcpy(home->ui.replay.truth.why, "disken er fuld");
	home->ui.replay.mark = (struct ui_mark){.begun = true,
	    .start = home->ui.now - 30 * MS_SECOND, .place = "101"};
}

/* Around and around, and not as fast as wanted. */
static void
looping(struct home *home)
{
	struct ui_transport *tr = &home->ui.replay.transport;

	with_truth(home);
	home->ui.by[0] = '\0';
	tr->paused = false;
	tr->speed = 3600;
	tr->real = 2100;
	tr->loop_from = AT(1, 40, 0);
	tr->loop_to = AT(2, 10, 0);
}

/* Floors whose names do not all fit beside each other. */
static void
long_names(struct home *home)
{
	for (int i = 0; i < home->conf->nplan; i++) {
		free(home->conf->plan[i].name);
		home->conf->plan[i].name = xstrdup("Østfløjen, den nye"
		    " tilbygning mod haven");
	}
}

static const struct golden goldens[] = {
	{"plan-80x24", "da", 24, 80, false, NOW, {0}, NULL},
	{"plan-80x24-ascii", "da", 24, 80, true, NOW, {0}, NULL},
	{"plan-80x24-english", "en", 24, 80, false, NOW, {0}, NULL},
	{"plan-132x43", "da", 43, 132, false, NOW, {0}, NULL},
	{"plan-132x43-ascii", "da", 43, 132, true, NOW, {0}, NULL},
	{"plan-132x43-english", "en", 43, 132, false, NOW, {0}, NULL},
	{"plan-60x16", "da", 16, 60, false, NOW, {0}, NULL},
	{"quiet-80x24", "da", 24, 80, false, AT(0, 30, 0), {0}, NULL},
	{"upstairs-80x24", "da", 24, 80, false, NOW, {'2'}, NULL},
	{"detail-80x24", "da", 24, 80, false, NOW,
	    {'\t', '\t', '\n'}, NULL},
	{"detail-132x43", "en", 43, 132, false, NOW, {'\t', '\t'}, NULL},
	{"room-80x24", "da", 24, 80, false, NOW,
	    {'\t', UI_KEY_LEFT, UI_KEY_LEFT, '\n'}, NULL},
	{"log-80x24", "da", 24, 80, false, NOW, {'l'}, NULL},
	{"log-80x24-ascii", "da", 24, 80, true, NOW, {'l'}, NULL},
	{"log-132x43-english", "en", 43, 132, false, NOW, {'l'}, NULL},
	{"log-132x43-ascii", "da", 43, 132, true, NOW, {'l', UI_KEY_HOME}, NULL},
	{"log-alerts-80x24", "da", 24, 80, false, NOW,
	    {'l', 'f', UI_KEY_UP, 'w'}, NULL},
	{"log-find-80x24", "da", 24, 80, false, NOW,
	    {'l', '/', 'K', 0xd8, 'k', '\n', ','}, NULL},
	{"log-forgotten-80x24", "en", 24, 80, false, NOW, {'l'}, forgotten},
	{"devices-80x24", "da", 24, 80, false, NOW, {'d'}, worn},
	{"devices-80x24-ascii", "da", 24, 80, true, NOW,
	    {'d', UI_KEY_DOWN}, worn},
	{"devices-80x24-english", "en", 24, 80, false, NOW,
	    {'\t', 'd', 'w'}, worn},
	{"devices-132x43", "da", 43, 132, false, NOW, {'d'}, worn},
	{"devices-132x43-english", "en", 43, 132, false, NOW,
	    {'d', '/', 'p', 'i', 'r'}, worn},
	{"find-80x24", "da", 24, 80, false, NOW,
	    {'/', '1', '0', '4', UI_KEY_DOWN}, NULL},
	{"find-80x24-ascii", "da", 24, 80, true, NOW,
	    {'/', 'k', 'o', 'e', 'k'}, NULL},
	{"find-132x43-english", "en", 43, 132, false, NOW,
	    {'/', 'b', '2'}, NULL},
	{"find-nothing-80x24", "da", 24, 80, false, NOW, {'/', 'x', 'y'},
	    NULL},
	{"filter-80x24", "da", 24, 80, false, NOW, {'f', 'f'}, NULL},
	{"filter-132x43-english", "en", 43, 132, false, NOW,
	    {'f', 'o'}, NULL},
	{"help-80x24", "da", 24, 80, false, NOW, {'?'}, NULL},
	{"help-132x43-english", "en", 43, 132, false, NOW, {'?'}, NULL},
	{"outcome-80x24", "da", 24, 80, false, NOW, {'\t', 'c'}, NULL},
	{"outcome-80x24-ascii", "da", 24, 80, true, NOW, {'\t', 'c'}, NULL},
	{"quit-80x24", "da", 24, 80, false, NOW, {'q'}, NULL},
	{"unheard-80x24", "da", 24, 80, false, NOW, {0}, unheard},
	{"unwatched-80x24", "da", 24, 80, false, NOW, {0}, unwatched},
	{"unwatched-80x24-ascii", "da", 24, 80, true, NOW, {0}, unwatched},
	{"set-back-80x24", "da", 24, 80, false, NOW, {0}, set_back},
	{"cut-off-80x24", "da", 24, 80, false, NOW, {0}, cut_off},
	{"doubled-80x24", "da", 24, 80, false, NOW, {0}, doubled},
	{"small-50x12", "da", 12, 50, false, NOW, {0}, NULL},
	{"small-40x6-ascii", "en", 6, 40, true, NOW, {0}, NULL},
	{"small-outcome-58x15", "da", 15, 58, false, NOW, {'\t', 'c'}, NULL},
	{"long-names-80x24", "da", 24, 80, false, NOW, {'2'}, long_names},
	{"large-80x24", "da", 24, 80, false, NOW, {0}, large},
	{"large-80x24-ascii", "en", 24, 80, true, NOW, {0}, large},
	{"large-alert-80x24", "da", 24, 80, false, NOW,
	    {'\t', '\t', '\t'}, large},
	{"large-132x43", "da", 43, 132, false, NOW, {'\t'}, large},
	{"tiles-80x24", "da", 24, 80, false, NOW, {'b'}, NULL},
	{"tiles-80x24-ascii", "da", 24, 80, true, NOW, {'b'}, NULL},
	{"tiles-80x24-english", "en", 24, 80, false, NOW,
	    {'b', UI_KEY_DOWN, UI_KEY_DOWN}, NULL},
	{"tiles-132x43", "da", 43, 132, false, NOW, {'b'}, NULL},
	{"tiles-132x43-ascii", "en", 43, 132, true, NOW, {'b', '\t'}, NULL},
	{"tiles-60x16", "da", 16, 60, false, NOW, {'b'}, NULL},
	{"tiles-quiet-80x24", "da", 24, 80, false, AT(0, 30, 0), {'b'},
	    NULL},
	{"tiles-unheard-80x24", "da", 24, 80, false, NOW, {'b'}, unheard},
	{"replay-80x24", "da", 24, 80, false, NOW, {'a'}, as_recording},
	{"replay-time-80x24", "en", 24, 80, false, NOW,
	    {'g', '0', '2', ':', '1'}, as_recording},
	{"replay-truth-80x24", "da", 24, 80, false, NOW, {'i'}, with_truth},
	{"replay-truth-80x24-ascii", "da", 24, 80, true, NOW, {'i'},
	    with_truth},
	{"replay-truth-132x43-english", "en", 43, 132, false, NOW,
	    {'i', UI_KEY_UP, 'x'}, with_truth},
	{"replay-no-truth-80x24", "da", 24, 80, false, NOW, {'i'},
	    as_recording},
	{"replay-unsaved-80x24", "da", 24, 80, false, NOW, {'i'}, marking},
	{"replay-kind-80x24", "da", 24, 80, false, NOW, {']'}, marking},
	{"replay-kind-80x24-ascii", "da", 24, 80, true, NOW,
	    {']', 'f', 0xe6, 'l', 'd'}, marking},
	{"replay-kind-132x43-english", "en", 43, 132, false, NOW,
	    {']', UI_KEY_DOWN}, marking},
	{"replay-note-80x24", "da", 24, 80, false, NOW,
	    {']', '2', '\n', 'p', 0xe5, ' ', 'g'}, marking},
	{"replay-quit-80x24", "da", 24, 80, false, NOW, {'q'}, marking},
	{"replay-loop-80x24", "da", 24, 80, false, AT(2, 0, 0), {0}, looping},
	{"replay-loop-132x43-english", "en", 43, 132, false, AT(2, 0, 0), {0},
	    looping},
	{"compare-80x24", "da", 24, 80, false, NOW, {'c'}, comparing},
	{"compare-80x24-ascii", "da", 24, 80, true, NOW, {'c'}, comparing},
	{"compare-132x43-english", "en", 43, 132, false, NOW,
	    {'c', UI_KEY_UP}, comparing},
	{"compare-plan-80x24", "da", 24, 80, false, NOW, {0}, comparing},
	{"compare-same-80x24", "da", 24, 80, false, NOW, {'c'},
	    no_difference},
	{"replay-help-80x24", "da", 24, 80, false, NOW, {'?'}, as_recording},
};

enum { NGOLDEN = sizeof(goldens) / sizeof(goldens[0]) };

START_TEST(test_screens_in_english)
{
	ck_assert_int_eq(goldens_changed(goldens, NGOLDEN, "en",
	    "house.conf", "birken.night"), 0);
}
END_TEST

START_TEST(test_screens_in_danish)
{
#ifdef ENABLE_NLS
	ck_assert_int_eq(goldens_changed(goldens, NGOLDEN, "da",
	    "house.conf", "birken.night"), 0);
#endif
}
END_TEST

/* ---- keys ---- */

static void
expect_action(const struct ui_request *r, int i, enum action_do what,
    uint32_t alert, uint32_t version, const char *place)
{
	ck_assert_int_eq(r->what, UI_DO_ACTION);
	ck_assert_int_lt(i, r->naction);
	ck_assert_int_eq(r->action[i].what, what);
	ck_assert_int_eq(r->action[i].alert, alert);
	ck_assert_int_eq(r->action[i].version, version);
	ck_assert_str_eq(r->action[i].place, place);
	ck_assert_str_eq(r->action[i].by, "KM");
}

/* Folds an action as if it had come back through the journal. */
static void
apply(struct home *home, const struct ui_request *r)
{
	struct world *world = world_clone(home->ui.world);

	for (int i = 0; i < r->naction; i++)
		world_fold(world, &(struct message){.t = home->ui.now,
		    .kind = MESSAGE_ACTION, .action = r->action[i]},
		    ui_log_event, &home->log);
	home->ui.world = world;
}

static void
drop_world(struct home *home)
{
	world_free((struct world *)(uintptr_t)home->ui.world);
	home->ui.world = recording_world(home->recording);
}

START_TEST(test_take_the_most_urgent_that_waits)
{
	struct home home;
	struct ui_request r;

	/* The call (high) is taken already: the next is 101 (medium). */
	home_at(&home, NOW);
	r = press(&home, 'a');
	ck_assert_int_eq(r.naction, 1);
	expect_action(&r, 0, ACTION_ACK, 4, 1, "101");
	ck_assert_str_eq(r.action[0].rule, "out-at-night");
	ck_assert_int_ge(home.ui.instance, 0);
	/* With Caps Lock on as well. */
	press(&home, ESC);
	r = press(&home, 'A');
	expect_action(&r, 0, ACTION_ACK, 4, 1, "101");
	home_end(&home);
}
END_TEST

START_TEST(test_take_one_after_the_other)
{
	struct home home;
	struct ui_request r;

	home_at(&home, NOW);
	press(&home, '\t'); /* the call: taken */
	r = press(&home, 'a');
	expect_action(&r, 0, ACTION_ACK, 4, 1, "101");
	/* A room's own alerts come first, however little they matter. */
	press(&home, ESC);
	home.ui.place = house_place(home.conf->house, "kitchen");
	r = press(&home, 'a');
	expect_action(&r, 0, ACTION_ACK, 2, 1, "kitchen");
	/* A quiet room is no reason to leave another alone. */
	press(&home, ESC);
	home.ui.place = house_place(home.conf->house, "102");
	r = press(&home, 'a');
	expect_action(&r, 0, ACTION_ACK, 4, 1, "101");
	ck_assert_int_eq(home.ui.place, -1);
	home_end(&home);
}
END_TEST

START_TEST(test_attend_and_undo_mine)
{
	struct home home;
	struct ui_request r;

	home_at(&home, NOW);
	r = press(&home, 't'); /* KM is on the way to the call */
	expect_action(&r, 0, ACTION_ATTEND, 3, 3, "104");
	press(&home, ESC);
	r = press(&home, 'u');
	expect_action(&r, 0, ACTION_UNDO, 3, 3, "104");
	press(&home, ESC);
	home.ui.now = AT(2, 21, 40); /* taken 02:20:40: to the millisecond */
	ck_assert_int_eq(press(&home, 'u').what, UI_DO_ACTION);
	home.ui.now++;
	ck_assert_int_eq(press(&home, 'u').what, UI_DO_REDRAW);
	home_end(&home);
}
END_TEST

/* The key chooses, and pressed again it means what it chose. */
START_TEST(test_nobody_is_guessed_among_several)
{
	struct home home;
	struct ui_request r;

	home_at(&home, NOW);
	strcpy(home.ui.by, "LP");
	ck_assert_int_eq(press(&home, 'c').what, UI_DO_REDRAW);
	ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
	ck_assert_str_eq(selected(&home), "call");
	press(&home, 'c');
	ck_assert_int_eq(home.ui.ask, UI_ASK_OUTCOME);
	press(&home, ESC);
	press(&home, ESC);
	ck_assert_int_eq(press(&home, 't').what, UI_DO_REDRAW);
	ck_assert_str_ne(home.ui.notice, "");
	strcpy(home.ui.by, "KM");
	r = press(&home, 't');
	expect_action(&r, 0, ACTION_ATTEND, 3, 3, "104");
	home_end(&home);
}
END_TEST

/* Who looks at a quiet room goes on with what is hers, and nothing else. */
START_TEST(test_a_quiet_room_is_no_alert)
{
	struct home home;
	struct ui_request r;

	home_at(&home, AT(1, 12, 30)); /* the call of 102: KM is there */
	home.ui.place = house_place(home.conf->house, "103");
	press(&home, 'c');
	ck_assert_int_eq(home.ui.ask, UI_ASK_OUTCOME);
	press(&home, ESC);
	strcpy(home.ui.by, "LP");
	home.ui.instance = -1;
	home.ui.place = house_place(home.conf->house, "103");
	press(&home, 'c');
	ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
	ck_assert_str_eq(selected(&home), "call");
	strcpy(home.ui.by, "KM");
	press(&home, 'c');
	r = press(&home, '1');
	expect_action(&r, 0, ACTION_CLOSE, 1, 4, "102");
	home_end(&home);
}
END_TEST

START_TEST(test_close_asks_and_takes_first)
{
	struct home home;
	struct ui_request r;
	const struct alert *alert;

	home_at(&home, NOW);
	press(&home, '\t');
	press(&home, '\t'); /* 101: raised */
	press(&home, 'c');
	ck_assert_int_eq(home.ui.ask, UI_ASK_OUTCOME);
	/* No answer: that is said, and the question stands. */
	ck_assert_int_eq(press(&home, '9').what, UI_DO_REDRAW);
	ck_assert_ptr_nonnull(strstr(home.ui.notice, "0-5"));
	ck_assert_int_eq(press(&home, 'a').what, UI_DO_REDRAW);
	ck_assert_int_eq(home.ui.ask, UI_ASK_OUTCOME);
	press(&home, ESC);
	ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
	press(&home, 'c');
	r = press(&home, '2');
	ck_assert_int_eq(r.naction, 2);
	expect_action(&r, 0, ACTION_ACK, 4, 1, "101");
	expect_action(&r, 1, ACTION_CLOSE, 4, 2, "101");
	ck_assert_int_eq(r.action[1].outcome, 2);
	ck_assert_int_eq(r.action[1].minutes, MINUTES_NONE);
	apply(&home, &r);
	alert = world_alert(home.ui.world, home.ui.instance);
	ck_assert_int_eq(alert->state, ALERT_CLOSED);
	ck_assert_int_eq(alert->outcome, 2);
	drop_world(&home);
	home_end(&home);
}
END_TEST

/* A latched call that is over stays open when it is taken: one change. */
START_TEST(test_close_a_returned_call)
{
	struct home home;
	struct ui_request r;

	home_at(&home, AT(2, 20, 0));
	press(&home, 'c');
	ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING); /* two are open */
	press(&home, 'c');
	r = press(&home, '1');
	expect_action(&r, 0, ACTION_ACK, 3, 2, "104");
	expect_action(&r, 1, ACTION_CLOSE, 3, 3, "104");
	apply(&home, &r);
	ck_assert_int_eq(world_alert(home.ui.world,
	    home.ui.instance)->outcome, 1);
	drop_world(&home);
	home_end(&home);
}
END_TEST

static struct world *
in_bed_again(struct home *home, int64_t t)
{
	struct world *world = world_clone(home->ui.world);
	int32_t bed = house_source(home->conf->house,
	    house_device(home->conf->house, "bed-101"), "bed");

	world_fold(world, &(struct message){.t = t,
	    .kind = MESSAGE_READINGS, .reading =
	    &(struct reading){bed, TRI_TRUE, 0}, .nreading = 1},
	    ui_log_event, &home->log);
	world_advance(world, t + 2 * MS_MINUTE, ui_log_event, &home->log);
	home->ui.now = t + 2 * MS_MINUTE;
	return world;
}

/* Without a latch taking it closes it too: the outcome comes two later. */
START_TEST(test_close_what_is_over)
{
	struct home home;
	struct ui_request r;
	struct world *world;

	home_at(&home, NOW);
	world = in_bed_again(&home, NOW);
	home.ui.world = world;
	home.ui.place = house_place(home.conf->house, "101");
	press(&home, 'c');
	r = press(&home, '3');
	expect_action(&r, 0, ACTION_ACK, 4, 2, "101");
	expect_action(&r, 1, ACTION_CLOSE, 4, 4, "101");
	apply(&home, &r);
	ck_assert_int_eq(world_alert(home.ui.world,
	    home.ui.instance)->outcome, 3);
	drop_world(&home);
	world_free(world);
	home_end(&home);
}
END_TEST

static int
count_listed(const struct home *home)
{
	struct list list;
	int n;

	list_make(&list, &home->ui);
	n = list.n;
	list_release(&list);
	return n;
}

/* Taken and then over by itself: how did it go? For half an hour. */
START_TEST(test_outcome_is_asked_for)
{
	struct home home;
	struct ui_request r;
	struct world *world, *taken;

	home_at(&home, NOW);
	r = press(&home, 'a');
	apply(&home, &r);
	taken = (struct world *)(uintptr_t)home.ui.world;
	world = in_bed_again(&home, NOW + MS_MINUTE);
	home.ui.world = world;
	ck_assert_int_eq(count_listed(&home), 3);
	home.ui.now += 31 * MS_MINUTE;
	ck_assert_int_eq(count_listed(&home), 2);
	home.ui.now -= 31 * MS_MINUTE;
	/* "Not known" is an answer as well. */
	for (char answer = '0'; answer <= '1'; answer++) {
		size_t told = home.log.n;

		press(&home, 'c');
		r = press(&home, answer);
		ck_assert_int_eq(r.naction, 1);
		expect_action(&r, 0, ACTION_CLOSE, 4, 3, "101");
		apply(&home, &r);
		ck_assert_int_eq(count_listed(&home), 2);
		drop_world(&home);
		home.ui.world = world;
		home.log.n = told;
	}
	world_free(world);
	world_free(taken);
	home_end(&home);
}
END_TEST

/* What is asked about closes meanwhile and another one begins: no mix-up. */
START_TEST(test_question_holds_its_alert)
{
	struct home home;

	home_at(&home, AT(1, 13, 0)); /* attended: call 1 */
	press(&home, '\t');
	press(&home, 'c');
	ck_assert_int_eq(home.ui.asked, 1);
	recording_seek(home.recording, AT(1, 16, 0), ui_log_event,
	    ui_log_truncate, &home.log);
	home.ui.now = AT(1, 16, 0);
	ck_assert_int_eq(press(&home, '1').what, UI_DO_REDRAW);
	ck_assert_str_ne(home.ui.notice, "");
	home_end(&home);
}
END_TEST

START_TEST(test_a_recording_cannot_be_changed)
{
	struct home home;
	const char *keys = "atcm";

	speak("en");
	home_at(&home, NOW);
	as_recording(&home);
	for (; *keys != '\0'; keys++) {
		ck_assert_int_eq(press(&home, *keys).what, UI_DO_REDRAW);
		ck_assert_str_eq(home.ui.notice,
		    "A recording cannot be changed.");
		ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
	}
	ck_assert_int_eq(bell_call(&home.ui).strokes, 0);
	home_end(&home);
}
END_TEST

START_TEST(test_transport_keys)
{
	static const struct {
		int32_t key;
		enum ui_do what;
		int64_t ms;
	} row[] = {
		{' ', UI_DO_PAUSE, 0}, {'.', UI_DO_STEP, 0},
		{UI_KEY_LEFT, UI_DO_SEEK, -60000},
		{UI_KEY_RIGHT, UI_DO_SEEK, 60000},
		{UI_KEY_SHIFT_LEFT, UI_DO_SEEK, -600000},
		{UI_KEY_SHIFT_RIGHT, UI_DO_SEEK, 600000},
		{'+', UI_DO_FASTER, 0}, {'-', UI_DO_SLOWER, 0},
		{',', UI_DO_STEP_BACK, 0},
		/* The alert in 101 is to come; the call in 104 has been. */
		{'N', UI_DO_VISIT, AT(2, 20, 10)},
		{'P', UI_DO_VISIT, AT(2, 19, 30)},
	};
	struct home home;

	home_at(&home, NOW);
	/* On the live console they move nothing. */
	ck_assert_int_eq(press(&home, ' ').what, UI_DO_REDRAW);
	as_recording(&home);
	home.ui.now = AT(2, 20, 0);
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		struct ui_request r = press(&home, row[i].key);

		ck_assert_int_eq(r.what, row[i].what);
		ck_assert_int_eq(r.ms, row[i].ms);
	}
	home_end(&home);
}
END_TEST

static struct ui_request
go_to(struct home *home, const char *time)
{
	press(home, 'g');
	for (; *time != '\0'; time++)
		press(home, *time);
	return press(home, '\n');
}

START_TEST(test_go_to_a_time)
{
	static const char *const bad[] = {"24:00", "2:60", "217", "12345",
	    "2:", "::", "1:2:3:4"};
	struct home home;
	struct ui_request r;

	home_at(&home, NOW);
	as_recording(&home);
	r = go_to(&home, "02:17");
	ck_assert_int_eq(r.what, UI_DO_GOTO);
	ck_assert_int_eq(r.ms, AT(2, 17, 0));
	ck_assert_int_eq(go_to(&home, "0110").ms, AT(1, 10, 0));
	ck_assert_int_eq(go_to(&home, "1:10:05").ms, AT(1, 10, 5));
	ck_assert_int_eq(go_to(&home, "23:30").ms, AT(-1, 30, 0));
	ck_assert_int_eq(go_to(&home, "12:00").what, UI_DO_REDRAW);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ck_assert_int_eq(go_to(&home, bad[i]).what, UI_DO_REDRAW);
		ck_assert_str_ne(home.ui.notice, "");
	}
	/* Nothing typed, or left: nothing said. */
	ck_assert_int_eq(go_to(&home, "").what, UI_DO_REDRAW);
	ck_assert_str_eq(home.ui.notice, "");
	home_end(&home);
}
END_TEST

/* 25 October: 02:30 comes twice, the second when asked for again. */
START_TEST(test_go_to_the_doubled_hour)
{
	const int64_t first = INT64_C(1792888200000);
	struct home home;

	home_at(&home, NOW);
	as_recording(&home);
	home.ui.replay.transport.from = first - 5 * MS_HOUR;
	home.ui.replay.transport.to = first + 5 * MS_HOUR;
	home.ui.now = first - MS_HOUR;
	ck_assert_int_eq(go_to(&home, "02:30").ms, first);
	home.ui.now = first;
	ck_assert_int_eq(go_to(&home, "02:30").ms, first + MS_HOUR);
	home.ui.now = first + MS_HOUR;
	ck_assert_int_eq(go_to(&home, "02:30").ms, first);
	home_end(&home);
}
END_TEST

START_TEST(test_arrows_go_as_the_rooms_lie)
{
	static const struct {
		int32_t key;
		const char *at;
	} walk[] = {
		{UI_KEY_DOWN, "call"}, {UI_KEY_DOWN, "out-at-night"},
		{UI_KEY_DOWN, "kitchen"}, {UI_KEY_DOWN, "kitchen"},
		{UI_KEY_UP, "out-at-night"}, {UI_KEY_LEFT, "101"},
		{UI_KEY_LEFT, "101"}, {UI_KEY_RIGHT, "102"},
		{UI_KEY_DOWN, "corridor"}, {UI_KEY_DOWN, "kitchen"},
		{UI_KEY_RIGHT, "office"}, {UI_KEY_UP, "corridor"},
		{UI_KEY_UP, "101"}, {UI_KEY_RIGHT, "102"},
		{UI_KEY_RIGHT, "103"}, {UI_KEY_RIGHT, "104"},
		{UI_KEY_RIGHT, "call"}, {ESC, ""},
		{UI_KEY_BACKTAB, "office"}, {'\t', "call"},
	};
	struct home home;

	home_at(&home, NOW);
	for (size_t i = 0; i < sizeof(walk) / sizeof(walk[0]); i++) {
		press(&home, walk[i].key);
		ck_assert_msg(strcmp(selected(&home), walk[i].at) == 0,
		    "step %zu: at '%s', not '%s'", i, selected(&home),
		    walk[i].at);
	}
	home_end(&home);
}
END_TEST

/* What a screen of so many rows shows, in its rows from 2 on. */
static bool
plan_shows(struct home *home, int rows, int cols, const char *text)
{
	char *screen = screen_of(home, rows, cols);
	const char *at = strstr(screen, "\n");
	bool shown = strstr(at, text) != NULL;

	free(screen);
	return shown;
}

START_TEST(test_a_large_plan_follows_the_selection)
{
	static const struct {
		int32_t key;
		const char *at, *shown;
	} walk[] = {
		{UI_KEY_DOWN, "call", "▸104"}, /* the alert: its room */
		{UI_KEY_UP, "104", "▸104"},
		{UI_KEY_UP, "office", "▸Vagtrum"},
		{UI_KEY_UP, "101", "▸101"}, {UI_KEY_RIGHT, "102", "▸102"},
		{UI_KEY_DOWN, "kitchen", "▸Køkken"},
		{UI_KEY_LEFT, "office", "▸Vagtrum"},
		{UI_KEY_LEFT, "corridor", "▸Gang"},
		{UI_KEY_DOWN, "103", "▸103"}, {UI_KEY_RIGHT, "104", "▸104"},
		{UI_KEY_LEFT, "103", "▸103"},
		/* Past the last room: the alerts below. */
		{UI_KEY_DOWN, "call", "▸ !!! 104"},
	};
	struct home home;

	home_at(&home, NOW);
	large(&home);
	free(screen_of(&home, 24, 80));
	for (size_t i = 0; i < sizeof(walk) / sizeof(walk[0]); i++) {
		press(&home, walk[i].key);
		ck_assert_msg(strcmp(selected(&home), walk[i].at) == 0,
		    "step %zu: at '%s', not '%s'", i, selected(&home),
		    walk[i].at);
		ck_assert_msg(plan_shows(&home, 24, 80, walk[i].shown),
		    "step %zu: '%s' is not in view", i, walk[i].shown);
	}
	home_end(&home);
}
END_TEST

/* Where a text begins on the screen that is shown, counted in cells. */
static void
find_text(const struct frame *frame, const char *text, int *row, int *col)
{
	struct frame needle;

	frame_init(&needle, 1, 40);
	*col = frame_text(&needle, 0, 0, 40, (struct style){0}, text);
	for (int at = 0; at + *col <= frame->rows * frame->cols; at++) {
		int i = 0;

		while (i < *col && frame->cell[at + i].cp == needle.cell[i].cp)
			i++;
		if (i < *col)
			continue;
		frame_release(&needle);
		*row = at / frame->cols;
		*col = at % frame->cols;
		return;
	}
	ck_abort_msg("'%s' is not on the screen", text);
}

/* The mouse on a text, on a screen that is drawn before and after. */
static struct ui_request
point(struct home *home, struct frame *frame, enum mouse_what what,
    const char *text)
{
	struct ui_request request;
	int row, col;

	find_text(frame, text, &row, &col);
	request = press(home, mouse_key(what, row, col));
	ui_view(&home->ui, frame);
	return request;
}

/* Tiles in rows as they are drawn, alerts first, across all floors. */
START_TEST(test_tiles_are_walked_as_they_lie)
{
	static const struct {
		int32_t key;
		const char *at;
	} walk[] = {
		{UI_KEY_DOWN, "call"}, {UI_KEY_RIGHT, "out-at-night"},
		{UI_KEY_RIGHT, "kitchen"}, {UI_KEY_RIGHT, "102"},
		{UI_KEY_RIGHT, "103"}, {UI_KEY_RIGHT, "201"},
		{UI_KEY_UP, "out-at-night"}, {UI_KEY_UP, "out-at-night"},
		{UI_KEY_DOWN, "201"}, {UI_KEY_DOWN, "201"},
		{'\t', "202"}, {'\t', "corridor"}, {'\t', "call"},
		{UI_KEY_BACKTAB, "corridor"}, {UI_KEY_LEFT, "202"},
		{ESC, ""}, {UI_KEY_BACKTAB, "corridor"},
	};
	struct home home;

	home_at(&home, NOW);
	press(&home, 'b');
	for (size_t i = 0; i < sizeof(walk) / sizeof(walk[0]); i++) {
		free(screen_of(&home, 24, 80));
		press(&home, walk[i].key);
		ck_assert_msg(strcmp(selected(&home), walk[i].at) == 0,
		    "step %zu: at '%s', not '%s'", i, selected(&home),
		    walk[i].at);
	}
	/* A detail leads back to the tiles, b and a plan's number to the plan. */
	press(&home, '\n');
	ck_assert_int_eq(home.ui.page, UI_PAGE_DETAIL);
	press(&home, ESC);
	ck_assert(home.ui.page == UI_PAGE_PLAN && home.ui.large);
	press(&home, 'b');
	ck_assert(!home.ui.large);
	press(&home, 'l');
	press(&home, 'b');
	ck_assert(home.ui.page == UI_PAGE_PLAN && home.ui.large);
	press(&home, '2');
	ck_assert(!home.ui.large && home.ui.plan == 1);
	home_end(&home);
}
END_TEST

/* More tiles than fit: what is selected is in view, and what is not is told. */
START_TEST(test_tiles_scroll)
{
	struct home home;

	speak("en");
	home_at(&home, NOW);
	press(&home, 'b');
	ck_assert(plan_shows(&home, 16, 60, "↓ 2 rooms") ||
	    plan_shows(&home, 16, 60, "↓ 1 room"));
	press(&home, UI_KEY_BACKTAB);
	ck_assert(plan_shows(&home, 16, 60, "Gang"));
	ck_assert(plan_shows(&home, 16, 60, "↑ "));
	ck_assert(plan_shows(&home, 16, 60, "!!! 104"));
	home_end(&home);
}
END_TEST

START_TEST(test_mouse_chooses_and_opens)
{
	struct home home;
	struct frame frame;

	speak("en");
	home_at(&home, NOW);
	/* Nothing has been shown: nothing lies anywhere. */
	ck_assert_int_eq(press(&home, mouse_key(MOUSE_CLICK, 3, 3)).what,
	    UI_DO_NOTHING);
	frame_init(&frame, 24, 80);
	home.ui.shown = &frame;
	ui_view(&home.ui, &frame);
	point(&home, &frame, MOUSE_CLICK, "102");
	ck_assert_str_eq(selected(&home), "102");
	point(&home, &frame, MOUSE_CLICK, "Sover");
	ck_assert_str_eq(selected(&home), "102");
	point(&home, &frame, MOUSE_CLICK, "50 s");
	ck_assert_str_eq(selected(&home), "out-at-night");
	point(&home, &frame, MOUSE_SECOND, "50 s");
	ck_assert_int_eq(home.ui.page, UI_PAGE_DETAIL);
	point(&home, &frame, MOUSE_CLICK, "Esc");
	ck_assert_int_eq(home.ui.page, UI_PAGE_PLAN);
	point(&home, &frame, MOUSE_CLICK, "2 1. sal");
	ck_assert_int_eq(home.ui.plan, 1);
	point(&home, &frame, MOUSE_SECOND, "201");
	press(&home, mouse_key(MOUSE_WHEEL_DOWN, 5, 5));
	ck_assert_int_eq(home.ui.page, UI_PAGE_DETAIL);
	/* Where nothing lies: no key, no word. */
	ck_assert_int_eq(press(&home, mouse_key(MOUSE_CLICK, 0, 0)).what,
	    UI_DO_NOTHING);
	ck_assert_int_eq(press(&home, mouse_key(MOUSE_CLICK, 4000,
	    4000)).what, UI_DO_NOTHING);
	frame_release(&frame);
	home_end(&home);
}
END_TEST

START_TEST(test_mouse_presses_keys)
{
	struct home home;
	struct frame frame;
	struct ui_request r;

	speak("en");
	home_at(&home, NOW);
	frame_init(&frame, 24, 80);
	home.ui.shown = &frame;
	ui_view(&home.ui, &frame);
	r = point(&home, &frame, MOUSE_CLICK, "a take");
	expect_action(&r, 0, ACTION_ACK, 4, 1, "101");
	/* A hand that always clicks twice takes one alert. */
	ck_assert_int_eq(point(&home, &frame, MOUSE_SECOND, "a take").what,
	    UI_DO_NOTHING);
	point(&home, &frame, MOUSE_CLICK, "c close");
	ck_assert_int_eq(home.ui.ask, UI_ASK_OUTCOME);
	/* Behind a question there is nothing to be had. */
	ck_assert_int_eq(point(&home, &frame, MOUSE_CLICK, "102").what,
	    UI_DO_NOTHING);
	ck_assert_int_eq(point(&home, &frame, MOUSE_WHEEL_UP, "102").what,
	    UI_DO_NOTHING);
	r = point(&home, &frame, MOUSE_CLICK, "no help");
	expect_action(&r, 1, ACTION_CLOSE, 4, 2, "101");
	ck_assert_int_eq(r.action[1].outcome, 2);
	point(&home, &frame, MOUSE_CLICK, "q quit");
	ck_assert_int_eq(point(&home, &frame, MOUSE_CLICK, "yes").what,
	    UI_DO_QUIT);
	as_recording(&home);
	home.ui.ask = UI_ASK_NOTHING;
	ui_view(&home.ui, &frame);
	ck_assert_int_eq(point(&home, &frame, MOUSE_CLICK, "→ minute").ms,
	    MS_MINUTE);
	ck_assert_int_eq(point(&home, &frame, MOUSE_CLICK, "← →").ms,
	    -MS_MINUTE);
	ck_assert_int_eq(point(&home, &frame, MOUSE_CLICK, "P alert").what,
	    UI_DO_VISIT);
	frame_release(&frame);
	home_end(&home);
}
END_TEST

START_TEST(test_mouse_wheel_scrolls)
{
	struct home home;
	struct frame frame;
	int64_t line;

	speak("en");
	home_at(&home, NOW);
	large(&home);
	frame_init(&frame, 24, 80);
	home.ui.shown = &frame;
	ui_view(&home.ui, &frame);
	point(&home, &frame, MOUSE_WHEEL_DOWN, "102");
	ck_assert_int_eq(home.ui.corner.row, 3);
	press(&home, mouse_key(MOUSE_WHEEL_UP, 0, 0));
	press(&home, mouse_key(MOUSE_WHEEL_UP, 0, 0));
	ui_view(&home.ui, &frame);
	ck_assert_int_eq(home.ui.corner.row, 0);
	press(&home, 'l');
	ui_view(&home.ui, &frame);
	press(&home, mouse_key(MOUSE_WHEEL_UP, 9, 9));
	line = home.ui.pages.line;
	ck_assert_int_ge(line, 0);
	press(&home, mouse_key(MOUSE_WHEEL_UP, 9, 9));
	ck_assert_int_eq(home.ui.pages.line, line - 3);
	press(&home, mouse_key(MOUSE_WHEEL_DOWN, 9, 9));
	ck_assert_int_eq(home.ui.pages.line, line);
	frame_release(&frame);
	home_end(&home);
}
END_TEST

/* Looked through, narrowed, clicked on; asked about whatever begins meanwhile. */
START_TEST(test_incidents_are_lines_as_any)
{
	struct home home;
	struct frame frame;

	speak("en");
	home_at(&home, NOW);
	with_truth(&home);
	frame_init(&frame, 24, 80);
	home.ui.shown = &frame;
	press(&home, 'i');
	ck_assert_int_eq(lines_selected(&home.ui), 2);
	home.ui.now = AT(2, 0, 0);
	ck_assert_int_eq(lines_selected(&home.ui), 1);
	press(&home, 'x');
	home.ui.now = NOW;
	ck_assert_int_eq(press(&home, 'y').row, 1);
	press(&home, '/');
	press(&home, 'k');
	press(&home, 'a');
	press(&home, '\n');
	ck_assert_int_eq(lines_selected(&home.ui), 0);
	ui_view(&home.ui, &frame);
	point(&home, &frame, MOUSE_CLICK, "Ude af boligen  ");
	ck_assert_int_eq(press(&home, '\n').ms, AT(2, 17, 0));
	press(&home, 'i');
	press(&home, 'w');
	ck_assert(plan_shows(&home, 24, 80, "only 101 · 2 lines hidden"));
	ck_assert(!plan_shows(&home, 24, 80, "call"));
	frame_release(&frame);
	home_end(&home);
}
END_TEST

START_TEST(test_a_large_plan_scrolls_by_itself)
{
	struct home home;

	speak("en");
	home_at(&home, NOW);
	ck_assert_int_eq(press(&home, UI_KEY_PAGE_DOWN).what, UI_DO_REDRAW);
	ck_assert_str_eq(home.ui.notice, "The whole plan is on the screen.");
	large(&home);
	ck_assert(plan_shows(&home, 24, 80, "│101"));
	ck_assert(!plan_shows(&home, 24, 80, "│103"));
	press(&home, UI_KEY_PAGE_DOWN);
	ck_assert(!plan_shows(&home, 24, 80, "│101"));
	press(&home, UI_KEY_PAGE_DOWN);
	press(&home, UI_KEY_PAGE_DOWN);
	ck_assert(plan_shows(&home, 24, 80, "│103"));
	ck_assert(plan_shows(&home, 24, 80, "↑ "));
	ck_assert(plan_shows(&home, 24, 80, "!! 101"));
	/* Nothing pulls it back but another selection. */
	ck_assert(plan_shows(&home, 24, 80, "│103"));
	press(&home, UI_KEY_PAGE_UP);
	press(&home, UI_KEY_PAGE_UP);
	press(&home, UI_KEY_PAGE_UP);
	ck_assert(plan_shows(&home, 24, 80, "│101"));
	ck_assert(plan_shows(&home, 24, 80, "!!! 104"));
	home_end(&home);
}
END_TEST

/* Before the bed of 103 falls silent. */
#define ALL_SEEN AT(-1, 5, 0)

START_TEST(test_the_summary_says_who_needs_whom)
{
	static const struct {
		struct list list;
		int width;
		const char *text;
		enum meaning meaning;
	} told[] = {
		{{0}, 40, "No alerts", MEANS_TEXT},
		{{.nopen = 1}, 40, "1 alert, taken", MEANS_TEXT},
		{{.nopen = 1, .ntechnical = 1}, 40, "1 technical", MEANS_TEXT},
		{{.nopen = 3, .ntechnical = 1}, 40,
		    "2 alerts, all taken · 1 technical", MEANS_TEXT},
		{{.nopen = 1, .nwaiting = 1, .oldest = ALL_SEEN - 4 * MS_MINUTE},
		    40, "1 needs help · 4 min", MEANS_LOW},
		{{.nopen = 3, .nwaiting = 2, .ntechnical = 1, .oldest = ALL_SEEN -
		    4 * MS_MINUTE, .loudest = PRIORITY_MEDIUM}, 40,
		    "2 need help · oldest 4 min · 1 technical", MEANS_MEDIUM},
		{{.nopen = 3, .nwaiting = 2, .ntechnical = 1, .oldest = ALL_SEEN -
		    4 * MS_MINUTE, .loudest = PRIORITY_HIGH}, 39,
		    "2 need help · oldest 4 min", MEANS_HIGH},
		{{.nopen = 2, .nwaiting = 2, .oldest = ALL_SEEN - 4 * MS_MINUTE,
		    .loudest = PRIORITY_HIGH}, 25, "2 in need · 4 min",
		    MEANS_HIGH},
	};
	struct home home;
	char text[160];

	speak("en");
	home_at(&home, ALL_SEEN);
	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++) {
		ck_assert_int_eq(view_summary(&home.ui, &told[i].list,
		    told[i].width, text).meaning, told[i].meaning);
		ck_assert_str_eq(text, told[i].text);
	}
	/* Nobody looks: that no alert is there says nothing. */
	home.ui.heartbeat = ALL_SEEN - MS_HOUR;
	view_summary(&home.ui, &told[0].list, 40, text);
	ck_assert_str_eq(text, "Nothing new is known");
	home_end(&home);
}
END_TEST

/* Rooms that are not seen are never calm, whatever is listed. */
START_TEST(test_the_summary_says_what_is_not_seen)
{
	static const struct {
		struct list list;
		int width;
		const char *text;
		enum meaning meaning;
	} told[] = {
		{{0}, 40, "1 of 8 rooms is not seen", MEANS_BOX},
		{{.nopen = 1}, 40, "1 of 8 rooms is not seen", MEANS_BOX},
		{{.nopen = 1, .ntechnical = 1}, 40,
		    "1 of 8 rooms is not seen · 1 technical", MEANS_BOX},
		{{.nopen = 1, .nwaiting = 1, .oldest = NOW - 4 * MS_MINUTE,
		    .loudest = PRIORITY_HIGH}, 40,
		    "1 needs help · 4 min · 1 not seen", MEANS_HIGH},
		{{.nopen = 1, .nwaiting = 1, .oldest = NOW - 4 * MS_MINUTE,
		    .loudest = PRIORITY_HIGH}, 30, "1 needs help · 4 min",
		    MEANS_HIGH},
	};
	struct home home;
	char text[160];

	speak("en");
	home_at(&home, NOW);
	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++) {
		ck_assert_int_eq(view_summary(&home.ui, &told[i].list,
		    told[i].width, text).meaning, told[i].meaning);
		ck_assert_str_eq(text, told[i].text);
	}
	home_end(&home);
	home_at(&home, AT(-1, 0, 0) - 1); /* before the first reading */
	view_summary(&home.ui, &told[0].list, 40, text);
	ck_assert_str_eq(text, "8 of 8 rooms are not seen");
	home_end(&home);
}
END_TEST

/* Whoever went there is there no longer than anything tells of it. */
START_TEST(test_who_was_there_is_not_there)
{
	const struct alert attended = {.state = ALERT_ATTENDED, .sign = NOW,
	    .by = "KM"};
	const struct rule rule = {.attend_for = 10 * MS_MINUTE};
	struct alert unknown = attended, there = attended;
	char words[WORDS_SIZE];

	speak("en");
	words_state(&attended, &rule, NOW + 10 * MS_MINUTE - 1, words);
	ck_assert_str_eq(words, "KM is there");
	words_state(&attended, &rule, NOW + 10 * MS_MINUTE, words);
	ck_assert_str_eq(words, "KM was there");
	unknown.by[0] = '\0';
	words_state(&unknown, &rule, NOW + 10 * MS_MINUTE, words);
	ck_assert_str_eq(words, "somebody was there");
	there.there = true;
	words_state(&there, &rule, NOW + MS_HOUR, words);
	ck_assert_str_eq(words, "KM is there");
}
END_TEST

/* The journal's clock may be set; a notice stays as long all the same. */
START_TEST(test_a_notice_lasts_whatever_the_clock)
{
	struct home home;

	speak("en");
	home_at(&home, NOW);
	home.ui.steady = 1000;
	ui_say(&home.ui, "%s", "Well heard");
	home.ui.now -= MS_HOUR;
	home.ui.steady += 5999;
	ck_assert(plan_shows(&home, 24, 80, "Well heard"));
	home.ui.now += 2 * MS_HOUR;
	ck_assert(plan_shows(&home, 24, 80, "Well heard"));
	home.ui.steady++;
	ck_assert(!plan_shows(&home, 24, 80, "Well heard"));
	home_end(&home);
}
END_TEST

/* What tests/check_bell.c does to the millisecond, here by its key. */
START_TEST(test_the_bell_is_silenced)
{
	struct home home;

	home_at(&home, AT(2, 19, 31)); /* a call, 1 s old */
	ck_assert_int_eq(bell_call(&home.ui).priority, PRIORITY_HIGH);
	ck_assert(!bell_is_silenced(&home.ui));
	press(&home, 'm');
	ck_assert_int_eq(bell_call(&home.ui).strokes, 0);
	ck_assert(bell_is_silenced(&home.ui));
	ck_assert_int_eq(home.ui.muted_until - home.ui.now, 30000);
	press(&home, 'm'); /* means nothing now */
	ck_assert(home.ui.notice[0] != '\0');
	home_end(&home);
}
END_TEST

START_TEST(test_quit_asks_once)
{
	struct home home;

	home_at(&home, NOW);
	ck_assert_int_eq(press(&home, 'q').what, UI_DO_REDRAW);
	ck_assert_int_eq(press(&home, 'x').what, UI_DO_NOTHING);
	ck_assert_int_eq(press(&home, 12 /* Ctrl-L */).what, UI_DO_REPAIR);
	ck_assert_int_eq(home.ui.ask, UI_ASK_QUIT);
	ck_assert_int_eq(press(&home, ESC).what, UI_DO_REDRAW);
	press(&home, 3); /* Ctrl-C */
	ck_assert_int_eq(home.ui.ask, UI_ASK_QUIT);
	ck_assert_int_eq(press(&home, 'j').what, UI_DO_QUIT);
	home_end(&home);
}
END_TEST

START_TEST(test_another_house_forgets_the_selection)
{
	struct home home;

	home_at(&home, NOW);
	press(&home, '\t');
	ck_assert_int_ge(home.ui.instance, 0);
	press(&home, 'c');
	home.conf->hash[0] = home.conf->hash[0] == 'x' ? 'y' : 'x';
	press(&home, '1');
	ck_assert_int_eq(home.ui.instance, -1);
	ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
	home_end(&home);
}
END_TEST

/* Any key at any size and at any moment: nothing breaks. */
START_TEST(test_any_key_at_any_size)
{
	static const int32_t more[] = {UI_KEY_UP, UI_KEY_DOWN, UI_KEY_LEFT,
	    UI_KEY_RIGHT, UI_KEY_PAGE_UP, UI_KEY_PAGE_DOWN, UI_KEY_HOME,
	    UI_KEY_END, UI_KEY_RESIZE, UI_KEY_BACKSPACE, UI_KEY_BACKTAB, '\n',
	    '\t', ESC, 0xe6, 0x1f600, 0x10ffff};
	uint32_t seed = 1;
	struct home home;

	home_at(&home, NOW);
	for (int i = 0; i < 4000; i++) {
		int32_t key;

		seed = seed * 1103515245 + 12345;
		key = (int32_t)(seed >> 16) % 144;
		key = key < 127 ? key : more[key - 127];
		if (i == 2000)
			as_recording(&home);
		press(&home, key);
		home.ui.ascii = (seed & 64) != 0;
		free(screen_of(&home, (int)(seed >> 8) % 50,
		    (int)(seed >> 20) % 150));
	}
	home_end(&home);
}
END_TEST

START_TEST(test_log_is_bounded_and_truncates)
{
	struct ui_log log = {0};
	char text[400];
	struct event e = {.t = 1, .what = EVENT_NOTED, .reason = text};

	memset(text, 'x', sizeof(text));
	memcpy(text + UI_REASON_SIZE - 6, "\xe2\x80\xa6", 3); /* cut within it */
	text[399] = '\0';
	ui_log_event(&log, &e);
	ck_assert_int_eq(strlen(log.v[0].reason), UI_REASON_SIZE - 3);
	e.reason = "a\nb";
	for (int i = 0; i < 3 * UI_LOG_MAX; i++) {
		e.t = i;
		ui_log_event(&log, &e);
	}
	ck_assert_int_le(log.n, UI_LOG_MAX);
	ck_assert_int_eq(log.v[log.n - 1].t, 3 * UI_LOG_MAX - 1);
	ck_assert_str_eq(log.v[log.n - 1].reason, "a b");
	ui_log_truncate(&log, 3 * UI_LOG_MAX - 10);
	ck_assert_int_eq(log.v[log.n - 1].t, 3 * UI_LOG_MAX - 11);
	ui_log_truncate(&log, INT64_MIN);
	ck_assert_int_eq(log.n, 0);
	ui_log_release(&log);
}
END_TEST

/* The fastest that waits; what is taken, and a recording, are still. */
START_TEST(test_flashing_has_a_beat)
{
	struct home home;

	home_at(&home, AT(0, 30, 0));
	ck_assert_int_eq(flash_step(&home.ui), 0);
	home_end(&home);
	home_at(&home, AT(2, 20, 0));
	ck_assert_int_eq(flash_step(&home.ui), 250);
	home_end(&home);
	home_at(&home, NOW);
	ck_assert_int_eq(flash_step(&home.ui), 1000);
	home.ui.read_only = true;
	ck_assert_int_eq(flash_step(&home.ui), 0);
	home.ui.world = NULL;
	home.ui.read_only = false;
	ck_assert_int_eq(flash_step(&home.ui), 0);
	home_end(&home);
}
END_TEST

/* No paste is a key; into a line it goes as text. */
START_TEST(test_a_paste_does_nothing)
{
	struct home home;

	speak("en");
	home_at(&home, NOW);
	for (const char *p = "acqy\n?l"; *p != '\0'; p++) {
		ck_assert_int_eq(press(&home, UI_KEY_PASTED + *p).what,
		    UI_DO_REDRAW);
		ck_assert_str_eq(home.ui.notice,
		    "Pasted text does nothing here.");
	}
	ck_assert_int_eq(home.ui.page, UI_PAGE_PLAN);
	press(&home, 'q');
	press(&home, UI_KEY_PASTED + 'y');
	ck_assert_int_eq(home.ui.ask, UI_ASK_QUIT);
	press(&home, ESC);
	as_recording(&home);
	press(&home, 'g');
	for (const char *p = "02:1\n"; *p != '\0'; p++)
		press(&home, UI_KEY_PASTED + *p);
	ck_assert_int_eq(home.ui.ask, UI_ASK_TIME);
	ck_assert_str_eq(home.ui.prompt.text, "02:1");
	press(&home, ESC);
	press(&home, UI_KEY_UNKNOWN);
	ck_assert_str_eq(home.ui.notice,
	    "That key means nothing here: ? tells all keys");
	home_end(&home);
}
END_TEST

START_TEST(test_themes_go_around)
{
	struct home home;
	const struct theme *first;

	speak("en");
	home_at(&home, NOW);
	first = home.ui.theme;
	press(&home, '*');
	ck_assert_str_eq(home.ui.notice, "Colours: light");
	do
		press(&home, '*');
	while (home.ui.theme != first);
	ck_assert_str_eq(home.ui.notice, "Colours: dark");
	home.ui.mono = true;
	press(&home, '*');
	ck_assert_ptr_eq(home.ui.theme, first);
	ck_assert_str_eq(home.ui.notice, "This screen shows no colours.");
	home_end(&home);
}
END_TEST

CHECK_MAIN("view", test_screens_in_english, test_screens_in_danish,
    test_take_the_most_urgent_that_waits, test_take_one_after_the_other,
    test_attend_and_undo_mine, test_nobody_is_guessed_among_several,
    test_a_quiet_room_is_no_alert,
    test_close_asks_and_takes_first, test_close_a_returned_call,
    test_close_what_is_over, test_outcome_is_asked_for,
    test_question_holds_its_alert,
    test_a_recording_cannot_be_changed, test_transport_keys,
    test_go_to_a_time, test_go_to_the_doubled_hour,
    test_arrows_go_as_the_rooms_lie,
    test_a_large_plan_follows_the_selection,
    test_a_large_plan_scrolls_by_itself, test_mouse_chooses_and_opens,
    test_tiles_are_walked_as_they_lie, test_tiles_scroll,
    test_mouse_presses_keys, test_mouse_wheel_scrolls,
    test_incidents_are_lines_as_any,
    test_the_bell_is_silenced,
    test_the_summary_says_who_needs_whom,
    test_the_summary_says_what_is_not_seen,
    test_a_notice_lasts_whatever_the_clock,
    test_who_was_there_is_not_there,
    test_quit_asks_once, test_another_house_forgets_the_selection,
    test_any_key_at_any_size, test_log_is_bounded_and_truncates,
    test_a_paste_does_nothing, test_flashing_has_a_beat, test_themes_go_around)
