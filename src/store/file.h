/* SPDX-License-Identifier: Apache-2.0 */
/* The journal's file as the file system has it, before SQLite does. */
#ifndef NATVAGT_STORE_FILE_H
#define NATVAGT_STORE_FILE_H

#include <stdbool.h>

#include "base/err.h"

/*
 * 1 where there is a regular file; where there is none, makes an empty one if
 * it may, which is 0; -1 and the reason. SQLite's own would be readable by
 * all; this is the owner's and the group's, and the files that SQLite makes
 * beside it are likewise.
 */
int file_find(const char *path, bool make, struct err *err);
/* The path as a URI that opens it so that nothing can be changed; free(). */
char *file_immutable_uri(const char *path);

#endif
