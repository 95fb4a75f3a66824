/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The expression language of statuses and rules: text to tree. A tree knows
 * nothing of places or devices; core/house.h binds it to a place.
 *
 *   or  <  and  <  since  <  for, within  <  comparison, not   (loosest first)
 *
 * Where for, within or since follows a bare `not X` or the right side of an
 * and/or, the text is refused with both readings to choose from.
 */
#ifndef NATVAGT_CORE_EXPR_H
#define NATVAGT_CORE_EXPR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "core/zone.h"

enum expr_op {
	EXPR_CONST,   /* truth */
	EXPR_NAME,    /* name, at: a signal or (without at) a definition */
	EXPR_COMPARE, /* name, at, cmp, number */
	EXPR_NOT,     /* a */
	EXPR_AND,     /* a, b */
	EXPR_OR,      /* a, b */
	EXPR_FOR,     /* a, ms */
	EXPR_WITHIN,  /* a, ms */
	EXPR_SINCE,   /* a, b */
	EXPR_RISE,    /* a */
	EXPR_FALL,    /* a */
	EXPR_COUNT,   /* a, ms, cmp, count */
	EXPR_TIME,    /* span */
	EXPR_NIGHT,
	EXPR_KNOWN,   /* a */
};

enum cmp { CMP_LT, CMP_LE, CMP_GT, CMP_GE, CMP_EQ, CMP_NE };

enum {
	EXPR_TEXT_MAX = 4096, /* bytes */
	EXPR_DEPTH_MAX = 64,  /* brackets and `not` within each other */
	EXPR_COUNT_MAX = 100, /* the largest number count() compares with */
};

struct expr {
	enum expr_op op;
	struct expr *a, *b; /* owned */
	char *name, *at;    /* owned; at is NULL without @ */
	enum cmp cmp;
	double number;
	int32_t count;
	bool truth;
	int64_t ms; /* > 0 */
	struct tod_span span;
	int column; /* of its first character in the text, from 1 */
};

/*
 * Returns a tree (expr_free), or NULL with "column N: …, expected …" in err.
 * Columns count characters, from 1.
 */
struct expr *expr_parse(const char *text, struct err *err);
void expr_free(struct expr *expr);
bool cmp_holds(enum cmp cmp, double left, double right);
const char *cmp_text(enum cmp cmp);

/* "250ms", "30s", "5m", "1h30m", "2d": 0 or more; the whole of text. */
int duration_parse(const char *text, int64_t *ms, struct err *err);
enum { DURATION_SIZE = 48 };
void duration_text(int64_t ms, char buf[DURATION_SIZE]);
/* "22:00", before 24:00, as ms of the day */
int tod_parse(const char *text, int32_t *ms, struct err *err);
/* "22:00-07:00" */
int tod_span_parse(const char *text, struct tod_span *span, struct err *err);

#endif
