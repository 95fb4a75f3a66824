/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Setting a rule at a place aside for a while: which (where a room is
 * selected), why, for how long; one key each, the reason typed where it is
 * none of the usual ones. What is on hold is taken up again by the same key.
 */
#ifndef NATVAGT_UI_SHELVE_H
#define NATVAGT_UI_SHELVE_H

#include <stdbool.h>

#include "ui/menu.h"
#include "ui/ui.h"

/* What is selected can be put on hold, or taken up again. */
bool shelve_can(const struct ui *ui);
/* Asks, or takes up again. */
struct ui_request shelve_open(struct ui *ui);
/* Why what is selected cannot be put on hold; false where nothing is. */
bool shelve_refuse(struct ui *ui);
/* The same of the line of what is set aside: an instance. */
bool shelve_can_line(const struct ui *ui);
struct ui_request shelve_open_line(struct ui *ui);
bool shelve_refuse_line(struct ui *ui);

/* The questions' own: see ui/ask.h. */
void shelve_rules(const struct ui *ui, struct menu *menu);
void shelve_reasons(const struct ui *ui, struct menu *menu);
void shelve_times(const struct ui *ui, struct menu *menu);
struct ui_request shelve_take_rule(struct ui *ui, int answer);
struct ui_request shelve_take_reason(struct ui *ui, int answer);
struct ui_request shelve_take_time(struct ui *ui, int answer);
struct ui_request shelve_typed(struct ui *ui);
bool shelve_move(struct ui *ui, const struct conf *to);

#endif
