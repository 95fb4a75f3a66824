/* SPDX-License-Identifier: Apache-2.0 */
#include "eval/truth_file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

enum { STEP = 1 << 16, SIZE_LIMIT = 16 << 20, MODE = 0666 };

void
truth_file_init(struct truth_file *file)
{
	file->there = false;
	str_init(&file->text);
}

void
truth_file_release(struct truth_file *file)
{
	str_release(&file->text);
}

static int
read_all(int fd, struct str *text)
{
	char buf[STEP];
	struct stat st;
	ssize_t n;

	if (fstat(fd, &st) == -1)
		return errno;
	if (!S_ISREG(st.st_mode))
		return EINVAL;
	while ((n = read(fd, buf, sizeof(buf))) > 0) {
		str_addn(text, buf, (size_t)n);
		if (text->len > SIZE_LIMIT)
			return EFBIG;
	}
	return n == 0 ? 0 : errno;
}

/* A pipe by that name must not make us wait. */
int
truth_file_read(const char *path, struct truth_file *file)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC), bad;

	str_clear(&file->text);
	file->there = fd >= 0;
	if (fd < 0)
		return errno == ENOENT ? 0 : errno;
	bad = read_all(fd, &file->text);
	close(fd);
	return bad;
}

static bool
is_same(const struct truth_file *a, const struct truth_file *b)
{
	return a->there == b->there && a->text.len == b->text.len &&
	    memcmp(a->text.s, b->text.s, a->text.len) == 0;
}

static int
check_unchanged(const char *path, const struct truth_file *was)
{
	struct truth_file is;
	int bad;

	truth_file_init(&is);
	bad = truth_file_read(path, &is);
	if (bad == 0 && !is_same(was, &is))
		bad = ESTALE;
	truth_file_release(&is);
	return bad;
}

/* The mode that the file has, or that a new one gets. */
static mode_t
mode_of(const char *path)
{
	struct stat st;
	mode_t mask;

	if (stat(path, &st) == 0)
		return st.st_mode & 07777;
	mask = umask(0);
	umask(mask);
	return MODE & ~mask;
}

static int
write_all(int fd, const struct str *text)
{
	for (size_t at = 0; at < text->len;) {
		ssize_t n = write(fd, text->s + at, text->len - at);

		if (n == -1 && errno != EINTR)
			return errno;
		at += n > 0 ? (size_t)n : 0;
	}
	return 0;
}

/* The text in a file of its own beside path; its name, to be freed. */
static int
write_beside(const char *path, const struct str *text, char **beside)
{
	int fd, bad;

	*beside = xasprintf("%s.XXXXXX", path);
	fd = mkostemp(*beside, O_CLOEXEC);
	if (fd < 0)
		return errno;
	bad = write_all(fd, text);
	if (bad == 0 && (fchmod(fd, mode_of(path)) == -1 || fsync(fd) == -1))
		bad = errno;
	if (close(fd) == -1 && bad == 0)
		bad = errno;
	if (bad != 0)
		unlink(*beside);
	return bad;
}

/* Of two natvagts that save here at once one has to come again. */
static int
replace(const char *path, int folder, const struct truth_file *was,
    const struct str *text)
{
	char *beside;
	int bad;

	if (flock(folder, LOCK_EX | LOCK_NB) == -1 && errno == EWOULDBLOCK)
		return EAGAIN;
	bad = check_unchanged(path, was);
	if (bad != 0)
		return bad;
	bad = write_beside(path, text, &beside);
	if (bad == 0 && rename(beside, path) == -1) {
		bad = errno;
		unlink(beside);
	}
	if (bad == 0 && fsync(folder) == -1)
		bad = errno;
	free(beside);
	return bad;
}

/* What links lead to, to be freed; a path that is not there is itself. */
static char *
real_path(const char *path)
{
	char *real = realpath(path, NULL);
	struct stat st;

	if (real != NULL || errno != ENOENT)
		return real;
	if (lstat(path, &st) == 0) { /* a link to nowhere */
		errno = ENOENT;
		return NULL;
	}
	return xstrdup(path);
}

int
truth_file_write(const char *path, const struct truth_file *was,
    const struct str *text)
{
	char *real = real_path(path), *copy;
	int folder, bad;

	if (real == NULL)
		return errno;
	copy = xstrdup(real);
	folder = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bad = folder >= 0 ? replace(real, folder, was, text) : errno;
	if (folder >= 0)
		close(folder);
	free(copy);
	free(real);
	return bad;
}

static size_t
without(const char *s, size_t n, const char *end)
{
	size_t m = strlen(end);

	return n > m && memcmp(s + n - m, end, m) == 0 ? n - m : n;
}

char *
truth_file_path(const char *night)
{
	size_t n = strlen(night);

	if (strcmp(night, "-") == 0)
		return NULL;
	n = without(night, n, ".gz");
	n = without(night, n, ".night");
	return xasprintf("%.*s.truth", (int)n, night);
}
