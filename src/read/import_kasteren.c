/* SPDX-License-Identifier: Apache-2.0 */
/*
 * T. van Kasteren and others (UbiComp 2008): a header that names the sensors
 *
 *     [ 5]    'Hall-Toilet door'
 *
 * and rows of start, end, sensor, value (always 1).
 */
#include <string.h>

#include "read/import_line.h"

enum { ID_MAX = 999999 };

static int64_t
id_of(struct word word)
{
	int64_t id = 0;

	if (word.n == 0)
		return -1;
	for (size_t i = 0; i < word.n; i++) {
		if (word.s[i] < '0' || word.s[i] > '9')
			return -1;
		id = id * 10 + (word.s[i] - '0');
		if (id > ID_MAX)
			return -1;
	}
	return id;
}

/* "[ 5]  'name'" */
static bool
take_header(struct import *import, struct line line)
{
	size_t n = (size_t)(line.end - line.s);
	const char *open = memchr(line.s, '[', n);
	const char *close = memchr(line.s, ']', n);
	const char *name, *stop;
	struct line inner;
	int64_t id;

	if (open == NULL || close == NULL || close < open)
		return false;
	inner = (struct line){open + 1, close};
	id = id_of(word_next(&inner));
	name = memchr(close, '\'', (size_t)(line.end - close));
	if (id < 0 || name == NULL)
		return false;
	name++;
	stop = memchr(name, '\'', (size_t)(line.end - name));
	if (stop == NULL)
		return false;
	import_name(import, id, name, (size_t)(stop - name));
	return true;
}

void
import_kasteren(struct import *import, struct line line)
{
	struct civil start, end;
	bool has_end;
	int64_t id;

	if (!word_is_date(word_peek(&line))) {
		if (!take_header(import, line))
			import_count(import, MEND_PROSE);
		return;
	}
	if (!import_take_span(import, &line, &start, &end, &has_end))
		return;
	id = id_of(word_next(&line));
	if (id < 0) {
		import_count(import, MEND_COLUMNS);
		return;
	}
	import_add_interval(import, import_named(import, id), &start,
	    has_end ? &end : NULL);
}
