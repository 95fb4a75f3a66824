/* SPDX-License-Identifier: Apache-2.0 */
/* The audit chain, and that nothing in the file refers to what is not there. */
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "check_run.h"
#include "journal_folder.h"

/* The head after write_actions(), worked out by another implementation. */
#define CHAIN_HEAD \
	"f16f8e726183e9da7f6c5d50855840f9" \
	"594cd0a1b025fa2437a2ea41f2aeecff"

static void
write_actions(void)
{
	struct journal *journal = open_as(JOURNAL_CREATE);

	write_row(journal, 1000, "door", "{}");
	write_row(journal, 1001, "$natvagt/action",
	    "{\"do\":\"ack\",\"alert\":3,\"version\":1,\"by\":\"KM\"}");
	write_row(journal, 1002, "door", "{}");
	write_row(journal, 1003, "$natvagt/action",
	    "{\"do\":\"close\",\"alert\":3,\"version\":2,\"by\":\"KM\"}");
	journal_close(journal);
}

START_TEST(the_chain_holds_every_action)
{
	struct journal *journal = open_as(JOURNAL_CREATE);
	int64_t actions = -1;
	char head[65];

	ok(journal_verify(journal, &actions, head, &err));
	ck_assert_int_eq(actions, 0);
	ck_assert_uint_eq(strspn(head, "0"), 64);
	write_actions();
	ok(journal_verify(journal, &actions, head, &err));
	ck_assert_int_eq(actions, 2);
	ck_assert_str_eq(head, CHAIN_HEAD);
	journal_close(journal);
}
END_TEST

START_TEST(a_head_that_was_is_found)
{
	struct journal *journal = open_as(JOURNAL_CREATE);
	int64_t number, t;
	char head[65];

	write_row(journal, 1000, "$natvagt/action", "{}");
	ok(journal_head(journal, &number, head, &err));
	write_row(journal, 2000, "$natvagt/staff", "{}");
	ck_assert_int_eq(journal_link(journal, head, &number, &t, &err), 1);
	ck_assert_int_eq(number, 1);
	ck_assert_int_eq(t, 1000);
	head[0] = head[0] == '0' ? '1' : '0';
	ck_assert_int_eq(journal_link(journal, head, &number, &t, &err), 0);
	journal_close(journal);
}
END_TEST

START_TEST(a_changed_action_is_named)
{
	struct journal *journal;
	size_t len, at = 0;
	int64_t actions;
	char *text, head[65];

	write_actions();
	text = slurp(path, &len);
	while (memcmp(text + at, "\"ack\",\"alert\":3", 15) != 0)
		at++;
	text[at + 14] = '4';
	spill(text, len);
	free(text);
	journal = open_as(JOURNAL_READ);
	fails(journal_verify(journal, &actions, head, &err) == -1,
	    "broken at row 2");
	journal_close(journal);
}
END_TEST

START_TEST(a_row_without_its_topic_is_told)
{
	struct journal *journal;
	int64_t actions;
	char head[65];
	sqlite3 *db;

	write_actions();
	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(db, "UPDATE message SET topic = 99"
	    " WHERE seq = 1", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	journal = open_as(JOURNAL_READ);
	fails(journal_verify(journal, &actions, head, &err) == -1,
	    "1 rows refer to what is not there");
	journal_close(journal);
}
END_TEST

static bool
count_row(void *arg, int64_t seq, const struct row *row)
{
	(void)arg;
	(void)seq;
	(void)row;
	return true;
}

/* As after a backup has been put in the place of what was there. */
START_TEST(topics_are_as_the_file_has_them)
{
	struct journal *journal = open_as(JOURNAL_CREATE);
	int64_t actions;
	char head[65];
	sqlite3 *db;

	write_row(journal, 1000, "topic", "1");
	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(db, "DELETE FROM message;"
	    " DELETE FROM topic", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	write_row(journal, 1001, "topic", "2");
	ck_assert_int_eq(journal_rows(journal, 1, INT64_MAX, 9, count_row,
	    NULL, &err), 1);
	ok(journal_verify(journal, &actions, head, &err));
	journal_close(journal);
}
END_TEST

CHECK_MAIN_IN(journal_folder, journal_folder_gone, "audit",
    the_chain_holds_every_action, a_head_that_was_is_found,
    a_changed_action_is_named, a_row_without_its_topic_is_told,
    topics_are_as_the_file_has_them)
