/* SPDX-License-Identifier: Apache-2.0 */
/* The table of an alert's life, a millisecond each side of every boundary. */
#include "check_run.h"
#include "little_house.h"

static struct little l;

static const struct rule_spec plain = {.id = "r", .when = "door",
    .priority = PRIORITY_MEDIUM};

static void
begin(struct rule_spec rule)
{
	const struct house_spec spec = {.rule = &rule, .nrule = 1};

	little_begin(&l, &spec);
	ck_assert_str_eq(l.faults.s, "");
	little_send(&l, 0, DOOR_101, 0);
	little_expect(&l, 1, "");
}

static const struct alert *
alert(void)
{
	return world_alert(l.world, 0);
}

START_TEST(raised_returned_and_raised_again)
{
	begin(plain);
	little_send(&l, 1000, DOOR_101, 1);
	little_send(&l, 2000, DOOR_101, 0);
	little_send(&l, 3000, DOOR_101, 1);
	little_expect(&l, 3001, "+1000 raised 1.1 r 101\n"
	    "+2000 returned 1.2 r 101\n+3000 retriggered 1.3 r 101\n");
	ck_assert_uint_eq(alert()->retriggers, 1);
	little_end(&l);
}
END_TEST

START_TEST(low_closes_by_itself)
{
	struct rule_spec rule = plain;

	rule.priority = PRIORITY_LOW;
	begin(rule);
	little_send(&l, 1000, DOOR_101, 1);
	little_send(&l, 2000, DOOR_101, 0);
	little_expect(&l, 2001, "+1000 raised 1.1 r 101\n"
	    "+2000 closed 1.2 r 101\n");
	ck_assert_uint_eq(alert()->outcome, 0);
	little_end(&l);
}
END_TEST

START_TEST(low_with_latch_stays)
{
	struct rule_spec rule = plain;

	rule.priority = PRIORITY_LOW;
	rule.latch = true;
	begin(rule);
	little_send(&l, 1000, DOOR_101, 1);
	little_send(&l, 2000, DOOR_101, 0);
	little_expect(&l, 2001, "+1000 raised 1.1 r 101\n"
	    "+2000 returned 1.2 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(taken_and_false_closes)
{
	begin(plain);
	little_send(&l, 1000, DOOR_101, 1);
	little_act(&l, 2000, ACTION_ACK, 1, 1, 0);
	ck_assert_int_eq(alert()->taken, LITTLE_START + 2000);
	ck_assert_str_eq(alert()->by, "KM");
	little_send(&l, 3000, DOOR_101, 0);
	little_expect(&l, 3001, "+1000 raised 1.1 r 101\n"
	    "+2000 taken 1.2 r 101\n+3000 closed 1.3 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(clear_after_counts_from_false)
{
	struct rule_spec rule = plain;

	rule.clear_after = 5000;
	begin(rule);
	little_send(&l, 10000, DOOR_101, 1);
	little_act(&l, 11000, ACTION_ACK, 1, 1, 0);
	little_send(&l, 12000, DOOR_101, 0);
	little_send(&l, 16999, DOOR_101, 1);
	little_expect(&l, 18000, "+10000 raised 1.1 r 101\n"
	    "+11000 taken 1.2 r 101\n");
	little_send(&l, 20000, DOOR_101, 0);
	little_expect(&l, 25000, "");
	little_expect(&l, 25001, "+25000 closed 1.3 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(action_on_a_returned_alert_takes_and_closes)
{
	begin(plain);
	little_send(&l, 1000, DOOR_101, 1);
	little_send(&l, 2000, DOOR_101, 0);
	little_act(&l, 3000, ACTION_ACK, 1, 2, 0);
	little_expect(&l, 3001, "+1000 raised 1.1 r 101\n"
	    "+2000 returned 1.2 r 101\n+3000 taken 1.3 r 101\n"
	    "+3000 closed 1.4 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(latched_closes_by_staff_alone)
{
	struct rule_spec rule = plain;

	rule.latch = true;
	rule.priority = PRIORITY_HIGH;
	begin(rule);
	little_send(&l, 1000, DOOR_101, 1);
	little_send(&l, 2000, DOOR_101, 0);
	little_act(&l, 3000, ACTION_ACK, 1, 2, 0);
	little_act(&l, 4000, ACTION_ATTEND, 1, 3, 0);
	little_act(&l, 5000, ACTION_CLOSE, 1, 4, 2);
	little_expect(&l, 5001, "+1000 raised 1.1 r 101\n"
	    "+2000 returned 1.2 r 101\n+3000 taken 1.3 r 101\n"
	    "+4000 attended 1.4 r 101\n+5000 closed 1.5 r 101\n");
	ck_assert_uint_eq(alert()->outcome, 2);
	ck_assert_int_eq(alert()->attended, LITTLE_START + 4000);
	little_end(&l);
}
END_TEST

START_TEST(undo_within_sixty_seconds)
{
	begin(plain);
	little_send(&l, 1000, DOOR_101, 1);
	little_act(&l, 2000, ACTION_ACK, 1, 1, 0);
	little_act(&l, 62000, ACTION_UNDO, 1, 2, 0);
	little_act(&l, 63000, ACTION_ACK, 1, 3, 0);
	little_act(&l, 123001, ACTION_UNDO, 1, 4, 0);
	little_expect(&l, 123002, "+1000 raised 1.1 r 101\n"
	    "+2000 taken 1.2 r 101\n+62000 untaken 1.3 r 101\n"
	    "+63000 taken 1.4 r 101\n+123001 refused 1.4 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(stale_and_senseless_actions_are_refused)
{
	begin(plain);
	little_send(&l, 1000, DOOR_101, 1);
	little_act(&l, 2000, ACTION_ACK, 1, 2, 0);
	little_act(&l, 2001, ACTION_ACK, 7, 1, 0);
	little_act(&l, 2002, ACTION_CLOSE, 1, 1, 1);
	little_act(&l, 2003, ACTION_UNDO, 1, 1, 0);
	little_expect(&l, 2004, "+1000 raised 1.1 r 101\n"
	    "+2000 refused 1.1 r 101\n+2001 refused 7.1 - -\n"
	    "+2002 refused 1.1 r 101\n+2003 refused 1.1 r 101\n");
	little_act(&l, 3000, ACTION_ACK, 1, 1, 0);
	little_act(&l, 3001, ACTION_ACK, 1, 2, 0);
	little_act(&l, 3002, ACTION_CLOSE, 1, 2, 3);
	little_act(&l, 3003, ACTION_CLOSE, 1, 3, 1);
	little_act(&l, 3004, ACTION_ATTEND, 1, 3, 1);
	little_expect(&l, 3005, "+3000 taken 1.2 r 101\n"
	    "+3001 refused 1.2 r 101\n+3002 closed 1.3 r 101\n"
	    "+3003 refused 1.3 r 101\n+3004 refused 1.3 r 101\n");
	ck_assert_uint_eq(alert()->outcome, 3);
	little_end(&l);
}
END_TEST

START_TEST(closed_by_staff_needs_a_change_before_a_new_one)
{
	begin(plain);
	little_send(&l, 1000, DOOR_101, 1);
	little_act(&l, 2000, ACTION_ACK, 1, 1, 0);
	little_act(&l, 3000, ACTION_CLOSE, 1, 2, 1);
	little_send(&l, 4000, DOOR_101, 1);
	little_expect(&l, 5001, "+1000 raised 1.1 r 101\n"
	    "+2000 taken 1.2 r 101\n+3000 closed 1.3 r 101\n");
	little_send(&l, 6000, DOOR_101, 0);
	little_send(&l, 7000, DOOR_101, 1);
	little_expect(&l, 7001, "+7000 raised 2.1 r 101\n");
	ck_assert_uint_eq(alert()->tonight, 2);
	little_end(&l);
}
END_TEST

/* A button that was out of reach speaks again by being pressed. */
START_TEST(a_call_after_an_outage_rings)
{
	struct rule_spec rule = plain;

	rule.when = "call";
	rule.latch = true;
	rule.priority = PRIORITY_HIGH;
	begin(rule);
	little_send(&l, 1000, CALL_101, 1);
	little_act(&l, 2000, ACTION_ACK, 1, 1, 0);
	little_kind(&l, 10000, MESSAGE_BROKER, false);
	little_kind(&l, 50000, MESSAGE_BROKER, true);
	little_act(&l, 60000, ACTION_CLOSE, 1, 3, 1);
	little_send(&l, 70000, CALL_101, 1);
	little_expect(&l, 70001, "+1000 raised 1.1 r 101\n"
	    "+2000 taken 1.2 r 101\n+40001 blind 1.3 r 101\n"
	    "+60000 closed 1.4 r 101\n+70000 raised 2.1 r 101\n");
	/* Closed while it rang, and lost then. */
	little_act(&l, 71000, ACTION_ACK, 2, 1, 0);
	little_act(&l, 72000, ACTION_CLOSE, 2, 2, 1);
	little_available(&l, 73000, CALL_101, false);
	little_send(&l, 74000, CALL_101, 1);
	little_expect(&l, 74001, "+71000 taken 2.2 r 101\n"
	    "+72000 closed 2.3 r 101\n+74000 raised 3.1 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(closed_by_itself_can_be_given_its_outcome)
{
	begin(plain);
	little_send(&l, 1000, DOOR_101, 1);
	little_act(&l, 2000, ACTION_ACK, 1, 1, 0);
	little_send(&l, 3000, DOOR_101, 0);
	little_act(&l, 4000, ACTION_CLOSE, 1, 3, 1);
	little_act(&l, 5000, ACTION_CLOSE, 1, 4, 2);
	little_expect(&l, 5001, "+1000 raised 1.1 r 101\n"
	    "+2000 taken 1.2 r 101\n+3000 closed 1.3 r 101\n"
	    "+4000 closed 1.4 r 101\n+5000 refused 1.4 r 101\n");
	ck_assert_uint_eq(alert()->outcome, 1);
	little_end(&l);
}
END_TEST

START_TEST(not_known_is_an_answer)
{
	begin(plain);
	little_send(&l, 1000, DOOR_101, 1);
	little_act(&l, 2000, ACTION_ACK, 1, 1, 0);
	little_send(&l, 3000, DOOR_101, 0);
	ck_assert(!alert()->answered);
	little_act(&l, 4000, ACTION_CLOSE, 1, 3, 0);
	ck_assert(alert()->answered);
	little_act(&l, 5000, ACTION_CLOSE, 1, 4, 0);
	little_expect(&l, 5001, "+1000 raised 1.1 r 101\n"
	    "+2000 taken 1.2 r 101\n+3000 closed 1.3 r 101\n"
	    "+4000 closed 1.4 r 101\n+5000 refused 1.4 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(unknown_never_clears)
{
	begin(plain);
	little_send(&l, 1000, DOOR_101, 1);
	little_available(&l, 2000, DOOR_101, false);
	little_act(&l, 3000, ACTION_ACK, 1, 2, 0);
	little_expect(&l, 4000, "+1000 raised 1.1 r 101\n"
	    "+2000 blind 1.2 r 101\n+3000 taken 1.3 r 101\n");
	ck_assert(alert()->blind);
	little_send(&l, 5000, DOOR_101, 0);
	little_expect(&l, 5001, "+5000 seen 1.4 r 101\n"
	    "+5000 closed 1.5 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(a_tick_is_enough_for_a_duration)
{
	struct rule_spec rule = plain;

	rule.when = "door for 2s";
	begin(rule);
	little_send(&l, 1000, DOOR_101, 1);
	ck_assert_int_eq(world_next(l.world), LITTLE_START + 3000);
	little_kind(&l, 2999, MESSAGE_TICK, false);
	little_expect(&l, 2999, "");
	little_kind(&l, 3000, MESSAGE_TICK, false);
	little_expect(&l, 3000, "+3000 raised 1.1 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(a_start_fires_the_gap_at_its_own_time)
{
	struct rule_spec rule = plain;

	rule.when = "door for 2s";
	begin(rule);
	little_send(&l, 1000, DOOR_101, 1);
	little_kind(&l, 60000, MESSAGE_START, false);
	little_expect(&l, 60001, "+60000 raised 1.1 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(a_message_at_the_deadline_is_evaluated_with_it)
{
	struct rule_spec rule = plain;

	rule.when = "door for 2s";
	begin(rule);
	little_send(&l, 1000, DOOR_101, 1);
	little_send(&l, 3000, DOOR_101, 0);
	little_expect(&l, 9000, "");
	little_end(&l);
}
END_TEST

CHECK_MAIN("alert", raised_returned_and_raised_again, low_closes_by_itself,
    low_with_latch_stays, taken_and_false_closes,
    clear_after_counts_from_false,
    action_on_a_returned_alert_takes_and_closes,
    latched_closes_by_staff_alone, undo_within_sixty_seconds,
    stale_and_senseless_actions_are_refused,
    closed_by_staff_needs_a_change_before_a_new_one,
    a_call_after_an_outage_rings,
    closed_by_itself_can_be_given_its_outcome, not_known_is_an_answer,
    unknown_never_clears,
    a_tick_is_enough_for_a_duration, a_start_fires_the_gap_at_its_own_time,
    a_message_at_the_deadline_is_evaluated_with_it)
