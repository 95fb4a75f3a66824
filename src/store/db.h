/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The database as the store's files use it: one connection, statements that
 * are kept, errors in the user's words. The only file that knows sqlite3.
 *
 * A statement is asked for by its text, which must live as long as the
 * database: it is prepared at the first time and found by its address after
 * that. What is bound to it is borrowed until query_end(), and so is what it
 * tells of a row, until the next. One that could not be prepared says so
 * there.
 *
 *	struct query *query = db_query(db, sql);
 *
 *	query_bind_int(query, 1, seq);
 *	while (query_next(query))
 *		use(query_int(query, 0));
 *	return query_end(query, "read", err);
 *
 * Errors: -1 and "cannot WHAT 'PATH': reason".
 */
#ifndef NATVAGT_STORE_DB_H
#define NATVAGT_STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { DB_WAIT = 5000 }; /* ms that opening and reading wait for others */

enum db_mode {
	DB_LOOK, /* writes nothing, takes no locks, makes no files beside it */
	DB_READ,
	DB_WRITE,
	DB_CREATE,
};

/* Of which kind the last failure was. */
enum db_trouble {
	DB_NONE,
	DB_BUSY,    /* another's lock */
	DB_FULL,    /* no room on the disk */
	DB_FOREIGN, /* the file is no database */
	DB_OTHER,
};

struct db;
struct query;

struct db *db_open(const char *path, enum db_mode mode, struct err *err);
void db_close(struct db *db);
const char *db_path(const struct db *db);
enum db_trouble db_trouble(const struct db *db);

/* Runs statements that have nothing to tell. */
int db_exec(struct db *db, const char *sql, const char *what,
    struct err *err);
/* The first column of the first row that sql asks for. */
int db_ask(struct db *db, const char *sql, char *word, size_t size,
    struct err *err);
int db_ask_number(struct db *db, const char *sql, int64_t *n,
    struct err *err);
/* The same of a check that answers 'ok', or what is wrong. */
int db_check(struct db *db, const char *sql, struct err *err);

/*
 * A write transaction (BEGIN IMMEDIATE), waiting up to wait_ms for its turn.
 * Refused where the file has been moved or removed: nobody would see it.
 */
int db_begin(struct db *db, int wait_ms, struct err *err);
int db_commit(struct db *db, struct err *err);
/* Harmless where there is none. */
void db_rollback(struct db *db);
bool db_in_transaction(const struct db *db);
/* Another than the last where somebody else has written since. */
int64_t db_version(struct db *db);

struct query *db_query(struct db *db, const char *sql);
void query_bind_int(struct query *query, int at, int64_t n);
void query_bind_text(struct query *query, int at, const char *s, size_t n);
void query_bind_blob(struct query *query, int at, const void *s, size_t n);
/* True while there is a row. */
bool query_next(struct query *query);
int64_t query_int(struct query *query, int column);
bool query_is_null(struct query *query, int column);
/* NULL for null; n may be NULL. */
const char *query_text(struct query *query, int column, size_t *n);
const void *query_blob(struct query *query, int column, size_t *n);
/* Ends it, wherever it stands; it can be bound again. */
int query_end(struct query *query, const char *what, struct err *err);
/* All of that for a statement whose rows do not matter. */
int query_run(struct query *query, const char *what, struct err *err);

#endif
