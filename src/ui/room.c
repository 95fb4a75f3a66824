/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/room.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "ui/aside.h"
#include "ui/select.h"
#include "ui/view.h"

enum { UNSEEN = 0x2591, ASIDE = 0x2571 };

int
room_unseen(const struct ui *ui, int *all)
{
	int n = 0;
	int64_t since;

	*all = 0;
	for (int32_t i = 0; ui->world != NULL && i < ui->conf->house->nplace;
	    i++) {
		int32_t status = world_status(ui->world, i, &since);

		*all += status != STATUS_NONE;
		n += status == STATUS_UNSEEN;
	}
	return n;
}

/* Seconds would make every room of a waking house flicker. */
static void
room_age(int64_t now, int64_t since, char buf[WORDS_SIZE])
{
	if (since > 0 && now - since < MS_MINUTE)
		snprintf(buf, WORDS_SIZE, "%s", _("now"));
	else
		words_age(now, since, buf);
}

static void
status_words(const struct ui *ui, int32_t place, struct room_words *w)
{
	const struct house *house = ui->conf->house;
	int64_t since;
	int32_t status = world_status(ui->world, place, &since);

	w->status = words_status(house, status);
	if (status == STATUS_UNSEEN) {
		w->hatch = UNSEEN;
		w->mark = '?';
	}
	if (status == STATUS_NONE)
		return;
	room_age(ui->now, since, w->age);
	if (status >= 0) {
		w->mark = house->status[status].mark;
		w->status_style.meaning = (uint8_t)house->status[status].colour;
	}
}

static void
alert_words(const struct ui *ui, int32_t instance, struct room_words *w)
{
	const struct house *house = ui->conf->house;
	const struct rule *rule = &house->rule[house->instance[instance].rule];
	bool steady = ui->read_only ||
	    !alert_is_waiting(world_alert(ui->world, instance));

	w->alert = rule->text;
	w->marks = words_marks(rule->priority);
	w->marks_style = words_marks_style(rule->priority, steady, ui->now);
	w->alert_style = words_priority_style(rule->priority);
}

int32_t
room_selected(const struct ui *ui)
{
	return list_room_place(ui->conf, select_place(ui));
}

void
room_words(const struct ui *ui, int32_t place, int32_t instance,
    struct room_words *w)
{
	*w = (struct room_words){.label = words_place(ui->conf->house, place),
	    .status = "", .alert = "", .marks = "", .mark = ' '};
	w->selected = room_selected(ui) == place ||
	    (instance >= 0 && instance == ui->instance);
	if (ui->world == NULL) {
		w->hatch = UNSEEN;
		w->mark = '?';
		return;
	}
	if (aside_in_room(ui, place))
		w->hatch = ASIDE;
	status_words(ui, place, w);
	if (instance >= 0)
		alert_words(ui, instance, w);
	/* Often the same words: once is enough. */
	if (strcmp(w->alert, w->status) == 0)
		w->status = "";
}
