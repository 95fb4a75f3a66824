/* SPDX-License-Identifier: Apache-2.0 */
#include "base/dict.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"

/* Open addressing, linear probing, at most two thirds full. */
struct dict_slot {
	char *key;
	size_t len;
	uint64_t hash;
	int64_t value;
};

/* FNV-1a, 64 bits (Fowler, Noll, Vo 1991). */
static uint64_t
hash_of(const char *key, size_t len)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)key[i]) * 0x100000001b3u;
	return h;
}

static struct dict_slot *
find(struct dict_slot *slot, size_t cap, const char *key, size_t len,
    uint64_t hash)
{
	size_t i = hash & (cap - 1);

	for (;; i = (i + 1) & (cap - 1)) {
		struct dict_slot *s = &slot[i];

		if (s->key == NULL || (s->hash == hash && s->len == len &&
		    memcmp(s->key, key, len) == 0))
			return s;
	}
}

static void
grow(struct dict *dict)
{
	size_t cap = dict->cap != 0 ? dict->cap * 2 : 16;
	struct dict_slot *slot = xcalloc(cap, sizeof(*slot));

	for (size_t i = 0; i < dict->cap; i++) {
		const struct dict_slot *s = &dict->slot[i];

		if (s->key != NULL)
			*find(slot, cap, s->key, s->len, s->hash) = *s;
	}
	free(dict->slot);
	dict->slot = slot;
	dict->cap = cap;
}

void
dict_release(struct dict *dict)
{
	for (size_t i = 0; i < dict->cap; i++)
		free(dict->slot[i].key);
	free(dict->slot);
	*dict = (struct dict){0};
}

int64_t
dict_get(const struct dict *dict, const char *key, size_t len)
{
	const struct dict_slot *s;

	if (dict->n == 0)
		return -1;
	s = find(dict->slot, dict->cap, key, len, hash_of(key, len));
	return s->key != NULL ? s->value : -1;
}

void
dict_put(struct dict *dict, const char *key, size_t len, int64_t value)
{
	uint64_t hash = hash_of(key, len);
	struct dict_slot *s;

	BUG_IF(value < 0);
	if (3 * (dict->n + 1) > 2 * dict->cap)
		grow(dict);
	s = find(dict->slot, dict->cap, key, len, hash);
	if (s->key == NULL) {
		s->key = memcpy(xmalloc(len), key, len);
		s->len = len;
		s->hash = hash;
		dict->n++;
	}
	s->value = value;
}
