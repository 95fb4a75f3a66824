/* SPDX-License-Identifier: Apache-2.0 */
/* The journal's file as the file system has it, before SQLite does. */
#ifndef NATVAGT_STORE_FILE_H
#define NATVAGT_STORE_FILE_H

#include "base/err.h"

/*
 * Makes an empty file, so that SQLite, whose own would be readable by all,
 * finds one that is the owner's and the group's; the files that it makes
 * beside it are likewise.
 */
int file_make(const char *path, struct err *err);
/* The path as a URI that opens it so that nothing can be changed; free(). */
char *file_immutable_uri(const char *path);

#endif
