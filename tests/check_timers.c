/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Deadlines of a little house's world against a plain array of them: the heap
 * with what it leaves behind must never show.
 */
#include "core/timers.h"

#include <stdlib.h>

#include "check_run.h"
#include "little_house.h"

static struct little l;
static struct world *w;
static int32_t ntimer;
static int64_t *plain; /* each timer's deadline */

static void
begin(void)
{
	static const struct rule_spec rules[] = {
		{.id = "a", .when = "bed for 15m", .text = "t"},
		{.id = "b", .when = "door within 1m", .text = "t"},
		{.id = "c", .when = "count(rise(motion@bath), 2h) >= 2",
		    .text = "t"},
		{.id = "d", .when = "(not bed) for 20m", .text = "t",
		    .clear_after = MS_MINUTE},
		{.id = "e", .when = "night and (lux < 3 for 10s)",
		    .text = "t"},
	};
	const struct house_spec spec = {.rule = rules, .nrule = 5};

	little_begin(&l, &spec);
	ck_assert_str_eq(l.faults.s, "");
	w = l.world;
	ntimer = l.house->ntimer;
	ck_assert_int_ge(ntimer, 8);
	plain = calloc((size_t)ntimer, sizeof(*plain));
	ck_assert_ptr_nonnull(plain);
	for (int32_t i = 0; i < ntimer; i++) {
		timers_set(w, i, TIME_NEVER);
		plain[i] = TIME_NEVER;
	}
	ck_assert_int_eq(timers_next(w), TIME_NEVER);
}

static void
end(void)
{
	free(plain);
	little_end(&l);
}

static void
set(int32_t timer, int64_t t)
{
	timers_set(w, timer, t);
	plain[timer] = t;
	ck_assert_int_le(w->head->nheap, timers_room(l.house));
}

static int64_t
plain_next(void)
{
	int64_t next = TIME_NEVER;

	for (int32_t i = 0; i < ntimer; i++)
		if (plain[i] < next)
			next = plain[i];
	return next;
}

/*
 * Takes all that are due at t: each is one that is due then and no later than
 * any other, and no more come than there are.
 */
static void
take_all(int64_t t)
{
	int32_t due = 0, taken = 0, timer;

	for (int32_t i = 0; i < ntimer; i++)
		due += plain[i] <= t;
	while ((timer = timers_take(w, t)) != -1) {
		ck_assert_int_lt(timer, ntimer);
		ck_assert_int_eq(plain[timer], plain_next());
		ck_assert_int_le(plain[timer], t);
		plain[timer] = TIME_NEVER;
		taken++;
	}
	ck_assert_int_eq(taken, due);
}

START_TEST(in_order_of_time)
{
	begin();
	set(3, 300);
	set(1, 100);
	set(2, 200);
	ck_assert_int_eq(timers_next(w), 100);
	ck_assert_int_eq(timers_take(w, 99), -1);
	ck_assert_int_eq(timers_take(w, 100), 1);
	ck_assert_int_eq(timers_take(w, 100), -1);
	ck_assert_int_eq(timers_next(w), 200);
	ck_assert_int_eq(timers_take(w, 1000), 2);
	ck_assert_int_eq(timers_take(w, 1000), 3);
	ck_assert_int_eq(timers_take(w, 1000), -1);
	ck_assert_int_eq(timers_next(w), TIME_NEVER);
	end();
}
END_TEST

START_TEST(moved_later)
{
	begin();
	set(0, 100);
	set(1, 150);
	/* As with every reading of a device that lives. */
	for (int64_t t = 101; t <= 10000; t++)
		set(0, t);
	ck_assert_int_eq(w->head->nheap, 2);
	ck_assert_int_eq(timers_next(w), 150);
	ck_assert_int_eq(timers_take(w, 9999), 1);
	ck_assert_int_eq(timers_take(w, 9999), -1);
	ck_assert_int_eq(timers_next(w), 10000);
	ck_assert_int_eq(timers_take(w, 10000), 0);
	ck_assert_int_eq(timers_take(w, TIME_NEVER - 1), -1);
	end();
}
END_TEST

START_TEST(moved_earlier)
{
	begin();
	set(0, 1000);
	set(1, 500);
	set(0, 400);
	ck_assert_int_eq(timers_next(w), 400);
	ck_assert_int_eq(timers_take(w, 400), 0);
	/* What the earlier place left behind is no deadline. */
	ck_assert_int_eq(timers_take(w, 2000), 1);
	ck_assert_int_eq(timers_take(w, 2000), -1);
	/* Nor where it is set again, to the same time or another. */
	set(0, 1000);
	set(0, 700);
	set(0, 1000);
	ck_assert_int_eq(timers_next(w), 1000);
	ck_assert_int_eq(timers_take(w, 1000), 0);
	ck_assert_int_eq(timers_take(w, 1000), -1);
	end();
}
END_TEST

START_TEST(removed)
{
	begin();
	set(0, 100);
	set(1, 100);
	set(0, TIME_NEVER);
	ck_assert_int_eq(timers_take(w, 100), 1);
	ck_assert_int_eq(timers_take(w, 100), -1);
	set(0, 100);
	set(0, TIME_NEVER);
	set(0, 200);
	ck_assert_int_eq(timers_next(w), 200);
	ck_assert_int_eq(timers_take(w, 199), -1);
	ck_assert_int_eq(timers_take(w, 200), 0);
	ck_assert_int_eq(timers_take(w, 200), -1);
	end();
}
END_TEST

/* Always earlier leaves an entry behind each time, until there is no room. */
START_TEST(swept_when_full)
{
	int32_t sweeps = 0, before;

	begin();
	for (int32_t i = 0; i < ntimer; i++)
		set(i, 1000000 + i);
	before = w->head->nheap;
	for (int64_t t = 999999; t > 900000; t--) {
		set((int32_t)(t % ntimer), t);
		sweeps += w->head->nheap < before;
		before = w->head->nheap;
	}
	ck_assert_int_gt(sweeps, 50);
	take_all(900000 + ntimer / 2);
	take_all(2000000);
	ck_assert_int_eq(timers_next(w), TIME_NEVER);
	ck_assert_int_eq(w->head->nheap, 0);
	end();
}
END_TEST

/* Swept while half of them are unset, and one in every state is among them. */
START_TEST(a_sweep_keeps_what_is_true)
{
	begin();
	for (int32_t i = 0; i < ntimer; i++)
		set(i, 5000 + i);
	for (int32_t i = 1; i < ntimer; i += 2)
		set(i, TIME_NEVER);
	set(2, 90000);
	for (int64_t t = 4999; w->head->nheap < timers_room(l.house); t--)
		set(0, t);
	ck_assert_int_eq(w->head->nheap, timers_room(l.house));
	set(0, 10);
	ck_assert_int_eq(w->head->nheap, (ntimer + 1) / 2);
	ck_assert_int_eq(timers_next(w), 10);
	take_all(10);
	take_all(89999);
	ck_assert_int_eq(timers_next(w), 90000);
	take_all(90000);
	ck_assert_int_eq(timers_next(w), TIME_NEVER);
	end();
}
END_TEST

/* Seeded random operations; times are few, so that many fall together. */
START_TEST(as_a_plain_array)
{
	int32_t fired = 0, swept = 0;

	begin();
	srand48(29);
	for (int64_t now = 0, i = 0; i < 400000; i++) {
		int32_t timer = (int32_t)(lrand48() % ntimer);
		int32_t before = w->head->nheap;

		switch (lrand48() % 8) {
		case 0:
			set(timer, TIME_NEVER);
			break;
		case 1:
			now += lrand48() % 40;
			fired += plain_next() <= now;
			take_all(now);
			break;
		case 2:
			ck_assert_int_eq(timers_next(w), plain_next());
			break;
		case 3: /* a little earlier, as far as it has one */
			if (plain[timer] != TIME_NEVER &&
			    plain[timer] > now + 1)
				set(timer, plain[timer] - 1);
			break;
		default:
			set(timer, now + 1 + lrand48() % 300);
			swept += w->head->nheap < before;
			break;
		}
		ck_assert_int_le(w->head->nheap, timers_room(l.house));
	}
	ck_assert_int_gt(fired, 1000);
	ck_assert_int_gt(swept, 50);
	take_all(INT64_MAX / 2);
	ck_assert_int_eq(timers_next(w), TIME_NEVER);
	end();
}
END_TEST

CHECK_MAIN("timers", in_order_of_time, moved_later, moved_earlier, removed,
    swept_when_full, a_sweep_keeps_what_is_true, as_a_plain_array)
