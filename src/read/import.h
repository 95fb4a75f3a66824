/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Other people's recordings of homes as messages: van Kasteren's and
 * Ordonez's intervals (ON at the start, OFF at the end) and CASAS' events
 * (their own values). They are of uneven quality: what was mended or skipped
 * is counted by kind and never silent.
 *
 * Times are local and name no zone. An hour that the clocks showed twice is
 * told apart by the order of the rows; a time that they skipped is moved on
 * by as much as they were.
 */
#ifndef NATVAGT_READ_IMPORT_H
#define NATVAGT_READ_IMPORT_H

#include <stddef.h>
#include <stdint.h>

#include "core/zone.h"

enum import_format { IMPORT_KASTEREN, IMPORT_ORDONEZ, IMPORT_CASAS };

enum import_mend {
	MEND_PROSE,
	MEND_LONG,
	MEND_COLUMNS,
	MEND_TIME,
	MEND_VALUE,
	MEND_GLUED,
	MEND_NO_END,
	MEND_BACKWARDS,
	MEND_REPEATED,
	MEND_OVERLAP,
	MEND_NO_OFF,
	MEND_ORDER,
	MEND_SKIPPED_HOUR,
	MEND_DOUBLED_HOUR,
	MEND_UNNAMED,
	NMEND,
};

/* How often, and where first. */
struct tally {
	size_t n;
	const char *path; /* lives as long as the import */
	size_t line;
};

/* A message; lives as long as the import. */
struct import_row {
	int64_t t;
	int32_t sensor;
	const char *topic, *payload;
};

struct import;

/* -1 where there is none by that name. */
int import_format_by_name(const char *name);
/* The zone in which recordings of that format are usually made. */
const char *import_format_zone(enum import_format format);

/* zone is borrowed and must outlive the import. */
struct import *import_new(enum import_format format, const struct zone *zone);
void import_free(struct import *import);
/* Takes one file's text; any number of them, then import_finish() once. */
void import_text(struct import *import, const char *path, const char *text,
    size_t len);
/* Merges and sorts: the rows and the tallies are there from then on. */
void import_finish(struct import *import);

/* Rows of the files that were understood. */
size_t import_nread(const struct import *import);
size_t import_nrow(const struct import *import);
struct import_row import_row(const struct import *import, size_t i);
size_t import_nsensor(const struct import *import);
const char *import_topic(const struct import *import, int32_t sensor);
struct tally import_tally(const struct import *import, enum import_mend mend);
/* "repeated rows, dropped" */
const char *import_mend_text(enum import_mend mend);

#endif
