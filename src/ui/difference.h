/* SPDX-License-Identifier: Apache-2.0 */
/* What the keys do that compare two sets of rules; see the table in keys.c. */
#ifndef NATVAGT_UI_DIFFERENCE_H
#define NATVAGT_UI_DIFFERENCE_H

#include "ui/ui.h"

bool difference_is_on(const struct ui *ui);
struct ui_request difference_visit(struct ui *ui);
/* When either raised it first. */
int64_t difference_time(const struct ui_difference *difference);

#endif
