/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Night files: one message a line, "seconds[.fraction][r]<TAB>topic<TAB>
 * payload", `#` comments, plain or gzip.
 */
#ifndef NATVAGT_READ_NIGHT_H
#define NATVAGT_READ_NIGHT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/message.h"

/* A line without its time: many lines share one. */
struct night_text {
	/* In night.bytes (of SLURP_MAX): the topic, a tab, the payload. */
	uint32_t at;
	uint32_t payload_len;
	uint16_t topic_len;
	bool retained;
};

struct night_row {
	int64_t t;
	uint32_t text, line;
};

struct night {
	char *path;
	struct night_row *row;
	size_t nrow;
	struct night_text *text;
	size_t ntext;
	struct str bytes;
	size_t unsorted; /* rows that stood out of order */
	size_t bad;      /* lines that were skipped */
};

/* Told of each bad line. */
typedef void night_bad(void *arg, const char *path, size_t line,
    const char *reason);

/*
 * Reads all of path ("-": standard input); rows sorted by time, stable.
 * strict: the first bad line is an error. Errors name path and line.
 */
int night_read(struct night *night, const char *path, bool strict,
    night_bad *bad, void *arg, struct err *err);
void night_release(struct night *night);
/* Its texts live as long as the night. */
struct row night_row(const struct night *night, size_t i);

/* One line of a night, with its line feed, as export writes it. */
void night_line(struct str *out, int64_t t, bool retained, const char *topic,
    const char *payload, size_t payload_len);
/* The time at the head of s: returns the bytes used, or 0. */
size_t night_time(const char *s, size_t n, int64_t *t);

#endif
