/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the importers share: one line at a time as words, times, and where to
 * put what was read. For import*.c alone.
 */
#ifndef NATVAGT_READ_IMPORT_LINE_H
#define NATVAGT_READ_IMPORT_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "core/zone.h"
#include "read/import.h"

/* Letters between blanks (spaces and tabs, in any mixture). */
struct word {
	const char *s;
	size_t n;
};

/* The rest of a line; the next word is empty where there is none. */
struct line {
	const char *s, *end;
};

struct word word_next(struct line *line);
struct word word_peek(const struct line *line);

/* Whether it looks like a date, possible or not: digits, then '-'. */
bool word_is_date(struct word word);
/*
 * Two words, "2011-06-15" or "15-Jun-2011" and "00:06:32" with any number of
 * decimals (cut to ms), from the line; false where they are no time of the
 * years 1970 to 2099. The line is moved on past them all the same.
 */
bool line_time(struct line *line, struct civil *civil);

/* Counts at the present line. */
void import_count(struct import *import, enum import_mend mend);
/* A sensor by its topic; it is made where there is none. */
int32_t import_sensor(struct import *import, const char *topic);
/*
 * Appends s in lower case, runs of what is neither a-z nor 0-9 as one '-',
 * none at its ends.
 */
void import_slug(struct str *out, const char *s, size_t n);

/* Both count the row as read. */
void import_add_event(struct import *import, int32_t sensor,
    const struct civil *civil, const char *value);
/* end NULL: the row has none. */
void import_add_interval(struct import *import, int32_t sensor,
    const struct civil *start, const struct civil *end);
/*
 * The start and the end at the head of a row of intervals; has_end is false
 * where none stands there. Returns false where the start is no time, counted.
 */
bool import_take_span(struct import *import, struct line *line,
    struct civil *start, struct civil *end, bool *has_end);

/* A numbered sensor's name, from a header that lists them. */
void import_name(struct import *import, int64_t id, const char *name, size_t n);
/* The sensor of a number; one that the header does not name is counted. */
int32_t import_named(struct import *import, int64_t id);

/* One line of each format. */
void import_kasteren(struct import *import, struct line line);
void import_ordonez(struct import *import, struct line line);
void import_casas(struct import *import, struct line line);

#endif
