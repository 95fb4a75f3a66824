/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands where on the plan's page. The alerts are beside the plan, or
 * below it where the plan is too wide or the screen too narrow; what is left
 * below both is for the log and for what is selected. Nothing of it depends
 * on what the alerts say, only on how many rows they need.
 */
#ifndef NATVAGT_UI_LAYOUT_H
#define NATVAGT_UI_LAYOUT_H

#include "ui/view.h"

struct layout {
	struct area plan, alerts, below; /* rows 0: not there */
	struct area page; /* for a page beside the alerts, with … */
	struct area page_alerts; /* … these; rows 0: it fills the screen */
};

void layout_make(struct layout *layout, const struct ui *ui,
    const struct list *list, struct area all);
/* Two columns, where the area is wide enough; returns whether it is. */
bool layout_split(struct area area, struct area *left, struct area *right);

#endif
