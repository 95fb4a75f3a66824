/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory that is there or the process is not: a process that cannot have
 * memory dies, is started again and rebuilds itself from the journal.
 * Everything returned is the caller's, to be released by free().
 */
#ifndef NATVAGT_BASE_MEM_H
#define NATVAGT_BASE_MEM_H

#include <stddef.h>

void *xmalloc(size_t size);
void *xcalloc(size_t n, size_t size);
void *xreallocarray(void *old, size_t n, size_t size);
char *xstrdup(const char *s);
char *xstrdup_or_null(const char *s); /* NULL for NULL */
char *xstrndup(const char *s, size_t n);
char *xasprintf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/*
 * A growing array: VEC(int) v = {0}; vec_push(&v, 3); v.v[0]; vec_free(&v).
 * Pointers into it live until the next push.
 */
#define VEC(type)           \
	struct {            \
		type *v;    \
		size_t n;   \
		size_t cap; \
	}
#define vec_push(vec, ...)                                               \
	do {                                                             \
		(vec)->v = vec_room((vec)->v, (vec)->n, &(vec)->cap,     \
		    sizeof(*(vec)->v));                                  \
		(vec)->v[(vec)->n++] = (__VA_ARGS__);                    \
	} while (0)
#define vec_free(vec)              \
	do {                       \
		free((vec)->v);    \
		(vec)->v = NULL;   \
		(vec)->n = 0;      \
		(vec)->cap = 0;    \
	} while (0)
/* Room for one more than n; what vec_push uses. */
void *vec_room(void *v, size_t n, size_t *cap, size_t size);

#endif
