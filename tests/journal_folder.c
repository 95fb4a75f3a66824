/* SPDX-License-Identifier: Apache-2.0 */
#include "journal_folder.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/str.h"

char folder[] = "/tmp/check_journal.XXXXXX";
char path[64];
struct err err;

void
journal_folder(void)
{
	ck_assert_ptr_nonnull(mkdtemp(folder));
	ck_assert_int_eq(chmod(folder, 0777), 0);
	snprintf(path, sizeof(path), "%s/home.journal", folder);
	umask(0);
}

void
journal_folder_gone(void)
{
	static const char *const tail[] = {"", "-wal", "-shm", "-journal",
	    ".lock", ".ballast", ".moved"};
	char name[96];

	for (size_t i = 0; i < sizeof(tail) / sizeof(tail[0]); i++) {
		snprintf(name, sizeof(name), "%s%s", path, tail[i]);
		if (unlink(name) == -1)
			rmdir(name);
	}
	rmdir(folder);
}

struct journal *
open_as(enum journal_mode mode)
{
	struct journal *journal = journal_open(path, mode, &err);

	ck_assert_msg(journal != NULL, "%s", err.text);
	return journal;
}

int64_t
append(struct journal *journal, int64_t now, const char *topic,
    const char *payload)
{
	int64_t t, seq;

	ok(journal_append(journal, now, false, topic, payload,
	    strlen(payload), &t, &seq, &err));
	return t;
}

void
write_row(struct journal *journal, int64_t now, const char *topic,
    const char *payload)
{
	ok(journal_begin(journal, 1000, &err));
	append(journal, now, topic, payload);
	ok(journal_commit(journal, &err));
}

char *
slurp(const char *name, size_t *len)
{
	FILE *file = fopen(name, "rb");
	struct str text;
	char buf[4096];

	ck_assert_ptr_nonnull(file);
	str_init(&text);
	while ((*len = fread(buf, 1, sizeof(buf), file)) > 0)
		str_addn(&text, buf, *len);
	fclose(file);
	*len = text.len;
	return text.s;
}

void
spill(const char *text, size_t len)
{
	FILE *file = fopen(path, "wb");

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(text, 1, len, file), len);
	ck_assert_int_eq(fclose(file), 0);
}

void
in_child(void (*fn)(void))
{
	pid_t child = fork();
	int status;

	ck_assert_int_ne(child, -1);
	if (child == 0) {
		fn();
		raise(SIGKILL);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFSIGNALED(status));
	ck_assert_int_eq(WTERMSIG(status), SIGKILL);
}
