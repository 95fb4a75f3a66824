/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables are in schema.c. Rows are found by seq alone.
 *
 * What is not a journal must stay as it is, to the byte. So a file is looked
 * at through a connection that cannot write, take locks or make files beside
 * it (immutable), before it is opened in earnest. It suffices to look at the
 * file without its WAL: a journal is made whole in rollback mode and becomes
 * a WAL database only then.
 *
 * A row's t is never before the last row's. The last row is read once when a
 * transaction begins: from then on nobody else can add to it.
 * Topics are never removed: an id once committed holds as long as nobody else
 * has written (who may have put a backup in its place), and SQLite is not asked
 * to look it up again (foreign_keys), which is a sixth of an append.
 */
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sqlite3.h>

#include "base/clock.h"
#include "base/dict.h"
#include "base/mem.h"
#include "store/audit.h"
#include "store/ballast.h"
#include "store/file.h"
#include "store/schema.h"

enum {
	APPLICATION = 0x4e617476, /* "Natv" */
	OPEN_WAIT = 5000,         /* ms that opening and reading wait */
};

enum query {
	BEGIN, COMMIT, LAST, CHANGES, TOPIC, MESSAGE_ADD, CHAIN_HEAD, CHAIN,
	ROWS, SEGMENT_ADD, SEGMENT_AT, SEGMENT_NEXT, NIGHT, CONF_ADD, CONF_GET,
	NQUERY
};

static const char *const sql[NQUERY] = {
	[BEGIN] = "BEGIN IMMEDIATE",
	[COMMIT] = "COMMIT",
	[LAST] = "SELECT seq, t FROM message ORDER BY seq DESC LIMIT 1",
	[CHANGES] = "PRAGMA data_version",
	[TOPIC] = "INSERT INTO topic (name) VALUES (?1)"
	    " ON CONFLICT DO UPDATE SET name = name RETURNING id",
	[MESSAGE_ADD] = "INSERT INTO message (seq, t, topic, retained, payload,"
	    " link) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	[CHAIN_HEAD] = "SELECT link FROM message WHERE link IS NOT NULL"
	    " ORDER BY seq DESC LIMIT 1",
	[CHAIN] = "SELECT seq, t, payload, link FROM message WHERE topic ="
	    " (SELECT id FROM topic WHERE name = '" AUDIT_TOPIC "')"
	    " OR link IS NOT NULL ORDER BY seq",
	[ROWS] = "SELECT seq, t, retained, name, payload"
	    " FROM message CROSS JOIN topic ON topic.id = message.topic"
	    " WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq LIMIT ?3",
	[SEGMENT_ADD] = "INSERT INTO segment (seq, night, why, conf)"
	    " VALUES (?1, ?2, ?3, ?4)",
	[SEGMENT_AT] = "SELECT seq, t, night, why, conf FROM segment"
	    " JOIN message USING (seq) WHERE seq <= ?1"
	    " ORDER BY seq DESC LIMIT 1",
	[SEGMENT_NEXT] = "SELECT min(seq) FROM segment WHERE seq > ?1",
	[NIGHT] = "SELECT seq, t, night, why, conf FROM segment"
	    " JOIN message USING (seq) WHERE night = ?1 ORDER BY seq",
	[CONF_ADD] = "INSERT OR IGNORE INTO conf (hash, place, name, body)"
	    " VALUES (?1, ?2, ?3, ?4)",
	[CONF_GET] = "SELECT name, body FROM conf WHERE hash = ?1"
	    " ORDER BY place",
};

struct journal {
	char *path;
	sqlite3 *db;
	sqlite3_stmt *kept[NQUERY]; /* prepared when it is opened */
	int64_t version;            /* data_version as it was last seen */
	int64_t seq, t;             /* the last row, within a transaction */
	struct dict topic;          /* ids learnt in transactions, … */
	bool learnt;                /* … some in one not committed yet */
	int64_t topic_version;      /* data_version as they were learnt */
	bool busy;                  /* the last failure was another's lock */
};

/* Says what failed on the journal and why; the cure, where there is one. */
static int
fail(struct journal *journal, const char *what, struct err *err)
{
	int code = sqlite3_errcode(journal->db) & 0xff;
	int error = sqlite3_system_errno(journal->db);

	if (code == SQLITE_FULL || error == ENOSPC || error == EDQUOT)
		return err_set(err, "cannot %s '%s': the disk is full (removing"
		    " '%s" BALLAST_SUFFIX "' makes room for a while)", what,
		    journal->path, journal->path);
	journal->busy = code == SQLITE_BUSY || code == SQLITE_LOCKED;
	if (journal->busy)
		return err_set(err, "cannot %s '%s': another process keeps it"
		    " locked", what, journal->path);
	if (code == SQLITE_CANTOPEN && error != 0)
		return err_set(err, "cannot %s '%s': %s", what, journal->path,
		    strerror(error));
	return err_set(err, "cannot %s '%s': %s", what, journal->path,
	    sqlite3_errmsg(journal->db));
}

static int
not_ours(const char *path, struct err *err)
{
	return err_set(err, "'%s' is not a natvagt journal", path);
}

/* The statement, ready to be bound and stepped. */
static sqlite3_stmt *
query(struct journal *journal, enum query q)
{
	BUG_IF(sqlite3_stmt_busy(journal->kept[q]));
	return journal->kept[q];
}

/* Ends a statement; rc is its last step's. */
static int
done(struct journal *journal, sqlite3_stmt *stmt, int rc, const char *what,
    struct err *err)
{
	int bad = rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 :
	    fail(journal, what, err);

	sqlite3_reset(stmt);
	sqlite3_clear_bindings(stmt);
	return bad;
}

/* Runs a statement that has no rows to tell; all is bound. */
static int
run(struct journal *journal, sqlite3_stmt *stmt, const char *what,
    struct err *err)
{
	int rc;

	do
		rc = sqlite3_step(stmt);
	while (rc == SQLITE_ROW);
	return done(journal, stmt, rc, what, err);
}

static void
bind_text(sqlite3_stmt *stmt, int at, const char *s, size_t n)
{
	sqlite3_bind_text64(stmt, at, s, n, SQLITE_STATIC, SQLITE_UTF8);
}

static int
exec(struct journal *journal, const char *text, const char *what,
    struct err *err)
{
	if (sqlite3_exec(journal->db, text, NULL, NULL, NULL) != SQLITE_OK)
		return fail(journal, what, err);
	return 0;
}

/* The first column of the only row that text asks for. */
static int
ask(struct journal *journal, const char *text, char *word, size_t size,
    struct err *err)
{
	sqlite3_stmt *stmt;
	int rc, bad;

	if (sqlite3_prepare_v2(journal->db, text, -1, &stmt, NULL) != SQLITE_OK)
		return fail(journal, "read", err);
	rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW)
		snprintf(word, size, "%s",
		    (const char *)sqlite3_column_text(stmt, 0));
	bad = rc == SQLITE_ROW ? 0 : fail(journal, "read", err);
	sqlite3_finalize(stmt);
	return bad;
}

static int
ask_number(struct journal *journal, const char *text, int64_t *n,
    struct err *err)
{
	char word[32];

	if (ask(journal, text, word, sizeof(word), err) == -1)
		return -1;
	*n = strtoll(word, NULL, 10);
	return 0;
}

/*
 * Whether the database is a journal of a schema that we know: 1, and 0 where
 * it is empty.
 */
static int
recognise(struct journal *journal, int64_t *schema, struct err *err)
{
	int64_t application, things;

	if (ask_number(journal, "PRAGMA application_id", &application,
	    err) == -1 ||
	    ask_number(journal, "PRAGMA user_version", schema, err) == -1 ||
	    ask_number(journal, "SELECT count(*) FROM sqlite_schema",
	    &things, err) == -1) {
		if ((sqlite3_errcode(journal->db) & 0xff) == SQLITE_NOTADB)
			return not_ours(journal->path, err);
		return -1;
	}
	if (application == 0 && *schema == 0 && things == 0)
		return 0;
	if (application != APPLICATION || *schema < 1)
		return not_ours(journal->path, err);
	if (*schema > SCHEMA)
		return err_set(err, "'%s' was written by a newer natvagt"
		    " (schema %lld; this one knows %d)", journal->path,
		    (long long)*schema, SCHEMA);
	return 1;
}

/* Recognises the file without opening it for good. */
static int
look(const char *path, struct err *err)
{
	struct journal journal = {.path = xstrdup(path)};
	char *uri = file_immutable_uri(path);
	int64_t schema;
	int what;

	if (sqlite3_open_v2(uri, &journal.db, SQLITE_OPEN_READONLY |
	    SQLITE_OPEN_URI, NULL) != SQLITE_OK)
		what = fail(&journal, "open", err);
	else
		what = recognise(&journal, &schema, err);
	sqlite3_close(journal.db);
	free(journal.path);
	free(uri);
	return what;
}

/* Refuses what is surely no journal, and what is not there but must be. */
static int
examine(const char *path, enum journal_mode mode, struct err *err)
{
	int what = file_find(path, mode == JOURNAL_CREATE, err);

	if (what != 1)
		return what;
	what = look(path, err);
	if (what == 0 && mode != JOURNAL_CREATE)
		return err_set(err, "'%s' is empty, not a natvagt journal",
		    path);
	return what == -1 ? -1 : 0;
}

/* Brings an empty or older database to our schema, whole or not at all. */
static int
migrate(struct journal *journal, int64_t schema, struct err *err)
{
	char text[96];

	for (; schema < SCHEMA; schema++)
		if (exec(journal, schema_step((int)schema), "make",
		    err) == -1)
			return -1;
	snprintf(text, sizeof(text), "PRAGMA application_id = %d;"
	    "PRAGMA user_version = %d", APPLICATION, SCHEMA);
	return exec(journal, text, "make", err);
}

/*
 * Makes sure that the database has our schema. In a transaction from the
 * first look on, as two processes may both find that there is none.
 */
static int
make(struct journal *journal, struct err *err)
{
	int64_t schema;

	if (exec(journal, "BEGIN IMMEDIATE", "make", err) == -1)
		return -1;
	if (recognise(journal, &schema, err) == -1 ||
	    (schema < SCHEMA && migrate(journal, schema, err) == -1) ||
	    exec(journal, "COMMIT", "make", err) == -1) {
		journal_rollback(journal);
		return -1;
	}
	return 0;
}

static int
set_wal(struct journal *journal, struct err *err)
{
	char mode[16];

	if (ask(journal, "PRAGMA journal_mode = WAL", mode, sizeof(mode),
	    err) == -1)
		return -1;
	if (strcmp(mode, "wal") != 0)
		return err_set(err, "cannot open journal '%s': its file system"
		    " does not allow a write-ahead log", journal->path);
	return exec(journal, "PRAGMA synchronous = FULL;"
	    "PRAGMA journal_size_limit = 16777216", "open", err);
}

static int
check(struct journal *journal, const char *pragma, struct err *err)
{
	char word[256];

	if (ask(journal, pragma, word, sizeof(word), err) == -1)
		return -1;
	return strcmp(word, "ok") == 0 ? 0 : err_set(err, "journal '%s' is"
	    " damaged: %s", journal->path, word);
}

/*
 * All but the rows, of which there may be years: those of the present night
 * are read anyway, and damage to an old one is no reason not to watch.
 */
static int
check_tables(struct journal *journal, struct err *err)
{
	return check(journal, "PRAGMA quick_check(topic)", err) ||
	    check(journal, "PRAGMA quick_check(segment)", err) ||
	    check(journal, "PRAGMA quick_check(conf)", err) ? -1 : 0;
}

/* What must hold of an open database before anybody uses it. */
static int
prepare(struct journal *journal, enum journal_mode mode, struct err *err)
{
	int64_t schema;

	sqlite3_busy_timeout(journal->db, OPEN_WAIT);
	sqlite3_extended_result_codes(journal->db, 1);
	if (exec(journal, "PRAGMA trusted_schema = OFF;"
	    "PRAGMA cell_size_check = ON", "open", err) == -1)
		return -1;
	if (mode == JOURNAL_CREATE && make(journal, err) == -1)
		return -1;
	switch (recognise(journal, &schema, err)) {
	case -1:
		return -1;
	case 0:
		return not_ours(journal->path, err);
	}
	if (schema < SCHEMA)
		return err_set(err, "'%s' was written by an older natvagt:"
		    " start 'natvagt watch' to bring it up to date",
		    journal->path);
	if (mode != JOURNAL_READ && set_wal(journal, err) == -1)
		return -1;
	if (mode == JOURNAL_CREATE && check_tables(journal, err) == -1)
		return -1;
	for (int i = 0; i < NQUERY; i++)
		if (sqlite3_prepare_v3(journal->db, sql[i], -1,
		    SQLITE_PREPARE_PERSISTENT, &journal->kept[i], NULL) !=
		    SQLITE_OK)
			return fail(journal, "open journal", err);
	journal_changed(journal);
	return 0;
}

/* One try; *busy where it failed because somebody else had the file. */
static struct journal *
open_once(const char *path, enum journal_mode mode, bool *busy,
    struct err *err)
{
	static const int flags[] = {
		[JOURNAL_READ] = SQLITE_OPEN_READONLY,
		[JOURNAL_WRITE] = SQLITE_OPEN_READWRITE,
		[JOURNAL_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
	};
	struct journal *journal = xcalloc(1, sizeof(*journal));

	*busy = false;
	journal->path = xstrdup(path);
	if (sqlite3_open_v2(path, &journal->db, flags[mode] |
	    SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
		fail(journal, "open journal", err);
	} else if (mode != JOURNAL_READ &&
	    sqlite3_db_readonly(journal->db, "main") == 1) {
		/* SQLite falls back to reading without a word. */
		err_set(err, "cannot write '%s': %s", path, strerror(EACCES));
	} else if (prepare(journal, mode, err) == 0) {
		return journal;
	} else {
		*busy = journal->busy;
	}
	journal_close(journal);
	return NULL;
}

/*
 * SQLite does not call the busy handler where it fears a deadlock: while a
 * first writer turns the file into a WAL, or a last one takes the WAL away.
 * Both are short, so another try helps.
 */
struct journal *
journal_open(const char *path, enum journal_mode mode, struct err *err)
{
	struct journal *journal;
	int64_t until = clock_monotonic() + OPEN_WAIT;
	bool busy;

	if (examine(path, mode, err) == -1)
		return NULL;
	journal = open_once(path, mode, &busy, err);
	while (busy && clock_monotonic() < until) {
		nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
		journal = open_once(path, mode, &busy, err);
	}
	if (journal != NULL && mode == JOURNAL_CREATE)
		ballast_make(path);
	return journal;
}

void
journal_close(struct journal *journal)
{
	if (journal == NULL)
		return;
	for (int i = 0; i < NQUERY; i++)
		sqlite3_finalize(journal->kept[i]);
	BUG_IF(sqlite3_close(journal->db) != SQLITE_OK);
	dict_release(&journal->topic);
	free(journal->path);
	free(journal);
}

/* What is written to a file that has been removed is seen by nobody. */
static int
check_there(struct journal *journal, struct err *err)
{
	int moved = 0;

	sqlite3_file_control(journal->db, "main", SQLITE_FCNTL_HAS_MOVED,
	    &moved);
	if (moved)
		return err_set(err, "cannot write '%s': the file has been moved"
		    " or removed", journal->path);
	return 0;
}

/* Another than the last where somebody else has written since. */
static int64_t
data_version(struct journal *journal)
{
	sqlite3_stmt *stmt = query(journal, CHANGES);
	int rc = sqlite3_step(stmt);
	int64_t version = sqlite3_column_int64(stmt, 0);

	done(journal, stmt, rc, "read", NULL);
	return version;
}

int
journal_begin(struct journal *journal, int wait_ms, struct err *err)
{
	int64_t version;
	int bad;

	BUG_IF(sqlite3_db_readonly(journal->db, "main") == 1);
	if (check_there(journal, err) == -1)
		return -1;
	sqlite3_busy_timeout(journal->db, wait_ms);
	bad = run(journal, query(journal, BEGIN), "write", err);
	sqlite3_busy_timeout(journal->db, OPEN_WAIT);
	if (bad)
		return -1;
	version = data_version(journal);
	if (journal->learnt || version != journal->topic_version)
		dict_release(&journal->topic);
	journal->learnt = false;
	journal->topic_version = version;
	bad = journal_last(journal, &journal->seq, &journal->t, err);
	if (bad)
		journal_rollback(journal);
	return bad;
}

int
journal_commit(struct journal *journal, struct err *err)
{
	int bad = run(journal, query(journal, COMMIT), "write", err);

	journal->learnt = journal->learnt && bad;
	return bad;
}

void
journal_rollback(struct journal *journal)
{
	/* SQLite may have rolled back by itself. */
	if (!sqlite3_get_autocommit(journal->db))
		exec(journal, "ROLLBACK", "write", NULL);
}

/* A topic's id, a new one where it has none yet, or -1. */
static int64_t
intern(struct journal *journal, const char *topic, size_t len, struct err *err)
{
	int64_t id = dict_get(&journal->topic, topic, len);
	sqlite3_stmt *stmt = query(journal, TOPIC);
	int rc;

	if (id != -1)
		return id;
	bind_text(stmt, 1, topic, len);
	rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW)
		id = sqlite3_column_int64(stmt, 0);
	if (done(journal, stmt, rc, "write", err) == -1)
		return -1;
	dict_put(&journal->topic, topic, len, id);
	journal->learnt = true;
	return id;
}

/* The chain's last link, zeros where there is none yet. */
static int
chain_head(struct journal *journal, unsigned char head[AUDIT_SIZE],
    struct err *err)
{
	sqlite3_stmt *stmt = query(journal, CHAIN_HEAD);
	int rc;

	memset(head, 0, AUDIT_SIZE);
	rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW && sqlite3_column_bytes(stmt, 0) == AUDIT_SIZE)
		memcpy(head, sqlite3_column_blob(stmt, 0), AUDIT_SIZE);
	return done(journal, stmt, rc, "read", err);
}

int
journal_append(struct journal *journal, int64_t now, bool retained,
    const char *topic, const char *payload, size_t payload_len, int64_t *t,
    int64_t *seq, struct err *err)
{
	bool action = strcmp(topic, AUDIT_TOPIC) == 0;
	unsigned char link[AUDIT_SIZE];
	sqlite3_stmt *stmt;
	int64_t id;

	BUG_IF(sqlite3_get_autocommit(journal->db));
	id = intern(journal, topic, strlen(topic), err);
	if (id == -1 || (action && chain_head(journal, link, err) == -1))
		return -1;
	*seq = journal->seq + 1;
	*t = now > journal->t ? now : journal->t;
	stmt = query(journal, MESSAGE_ADD);
	sqlite3_bind_int64(stmt, 1, *seq);
	sqlite3_bind_int64(stmt, 2, *t);
	sqlite3_bind_int64(stmt, 3, id);
	sqlite3_bind_int(stmt, 4, retained);
	bind_text(stmt, 5, payload, payload_len);
	if (action) {
		audit_link(link, link, *seq, *t, payload, payload_len);
		sqlite3_bind_blob(stmt, 6, link, sizeof(link), SQLITE_STATIC);
	}
	if (run(journal, stmt, "write", err) == -1)
		return -1;
	journal->seq = *seq;
	journal->t = *t;
	return 0;
}

int
journal_segment_add(struct journal *journal, int64_t seq, const char *night,
    const char *why, const char *conf_hash, struct err *err)
{
	sqlite3_stmt *stmt = query(journal, SEGMENT_ADD);

	sqlite3_bind_int64(stmt, 1, seq);
	bind_text(stmt, 2, night, strlen(night));
	bind_text(stmt, 3, why, strlen(why));
	bind_text(stmt, 4, conf_hash, strlen(conf_hash));
	return run(journal, stmt, "write", err);
}

int
journal_conf_add(struct journal *journal, const char *hash,
    const struct named_text *file, int nfile, struct err *err)
{
	for (int i = 0; i < nfile; i++) {
		sqlite3_stmt *stmt = query(journal, CONF_ADD);

		bind_text(stmt, 1, hash, strlen(hash));
		sqlite3_bind_int(stmt, 2, i);
		bind_text(stmt, 3, file[i].name, strlen(file[i].name));
		sqlite3_bind_blob64(stmt, 4, file[i].len > 0 ? file[i].body :
		    "", file[i].len, SQLITE_STATIC);
		if (run(journal, stmt, "write", err) == -1)
			return -1;
	}
	return 0;
}

bool
journal_changed(struct journal *journal)
{
	int64_t version = journal->version;

	journal->version = data_version(journal);
	return journal->version != version;
}

int
journal_last(struct journal *journal, int64_t *seq, int64_t *t, struct err *err)
{
	sqlite3_stmt *stmt = query(journal, LAST);
	int rc;

	*seq = *t = 0;
	rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW) {
		*seq = sqlite3_column_int64(stmt, 0);
		*t = sqlite3_column_int64(stmt, 1);
	}
	return done(journal, stmt, rc, "read", err);
}

int64_t
journal_rows(struct journal *journal, int64_t from, int64_t to, int64_t most,
    journal_row_fn *fn, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = query(journal, ROWS);
	int64_t n = 0;
	bool more = true;
	int rc = SQLITE_DONE;

	sqlite3_bind_int64(stmt, 1, from);
	sqlite3_bind_int64(stmt, 2, to);
	sqlite3_bind_int64(stmt, 3, most);
	while (more && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		struct row row = {
			.t = sqlite3_column_int64(stmt, 1),
			.retained = sqlite3_column_int(stmt, 2) != 0,
			.topic = (const char *)sqlite3_column_text(stmt, 3),
			.topic_len = (size_t)sqlite3_column_bytes(stmt, 3),
			.payload = (const char *)sqlite3_column_text(stmt, 4),
			.payload_len = (size_t)sqlite3_column_bytes(stmt, 4),
		};

		n++;
		more = fn(arg, sqlite3_column_int64(stmt, 0), &row);
	}
	return done(journal, stmt, rc, "read", err) == -1 ? -1 : n;
}

static void
read_segment(sqlite3_stmt *stmt, struct segment *segment)
{
	segment->seq = sqlite3_column_int64(stmt, 0);
	segment->t = sqlite3_column_int64(stmt, 1);
	snprintf(segment->night, sizeof(segment->night), "%s",
	    (const char *)sqlite3_column_text(stmt, 2));
	snprintf(segment->why, sizeof(segment->why), "%s",
	    (const char *)sqlite3_column_text(stmt, 3));
	snprintf(segment->conf, sizeof(segment->conf), "%s",
	    (const char *)sqlite3_column_text(stmt, 4));
}

int
journal_segment(struct journal *journal, int64_t seq, struct segment *segment,
    struct err *err)
{
	sqlite3_stmt *stmt = query(journal, SEGMENT_AT);
	int rc;

	sqlite3_bind_int64(stmt, 1, seq);
	rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW)
		read_segment(stmt, segment);
	return done(journal, stmt, rc, "read", err) == -1 ? -1 :
	    rc == SQLITE_ROW;
}

int
journal_night(struct journal *journal, const char *night,
    struct segment **segment, int *n, struct err *err)
{
	sqlite3_stmt *stmt = query(journal, NIGHT);
	VEC(struct segment) found = {0};
	int rc;

	bind_text(stmt, 1, night, strlen(night));
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		struct segment next;

		read_segment(stmt, &next);
		vec_push(&found, next);
	}
	if (done(journal, stmt, rc, "read", err) == -1) {
		vec_free(&found);
		return -1;
	}
	*segment = found.v;
	*n = (int)found.n;
	return 0;
}

int64_t
journal_segment_end(struct journal *journal, int64_t seq)
{
	sqlite3_stmt *stmt = query(journal, SEGMENT_NEXT);
	int64_t end = INT64_MAX;
	int rc;

	sqlite3_bind_int64(stmt, 1, seq);
	rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW && sqlite3_column_type(stmt, 0) != SQLITE_NULL)
		end = sqlite3_column_int64(stmt, 0);
	done(journal, stmt, rc, "read", NULL);
	return end;
}

static struct named_text
read_file(sqlite3_stmt *stmt)
{
	struct named_text file;
	const void *body = sqlite3_column_blob(stmt, 1);

	file.name = xstrdup((const char *)sqlite3_column_text(stmt, 0));
	file.len = (size_t)sqlite3_column_bytes(stmt, 1);
	file.body = xmalloc(file.len + 1);
	if (file.len > 0)
		memcpy(file.body, body, file.len);
	file.body[file.len] = '\0';
	return file;
}

int
journal_conf(struct journal *journal, const char *hash,
    struct named_text **file, int *nfile, struct err *err)
{
	sqlite3_stmt *stmt = query(journal, CONF_GET);
	VEC(struct named_text) found = {0};
	int rc, bad;

	bind_text(stmt, 1, hash, strlen(hash));
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
		vec_push(&found, read_file(stmt));
	bad = done(journal, stmt, rc, "read", err);
	if (bad == 0 && found.n == 0)
		bad = err_set(err, "'%s' holds no configuration '%s'",
		    journal->path, hash);
	if (bad == -1) {
		named_text_free(found.v, (int)found.n);
		return -1;
	}
	*file = found.v;
	*nfile = (int)found.n;
	return 0;
}

/* Checks the action that stmt stands at; head goes on to its link. */
static int
check_link(struct journal *journal, sqlite3_stmt *stmt,
    unsigned char head[AUDIT_SIZE], struct err *err)
{
	int64_t seq = sqlite3_column_int64(stmt, 0);
	const char *payload = (const char *)sqlite3_column_text(stmt, 2);
	const void *link = sqlite3_column_blob(stmt, 3);

	audit_link(head, head, seq, sqlite3_column_int64(stmt, 1), payload,
	    (size_t)sqlite3_column_bytes(stmt, 2));
	if (link != NULL && sqlite3_column_bytes(stmt, 3) == AUDIT_SIZE &&
	    memcmp(link, head, AUDIT_SIZE) == 0)
		return 0;
	return err_set(err, "the audit chain of '%s' is broken at row %lld",
	    journal->path, (long long)seq);
}

int
journal_verify(struct journal *journal, int64_t *actions, char head[65],
    struct err *err)
{
	int bad = check(journal, "PRAGMA integrity_check(1)", err) ||
	    check(journal, schema_lost, err) ? -1 : 0;
	int rc = SQLITE_DONE;
	sqlite3_stmt *stmt = query(journal, CHAIN);
	unsigned char link[AUDIT_SIZE] = {0};

	*actions = 0;
	while (bad == 0 && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		bad = check_link(journal, stmt, link, err);
		*actions += bad == 0;
	}
	if (done(journal, stmt, rc, "read", bad == 0 ? err : NULL) == -1)
		bad = -1;
	audit_hex(link, head);
	return bad;
}
