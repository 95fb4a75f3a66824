/* SPDX-License-Identifier: Apache-2.0 */
/* From the handover sheet: how those alerts went of which nobody has said it. */
#ifndef NATVAGT_UI_OUTCOME_H
#define NATVAGT_UI_OUTCOME_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

/* Whether the sheet has one that can still be answered. */
bool outcome_is_wanted(const struct ui *ui);
/* Asks it of the first. */
struct ui_request outcome_ask(struct ui *ui);

#endif
