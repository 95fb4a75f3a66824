/* SPDX-License-Identifier: Apache-2.0 */
/* A text that a command was asked for, whole or not at all. */
#ifndef NATVAGT_CMD_OUTPUT_H
#define NATVAGT_CMD_OUTPUT_H

#include "base/str.h"

/*
 * Into a file, under another name until it is whole; to standard output where
 * path is NULL or "-"; straight into what is there and no file (a pipe, a
 * device). Returns an exit code, with the reason told.
 */
int output_write(const char *path, const struct str *text);

#endif
