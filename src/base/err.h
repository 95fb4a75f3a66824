/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can be expected to go wrong: a function returns -1 and fills a struct
 * err with the reason in the user's words: lower case, no full stop, what
 * failed first, names in quotes. Plain value; no memory is owned.
 */
#ifndef NATVAGT_BASE_ERR_H
#define NATVAGT_BASE_ERR_H

struct err {
	char text[512];
};

/* Both return -1, so that `return err_set(…)` reads well. err may be NULL. */
int err_set(struct err *err, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Puts "what: " before the reason that stands there. */
int err_prefix(struct err *err, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * Our own mistake: runs the restorer (the terminal's), says where, aborts.
 * The restorer is the only state kept here.
 */
#define BUG(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)
#define BUG_IF(cond)                                    \
	do {                                            \
		if (__builtin_expect(!!(cond), 0))      \
			BUG("%s", #cond);               \
	} while (0)
_Noreturn void bug_at(const char *file, int line, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void bug_set_restore(void (*restore)(void));

#endif
