/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every page and every question on screens of every size, down to one cell:
 * none draws outside its frame. The cells around it are watched, so that a
 * build without a sanitizer sees it as well.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "check_run.h"
#include "home.h"
#include "ui/ask.h"
#include "ui/frame.h"
#include "ui/view.h"

enum {
	ROWS = 30, COLS = 100,
	AROUND = 4 * COLS, /* cells before a frame, and behind it */
	PAGES = UI_PAGE_COMPARE + 1, QUESTIONS = UI_ASK_PIN + 1,
	WATCHED = 0x5a,
};

static struct home home;
static struct cell cells[AROUND + ROWS * COLS + AROUND];

static const struct ui_difference differences[] = {
	{{AT(1, 50, 0), AT(1, 45, 30)}, "kitchen", "Uro i køkkenet",
	    PRIORITY_LOW},
	{{TIME_NEVER, AT(2, 20, 30)}, "104", "Kald", PRIORITY_HIGH},
};

/* The second alert is chosen, and what a question may be about. */
static void
begin(bool recording)
{
	speak("en");
	home_open(&home, "house.conf", "birken.night", NOW);
	home.conf->sign_in = SIGN_IN_PIN;
	if (recording)
		with_truth(&home);
	home.ui.replay.compare = (struct ui_compare){.v = differences,
	    .n = recording ? 2 : 0, .same = 7, .name = {"a.conf", "b.conf"}};
	home.ui.replay.mark = (struct ui_mark){.begun = true, .start = NOW,
	    .place = "101"};
	press(&home, '\t');
	home.ui.shelving.instance = home.ui.instance;
	home.ui.asked = world_alert(home.ui.world, home.ui.instance)->number;
}

static void
end(void)
{
	home_end(&home);
}

static bool
is_watched(const struct cell *cell, size_t n)
{
	const unsigned char *byte = (const unsigned char *)cell;

	for (size_t i = 0; i < n * sizeof(*cell); i++)
		if (byte[i] != WATCHED)
			return false;
	return true;
}

static void
draw(int rows, int cols)
{
	struct frame frame = {.rows = rows, .cols = cols,
	    .cell = cells + AROUND};
	struct cell *behind = frame.cell + rows * cols;

	memset(cells, WATCHED, sizeof(cells));
	ui_view(&home.ui, &frame);
	vec_free(&frame.hot);
	ck_assert_msg(is_watched(cells, AROUND) && is_watched(behind, AROUND),
	    "page %d, question %d: outside %dx%d", (int)home.ui.page,
	    (int)home.ui.ask, rows, cols);
}

static void
draw_all(void)
{
	for (int rows = 1; rows <= ROWS; rows++)
		for (int cols = 1; cols <= COLS; cols++)
			draw(rows, cols);
}

/* With something looked for, so that lines are marked. */
static void
open_pages(void)
{
	strcpy(home.ui.pages.sought, "1");
	for (int page = 0; page < PAGES; page++) {
		home.ui.page = (enum ui_page)page;
		draw_all();
	}
}

static void
open_questions(void)
{
	for (int ask = UI_ASK_NOTHING + 1; ask < QUESTIONS; ask++) {
		ask_open(&home.ui, (enum ui_ask)ask);
		if (ask_question((enum ui_ask)ask) != NULL)
			press(&home, '1');
		home.ui.ask = (enum ui_ask)ask;
		draw_all();
	}
}

START_TEST(pages)
{
	begin(false);
	open_pages();
	home.ui.page = UI_PAGE_PLAN;
	home.ui.large = true;
	draw_all();
	home.ui.locked = true;
	draw_all();
	end();
}
END_TEST

START_TEST(pages_of_a_recording)
{
	begin(true);
	open_pages();
	end();
}
END_TEST

START_TEST(questions)
{
	begin(false);
	open_questions();
	end();
}
END_TEST

START_TEST(questions_of_a_recording)
{
	begin(true);
	open_questions();
	end();
}
END_TEST

START_TEST(a_mark_is_clipped)
{
	struct frame frame;

	frame_init(&frame, 2, 8);
	frame_text(&frame, 1, 0, 8, PLAIN, "101 101");
	ck_assert(view_mark(&frame, 1, (struct area){1, 2, 1, 20}, "101"));
	ck_assert_int_eq(frame_cell(&frame, 1, 0).style.attr, 0);
	ck_assert_int_ne(frame_cell(&frame, 1, 4).style.attr, 0);
	ck_assert(!view_mark(&frame, 1, (struct area){1, 2, 1, -3}, "101"));
	ck_assert(!view_mark(&frame, -1, (struct area){-1, 0, 1, 8}, "101"));
	ck_assert(!view_mark(&frame, 2, (struct area){2, 0, 1, 8}, "101"));
	frame_release(&frame);
}
END_TEST

START_TEST(an_area_is_never_less_than_none)
{
	struct area area = view_inset((struct area){3, 4, 5, 1}, 1, 1);

	ck_assert_int_eq(area.row, 4);
	ck_assert_int_eq(area.rows, 3);
	ck_assert_int_eq(area.cols, 0);
}
END_TEST

CHECK_MAIN("sizes", pages, pages_of_a_recording, questions,
    questions_of_a_recording, a_mark_is_clipped,
    an_area_is_never_less_than_none)
