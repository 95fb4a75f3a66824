/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A large house's nights in a journal, as a collector writes them, without
 * the wait: 48 dwellings, 300 devices, 40 rules.
 *
 *   big write FOLDER NIGHTS MESSAGES
 *       big.conf and big.db in FOLDER; prints what the collector's own world
 *       told as it went, in the words of `replay --print`
 *   big follow FOLDER
 *       the last night as a console sees it that opens the journal now
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "bench/bench.h"
#include "bench/trace.h"
#include "cmd/print.h"
#include "fold/fold.h"
#include "collect/segment.h"
#include "read/conf.h"
#include "store/journal.h"
#include "fold/live.h"

enum {
	DWELLINGS = 48, DEVICES = 300, TRACE_DEVICES = DWELLINGS * 5 + 5,
	WINDOWS = DEVICES - TRACE_DEVICES, RULES = 40, BATCH = 500,
};

struct big {
	const char *folder;
	struct conf *conf;
	struct journal *journal;
	struct fold fold;
	struct printer printer;
	int64_t now;
	size_t sent, left; /* left: of the transaction */
};

static char *
path_of(const struct big *big, const char *name)
{
	return xasprintf("%s/%s", big->folder, name);
}

static void
die(const struct err *err)
{
	fprintf(stderr, "big: %s\n", err->text);
	exit(1);
}

/* Statuses and rules of every operator, over what the house has. */
static void
rules_text(struct str *out)
{
	static const char *const when[] = {
		"night and (door and not (motion within %dm))",
		"(not bed) for %dm", "bed for %dm", "call within %ds",
		"count(bed, %dm) >= 3", "(not (motion or bed)) for %dm",
		"(not bed) since (door within %dm)",
		"motion@bath and (motion@bath within %dm)",
		"time(23:00-05:30) and (motion@corridor within %dm)",
		"rise(door) and (bed within %dm)",
	};

	str_add(out, "statuses = (\n"
	    "  { id = \"bath\"; when = \"motion@bath within 3m\"; mark = \"b\";"
	    " label = \"Bath\"; },\n"
	    "  { id = \"asleep\"; when = \"bed for 15m\"; mark = \"z\";"
	    " label = \"Asleep\"; },\n"
	    "  { id = \"up\"; when = \"not bed\"; mark = \"o\";"
	    " label = \"Up\"; } );\nrules = (");
	for (int i = 0; i < RULES; i++) {
		str_addf(out, "%s\n  { id = \"r%d\"; when = \"", i > 0 ? "," :
		    "", i);
		str_addf(out, when[i % 10], 1 + i / 10 * 3);
		str_addf(out, "\"; priority = \"%s\"; latch = %s;"
		    " clear_after = \"%ds\"; text = \"R\"; }",
		    i % 3 == 0 ? "low" : i % 3 == 1 ? "medium" : "high",
		    i % 7 == 0 ? "true" : "false", i % 4 * 20);
	}
	str_add(out, " );\n");
}

/* The trace's house, and contacts on some windows besides. */
static void
write_conf(const struct big *big, const struct trace *trace)
{
	static const char end[] = "place = \"entrance\"; } );\n";
	char *journal = path_of(big, "big.db"), *path, *at;
	const char *srcdir = getenv("srcdir");
	char *dir = xasprintf("%s/conf", srcdir != NULL ? srcdir : ".");
	struct str rules, all, text;

	str_init(&rules);
	str_init(&all);
	str_init(&text);
	rules_text(&rules);
	trace_conf(trace, dir, rules.s, journal, 0, &all);
	at = strstr(all.s, end);
	BUG_IF(at == NULL);
	at += strlen(end) - strlen(" );\n");
	str_addn(&text, all.s, (size_t)(at - all.s));
	for (int i = 0; i < WINDOWS; i++)
		str_addf(&text, ",\n  { id = \"window-%d\"; topic ="
		    " \"zigbee2mqtt/window-%d\"; type = \"z2m-contact\";"
		    " place = \"%s\"; }", i, i,
		    i % 2 == 0 ? "corridor" : "101.bath");
	str_add(&text, at);
	path = path_of(big, "big.conf");
	trace_file(path, &text);
	free(path);
	free(dir);
	free(journal);
	str_release(&rules);
	str_release(&all);
	str_release(&text);
}

static struct conf *
load_conf(const struct big *big)
{
	struct faults faults = {0};
	char *path = path_of(big, "big.conf");
	struct conf *conf = conf_load(path, CONF_WITHOUT_SECRETS, &faults);

	if (conf == NULL) {
		faults_tell(&faults, stderr);
		exit(1);
	}
	faults_release(&faults);
	free(path);
	return conf;
}

static void
print_to(struct big *big, const struct conf *conf)
{
	big->printer = (struct printer){.to = stdout, .house = conf->house,
	    .zone = &conf->zone, .status = true, .alert = true};
	str_init(&big->printer.line);
}

/* Writing: the collector's transactions, at the trace's times. */

static void
begin(struct big *big)
{
	struct err err;

	if (journal_begin(big->journal, 1000, &err) == -1)
		die(&err);
}

/* COMMIT, and only then folded. */
static void
commit(struct big *big)
{
	struct err err;

	if (journal_commit(big->journal, &err) == -1 ||
	    (big->fold.world != NULL && fold_news(&big->fold, &err) == -1))
		die(&err);
	big->left = 0;
}

static void
begin_night(struct big *big, const char *why)
{
	struct segment_rows rows;
	struct err err;

	if (big->left > 0)
		commit(big);
	begin(big);
	if (segment_begin(big->journal, big->now, big->fold.world, big->conf,
	    why, &rows, &err) == -1 ||
	    journal_commit(big->journal, &err) == -1)
		die(&err);
	if (big->fold.world != NULL &&
	    fold_to(&big->fold, rows.first - 1, &err) == -1)
		die(&err);
	fold_start(&big->fold, big->conf, rows.first, 0);
	if (fold_news(&big->fold, &err) == -1)
		die(&err);
}

static void
append(struct big *big, const char *topic, const char *payload)
{
	struct message message;
	struct str kept;
	const char *odd;
	int64_t t, seq;
	struct err err;

	str_init(&kept);
	if (map_message(big->conf->map, topic, strlen(topic), payload,
	    strlen(payload), false, &message, &odd, &err) != 1)
		die(&err);
	map_reduce(big->conf->map, &kept);
	if (big->left == 0) {
		begin(big);
		big->left = BATCH;
	}
	if (journal_append(big->journal, big->now, false, topic, kept.s,
	    kept.len, &t, &seq, &err) == -1)
		die(&err);
	str_release(&kept);
	if (--big->left == 0)
		commit(big);
}

static void
take(void *arg, int64_t t, const char *topic, const char *payload)
{
	struct big *big = arg;
	char window[64];

	big->now = t;
	append(big, topic, payload);
	if (big->sent++ % 50 != 0)
		return;
	snprintf(window, sizeof(window), "zigbee2mqtt/window-%d",
	    (int)(big->sent / 50 % WINDOWS));
	append(big, window, big->sent / 50 / WINDOWS % 2 == 0 ?
	    "{\"contact\":false}" : "{\"contact\":true}");
}

/* The first noon of the trace's time, in the house's zone. */
static int64_t
first_noon(const struct zone *zone)
{
	int64_t noon = zone_night_start(zone, TRACE_START);

	return noon < TRACE_START ? zone_night_end(zone, TRACE_START) : noon;
}

static int
write_nights(struct big *big, int nights, size_t messages)
{
	struct trace trace = {.seed = 48, .dwellings = DWELLINGS,
	    .start = TRACE_START, .ms = TRACE_DAY - MS_MINUTE,
	    .messages = messages};
	struct err err;
	int64_t noon;
	char *path;

	write_conf(big, &trace);
	big->conf = load_conf(big);
	BUG_IF(big->conf->house->ndevice != DEVICES ||
	    big->conf->house->nrule != RULES);
	path = path_of(big, "big.db");
	big->journal = journal_open(path, JOURNAL_CREATE, &err);
	if (big->journal == NULL)
		die(&err);
	free(path);
	noon = first_noon(&big->conf->zone);
	print_to(big, big->conf);
	fold_init(&big->fold, big->journal, print_event, &big->printer);
	for (int i = 0; i < nights; i++) {
		big->now = trace.start = noon + i * TRACE_DAY;
		trace.seed += 1;
		begin_night(big, i > 0 ? "noon" : "start");
		trace_run(&trace, take, big);
		if (big->left > 0)
			commit(big);
	}
	fold_release(&big->fold);
	return 0;
}

static int
follow(struct big *big)
{
	const struct live_to to = {print_event, NULL, &big->printer};
	struct live *live;
	struct err err;
	int news;

	big->conf = load_conf(big);
	print_to(big, big->conf);
	live = live_new(big->conf);
	while ((news = live_follow(live, BATCH, &to, &err)) != LIVE_NOTHING)
		if (news == -1)
			die(&err);
	live_free(live);
	return 0;
}

int
main(int argc, char **argv)
{
	struct big big = {.folder = argc > 2 ? argv[2] : "."};
	int code = 64;

	if (argc == 5 && strcmp(argv[1], "write") == 0)
		code = write_nights(&big, atoi(argv[3]),
		    (size_t)atol(argv[4]));
	else if (argc == 3 && strcmp(argv[1], "follow") == 0)
		code = follow(&big);
	str_release(&big.printer.line);
	journal_close(big.journal);
	conf_free(big.conf);
	return code;
}
