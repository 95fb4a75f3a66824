/* SPDX-License-Identifier: Apache-2.0 */
#include "core/round.h"

#include <stdio.h>

#include "base/i18n.h"
#include "core/world_block.h"

int64_t
round_due(const struct world *world, int32_t round)
{
	return zone_night_at(world->zone, world->head->now,
	    world->house->round[round].at);
}

const struct visit *
round_seen(const struct world *world, int32_t round)
{
	const struct visit *visit = &world->visit[round];

	return visit->t != 0 && visit->t >= zone_night_start(world->zone,
	    world->head->now) ? visit : NULL;
}

bool
round_is_before(const struct world *world, int32_t round)
{
	return round_due(world, round) + world->house->round[round].late_after
	    <= world->head->watched;
}

bool
round_is_missed(const struct world *world, int32_t round, int64_t t)
{
	const struct house *house = world->house;
	int64_t due = round_due(world, round);

	if (round_seen(world, round) != NULL)
		return false;
	for (int32_t i = 0; i < house->nround; i++) {
		int64_t other = round_due(world, i);

		if (house->round[i].place == house->round[round].place &&
		    other > due &&
		    (other <= t || round_seen(world, i) != NULL))
			return true;
	}
	return false;
}

bool
round_is_restful(const struct world *world, int32_t round, int64_t *since)
{
	const struct round *r = &world->house->round[round];

	if (r->skip_status >= 0)
		return world_status(world, r->place, since) == r->skip_status;
	return world_ref(world, r->skip, since) == TRI_TRUE;
}

/* Whether the action can be on it: at its place, and its time where it says. */
static bool
is_meant(const struct world *w, int32_t round, int32_t place,
    const struct action *action)
{
	const struct round *r = &w->house->round[round];

	return r->place == place &&
	    (action->at == AT_NONE || action->at == r->at);
}

/* Whether it can be seen to now. */
static bool
is_open(const struct world *w, int32_t round)
{
	int64_t now = w->head->now;

	return round_seen(w, round) == NULL &&
	    !round_is_missed(w, round, now) &&
	    now >= round_due(w, round) - ROUND_EARLY;
}

/* The nearest in time of those that are meant and open, or -1. */
static int32_t
planned(const struct world *w, int32_t place, const struct action *action)
{
	int64_t best = INT64_MAX;
	int32_t found = -1;

	for (int32_t i = 0; i < w->house->nround; i++) {
		int64_t off = w->head->now - round_due(w, i);

		if (!is_meant(w, i, place, action) || !is_open(w, i))
			continue;
		off = off < 0 ? -off : off;
		if (off < best) {
			best = off;
			found = i;
		}
	}
	return found;
}

/* That of the last visit meant that can still be undone, tonight's; or -1. */
static int32_t
last_visit(const struct world *w, int32_t place, const struct action *action)
{
	int64_t after = w->head->now - VISIT_UNDO_MS;
	int32_t found = -1;

	for (int32_t i = 0; i < w->house->nround; i++) {
		const struct visit *v = round_seen(w, i);

		if (is_meant(w, i, place, action) && v != NULL &&
		    v->t >= after &&
		    (found < 0 || v->t >= w->visit[found].t))
			found = i;
	}
	return found;
}

const char *
round_visit(struct world *w, int32_t place, const struct action *action,
    int32_t *round)
{
	struct visit *visit;

	if (action->how == VISIT_UNDONE) {
		*round = last_visit(w, place, action);
		if (*round < 0)
			return N_("there is no visit of the last minute to undo");
		w->visit[*round] = (struct visit){0};
		return NULL;
	}
	*round = planned(w, place, action);
	if (*round < 0)
		return NULL;
	visit = &w->visit[*round];
	*visit = (struct visit){.t = w->head->now, .how = action->how};
	snprintf(visit->by, sizeof(visit->by), "%s", action->by);
	return NULL;
}
