/* SPDX-License-Identifier: Apache-2.0 */
#include "fold/past.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *
name_of(struct past *past, const char *name)
{
	for (size_t i = 0; i < past->name.n; i++)
		if (strcmp(past->name.v[i], name) == 0)
			return past->name.v[i];
	vec_push(&past->name, xstrdup(name));
	return past->name.v[past->name.n - 1];
}

/* The night being read's, or one that later nights have told of already. */
static struct past_alert *
find(const struct past *past, uint32_t number)
{
	int64_t at = dict_get(&past->by_number, (const char *)&number,
	    sizeof(number));

	return at >= 0 && at < (int64_t)past->v.n && (at <
	    (int64_t)past->settled || past->v.v[at].alert.number == number) ?
	    &past->v.v[at] : NULL;
}

static struct past_alert *
add(struct past *past, const struct event *e)
{
	const struct house *house = past->follow.fold.conf->house;
	const struct rule *rule =
	    &house->rule[house->instance[e->instance].rule];

	vec_push(&past->v, (struct past_alert){
		.place = name_of(past,
		    house->place[past_place(house, e->place)].id),
		.text = name_of(past, rule->text),
		.priority = rule->priority,
		.latch = rule->latch,
	});
	dict_put(&past->by_number, (const char *)&e->alert.number,
	    sizeof(e->alert.number), (int64_t)past->v.n - 1);
	return &past->v.v[past->v.n - 1];
}

int32_t
past_place(const struct house *house, int32_t place)
{
	int32_t dwelling = house_dwelling(house, place);

	return dwelling >= 0 ? dwelling : place;
}

static bool
is_kept(const struct house *house, const struct event *e)
{
	return e->what == EVENT_ALERT && e->instance >= 0 &&
	    e->alert.number != 0 && e->event != ALERT_EVENT_REFUSED &&
	    house->rule[house->instance[e->instance].rule].priority !=
	    PRIORITY_TECHNICAL;
}

/* An event_fn. */
static void
on_event(void *arg, const struct event *e)
{
	struct past *past = arg;
	struct past_alert *a;

	if (!is_kept(past->follow.fold.conf->house, e))
		return;
	a = find(past, e->alert.number);
	if (a == NULL)
		a = add(past, e);
	if ((size_t)(a - past->v.v) < past->settled)
		return;
	a->alert = e->alert;
	a->staff = e->action != NULL;
}

static int
by_number(const void *a, const void *b)
{
	const struct past_alert *x = a, *y = b;

	return x->alert.number > y->alert.number ? -1 :
	    x->alert.number < y->alert.number;
}

static void
end_night(struct past *past)
{
	size_t n = past->v.n - past->settled;

	if (n > 0)
		qsort(past->v.v + past->settled, n, sizeof(*past->v.v),
		    by_number);
	past->settled = past->v.n;
	past->before = past->first;
	past->nights++;
	follow_release(&past->follow);
	past->following = false;
}

/* A follow_begin_fn. */
static void
on_begin(void *arg, const struct world *before)
{
	struct past *past = arg;

	(void)before;
	past->dark = past->dark || past->follow.dark != 0;
}

static int
open_journal(struct past *past, const struct conf *conf, struct err *err)
{
	struct segment now;
	int found;

	past->journal = journal_open(conf->journal, JOURNAL_READ, err);
	if (past->journal == NULL)
		return -1;
	if (past->before != 0)
		return 1;
	found = journal_segment(past->journal, INT64_MAX, &now, err);
	if (found != 1)
		return found;
	return follow_first(past->journal, &now, &past->before, err) == -1 ?
	    -1 : 1;
}

/* To the night before: 1; 0 where there is none, or enough was read; or -1. */
static int
begin_night(struct past *past, const struct conf *conf, struct err *err)
{
	const struct follow_to tell = {on_event, NULL, on_begin, past};
	struct segment last;
	int64_t first;
	int found;

	found = journal_segment(past->journal, past->before - 1, &last, err);
	if (found != 1)
		return found;
	past->more = past->nights >= PAST_NIGHTS || past->v.n >= PAST_ALERTS;
	if (past->more)
		return 0;
	if (follow_first(past->journal, &last, &first, err) == -1)
		return -1;
	follow_init(&past->follow, past->journal, conf, first, past->before - 1,
	    &tell);
	past->first = first;
	past->following = true;
	return 1;
}

/* 1 while there is more, 0, or -1. */
static int
step(struct past *past, const struct conf *conf, int64_t most,
    struct err *err)
{
	int rc;

	if (past->journal == NULL &&
	    (rc = open_journal(past, conf, err)) != 1)
		return rc;
	if (!past->following)
		return begin_night(past, conf, err);
	rc = follow_step(&past->follow, most, err);
	if (rc == -1)
		return -1;
	past->dark = past->dark || rc == FOLLOW_DARK;
	if (rc != FOLLOW_MORE)
		end_night(past);
	return 1;
}

/* What was read of a night by half is read anew. */
static void
close_journal(struct past *past)
{
	past->v.n = past->settled;
	follow_release(&past->follow);
	journal_close(past->journal);
	past->journal = NULL;
	past->following = false;
}

bool
past_turn(struct past *past, const struct conf *conf, const char *night,
    int64_t most)
{
	int nights = past->nights, rc;

	snprintf(past->night, sizeof(past->night), "%s", night);
	rc = step(past, conf, most, &past->why);
	past->state = rc == -1 ? PAST_FAILED : rc == 1 ? PAST_READING :
	    PAST_READ;
	if (rc != 1)
		close_journal(past);
	return rc != 1 || past->nights != nights;
}

void
past_release(struct past *past)
{
	close_journal(past);
	for (size_t i = 0; i < past->name.n; i++)
		free(past->name.v[i]);
	vec_free(&past->name);
	vec_free(&past->v);
	dict_release(&past->by_number);
	*past = (struct past){0};
}
