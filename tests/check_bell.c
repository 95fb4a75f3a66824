/* SPDX-License-Identifier: Apache-2.0 */
/* The bell in the little house, asked at every millisecond. */
#include "ui/bell.h"

#include <stdlib.h>

#include "check_run.h"
#include "little_house.h"

/* The terminal's monotonic clock is any other number than the journal's. */
#define UPTIME INT64_C(777)

static const struct rule_spec rules[] = {
	{.id = "call", .each = "dwelling", .when = "call", .text = "Kald",
	    .priority = PRIORITY_HIGH, .latch = true},
	{.id = "door", .each = "dwelling", .when = "door", .text = "Dør",
	    .priority = PRIORITY_MEDIUM},
	{.id = "bath", .each = "dwelling", .when = "motion@bath",
	    .text = "Bad", .priority = PRIORITY_LOW},
	{.id = "wait", .each = "dwelling", .when = "lux == 5", .text = "V",
	    .priority = PRIORITY_HIGH, .escalate_after = MS_MINUTE},
	{.id = "lux", .each = "dwelling", .when = "lux > 9", .text = "L",
	    .priority = PRIORITY_TECHNICAL},
	{.id = "hall", .each = "common", .when = "motion", .text = "Gang",
	    .priority = PRIORITY_LOW},
};
static const struct house_spec spec = {.rule = rules, .nrule = 6};

struct night {
	struct little little;
	struct ui ui;
	struct bell bell;
	struct str struck; /* "+0 +2000": since the last expect() */
	int64_t at;
	int64_t set_back; /* ms: the clock that is not the monotonic one */
};

static void
begin(struct night *n)
{
	*n = (struct night){0};
	little_begin(&n->little, &spec);
	ck_assert_str_eq(n->little.faults.s, "");
	str_init(&n->struck);
	ui_init(&n->ui);
	n->ui.world = n->little.world;
}

static void
end(struct night *n)
{
	str_release(&n->struck);
	little_end(&n->little);
}

/* Through that millisecond: when it says that it strikes next, it does. */
static void
listen(struct night *n, int64_t to)
{
	for (; n->at <= to; n->at++) {
		bool due;

		n->ui.now = LITTLE_START + n->at - n->set_back;
		n->ui.steady = UPTIME + n->at;
		due = bell_next(&n->bell, &n->ui) <= UPTIME + n->at;
		ck_assert_int_eq(bell_strikes(&n->bell, &n->ui,
		    UPTIME + n->at), due);
		if (due)
			str_addf(&n->struck, "+%d ", (int)n->at);
	}
}

static void
expect(struct night *n, int64_t to, const char *struck)
{
	listen(n, to);
	ck_assert_str_eq(n->struck.s, struck);
	str_clear(&n->struck);
}

/* A reading at ms, all before it listened to. */
static void
send(struct night *n, int64_t ms, enum little_device device, double value)
{
	listen(n, ms - 1);
	little_send(&n->little, ms, device, value);
}

static void
act(struct night *n, int64_t ms, enum action_do what, uint32_t alert,
    uint32_t version)
{
	listen(n, ms - 1);
	little_act(&n->little, ms, what, alert, version, 0);
}

static void
silence(struct night *n, int64_t ms)
{
	listen(n, ms - 1);
	n->ui.now = LITTLE_START + ms;
	n->ui.steady = UPTIME + ms;
	bell_silence(&n->ui);
}

START_TEST(test_high_rings_every_two_seconds)
{
	struct night n;

	begin(&n);
	send(&n, 1000, CALL_101, 1);
	expect(&n, 999, "");
	expect(&n, 6999, "+1000 +3000 +5000 ");
	expect(&n, 7000, "+7000 ");
	act(&n, 8500, ACTION_ACK, 1, 2); /* the button was let go at +6000 */
	expect(&n, 60000, "");
	end(&n);
}
END_TEST

START_TEST(test_medium_rings_every_ten)
{
	struct night n;

	begin(&n);
	send(&n, 1000, DOOR_101, 1);
	expect(&n, 20999, "+1000 +11000 ");
	expect(&n, 21000, "+21000 ");
	/* What is over by itself waits, and is quiet. */
	send(&n, 22000, DOOR_101, 0);
	expect(&n, 60000, "");
	send(&n, 60001, DOOR_101, 1);
	expect(&n, 60001, "+60001 ");
	end(&n);
}
END_TEST

START_TEST(test_low_rings_once)
{
	struct night n;

	begin(&n);
	send(&n, 1000, MOTION_CORRIDOR, 1);
	expect(&n, 300000, "+1000 ");
	send(&n, 300001, MOTION_101_BATH, 1);
	expect(&n, 600000, "+300001 ");
	/* An alert that nobody need hear ends no other's pause. */
	send(&n, 600001, MOTION_101_BATH, 0);
	expect(&n, 900000, "");
	end(&n);
}
END_TEST

START_TEST(test_technical_is_silent)
{
	struct night n;

	begin(&n);
	send(&n, 1000, CALL_101, 1);
	silence(&n, 1500);
	send(&n, 2000, LUX_101, 10);
	expect(&n, 31499, "+1000 ");
	act(&n, 31500, ACTION_ACK, 1, 2);
	expect(&n, 90000, "");
	ck_assert(!bell_is_silenced(&n.ui));
	end(&n);
}
END_TEST

START_TEST(test_the_loudest_is_heard)
{
	struct night n;

	begin(&n);
	send(&n, 1000, DOOR_101, 1);
	send(&n, 1500, CALL_101, 1);
	/* What is new rings at once, whatever else does. */
	send(&n, 4000, MOTION_CORRIDOR, 1);
	expect(&n, 7000, "+1000 +1500 +3500 +4000 +6000 ");
	/* Without the call the door has its own pause, from the last stroke. */
	act(&n, 7500, ACTION_ACK, 2, 2);
	expect(&n, 15999, "");
	expect(&n, 26000, "+16000 +26000 ");
	act(&n, 27000, ACTION_ACK, 1, 1);
	expect(&n, 300000, "");
	end(&n);
}
END_TEST

START_TEST(test_what_is_let_go_of_rings_again)
{
	struct night n;

	begin(&n);
	send(&n, 1000, DOOR_101, 1);
	act(&n, 2000, ACTION_ACK, 1, 1);
	act(&n, 3000, ACTION_UNDO, 1, 2);
	expect(&n, 12999, "+1000 +3000 ");
	expect(&n, 13000, "+13000 ");
	end(&n);
}
END_TEST

/* Whoever silenced it and lets go of one knows of that; no louder one. */
START_TEST(test_letting_go_ends_no_silence)
{
	struct night n;

	begin(&n);
	send(&n, 1000, DOOR_101, 1);
	silence(&n, 1500);
	act(&n, 2000, ACTION_ACK, 1, 1);
	act(&n, 3000, ACTION_UNDO, 1, 2);
	ck_assert(bell_is_silenced(&n.ui));
	expect(&n, 12999, "+1000 ");
	send(&n, 13000, CALL_101, 1);
	expect(&n, 13000, "+13000 ");
	end(&n);
}
END_TEST

START_TEST(test_silence_lasts_its_time)
{
	struct night n;

	begin(&n);
	send(&n, 1000, CALL_101, 1);
	silence(&n, 2500);
	ck_assert(bell_is_silenced(&n.ui));
	ck_assert_int_eq(n.ui.muted_until, UPTIME + 32500);
	expect(&n, 32499, "+1000 ");
	ck_assert(bell_is_silenced(&n.ui));
	expect(&n, 34500, "+32500 +34500 ");
	ck_assert(!bell_is_silenced(&n.ui));
	act(&n, 35000, ACTION_ACK, 1, 2);
	send(&n, 40000, DOOR_101, 1);
	silence(&n, 41000);
	expect(&n, 160999, "+40000 ");
	expect(&n, 161000, "+161000 ");
	end(&n);
}
END_TEST

/* As long by a clock that is set back an hour meanwhile. */
START_TEST(test_silence_ends_whatever_the_clock_says)
{
	struct night n;

	begin(&n);
	send(&n, 1000, CALL_101, 1);
	silence(&n, 2500);
	n.set_back = MS_HOUR;
	expect(&n, 32499, "+1000 ");
	expect(&n, 34500, "+32500 +34500 ");
	end(&n);
}
END_TEST

/* Low had rung when it was silenced: that is once. */
START_TEST(test_silence_brings_nothing_back)
{
	struct night n;

	begin(&n);
	send(&n, 1000, MOTION_CORRIDOR, 1);
	silence(&n, 2000);
	expect(&n, 300000, "+1000 ");
	end(&n);
}
END_TEST

START_TEST(test_news_ends_the_silence)
{
	struct night n;

	begin(&n);
	send(&n, 1000, CALL_101, 1);
	silence(&n, 1500);
	send(&n, 10000, MOTION_CORRIDOR, 1);
	expect(&n, 9999, "+1000 ");
	expect(&n, 12000, "+10000 +12000 ");
	ck_assert(!bell_is_silenced(&n.ui)); /* and is not called silent */
	/* Ended is ended, when what was new has gone, too. */
	send(&n, 12500, MOTION_CORRIDOR, 0);
	expect(&n, 14000, "+14000 ");
	end(&n);
}
END_TEST

/* Whoever presses the button once more has not been heard. */
START_TEST(test_a_call_that_is_on_again_ends_the_silence)
{
	struct night n;

	begin(&n);
	send(&n, 1000, CALL_101, 1);
	expect(&n, 9000, "+1000 +3000 +5000 +7000 +9000 ");
	silence(&n, 10000);
	send(&n, 12000, CALL_101, 1);
	expect(&n, 11999, "");
	expect(&n, 14000, "+12000 +14000 ");
	end(&n);
}
END_TEST

/* Three strokes at most, and not for one that somebody takes meanwhile. */
START_TEST(test_a_level_is_a_stroke_more)
{
	struct night n;

	begin(&n);
	send(&n, 0, LUX_101, 5);
	little_expect(&n.little, 59999, "+0 raised 1.1 wait 101\n");
	n.at = 59000;
	expect(&n, 59999, "+59000 ");
	little_expect(&n.little, 60001, "+60000 escalated 1.2 wait 101\n");
	expect(&n, 61999, "+60000 +60300 ");
	expect(&n, 62300, "+62000 +62300 ");
	little_expect(&n.little, 120001, "+120000 escalated 1.3 wait 101\n");
	n.at = 120000;
	expect(&n, 121999, "+120000 +120300 +120600 ");
	little_expect(&n.little, 240001, "+180000 escalated 1.4 wait 101\n"
	    "+240000 escalated 1.5 wait 101\n");
	n.at = 240000;
	expect(&n, 240300, "+240000 +240300 ");
	act(&n, 240301, ACTION_ACK, 1, 5);
	expect(&n, 250000, "");
	end(&n);
}
END_TEST

/* A row may be older than the key that came before it. */
START_TEST(test_silence_is_for_what_was_known)
{
	struct night n;

	begin(&n);
	send(&n, 1000, DOOR_101, 1);
	expect(&n, 1500, "+1000 ");
	silence(&n, 2000);
	little_send(&n.little, 1900, CALL_101, 1);
	expect(&n, 4000, "+2000 +4000 ");
	end(&n);
}
END_TEST

START_TEST(test_silence_takes_nothing)
{
	struct night n;

	begin(&n);
	send(&n, 1000, CALL_101, 1);
	silence(&n, 1500);
	ck_assert_int_eq(world_alert(n.little.world, 0)->state, ALERT_RAISED);
	ck_assert_int_eq(world_alert(n.little.world, 0)->version, 1);
	end(&n);
}
END_TEST

START_TEST(test_a_turn_that_is_late_strikes_once)
{
	struct night n;

	begin(&n);
	send(&n, 1000, CALL_101, 1);
	expect(&n, 1000, "+1000 ");
	n.at = 9000; /* the terminal was stopped */
	expect(&n, 11000, "+9000 +11000 ");
	end(&n);
}
END_TEST

START_TEST(test_a_recording_is_silent)
{
	struct night n;

	begin(&n);
	n.ui.read_only = true;
	send(&n, 1000, CALL_101, 1);
	expect(&n, 5000, "");
	n.ui.world = NULL;
	n.ui.read_only = false;
	expect(&n, 6000, "");
	end(&n);
}
END_TEST

CHECK_MAIN("bell", test_high_rings_every_two_seconds,
    test_medium_rings_every_ten, test_low_rings_once,
    test_technical_is_silent, test_a_level_is_a_stroke_more,
    test_a_call_that_is_on_again_ends_the_silence,
    test_the_loudest_is_heard, test_what_is_let_go_of_rings_again,
    test_letting_go_ends_no_silence,
    test_silence_lasts_its_time,
    test_silence_ends_whatever_the_clock_says, test_silence_brings_nothing_back,
    test_news_ends_the_silence, test_silence_is_for_what_was_known,
    test_silence_takes_nothing, test_a_turn_that_is_late_strikes_once,
    test_a_recording_is_silent)
