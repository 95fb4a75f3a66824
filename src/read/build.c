/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The house is always built, whatever has been found before, so that its
 * faults are told in the same run. Where a draft lacks what the builder must
 * have, something that leads to no further fault stands in; the house it
 * makes is never used, for the lack was a fault.
 */
#include "read/build.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/dict.h"
#include "base/mem.h"
#include "read/tz.h"
#include "read/when.h"

#define EVERY_DEFAULT (25 * MS_HOUR)
/* natvagt itself speaks when there is something to say. */
#define EVERY_NEVER (INT64_MAX / 4)

struct build {
	struct conf_draft *draft;
	struct root_draft *root;
	struct conf *conf;
	struct dict type;
	struct device_spec *device;
	struct override_spec *override;
	int noverride;
	struct round_spec *round;
	int nround;
};

/* An id that nobody can refer to. */
static const char *
stand_in(struct build *b, int n)
{
	char *id = draft_list(b->draft, 1, 24);

	snprintf(id, 24, "(%d)", n);
	return id;
}

static void
fill(const char **text, const char *with)
{
	if (*text == NULL)
		*text = with;
}

static char *
copy_of(const char *text, const char *otherwise)
{
	return xstrdup(text != NULL ? text : otherwise);
}

static void
build_site(struct build *b)
{
	const struct site_draft *site = &b->root->site;
	struct conf *conf = b->conf;
	struct err err;

	conf->site_id = copy_of(site->id, "");
	conf->site_name = copy_of(site->name, "");
	conf->zone_name = copy_of(site->zone, "UTC");
	conf->language = xstrdup(conf_languages[site->language]);
	conf->theme = conf_themes[b->root->console.theme];
	if (tz_load(&conf->zone, conf->zone_name, &err) != 0)
		draft_fault(b->draft, draft_key(b->draft, site->pos, "zone"),
		    "%s", err.text);
}

/* Both are of the place they are used at, so a kept one names no file. */
static void
build_paths(struct build *b)
{
	const struct broker_draft *broker = &b->root->broker;
	const char *journal = b->root->journal;
	struct conf *conf = b->conf;

	conf->broker.host = copy_of(broker->host, "127.0.0.1");
	conf->broker.port = broker->port;
	conf->broker.client = broker->client != NULL ?
	    xstrdup(broker->client) : xasprintf("natvagt-%s", conf->site_id);
	if (journal == NULL)
		conf->journal = xasprintf(LOCALSTATEDIR "/lib/natvagt/%s.db",
		    conf->site_id);
	else if (journal[0] == '/')
		conf->journal = xstrdup(journal);
	else
		conf->journal = conf_text_path(b->draft->text, journal);
}

static void
build_staff(struct build *b)
{
	b->conf->sign_in = (enum sign_in)b->root->staff.sign_in;
	b->conf->lapse = b->root->staff.lapses_after;
}

/* Run without a shell: nothing looks for a program that has no path. */
static void
build_alarms(struct build *b)
{
	const struct alarms_draft *alarms = &b->root->alarms;

	for (int i = 0; i < CONF_PRIORITIES; i++) {
		const char *priority = priority_text((enum priority)i);
		const char **arg = alarms->command[i].arg;
		int n = alarms->command[i].narg;
		char **argv;

		if (n == 0)
			continue;
		if (arg[0][0] != '/')
			draft_fault(b->draft, draft_key(b->draft, alarms->pos,
			    priority), "'%s' must begin with a program's whole"
			    " path, not \"%.80s\"", priority, arg[0]);
		argv = xcalloc((size_t)n + 1, sizeof(*argv));
		for (int k = 0; k < n; k++)
			argv[k] = xstrdup(arg[k]);
		b->conf->alarm[i].argv = argv;
	}
}

/* What a device sends. */

static void
check_values(struct build *b, const struct read_draft *read)
{
	for (int i = 0; i < read->non; i++)
		for (int k = 0; k < read->noff; k++)
			if (strcmp(read->on[i], read->off[k]) == 0)
				draft_fault(b->draft, draft_key(b->draft,
				    read->pos, "off"), "'%s' is both 'on' and"
				    " 'off'", read->on[i]);
}

static struct map_read
map_read_of(const struct read_draft *read)
{
	return (struct map_read){
		.at = read->at != NULL ? read->at : "",
		.on = read->on,
		.non = read->non,
		.off = read->off,
		.noff = read->noff,
		.number = read->number,
		.impulse = read->hold > 0,
	};
}

/*
 * Each list of reads once, however many devices have it: what the mapping
 * refuses it refuses here, on a mapping for nothing else.
 */
static void
check_reads(struct build *b, struct read_draft *reads, int n)
{
	struct map *scratch = map_new();
	struct err err;

	map_device(scratch, 0, "scratch", NULL);
	for (int i = 0; i < n; i++) {
		struct read_draft *read = &reads[i];
		struct map_read m = map_read_of(read);

		if (read->number && (read->non > 0 || read->noff > 0 ||
		    read->hold > 0))
			draft_fault(b->draft, read->pos, "a read of a number"
			    " has no 'on', 'off' or 'hold'");
		else if (!read->number && read->hold == 0 &&
		    !draft_given(b->draft, read->pos, "on"))
			draft_fault(b->draft, read->pos, "a read lacks 'on'"
			    " (or number = true, or 'hold': then anything"
			    " is)");
		check_values(b, read);
		if (map_read(scratch, 0, &m, &err) != 0)
			draft_fault(b->draft, draft_key(b->draft, read->pos,
			    "at"), "%s", err.text);
		if (read->signal == NULL)
			read->signal = stand_in(b, read->pos);
	}
	map_free(scratch);
}

static void
build_types(struct build *b)
{
	for (int i = 0; i < b->root->ntype; i++) {
		struct type_draft *type = &b->root->type[i];

		check_reads(b, type->read, type->nread);
		if (type->id != NULL)
			dict_put(&b->type, type->id, strlen(type->id), i);
	}
}

/* A device's reads become its own, or its type's. */
static void
settle_type(struct build *b, struct device_draft *device)
{
	bool type_given = draft_given(b->draft, device->pos, "type");
	bool reads_given = draft_given(b->draft, device->pos, "reads");
	const struct type_draft *type;
	int64_t i;

	if (type_given && reads_given)
		draft_fault(b->draft, draft_key(b->draft, device->pos,
		    "reads"), "a device has a 'type' or 'reads' of its own,"
		    " not both");
	else if (!type_given && !reads_given)
		draft_fault(b->draft, device->pos, "a device lacks 'type'"
		    " (or 'reads' of its own)");
	if (device->type == NULL || reads_given)
		return;
	i = dict_get(&b->type, device->type, strlen(device->type));
	if (i < 0) {
		draft_fault(b->draft, draft_key(b->draft, device->pos,
		    "type"), "there is no type '%s'", device->type);
		return;
	}
	type = &b->root->type[i];
	device->read = type->read;
	device->nread = type->nread;
	if (device->every == 0)
		device->every = type->every;
}

static void
build_device(struct build *b, int i)
{
	struct device_draft *device = &b->root->device[i];
	struct source_spec *source;
	bool own = device->topic != NULL && strncmp(device->topic, OWN_PREFIX,
	    strlen(OWN_PREFIX)) == 0;

	check_reads(b, device->read, device->nread);
	settle_type(b, device);
	fill(&device->id, stand_in(b, i));
	fill(&device->place, SITE_ID);
	source = draft_list(b->draft, (size_t)device->nread, sizeof(*source));
	map_device(b->conf->map, i, device->topic, device->availability);
	for (int k = 0; k < device->nread; k++) {
		const struct read_draft *read = &device->read[k];
		struct map_read m = map_read_of(read);

		source[k] = (struct source_spec){read->pos, read->signal,
		    read->number, read->hold};
		/* What it refuses has been told. */
		if (device->topic != NULL)
			map_read(b->conf->map, i, &m, NULL);
	}
	b->device[i] = (struct device_spec){
		.pos = device->pos,
		.id = device->id,
		.place = device->place,
		.technology = device->technology,
		.every = device->every > 0 ? device->every :
		    own ? EVERY_NEVER : EVERY_DEFAULT,
		.own = own,
		.source = source,
		.nsource = device->nread,
	};
}

static void
build_devices(struct build *b)
{
	size_t n = (size_t)b->root->ndevice;

	b->conf->map = map_new();
	b->device = draft_list(b->draft, n, sizeof(*b->device));
	for (int i = 0; i < b->root->ndevice; i++)
		build_device(b, i);
}

/* How long an alert may wait, where its rule does not say. */
static void
settle_limits(struct build *b, struct rule_spec *rule)
{
	static const struct {
		int64_t escalate_after, attend_within;
	} usual[] = {
		[PRIORITY_TECHNICAL] = {0, 0},
		[PRIORITY_LOW] = {0, 0},
		[PRIORITY_MEDIUM] = {3 * MS_MINUTE, 15 * MS_MINUTE},
		[PRIORITY_HIGH] = {MS_MINUTE, 5 * MS_MINUTE},
	};

	if (!draft_given(b->draft, rule->pos, "escalate_after"))
		rule->escalate_after = usual[rule->priority].escalate_after;
	if (!draft_given(b->draft, rule->pos, "attend_within"))
		rule->attend_within = usual[rule->priority].attend_within;
	if (!draft_given(b->draft, rule->pos, "attend_for"))
		rule->attend_for = ATTEND_FOR;
}

/* What is to be known of the places. */

static void
settle_specs(struct build *b)
{
	struct conf_draft *draft = b->draft;
	struct root_draft *root = b->root;

	for (int i = 0; i < root->nplace; i++) {
		struct place_spec *place = &root->place[i];

		if (place->id == NULL || strcmp(place->id, SITE_ID) == 0)
			place->id = stand_in(b, i);
	}
	for (int i = 0; i < root->ndefine; i++) {
		struct define_spec *define = &root->define[i];

		define->is_pos = draft_key(draft, define->pos, "is");
		fill(&define->name, stand_in(b, i));
		fill(&define->is, "false");
	}
	for (int i = 0; i < root->nstatus; i++) {
		struct status_spec *status = &root->status[i];

		status->when_pos = draft_key(draft, status->pos, "when");
		fill(&status->id, stand_in(b, i));
		fill(&status->when, "false");
	}
	for (int i = 0; i < root->nrule; i++) {
		struct rule_spec *rule = &root->rule[i];

		rule->when_pos = draft_key(draft, rule->pos, "when");
		fill(&rule->id, stand_in(b, i));
		fill(&rule->when, "false");
		settle_limits(b, rule);
	}
}

/* What an override changes: exactly one thing. */
static void
check_override(struct build *b, const struct override_draft *o)
{
	struct conf_draft *draft = b->draft;
	int pos = o->spec.pos;
	bool when = draft_given(draft, pos, "when");
	bool service = draft_given(draft, pos, "out_of_service");
	int n = o->spec.off + when + service;

	if (n == 0)
		draft_fault(draft, pos, "an override lacks 'when' (or"
		    " off = true, or out_of_service = \"why\")");
	else if (n > 1)
		draft_fault(draft, pos, "an override has 'when', 'off' or"
		    " 'out_of_service', one of them");
	if (service && !draft_given(draft, pos, "review"))
		draft_fault(draft, draft_key(draft, pos, "out_of_service"),
		    "'out_of_service' lacks 'review', the day to look at it"
		    " again");
	else if (!service && draft_given(draft, pos, "review"))
		draft_fault(draft, draft_key(draft, pos, "review"),
		    "'review' goes with 'out_of_service'");
	if (service && draft_given(draft, pos, "until"))
		draft_fault(draft, draft_key(draft, pos, "until"),
		    "what is out of service has 'review', not 'until': it"
		    " does not come back by itself");
}

/* The noon that ends the night of a date (or 0 for none). */
static int64_t
night_after(const struct build *b, const char *date)
{
	const struct zone *zone = &b->conf->zone;
	struct civil day;
	int64_t noon[2];

	if (date == NULL || !when_date(date, &day))
		return 0;
	day.hour = 12;
	if (zone_instants(zone, &day, noon) == 0)
		return 0;
	return zone_night_end(zone, noon[0]);
}

static void
settle_overrides(struct build *b)
{
	struct root_draft *root = b->root;

	b->override = draft_list(b->draft, (size_t)root->noverride,
	    sizeof(*b->override));
	for (int i = 0; i < root->noverride; i++) {
		struct override_spec o = root->override[i].spec;

		o.when_pos = draft_key(b->draft, o.pos, "when");
		check_override(b, &root->override[i]);
		o.until = night_after(b, root->override[i].until);
		if (o.place != NULL && o.rule != NULL)
			b->override[b->noverride++] = o;
	}
}

/* One for each of its times. */
static void
build_round(struct build *b, const struct round_draft *draft)
{
	int at = draft_key(b->draft, draft->pos, "at");

	for (int i = 0; i < draft->nat; i++) {
		struct round_spec *round = &b->round[b->nround];
		struct err err;

		*round = (struct round_spec){
			.pos = draft->pos,
			.skip_pos = draft_key(b->draft, draft->pos,
			    "skip_when"),
			.place = draft->place,
			.late_after = draft->late_after,
			.skip_when = draft->skip_when,
		};
		if (draft->at[i] == NULL || draft->place == NULL)
			continue;
		if (tod_parse(draft->at[i], &round->at, &err) != 0)
			draft_fault(b->draft, at, "'at': %s", err.text);
		else
			b->nround++;
	}
}

static void
build_rounds(struct build *b)
{
	const struct root_draft *root = b->root;
	int n = 0;

	for (int i = 0; i < root->nround; i++)
		n += root->round[i].nat;
	b->round = draft_list(b->draft, (size_t)n + 1, sizeof(*b->round));
	for (int i = 0; i < root->nround; i++)
		build_round(b, &root->round[i]);
}

static void
house_fault_told(void *draft, int pos, const char *text)
{
	draft_fault(draft, pos, "%s", text);
}

static void
fault_not_told(void *arg, int pos, const char *text)
{
	(void)arg;
	(void)pos;
	(void)text;
}

/* What any type reads: homes differ, rules are written for all of them. */
static int
known_signals(struct build *b, struct source_spec **known)
{
	struct root_draft *root = b->root;
	int n = 0;

	for (int i = 0; i < root->ntype; i++)
		n += root->type[i].nread;
	*known = draft_list(b->draft, (size_t)n, sizeof(**known));
	n = 0;
	for (int i = 0; i < root->ntype; i++)
		for (int k = 0; k < root->type[i].nread; k++) {
			const struct read_draft *read = &root->type[i].read[k];

			if (read->signal != NULL)
				(*known)[n++] = (struct source_spec){
				    .signal = read->signal,
				    .number = read->number};
		}
	return n;
}

static void
build_house(struct build *b)
{
	struct root_draft *root = b->root;
	struct house_spec spec = {
		.place = root->place, .nplace = root->nplace,
		.device = b->device, .ndevice = root->ndevice,
		.define = root->define, .ndefine = root->ndefine,
		.status = root->status, .nstatus = root->nstatus,
		.rule = root->rule, .nrule = root->nrule,
		.override = b->override, .noverride = b->noverride,
		.round = b->round, .nround = b->nround,
		.attends = root->staff.attends,
		.attends_pos = root->staff.attends != NULL ?
		    draft_key(b->draft, root->staff.pos, "attends") : 0,
		.night = root->site.night,
		.broker_grace = root->broker.grace,
		.alerts_only = b->draft->alerts_only,
		.sweep = b->draft->sweep,
	};
	struct source_spec *known;
	struct house_spec places = {.place = root->place,
	    .nplace = root->nplace};

	spec.nknown = known_signals(b, &known);
	spec.known = known;
	b->conf->house = house_build(&spec, house_fault_told, b->draft);
	if (b->conf->house != NULL)
		return;
	/* The plans are still to be looked at, for which ids will do. */
	for (int i = 0; i < root->nplace; i++)
		root->place[i].within = NULL;
	b->conf->house = house_build(&places, fault_not_told, NULL);
}

static void
build_plans(struct build *b)
{
	const struct root_draft *root = b->root;
	struct conf_text *text = b->draft->text;
	struct conf *conf = b->conf;

	conf->plan = xcalloc((size_t)root->nplan, sizeof(*conf->plan));
	for (int i = 0; i < root->nplan; i++) {
		const struct plan_draft *draft = &root->plan[i];
		const struct named_text *file;
		struct err err;
		char *path;

		if (draft->file == NULL)
			continue;
		file = conf_text_add(text, draft->file, &err);
		if (file == NULL) {
			draft_fault(b->draft, draft_key(b->draft, draft->pos,
			    "file"), "cannot read the plan '%s': %s",
			    draft->file, err.text);
			continue;
		}
		if (conf->house == NULL)
			continue;
		path = conf_text_path(text, draft->file);
		plan_read(&conf->plan[conf->nplan++],
		    draft->name != NULL ? draft->name : "", path, file->body,
		    file->len, conf->house, b->draft->faults);
		free(path);
	}
}

static void
keep_files(struct conf_text *text, struct conf *conf)
{
	conf_text_hash(text, conf->hash);
	conf->file = text->file;
	conf->nfile = (int)text->nfile;
	text->file = NULL;
	text->nfile = text->file_cap = 0;
}

void
build_conf(struct conf_draft *draft, struct root_draft *root,
    struct conf *conf)
{
	struct build b = {.draft = draft, .root = root, .conf = conf};

	build_site(&b);
	build_paths(&b);
	build_staff(&b);
	build_alarms(&b);
	build_types(&b);
	build_devices(&b);
	settle_specs(&b);
	settle_overrides(&b);
	build_rounds(&b);
	build_house(&b);
	build_plans(&b);
	keep_files(draft->text, conf);
	dict_release(&b.type);
}
