/* SPDX-License-Identifier: Apache-2.0 */
/* What lies outside what is shown, in one direction: nothing goes silently. */
#ifndef NATVAGT_UI_OUTSIDE_H
#define NATVAGT_UI_OUTSIDE_H

#include "ui/list.h"

struct outside {
	int rooms, alerts;
	int32_t instance; /* the most urgent alert there, or -1 */
};
#define OUTSIDE_NONE ((struct outside){0, 0, -1})

/* A room, with the alert that shows in it or -1. */
void outside_add(struct outside *outside, const struct list *list,
    int32_t instance);
/* "↓ 12 rooms !!! 107 +2"; nothing for none. Returns the columns taken. */
int outside_draw(const struct outside *outside, const struct ui *ui,
    const char *arrow, struct frame *frame, int row, int col, int width);

#endif
