/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

#include <string.h>

#include <utf8proc.h>

#include "base/str.h"

#define CUT "…"

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

void
text_cut(char *buf, size_t size, const char *s)
{
	size_t len = strlen(s), n = len;

	if (len >= size)
		for (n = size - sizeof(CUT);
		    n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80; n--)
			;
	memcpy(buf, s, n);
	strcpy(buf + n, len >= size ? CUT : "");
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

char *
text_file_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	struct str clean;

	str_init(&clean);
	text_clean(&clean, name, strlen(name));
	return clean.s;
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

bool
text_cp_is_clean(int32_t cp)
{
	return utf8proc_codepoint_valid(cp) && shown(cp) == cp;
}

/* A character for comparing: small, and æ, ø and å as two. */
struct folded {
	int32_t cp[2];
	int n;
};

static struct folded
fold(int32_t cp)
{
	cp = utf8proc_tolower(cp);
	switch (cp) {
	case 0x00e6: return (struct folded){{'a', 'e'}, 2};
	case 0x00f8: return (struct folded){{'o', 'e'}, 2};
	case 0x00e5: return (struct folded){{'a', 'a'}, 2};
	default: return (struct folded){{cp, 0}, 1};
	}
}

/* A text read character by character, each folded into one or two. */
struct folding {
	const char *s;
	size_t left;
	struct folded now;
	int at;
};

/* The next one, or 0 at the end. */
static int32_t
next_folded(struct folding *f)
{
	if (f->at == f->now.n) {
		int32_t cp;
		size_t n;

		if (f->left == 0)
			return 0;
		n = text_next(f->s, f->left, &cp);
		f->s += n;
		f->left -= n;
		f->now = fold(cp);
		f->at = 0;
	}
	return f->now.cp[f->at++];
}

/* The bytes of s that needle takes at its head, or 0. */
static size_t
match(const char *s, size_t n, const char *needle)
{
	struct folding a = {.s = s, .left = n};
	struct folding b = {.s = needle, .left = strlen(needle)};
	int32_t cp;

	while ((cp = next_folded(&b)) != 0)
		if (next_folded(&a) != cp)
			return 0;
	return n - a.left;
}

ptrdiff_t
text_find(const char *s, const char *needle, size_t *len)
{
	size_t n = strlen(s);
	int32_t cp;

	for (size_t i = 0; i < n; i += text_next(s + i, n - i, &cp)) {
		*len = match(s + i, n - i, needle);
		if (*len > 0)
			return (ptrdiff_t)i;
	}
	return -1;
}

static utf8proc_int32_t
upper(utf8proc_int32_t cp, void *arg)
{
	(void)arg;
	return utf8proc_toupper(cp);
}

char *
text_upper(const char *s, size_t n)
{
	utf8proc_uint8_t *out;
	utf8proc_ssize_t len = utf8proc_map_custom((const utf8proc_uint8_t *)s,
	    (utf8proc_ssize_t)n, &out, UTF8PROC_STABLE | UTF8PROC_COMPOSE,
	    upper, NULL);

	return len >= 0 ? (char *)out : NULL;
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
