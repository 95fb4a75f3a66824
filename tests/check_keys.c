/* SPDX-License-Identifier: Apache-2.0 */
/* What keys ask for on the live console, on the house of the golden screens. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "check_run.h"
#include "home.h"
#include "ui/bell.h"
#include "ui/list.h"
#include "ui/theme.h"
#include "ui/ui.h"

enum { ESC = 27 };

static void
home_at(struct home *home, int64_t t)
{
	home_open(home, "house.conf", "birken.night", t);
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

START_TEST(take_the_most_urgent_that_waits)
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

START_TEST(take_one_after_the_other)
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

START_TEST(attend_and_undo_mine)
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

/* Who is with one already reads that, and which key goes to one that calls. */
START_TEST(there_already_tells_who_calls)
{
	struct message m = {.kind = MESSAGE_ACTION};
	struct home home;

	home_at(&home, NOW);
	m.t = NOW;
	m.action = press(&home, 't').action[0];
	home.own = world_clone(home.ui.world);
	world_fold(home.own, &m, NULL, NULL);
	home.ui.world = home.own;
	ck_assert_int_eq(press(&home, 't').what, UI_DO_REDRAW);
	ck_assert_str_eq(home.ui.notice,
	    "104 Kald: KM is there · a takes 101 Ude af boligen");
	home_end(&home);
}
END_TEST

/* The key chooses, and pressed again it means what it chose. */
START_TEST(nobody_is_guessed_among_several)
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
START_TEST(a_quiet_room_is_no_alert)
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

START_TEST(close_asks_and_takes_first)
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
START_TEST(close_a_returned_call)
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
START_TEST(close_what_is_over)
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
START_TEST(outcome_is_asked_for)
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
START_TEST(question_holds_its_alert)
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

/* What tests/check_bell.c does to the millisecond, here by its key. */
START_TEST(the_bell_is_silenced)
{
	struct home home;

	home_at(&home, AT(2, 19, 31)); /* a call, 1 s old */
	ck_assert_int_eq(bell_call(&home.ui).priority, PRIORITY_HIGH);
	ck_assert(!bell_is_silenced(&home.ui));
	press(&home, 'm');
	ck_assert_int_eq(bell_call(&home.ui).strokes, 0);
	ck_assert(bell_is_silenced(&home.ui));
	ck_assert_int_eq(home.ui.muted_until - home.ui.steady, 30000);
	press(&home, 'm'); /* means nothing now */
	ck_assert(home.ui.notice[0] != '\0');
	home_end(&home);
}
END_TEST

START_TEST(quit_asks_once)
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

START_TEST(another_house_forgets_the_selection)
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
START_TEST(any_key_at_any_size)
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

/* No paste is a key; into a line it goes as text. */
START_TEST(a_paste_does_nothing)
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

/* Whatever is said meanwhile, and however long nobody comes. */
START_TEST(a_warning_stays_until_a_key)
{
	const char *const warning = "Two alerts are not followed";
	struct home home;

	home_at(&home, NOW);
	ui_warn(&home.ui, warning);
	ui_say(&home.ui, "%s", "Well heard");
	home.ui.steady += MS_HOUR;
	press(&home, UI_KEY_RESIZE);
	press(&home, UI_KEY_PASTED + 'a');
	ck_assert_str_eq(home.ui.warning, warning);
	ck_assert(plan_shows(&home, 24, 80, warning));
	ck_assert(plan_shows(&home, 24, 80, "Pasted text does nothing here."));
	ck_assert(plan_shows(&home, 12, 50, warning));
	press(&home, '2');
	ck_assert(!plan_shows(&home, 24, 80, warning));
	home_end(&home);
}
END_TEST

/* It is cut where it is too long, but never within a character. */
START_TEST(what_is_said_is_whole_characters)
{
	char text[2 * UI_NOTICE_SIZE + 2] = "a";
	struct home home;

	home_at(&home, NOW);
	for (int i = 0; i < UI_NOTICE_SIZE; i++)
		strcat(text, "ø");
	for (int i = 0; i < 2; i++) {
		ui_say(&home.ui, "%s", text + i);
		ck_assert(text_is_utf8(home.ui.notice,
		    strlen(home.ui.notice)));
		ck_assert_uint_ge(strlen(home.ui.notice), UI_NOTICE_SIZE - 2);
	}
	home_end(&home);
}
END_TEST

START_TEST(themes_go_around)
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

CHECK_MAIN("keys", take_the_most_urgent_that_waits, take_one_after_the_other,
    attend_and_undo_mine, there_already_tells_who_calls, nobody_is_guessed_among_several,
    a_quiet_room_is_no_alert, close_asks_and_takes_first,
    close_a_returned_call, close_what_is_over, outcome_is_asked_for,
    question_holds_its_alert, the_bell_is_silenced, quit_asks_once,
    another_house_forgets_the_selection, any_key_at_any_size,
    a_paste_does_nothing, a_warning_stays_until_a_key,
    what_is_said_is_whole_characters, themes_go_around)
