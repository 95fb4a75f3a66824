/* SPDX-License-Identifier: Apache-2.0 */
/* Which alerts of two sets of rules are the same one. */
#include <stdlib.h>

#include "base/mem.h"
#include "check_run.h"
#include "eval/compare.h"
#include "read/conf.h"

/* Two homes that share some rules and places, in another order. */
struct homes {
	struct conf *conf[2];
	int32_t out[2], call[2]; /* at 101 and 102, by their indexes there */
};

static int32_t
instance_of(const struct conf *conf, const char *rule, const char *place)
{
	int32_t i = house_instance(conf->house, rule, place);

	ck_assert_int_ge(i, 0);
	return i;
}

static void
homes_open(struct homes *homes)
{
	static const char *const file[] = {"conf/natvagt.conf",
	    "tests/screens/house.conf"};
	const char *dir = getenv("srcdir");

	for (int i = 0; i < 2; i++) {
		char *path = xasprintf("%s/%s", dir ? dir : ".", file[i]);
		struct faults faults = {0};

		homes->conf[i] = conf_load(path, CONF_ALERTS_ONLY, &faults);
		faults_tell(&faults, stderr);
		ck_assert_ptr_nonnull(homes->conf[i]);
		homes->out[i] = instance_of(homes->conf[i], "out-at-night",
		    "101");
		homes->call[i] = instance_of(homes->conf[i], "call", "102");
		free(path);
	}
	ck_assert_int_ne(homes->out[0], homes->out[1]);
}

static void
homes_close(struct homes *homes)
{
	conf_free(homes->conf[0]);
	conf_free(homes->conf[1]);
}

/* Pairs as "first-other", times of raising; 0: none there. */
static void
expect(const struct homes *homes, const struct recording_alert *first, int n,
    const struct recording_alert *other, int m, const int64_t wanted[][2],
    int pairs)
{
	const struct compare_side side[2] = {
		{homes->conf[0]->house, first, n},
		{homes->conf[1]->house, other, m},
	};
	int got;
	struct compared *v = compare_alerts(side, &got);

	ck_assert_int_eq(got, pairs);
	for (int i = 0; i < got; i++) {
		int64_t a = v[i].at[0] >= 0 ? first[v[i].at[0]].raised : 0;
		int64_t b = v[i].at[1] >= 0 ? other[v[i].at[1]].raised : 0;

		ck_assert_int_eq(a, wanted[i][0]);
		ck_assert_int_eq(b, wanted[i][1]);
		ck_assert_int_eq(v[i].raised, a != 0 && (b == 0 || a <= b) ?
		    a : b);
	}
	free(v);
}

START_TEST(what_stands_at_the_same_time_is_the_same)
{
	struct homes homes;

	homes_open(&homes);
	{
		/* One waits longer; one ends in the moment the other begins;
		 * one is over before; one never ends. */
		const struct recording_alert first[] = {
			{100, 200, homes.out[0]}, {300, 350, homes.out[0]},
			{400, 450, homes.out[0]}, {500, TIME_NEVER,
			    homes.out[0]},
		};
		const struct recording_alert other[] = {
			{150, 200, homes.out[1]}, {350, 360, homes.out[1]},
			{451, 460, homes.out[1]}, {9000, 9001, homes.out[1]},
		};
		const int64_t wanted[][2] = {{100, 150}, {300, 350}, {400, 0},
		    {0, 451}, {500, 9000}};

		expect(&homes, first, 4, other, 4, wanted, 5);
	}
	homes_close(&homes);
}
END_TEST

START_TEST(each_is_the_same_as_one_at_most)
{
	struct homes homes;

	homes_open(&homes);
	{
		const struct recording_alert first[] = {
			{100, 500, homes.out[0]}, {600, 700, homes.out[0]},
		};
		const struct recording_alert other[] = {
			{90, 110, homes.out[1]}, {200, 210, homes.out[1]},
			{300, 650, homes.out[1]},
		};
		const int64_t wanted[][2] = {{100, 90}, {0, 200}, {600, 300}};

		expect(&homes, first, 2, other, 3, wanted, 3);
	}
	homes_close(&homes);
}
END_TEST

START_TEST(rules_and_places_are_known_by_their_ids)
{
	struct homes homes;

	homes_open(&homes);
	{
		int32_t fall = instance_of(homes.conf[0], "fall", "105");
		int32_t kitchen = instance_of(homes.conf[1], "kitchen",
		    "kitchen");
		const struct recording_alert first[] = {
			{100, 200, homes.call[0]}, {100, 200, homes.out[0]},
			{100, 200, fall},
		};
		const struct recording_alert other[] = {
			{100, 200, kitchen}, {100, 200, homes.out[1]},
			{120, 200, homes.call[1]},
		};
		const int64_t wanted[][2] = {{100, 120}, {100, 100}, {100, 0},
		    {0, 100}};

		expect(&homes, first, 3, other, 3, wanted, 4);
		expect(&homes, NULL, 0, NULL, 0, wanted, 0);
	}
	homes_close(&homes);
}
END_TEST

CHECK_MAIN("compare", what_stands_at_the_same_time_is_the_same,
    each_is_the_same_as_one_at_most, rules_and_places_are_known_by_their_ids)
