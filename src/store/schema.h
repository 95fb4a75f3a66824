/* SPDX-License-Identifier: Apache-2.0 */
/* The journal's tables, and how older ones become present ones. */
#ifndef NATVAGT_STORE_SCHEMA_H
#define NATVAGT_STORE_SCHEMA_H

#include <stdint.h>

#include "store/db.h"

/* The present schema: the number of steps from nothing. */
enum {
	SCHEMA_STAFF = 2, /* the first that has the table of staff */
	SCHEMA = 2,
};

/*
 * Whether the database is a journal of a schema that we know: 1, and 0 where
 * it is empty; -1 where it is anything else, or a newer natvagt's.
 */
int schema_recognise(struct db *db, int64_t *schema, struct err *err);
/* Brings an empty or older database to our schema, whole or not at all. */
int schema_make(struct db *db, struct err *err);
/*
 * Looks for damage in all but the rows, of which there may be years: those of
 * the present night are read anyway, and damage to an old one is no reason
 * not to watch.
 */
int schema_check(struct db *db, struct err *err);
/* In everything, rows that refer to what is not there (nobody sees them) too. */
int schema_check_all(struct db *db, struct err *err);
int schema_not_ours(const struct db *db, struct err *err);

#endif
