/* SPDX-License-Identifier: Apache-2.0 */
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/mem.h"
#include "check_run.h"
#include "hole.h"
#include "journal_folder.h"
#include "store/ballast.h"
#include "store/db.h"

static bool
add_row(void *arg, int64_t seq, const struct row *row)
{
	str_addf(arg, "%lld %lld%s %.*s ", (long long)seq, (long long)row->t,
	    row->retained ? "r" : "", (int)row->topic_len, row->topic);
	str_addn(arg, row->payload, row->payload_len);
	str_addc(arg, '\n');
	return true;
}

static bool
count_row(void *arg, int64_t seq, const struct row *row)
{
	(void)arg;
	(void)seq;
	(void)row;
	return true;
}

static bool
add_one_row(void *arg, int64_t seq, const struct row *row)
{
	add_row(arg, seq, row);
	return false;
}

static void
assert_rows(struct journal *journal, const char *expected)
{
	struct str rows;

	str_init(&rows);
	ck_assert_msg(journal_rows(journal, 0, INT64_MAX, 1000, add_row, &rows,
	    &err) >= 0, "%s", err.text);
	ck_assert_str_eq(rows.s, expected);
	str_release(&rows);
}

/* Every way of opening the file as it stands is refused and changes nothing. */
static void
assert_refused(const char *reason)
{
	char side[96];
	size_t before_len, after_len;
	char *before = slurp(path, &before_len), *after;

	for (int mode = JOURNAL_READ; mode <= JOURNAL_CREATE; mode++) {
		fails(journal_open(path, mode, &err) == NULL, reason);
		ck_assert_ptr_nonnull(strstr(err.text, path));
	}
	after = slurp(path, &after_len);
	ck_assert_mem_eq(before, after, before_len);
	ck_assert_uint_eq(before_len, after_len);
	free(before);
	free(after);
	snprintf(side, sizeof(side), "%s-wal", path);
	ck_assert_int_eq(access(side, F_OK), -1);
	snprintf(side, sizeof(side), "%s-shm", path);
	ck_assert_int_eq(access(side, F_OK), -1);
	snprintf(side, sizeof(side), "%s" BALLAST_SUFFIX, path);
	ck_assert_int_eq(access(side, F_OK), -1);
}

/* A closed journal with a row in it, without its ballast. */
static void
make_journal(void)
{
	struct journal *journal = open_as(JOURNAL_CREATE);
	char ballast[96];

	write_row(journal, 1000, "a", "1");
	journal_close(journal);
	snprintf(ballast, sizeof(ballast), "%s" BALLAST_SUFFIX, path);
	ck_assert_int_eq(unlink(ballast), 0);
}

START_TEST(rows_come_back_as_they_were_written)
{
	struct journal *journal = open_as(JOURNAL_CREATE);
	int64_t t, seq;
	struct str rows;

	ok(journal_begin(journal, 0, &err));
	append(journal, 1000, "zigbee2mqtt/dør", "{\"contact\":false}");
	ok(journal_append(journal, 1001, true, "b", "1\0002", 3, &t, &seq,
	    &err));
	ck_assert_int_eq(seq, 2);
	append(journal, 1002, "b", "");
	ok(journal_commit(journal, &err));
	str_init(&rows);
	ck_assert_int_eq(journal_rows(journal, 0, INT64_MAX, 9, add_row, &rows,
	    &err), 3);
	ck_assert_uint_eq(rows.len, strlen("1 1000 zigbee2mqtt/dør "
	    "{\"contact\":false}\n2 1001r b 1_2\n3 1002 b \n"));
	ck_assert_mem_eq(rows.s, "1 1000 zigbee2mqtt/dør {\"contact\":false}\n"
	    "2 1001r b 1\0002\n3 1002 b \n", rows.len);
	str_release(&rows);
	journal_close(journal);
}
END_TEST

START_TEST(rows_are_read_in_bounds)
{
	struct journal *journal = open_as(JOURNAL_CREATE);
	struct str rows;

	ok(journal_begin(journal, 0, &err));
	for (int i = 1; i <= 9; i++)
		append(journal, i, "a", "");
	ok(journal_commit(journal, &err));
	str_init(&rows);
	ck_assert_int_eq(journal_rows(journal, 3, 5, 9, add_row, &rows, &err),
	    3);
	ck_assert_str_eq(rows.s, "3 3 a \n4 4 a \n5 5 a \n");
	str_clear(&rows);
	ck_assert_int_eq(journal_rows(journal, 8, INT64_MAX, 1, add_row, &rows,
	    &err), 1);
	ck_assert_str_eq(rows.s, "8 8 a \n");
	str_clear(&rows);
	ck_assert_int_eq(journal_rows(journal, 2, INT64_MAX, 9, add_one_row,
	    &rows, &err), 1);
	ck_assert_str_eq(rows.s, "2 2 a \n");
	ck_assert_int_eq(journal_rows(journal, 10, INT64_MAX, 9, add_row,
	    &rows, &err), 0);
	str_release(&rows);
	journal_close(journal);
}
END_TEST

START_TEST(time_never_runs_backwards)
{
	struct journal *journal = open_as(JOURNAL_CREATE);
	int64_t seq, t;

	ok(journal_begin(journal, 0, &err));
	ck_assert_int_eq(append(journal, 5000, "a", ""), 5000);
	ck_assert_int_eq(append(journal, 4999, "a", ""), 5000);
	ok(journal_commit(journal, &err));
	journal_close(journal);
	journal = open_as(JOURNAL_WRITE);
	ok(journal_begin(journal, 0, &err));
	ck_assert_int_eq(append(journal, 1, "a", ""), 5000);
	ck_assert_int_eq(append(journal, 5001, "a", ""), 5001);
	ok(journal_commit(journal, &err));
	ok(journal_last(journal, &seq, &t, &err));
	ck_assert_int_eq(seq, 4);
	ck_assert_int_eq(t, 5001);
	journal_close(journal);
}
END_TEST

START_TEST(what_is_rolled_back_never_was)
{
	struct journal *journal = open_as(JOURNAL_CREATE);
	int64_t seq, t;

	ok(journal_last(journal, &seq, &t, &err));
	ck_assert_int_eq(seq, 0);
	ok(journal_begin(journal, 0, &err));
	append(journal, 9000, "new topic", "lost");
	journal_rollback(journal);
	journal_rollback(journal);
	write_row(journal, 1000, "another", "kept");
	assert_rows(journal, "1 1000 another kept\n");
	journal_close(journal);
}
END_TEST

/* Ids of topics are remembered; those of a transaction undone are others'. */
START_TEST(a_topic_rolled_back_is_forgotten)
{
	struct journal *journal = open_as(JOURNAL_CREATE);

	write_row(journal, 1000, "kept", "1");
	ok(journal_begin(journal, 0, &err));
	append(journal, 1001, "undone", "2");
	append(journal, 1001, "kept", "2");
	journal_rollback(journal);
	ok(journal_begin(journal, 0, &err));
	append(journal, 1002, "other", "3");
	append(journal, 1002, "undone", "3");
	append(journal, 1002, "kept", "3");
	ok(journal_commit(journal, &err));
	write_row(journal, 1003, "undone", "4");
	assert_rows(journal, "1 1000 kept 1\n2 1002 other 3\n"
	    "3 1002 undone 3\n4 1002 kept 3\n5 1003 undone 4\n");
	journal_close(journal);
}
END_TEST

START_TEST(a_text_file_is_refused_untouched)
{
	spill("this is no database\n", 20);
	assert_refused("is not a natvagt journal");
}
END_TEST

START_TEST(a_foreign_database_is_refused_untouched)
{
	size_t len;
	char *text;

	make_journal();
	text = slurp(path, &len);
	memcpy(text + 68, "\0\0\0\0", 4); /* application_id */
	spill(text, len);
	free(text);
	assert_refused("is not a natvagt journal");
}
END_TEST

START_TEST(a_newer_schema_is_refused_untouched)
{
	size_t len;
	char *text;

	make_journal();
	text = slurp(path, &len);
	memcpy(text + 60, "\0\0\0\7", 4); /* user_version */
	spill(text, len);
	free(text);
	assert_refused("newer natvagt (schema 7");
}
END_TEST

START_TEST(a_damaged_journal_is_not_collected_into)
{
	size_t len;
	char *text;

	make_journal();
	text = slurp(path, &len);
	ck_assert_uint_gt(len, 3 * 4096);
	memset(text + 2 * 4096, 0xa5, 4096);
	spill(text, len);
	free(text);
	fails(journal_open(path, JOURNAL_CREATE, &err) == NULL, path);
}
END_TEST

/* Its middle: neither what an open reads nor where rows are appended. */
START_TEST(damage_to_old_rows_stops_nobody)
{
	struct journal *journal = open_as(JOURNAL_CREATE);
	int64_t actions;
	size_t len;
	char *text, head[65];

	ok(journal_begin(journal, 0, &err));
	for (int i = 0; i < 3000; i++)
		append(journal, 1000, "topic", "a payload of some length");
	ok(journal_commit(journal, &err));
	journal_close(journal);
	text = slurp(path, &len);
	memset(text + len / 4096 / 2 * 4096, 0xa5, 4096);
	spill(text, len);
	free(text);
	journal = open_as(JOURNAL_CREATE);
	write_row(journal, 1001, "topic", "new");
	ck_assert_int_eq(journal_rows(journal, 2990, INT64_MAX, 1000,
	    count_row, NULL, &err), 12);
	fails(journal_rows(journal, 1, INT64_MAX, 9999, count_row, NULL,
	    &err) == -1, "malformed");
	fails(journal_verify(journal, &actions, head, &err) == -1, "damaged");
	journal_close(journal);
}
END_TEST

/* Of ours by its head, but for a table: it is told, nothing falls. */
START_TEST(a_journal_without_a_table_is_refused)
{
	sqlite3 *db;

	journal_close(open_as(JOURNAL_CREATE));
	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(db, "DROP TABLE segment", NULL, NULL,
	    NULL), SQLITE_OK);
	sqlite3_close(db);
	fails(journal_open(path, JOURNAL_READ, &err) == NULL,
	    "no such table: segment");
}
END_TEST

START_TEST(an_empty_file_becomes_a_journal_only_on_purpose)
{
	struct journal *journal;

	spill("", 0);
	fails(journal_open(path, JOURNAL_READ, &err) == NULL, "is empty");
	fails(journal_open(path, JOURNAL_WRITE, &err) == NULL, "is empty");
	journal = open_as(JOURNAL_CREATE);
	write_row(journal, 1, "a", "");
	journal_close(journal);
}
END_TEST

START_TEST(a_folder_or_nothing_is_said_so)
{
	char name[96];

	fails(journal_open(folder, JOURNAL_CREATE, &err) == NULL,
	    "not a regular file");
	snprintf(name, sizeof(name), "%s/none/x", folder);
	fails(journal_open(name, JOURNAL_CREATE, &err) == NULL,
	    strerror(ENOENT));
	fails(journal_open(path, JOURNAL_READ, &err) == NULL,
	    strerror(ENOENT));
	fails(journal_open(path, JOURNAL_WRITE, &err) == NULL,
	    strerror(ENOENT));
	ck_assert_int_eq(access(path, F_OK), -1);
}
END_TEST

/* Root may write anywhere. */
static void
become_nobody(void)
{
	if (geteuid() == 0)
		ck_assert_int_eq(seteuid(65534), 0);
}

START_TEST(an_unwritable_folder_is_said_so)
{
	ck_assert_int_eq(chmod(folder, 0555), 0);
	become_nobody();
	fails(journal_open(path, JOURNAL_CREATE, &err) == NULL, path);
	if (seteuid(getuid()) == 0)
		chmod(folder, 0777);
	ck_assert_int_eq(access(path, F_OK), -1);
}
END_TEST

START_TEST(an_unwritable_journal_is_said_so)
{
	struct journal *journal;
	bool held;

	make_journal();
	ck_assert_int_eq(chmod(path, 0444), 0);
	become_nobody();
	fails(journal_open(path, JOURNAL_WRITE, &err) == NULL,
	    strerror(EACCES));
	fails(journal_open(path, JOURNAL_CREATE, &err) == NULL,
	    strerror(EACCES));
	journal = open_as(JOURNAL_READ);
	assert_rows(journal, "1 1000 a 1\n");
	journal_close(journal);
	if (getuid() == 0)
		ck_assert_int_eq(seteuid(0), 0);
	ck_assert_int_eq(chmod(folder, 0555), 0);
	become_nobody();
	fails(journal_lock(path, &held, &err) == -1, strerror(EACCES));
	ck_assert(!held);
	if (seteuid(getuid()) == 0)
		chmod(folder, 0777);
}
END_TEST

START_TEST(odd_names_are_names)
{
	struct journal *journal;

	snprintf(path, sizeof(path), "/%s/a%%20b?c=#d", folder);
	journal = open_as(JOURNAL_CREATE);
	write_row(journal, 1, "a", "");
	journal_close(journal);
	journal = open_as(JOURNAL_READ);
	assert_rows(journal, "1 1 a \n");
	journal_close(journal);
}
END_TEST

START_TEST(a_reader_changes_nothing)
{
	struct journal *journal;
	size_t before_len, after_len;
	char *before, *after;

	make_journal();
	before = slurp(path, &before_len);
	journal = open_as(JOURNAL_READ);
	assert_rows(journal, "1 1000 a 1\n");
	journal_close(journal);
	after = slurp(path, &after_len);
	ck_assert_uint_eq(before_len, after_len);
	ck_assert_mem_eq(before, after, before_len);
	free(before);
	free(after);
}
END_TEST

static void
die_in_a_transaction(void)
{
	struct journal *journal = open_as(JOURNAL_CREATE);

	write_row(journal, 1000, "a", "kept");
	ok(journal_begin(journal, 0, &err));
	append(journal, 1001, "a", "lost");
}

START_TEST(a_killed_writer_leaves_what_it_committed)
{
	struct journal *journal;

	in_child(die_in_a_transaction);
	journal = open_as(JOURNAL_READ);
	assert_rows(journal, "1 1000 a kept\n");
	journal_close(journal);
	journal = open_as(JOURNAL_CREATE);
	write_row(journal, 1002, "a", "more");
	assert_rows(journal, "1 1000 a kept\n2 1002 a more\n");
	journal_close(journal);
}
END_TEST

START_TEST(a_writer_waits_for_its_turn)
{
	struct journal *first = open_as(JOURNAL_CREATE);
	struct journal *second = open_as(JOURNAL_WRITE);

	ok(journal_begin(first, 0, &err));
	append(first, 1, "a", "first");
	fails(journal_begin(second, 20, &err) == -1, "keeps it locked");
	assert_rows(second, "");
	ok(journal_commit(first, &err));
	write_row(second, 1, "a", "second");
	assert_rows(first, "1 1 a first\n2 1 a second\n");
	journal_close(first);
	journal_close(second);
}
END_TEST

START_TEST(news_are_what_others_wrote)
{
	struct journal *mine = open_as(JOURNAL_CREATE);
	struct journal *theirs = open_as(JOURNAL_WRITE);

	ck_assert(!journal_changed(mine));
	write_row(mine, 1, "a", "");
	ck_assert(!journal_changed(mine));
	write_row(theirs, 1, "a", "");
	ck_assert(journal_changed(mine));
	ck_assert(!journal_changed(mine));
	journal_close(mine);
	journal_close(theirs);
}
END_TEST

START_TEST(a_moved_journal_is_not_written)
{
	struct journal *journal = open_as(JOURNAL_CREATE);
	char moved[96];

	write_row(journal, 1, "a", "");
	snprintf(moved, sizeof(moved), "%s.moved", path);
	ck_assert_int_eq(rename(path, moved), 0);
	fails(journal_begin(journal, 0, &err) == -1, "moved or removed");
	ck_assert_int_eq(rename(moved, path), 0);
	write_row(journal, 2, "a", "");
	journal_close(journal);
}
END_TEST

START_TEST(the_ballast_is_there)
{
	struct stat st;
	char name[96];

	journal_close(open_as(JOURNAL_CREATE));
	snprintf(name, sizeof(name), "%s" BALLAST_SUFFIX, path);
	ck_assert_int_eq(stat(name, &st), 0);
	ck_assert_int_eq(st.st_size, BALLAST_SIZE);
	ck_assert_int_ge(st.st_blocks * 512, BALLAST_SIZE);
}
END_TEST

/* Until the journal takes no more, as on a full disk: -1. */
static int
fill(struct journal *journal)
{
	int64_t t, seq;
	int bad = 0;

	ok(db_exec(journal_db(journal), "PRAGMA max_page_count = 1", "fill",
	    &err));
	ok(journal_begin(journal, 0, &err));
	while (bad == 0)
		bad = journal_append(journal, 1, false, "fill", "me", 2, &t,
		    &seq, &err);
	journal_rollback(journal);
	return bad;
}

START_TEST(a_full_disk_says_what_helps)
{
	struct journal *journal = open_as(JOURNAL_CREATE);
	char name[96];

	snprintf(name, sizeof(name), "%s" BALLAST_SUFFIX, path);
	fails(fill(journal) == -1, name);
	fails(fill(journal) == -1, "' makes room for a while)");
	ck_assert_int_eq(unlink(name), 0);
	fails(fill(journal) == -1, "there is no ballast to remove");
	journal_close(journal);
}
END_TEST

enum { CREATORS = 8 };

/* setup() has let everybody do everything. */
START_TEST(others_may_not_read)
{
	static const char *const tail[] = {"", "-wal", "-shm", ".lock",
	    BALLAST_SUFFIX};
	struct journal *journal = open_as(JOURNAL_CREATE);
	struct stat st;
	char name[96];
	bool held;
	int fd = journal_lock(path, &held, &err);

	ck_assert_int_ge(fd, 0);
	write_row(journal, 1, "a", "");
	for (size_t i = 0; i < sizeof(tail) / sizeof(tail[0]); i++) {
		snprintf(name, sizeof(name), "%s%s", path, tail[i]);
		ck_assert_msg(stat(name, &st) == 0, "%s", name);
		ck_assert_msg((st.st_mode & 0777) == JOURNAL_MODE, "%s: %o",
		    name, st.st_mode & 0777);
	}
	close(fd);
	journal_close(journal);
}
END_TEST

START_TEST(each_failure_has_its_exit_code)
{
	char name[96];

	ck_assert_int_eq(journal_exit_code(path, JOURNAL_READ), EX_NOINPUT);
	ck_assert_int_eq(journal_exit_code(path, JOURNAL_CREATE),
	    EX_CANTCREAT);
	snprintf(name, sizeof(name), "%s/none/x", folder);
	ck_assert_int_eq(journal_exit_code(name, JOURNAL_READ), EX_NOINPUT);
	ck_assert_int_eq(journal_exit_code(name, JOURNAL_CREATE),
	    EX_CANTCREAT);
	spill("no journal", 10);
	for (int mode = JOURNAL_READ; mode <= JOURNAL_CREATE; mode++)
		ck_assert_int_eq(journal_exit_code(path, mode), EX_IOERR);
	snprintf(name, sizeof(name), "%s/x", path);
	ck_assert_int_eq(journal_exit_code(name, JOURNAL_READ), EX_NOINPUT);
}
END_TEST

START_TEST(many_may_create_at_once)
{
	struct journal *journal;
	int64_t seq, t;

	for (int i = 0; i < CREATORS; i++) {
		pid_t child = fork();

		ck_assert_int_ne(child, -1);
		if (child == 0) {
			journal = open_as(JOURNAL_CREATE);
			write_row(journal, 1, "a", "x");
			journal_close(journal);
			_exit(0);
		}
	}
	for (int i = 0; i < CREATORS; i++) {
		int status;

		ck_assert_int_ne(wait(&status), -1);
		ck_assert_int_eq(status, 0);
	}
	journal = open_as(JOURNAL_READ);
	ok(journal_last(journal, &seq, &t, &err));
	ck_assert_int_eq(seq, CREATORS);
	journal_close(journal);
}
END_TEST

static int64_t
begin_segment(struct journal *journal, int64_t now, const char *night,
    const char *why)
{
	int64_t t, seq;

	ok(journal_begin(journal, 0, &err));
	append(journal, now, "$natvagt/tick", "{}");
	ok(journal_append(journal, now, false, "$natvagt/segment", "{}", 2, &t,
	    &seq, &err));
	ok(journal_segment_add(journal, seq, night, why, "abc", &err));
	ok(journal_commit(journal, &err));
	return seq;
}

START_TEST(segments_are_found)
{
	struct journal *journal = open_as(JOURNAL_CREATE);
	struct segment one, *all;
	int64_t end;
	int n;

	ck_assert_int_eq(journal_segment(journal, INT64_MAX, &one, &err), 0);
	ck_assert_int_eq(begin_segment(journal, 10, "2026-11-21", "start"), 2);
	ck_assert_int_eq(begin_segment(journal, 20, "2026-11-21", "reload"), 4);
	ck_assert_int_eq(begin_segment(journal, 30, "2026-11-22", "noon"), 6);
	ck_assert_int_eq(journal_segment(journal, 1, &one, &err), 0);
	ck_assert_int_eq(journal_segment(journal, 5, &one, &err), 1);
	ck_assert_int_eq(one.seq, 4);
	ck_assert_int_eq(one.t, 20);
	ck_assert_str_eq(one.night, "2026-11-21");
	ck_assert_str_eq(one.why, "reload");
	ck_assert_str_eq(one.conf, "abc");
	ok(journal_segment_end(journal, 4, &end, &err));
	ck_assert_int_eq(end, 6);
	ok(journal_segment_end(journal, 6, &end, &err));
	ck_assert_int_eq(end, INT64_MAX);
	ok(journal_night(journal, "2026-11-21", &all, &n, &err));
	ck_assert_int_eq(n, 2);
	ck_assert_int_eq(all[1].seq, 4);
	free(all);
	ok(journal_night(journal, "2026-11-23", &all, &n, &err));
	ck_assert_int_eq(n, 0);
	free(all);
	journal_close(journal);
}
END_TEST

/* What cannot be looked up is not taken for the end. */
START_TEST(a_segment_whose_end_cannot_be_read)
{
	struct journal *journal = open_as(JOURNAL_CREATE);
	struct segment one, *all;
	int64_t end;
	int n;

	begin_segment(journal, 10, "2026-11-21", "start");
	begin_segment(journal, 20, "2026-11-22", "noon");
	hole_make(path, 2);
	fails(journal_segment_end(journal, 2, &end, &err) == -1,
	    "cannot read");
	/* The rest is there. */
	ck_assert_msg(journal_segment(journal, 2, &one, &err) == 1, "%s", err.text);
	ok(journal_night(journal, "2026-11-21", &all, &n, &err));
	ck_assert_int_eq(n, 1);
	free(all);
	hole_mend(path);
	ok(journal_segment_end(journal, 2, &end, &err));
	ck_assert_int_eq(end, 4);
	journal_close(journal);
}
END_TEST

START_TEST(configurations_are_kept_whole)
{
	char body[] = "plans = ();\0x", empty[] = "";
	char main_name[] = "home.conf", plan_name[] = "stuen.plan";
	struct named_text file[] = {
		{main_name, body, sizeof(body) - 1}, {plan_name, empty, 0}};
	struct journal *journal = open_as(JOURNAL_CREATE);
	struct named_text *kept;
	int n;

	for (int i = 0; i < 2; i++) {
		ok(journal_begin(journal, 0, &err));
		ok(journal_conf_add(journal, "abc", file, 2, &err));
		ok(journal_commit(journal, &err));
	}
	ck_assert_int_eq(journal_conf(journal, "abc", &kept, &n, &err), 1);
	ck_assert_int_eq(n, 2);
	ck_assert_str_eq(kept[0].name, "home.conf");
	ck_assert_uint_eq(kept[0].len, sizeof(body) - 1);
	ck_assert_mem_eq(kept[0].body, body, sizeof(body));
	ck_assert_str_eq(kept[1].name, "stuen.plan");
	ck_assert_str_eq(kept[1].body, "");
	named_text_free(kept, n);
	fails(journal_conf(journal, "abd", &kept, &n, &err) == 0, "'abd'");
	journal_close(journal);
}
END_TEST

CHECK_MAIN_IN(journal_folder, journal_folder_gone, "journal",
    rows_come_back_as_they_were_written, rows_are_read_in_bounds,
    time_never_runs_backwards, what_is_rolled_back_never_was,
    a_topic_rolled_back_is_forgotten, a_text_file_is_refused_untouched,
    a_foreign_database_is_refused_untouched,
    a_newer_schema_is_refused_untouched,
    a_damaged_journal_is_not_collected_into, damage_to_old_rows_stops_nobody,
    a_journal_without_a_table_is_refused,
    an_empty_file_becomes_a_journal_only_on_purpose,
    a_folder_or_nothing_is_said_so, an_unwritable_folder_is_said_so,
    an_unwritable_journal_is_said_so, odd_names_are_names,
    a_reader_changes_nothing, a_killed_writer_leaves_what_it_committed,
    a_writer_waits_for_its_turn, news_are_what_others_wrote,
    a_moved_journal_is_not_written, the_ballast_is_there,
    a_full_disk_says_what_helps, others_may_not_read,
    each_failure_has_its_exit_code, many_may_create_at_once,
    segments_are_found, a_segment_whose_end_cannot_be_read,
    configurations_are_kept_whole)
