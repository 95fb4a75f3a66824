/* SPDX-License-Identifier: Apache-2.0 */
/* What the keys do that compare two sets of rules; see the table in keys.c. */
#ifndef NATVAGT_UI_COMPARE_H
#define NATVAGT_UI_COMPARE_H

#include "ui/ui.h"

bool compare_is_on(const struct ui *ui);
struct ui_request compare_visit(struct ui *ui);
/* When either raised it first. */
int64_t compare_time(const struct ui_difference *difference);

#endif
