/* SPDX-License-Identifier: Apache-2.0 */
/* What is selected: a room or an alert, and how the arrows move it. */
#ifndef NATVAGT_UI_SELECT_H
#define NATVAGT_UI_SELECT_H

#include "ui/ui.h"

/* May be -1; an alert's plan is shown with it. */
void select_alert(struct ui *ui, int32_t instance);
/* A place that stands on a plan, which is shown with it; else none. */
void select_room(struct ui *ui, int32_t place);
/* Where what is selected is, or -1. */
int32_t select_place(const struct ui *ui);
/* One step in a direction: -1, 0 or 1 each. */
void select_move(struct ui *ui, int down, int right);
/* Around the alerts and then the shown plan's rooms; back: -1. */
void select_next(struct ui *ui, int step);
/* Forgets what is not there (any more). */
void select_check(struct ui *ui);
/* In another house: the same alert, or else the same room; -1: none there. */
void select_same(const struct house *to, const struct house *from,
    int32_t *place, int32_t *instance);

#endif
