/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Four tables: message (the rows), topic (names, each once), segment and conf.
 * Rows are found by seq; the one other index holds the few rows that are
 * links of the audit chain. References are checked by `natvagt verify`, not
 * as rows are added: see journal.c. A step that has been released is never changed.
 */
#include "store/schema.h"

#include "base/err.h"

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
};

_Static_assert(sizeof(step) / sizeof(step[0]) == SCHEMA,
    "a step for each schema");

const char *
schema_step(int n)
{
	BUG_IF(n < 0 || n >= SCHEMA);
	return step[n];
}

const char schema_lost[] =
    "SELECT iif(count(*) = 0, 'ok', count(*) || ' rows refer to what is not"
    " there') FROM pragma_foreign_key_check";
