/* SPDX-License-Identifier: Apache-2.0 */
/* Rounds: what is due, what counts for which time, what is carried. */
#include "check_run.h"
#include "core/round.h"
#include "little_house.h"

enum { MIDNIGHT, THREE, HALF_FIVE, OTHER, ROUNDS };

static struct little l;

static const struct status_spec abed = {.id = "abed", .when = "bed",
    .mark = 'z', .label = "In bed"};
static const struct round_spec rounds[ROUNDS] = {
	{.place = "101", .at = 0, .skip_when = "abed"},
	{.place = "101", .at = 3 * MS_HOUR, .skip_when = "abed"},
	{.place = "101", .at = 5 * MS_HOUR + 30 * MS_MINUTE},
	{.place = "102", .at = 0, .skip_when = "not (motion within 5m)"},
};
static const struct house_spec spec = {.status = &abed, .nstatus = 1,
    .round = rounds, .nround = ROUNDS};

static int32_t told; /* the round of the last visit that was told of */

static void
note_round(void *arg, const struct event *e)
{
	(void)arg;
	told = e->what == EVENT_STAFF ? e->round : -2;
}

static void
visit_at(int64_t ms, const char *place, int32_t at, enum visit_how how)
{
	const struct message m = {
	    .t = LITTLE_START + ms,
	    .kind = MESSAGE_ACTION,
	    .action = {.what = ACTION_VISIT, .place = place, .by = "KM",
	        .minutes = MINUTES_NONE, .how = how, .at = at},
	};

	world_fold(l.world, &m, note_round, NULL);
}

static void
visit(int64_t ms, const char *place, enum visit_how how)
{
	visit_at(ms, place, AT_NONE, how);
}

/* "-e-s" where the second was entered and the fourth left out. */
static void
expect(const char *how)
{
	for (int i = 0; i < ROUNDS; i++) {
		const struct visit *v = round_seen(l.world, i);
		char is = v == NULL ? '-' : v->how == VISIT_ENTERED ? 'e' : 's';

		ck_assert_msg(is == how[i], "round %d: %c, not %c", i, is,
		    how[i]);
	}
}

/* LITTLE_START is at 22:00. */
START_TEST(due_at_their_time_of_the_night)
{
	little_begin(&l, &spec);
	ck_assert_str_eq(l.faults.s, "");
	little_kind(&l, 0, MESSAGE_TICK, false);
	ck_assert_int_eq(round_due(l.world, MIDNIGHT),
	    LITTLE_START + 2 * MS_HOUR);
	ck_assert_int_eq(round_due(l.world, HALF_FIVE),
	    LITTLE_START + 7 * MS_HOUR + 30 * MS_MINUTE);
	/* To the last moment before noon it is this night's. */
	little_kind(&l, 14 * MS_HOUR - 1, MESSAGE_TICK, false);
	ck_assert_int_eq(round_due(l.world, MIDNIGHT),
	    LITTLE_START + 2 * MS_HOUR);
	little_kind(&l, 14 * MS_HOUR, MESSAGE_TICK, false);
	ck_assert_int_eq(round_due(l.world, MIDNIGHT),
	    LITTLE_START + 26 * MS_HOUR);
	little_end(&l);
}
END_TEST

START_TEST(a_visit_counts_for_the_nearest_time)
{
	little_begin(&l, &spec);
	visit(2 * MS_HOUR - 60 * MS_MINUTE - 1, "101", VISIT_ENTERED);
	expect("----");
	visit(2 * MS_HOUR - 60 * MS_MINUTE, "101", VISIT_ENTERED);
	expect("e---");
	ck_assert_str_eq(round_seen(l.world, MIDNIGHT)->by, "KM");
	/* 03:00 is nearer than 05:30, though later than it. */
	visit(6 * MS_HOUR + 15 * MS_MINUTE, "101", VISIT_SKIPPED);
	expect("es--");
	visit(6 * MS_HOUR + 40 * MS_MINUTE, "101", VISIT_ENTERED);
	expect("ese-");
	visit(6 * MS_HOUR + 50 * MS_MINUTE, "101", VISIT_ENTERED);
	expect("ese-");
	little_end(&l);
}
END_TEST

/* Between two times the one that is named counts, and no other. */
START_TEST(a_visit_counts_for_the_time_it_names)
{
	int32_t half_five = rounds[HALF_FIVE].at;
	int64_t t = 6 * MS_HOUR + 35 * MS_MINUTE;

	little_begin(&l, &spec);
	/* 04:35 is nearer to 05:30 than to 03:00. */
	visit_at(t, "101", rounds[THREE].at, VISIT_ENTERED);
	expect("-e--");
	ck_assert_int_eq(told, THREE);
	/* Nobody can be there twice, nor where none is planned. */
	visit_at(t, "101", rounds[THREE].at, VISIT_SKIPPED);
	visit_at(t, "101", 4 * MS_HOUR, VISIT_ENTERED);
	visit_at(t, "102", half_five, VISIT_ENTERED);
	expect("-e--");
	ck_assert_int_eq(told, -1);
	visit_at(t + 1, "101", half_five, VISIT_SKIPPED);
	expect("-es-");
	ck_assert_int_eq(told, HALF_FIVE);
	/* The named one is undone, be it not the last. */
	visit_at(t + 60 * MS_SECOND, "101", rounds[THREE].at, VISIT_UNDONE);
	expect("--s-");
	ck_assert_int_eq(told, THREE);
	visit_at(t + 60 * MS_SECOND, "101", 0, VISIT_UNDONE);
	ck_assert_int_eq(told, -2);
	visit_at(t + 60 * MS_SECOND + 2, "101", half_five, VISIT_UNDONE);
	expect("--s-");
	little_end(&l);
}
END_TEST

/* Neither too early nor where it is missed, as without a name. */
START_TEST(a_time_that_is_named_must_be_open)
{
	little_begin(&l, &spec);
	visit_at(4 * MS_HOUR - 1, "101", rounds[THREE].at, VISIT_ENTERED);
	visit_at(5 * MS_HOUR, "101", rounds[MIDNIGHT].at, VISIT_ENTERED);
	expect("----");
	ck_assert_int_eq(told, -1);
	visit_at(5 * MS_HOUR, "101", rounds[THREE].at, VISIT_ENTERED);
	expect("-e--");
	little_end(&l);
}
END_TEST

/* Of two that are as near the first; of two visits in a moment the last. */
START_TEST(of_two_that_are_alike)
{
	static const struct round_spec alike[ROUNDS] = {
		{.place = "102", .at = 0},
		{.place = "101", .at = 4 * MS_HOUR},
		{.place = "101", .at = 3 * MS_HOUR},
		{.place = "101", .at = 5 * MS_HOUR},
	};
	const struct house_spec house = {.round = alike, .nround = ROUNDS};

	little_begin(&l, &house);
	/* 04:30; then what is left is 05:00. */
	visit(6 * MS_HOUR + 30 * MS_MINUTE, "101", VISIT_ENTERED);
	expect("-e--");
	visit(6 * MS_HOUR + 30 * MS_MINUTE, "101", VISIT_SKIPPED);
	expect("-e-s");
	visit(6 * MS_HOUR + 31 * MS_MINUTE, "101", VISIT_UNDONE);
	expect("-e--");
	ck_assert_int_eq(told, 3);
	little_end(&l);
}
END_TEST

START_TEST(one_that_was_missed_stays_missed)
{
	little_begin(&l, &spec);
	little_kind(&l, 0, MESSAGE_TICK, false);
	ck_assert(!round_is_missed(l.world, MIDNIGHT,
	    LITTLE_START + 5 * MS_HOUR - 1));
	ck_assert(round_is_missed(l.world, MIDNIGHT,
	    LITTLE_START + 5 * MS_HOUR));
	visit(5 * MS_HOUR, "101", VISIT_ENTERED);
	expect("-e--");
	/* Whoever looks in once more has not been there at midnight. */
	visit(5 * MS_HOUR + MS_MINUTE, "101", VISIT_ENTERED);
	expect("-e--");
	little_end(&l);
}
END_TEST

START_TEST(a_later_one_seen_to_early_leaves_it_missed)
{
	little_begin(&l, &spec);
	visit(4 * MS_HOUR + 30 * MS_MINUTE, "101", VISIT_SKIPPED);
	expect("-s--");
	ck_assert(round_is_missed(l.world, MIDNIGHT, world_now(l.world)));
	ck_assert(!round_is_missed(l.world, THREE, world_now(l.world)));
	ck_assert(!round_is_missed(l.world, OTHER, world_now(l.world)));
	visit(4 * MS_HOUR + 31 * MS_MINUTE, "101", VISIT_UNDONE);
	ck_assert(!round_is_missed(l.world, MIDNIGHT, world_now(l.world)));
	little_end(&l);
}
END_TEST

/* Nor is anybody to blame for what was late before natvagt began. */
START_TEST(one_before_the_watch_is_nobodys)
{
	int64_t late;

	little_begin(&l, &spec);
	late = 2 * MS_HOUR + l.house->round[MIDNIGHT].late_after;
	little_kind(&l, late - 1, MESSAGE_SEGMENT, false);
	ck_assert(!round_is_before(l.world, MIDNIGHT));
	little_kind(&l, late, MESSAGE_SEGMENT, false);
	ck_assert(round_is_before(l.world, MIDNIGHT));
	ck_assert(!round_is_before(l.world, THREE));
	little_end(&l);
}
END_TEST

/* A reload in the morning makes nobody of the night a neglected one. */
START_TEST(what_was_before_the_watch_stays_so)
{
	int64_t late;

	little_begin(&l, &spec);
	late = 2 * MS_HOUR + l.house->round[MIDNIGHT].late_after;
	little_kind(&l, late, MESSAGE_SEGMENT, false);
	little_kind(&l, late + MS_MINUTE, MESSAGE_TICK, false);
	little_reload(&l, &spec, 9 * MS_HOUR);
	ck_assert(round_is_before(l.world, MIDNIGHT));
	ck_assert(!round_is_before(l.world, THREE));
	little_reload(&l, &spec, 10 * MS_HOUR);
	ck_assert(round_is_before(l.world, MIDNIGHT));
	ck_assert(!round_is_before(l.world, THREE));
	little_end(&l);
}
END_TEST

/* An older carry does not say since when: then nothing was before. */
START_TEST(an_older_carry_has_no_before)
{
	static const int64_t num[] = {LITTLE_START, 1, 0, 0};
	struct message m = {.kind = MESSAGE_SEGMENT, .step = 1};

	little_begin(&l, &spec);
	m.t = LITTLE_START + 9 * MS_HOUR;
	world_fold(l.world, &m, NULL, NULL);
	m.kind = MESSAGE_CARRY;
	m.carry = (struct carry){.what = CARRY_WORLD, .num = num, .n = 4};
	world_fold(l.world, &m, NULL, NULL);
	ck_assert(!round_is_before(l.world, MIDNIGHT));
	little_end(&l);
}
END_TEST

START_TEST(undone_within_sixty_seconds)
{
	little_begin(&l, &spec);
	visit(2 * MS_HOUR, "101", VISIT_ENTERED);
	visit(2 * MS_HOUR + 60 * MS_SECOND, "101", VISIT_UNDONE);
	expect("----");
	visit(3 * MS_HOUR, "102", VISIT_ENTERED);
	visit(3 * MS_HOUR + 60 * MS_SECOND + 1, "102", VISIT_UNDONE);
	visit(3 * MS_HOUR + 60 * MS_SECOND + 1, "101", VISIT_UNDONE);
	expect("---e");
	little_end(&l);
}
END_TEST

START_TEST(restful_by_a_status_or_an_expression)
{
	int64_t since;

	little_begin(&l, &spec);
	little_send(&l, 1000, MOTION_102, 0);
	little_send(&l, 1000, BED_101, 1);
	little_send(&l, 1000, BED_101_TOO, 1);
	ck_assert(round_is_restful(l.world, MIDNIGHT, &since));
	ck_assert_int_eq(since, LITTLE_START + 1000);
	ck_assert(!round_is_restful(l.world, HALF_FIVE, &since));
	little_kind(&l, 1000 + 5 * MS_MINUTE - 1, MESSAGE_TICK, false);
	ck_assert(!round_is_restful(l.world, OTHER, &since));
	little_kind(&l, 1000 + 5 * MS_MINUTE, MESSAGE_TICK, false);
	ck_assert(round_is_restful(l.world, OTHER, &since));
	little_send(&l, 7 * MS_MINUTE, BED_101, 0);
	little_send(&l, 7 * MS_MINUTE, BED_101_TOO, 0);
	ck_assert(!round_is_restful(l.world, MIDNIGHT, &since));
	little_end(&l);
}
END_TEST

START_TEST(carried_within_the_night_alone)
{
	little_begin(&l, &spec);
	visit(2 * MS_HOUR, "101", VISIT_ENTERED);
	little_reload(&l, &spec, 3 * MS_HOUR);
	expect("e---");
	ck_assert_int_eq(round_seen(l.world, MIDNIGHT)->t,
	    LITTLE_START + 2 * MS_HOUR);
	little_kind(&l, 14 * MS_HOUR, MESSAGE_TICK, false);
	expect("----");
	little_end(&l);
}
END_TEST

START_TEST(faults)
{
	static const struct round_spec bad[] = {
		{.pos = 3, .place = "109"},
		{.pos = 4, .place = "101", .skip_pos = 7, .skip_when = "slept"},
		{.pos = 5, .place = "101"},
	};
	const struct house_spec faulty = {.round = bad, .nround = 3};

	little_begin(&l, &faulty);
	ck_assert_str_eq(l.faults.s, "3: a round: there is no place '109'\n"
	    "7: a round: skip_when: column 1: no device reads a signal 'slept'"
	    " and nothing is defined by that name\n"
	    "5: a round at '101' is there already at that time\n");
	little_end(&l);
}
END_TEST

CHECK_MAIN("round", due_at_their_time_of_the_night,
    a_visit_counts_for_the_nearest_time,
    a_visit_counts_for_the_time_it_names,
    a_time_that_is_named_must_be_open, of_two_that_are_alike,
    one_that_was_missed_stays_missed, one_before_the_watch_is_nobodys,
    what_was_before_the_watch_stays_so, an_older_carry_has_no_before,
    a_later_one_seen_to_early_leaves_it_missed,
    undone_within_sixty_seconds, restful_by_a_status_or_an_expression,
    carried_within_the_night_alone, faults)
