/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/versus.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* The last parts of a path, so many; all of it where it has no more. */
static const char *
tail_of(const char *path, int parts)
{
	const char *at = path + strlen(path);

	for (; at > path; at--)
		if (at[-1] == '/' && --parts == 0)
			return at;
	return path;
}

/* Files by their names, and by as many folders as tell them apart. */
static void
set_names(struct versus *versus, const char *const path[2])
{
	int parts = 1;

	while (strcmp(tail_of(path[0], parts), tail_of(path[1], parts)) == 0 &&
	    (tail_of(path[0], parts) != path[0] ||
	    tail_of(path[1], parts) != path[1]))
		parts++;
	for (int i = 0; i < 2; i++) {
		const char *name = tail_of(path[i], parts);
		struct str clean;

		str_init(&clean);
		text_clean(&clean, name, strlen(name));
		versus->name[i] = clean.s;
	}
}

static struct compare_side
side_of(const struct versus *versus, int i)
{
	struct compare_side side = {.house = versus->conf[i]->house};

	side.alert = recording_alerts(versus->recording[i], &side.n);
	return side;
}

void
versus_init(struct versus *versus, struct recording *recording,
    const struct conf *const conf[2], const char *const path[2])
{
	struct compare_side side[2];

	*versus = (struct versus){.conf = {conf[0], conf[1]}};
	versus->recording[0] = recording;
	versus->recording[1] = recording_under(recording, conf[1],
	    GUARD_MODEL);
	for (int i = 0; i < 2; i++) {
		recording_survey(versus->recording[i], RECORDING_COPIES,
		    RECORDING_APART);
		side[i] = side_of(versus, i);
	}
	set_names(versus, path);
	versus->compared = compare_alerts(side, &versus->n);
}

void
versus_release(struct versus *versus)
{
	recording_free(versus->recording[1]);
	free(versus->compared);
	free(versus->shown);
	free(versus->name[0]);
	free(versus->name[1]);
}

/* The alert of one side, or NULL. */
static const struct recording_alert *
alert_of(const struct versus *versus, const struct compared *compared, int i)
{
	int n;

	return compared->at[i] < 0 ? NULL :
	    &recording_alerts(versus->recording[i], &n)[compared->at[i]];
}

static int64_t
raised(const struct recording_alert *alert)
{
	return alert != NULL ? alert->raised : TIME_NEVER;
}

/* Of either side; the rule's words are those of the first that has it. */
struct pair {
	int64_t raised[2]; /* TIME_NEVER: not */
	const struct rule *rule;
	const char *place;
};

static struct pair
pair_of(const struct versus *versus, const struct compared *compared)
{
	struct pair pair = {0};

	for (int i = 1; i >= 0; i--) {
		const struct house *house = versus->conf[i]->house;
		const struct recording_alert *alert = alert_of(versus,
		    compared, i);

		pair.raised[i] = raised(alert);
		if (alert == NULL)
			continue;
		pair.rule = &house->rule[house->instance[alert->instance].rule];
		pair.place = house->place[
		    house->instance[alert->instance].place].id;
	}
	return pair;
}

struct ui_compare
versus_show(struct versus *versus)
{
	struct ui_compare show = {
		.name = {versus->name[0], versus->name[1]},
	};

	versus->shown = xcalloc((size_t)versus->n + 1,
	    sizeof(*versus->shown));
	for (int i = 0; i < versus->n; i++) {
		struct pair pair = pair_of(versus, &versus->compared[i]);

		if (pair.raised[0] == pair.raised[1])
			show.same++;
		else
			versus->shown[show.n++] = (struct ui_difference){
				.raised = {pair.raised[0], pair.raised[1]},
				.place = pair.place,
				.text = pair.rule->text,
				.priority = pair.rule->priority,
			};
	}
	show.v = versus->shown;
	return show;
}

/* ---- printing ---- */

struct told {
	int64_t t;
	char *line;
};

struct teller {
	struct printer printer;
	VEC(struct told) told;
};

/* An event_fn. */
static void
keep_line(void *arg, const struct event *event)
{
	struct teller *teller = arg;

	if (print_line(&teller->printer, event))
		vec_push(&teller->told, (struct told){event->t,
		    xstrdup(teller->printer.line.s)});
}

static void
tell_all(struct versus *versus, int i, const struct printer *how,
    struct teller *teller)
{
	*teller = (struct teller){.printer = *how};
	teller->printer.house = versus->conf[i]->house;
	teller->printer.zone = &versus->conf[i]->zone;
	teller->printer.side = i + 1;
	str_init(&teller->printer.line);
	while (recording_step(versus->recording[i], keep_line, teller))
		;
	str_release(&teller->printer.line);
}

/* By time, the first side's before the other's. */
static void
print_merged(struct teller teller[2], FILE *to)
{
	size_t at[2] = {0, 0};

	while (at[0] < teller[0].told.n || at[1] < teller[1].told.n) {
		int i = at[1] == teller[1].told.n ||
		    (at[0] < teller[0].told.n && teller[0].told.v[at[0]].t <=
		    teller[1].told.v[at[1]].t) ? 0 : 1;

		fputs(teller[i].told.v[at[i]].line, to);
		free(teller[i].told.v[at[i]++].line);
	}
	vec_free(&teller[0].told);
	vec_free(&teller[1].told);
}

static void
add_time(struct str *line, const char *key, const struct zone *zone,
    int64_t t)
{
	char stamp[ZONE_STAMP_SIZE];

	str_addf(line, "\"%s\":", key);
	if (t == TIME_NEVER) {
		str_add(line, "null");
		return;
	}
	zone_stamp(zone, t, stamp);
	str_addf(line, "\"%s\"", stamp);
}

static void
print_pair(const struct pair *pair, const struct zone *zone, FILE *to)
{
	const int64_t *t = pair->raised;
	bool both = t[0] != TIME_NEVER && t[1] != TIME_NEVER;
	struct str line;

	str_init(&line);
	str_addc(&line, '{');
	add_time(&line, "t", zone, t[0] < t[1] ? t[0] : t[1]);
	str_add(&line, ",\"what\":\"compared\",\"rule\":");
	str_add_json(&line, pair->rule->id);
	str_add(&line, ",\"place\":");
	str_add_json(&line, pair->place);
	str_addc(&line, ',');
	add_time(&line, "first", zone, t[0]);
	str_addc(&line, ',');
	add_time(&line, "other", zone, t[1]);
	if (both)
		str_addf(&line, ",\"later_ms\":%lld}\n",
		    (long long)(t[1] - t[0]));
	else
		str_add(&line, ",\"later_ms\":null}\n");
	fputs(line.s, to);
	str_release(&line);
}

void
versus_print(struct versus *versus, const struct printer *how)
{
	struct teller teller[2];

	for (int i = 0; i < 2; i++)
		tell_all(versus, i, how, &teller[i]);
	print_merged(teller, how->to);
	for (int i = 0; how->alert && i < versus->n; i++) {
		struct pair pair = pair_of(versus, &versus->compared[i]);

		print_pair(&pair, &versus->conf[0]->zone, how->to);
	}
}
