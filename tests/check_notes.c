/* SPDX-License-Identifier: Apache-2.0 */
/* Notes to a room and to the shift, on the house of the golden screens. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "check_run.h"
#include "home.h"
#include "ui/note.h"

enum { ESC = 27 };

#define LONG "Hoften gør ondt, når hun vender sig; hun har fået to Panodil" \
    " kl. 02, og vil gerne vækkes lidt før de andre, så hun kan nå i bad."

static struct home home;

static void
own(struct home *h)
{
	h->own = world_clone(h->ui.world);
	h->ui.world = h->own;
}

static void
begin(void)
{
	speak("en");
	home_open(&home, "rounds.conf", "birken.night", NOW);
	own(&home);
}

static void
fold(struct home *h, int64_t t, const struct action *action)
{
	world_fold(h->own, &(struct message){.t = t, .kind = MESSAGE_ACTION,
	    .action = *action}, ui_log_event, &h->log);
}

static void
type(const char *text)
{
	size_t n = strlen(text);
	int32_t cp;

	for (size_t i = 0; i < n;) {
		i += text_next(text + i, n - i, &cp);
		press(&home, cp);
	}
}

/* ---- golden screens ---- */

static void
noted(struct home *h)
{
	own(h);
	fold(h, NOW - 9 * MS_MINUTE, &(struct action){.what = ACTION_NOTE,
	    .place = "101", .by = "KM", .note = LONG});
	fold(h, NOW, &(struct action){.what = ACTION_NOTE, .by = "",
	    .note = "Lyset i gangen er gået; en pære ligger i vagtrummet, og"
	    " stigen står i kælderen ved siden af fyret."});
}

static const struct scene scenes[] = {
	{"note-room", NOW, {'\t', '\t', UI_KEY_LEFT, '\n'}, noted, 0, 0},
	{"note-alert", NOW, {'\t', '\t', '\n'}, noted, 0, 0},
	{"note-log", NOW, {'l'}, noted, 0, 0},
	{"note-ask", NOW, {'\t', '\t', 'n', 'v', 0xe5, 'g'}, noted, 0, 0},
	{"note-ask-shift", NOW, {'n', 'o', 'k'}, noted, 0, 0},
};

START_TEST(screens)
{
	ck_assert_int_eq(scenes_changed(scenes, sizeof(scenes) /
	    sizeof(scenes[0]), "rounds.conf", "birken.night"), 0);
}
END_TEST

/* ---- keys ---- */

START_TEST(to_the_shift_with_nothing_chosen)
{
	struct ui_request r;

	begin();
	press(&home, 'n');
	ck_assert_str_eq(note_subject(&home.ui), "the shift");
	type("  quiet night ");
	r = press(&home, '\n');
	ck_assert_int_eq(r.what, UI_DO_ACTION);
	ck_assert_int_eq(r.action[0].what, ACTION_NOTE);
	ck_assert_ptr_null(r.action[0].place);
	ck_assert_str_eq(r.action[0].note, "quiet night");
	ck_assert_str_eq(r.action[0].by, "KM");
	home_end(&home);
}
END_TEST

START_TEST(to_the_room_of_what_is_chosen)
{
	begin();
	press(&home, '\t');
	press(&home, 'n');
	ck_assert_str_eq(note_subject(&home.ui), "104");
	type("hip");
	ck_assert_str_eq(press(&home, '\n').action[0].place, "104");
	/* Of a line of the rounds as well. */
	press(&home, ESC);
	press(&home, 'r');
	press(&home, 'n');
	ck_assert_str_eq(note_subject(&home.ui), "201");
	home_end(&home);
}
END_TEST

START_TEST(stays_where_it_was_begun)
{
	begin();
	press(&home, '\t');
	press(&home, 'n');
	type("hip");
	/* The alert is closed meanwhile, and is no longer chosen. */
	home.ui.instance = -1;
	ck_assert_str_eq(press(&home, '\n').action[0].place, "104");
	home_end(&home);
}
END_TEST

/* Other rules, read in the middle of a word: the word is not lost. */
START_TEST(goes_on_in_another_house)
{
	static const char *const other[] = {"house.conf", "../homes/kasteren.conf"};
	static const char *const subject[] = {"104", "the shift"};
	struct faults faults = {0};

	for (int i = 0; i < 2; i++) {
		char *path = path_of(other[i]);
		struct conf *conf = conf_load(path, CONF_WITHOUT_SECRETS,
		    &faults);

		begin();
		press(&home, '\t');
		press(&home, 'n');
		type("hi");
		ui_move(&home.ui, conf);
		ck_assert_str_eq(note_subject(&home.ui), subject[i]);
		type("p");
		ck_assert_str_eq(press(&home, '\n').action[0].note, "hip");
		home.ui.conf = home.conf;
		home_end(&home);
		conf_free(conf);
		free(path);
	}
}
END_TEST

START_TEST(nothing_is_no_note)
{
	begin();
	press(&home, 'n');
	type("   ");
	ck_assert_int_eq(press(&home, '\n').what, UI_DO_REDRAW);
	press(&home, 'n');
	type("x");
	ck_assert_int_eq(press(&home, ESC).what, UI_DO_REDRAW);
	ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
	home.ui.read_only = true;
	press(&home, 'n');
	ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
	home_end(&home);
}
END_TEST

START_TEST(the_log_keeps_all_of_it_or_says_so)
{
	char text[2 * UI_REASON_SIZE];
	struct action note = {.what = ACTION_NOTE, .by = "KM", .note = text};
	const struct ui_entry *e;

	begin();
	memset(text, 'a', sizeof(text));
	text[UI_REASON_SIZE - 1] = '\0';
	fold(&home, NOW, &note);
	e = &home.log.v[home.log.n - 1];
	ck_assert(note_is(e));
	ck_assert_str_eq(e->reason, text);
	text[UI_REASON_SIZE - 1] = 'a';
	text[UI_REASON_SIZE] = '\0';
	fold(&home, NOW, &note);
	e = &home.log.v[home.log.n - 1];
	ck_assert_uint_eq(strlen(e->reason), UI_REASON_SIZE - 1);
	ck_assert_str_eq(e->reason + UI_REASON_SIZE - 4, "…");
	/* Between two characters, never in one. */
	memcpy(text + UI_REASON_SIZE - 5, "å", 2);
	fold(&home, NOW, &note);
	e = &home.log.v[home.log.n - 1];
	ck_assert(text_is_clean(e->reason, strlen(e->reason)));
	home_end(&home);
}
END_TEST

CHECK_MAIN("notes", screens,
    to_the_shift_with_nothing_chosen, to_the_room_of_what_is_chosen,
    stays_where_it_was_begun, goes_on_in_another_house, nothing_is_no_note,
    the_log_keeps_all_of_it_or_says_so)
