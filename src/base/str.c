/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
named_text_free(struct named_text *text, int n)
{
	for (int i = 0; i < n; i++) {
		free(text[i].name);
		free(text[i].body);
	}
	free(text);
}

static void
reserve(struct str *str, size_t more)
{
	if (str->len + more + 1 <= str->cap)
		return;
	while (str->cap < str->len + more + 1)
		str->cap *= 2;
	str->s = xreallocarray(str->s, str->cap, 1);
}

void
str_init(struct str *str)
{
	str->cap = 64;
	str->len = 0;
	str->s = xmalloc(str->cap);
	str->s[0] = '\0';
}

void
str_release(struct str *str)
{
	free(str->s);
	*str = (struct str){0};
}

void
str_clear(struct str *str)
{
	str->len = 0;
	str->s[0] = '\0';
}

void
str_addn(struct str *str, const char *s, size_t n)
{
	reserve(str, n);
	memcpy(str->s + str->len, s, n);
	str->len += n;
	str->s[str->len] = '\0';
}

void
str_add(struct str *str, const char *s)
{
	str_addn(str, s, strlen(s));
}

void
str_addc(struct str *str, char c)
{
	reserve(str, 1);
	str->s[str->len++] = c;
	str->s[str->len] = '\0';
}

void
str_addv(struct str *str, const char *fmt, va_list ap)
{
	size_t room = str->cap - str->len;
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(str->s + str->len, room, fmt, ap);
	if (n >= 0 && (size_t)n >= room) {
		reserve(str, (size_t)n);
		vsnprintf(str->s + str->len, (size_t)n + 1, fmt, again);
	}
	va_end(again);
	str->len += n > 0 ? (size_t)n : 0;
}

void
str_addf(struct str *str, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	str_addv(str, fmt, ap);
	va_end(ap);
}

char *
str_detach(struct str *str)
{
	char *s = str->s;

	str_init(str);
	return s;
}

/* As it is: no escape is needed. */
static bool
stands_in_json(unsigned char c)
{
	return c >= 0x20 && c != 0x7f && c != '"' && c != '\\';
}

void
str_add_json(struct str *str, const char *s)
{
	str_addc(str, '"');
	for (;; s++) {
		size_t n = 0;

		while (stands_in_json((unsigned char)s[n]))
			n++;
		str_addn(str, s, n);
		s += n;
		if (*s == '\0')
			break;
		str_addf(str, *s == '"' || *s == '\\' ? "\\%c" : "\\u%04x",
		    *s);
	}
	str_addc(str, '"');
}

void
str_add_percent(struct str *str, const char *s, const char *which)
{
	for (; *s != '\0'; s++)
		if (*s == '%' || strchr(which, *s) != NULL)
			str_addf(str, "%%%02x", (unsigned char)*s);
		else
			str_addc(str, *s);
}
