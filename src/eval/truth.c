/* SPDX-License-Identifier: Apache-2.0 */
#include "eval/truth.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "read/when.h"

enum { FIELDS = 5, FIELDS_LEAST = 4 };

static const char head[] = "# start, end, place, kind, note\n";

void
truth_init(struct truth *truth)
{
	*truth = (struct truth){0};
	str_init(&truth->text);
}

static void
forget(struct truth *truth)
{
	for (size_t i = 0; i < truth->n; i++) {
		free(truth->v[i].place);
		free(truth->v[i].kind);
		free(truth->v[i].note);
	}
	vec_free(truth);
	faults_release(&truth->faults);
}

void
truth_release(struct truth *truth)
{
	forget(truth);
	str_release(&truth->text);
}

/* ---- reading ---- */

struct reader {
	struct truth *truth;
	const struct house *house;
	const char *path;
	int line;
};

/* The line's fields, cut at its tabs; their number, or FIELDS + 1 for more. */
static int
split(char *line, char *field[FIELDS])
{
	int n = 0;

	for (char *tab; n < FIELDS; line = tab + 1) {
		field[n++] = line;
		tab = strchr(line, '\t');
		if (tab == NULL)
			return n;
		*tab = '\0';
	}
	return FIELDS + 1;
}

/* What is wrong with a line's fields, into err; reads them into incident. */
static int
read_fields(const struct house *house, char *field[FIELDS], int n,
    struct truth_incident *incident, struct err *err)
{
	if (n < FIELDS_LEAST || n > FIELDS)
		return err_set(err, "is not start, end, place, kind and note"
		    " with a tab between each");
	for (int i = 0; i < 2; i++)
		if (!when_stamp(field[i], i == 0 ? &incident->start :
		    &incident->end))
			return err_set(err, "'%.40s' is no time such as"
			    " 2026-11-22T02:17:00+01:00", field[i]);
	if (incident->end < incident->start)
		return err_set(err, "the end lies before the start");
	if (house_place(house, field[2]) < 0)
		return err_set(err, "there is no place '%.60s' in the"
		    " configuration", field[2]);
	if (field[3][0] == '\0')
		return err_set(err, "no kind is given");
	if (strlen(field[3]) > TRUTH_KIND_MAX)
		return err_set(err, "the kind is longer than %d bytes",
		    TRUTH_KIND_MAX);
	if (n == FIELDS && strlen(field[4]) > TRUTH_NOTE_MAX)
		return err_set(err, "the note is longer than %d bytes",
		    TRUTH_NOTE_MAX);
	return 0;
}

/* Fields are clean where the line is: tabs alone make it unclean. */
static bool
is_clean(const char *line, size_t n)
{
	for (size_t i = 0; i < n;) {
		const char *tab = memchr(line + i, '\t', n - i);
		size_t len = tab != NULL ? (size_t)(tab - line) - i : n - i;

		if (!text_is_clean(line + i, len))
			return false;
		i += len + 1;
	}
	return true;
}

static int
read_line(struct reader *reader, const char *s, size_t n,
    struct truth_incident *incident, struct err *err)
{
	char *line, *field[FIELDS];
	int count, bad;

	if (n > TRUTH_LINE_MAX)
		return err_set(err, "longer than %d bytes", TRUTH_LINE_MAX);
	if (!text_is_utf8(s, n))
		return err_set(err, "is no UTF-8 text");
	if (!is_clean(s, n))
		return err_set(err, "holds characters that cannot be shown");
	line = xstrndup(s, n);
	count = split(line, field);
	bad = read_fields(reader->house, field, count, incident, err);
	if (bad == 0) {
		incident->place = xstrdup(field[2]);
		incident->kind = xstrdup(field[3]);
		incident->note = xstrdup(count == FIELDS ? field[4] : "");
	}
	free(line);
	return bad;
}

/* The line at a byte of the text; returns where the next one is. */
static size_t
take_line(struct reader *reader, size_t at)
{
	struct truth *truth = reader->truth;
	const char *s = truth->text.s + at, *end;
	size_t left = truth->text.len - at, n;
	struct truth_incident incident = {.at = at};
	struct err err;

	end = memchr(s, '\n', left);
	incident.len = end != NULL ? (size_t)(end - s) + 1 : left;
	n = incident.len - (end != NULL);
	/* Some editors begin UTF-8 with a mark. */
	if (reader->line++ == 0 && n >= 3 &&
	    memcmp(s, "\xef\xbb\xbf", 3) == 0) {
		s += 3;
		n -= 3;
	}
	if (n > 0 && s[n - 1] == '\r')
		n--;
	if (n == 0 || s[0] == '#')
		return at + incident.len;
	if (read_line(reader, s, n, &incident, &err) == 0)
		vec_push(truth, incident);
	else
		faults_add(&truth->faults, reader->path, reader->line, "%s",
		    err.text);
	return at + incident.len;
}

static int
by_start(const void *left, const void *right)
{
	const struct truth_incident *a = left, *b = right;

	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return a->at < b->at ? -1 : a->at > b->at;
}

void
truth_parse(struct truth *truth, const char *path, const struct house *house,
    const char *text, size_t len)
{
	struct reader reader = {truth, house, path, 0};
	struct str copy;

	str_init(&copy);
	str_addn(&copy, text, len);
	forget(truth);
	str_release(&truth->text);
	truth->text = copy;
	for (size_t at = 0; at < len;)
		at = take_line(&reader, at);
	if (truth->n > 1)
		qsort(truth->v, truth->n, sizeof(*truth->v), by_start);
}

/* ---- writing ---- */

/* As short as the time allows: whole seconds have no decimals. */
static void
add_stamp(struct str *out, const struct zone *zone, int64_t t)
{
	char stamp[ZONE_STAMP_SIZE];
	char *point;

	zone_stamp(zone, t, stamp);
	point = strchr(stamp, '.');
	if (t % MS_SECOND == 0)
		memmove(point, point + 4, strlen(point + 4) + 1);
	str_add(out, stamp);
}

void
truth_line(struct str *out, const struct zone *zone,
    const struct truth_incident *incident)
{
	add_stamp(out, zone, incident->start);
	str_addc(out, '\t');
	add_stamp(out, zone, incident->end);
	str_addf(out, "\t%s\t%s\t%s\n", incident->place, incident->kind,
	    incident->note);
}

/* Where a line begins, at or after a byte. */
static size_t
line_from(const struct str *text, size_t at)
{
	const char *end;

	if (at == 0 || at >= text->len)
		return at < text->len ? at : text->len;
	end = memchr(text->s + at - 1, '\n', text->len - at + 1);
	return end != NULL ? (size_t)(end - text->s) + 1 : text->len;
}

static void
replace(struct str *text, size_t at, size_t cut, const char *put)
{
	struct str out;

	str_init(&out);
	str_addn(&out, text->s, at);
	str_add(&out, put);
	str_addn(&out, text->s + at + cut, text->len - at - cut);
	str_release(text);
	*text = out;
}

size_t
truth_put_line(struct str *text, size_t at, const char *line)
{
	if (text->len == 0) {
		str_add(text, head);
		at = SIZE_MAX;
	}
	if (text->s[text->len - 1] != '\n')
		str_addc(text, '\n');
	at = line_from(text, at);
	if (at < text->len && line[strlen(line) - 1] != '\n')
		replace(text, at, 0, "\n");
	replace(text, at, 0, line);
	return at;
}

/* The last line of a file may have no end. */
static bool
stands_at(const struct str *text, size_t at, const char *line, size_t n)
{
	return at <= text->len && text->len - at >= n &&
	    memcmp(text->s + at, line, n) == 0 &&
	    (line[n - 1] == '\n' || at + n == text->len);
}

size_t
truth_cut_line(struct str *text, size_t at, const char *line)
{
	size_t n = strlen(line);

	if (at != line_from(text, at) || !stands_at(text, at, line, n))
		for (at = 0; at < text->len; at = line_from(text, at + 1))
			if (stands_at(text, at, line, n))
				break;
	if (at >= text->len)
		return SIZE_MAX;
	replace(text, at, n, "");
	return at;
}
