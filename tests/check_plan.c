/* SPDX-License-Identifier: Apache-2.0 */
#include "read/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/mem.h"
#include "base/text.h"

static struct house *house;
static struct plan plan;
static struct faults faults;

static void
no_fault(void *arg, int pos, const char *text)
{
	(void)arg;
	(void)pos;
	ck_abort_msg("%s", text);
}

static void
setup(void)
{
	static const char *const ids[] = {"101", "102", "103", "101.bath",
	    "hall", "a-b"};
	struct place_spec place[6] = {0};
	struct house_spec spec = {.place = place, .nplace = 6};

	for (int i = 0; i < 6; i++)
		place[i].id = ids[i];
	house = house_build(&spec, no_fault, NULL);
}

static void
teardown(void)
{
	plan_release(&plan);
	faults_release(&faults);
	house_free(house);
}

static char *
told(void)
{
	char *text;
	size_t n;
	FILE *to = open_memstream(&text, &n);

	faults_tell(&faults, to);
	fclose(to);
	return text;
}

static void
read_text(const char *text, size_t n)
{
	size_t before;

	plan_release(&plan);
	faults_release(&faults);
	before = faults.n;
	ck_assert_int_eq(plan_read(&plan, "Stuen", "p.plan", text, n, house,
	    &faults), faults.n == before ? 0 : -1);
}

static void
reads(const char *text)
{
	char *faulty;

	read_text(text, strlen(text));
	faulty = told();
	ck_assert_str_eq(faulty, "");
	free(faulty);
}

static void
fails(const char *text, const char *expected)
{
	char *faulty;

	read_text(text, strlen(text));
	faulty = told();
	ck_assert_str_eq(faulty, expected);
	free(faulty);
}

/* Rooms as letters in their order, walls as #, the outside as a point. */
static void
rooms_are(const char *expected)
{
	char *map = xcalloc((size_t)plan.rows * (size_t)(plan.cols + 1) + 1, 1);
	char *s = map;

	for (int i = 0; i < plan.rows * plan.cols; i++) {
		int32_t room = plan.room[i];

		*s++ = room == PLAN_WALL ? '#' : room == PLAN_OUTSIDE ? '.' :
		    (char)('a' + room);
		if ((i + 1) % plan.cols == 0)
			*s++ = '\n';
	}
	ck_assert_str_eq(map, expected);
	free(map);
}

static void
room_is(int i, const char *id, int row, int col, int text_row, int text_col,
    int text_h, int text_w)
{
	const struct room *room = &plan.at[i];

	ck_assert_str_eq(house->place[room->place].id, id);
	ck_assert_int_eq(room->row, row);
	ck_assert_int_eq(room->col, col);
	ck_assert_int_eq(room->text_row, text_row);
	ck_assert_int_eq(room->text_col, text_col);
	ck_assert_int_eq(room->text_h, text_h);
	ck_assert_int_eq(room->text_w, text_w);
}

START_TEST(utf8_drawing)
{
	reads("┌──────┬──────┐\n"
	      "│101   │102   │\n"
	      "│      │      │\n"
	      "├───'──┴──'───┤\n"
	      "│hall         │\n"
	      "└─────────────┘\n");
	ck_assert_str_eq(plan.name, "Stuen");
	ck_assert_int_eq(plan.rows, 6);
	ck_assert_int_eq(plan.cols, 15);
	ck_assert_int_eq(plan.nroom, 3);
	rooms_are("###############\n"
	          "#aaaaaa#bbbbbb#\n"
	          "#aaaaaa#bbbbbb#\n"
	          "###############\n"
	          "#ccccccccccccc#\n"
	          "###############\n");
	room_is(0, "101", 1, 1, 1, 1, 2, 6);
	room_is(1, "102", 1, 8, 1, 8, 2, 6);
	room_is(2, "hall", 4, 1, 4, 1, 1, 13);
	ck_assert_int_eq(plan.cp[0], 0x250c);
	ck_assert_int_eq(plan.cp[15 + 1], ' ');
	ck_assert_int_eq(plan.cp[3 * 15 + 4], '\'');
}
END_TEST

/* Lines of unequal length, a return at each end, no feed at the last. */
START_TEST(ascii_drawing)
{
	reads("\r\n"
	      "  +------+\r\n"
	      "  |101   |\r\n"
	      "+-+--=---+----+\r\n"
	      "|--hall_______|\r\n"
	      "|             |\r\n"
	      "+--=----+--+--+\r\n"
	      "   |a-b |\r\n"
	      "   +----+");
	rooms_are("...............\n"
	          "..########.....\n"
	          "..#aaaaaa#.....\n"
	          "###############\n"
	          "###bbbb########\n"
	          "#bbbbbbbbbbbbb#\n"
	          "###############\n"
	          "...#cccc#......\n"
	          "...######......\n");
	room_is(1, "hall", 4, 3, 4, 3, 2, 4);
}
END_TEST

/* The rectangle is the greatest that holds the id, not the greatest of all. */
START_TEST(text_area)
{
	reads("+-----------+\n"
	      "|101  |     |\n"
	      "|     +     |\n"
	      "|           |\n"
	      "|           |\n"
	      "+-----------+\n");
	room_is(0, "101", 1, 1, 1, 1, 4, 5);
	reads("+---+\n"
	      "|   |\n"
	      "|   +--------+\n"
	      "|101         |\n"
	      "+------------+\n");
	room_is(0, "101", 3, 1, 3, 1, 1, 12);
}
END_TEST

START_TEST(leaks)
{
	fails("+------+------+\n"
	      "|101   |102   |\n"
	      "|             |\n"
	      "|      |      |\n"
	      "+------+------+\n",
	      "p.plan:3: column 8: '101' leaks into '102'\n");
	fails("┌──────┬──────┐\n"
	      "│101   │102   │\n"
	      "│      │      │\n"
	      "├──  ──┴──'───┤\n"
	      "│hall         │\n"
	      "└───────────  ┘\n",
	      "p.plan:4: column 4: '101' leaks into 'hall'\n"
	      "p.plan:6: column 13: 'hall' leaks to the outside\n");
	fails("+----+\n"
	      "|101  \n"
	      "+----+\n",
	      "p.plan:2: column 6: '101' leaks to the outside\n");
	/* The wall is a column wide and the corridor is as narrow. */
	fails("+------+------+\n"
	      "|101   |102   |\n"
	      "+-- ---+---=--+\n"
	      "|hall         |\n"
	      "+-------------+\n",
	      "p.plan:3: column 4: '101' leaks into 'hall'\n");
	/* No wall at all between them, and none around. */
	fails("101   102\n",
	      "p.plan:1: column 1: '101' leaks to the outside\n"
	      "p.plan:1: column 7: '102' leaks to the outside\n");
}
END_TEST

START_TEST(ids)
{
	fails("", "p.plan: there is no place's id in the drawing\n");
	fails("+--+\n|  |\n+--+\n",
	      "p.plan: there is no place's id in the drawing\n"
	      "p.plan:2: column 2: a room that lacks an id (fill it with '#'"
	      " if it is none)\n");
	fails("+-----+-----+\n"
	      "|101  |     |\n"
	      "+-----+     |\n"
	      "|104  |     |\n"
	      "+-----+-----+\n",
	      "p.plan:2: column 8: a room that lacks an id (fill it with '#'"
	      " if it is none)\n"
	      "p.plan:4: column 2: there is no place '104'\n"
	      "p.plan:4: column 5: a room that lacks an id (fill it with '#'"
	      " if it is none)\n");
	fails("+-----+-----+\n"
	      "|101  |101  |\n"
	      "+-----+-----+\n",
	      "p.plan:2: column 8: '101' stands at line 2, column 2"
	      " already\n");
	fails("+------+\n"
	      "|køkken|\n"
	      "|101   |\n"
	      "+site--+\n",
	      "p.plan:2: column 2: there is no place 'køkken'\n"
	      "p.plan:4: column 2: there is no place 'site'\n");
}
END_TEST

START_TEST(characters)
{
	fails("+-----+\n|101\t|\n+-----+\n",
	      "p.plan:2: column 5: a tab: draw with spaces\n");
	fails("+---+\n|101\xff\n+-----+\n",
	      "p.plan:2: column 5: not UTF-8\n");
	fails("+-----+\n|101 火|\n+-----+\n",
	      "p.plan:2: column 6: U+706B is not one column wide\n");
	fails("+-----+\n|101e\u0301|\n+-----+\n",
	      "p.plan:2: column 6: U+0301 is not one column wide\n"
	      "p.plan:2: column 2: there is no place '101e'\n");
	fails("+----+\n|101 \x1b\n+----+\n",
	      "p.plan:2: column 6: U+001B is not one column wide\n");
	read_text("+---+\n|101\0|\n+---+\n", 18);
	ck_assert_uint_gt(faults.n, 0);
}
END_TEST

START_TEST(size)
{
	char *text = xmalloc(2000);

	memset(text, '-', 2000);
	read_text(text, 501);
	ck_assert_uint_eq(faults.n, 1);
	memset(text, '\n', 2000);
	read_text(text, 501);
	ck_assert_uint_eq(faults.n, 1);
	free(text);
}
END_TEST

/* What must hold of any drawing, whether it has faults or none. */
static void
check_whole(void)
{
	for (int i = 0; i < plan.rows * plan.cols; i++)
		ck_assert(plan.room[i] >= PLAN_WALL &&
		    plan.room[i] < plan.nroom);
	for (int i = 0; faults.n == 0 && i < plan.nroom; i++) {
		const struct room *room = &plan.at[i];

		ck_assert_int_le(room->text_row, room->row);
		ck_assert_int_le(room->text_col, room->col);
		for (int r = 0; r < room->text_h; r++)
			for (int c = 0; c < room->text_w; c++)
				ck_assert_int_eq(plan.room[(room->text_row +
				    r) * plan.cols + room->text_col + c], i);
	}
}

/* Drawings broken at random: no crash, and a fault or a whole plan. */
START_TEST(broken_drawings)
{
	static const char drawing[] =
	    "┌──────┬──────┬─────┐\n"
	    "│101   │102   │103  │\n"
	    "│      │  ┌───┤     │\n"
	    "│      │  │a-b│     │\n"
	    "├───'──┴──┴='─┴─'───┤\n"
	    "│hall               │\n"
	    "└───────────────────┘\n";
	static const char *const bits[] = {" ", "\n", "-", "101", "│", "\xe2",
	    "#", "\t", "102", "e", "火", "\r", ""};
	uint64_t seed = 20261122;
	int whole = 0;

	for (int round = 0; round < 4000; round++) {
		char text[sizeof(drawing) + 64];
		size_t n = sizeof(drawing) - 1;

		memcpy(text, drawing, n);
		for (int k = 0; k < 1 + round % 6; k++) {
			const char *bit;
			size_t at, len;

			/* Numerical Recipes' 64-bit congruential generator. */
			seed = seed * UINT64_C(6364136223846793005) + 1;
			at = (size_t)(seed >> 33) % n;
			bit = bits[(seed >> 20) % 13];
			len = strlen(bit);
			if (at + len <= n)
				memcpy(text + at, bit, len);
			if (len == 0)
				n = at + 1;
		}
		read_text(text, n);
		check_whole();
		whole += faults.n == 0;
	}
	ck_assert_int_gt(whole, 0);
	ck_assert_int_lt(whole, 4000);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("plan");
	TCase *tcase = tcase_create("plan");
	SRunner *sr = srunner_create(suite);
	int failures;

	suite_add_tcase(suite, tcase);
	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, utf8_drawing);
	tcase_add_test(tcase, ascii_drawing);
	tcase_add_test(tcase, text_area);
	tcase_add_test(tcase, leaks);
	tcase_add_test(tcase, ids);
	tcase_add_test(tcase, characters);
	tcase_add_test(tcase, size);
	tcase_add_test(tcase, broken_drawings);
	srunner_run_all(sr, CK_ENV);
	failures = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failures != 0;
}
