/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/compare.h"

#include <string.h>

#include "ui/lines.h"

int64_t
compare_time(const struct ui_difference *d)
{
	return d->raised[0] < d->raised[1] ? d->raised[0] : d->raised[1];
}

bool
compare_is_on(const struct ui *ui)
{
	return ui->replay.compare.name[0] != NULL;
}

struct ui_request
compare_visit(struct ui *ui)
{
	const struct ui_difference *d =
	    &ui->replay.compare.v[lines_selected(ui)];

	ui->page = UI_PAGE_PLAN;
	return (struct ui_request){.what = UI_DO_VISIT,
	    .ms = compare_time(d), .place = d->place};
}

/* The place and the instance of the other house by their ids, or -1. */
static int32_t
same_place(const struct house *to, const struct house *from, int32_t place)
{
	return place < 0 ? -1 : house_place(to, from->place[place].id);
}

static int32_t
same_instance(const struct house *to, const struct house *from, int32_t i)
{
	const struct instance *in = &from->instance[i];
	int32_t rule, place;

	if (i < 0)
		return -1;
	rule = house_rule(to, from->rule[in->rule].id);
	place = same_place(to, from, in->place);
	return rule < 0 || place < 0 ? -1 : house_instance(to, rule, place);
}

void
ui_move(struct ui *ui, const struct conf *conf)
{
	const struct house *from = ui->conf->house, *to = conf->house;
	int32_t place = ui->instance >= 0 ?
	    from->instance[ui->instance].place : ui->place;

	ui->instance = same_instance(to, from, ui->instance);
	ui->place = ui->instance >= 0 ? -1 : same_place(to, from, place);
	ui->pages.room = same_place(to, from, ui->pages.room);
	ui->pages.line = -1;
	ui->conf = conf;
	memcpy(ui->conf_seen, conf->hash, sizeof(ui->conf_seen));
}
