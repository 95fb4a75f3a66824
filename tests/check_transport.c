/* SPDX-License-Identifier: Apache-2.0 */
/* Where the keys of a recorded night ask to go. */
#include <string.h>

#include "check_run.h"
#include "home.h"
#include "ui/bell.h"
#include "ui/ui.h"

static void
home_at(struct home *home, int64_t t)
{
	home_open(home, "house.conf", "birken.night", t);
}

START_TEST(a_recording_cannot_be_changed)
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

START_TEST(transport_keys)
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

START_TEST(go_to_a_time)
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
START_TEST(go_to_the_doubled_hour)
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

CHECK_MAIN("transport", a_recording_cannot_be_changed, transport_keys,
    go_to_a_time, go_to_the_doubled_hour)
