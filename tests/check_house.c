/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "check_run.h"
#include "little_house.h"

static struct little l;

static void
begin_status(const char *when)
{
	const struct status_spec status = {.pos = 7, .id = "s", .when = when};
	const struct house_spec spec = {.status = &status, .nstatus = 1};

	little_begin(&l, &spec);
}

/* The text of the status's condition at a place; "absent" for none. */
static void
ck_bound(const char *when, const char *place, const char *text)
{
	const struct place *p;
	struct str out;

	begin_status(when);
	ck_assert_str_eq(l.faults.s, "");
	p = &l.house->place[house_place(l.house, place)];
	str_init(&out);
	if (p->nslot == 0)
		str_add(&out, "absent");
	else
		house_ref_text(l.house, l.house->slot[p->slot0].when, &out);
	ck_assert_str_eq(out.s, text);
	str_release(&out);
	little_end(&l);
}

START_TEST(signals_are_looked_up_from_the_place)
{
	ck_bound("door", "101", "door@101");
	ck_bound("bed", "101", "bed@101");
	ck_bound("motion", "101", "motion@101");
	ck_bound("motion@bath", "101", "motion@101.bath");
	ck_bound("motion@bath", "102", "absent");
	ck_bound("motion@corridor", "102", "motion@corridor");
	ck_bound("motion@common", "102", "motion@common");
	ck_bound("motion@101", "102", "motion@101");
	ck_bound("motion@site", "102", "motion@site");
	ck_bound("lux@101 >= 2.5", "102", "lux@101 >= 2.5");
}
END_TEST

START_TEST(absent_signals_leave_an_or_and_end_the_rest)
{
	ck_bound("door or motion", "102", "motion@102");
	ck_bound("door or bed", "102", "absent");
	ck_bound("door and motion", "102", "absent");
	ck_bound("not door", "102", "absent");
	ck_bound("motion since door", "102", "absent");
	ck_bound("(door or motion) for 3m", "102", "(motion@102 for 3m)");
	ck_bound("count(door, 2h) < 3 or motion", "102", "motion@102");
	ck_bound("known(door) or motion", "102", "motion@102");
	ck_bound("known(door)", "102", "false");
	ck_bound("known(motion)", "102", "known(motion@102)");
}
END_TEST

START_TEST(known_signals_may_be_fed_by_nobody)
{
	const struct source_spec known[] = {{.signal = "smoke"},
	    {.signal = "heat", .number = true}};
	const struct status_spec statuses[] = {
		{.id = "a", .when = "smoke or door"},
		{.id = "b", .when = "heat > 60"},
	};
	const struct house_spec spec = {.status = statuses, .nstatus = 2,
	    .known = known, .nknown = 2};

	little_begin(&l, &spec);
	ck_assert_str_eq(l.faults.s, "");
	ck_assert_int_eq(l.house->nslot, 1);
	ck_assert_int_eq(l.house->ngap, 3);
	ck_assert_str_eq(l.house->gap[2].missing, "heat");
	little_end(&l);
}
END_TEST

START_TEST(gaps_name_what_is_missing)
{
	begin_status("motion and (bed or door@bath)");
	ck_assert_int_eq(l.house->ngap, 1);
	ck_assert_int_eq(l.house->gap[0].status, 0);
	ck_assert_int_eq(l.house->gap[0].place, house_place(l.house, "102"));
	ck_assert_str_eq(l.house->gap[0].missing, "bed");
	little_end(&l);
}
END_TEST

START_TEST(texts_read_like_the_language)
{
	ck_bound("(door or bed) and night", "101",
	    "((door@101 or bed@101) and time(22:00-07:00))");
	ck_bound("(not bed) for 20m", "101", "(not bed@101 for 20m)");
	ck_bound("not (bed for 20m)", "101", "(not bed@101 within 20m)");
	ck_bound("fall(bed) within 1h", "101", "(fall(bed@101) within 1h)");
	ck_bound("count(rise(bed), 2h) > 3", "101",
	    "(count(rise(bed@101), 2h) >= 4)");
	ck_bound("count(bed, 2h) < 4", "101",
	    "not (count(bed@101, 2h) >= 4)");
	ck_bound("(not motion) since (door and bed)", "101",
	    "(not motion@101 since (door@101 and bed@101))");
}
END_TEST

START_TEST(identical_expressions_are_one_node)
{
	const struct status_spec statuses[] = {
		{.id = "a", .when = "door for 3m"},
		{.id = "b", .when = "not ((not door) within 3m)"},
	};
	const struct house_spec spec = {.status = statuses, .nstatus = 2};

	little_begin(&l, &spec);
	ck_assert_int_eq(l.house->nslot, 2);
	ck_assert_int_eq(l.house->slot[0].when, l.house->slot[1].when);
	little_end(&l);
}
END_TEST

START_TEST(definitions)
{
	const struct define_spec defines[] = {
		{.name = "out", .is = "(not near) since (door and passage)"},
		{.name = "near", .is = "motion or bed"},
		{.name = "passage", .is = "motion@common within 2m"},
	};
	const struct status_spec status = {.id = "s", .when = "out for 3m"};
	const struct house_spec spec = {.define = defines, .ndefine = 3,
	    .status = &status, .nstatus = 1};
	struct str out;

	little_begin(&l, &spec);
	ck_assert_str_eq(l.faults.s, "");
	str_init(&out);
	house_ref_text(l.house, l.house->slot[0].when, &out);
	ck_assert_str_eq(out.s, "(((not motion@101 and not bed@101) since"
	    " (door@101 and (motion@common within 2m))) for 3m)");
	str_release(&out);
	little_end(&l);
}
END_TEST

START_TEST(doubling_definitions_stay_small)
{
	struct define_spec defines[40];
	char name[40][16], is[40][64];
	const struct status_spec status = {.id = "s", .when = "d39"};
	const struct house_spec spec = {.define = defines, .ndefine = 40,
	    .status = &status, .nstatus = 1};

	for (int i = 0; i < 40; i++) {
		snprintf(name[i], sizeof(name[i]), "d%d", i);
		if (i == 0)
			snprintf(is[i], sizeof(is[i]), "door");
		else
			snprintf(is[i], sizeof(is[i]),
			    "(d%d for 3m) or rise(d%d)", i - 1, i - 1);
		defines[i] = (struct define_spec){.name = name[i],
		    .is = is[i]};
	}
	little_begin(&l, &spec);
	ck_assert_str_eq(l.faults.s, "");
	ck_assert_int_lt(l.house->nnode, 200);
	for (int32_t i = 0; i < l.house->nnode; i++)
		ck_assert_uint_lt(strlen(l.house->node[i].text), 3000);
	little_end(&l);
}
END_TEST

static const struct {
	const char *when, *fault;
} faults[] = {
	{"dor", "7: status 's': column 1: no device reads a signal 'dor' and nothing is defined by that name\n"},
	{"bed and door@attic", "7: status 's': column 9: '@attic' is no place, no place within one and no kind of place\n"},
	{"lux", "7: status 's': column 1: 'lux' is a number: compare it, as in 'lux > 3'\n"},
	{"door > 1", "7: status 's': column 1: 'door' is true or false, no number\n"},
	{"bed and", "7: status 's': column 8: found the end, expected a signal, 'not' or '('\n"},
	{"dor or bedd", "7: status 's': column 1: no device reads a signal 'dor' and nothing is defined by that name\n"
	    "7: status 's': column 8: no device reads a signal 'bedd' and nothing is defined by that name\n"},
};

START_TEST(faults_say_what_is_wrong)
{
	begin_status(faults[_i].when);
	ck_assert_str_eq(l.faults.s, faults[_i].fault);
	ck_assert_ptr_null(l.house);
	little_end(&l);
}
END_TEST

START_TEST(all_faults_in_one_run)
{
	const struct define_spec defines[] = {
		{.pos = 1, .name = "a", .is = "b"},
		{.pos = 2, .name = "b", .is = "not a"},
		{.pos = 3, .name = "door", .is = "bed"},
		{.pos = 4, .name = "a", .is = "bed"},
		{.pos = 5, .is_pos = 6, .name = "c", .is = "(bed"},
	};
	const struct status_spec statuses[] = {
		{.pos = 10, .id = "s", .when = "bed", .each = "attic"},
		{.pos = 11, .id = "s", .when = "c@101"},
	};
	const struct rule_spec rules[] = {
		{.pos = 20, .when_pos = 21, .id = "r", .when = "a and and"},
		{.pos = 22, .id = "r", .when = "bed"},
		{.pos = 23, .id = "t", .when = "bed"},
	};
	const struct override_spec overrides[] = {
		{.pos = 30, .place = "103", .rule = "r", .off = true},
		{.pos = 31, .place = "101", .rule = "q", .off = true},
		{.pos = 32, .place = "corridor", .rule = "r", .off = true},
		{.pos = 33, .when_pos = 34, .place = "101", .rule = "t",
		    .when = "x"},
	};
	const struct house_spec spec = {.define = defines, .ndefine = 5,
	    .status = statuses, .nstatus = 2, .rule = rules, .nrule = 3,
	    .override = overrides, .noverride = 4};

	little_begin(&l, &spec);
	ck_assert_ptr_null(l.house);
	ck_assert_str_eq(l.faults.s,
	    "3: 'door' is the name of a signal already\n"
	    "4: 'a' is defined twice\n"
	    "6: c: column 5: found the end, expected ')', 'and', 'or',"
	    " 'since', 'for' or 'within'\n"
	    "2: b: column 5: 'a' is defined by itself\n"
	    "10: status 's': each: no place is of kind 'attic'\n"
	    "11: status 's' is there already\n"
	    "11: status 's': column 1: 'c' is a definition: it can stand"
	    " alone only, without @ or a comparison\n"
	    "21: rule 'r': column 7: found 'and', expected a signal, 'not'"
	    " or '('\n"
	    "22: rule 'r' is there already\n"
	    "34: override of 't' at '101': column 1: no device reads a"
	    " signal 'x' and nothing is defined by that name\n"
	    "30: override: there is no place '103'\n"
	    "31: override: there is no rule 'q'\n"
	    "32: override: rule 'r' is not for 'corridor'\n");
	little_end(&l);
}
END_TEST

/* ---- two houses ---- */

static void
unwanted(void *arg, int pos, const char *text)
{
	(void)arg;
	ck_abort_msg("%d: %s", pos, text);
}

/* Of dwellings with a door and a bed each, and of rules, in the order given. */
static struct house *
house_of(const char *const *place, int nplace, const char *const *rule,
    int nrule)
{
	static const struct source_spec reads[] = {{.signal = "door"},
	    {.signal = "bed"}};
	struct place_spec places[4] = {{0}};
	struct device_spec devices[4] = {{0}};
	struct rule_spec rules[4] = {{0}};
	struct house_spec spec = {.place = places, .nplace = nplace,
	    .device = devices, .ndevice = nplace, .rule = rules,
	    .nrule = nrule};
	struct house *house;

	for (int i = 0; i < nplace; i++) {
		places[i] = (struct place_spec){.id = place[i],
		    .kind = "dwelling"};
		devices[i] = (struct device_spec){.id = place[i] + 1,
		    .place = place[i], .every = MS_DAY, .source = reads,
		    .nsource = 2};
	}
	for (int i = 0; i < nrule; i++)
		rules[i] = (struct rule_spec){.id = rule[i], .when = "door"};
	house = house_build(&spec, unwanted, NULL);
	ck_assert_ptr_nonnull(house);
	return house;
}

/* Indexes differ, ids do not; what is not there is -1, and so is nothing. */
START_TEST(the_same_thing_in_another_house)
{
	static const char *const here[] = {"101", "102", "103"},
	    *const there[] = {"103", "101"}, *const few[] = {"out", "call"},
	    *const one[] = {"call"};
	struct house *from = house_of(here, 3, few, 2),
	    *to = house_of(there, 2, one, 1);
	int32_t bed = house_source(from, house_device(from, "01"), "bed");

	ck_assert_int_eq(house_same_place(to, from, 0), 0);
	ck_assert_int_eq(house_same_place(to, from, house_place(from, "103")),
	    house_place(to, "103"));
	ck_assert_int_ne(house_place(from, "103"), house_place(to, "103"));
	ck_assert_int_eq(house_same_place(to, from, house_place(from, "102")),
	    -1);
	ck_assert_int_eq(house_same_place(to, from, -1), -1);

	ck_assert_int_ge(house_instance(to, "call", "101"), 0);
	ck_assert_int_ne(house_instance(from, "call", "101"),
	    house_instance(to, "call", "101"));
	ck_assert_int_eq(house_same_instance(to, from, house_instance(from,
	    "call", "101")), house_instance(to, "call", "101"));
	ck_assert_int_eq(house_same_instance(to, from, house_instance(from,
	    "call", "102")), -1);
	ck_assert_int_eq(house_same_instance(to, from, house_instance(from,
	    "out", "101")), -1);
	ck_assert_int_eq(house_same_instance(to, from, -1), -1);

	ck_assert_int_eq(house_same_source(to, from, bed), house_source(to,
	    house_device(to, "01"), "bed"));
	ck_assert_int_ne(house_same_source(to, from, bed), bed);
	ck_assert_int_eq(house_same_source(to, from, house_source(from,
	    house_device(from, "02"), "bed")), -1);
	ck_assert_int_eq(house_same_source(to, from, -1), -1);
	house_free(from);
	house_free(to);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("house");
	TCase *tcase = tcase_create("house");
	SRunner *runner;
	int failed;

	tcase_add_test(tcase, signals_are_looked_up_from_the_place);
	tcase_add_test(tcase, absent_signals_leave_an_or_and_end_the_rest);
	tcase_add_test(tcase, known_signals_may_be_fed_by_nobody);
	tcase_add_test(tcase, gaps_name_what_is_missing);
	tcase_add_test(tcase, texts_read_like_the_language);
	tcase_add_test(tcase, identical_expressions_are_one_node);
	tcase_add_test(tcase, definitions);
	tcase_add_test(tcase, doubling_definitions_stay_small);
	tcase_add_loop_test(tcase, faults_say_what_is_wrong, 0,
	    sizeof(faults) / sizeof(faults[0]));
	tcase_add_test(tcase, all_faults_in_one_run);
	tcase_add_test(tcase, the_same_thing_in_another_house);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
