/* SPDX-License-Identifier: Apache-2.0 */
#include "store/staff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <check.h>

#include <sqlite3.h>

#include "base/mem.h"
#include "store/db.h"
#include "store/pin.h"
#include "store/schema.h"

#define PIN "2580"
#define START INT64_C(1763762520000)

enum { SECOND = 1000, MINUTE = 60 * SECOND };

/* Each test runs in a process and a folder of its own. */
static char folder[] = "/tmp/check_staff.XXXXXX";
static char path[64];
static struct err err;
static struct journal *journal;

#define ok(call) ck_assert_msg((call) == 0, "%s", err.text)
#define fails(call, why)                                              \
	do {                                                          \
		memset(&err, 0, sizeof(err));                         \
		ck_assert_int_eq(call, -1);                           \
		ck_assert_msg(strstr(err.text, why) != NULL, "'%s'",  \
		    err.text);                                        \
	} while (0)

static struct journal *
open_as(enum journal_mode mode)
{
	struct journal *opened = journal_open(path, mode, &err);

	ck_assert_msg(opened != NULL, "%s", err.text);
	return opened;
}

static void
setup(void)
{
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/home.journal", folder);
	journal = open_as(JOURNAL_CREATE);
}

static void
teardown(void)
{
	static const char *const tail[] = {"", "-wal", "-shm", "-journal",
	    ".ballast"};
	char name[96];

	journal_close(journal);
	for (size_t i = 0; i < sizeof(tail) / sizeof(tail[0]); i++) {
		snprintf(name, sizeof(name), "%s%s", path, tail[i]);
		unlink(name);
	}
	rmdir(folder);
}

static struct staff_stamp
at(int64_t now)
{
	return (struct staff_stamp){.now = now, .by = "anna", .wait_ms = 1000};
}

static void
add(const char *initials, const char *pin, int64_t now)
{
	struct staff_stamp stamp = at(now);

	ok(staff_add(journal, initials, pin, &stamp, &err));
}

static struct staff_check
check_in(struct journal *in, const char *pin, int64_t now)
{
	struct staff_check check;

	ok(staff_check(in, "KM", pin, now, 5000, &check, &err));
	return check;
}

#define answers(pin, now, what, tries_left, wait_ms)                    \
	do {                                                            \
		struct staff_check got = check_in(journal, pin, now);   \
									\
		ck_assert_int_eq((int)got.answer, (int)(what));         \
		ck_assert_int_eq(got.left, tries_left);                 \
		ck_assert_int_eq(got.wait, wait_ms);                    \
	} while (0)

static bool
add_row(void *arg, int64_t seq, const struct row *row)
{
	str_addf(arg, "%lld %lld %.*s %.*s\n", (long long)seq,
	    (long long)row->t, (int)row->topic_len, row->topic,
	    (int)row->payload_len, row->payload);
	return true;
}

static void
assert_rows(const char *expected)
{
	struct str rows;

	str_init(&rows);
	ck_assert_int_ge(journal_rows(journal, 0, INT64_MAX, 1000, add_row,
	    &rows, &err), 0);
	ck_assert_str_eq(rows.s, expected);
	str_release(&rows);
}

static void
assert_links(int64_t expected)
{
	int64_t links;
	char head[65];

	ok(journal_verify(journal, &links, head, &err));
	ck_assert_int_eq(links, expected);
}

/* "KM+ 1000, AB 1001-1002": + has a PIN. */
static void
assert_staff(struct journal *in, bool all, const char *expected)
{
	struct staff *staff;
	struct str list;
	int n;

	ok(staff_list(in, all, &staff, &n, &err));
	str_init(&list);
	for (int i = 0; i < n; i++) {
		str_addf(&list, "%s%s%s %lld", i > 0 ? ", " : "",
		    staff[i].initials, staff[i].has_pin ? "+" : "",
		    (long long)staff[i].added);
		if (staff[i].removed != 0)
			str_addf(&list, "-%lld", (long long)staff[i].removed);
	}
	ck_assert_str_eq(list.s, expected);
	str_release(&list);
	free(staff);
}

START_TEST(initials_are_kept_in_one_way)
{
	static const char *const pairs[][2] = {{"km", "KM"}, {"Km", "KM"},
	    {"æøå", "ÆØÅ"}, {"a\xcc\x8a", "Å"}, {"é", "É"}, {"k.m-2", "K.M-2"},
	    {"ABCDEFGHIJKLMNO", "ABCDEFGHIJKLMNO"}, {"æøåæøåa", "ÆØÅÆØÅA"}};
	char initials[STAFF_SIZE];

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		ok(staff_initials(pairs[i][0], initials, &err));
		ck_assert_str_eq(initials, pairs[i][1]);
	}
}
END_TEST

START_TEST(what_cannot_be_initials_is_refused)
{
	static const char *const bad[] = {" ", "K M", "K\tM", "K\033[2J",
	    "\xe2\x80\xae" "KM", "\xff", "K\xc3", "\xcc\x8a"};
	char initials[STAFF_SIZE];

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		fails(staff_initials(bad[i], initials, &err),
		    "can be nobody's initials");
	fails(staff_initials("", initials, &err), "no initials");
	fails(staff_initials("ABCDEFGHIJKLMNOP", initials, &err), "too long");
	fails(staff_initials("æøåæøåæø", initials, &err), "too long");
}
END_TEST

START_TEST(pins_that_anybody_would_try_are_refused)
{
	static const char *const easy[] = {"1234", "0000", "4321", "7890",
	    "0987", "2468", "8642", "1212", "696969", "123456789012", "999999999999"};
	static const char *const wrong[] = {"", "123", "1590753184620", "12a4",
	    "258 ", "²580", "-258"};
	static const char *const good[] = {PIN, "1998", "1122", "159075318462",
	    "1213", "1235", "9517", "0369"};

	for (size_t i = 0; i < sizeof(easy) / sizeof(easy[0]); i++)
		fails(pin_check(easy[i], &err), "too easy");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		fails(pin_check(wrong[i], &err), "4 to 12 digits");
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		ok(pin_check(good[i], &err));
}
END_TEST

START_TEST(a_pin_is_kept_as_its_yescrypt_hash)
{
	char *one = pin_hash(PIN, &err), *two = pin_hash(PIN, &err);

	ck_assert_int_eq(strncmp(one, "$y$", 3), 0);
	ck_assert_str_ne(one, two);
	ck_assert(pin_is(one, PIN));
	ck_assert(pin_is(two, PIN));
	ck_assert(!pin_is(one, "2581"));
	ck_assert(!pin_is(one, ""));
	ck_assert(!pin_is("", PIN));
	ck_assert(!pin_is("*0", PIN));
	free(one);
	free(two);
}
END_TEST

START_TEST(staff_come_and_go)
{
	struct staff_stamp stamp;
	struct staff staff;

	add("km", PIN, 1000);
	add("øb", NULL, 1001);
	assert_staff(journal, false, "KM+ 1000, ØB 1001");
	stamp = at(1002);
	fails(staff_add(journal, "Km", NULL, &stamp, &err),
	    "'KM' is on the staff already");
	fails(staff_remove(journal, "XX", &stamp, &err),
	    "nobody on the staff is 'XX'");
	fails(staff_set_pin(journal, "XX", PIN, &stamp, &err),
	    "nobody on the staff is 'XX'");
	ok(staff_remove(journal, "kM", &stamp, &err));
	fails(staff_remove(journal, "KM", &stamp, &err), "nobody");
	ck_assert_int_eq(staff_find(journal, "km", &staff, &err), 0);
	ck_assert_int_eq(staff_find(journal, "K M", &staff, &err), 0);
	ck_assert_int_eq(staff_find(journal, "Øb", &staff, &err), 1);
	ck_assert_str_eq(staff.initials, "ØB");
	ck_assert(!staff.has_pin);
	/* Another of the same initials. */
	add("KM", NULL, 1003);
	assert_staff(journal, false, "KM 1003, ØB 1001");
	assert_staff(journal, true, "KM 1000-1002, KM 1003, ØB 1001");
}
END_TEST

START_TEST(each_change_is_in_the_chain)
{
	struct staff_stamp stamp = at(1001);

	add("km", NULL, 1000);
	ok(staff_set_pin(journal, "km", PIN, &stamp, &err));
	add("Ø\"B", PIN, 1002);
	stamp = (struct staff_stamp){1003, "an\033na", 0};
	ok(staff_remove(journal, "km", &stamp, &err));
	fails(staff_remove(journal, "km", &stamp, &err), "nobody");
	fails(staff_add(journal, "AB", "1234", &stamp, &err), "too easy");
	assert_rows("1 1000 $natvagt/staff"
	    " {\"do\":\"add\",\"staff\":\"KM\",\"by\":\"anna\"}\n"
	    "2 1001 $natvagt/staff"
	    " {\"do\":\"pin\",\"staff\":\"KM\",\"pin\":true,\"by\":\"anna\"}\n"
	    "3 1002 $natvagt/staff"
	    " {\"do\":\"add\",\"staff\":\"Ø\\\"B\",\"pin\":true,"
	    "\"by\":\"anna\"}\n"
	    "4 1003 $natvagt/staff"
	    " {\"do\":\"remove\",\"staff\":\"KM\",\"by\":\"an\xef\xbf\xbdna\"}"
	    "\n");
	assert_links(4);
}
END_TEST

/* The journal's time never runs back: the row's, and the table's with it. */
START_TEST(a_change_has_its_rows_time)
{
	add("KM", NULL, 5000);
	add("AB", NULL, 4000);
	assert_staff(journal, false, "AB 5000, KM 5000");
}
END_TEST

START_TEST(a_pin_is_right_or_wrong)
{
	struct staff_check check;

	add("KM", PIN, START);
	add("AB", NULL, START);
	answers(PIN, START, STAFF_RIGHT, STAFF_TRIES, 0);
	answers("2581", START, STAFF_WRONG, 4, 0);
	answers("", START, STAFF_WRONG, 3, 0);
	answers(PIN, START, STAFF_RIGHT, STAFF_TRIES, 0);
	answers("2581", START, STAFF_WRONG, 4, 0);
	ok(staff_check(journal, "km", PIN, START, 0, &check, &err));
	ck_assert_int_eq((int)check.answer, STAFF_RIGHT);
	ck_assert_str_eq(check.initials, "KM");
	ok(staff_check(journal, "ab", PIN, START, 0, &check, &err));
	ck_assert_int_eq((int)check.answer, STAFF_NO_PIN);
	ok(staff_check(journal, "CD", PIN, START, 0, &check, &err));
	ck_assert_int_eq((int)check.answer, STAFF_UNKNOWN);
	ck_assert_str_eq(check.initials, "");
	ok(staff_check(journal, "\xff", PIN, START, 0, &check, &err));
	ck_assert_int_eq((int)check.answer, STAFF_UNKNOWN);
}
END_TEST

/* Four wrong ones: the next begins the first wait. */
static void
use_up_tries(int64_t now)
{
	for (int left = STAFF_TRIES - 1; left > 0; left--)
		answers("2581", now, STAFF_WRONG, left, 0);
}

START_TEST(waits_grow_to_a_quarter_of_an_hour)
{
	static const int waits[] = {30 * SECOND, MINUTE, 2 * MINUTE,
	    4 * MINUTE, 8 * MINUTE, 15 * MINUTE, 15 * MINUTE, 15 * MINUTE};
	int64_t now = START;

	add("KM", PIN, START);
	use_up_tries(now);
	for (size_t i = 0; i < sizeof(waits) / sizeof(waits[0]); i++) {
		answers("2581", now, STAFF_WRONG, 0, waits[i]);
		answers("2581", now, STAFF_WAIT, 0, waits[i]);
		now += waits[i] - 1;
		answers(PIN, now, STAFF_WAIT, 0, 1);
		answers("2581", now, STAFF_WAIT, 0, 1);
		now++;
	}
	answers(PIN, now, STAFF_RIGHT, STAFF_TRIES, 0);
	answers("2581", now, STAFF_WRONG, 4, 0);
}
END_TEST

START_TEST(a_wait_is_told_to_the_auditor)
{
	add("KM", PIN, START);
	use_up_tries(START);
	answers("2581", START, STAFF_WRONG, 0, 30 * SECOND);
	answers("2581", START, STAFF_WAIT, 0, 30 * SECOND);
	answers("2581", START + 30 * SECOND, STAFF_WRONG, 0, MINUTE);
	assert_rows("1 1763762520000 $natvagt/staff"
	    " {\"do\":\"add\",\"staff\":\"KM\",\"pin\":true,\"by\":\"anna\"}\n"
	    "2 1763762520000 $natvagt/staff"
	    " {\"do\":\"wait\",\"staff\":\"KM\",\"tries\":5,\"seconds\":30}\n"
	    "3 1763762550000 $natvagt/staff"
	    " {\"do\":\"wait\",\"staff\":\"KM\",\"tries\":6,\"seconds\":60}\n");
	assert_links(3);
}
END_TEST

START_TEST(a_new_start_ends_no_wait)
{
	struct journal *other;
	struct staff staff;

	add("KM", PIN, START);
	use_up_tries(START);
	answers("2581", START, STAFF_WRONG, 0, 30 * SECOND);
	other = open_as(JOURNAL_WRITE);
	ck_assert_int_eq((int)check_in(other, PIN, START + 29999).answer,
	    STAFF_WAIT);
	journal_close(other);
	journal_close(journal);
	journal = open_as(JOURNAL_WRITE);
	answers(PIN, START + 29999, STAFF_WAIT, 0, 1);
	ck_assert_int_eq(staff_find(journal, "KM", &staff, &err), 1);
	ck_assert_int_eq(staff.tries, 5);
	ck_assert_int_eq(staff.until, START + 30 * SECOND);
	answers(PIN, START + 30 * SECOND, STAFF_RIGHT, STAFF_TRIES, 0);
}
END_TEST

START_TEST(a_new_pin_ends_a_wait)
{
	struct staff_stamp stamp = at(START + 1);

	add("KM", PIN, START);
	use_up_tries(START);
	answers("2581", START, STAFF_WRONG, 0, 30 * SECOND);
	ok(staff_set_pin(journal, "KM", "1357924", &stamp, &err));
	answers(PIN, START + 2, STAFF_WRONG, 4, 0);
	answers("1357924", START + 2, STAFF_RIGHT, STAFF_TRIES, 0);
}
END_TEST

/* A clock that was a day ahead while the PIN was mistyped. */
START_TEST(a_clock_set_back_locks_nobody_out)
{
	int64_t ahead = START + 86400000, late = ahead + 30 * SECOND;

	add("KM", PIN, START);
	use_up_tries(ahead);
	answers("2581", ahead, STAFF_WRONG, 0, 30 * SECOND);
	/* As far back as leaves the wait possible, and a millisecond more. */
	answers(PIN, late - 30 * SECOND, STAFF_WAIT, 0, 30 * SECOND);
	answers("2581", late - 30 * SECOND - 1, STAFF_WRONG, 0, MINUTE);
	answers(PIN, START, STAFF_RIGHT, STAFF_TRIES, 0);
}
END_TEST

START_TEST(one_wrong_try_after_a_clock_set_back_waits_again)
{
	add("KM", PIN, START);
	use_up_tries(START + 86400000);
	answers("2581", START + 86400000, STAFF_WRONG, 0, 30 * SECOND);
	answers("2581", START, STAFF_WRONG, 0, MINUTE);
	answers(PIN, START, STAFF_WAIT, 0, MINUTE);
	answers(PIN, START + MINUTE - 1, STAFF_WAIT, 0, 1);
	answers(PIN, START + MINUTE, STAFF_RIGHT, STAFF_TRIES, 0);
}
END_TEST

/* Somebody keeps the journal: the sign-in of who mistyped nothing goes on. */
START_TEST(a_right_pin_needs_no_writing)
{
	struct journal *other = open_as(JOURNAL_WRITE);
	struct staff_check check;

	add("KM", PIN, START);
	ok(journal_begin(other, 0, &err));
	ok(staff_check(journal, "KM", PIN, START, 0, &check, &err));
	ck_assert_int_eq((int)check.answer, STAFF_RIGHT);
	fails(staff_check(journal, "KM", "2581", START, 0, &check, &err),
	    "keeps it locked");
	journal_rollback(other);
	journal_close(other);
	answers("2581", START, STAFF_WRONG, 4, 0);
}
END_TEST

enum { CONSOLES = 4, GUESSES = 5 };

/* Each of them guesses as often as it may; together they may five times. */
START_TEST(consoles_at_once_share_the_tries)
{
	int wrong = 0;

	add("KM", PIN, START);
	for (int i = 0; i < CONSOLES; i++) {
		pid_t child = fork();

		ck_assert_int_ne(child, -1);
		if (child == 0) {
			struct journal *own = open_as(JOURNAL_WRITE);
			int mine = 0;

			for (int k = 0; k < GUESSES; k++)
				mine += check_in(own, "2581", START).answer ==
				    STAFF_WRONG;
			journal_close(own);
			_exit(mine);
		}
	}
	for (int i = 0; i < CONSOLES; i++) {
		int status;

		ck_assert_int_ne(wait(&status), -1);
		ck_assert(WIFEXITED(status));
		wrong += WEXITSTATUS(status);
	}
	ck_assert_int_eq(wrong, STAFF_TRIES);
	answers(PIN, START, STAFF_WAIT, 0, 30 * SECOND);
	assert_links(2);
}
END_TEST

START_TEST(two_who_add_the_same_add_one)
{
	int added = 0;

	for (int i = 0; i < CONSOLES; i++) {
		pid_t child = fork();

		ck_assert_int_ne(child, -1);
		if (child == 0) {
			struct journal *own = open_as(JOURNAL_WRITE);
			struct staff_stamp stamp = at(START);
			int bad = staff_add(own, "KM", NULL, &stamp, &err);

			journal_close(own);
			_exit(bad == 0 ? 0 : strstr(err.text, "already") !=
			    NULL ? 1 : 2);
		}
	}
	for (int i = 0; i < CONSOLES; i++) {
		int status;

		ck_assert_int_ne(wait(&status), -1);
		ck_assert_int_le(WEXITSTATUS(status), 1);
		added += WEXITSTATUS(status) == 0;
	}
	ck_assert_int_eq(added, 1);
	assert_staff(journal, true, "KM 1763762520000");
	assert_links(1);
}
END_TEST

/* A journal as the first schema made it, with an action in its chain. */
static void
make_first_schema(void)
{
	static const char sql[] =
	    "PRAGMA journal_mode = WAL;"
	    "BEGIN;"
	    "CREATE TABLE topic ("
	    "    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;"
	    "CREATE TABLE message ("
	    "    seq INTEGER PRIMARY KEY, t INTEGER NOT NULL,"
	    "    topic INTEGER NOT NULL REFERENCES topic,"
	    "    retained INTEGER NOT NULL, payload TEXT NOT NULL,"
	    "    link BLOB) STRICT;"
	    "CREATE INDEX chain ON message (seq) WHERE link IS NOT NULL;"
	    "CREATE TABLE segment ("
	    "    seq INTEGER PRIMARY KEY REFERENCES message,"
	    "    night TEXT NOT NULL, why TEXT NOT NULL,"
	    "    conf TEXT NOT NULL) STRICT;"
	    "CREATE TABLE conf ("
	    "    hash TEXT NOT NULL, place INTEGER NOT NULL,"
	    "    name TEXT NOT NULL, body BLOB NOT NULL,"
	    "    PRIMARY KEY (hash, place)) STRICT;"
	    "PRAGMA application_id = 1315009654;"
	    "PRAGMA user_version = 1;"
	    "INSERT INTO topic VALUES (1, 'door');"
	    "INSERT INTO message VALUES (1, 1000, 1, 0, '{}', NULL);"
	    "COMMIT;";
	sqlite3 *db;

	journal_close(journal);
	journal = NULL;
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
}

static int64_t
schema_now(void)
{
	int64_t schema;

	ok(db_ask_number(journal_db(journal), "PRAGMA user_version", &schema,
	    &err));
	return schema;
}

START_TEST(an_older_journal_is_read_as_it_is)
{
	struct journal *writer;
	struct staff staff;

	make_first_schema();
	journal = open_as(JOURNAL_READ);
	assert_staff(journal, true, "");
	ck_assert_int_eq(staff_find(journal, "KM", &staff, &err), 0);
	assert_rows("1 1000 door {}\n");
	assert_links(0);
	ck_assert_int_eq(schema_now(), 1);
	/* It becomes a present one while the reader has it open. */
	writer = open_as(JOURNAL_WRITE);
	ok(staff_add(writer, "KM", NULL, &(struct staff_stamp){2000, "anna",
	    1000}, &err));
	journal_close(writer);
	ck_assert(journal_changed(journal));
	assert_staff(journal, false, "KM 2000");
	ck_assert_int_eq(schema_now(), SCHEMA);
}
END_TEST

START_TEST(an_older_journal_becomes_a_present_one)
{
	for (int mode = JOURNAL_WRITE; mode <= JOURNAL_CREATE; mode++) {
		if (mode == JOURNAL_WRITE)
			make_first_schema();
		journal_close(journal);
		journal = open_as((enum journal_mode)mode);
		ck_assert_int_eq(schema_now(), SCHEMA);
		assert_rows("1 1000 door {}\n");
	}
	add("KM", PIN, START);
	answers(PIN, START, STAFF_RIGHT, STAFF_TRIES, 0);
	assert_links(1);
}
END_TEST

START_TEST(many_may_migrate_at_once)
{
	make_first_schema();
	for (int i = 0; i < CONSOLES; i++) {
		pid_t child = fork();

		ck_assert_int_ne(child, -1);
		if (child == 0) {
			journal_close(open_as(JOURNAL_WRITE));
			_exit(0);
		}
	}
	for (int i = 0; i < CONSOLES; i++) {
		int status;

		ck_assert_int_ne(wait(&status), -1);
		ck_assert_int_eq(status, 0);
	}
	journal = open_as(JOURNAL_READ);
	ck_assert_int_eq(schema_now(), SCHEMA);
	assert_rows("1 1000 door {}\n");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("staff");
	TCase *tcase = tcase_create("staff");
	SRunner *runner = srunner_create(suite);
	int failures;

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 30);
	suite_add_tcase(suite, tcase);
	tcase_add_test(tcase, initials_are_kept_in_one_way);
	tcase_add_test(tcase, what_cannot_be_initials_is_refused);
	tcase_add_test(tcase, pins_that_anybody_would_try_are_refused);
	tcase_add_test(tcase, a_pin_is_kept_as_its_yescrypt_hash);
	tcase_add_test(tcase, staff_come_and_go);
	tcase_add_test(tcase, each_change_is_in_the_chain);
	tcase_add_test(tcase, a_change_has_its_rows_time);
	tcase_add_test(tcase, a_pin_is_right_or_wrong);
	tcase_add_test(tcase, waits_grow_to_a_quarter_of_an_hour);
	tcase_add_test(tcase, a_wait_is_told_to_the_auditor);
	tcase_add_test(tcase, a_new_start_ends_no_wait);
	tcase_add_test(tcase, a_new_pin_ends_a_wait);
	tcase_add_test(tcase, a_clock_set_back_locks_nobody_out);
	tcase_add_test(tcase, one_wrong_try_after_a_clock_set_back_waits_again);
	tcase_add_test(tcase, a_right_pin_needs_no_writing);
	tcase_add_test(tcase, consoles_at_once_share_the_tries);
	tcase_add_test(tcase, two_who_add_the_same_add_one);
	tcase_add_test(tcase, an_older_journal_is_read_as_it_is);
	tcase_add_test(tcase, an_older_journal_becomes_a_present_one);
	tcase_add_test(tcase, many_may_migrate_at_once);
	srunner_run_all(runner, CK_ENV);
	failures = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failures != 0;
}
