/* SPDX-License-Identifier: Apache-2.0 */
/* The table of an alert's life, a millisecond each side of every boundary. */
#include "check_run.h"
#include "little_house.h"

static struct little l;

static const struct rule_spec plain = {.id = "r", .when = "door",
    .priority = PRIORITY_MEDIUM};

START_TEST(raised_returned_and_raised_again)
{
	little_rule(&l, plain);
	little_send(&l, 1000, DOOR_101, 1);
	little_send(&l, 2000, DOOR_101, 0);
	little_send(&l, 3000, DOOR_101, 1);
	little_expect(&l, 3001, "+1000 raised 1.1 r 101\n"
	    "+2000 returned 1.2 r 101\n+3000 retriggered 1.3 r 101\n");
	ck_assert_uint_eq(little_alert(&l)->retriggers, 1);
	little_end(&l);
}
END_TEST

START_TEST(low_closes_by_itself)
{
	struct rule_spec rule = plain;

	rule.priority = PRIORITY_LOW;
	little_rule(&l, rule);
	little_send(&l, 1000, DOOR_101, 1);
	little_send(&l, 2000, DOOR_101, 0);
	little_expect(&l, 2001, "+1000 raised 1.1 r 101\n"
	    "+2000 closed 1.2 r 101\n");
	ck_assert_uint_eq(little_alert(&l)->outcome, 0);
	little_end(&l);
}
END_TEST

START_TEST(low_with_latch_stays)
{
	struct rule_spec rule = plain;

	rule.priority = PRIORITY_LOW;
	rule.latch = true;
	little_rule(&l, rule);
	little_send(&l, 1000, DOOR_101, 1);
	little_send(&l, 2000, DOOR_101, 0);
	little_expect(&l, 2001, "+1000 raised 1.1 r 101\n"
	    "+2000 returned 1.2 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(taken_and_false_closes)
{
	little_rule(&l, plain);
	little_send(&l, 1000, DOOR_101, 1);
	little_act(&l, 2000, ACTION_ACK, 1, 1, 0);
	ck_assert_int_eq(little_alert(&l)->taken, LITTLE_START + 2000);
	ck_assert_str_eq(little_alert(&l)->by, "KM");
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
	little_rule(&l, rule);
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
	little_rule(&l, plain);
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
	little_rule(&l, rule);
	little_send(&l, 1000, DOOR_101, 1);
	little_send(&l, 2000, DOOR_101, 0);
	little_act(&l, 3000, ACTION_ACK, 1, 2, 0);
	little_act(&l, 4000, ACTION_ATTEND, 1, 3, 0);
	little_act(&l, 5000, ACTION_CLOSE, 1, 4, 2);
	little_expect(&l, 5001, "+1000 raised 1.1 r 101\n"
	    "+2000 returned 1.2 r 101\n+3000 taken 1.3 r 101\n"
	    "+4000 attended 1.4 r 101\n+5000 closed 1.5 r 101\n");
	ck_assert_uint_eq(little_alert(&l)->outcome, 2);
	ck_assert_int_eq(little_alert(&l)->attended, LITTLE_START + 4000);
	little_end(&l);
}
END_TEST

START_TEST(undo_within_sixty_seconds)
{
	little_rule(&l, plain);
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
	little_rule(&l, plain);
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
	ck_assert_uint_eq(little_alert(&l)->outcome, 3);
	little_end(&l);
}
END_TEST

START_TEST(closed_by_staff_needs_a_change_before_a_new_one)
{
	little_rule(&l, plain);
	little_send(&l, 1000, DOOR_101, 1);
	little_act(&l, 2000, ACTION_ACK, 1, 1, 0);
	little_act(&l, 3000, ACTION_CLOSE, 1, 2, 1);
	little_send(&l, 4000, DOOR_101, 1);
	little_expect(&l, 5001, "+1000 raised 1.1 r 101\n"
	    "+2000 taken 1.2 r 101\n+3000 closed 1.3 r 101\n");
	little_send(&l, 6000, DOOR_101, 0);
	little_send(&l, 7000, DOOR_101, 1);
	little_expect(&l, 7001, "+7000 raised 2.1 r 101\n");
	ck_assert_uint_eq(little_alert(&l)->tonight, 2);
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
	little_rule(&l, rule);
	little_send(&l, 1000, CALL_101, 1);
	little_act(&l, 2000, ACTION_ACK, 1, 1, 0);
	little_kind(&l, 10000, MESSAGE_BROKER, false);
	little_kind(&l, 50000, MESSAGE_BROKER, true);
	little_act(&l, 60000, ACTION_CLOSE, 1, 3, 1);
	ck_assert(!little_alert(&l)->blind);
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
	little_rule(&l, plain);
	little_send(&l, 1000, DOOR_101, 1);
	little_act(&l, 2000, ACTION_ACK, 1, 1, 0);
	little_send(&l, 3000, DOOR_101, 0);
	little_act(&l, 4000, ACTION_CLOSE, 1, 3, 1);
	little_act(&l, 5000, ACTION_CLOSE, 1, 4, 2);
	little_expect(&l, 5001, "+1000 raised 1.1 r 101\n"
	    "+2000 taken 1.2 r 101\n+3000 closed 1.3 r 101\n"
	    "+4000 closed 1.4 r 101\n+5000 refused 1.4 r 101\n");
	ck_assert_uint_eq(little_alert(&l)->outcome, 1);
	little_end(&l);
}
END_TEST

START_TEST(not_known_is_an_answer)
{
	little_rule(&l, plain);
	little_send(&l, 1000, DOOR_101, 1);
	little_act(&l, 2000, ACTION_ACK, 1, 1, 0);
	little_send(&l, 3000, DOOR_101, 0);
	ck_assert(!little_alert(&l)->answered);
	little_act(&l, 4000, ACTION_CLOSE, 1, 3, 0);
	ck_assert(little_alert(&l)->answered);
	little_act(&l, 5000, ACTION_CLOSE, 1, 4, 0);
	little_expect(&l, 5001, "+1000 raised 1.1 r 101\n"
	    "+2000 taken 1.2 r 101\n+3000 closed 1.3 r 101\n"
	    "+4000 closed 1.4 r 101\n+5000 refused 1.4 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(unknown_never_clears)
{
	little_rule(&l, plain);
	little_send(&l, 1000, DOOR_101, 1);
	little_available(&l, 2000, DOOR_101, false);
	little_act(&l, 3000, ACTION_ACK, 1, 2, 0);
	little_expect(&l, 4000, "+1000 raised 1.1 r 101\n"
	    "+2000 blind 1.2 r 101\n+3000 taken 1.3 r 101\n");
	ck_assert(little_alert(&l)->blind);
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
	little_rule(&l, rule);
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
	little_rule(&l, rule);
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
	little_rule(&l, rule);
	little_send(&l, 1000, DOOR_101, 1);
	little_send(&l, 3000, DOOR_101, 0);
	little_expect(&l, 9000, "");
	little_end(&l);
}
END_TEST

/* Waiting: escalation, attend timers, staff's presence. */

enum { MIN = 60000 };

/* Every minute, five to get there, a quarter of an hour without a sign. */
static const struct rule_spec waiting = {.id = "r", .when = "door",
    .priority = PRIORITY_HIGH, .escalate_after = MIN,
    .attend_within = 5 * MIN, .attend_for = 15 * MIN};

/* What moves in the dwelling is staff. */
static void
begin_seen(struct rule_spec rule)
{
	const struct house_spec spec = {.rule = &rule, .nrule = 1,
	    .attends = "motion"};

	little_begin(&l, &spec);
	ck_assert_str_eq(l.faults.s, "");
	little_send(&l, 0, DOOR_101, 0);
	little_send(&l, 0, MOTION_101_BATH, 0);
	little_expect(&l, 1, "");
}

START_TEST(escalates_again_and_again)
{
	little_rule(&l, waiting);
	little_send(&l, 1000, DOOR_101, 1);
	little_expect(&l, 61000, "+1000 raised 1.1 r 101\n");
	little_expect(&l, 61001, "+61000 escalated 1.2 r 101\n");
	ck_assert_uint_eq(little_alert(&l)->level, 1);
	little_expect(&l, 121000, "");
	little_expect(&l, 121001, "+121000 escalated 1.3 r 101\n");
	ck_assert_uint_eq(little_alert(&l)->level, 2);
	ck_assert_uint_eq(little_alert(&l)->state, ALERT_RAISED);
	ck_assert_int_eq(little_alert(&l)->raised, LITTLE_START + 1000);
	little_end(&l);
}
END_TEST

START_TEST(never_is_never)
{
	little_rule(&l, plain);
	little_send(&l, 1000, DOOR_101, 1);
	little_expect(&l, 100 * MIN, "+1000 raised 1.1 r 101\n");
	little_act(&l, 100 * MIN, ACTION_ACK, 1, 1, 0);
	little_expect(&l, 200 * MIN, "+6000000 taken 1.2 r 101\n");
	little_act(&l, 200 * MIN, ACTION_ATTEND, 1, 2, 0);
	little_expect(&l, 300 * MIN, "+12000000 attended 1.3 r 101\n");
	little_end(&l);
}
END_TEST

/* An action in the moment in which it would escalate comes before it. */
START_TEST(taken_in_the_last_moment)
{
	little_rule(&l, waiting);
	little_send(&l, 1000, DOOR_101, 1);
	little_act(&l, 61000, ACTION_ACK, 1, 1, 0);
	little_expect(&l, 2 * MIN, "+1000 raised 1.1 r 101\n"
	    "+61000 taken 1.2 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(undone_it_waits_anew_on_its_level)
{
	little_rule(&l, waiting);
	little_send(&l, 1000, DOOR_101, 1);
	little_act(&l, 70000, ACTION_ACK, 1, 2, 0);
	little_act(&l, 80000, ACTION_UNDO, 1, 3, 0);
	little_expect(&l, 140000, "+1000 raised 1.1 r 101\n"
	    "+61000 escalated 1.2 r 101\n+70000 taken 1.3 r 101\n"
	    "+80000 untaken 1.4 r 101\n");
	ck_assert_uint_eq(little_alert(&l)->level, 1);
	little_expect(&l, 140001, "+140000 escalated 1.5 r 101\n");
	ck_assert_uint_eq(little_alert(&l)->level, 2);
	little_end(&l);
}
END_TEST

START_TEST(returned_it_stops_and_waits_anew)
{
	little_rule(&l, waiting);
	little_send(&l, 1000, DOOR_101, 1);
	little_send(&l, 2000, DOOR_101, 0);
	little_expect(&l, 10 * MIN, "+1000 raised 1.1 r 101\n"
	    "+2000 returned 1.2 r 101\n");
	little_send(&l, 10 * MIN, DOOR_101, 1);
	little_expect(&l, 11 * MIN, "+600000 retriggered 1.3 r 101\n");
	little_expect(&l, 11 * MIN + 1, "+660000 escalated 1.4 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(latched_it_escalates_while_returned)
{
	struct rule_spec rule = waiting;

	rule.latch = true;
	little_rule(&l, rule);
	little_send(&l, 1000, DOOR_101, 1);
	little_send(&l, 2000, DOOR_101, 0);
	little_send(&l, 100000, DOOR_101, 1);
	little_expect(&l, 121000, "+1000 raised 1.1 r 101\n"
	    "+2000 returned 1.2 r 101\n+61000 escalated 1.3 r 101\n"
	    "+100000 retriggered 1.4 r 101\n");
	ck_assert_uint_eq(little_alert(&l)->retriggers, 1);
	little_expect(&l, 121001, "+121000 escalated 1.5 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(blind_it_escalates)
{
	little_rule(&l, waiting);
	little_send(&l, 1000, DOOR_101, 1);
	little_available(&l, 2000, DOOR_101, false);
	little_act(&l, 62000, ACTION_ACK, 1, 3, 0);
	little_expect(&l, 362000, "+1000 raised 1.1 r 101\n"
	    "+2000 blind 1.2 r 101\n+61000 escalated 1.3 r 101\n"
	    "+62000 taken 1.4 r 101\n");
	little_expect(&l, 362001, "+362000 escalated 1.5 r 101\n");
	ck_assert(little_alert(&l)->blind);
	little_end(&l);
}
END_TEST

START_TEST(a_gap_escalates_once)
{
	little_rule(&l, waiting);
	little_send(&l, 1000, DOOR_101, 1);
	little_kind(&l, 10 * MIN, MESSAGE_START, false);
	little_expect(&l, 11 * MIN, "+1000 raised 1.1 r 101\n"
	    "+600000 escalated 1.2 r 101\n");
	little_expect(&l, 11 * MIN + 1, "+660000 escalated 1.3 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(not_attended_it_is_raised_again)
{
	little_rule(&l, waiting);
	little_send(&l, 1000, DOOR_101, 1);
	little_act(&l, 2000, ACTION_ACK, 1, 1, 0);
	little_expect(&l, 302000, "+1000 raised 1.1 r 101\n"
	    "+2000 taken 1.2 r 101\n");
	little_expect(&l, 302001, "+302000 escalated 1.3 r 101\n");
	ck_assert_uint_eq(little_alert(&l)->state, ALERT_RAISED);
	ck_assert_uint_eq(little_alert(&l)->level, 1);
	ck_assert(little_alert(&l)->unattended);
	little_act(&l, 302001, ACTION_UNDO, 1, 3, 0);
	little_expect(&l, 362001, "+302001 refused 1.3 r 101\n"
	    "+362000 escalated 1.4 r 101\n");
	little_act(&l, 400000, ACTION_ACK, 1, 4, 0);
	little_expect(&l, 700000, "+400000 taken 1.5 r 101\n");
	ck_assert(!little_alert(&l)->unattended);
	little_expect(&l, 700001, "+700000 escalated 1.6 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(over_in_the_moment_in_which_they_are_late)
{
	little_rule(&l, waiting);
	little_send(&l, 1000, DOOR_101, 1);
	little_act(&l, 2000, ACTION_ACK, 1, 1, 0);
	little_send(&l, 302000, DOOR_101, 0);
	little_expect(&l, 400000, "+1000 raised 1.1 r 101\n"
	    "+2000 taken 1.2 r 101\n+302000 closed 1.3 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(attended_without_a_sign_it_is_raised_again)
{
	little_rule(&l, waiting);
	little_send(&l, 1000, DOOR_101, 1);
	little_act(&l, 2000, ACTION_ATTEND, 1, 1, 0);
	little_expect(&l, 902000, "+1000 raised 1.1 r 101\n"
	    "+2000 attended 1.2 r 101\n");
	little_expect(&l, 902001, "+902000 retriggered 1.3 r 101\n");
	ck_assert_uint_eq(little_alert(&l)->state, ALERT_RAISED);
	ck_assert_uint_eq(little_alert(&l)->level, 0);
	ck_assert_uint_eq(little_alert(&l)->retriggers, 1);
	little_expect(&l, 962000, "");
	little_expect(&l, 962001, "+962000 escalated 1.4 r 101\n");
	little_end(&l);
}
END_TEST

/* It is asked for a condition that is true, not for one that may be. */
START_TEST(attended_and_blind_it_waits_to_see)
{
	little_rule(&l, waiting);
	little_send(&l, 1000, DOOR_101, 1);
	little_act(&l, 2000, ACTION_ATTEND, 1, 1, 0);
	little_available(&l, 3000, DOOR_101, false);
	little_available(&l, 4000, DOOR_101, true);
	little_expect(&l, 20 * MIN, "+1000 raised 1.1 r 101\n"
	    "+2000 attended 1.2 r 101\n+3000 blind 1.3 r 101\n");
	little_send(&l, 20 * MIN, DOOR_101, 1);
	little_expect(&l, 20 * MIN + 1, "+1200000 seen 1.4 r 101\n"
	    "+1200000 retriggered 1.5 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(staff_arrive)
{
	begin_seen(waiting);
	little_send(&l, 1000, DOOR_101, 1);
	little_act(&l, 2000, ACTION_ACK, 1, 1, 0);
	little_send(&l, 30000, MOTION_101_BATH, 1);
	little_expect(&l, 30001, "+1000 raised 1.1 r 101\n"
	    "+2000 taken 1.2 r 101\n+30000 attended 1.3 r 101\n");
	ck_assert_int_eq(little_alert(&l)->attended, LITTLE_START + 30000);
	ck_assert_str_eq(little_alert(&l)->by, "");
	little_end(&l);
}
END_TEST

START_TEST(staff_arrive_at_a_returned_one)
{
	begin_seen(waiting);
	little_send(&l, 1000, DOOR_101, 1);
	little_send(&l, 2000, DOOR_101, 0);
	little_send(&l, 3000, MOTION_101_BATH, 1);
	little_expect(&l, 3001, "+1000 raised 1.1 r 101\n"
	    "+2000 returned 1.2 r 101\n+3000 attended 1.3 r 101\n"
	    "+3000 closed 1.4 r 101\n");
	little_end(&l);
}
END_TEST

/* They have not come for it: one millisecond later they would have. */
START_TEST(raised_as_staff_arrive)
{
	struct rule_spec rule = waiting;

	rule.when = "door or motion";
	begin_seen(rule);
	little_send(&l, 1000, MOTION_101_BATH, 1);
	little_expect(&l, 61000, "+1000 raised 1.1 r 101\n");
	little_end(&l);

	begin_seen(rule);
	little_send(&l, 999, DOOR_101, 1);
	little_send(&l, 1000, MOTION_101_BATH, 1);
	little_expect(&l, 61000, "+999 raised 1.1 r 101\n"
	    "+1000 attended 1.2 r 101\n");
	little_end(&l);
}
END_TEST

/* What has not been seen before does not arrive. */
START_TEST(seen_again_is_no_arrival)
{
	begin_seen(waiting);
	little_send(&l, 1000, DOOR_101, 1);
	little_available(&l, 2000, MOTION_101_BATH, false);
	little_available(&l, 3000, MOTION_101_BATH, true);
	little_send(&l, 4000, MOTION_101_BATH, 1);
	little_expect(&l, 5000, "+1000 raised 1.1 r 101\n");
	little_end(&l);
}
END_TEST

/* The time runs from the moment that they are gone. */
START_TEST(while_staff_are_there)
{
	begin_seen(waiting);
	little_send(&l, 1000, DOOR_101, 1);
	little_send(&l, 2000, MOTION_101_BATH, 1);
	little_expect(&l, 30 * MIN, "+1000 raised 1.1 r 101\n"
	    "+2000 attended 1.2 r 101\n");
	little_send(&l, 30 * MIN, MOTION_101_BATH, 0);
	little_expect(&l, 45 * MIN, "");
	little_expect(&l, 45 * MIN + 1, "+2700000 retriggered 1.3 r 101\n");
	little_end(&l);
}
END_TEST

/* Staff attend the dwelling: another rule there, or its bath, waits. */

static const struct rule_spec two[] = {
	{.id = "r", .when = "door", .priority = PRIORITY_HIGH},
	{.id = "s", .when = "bed", .priority = PRIORITY_MEDIUM},
};

/* 1.2 is attended in 101. */
static void
begin_attended(struct rule_spec other)
{
	const struct rule_spec rule[] = {two[0], other};
	const struct house_spec spec = {.rule = rule, .nrule = 2};

	little_begin(&l, &spec);
	ck_assert_str_eq(l.faults.s, "");
	little_send(&l, 0, DOOR_101, 1);
	little_send(&l, 0, BED_101_TOO, 0);
	little_send(&l, 0, MOTION_102, 0);
	little_act(&l, 1000, ACTION_ATTEND, 1, 1, 0);
	little_expect(&l, 1001, "+0 raised 1.1 r 101\n"
	    "+1000 attended 1.2 r 101\n");
}

START_TEST(inhibited_until_they_leave)
{
	begin_attended(two[1]);
	little_send(&l, 2000, BED_101_TOO, 1);
	little_act(&l, 3000, ACTION_CLOSE, 1, 2, 1);
	little_expect(&l, 3001, "+2000 inhibited 0.0 s 101\n"
	    "+3000 closed 1.3 r 101\n+3000 raised 2.1 s 101\n");
	little_end(&l);
}
END_TEST

START_TEST(inhibited_once_each_time)
{
	begin_attended(two[1]);
	little_send(&l, 2000, BED_101_TOO, 1);
	little_send(&l, 3000, BED_101_TOO, 1);
	little_send(&l, 4000, BED_101_TOO, 0);
	little_send(&l, 5000, BED_101_TOO, 1);
	little_send(&l, 6000, BED_101_TOO, 0);
	little_act(&l, 7000, ACTION_CLOSE, 1, 2, 1);
	little_expect(&l, 7001, "+2000 inhibited 0.0 s 101\n"
	    "+5000 inhibited 0.0 s 101\n+7000 closed 1.3 r 101\n");
	little_end(&l);
}
END_TEST

START_TEST(inhibited_over_a_reload)
{
	const struct house_spec spec = {.rule = two, .nrule = 2};

	begin_attended(two[1]);
	little_send(&l, 2000, BED_101_TOO, 1);
	little_reload(&l, &spec, 3000);
	little_expect(&l, 3001, "+2000 inhibited 0.0 s 101\n");
	little_act(&l, 4000, ACTION_CLOSE, 1, 2, 1);
	little_expect(&l, 4001, "+4000 closed 1.3 r 101\n"
	    "+4000 raised 2.1 s 101\n");
	little_end(&l);
}
END_TEST

/* Never: high, a call, technical; nor what another dwelling says. */
START_TEST(not_inhibited)
{
	struct rule_spec other = two[1];

	other.priority = PRIORITY_HIGH;
	begin_attended(other);
	little_send(&l, 2000, BED_101_TOO, 1);
	little_expect(&l, 2001, "+2000 raised 2.1 s 101\n");
	little_end(&l);
	other.priority = PRIORITY_TECHNICAL;
	begin_attended(other);
	little_send(&l, 2000, BED_101_TOO, 1);
	little_expect(&l, 2001, "+2000 raised 2.1 s 101\n");
	little_end(&l);
	other.priority = PRIORITY_LOW;
	other.latch = true;
	begin_attended(other);
	little_send(&l, 2000, BED_101_TOO, 1);
	little_expect(&l, 2001, "+2000 raised 2.1 s 101\n");
	little_end(&l);
	other.latch = false;
	other.when = "motion";
	begin_attended(other);
	little_send(&l, 2000, MOTION_102, 1);
	little_expect(&l, 2001, "+2000 raised 2.1 s 102\n");
	little_end(&l);
}
END_TEST

/* 15 minutes without a sign: the dwelling is attended no more. */
START_TEST(inhibited_until_they_are_missed)
{
	struct rule_spec rule[] = {two[1], two[0]};
	const struct house_spec spec = {.rule = rule, .nrule = 2};

	rule[1].attend_for = 15 * MIN;
	little_begin(&l, &spec);
	little_send(&l, 0, DOOR_101, 1);
	little_send(&l, 0, BED_101_TOO, 0);
	little_act(&l, 1000, ACTION_ATTEND, 1, 1, 0);
	little_send(&l, 2000, BED_101_TOO, 1);
	little_expect(&l, 901000, "+0 raised 1.1 r 101\n"
	    "+1000 attended 1.2 r 101\n+2000 inhibited 0.0 s 101\n");
	little_expect(&l, 901001, "+901000 raised 2.1 s 101\n"
	    "+901000 retriggered 1.3 r 101\n");
	little_end(&l);
}
END_TEST

/* Nobody closes what they came for: a call over long ago is no attendance. */
START_TEST(inhibited_until_a_forgotten_call_is_old)
{
	struct rule_spec rule[] = {two[0], two[1]};
	const struct house_spec spec = {.rule = rule, .nrule = 2};

	rule[0].latch = true;
	little_begin(&l, &spec);
	little_send(&l, 0, DOOR_101, 1);
	little_send(&l, 0, BED_101_TOO, 0);
	little_act(&l, 1000, ACTION_ATTEND, 1, 1, 0);
	little_send(&l, 2000, DOOR_101, 0);
	little_send(&l, 3000, BED_101_TOO, 1);
	little_expect(&l, 901000, "+0 raised 1.1 r 101\n"
	    "+1000 attended 1.2 r 101\n+3000 inhibited 0.0 s 101\n");
	little_expect(&l, 901001, "+901000 raised 2.1 s 101\n");
	ck_assert_int_eq(little_alert(&l)->state, ALERT_ATTENDED);
	ck_assert(!alert_is_attending(little_alert(&l), &l.house->rule[0],
	    LITTLE_START + 901001));
	little_end(&l);
}
END_TEST

START_TEST(inhibited_while_staff_are_seen)
{
	begin_seen(plain);
	little_send(&l, 1000, MOTION_101_BATH, 1);
	little_send(&l, 2000, DOOR_101, 1);
	little_expect(&l, 3000, "+2000 inhibited 0.0 r 101\n");
	little_send(&l, 3000, MOTION_101_BATH, 0);
	little_expect(&l, 3001, "+3000 raised 1.1 r 101\n");
	little_end(&l);
}
END_TEST

/* The night ends at noon, 14 hours after the little house begins. */
START_TEST(third_tonight)
{
	const int64_t noon = 14 * 60 * MIN;

	little_rule(&l, plain);
	for (int i = 0; i < 3; i++) {
		int64_t t = i < 2 ? (i + 1) * 10000 : noon - 3;
		uint32_t number = 1 + (uint32_t)i;

		little_send(&l, t, DOOR_101, 1);
		little_act(&l, t + 1, ACTION_ACK, number, 1, 0);
		little_send(&l, t + 2, DOOR_101, 0);
		ck_assert_uint_eq(little_alert(&l)->number, number);
		ck_assert_uint_eq(little_alert(&l)->tonight, number);
	}
	little_send(&l, noon, DOOR_101, 1);
	ck_assert_uint_eq(little_alert(&l)->number, 4);
	ck_assert_uint_eq(little_alert(&l)->tonight, 1);
	little_end(&l);
}
END_TEST

START_TEST(technical_lives_as_low_does)
{
	struct rule_spec rule = plain;

	rule.priority = PRIORITY_TECHNICAL;
	little_rule(&l, rule);
	little_send(&l, 1000, DOOR_101, 1);
	little_send(&l, 2000, DOOR_101, 0);
	little_expect(&l, 2001, "+1000 raised 1.1 r 101\n"
	    "+2000 closed 1.2 r 101\n");
	little_end(&l);
	rule.latch = true;
	little_rule(&l, rule);
	little_send(&l, 1000, DOOR_101, 1);
	little_send(&l, 2000, DOOR_101, 0);
	little_expect(&l, 2001, "+1000 raised 1.1 r 101\n"
	    "+2000 returned 1.2 r 101\n");
	little_end(&l);
}
END_TEST

CHECK_MAIN("alert", raised_returned_and_raised_again, low_closes_by_itself,
    low_with_latch_stays, taken_and_false_closes,
    clear_after_counts_from_false, action_on_a_returned_alert_takes_and_closes,
    latched_closes_by_staff_alone, undo_within_sixty_seconds,
    stale_and_senseless_actions_are_refused,
    closed_by_staff_needs_a_change_before_a_new_one,
    a_call_after_an_outage_rings, closed_by_itself_can_be_given_its_outcome,
    not_known_is_an_answer, unknown_never_clears,
    a_tick_is_enough_for_a_duration, a_start_fires_the_gap_at_its_own_time,
    a_message_at_the_deadline_is_evaluated_with_it, escalates_again_and_again,
    never_is_never, taken_in_the_last_moment,
    undone_it_waits_anew_on_its_level, returned_it_stops_and_waits_anew,
    latched_it_escalates_while_returned, blind_it_escalates,
    a_gap_escalates_once, not_attended_it_is_raised_again,
    over_in_the_moment_in_which_they_are_late,
    attended_without_a_sign_it_is_raised_again,
    attended_and_blind_it_waits_to_see, staff_arrive,
    staff_arrive_at_a_returned_one, raised_as_staff_arrive,
    seen_again_is_no_arrival, while_staff_are_there,
    inhibited_until_they_leave, inhibited_once_each_time,
    inhibited_over_a_reload, not_inhibited, inhibited_until_they_are_missed,
    inhibited_until_a_forgotten_call_is_old,
    inhibited_while_staff_are_seen, third_tonight, technical_lives_as_low_does)
