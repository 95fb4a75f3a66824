/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rounds, by the sentences of natvagt.conf(5): a visit counts for the time that
 * it names, or else for the nearest of the place's times, up to an hour before
 * it and where nobody has seen to it; one that nobody saw to is missed, and
 * stays so, once the place's next time has come or was seen to. What was said of
 * a visit is taken back within a minute: of the time that is named, or the last.
 * Local time is libc's, minute by minute.
 */
#include "oracle_own.h"

#include <stdlib.h>
#include <time.h>

enum { MINUTE = 60000, DAY_MINUTES = 1440 };

static struct visit {
	int64_t t; /* 0: none */
	enum o_how how;
} visit[O_ROUNDS];
static bool has_skip[O_ROUNDS];
static uint8_t skip_v[O_ROUNDS][O_MOMENTS];

void
o_rounds_begin(const struct o_case *c)
{
	for (int i = 0; i < c->nround; i++) {
		visit[i] = (struct visit){0};
		has_skip[i] = c->round[i].skip >= 0 && o_values(c,
		    c->round[i].skip, c->round[i].place, skip_v[i]);
	}
}

/* Noon before t; on the same day's or on the day before. */
static int64_t
noon_before(int64_t t)
{
	time_t second = (time_t)(t / 1000);
	struct tm tm;

	localtime_r(&second, &tm);
	tm.tm_mday -= tm.tm_hour < 12;
	tm.tm_hour = 12;
	tm.tm_min = tm.tm_sec = 0;
	tm.tm_isdst = -1;
	return (int64_t)mktime(&tm) * 1000;
}

/* The first minute of the night with that on its clocks, or -1. */
static int64_t
first_shown(int64_t noon, int minutes)
{
	for (int i = 0; i < DAY_MINUTES + 60; i++) {
		time_t second = (time_t)(noon / 1000 + i * 60);
		struct tm tm;

		localtime_r(&second, &tm);
		if (tm.tm_hour * 60 + tm.tm_min == minutes)
			return (int64_t)second * 1000;
	}
	return -1;
}

/* An hour is left out in spring: what is due in it is, an hour after that. */
static int64_t
find_due(int64_t noon, int minutes)
{
	int64_t t = first_shown(noon, minutes);

	return t >= 0 ? t : first_shown(noon, minutes - 60) + 60 * MINUTE;
}

/* Asked again and again of the same night. */
static int64_t
due(const struct o_case *c, int i, int64_t t)
{
	static struct { int64_t noon, due; } known[DAY_MINUTES];
	int at = c->round[i].at;
	int64_t noon = noon_before(t);

	if (known[at].noon != noon) {
		known[at].noon = noon;
		known[at].due = find_due(noon, at);
	}
	return known[at].due;
}

static bool
is_seen_to(int i, int64_t t)
{
	return visit[i].t >= noon_before(t);
}

static bool
is_missed(const struct o_case *c, int i, int64_t t)
{
	int64_t own = due(c, i, t);
	bool missed = false;

	for (int k = 0; k < c->nround; k++)
		if (c->round[k].place == c->round[i].place &&
		    due(c, k, t) > own)
			missed = missed || due(c, k, t) <= t || is_seen_to(k, t);
	return missed && !is_seen_to(i, t);
}

static bool
is_meant(const struct o_case *c, int i, const struct o_message *m)
{
	return c->round[i].place == m->place &&
	    (m->at < 0 || c->round[i].at == m->at);
}

/* Of two as near the first in the list counts. */
static void
look_in(const struct o_case *c, const struct o_message *m)
{
	int64_t nearest = INT64_MAX;
	int found = -1;

	for (int i = 0; i < c->nround; i++) {
		int64_t early = due(c, i, m->t) - m->t;

		if (is_meant(c, i, m) && early <= 60 * MINUTE &&
		    !is_seen_to(i, m->t) && !is_missed(c, i, m->t) &&
		    llabs(early) < nearest) {
			nearest = llabs(early);
			found = i;
		}
	}
	if (found >= 0)
		visit[found] = (struct visit){m->t, m->how};
}

/* The last; of two in a millisecond the later in the list. */
static bool
take_back(const struct o_case *c, const struct o_message *m)
{
	int found = -1;

	for (int i = 0; i < c->nround; i++)
		if (is_meant(c, i, m) && is_seen_to(i, m->t) &&
		    m->t - visit[i].t <= MINUTE &&
		    (found < 0 || visit[i].t >= visit[found].t))
			found = i;
	if (found < 0)
		return false;
	visit[found] = (struct visit){0};
	return true;
}

bool
o_rounds_visit(const struct o_case *c, const struct o_message *m)
{
	if (m->how == O_UNDONE)
		return take_back(c, m);
	look_in(c, m);
	return true;
}

/*
 * A signal alone has its value since its sensor said so, which may be after
 * it was lost in that same millisecond: no sentence tells.
 */
static bool
has_since(const struct o_case *c, int node)
{
	const struct o_expr *e = &c->node[node];

	if (e->op == O_DEF)
		return has_since(c, c->define);
	if (e->op == O_NOT)
		return has_since(c, e->a);
	return e->op > O_NOT && e->op != O_AND && e->op != O_OR;
}

struct o_seen
o_round_seen(const struct o_case *c, int i, int m, int status, int64_t since)
{
	const struct o_round *round = &c->round[i];
	int64_t t = o_moment[m].t;
	struct o_seen seen = {.due = due(c, i, t),
	    .missed = is_missed(c, i, t)};

	if (is_seen_to(i, t)) {
		seen.visit = visit[i].t;
		seen.how = visit[i].how;
	}
	if (round->skip_status >= 0) {
		seen.restful = status == round->skip_status;
		seen.since = seen.restful ? since : 0;
	} else if (has_skip[i] && skip_v[i][m] == T) {
		seen.restful = true;
		seen.since = has_since(c, round->skip) ?
		    o_since(skip_v[i], m) : O_UNTOLD;
	}
	return seen;
}
