/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One duration of a rule in 64 values, over a year of nights in memory: all
 * at once against one replay for each value, of a house that has nothing but
 * that rule either. Both must raise the same alerts, value by value. Then the
 * same with the nights dealt to two processes, by the clock on the wall.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "bench/bench.h"
#include "bench/trace.h"
#include "read/conf.h"
#include "read/decode.h"
#include "read/tape.h"

enum {
	NIGHTS = 365,
	MESSAGES = 2000, /* a night */
	VALUES = 64,
	ROUNDS = 3,
	WALL_ROUNDS = 7,
	SPINS = 200000000,
};

#define RULES \
	"define = ( { name = \"out\"; is = \"(not (motion or bed)) since (door" \
	" and (motion@corridor within 2m))\"; } );\n" \
	"statuses = ( );\n" \
	"rules = ( { id = \"out-at-night\"; when = \"night and (out for %s)\";" \
	" priority = \"medium\"; text = \"out\"; clear_after = \"1m\"; } );\n"

struct bench {
	int64_t ms[VALUES];
	struct conf *single[VALUES], *sweep;
	struct tape *night[NIGHTS];
	size_t raised[2][VALUES]; /* single, sweep */
};

/* Who counts: one lane's value is known beforehand, or the event tells. */
struct counter {
	const struct house *house;
	size_t *raised;
};

static void
count_raised(void *arg, const struct event *event)
{
	struct counter *counter = arg;

	if (event->what == EVENT_ALERT && event->event == ALERT_EVENT_RAISED)
		counter->raised[counter->house->instance[event->instance].lane]
		    ++;
}

static struct conf *
load(const struct trace *trace, int64_t ms, const struct sweep_spec *sweep)
{
	char length[DURATION_SIZE], *rules;
	struct conf *conf;

	duration_text(ms, length);
	rules = xasprintf(RULES, length);
	conf = trace_load(trace, rules, CONF_ALERTS_ONLY, sweep);
	free(rules);
	return conf;
}

struct taping {
	struct tape *tape;
	struct decoder *decoder;
};

static void
tape_it(void *arg, int64_t t, const char *topic, const char *payload)
{
	struct taping *taping = arg;
	struct message m;

	trace_decode(taping->decoder, t, topic, payload, &m);
	tape_add(taping->tape, &m);
}

static void
open_bench(struct bench *bench)
{
	struct trace trace = {.seed = 5, .dwellings = 24, .bare = true,
	    .start = TRACE_START, .ms = TRACE_DAY, .messages = MESSAGES};
	struct sweep_spec sweep = {.rule = "out-at-night", .ms = bench->ms,
	    .n = VALUES};
	struct taping taping;

	for (int i = 0; i < VALUES; i++) {
		bench->ms[i] = (i + 1) * 15 * MS_SECOND;
		bench->single[i] = load(&trace, bench->ms[i], NULL);
	}
	bench->sweep = load(&trace, bench->ms[0], &sweep);
	for (int i = 0; i < NIGHTS; i++, trace.start += TRACE_DAY) {
		trace.seed++;
		taping.tape = bench->night[i] = tape_new(bench->sweep);
		taping.decoder = decoder_new(bench->sweep->house,
		    bench->sweep->map);
		trace_run(&trace, tape_it, &taping);
		decoder_free(taping.decoder);
	}
}

static void
close_bench(struct bench *bench)
{
	for (int i = 0; i < NIGHTS; i++)
		tape_free(bench->night[i]);
	for (int i = 0; i < VALUES; i++)
		conf_free(bench->single[i]);
	conf_free(bench->sweep);
}

/* Nights from `first` on, every `step`th. */
static void
run_nights(const struct bench *bench, const struct conf *conf, int first,
    int step, size_t *raised)
{
	struct counter counter = {conf->house, raised};

	for (int i = first; i < NIGHTS; i += step) {
		struct world *world = world_new(conf->house, &conf->zone,
		    GUARD_MODEL);

		tape_run(bench->night[i], world, count_raised, &counter);
		world_free(world);
	}
}

static double
sweep_all(void *arg)
{
	struct bench *bench = arg;
	double start = bench_cpu();

	memset(bench->raised[1], 0, sizeof(bench->raised[1]));
	run_nights(bench, bench->sweep, 0, 1, bench->raised[1]);
	return bench_cpu() - start;
}

static double
replay_each(void *arg)
{
	struct bench *bench = arg;
	double start = bench_cpu();

	memset(bench->raised[0], 0, sizeof(bench->raised[0]));
	for (int i = 0; i < VALUES; i++)
		run_nights(bench, bench->single[i], 0, 1,
		    &bench->raised[0][i]);
	return bench_cpu() - start;
}

/* What the machine has to give just now: a loop that wants nothing else. */
static void
spin(long n)
{
	volatile unsigned long x = 1;

	for (long i = 0; i < n; i++)
		x = x * 6364136223846793005u + 1;
}

/* Without a bench, it spins. */
static double
wall(const struct bench *bench, int processes)
{
	size_t raised[VALUES] = {0};
	double start = bench_wall();
	int status;

	for (int i = 0; i < processes; i++) {
		pid_t pid = fork();

		if (pid == -1)
			bench_die("cannot fork");
		if (pid != 0)
			continue;
		if (bench != NULL)
			run_nights(bench, bench->sweep, i, processes, raised);
		else
			spin(SPINS / processes);
		_exit(0);
	}
	while (wait(&status) > 0)
		if (status != 0)
			bench_die("a child has failed");
	return bench_wall() - start;
}

static double
wall_two(void *arg)
{
	return wall(arg, 2);
}

static double
wall_one(void *arg)
{
	return wall(arg, 1);
}

static void
check_same(const struct bench *bench)
{
	for (int i = 0; i < VALUES; i++)
		if (bench->raised[0][i] != bench->raised[1][i])
			bench_die("%lld ms: %zu alerts alone, %zu in the sweep",
			    (long long)bench->ms[i], bench->raised[0][i],
			    bench->raised[1][i]);
	if (bench->raised[0][0] <= bench->raised[0][VALUES - 1])
		bench_die("the sweep shows nothing");
}

int
main(void)
{
	static struct bench bench;
	struct bench_pair pair, spins;
	char what[64];

	open_bench(&bench);
	pair = bench_pair(sweep_all, replay_each, &bench, ROUNDS);
	check_same(&bench);
	bench_tell("sweep: 64 values over a year (ratio at most 0.17)", pair.a,
	    "s", pair.b, "64 single replays", pair.times);
	spins = bench_pair(wall_two, wall_one, NULL, WALL_ROUNDS);
	snprintf(what, sizeof(what), "on one core (an empty loop: ratio %.2f)",
	    spins.times);
	pair = bench_pair(wall_two, wall_one, &bench, WALL_ROUNDS);
	bench_tell("sweep: on two cores (ratio at most 0.59)", pair.a, "s",
	    pair.b, what, pair.times);
	close_bench(&bench);
	return 0;
}
