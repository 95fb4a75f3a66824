/* SPDX-License-Identifier: Apache-2.0 */
#include "read/conf_table.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))
#define AT(type, member) .at = offsetof(struct type, member)
#define NUM(type, member) .count = offsetof(struct type, member)
#define MUST .required = true
#define ONE .required = true, .unique = true
#define SECTION(name, text, type, fields)                          \
	static const struct section name = {text, sizeof(struct type), \
	    fields, COUNT(fields)}

enum { TEXT_MAX = 1000, LABEL_MAX = 120 };

const char *const conf_languages[] = {"da", "en", NULL};
const char *const conf_themes[] = {"dark", "light", "high-contrast", "mono",
    NULL};
/* In the order of enum sign_in. */
static const char *const sign_ins[] = {"none", "initials", "pin", NULL};
static const char *const priorities[] = {"technical", "low", "medium", "high",
    NULL};
static const char *const colours[] = {"default", "red", "yellow", "green",
    "cyan", "blue", "magenta", "white", NULL};
/* Ids that mean something else where they would stand. */
static const char *const taken_places[] = {SITE_ID, "none", NULL};
static const char *const taken_statuses[] = {"unseen", "none", NULL};

static const struct field site_fields[] = {
	{"id", FIELD_ID, MUST, AT(site_draft, id)},
	{"name", FIELD_TEXT, MUST, AT(site_draft, name), .max = LABEL_MAX},
	{"zone", FIELD_TEXT, MUST, AT(site_draft, zone), .max = LABEL_MAX},
	{"language", FIELD_WORD, AT(site_draft, language),
	    .words = conf_languages},
	{"night", FIELD_SPAN, MUST, AT(site_draft, night)},
};
SECTION(site_section, "the site", site_draft, site_fields);

static const struct field broker_fields[] = {
	{"host", FIELD_TEXT, AT(broker_draft, host), .max = 255},
	{"port", FIELD_INT, AT(broker_draft, port), .min = 1, .max = 65535,
	    .fallback = 1883},
	{"client", FIELD_ID, AT(broker_draft, client)},
	{"secrets", FIELD_TEXT, AT(broker_draft, secrets), .max = TEXT_MAX},
	{"grace", FIELD_DURATION, AT(broker_draft, grace), .min = 0,
	    .max = MS_DAY, .fallback = 30 * MS_SECOND},
};
SECTION(broker_section, "the broker", broker_draft, broker_fields);

static const struct field console_fields[] = {
	{"theme", FIELD_WORD, AT(console_draft, theme), .words = conf_themes},
};
SECTION(console_section, "the console", console_draft, console_fields);
static const struct field staff_fields[] = {
	{"sign_in", FIELD_WORD, AT(staff_draft, sign_in), .words = sign_ins},
	{"lapses_after", FIELD_DURATION, AT(staff_draft, lapses_after),
	    .min = MS_MINUTE, .max = MS_DAY, .fallback = 15 * MS_MINUTE},
	{"attends", FIELD_EXPR, AT(staff_draft, attends)},
};
SECTION(staff_section, "the staff", staff_draft, staff_fields);

#define COMMAND(key, priority) {key, FIELD_VALUES, \
	AT(alarms_draft, command[priority].arg), \
	NUM(alarms_draft, command[priority].narg), .max = TEXT_MAX}

/* Keyed by priority_text(). */
static const struct field alarms_fields[] = {
	COMMAND("high", PRIORITY_HIGH),
	COMMAND("medium", PRIORITY_MEDIUM),
	COMMAND("low", PRIORITY_LOW),
	COMMAND("technical", PRIORITY_TECHNICAL),
};
SECTION(alarms_section, "the group 'alarms'", alarms_draft, alarms_fields);

static const struct field plan_fields[] = {
	{"name", FIELD_TEXT, ONE, AT(plan_draft, name), .max = LABEL_MAX},
	{"file", FIELD_TEXT, ONE, AT(plan_draft, file), .max = TEXT_MAX},
};
SECTION(plan_section, "a plan", plan_draft, plan_fields);

static const struct field place_fields[] = {
	{"id", FIELD_ID, ONE, AT(place_spec, id), .words = taken_places},
	{"kind", FIELD_ID, AT(place_spec, kind), .words = taken_places},
	{"within", FIELD_ID, AT(place_spec, within)},
	{"resident", FIELD_ID, AT(place_spec, resident)},
	{"label", FIELD_TEXT, AT(place_spec, label), .max = LABEL_MAX},
};
SECTION(place_section, "a place", place_spec, place_fields);

static const struct field read_fields[] = {
	{"signal", FIELD_NAME, ONE, AT(read_draft, signal)},
	{"at", FIELD_POINTER, AT(read_draft, at), .max = TEXT_MAX},
	{"on", FIELD_VALUES, AT(read_draft, on), NUM(read_draft, non),
	    .max = TEXT_MAX},
	{"off", FIELD_VALUES, AT(read_draft, off), NUM(read_draft, noff),
	    .max = TEXT_MAX},
	{"number", FIELD_BOOL, AT(read_draft, number)},
	{"hold", FIELD_DURATION, AT(read_draft, hold), .min = 1,
	    .max = MS_DAY},
};
SECTION(read_section, "a read", read_draft, read_fields);

static const struct field type_fields[] = {
	{"id", FIELD_ID, ONE, AT(type_draft, id)},
	{"every", FIELD_DURATION, AT(type_draft, every), .min = MS_SECOND,
	    .max = 366 * MS_DAY},
	{"reads", FIELD_LIST, MUST, AT(type_draft, read),
	    NUM(type_draft, nread), .min = 1, .section = &read_section},
};
SECTION(type_section, "a type", type_draft, type_fields);

static const struct field device_fields[] = {
	{"id", FIELD_ID, ONE, AT(device_draft, id)},
	{"topic", FIELD_TOPIC, MUST, AT(device_draft, topic)},
	{"availability", FIELD_TOPIC, AT(device_draft, availability)},
	{"type", FIELD_ID, AT(device_draft, type)},
	{"reads", FIELD_LIST, AT(device_draft, read),
	    NUM(device_draft, nread), .min = 1, .section = &read_section},
	{"place", FIELD_ID, MUST, AT(device_draft, place)},
	{"technology", FIELD_ID, AT(device_draft, technology)},
	{"every", FIELD_DURATION, AT(device_draft, every), .min = MS_SECOND,
	    .max = 366 * MS_DAY},
};
SECTION(device_section, "a device", device_draft, device_fields);

static const struct field define_fields[] = {
	{"name", FIELD_NAME, ONE, AT(define_spec, name)},
	{"is", FIELD_EXPR, MUST, AT(define_spec, is)},
};
SECTION(define_section, "a definition", define_spec, define_fields);

static const struct field status_fields[] = {
	{"id", FIELD_ID, ONE, AT(status_spec, id),
	    .words = taken_statuses},
	{"each", FIELD_ID, AT(status_spec, each)},
	{"when", FIELD_EXPR, MUST, AT(status_spec, when)},
	{"mark", FIELD_MARK, MUST, AT(status_spec, mark)},
	{"colour", FIELD_WORD, AT(status_spec, colour), .words = colours},
	{"label", FIELD_TEXT, MUST, AT(status_spec, label),
	    .max = LABEL_MAX},
};
SECTION(status_section, "a status", status_spec, status_fields);

static const struct field rule_fields[] = {
	{"id", FIELD_ID, ONE, AT(rule_spec, id)},
	{"each", FIELD_ID, AT(rule_spec, each)},
	{"when", FIELD_EXPR, MUST, AT(rule_spec, when)},
	{"priority", FIELD_WORD, MUST, AT(rule_spec, priority),
	    .words = priorities},
	{"latch", FIELD_BOOL, AT(rule_spec, latch)},
	{"text", FIELD_TEXT, MUST, AT(rule_spec, text), .max = LABEL_MAX},
	{"guidance", FIELD_TEXT, AT(rule_spec, guidance), .max = TEXT_MAX},
	{"detects", FIELD_IDS, AT(rule_spec, detects),
	    NUM(rule_spec, ndetects)},
	{"clear_after", FIELD_DURATION, AT(rule_spec, clear_after), .min = 0,
	    .max = MS_DAY},
	{"escalate_after", FIELD_LIMIT, AT(rule_spec, escalate_after),
	    .min = MS_SECOND, .max = MS_DAY},
	{"attend_within", FIELD_LIMIT, AT(rule_spec, attend_within),
	    .min = MS_SECOND, .max = MS_DAY},
	{"attend_for", FIELD_LIMIT, AT(rule_spec, attend_for),
	    .min = MS_SECOND, .max = MS_DAY},
};
SECTION(rule_section, "a rule", rule_spec, rule_fields);

static const struct field override_fields[] = {
	{"place", FIELD_ID, MUST, AT(override_draft, spec.place)},
	{"rule", FIELD_ID, MUST, AT(override_draft, spec.rule)},
	{"when", FIELD_EXPR, AT(override_draft, spec.when)},
	{"off", FIELD_BOOL, AT(override_draft, spec.off)},
	{"until", FIELD_DATE, AT(override_draft, until)},
	{"out_of_service", FIELD_TEXT, AT(override_draft,
	    spec.out_of_service), .max = LABEL_MAX},
	{"review", FIELD_DATE, AT(override_draft, spec.review)},
};
SECTION(override_section, "an override", override_draft, override_fields);

static const struct field round_fields[] = {
	{"place", FIELD_ID, MUST, AT(round_draft, place)},
	{"at", FIELD_VALUES, MUST, AT(round_draft, at), NUM(round_draft, nat),
	    .max = TEXT_MAX},
	{"skip_when", FIELD_EXPR, AT(round_draft, skip_when)},
	{"late_after", FIELD_DURATION, AT(round_draft, late_after),
	    .min = MS_MINUTE, .max = 12 * MS_HOUR,
	    .fallback = 30 * MS_MINUTE},
};
SECTION(round_section, "a round", round_draft, round_fields);

#define LIST(key, member, of) {key, FIELD_LIST, AT(root_draft, member), \
	NUM(root_draft, n##member), .section = &of}

static const struct field root_fields[] = {
	{"site", FIELD_GROUP, MUST, AT(root_draft, site),
	    .section = &site_section},
	{"broker", FIELD_GROUP, AT(root_draft, broker),
	    .section = &broker_section},
	{"console", FIELD_GROUP, AT(root_draft, console),
	    .section = &console_section},
	{"staff", FIELD_GROUP, AT(root_draft, staff),
	    .section = &staff_section},
	{"alarms", FIELD_GROUP, AT(root_draft, alarms),
	    .section = &alarms_section},
	{"journal", FIELD_TEXT, AT(root_draft, journal), .max = TEXT_MAX},
	LIST("plans", plan, plan_section),
	LIST("places", place, place_section),
	LIST("types", type, type_section),
	LIST("devices", device, device_section),
	LIST("define", define, define_section),
	LIST("statuses", status, status_section),
	LIST("rules", rule, rule_section),
	LIST("override", override, override_section),
	LIST("rounds", round, round_section),
};
const struct section conf_section = {"the configuration",
    sizeof(struct root_draft), root_fields, COUNT(root_fields)};

static const struct field secrets_fields[] = {
	{"user", FIELD_SECRET, MUST, AT(secrets_draft, user),
	    .max = TEXT_MAX},
	{"password", FIELD_SECRET, MUST, AT(secrets_draft, password),
	    .max = TEXT_MAX},
};
const struct section conf_secrets_section = {"the secrets file",
    sizeof(struct secrets_draft), secrets_fields, COUNT(secrets_fields)};

int
draft_spots(struct conf_draft *draft, const struct section *section, int line)
{
	int pos = (int)draft->nspot;

	for (int i = 0; i <= section->nfield; i++) {
		draft->spot = vec_room(draft->spot, draft->nspot,
		    &draft->spot_cap, sizeof(*draft->spot));
		draft->spot[draft->nspot++] = (struct conf_spot){line,
		    false, i == 0 ? section : NULL};
	}
	return pos;
}

void *
draft_list(struct conf_draft *draft, size_t n, size_t size)
{
	draft->block = vec_room(draft->block, draft->nblock,
	    &draft->block_cap, sizeof(*draft->block));
	return draft->block[draft->nblock++] = xcalloc(n, size);
}

void
draft_release(struct conf_draft *draft)
{
	for (size_t i = 0; i < draft->nblock; i++)
		free(draft->block[i]);
	free(draft->block);
	free(draft->spot);
	*draft = (struct conf_draft){0};
}

void
draft_fault(struct conf_draft *draft, int pos, const char *fmt, ...)
{
	int line;
	char *path = conf_text_where(draft->text, draft->spot[pos].line,
	    &line), *text;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		text = xstrdup(fmt);
	va_end(ap);
	faults_add(draft->faults, path, line, "%s", text);
	free(text);
	free(path);
}

int
draft_key(const struct conf_draft *draft, int pos, const char *key)
{
	int i = section_field(draft->spot[pos].section, key, strlen(key));

	BUG_IF(i < 0);
	return pos + 1 + i;
}

bool
draft_given(const struct conf_draft *draft, int pos, const char *key)
{
	return draft->spot[draft_key(draft, pos, key)].given;
}

char *
draft_where(const struct conf_draft *draft, int pos)
{
	int line;
	char *path = conf_text_where(draft->text, draft->spot[pos].line,
	    &line), *where;

	where = xasprintf("%s:%d", path, line);
	free(path);
	return where;
}

int
section_field(const struct section *section, const char *key, size_t len)
{
	for (int i = 0; i < section->nfield; i++)
		if (strlen(section->field[i].key) == len &&
		    memcmp(section->field[i].key, key, len) == 0)
			return i;
	return -1;
}

enum { KEY_MAX = 32 };

static int
least(int a, int b)
{
	return a < b ? a : b;
}

/*
 * How many letters to change, add, leave out or swap with their neighbour
 * (optimal string alignment, as F. Damerau's 1964 count of spelling errors).
 */
static int
distance(const char *a, const char *b)
{
	int na = (int)strlen(a), nb = (int)strlen(b), d[KEY_MAX][KEY_MAX];

	if (na >= KEY_MAX || nb >= KEY_MAX)
		return KEY_MAX;
	for (int i = 0; i <= na; i++)
		for (int j = 0; j <= nb; j++) {
			if (i == 0 || j == 0) {
				d[i][j] = i + j;
				continue;
			}
			d[i][j] = least(d[i - 1][j - 1] +
			    (a[i - 1] != b[j - 1]),
			    1 + least(d[i - 1][j], d[i][j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	return d[na][nb];
}

const char *
section_nearest(const struct section *section, const char *key)
{
	const char *best = NULL;
	/* A hint that shares less than half of the word is none. */
	int most = (int)(strlen(key) + 1) / 2;

	for (int i = 0; i < section->nfield; i++) {
		int d = distance(key, section->field[i].key);

		if (d <= least(most, 3)) {
			best = section->field[i].key;
			most = d - 1;
		}
	}
	return best;
}
