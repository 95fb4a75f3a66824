/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A journal in a folder of the test's own: journal_folder() before each test,
 * journal_folder_gone() after it, each test in its own process.
 */
#ifndef NATVAGT_TESTS_JOURNAL_FOLDER_H
#define NATVAGT_TESTS_JOURNAL_FOLDER_H

#include <string.h>

#include <check.h>

#include "store/journal.h"

extern char folder[], path[64]; /* the journal's */
extern struct err err;          /* what failed last */

#define ok(call) ck_assert_msg((call) == 0, "%s", err.text)
#define fails(call, why)                                              \
	do {                                                          \
		memset(&err, 0, sizeof(err));                         \
		ck_assert(call);                                      \
		ck_assert_msg(strstr(err.text, why) != NULL, "'%s'",  \
		    err.text);                                        \
	} while (0)

void journal_folder(void);
void journal_folder_gone(void);

struct journal *open_as(enum journal_mode mode);
/* Appends within a transaction; returns the row's time. */
int64_t append(struct journal *journal, int64_t now, const char *topic,
    const char *payload);
/* A transaction of one row. */
void write_row(struct journal *journal, int64_t now, const char *topic,
    const char *payload);
/* A file's bytes, to be freed; those of the journal's file. */
char *slurp(const char *name, size_t *len);
void spill(const char *text, size_t len);
/* Runs fn in a child up to where it kills itself. */
void in_child(void (*fn)(void));

#endif
