/* SPDX-License-Identifier: Apache-2.0 */
/* What is shown where, and how the selection goes through it. */
#include <stdlib.h>
#include <string.h>

#include "check_run.h"
#include "home.h"
#include "ui/flash.h"
#include "ui/list.h"
#include "ui/ui.h"
#include "ui/view.h"
#include "ui/words.h"

enum { ESC = 27 };

static void
home_at(struct home *home, int64_t t)
{
	home_open(home, "house.conf", "birken.night", t);
}

struct step {
	int32_t key;
	const char *at, *shown; /* selected then; in view, or NULL */
};

/* On a screen that is drawn between the keys. */
static void
walk(struct home *home, const struct step *step, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(screen_of(home, 24, 80));
		press(home, step[i].key);
		ck_assert_msg(strcmp(selected(home), step[i].at) == 0,
		    "step %zu: at '%s', not '%s'", i, selected(home),
		    step[i].at);
		ck_assert_msg(step[i].shown == NULL || plan_shows(home, 24,
		    80, step[i].shown), "step %zu: '%s' is not in view", i,
		    step[i].shown);
	}
}

#define WALK(home, ...)                                                     \
	do {                                                                \
		const struct step steps_[] = {__VA_ARGS__};                 \
                                                                            \
		walk((home), steps_, sizeof(steps_) / sizeof(steps_[0]));   \
	} while (0)

START_TEST(arrows_go_as_the_rooms_lie)
{
	struct home home;

	home_at(&home, NOW);
	WALK(&home,
	    {UI_KEY_DOWN, "call", NULL}, {UI_KEY_DOWN, "out-at-night", NULL},
	    {UI_KEY_DOWN, "kitchen", NULL}, {UI_KEY_DOWN, "kitchen", NULL},
	    {UI_KEY_UP, "out-at-night", NULL}, {UI_KEY_LEFT, "101", NULL},
	    {UI_KEY_LEFT, "101", NULL}, {UI_KEY_RIGHT, "102", NULL},
	    {UI_KEY_DOWN, "corridor", NULL}, {UI_KEY_DOWN, "kitchen", NULL},
	    {UI_KEY_RIGHT, "office", NULL}, {UI_KEY_UP, "corridor", NULL},
	    {UI_KEY_UP, "101", NULL}, {UI_KEY_RIGHT, "102", NULL},
	    {UI_KEY_RIGHT, "103", NULL}, {UI_KEY_RIGHT, "104", NULL},
	    {UI_KEY_RIGHT, "call", NULL}, {ESC, "", NULL},
	    {UI_KEY_BACKTAB, "office", NULL}, {'\t', "call", NULL});
	home_end(&home);
}
END_TEST

START_TEST(a_large_plan_follows_the_selection)
{
	struct home home;

	home_at(&home, NOW);
	with_large_plan(&home);
	free(screen_of(&home, 24, 80));
	WALK(&home,
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
	    {UI_KEY_DOWN, "call", "▸ !!! 104"});
	home_end(&home);
}
END_TEST

START_TEST(a_large_plan_scrolls_by_itself)
{
	struct home home;

	speak("en");
	home_at(&home, NOW);
	ck_assert_int_eq(press(&home, UI_KEY_PAGE_DOWN).what, UI_DO_REDRAW);
	ck_assert_str_eq(home.ui.notice, "The whole plan is on the screen.");
	with_large_plan(&home);
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

/* Tiles in rows as they are drawn, alerts first, across all floors. */
START_TEST(tiles_are_walked_as_they_lie)
{
	struct home home;

	home_at(&home, NOW);
	press(&home, 'b');
	WALK(&home,
	    {UI_KEY_DOWN, "call", NULL}, {UI_KEY_RIGHT, "out-at-night", NULL},
	    {UI_KEY_RIGHT, "kitchen", NULL}, {UI_KEY_RIGHT, "102", NULL},
	    {UI_KEY_RIGHT, "103", NULL}, {UI_KEY_RIGHT, "201", NULL},
	    {UI_KEY_UP, "out-at-night", NULL}, {UI_KEY_UP, "out-at-night", NULL},
	    {UI_KEY_DOWN, "201", NULL}, {UI_KEY_DOWN, "201", NULL},
	    {'\t', "202", NULL}, {'\t', "corridor", NULL}, {'\t', "call", NULL},
	    {UI_KEY_BACKTAB, "corridor", NULL}, {UI_KEY_LEFT, "202", NULL},
	    {ESC, "", NULL}, {UI_KEY_BACKTAB, "corridor", NULL});
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
START_TEST(tiles_scroll)
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

/* Before the bed of 103 falls silent. */
#define ALL_SEEN AT(-1, 5, 0)

START_TEST(the_summary_says_who_needs_whom)
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
START_TEST(the_summary_says_what_is_not_seen)
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
START_TEST(who_was_there_is_not_there)
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
START_TEST(a_notice_lasts_whatever_the_clock)
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

START_TEST(log_is_bounded_and_truncates)
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
START_TEST(flashing_has_a_beat)
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

CHECK_MAIN("view", arrows_go_as_the_rooms_lie,
    a_large_plan_follows_the_selection, a_large_plan_scrolls_by_itself,
    tiles_are_walked_as_they_lie, tiles_scroll,
    the_summary_says_who_needs_whom, the_summary_says_what_is_not_seen,
    who_was_there_is_not_there,
    a_notice_lasts_whatever_the_clock, log_is_bounded_and_truncates,
    flashing_has_a_beat)
