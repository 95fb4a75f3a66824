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
enum { SLURP_STEP = 1 << 20 };

struct slurp {
	const char *path;
	gzFile file;
	size_t total;
};

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

struct slurp *
slurp_open(const char *path, struct err *err)
{
	int fd = open_it(path, err);
	struct slurp *slurp;
	gzFile file;

	if (fd < 0)
		return NULL;
	file = gzdopen(fd, "rb");
	if (file == NULL) {
		close(fd);
		err_set(err, "cannot read '%s': out of memory", path);
		return NULL;
	}
	gzbuffer(file, 1 << 16);
	slurp = xcalloc(1, sizeof(*slurp));
	*slurp = (struct slurp){.path = path, .file = file};
	return slurp;
}

void
slurp_close(struct slurp *slurp)
{
	gzclose(slurp->file);
	free(slurp);
}

int
slurp_some(struct slurp *slurp, char *to, size_t n)
{
	int got = gzread(slurp->file, to, (unsigned)n), fault;

	if (got > 0)
		slurp->total += (size_t)got;
	gzerror(slurp->file, &fault);
	/* What stands before packed data's early end comes first. */
	if ((got == 0 && fault != Z_OK) || slurp->total > SLURP_MAX)
		return -1;
	return got;
}

int
slurp_fault(const struct slurp *slurp, size_t lines, struct err *err)
{
	int fault;

	gzerror(slurp->file, &fault);
	if (slurp->total > SLURP_MAX)
		return err_set(err, "'%s': more than %d MiB", slurp->path,
		    SLURP_MAX >> 20);
	if (fault == Z_BUF_ERROR)
		return err_set(err, "'%s': the gzip data ends too early,"
		    " after %zu lines", slurp->path, lines);
	if (fault == Z_ERRNO)
		return err_set(err, "cannot read '%s': %s", slurp->path,
		    strerror(errno));
	return err_set(err, "'%s': the gzip data is damaged after"
	    " %zu lines", slurp->path, lines);
}

static size_t
lines_of(const char *text, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += text[i] == '\n';
	return n;
}

int
slurp(const char *path, char **text, size_t *len, struct err *err)
{
	struct slurp *file = slurp_open(path, err);
	size_t cap = SLURP_STEP;
	int got;

	*text = NULL;
	if (file == NULL)
		return -1;
	*text = xmalloc(cap + 1);
	*len = 0;
	while ((got = slurp_some(file, *text + *len, cap - *len)) > 0) {
		*len += (size_t)got;
		if (cap - *len < SLURP_STEP) {
			cap *= 2;
			*text = xreallocarray(*text, cap + 1, 1);
		}
	}
	(*text)[*len] = '\0';
	if (got == -1) {
		slurp_fault(file, lines_of(*text, *len), err);
		free(*text);
		*text = NULL;
	}
	slurp_close(file);
	return got;
}
