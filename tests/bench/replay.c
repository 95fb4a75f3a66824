/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Night files to alert events, by the program as it is installed: `natvagt
 * replay --print --only alert FILE`, whole, from exec to exit. Each reference
 * is a process too, forked from this one, which reads the file in blocks that
 * fit into the cache and does the least that has to be done with it. Seconds
 * are of the CPU, the kernel's share for files and memory with it: both count
 * whole, and what else runs does not.
 *
 * Both nights are 24 dwellings' (trace.h) under the rules that are shipped.
 * "kept" is what `natvagt export` writes, of ten days, 200,000 messages each:
 * the fields that are read, so that few payloads differ. "raw" is what
 * mosquitto_sub records: zigbee2mqtt's JSON whole, of which none comes twice.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <jansson.h>

#include "base/mem.h"
#include "base/str.h"
#include "bench/bench.h"
#include "bench/trace.h"

enum { ROUNDS = 5, BLOCK = 1 << 18, LINE_ROOM = 1 << 16 };

struct replay {
	char *dir, *conf, *night, *out;
	struct trace trace;
	uint64_t (*line)(const char *line, const char *end); /* the least */
};

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

/* The seconds of a child that has to end well. */
static double
wait_for(pid_t pid)
{
	struct rusage used;
	int status;

	if (pid < 0 || wait4(pid, &status, 0, &used) != pid || status != 0)
		bench_die("a program failed");
	return seconds(used.ru_utime) + seconds(used.ru_stime);
}

static double
run_natvagt(void *arg)
{
	const struct replay *replay = arg;
	const char *natvagt = getenv("NATVAGT");
	pid_t pid = fork();

	if (pid != 0)
		return wait_for(pid);
	if (freopen(replay->out, "w", stdout) != NULL)
		execl(natvagt, natvagt, "replay", "-c", replay->conf,
		    "--print", "--only", "alert", replay->night, NULL);
	_exit(127);
}

/* ---- what is done with a line, at the least ---- */

static const char *
after_time(const char *s, int64_t *t)
{
	int64_t unit = 1000;

	for (*t = 0; *s >= '0' && *s <= '9'; s++)
		*t = *t * 10 + (*s - '0');
	*t *= unit;
	if (*s == '.')
		for (s++; *s >= '0' && *s <= '9'; s++)
			*t += (*s - '0') * (unit /= 10);
	return s + 1;
}

/* FNV-1a */
static uint64_t
hash_topic(const char *line, const char *end)
{
	uint64_t h = 0xcbf29ce484222325u;
	int64_t t;

	for (const char *s = after_time(line, &t); s < end && *s != '\t'; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3u;
	return h + (uint64_t)t;
}

static uint64_t
parse_payload(const char *line, const char *end)
{
	const char *tab = memchr(line, '\t', (size_t)(end - line));
	json_t *json;
	uint64_t n;

	tab = memchr(tab + 1, '\t', (size_t)(end - tab - 1));
	if (tab[1] != '{')
		return 0;
	json = json_loadb(tab + 1, (size_t)(end - tab - 1),
	    JSON_REJECT_DUPLICATES, NULL);
	if (json == NULL)
		bench_die("a payload that is no JSON");
	n = json_object_size(json);
	json_decref(json);
	return n;
}

/* Reads the night in blocks; a line that a block cuts waits for the next. */
static uint64_t
each_line(const struct replay *replay)
{
	static char block[BLOCK + LINE_ROOM];
	int fd = open(replay->night, O_RDONLY);
	size_t kept = 0;
	uint64_t sum = 0;
	ssize_t got;

	while ((got = read(fd, block + kept, BLOCK)) > 0) {
		char *end = block + kept + got, *line = block, *stop;

		while ((stop = memchr(line, '\n', (size_t)(end - line))) !=
		    NULL) {
			sum += replay->line(line, stop);
			line = stop + 1;
		}
		kept = (size_t)(end - line);
		memmove(block, line, kept);
	}
	if (got < 0 || kept != 0)
		bench_die("cannot read '%s'", replay->night);
	return sum;
}

static double
run_least(void *arg)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(each_line(arg) == 0);
	return wait_for(pid);
}

static void
tell(struct replay *replay, const char *name, const char *reference)
{
	struct bench_pair pair;
	struct stat out;
	struct str text;

	str_init(&text);
	trace_conf(&replay->trace, replay->dir, NULL, NULL, 0, &text);
	trace_file(replay->conf, &text);
	str_release(&text);
	trace_write(&replay->trace, replay->night);
	pair = bench_pair(run_natvagt, run_least, replay, ROUNDS);
	if (stat(replay->out, &out) != 0 || out.st_size == 0)
		bench_die("natvagt told of no alert");
	bench_tell(name, (double)replay->trace.messages / pair.a / 1e6,
	    "M messages/s", (double)replay->trace.messages / pair.b / 1e6,
	    reference, pair.ratio);
}

int
main(void)
{
	char folder[] = "/tmp/natvagt-bench.XXXXXX";
	struct replay replay = {
		.dir = xasprintf("%s/conf", getenv("srcdir")),
		.trace = {
			.seed = 1,
			.dwellings = 24,
			.start = TRACE_START,
			.ms = 10 * TRACE_DAY,
			.messages = 2000000,
		},
	};

	if (getenv("NATVAGT") == NULL || mkdtemp(folder) == NULL)
		bench_die("no $NATVAGT, or no room in /tmp");
	replay.conf = xasprintf("%s/conf", folder);
	replay.night = xasprintf("%s/night", folder);
	replay.out = xasprintf("%s/out", folder);

	replay.line = hash_topic;
	tell(&replay, "replay: a journal's nights (at least 4, ratio 0.3)",
	    "to split lines, read times and hash topics");
	replay.trace.messages = 200000;
	replay.trace.raw = true;
	replay.line = parse_payload;
	tell(&replay, "replay: raw recordings (ratio at least 0.7)",
	    "to parse the payloads with jansson");
	unlink(replay.conf);
	unlink(replay.night);
	unlink(replay.out);
	return rmdir(folder);
}
