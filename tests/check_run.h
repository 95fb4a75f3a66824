/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The main() of a test program of one case: CHECK_MAIN("zone", a, b, c); or with
 * what is done before and after each test.
 */
#ifndef NATVAGT_TESTS_CHECK_RUN_H
#define NATVAGT_TESTS_CHECK_RUN_H

#include <check.h>

#define CHECK_MAIN(name, ...) CHECK_MAIN_IN(NULL, NULL, name, __VA_ARGS__)

#define CHECK_MAIN_IN(setup, teardown, name, ...)                           \
	int                                                                 \
	main(void)                                                          \
	{                                                                   \
		const TTest *const tests[] = {__VA_ARGS__};          \
		Suite *suite = suite_create(name);                          \
		TCase *tcase = tcase_create(name);                          \
		SRunner *runner;                                            \
		int failed;                                                 \
                                                                            \
		for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) \
			tcase_add_test(tcase, tests[i]);                    \
		tcase_set_timeout(tcase, 120);                              \
		tcase_add_checked_fixture(tcase, (setup), (teardown));      \
		suite_add_tcase(suite, tcase);                              \
		runner = srunner_create(suite);                             \
		srunner_run_all(runner, CK_ENV);                            \
		failed = srunner_ntests_failed(runner);                     \
		srunner_free(runner);                                       \
		return failed != 0;                                         \
	}

#endif
