/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rooms of all plans in one order: those with an open alert, as the alerts
 * are listed; then the dwellings; then what else has a status.
 */
#ifndef NATVAGT_UI_TILES_H
#define NATVAGT_UI_TILES_H

#include "base/mem.h"
#include "ui/list.h"

struct tile {
	int32_t place;
	int32_t instance; /* its most urgent open alert, or -1 */
	int more;         /* alerts besides that one */
};

struct tiles {
	struct tile *v; /* owned */
	size_t n, cap;
};

void tiles_make(struct tiles *tiles, const struct ui *ui,
    const struct list *list);
void tiles_release(struct tiles *tiles);
/* The selected one's index, or -1. */
int tiles_find(const struct tiles *tiles, const struct ui *ui);
/* One step in a direction, as they stand in ui->shape.across columns. */
void tiles_move(struct ui *ui, int down, int right);
/* Around all of them; back: -1. */
void tiles_next(struct ui *ui, int step);

#endif
