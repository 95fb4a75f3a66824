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

/* NIGHT() of 20 November. */
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
	ck_assert_uint_eq(past->v.n, 5);
	ck_alert(&past->v.v[0], "104", "Urolig", BACK(26, 0), ALERT_RAISED);
	ck_alert(&past->v.v[1], "101", "Ude af boligen", BACK(25, 0),
	    ALERT_RETURNED);
	/* Of the first night, and it ended in the second. */
	ck_alert(&past->v.v[2], "103", "Ude af boligen", BACK(11, 0),
	    ALERT_CLOSED);
	ck_alert(&past->v.v[3], "104", "Urolig", BACK(2, 0), ALERT_CLOSED);
	ck_alert(&past->v.v[4], "101", "Ude af boligen", BACK(-2, 0),
	    ALERT_CLOSED);
	ck_assert_int_eq(past->v.v[4].alert.outcome, 1);
	ck_assert_str_eq(past->v.v[4].alert.by, "KM");
	ck_assert(past->v.v[4].staff);
	ck_assert(!past->v.v[1].staff);
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

/* ---- on the page ---- */

static struct past shown;

static void
with(struct home *home, enum past_state state)
{
	shown.state = state;
	home->ui.past = &shown;
}

/* From the page's end, where it is longer than the screen. */
static void
on_room(struct home *home, const char *place)
{
	home->ui.instance = -1;
	home->ui.place = house_place(home->conf->house, place);
}

static void
room_101(struct home *home)
{
	with(home, PAST_READ);
	on_room(home, "101");
}

static void
room_205(struct home *home)
{
	with(home, PAST_READ);
	on_room(home, "205");
}

static void
room_101_reading(struct home *home)
{
	with(home, PAST_READING);
	on_room(home, "101");
}

static void
room_205_failed(struct home *home)
{
	with(home, PAST_FAILED);
	err_set(&shown.why, "cannot read 'granen.db': database is locked");
	shown.dark = true;
	on_room(home, "205");
	shown.dark = false;
}

static void
alert(struct home *home)
{
	with(home, PAST_READ);
}

static const struct scene scenes[] = {
	{"past-room", NOW, {'\n', UI_KEY_PAGE_DOWN}, room_101, 0, 0},
	{"past-none", NOW, {'\n', UI_KEY_PAGE_DOWN}, room_205, 0, 0},
	{"past-reading", NOW, {'\n', UI_KEY_PAGE_DOWN}, room_101_reading, 0, 0},
	{"past-failed", NOW, {'\n', UI_KEY_PAGE_DOWN}, room_205_failed, 0, 0},
	{"past-alert", NOW, {'\t', '\n', UI_KEY_END}, alert, 0, 0},
};

START_TEST(screens)
{
	write_nights();
	read_past(&shown, 1000);
	/* A night on the screen counts on from those before. */
	for (size_t i = 0; i < shown.v.n; i++)
		shown.v.v[i].alert.number += 1000;
	ck_assert_int_eq(scenes_changed(scenes, sizeof(scenes) /
	    sizeof(scenes[0]), "granen.conf", "granen.night"), 0);
	past_release(&shown);
	night_close(&night);
}
END_TEST

CHECK_MAIN("past", the_nights_before, there_is_no_night_before,
    a_configuration_that_is_damaged, a_journal_that_is_away,
    screens)
