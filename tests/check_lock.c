/* SPDX-License-Identifier: Apache-2.0 */
/* One collector per journal: an flock decides. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "check_run.h"
#include "journal_folder.h"

START_TEST(one_collector_holds_the_lock)
{
	char pid[32];
	bool held = true;
	int fd = journal_lock(path, &held, &err);

	ck_assert_msg(fd >= 0, "%s", err.text);
	ck_assert(!held);
	snprintf(pid, sizeof(pid), "process %ld ", (long)getpid());
	fails(journal_lock(path, &held, &err) == -1, pid);
	ck_assert(held);
	close(fd);
	fd = journal_lock(path, &held, &err);
	ck_assert_int_ge(fd, 0);
	close(fd);
}
END_TEST

static void
die_with_the_lock(void)
{
	bool held;

	ck_assert_int_ge(journal_lock(path, &held, &err), 0);
}

START_TEST(a_look_at_the_lock_takes_nothing)
{
	char name[96], text[8] = "";
	bool held;
	int fd, other;

	ck_assert_int_eq(journal_is_watched(path, &err), 0);
	snprintf(name, sizeof(name), "%s.lock", path);
	ck_assert_int_eq(access(name, F_OK), -1);
	fd = journal_lock(path, &held, &err);
	ck_assert_int_eq(journal_is_watched(path, &err), 1);
	close(fd);
	ck_assert_int_eq(journal_is_watched(path, &err), 0);
	/* Another who looks at this very moment. */
	other = open(name, O_RDWR);
	ck_assert_int_eq(flock(other, LOCK_SH), 0);
	ck_assert_int_eq(ftruncate(other, 0), 0);
	ck_assert_int_eq(journal_is_watched(path, &err), 0);
	ck_assert_int_eq(read(other, text, sizeof(text)), 0);
	close(other);
	ck_assert_int_eq(unlink(name), 0);
	ck_assert_int_eq(symlink("elsewhere", name), 0);
	fails(journal_is_watched(path, &err) == -1, name);
}
END_TEST

START_TEST(a_dead_collector_holds_nothing)
{
	bool held;

	in_child(die_with_the_lock);
	ck_assert_int_ge(journal_lock(path, &held, &err), 0);
}
END_TEST

CHECK_MAIN_IN(journal_folder, journal_folder_gone, "lock",
    one_collector_holds_the_lock, a_look_at_the_lock_takes_nothing,
    a_dead_collector_holds_nothing)
