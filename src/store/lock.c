/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/journal.h"

/* The process named in the lock's file, or 0 where none has written yet. */
static long
holder(int fd)
{
	char text[32];
	ssize_t n = pread(fd, text, sizeof(text) - 1, 0);

	text[n > 0 ? n : 0] = '\0';
	return strtol(text, NULL, 10);
}

static int
take(int fd, const char *lock, bool *held, struct err *err)
{
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return 0;
	if (errno != EWOULDBLOCK)
		return err_set(err, "cannot lock '%s': %s", lock,
		    strerror(errno));
	*held = true;
	if (holder(fd) > 0)
		return err_set(err, "process %ld is already watching ('%s')",
		    holder(fd), lock);
	return err_set(err, "another process is already watching ('%s')", lock);
}

int
journal_lock(const char *path, bool *held, struct err *err)
{
	char *lock = xasprintf("%s.lock", path);
	int fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
	    JOURNAL_MODE);

	*held = false;
	if (fd < 0) {
		err_set(err, "cannot open '%s': %s", lock, strerror(errno));
	} else if (take(fd, lock, held, err) == -1) {
		close(fd);
		fd = -1;
	} else if (ftruncate(fd, 0) == -1 ||
	    dprintf(fd, "%ld\n", (long)getpid()) < 0) {
		/* The lock counts, not the name in it: a full disk is no
		 * reason to stop watching. */
		errno = 0;
	}
	free(lock);
	return fd;
}

/* The lock is shared, so that two who look do not take each other for one. */
int
journal_is_watched(const char *path, struct err *err)
{
	char *lock = xasprintf("%s.lock", path);
	int fd = open(lock, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), watched = 0;

	if (fd < 0 && errno != ENOENT)
		watched = err_set(err, "cannot open '%s': %s", lock,
		    strerror(errno));
	else if (fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) == -1)
		watched = errno == EWOULDBLOCK ? 1 : err_set(err,
		    "cannot lock '%s': %s", lock, strerror(errno));
	if (fd >= 0)
		close(fd);
	free(lock);
	return watched;
}
