/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/difference.h"

#include "ui/lines.h"

int64_t
difference_time(const struct ui_difference *d)
{
	return d->raised[0] < d->raised[1] ? d->raised[0] : d->raised[1];
}

bool
difference_is_on(const struct ui *ui)
{
	return ui->replay.compare.name[0] != NULL;
}

struct ui_request
difference_visit(struct ui *ui)
{
	const struct ui_difference *d =
	    &ui->replay.compare.v[lines_selected(ui)];

	ui->page = UI_PAGE_PLAN;
	return (struct ui_request){.what = UI_DO_VISIT,
	    .ms = difference_time(d), .place = d->place};
}
