/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The disk that the journal lies on. It is low when a tenth of it is left, of
 * a large one half a GiB, and never less than what a ballast is made on: so
 * that whoever has used up the ballast has a low one.
 */
#ifndef NATVAGT_STORE_DISK_H
#define NATVAGT_STORE_DISK_H

#include <stdbool.h>
#include <stdint.h>

#include "store/ballast.h"

#define DISK_LOW_MOST (INT64_C(512) << 20)
#define DISK_LOW_LEAST (INT64_C(8) * BALLAST_SIZE)

struct disk {
	int64_t size, free; /* bytes; free for us */
};

/* Of the journal at path. Returns 0, or -1 where it cannot be told. */
int disk_look(const char *path, struct disk *disk);
/* was: the answer at the last look, which takes a quarter more to undo. */
bool disk_is_low(const struct disk *disk, bool was);

#endif
