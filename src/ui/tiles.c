/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/tiles.h"

#include <stdlib.h>

#include "ui/room.h"
#include "ui/select.h"
#include "ui/view.h"

static struct tile *
find_place(const struct tiles *tiles, int32_t place)
{
	for (size_t i = 0; i < tiles->n; i++)
		if (tiles->v[i].place == place)
			return &tiles->v[i];
	return NULL;
}

/* The alert of a place that is on no plan has a tile all the same. */
static void
add_alerts(struct tiles *tiles, const struct ui *ui, const struct list *list)
{
	const struct house *house = ui->conf->house;

	for (int i = 0; i < list->nopen; i++) {
		int32_t own = house->instance[list->v[i]].place;
		int32_t place = list_room_place(ui->conf, own);
		struct tile *tile = find_place(tiles, place < 0 ? own : place);

		if (tile != NULL)
			tile->more++;
		else
			vec_push(tiles, (struct tile){place < 0 ? own : place,
			    list->v[i], 0});
	}
}

static void
add_rooms(struct tiles *tiles, const struct ui *ui, bool dwellings)
{
	const struct conf *conf = ui->conf;
	int64_t since;

	for (int i = 0; i < conf->nplan; i++)
		for (int j = 0; j < conf->plan[i].nroom; j++) {
			int32_t place = conf->plan[i].at[j].place;
			bool dwelling = house_dwelling(conf->house, place) ==
			    place;

			if (dwelling == dwellings &&
			    find_place(tiles, place) == NULL && (dwelling ||
			    (ui->world != NULL && world_status(ui->world, place,
			    &since) != STATUS_NONE)))
				vec_push(tiles, (struct tile){place, -1, 0});
		}
}

void
tiles_make(struct tiles *tiles, const struct ui *ui, const struct list *list)
{
	*tiles = (struct tiles){0};
	add_alerts(tiles, ui, list);
	add_rooms(tiles, ui, true);
	add_rooms(tiles, ui, false);
}

void
tiles_release(struct tiles *tiles)
{
	vec_free(tiles);
}

int
tiles_find(const struct tiles *tiles, const struct ui *ui)
{
	int32_t place = room_selected(ui);

	for (size_t i = 0; i < tiles->n; i++)
		if ((ui->instance >= 0 && tiles->v[i].instance ==
		    ui->instance) || (place >= 0 && tiles->v[i].place == place))
			return (int)i;
	return -1;
}

static void
select_tile(struct ui *ui, const struct tile *tile)
{
	if (tile->instance >= 0)
		select_alert(ui, tile->instance);
	else
		select_room(ui, tile->place);
}

static void
make_now(struct tiles *tiles, const struct ui *ui)
{
	struct list list;

	list_make(&list, ui);
	tiles_make(tiles, ui, &list);
	list_release(&list);
}

void
tiles_move(struct ui *ui, int down, int right)
{
	struct tiles tiles;
	int at, to;

	make_now(&tiles, ui);
	at = tiles_find(&tiles, ui);
	to = at < 0 ? 0 : at + right + down * ui->shape.across;
	if (to >= 0 && to < (int)tiles.n)
		select_tile(ui, &tiles.v[to]);
	tiles_release(&tiles);
}

void
tiles_next(struct ui *ui, int step)
{
	struct tiles tiles;
	int at, n;

	make_now(&tiles, ui);
	n = (int)tiles.n;
	at = tiles_find(&tiles, ui);
	if (at < 0 && step < 0)
		at = 0;
	if (n > 0)
		select_tile(ui, &tiles.v[(at + step + n) % n]);
	tiles_release(&tiles);
}
