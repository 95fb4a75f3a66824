/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rooms lie as they are drawn and the alerts to their right, or below: an
 * arrow goes to the nearest room in its direction, past the last one there to
 * the alerts, and back from these to the room of the alert.
 */
#include "ui/select.h"

#include <stdlib.h>
#include <string.h>

#include "ui/list.h"
#include "ui/sign.h"

enum {
	TIE = 1024,
	ASKEW = 4096, /* farther than any plan is long */
};

static const struct plan *
shown_plan(const struct ui *ui)
{
	return ui->plan < ui->conf->nplan ? &ui->conf->plan[ui->plan] : NULL;
}

void
select_room(struct ui *ui, int32_t place)
{
	int room, plan = list_room(ui->conf, place, &room);

	ui->place = plan >= 0 ? place : -1;
	ui->instance = -1;
	ui->shape.scroll = 0;
	if (plan >= 0)
		ui->plan = plan;
}

void
select_alert(struct ui *ui, int32_t instance)
{
	int room, plan;

	ui->instance = instance;
	ui->place = -1;
	ui->shape.scroll = 0;
	if (instance < 0)
		return;
	plan = list_room(ui->conf, ui->conf->house->instance[instance].place,
	    &room);
	if (plan >= 0)
		ui->plan = plan;
}

int32_t
select_place(const struct ui *ui)
{
	return ui->instance < 0 ? ui->place :
	    ui->conf->house->instance[ui->instance].place;
}

/* The gap between two stretches of cells, 0 where they overlap. */
static int
gap(int a, int alen, int b, int blen)
{
	return b >= a + alen ? b - (a + alen) + 1 :
	    a >= b + blen ? a - (b + blen) + 1 : 0;
}

/*
 * How far room b lies from a in a direction, or -1 where it does not. One that
 * lies straight on comes before any that lies askew, of which the way aside
 * counts much more than the way along; among equals the one that begins most
 * nearly at the same column (or row). Cells are twice as high as wide.
 */
static int
distance(const struct room *a, const struct room *b, int down, int right)
{
	int across = gap(a->text_col, a->text_w, b->text_col, b->text_w);
	int along = gap(a->text_row, a->text_h, b->text_row, b->text_h);
	int dx = b->text_col - a->text_col, dy = b->text_row - a->text_row;

	if (right != 0)
		return dx * right <= 0 || across == 0 ? -1 :
		    (across + (along > 0 ? ASKEW + 16 * along : 0)) * TIE +
		    abs(dy);
	return dy * down <= 0 || along == 0 ? -1 :
	    (2 * along + (across > 0 ? ASKEW + 8 * across : 0)) * TIE + abs(dx);
}

static bool
move_room(struct ui *ui, int down, int right)
{
	const struct plan *plan = shown_plan(ui);
	int from = plan != NULL ? plan_room(plan, ui->place) : -1;
	int best = -1, least = 0;

	for (int i = 0; from >= 0 && i < plan->nroom; i++) {
		int d = distance(&plan->at[from], &plan->at[i], down, right);

		if (d >= 0 && (best < 0 || d < least)) {
			best = i;
			least = d;
		}
	}
	if (best >= 0)
		select_room(ui, plan->at[best].place);
	return best >= 0;
}

static void
select_first(struct ui *ui, const struct list *list)
{
	const struct plan *plan = shown_plan(ui);

	if (list->n > 0)
		select_alert(ui, list->v[0]);
	else if (plan != NULL && plan->nroom > 0)
		select_room(ui, plan->at[0].place);
}

static void
move_in_list(struct ui *ui, const struct list *list, int down, int right)
{
	int at = list_find(list, ui->instance) + down;
	int32_t place = ui->conf->house->instance[ui->instance].place;

	bool back = ui->shape.under ? down < 0 && at < 0 : right < 0;

	if (back && list_room_place(ui->conf, place) >= 0)
		select_room(ui, list_room_place(ui->conf, place));
	else if (down != 0 && at >= 0 && at < list->n)
		select_alert(ui, list->v[at]);
}

void
select_move(struct ui *ui, int down, int right)
{
	struct list list;

	list_make(&list, ui);
	list_show(&list, ui);
	if (ui->instance >= 0)
		move_in_list(ui, &list, down, right);
	else if (ui->place < 0)
		select_first(ui, &list);
	else if (!move_room(ui, down, right) && list.n > 0 &&
	    (ui->shape.under ? down : right) > 0)
		select_alert(ui, list.v[0]);
	list_release(&list);
}

void
select_next(struct ui *ui, int step)
{
	const struct plan *plan = shown_plan(ui);
	int nroom = plan != NULL ? plan->nroom : 0, all, at = -1;
	struct list list;

	list_make(&list, ui);
	list_show(&list, ui);
	all = list.n + nroom;
	if (ui->instance >= 0)
		at = list_find(&list, ui->instance);
	else if (ui->place >= 0 && plan != NULL)
		at = list.n + plan_room(plan, ui->place);
	if (at < 0 && step < 0)
		at = 0;
	if (all > 0) {
		at = (at + step + all) % all;
		if (at < list.n)
			select_alert(ui, list.v[at]);
		else
			select_room(ui, plan->at[at - list.n].place);
	}
	list_release(&list);
}

void
select_check(struct ui *ui)
{
	const struct house *house = ui->conf->house;
	struct list list;

	/* Indexes of another house mean other things in this one. */
	if (strcmp(ui->conf_seen, ui->conf->hash) != 0) {
		memcpy(ui->conf_seen, ui->conf->hash, sizeof(ui->conf_seen));
		ui->place = ui->instance = -1;
		ui->ask = UI_ASK_NOTHING;
		sign_forget(ui);
		ui->pages.room = -1;
		ui->pages.line = -1;
	}
	if (ui->plan >= ui->conf->nplan)
		ui->plan = 0;
	if (ui->place >= house->nplace)
		ui->place = -1;
	if (ui->instance >= house->ninstance)
		ui->instance = -1;
	list_make(&list, ui);
	/* On its own page a closed alert can still be read. */
	if (ui->instance >= 0 && list_find(&list, ui->instance) < 0 &&
	    (ui->page != UI_PAGE_DETAIL || ui->world == NULL ||
	    world_alert(ui->world, ui->instance)->number == 0))
		ui->instance = -1;
	list_release(&list);
	if (ui->page == UI_PAGE_DETAIL && ui->instance < 0 && ui->place < 0)
		ui->page = UI_PAGE_PLAN;
}

void
select_same(const struct house *to, const struct house *from, int32_t *place,
    int32_t *instance)
{
	int32_t at = *instance < 0 ? *place : from->instance[*instance].place;

	*instance = house_same_instance(to, from, *instance);
	*place = *instance >= 0 ? -1 : house_same_place(to, from, at);
}
