/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The alerts of earlier nights: read out of a real journal of three nights and
 * four segments, under two configurations, and shown on the page of a room.
 */
#include "fold/past.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "check_run.h"
#include "home.h"
#include "shift_night.h"

/* NIGHT() of 20 November; the present night's is BACK(48, 0). */
#define BACK(h, m) (NIGHT(h, m) - 2 * MS_DAY)

static struct night_of night;

/* 21 to 24 November; an alert of the first night is closed in the second. */
static void
write_nights(void)
{
	night_open(&night);
	night_segment(&night, BACK(-12, 0), night.conf, "start");
	night_add(&night, BACK(-2, 0), "door/101", "1");
	night_do(&night, BACK(-2, 5), "ack", "out", "101", "KM", "");
	night_do(&night, BACK(-2, 6), "close", "out", "101", "KM",
	    ",\"outcome\":1");
	night_add(&night, BACK(-2, 7), "door/101", "0");
	night_add(&night, BACK(2, 0), "pir/104", "1");
	night_add(&night, BACK(2, 1), "pir/104", "0");
	night_add(&night, BACK(11, 0), "door/103", "1");
	night_segment(&night, BACK(12, 0), night.conf, "noon");
	night_do(&night, BACK(12, 30), "ack", "out", "103", "LN", "");
	night_do(&night, BACK(12, 31), "close", "out", "103", "LN",
	    ",\"outcome\":2");
	night_add(&night, BACK(12, 32), "door/103", "0");
	night_add(&night, BACK(25, 0), "door/101", "1");
	night_segment(&night, BACK(25, 30), night.other, "reload");
	night_add(&night, BACK(25, 40), "door/101", "0");
	night_add(&night, BACK(26, 0), "pir/104", "1");
	night_add(&night, BACK(26, 5), "pir/106", "1");
	night_segment(&night, BACK(36, 0), night.other, "noon");
	night_add(&night, BACK(48, 0), "door/102", "1");
}

/* Reads all of it, `most` rows at a time; returns the turns that it took. */
static int
read_past(struct past *past, int64_t most)
{
	int turns = 0;

	do {
		past_turn(past, night.conf, "2026-11-21", most);
		turns++;
	} while (past->state == PAST_READING);
	return turns;
}

static void
ck_alert(const struct past_alert *a, const char *place, const char *text,
    int64_t raised, enum alert_state state)
{
	ck_assert_str_eq(a->place, place);
	ck_assert_str_eq(a->text, text);
	ck_assert_int_eq(a->alert.raised, raised);
	ck_assert_int_eq(a->alert.state, state);
}

static void
ck_whole(const struct past *past)
{
	ck_assert_int_eq(past->state, PAST_READ);
	ck_assert_int_eq(past->nights, 2);
	ck_assert(!past->dark);
	ck_assert_uint_eq(past->v.n, 6);
	ck_alert(&past->v.v[0], "106", "Urolig", BACK(26, 5), ALERT_RAISED);
	ck_alert(&past->v.v[1], "104", "Urolig", BACK(26, 0), ALERT_RAISED);
	ck_alert(&past->v.v[2], "101", "Ude af boligen", BACK(25, 0),
	    ALERT_RETURNED);
	/* Of the first night, and it ended in the second. */
	ck_alert(&past->v.v[3], "103", "Ude af boligen", BACK(11, 0),
	    ALERT_CLOSED);
	ck_alert(&past->v.v[4], "104", "Urolig", BACK(2, 0), ALERT_CLOSED);
	ck_alert(&past->v.v[5], "101", "Ude af boligen", BACK(-2, 0),
	    ALERT_CLOSED);
	ck_assert_int_eq(past->v.v[5].alert.outcome, 1);
	ck_assert_str_eq(past->v.v[5].alert.by, "KM");
	ck_assert(past->v.v[5].staff);
	ck_assert(!past->v.v[2].staff);
}

START_TEST(the_nights_before)
{
	struct past past = {0};
	int at_once;

	write_nights();
	at_once = read_past(&past, 100000);
	ck_whole(&past);
	past_release(&past);
	/* In steps it is the same. */
	ck_assert_int_gt(read_past(&past, 3), at_once);
	ck_whole(&past);
	past_release(&past);
	night_close(&night);
}
END_TEST

START_TEST(there_is_no_night_before)
{
	struct past past = {0};

	night_open(&night);
	night_segment(&night, BACK(-12, 0), night.conf, "start");
	night_add(&night, BACK(-2, 0), "door/101", "1");
	read_past(&past, 100);
	ck_assert_int_eq(past.state, PAST_READ);
	ck_assert_int_eq(past.nights, 0);
	ck_assert_uint_eq(past.v.n, 0);
	past_release(&past);
	night_close(&night);
}
END_TEST

static void
sql(const char *statement)
{
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open(night.path, &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(db, statement, NULL, NULL, NULL),
	    SQLITE_OK);
	sqlite3_close(db);
}

/* What can be read is told, and that it is not all. */
START_TEST(a_configuration_that_is_damaged)
{
	struct past past = {0};
	char *forget;

	write_nights();
	forget = xasprintf("DELETE FROM conf WHERE hash = '%s'",
	    night.other->hash);
	sql(forget);
	free(forget);
	read_past(&past, 100);
	ck_assert_int_eq(past.state, PAST_READ);
	ck_assert_int_eq(past.nights, 2);
	ck_assert(past.dark);
	ck_assert_uint_eq(past.v.n, 4);
	ck_alert(&past.v.v[0], "101", "Ude af boligen", BACK(25, 0),
	    ALERT_RAISED);
	past_release(&past);
	night_close(&night);
}
END_TEST

/* It fails in the middle, is told, and goes on from there. */
START_TEST(a_journal_that_is_away)
{
	struct past past = {0};

	write_nights();
	while (past.nights == 0 || past.v.n == past.settled)
		past_turn(&past, night.conf, "2026-11-21", 3);
	sql("ALTER TABLE message RENAME TO elsewhere");
	while (past.state == PAST_READING)
		past_turn(&past, night.conf, "2026-11-21", 3);
	ck_assert_int_eq(past.state, PAST_FAILED);
	ck_assert_str_ne(past.why.text, "");
	ck_assert_int_eq(past.nights, 1);
	ck_assert_uint_eq(past.v.n, past.settled);
	sql("ALTER TABLE elsewhere RENAME TO message");
	read_past(&past, 3);
	ck_whole(&past);
	past_release(&past);
	night_close(&night);
}
END_TEST

/* ---- how much is looked at ---- */

/* Something moves in 104 so many times, and rests again each time. */
static void
stir(int64_t t, int times)
{
	struct err err;

	ck_assert_int_eq(fold_begin(&night.fold, 0, &err), 0);
	for (int i = 0; i < 2 * times; i++)
		ck_assert_int_eq(fold_append(&night.fold, t + i * MS_SECOND,
		    false, "pir/104", i % 2 == 0 ? "1" : "0", 1, &err), 0);
	ck_assert_int_eq(fold_commit(&night.fold, &err), 0);
}

/* So many times in each night up to the one before the present. */
static void
write_stirs(const int *times, int nights)
{
	night_open(&night);
	for (int i = nights; i >= 0; i--) {
		night_segment(&night, BACK(36, 0) - i * MS_DAY, night.conf,
		    i == nights ? "start" : "noon");
		if (i > 0)
			stir(BACK(37, 0) - i * MS_DAY, times[nights - i]);
	}
}

static void
ck_stirs(const int *times, int n, int nights, size_t alerts, bool more)
{
	struct past past = {0};

	write_stirs(times, n);
	read_past(&past, 5000);
	ck_assert_int_eq(past.state, PAST_READ);
	ck_assert_int_eq(past.nights, nights);
	ck_assert_uint_eq(past.v.n, alerts);
	ck_assert(past.more == more);
	/* From the last of them back to the first of a whole night. */
	ck_assert_int_eq(past.v.v[0].alert.raised, BACK(37, 0) - MS_DAY +
	    2 * (times[n - 1] - 1) * MS_SECOND);
	ck_assert_int_eq(past.v.v[alerts - 1].alert.raised,
	    BACK(37, 0) - nights * MS_DAY);
	past_release(&past);
	night_close(&night);
}

START_TEST(a_night_is_looked_at_whole_or_not_at_all)
{
	static const int below[] = {1, 2, PAST_ALERTS - 1},
	    full[] = {2, PAST_ALERTS}, whole[] = {2, PAST_ALERTS - 1},
	    many[] = {1, PAST_ALERTS + 1};

	ck_stirs(below, 3, 2, PAST_ALERTS + 1, true);
	ck_stirs(whole, 2, 2, PAST_ALERTS + 1, false);
	ck_stirs(full, 2, 1, PAST_ALERTS, true);
	ck_stirs(many, 2, 1, PAST_ALERTS + 1, true);
}
END_TEST

START_TEST(so_many_nights)
{
	static const int times[PAST_NIGHTS + 1] = {
		1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

	ck_stirs(times, PAST_NIGHTS + 1, PAST_NIGHTS, PAST_NIGHTS, true);
	ck_stirs(times, PAST_NIGHTS, PAST_NIGHTS, PAST_NIGHTS, false);
}
END_TEST

/* ---- on the page ---- */

static struct past shown;
static struct ui_log tonight; /* of the journal's present night */

/* The console on that journal. */
static void
with(struct home *home, enum past_state state)
{
	struct ui *ui = &home->ui;

	shown.state = state;
	shown.dark = false;
	ui->past = &shown;
	ui_move(ui, night.fold.conf);
	ui->world = night.fold.world;
	ui->log = &tonight;
	ui->now = ui->heartbeat = ui->last_reading = night.fold.t;
}

static void
on_room(struct home *home, const char *place)
{
	home->ui.instance = -1;
	home->ui.place = house_place(night.fold.conf->house, place);
}

static void
room_101(struct home *home)
{
	with(home, PAST_READ);
	on_room(home, "101");
}

static void
room_103(struct home *home)
{
	with(home, PAST_READ);
	on_room(home, "103");
}

static void
room_104(struct home *home)
{
	with(home, PAST_READ);
	on_room(home, "104");
}

static void
room_105(struct home *home)
{
	with(home, PAST_READ);
	on_room(home, "105");
}

static void
room_106(struct home *home)
{
	with(home, PAST_READ);
	on_room(home, "106");
}

static void
room_101_reading(struct home *home)
{
	with(home, PAST_READING);
	on_room(home, "101");
}

static void
room_105_failed(struct home *home)
{
	with(home, PAST_FAILED);
	err_set(&shown.why, "cannot read 'granen.db': database is locked");
	shown.dark = true;
	on_room(home, "105");
}

/* The one of last night that is still open: it is not its own past. */
static void
alert(struct home *home)
{
	with(home, PAST_READ);
	home->ui.place = -1;
	home->ui.instance = house_instance(night.fold.conf->house, "out",
	    "101");
}

/* From the page's end, where it is longer than the screen. */
static const struct scene scenes[] = {
	{"past-room", NOW, {'\n', UI_KEY_END}, room_101, 0, 0},
	{"past-ended", NOW, {'\n', UI_KEY_END}, room_104, 0, 0},
	{"past-told", NOW, {'\n', UI_KEY_END}, room_103, 0, 0},
	{"past-dropped", NOW, {'\n', UI_KEY_END}, room_106, 0, 0},
	{"past-none", NOW, {'\n', UI_KEY_END}, room_105, 0, 0},
	{"past-reading", NOW, {'\n', UI_KEY_END}, room_101_reading, 0, 0},
	{"past-failed", NOW, {'\n', UI_KEY_END}, room_105_failed, 0, 0},
	{"past-alert", NOW, {'\n', UI_KEY_END}, alert, 0, 0},
};
static const struct scene many[] = {
	{"past-many", NOW, {'\n', UI_KEY_END}, room_104, 0, 0},
};

static void
listen(void)
{
	night.fold.event = ui_log_event;
	night.fold.arg = &tonight;
}

static void
ck_screens(const struct scene *scene, int n)
{
	read_past(&shown, 1000);
	ck_assert_int_eq(scenes_changed(scene, n, "granen.conf",
	    "granen.night"), 0);
	past_release(&shown);
	ui_log_release(&tonight);
	night_close(&night);
}

/* Of last night's alerts one is open tonight, one ends, one's rule goes. */
START_TEST(screens)
{
	write_nights();
	listen();
	night_do(&night, BACK(48, 10), "ack", "uro", "104", "LN", "");
	night_do(&night, BACK(48, 12), "close", "uro", "104", "LN",
	    ",\"outcome\":2");
	night_segment(&night, BACK(48, 20), night.conf, "reload");
	ck_screens(scenes, sizeof(scenes) / sizeof(scenes[0]));
}
END_TEST

/* More than there is room for, and from before what is looked at. */
START_TEST(what_is_left_out_is_said)
{
	static const int times[PAST_NIGHTS + 1] = {
		1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

	write_stirs(times, PAST_NIGHTS + 1);
	listen();
	night_add(&night, BACK(48, 0), "door/102", "1");
	ck_screens(many, 1);
}
END_TEST

CHECK_MAIN("past", the_nights_before, there_is_no_night_before,
    a_configuration_that_is_damaged, a_journal_that_is_away,
    a_night_is_looked_at_whole_or_not_at_all, so_many_nights, screens,
    what_is_left_out_is_said)
