/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"

/* Residents' nights are for the group at most. */
enum { MODE = 0640 };

static int
told(const char *name, int code)
{
	log_line("cannot write '%s': %s", name, strerror(errno));
	return code;
}

static int
write_stream(FILE *to, const char *name, const struct str *text)
{
	if (fwrite(text->s, 1, text->len, to) != text->len ||
	    fflush(to) == EOF)
		return told(name, EX_IOERR);
	return 0;
}

static int
write_whole(const char *path, mode_t mode, const struct str *text)
{
	char *part = xasprintf("%s.XXXXXX", path);
	int fd = mkostemp(part, O_CLOEXEC), code;
	FILE *to = fd != -1 ? fdopen(fd, "w") : NULL;

	if (to == NULL) {
		code = told(path, EX_CANTCREAT);
		free(part);
		return code;
	}
	code = write_stream(to, path, text);
	if (code == 0 && (fchmod(fd, mode) == -1 || fsync(fd) == -1 ||
	    rename(part, path) == -1))
		code = told(path, EX_IOERR);
	if (code != 0)
		unlink(part);
	fclose(to);
	free(part);
	return code;
}

static int
write_into(const char *path, const struct str *text)
{
	FILE *to = fopen(path, "we");
	int code;

	if (to == NULL)
		return told(path, EX_CANTCREAT);
	code = write_stream(to, path, text);
	fclose(to);
	return code;
}

int
output_write(const char *path, const struct str *text)
{
	struct stat there;

	if (path == NULL || strcmp(path, "-") == 0)
		return write_stream(stdout, "standard output", text);
	if (stat(path, &there) == -1)
		return write_whole(path, MODE, text);
	return S_ISREG(there.st_mode) ?
	    write_whole(path, there.st_mode & 0777, text) :
	    write_into(path, text);
}
