/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/outcome.h"

#include "ui/ask.h"
#include "ui/sheet.h"

/* The world forgets an alert when its rule has another there. */
static uint32_t
first_wanted(const struct ui *ui)
{
	for (size_t i = 0; ui->sheet != NULL && ui->world != NULL &&
	    i < ui->sheet->unlabelled.n; i++) {
		uint32_t number = ui->sheet->unlabelled.v[i];
		int32_t instance = world_find_alert(ui->world, number);
		const struct alert *alert = instance >= 0 ?
		    world_alert(ui->world, instance) : NULL;

		if (alert != NULL && alert->state == ALERT_CLOSED &&
		    !alert->answered)
			return number;
	}
	return 0;
}

bool
outcome_is_wanted(const struct ui *ui)
{
	return first_wanted(ui) != 0;
}

struct ui_request
outcome_ask(struct ui *ui)
{
	ui->asked = first_wanted(ui);
	return ask_open(ui, UI_ASK_OUTCOME);
}
