/* SPDX-License-Identifier: Apache-2.0 */
/* The mouse on what the screen shows. */
#include "check_run.h"
#include "home.h"
#include "ui/frame.h"
#include "ui/lines.h"
#include "ui/mouse.h"
#include "ui/ui.h"

enum { ROWS = 24, COLS = 80 };

static struct home home;
static struct frame frame;

/* Where a text begins on the screen that is shown, counted in cells. */
static void
find_text(const char *text, int *row, int *col)
{
	struct frame needle;

	frame_init(&needle, 1, 40);
	*col = frame_text(&needle, 0, 0, 40, (struct style){0}, text);
	for (int at = 0; at + *col <= frame.rows * frame.cols; at++) {
		int i = 0;

		while (i < *col && frame.cell[at + i].cp == needle.cell[i].cp)
			i++;
		if (i < *col)
			continue;
		frame_release(&needle);
		*row = at / frame.cols;
		*col = at % frame.cols;
		return;
	}
	ck_abort_msg("'%s' is not on the screen", text);
}

static void
look(void)
{
	home.ui.shown = &frame;
	ui_view(&home.ui, &frame);
}

/* The mouse on a text, on a screen that is drawn before and after. */
static struct ui_request
point(enum mouse_what what, const char *text)
{
	struct ui_request request;
	int row, col;

	find_text(text, &row, &col);
	request = press(&home, mouse_key(what, row, col));
	look();
	return request;
}

/* Nothing has been shown as yet. */
static void
begin(void)
{
	speak("en");
	home_open(&home, "house.conf", "birken.night", NOW);
	frame_init(&frame, ROWS, COLS);
}

static void
end(void)
{
	frame_release(&frame);
	home_end(&home);
}

START_TEST(mouse_chooses_and_opens)
{
	begin();
	/* Nothing has been shown: nothing lies anywhere. */
	ck_assert_int_eq(press(&home, mouse_key(MOUSE_CLICK, 3, 3)).what,
	    UI_DO_NOTHING);
	look();
	point(MOUSE_CLICK, "102");
	ck_assert_str_eq(selected(&home), "102");
	point(MOUSE_CLICK, "Sover");
	ck_assert_str_eq(selected(&home), "102");
	point(MOUSE_CLICK, "50 s");
	ck_assert_str_eq(selected(&home), "out-at-night");
	point(MOUSE_SECOND, "50 s");
	ck_assert_int_eq(home.ui.page, UI_PAGE_DETAIL);
	point(MOUSE_CLICK, "Esc");
	ck_assert_int_eq(home.ui.page, UI_PAGE_PLAN);
	point(MOUSE_CLICK, "2 1. sal");
	ck_assert_int_eq(home.ui.plan, 1);
	point(MOUSE_SECOND, "201");
	press(&home, mouse_key(MOUSE_WHEEL_DOWN, 5, 5));
	ck_assert_int_eq(home.ui.page, UI_PAGE_DETAIL);
	/* Where nothing lies: no key, no word. */
	ck_assert_int_eq(press(&home, mouse_key(MOUSE_CLICK, 0, 0)).what,
	    UI_DO_NOTHING);
	ck_assert_int_eq(press(&home, mouse_key(MOUSE_CLICK, 4000,
	    4000)).what, UI_DO_NOTHING);
	end();
}
END_TEST

START_TEST(mouse_presses_keys)
{
	struct ui_request r;

	begin();
	look();
	r = point(MOUSE_CLICK, "a take");
	expect_action(&r, 0, ACTION_ACK, 4, 1, "101");
	/* A hand that always clicks twice takes one alert. */
	ck_assert_int_eq(point(MOUSE_SECOND, "a take").what,
	    UI_DO_NOTHING);
	point(MOUSE_CLICK, "c close");
	ck_assert_int_eq(home.ui.ask, UI_ASK_OUTCOME);
	/* Behind a question there is nothing to be had. */
	ck_assert_int_eq(point(MOUSE_CLICK, "102").what,
	    UI_DO_NOTHING);
	ck_assert_int_eq(point(MOUSE_WHEEL_UP, "102").what,
	    UI_DO_NOTHING);
	r = point(MOUSE_CLICK, "no help");
	expect_action(&r, 1, ACTION_CLOSE, 4, 2, "101");
	ck_assert_int_eq(r.action[1].outcome, 2);
	point(MOUSE_CLICK, "q quit");
	ck_assert_int_eq(point(MOUSE_CLICK, "yes").what,
	    UI_DO_QUIT);
	as_recording(&home);
	home.ui.ask = UI_ASK_NOTHING;
	look();
	ck_assert_int_eq(point(MOUSE_CLICK, "→ minute").ms,
	    MS_MINUTE);
	ck_assert_int_eq(point(MOUSE_CLICK, "← →").ms,
	    -MS_MINUTE);
	ck_assert_int_eq(point(MOUSE_CLICK, "P alert").what,
	    UI_DO_VISIT);
	end();
}
END_TEST

START_TEST(mouse_wheel_scrolls)
{
	int64_t line;

	begin();
	with_large_plan(&home);
	look();
	point(MOUSE_WHEEL_DOWN, "102");
	ck_assert_int_eq(home.ui.shape.corner.row, 3);
	press(&home, mouse_key(MOUSE_WHEEL_UP, 0, 0));
	press(&home, mouse_key(MOUSE_WHEEL_UP, 0, 0));
	look();
	ck_assert_int_eq(home.ui.shape.corner.row, 0);
	press(&home, 'l');
	look();
	press(&home, mouse_key(MOUSE_WHEEL_UP, 9, 9));
	line = home.ui.pages.line;
	ck_assert_int_ge(line, 0);
	press(&home, mouse_key(MOUSE_WHEEL_UP, 9, 9));
	ck_assert_int_eq(home.ui.pages.line, line - 3);
	press(&home, mouse_key(MOUSE_WHEEL_DOWN, 9, 9));
	ck_assert_int_eq(home.ui.pages.line, line);
	end();
}
END_TEST

/* Looked through, narrowed, clicked on; asked about whatever begins meanwhile. */
START_TEST(incidents_are_lines_as_any)
{
	begin();
	with_truth(&home);
	look();
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
	look();
	point(MOUSE_CLICK, "Ude af boligen  ");
	ck_assert_int_eq(press(&home, '\n').ms, AT(2, 17, 0));
	press(&home, 'i');
	press(&home, 'w');
	ck_assert(plan_shows(&home, ROWS, COLS, "only 101 · 2 lines hidden"));
	ck_assert(!plan_shows(&home, ROWS, COLS, "call"));
	end();
}
END_TEST

CHECK_MAIN("mouse", mouse_chooses_and_opens, mouse_presses_keys,
    mouse_wheel_scrolls,
    incidents_are_lines_as_any)
