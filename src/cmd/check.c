/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "cmd/cmd.h"
#include "cmd/screen.h"
#include "collect/child.h"

static void
print_clean(struct str *line)
{
	struct str clean;

	str_init(&clean);
	text_clean(&clean, line->s, line->len);
	puts(clean.s);
	str_release(&clean);
	str_clear(line);
}

static void
print_gap(const struct house *house, const struct gap *gap, struct str *line)
{
	str_addf(line, _("%s: does not watch %s: no %s"), gap->status >= 0 ?
	    house->status[gap->status].id : house->rule[gap->rule].id,
	    house->place[gap->place].id, gap->missing);
	print_clean(line);
}

/* A gap's place among all: those of one kind are told together. */
struct told {
	int32_t same;  /* how many gaps are of its kind */
	int32_t first; /* the first of them */
	int32_t gap;
};

static bool
is_same(const struct gap *a, const struct gap *b)
{
	return a->status == b->status && a->rule == b->rule &&
	    strcmp(a->missing, b->missing) == 0;
}

static struct told
told_of(const struct house *house, int32_t gap)
{
	struct told told = {.first = -1, .gap = gap};

	for (int32_t i = 0; i < house->ngap; i++) {
		if (!is_same(&house->gap[i], &house->gap[gap]))
			continue;
		told.same++;
		if (told.first < 0)
			told.first = i;
	}
	return told;
}

/* A qsort() comparison. */
static int
compare(const void *a, const void *b)
{
	const struct told *x = a, *y = b;

	if (x->same != y->same)
		return x->same - y->same;
	return x->first != y->first ? x->first - y->first : x->gap - y->gap;
}

/*
 * What is not watched at one place alone is most likely a mistake, what is
 * not watched anywhere a choice: the rarest comes first.
 */
static void
print_gaps(const struct house *house, struct str *line)
{
	struct told *told = xcalloc((size_t)house->ngap + 1, sizeof(*told));

	for (int32_t i = 0; i < house->ngap; i++)
		told[i] = told_of(house, i);
	qsort(told, (size_t)house->ngap, sizeof(*told), compare);
	for (int32_t i = 0; i < house->ngap; i++)
		print_gap(house, &house->gap[told[i].gap], line);
	free(told);
}

static bool
is_drawn(const struct conf *conf, int32_t place)
{
	for (int i = 0; i < conf->nplan; i++)
		if (plan_room(&conf->plan[i], place) >= 0)
			return true;
	return false;
}

/* A dwelling that no plan shows is one that the night staff do not see. */
static void
print_undrawn(const struct conf *conf, struct str *line)
{
	for (int32_t i = 1; conf->nplan > 0 && i < conf->house->nplace; i++) {
		if (house_dwelling(conf->house, i) != i || is_drawn(conf, i))
			continue;
		str_addf(line, _("%s: stands on no plan"),
		    conf->house->place[i].id);
		print_clean(line);
	}
}

/* It may be put there later, or lie on another host. */
static void
print_alarms(const struct conf *conf, struct str *line)
{
	for (int i = CONF_PRIORITIES - 1; i >= 0; i--) {
		struct err err;

		if (conf->alarm[i].argv == NULL ||
		    child_can_run(conf->alarm[i].argv[0], &err) == 0)
			continue;
		str_addf(line, "alarms: %s: %s",
		    priority_text((enum priority)i), err.text);
		print_clean(line);
	}
}

int
cmd_check(int argc, char **argv)
{
	const char *path = NULL;
	const struct option_spec spec[] = {
		{'c', "conf", "FILE", "the configuration", &path, NULL},
		{0},
	};
	int n = cmd_no_arguments(argc, argv, spec,
	    "Says every fault of the configuration, then what it watches.");
	const struct house *house;
	struct conf *conf;
	struct str line;

	if (n < 0)
		return n == -2 ? 0 : EX_USAGE;
	conf = cmd_conf(path, CONF_WITH_SECRETS);
	if (conf == NULL)
		return EX_CONFIG;
	screen_locale(conf->language);
	house = conf->house;
	str_init(&line);
	str_addf(&line, _("%s: places %d, devices %d, signals %d, statuses"
	    " %d, rules %d, instances %d"), conf->site_name, house->nplace - 1,
	    house->ndevice, house->nsource, house->nstatus, house->nrule,
	    house->ninstance);
	print_clean(&line);
	print_gaps(house, &line);
	print_undrawn(conf, &line);
	print_alarms(conf, &line);
	str_release(&line);
	conf_free(conf);
	return 0;
}
