/* SPDX-License-Identifier: Apache-2.0 */
#include "store/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "store/journal.h"

static int
make_file(const char *path, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, JOURNAL_MODE);

	if (fd == -1)
		return err_set(err, "cannot make journal '%s': %s", path,
		    strerror(errno));
	close(fd);
	return 0;
}

int
file_find(const char *path, bool make, struct err *err)
{
	struct stat st;

	if (stat(path, &st) == -1) {
		if (errno == ENOENT && make)
			return make_file(path, err);
		return err_set(err, "cannot open journal '%s': %s", path,
		    strerror(errno));
	}
	if (!S_ISREG(st.st_mode))
		return err_set(err, "cannot open journal '%s': not a regular"
		    " file", path);
	return 1;
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
