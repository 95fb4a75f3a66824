/* SPDX-License-Identifier: Apache-2.0 */
#include "read/night.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "core/zone.h"
#include "read/slurp.h"

enum { LINE_MAX_BYTES = 1 << 20, TOPIC_MAX_BYTES = 65535 };
#define SECONDS_MAX INT64_C(4102444799) /* until 2100, as zones are known */

struct reader {
	struct night *night;
	size_t cap;
	int64_t latest;
	bool strict;
	night_bad *bad;
	void *arg;
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

size_t
night_time(const char *s, size_t n, int64_t *t)
{
	int64_t seconds = 0, ms = 0;
	size_t i = 0, point;

	for (; i < n && is_digit(s[i]); i++) {
		seconds = seconds * 10 + (s[i] - '0');
		if (seconds > SECONDS_MAX)
			return 0;
	}
	if (i == 0)
		return 0;
	if (i < n && s[i] == '.') {
		int64_t unit = 100;

		for (point = i++; i < n && is_digit(s[i]); i++, unit /= 10)
			ms += unit * (s[i] - '0');
		if (i - point < 2 || i - point > 10)
			return 0;
	}
	*t = seconds * MS_SECOND + ms;
	return i;
}

static bool
has_controls(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] < 0x20 || s[i] == 0x7f)
			return true;
	return false;
}

/* Fills the row from a line without its end; returns what is wrong, or NULL. */
static const char *
read_line(const char *s, size_t n, struct row *row)
{
	size_t used = night_time(s, n, &row->t);
	const char *tab;

	if (n > LINE_MAX_BYTES)
		return "longer than 1 MiB";
	if (memchr(s, '\0', n) != NULL)
		return "holds a NUL";
	if (used == 0)
		return "does not begin with a time in Unix seconds";
	row->retained = used < n && s[used] == 'r';
	used += row->retained;
	if (used == n || s[used] != '\t')
		return "no tab after the time";
	row->topic = s + used + 1;
	tab = memchr(row->topic, '\t', n - used - 1);
	if (tab == NULL)
		return "no tab after the topic";
	row->topic_len = (size_t)(tab - row->topic);
	row->payload = tab + 1;
	row->payload_len = (size_t)(s + n - row->payload);
	if (row->topic_len == 0)
		return "no topic";
	if (row->topic_len > TOPIC_MAX_BYTES)
		return "the topic is too long";
	if (!text_is_utf8(row->topic, row->topic_len) ||
	    has_controls(row->topic, row->topic_len))
		return "the topic is no UTF-8 text";
	return NULL;
}

static void
add_row(struct reader *reader, struct row row)
{
	struct night *night = reader->night;

	if (row.t < reader->latest)
		night->unsorted++;
	else
		reader->latest = row.t;
	night->row = vec_room(night->row, night->nrow, &reader->cap,
	    sizeof(*night->row));
	night->row[night->nrow++] = row;
}

static int
take_line(struct reader *reader, const char *s, size_t n, size_t line,
    struct err *err)
{
	struct night *night = reader->night;
	struct row row = {.line = line};
	const char *reason;

	if (n > 0 && s[n - 1] == '\r')
		n--;
	if (n == 0 || s[0] == '#')
		return 0;
	reason = read_line(s, n, &row);
	if (reason == NULL) {
		add_row(reader, row);
		return 0;
	}
	if (reader->strict)
		return err_set(err, "%s:%zu: %s", night->path, line, reason);
	night->bad++;
	if (reader->bad != NULL)
		reader->bad(reader->arg, night->path, line, reason);
	return 0;
}

static int
take_text(struct reader *reader, const char *s, size_t n, struct err *err)
{
	const char *end = s + n;
	size_t line = 0;

	/* Some editors begin UTF-8 with a mark. */
	if (n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
		s += 3;
	while (s < end) {
		const char *stop = memchr(s, '\n', (size_t)(end - s));

		if (stop == NULL)
			stop = end;
		if (take_line(reader, s, (size_t)(stop - s), ++line, err) != 0)
			return -1;
		s = stop + 1;
	}
	return 0;
}

/* Lines grow through a file, so this keeps rows of one time in their order. */
static int
compare_rows(const void *pa, const void *pb)
{
	const struct row *a = pa, *b = pb;

	if (a->t != b->t)
		return a->t < b->t ? -1 : 1;
	return a->line < b->line ? -1 : a->line > b->line;
}

int
night_read(struct night *night, const char *path, bool strict, night_bad *bad,
    void *arg, struct err *err)
{
	struct reader reader = {
		.night = night, .strict = strict, .bad = bad, .arg = arg,
	};
	size_t len;

	*night = (struct night){.path = xstrdup(path)};
	if (slurp(path, &night->text, &len, err) != 0 ||
	    take_text(&reader, night->text, len, err) != 0) {
		night_release(night);
		return -1;
	}
	if (night->unsorted > 0)
		qsort(night->row, night->nrow, sizeof(*night->row),
		    compare_rows);
	return 0;
}

void
night_release(struct night *night)
{
	free(night->path);
	free(night->text);
	free(night->row);
	*night = (struct night){0};
}

void
night_line(struct str *out, int64_t t, bool retained, const char *topic,
    const char *payload, size_t payload_len)
{
	size_t start;

	str_addf(out, "%lld.%03d%s\t", (long long)(t / MS_SECOND),
	    (int)(t % MS_SECOND), retained ? "r" : "");
	text_clean(out, topic, strlen(topic));
	str_addc(out, '\t');
	start = out->len;
	str_addn(out, payload, payload_len);
	for (char *s = out->s + start; s < out->s + out->len; s++)
		if (*s == '\n' || *s == '\r' || *s == '\0')
			*s = ' ';
	str_addc(out, '\n');
}
