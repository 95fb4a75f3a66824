/* SPDX-License-Identifier: Apache-2.0 */
#include "base/dict.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"

/* Open addressing, linear probing, at most half full. */
struct dict_slot {
	char *key;
	size_t len;
	uint64_t hash;
	int64_t value;
};

#define MULTIPLIER UINT64_C(0x9e3779b97f4a7c15) /* 2^64 / golden ratio */

/* Eight bytes a step. What a product tells is in its upper half. */
static uint64_t
mix(uint64_t h, const char *s, size_t n)
{
	uint64_t word = 0;

	memcpy(&word, s, n);
	return (((h << 5) | (h >> 59)) ^ word) * MULTIPLIER;
}

uint64_t
dict_hash(const char *key, size_t len)
{
	const size_t step = sizeof(uint64_t);
	uint64_t h = len;

	for (size_t i = 0; i + step < len; i += step)
		h = mix(h, key + i, step);
	h = len < step ? mix(h, key, len) : mix(h, key + len - step, step);
	h = (h ^ h >> 32) * MULTIPLIER;
	return h ^ h >> 32;
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
	s = find(dict->slot, dict->cap, key, len, dict_hash(key, len));
	return s->key != NULL ? s->value : -1;
}

void
dict_put(struct dict *dict, const char *key, size_t len, int64_t value)
{
	uint64_t hash = dict_hash(key, len);
	struct dict_slot *s;

	BUG_IF(value < 0);
	if (2 * (dict->n + 1) > dict->cap)
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
