/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/list.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/flood.h"

#define OUTCOME_WANTED (30 * MS_MINUTE)

bool
list_lacks_outcome(const struct alert *alert, int64_t now)
{
	return alert->state == ALERT_CLOSED && !alert->answered &&
	    now - alert->closed <= OUTCOME_WANTED;
}

static bool
is_listed(const struct ui *ui, const struct alert *alert)
{
	if (alert_is_open(alert))
		return true;
	/* What came and went without anybody going there asks nothing. */
	return list_lacks_outcome(alert, ui->now) &&
	    (alert->taken != 0 || alert->attended != 0);
}

static enum priority
priority_of(const struct house *house, int32_t instance)
{
	return house->rule[house->instance[instance].rule].priority;
}

/* The most urgent first; negative where a comes before b. */
static int
compare(const struct ui *ui, int32_t a, int32_t b)
{
	const struct house *house = world_house(ui->world);
	const struct alert *x = world_alert(ui->world, a);
	const struct alert *y = world_alert(ui->world, b);
	int p = priority_of(house, a), q = priority_of(house, b);

	if (alert_is_open(x) != alert_is_open(y))
		return alert_is_open(x) ? -1 : 1;
	if (!alert_is_open(x))
		return x->closed != y->closed ?
		    (x->closed > y->closed ? -1 : 1) : a - b;
	if (p != q)
		return q - p;
	if (alert_is_waiting(x) != alert_is_waiting(y))
		return alert_is_waiting(x) ? -1 : 1;
	if (x->raised != y->raised)
		return x->raised < y->raised ? -1 : 1;
	return a - b;
}

static void
insert(struct list *list, const struct ui *ui, int32_t instance)
{
	int i = list->n++;

	for (; i > 0 && compare(ui, instance, list->v[i - 1]) < 0; i--)
		list->v[i] = list->v[i - 1];
	list->v[i] = instance;
}

static void
count_waiting(struct list *list, const struct alert *alert,
    enum priority priority)
{
	if (priority == PRIORITY_TECHNICAL) {
		list->ntechnical++;
		return;
	}
	list->nwaiting++;
	if (priority > list->loudest)
		list->loudest = priority;
	if (list->oldest == 0 || alert->raised < list->oldest)
		list->oldest = alert->raised;
}

void
list_make(struct list *list, const struct ui *ui)
{
	const struct house *house;

	*list = (struct list){0};
	if (ui->world == NULL)
		return;
	house = world_house(ui->world);
	list->v = xcalloc((size_t)house->ninstance + 1, sizeof(*list->v));
	for (int32_t i = 0; i < house->ninstance; i++) {
		const struct alert *alert = world_alert(ui->world, i);

		if (!is_listed(ui, alert))
			continue;
		insert(list, ui, i);
		list->nopen += alert_is_open(alert);
		if (alert_is_waiting(alert))
			count_waiting(list, alert, priority_of(house, i));
	}
	list->flood = flood_count(ui->world, ui->now) > FLOOD_MORE_THAN;
}

/* Whoever is signed in has it in hand, or had it. */
static bool
is_mine(const struct ui *ui, const struct alert *alert)
{
	return !alert_is_waiting(alert) && strcmp(alert->by, ui->by) == 0;
}

static bool
is_shown(const struct ui *ui, int32_t instance)
{
	const struct house *house = world_house(ui->world);
	const struct alert *alert = world_alert(ui->world, instance);
	enum priority priority = priority_of(house, instance);
	bool waits = alert_is_waiting(alert);

	if (instance == ui->instance || (waits && priority == PRIORITY_HIGH))
		return true;
	switch (ui->pages.show) {
	case SHOW_WAITING: return waits;
	case SHOW_MINE: return is_mine(ui, alert);
	case SHOW_TECHNICAL: return priority == PRIORITY_TECHNICAL;
	default: return true;
	}
}

/* Negative where a comes before b; among equals the more urgent first. */
static int
compare_shown(const struct list *list, const struct ui *ui, int32_t a,
    int32_t b)
{
	const struct house *house = world_house(ui->world);
	const struct alert *x = world_alert(ui->world, a);
	const struct alert *y = world_alert(ui->world, b);

	if (alert_is_open(x) && alert_is_open(y)) {
		int g = list->flood ? flood_group(ui, a) : -1;
		int h = list->flood ? flood_group(ui, b) : -1;

		if (g != h)
			return g - h;
		if (ui->pages.sort == SORT_TIME && x->raised != y->raised)
			return x->raised > y->raised ? -1 : 1;
		if (ui->pages.sort == SORT_ROOM && house->instance[a].place !=
		    house->instance[b].place)
			return house->instance[a].place -
			    house->instance[b].place;
	}
	return compare(ui, a, b);
}

int
list_show(struct list *list, const struct ui *ui)
{
	int all = list->n;

	list->n = 0;
	for (int i = 0; i < all; i++) {
		int32_t instance = list->v[i];
		int at = list->n;

		if (!is_shown(ui, instance))
			continue;
		for (; at > 0 && compare_shown(list, ui, instance,
		    list->v[at - 1]) < 0; at--)
			list->v[at] = list->v[at - 1];
		list->v[at] = instance;
		list->n++;
	}
	return all - list->n;
}

void
list_release(struct list *list)
{
	free(list->v);
	*list = (struct list){0};
}

int
list_find(const struct list *list, int32_t instance)
{
	for (int i = 0; i < list->n; i++)
		if (list->v[i] == instance)
			return i;
	return -1;
}

int
list_room(const struct conf *conf, int32_t place, int *room)
{
	const struct house *house = conf->house;

	for (; place >= 0 && place < house->nplace;
	    place = house->place[place].parent)
		for (int i = 0; i < conf->nplan; i++)
			if ((*room = plan_room(&conf->plan[i], place)) >= 0)
				return i;
	return -1;
}

int32_t
list_room_place(const struct conf *conf, int32_t place)
{
	int room, plan = list_room(conf, place, &room);

	return plan >= 0 ? conf->plan[plan].at[room].place : -1;
}

int32_t
list_room_alert(const struct list *list, const struct ui *ui, int32_t place)
{
	const struct house *house = ui->conf->house;

	for (int i = 0; i < list->nopen; i++)
		if (list_room_place(ui->conf,
		    house->instance[list->v[i]].place) == place)
			return list->v[i];
	return -1;
}
