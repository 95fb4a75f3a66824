/* SPDX-License-Identifier: Apache-2.0 */
#include "store/db.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/mem.h"
#include "store/ballast.h"
#include "store/file.h"

struct query {
	struct db *db;
	const char *sql;
	sqlite3_stmt *stmt; /* NULL where it cannot be prepared */
	int rc;             /* of the last step, or of preparing it */
};

struct db {
	char *path;
	sqlite3 *db;
	/* Few enough to look through; each has its address for good. */
	VEC(struct query *) kept;
	enum db_trouble trouble;
};

static enum db_trouble
trouble_of(int code, int error)
{
	if (code == SQLITE_FULL || error == ENOSPC || error == EDQUOT)
		return DB_FULL;
	switch (code) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED: return DB_BUSY;
	case SQLITE_NOTADB: return DB_FOREIGN;
	default: return DB_OTHER;
	}
}

static int
fail_full(const struct db *db, const char *what, struct err *err)
{
	if (ballast_is_there(db->path))
		return err_set(err, "cannot %s '%s': the disk is full (removing"
		    " '%s" BALLAST_SUFFIX "' makes room for a while)", what,
		    db->path, db->path);
	return err_set(err, "cannot %s '%s': the disk is full, and there is no"
	    " ballast to remove: move other files off it", what, db->path);
}

/* Says what failed on the file and why; the cure, where there is one. */
static int
fail(struct db *db, const char *what, struct err *err)
{
	int code = sqlite3_errcode(db->db) & 0xff;
	/* SQLite keeps the last one, whatever failed since. */
	int error = code == SQLITE_IOERR || code == SQLITE_CANTOPEN ?
	    sqlite3_system_errno(db->db) : 0;

	db->trouble = trouble_of(code, error);
	if (db->trouble == DB_FULL)
		return fail_full(db, what, err);
	if (db->trouble == DB_BUSY)
		return err_set(err, "cannot %s '%s': another process keeps it"
		    " locked", what, db->path);
	if (error != 0)
		return err_set(err, "cannot %s '%s': %s", what, db->path,
		    strerror(error));
	return err_set(err, "cannot %s '%s': %s", what, db->path,
	    sqlite3_errmsg(db->db));
}

/* What must hold of a connection before anything is asked of it. */
static int
set_up(struct db *db, enum db_mode mode, struct err *err)
{
	sqlite3_busy_timeout(db->db, DB_WAIT);
	sqlite3_extended_result_codes(db->db, 1);
	if (mode == DB_LOOK)
		return 0;
	/* SQLite falls back to reading without a word. */
	if (mode != DB_READ && sqlite3_db_readonly(db->db, "main") == 1)
		return err_set(err, "cannot write '%s': %s", db->path,
		    strerror(EACCES));
	return db_exec(db, "PRAGMA trusted_schema = OFF;"
	    "PRAGMA cell_size_check = ON", "open", err);
}

struct db *
db_open(const char *path, enum db_mode mode, struct err *err)
{
	static const int flags[] = {
		[DB_LOOK] = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
		[DB_READ] = SQLITE_OPEN_READONLY,
		[DB_WRITE] = SQLITE_OPEN_READWRITE,
		[DB_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
	};
	char *name = mode == DB_LOOK ? file_immutable_uri(path) :
	    xstrdup(path);
	struct db *db = xcalloc(1, sizeof(*db));
	int rc;

	db->path = xstrdup(path);
	rc = sqlite3_open_v2(name, &db->db, flags[mode] | SQLITE_OPEN_NOMUTEX,
	    NULL);
	free(name);
	if (rc != SQLITE_OK)
		fail(db, "open journal", err);
	else if (set_up(db, mode, err) == 0)
		return db;
	db_close(db);
	return NULL;
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	for (size_t i = 0; i < db->kept.n; i++) {
		sqlite3_finalize(db->kept.v[i]->stmt);
		free(db->kept.v[i]);
	}
	vec_free(&db->kept);
	BUG_IF(sqlite3_close(db->db) != SQLITE_OK);
	free(db->path);
	free(db);
}

const char *
db_path(const struct db *db)
{
	return db->path;
}

enum db_trouble
db_trouble(const struct db *db)
{
	return db->trouble;
}

int
db_exec(struct db *db, const char *sql, const char *what, struct err *err)
{
	if (sqlite3_exec(db->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return fail(db, what, err);
	return 0;
}

int
db_ask(struct db *db, const char *sql, char *word, size_t size,
    struct err *err)
{
	sqlite3_stmt *stmt;
	int rc, bad;

	if (sqlite3_prepare_v2(db->db, sql, -1, &stmt, NULL) != SQLITE_OK)
		return fail(db, "read", err);
	rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW)
		snprintf(word, size, "%s",
		    (const char *)sqlite3_column_text(stmt, 0));
	bad = rc == SQLITE_ROW ? 0 : fail(db, "read", err);
	sqlite3_finalize(stmt);
	return bad;
}

int
db_ask_number(struct db *db, const char *sql, int64_t *n, struct err *err)
{
	char word[32];

	if (db_ask(db, sql, word, sizeof(word), err) == -1)
		return -1;
	*n = strtoll(word, NULL, 10);
	return 0;
}

int
db_check(struct db *db, const char *sql, struct err *err)
{
	char word[256];

	if (db_ask(db, sql, word, sizeof(word), err) == -1)
		return -1;
	return strcmp(word, "ok") == 0 ? 0 : err_set(err, "journal '%s' is"
	    " damaged: %s", db->path, word);
}

/* Transactions. */

static int
check_there(struct db *db, struct err *err)
{
	int moved = 0;

	sqlite3_file_control(db->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	db->trouble = moved ? DB_OTHER : db->trouble;
	if (moved)
		return err_set(err, "cannot write '%s': the file has been moved"
		    " or removed", db->path);
	return 0;
}

int
db_begin(struct db *db, int wait_ms, struct err *err)
{
	int bad;

	BUG_IF(sqlite3_db_readonly(db->db, "main") == 1);
	if (check_there(db, err) == -1)
		return -1;
	sqlite3_busy_timeout(db->db, wait_ms);
	bad = query_run(db_query(db, "BEGIN IMMEDIATE"), "write", err);
	sqlite3_busy_timeout(db->db, DB_WAIT);
	return bad;
}

int
db_commit(struct db *db, struct err *err)
{
	return query_run(db_query(db, "COMMIT"), "write", err);
}

void
db_rollback(struct db *db)
{
	/* SQLite may have rolled back by itself. */
	if (db_in_transaction(db))
		db_exec(db, "ROLLBACK", "write", NULL);
}

bool
db_in_transaction(const struct db *db)
{
	return !sqlite3_get_autocommit(db->db);
}

int64_t
db_version(struct db *db)
{
	struct query *query = db_query(db, "PRAGMA data_version");
	int64_t version = query_next(query) ? query_int(query, 0) : 0;

	query_end(query, "read", NULL);
	return version;
}

/* Statements. */

static struct query *
kept_query(struct db *db, const char *sql)
{
	struct query *query;

	for (size_t i = 0; i < db->kept.n; i++)
		if (db->kept.v[i]->sql == sql)
			return db->kept.v[i];
	query = xcalloc(1, sizeof(*query));
	*query = (struct query){.db = db, .sql = sql};
	vec_push(&db->kept, query);
	return query;
}

/* One that failed before is tried again: the tables may be others now. */
struct query *
db_query(struct db *db, const char *sql)
{
	struct query *query = kept_query(db, sql);

	if (query->stmt == NULL)
		query->rc = sqlite3_prepare_v3(db->db, sql, -1,
		    SQLITE_PREPARE_PERSISTENT, &query->stmt, NULL);
	BUG_IF(sqlite3_stmt_busy(query->stmt));
	return query;
}

void
query_bind_int(struct query *query, int at, int64_t n)
{
	sqlite3_bind_int64(query->stmt, at, n);
}

void
query_bind_text(struct query *query, int at, const char *s, size_t n)
{
	sqlite3_bind_text64(query->stmt, at, s, n, SQLITE_STATIC,
	    SQLITE_UTF8);
}

void
query_bind_blob(struct query *query, int at, const void *s, size_t n)
{
	sqlite3_bind_blob64(query->stmt, at, n > 0 ? s : "", n,
	    SQLITE_STATIC);
}

bool
query_next(struct query *query)
{
	if (query->stmt != NULL)
		query->rc = sqlite3_step(query->stmt);
	return query->rc == SQLITE_ROW;
}

int64_t
query_int(struct query *query, int column)
{
	return sqlite3_column_int64(query->stmt, column);
}

bool
query_is_null(struct query *query, int column)
{
	return sqlite3_column_type(query->stmt, column) == SQLITE_NULL;
}

const char *
query_text(struct query *query, int column, size_t *n)
{
	const unsigned char *s = sqlite3_column_text(query->stmt, column);

	if (n != NULL)
		*n = (size_t)sqlite3_column_bytes(query->stmt, column);
	return (const char *)s;
}

const void *
query_blob(struct query *query, int column, size_t *n)
{
	const void *blob = sqlite3_column_blob(query->stmt, column);

	*n = (size_t)sqlite3_column_bytes(query->stmt, column);
	return blob;
}

int
query_end(struct query *query, const char *what, struct err *err)
{
	bool good = query->rc == SQLITE_OK || query->rc == SQLITE_ROW ||
	    query->rc == SQLITE_DONE;
	int bad = good ? 0 : fail(query->db, what, err);

	sqlite3_reset(query->stmt);
	/* Unlike the others it does not take NULL. */
	if (query->stmt != NULL)
		sqlite3_clear_bindings(query->stmt);
	query->rc = SQLITE_OK;
	return bad;
}

int
query_run(struct query *query, const char *what, struct err *err)
{
	while (query_next(query))
		;
	return query_end(query, what, err);
}
