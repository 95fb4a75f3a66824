/* SPDX-License-Identifier: Apache-2.0 */
/* The console as lines, on the small night of check_view. */
#include "ui/linear.h"

#include <string.h>

#include "check_run.h"
#include "home.h"
#include "ui/frame.h"

static struct home home;
static struct str shown;

static void
setup_house(const char *house, const char *language)
{
	speak(language);
	home_open(&home, house, "birken.night", NOW);
	home.ui.linear = true;
	str_init(&shown);
}

static void
setup(const char *language)
{
	setup_house("house.conf", language);
}

static void
teardown(void)
{
	str_release(&shown);
	home_end(&home);
}

/* A line typed; what it shows stands in shown. */
static struct ui_request
type(const char *line)
{
	str_clear(&shown);
	return linear_command(&home.ui, line, &shown);
}

static void
expect_nothing_done(const char *line, const char *notice)
{
	struct ui_request r = type(line);

	ck_assert_msg(r.what == UI_DO_NOTHING || r.what == UI_DO_REDRAW,
	    "'%s' does something", line);
	ck_assert_str_eq(home.ui.notice, notice);
}

static void
expect_asked(const char *line, enum action_do what, const char *place)
{
	struct ui_request r = type(line);

	ck_assert_msg(r.what == UI_DO_ACTION, "'%s': %s", line,
	    home.ui.notice);
	ck_assert_int_eq(r.action[r.naction - 1].what, what);
	ck_assert_str_eq(r.action[r.naction - 1].place, place);
}

/* As one whole line, or as its end. */
static void
expect_said(const char *line)
{
	ck_assert_msg(strstr(shown.s, line) != NULL,
	    "'%s' is not in:\n%s", line, shown.s);
}

/* Nothing that has to be seen: no columns, marks, pointers, charts. */
static void
expect_words_only(void)
{
	static const char *const seen[] = {"  ", "\n ", "!!", " \xc2\xb7 ",
	    "\xe2\x86\x92", "\xe2\x96", "\n\n", "Esc"};

	for (size_t i = 0; i < sizeof(seen) / sizeof(seen[0]); i++)
		ck_assert_msg(strstr(shown.s, seen[i]) == NULL,
		    "'%s' is in:\n%s", seen[i], shown.s);
	ck_assert(shown.len == 0 || shown.s[shown.len - 1] == '\n');
}

START_TEST(test_summary)
{
	setup("en");
	type("");
	ck_assert_str_eq(shown.s,
	    "2 need help, oldest 31 min, 1 not seen\n"
	    "104: Kald, priority high, 1 min, KM on the way\n"
	    "101: Ude af boligen, priority medium, 50 s, NEW\n"
	    "Køkken: Uro i køkkenet, priority low, 31 min, NEW\n");
	teardown();
}
END_TEST

START_TEST(test_summary_in_danish)
{
#ifdef ENABLE_NLS
	setup("da");
	type("");
	ck_assert_str_eq(shown.s,
	    "2 kræver hjælp, ældste 31 min, 1 ses ikke\n"
	    "104: Kald, prioritet høj, 1 min, KM på vej\n"
	    "101: Ude af boligen, prioritet mellem, 50 s, NY\n"
	    "Køkken: Uro i køkkenet, prioritet lav, 31 min, NY\n");
	teardown();
#endif
}
END_TEST

START_TEST(test_rooms)
{
	setup("en");
	type("p");
	ck_assert_ptr_nonnull(strstr(shown.s, "101: Ude af boligen, "));
	ck_assert_ptr_nonnull(strstr(shown.s, "; Ude af boligen\n"));
	ck_assert_ptr_nonnull(strstr(shown.s, "102: Sover, "));
	teardown();
}
END_TEST

START_TEST(test_take)
{
	setup("en");
	/* The most urgent that waits, or a room's. */
	expect_asked("a", ACTION_ACK, "101");
	expect_asked("a 101", ACTION_ACK, "101");
	expect_asked("  A   101 \r", ACTION_ACK, "101");
	expect_asked("t 104", ACTION_ATTEND, "104");
	/* What was named is not there: nobody else is hit. */
	expect_nothing_done("a 102", "There is no alert at 102 for that.");
	expect_nothing_done("a 999", "There is no room called '999'.");
	expect_nothing_done("a 101 999", "There is no room called '999'.");
	expect_nothing_done("a101", "'a101' is no command: ? tells all");
	expect_nothing_done("acq", "'acq' is no command: ? tells all");
	teardown();
}
END_TEST

#define ANSWER "Answer with 0-5. An empty line leaves all as it is."

START_TEST(test_close_is_asked_or_told_at_once)
{
	setup("en");
	expect_nothing_done("c 101", "");
	expect_said("101 Ude af boligen: How did it go?\n");
	ck_assert_ptr_nonnull(strstr(shown.s, "1: helped\n"));
	ck_assert_int_eq(home.ui.ask, UI_ASK_OUTCOME);
	/* Another command is no answer, whatever digits are in it. */
	expect_nothing_done("t 102", ANSWER);
	expect_nothing_done("n 101 fell at 3", ANSWER);
	expect_nothing_done("11", ANSWER);
	ck_assert_int_eq(home.ui.ask, UI_ASK_OUTCOME);
	expect_asked("1", ACTION_CLOSE, "101");
	expect_asked("c 101 3", ACTION_CLOSE, "101");
	ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
	expect_nothing_done("c 104", "");
	expect_nothing_done("", "");
	ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
	teardown();
}
END_TEST

START_TEST(test_pages_are_words)
{
	static const char *const page[] = {"101", "104", "?", "l", "d", "S",
	    "d 101", "l 101", "", "p"};

	setup("en");
	for (size_t i = 0; i < sizeof(page) / sizeof(page[0]); i++) {
		type(page[i]);
		expect_words_only();
		ck_assert_int_eq(home.ui.page, UI_PAGE_PLAN);
	}
	type("101");
	expect_said("101, ");
	expect_said("What has happened\n");
	type("?");
	expect_said("Enter alone");
	expect_said("\nq: close");
	type("l");
	expect_said("new alert, priority ");
	teardown();
}
END_TEST

/* Lists of a room, or of what holds a word. */
START_TEST(test_lists)
{
	setup("en");
	type("d 101");
	expect_said("door-101, 101, ");
	ck_assert_ptr_null(strstr(shown.s, "door-102"));
	type("d bed-104");
	ck_assert_str_eq(shown.s, "bed-104, 104, alive, last heard Sat 21"
	    " Nov 23:00, expected within 12 h, 1 message tonight\n");
	type("l kald");
	expect_said("104: Kald, new alert, priority high");
	ck_assert_ptr_null(strstr(shown.s, "101"));
	expect_nothing_done("l xyz", "'xyz' is not found");
	expect_nothing_done("S 101", "There is nothing of that for 101.");
	expect_nothing_done("S s", "Type the room as well.");
	teardown();
}
END_TEST

START_TEST(test_find)
{
	setup("en");
	type("/ 104");
	ck_assert_str_eq(shown.s,
	    "104: Kald, priority high, 1 min, KM on the way\n"
	    "104: Sover, 3 h; Kald\n"
	    "bed-104, 104, alive, last heard Sat 21 Nov 23:00,"
	    " expected within 12 h, 1 message tonight\n"
	    "call-104, 104, alive, last heard 02:19, expected within 25 h,"
	    " 2 messages tonight\n");
	expect_nothing_done("/", "Type what to look for as well: / 101");
	expect_nothing_done("/ xyz", "'xyz' is not found");
	ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
	teardown();
}
END_TEST

static void
expect_visit(const char *line, const char *place, enum visit_how how)
{
	struct ui_request r = type(line);

	ck_assert_msg(r.what == UI_DO_ACTION, "'%s': %s", line,
	    home.ui.notice);
	ck_assert_int_eq(r.action[0].what, ACTION_VISIT);
	ck_assert_int_eq(r.action[0].how, how);
	ck_assert_str_eq(r.action[0].place, place);
	ck_assert_int_eq(home.ui.page, UI_PAGE_PLAN);
}

/* Rounds by their room: none is guessed, and of what is there not. */
START_TEST(test_rounds)
{
	setup_house("rounds.conf", "en");
	type("r");
	expect_words_only();
	expect_said("0 of 10 seen to, 1 late, 3 now, 1 not seen to\n"
	    "201 B1, 02:15, 6 min late, Oppe since 02:15\n"
	    "104 A4, 01:00, now, Sover since 23:00\n");
	type("r 104");
	ck_assert_str_eq(shown.s, "104 A4, 01:00, now, Sover since 23:00\n");
	expect_nothing_done("r t", "201 at 02:15? Type the room as well.");
	expect_nothing_done("r t", "201 at 02:15? Type the room as well.");
	expect_nothing_done("r K\xc3\xb8kken t",
	    "There is nothing of that for K\xc3\xb8kken.");
	expect_nothing_done("r 999 t", "'999 t' is not found");
	expect_nothing_done("r u",
	    "Only a visit of the last minute can be undone.");
	expect_visit("r 104 t", "104", VISIT_ENTERED);
	expect_visit("r 101 s", "101", VISIT_SKIPPED);
	expect_nothing_done("r 104", "");
	expect_asked("t 104", ACTION_ATTEND, "104");
	type("r 103 n");
	expect_said("Note to 103:\n");
	expect_asked("awake", ACTION_NOTE, "103");
	teardown();
}
END_TEST

/* What needs eyes or a key that no line has is neither told of nor done. */
START_TEST(test_keys_of_the_screen)
{
	static const char *const none[] = {"f", "o", "w", "b", "*"};
	static const char *const names[] = {"\nEnter: ", "\nTab: ", "\nEsc: ",
	    "PgUp", "\xe2\x86\x91", "Ctrl-L", "\nf: ", "\nb: ", "\nw: "};

	setup("en");
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		expect_nothing_done(none[i], "That key is for the screen.");
	type("?");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		ck_assert_msg(strstr(shown.s, names[i]) == NULL,
		    "the help tells of '%s'", names[i]);
	teardown();
}
END_TEST

/* A locked screen tells of alerts alone, and so do its lines. */
START_TEST(test_locked)
{
	setup("en");
	home.ui.locked = true;
	expect_nothing_done("p", "The screen is locked: L unlocks it.");
	ck_assert_str_eq(shown.s, "");
	expect_nothing_done("102", "The screen is locked: L unlocks it.");
	ck_assert_str_eq(shown.s, "");
	type("");
	ck_assert_ptr_nonnull(strstr(shown.s, "2 need help"));
	expect_asked("a 101", ACTION_ACK, "101");
	teardown();
}
END_TEST

START_TEST(test_quit_asks_once)
{
	setup("en");
	expect_nothing_done("q", "");
	ck_assert_ptr_nonnull(strstr(shown.s, "Close the screen?"));
	ck_assert_int_eq(type("y").what, UI_DO_QUIT);
	home.ui.ask = UI_ASK_NOTHING;
	ck_assert_int_eq(type("q y").what, UI_DO_QUIT);
	teardown();
}
END_TEST

/* Each entry of the log is one line, and has no mark that has to be seen. */
START_TEST(test_entries)
{
	setup("en");
	for (size_t i = 0; i < home.log.n; i++) {
		str_clear(&shown);
		linear_entry(&home.ui, &home.log.v[i], &shown);
		ck_assert_ptr_eq(strchr(shown.s, '\n'),
		    shown.s + shown.len - 1);
		ck_assert_ptr_null(strstr(shown.s, " · "));
		ck_assert_ptr_null(strstr(shown.s, "!!"));
		if (home.log.v[i].event.what == EVENT_ALERT &&
		    home.log.v[i].event.event == ALERT_EVENT_RAISED)
			ck_assert_ptr_nonnull(strstr(shown.s, "priority"));
	}
	teardown();
}
END_TEST

START_TEST(test_banner)
{
	setup("en");
	linear_banner(&home.ui, &shown);
	ck_assert_str_eq(shown.s, "");
	home.ui.heartbeat = NOW - 10 * MS_MINUTE;
	linear_banner(&home.ui, &shown);
	ck_assert_str_eq(shown.s,
	    "NOBODY IS WATCHING since 02:11:00\n");
	teardown();
}
END_TEST

/* Any bytes as lines: nothing breaks, and what is shown is whole lines. */
START_TEST(test_warning_stays_until_a_line)
{
	setup("en");
	ui_warn(&home.ui, "Two alerts are not followed");
	ui_say(&home.ui, "%s", "KM is signed out");
	ck_assert_str_ne(home.ui.warning, "");
	type("");
	ck_assert_str_eq(home.ui.warning, "");
	teardown();
}
END_TEST

START_TEST(test_any_line)
{
	static const char bytes[] = " acqtuml?p101249.\xc3\xa5rdsSnhi/ 1";
	uint64_t seed = 1;

	setup_house("rounds.conf", "en");
	for (int i = 0; i < 5000; i++) {
		char line[24];
		size_t n = 0;

		do {
			seed = seed * UINT64_C(6364136223846793005) + 1;
			line[n] = bytes[seed / 7 % (sizeof(bytes) - 1)];
		} while (++n < sizeof(line) - 1 && seed >> 60 != 0);
		line[n] = '\0';
		type(line);
		ck_assert(shown.len == 0 ||
		    shown.s[shown.len - 1] == '\n');
		ck_assert_int_eq(home.ui.page, UI_PAGE_PLAN);
	}
	teardown();
}
END_TEST

START_TEST(test_lines_in_ascii)
{
	struct str out;

	str_init(&out);
	frame_ascii_line("Køkken: rød grød – på vej → BÅDEN Åse … 日", &out);
	ck_assert_str_eq(out.s,
	    "Koekken: roed groed - paa vej -> BAADEN Aase ... ?");
	str_release(&out);
}
END_TEST

CHECK_MAIN("linear", test_summary, test_summary_in_danish, test_rooms,
    test_take, test_close_is_asked_or_told_at_once, test_pages_are_words,
    test_lists, test_find, test_rounds,
    test_keys_of_the_screen, test_locked, test_quit_asks_once, test_entries, test_banner,
    test_warning_stays_until_a_line, test_any_line, test_lines_in_ascii)
