/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is typed and not to be seen: read from the terminal with its echo off,
 * or, where standard input is none, a line of that.
 */
#ifndef NATVAGT_CMD_SECRET_H
#define NATVAGT_CMD_SECRET_H

#include <stdbool.h>

enum { SECRET_SIZE = 64 };

/* Whether a person types it, who is best asked twice. */
bool secret_is_typed(void);
/*
 * Reads one, without its line feed; of a longer one as much as there is room
 * for. Whatever signal comes meanwhile, the terminal is as before when it takes
 * effect; who stops and goes on is asked anew. -1: there is none to be had.
 */
int secret_read(const char *prompt, char secret[SECRET_SIZE]);

#endif
