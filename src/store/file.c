/* SPDX-License-Identifier: Apache-2.0 */
#include "store/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "store/journal.h"

int
file_make(const char *path, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, JOURNAL_MODE);

	if (fd == -1)
		return err_set(err, "cannot make journal '%s': %s", path,
		    strerror(errno));
	close(fd);
	return 0;
}

char *
file_immutable_uri(const char *path)
{
	struct str uri;

	/* "//" would name a host. */
	while (path[0] == '/' && path[1] == '/')
		path++;
	str_init(&uri);
	str_add(&uri, "file:");
	str_add_percent(&uri, path, "?#");
	str_add(&uri, "?immutable=1");
	return uri.s;
}

int
journal_exit_code(const char *path, enum journal_mode mode)
{
	struct stat st;

	if (stat(path, &st) == 0)
		return EX_IOERR;
	if (mode == JOURNAL_CREATE)
		return EX_CANTCREAT;
	return errno == ENOENT || errno == ENOTDIR ? EX_NOINPUT : EX_IOERR;
}
