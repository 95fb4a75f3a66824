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

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/dict.h"
#include "base/mem.h"
#include "store/audit.h"
#include "store/ballast.h"
#include "store/file.h"
#include "store/schema.h"

/* The first are those of every append. */
enum sql {
	LAST, TOPIC, MESSAGE_ADD, ROWS, SEGMENT_ADD, SEGMENT_AT, SEGMENT_NEXT,
	NIGHT, CONF_ADD, CONF_GET,
	NSQL
};

static const char *const sql[NSQL] = {
	[LAST] = "SELECT seq, t FROM message ORDER BY seq DESC LIMIT 1",
	[TOPIC] = "INSERT INTO topic (name) VALUES (?1)"
	    " ON CONFLICT DO UPDATE SET name = name RETURNING id",
	[MESSAGE_ADD] = "INSERT INTO message (seq, t, topic, retained, payload,"
	    " link) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
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
	struct db *db;
	int64_t version;       /* of the database as it was last seen */
	int64_t seq, t;        /* the last row, within a transaction */
	struct dict topic;     /* ids learnt in transactions, … */
	bool learnt;           /* … some in one not committed yet */
	int64_t topic_version; /* of the database as they were learnt */
};

enum { LOOKS_AGAIN = 10 };
static const struct timespec wait_a_little = {.tv_nsec = 10000000};

static struct query *
query(struct journal *journal, enum sql q)
{
	return db_query(journal->db, sql[q]);
}

struct db *
journal_db(struct journal *journal)
{
	return journal->db;
}

/* Recognises the file without opening it for good. */
static int
look_once(const char *path, struct err *err)
{
	struct db *db = db_open(path, DB_LOOK, err);
	int64_t schema;
	int what = db == NULL ? -1 : schema_recognise(db, &schema, err);

	db_close(db);
	return what;
}

/*
 * A look takes no lock, so what another process is just writing looks torn:
 * only what is no journal again and again is none.
 */
static int
look(const char *path, struct err *err)
{
	int what = look_once(path, err);

	for (int again = 0; what == -1 && again < LOOKS_AGAIN; again++) {
		nanosleep(&wait_a_little, NULL);
		what = look_once(path, err);
	}
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

static int
set_wal(struct db *db, struct err *err)
{
	char mode[16];

	if (db_ask(db, "PRAGMA journal_mode = WAL", mode, sizeof(mode),
	    err) == -1)
		return -1;
	if (strcmp(mode, "wal") != 0)
		return err_set(err, "cannot open journal '%s': its file system"
		    " does not allow a write-ahead log", db_path(db));
	return db_exec(db, "PRAGMA synchronous = FULL;"
	    "PRAGMA journal_size_limit = 16777216", "open", err);
}

/* Readers are content with an older schema: each table comes with a step. */
static int
prepare(struct db *db, enum journal_mode mode, struct err *err)
{
	int64_t schema;

	if (schema_recognise(db, &schema, err) == -1)
		return -1;
	if (schema == 0 && mode != JOURNAL_CREATE)
		return schema_not_ours(db, err);
	if (mode == JOURNAL_READ)
		return 0;
	if (schema < SCHEMA && schema_make(db, err) == -1)
		return -1;
	if (set_wal(db, err) == -1)
		return -1;
	return mode == JOURNAL_CREATE ? schema_check(db, err) : 0;
}

/* That the tables are as they should be shows now, not at the first use. */
static int
prepare_queries(struct journal *journal, struct err *err)
{
	for (int i = 0; i < NSQL; i++)
		if (query_end(query(journal, i), "open journal", err) == -1)
			return -1;
	journal_changed(journal);
	return 0;
}

/* One try; *busy where it failed because somebody else had the file. */
static struct journal *
open_once(const char *path, enum journal_mode mode, bool *busy,
    struct err *err)
{
	static const enum db_mode modes[] = {
		[JOURNAL_READ] = DB_READ,
		[JOURNAL_WRITE] = DB_WRITE,
		[JOURNAL_CREATE] = DB_CREATE,
	};
	struct journal *journal = xcalloc(1, sizeof(*journal));

	*busy = false;
	journal->db = db_open(path, modes[mode], err);
	if (journal->db != NULL && prepare(journal->db, mode, err) == 0 &&
	    prepare_queries(journal, err) == 0)
		return journal;
	*busy = journal->db != NULL && db_trouble(journal->db) == DB_BUSY;
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
	int64_t until = clock_monotonic() + DB_WAIT;
	bool busy;

	if (examine(path, mode, err) == -1)
		return NULL;
	journal = open_once(path, mode, &busy, err);
	while (busy && clock_monotonic() < until) {
		nanosleep(&wait_a_little, NULL);
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
	db_close(journal->db);
	dict_release(&journal->topic);
	free(journal);
}

int
journal_begin(struct journal *journal, int wait_ms, struct err *err)
{
	int64_t version;
	int bad;

	if (db_begin(journal->db, wait_ms, err) == -1)
		return -1;
	version = db_version(journal->db);
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
	int bad = db_commit(journal->db, err);

	journal->learnt = journal->learnt && bad;
	return bad;
}

void
journal_rollback(struct journal *journal)
{
	db_rollback(journal->db);
}

bool
journal_lacks_room(const struct journal *journal)
{
	return db_trouble(journal->db) == DB_FULL;
}

/* A topic's id, a new one where it has none yet, or -1. */
static int64_t
intern(struct journal *journal, const char *topic, size_t len, struct err *err)
{
	int64_t id = dict_get(&journal->topic, topic, len);
	struct query *add;

	if (id != -1)
		return id;
	add = query(journal, TOPIC);
	query_bind_text(add, 1, topic, len);
	if (query_next(add))
		id = query_int(add, 0);
	if (query_end(add, "write", err) == -1)
		return -1;
	dict_put(&journal->topic, topic, len, id);
	journal->learnt = true;
	return id;
}

int
journal_append(struct journal *journal, int64_t now, bool retained,
    const char *topic, const char *payload, size_t payload_len, int64_t *t,
    int64_t *seq, struct err *err)
{
	struct audited row = {.topic = topic, .payload = payload,
	    .payload_len = payload_len};
	bool audited = audit_covers(topic, strlen(topic));
	unsigned char link[AUDIT_SIZE];
	struct query *add;
	int64_t id;

	BUG_IF(!db_in_transaction(journal->db));
	id = intern(journal, topic, strlen(topic), err);
	if (id == -1 || (audited && audit_head(journal->db, link, err) == -1))
		return -1;
	row.seq = *seq = journal->seq + 1;
	row.t = *t = now > journal->t ? now : journal->t;
	add = query(journal, MESSAGE_ADD);
	query_bind_int(add, 1, row.seq);
	query_bind_int(add, 2, row.t);
	query_bind_int(add, 3, id);
	query_bind_int(add, 4, retained);
	query_bind_text(add, 5, payload, payload_len);
	if (audited) {
		audit_link(link, link, &row);
		query_bind_blob(add, 6, link, sizeof(link));
	}
	if (query_run(add, "write", err) == -1)
		return -1;
	journal->seq = row.seq;
	journal->t = row.t;
	return 0;
}

static void
bind_string(struct query *bound, int at, const char *s)
{
	query_bind_text(bound, at, s, strlen(s));
}

int
journal_segment_add(struct journal *journal, int64_t seq, const char *night,
    const char *why, const char *conf_hash, struct err *err)
{
	struct query *add = query(journal, SEGMENT_ADD);

	query_bind_int(add, 1, seq);
	bind_string(add, 2, night);
	bind_string(add, 3, why);
	bind_string(add, 4, conf_hash);
	return query_run(add, "write", err);
}

int
journal_conf_add(struct journal *journal, const char *hash,
    const struct named_text *file, int nfile, struct err *err)
{
	for (int i = 0; i < nfile; i++) {
		struct query *add = query(journal, CONF_ADD);

		bind_string(add, 1, hash);
		query_bind_int(add, 2, i);
		bind_string(add, 3, file[i].name);
		query_bind_blob(add, 4, file[i].body, file[i].len);
		if (query_run(add, "write", err) == -1)
			return -1;
	}
	return 0;
}

bool
journal_changed(struct journal *journal)
{
	int64_t version = journal->version;

	journal->version = db_version(journal->db);
	return journal->version != version;
}

int
journal_last(struct journal *journal, int64_t *seq, int64_t *t, struct err *err)
{
	struct query *last = query(journal, LAST);

	*seq = *t = 0;
	if (query_next(last)) {
		*seq = query_int(last, 0);
		*t = query_int(last, 1);
	}
	return query_end(last, "read", err);
}

int64_t
journal_rows(struct journal *journal, int64_t from, int64_t to, int64_t most,
    journal_row_fn *fn, void *arg, struct err *err)
{
	struct query *rows = query(journal, ROWS);
	int64_t n = 0;
	bool more = true;

	query_bind_int(rows, 1, from);
	query_bind_int(rows, 2, to);
	query_bind_int(rows, 3, most);
	while (more && query_next(rows)) {
		struct row row = {.t = query_int(rows, 1),
		    .retained = query_int(rows, 2) != 0};

		row.topic = query_text(rows, 3, &row.topic_len);
		row.payload = query_text(rows, 4, &row.payload_len);
		n++;
		more = fn(arg, query_int(rows, 0), &row);
	}
	return query_end(rows, "read", err) == -1 ? -1 : n;
}

static void
read_segment(struct query *at, struct segment *segment)
{
	segment->seq = query_int(at, 0);
	segment->t = query_int(at, 1);
	snprintf(segment->night, sizeof(segment->night), "%s",
	    query_text(at, 2, NULL));
	snprintf(segment->why, sizeof(segment->why), "%s",
	    query_text(at, 3, NULL));
	snprintf(segment->conf, sizeof(segment->conf), "%s",
	    query_text(at, 4, NULL));
}

int
journal_segment(struct journal *journal, int64_t seq, struct segment *segment,
    struct err *err)
{
	struct query *at = query(journal, SEGMENT_AT);
	bool found;

	query_bind_int(at, 1, seq);
	found = query_next(at);
	if (found)
		read_segment(at, segment);
	return query_end(at, "read", err) == -1 ? -1 : found;
}

int
journal_night(struct journal *journal, const char *night,
    struct segment **segment, int *n, struct err *err)
{
	struct query *all = query(journal, NIGHT);
	VEC(struct segment) found = {0};

	bind_string(all, 1, night);
	while (query_next(all)) {
		struct segment next;

		read_segment(all, &next);
		vec_push(&found, next);
	}
	if (query_end(all, "read", err) == -1) {
		vec_free(&found);
		return -1;
	}
	*segment = found.v;
	*n = (int)found.n;
	return 0;
}

int
journal_segment_end(struct journal *journal, int64_t seq, int64_t *end,
    struct err *err)
{
	struct query *next = query(journal, SEGMENT_NEXT);

	*end = INT64_MAX;
	query_bind_int(next, 1, seq);
	if (query_next(next) && !query_is_null(next, 0))
		*end = query_int(next, 0);
	return query_end(next, "read", err);
}

static struct named_text
read_file(struct query *get)
{
	struct named_text file;
	const void *body = query_blob(get, 1, &file.len);

	file.name = xstrdup(query_text(get, 0, NULL));
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
	struct query *get = query(journal, CONF_GET);
	VEC(struct named_text) found = {0};

	bind_string(get, 1, hash);
	while (query_next(get))
		vec_push(&found, read_file(get));
	if (query_end(get, "read", err) == -1) {
		named_text_free(found.v, (int)found.n);
		return -1;
	}
	if (found.n == 0)
		err_set(err, "'%s' holds no configuration '%s'",
		    db_path(journal->db), hash);
	*file = found.v;
	*nfile = (int)found.n;
	return found.n > 0;
}

int
journal_verify(struct journal *journal, int64_t *links, char head[65],
    struct err *err)
{
	if (schema_check_all(journal->db, err) == -1)
		return -1;
	return audit_verify(journal->db, links, head, err);
}

int
journal_head(struct journal *journal, int64_t *links, char head[65],
    struct err *err)
{
	return audit_tell(journal->db, links, head, err);
}

int
journal_link(struct journal *journal, const char *head, int64_t *number,
    int64_t *t, struct err *err)
{
	return audit_find(journal->db, head, number, t, err);
}
