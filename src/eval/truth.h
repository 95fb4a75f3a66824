/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Truth files: what really happened in a night, an incident a line, "start
 * <TAB>end<TAB>place<TAB>kind<TAB>note" with RFC 3339 times; `#` comments.
 *
 * The text is the truth: incidents are read out of it, and it is changed by
 * whole lines alone, so that everything else in it stays as somebody wrote
 * it, to the byte.
 */
#ifndef NATVAGT_EVAL_TRUTH_H
#define NATVAGT_EVAL_TRUTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/house.h"
#include "core/zone.h"
#include "read/faults.h"

enum {
	TRUTH_LINE_MAX = 4096, /* bytes, without the line's end */
	TRUTH_KIND_MAX = 63,
	TRUTH_NOTE_MAX = 1000,
};

struct truth_incident {
	int64_t start, end;        /* both within it, start <= end */
	char *place, *kind, *note; /* note: "" for none */
	size_t at, len;            /* its line in the text, with its end */
};

struct truth {
	struct str text;
	struct truth_incident *v;  /* owned with their texts, by start */
	size_t n, cap;
	struct faults faults;      /* lines that are none: they are left alone */
};

void truth_init(struct truth *truth);
void truth_release(struct truth *truth);
/*
 * Reads all of text, which is copied. Lines that are no incident of that
 * house are faults, with path and line.
 */
void truth_parse(struct truth *truth, const char *path,
    const struct house *house, const char *text, size_t len);

/* Appends the line of an incident (at and len are not read), with its end. */
void truth_line(struct str *out, const struct zone *zone,
    const struct truth_incident *incident);
/*
 * The text of a truth file with a line put in at a byte, or where a line
 * begins after it; SIZE_MAX: at the end. Returns where it stands. The first
 * line of all comes below a comment that says what a line is.
 */
size_t truth_put_line(struct str *text, size_t at, const char *line);
/*
 * Takes the line out that stands at a byte, or where the same is elsewhere
 * first. Returns where it stood, or SIZE_MAX where there is none such.
 */
size_t truth_cut_line(struct str *text, size_t at, const char *line);

#endif
