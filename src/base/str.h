/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A string that grows. s is always ended by a NUL (never NULL after init) and
 * lives until the next change.
 */
#ifndef NATVAGT_BASE_STR_H
#define NATVAGT_BASE_STR_H

#include <stdarg.h>
#include <stddef.h>

struct str {
	char *s;
	size_t len;
	size_t cap;
};

/* A file's text under its name. */
struct named_text {
	char *name;
	char *body;
	size_t len;
};
/* An array of them and its texts. */
void named_text_free(struct named_text *text, int n);

void str_init(struct str *str);
void str_release(struct str *str);
void str_clear(struct str *str);
void str_add(struct str *str, const char *s);
void str_addn(struct str *str, const char *s, size_t n);
void str_addc(struct str *str, char c);
void str_addf(struct str *str, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void str_addv(struct str *str, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));
/* Hands over the text (free()) and leaves an empty string. */
char *str_detach(struct str *str);
/* Appends s as a JSON string with its quotes. s is valid UTF-8. */
void str_add_json(struct str *str, const char *s);
/* Appends s with "%" and each of the characters in `which` as "%25". */
void str_add_percent(struct str *str, const char *s, const char *which);

#endif
