/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signing in, by keys and answers alone, and a screen that is locked, on the
 * house of the golden screens.
 */
#include <stdlib.h>
#include <string.h>

#include "check_run.h"
#include "home.h"
#include "ui/mouse.h"
#include "ui/sign.h"

enum { ESC = 27, CTRL_C = 3, CTRL_Z = 26, CTRL_BACKSLASH = 28 };


static struct home home;

static void
begin(enum sign_in sign_in)
{
	speak("en");
	home_open(&home, "house.conf", "birken.night", NOW);
	home.conf->sign_in = sign_in;
	home.conf->lapse = 15 * MS_MINUTE;
	home.ui.by[0] = '\0';
	home.ui.steady = 5000;
}

static void
end(void)
{
	home_end(&home);
}

/* ---- golden screens ---- */

/* A house where staff sign in, by a PIN. */
static void
with_pins(struct home *h)
{
	h->conf->sign_in = SIGN_IN_PIN;
}

static void
nobody(struct home *h)
{
	with_pins(h);
	h->ui.by[0] = '\0';
}

/* The fifth wrong PIN was a second ago. */
static void
must_wait(struct home *h)
{
	nobody(h);
	sign_answer(&h->ui, &(struct staff_check){.answer = STAFF_WRONG,
	    .initials = "KM", .wait = STAFF_WAIT_FIRST});
	h->ui.steady += 1000;
}

static void
in_kiosk(struct home *h)
{
	with_pins(h);
	h->ui.kiosk = true;
}

static const struct scene scenes[] = {
	{"nobody", NOW, {0}, nobody, 0, 0},
	{"sign-in", NOW, {'i', 'k', 'm'}, nobody, 0, 0},
	{"sign-change", NOW, {'i'}, with_pins, 0, 0},
	{"sign-pin", NOW, {'i', 'k', 'm', '\n', '1', '5', '9'}, nobody, 0, 0},
	{"sign-wait", NOW, {0}, must_wait, 0, 0},
	{"locked", NOW, {'\t', 'L', 'l'}, with_pins, 0, 0},
	{"locked-nobody-signs", NOW, {'L', 'l'}, NULL, 0, 0},
	{"locked-help", NOW, {'L', '?'}, in_kiosk, 0, 0},
	{"kiosk-quit", NOW, {'q'}, in_kiosk, 0, 0},
};

START_TEST(screens)
{
	ck_assert_int_eq(scenes_changed(scenes, sizeof(scenes) /
	    sizeof(scenes[0]), "house.conf", "birken.night"), 0);
}
END_TEST

/* ---- keys ---- */

static struct ui_request
enter(const char *text)
{
	for (; *text != '\0'; text++)
		press(&home, (unsigned char)*text);
	return press(&home, '\n');
}

static void
says(const char *words)
{
	ck_assert_str_eq(home.ui.notice, words);
}

static void
answers(struct staff_check check)
{
	sign_answer(&home.ui, &check);
}

START_TEST(initials_alone)
{
	struct ui_request r;

	begin(SIGN_IN_INITIALS);
	press(&home, 'i');
	ck_assert_int_eq(home.ui.ask, UI_ASK_INITIALS);
	r = enter("km");
	ck_assert_int_eq(r.what, UI_DO_SIGN_IN);
	ck_assert_str_eq(r.initials, "km");
	ck_assert_str_eq(r.pin, "");
	answers((struct staff_check){.answer = STAFF_UNKNOWN});
	says("Nobody on the staff has the initials km.");
	answers((struct staff_check){STAFF_RIGHT, "KM", 0, 0});
	says("KM is signed in.");
	/* Nothing typed is nobody. */
	press(&home, 'I');
	ck_assert_int_eq(press(&home, '\n').what, UI_DO_REDRAW);
	end();
}
END_TEST

static bool
holds(const void *memory, size_t n, const char *text)
{
	return memmem(memory, n, text, strlen(text)) != NULL;
}

START_TEST(a_pin_leaves_no_trace)
{
	struct ui_request r;

	begin(SIGN_IN_PIN);
	press(&home, 'i');
	ck_assert_int_eq(enter("km").what, UI_DO_REDRAW);
	ck_assert_int_eq(home.ui.ask, UI_ASK_PIN);
	ck_assert(home.ui.prompt.secret);
	r = enter("2580");
	ck_assert_int_eq(r.what, UI_DO_SIGN_IN);
	ck_assert_str_eq(r.initials, "km");
	ck_assert_str_eq(r.pin, "2580");
	sign_forget(&home.ui);
	ck_assert(!holds(&home.ui, sizeof(home.ui), "2580"));
	/* Nor what is typed and then left. */
	press(&home, 'i');
	enter("km");
	press(&home, '2');
	press(&home, '5');
	press(&home, '8');
	press(&home, CTRL_C);
	ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
	ck_assert(!holds(&home.ui, sizeof(home.ui), "258"));
	end();
}
END_TEST

START_TEST(a_wrong_pin_can_be_typed_again)
{
	begin(SIGN_IN_PIN);
	press(&home, 'i');
	enter("km");
	enter("1111");
	answers((struct staff_check){STAFF_WRONG, "KM", 2, 0});
	says("Wrong PIN: 2 tries left.");
	ck_assert_int_eq(home.ui.ask, UI_ASK_PIN);
	ck_assert_str_eq(enter("1112").initials, "km");
	answers((struct staff_check){STAFF_WRONG, "KM", 1, 0});
	says("Wrong PIN: 1 try left.");
	enter("1113");
	answers((struct staff_check){STAFF_WRONG, "KM", 0, 30000});
	says("Wrong PIN: KM must wait.");
	ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
	ck_assert_int_eq(sign_wait(&home.ui), 30000);
	home.ui.steady += 29999;
	ck_assert_int_eq(sign_wait(&home.ui), 1);
	answers((struct staff_check){STAFF_WAIT, "KM", 0, 1});
	says("KM must wait: that PIN was not looked at.");
	home.ui.steady++;
	ck_assert_int_eq(sign_wait(&home.ui), 0);
	answers((struct staff_check){STAFF_NO_PIN, "KM", 0, 0});
	says("KM has no PIN yet: ask whoever runs natvagt.");
	end();
}
END_TEST

START_TEST(the_same_key_signs_out)
{
	begin(SIGN_IN_INITIALS);
	strcpy(home.ui.by, "KM");
	press(&home, 'i');
	ck_assert_int_eq(home.ui.ask, UI_ASK_CHANGE);
	ck_assert_int_eq(press(&home, '\n').what, UI_DO_SIGN_OUT);
	press(&home, 'i');
	ck_assert_int_eq(enter("lp").what, UI_DO_SIGN_IN);
	press(&home, 'i');
	ck_assert_int_eq(press(&home, ESC).what, UI_DO_REDRAW);
	end();
}
END_TEST

START_TEST(where_nobody_signs_in)
{
	begin(SIGN_IN_NONE);
	press(&home, 'i');
	says("Nobody signs in here.");
	ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
	ck_assert(!sign_is_unknown(&home.ui));
	home.ui.steady += 100 * MS_HOUR;
	strcpy(home.ui.by, "KM");
	ck_assert(!sign_lapse(&home.ui));
	end();
}
END_TEST

/* Each key counts, a resized window does not. */
START_TEST(a_sign_in_lapses)
{
	begin(SIGN_IN_PIN);
	strcpy(home.ui.by, "KM");
	press(&home, '\t');
	ui_warn(&home.ui, "Nobody has read this");
	home.ui.steady += 15 * MS_MINUTE - 1;
	press(&home, UI_KEY_RESIZE);
	ck_assert(!sign_lapse(&home.ui));
	home.ui.steady++;
	ck_assert(sign_lapse(&home.ui));
	ck_assert_str_eq(home.ui.warning, "Nobody has read this");
	says("KM is signed out: 15 min without a key.");
	home.ui.steady--;
	press(&home, 'x');
	home.ui.steady += 15 * MS_MINUTE - 1;
	ck_assert(!sign_lapse(&home.ui));
	home.ui.read_only = true;
	home.ui.steady++;
	ck_assert(!sign_lapse(&home.ui));
	end();
}
END_TEST

/* The next one finds the keys as they are, and no PIN of somebody else's. */
START_TEST(a_question_of_ours_lapses)
{
	begin(SIGN_IN_PIN);
	press(&home, 'i');
	enter("km");
	press(&home, '2');
	press(&home, '5');
	home.ui.steady += 15 * MS_MINUTE;
	ck_assert(!sign_lapse(&home.ui));
	ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
	ck_assert_str_eq(home.ui.prompt.text, "");
	press(&home, 'c');
	press(&home, 'c');
	ck_assert_int_eq(home.ui.ask, UI_ASK_OUTCOME);
	home.ui.steady += 15 * MS_MINUTE;
	sign_lapse(&home.ui);
	ck_assert_int_eq(home.ui.ask, UI_ASK_OUTCOME);
	end();
}
END_TEST

/* Whoever presses the key: it is taken. */
START_TEST(an_alert_is_taken_by_nobody)
{
	struct ui_request r;

	begin(SIGN_IN_PIN);
	ck_assert(sign_is_unknown(&home.ui));
	r = press(&home, 'a');
	ck_assert_int_eq(r.what, UI_DO_ACTION);
	ck_assert_int_eq(r.action[0].what, ACTION_ACK);
	ck_assert_str_eq(r.action[0].by, "");
	end();
}
END_TEST

START_TEST(a_locked_screen_takes_alerts_and_tells_nothing)
{
	static const int32_t shut[] = {'c', 'u', 'l', 'd', '/', 'f', 'o', '\n',
	    '\t', UI_KEY_UP, UI_KEY_DOWN, '2', '*', 'q', CTRL_C};
	struct ui_request r;

	begin(SIGN_IN_PIN);
	strcpy(home.ui.by, "KM");
	press(&home, 'd');
	home.ui.pages.show = SHOW_MINE;
	ck_assert_int_eq(press(&home, 'L').what, UI_DO_SIGN_OUT);
	ck_assert(home.ui.locked);
	ck_assert_int_eq(home.ui.page, UI_PAGE_PLAN);
	ck_assert_int_eq(home.ui.pages.show, SHOW_ALL);
	for (size_t i = 0; i < sizeof(shut) / sizeof(shut[0]); i++) {
		press(&home, shut[i]);
		says("The screen is locked: L unlocks it.");
		ck_assert_int_eq(home.ui.page, UI_PAGE_PLAN);
		ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
		ck_assert_int_eq(home.ui.place, -1);
		ck_assert_int_eq(home.ui.instance, -1);
	}
	press(&home, '?');
	ck_assert_int_eq(home.ui.page, UI_PAGE_HELP);
	press(&home, ESC);
	r = press(&home, 'a');
	ck_assert_int_eq(r.what, UI_DO_ACTION);
	ck_assert_str_eq(r.action[0].by, "");
	ck_assert_int_eq(press(&home, 't').what, UI_DO_ACTION);
	press(&home, 'L');
	ck_assert_int_eq(home.ui.ask, UI_ASK_INITIALS);
	enter("lp");
	enter("1111");
	answers((struct staff_check){STAFF_WRONG, "LP", 4, 0});
	ck_assert(home.ui.locked);
	enter("2580");
	answers((struct staff_check){STAFF_RIGHT, "LP", 0, 0});
	ck_assert(!home.ui.locked);
	end();
}
END_TEST

START_TEST(a_click_opens_no_locked_screen)
{
	struct frame frame;

	begin(SIGN_IN_PIN);
	press(&home, 'L');
	frame_init(&frame, 24, 80);
	ui_view(&home.ui, &frame);
	home.ui.shown = &frame;
	for (int row = 0; row < 22; row++)
		for (int col = 0; col < 80; col++) {
			press(&home, mouse_key(MOUSE_CLICK, row, col));
			press(&home, mouse_key(MOUSE_SECOND, row, col));
		}
	ck_assert_int_eq(home.ui.page, UI_PAGE_PLAN);
	ck_assert_int_eq(home.ui.place, -1);
	ck_assert_int_eq(home.ui.instance, -1);
	ck_assert(home.ui.locked);
	frame_release(&frame);
	end();
}
END_TEST

START_TEST(l_alone_unlocks_where_nobody_signs_in)
{
	begin(SIGN_IN_NONE);
	press(&home, 'L');
	ck_assert(home.ui.locked);
	press(&home, 'l');
	ck_assert(home.ui.locked);
	press(&home, 'L');
	ck_assert(!home.ui.locked);
	end();
}
END_TEST

START_TEST(a_kiosk_has_no_way_out)
{
	static const int32_t out[] = {'q', 'Q', CTRL_C, CTRL_Z,
	    CTRL_BACKSLASH, 4, 'y', '\n'};

	begin(SIGN_IN_NONE);
	home.ui.kiosk = true;
	press(&home, 'q');
	says("This screen stays open, day and night.");
	for (size_t i = 0; i < sizeof(out) / sizeof(out[0]); i++) {
		ck_assert_int_ne(press(&home, out[i]).what, UI_DO_QUIT);
		ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
	}
	end();
}
END_TEST

CHECK_MAIN("sign", screens, initials_alone,
    a_pin_leaves_no_trace, a_wrong_pin_can_be_typed_again,
    the_same_key_signs_out, where_nobody_signs_in, a_sign_in_lapses,
    a_question_of_ours_lapses, an_alert_is_taken_by_nobody,
    a_locked_screen_takes_alerts_and_tells_nothing,
    a_click_opens_no_locked_screen, l_alone_unlocks_where_nobody_signs_in,
    a_kiosk_has_no_way_out)
