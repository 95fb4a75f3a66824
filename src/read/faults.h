/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every fault of a configuration in one run: a list of "file:line: reason",
 * in the order of file and line when told.
 */
#ifndef NATVAGT_READ_FAULTS_H
#define NATVAGT_READ_FAULTS_H

#include <stddef.h>
#include <stdio.h>

#include "base/err.h"

struct fault;
struct faults {
	struct fault *v; /* owned, with its texts */
	size_t n, cap;
};

/* All zeros is empty and ready. */
void faults_release(struct faults *faults);
/* line 0: the file as a whole. */
void faults_add(struct faults *faults, const char *file, int line,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* Sorts them (stable) and writes a cleaned line each. */
void faults_tell(struct faults *faults, FILE *to);
/* The first of them, where there is one, as "file:line: reason". */
void faults_first(struct faults *faults, struct err *err);

#endif
