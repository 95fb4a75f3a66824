/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ballast: a file beside the journal that does nothing but take up room,
 * so that there is some to be had when the disk is full.
 */
#ifndef NATVAGT_STORE_BALLAST_H
#define NATVAGT_STORE_BALLAST_H

#include <stdbool.h>

#define BALLAST_SUFFIX ".ballast"

enum { BALLAST_SIZE = 8 * 1024 * 1024 };

/*
 * Makes the ballast of the journal at path where it is not there. Silent
 * where that cannot be, and on a disk that is short of room already: the
 * ballast may just have been removed to cure it.
 */
void ballast_make(const char *path);
/* Whether it is there to be removed. */
bool ballast_is_there(const char *path);

#endif
