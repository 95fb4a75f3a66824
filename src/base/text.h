/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every text from outside passes here before a screen, a log or a file:
 * control, format and bidi characters, surrogates, private and unassigned
 * code points and broken UTF-8 become U+FFFD (one for each); white space of
 * any kind becomes a space. Widths are terminal columns (0, 1 or 2).
 */
#ifndef NATVAGT_BASE_TEXT_H
#define NATVAGT_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str;

/* Appends the cleaned text of s[0..n). */
void text_clean(struct str *out, const char *s, size_t n);
/* The last name in a path, cleaned; the caller frees it. */
char *text_file_name(const char *path);
/* True where text_clean would change nothing (so that config can refuse). */
bool text_is_clean(const char *s, size_t n);
/* Whether that holds of one character. */
bool text_cp_is_clean(int32_t cp);
/* How many bytes at the head of s are printable ASCII: as it mostly is. */
size_t text_plain(const char *s, size_t n);
/* True for well-formed UTF-8, whatever the characters. */
bool text_is_utf8(const char *s, size_t n);
/*
 * The next code point of s (n > 0 bytes left) into *cp; returns its bytes
 * (at least 1). Broken bytes give U+FFFD, one at a time.
 */
size_t text_next(const char *s, size_t n, int32_t *cp);
/*
 * Copies s into buf, of size bytes (at least 4); where that is too small it
 * ends in "…", between two characters.
 */
void text_cut(char *buf, size_t size, const char *s);
/* Writes cp to buf, returns the bytes (1-4); not ended by a NUL. */
size_t text_put(char buf[4], int32_t cp);
/*
 * Where needle stands in s, or -1; *len becomes the bytes it takes there.
 * Upper and lower case are the same, and so are æ ae, ø oe and å aa, as they
 * are shown where a terminal has no æ, ø and å. Nothing stands nowhere.
 */
ptrdiff_t text_find(const char *s, const char *needle, size_t *len);
/*
 * In upper case and composed (NFC), so that texts which people take for the
 * same are; the caller frees it. NULL where s is no UTF-8.
 */
char *text_upper(const char *s, size_t n);
/* Columns of one code point, and of a whole string. */
int text_cp_width(int32_t cp);
int text_width(const char *s);

#endif
