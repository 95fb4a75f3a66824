/* SPDX-License-Identifier: Apache-2.0 */
/* Devices, impulses, the broker, statuses: what is known and what is not. */
#include "check_run.h"
#include "little_house.h"

static struct little l;

static void
begin(const char *up)
{
	const struct status_spec statuses[] = {
		{.id = "called", .when = "call"},
		{.id = "up", .when = up},
	};
	const struct house_spec spec = {.status = statuses, .nstatus = 2};

	little_begin(&l, &spec);
	ck_assert_str_eq(l.faults.s, "");
}

START_TEST(unknown_is_never_fine)
{
	begin("door");
	little_send(&l, 0, DOOR_101, 1);
	/* "called" comes first and is unknown. */
	little_expect(&l, 1, "");
	little_send(&l, 1000, CALL_101, 1);
	little_expect(&l, 6001, "+1000 status 101 called<unseen\n"
	    "+6000 status 101 up<called\n");
	little_end(&l);
}
END_TEST

START_TEST(an_impulse_lasts_its_hold_whatever_is_repeated)
{
	begin("door");
	little_send(&l, 0, DOOR_101, 0);
	/* What is retained is no call; but the button is there, not pressed. */
	little_retained(&l, 100, CALL_101, 1);
	little_expect(&l, 900, "+100 status 101 none<unseen\n");
	little_send(&l, 1000, CALL_101, 1);
	little_send(&l, 3000, CALL_101, 1);
	little_send(&l, 4000, CALL_101, 0);
	little_expect(&l, 6000, "+1000 status 101 called<none\n");
	little_expect(&l, 6001, "+6000 status 101 none<called\n");
	little_end(&l);
}
END_TEST

/* To the millisecond, by what is read and by time; no repeat is a change. */
START_TEST(each_change_of_a_signal_is_told)
{
	begin("bed");
	little_send(&l, 1000, CALL_101, 1);
	little_send(&l, 3000, CALL_101, 1);
	little_send(&l, 7000, BED_101, 1);
	little_send(&l, 8000, BED_101, 1);
	little_expect(&l, 700000, "+1000 status 101 called<unseen\n"
	    "+6000 status 101 unseen<called\n+7000 status 101 up<unseen\n"
	    "+608001 status 101 unseen<up\n");
	ck_assert_str_eq(l.signals.s, "+1000 call-101 call false\n"
	    "+1000 call-101 call true\n"
	    "+6000 call-101 call false\n+7000 bed-101 bed true\n"
	    "+608001 bed-101 bed unknown\n");
	little_end(&l);
}
END_TEST

START_TEST(silence_makes_unknown)
{
	begin("bed");
	little_send(&l, 0, CALL_101, 1);
	little_send(&l, 1000, BED_101, 1);
	little_expect(&l, 601000, "+0 status 101 called<unseen\n"
	    "+5000 status 101 up<called\n");
	/* Ten minutes are not longer than ten minutes. */
	little_expect(&l, 601001, "");
	little_expect(&l, 601002, "+601001 status 101 unseen<up\n");
	little_retained(&l, 602000, BED_101, 1);
	little_expect(&l, 602001, "");
	little_send(&l, 603000, BED_101, 0);
	little_send(&l, 603000, BED_101_TOO, 0);
	little_expect(&l, 603001, "+603000 status 101 none<unseen\n");
	little_end(&l);
}
END_TEST

START_TEST(two_devices_feed_one_signal)
{
	begin("bed");
	little_send(&l, 0, CALL_101, 1);
	little_send(&l, 10000, BED_101, 0);
	little_expect(&l, 10001, "+0 status 101 called<unseen\n"
	    "+5000 status 101 unseen<called\n");
	little_send(&l, 11000, BED_101_TOO, 0);
	little_send(&l, 12000, BED_101_TOO, 1);
	little_available(&l, 13000, BED_101, false);
	little_available(&l, 14000, BED_101_TOO, false);
	little_available(&l, 15000, BED_101_TOO, true);
	little_expect(&l, 15001, "+11000 status 101 none<unseen\n"
	    "+12000 status 101 up<none\n+14000 status 101 unseen<up\n");
	little_send(&l, 16000, BED_101_TOO, 1);
	little_expect(&l, 16001, "+16000 status 101 up<unseen\n");
	little_end(&l);
}
END_TEST

START_TEST(a_lost_broker_blinds_after_the_grace)
{
	begin("door");
	little_send(&l, 0, CALL_101, 1);
	little_send(&l, 6000, DOOR_101, 1);
	little_kind(&l, 10000, MESSAGE_BROKER, false);
	little_kind(&l, 40000, MESSAGE_BROKER, true);
	little_expect(&l, 50000, "+0 status 101 called<unseen\n"
	    "+5000 status 101 unseen<called\n"
	    "+6000 status 101 up<unseen\n");
	little_kind(&l, 60000, MESSAGE_BROKER, false);
	ck_assert_int_eq(world_broker_lost(l.world), LITTLE_START + 60000);
	little_kind(&l, 70000, MESSAGE_BROKER, false);
	little_expect(&l, 90001, "");
	little_expect(&l, 90002, "+90001 status 101 unseen<up\n");
	little_kind(&l, 91000, MESSAGE_BROKER, true);
	ck_assert_int_eq(world_broker_lost(l.world), 0);
	little_expect(&l, 91001, "");
	/* What is retained is a level; the call is known by a reading only. */
	little_retained(&l, 92000, DOOR_101, 0);
	little_send(&l, 93000, CALL_101, 1);
	little_expect(&l, 98001, "+93000 status 101 called<unseen\n"
	    "+98000 status 101 none<called\n");
	little_end(&l);
}
END_TEST

START_TEST(devices_and_the_broker_are_told_of)
{
	begin("bed");
	little_available(&l, 0, BED_101, true);
	little_send(&l, 1000, BED_101, 1);
	little_send(&l, 700000, BED_101, 1);
	little_available(&l, 701000, BED_101, false);
	little_available(&l, 702000, BED_101, false);
	little_available(&l, 703000, BED_101, true);
	little_send(&l, 704000, BED_101, 1);
	little_kind(&l, 705000, MESSAGE_BROKER, true);
	little_kind(&l, 706000, MESSAGE_BROKER, false);
	little_kind(&l, 707000, MESSAGE_BROKER, false);
	little_kind(&l, 708000, MESSAGE_BROKER, true);
	little_kind(&l, 709000, MESSAGE_START, false);
	ck_assert_int_eq(DEVICE_LIVE, 1);
	ck_assert_int_eq(DEVICE_SILENT, 2);
	ck_assert_int_eq(DEVICE_OFFLINE, 3);
	ck_assert_int_eq(MESSAGE_START, 3);
	ck_assert_int_eq(MESSAGE_BROKER, 5);
	ck_assert_str_eq(l.said.s, "bed-101 2\nbed-101 1\nbed-101 3\n"
	    "bed-101 1\nnoted 5 0\nnoted 5 1\nnoted 3 0\n");
	little_end(&l);
}
END_TEST

START_TEST(retained_does_not_put_off_silence)
{
	begin("bed");
	little_send(&l, 0, CALL_101, 1);
	little_send(&l, 10000, BED_101, 1);
	little_kind(&l, 100000, MESSAGE_BROKER, false);
	little_expect(&l, 131000, "+0 status 101 called<unseen\n"
	    "+5000 status 101 unseen<called\n"
	    "+10000 status 101 up<unseen\n"
	    "+130001 status 101 unseen<up\n");
	little_kind(&l, 200000, MESSAGE_BROKER, true);
	little_retained(&l, 200000, BED_101, 1);
	little_retained(&l, 300000, CALL_101, 1);
	little_expect(&l, 610001, "+300000 status 101 up<unseen\n");
	/* Ten minutes after what the mat said itself. */
	little_expect(&l, 610002, "+610001 status 101 unseen<up\n");
	little_retained(&l, 700000, BED_101, 1);
	little_expect(&l, 700001, "");
	little_end(&l);
}
END_TEST

START_TEST(numbers)
{
	begin("lux < 3 or lux > 10");
	little_send(&l, 0, CALL_101, 1);
	little_send(&l, 1000, LUX_101, 5);
	little_send(&l, 6000, LUX_101, 2.5);
	little_send(&l, 7000, LUX_101, 3);
	little_send(&l, 8000, LUX_101, 11);
	little_expect(&l, 8001, "+0 status 101 called<unseen\n"
	    "+5000 status 101 none<called\n+6000 status 101 up<none\n"
	    "+7000 status 101 none<up\n+8000 status 101 up<none\n");
	little_end(&l);
}
END_TEST

START_TEST(time_does_not_run_backwards)
{
	begin("door");
	little_send(&l, 10000, CALL_101, 1);
	little_send(&l, 20000, DOOR_101, 1);
	little_send(&l, 1000, DOOR_101, 0);
	little_expect(&l, 20001, "+10000 status 101 called<unseen\n"
	    "+15000 status 101 unseen<called\n"
	    "+20000 status 101 up<unseen\n+20000 status 101 none<up\n");
	little_end(&l);
}
END_TEST

START_TEST(a_copy_is_a_world)
{
	struct world *copy;
	int64_t since;

	begin("(door for 10s) within 1m");
	little_send(&l, 0, CALL_101, 1);
	/* The second message of its millisecond: unknown at 0 still. */
	little_send(&l, 0, DOOR_101, 0);
	little_send(&l, 70000, DOOR_101, 1);
	copy = world_clone(l.world);
	little_send(&l, 75000, DOOR_101, 0);
	little_expect(&l, 90000, "+0 status 101 called<unseen\n"
	    "+5000 status 101 unseen<called\n"
	    "+60001 status 101 none<unseen\n");
	ck_assert_int_eq(world_next(copy), LITTLE_START + 80000);
	world_advance(copy, LITTLE_START + 90000, NULL, NULL);
	ck_assert_int_eq(world_status(copy, house_place(l.house, "101"),
	    &since), 1);
	ck_assert_int_eq(since, LITTLE_START + 80000);
	world_free(copy);
	little_end(&l);
}
END_TEST

CHECK_MAIN("world", unknown_is_never_fine,
    an_impulse_lasts_its_hold_whatever_is_repeated,
    each_change_of_a_signal_is_told, silence_makes_unknown,
    two_devices_feed_one_signal, a_lost_broker_blinds_after_the_grace,
    devices_and_the_broker_are_told_of,
    retained_does_not_put_off_silence, numbers, time_does_not_run_backwards, a_copy_is_a_world)
