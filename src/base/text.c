/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

#include <string.h>

#include <utf8proc.h>

#include "base/str.h"

enum { REPLACEMENT = 0xfffd };

size_t
text_next(const char *s, size_t n, int32_t *cp)
{
	utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)s,
	    (utf8proc_ssize_t)n, cp);

	if (used > 0)
		return (size_t)used;
	*cp = REPLACEMENT;
	return 1;
}

size_t
text_put(char buf[4], int32_t cp)
{
	return (size_t)utf8proc_encode_char(cp, (utf8proc_uint8_t *)buf);
}

/* What a screen may show for cp: itself, a space or the replacement. */
static int32_t
shown(int32_t cp)
{
	switch (utf8proc_category(cp)) {
	case UTF8PROC_CATEGORY_ZS:
		return ' ';
	case UTF8PROC_CATEGORY_CC:
		return cp == '\t' || cp == '\n' || cp == '\r' ? ' ' : REPLACEMENT;
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CN:
		return REPLACEMENT;
	default:
		return cp;
	}
}

/* Eight bytes at a time: of one below ' ', DEL or beyond the high bit shows. */
size_t
text_plain(const char *s, size_t n)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
	uint64_t word;
	size_t i = 0;

	for (; i + sizeof(word) <= n; i += sizeof(word)) {
		memcpy(&word, s + i, sizeof(word));
		if (((word + ones) | word | (word - ' ' * ones)) & high)
			break;
	}
	while (i < n && s[i] >= ' ' && s[i] <= '~')
		i++;
	return i;
}

void
text_clean(struct str *out, const char *s, size_t n)
{
	size_t i = 0, plain;
	char buf[4];
	int32_t cp;

	for (;;) {
		plain = text_plain(s + i, n - i);
		str_addn(out, s + i, plain);
		i += plain;
		if (i == n)
			break;
		i += text_next(s + i, n - i, &cp);
		str_addn(out, buf, text_put(buf, shown(cp)));
	}
}

bool
text_is_clean(const char *s, size_t n)
{
	int32_t cp;

	if (!text_is_utf8(s, n))
		return false;
	for (size_t i = 0; i < n;) {
		i += text_next(s + i, n - i, &cp);
		if (shown(cp) != cp)
			return false;
	}
	return true;
}

bool
text_is_utf8(const char *s, size_t n)
{
	int32_t cp;

	for (size_t i = text_plain(s, n); i < n;
	    i += text_plain(s + i, n - i)) {
		utf8proc_ssize_t used = utf8proc_iterate(
		    (const utf8proc_uint8_t *)s + i, (utf8proc_ssize_t)(n - i),
		    &cp);

		if (used <= 0)
			return false;
		i += (size_t)used;
	}
	return true;
}

int
text_cp_width(int32_t cp)
{
	return utf8proc_charwidth(cp);
}

int
text_width(const char *s)
{
	size_t n = strlen(s);
	int32_t cp;
	int width = 0;

	for (size_t i = 0; i < n;) {
		i += text_next(s + i, n - i, &cp);
		width += text_cp_width(cp);
	}
	return width;
}
