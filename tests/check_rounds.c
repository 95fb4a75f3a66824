/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The night's rounds as the console lists them, and the keys of their page,
 * on the house of the golden screens (tests/screens/rounds.conf).
 */
#include <string.h>

#include "base/text.h"
#include "check_run.h"
#include "home.h"
#include "ui/frame.h"
#include "ui/mouse.h"
#include "ui/rounds.h"
#include "ui/view.h"

enum { ESC = 27 };

static struct home home;
static struct frame frame;

static void
look(void)
{
	frame_release(&frame);
	frame_init(&frame, 24, 80);
	ui_view(&home.ui, &frame);
	home.ui.shown = &frame;
}

/* The world is our own, so that it can be acted on. */
static void
own(struct home *h)
{
	h->own = world_clone(h->ui.world);
	h->ui.world = h->own;
}

static void
begin(int64_t t)
{
	speak("en");
	home_open(&home, "rounds.conf", "birken.night", t);
	own(&home);
	look();
}

static void
end(void)
{
	frame_release(&frame);
	home_end(&home);
}

static void
fold(struct home *h, int64_t t, const struct action *action)
{
	world_fold(h->own, &(struct message){.t = t, .kind = MESSAGE_ACTION,
	    .action = *action}, ui_log_event, &h->log);
}

/* ---- golden screens ---- */

static void
visit(struct home *h, int64_t t, const char *place, enum visit_how how,
    const char *by)
{
	fold(h, t, &(struct action){.what = ACTION_VISIT, .place = place,
	    .by = by, .how = how, .at = AT_NONE, .minutes = MINUTES_NONE});
}

/* One seen to, one spared, and one more by nobody who is known. */
static void
visited(struct home *h)
{
	own(h);
	visit(h, NOW, "103", VISIT_ENTERED, "KM");
	visit(h, NOW, "202", VISIT_SKIPPED, "LP");
	visit(h, NOW + 20 * MS_SECOND, "104", VISIT_ENTERED, "");
	h->ui.now = NOW + 30 * MS_SECOND;
	h->ui.heartbeat = h->ui.now;
	h->ui.last_reading = h->ui.now - 2000;
}

static void
recorded(struct home *h)
{
	visited(h);
	as_recording(h);
}

static const struct scene scenes[] = {
	{"rounds", NOW, {'r'}, visited, 0, 0},
	{"rounds-done", NOW, {'r', 't', 't'}, visited, 0, 0},
	{"rounds-last", NOW, {'r', UI_KEY_END, 't'}, visited, 0, 0},
	{"rounds-chosen", NOW, {'r', UI_KEY_DOWN, UI_KEY_DOWN}, visited, 0, 0},
	{"rounds-find", NOW, {'r', '/', '2', '0'}, visited, 0, 0},
	{"rounds-plan", NOW, {0}, visited, 0, 0},
	{"rounds-replay", NOW, {'r'}, recorded, 0, 0},
};

START_TEST(screens)
{
	ck_assert_int_eq(scenes_changed(scenes, sizeof(scenes) /
	    sizeof(scenes[0]), "rounds.conf", "birken.night"), 0);
}
END_TEST

/* ---- the list, and keys ---- */

/* An action that comes back through the journal changes the world. */
static struct ui_request
act(int32_t key)
{
	struct ui_request r = press(&home, key);

	if (r.what == UI_DO_ACTION)
		fold(&home, home.ui.now, &r.action[0]);
	look();
	return r;
}

static void
tick(int64_t t)
{
	home.ui.now = home.ui.heartbeat = t;
	world_fold(home.own, &(struct message){.t = t,
	    .kind = MESSAGE_TICK}, NULL, NULL);
	look();
}

/* The round of a place that is the nth there, from 0. */
static int32_t
round_of(const char *place, int nth)
{
	const struct house *house = home.conf->house;

	for (int32_t i = 0; i < house->nround; i++)
		if (strcmp(house->place[house->round[i].place].id,
		    place) == 0 && nth-- == 0)
			return i;
	ck_abort_msg("no such round at %s", place);
	return -1;
}

static enum round_group
group_at(const char *place, int nth, int64_t t)
{
	return rounds_line(home.own, round_of(place, nth), t).group;
}

/* "201 late, 104 now, …": the rounds in their order, by place and group. */
static void
expect_order(const char *want)
{
	static const char *const name[ROUND_GROUPS] = {"late", "due", "soon",
	    "restful", "missed", "seen", "later"};
	const struct house *house = home.conf->house;
	struct rounds rounds;
	struct str out;

	str_init(&out);
	rounds_make(&rounds, home.own, home.ui.now);
	for (int i = 0; i < rounds.n; i++)
		str_addf(&out, "%s%s %s", i > 0 ? ", " : "",
		    house->place[house->round[rounds.v[i].round].place].id,
		    name[rounds.v[i].group]);
	ck_assert_str_eq(out.s, want);
	rounds_release(&rounds);
	str_release(&out);
}

static void
expect_words(const char *place, int nth, const char *want)
{
	struct str words;

	str_init(&words);
	view_round_words(&home.ui, round_of(place, nth), &words);
	ck_assert_str_eq(words.s, want);
	str_release(&words);
}

/* The place of the chosen line, or "". */
static const char *
chosen(void)
{
	const struct house *house = home.conf->house;

	return home.ui.pages.line < 0 ? "" :
	    house->place[house->round[home.ui.pages.line].place].id;
}

START_TEST(each_state_to_the_millisecond)
{
	begin(AT(0, 30, 0));
	/* 103 at two, for half an hour; 201 at a quarter past, for five min. */
	ck_assert_int_eq(group_at("103", 0, AT(1, 0, 0) - 1), ROUND_LATER);
	ck_assert_int_eq(group_at("103", 0, AT(1, 0, 0)), ROUND_SOON);
	ck_assert_int_eq(group_at("103", 0, AT(2, 0, 0) - 1), ROUND_SOON);
	ck_assert_int_eq(group_at("103", 0, AT(2, 0, 0)), ROUND_DUE);
	ck_assert_int_eq(group_at("103", 0, AT(2, 30, 0) - 1), ROUND_DUE);
	ck_assert_int_eq(group_at("103", 0, AT(2, 30, 0)), ROUND_LATE);
	ck_assert_int_eq(group_at("201", 0, AT(2, 20, 0) - 1), ROUND_DUE);
	ck_assert_int_eq(group_at("201", 0, AT(2, 20, 0)), ROUND_LATE);
	/* 102 at midnight, and again at three. */
	ck_assert_int_eq(group_at("102", 0, AT(3, 0, 0) - 1), ROUND_RESTFUL);
	ck_assert_int_eq(group_at("102", 0, AT(3, 0, 0)), ROUND_MISSED);
	ck_assert_int_eq(group_at("102", 1, AT(2, 0, 0) - 1), ROUND_LATER);
	ck_assert_int_eq(group_at("102", 1, AT(2, 0, 0)), ROUND_RESTFUL);
	end();
}
END_TEST

START_TEST(in_the_order_of_need)
{
	begin(NOW);
	expect_order("201 late, 104 due, 101 due, 103 due, 202 restful,"
	    " 102 restful, 102 restful, 202 restful, 101 missed, 101 later");
	end();
}
END_TEST

START_TEST(told_in_words)
{
	begin(NOW);
	expect_words("201", 0,
	    "201 B1  02:15  6 min late  Oppe since 02:15");
	expect_words("103", 0, "103 A3  02:00  now  unseen since 23:30");
	expect_words("101", 1,
	    "101 A1  02:00  now  !! Ude af boligen since 02:17");
	expect_words("102", 1, "102 A2  03:00  need not be disturbed"
	    "  Sover since 23:00, quiet since 02:10");
	expect_words("202", 1,
	    "202 B2  03:15  need not be disturbed  Sover since 23:00");
	expect_words("101", 2,
	    "101 A1  05:30  in 3 h  !! Ude af boligen since 02:17");
	tick(AT(5, 29, 20));
	expect_words("101", 1,
	    "101 A1  02:00  3 h late  !! Ude af boligen since 02:17");
	end();
}
END_TEST

START_TEST(a_line_is_chosen_then_seen_to)
{
	struct ui_request r;

	begin(NOW);
	act('r');
	ck_assert_int_eq(home.ui.page, UI_PAGE_ROUNDS);
	ck_assert_str_eq(chosen(), "201");
	r = act('t');
	ck_assert_int_eq(r.what, UI_DO_ACTION);
	ck_assert_int_eq(r.naction, 1);
	ck_assert_int_eq(r.action[0].what, ACTION_VISIT);
	ck_assert_int_eq(r.action[0].how, VISIT_ENTERED);
	ck_assert_str_eq(r.action[0].place, "201");
	ck_assert_str_eq(r.action[0].by, "KM");
	expect_words("201", 0,
	    "201 B1  02:15  seen to 02:21 KM  Oppe since 02:15");
	/* The same key once more chooses, and then means it. */
	ck_assert_str_eq(chosen(), "");
	ck_assert_int_eq(act('s').what, UI_DO_REDRAW);
	ck_assert_str_eq(chosen(), "104");
	ck_assert_int_eq(act('s').action[0].how, VISIT_SKIPPED);
	expect_words("104", 0,
	    "104 A4  01:00  left in peace 02:21 KM  Sover since 23:00");
	/* Arrows from nothing: the first. */
	act(UI_KEY_DOWN);
	ck_assert_str_eq(chosen(), "101");
	end();
}
END_TEST

START_TEST(nobody_signed_in_can_see_to_it)
{
	begin(NOW);
	home.ui.by[0] = '\0';
	act('r');
	ck_assert_str_eq(act('t').action[0].by, "");
	expect_words("201", 0,
	    "201 B1  02:15  seen to 02:21  Oppe since 02:15");
	ck_assert_int_eq(act('u').action[0].how, VISIT_UNDONE);
	end();
}
END_TEST

START_TEST(undone_within_the_minute)
{
	struct ui_request r;

	begin(NOW);
	act('r');
	act('t');
	act('t');
	act('t');
	expect_order("101 due, 103 due, 202 restful, 102 restful, 102 restful,"
	    " 202 restful, 101 missed, 104 seen, 201 seen, 101 later");
	/* A minute to the millisecond. */
	home.ui.now = AT(2, 22, 0) + 1;
	ck_assert_int_eq(act('u').what, UI_DO_REDRAW);
	ck_assert_str_eq(home.ui.notice,
	    "Only a visit of the last minute can be undone.");
	home.ui.now = AT(2, 22, 0);
	r = act('u');
	ck_assert_int_eq(r.what, UI_DO_ACTION);
	ck_assert_int_eq(r.action[0].how, VISIT_UNDONE);
	ck_assert_str_eq(r.action[0].place, "104");
	/* It is chosen, to be seen to again. */
	ck_assert_str_eq(chosen(), "104");
	ck_assert_str_eq(act('u').action[0].place, "201");
	expect_order("201 late, 104 due, 101 due, 103 due, 202 restful,"
	    " 102 restful, 102 restful, 202 restful, 101 missed, 101 later");
	end();
}
END_TEST

/* At 02:21 the place's other time, 03:00, is nearer than the chosen 00:00. */
START_TEST(the_chosen_one_is_seen_to_and_undone)
{
	struct ui_request r;

	begin(NOW);
	act('r');
	home.ui.pages.line = round_of("102", 0);
	r = act('t');
	ck_assert_int_eq(r.action[0].at, 0);
	ck_assert_int_eq(group_at("102", 0, NOW), ROUND_SEEN);
	ck_assert_int_eq(group_at("102", 1, NOW), ROUND_RESTFUL);
	home.ui.pages.line = round_of("102", 1);
	ck_assert_int_eq(act('s').action[0].at, 3 * MS_HOUR);
	home.ui.pages.line = round_of("102", 0);
	ck_assert_int_eq(act('u').action[0].at, 0);
	ck_assert_int_eq(group_at("102", 0, NOW), ROUND_MISSED);
	ck_assert_int_eq(group_at("102", 1, NOW), ROUND_SEEN);
	end();
}
END_TEST

START_TEST(what_others_did_is_undone_only_when_chosen)
{
	begin(NOW);
	act('r');
	strcpy(home.ui.by, "LP");
	act('t');
	strcpy(home.ui.by, "KM");
	ck_assert_int_eq(act('u').what, UI_DO_REDRAW);
	home.ui.pages.line = round_of("201", 0);
	ck_assert_str_eq(act('u').action[0].place, "201");
	end();
}
END_TEST

START_TEST(what_cannot_be_seen_to_says_why)
{
	begin(NOW);
	act('r');
	act(UI_KEY_END);
	ck_assert_int_eq(act('t').what, UI_DO_REDRAW);
	ck_assert_str_eq(home.ui.notice,
	    "A visit counts from an hour before.");
	act(UI_KEY_UP);
	ck_assert_int_eq(act('s').what, UI_DO_REDRAW);
	ck_assert_str_eq(home.ui.notice,
	    "Its time is over, and it stays missed.");
	home.ui.pages.line = round_of("201", 0);
	act('t');
	home.ui.pages.line = round_of("201", 0);
	ck_assert_int_eq(act('t').what, UI_DO_REDRAW);
	ck_assert_str_eq(home.ui.notice, "That has been seen to.");
	/* In a recording they are there to be read. */
	home.ui.read_only = true;
	ck_assert_int_eq(act('t').what, UI_DO_REDRAW);
	ck_assert_str_eq(home.ui.notice, "A recording cannot be changed.");
	end();
}
END_TEST

START_TEST(a_room_is_found_and_opened)
{
	begin(NOW);
	home.ui.place = home.conf->house->round[round_of("103", 0)].place;
	act('r');
	ck_assert_str_eq(chosen(), "103");
	act('/');
	act('b');
	act('2');
	act('\n');
	ck_assert_str_eq(chosen(), "202");
	act('\n');
	ck_assert_int_eq(home.ui.page, UI_PAGE_DETAIL);
	act(ESC);
	ck_assert_int_eq(home.ui.page, UI_PAGE_ROUNDS);
	ck_assert_str_eq(chosen(), "202");
	act('w');
	ck_assert_int_eq(home.ui.pages.room,
	    home.conf->house->round[round_of("202", 0)].place);
	end();
}
END_TEST

START_TEST(a_click_chooses_its_line)
{
	begin(NOW);
	act('r');
	act(mouse_key(MOUSE_CLICK, 6, 30));
	ck_assert_str_eq(chosen(), "101");
	act(mouse_key(MOUSE_CLICK, 20, 30));
	ck_assert_str_eq(chosen(), "101");
	act(mouse_key(MOUSE_SECOND, 6, 30));
	ck_assert_int_eq(home.ui.page, UI_PAGE_DETAIL);
	end();
}
END_TEST

static bool
row_says(int row, const char *text)
{
	return view_mark(&frame, row, (struct area){row, 0, 1, 80}, text);
}

START_TEST(a_quiet_word_while_something_is_due)
{
	begin(AT(0, 40, 0));
	ck_assert(!row_says(1, "rounds:"));
	tick(AT(1, 0, 0));
	ck_assert(row_says(1, "rounds: 1 now"));
	tick(AT(3, 0, 0));
	ck_assert(row_says(1, "rounds: 3 late"));
	/* Never in the place of what matters more. */
	home.ui.broker = false;
	look();
	ck_assert(!row_says(1, "rounds:"));
	end();
}
END_TEST

CHECK_MAIN("rounds", screens,
    each_state_to_the_millisecond, in_the_order_of_need,
    told_in_words, a_line_is_chosen_then_seen_to,
    nobody_signed_in_can_see_to_it, undone_within_the_minute,
    the_chosen_one_is_seen_to_and_undone,
    what_others_did_is_undone_only_when_chosen,
    what_cannot_be_seen_to_says_why, a_room_is_found_and_opened,
    a_click_chooses_its_line, a_quiet_word_while_something_is_due)
