/* SPDX-License-Identifier: Apache-2.0 */
#include "read/night.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/dict.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/zone.h"
#include "read/slurp.h"

enum {
	LINE_MAX_BYTES = 1 << 20,
	TOPIC_MAX_BYTES = 65535,
	BLOCK = 1 << 18,
	/* Lines and texts that are looked for among what came before. */
	KNOWN_LINE_MAX = 256,
	KNOWN_MAX = 1 << 16,
};
#define SECONDS_MAX INT64_C(4102444799) /* until 2100, as zones are known */

struct reader {
	struct night *night;
	size_t row_cap, text_cap;
	struct dict known; /* lines from after their time on: their texts */
	int64_t latest;
	size_t line;
	bool strict;
	night_bad *bad;
	void *arg;
};

/* More than 9 where c is none. */
static unsigned
digit(char c)
{
	return (unsigned char)c - (unsigned)'0';
}

size_t
night_time(const char *s, size_t n, int64_t *t)
{
	int64_t seconds = 0;
	unsigned ms = 0;
	size_t i = 0, point;

	for (; i < n && digit(s[i]) <= 9; i++) {
		seconds = seconds * 10 + digit(s[i]);
		if (seconds > SECONDS_MAX)
			return 0;
	}
	if (i == 0)
		return 0;
	if (i < n && s[i] == '.') {
		unsigned unit = 100;

		for (point = i++; i < n && digit(s[i]) <= 9; i++, unit /= 10)
			ms += unit * digit(s[i]);
		if (i - point < 2 || i - point > 10)
			return 0;
	}
	*t = seconds * MS_SECOND + ms;
	return i;
}

/* UTF-8 without control characters. */
static bool
is_text(const char *s, size_t n)
{
	size_t plain = text_plain(s, n);

	for (size_t i = plain; i < n; i++)
		if ((unsigned char)s[i] < 0x20 || s[i] == 0x7f)
			return false;
	return text_is_utf8(s + plain, n - plain);
}

/*
 * What follows the time in a line; returns what is wrong, or NULL. *topic is
 * where it begins.
 */
static const char *
read_text(const char *s, size_t n, struct night_text *text,
    const char **topic)
{
	const char *end = s + n, *tab;

	text->retained = n > 0 && *s == 'r';
	s += text->retained;
	if (s == end || *s != '\t')
		return "no tab after the time";
	*topic = ++s;
	tab = memchr(s, '\t', (size_t)(end - s));
	if (tab == NULL)
		return "no tab after the topic";
	if (tab == s)
		return "no topic";
	if (tab - s > TOPIC_MAX_BYTES)
		return "the topic is too long";
	if (!is_text(s, (size_t)(tab - s)))
		return "the topic is no UTF-8 text";
	text->topic_len = (uint16_t)(tab - s);
	text->payload_len = (uint32_t)(end - tab - 1);
	return NULL;
}

static int64_t
add_text(struct reader *reader, struct night_text text, const char *topic)
{
	struct night *night = reader->night;

	text.at = (uint32_t)night->bytes.len;
	str_addn(&night->bytes, topic, text.topic_len + 1 + text.payload_len);
	night->text = vec_room(night->text, night->ntext, &reader->text_cap,
	    sizeof(*night->text));
	night->text[night->ntext] = text;
	return (int64_t)night->ntext++;
}

static void
add_row(struct reader *reader, int64_t t, int64_t text)
{
	struct night *night = reader->night;

	if (t < reader->latest)
		night->unsorted++;
	else
		reader->latest = t;
	night->row = vec_room(night->row, night->nrow, &reader->row_cap,
	    sizeof(*night->row));
	night->row[night->nrow++] = (struct night_row){t, (uint32_t)text,
	    (uint32_t)reader->line};
}

/* A line whose text is not known, after `used` bytes of time. */
static const char *
read_new(struct reader *reader, const char *s, size_t n, size_t used,
    int64_t *at)
{
	struct night_text text;
	const char *topic, *reason;

	if (n > LINE_MAX_BYTES)
		return "longer than 1 MiB";
	if (memchr(s, '\0', n) != NULL)
		return "holds a NUL";
	if (used == 0)
		return "does not begin with a time in Unix seconds";
	reason = read_text(s + used, n - used, &text, &topic);
	if (reason != NULL)
		return reason;
	*at = add_text(reader, text, topic);
	if (n <= KNOWN_LINE_MAX && reader->known.n < KNOWN_MAX)
		dict_put(&reader->known, s + used, n - used, *at);
	return NULL;
}

/* Adds the row of a line; returns what is wrong with it, or NULL. */
static const char *
read_line(struct reader *reader, const char *s, size_t n)
{
	const char *reason = NULL;
	int64_t t, text = -1;
	size_t used = night_time(s, n, &t);

	if (used != 0 && n <= KNOWN_LINE_MAX)
		text = dict_get(&reader->known, s + used, n - used);
	if (text < 0)
		reason = read_new(reader, s, n, used, &text);
	if (reason == NULL)
		add_row(reader, t, text);
	return reason;
}

static int
take_line(struct reader *reader, const char *s, size_t n, struct err *err)
{
	struct night *night = reader->night;
	const char *reason;

	/* Some editors begin UTF-8 with a mark. */
	if (reader->line++ == 0 && n >= 3 &&
	    memcmp(s, "\xef\xbb\xbf", 3) == 0) {
		s += 3;
		n -= 3;
	}
	if (n > 0 && s[n - 1] == '\r')
		n--;
	if (n == 0 || s[0] == '#')
		return 0;
	reason = read_line(reader, s, n);
	if (reason == NULL)
		return 0;
	if (reader->strict)
		return err_set(err, "%s:%zu: %s", night->path, reader->line,
		    reason);
	night->bad++;
	if (reader->bad != NULL)
		reader->bad(reader->arg, night->path, reader->line, reason);
	return 0;
}

/* Takes the whole lines of s; *used: the bytes they have. */
static int
take_lines(struct reader *reader, const char *s, size_t n, size_t *used,
    struct err *err)
{
	const char *line = s, *end = s + n, *stop;

	while ((stop = memchr(line, '\n', (size_t)(end - line))) != NULL) {
		if (take_line(reader, line, (size_t)(stop - line), err) != 0)
			return -1;
		line = stop + 1;
	}
	*used = (size_t)(line - s);
	return 0;
}

/* Block by block; a line that a block cuts is kept for the next. */
static int
take_file(struct reader *reader, struct slurp *file, struct err *err)
{
	size_t cap = 2 * BLOCK, kept = 0, used;
	char *block = xmalloc(cap);
	int got, rc = 0;

	while ((got = slurp_some(file, block + kept, cap - kept)) > 0) {
		kept += (size_t)got;
		rc = take_lines(reader, block, kept, &used, err);
		if (rc != 0)
			break;
		kept -= used;
		memmove(block, block + used, kept);
		if (cap - kept < BLOCK) {
			cap *= 2;
			block = xreallocarray(block, cap, 1);
		}
	}
	if (got == -1)
		rc = slurp_fault(file, reader->line, err);
	else if (rc == 0 && kept > 0)
		rc = take_line(reader, block, kept, err);
	free(block);
	return rc;
}

/* Lines grow through a file, so this keeps rows of one time in their order. */
static int
compare_rows(const void *pa, const void *pb)
{
	const struct night_row *a = pa, *b = pb;

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
	struct slurp *file = slurp_open(path, err);
	int rc;

	if (file == NULL)
		return -1;
	*night = (struct night){.path = xstrdup(path)};
	str_init(&night->bytes);
	rc = take_file(&reader, file, err);
	slurp_close(file);
	dict_release(&reader.known);
	if (rc != 0)
		night_release(night);
	else if (night->unsorted > 0)
		qsort(night->row, night->nrow, sizeof(*night->row),
		    compare_rows);
	return rc;
}

void
night_release(struct night *night)
{
	free(night->path);
	free(night->row);
	free(night->text);
	str_release(&night->bytes);
	*night = (struct night){0};
}

struct row
night_row(const struct night *night, size_t i)
{
	const struct night_row *row = &night->row[i];
	const struct night_text *text = &night->text[row->text];
	const char *topic = night->bytes.s + text->at;

	return (struct row){
		.t = row->t,
		.topic = topic,
		.payload = topic + text->topic_len + 1,
		.topic_len = text->topic_len,
		.payload_len = text->payload_len,
		.retained = text->retained,
		.line = row->line,
	};
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
