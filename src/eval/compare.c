/* SPDX-License-Identifier: Apache-2.0 */
#include "eval/compare.h"

#include <stdlib.h>

#include "base/mem.h"

/* The first side's instance of the same rule and place, for each; or -1. */
static int32_t *
same_instances(const struct house *first, const struct house *other)
{
	int32_t *same = xcalloc((size_t)other->ninstance + 1, sizeof(*same));

	for (int32_t i = 0; i < other->ninstance; i++)
		same[i] = house_same_instance(first, other, i);
	return same;
}

static bool
overlap(const struct recording_alert *a, const struct recording_alert *b)
{
	return a->raised <= b->closed && b->raised <= a->closed;
}

/* The other side's alert that is the same as the first's i-th, or -1. */
static int
find_same(const struct compare_side side[2], int i, const int32_t *same,
    const bool *taken)
{
	const struct recording_alert *alert = &side[0].alert[i];

	for (int k = 0; k < side[1].n; k++) {
		const struct recording_alert *other = &side[1].alert[k];

		if (other->raised > alert->closed)
			break;
		if (!taken[k] && same[other->instance] == alert->instance &&
		    overlap(alert, other))
			return k;
	}
	return -1;
}

static struct compared
compared_of(const struct compare_side side[2], int i, int k)
{
	int64_t first = i >= 0 ? side[0].alert[i].raised : TIME_NEVER;
	int64_t other = k >= 0 ? side[1].alert[k].raised : TIME_NEVER;

	return (struct compared){first < other ? first : other, {i, k}};
}

/* Of one moment the first side's come first, then in their own order. */
static int
by_time(const void *left, const void *right)
{
	const struct compared *a = left, *b = right;

	if (a->raised != b->raised)
		return a->raised < b->raised ? -1 : 1;
	if ((a->at[0] < 0) != (b->at[0] < 0))
		return a->at[0] < 0 ? 1 : -1;
	return a->at[0] != b->at[0] ? a->at[0] - b->at[0] :
	    a->at[1] - b->at[1];
}

struct compared *
compare_alerts(const struct compare_side side[2], int *n)
{
	int32_t *same = same_instances(side[0].house, side[1].house);
	bool *taken = xcalloc((size_t)side[1].n + 1, sizeof(*taken));
	struct compared *v = xcalloc((size_t)side[0].n + (size_t)side[1].n + 1,
	    sizeof(*v));

	*n = 0;
	for (int i = 0; i < side[0].n; i++) {
		int k = find_same(side, i, same, taken);

		if (k >= 0)
			taken[k] = true;
		v[(*n)++] = compared_of(side, i, k);
	}
	for (int k = 0; k < side[1].n; k++)
		if (!taken[k])
			v[(*n)++] = compared_of(side, -1, k);
	qsort(v, (size_t)*n, sizeof(*v), by_time);
	free(taken);
	free(same);
	return v;
}
