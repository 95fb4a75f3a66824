/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When a console starts a collector. The children are this program again: as
 * "watch -c N" it ends with code N, or, for "-c stay", stays until it is told
 * to stop.
 */
#include "cmd/collector.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <check.h>

#include "store/journal.h"

enum { LONG = COLLECTOR_SILENCE, SHORT = 100, TURN = 100 };

static char folder[] = "/tmp/check_collector.XXXXXX";
static char path[64];

static void
setup(void)
{
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/j", folder);
}

static void
teardown(void)
{
	char name[96];

	snprintf(name, sizeof(name), "%s.lock", path);
	unlink(name);
	snprintf(name, sizeof(name), "%s.log", path);
	unlink(name);
	ck_assert_int_eq(rmdir(folder), 0);
}

/* Somebody else's collector begins; close() ends it. */
static int
watch(void)
{
	struct err err;
	bool held;
	int lock = journal_lock(path, &held, &err);

	ck_assert_msg(lock >= 0, "%s", err.text);
	return lock;
}

/* Turns of a console from a time up to another; when it starts one, or -1. */
static int64_t
turns(struct collector *c, int64_t from, int64_t to, int64_t silence)
{
	for (int64_t t = from; t <= to; t += TURN) {
		ck_assert(!collector_keep(c, t, silence));
		if (c->pid != 0)
			return t;
	}
	return -1;
}

/* The same moment until the child has ended; whether it is said to have died. */
static bool
await_end(struct collector *c, int64_t t)
{
	bool died = false;

	while (c->pid != 0)
		died = collector_keep(c, t, SHORT);
	return died;
}

START_TEST(where_all_is_silent_one_is_started_at_once)
{
	struct collector c;

	collector_init(&c, "stay", path);
	ck_assert_int_eq(turns(&c, 0, 0, LONG), 0);
	collector_release(&c);
	collector_init(&c, "stay", path);
	ck_assert_int_eq(turns(&c, 0, 0, LONG - 1), -1);
	collector_release(&c);
}
END_TEST

START_TEST(a_lock_is_left_free_for_a_grace)
{
	struct collector c;
	int lock = watch();
	int64_t t;

	collector_init(&c, "stay", path);
	ck_assert_int_eq(turns(&c, 0, 60000, SHORT), -1);
	ck_assert_int_eq(turns(&c, 0, 60000, LONG), -1);
	close(lock);
	t = turns(&c, 70000, 80000, SHORT);
	ck_assert_int_ge(t, 70000 + COLLECTOR_GRACE);
	ck_assert_int_le(t, 70000 + COLLECTOR_GRACE + COLLECTOR_JITTER);
	collector_release(&c);
}
END_TEST

START_TEST(one_that_comes_back_in_time_wins)
{
	struct collector c;
	int lock;

	collector_init(&c, "stay", path);
	for (int64_t t = 0; t < 100000; t += 10000) {
		ck_assert_int_eq(turns(&c, t, t + COLLECTOR_GRACE - TURN,
		    SHORT), -1);
		lock = watch();
		ck_assert_int_eq(turns(&c, t + COLLECTOR_GRACE, t + 9900,
		    SHORT), -1);
		close(lock);
	}
	collector_release(&c);
}
END_TEST

START_TEST(one_that_lost_to_another_has_not_died)
{
	struct collector c;
	int lock;

	collector_init(&c, "75", path);
	ck_assert_int_eq(turns(&c, 0, 0, LONG), 0);
	lock = watch();
	ck_assert(!await_end(&c, 0));
	ck_assert_int_eq(turns(&c, 1000, 5000, SHORT), -1);
	/* It has started nothing, so there is nothing to hold apart. */
	close(lock);
	ck_assert_int_ge(turns(&c, 6000, 6000 + COLLECTOR_GRACE +
	    COLLECTOR_JITTER, SHORT), 0);
	collector_release(&c);
}
END_TEST

START_TEST(one_that_died_is_started_again)
{
	struct collector c;
	int64_t t;

	collector_init(&c, "74", path);
	ck_assert_int_eq(turns(&c, 0, 0, LONG), 0);
	ck_assert(await_end(&c, TURN));
	t = turns(&c, TURN, 60000, SHORT);
	ck_assert_int_ge(t, COLLECTOR_APART);
	ck_assert_int_le(t, COLLECTOR_APART + COLLECTOR_LOOK);
	ck_assert(await_end(&c, t));
	c.conf_path = "stay";
	t = turns(&c, t + 5 * COLLECTOR_APART, t + 5 * COLLECTOR_APART, SHORT);
	ck_assert_int_ge(t, 0);
	collector_release(&c);
}
END_TEST

static int
run_child(const char *order)
{
	if (strcmp(order, "stay") == 0)
		pause();
	return atoi(order);
}

int
main(int argc, char **argv)
{
	Suite *suite;
	TCase *tcase;
	SRunner *runner;
	int failures;

	if (argc == 4 && strcmp(argv[1], "watch") == 0)
		return run_child(argv[3]);
	suite = suite_create("collector");
	tcase = tcase_create("collector");
	runner = srunner_create(suite);
	suite_add_tcase(suite, tcase);
	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, where_all_is_silent_one_is_started_at_once);
	tcase_add_test(tcase, a_lock_is_left_free_for_a_grace);
	tcase_add_test(tcase, one_that_comes_back_in_time_wins);
	tcase_add_test(tcase, one_that_lost_to_another_has_not_died);
	tcase_add_test(tcase, one_that_died_is_started_again);
	srunner_run_all(runner, CK_ENV);
	failures = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failures != 0;
}
