/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CASAS (Washington State University): rows of date, time, sensor, value and
 * perhaps an annotation. Values come with other things glued to them, as in
 * "ON`", "OFF5" and "ONM026".
 */
#include <string.h>

#include "read/import_line.h"

enum { VALUE_SIZE = 32 };

static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t
word_prefix(struct word word, const char *prefix)
{
	size_t n = strlen(prefix);

	if (word.n < n)
		return 0;
	for (size_t i = 0; i < n; i++)
		if (!is_letter(word.s[i]) ||
		    (word.s[i] & ~0x20) != prefix[i])
			return 0;
	return n;
}

/* The bytes of a decimal number at the word's head, or 0. */
static size_t
number_prefix(struct word word)
{
	size_t i = word.n > 0 && word.s[0] == '-', digits = 0;

	for (; i < word.n && is_digit(word.s[i]); i++)
		digits++;
	if (digits > 0 && i + 1 < word.n && word.s[i] == '.' &&
	    is_digit(word.s[i + 1]))
		for (i++; i < word.n && is_digit(word.s[i]);)
			i++;
	return digits > 0 && i < VALUE_SIZE ? i : 0;
}

/*
 * What may be glued to a word: anything that does not go on in letters, or a
 * sensor's name. ("ONLINE" is no ON.)
 */
static bool
is_glue(const char *s, size_t n)
{
	if (n == 0 || !is_letter(s[0]))
		return true;
	for (size_t i = 0; i < n; i++)
		if (is_digit(s[i]))
			return true;
	return false;
}

/* The value without what is glued to it; false where it is none. */
static bool
read_value(struct word word, char value[VALUE_SIZE], bool *glued)
{
	static const char *const known[] = {
		"ON", "OFF", "OPEN", "CLOSE", "ABSENT", "PRESENT",
	};
	size_t n = number_prefix(word);

	if (n > 0) {
		memcpy(value, word.s, n);
		value[n] = '\0';
		*glued = n < word.n;
		return true;
	}
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		n = word_prefix(word, known[i]);
		if (n == 0 || !is_glue(word.s + n, word.n - n))
			continue;
		strcpy(value, known[i]);
		*glued = n < word.n;
		return true;
	}
	return false;
}

static int32_t
sensor_of(struct import *import, struct word word)
{
	struct str topic;
	int32_t sensor;

	str_init(&topic);
	str_add(&topic, "casas/");
	for (size_t i = 0; i < word.n; i++) {
		char c = word.s[i];

		if (is_letter(c))
			c = (char)(c | 0x20);
		else if (!is_digit(c) && c != '_' && c != '.')
			c = '-';
		str_addc(&topic, c);
	}
	sensor = import_sensor(import, topic.s);
	str_release(&topic);
	return sensor;
}

void
import_casas(struct import *import, struct line line)
{
	char value[VALUE_SIZE];
	struct word name, word;
	struct civil civil;
	bool glued;

	if (!word_is_date(word_peek(&line))) {
		import_count(import, MEND_PROSE);
		return;
	}
	if (!line_time(&line, &civil)) {
		import_count(import, MEND_TIME);
		return;
	}
	name = word_next(&line);
	word = word_next(&line);
	if (word.n == 0) {
		import_count(import, MEND_COLUMNS);
		return;
	}
	if (!read_value(word, value, &glued)) {
		import_count(import, MEND_VALUE);
		return;
	}
	if (glued)
		import_count(import, MEND_GLUED);
	import_add_event(import, sensor_of(import, name), &civil, value);
}
