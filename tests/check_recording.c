/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The law of a recording: wherever one jumps, the world and what was told are
 * as if the night had been played up to there in one go.
 */
#include "read/recording.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <check.h>

#include "base/mem.h"
#include "base/str.h"
#include "read/decode.h"

enum { COPIES = 4, APART = 7, JUMPS = 150 };

static struct conf *conf;
static char *night;
static struct err err;

static char *
source_file(const char *name)
{
	const char *srcdir = getenv("srcdir");

	return xasprintf("%s/%s", srcdir != NULL ? srcdir : ".", name);
}

static void
setup(void)
{
	struct faults faults = {0};
	char *path = source_file("conf/natvagt.conf");

	conf = conf_load(path, CONF_WITHOUT_SECRETS, &faults);
	faults_tell(&faults, stderr);
	ck_assert_ptr_nonnull(conf);
	night = source_file("replays/hard.night");
	free(path);
}

static void
teardown(void)
{
	free(night);
	conf_free(conf);
}

static struct recording *
open_night(const char *path, bool strict)
{
	struct recording *r = recording_open(path, conf, GUARD_RECORDED,
	    strict, NULL, NULL, &err);

	ck_assert_msg(r != NULL, "%s", err.text);
	return r;
}

/* What a recording tells, as a log would keep it: pointers are not kept. */
struct told {
	struct event *v;
	size_t n, cap;
};

/* An event_fn. */
static void
add_told(void *arg, const struct event *event)
{
	struct told *told = arg;

	vec_push(told, *event);
}

/* A recording_back. */
static void
forget(void *arg, int64_t t)
{
	struct told *told = arg;

	while (told->n > 0 && told->v[told->n - 1].t >= t)
		told->n--;
}

static void
add_carry(void *out, const struct carry *carry)
{
	encode_carry(out, carry);
	str_addc(out, '\n');
}

/* Everything that is known, and everything that was told, as text. */
static char *
all_of(const struct recording *r, const struct told *told)
{
	struct str out;

	str_init(&out);
	world_carry(recording_world(r), add_carry, &out);
	for (size_t i = 0; i < told->n; i++) {
		const struct event *e = &told->v[i];

		str_addf(&out, "%lld %d %d %d %d %d %u %u\n",
		    (long long)e->t, (int)e->what, e->place, e->status,
		    (int)e->event, e->instance, e->alert.number,
		    e->alert.version);
	}
	return out.s;
}

static char *
played_to(int64_t t)
{
	struct recording *r = open_night(night, true);
	struct told told = {0};
	char *all;

	recording_play(r, t, SIZE_MAX, add_told, &told);
	all = all_of(r, &told);
	vec_free(&told);
	recording_free(r);
	return all;
}

START_TEST(a_jump_leads_where_playing_does)
{
	struct recording *r = open_night(night, true);
	struct told told = {0};
	int64_t from = recording_from(r), length = recording_to(r) - from;
	unsigned seed = 1;

	recording_survey(r, COPIES, APART);
	for (int i = 0; i < JUMPS; i++) {
		int64_t t = from - 1000 +
		    (int64_t)(rand_r(&seed) / (RAND_MAX + 1.0) *
		    (double)(length + 2000));
		char *wanted = played_to(t), *got;

		recording_seek(r, t, add_told, forget, &told);
		got = all_of(r, &told);
		ck_assert_msg(strcmp(wanted, got) == 0, "jump %d to %lld", i,
		    (long long)t);
		free(wanted);
		free(got);
	}
	vec_free(&told);
	recording_free(r);
}
END_TEST

/* Steps and small jumps about the moments at which something happens. */
START_TEST(a_jump_leads_there_at_the_very_moments)
{
	struct recording *r = open_night(night, true);
	struct told told = {0};
	const struct recording_alert *alert;
	int n;

	recording_survey(r, RECORDING_COPIES, 1);
	alert = recording_alerts(r, &n);
	ck_assert_int_gt(n, 3);
	for (int i = 0; i < 3 * n; i++) {
		int64_t t = alert[n - 1 - i / 3].raised + i % 3 - 1;
		char *wanted = played_to(t), *got;

		recording_seek(r, t, add_told, forget, &told);
		got = all_of(r, &told);
		ck_assert_msg(strcmp(wanted, got) == 0, "alert %d, %d ms",
		    n - 1 - i / 3, i % 3 - 1);
		free(wanted);
		free(got);
	}
	vec_free(&told);
	recording_free(r);
}
END_TEST

static void
write_night(char *path, const char *text)
{
	int fd = mkstemp(path);
	FILE *to = fdopen(fd, "w");

	ck_assert_ptr_nonnull(to);
	fputs(text, to);
	fclose(to);
}

static void
jump(struct recording *r, struct told *told, int64_t t)
{
	char *wanted = played_to(t), *got;

	recording_seek(r, t, add_told, forget, told);
	got = all_of(r, told);
	ck_assert_msg(strcmp(wanted, got) == 0, "jump to %lld",
	    (long long)t);
	free(wanted);
	free(got);
}

/* Two minutes after the door was opened, no message, the alert is there. */
START_TEST(time_passes_between_two_messages)
{
	char path[] = "/tmp/check_recording.XXXXXX";
	struct told told = {0};
	struct recording *r;
	int n;

	write_night(path,
	    "1795309200\tzigbee2mqtt/door-entrance\t{\"contact\":true}\n"
	    "1795309300\tzigbee2mqtt/door-entrance\t{\"contact\":false}\n"
	    "1795312800\tzigbee2mqtt/door-entrance\t{\"contact\":true}\n");
	free(night);
	night = xstrdup(path);
	r = open_night(night, true);
	recording_survey(r, COPIES, APART);
	recording_alerts(r, &n);
	ck_assert_int_gt(n, 0);
	jump(r, &told, 1795309419999);
	ck_assert_uint_eq(told.v[told.n - 1].t, 1795309360000); /* louder */
	jump(r, &told, 1795309420000);
	ck_assert_uint_eq(told.v[told.n - 1].t, 1795309420000);
	jump(r, &told, 1795309419999);
	jump(r, &told, 1795312800000);
	jump(r, &told, 1795309300000);
	vec_free(&told);
	recording_free(r);
	unlink(path);
}
END_TEST

/* A $natvagt/start tells that nobody watched before it. */
START_TEST(time_does_not_pass_while_nobody_watched)
{
	char path[] = "/tmp/check_recording.XXXXXX";
	struct told told = {0};
	struct recording *r;

	write_night(path,
	    "1795309200\tzigbee2mqtt/door-entrance\t{\"contact\":true}\n"
	    "1795309300\tzigbee2mqtt/door-entrance\t{\"contact\":false}\n"
	    "1795309900\t$natvagt/start\t{}\n");
	free(night);
	night = xstrdup(path);
	r = open_night(night, true);
	recording_survey(r, COPIES, APART);
	jump(r, &told, 1795309800000);
	ck_assert_uint_eq(told.v[told.n - 1].t, 1795309300000);
	jump(r, &told, 1795309900000);
	ck_assert_uint_eq(told.v[told.n - 1].t, 1795309900000);
	jump(r, &told, 1795309800000);
	vec_free(&told);
	recording_free(r);
	unlink(path);
}
END_TEST

/* Messages of one moment are never torn apart by a copy between them. */
START_TEST(a_moment_is_whole)
{
	char path[] = "/tmp/check_recording.XXXXXX";
	struct told told = {0};
	struct recording *r;
	struct str text;

	str_init(&text);
	for (int i = 0; i < 90; i++)
		str_addf(&text, "%d\tzigbee2mqtt/door-entrance\t"
		    "{\"contact\":%s}\n", 1795309200 + i / 3 * 10,
		    i % 2 == 0 ? "false" : "true");
	write_night(path, text.s);
	str_release(&text);
	free(night);
	night = xstrdup(path);
	r = open_night(night, true);
	recording_survey(r, RECORDING_COPIES, 2);
	for (int i = 29; i >= 0; i--)
		jump(r, &told, (1795309200 + i * 10) * INT64_C(1000));
	vec_free(&told);
	recording_free(r);
	unlink(path);
}
END_TEST

START_TEST(alerts_are_found)
{
	struct recording *r = open_night(night, true);
	const struct recording_alert *alert;
	struct told told = {0};
	int64_t last = INT64_MIN;
	int n;

	recording_survey(r, COPIES, APART);
	alert = recording_alerts(r, &n);
	ck_assert_int_gt(n, 3);
	for (int i = 0; i < n; i++) {
		const struct alert *is;

		ck_assert_int_ge(alert[i].raised, last);
		last = alert[i].raised;
		recording_seek(r, last, add_told, forget, &told);
		is = world_alert(recording_world(r), alert[i].instance);
		ck_assert_int_eq(is->raised, last);
		ck_assert(alert_is_open(is));
		if (alert[i].closed == TIME_NEVER)
			continue;
		recording_seek(r, alert[i].closed, add_told, forget, &told);
		is = world_alert(recording_world(r), alert[i].instance);
		ck_assert_int_eq(is->raised, last);
		ck_assert_int_eq(is->closed, alert[i].closed);
	}
	vec_free(&told);
	recording_free(r);
}
END_TEST

START_TEST(steps_are_messages)
{
	struct recording *r = open_night(night, true);
	size_t n = 0;

	recording_survey(r, COPIES, APART);
	ck_assert_int_eq(recording_next(r), recording_from(r));
	while (recording_step(r, NULL, NULL))
		n++;
	ck_assert_uint_eq(n, recording_rows(r));
	ck_assert_int_eq(recording_time(r), recording_to(r));
	ck_assert_int_eq(recording_next(r), TIME_NEVER);
	recording_free(r);
}
END_TEST

/* From the night's end to its beginning: as if played up to each message. */
START_TEST(steps_back_are_messages)
{
	struct recording *r = open_night(night, true);
	struct recording *forward = open_night(night, true);
	struct told told = {0}, wanted = {0};
	size_t left = recording_rows(r), every = left / 40;
	int64_t t = recording_to(r);

	recording_survey(r, COPIES, APART);
	recording_seek(r, t + 1000, add_told, forget, &told);
	/* After the last message the last one is the one before. */
	ck_assert(recording_step_back(r, t + 1000, add_told, forget, &told));
	ck_assert_int_eq(recording_time(r), t);
	while (recording_step_back(r, recording_time(r), add_told, forget,
	    &told)) {
		char *is, *was;

		if (--left % every != 0)
			continue;
		recording_free(forward);
		forward = open_night(night, true);
		wanted.n = 0;
		for (size_t i = 0; i < left; i++)
			recording_step(forward, add_told, &wanted);
		is = all_of(r, &told);
		was = all_of(forward, &wanted);
		ck_assert_msg(strcmp(is, was) == 0, "before message %zu", left);
		free(is);
		free(was);
	}
	ck_assert_uint_eq(left, 1);
	recording_free(forward);
	vec_free(&told);
	vec_free(&wanted);
	recording_free(r);
}
END_TEST

/* Two sets of rules on the same rows do not touch each other. */
START_TEST(the_same_night_under_other_rules)
{
	struct recording *r = open_night(night, true);
	struct recording *other = recording_under(r, conf, GUARD_MODEL);
	int n, m;

	recording_survey(r, COPIES, APART);
	recording_survey(other, COPIES, APART);
	recording_alerts(r, &n);
	recording_alerts(other, &m);
	ck_assert_int_gt(m, 3);
	ck_assert_int_ge(m, n); /* none waits to be taken */
	recording_seek(r, recording_to(r), NULL, NULL, NULL);
	ck_assert_int_eq(recording_time(other), recording_from(r));
	recording_free(other);
	recording_free(r);
}
END_TEST

static void
count_bad(void *arg, const char *path, size_t line, const char *reason)
{
	(void)path;
	ck_assert_str_ne(reason, "");
	*(size_t *)arg = *(size_t *)arg * 10 + line;
}

START_TEST(what_is_bad_is_told_once)
{
	char path[] = "/tmp/check_recording.XXXXXX";
	struct told told = {0};
	struct recording *r;
	size_t lines = 0;

	write_night(path, "100.0\tzigbee2mqtt/door-101\t{\"contact\":true}\n"
	    "nothing\n"
	    "101.0\tzigbee2mqtt/door-101\t{\"contact\n"
	    "102.0\t$natvagt/action\t{\"do\":1}\n"
	    "103.0\tzigbee2mqtt/door-101\t{\"contact\":true}\n");
	r = recording_open(path, conf, GUARD_RECORDED, false, count_bad,
	    &lines, &err);
	ck_assert_msg(r != NULL, "%s", err.text);
	ck_assert_uint_eq(lines, 2);
	recording_survey(r, COPIES, APART);
	ck_assert_uint_eq(lines, 234);
	recording_seek(r, 103000, add_told, forget, &told);
	recording_seek(r, 100000, add_told, forget, &told);
	recording_seek(r, 103000, add_told, forget, &told);
	ck_assert_uint_eq(lines, 234);
	recording_free(r);
	vec_free(&told);
	unlink(path);
}
END_TEST

START_TEST(nothing_is_a_recording_too)
{
	char path[] = "/tmp/check_recording.XXXXXX";
	struct told told = {0};
	struct recording *r;

	write_night(path, "# nobody was there\n");
	r = open_night(path, true);
	recording_survey(r, COPIES, APART);
	ck_assert_uint_eq(recording_rows(r), 0);
	ck_assert_int_eq(recording_from(r), 0);
	ck_assert_int_eq(recording_to(r), 0);
	recording_seek(r, 5, add_told, forget, &told);
	ck_assert(!recording_step(r, NULL, NULL));
	ck_assert(!recording_step_back(r, INT64_MAX, add_told, forget, &told));
	recording_free(r);
	unlink(path);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("recording");
	TCase *tcase = tcase_create("recording");
	SRunner *runner = srunner_create(suite);
	int failures;

	suite_add_tcase(suite, tcase);
	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, a_jump_leads_where_playing_does);
	tcase_add_test(tcase, a_jump_leads_there_at_the_very_moments);
	tcase_add_test(tcase, time_passes_between_two_messages);
	tcase_add_test(tcase, time_does_not_pass_while_nobody_watched);
	tcase_add_test(tcase, a_moment_is_whole);
	tcase_add_test(tcase, alerts_are_found);
	tcase_add_test(tcase, steps_are_messages);
	tcase_add_test(tcase, steps_back_are_messages);
	tcase_add_test(tcase, the_same_night_under_other_rules);
	tcase_add_test(tcase, what_is_bad_is_told_once);
	tcase_add_test(tcase, nothing_is_a_recording_too);
	srunner_run_all(runner, CK_ENV);
	failures = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failures != 0;
}
