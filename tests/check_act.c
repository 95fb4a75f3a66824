/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What staff and admins set aside: shelves, visits, what is out of service or
 * otherwise for a time; a millisecond each side of every boundary.
 */
#include "check_run.h"
#include "little_house.h"

enum { MIN = 60000 };

static struct little l;

static const struct rule_spec plain = {.id = "r", .when = "door",
    .priority = PRIORITY_MEDIUM};
static const struct rule_spec waiting = {.id = "r", .when = "door",
    .priority = PRIORITY_HIGH, .escalate_after = MIN,
    .attend_for = 15 * MIN};

/* Shelves. */

static void
shelve_for(int64_t ms, int minutes)
{
	little_do(&l, ms, (struct action){.what = ACTION_SHELVE, .rule = "r",
	    .place = "101", .minutes = minutes, .note = "being mended"});
}

static void
unshelve(int64_t ms)
{
	little_do(&l, ms, (struct action){.what = ACTION_UNSHELVE,
	    .rule = "r", .place = "101"});
}

START_TEST(shelved_it_is_raised_at_the_end)
{
	little_rule(&l, plain);
	shelve_for(1000, 1);
	ck_assert_str_eq(world_shelf(l.world, 0)->by, "KM");
	ck_assert_str_eq(world_shelf(l.world, 0)->reason, "being mended");
	ck_assert_int_eq(world_shelf(l.world, 0)->until, LITTLE_START + 61000);
	little_send(&l, 2000, DOOR_101, 1);
	little_expect(&l, 61000, "+1000 shelved 0.0 r 101\n");
	little_expect(&l, 61001, "+61000 unshelved 0.0 r 101\n"
	    "+61000 raised 1.1 r 101\n");
	ck_assert_ptr_null(world_shelf(l.world, 0));
	little_end(&l);
}
END_TEST

START_TEST(shelved_and_over_before_the_end)
{
	little_rule(&l, plain);
	shelve_for(1000, 1);
	little_send(&l, 2000, DOOR_101, 1);
	little_send(&l, 61000, DOOR_101, 0);
	little_expect(&l, 61001, "+1000 shelved 0.0 r 101\n"
	    "+61000 unshelved 0.0 r 101\n");
	little_send(&l, 62000, DOOR_101, 1);
	little_expect(&l, 62001, "+62000 raised 1.1 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(shelved_while_open_it_is_closed)
{
	little_rule(&l, waiting);
	little_send(&l, 1000, DOOR_101, 1);
	shelve_for(62000, 1);
	little_expect(&l, 122000, "+1000 raised 1.1 r 101\n"
	    "+61000 escalated 1.2 r 101\n+62000 shelved 1.3 r 101\n"
	    "+62000 closed 1.4 r 101\n");
	ck_assert_uint_eq(little_alert(&l)->outcome, 0);
	ck_assert(!little_alert(&l)->answered);
	little_act(&l, 122000, ACTION_CLOSE, 1, 4, 3);
	little_expect(&l, 122001, "+122000 closed 1.5 r 101\n"
	    "+122000 unshelved 0.0 r 101\n+122000 raised 2.1 r 101\n");
	ck_assert_uint_eq(little_alert(&l)->level, 0);
	ck_assert_int_eq(little_alert(&l)->wait, LITTLE_START + 122000);
	little_end(&l);
}
END_TEST

START_TEST(unshelved_it_is_raised)
{
	little_rule(&l, plain);
	shelve_for(1000, 60);
	little_send(&l, 2000, DOOR_101, 1);
	unshelve(3000);
	unshelve(4000);
	little_expect(&l, 61 * MIN, "+1000 shelved 0.0 r 101\n"
	    "+3000 unshelved 0.0 r 101\n+3000 raised 1.1 r 101\n"
	    "+4000 refused 0.0 r 101\n");
	little_end(&l);
}
END_TEST

/* In the moment in which it ends it is still shelved. */
START_TEST(shelved_again_at_its_end)
{
	little_rule(&l, plain);
	shelve_for(1000, 1);
	shelve_for(61000, 1);
	shelve_for(61001, 1);
	little_expect(&l, 61002, "+1000 shelved 0.0 r 101\n"
	    "+61000 refused 0.0 r 101\n+61000 unshelved 0.0 r 101\n"
	    "+61001 shelved 0.0 r 101\n");
	unshelve(121001);
	little_expect(&l, 121002, "+121001 unshelved 0.0 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(shelved_over_a_gap)
{
	little_rule(&l, plain);
	shelve_for(1000, 1);
	little_send(&l, 2000, DOOR_101, 1);
	little_kind(&l, 10 * MIN, MESSAGE_START, false);
	little_expect(&l, 10 * MIN + 1, "+1000 shelved 0.0 r 101\n"
	    "+600000 unshelved 0.0 r 101\n+600000 raised 1.1 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(shelved_over_a_reload)
{
	const struct house_spec spec = {.rule = &plain, .nrule = 1};

	little_rule(&l, plain);
	shelve_for(1000, 1);
	little_send(&l, 2000, DOOR_101, 1);
	little_reload(&l, &spec, 3000);
	ck_assert_str_eq(world_shelf(l.world, 0)->reason, "being mended");
	little_expect(&l, 61000, "+1000 shelved 0.0 r 101\n");
	little_expect(&l, 61001, "+61000 unshelved 0.0 r 101\n"
	    "+61000 raised 1.1 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(shelved_for_so_long_at_most)
{
	little_rule(&l, plain);
	shelve_for(1000, 61);
	shelve_for(2000, 60);
	little_expect(&l, 2001, "+1000 refused 0.0 r 101\n"
	    "+2000 shelved 0.0 r 101\n");
	little_end(&l);
	little_rule(&l, waiting);
	shelve_for(1000, 16);
	shelve_for(2000, 15);
	little_expect(&l, 2001, "+1000 refused 0.0 r 101\n"
	    "+2000 shelved 0.0 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(calls_are_never_shelved)
{
	struct rule_spec rule = plain;

	rule.latch = true;
	little_rule(&l, rule);
	shelve_for(1000, 1);
	unshelve(2000);
	little_expect(&l, 2001, "+1000 refused 0.0 r 101\n"
	    "+2000 refused 0.0 r 101\n");
	little_end(&l);
}
END_TEST

/* 102 has no door; "x" and "attic" are nowhere. */
START_TEST(shelved_where_the_rule_watches)
{
	struct action action = {.what = ACTION_SHELVE, .minutes = 1,
	    .note = "being mended", .rule = "r", .place = "102"};

	little_rule(&l, plain);
	little_do(&l, 1000, action);
	action.place = "attic";
	little_do(&l, 2000, action);
	action.rule = "x";
	action.place = "101";
	little_do(&l, 3000, action);
	action.rule = "r";
	action.note = "";
	little_do(&l, 4000, action);
	action.note = NULL;
	little_do(&l, 5000, action);
	little_expect(&l, 5001, "+1000 refused 0.0 - -\n"
	    "+2000 refused 0.0 - -\n+3000 refused 0.0 - -\n"
	    "+4000 refused 0.0 r 101\n+5000 refused 0.0 r 101\n");
	little_end(&l);
}
END_TEST

/* Visits: a sign of staff in the dwelling. */

static void
visit(int64_t ms, const char *place, enum visit_how how)
{
	little_do(&l, ms, (struct action){.what = ACTION_VISIT,
	    .place = place, .how = how, .at = AT_NONE});
}

/* Attended since 2000; nothing else happens until ms. */
static void
begin_attended(int64_t ms)
{
	little_rule(&l, waiting);
	little_send(&l, 1000, DOOR_101, 1);
	little_act(&l, 2000, ACTION_ATTEND, 1, 1, 0);
	little_expect(&l, ms, "+1000 raised 1.1 r 101\n"
	    "+2000 attended 1.2 r 101\n");
}

START_TEST(a_visit_is_a_sign_of_staff)
{
	begin_attended(902000);
	visit(902000, "101", VISIT_ENTERED);
	little_expect(&l, 1802000, "");
	visit(1802000, "101.bath", VISIT_ENTERED);
	little_expect(&l, 2702000, "");
	little_expect(&l, 2702001, "+2702000 retriggered 1.3 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(no_sign_of_staff)
{
	begin_attended(800000);
	visit(800000, "101", VISIT_SKIPPED);
	visit(800000, "102", VISIT_ENTERED);
	visit(800000, "corridor", VISIT_ENTERED);
	visit(800000, "attic", VISIT_ENTERED);
	little_do(&l, 800000, (struct action){.what = ACTION_NOTE,
	    .place = "101", .note = "awake"});
	little_do(&l, 800000, (struct action){.what = ACTION_SIGN_IN});
	little_do(&l, 800000, (struct action){.what = ACTION_SIGN_OUT});
	little_expect(&l, 902000, "");
	little_expect(&l, 902001, "+902000 retriggered 1.3 r 101\n");
	little_end(&l);
}
END_TEST

/* A common room lies in no dwelling: a visit there is to itself. */
START_TEST(a_visit_to_a_common_room)
{
	struct rule_spec rule = waiting;

	rule.each = "common";
	rule.when = "motion";
	little_rule(&l, rule);
	little_send(&l, 1000, MOTION_CORRIDOR, 1);
	little_act(&l, 2000, ACTION_ATTEND, 1, 1, 0);
	visit(3000, "corridor", VISIT_ENTERED);
	visit(4000, "101", VISIT_ENTERED);
	little_expect(&l, 903000, "+1000 raised 1.1 r corridor\n"
	    "+2000 attended 1.2 r corridor\n");
	little_expect(&l, 903001, "+903000 retriggered 1.3 r corridor\n");
	little_end(&l);
}
END_TEST

/* What an admin says of one dwelling. */

static void
begin_override(const struct override_spec *override)
{
	const struct house_spec spec = {.rule = &plain, .nrule = 1,
	    .override = override, .noverride = 1};

	little_begin(&l, &spec);
	ck_assert_str_eq(l.faults.s, "");
	little_send(&l, 0, DOOR_101, 0);
	little_send(&l, 0, BED_101_TOO, 0);
}

START_TEST(out_of_service_never_raises)
{
	const struct override_spec out = {.place = "101", .rule = "r",
	    .out_of_service = "being mended", .review = "2027-01-31"};

	begin_override(&out);
	little_send(&l, 1000, DOOR_101, 1);
	shelve_for(2000, 1);
	little_expect(&l, 100 * MIN, "+2000 refused 0.0 r 101\n");
	ck_assert_int_eq(l.house->ninstance, 1);
	ck_assert_str_eq(l.house->instance[0].out_of_service, "being mended");
	ck_assert_str_eq(l.house->instance[0].review, "2027-01-31");
	little_end(&l);
}
END_TEST

START_TEST(out_of_service_leaves_what_is_open)
{
	const struct override_spec out = {.place = "101", .rule = "r",
	    .out_of_service = "being mended", .review = "2027-01-31"};
	const struct house_spec spec = {.rule = &waiting, .nrule = 1,
	    .override = &out, .noverride = 1};

	little_rule(&l, waiting);
	little_send(&l, 1000, DOOR_101, 1);
	little_reload(&l, &spec, 2000);
	little_expect(&l, 61001, "+1000 raised 1.1 r 101\n"
	    "+61000 escalated 1.2 r 101\n");
	little_act(&l, 70000, ACTION_ACK, 1, 2, 0);
	little_send(&l, 80000, DOOR_101, 0);
	little_send(&l, 90000, DOOR_101, 1);
	little_expect(&l, 100 * MIN, "+70000 taken 1.3 r 101\n"
	    "+80000 closed 1.4 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(off_until)
{
	const struct override_spec off = {.place = "101", .rule = "r",
	    .off = true, .until = LITTLE_START + MIN};

	begin_override(&off);
	little_send(&l, 1000, DOOR_101, 1);
	little_expect(&l, MIN, "");
	little_expect(&l, MIN + 1, "+60000 raised 1.1 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(otherwise_until)
{
	const struct override_spec other = {.place = "101", .rule = "r",
	    .when = "bed", .until = LITTLE_START + MIN};

	begin_override(&other);
	little_send(&l, 1000, DOOR_101, 1);
	little_send(&l, 2000, BED_101_TOO, 1);
	little_send(&l, 3000, DOOR_101, 0);
	little_expect(&l, MIN, "+2000 raised 1.1 r 101\n");
	little_expect(&l, MIN + 1, "+60000 returned 1.2 r 101\n");
	little_send(&l, MIN + 1, DOOR_101, 1);
	little_expect(&l, MIN + 2, "+60001 retriggered 1.3 r 101\n");
	little_end(&l);
}
END_TEST

/* What has become a call meanwhile rings. */
START_TEST(no_shelf_is_carried_onto_a_call)
{
	struct rule_spec call = plain;
	const struct house_spec spec = {.rule = &call, .nrule = 1};

	call.latch = true;
	little_rule(&l, plain);
	shelve_for(1000, 15);
	little_reload(&l, &spec, 2000);
	ck_assert_ptr_null(world_shelf(l.world, 0));
	little_send(&l, 3000, DOOR_101, 1);
	little_expect(&l, 3001, "+1000 shelved 0.0 r 101\n"
	    "+3000 raised 1.1 r 101\n");
	little_end(&l);
}
END_TEST

CHECK_MAIN("act", shelved_it_is_raised_at_the_end,
    shelved_and_over_before_the_end, shelved_while_open_it_is_closed,
    unshelved_it_is_raised, shelved_again_at_its_end, shelved_over_a_gap,
    shelved_over_a_reload, no_shelf_is_carried_onto_a_call, shelved_for_so_long_at_most,
    calls_are_never_shelved, shelved_where_the_rule_watches,
    a_visit_is_a_sign_of_staff, no_sign_of_staff, a_visit_to_a_common_room,
    out_of_service_never_raises, out_of_service_leaves_what_is_open, off_until,
    otherwise_until)
