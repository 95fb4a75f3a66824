/* SPDX-License-Identifier: Apache-2.0 */
/* A recording's file: plain or gzip, told by its first bytes. */
#ifndef NATVAGT_READ_SLURP_H
#define NATVAGT_READ_SLURP_H

#include <stddef.h>

#include "base/err.h"

/* Bytes, unpacked: more is an error, so that 32 bits will count them. */
enum { SLURP_MAX = 1 << 30 };

struct slurp;

/* path ("-": standard input) is borrowed. NULL and the reason in err. */
struct slurp *slurp_open(const char *path, struct err *err);
void slurp_close(struct slurp *slurp);
/* Unpacked, up to n bytes into to: how many, 0 at the end, or -1. */
int slurp_some(struct slurp *slurp, char *to, size_t n);
/*
 * Why slurp_some() returned -1, `lines` having been read before; returns -1.
 * Errors name the path; of packed data that ends too early or is damaged they
 * say the lines.
 */
int slurp_fault(const struct slurp *slurp, size_t lines, struct err *err);

/* All of path. *text is ended by a NUL and the caller's to free. */
int slurp(const char *path, char **text, size_t *len, struct err *err);

#endif
