/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/trail.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { STEPS = 4096 }; /* from which on old ones are looked for */

/* Half of them may be older than what is asked for: then they go. */
static void
forget(struct trail *trail, int64_t now)
{
	size_t half = trail->n / 2;

	if (trail->n < STEPS || now - trail->v[half].t <= TRAIL_MS)
		return;
	trail->n -= half;
	memmove(trail->v, trail->v + half, trail->n * sizeof(*trail->v));
}

void
trail_note(struct trail *trail, const struct event *event)
{
	forget(trail, event->t);
	vec_push(trail, (struct trail_step){event->t, event->source,
	    event->truth});
}

void
trail_truncate(struct trail *trail, int64_t t)
{
	while (trail->n > 0 && trail->v[trail->n - 1].t >= t)
		trail->n--;
}

void
trail_move(struct trail *trail, const struct house *from,
    const struct house *to)
{
	size_t n = 0;

	for (size_t i = 0; i < trail->n; i++) {
		struct trail_step step = trail->v[i];

		step.source = house_same_source(to, from, step.source);
		if (step.source >= 0)
			trail->v[n++] = step;
	}
	trail->n = n;
}

void
trail_release(struct trail *trail)
{
	vec_free(trail);
}

/* The part of a stretch that lies within the span. */
static void
count(struct trail_span *span, uint8_t truth, int64_t begin, int64_t end,
    int64_t from, int64_t to)
{
	int64_t *ms = truth == TRI_TRUE ? &span->on : truth == TRI_FALSE ?
	    &span->off : &span->unseen;

	begin = begin > from ? begin : from;
	end = end < to ? end : to;
	if (end > begin)
		*ms += end - begin;
}

struct trail_span
trail_span(const struct trail *trail, const struct world *world,
    int32_t source, int64_t from, int64_t to)
{
	struct trail_span span = {0};
	int64_t begin, end = to;
	uint8_t truth = world_source(world, source, NULL, &begin);

	count(&span, truth, begin, end, from, to);
	for (size_t i = trail->n; i > 0 && end > from; i--) {
		const struct trail_step *step = &trail->v[i - 1];

		if (step->source != source || step->t >= begin)
			continue;
		end = begin;
		begin = step->t;
		count(&span, step->truth, begin, end, from, to);
	}
	return span;
}
