/* SPDX-License-Identifier: Apache-2.0 */
/* A recording's file whole: plain or gzip, told by its first bytes. */
#ifndef NATVAGT_READ_SLURP_H
#define NATVAGT_READ_SLURP_H

#include <stddef.h>

#include "base/err.h"

/*
 * Reads all of path ("-": standard input), unpacked. *text is ended by a NUL
 * and the caller's to free. Errors name the path; of packed data that ends
 * too early or is damaged they say how many lines stood before that.
 */
int slurp(const char *path, char **text, size_t *len, struct err *err);

#endif
