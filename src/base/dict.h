/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Strings to numbers: ids to indexes, topics to devices. Keys are copied.
 * There is no iteration: what shows must not depend on a hash's order.
 */
#ifndef NATVAGT_BASE_DICT_H
#define NATVAGT_BASE_DICT_H

#include <stddef.h>
#include <stdint.h>

struct dict_slot;
struct dict {
	struct dict_slot *slot;
	size_t n;
	size_t cap;
};

/* Of bytes, for tables in memory: differs from machine to machine. */
uint64_t dict_hash(const char *key, size_t len);

/* A struct dict that is all zeros is empty and ready. */
void dict_release(struct dict *dict);
/* Returns the value, or -1 where the key is not there (values are >= 0). */
int64_t dict_get(const struct dict *dict, const char *key, size_t len);
/* Sets or replaces. value >= 0. */
void dict_put(struct dict *dict, const char *key, size_t len, int64_t value);

#endif
