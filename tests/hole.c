/* SPDX-License-Identifier: Apache-2.0 */
#include "hole.h"

#include <check.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "base/mem.h"

static void
run(const char *journal, const char *sql)
{
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open(journal, &db), SQLITE_OK);
	ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK,
	    "%s", sqlite3_errmsg(db));
	sqlite3_close(db);
}

/*
 * A row beyond seq, of no night, that cannot be read (its number has no
 * absolute value): whoever asks for a night, or for what is at seq or before
 * it, does not come to it.
 */
void
hole_make(const char *journal, int64_t seq)
{
	char *sql = xasprintf("ALTER TABLE segment RENAME TO whole;"
	    "CREATE TABLE hole (seq INTEGER PRIMARY KEY, night TEXT,"
	    "    least INTEGER);"
	    "INSERT INTO hole VALUES (%lld, '', -9223372036854775808);"
	    "CREATE VIEW segment AS"
	    "    SELECT seq, night, why, conf FROM whole UNION ALL"
	    "    SELECT a.seq, a.night, '', '' FROM hole AS a"
	    "    CROSS JOIN hole AS b WHERE abs(b.least);"
	    "CREATE TRIGGER add_segment INSTEAD OF INSERT ON segment BEGIN"
	    "    INSERT INTO whole VALUES (NEW.seq, NEW.night, NEW.why,"
	    "    NEW.conf); END", (long long)seq + 1);

	run(journal, sql);
	free(sql);
}

void
hole_mend(const char *journal)
{
	run(journal, "DROP VIEW segment; DROP TABLE hole;"
	    "ALTER TABLE whole RENAME TO segment");
}
