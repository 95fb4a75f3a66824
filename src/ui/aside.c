/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/aside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/list.h"
#include "ui/words.h"

enum { DAY_SIZE = 16 }; /* "2026-11-22" */

/* Whether a rule at a place is set aside, and how. */
static bool
is_aside(const struct ui *ui, int32_t instance, enum aside_kind *kind)
{
	const struct instance *in = &ui->conf->house->instance[instance];

	*kind = in->out_of_service != NULL ? ASIDE_OUT :
	    world_shelf(ui->world, instance) != NULL ? ASIDE_SHELVED :
	    ASIDE_INHIBITED;
	return *kind != ASIDE_INHIBITED ||
	    world_alert(ui->world, instance)->inhibited;
}

void
aside_make(struct aside *aside, const struct ui *ui)
{
	const struct house *house = ui->conf->house;

	*aside = (struct aside){0};
	aside->v = xcalloc((size_t)house->ninstance + 1, sizeof(*aside->v));
	for (int kind = 0; ui->world != NULL && kind < ASIDE_KINDS; kind++)
		for (int32_t i = 0; i < house->ninstance; i++) {
			enum aside_kind is;

			if (!is_aside(ui, i, &is) || (int)is != kind)
				continue;
			aside->v[aside->n++] = i;
			aside->count[kind]++;
		}
}

void
aside_release(struct aside *aside)
{
	free(aside->v);
	*aside = (struct aside){0};
}

bool
aside_in_room(const struct ui *ui, int32_t room)
{
	const struct house *house = ui->conf->house;
	enum aside_kind kind;

	for (int32_t i = 0; i < house->ninstance; i++)
		if (is_aside(ui, i, &kind) && kind != ASIDE_INHIBITED &&
		    list_room_place(ui->conf, house->instance[i].place) ==
		    room)
			return true;
	return false;
}

bool
aside_any(const struct ui *ui)
{
	enum aside_kind kind;

	for (int32_t i = 0; ui->world != NULL &&
	    i < ui->conf->house->ninstance; i++)
		if (is_aside(ui, i, &kind))
			return true;
	return false;
}

void
aside_summary(const struct ui *ui, char buf[ASIDE_SIZE])
{
	struct aside aside;
	char part[WORDS_SIZE];
	size_t n = 0;

	aside_make(&aside, ui);
	buf[0] = '\0';
	for (int kind = 0; kind < ASIDE_KINDS; kind++) {
		int count = aside.count[kind];

		if (count == 0)
			continue;
		snprintf(part, sizeof(part), kind == ASIDE_SHELVED ?
		    P_("%d on hold", "%d on hold", count) :
		    kind == ASIDE_INHIBITED ?
		    P_("%d held back", "%d held back", count) :
		    P_("%d out of service", "%d out of service", count),
		    count);
		n += (size_t)snprintf(buf + n, ASIDE_SIZE - n, "%s%.45s",
		    n > 0 ? " · " : "", part);
	}
	aside_release(&aside);
}

bool
aside_is_overdue(const struct ui *ui, int32_t instance)
{
	const char *review = ui->conf->house->instance[instance].review;
	struct civil c = zone_civil(&ui->conf->zone, ui->now);
	char today[DAY_SIZE];

	snprintf(today, sizeof(today), "%04d-%02d-%02d", c.year % 10000,
	    c.month % 100, c.day % 100);
	return review != NULL && strcmp(review, today) < 0;
}

static void
shelf_words(const struct ui *ui, const struct shelf *shelf, struct str *out)
{
	char until[WORDS_SIZE];

	words_when(&ui->conf->zone, ui->now, shelf->until, until);
	if (shelf->by[0] != '\0')
		str_addf(out, _("on hold until %s by %s"), until, shelf->by);
	else
		str_addf(out, _("on hold until %s"), until);
	str_add(out, ": ");
	text_clean(out, shelf->reason, strlen(shelf->reason));
}

static void
service_words(const struct ui *ui, int32_t instance, struct str *out)
{
	const struct instance *in = &ui->conf->house->instance[instance];
	char day[WORDS_SIZE];

	words_day(in->review, day);
	str_addf(out, aside_is_overdue(ui, instance) ?
	    _("out of service, OVERDUE since %s: %s") :
	    _("out of service until %s: %s"), day, in->out_of_service);
}

void
aside_words(const struct ui *ui, int32_t instance, struct str *out)
{
	enum aside_kind kind;

	if (!is_aside(ui, instance, &kind))
		return;
	if (kind == ASIDE_OUT)
		service_words(ui, instance, out);
	else if (kind == ASIDE_SHELVED)
		shelf_words(ui, world_shelf(ui->world, instance), out);
	else
		str_add(out, _("would have called: staff are in the"
		    " dwelling"));
}
