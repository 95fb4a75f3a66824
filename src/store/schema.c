/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Five tables: message (the rows), topic (names, each once), segment, conf and
 * staff.
 * Rows are found by seq; the one other index holds the few rows that are
 * links of the audit chain. References are checked by `natvagt verify`, not
 * as rows are added: see journal.c. A step that has been released is never changed.
 */
#include "store/schema.h"

#include <stdio.h>
#include <stdlib.h>

enum { APPLICATION = 0x4e617476 }; /* "Natv" */

static const char *const step[] = {
	"CREATE TABLE topic ("
	"    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;"
	"CREATE TABLE message ("
	"    seq INTEGER PRIMARY KEY, t INTEGER NOT NULL,"
	"    topic INTEGER NOT NULL REFERENCES topic,"
	"    retained INTEGER NOT NULL, payload TEXT NOT NULL,"
	"    link BLOB) STRICT;"
	"CREATE INDEX chain ON message (seq) WHERE link IS NOT NULL;"
	"CREATE TABLE segment ("
	"    seq INTEGER PRIMARY KEY REFERENCES message, night TEXT NOT NULL,"
	"    why TEXT NOT NULL, conf TEXT NOT NULL) STRICT;"
	"CREATE TABLE conf ("
	"    hash TEXT NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL,"
	"    body BLOB NOT NULL, PRIMARY KEY (hash, place)) STRICT;",
	/* One who comes back, or another of the same initials, is a new row. */
	"CREATE TABLE staff ("
	"    id INTEGER PRIMARY KEY, initials TEXT NOT NULL, pin TEXT,"
	"    tries INTEGER NOT NULL DEFAULT 0,"
	"    until INTEGER NOT NULL DEFAULT 0,"
	"    added INTEGER NOT NULL, removed INTEGER) STRICT;"
	"CREATE UNIQUE INDEX present ON staff (initials)"
	"    WHERE removed IS NULL;",
};

_Static_assert(sizeof(step) / sizeof(step[0]) == SCHEMA,
    "a step for each schema");

int
schema_not_ours(const struct db *db, struct err *err)
{
	return err_set(err, "'%s' is not a natvagt journal", db_path(db));
}

/* In one look: between two another process may have made the journal. */
int
schema_recognise(struct db *db, int64_t *schema, struct err *err)
{
	int64_t application = 0, things = 0;
	char words[96], *at = words;

	if (db_ask(db, "SELECT application_id || ' ' || user_version || ' ' ||"
	    " (SELECT count(*) FROM sqlite_schema)"
	    " FROM pragma_application_id, pragma_user_version", words,
	    sizeof(words), err) == -1)
		return db_trouble(db) == DB_FOREIGN ?
		    schema_not_ours(db, err) : -1;
	application = strtoll(at, &at, 10);
	*schema = strtoll(at, &at, 10);
	things = strtoll(at, &at, 10);
	if (application == 0 && *schema == 0 && things == 0)
		return 0;
	if (application != APPLICATION || *schema < 1)
		return schema_not_ours(db, err);
	if (*schema > SCHEMA)
		return err_set(err, "'%s' was written by a newer natvagt"
		    " (schema %lld; this one knows %d)", db_path(db),
		    (long long)*schema, SCHEMA);
	return 1;
}

static int
migrate(struct db *db, int64_t schema, struct err *err)
{
	char text[96];

	for (; schema < SCHEMA; schema++)
		if (db_exec(db, step[schema], "make", err) == -1)
			return -1;
	snprintf(text, sizeof(text), "PRAGMA application_id = %d;"
	    "PRAGMA user_version = %d", APPLICATION, SCHEMA);
	return db_exec(db, text, "make", err);
}

/*
 * In a transaction from the first look on, as two processes may both find
 * that there is something to make.
 */
int
schema_make(struct db *db, struct err *err)
{
	int64_t schema;

	if (db_begin(db, DB_WAIT, err) == -1)
		return -1;
	if (schema_recognise(db, &schema, err) == -1 ||
	    (schema < SCHEMA && migrate(db, schema, err) == -1) ||
	    db_commit(db, err) == -1) {
		db_rollback(db);
		return -1;
	}
	return 0;
}

int
schema_check(struct db *db, struct err *err)
{
	return db_check(db, "PRAGMA quick_check(topic)", err) ||
	    db_check(db, "PRAGMA quick_check(segment)", err) ||
	    db_check(db, "PRAGMA quick_check(conf)", err) ||
	    db_check(db, "PRAGMA quick_check(staff)", err) ? -1 : 0;
}

int
schema_check_all(struct db *db, struct err *err)
{
	return db_check(db, "PRAGMA integrity_check(1)", err) ||
	    db_check(db, "SELECT iif(count(*) = 0, 'ok', count(*) ||"
	    " ' rows refer to what is not there')"
	    " FROM pragma_foreign_key_check", err) ? -1 : 0;
}
