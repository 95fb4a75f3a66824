/* SPDX-License-Identifier: Apache-2.0 */
#include "read/slurp.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zlib.h>

#include "base/mem.h"

/* A small packed file can unpack to anything: there has to be an end. */
enum { SLURP_MAX = 1 << 30, SLURP_STEP = 1 << 20 };

static size_t
lines_of(const char *text, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += text[i] == '\n';
	return n;
}

static int
read_all(gzFile file, const char *path, char **text, size_t *len,
    struct err *err)
{
	size_t cap = SLURP_STEP;
	int got, fault;

	*text = xmalloc(cap + 1);
	*len = 0;
	while ((got = gzread(file, *text + *len, (unsigned)(cap - *len))) > 0) {
		*len += (size_t)got;
		if (*len > SLURP_MAX)
			return err_set(err, "'%s': more than %d MiB", path,
			    SLURP_MAX >> 20);
		if (cap - *len < SLURP_STEP) {
			cap *= 2;
			*text = xreallocarray(*text, cap + 1, 1);
		}
	}
	(*text)[*len] = '\0';
	gzerror(file, &fault);
	if (fault == Z_BUF_ERROR)
		return err_set(err, "'%s': the gzip data ends too early,"
		    " after %zu lines", path, lines_of(*text, *len));
	if (got < 0 && fault == Z_ERRNO)
		return err_set(err, "cannot read '%s': %s", path,
		    strerror(errno));
	if (got < 0)
		return err_set(err, "'%s': the gzip data is damaged after"
		    " %zu lines", path, lines_of(*text, *len));
	return 0;
}

static int
open_it(const char *path, struct err *err)
{
	struct stat st;
	int fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) :
	    open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return err_set(err, "cannot open '%s': %s", path,
		    strerror(errno));
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		close(fd);
		return err_set(err, "cannot read '%s': it is a folder", path);
	}
	return fd;
}

int
slurp(const char *path, char **text, size_t *len, struct err *err)
{
	int fd = open_it(path, err), rc;
	gzFile file;

	*text = NULL;
	if (fd < 0)
		return -1;
	file = gzdopen(fd, "rb");
	if (file == NULL) {
		close(fd);
		return err_set(err, "cannot read '%s': out of memory", path);
	}
	gzbuffer(file, 1 << 17);
	rc = read_all(file, path, text, len, err);
	gzclose(file);
	if (rc != 0) {
		free(*text);
		*text = NULL;
	}
	return rc;
}
