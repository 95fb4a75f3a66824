/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The alerts as the console lists them: the open ones, most urgent first,
 * among equals those that wait first and then the older, then those that were closed in the last half
 * hour by somebody who has not told yet how it went.
 */
#ifndef NATVAGT_UI_LIST_H
#define NATVAGT_UI_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

struct list {
	int32_t *v;  /* instances, owned */
	int n;
	int nopen;    /* the first so many */
	int nwaiting; /* nobody has taken them, somebody is in need … */
	int64_t oldest; /* … and the oldest was raised then, or 0 */
	enum priority loudest; /* of them */
	int ntechnical; /* the same, where nobody is in need */
	bool flood;     /* too many at once: see ui/flood.h */
};

void list_make(struct list *list, const struct ui *ui);
/*
 * Makes it what is shown: filtered and in the order that ui->pages says. A
 * high alert that waits and the selected one are always there. Returns how
 * many are hidden.
 */
int list_show(struct list *list, const struct ui *ui);
void list_release(struct list *list);
/* Where it stands, or -1. */
int list_find(const struct list *list, int32_t instance);

/* Closed so lately that one may still say how it went. */
bool list_lacks_outcome(const struct alert *alert, int64_t now);

/*
 * Rooms: where a place is drawn, itself or the nearest that it lies within.
 * Returns the plan's index and *room, or -1.
 */
int list_room(const struct conf *conf, int32_t place, int *room);
/* The place of that room, or -1. */
int32_t list_room_place(const struct conf *conf, int32_t place);
/* The most urgent open alert that shows in the room of a place, or -1. */
int32_t list_room_alert(const struct list *list, const struct ui *ui,
    int32_t place);

#endif
