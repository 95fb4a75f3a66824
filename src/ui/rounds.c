/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/rounds.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "core/round.h"
#include "ui/list.h"
#include "ui/words.h"

/* ---- the list ---- */

struct round_line
rounds_line(const struct world *world, int32_t round, int64_t now)
{
	const struct round *r = &world_house(world)->round[round];
	struct round_line line = {
		.round = round,
		.due = round_due(world, round),
		.visit = round_seen(world, round),
	};
	bool restful = round_is_restful(world, round, &line.since);

	if (line.visit != NULL)
		line.group = ROUND_SEEN;
	else if (round_is_before(world, round))
		line.group = ROUND_BEFORE;
	else if (round_is_missed(world, round, now))
		line.group = ROUND_MISSED;
	else if (now < line.due - ROUND_EARLY)
		line.group = ROUND_LATER;
	else if (restful)
		line.group = ROUND_RESTFUL;
	else
		line.group = now < line.due ? ROUND_SOON :
		    now < line.due + r->late_after ? ROUND_DUE : ROUND_LATE;
	return line;
}

/* Negative where a comes before b; what was seen to last comes first. */
static int
compare(const void *p, const void *q)
{
	const struct round_line *a = p, *b = q;
	int64_t x = a->due, y = b->due;

	if (a->group != b->group)
		return (int)a->group - (int)b->group;
	if (a->group == ROUND_SEEN && a->visit->t != b->visit->t) {
		x = b->visit->t;
		y = a->visit->t;
	}
	return x != y ? (x < y ? -1 : 1) : a->round - b->round;
}

void
rounds_make(struct rounds *rounds, const struct world *world, int64_t now)
{
	int n = world != NULL ? world_house(world)->nround : 0;

	*rounds = (struct rounds){.v = xcalloc((size_t)n + 1,
	    sizeof(*rounds->v)), .n = n};
	for (int i = 0; i < n; i++) {
		struct round_line line = rounds_line(world, i, now);

		rounds->v[i] = line;
		rounds->of[line.group]++;
		rounds->spared += line.group == ROUND_SEEN &&
		    line.visit->how == VISIT_SKIPPED;
	}
	qsort(rounds->v, (size_t)n, sizeof(*rounds->v), compare);
}

void
rounds_release(struct rounds *rounds)
{
	free(rounds->v);
	*rounds = (struct rounds){0};
}

/* ---- keys ---- */

bool
rounds_are_planned(const struct ui *ui)
{
	return ui->world != NULL && ui->conf->house->nround > 0;
}

static int32_t
room_of(const struct ui *ui, const struct round_line *line)
{
	return list_room_place(ui->conf,
	    ui->conf->house->round[line->round].place);
}

int32_t
rounds_calling(const struct ui *ui, int32_t place)
{
	const struct house *house = ui->conf->house;
	struct list list;
	int32_t found;

	list_make(&list, ui);
	found = list_room_alert(&list, ui, list_room_place(ui->conf, place));
	list_release(&list);
	return found >= 0 && alert_is_waiting(world_alert(ui->world, found)) &&
	    house->rule[house->instance[found].rule].priority !=
	    PRIORITY_TECHNICAL ? found : -1;
}

void
rounds_choose(struct ui *ui, int32_t room)
{
	struct rounds rounds;

	rounds_make(&rounds, ui->world, ui->now);
	if (rounds.n > 0)
		ui->pages.line = rounds.v[0].round;
	for (int i = rounds.n - 1; room >= 0 && i >= 0; i--)
		if (room_of(ui, &rounds.v[i]) == room)
			ui->pages.line = rounds.v[i].round;
	rounds_release(&rounds);
}

/* The first that can be seen to now, or -1. */
static int32_t
first_open(const struct ui *ui)
{
	struct rounds rounds;
	int32_t first = -1;

	rounds_make(&rounds, ui->world, ui->now);
	if (rounds.n > 0 && rounds.v[0].group <= ROUND_RESTFUL)
		first = rounds.v[0].round;
	rounds_release(&rounds);
	return first;
}

bool
rounds_can_visit(const struct ui *ui)
{
	return first_open(ui) >= 0;
}

static struct ui_request
request(const struct ui *ui, int32_t round, enum visit_how how)
{
	const struct house *house = ui->conf->house;
	const struct round *r = &house->round[round];

	return (struct ui_request){.what = UI_DO_ACTION, .naction = 1,
	    .action = {{
		.what = ACTION_VISIT,
		.place = house->place[r->place].id,
		.by = ui->by,
		.minutes = MINUTES_NONE,
		.how = how,
		.at = r->at,
	    }}};
}

static struct ui_request
choose_first(struct ui *ui)
{
	const struct house *house = ui->conf->house;
	char clock[WORDS_SIZE];

	ui->pages.line = first_open(ui);
	words_clock(&ui->conf->zone,
	    round_due(ui->world, (int32_t)ui->pages.line), false, clock);
	return ui_say(ui, ui->linear ? _("%s at %s? Type the room as well.") :
	    _("%s at %s? Press again, or choose another with the"
	    " arrows."), words_place(house,
	    house->round[ui->pages.line].place), clock);
}

static struct ui_request
see_to(struct ui *ui, enum visit_how how)
{
	static const char *const why[ROUND_GROUPS] = {
		[ROUND_MISSED] = N_("Its time is over, and it stays missed."),
		[ROUND_SEEN] = N_("That has been seen to."),
		[ROUND_LATER] = N_("A visit counts from an hour before."),
		[ROUND_BEFORE] = N_("Its time was over before the watch began."),
	};
	int32_t round = (int32_t)ui->pages.line;
	struct round_line line;

	if (round < 0)
		return choose_first(ui);
	line = rounds_line(ui->world, round, ui->now);
	if (line.group > ROUND_RESTFUL) {
		return ui_say(ui, "%s", _(why[line.group]));
	}
	ui->pages.line = -1;
	return request(ui, round, how);
}

struct ui_request
rounds_visit(struct ui *ui)
{
	return see_to(ui, VISIT_ENTERED);
}

struct ui_request
rounds_spare(struct ui *ui)
{
	return see_to(ui, VISIT_SKIPPED);
}

static bool
is_fresh(const struct ui *ui, const struct round_line *line)
{
	return line->group == ROUND_SEEN &&
	    ui->now - line->visit->t <= VISIT_UNDO_MS;
}

/* The round whose visit the key would undo, or -1. */
static int32_t
undone(const struct ui *ui)
{
	struct rounds rounds;
	int32_t found = -1;

	rounds_make(&rounds, ui->world, ui->now);
	for (int i = 0; i < rounds.n; i++) {
		const struct round_line *line = &rounds.v[i];

		if (!is_fresh(ui, line))
			continue;
		if (line->round == ui->pages.line) {
			found = line->round;
			break;
		}
		if (found < 0 && strcmp(line->visit->by, ui->by) == 0)
			found = line->round;
	}
	rounds_release(&rounds);
	return found;
}

bool
rounds_can_undo(const struct ui *ui)
{
	return undone(ui) >= 0;
}

struct ui_request
rounds_undo(struct ui *ui)
{
	int32_t round = undone(ui);

	ui->pages.line = round;
	return request(ui, round, VISIT_UNDONE);
}
