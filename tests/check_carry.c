/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Segments under another configuration: what is unchanged goes on exactly,
 * what is new starts from its parts. (The same configuration: check_oracle.)
 */
#include <string.h>

#include "check_run.h"
#include "little_house.h"

static struct little l;

static const struct rule_spec rules[] = {
	{.id = "long", .when = "door for 1m", .priority = PRIORITY_MEDIUM},
	{.id = "bed", .when = "bed", .priority = PRIORITY_MEDIUM},
	{.id = "new", .when = "door for 2m", .priority = PRIORITY_MEDIUM},
	{.id = "lamp", .when = "(lux > 3) within 10s",
	    .priority = PRIORITY_MEDIUM},
};

static struct house_spec
first(int n)
{
	return (struct house_spec){.rule = rules, .nrule = n};
}

static void
begin(int n)
{
	struct house_spec spec = first(n);

	little_begin(&l, &spec);
	ck_assert_str_eq(l.faults.s, "");
}

static void
reload(const struct house_spec *spec, int64_t ms)
{
	little_reload(&l, spec, ms);
	ck_assert_str_eq(l.faults.s, "");
}

START_TEST(a_duration_goes_on)
{
	struct house_spec more = first(3);

	begin(1);
	little_send(&l, 0, DOOR_101, 0);
	little_send(&l, 10000, DOOR_101, 1);
	reload(&more, 40000);
	/* The new rule too: the door's value is known since 10 s. */
	little_expect(&l, 131000, "+70000 raised 1.1 long 101\n"
	    "+130000 raised 2.1 new 101\n");
	little_end(&l);
}
END_TEST

START_TEST(an_open_alert_survives_whole)
{
	struct house_spec same = first(2);
	const struct alert *alert;

	begin(2);
	little_send(&l, 0, BED_101, 1);
	little_send(&l, 0, BED_101_TOO, 0);
	little_act(&l, 1000, ACTION_ACK, 1, 1, 0);
	reload(&same, 5000);
	alert = world_alert(l.world, 1);
	ck_assert_uint_eq(alert->version, 2);
	ck_assert_uint_eq(alert->state, ALERT_TAKEN);
	ck_assert_str_eq(alert->by, "KM");
	little_send(&l, 6000, BED_101, 0);
	little_send(&l, 7000, BED_101, 1);
	little_expect(&l, 7001, "+0 raised 1.1 bed 101\n"
	    "+1000 taken 1.2 bed 101\n+6000 closed 1.3 bed 101\n"
	    "+7000 raised 2.1 bed 101\n");
	ck_assert_uint_eq(alert->tonight, 2);
	little_end(&l);
}
END_TEST

START_TEST(closed_while_true_stays_closed)
{
	struct house_spec same = first(2);

	begin(2);
	little_send(&l, 0, BED_101, 1);
	little_act(&l, 1000, ACTION_ACK, 1, 1, 0);
	little_act(&l, 2000, ACTION_CLOSE, 1, 2, 1);
	little_expect(&l, 2001, "+0 raised 1.1 bed 101\n"
	    "+1000 taken 1.2 bed 101\n+2000 closed 1.3 bed 101\n");
	reload(&same, 5000);
	little_expect(&l, 6000, "");
	little_end(&l);
}
END_TEST

START_TEST(what_is_new_does_not_know_the_past)
{
	struct house_spec more = first(4);

	begin(1);
	little_send(&l, 0, LUX_101, 5);
	little_send(&l, 1000, LUX_101, 1);
	reload(&more, 5000);
	/* lux has been 1 since 1 s; before that nobody knows. */
	ck_assert_int_eq(world_ref(l.world, l.house->instance[3].when, NULL),
	    TRI_UNKNOWN);
	world_advance(l.world, LITTLE_START + 11001, NULL, NULL);
	ck_assert_int_eq(world_ref(l.world, l.house->instance[3].when, NULL),
	    TRI_FALSE);
	little_end(&l);
}
END_TEST

START_TEST(a_changed_rule_keeps_its_alert)
{
	struct rule_spec other = rules[0];
	struct house_spec changed = {.rule = &other, .nrule = 1};

	other.when = "door for 3m";
	begin(1);
	little_send(&l, 0, DOOR_101, 0);
	little_send(&l, 10000, DOOR_101, 1);
	little_expect(&l, 80000, "+70000 raised 1.1 long 101\n");
	reload(&changed, 90000);
	/* The door is open since 10 s; whether it was before is not carried. */
	little_expect(&l, 191000, "+90000 blind 1.2 long 101\n"
	    "+190000 seen 1.3 long 101\n");
	little_end(&l);
}
END_TEST

/* The mat was heard at 0; under the new limit it is silent for long. */
START_TEST(a_shorter_limit_is_over_at_the_segment)
{
	struct house_spec same = first(2);

	begin(2);
	little_send(&l, 0, BED_101, 1);
	little_send(&l, 0, BED_101_TOO, 0);
	little_expect(&l, 500000, "+0 raised 1.1 bed 101\n");
	little_every(&l, MS_MINUTE);
	reload(&same, 500000);
	little_kind(&l, 510000, MESSAGE_TICK, false);
	little_expect(&l, 510001, "+500000 blind 1.2 bed 101\n");
	little_end(&l);
}
END_TEST

START_TEST(hostile_carries_are_skipped)
{
	static const int64_t nums[14] = {1, 1, 77, -1, 9, 5, 5, -3, 2,
	    INT64_MAX, INT64_MIN, INT64_MAX, 1, 2};
	static const char *const ids[] = {NULL, "door-101", "101", "bed",
	    "long", "(door@101 within 1m)", "nothing"};
	struct message m = {.t = LITTLE_START, .kind = MESSAGE_SEGMENT,
	    .step = -1};
	int64_t since;

	begin(3);
	world_fold(l.world, &m, NULL, NULL);
	m.kind = MESSAGE_CARRY;
	for (int what = CARRY_WORLD; what <= CARRY_ALERT; what++)
		for (size_t a = 0; a < 7; a++)
			for (size_t b = 0; b < 7; b++)
				for (int n = 0; n <= 14; n++) {
					m.carry = (struct carry){
					    .what = (enum carry_what)what,
					    .id = ids[a], .id2 = ids[b],
					    .by = "far too long for initials",
					    .value = (uint8_t)n, .seen = 1,
					    .num = nums, .n = n};
					world_fold(l.world, &m, NULL, NULL);
				}
	little_send(&l, 1000, DOOR_101, 1);
	ck_assert_int_eq(world_source(l.world, DOOR_101, NULL, &since),
	    TRI_TRUE);
	ck_assert_int_eq(since, LITTLE_START + 1000);
	ck_assert_int_ge(world_next(l.world), LITTLE_START + 1000);
	little_end(&l);
}
END_TEST

/* A signal is not called after whoever mentions it first. */
START_TEST(what_others_say_of_a_signal_is_no_change)
{
	static const struct rule_spec rule = {.id = "lit", .when =
	    "((lux > 3) since door) for 1m", .priority = PRIORITY_MEDIUM};
	static const struct status_spec status = {.id = "any", .each = SITE_ID,
	    .when = "door or (lux > 3)", .label = "any", .mark = '/'};
	struct house_spec alone = {.rule = &rule, .nrule = 1};
	struct house_spec both = {.rule = &rule, .nrule = 1,
	    .status = &status, .nstatus = 1};

	little_begin(&l, &alone);
	little_send(&l, 0, DOOR_101, 0);
	little_send(&l, 0, LUX_101, 5);
	little_send(&l, 5000, DOOR_101, 1);
	little_send(&l, 6000, DOOR_101, 0);
	reload(&both, 20000);
	reload(&alone, 40000);
	little_expect(&l, 65001, "+20000 status site any<unseen\n"
	    "+65000 raised 1.1 lit 101\n");
	little_end(&l);
	both.alerts_only = true;
	little_begin(&l, &both);
	ck_assert_int_eq(dict_get(&l.house->by_text, "door@101", 8) >= 0, 1);
	ck_assert_int_eq(l.house->place[0].nslot, 0);
	little_end(&l);
}
END_TEST

/* Over a reload within the night; the next one's begin anew. */
START_TEST(messages_are_counted_for_a_night)
{
	struct house_spec same = first(1);
	int32_t door;

	begin(1);
	door = l.house->source[DOOR_101].device;
	little_send(&l, 0, DOOR_101, 0);
	little_send(&l, 1000, DOOR_101, 0);
	ck_assert_int_eq(world_device(l.world, door).messages, 2);
	reload(&same, 5000);
	ck_assert_int_eq(world_device(l.world, door).messages, 2);
	little_send(&l, 6000, DOOR_101, 1);
	ck_assert_int_eq(world_device(l.world, door).messages, 3);
	reload(&same, MS_DAY);
	ck_assert_int_eq(world_device(l.world, door).messages, 0);
	little_end(&l);
}
END_TEST

/* Noon is 14 hours after the house's start. */
START_TEST(noon_signs_everybody_out)
{
	const int64_t noon = 14 * MS_HOUR;
	struct house_spec same = first(1);
	const struct signed_in *staff;
	int n;

	begin(1);
	little_send(&l, 0, DOOR_101, 0);
	little_act(&l, 1000, ACTION_SIGN_IN, 0, 0, 0);
	/* Anew: that console died. */
	little_act(&l, 2000, ACTION_SIGN_IN, 0, 0, 0);
	reload(&same, noon - 1);
	staff = world_staff(l.world, &n);
	ck_assert_int_eq(n, 1);
	ck_assert_str_eq(staff[0].by, "KM");
	ck_assert_int_eq(staff[0].since, LITTLE_START + 2000);
	reload(&same, noon);
	world_staff(l.world, &n);
	ck_assert_int_eq(n, 0);
	/* Who is there says so, and the next segment has them. */
	little_act(&l, noon, ACTION_SIGN_IN, 0, 0, 0);
	reload(&same, noon + 5000);
	world_staff(l.world, &n);
	ck_assert_int_eq(n, 1);
	little_act(&l, noon + 6000, ACTION_SIGN_OUT, 0, 0, 0);
	world_staff(l.world, &n);
	ck_assert_int_eq(n, 0);
	little_end(&l);
}
END_TEST

/* A sensor in another one's place has told nothing of it yet. */
START_TEST(another_sensor_knows_nothing)
{
	const struct rule_spec dark = {.id = "dark",
	    .when = "(lux < 3) for 5s", .priority = PRIORITY_LOW};
	struct house_spec same = {.rule = &dark, .nrule = 1};

	little_begin(&l, &same);
	ck_assert_str_eq(l.faults.s, "");
	little_send(&l, 0, LUX_101, 1);
	little_expect(&l, 6000, "+5000 raised 1.1 dark 101\n");
	l.lux_id = "lux-new";
	reload(&same, 7000);
	ck_assert_int_eq(world_ref(l.world, l.house->instance[0].when, NULL),
	    TRI_UNKNOWN);
	little_expect(&l, 8000, "+7000 blind 1.2 dark 101\n");
	little_end(&l);
}
END_TEST

/* What was closed is what the rule was for; now it is for something else. */
START_TEST(another_condition_is_raised_anew)
{
	struct rule_spec other = rules[1];
	struct house_spec changed = {.rule = &other, .nrule = 1};
	struct house_spec same = {.rule = &rules[1], .nrule = 1};

	other.when = "door";
	little_begin(&l, &same);
	little_send(&l, 0, DOOR_101, 1);
	little_send(&l, 0, BED_101, 1);
	little_act(&l, 1000, ACTION_ACK, 1, 1, 0);
	little_act(&l, 2000, ACTION_CLOSE, 1, 2, 1);
	little_expect(&l, 2001, "+0 raised 1.1 bed 101\n"
	    "+1000 taken 1.2 bed 101\n+2000 closed 1.3 bed 101\n");
	reload(&changed, 5000);
	little_expect(&l, 6000, "+5000 raised 2.1 bed 101\n");
	little_end(&l);
}
END_TEST

/* It ends as it would at its time: what is so still is raised. */
START_TEST(a_shelf_that_cannot_be_holds_nothing_back)
{
	struct rule_spec call = rules[1];
	struct house_spec same = {.rule = &rules[1], .nrule = 1};
	struct house_spec latched = {.rule = &call, .nrule = 1};

	call.latch = true;
	little_begin(&l, &same);
	little_send(&l, 0, BED_101, 1);
	little_do(&l, 1000, (struct action){.what = ACTION_SHELVE,
	    .rule = "bed", .place = "101", .minutes = 30, .note = "x"});
	little_expect(&l, 2000, "+0 raised 1.1 bed 101\n"
	    "+1000 shelved 1.2 bed 101\n+1000 closed 1.3 bed 101\n");
	reload(&latched, 5000);
	little_expect(&l, 6000, "+5000 raised 2.1 bed 101\n");
	little_end(&l);
}
END_TEST

/* 22:00 UTC, and an hour later where the site is by now. */
START_TEST(another_zone_has_another_night)
{
	static struct zone_step east = {INT64_MIN, MS_HOUR};
	const struct rule_spec late = {.id = "late",
	    .when = "door and time(22:30-07:00)", .priority = PRIORITY_LOW};
	struct house_spec same = {.rule = &late, .nrule = 1};

	little_begin(&l, &same);
	ck_assert_str_eq(l.faults.s, "");
	little_send(&l, 0, DOOR_101, 1);
	little_expect(&l, 1000, "");
	l.zone = (struct zone){&east, 1};
	reload(&same, 5000);
	little_expect(&l, 6000, "+5000 raised 1.1 late 101\n");
	little_end(&l);
}
END_TEST

CHECK_MAIN("carry", a_duration_goes_on, another_sensor_knows_nothing,
    another_condition_is_raised_anew,
    a_shelf_that_cannot_be_holds_nothing_back, another_zone_has_another_night, an_open_alert_survives_whole,
    closed_while_true_stays_closed, what_is_new_does_not_know_the_past,
    a_changed_rule_keeps_its_alert,
    a_shorter_limit_is_over_at_the_segment,
    what_others_say_of_a_signal_is_no_change, hostile_carries_are_skipped,
    messages_are_counted_for_a_night, noon_signs_everybody_out)
