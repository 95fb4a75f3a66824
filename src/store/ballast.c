/* SPDX-License-Identifier: Apache-2.0 */
#include "store/ballast.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/journal.h"

/* Whether the disk has plenty left once the ballast is on it. */
static bool
has_plenty(int fd)
{
	struct statvfs disk;

	return fstatvfs(fd, &disk) == 0 &&
	    (uint64_t)disk.f_bavail * disk.f_frsize >= 8 * BALLAST_SIZE;
}

void
ballast_make(const char *path)
{
	char *ballast = xasprintf("%s" BALLAST_SUFFIX, path);
	int fd = open(ballast, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
	    JOURNAL_MODE);
	struct stat st;

	if (fd >= 0 && fstat(fd, &st) == 0 && st.st_size < BALLAST_SIZE &&
	    (!has_plenty(fd) || posix_fallocate(fd, 0, BALLAST_SIZE) != 0))
		unlink(ballast);
	if (fd >= 0)
		close(fd);
	free(ballast);
}

bool
ballast_is_there(const char *path)
{
	char *ballast = xasprintf("%s" BALLAST_SUFFIX, path);
	bool there = access(ballast, F_OK) == 0;

	free(ballast);
	return there;
}
