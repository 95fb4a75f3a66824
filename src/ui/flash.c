/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/flash.h"

#include "ui/list.h"
#include "ui/words.h"

int
flash_step(const struct ui *ui)
{
	const struct house *house;
	int step = 0;

	if (ui->world == NULL || ui->read_only)
		return 0;
	house = world_house(ui->world);
	for (int32_t i = 0; i < house->ninstance; i++) {
		int of = words_flash(house->rule[house->instance[i].rule]
		    .priority);

		if (of > 0 && (step == 0 || of < step) &&
		    alert_is_waiting(world_alert(ui->world, i)))
			step = of;
	}
	return step;
}
