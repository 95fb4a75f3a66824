/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/flood.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

int
flood_count(const struct world *world, int64_t now)
{
	int n = 0;

	for (int32_t i = 0; i < world_house(world)->ninstance; i++) {
		const struct alert *alert = world_alert(world, i);

		n += alert->number != 0 && alert->raised <= now &&
		    now - alert->raised <= FLOOD_MS;
	}
	return n;
}

int
flood_group(const struct ui *ui, int32_t instance)
{
	const struct house *house = ui->conf->house;
	const struct instance *in = &house->instance[instance];
	const struct rule *rule = &house->rule[in->rule];
	int room, plan;

	if (rule->latch || rule->priority == PRIORITY_HIGH ||
	    !alert_is_waiting(world_alert(ui->world, instance)))
		return -1;
	if (rule->priority == PRIORITY_TECHNICAL)
		return ui->conf->nplan + 1;
	plan = list_room(ui->conf, in->place, &room);
	return plan >= 0 ? plan : ui->conf->nplan;
}

/* The head of a group that begins here in the list. */
static struct flood_line
head_of(const struct list *list, const struct ui *ui, int at, int group)
{
	const struct house *house = ui->conf->house;
	struct flood_line head = {.instance = list->v[at], .group = group};

	for (int i = at; i < list->n &&
	    flood_group(ui, list->v[i]) == group; i++) {
		head.n++;
		head.count[house->rule[house->instance[list->v[i]].rule]
		    .priority]++;
	}
	return head;
}

void
flood_lines(struct flood_lines *lines, const struct list *list, const struct ui *ui)
{
	int selected = ui->instance >= 0 && list->flood ?
	    flood_group(ui, ui->instance) : -1;

	*lines = (struct flood_lines){0};
	for (int i = 0; i < list->n;) {
		int group = list->flood ? flood_group(ui, list->v[i]) : -1, n;
		struct flood_line head = head_of(list, ui, i, group);

		if (group < 0) {
			vec_push(lines, (struct flood_line){list->v[i++], -1, 1, {0}});
			continue;
		}
		n = head.n;
		if (group == selected)
			head.n = 0;
		vec_push(lines, head);
		for (int j = 0; group == selected && j < n; j++)
			vec_push(lines, (struct flood_line){list->v[i + j], -1, 1,
			    {0}});
		i += n;
	}
}

void
flood_release(struct flood_lines *lines)
{
	vec_free(lines);
}

static const char *
group_name(const struct ui *ui, int group)
{
	return group < ui->conf->nplan ? ui->conf->plan[group].name :
	    group == ui->conf->nplan ? _("Elsewhere") : _("Technical");
}

void
flood_words(const struct ui *ui, const struct flood_line *line,
    char buf[WORDS_SIZE])
{
	static const enum priority order[] = {PRIORITY_MEDIUM, PRIORITY_LOW,
	    PRIORITY_TECHNICAL};
	int n = snprintf(buf, WORDS_SIZE, "%.30s",
	    group_name(ui, line->group));

	for (size_t i = 0, any = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		int count = line->count[order[i]];

		if (count == 0)
			continue;
		n += snprintf(buf + n, WORDS_SIZE - (size_t)n,
		    order[i] == PRIORITY_TECHNICAL ? "%s%d" : "%s%d %.12s",
		    any++ > 0 ? ", " : ": ", count, words_priority(order[i]));
	}
}

void
flood_rooms(const struct ui *ui, const struct list *list,
    const struct flood_line *line, struct str *out)
{
	const struct house *house = ui->conf->house;
	int at = list_find(list, line->instance);

	for (int i = at; i >= 0 && i < list->n &&
	    flood_group(ui, list->v[i]) == line->group; i++) {
		int32_t place = house->instance[list->v[i]].place;
		bool said = false;

		for (int j = at; j < i; j++)
			said = said || house->instance[list->v[j]].place ==
			    place;
		if (!said)
			str_addf(out, "%s%s", i > at ? " " : "",
			    words_place(house, place));
	}
}
