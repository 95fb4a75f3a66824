/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "check_run.h"
#include "core/expr.h"

static const struct {
	const char *text, *fault;
} refused[] = {
	{"", "column 1: found the end, expected a signal, 'not' or '('"},
	{"door and", "column 9: found the end, expected a signal, 'not' or '('"},
	{"door or or bed", "column 9: found 'or', expected a signal, 'not' or '('"},
	{"door bed", "column 6: found 'bed', expected 'and', 'or', 'since', 'for', 'within' or the end"},
	{"(door", "column 6: found the end, expected ')', 'and', 'or', 'since', 'for' or 'within'"},
	{"door)", "column 5: found ')', expected 'and', 'or', 'since', 'for', 'within' or the end"},
	{"door for", "column 9: found the end, expected a duration such as 30s, 5m or 1h30m, more than 0"},
	{"door for 5", "column 10: found '5', expected a duration such as 30s, 5m or 1h30m, more than 0"},
	{"door for 0s", "column 10: found '0s', expected a duration such as 30s, 5m or 1h30m, more than 0"},
	{"door for 5x", "column 10: found '5x', expected a duration such as 30s, 5m or 1h30m, more than 0"},
	{"door for 99999999999999999999s", "column 10: found '99999999999999999999s', expected a duration such as 30s, 5m or 1h30m, more than 0"},
	{"lux < dark", "column 7: found 'dark', expected a number"},
	{"lux < 1e5", "column 7: found '1e5', expected a plain number such as 3 or 21.5"},
	{"lux < 0x10", "column 7: found '0x10', expected a plain number such as 3 or 21.5"},
	{"door@ 101", "column 6: found ' ', expected a place or a kind of place right after '@'"},
	{"rise door", "column 6: found 'door', expected 'and', 'or', 'since', 'for', 'within' or the end"},
	{"count(bed, 2h)", "column 15: found the end, expected <, <=, > or >= and how many, as in count(bed, 2h) >= 4"},
	{"count(bed, 2h) == 4", "column 16: found '=', expected <, <=, > or >= and how many, as in count(bed, 2h) >= 4"},
	{"count(bed, 2h) >= 0", "column 20: count() compares with a whole number from 1 to 100"},
	{"count(bed, 2h) > 1.5", "column 21: count() compares with a whole number from 0 to 100"},
	{"count(bed) >= 2", "column 10: found ')', expected ',' and a duration, as in count(bed, 2h) >= 4"},
	{"time(22-6)", "column 6: found '22-6', expected a time of day such as 22:30-06:30"},
	{"time(25:00-06:00)", "column 6: found '25', expected a time of day such as 22:30-06:30"},
	{"dør", "column 2: found 'ø', expected 'and', 'or', 'since', 'for', 'within' or the end"},
	{"bed § door", "column 5: found '§', expected 'and', 'or', 'since', 'for', 'within' or the end"},
	/* The forms with two readings. */
	{"not bed for 20m", "column 9: 'for' can be read in two ways: write '(not bed) for 20m' or 'not (bed for 20m)'"},
	{"not bed within 20m", "column 9: 'within' can be read in two ways: write '(not bed) within 20m' or 'not (bed within 20m)'"},
	{"night and out for 3m", "column 15: 'for' can be read in two ways: write '(night and out) for 3m' or 'night and (out for 3m)'"},
	{"a or b and c for 3m", "column 14: 'for' can be read in two ways: write '(a or b and c) for 3m' or 'a or b and (c for 3m)'"},
	{"(x or (a and b for 3m))", "column 16: 'for' can be read in two ways: write '(a and b) for 3m' or 'a and (b for 3m)'"},
	{"a and not b for 3m", "column 13: 'for' can be read in two ways: write 'a and (not b) for 3m' or 'a and not (b for 3m)'"},
	{"not a since b", "column 7: 'since' can be read in two ways: write '(not a) since b' or 'not (a since b)'"},
	{"a or b since c for 2m", "column 8: 'since' can be read in two ways: write '(a or b) since c for 2m' or 'a or (b since c for 2m)'"},
	{"a since b since c", "column 11: 'since' can be read in two ways: write '(a since b) since …' or 'a since (b since …)'"},
	{"a since not b for 2m", "column 15: 'for' can be read in two ways: write '(not b) for 2m' or 'not (b for 2m)'"},
};

START_TEST(refusals_say_where_and_what)
{
	struct err err;

	ck_assert_msg(expr_parse(refused[_i].text, &err) == NULL, "%s",
	    refused[_i].text);
	ck_assert_str_eq(err.text, refused[_i].fault);
}
END_TEST

static void
show(const struct expr *e, struct str *out)
{
	static const char *const ops[] = {"", "", "", "not", "and", "or",
	    "for", "within", "since", "rise", "fall", "count", "time",
	    "night", "known"};
	char ms[DURATION_SIZE];

	switch (e->op) {
	case EXPR_CONST:
		str_add(out, e->truth ? "true" : "false");
		return;
	case EXPR_NAME:
	case EXPR_COMPARE:
		str_addf(out, "%s%s%s", e->name, e->at != NULL ? "@" : "",
		    e->at != NULL ? e->at : "");
		if (e->op == EXPR_COMPARE)
			str_addf(out, "%s%g", cmp_text(e->cmp), e->number);
		return;
	default:
		break;
	}
	str_addf(out, "[%s", ops[e->op]);
	if (e->a != NULL) {
		str_addc(out, ' ');
		show(e->a, out);
	}
	if (e->b != NULL) {
		str_addc(out, ' ');
		show(e->b, out);
	}
	if (e->ms > 0) {
		duration_text(e->ms, ms);
		str_addf(out, " %s", ms);
	}
	if (e->op == EXPR_COUNT)
		str_addf(out, " %s%d", cmp_text(e->cmp), e->count);
	if (e->op == EXPR_TIME)
		str_addf(out, " %d-%d", e->span.from / 60000,
		    e->span.to / 60000);
	str_addc(out, ']');
}

static const struct {
	const char *text, *tree;
} read_as[] = {
	{"door", "door"},
	{" true and\nfalse ", "[and true false]"},
	{"a or b and c", "[or a [and b c]]"},
	{"a and b or c and d", "[or [and a b] [and c d]]"},
	{"out for 3m and night", "[and [for out 3m] [night]]"},
	{"a for 3m within 1h", "[within [for a 3m] 1h]"},
	{"a since b and c", "[and [since a b] c]"},
	{"a since b for 2m", "[since a [for b 2m]]"},
	{"(not (motion or bed)) since (door and (motion@common within 2m))",
	    "[since [not [or motion bed]] [and door [within motion@common 2m]]]"},
	{"not not a and b", "[and [not [not a]] b]"},
	{"(not bed) for 20m", "[for [not bed] 20m]"},
	{"night and (out for 1h30m)", "[and [night] [for out 1h30m]]"},
	{"lux@101.bath <= -2.5 or lux>3", "[or lux@101.bath<=-2.5 lux>3]"},
	{"count(rise(bed), 2h) >= 4", "[count [rise bed] 2h >=4]"},
	{"count(bed or motion, 2h) < 1 and a",
	    "[and [count [or bed motion] 2h <1] a]"},
	{"time(22:30-06:30) and time(00:00-24:00)",
	    "[and [time 1350-390] [time 0-1440]]"},
	{"known(a) or fall(b)", "[or [known a] [fall b]]"},
	{"fall and not count or fall(fall) or time > 3",
	    "[or [or [and fall [not count]] [fall fall]] time>3]"},
	{"nightlight and order or formal", "[or [and nightlight order] formal]"},
	{"a for 250ms", "[for a 250ms]"},
	{"a for 2d3h4m5s6ms", "[for a 2d3h4m5s6ms]"},
};

START_TEST(readings)
{
	struct err err;
	struct expr *expr = expr_parse(read_as[_i].text, &err);
	struct str out;

	ck_assert_msg(expr != NULL, "%s: %s", read_as[_i].text, err.text);
	str_init(&out);
	show(expr, &out);
	ck_assert_str_eq(out.s, read_as[_i].tree);
	str_release(&out);
	expr_free(expr);
}
END_TEST

START_TEST(depth_and_length_are_bounded)
{
	struct err err;
	struct expr *expr;
	struct str s;

	str_init(&s);
	for (int i = 0; i < EXPR_DEPTH_MAX - 1; i++)
		str_add(&s, "(");
	str_add(&s, "a");
	for (int i = 0; i < EXPR_DEPTH_MAX - 1; i++)
		str_add(&s, ")");
	expr = expr_parse(s.s, &err);
	ck_assert_ptr_nonnull(expr);
	expr_free(expr);
	str_clear(&s);
	for (int i = 0; i < EXPR_DEPTH_MAX + 1; i++)
		str_add(&s, "(");
	ck_assert_ptr_null(expr_parse(s.s, &err));
	ck_assert_str_eq(err.text,
	    "column 65: nested too deeply (64 at most)");
	str_clear(&s);
	while (s.len <= EXPR_TEXT_MAX)
		str_add(&s, "a and ");
	ck_assert_ptr_null(expr_parse(s.s, &err));
	ck_assert_str_eq(err.text, "column 4097: longer than 4096 bytes:"
	    " break it up with 'define'");
	str_release(&s);
}
END_TEST

START_TEST(whatever_is_written_nothing_breaks)
{
	static const char *const bits[] = {"a", "not ", "(", ")", " and ",
	    " or ", " since ", " for 3m", " within 1h", "rise(", "count(",
	    ", 2h) >= 4", "time(22:00-07:00)", "@", "101", "<", "3", "\xc3",
	    "ø", "night", " ", ",", "known("};
	uint64_t x = 42;

	for (int i = 0; i < 200000; i++) {
		struct str s;
		struct err err;

		str_init(&s);
		for (int n = 0; n < 12; n++) {
			x = x * 6364136223846793005u + 1442695040888963407u;
			str_add(&s, bits[(x >> 33) %
			    (sizeof(bits) / sizeof(bits[0]))]);
		}
		expr_free(expr_parse(s.s, &err));
		str_release(&s);
	}
}
END_TEST

START_TEST(durations)
{
	struct err err;
	int64_t ms;
	char text[DURATION_SIZE];

	ck_assert_int_eq(duration_parse("1h30m", &ms, &err), 0);
	ck_assert_int_eq(ms, 90 * MS_MINUTE);
	ck_assert_int_eq(duration_parse("0s", &ms, &err), 0);
	ck_assert_int_eq(ms, 0);
	ck_assert_int_eq(duration_parse("366d", &ms, &err), 0);
	ck_assert_int_eq(duration_parse("367d", &ms, &err), -1);
	ck_assert_int_eq(duration_parse("5 m", &ms, &err), -1);
	ck_assert_int_eq(duration_parse("", &ms, &err), -1);
	ck_assert_int_eq(duration_parse("-5m", &ms, &err), -1);
	duration_text(0, text);
	ck_assert_str_eq(text, "0s");
	duration_text(90061001, text);
	ck_assert_str_eq(text, "1d1h1m1s1ms");
}
END_TEST

START_TEST(comparisons)
{
	static const bool want[6][3] = {{1, 0, 0}, {1, 1, 0}, {0, 0, 1},
	    {0, 1, 1}, {0, 1, 0}, {1, 0, 1}};

	for (int cmp = CMP_LT; cmp <= CMP_NE; cmp++)
		for (int i = 0; i < 3; i++)
			ck_assert_int_eq(cmp_holds((enum cmp)cmp, i + 1, 2),
			    want[cmp][i]);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("expr");
	TCase *tcase = tcase_create("expr");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tcase, refusals_say_where_and_what, 0,
	    sizeof(refused) / sizeof(refused[0]));
	tcase_add_loop_test(tcase, readings, 0,
	    sizeof(read_as) / sizeof(read_as[0]));
	tcase_add_test(tcase, depth_and_length_are_bounded);
	tcase_add_test(tcase, whatever_is_written_nothing_breaks);
	tcase_add_test(tcase, durations);
	tcase_add_test(tcase, comparisons);
	tcase_set_timeout(tcase, 60);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
