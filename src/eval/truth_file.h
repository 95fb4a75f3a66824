/* SPDX-License-Identifier: Apache-2.0 */
/* A truth file on the disk: read whole, and replaced whole or not at all. */
#ifndef NATVAGT_EVAL_TRUTH_FILE_H
#define NATVAGT_EVAL_TRUTH_FILE_H

#include <stdbool.h>

#include "base/str.h"

/* The file's bytes, as far as they are known. */
struct truth_file {
	bool there;
	struct str text; /* owned; "" where it is not there */
};

void truth_file_init(struct truth_file *file);
void truth_file_release(struct truth_file *file);

/* 0, also where there is none; or errno (EINVAL: it is no ordinary file). */
int truth_file_read(const char *path, struct truth_file *file);
/*
 * Puts text in the place of what `was` there: beside it, to the disk, then by
 * renaming, with its mode; a link stays one. Returns 0, errno, or ESTALE
 * where something else stands there by now, which is left as it is.
 */
int truth_file_write(const char *path, const struct truth_file *was,
    const struct str *text);

/* The truth of a night: "a.night" and "a.night.gz" have "a.truth". To be
 * freed; NULL for standard input, which nothing can stand beside. */
char *truth_file_path(const char *night);

#endif
