/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A sweep is what its values are one by one: random messages to a house with
 * the duration swept and to as many houses with one value each, whose alerts
 * must be the same, to the millisecond. What the rules say is chosen for what
 * sweeping touches: windows of what is swept, counts, mirrors, definitions.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "core/world.h"

enum { DEVICES = 4, MESSAGES = 400, NIGHTS = 40, SPAN = 40 };

static const int64_t start = 1763762400000; /* 2025-11-21T22:00:00Z */
static const struct zone_step utc = {INT64_MIN, 0};
static const struct zone zone = {(struct zone_step *)&utc, 1};

static uint64_t seed;

static uint32_t
rnd(uint32_t n)
{
	/* xorshift64* (S. Vigna, 2016) */
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return (uint32_t)((seed * 0x2545f4914f6cdd1du) >> 33) % n;
}

/* One %s: what is swept; clear: %s is nowhere, clear_after is swept. */
struct subject {
	const char *when, *define;
	bool clear;
	int nth;
};

static const struct subject subjects[] = {
	{"a for %s", NULL, false, 0},
	{"(not (a within %s)) and b", NULL, false, 0},
	{"(a within 7ms) and (b for %s)", NULL, false, 1},
	{"((a for %s) and b) for 5ms", NULL, false, 0},
	{"(a for %s) within 9ms", NULL, false, 0},
	{"count(a for %s, 30ms) >= 2", NULL, false, 0},
	{"count(a, %s) >= 3", NULL, false, 0},
	{"(not (b within %s)) since rise(a)", NULL, false, 0},
	{"rise(a for %s) or fall(b)", NULL, false, 0},
	{"known(a for %s) and c", NULL, false, 0},
	{"d and (c for 4ms)", "(a within %s) and not b", false, 0},
	{"(d for 6ms) or (b and d)", "a for %s", false, 0},
	{"a and b", NULL, true, SWEEP_CLEAR_AFTER},
	{"(a for 3ms) or c", NULL, true, SWEEP_CLEAR_AFTER},
};
enum { NSUBJECT = sizeof(subjects) / sizeof(subjects[0]) };

static void
no_fault(void *arg, int pos, const char *text)
{
	(void)arg;
	(void)pos;
	ck_abort_msg("%s", text);
}

static struct house *
build(const struct subject *subject, int64_t ms, const struct sweep_spec *sweep)
{
	struct place_spec place = {.id = "101", .kind = "dwelling"};
	struct source_spec source[] = {{.signal = "a"}, {.signal = "b"},
	    {.signal = "c"}, {.signal = "e", .hold = 6}};
	static const char *const ids[] = {"A", "B", "C", "E"};
	struct device_spec device[DEVICES];
	char *when, *is = NULL, length[DURATION_SIZE];
	struct rule_spec rule = {.id = "r", .priority = PRIORITY_LOW,
	    .clear_after = subject->clear ? ms : 3};
	struct define_spec define = {.name = "d"};
	struct house_spec spec = {.place = &place, .nplace = 1,
	    .device = device, .ndevice = DEVICES, .rule = &rule, .nrule = 1,
	    .define = &define, .night = {79200000, 25200000},
	    .broker_grace = 30000, .alerts_only = true, .sweep = sweep};
	struct house *house;

	duration_text(ms, length);
	rule.when = when = xasprintf(subject->when, length);
	if (subject->define != NULL) {
		define.is = is = xasprintf(subject->define, length);
		spec.ndefine = 1;
	}
	for (int i = 0; i < DEVICES; i++)
		device[i] = (struct device_spec){.id = ids[i], .place = "101",
		    .every = MS_DAY, .source = &source[i], .nsource = 1};
	house = house_build(&spec, no_fault, NULL);
	free(when);
	free(is);
	return house;
}

struct lane_texts {
	const struct house *house;
	struct str text[LANES_MAX];
};

static void
note(void *arg, const struct event *e)
{
	struct lane_texts *texts = arg;

	if (e->what == EVENT_ALERT)
		str_addf(&texts->text[texts->house->instance[e->instance].lane],
		    "%lld %s %u.%u\n", (long long)(e->t - start),
		    alert_event_text(e->event), e->alert.number,
		    e->alert.version);
}

/* The same messages for the same seed. */
static void
run(const struct house *house, uint64_t from, struct lane_texts *texts)
{
	struct world *w = world_new(house, &zone, GUARD_MODEL);
	int64_t t = start;

	texts->house = house;
	seed = from;
	for (int i = 0; i < MESSAGES; i++) {
		int32_t device = (int32_t)rnd(DEVICES);
		struct reading reading = {.source = device,
		    .truth = rnd(2) ? TRI_TRUE : TRI_FALSE};
		bool available = rnd(20) == 0;
		struct message m = {.t = t, .heard = &device, .nheard = 1,
		    .kind = available ? MESSAGE_AVAILABLE : MESSAGE_READINGS,
		    .reading = &reading, .nreading = available ? 0 : 1};

		world_fold(w, &m, note, texts);
		t += rnd(4) == 0 ? rnd(SPAN) : rnd(6);
	}
	world_advance(w, t + MS_MINUTE, note, texts);
	world_free(w);
}

static void
compare(const struct subject *subject, int lanes, uint64_t from)
{
	int64_t ms[LANES_MAX] = {0};
	struct sweep_spec sweep = {.rule = subject->define ? NULL : "r",
	    .define = subject->define ? "d" : NULL, .nth = subject->nth,
	    .ms = ms, .n = lanes};
	struct lane_texts all = {0};
	struct house *house;

	for (int i = 0; i < lanes; i++)
		ms[i] = !subject->clear + i + (i > 4 ? i : 0);
	house = build(subject, ms[lanes / 2], &sweep);
	for (int i = 0; i < lanes; i++)
		str_init(&all.text[i]);
	run(house, from, &all);
	for (int i = 0; i < lanes; i++) {
		struct lane_texts one = {0};
		struct house *alone = build(subject, ms[i], NULL);

		str_init(&one.text[0]);
		run(alone, from, &one);
		ck_assert_msg(strcmp(one.text[0].s, all.text[i].s) == 0,
		    "'%s', %d ms, lane %d of %d, seed %llu: alone\n%s"
		    "in the sweep\n%s", subject->when, (int)ms[i], i, lanes,
		    (unsigned long long)from, one.text[0].s, all.text[i].s);
		str_release(&one.text[0]);
		str_release(&all.text[i]);
		house_free(alone);
	}
	house_free(house);
}

START_TEST(a_sweep_is_its_values_one_by_one)
{
	static const int lanes[] = {1, 2, 7, 63, 64};

	for (uint64_t i = 1; i <= NIGHTS; i++)
		compare(&subjects[_i], lanes[i % 5],
		    i * 0x9e3779b97f4a7c15u);
}
END_TEST

static void
hear_fault(void *arg, int pos, const char *text)
{
	(void)pos;
	str_addf(arg, "%s\n", text);
}

START_TEST(a_sweep_must_be_of_something)
{
	struct place_spec place = {.id = "101", .kind = "dwelling"};
	struct source_spec source = {.signal = "a"};
	struct device_spec device = {.id = "A", .place = "101",
	    .every = MS_DAY, .source = &source, .nsource = 1};
	struct rule_spec rule = {.id = "r", .when = "a for 5m"};
	int64_t ms[] = {1, 2};
	struct sweep_spec sweep = {.rule = "r", .nth = 1, .ms = ms, .n = 2};
	struct house_spec spec = {.place = &place, .nplace = 1,
	    .device = &device, .ndevice = 1, .rule = &rule, .nrule = 1,
	    .alerts_only = true, .sweep = &sweep};
	struct str said;

	str_init(&said);
	ck_assert_ptr_null(house_build(&spec, hear_fault, &said));
	ck_assert_ptr_nonnull(strstr(said.s, "rule 'r': there is no duration 2"
	    " to sweep"));
	str_clear(&said);
	sweep.rule = "s";
	ck_assert_ptr_null(house_build(&spec, hear_fault, &said));
	ck_assert_str_eq(said.s, "there is no rule that the sweep touches\n");
	str_release(&said);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("sweep");
	TCase *tcase = tcase_create("sweep");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tcase, a_sweep_is_its_values_one_by_one, 0,
	    NSUBJECT);
	tcase_add_test(tcase, a_sweep_must_be_of_something);
	tcase_set_timeout(tcase, 120);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
