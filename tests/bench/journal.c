/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The journal beside a bare loop of SQLite as it comes: the same columns,
 * prepared statements, the same batches, WAL, synchronous=FULL; no topics,
 * index, foreign keys or checks.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/mem.h"
#include "bench/bench.h"
#include "bench/trace.h"
#include "store/audit.h"
#include "store/journal.h"

enum {
	KNOWN = 2000,  /* messages that are there before: of all topics */
	COMMITS = 128, /* some take 0.1 ms, some 10 */
	ROUNDS = 7,
	/*
	 * A turn of the collector reads what came during the last one. At
	 * 50 000 messages/s that is a dozen or two where a commit takes 0.2
	 * ms, and as many as a turn takes (mqtt.c) from 4 ms up.
	 */
	BATCH_FAST = 16,
	BATCH_FULL = 200,
};

#define ACTION "{\"do\":\"ack\",\"alert\":3,\"version\":1,\"by\":\"KM\"}"

struct message_of_trace {
	int64_t t;
	char *topic, *payload;
	int64_t id; /* of its topic: the bare loop need not look */
};

struct work {
	char folder[32], path[48];
	VEC(struct message_of_trace) message;
	size_t batch;
};

struct bare {
	sqlite3 *db;
	sqlite3_stmt *begin, *insert, *commit;
	int64_t seq;
};

static void
keep_message(void *arg, int64_t t, const char *topic, const char *payload)
{
	struct work *work = arg;
	struct message_of_trace kept = {t, xstrdup(topic), xstrdup(payload),
	    1};

	for (size_t i = 0; i < work->message.n; i++)
		if (strcmp(work->message.v[i].topic, topic) == 0) {
			kept.id = work->message.v[i].id;
			break;
		} else if (work->message.v[i].id >= kept.id) {
			kept.id = work->message.v[i].id + 1;
		}
	vec_push(&work->message, kept);
}

static void
remove_files(const struct work *work)
{
	static const char *const suffix[] = {"", "-wal", "-shm", ".ballast"};

	for (size_t i = 0; i < sizeof(suffix) / sizeof(suffix[0]); i++) {
		char *path = xasprintf("%s%s", work->path, suffix[i]);

		unlink(path);
		free(path);
	}
}

/* ---- ours ---- */

static struct journal *
open_journal(const struct work *work)
{
	struct journal *journal;
	struct err err;

	remove_files(work);
	journal = journal_open(work->path, JOURNAL_CREATE, &err);
	if (journal == NULL)
		bench_die("%s", err.text);
	return journal;
}

static void
must(int bad, const struct err *err)
{
	if (bad == -1)
		bench_die("%s", err->text);
}

static void
append_batch(struct journal *journal, const struct message_of_trace *m,
    size_t n)
{
	struct err err;
	int64_t t, seq;

	must(journal_begin(journal, 1000, &err), &err);
	for (size_t i = 0; i < n; i++)
		must(journal_append(journal, m[i].t, false, m[i].topic,
		    m[i].payload, strlen(m[i].payload), &t, &seq, &err),
		    &err);
	must(journal_commit(journal, &err), &err);
}

static double
append_messages(void *arg)
{
	const struct work *work = arg;
	struct journal *journal = open_journal(work);
	double begun, took;

	append_batch(journal, work->message.v, KNOWN);
	begun = bench_wall();
	for (size_t i = 0; i < COMMITS; i++)
		append_batch(journal, work->message.v + KNOWN + i *
		    work->batch, work->batch);
	took = bench_wall() - begun;
	journal_close(journal);
	return took;
}

static double
append_actions(void *arg)
{
	struct journal *journal = open_journal(arg);
	double begun = bench_wall(), took;
	struct err err;
	int64_t t, seq;

	for (int i = 0; i < COMMITS; i++) {
		must(journal_begin(journal, 1000, &err), &err);
		must(journal_append(journal, TRACE_START + i, false,
		    AUDIT_ACTION, ACTION, strlen(ACTION), &t, &seq, &err),
		    &err);
		must(journal_commit(journal, &err), &err);
	}
	took = bench_wall() - begun;
	journal_close(journal);
	return took;
}

/* ---- bare ---- */

static void
step(struct bare *bare, sqlite3_stmt *stmt)
{
	if (sqlite3_step(stmt) != SQLITE_DONE)
		bench_die("%s", sqlite3_errmsg(bare->db));
	sqlite3_reset(stmt);
}

static sqlite3_stmt *
prepare(struct bare *bare, const char *sql)
{
	sqlite3_stmt *stmt;

	if (sqlite3_prepare_v3(bare->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
	    &stmt, NULL) != SQLITE_OK)
		bench_die("%s", sqlite3_errmsg(bare->db));
	return stmt;
}

static void
open_bare(const struct work *work, struct bare *bare)
{
	remove_files(work);
	*bare = (struct bare){0};
	if (sqlite3_open(work->path, &bare->db) != SQLITE_OK ||
	    sqlite3_exec(bare->db, "PRAGMA journal_mode = WAL;"
	    "PRAGMA synchronous = FULL;"
	    "CREATE TABLE message (seq INTEGER PRIMARY KEY, t INTEGER,"
	    " topic INTEGER, retained INTEGER, payload TEXT, link BLOB)",
	    NULL, NULL, NULL) != SQLITE_OK)
		bench_die("%s", sqlite3_errmsg(bare->db));
	bare->begin = prepare(bare, "BEGIN IMMEDIATE");
	bare->insert = prepare(bare, "INSERT INTO message"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
	bare->commit = prepare(bare, "COMMIT");
}

static void
close_bare(struct bare *bare)
{
	sqlite3_finalize(bare->begin);
	sqlite3_finalize(bare->insert);
	sqlite3_finalize(bare->commit);
	sqlite3_close(bare->db);
}

static void
insert(struct bare *bare, int64_t t, int64_t topic, const char *payload)
{
	sqlite3_bind_int64(bare->insert, 1, ++bare->seq);
	sqlite3_bind_int64(bare->insert, 2, t);
	sqlite3_bind_int64(bare->insert, 3, topic);
	sqlite3_bind_int64(bare->insert, 4, 0);
	sqlite3_bind_text(bare->insert, 5, payload, -1, SQLITE_STATIC);
	step(bare, bare->insert);
}

static void
insert_batch(struct bare *bare, const struct message_of_trace *m, size_t n)
{
	step(bare, bare->begin);
	for (size_t i = 0; i < n; i++)
		insert(bare, m[i].t, m[i].id, m[i].payload);
	step(bare, bare->commit);
}

static double
insert_messages(void *arg)
{
	const struct work *work = arg;
	double begun, took;
	struct bare bare;

	open_bare(work, &bare);
	insert_batch(&bare, work->message.v, KNOWN);
	begun = bench_wall();
	for (size_t i = 0; i < COMMITS; i++)
		insert_batch(&bare, work->message.v + KNOWN + i * work->batch,
		    work->batch);
	took = bench_wall() - begun;
	close_bare(&bare);
	return took;
}

static double
insert_actions(void *arg)
{
	unsigned char link[AUDIT_SIZE] = {1};
	double begun, took;
	struct bare bare;

	open_bare(arg, &bare);
	sqlite3_bind_blob(bare.insert, 6, link, sizeof(link), SQLITE_STATIC);
	begun = bench_wall();
	for (int i = 0; i < COMMITS; i++) {
		step(&bare, bare.begin);
		insert(&bare, TRACE_START + i, 1, ACTION);
		step(&bare, bare.commit);
	}
	took = bench_wall() - begun;
	close_bare(&bare);
	return took;
}

/* ---- */

static void
tell_batches(struct work *work, size_t batch)
{
	struct bench_pair pair;
	char name[64];

	work->batch = batch;
	pair = bench_pair(append_messages, insert_messages, work, ROUNDS);
	snprintf(name, sizeof(name), "journal: batches of %zu"
	    " (ratio at least 0.8)", batch);
	bench_tell(name, (double)(COMMITS * batch) / pair.a / 1e3,
	    "k messages/s", (double)(COMMITS * batch) / pair.b / 1e3,
	    "a bare insert loop", pair.ratio);
}

int
main(void)
{
	const struct trace trace = {.seed = 7, .dwellings = 24,
	    .start = TRACE_START, .ms = TRACE_DAY,
	    .messages = KNOWN + COMMITS * BATCH_FULL};
	struct work work = {.folder = "/tmp/natvagt-bench-XXXXXX"};
	struct bench_pair pair;

	if (mkdtemp(work.folder) == NULL)
		bench_die("cannot make '%s'", work.folder);
	snprintf(work.path, sizeof(work.path), "%s/a.db", work.folder);
	trace_run(&trace, keep_message, &work);
	tell_batches(&work, BATCH_FAST);
	tell_batches(&work, BATCH_FULL);
	pair = bench_pair(append_actions, insert_actions, &work, ROUNDS);
	bench_tell("journal: one durable action (ratio at most 1.5)",
	    pair.a / COMMITS * 1e6, "us", pair.b / COMMITS * 1e6,
	    "a bare transaction of one row", pair.times);
	remove_files(&work);
	rmdir(work.folder);
	for (size_t i = 0; i < work.message.n; i++) {
		free(work.message.v[i].topic);
		free(work.message.v[i].payload);
	}
	vec_free(&work.message);
	return 0;
}
