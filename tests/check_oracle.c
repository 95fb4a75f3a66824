/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The engine against the oracle (oracle.h): what a random night tells, to the
 * millisecond and in order. A run takes the way that the night takes in life:
 * rows as text, decoded, folded. The same must come of it whether deadlines
 * fire with the next message or one by one, whether the world is copied on
 * the way, and however often the night is cut: a segment ends with a tick,
 * and what is carried is written and read again as rows; a killed collector
 * folds its segment anew from the rows, and goes on with a $natvagt/start.
 * So the law is: without its segments and carries a journal is one uncut
 * night, which prints the same.
 *
 * What fails is made small and printed as a test for tests/nights.
 *
 * ENGINE_CASES=N: so many of them, from the one that ENGINE_SEED names on;
 * ENGINE_SECONDS=N: for so long, from a seed of the clock's that is printed.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "cmd/print.h"
#include "oracle_run.h"
#include "read/conf.h"

enum { CASES = 2000, BATCH = 250, FILES = 20 };

/* What is wrong. */

static void
add_seen(struct str *out, int message, int round, const char *must,
    const struct o_seen *seen)
{
	str_addf(out, "after message %d round %d %s: due %lld, visit %lld"
	    " (%s)%s%s since %lld\n", message, round, must,
	    (long long)seen->due, (long long)seen->visit, o_how[seen->how],
	    seen->missed ? ", missed" : "", seen->restful ? ", restful" : "",
	    (long long)seen->since);
}

static struct o_told wanted[O_TOLD];
static int nwanted;
static struct o_seen wanted_seen[O_MESSAGES][O_ROUNDS];

static void
judge(struct o_case *c)
{
	nwanted = o_judge(c, wanted, wanted_seen);
}

static bool
same(const struct o_told *a, const struct o_told *b)
{
	return a->t == b->t && a->is_alert == b->is_alert &&
	    a->place == b->place && a->status == b->status &&
	    a->was == b->was && a->event == b->event &&
	    a->number == b->number && a->version == b->version &&
	    a->rule == b->rule && a->level == b->level;
}

/*
 * Where alerts alone are judged nobody asks who rests. What was so from the
 * first moment on may have been so always.
 */
static bool
sees_the_same(const struct run *run, struct o_seen a, struct o_seen b)
{
	if (run->way & WAY_ALERTS)
		a.restful = b.restful;
	if (run->way & WAY_ALERTS || a.since == O_UNTOLD)
		a.since = b.since;
	if (a.since == run->c->message[0].t && b.since == 0)
		a.since = 0;
	return a.due == b.due && a.visit == b.visit && a.how == b.how &&
	    a.missed == b.missed && a.restful == b.restful &&
	    a.since == b.since;
}

/* Adds to out, where it is given, how they are otherwise than they should. */
static bool
rounds_agree(const struct run *run, struct str *out)
{
	bool same = true;

	for (int i = 0; i < run->c->nmessage; i++)
		for (int k = 0; k < run->c->nround; k++) {
			const struct o_seen *want = &wanted_seen[i][k];
			const struct o_seen *got = &run->seen[i][k];

			if (sees_the_same(run, *want, *got))
				continue;
			same = false;
			if (out == NULL)
				continue;
			add_seen(out, i, k, "must be", want);
			add_seen(out, i, k, "is", got);
		}
	return same;
}

/* A refused action names an alert that is nowhere: see print.c. */
static bool
agrees(const struct run *run)
{
	bool all = (run->way & WAY_ALERTS) == 0;
	size_t n = 0;

	if (run->fault != NULL)
		return false;
	for (int i = 0; i < nwanted; i++) {
		struct o_told want = wanted[i], got;

		if (!all && !want.is_alert)
			continue;
		if (n == run->told.n)
			return false;
		got = run->told.v[n++];
		if (want.is_alert && want.rule < 0)
			want.number = want.version = got.number =
			    got.version = 0;
		if (!same(&want, &got))
			return false;
	}
	return n == run->told.n && rounds_agree(run, NULL);
}

/* The ways of this case: each with all the others now and then. */
static int
ways_of(const struct o_case *c, int way[3])
{
	way[0] = (int)(c->seed % 4);
	way[1] = WAY_CUTS | (int)(c->seed / 4 % 4);
	way[2] = WAY_CUTS | WAY_ANEW | (c->seed % 2 == 0 ? WAY_ALERTS : 0);
	return c->seed % 3 == 0 ? 3 : 2;
}

/* The first way in which the case fails, or -1. */
static int
fails_in(const struct o_case *c)
{
	struct o_case own = *c;
	int way[3], n = ways_of(c, way), failed = -1;

	judge(&own);
	for (int i = 0; i < n && failed < 0; i++) {
		struct run run;

		run_begin(&run, c, way[i]);
		if (!agrees(&run))
			failed = way[i];
		run_end(&run);
	}
	return failed;
}

/*
 * Cases are run in a process of their own: an engine may die or never end. Its
 * exit code is 0 or the way that failed and one; DIED for what it did not
 * choose itself. A case takes some milliseconds of the processor's time.
 */
enum { DIED = 100, CASE_MS = 500, SHRINK_SECONDS = 60 };

static uint64_t *present_seed; /* shared with the parent */
static time_t shrink_end;

static void
bound_case(int ms)
{
	struct itimerval most = {.it_value.tv_usec = ms * 1000};

	setitimer(ITIMER_PROF, &most, NULL);
}

static int
wait_for(pid_t child)
{
	int status;

	if (child == -1 || waitpid(child, &status, 0) != child)
		ck_abort_msg("cannot run a case");
	return WIFEXITED(status) ? WEXITSTATUS(status) : DIED;
}

static bool
fails(void *arg, const struct o_case *c)
{
	pid_t child;
	int code;

	if (time(NULL) > shrink_end)
		return false;
	child = fork();
	if (child == 0) {
		bound_case(CASE_MS);
		_exit(fails_in(c) + 1);
	}
	code = wait_for(child);
	if (code != 0)
		*(int *)arg = code;
	return code != 0;
}

static void
add_told(const struct o_case *c, const struct o_told *told, size_t n,
    struct str *out)
{
	for (size_t i = 0; i < n; i++)
		o_told_text(c, &told[i], out);
}

static void
add_message(const struct o_message *m, struct str *out)
{
	struct str topic, payload;

	str_init(&topic);
	str_init(&payload);
	o_topic(m, &topic);
	o_payload(m, &payload);
	night_line(out, m->t, m->retained, topic.s, payload.s, payload.len);
	str_release(&topic);
	str_release(&payload);
}

static void
add_night(const struct run *run, struct str *out)
{
	for (size_t i = 0; i < run->row.n; i++) {
		const struct kept_row *row = &run->row.v[i];

		night_line(out, row->t, row->retained, row->topic,
		    row->payload, strlen(row->payload));
	}
}

/* What a run leaves, for a test in tests/nights; run: NULL where it died. */
static void
add_test(const struct o_case *c, const struct run *run, struct str *out)
{
	str_addf(out, "\nHere is a test of it for tests/nights:\n\n"
	    "Found by check_oracle, seed %llu.\n--- conf\n",
	    (unsigned long long)c->seed);
	o_conf_text(c, out);
	str_add(out, "--- night 2026-11-21 +01:00\n");
	if (run != NULL)
		add_night(run, out);
	for (int i = 0; i < c->nmessage && run == NULL; i++)
		add_message(&c->message[i], out);
	str_addf(out, "--- print%s\n", c->model ? " --guard model" : "");
	add_told(c, wanted, (size_t)nwanted, out);
}

/* In the words of one that has not run into it. */
static void
explain(struct o_case *c, int code)
{
	struct run run;
	struct str out;

	str_init(&out);
	str_addf(&out, "case %llu, way %d: ", (unsigned long long)c->seed,
	    code == DIED ? -1 : code - 1);
	judge(c);
	if (code == DIED) {
		str_add(&out, "the engine dies or never ends\n");
		add_test(c, NULL, &out);
	} else {
		run_begin(&run, c, code - 1);
		str_addf(&out, "the engine tells\n%s", run.fault != NULL ?
		    run.fault : "");
		add_told(c, run.told.v, run.told.n, &out);
		rounds_agree(&run, &out);
		add_test(c, &run, &out);
		run_end(&run);
	}
	/* The whole of it: check cuts its messages off. */
	fwrite(out.s, 1, out.len, stderr);
	str_release(&out);
}

static void
make_case(struct o_case *c, uint64_t seed)
{
	o_make(c, seed);
	judge(c); /* fills in what actions are on */
}

static void
shrink_and_tell(uint64_t seed)
{
	static struct o_case c;
	int code;

	make_case(&c, seed);
	shrink_end = time(NULL) + SHRINK_SECONDS;
	if (!fails(&code, &c))
		ck_abort_msg("case %llu fails only after others",
		    (unsigned long long)seed);
	o_shrink(&c, fails, &code);
	explain(&c, code);
	ck_abort_msg("case %llu fails: see above", (unsigned long long)seed);
}

static void
run_cases(uint64_t seed, uint64_t n)
{
	pid_t child = fork();

	if (child == 0) {
		static struct o_case c;

		for (uint64_t i = 0; i < n; i++) {
			*present_seed = seed + i;
			bound_case(CASE_MS);
			make_case(&c, seed + i);
			if (fails_in(&c) >= 0)
				_exit(1);
		}
		_exit(0);
	}
	if (wait_for(child) != 0)
		shrink_and_tell(*present_seed);
}

/* A number of the environment's, or what is meant without it. */
static uint64_t
asked(const char *name, uint64_t otherwise)
{
	const char *value = getenv(name);

	return value != NULL ? strtoull(value, NULL, 10) : otherwise;
}

START_TEST(the_engine_agrees_with_the_sentences)
{
	uint64_t n = asked("ENGINE_CASES", CASES);
	uint64_t seconds = asked("ENGINE_SECONDS", 0);
	uint64_t seed = asked("ENGINE_SEED", seconds > 0 ?
	    (uint64_t)time(NULL) * 1000000 : 0);
	time_t end = time(NULL) + (time_t)seconds;
	uint64_t i;

	present_seed = mmap(NULL, sizeof(*present_seed),
	    PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ck_assert_ptr_ne(present_seed, MAP_FAILED);
	if (seconds > 0)
		fprintf(stderr, "# cases from %llu on\n",
		    (unsigned long long)seed);
	for (i = 0; seconds > 0 ? time(NULL) < end : i < n; i += BATCH)
		run_cases(seed + i, n - i < BATCH && seconds == 0 ? n - i :
		    BATCH);
	if (seconds > 0)
		fprintf(stderr, "# %llu cases agree\n",
		    (unsigned long long)i);
}
END_TEST

/* The same from files: what is printed above is what was run. */

static void
print_rows(const struct run *run, const struct conf *conf, FILE *to)
{
	struct printer printer = {.to = to, .house = conf->house,
	    .zone = &conf->zone, .status = true, .alert = true};
	struct world *w = world_new(conf->house, &conf->zone, run->c->model ?
	    GUARD_MODEL : GUARD_RECORDED);
	struct decoder *decoder = decoder_new(conf->house, conf->map);

	str_init(&printer.line);
	for (size_t i = 0; i < run->row.n; i++) {
		const struct kept_row *kept = &run->row.v[i];
		struct row row = {.t = kept->t, .topic = kept->topic,
		    .payload = kept->payload,
		    .topic_len = strlen(kept->topic),
		    .payload_len = strlen(kept->payload),
		    .retained = kept->retained};
		struct message message;
		struct err err;

		if (decode(decoder, &row, &message, &err) == 1)
			world_fold(w, &message, print_event, &printer);
	}
	str_release(&printer.line);
	decoder_free(decoder);
	world_free(w);
}

static struct conf *
conf_of(const struct o_case *c)
{
	struct faults faults = {0};
	struct named_text file = {.name = xstrdup("conf")};
	struct conf *conf;
	struct str text;

	str_init(&text);
	o_conf_text(c, &text);
	file.body = text.s;
	file.len = text.len;
	conf = conf_load_kept(&file, 1, &faults);
	if (conf == NULL)
		faults_tell(&faults, stderr);
	faults_release(&faults);
	free(file.name);
	str_release(&text);
	return conf;
}

/* What a configuration can say: seconds, or never. */
static bool
can_be_said(const struct o_case *c)
{
	for (int i = 0; i < O_DEVICES; i++)
		if (c->every[i] < 1000)
			return false;
	for (int i = 0; i < c->nrule; i++) {
		const int64_t wait[] = {c->rule[i].escalate_after,
		    c->rule[i].attend_within, c->rule[i].attend_for};

		for (int k = 0; k < 3; k++)
			if (wait[k] > 0 && wait[k] < 1000)
				return false;
	}
	return true;
}

/* The first line that differs: check's messages hold no whole night. */
static void
tell_difference(uint64_t seed, const char *got, const char *want)
{
	size_t i = 0, line = 0;

	for (; got[i] == want[i]; i++)
		if (got[i] == '\n')
			line = i + 1;
	ck_abort_msg("case %llu prints\n%.*s\nwhere it must be\n%.*s",
	    (unsigned long long)seed, (int)strcspn(got + line, "\n"),
	    got + line, (int)strcspn(want + line, "\n"), want + line);
}

static bool
one_file(uint64_t seed)
{
	static struct o_case c;
	struct str want;
	struct conf *conf;
	struct run run;
	size_t len;
	char *got;
	FILE *to;

	bound_case(CASE_MS);
	make_case(&c, seed);
	if (!can_be_said(&c))
		return false;
	str_init(&want);
	add_told(&c, wanted, (size_t)nwanted, &want);
	run_begin(&run, &c, WAY_CUTS);
	conf = conf_of(&c);
	ck_assert_ptr_nonnull(conf);
	to = open_memstream(&got, &len);
	print_rows(&run, conf, to);
	fclose(to);
	if (strcmp(got, want.s) != 0)
		tell_difference(seed, got, want.s);
	free(got);
	conf_free(conf);
	run_end(&run);
	str_release(&want);
	return true;
}

START_TEST(files_print_the_same)
{
	uint64_t seed = 0;

	for (int n = 0; n < FILES;)
		n += one_file(seed++);
	bound_case(0);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("oracle");
	TCase *tc = tcase_create("engine");
	SRunner *sr;
	int failed;

	setenv("TZ", O_TZ, 1);
	tzset();
	tcase_add_test(tc, the_engine_agrees_with_the_sentences);
	tcase_add_test(tc, files_print_the_same);
	tcase_set_timeout(tc, 0);
	suite_add_tcase(s, tc);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
