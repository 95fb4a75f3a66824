/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A recursive descent, one function a level. Durations, spans and numbers are
 * read where the grammar wants them, so there is no token table.
 *
 * `from` is where the bracket level began and `right` tells that the operand
 * is the right side of an and/or: what the refusals of ambiguous forms need
 * to show both readings in the user's own words.
 */
#include "core/expr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

struct parser {
	const char *text;
	const char *at;
	int depth;
	struct err *err;
};

struct side {
	const char *from;
	bool right;
};

static struct expr *parse_or(struct parser *p);

/* A function's name without a bracket is a signal's: a radar tells a fall. */
static const char *const keywords[] = {"or", "and", "since", "for", "within",
    "not", "night", "true", "false"};

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c == '-';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void
skip_space(struct parser *p)
{
	while (*p->at == ' ' || *p->at == '\t' || *p->at == '\n' ||
	    *p->at == '\r')
		p->at++;
}

static int
column_of(const struct parser *p, const char *at)
{
	int column = 1;

	for (const char *s = p->text; s < at; s++)
		column += ((unsigned char)*s & 0xc0) != 0x80;
	return column;
}

/* The word or character at p, for "found …". */
static void
found(const struct parser *p, char buf[40])
{
	size_t n = 0;

	while (is_word(p->at[n]) && n < 30)
		n++;
	if (n == 0 && p->at[0] != '\0')
		do
			n++;
		while (((unsigned char)p->at[n] & 0xc0) == 0x80);
	if (n == 0)
		snprintf(buf, 40, "the end");
	else
		snprintf(buf, 40, "'%.*s'", (int)n, p->at);
}

static struct expr *
fail_here(struct parser *p, const char *expected)
{
	char what[40];

	found(p, what);
	err_set(p->err, "column %d: found %s, expected %s",
	    column_of(p, p->at), what, expected);
	return NULL;
}

static struct expr *
fail(struct parser *p, const char *expected)
{
	skip_space(p);
	return fail_here(p, expected);
}

static bool
peek_word(struct parser *p, const char *word)
{
	size_t n = strlen(word);

	skip_space(p);
	return strncmp(p->at, word, n) == 0 && !is_word(p->at[n]);
}

static bool
take_word(struct parser *p, const char *word)
{
	if (!peek_word(p, word))
		return false;
	p->at += strlen(word);
	return true;
}

static bool
take_char(struct parser *p, char c)
{
	skip_space(p);
	if (*p->at != c)
		return false;
	p->at++;
	return true;
}

static struct expr *
make(struct parser *p, enum expr_op op, const char *at, struct expr *a,
    struct expr *b)
{
	struct expr *expr = xcalloc(1, sizeof(*expr));

	expr->op = op;
	expr->a = a;
	expr->b = b;
	expr->column = column_of(p, at);
	return expr;
}

void
expr_free(struct expr *expr)
{
	if (expr == NULL)
		return;
	expr_free(expr->a);
	expr_free(expr->b);
	free(expr->name);
	free(expr->at);
	free(expr);
}

/* Frees what there is after a failure further on; always NULL. */
static struct expr *
drop(struct expr *a, struct expr *b)
{
	expr_free(a);
	expr_free(b);
	return NULL;
}

static const struct {
	char unit[3];
	int64_t ms;
} units[] = {{"ms", 1}, {"d", MS_DAY}, {"h", MS_HOUR}, {"m", MS_MINUTE},
    {"s", MS_SECOND}};

enum { NUNIT = sizeof(units) / sizeof(units[0]) };
#define DURATION_MAX (366 * MS_DAY)

/* Reads "1h30m" at *at; 0, or -1 and *at where it went wrong. */
static int
read_duration(const char **at, int64_t *ms)
{
	const char *s = *at;

	*ms = 0;
	do {
		int64_t n = 0;
		int u = 0;

		if (!is_digit(*s))
			goto out;
		for (; is_digit(*s); s++)
			if ((n = n * 10 + (*s - '0')) > DURATION_MAX)
				goto out;
		while (u < NUNIT &&
		    strncmp(s, units[u].unit, strlen(units[u].unit)) != 0)
			u++;
		if (u == NUNIT || n > DURATION_MAX / units[u].ms)
			goto out;
		s += strlen(units[u].unit);
		*ms += n * units[u].ms;
	} while (is_digit(*s));
	if (is_word(*s) || *ms > DURATION_MAX)
		goto out;
	*at = s;
	return 0;
out:
	*at = s;
	return -1;
}

int
duration_parse(const char *text, int64_t *ms, struct err *err)
{
	const char *at = text;

	if (read_duration(&at, ms) != 0 || *at != '\0')
		return err_set(err, "'%s' is no duration such as \"30s\","
		    " \"5m\", \"1h30m\" or \"2d\" (366d at most)", text);
	return 0;
}

void
duration_text(int64_t ms, char buf[DURATION_SIZE])
{
	static const struct {
		const char *unit;
		int64_t ms;
	} order[] = {{"d", MS_DAY}, {"h", MS_HOUR}, {"m", MS_MINUTE},
	    {"s", MS_SECOND}, {"ms", 1}};
	int n = 0;

	if (ms == 0)
		snprintf(buf, DURATION_SIZE, "0s");
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		if (ms >= order[i].ms)
			n += snprintf(buf + n, (size_t)(DURATION_SIZE - n),
			    "%lld%s", (long long)(ms / order[i].ms),
			    order[i].unit);
		ms %= order[i].ms;
	}
}

static int
read_clock(const char **at, int32_t *ms)
{
	const char *s = *at;
	int hour, minute;

	if (!is_digit(s[0]) || !is_digit(s[1]) || s[2] != ':' ||
	    !is_digit(s[3]) || !is_digit(s[4]))
		return -1;
	hour = (s[0] - '0') * 10 + s[1] - '0';
	minute = (s[3] - '0') * 10 + s[4] - '0';
	if (minute > 59 || hour > 24 || (hour == 24 && minute > 0))
		return -1;
	*ms = (int32_t)(hour * MS_HOUR + minute * MS_MINUTE);
	*at = s + 5;
	return 0;
}

/* Two times that are the same would be all of the day or none of it. */
static int
read_span(const char **at, struct tod_span *span)
{
	if (read_clock(at, &span->from) != 0 || **at != '-')
		return -1;
	(*at)++;
	if (read_clock(at, &span->to) != 0 || span->from == span->to)
		return -1;
	return 0;
}

int
tod_parse(const char *text, int32_t *ms, struct err *err)
{
	const char *at = text;

	if (read_clock(&at, ms) != 0 || *at != '\0' || *ms >= MS_DAY)
		return err_set(err, "'%s' is no time of day such as \"03:00\"",
		    text);
	return 0;
}

int
tod_span_parse(const char *text, struct tod_span *span, struct err *err)
{
	const char *at = text;

	if (read_span(&at, span) != 0 || *at != '\0')
		return err_set(err, "'%s' is no time of day such as"
		    " \"22:00-07:00\"", text);
	return 0;
}

static int
parse_duration(struct parser *p, int64_t *ms)
{
	const char *start;

	skip_space(p);
	start = p->at;
	if (read_duration(&p->at, ms) == 0 && *ms > 0)
		return 0;
	p->at = start;
	fail(p, "a duration such as 30s, 5m or 1h30m, more than 0");
	return -1;
}

static bool
parse_cmp(struct parser *p, enum cmp *cmp)
{
	static const struct {
		const char *text;
		enum cmp cmp;
	} signs[] = {{"<=", CMP_LE}, {">=", CMP_GE}, {"==", CMP_EQ},
	    {"!=", CMP_NE}, {"<", CMP_LT}, {">", CMP_GT}};

	skip_space(p);
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		size_t n = strlen(signs[i].text);

		if (strncmp(p->at, signs[i].text, n) == 0) {
			p->at += n;
			*cmp = signs[i].cmp;
			return true;
		}
	}
	return false;
}

const char *
cmp_text(enum cmp cmp)
{
	static const char *const text[] = {"<", "<=", ">", ">=", "==", "!="};

	return text[cmp];
}

bool
cmp_holds(enum cmp cmp, double left, double right)
{
	switch (cmp) {
	case CMP_LT: return left < right;
	case CMP_LE: return left <= right;
	case CMP_GT: return left > right;
	case CMP_GE: return left >= right;
	case CMP_EQ: return left == right;
	default: return left != right;
	}
}

static int
parse_number(struct parser *p, double *number)
{
	const char *s;
	char *end;

	skip_space(p);
	s = p->at + (*p->at == '-');
	if (!is_digit(*s)) {
		fail(p, "a number");
		return -1;
	}
	*number = strtod(p->at, &end);
	for (; is_digit(*s) || *s == '.'; s++)
		;
	if (s != end || is_word(*end)) {
		fail(p, "a plain number such as 3 or 21.5");
		return -1;
	}
	p->at = s;
	return 0;
}

static struct expr *
parse_count(struct parser *p, const char *start)
{
	struct expr *expr, *a = parse_or(p);
	int64_t ms;
	double number;
	enum cmp cmp;
	const char *sign;

	if (a == NULL)
		return NULL;
	if (!take_char(p, ','))
		fail(p, "',' and a duration, as in count(bed, 2h) >= 4");
	else if (parse_duration(p, &ms) != 0)
		;
	else if (!take_char(p, ')'))
		fail(p, "')'");
	else if (sign = p->at, !parse_cmp(p, &cmp) || cmp == CMP_EQ ||
	    cmp == CMP_NE) {
		p->at = sign;
		fail(p, "<, <=, > or >= and how many, as in"
		    " count(bed, 2h) >= 4");
	} else if (parse_number(p, &number) != 0)
		;
	else if (number != (int32_t)number || number > EXPR_COUNT_MAX ||
	    number < (cmp == CMP_GE || cmp == CMP_LT ? 1 : 0))
		err_set(p->err, "column %d: count() compares with a whole"
		    " number from %d to %d", column_of(p, p->at),
		    cmp == CMP_GE || cmp == CMP_LT ? 1 : 0, EXPR_COUNT_MAX);
	else {
		expr = make(p, EXPR_COUNT, start, a, NULL);
		expr->ms = ms;
		expr->cmp = cmp;
		expr->count = (int32_t)number;
		return expr;
	}
	return drop(a, NULL);
}

static struct expr *
parse_time(struct parser *p, const char *start)
{
	struct expr *expr;
	struct tod_span span;

	skip_space(p);
	if (read_span(&p->at, &span) != 0)
		return fail(p, "a time of day such as 22:30-06:30");
	if (!take_char(p, ')'))
		return fail(p, "')'");
	expr = make(p, EXPR_TIME, start, NULL, NULL);
	expr->span = span;
	return expr;
}

/* rise(A), fall(A), known(A), count(A, D) … and time(…), from the bracket. */
static struct expr *
parse_call(struct parser *p, enum expr_op op, const char *start)
{
	struct expr *a;

	if (op == EXPR_TIME)
		return parse_time(p, start);
	if (op == EXPR_COUNT)
		return parse_count(p, start);
	a = parse_or(p);
	if (a == NULL)
		return NULL;
	if (!take_char(p, ')')) {
		fail(p, "')'");
		return drop(a, NULL);
	}
	return make(p, op, start, a, NULL);
}

/* A signal or a definition: name, name@place, name < 3. */
static struct expr *
parse_name(struct parser *p, const char *start)
{
	struct expr *expr;
	size_t n = 0;

	for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++)
		if (peek_word(p, keywords[i]))
			return fail(p, "a signal, 'not' or '('");
	while (is_word(start[n]))
		n++;
	if (n == 0 || is_digit(*start) || *start == '-')
		return fail(p, "a signal, 'not' or '('");
	p->at += n;
	expr = make(p, EXPR_NAME, start, NULL, NULL);
	expr->name = xstrndup(start, n);
	if (*p->at == '@') {
		n = 0;
		p->at++;
		while (is_word(p->at[n]) || p->at[n] == '.')
			n++;
		if (n == 0) {
			fail_here(p, "a place or a kind of place right after"
			    " '@'");
			return drop(expr, NULL);
		}
		expr->at = xstrndup(p->at, n);
		p->at += n;
	}
	if (!parse_cmp(p, &expr->cmp))
		return expr;
	expr->op = EXPR_COMPARE;
	return parse_number(p, &expr->number) == 0 ? expr : drop(expr, NULL);
}

static struct expr *
parse_primary(struct parser *p)
{
	static const struct {
		const char *word;
		enum expr_op op;
	} calls[] = {{"rise", EXPR_RISE}, {"fall", EXPR_FALL},
	    {"count", EXPR_COUNT}, {"time", EXPR_TIME},
	    {"known", EXPR_KNOWN}};
	struct expr *expr;
	const char *start;

	skip_space(p);
	start = p->at;
	if (take_char(p, '(')) {
		if ((expr = parse_or(p)) == NULL || take_char(p, ')'))
			return expr;
		fail(p, "')', 'and', 'or', 'since', 'for' or 'within'");
		return drop(expr, NULL);
	}
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		if (take_word(p, calls[i].word) && take_char(p, '('))
			return parse_call(p, calls[i].op, start);
		p->at = start;
	}
	if (take_word(p, "night"))
		return make(p, EXPR_NIGHT, start, NULL, NULL);
	if (peek_word(p, "true") || peek_word(p, "false")) {
		expr = make(p, EXPR_CONST, start, NULL, NULL);
		expr->truth = take_word(p, "true");
		if (!expr->truth)
			take_word(p, "false");
		return expr;
	}
	return parse_name(p, start);
}

/* *bare: where the operand of a `not` without brackets begins, or NULL. */
static struct expr *
parse_unary(struct parser *p, const char **bare)
{
	struct expr *a;
	const char *start, *inner;

	*bare = NULL;
	if (p->depth == EXPR_DEPTH_MAX) {
		err_set(p->err, "column %d: nested too deeply (%d at most)",
		    column_of(p, p->at), EXPR_DEPTH_MAX);
		return NULL;
	}
	p->depth++;
	skip_space(p);
	start = p->at;
	if (take_word(p, "not")) {
		skip_space(p);
		*bare = p->at;
		a = parse_unary(p, &inner);
		a = a != NULL ? make(p, EXPR_NOT, start, a, NULL) : NULL;
	} else {
		a = parse_primary(p);
	}
	p->depth--;
	return a;
}

static int
slice(const char *from, const char *to)
{
	while (to > from && (to[-1] == ' ' || to[-1] == '\t' ||
	    to[-1] == '\n' || to[-1] == '\r'))
		to--;
	return (int)(to - from);
}

/*
 * Refuses `not X OP …` and `… and X OP …`: [start, op) is the operand and
 * [op, p->at) the operator with what follows it.
 */
static bool
ambiguous(struct parser *p, struct side side, const char *start,
    const char *bare, const char *op)
{
	const char *lead = side.right ? side.from : start;
	int nlead = (int)(start - lead), ntail = slice(op, p->at);

	if (bare != NULL)
		err_set(p->err, "column %d: '%.*s' can be read in two ways:"
		    " write '%.*s(%.*s) %.*s' or '%.*snot (%.*s %.*s)'",
		    column_of(p, op), slice(op, op + strcspn(op, " \t\r\n")),
		    op, nlead, lead, slice(start, op), start, ntail, op,
		    nlead, lead, slice(bare, op), bare, ntail, op);
	else if (side.right)
		err_set(p->err, "column %d: '%.*s' can be read in two ways:"
		    " write '(%.*s) %.*s' or '%.*s(%.*s %.*s)'",
		    column_of(p, op), slice(op, op + strcspn(op, " \t\r\n")),
		    op, slice(lead, op), lead, ntail, op,
		    nlead, lead, slice(start, op), start, ntail, op);
	return bare != NULL || side.right;
}

static struct expr *
parse_window(struct parser *p, struct side side, const char **bare)
{
	struct expr *a;
	const char *start, *op;

	skip_space(p);
	start = p->at;
	a = parse_unary(p, bare);
	while (a != NULL && (peek_word(p, "for") || peek_word(p, "within"))) {
		enum expr_op kind = *p->at == 'f' ? EXPR_FOR : EXPR_WITHIN;
		int64_t ms;

		op = p->at;
		p->at += kind == EXPR_FOR ? 3 : 6;
		if (parse_duration(p, &ms) != 0 ||
		    ambiguous(p, side, start, *bare, op))
			return drop(a, NULL);
		a = make(p, kind, start, a, NULL);
		a->ms = ms;
		*bare = NULL;
	}
	return a;
}

static struct expr *
parse_since(struct parser *p, struct side side)
{
	struct expr *a, *b;
	const char *start, *op, *middle, *bare, *bare_b;

	skip_space(p);
	start = p->at;
	a = parse_window(p, side, &bare);
	if (a == NULL || !peek_word(p, "since"))
		return a;
	op = p->at;
	take_word(p, "since");
	skip_space(p);
	middle = p->at;
	b = parse_window(p, (struct side){p->at, false}, &bare_b);
	if (b == NULL || ambiguous(p, side, start, bare, op))
		return drop(a, b);
	if (peek_word(p, "since")) {
		err_set(p->err, "column %d: 'since' can be read in two ways:"
		    " write '(%.*s) since …' or '%.*s(%.*s since …)'",
		    column_of(p, p->at), slice(start, p->at), start,
		    (int)(middle - start), start, slice(middle, p->at),
		    middle);
		return drop(a, b);
	}
	return make(p, EXPR_SINCE, start, a, b);
}

static struct expr *
parse_and(struct parser *p, struct side side)
{
	const char *start = p->at;
	struct expr *b, *a = parse_since(p, side);

	side.right = true;
	while (a != NULL && take_word(p, "and")) {
		b = parse_since(p, side);
		if (b == NULL)
			return drop(a, NULL);
		a = make(p, EXPR_AND, start, a, b);
	}
	return a;
}

static struct expr *
parse_or(struct parser *p)
{
	const char *start;
	struct expr *a, *b;

	skip_space(p);
	start = p->at;
	a = parse_and(p, (struct side){start, false});
	while (a != NULL && take_word(p, "or")) {
		b = parse_and(p, (struct side){start, true});
		if (b == NULL)
			return drop(a, NULL);
		a = make(p, EXPR_OR, start, a, b);
	}
	return a;
}

struct expr *
expr_parse(const char *text, struct err *err)
{
	struct parser p = {.text = text, .at = text, .err = err};
	struct expr *expr;

	if (strlen(text) > EXPR_TEXT_MAX) {
		err_set(err, "column %d: longer than %d bytes: break it up"
		    " with 'define'", EXPR_TEXT_MAX + 1, EXPR_TEXT_MAX);
		return NULL;
	}
	expr = parse_or(&p);
	if (expr == NULL)
		return NULL;
	skip_space(&p);
	if (*p.at == '\0')
		return expr;
	fail(&p, "'and', 'or', 'since', 'for', 'within' or the end");
	return drop(expr, NULL);
}
