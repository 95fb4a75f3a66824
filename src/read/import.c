/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines become *events* (CASAS) or *intervals*, with the place where they
 * stood. At the end intervals are merged sensor by sensor and become events
 * too, repeats are dropped, and all is sorted by time. Events of one
 * millisecond stay in the order in which they were made, so a sensor's own
 * never change places.
 */
#include "read/import_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/dict.h"
#include "base/mem.h"

enum { LINE_MAX_BYTES = 1 << 16 };
/* Rows of a recording are written by more than one hand: so far they stray. */
#define SLACK (10 * MS_SECOND)

struct spot {
	size_t file, line;
};

struct event {
	int64_t t;
	int32_t sensor, value;
	size_t order;
	struct spot at;
};

struct interval {
	int64_t start, end;
	int32_t sensor;
	size_t order;
	struct spot at;
};

struct counted {
	size_t n;
	struct spot first;
};

struct import {
	enum import_format format;
	const struct zone *zone;
	VEC(char *) path, topic, value;
	struct dict by_topic, by_value, by_id;
	VEC(struct event) event;
	VEC(struct interval) interval;
	struct spot at; /* the present line */
	int64_t previous, latest; /* in the present file */
	size_t nread;
	struct counted mend[NMEND];
};

static const struct format {
	const char *name, *zone;
	void (*line)(struct import *import, struct line line);
} formats[] = {
	[IMPORT_KASTEREN] = {"kasteren", "Europe/Amsterdam", import_kasteren},
	[IMPORT_ORDONEZ] = {"ordonez", "Europe/Madrid", import_ordonez},
	[IMPORT_CASAS] = {"casas", "America/Los_Angeles", import_casas},
};

int
import_format_by_name(const char *name)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (strcmp(formats[i].name, name) == 0)
			return (int)i;
	return -1;
}

const char *
import_format_zone(enum import_format format)
{
	return formats[format].zone;
}

const char *
import_mend_text(enum import_mend mend)
{
	static const char *const text[NMEND] = {
		[MEND_PROSE] = "lines that are no rows, skipped",
		[MEND_LONG] = "lines longer than 64 KiB, skipped",
		[MEND_COLUMNS] = "rows with columns missing, skipped",
		[MEND_TIME] = "rows with an impossible time, skipped",
		[MEND_VALUE] = "rows with an unknown value, skipped",
		[MEND_GLUED] = "values with something glued to them, mended",
		[MEND_NO_END] = "intervals with no end, taken as a moment",
		[MEND_BACKWARDS] =
		    "intervals that end before they start, taken as a moment",
		[MEND_REPEATED] = "repeated rows, dropped",
		[MEND_OVERLAP] = "overlapping intervals of one sensor, merged",
		[MEND_NO_OFF] =
		    "times on with no off after it, kept as they are",
		[MEND_ORDER] = "rows out of order, sorted",
		[MEND_SKIPPED_HOUR] =
		    "times that the clocks skipped, moved on",
		[MEND_DOUBLED_HOUR] =
		    "times that the clocks showed twice, told by their order",
		[MEND_UNNAMED] =
		    "rows of sensors that no header names, called by number",
	};

	return text[mend];
}

struct import *
import_new(enum import_format format, const struct zone *zone)
{
	struct import *import = xcalloc(1, sizeof(*import));

	import->format = format;
	import->zone = zone;
	return import;
}

void
import_free(struct import *import)
{
	if (import == NULL)
		return;
	for (size_t i = 0; i < import->path.n; i++)
		free(import->path.v[i]);
	for (size_t i = 0; i < import->topic.n; i++)
		free(import->topic.v[i]);
	for (size_t i = 0; i < import->value.n; i++)
		free(import->value.v[i]);
	vec_free(&import->path);
	vec_free(&import->topic);
	vec_free(&import->value);
	vec_free(&import->event);
	vec_free(&import->interval);
	dict_release(&import->by_topic);
	dict_release(&import->by_value);
	dict_release(&import->by_id);
	free(import);
}

/* ---- counting ---- */

static bool
is_before(struct spot a, struct spot b)
{
	return a.file != b.file ? a.file < b.file : a.line < b.line;
}

static void
count_at(struct import *import, enum import_mend mend, struct spot at)
{
	struct counted *counted = &import->mend[mend];

	if (counted->n++ == 0 || is_before(at, counted->first))
		counted->first = at;
}

void
import_count(struct import *import, enum import_mend mend)
{
	count_at(import, mend, import->at);
}

struct tally
import_tally(const struct import *import, enum import_mend mend)
{
	const struct counted *counted = &import->mend[mend];

	if (counted->n == 0)
		return (struct tally){0};
	return (struct tally){counted->n, import->path.v[counted->first.file],
	    counted->first.line};
}

/* ---- what the formats call ---- */

int32_t
import_sensor(struct import *import, const char *topic)
{
	size_t len = strlen(topic);
	int64_t i = dict_get(&import->by_topic, topic, len);

	if (i >= 0)
		return (int32_t)i;
	vec_push(&import->topic, xstrdup(topic));
	i = (int64_t)import->topic.n - 1;
	dict_put(&import->by_topic, topic, len, i);
	return (int32_t)i;
}

static int32_t
value_of(struct import *import, const char *value)
{
	size_t len = strlen(value);
	int64_t i = dict_get(&import->by_value, value, len);

	if (i >= 0)
		return (int32_t)i;
	vec_push(&import->value, xstrdup(value));
	i = (int64_t)import->value.n - 1;
	dict_put(&import->by_value, value, len, i);
	return (int32_t)i;
}

/* A topic that another number has already got is told apart by its own. */
void
import_name(struct import *import, int64_t id, const char *name, size_t n)
{
	struct str topic;
	char key[16];

	str_init(&topic);
	str_add(&topic, "kasteren/");
	import_slug(&topic, name, n);
	if (topic.s[topic.len - 1] == '/')
		str_add(&topic, "sensor");
	snprintf(key, sizeof(key), "%d", (int)id);
	if (dict_get(&import->by_id, key, strlen(key)) < 0 &&
	    dict_get(&import->by_topic, topic.s, topic.len) >= 0)
		str_addf(&topic, "-%s", key);
	dict_put(&import->by_id, key, strlen(key),
	    import_sensor(import, topic.s));
	str_release(&topic);
}

int32_t
import_named(struct import *import, int64_t id)
{
	char key[16], topic[64];
	int64_t sensor;

	snprintf(key, sizeof(key), "%d", (int)id);
	sensor = dict_get(&import->by_id, key, strlen(key));
	if (sensor >= 0)
		return (int32_t)sensor;
	import_count(import, MEND_UNNAMED);
	snprintf(topic, sizeof(topic), "kasteren/sensor-%s", key);
	return import_sensor(import, topic);
}

/* The civil time as if it were UTC. */
static int64_t
utc_of(const struct civil *civil)
{
	struct zone_step step = {INT64_MIN, 0};
	const struct zone utc = {&step, 1};
	int64_t at[2];

	return zone_instants(&utc, civil, at) == 1 ? at[0] : 0;
}

/*
 * The instant of a local time. Where there are two, the row's place in the
 * file tells which: it stands at or after `after`, but for the slack.
 */
static int64_t
instant(struct import *import, const struct civil *civil, int64_t after,
    int64_t slack)
{
	int64_t at[2], utc;
	int n = zone_instants(import->zone, civil, at);

	if (n == 0) {
		import_count(import, MEND_SKIPPED_HOUR);
		utc = utc_of(civil);
		return utc - zone_offset(import->zone, utc - MS_DAY);
	}
	if (n == 1)
		return at[0];
	import_count(import, MEND_DOUBLED_HOUR);
	if (after != INT64_MIN && at[0] < after - slack &&
	    at[1] >= after - slack)
		return at[1];
	return at[0];
}

static void
take_row(struct import *import, int64_t t)
{
	if (t < import->latest)
		import_count(import, MEND_ORDER);
	else
		import->latest = t;
	import->previous = t;
	import->nread++;
}

static void
push_event(struct import *import, int32_t sensor, int64_t t, int32_t value,
    struct spot at)
{
	struct event event = {t, sensor, value, import->event.n, at};

	vec_push(&import->event, event);
}

void
import_add_event(struct import *import, int32_t sensor,
    const struct civil *civil, const char *value)
{
	int64_t t = instant(import, civil, import->previous, SLACK);

	take_row(import, t);
	push_event(import, sensor, t, value_of(import, value), import->at);
}

void
import_add_interval(struct import *import, int32_t sensor,
    const struct civil *start, const struct civil *end)
{
	int64_t from = instant(import, start, import->previous, SLACK);
	int64_t to = from;

	if (end == NULL)
		import_count(import, MEND_NO_END);
	else
		to = instant(import, end, from, 0);
	if (to < from) {
		import_count(import, MEND_BACKWARDS);
		to = from;
	}
	take_row(import, from);
	vec_push(&import->interval, (struct interval){from, to, sensor,
	    import->interval.n, import->at});
}

bool
import_take_span(struct import *import, struct line *line,
    struct civil *start, struct civil *end, bool *has_end)
{
	bool given;

	if (!line_time(line, start)) {
		import_count(import, MEND_TIME);
		return false;
	}
	given = word_is_date(word_peek(line));
	*has_end = given && line_time(line, end);
	return true;
}

/* ---- a file ---- */

void
import_text(struct import *import, const char *path, const char *text,
    size_t len)
{
	const char *s = text, *end = text + len;

	vec_push(&import->path, xstrdup(path));
	import->at = (struct spot){import->path.n - 1, 0};
	import->previous = import->latest = INT64_MIN;
	if (len >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
		s += 3;
	while (s < end) {
		const char *stop = memchr(s, '\n', (size_t)(end - s));
		struct line line = {s, stop != NULL ? stop : end};

		import->at.line++;
		if (line.end - line.s > LINE_MAX_BYTES)
			import_count(import, MEND_LONG);
		else if (word_peek(&line).n > 0)
			formats[import->format].line(import, line);
		s = line.end + 1;
	}
}

/* ---- all of them ---- */

#define ORDER(a, b)                                \
	do {                                       \
		if ((a) != (b))                    \
			return (a) < (b) ? -1 : 1; \
	} while (0)

static int
by_sensor_and_start(const void *pa, const void *pb)
{
	const struct interval *a = pa, *b = pb;

	ORDER(a->sensor, b->sensor);
	ORDER(a->start, b->start);
	ORDER(a->end, b->end);
	ORDER(a->order, b->order);
	return 0;
}

static int
by_sensor_and_time(const void *pa, const void *pb)
{
	const struct event *a = pa, *b = pb;

	ORDER(a->sensor, b->sensor);
	ORDER(a->t, b->t);
	ORDER(a->order, b->order);
	return 0;
}

static int
by_time(const void *pa, const void *pb)
{
	const struct event *a = pa, *b = pb;

	ORDER(a->t, b->t);
	ORDER(a->order, b->order);
	return 0;
}

static void
push_interval(struct import *import, const struct interval *interval)
{
	push_event(import, interval->sensor, interval->start,
	    value_of(import, "ON"), interval->at);
	push_event(import, interval->sensor, interval->end,
	    value_of(import, "OFF"), interval->at);
}

/* On until the last end of those that overlap; those that touch do not. */
static void
merge_intervals(struct import *import)
{
	const struct interval *v = import->interval.v;
	struct interval open = {.sensor = -1};

	qsort(import->interval.v, import->interval.n, sizeof(*v),
	    by_sensor_and_start);
	for (size_t i = 0; i < import->interval.n; i++) {
		if (i > 0 && v[i].sensor == v[i - 1].sensor &&
		    v[i].start == v[i - 1].start && v[i].end == v[i - 1].end) {
			count_at(import, MEND_REPEATED, v[i].at);
		} else if (v[i].sensor == open.sensor &&
		    v[i].start < open.end) {
			count_at(import, MEND_OVERLAP, v[i].at);
			if (v[i].end > open.end)
				open.end = v[i].end;
		} else {
			if (open.sensor >= 0)
				push_interval(import, &open);
			open = v[i];
		}
	}
	if (open.sensor >= 0)
		push_interval(import, &open);
}

static bool
is_on(const struct import *import, const struct event *event)
{
	const char *value = import->value.v[event->value];

	return strcmp(value, "ON") == 0 || strcmp(value, "OPEN") == 0 ||
	    strcmp(value, "PRESENT") == 0;
}

/* Events sorted by sensor and time: drops repeats, counts what stays on. */
static void
sift_events(struct import *import)
{
	struct event *v = import->event.v;
	size_t n = 0;

	for (size_t i = 0; i < import->event.n; i++) {
		bool same = n > 0 && v[n - 1].sensor == v[i].sensor &&
		    v[n - 1].value == v[i].value;

		if (same && v[n - 1].t == v[i].t) {
			count_at(import, MEND_REPEATED, v[i].at);
			continue;
		}
		if (n > 0 && is_on(import, &v[n - 1]) &&
		    (same || v[n - 1].sensor != v[i].sensor))
			count_at(import, MEND_NO_OFF, v[n - 1].at);
		v[n++] = v[i];
	}
	if (n > 0 && is_on(import, &v[n - 1]))
		count_at(import, MEND_NO_OFF, v[n - 1].at);
	import->event.n = n;
}

void
import_finish(struct import *import)
{
	if (import->interval.n > 0) {
		merge_intervals(import);
	} else if (import->event.n > 0) {
		qsort(import->event.v, import->event.n,
		    sizeof(*import->event.v), by_sensor_and_time);
		sift_events(import);
	}
	if (import->event.n > 0)
		qsort(import->event.v, import->event.n,
		    sizeof(*import->event.v), by_time);
}

size_t
import_nread(const struct import *import)
{
	return import->nread;
}

size_t
import_nrow(const struct import *import)
{
	return import->event.n;
}

struct import_row
import_row(const struct import *import, size_t i)
{
	const struct event *event = &import->event.v[i];

	return (struct import_row){event->t, event->sensor,
	    import->topic.v[event->sensor], import->value.v[event->value]};
}

size_t
import_nsensor(const struct import *import)
{
	return import->topic.n;
}

const char *
import_topic(const struct import *import, int32_t sensor)
{
	return import->topic.v[sensor];
}
