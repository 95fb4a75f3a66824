/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From text to draft by the tables of conf_table.c, then to a configuration
 * by build.c. A fault stops nothing but the value it is in: what can be kept
 * of it is (an id that is ill formed is still the id others refer to), so
 * that one mistake is told once and all the others as well.
 */
#include "read/conf.h"

#include <libconfig.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/dict.h"
#include "base/mem.h"
#include "base/text.h"
#include "read/build.h"
#include "read/conf_table.h"
#include "read/tz.h"
#include "read/when.h"

enum { NAME_SIZE_MAX = 64 }; /* bytes of an id or a name */

/* A value on its way into its place. */
struct value {
	struct conf_draft *draft;
	const struct field *field;
	config_setting_t *setting;
	int pos;
	void *to;
	int *count;
};

static void read_section(struct conf_draft *draft,
    const struct section *section, config_setting_t *group, void *out);

static const char *
type_text(const config_setting_t *setting)
{
	switch (config_setting_type(setting)) {
	case CONFIG_TYPE_GROUP: return "a group in { }";
	case CONFIG_TYPE_INT:
	case CONFIG_TYPE_INT64: return "a whole number";
	case CONFIG_TYPE_FLOAT: return "a number with decimals";
	case CONFIG_TYPE_STRING: return "a text in quotes";
	case CONFIG_TYPE_BOOL: return "true or false without quotes";
	case CONFIG_TYPE_ARRAY: return "a list in [ ]";
	default: return "a list in ( )";
	}
}

static void
wrong_type(struct value *v, const char *wanted)
{
	draft_fault(v->draft, v->pos, "'%s' must be %s, not %s", v->field->key,
	    wanted, type_text(v->setting));
}

/* Texts. */

static bool
is_id(const char *s)
{
	size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789_.-");

	return n > 0 && n <= NAME_SIZE_MAX && s[n] == '\0';
}

/* What the language of expressions itself takes for a name and no more. */
static bool
is_name(const char *s)
{
	struct expr *expr = strlen(s) <= NAME_SIZE_MAX ? expr_parse(s, NULL) :
	    NULL;
	bool is = expr != NULL && expr->op == EXPR_NAME && expr->at == NULL &&
	    strcmp(expr->name, s) == 0;

	expr_free(expr);
	return is;
}

static bool
is_word(const char *const *words, const char *s)
{
	for (; words != NULL && *words != NULL; words++)
		if (strcmp(*words, s) == 0)
			return true;
	return false;
}

/* Line breaks and tabs may lay out an expression. */
static bool
is_clean_expr(const char *s)
{
	while (*s != '\0') {
		size_t n = strcspn(s, "\t\n\r");

		if (!text_is_clean(s, n))
			return false;
		s += n + (s[n] != '\0');
	}
	return true;
}

static bool
is_blank(const char *s)
{
	return s[strspn(s, " \t\n\r")] == '\0';
}

/* Of natvagt's own messages a device can read what befalls natvagt itself. */
static bool
is_own_fault(const char *topic)
{
	static const char *const readable[] = {OWN_PREFIX "broker",
	    OWN_PREFIX "clock", OWN_PREFIX "disk", OWN_PREFIX "alarm",
	    OWN_PREFIX "broker_drops"};

	for (size_t i = 0; i < sizeof(readable) / sizeof(readable[0]); i++)
		if (strcmp(topic, readable[i]) == 0)
			return true;
	return false;
}

static const char *
topic_fault(const char *topic)
{
	if (is_own_fault(topic))
		return NULL;
	if (strpbrk(topic, "+#") != NULL)
		return "may hold no wildcard '+' or '#'";
	if (strncmp(topic, OWN_PREFIX, strlen(OWN_PREFIX)) == 0)
		return "may not begin with '$natvagt/', which is natvagt's own";
	if (strncmp(topic, "$share/", 7) == 0)
		return "may not begin with '$share/': no other may take a"
		    " sensor's messages away";
	return NULL;
}

/* What is wrong with a text that must be of the field's type, or NULL. */
static const char *
text_fault(const struct field *field, const char *s)
{
	enum field_type type = field->type;
	bool may_be_empty = type == FIELD_POINTER || type == FIELD_VALUES;

	if (type == FIELD_EXPR ? !is_clean_expr(s) : type != FIELD_SECRET &&
	    !text_is_clean(s, strlen(s)))
		return "holds control or other characters that cannot be shown";
	if (!may_be_empty && is_blank(s))
		return "is empty";
	if (field->max > 0 && strlen(s) > (size_t)field->max)
		return "is too long";
	if ((type == FIELD_ID || type == FIELD_IDS) && !is_id(s))
		return "must be of letters A-Z, digits, '_', '.' and '-', 64"
		    " at most";
	if (type == FIELD_ID && is_word(field->words, s))
		return "is a word with a meaning of its own here";
	if (type == FIELD_NAME && !is_name(s))
		return "must be of letters A-Z, digits, '_' and '-', a letter"
		    " first, 64 at most, and no word of the expressions";
	return type == FIELD_TOPIC ? topic_fault(s) : NULL;
}

static const char *
read_string(struct value *v, config_setting_t *setting)
{
	const char *s = config_setting_get_string(setting);
	const char *fault = text_fault(v->field, s);

	if (fault != NULL && (v->field->type == FIELD_SECRET || is_blank(s)))
		draft_fault(v->draft, v->pos, "'%s' %s", v->field->key, fault);
	else if (fault != NULL)
		draft_fault(v->draft, v->pos, "'%s' %s: \"%.80s\"",
		    v->field->key, fault, s);
	return s;
}

static void
read_text(struct value *v)
{
	if (config_setting_type(v->setting) == CONFIG_TYPE_STRING)
		*(const char **)v->to = read_string(v, v->setting);
	else
		wrong_type(v, "a text in quotes");
}

static void
read_date(struct value *v)
{
	struct civil day;

	read_text(v);
	if (*(const char **)v->to != NULL &&
	    !when_date(*(const char **)v->to, &day))
		draft_fault(v->draft, v->pos, "'%s' is no date: write it as"
		    " 2027-01-31", v->field->key);
}

/* One text, or a list of them. */
static void
read_texts(struct value *v)
{
	config_setting_t *s = v->setting;
	bool one = config_setting_type(s) == CONFIG_TYPE_STRING;
	int n = one ? 1 : config_setting_is_array(s) ||
	    config_setting_is_list(s) ? config_setting_length(s) : -1;
	const char **list;

	if (n < 0) {
		wrong_type(v, "a text in quotes or a list of them");
		return;
	}
	if (n == 0)
		draft_fault(v->draft, v->pos, "'%s' is empty", v->field->key);
	list = draft_list(v->draft, (size_t)n, sizeof(*list));
	for (int i = 0; i < n; i++) {
		config_setting_t *e = one ? s :
		    config_setting_get_elem(s, (unsigned)i);

		if (config_setting_type(e) != CONFIG_TYPE_STRING) {
			draft_fault(v->draft, v->pos, "'%s' must hold texts in"
			    " quotes, not %s", v->field->key, type_text(e));
			return;
		}
		list[i] = read_string(v, e);
	}
	memcpy(v->to, &list, sizeof(list));
	*v->count = n;
}

static void
read_mark(struct value *v)
{
	const char *s;

	if (config_setting_type(v->setting) != CONFIG_TYPE_STRING) {
		wrong_type(v, "a text in quotes");
		return;
	}
	s = config_setting_get_string(v->setting);
	if (strlen(s) != 1 || s[0] <= ' ' || s[0] > '~' || s[0] == '?')
		draft_fault(v->draft, v->pos, "'%s' must be one ASCII"
		    " character, and not '?', the mark of what is unseen",
		    v->field->key);
	else
		*(char *)v->to = s[0];
}

/* Words, numbers and times. */

static void
list_words(struct str *out, const char *const *words)
{
	for (int i = 0; words[i] != NULL; i++)
		str_addf(out, "%s\"%s\"", i == 0 ? "" :
		    words[i + 1] == NULL ? " or " : ", ", words[i]);
}

static void
read_word(struct value *v)
{
	const char *const *words = v->field->words;
	bool text = config_setting_type(v->setting) == CONFIG_TYPE_STRING;
	const char *s = text ? config_setting_get_string(v->setting) : "";
	struct str list;

	for (int i = 0; words[i] != NULL; i++)
		if (strcmp(words[i], s) == 0) {
			*(int *)v->to = i;
			return;
		}
	str_init(&list);
	list_words(&list, words);
	if (text)
		draft_fault(v->draft, v->pos, "'%s' must be %s, not \"%.80s\"",
		    v->field->key, list.s, s);
	else
		wrong_type(v, list.s);
	str_release(&list);
}

static void
read_bool(struct value *v)
{
	if (config_setting_type(v->setting) == CONFIG_TYPE_BOOL)
		*(bool *)v->to = config_setting_get_bool(v->setting) != 0;
	else
		wrong_type(v, "true or false without quotes");
}

static void
read_int(struct value *v)
{
	long long n;

	if (config_setting_type(v->setting) != CONFIG_TYPE_INT &&
	    config_setting_type(v->setting) != CONFIG_TYPE_INT64) {
		wrong_type(v, "a whole number");
		return;
	}
	n = config_setting_get_int64(v->setting);
	if (n < v->field->min || n > v->field->max)
		draft_fault(v->draft, v->pos, "'%s' must be from %lld to %lld,"
		    " not %lld", v->field->key, (long long)v->field->min,
		    (long long)v->field->max, n);
	else
		*(int *)v->to = (int)n;
}

/* Also a limit that may be none. */
static void
read_duration(struct value *v)
{
	char min[DURATION_SIZE], max[DURATION_SIZE];
	const char *s;
	struct err err;
	int64_t ms;

	if (config_setting_type(v->setting) != CONFIG_TYPE_STRING) {
		wrong_type(v, "a duration in quotes such as \"30s\"");
		return;
	}
	s = config_setting_get_string(v->setting);
	duration_text(v->field->min, min);
	duration_text(v->field->max, max);
	if (v->field->type == FIELD_LIMIT && strcmp(s, "never") == 0)
		*(int64_t *)v->to = 0;
	else if (duration_parse(s, &ms, &err) != 0)
		draft_fault(v->draft, v->pos, "'%s': %s", v->field->key,
		    err.text);
	else if (ms < v->field->min || ms > v->field->max)
		draft_fault(v->draft, v->pos, "'%s' must be from %s to %s, not"
		    " %.80s%s", v->field->key, min, max, s,
		    v->field->type == FIELD_LIMIT ? " (or \"never\")" : "");
	else
		*(int64_t *)v->to = ms;
}

static void
read_span(struct value *v)
{
	struct err err;

	if (config_setting_type(v->setting) != CONFIG_TYPE_STRING)
		wrong_type(v, "a time of day in quotes such as"
		    " \"22:00-07:00\"");
	else if (tod_span_parse(config_setting_get_string(v->setting), v->to,
	    &err) != 0)
		draft_fault(v->draft, v->pos, "'%s': %s", v->field->key,
		    err.text);
}

/* Groups and lists of them. */

/* A position for a line alone. */
static int
spot_of(struct conf_draft *draft, const struct section *section,
    const config_setting_t *setting)
{
	return draft_spots(draft, section,
	    (int)config_setting_source_line(setting));
}

static const char *
text_of(const char *item, const struct field *field)
{
	const char *s;

	memcpy(&s, item + field->at, sizeof(s));
	return s;
}

static int
pos_of(const char *item)
{
	int pos;

	memcpy(&pos, item, sizeof(pos));
	return pos;
}

/* Takes away what stands already, for which build.c has a stand-in. */
static void
drop_doubles(struct value *v, const struct field *field, char *list, int n)
{
	const struct section *section = v->field->section;
	struct dict first = {0};

	for (int i = 0; i < n; i++) {
		char *item = list + (size_t)i * section->size, *where;
		const char *s = text_of(item, field);
		int64_t was;

		if (s == NULL)
			continue;
		was = dict_get(&first, s, strlen(s));
		if (was < 0) {
			dict_put(&first, s, strlen(s), i);
			continue;
		}
		where = draft_where(v->draft, draft_key(v->draft,
		    pos_of(list + (size_t)was * section->size), field->key));
		draft_fault(v->draft, draft_key(v->draft, pos_of(item),
		    field->key), "'%s' is the '%s' of %s already: %s", s,
		    field->key, section->what, where);
		memset(item + field->at, 0, sizeof(s));
		free(where);
	}
	dict_release(&first);
}

static void
read_list(struct value *v)
{
	const struct section *section = v->field->section;
	int n = config_setting_length(v->setting), read = 0;
	char *list;

	if (!config_setting_is_list(v->setting)) {
		wrong_type(v, "a list of groups: ( { … }, { … } )");
		return;
	}
	if (n < v->field->min)
		draft_fault(v->draft, v->pos, "'%s' is empty", v->field->key);
	list = draft_list(v->draft, (size_t)n, section->size);
	for (int i = 0; i < n; i++) {
		config_setting_t *e = config_setting_get_elem(v->setting,
		    (unsigned)i);

		if (config_setting_is_group(e)) {
			read_section(v->draft, section, e,
			    list + (size_t)read++ * section->size);
			continue;
		}
		draft_fault(v->draft, spot_of(v->draft, section, e),
		    "%s must be a group in { }, not %s", section->what,
		    type_text(e));
	}
	memcpy(v->to, &list, sizeof(list));
	*v->count = read;
	for (int i = 0; i < section->nfield; i++)
		if (section->field[i].unique)
			drop_doubles(v, &section->field[i], list, read);
}

static void
read_group(struct value *v)
{
	if (config_setting_is_group(v->setting))
		read_section(v->draft, v->field->section, v->setting, v->to);
	else
		wrong_type(v, "a group in { }");
}

static void
read_value(struct value *v)
{
	switch (v->field->type) {
	case FIELD_MARK: read_mark(v); break;
	case FIELD_BOOL: read_bool(v); break;
	case FIELD_INT: read_int(v); break;
	case FIELD_WORD: read_word(v); break;
	case FIELD_DURATION:
	case FIELD_LIMIT: read_duration(v); break;
	case FIELD_DATE: read_date(v); break;
	case FIELD_SPAN: read_span(v); break;
	case FIELD_IDS:
	case FIELD_VALUES: read_texts(v); break;
	case FIELD_GROUP: read_group(v); break;
	case FIELD_LIST: read_list(v); break;
	default: read_text(v); break;
	}
}

static void
unknown_key(struct conf_draft *draft, const struct section *section,
    config_setting_t *setting)
{
	const char *key = config_setting_name(setting);
	const char *near = section_nearest(section, key);

	draft_fault(draft, spot_of(draft, section, setting),
	    "%s has no key '%s'%s%s%s", section->what, key,
	    near != NULL ? ": is '" : "", near != NULL ? near : "",
	    near != NULL ? "' meant?" : "");
}

static void
set_fallbacks(const struct section *section, char *out)
{
	for (int i = 0; i < section->nfield; i++) {
		const struct field *f = &section->field[i];

		if (f->type == FIELD_DURATION)
			*(int64_t *)(void *)(out + f->at) = f->fallback;
		else if (f->type == FIELD_INT || f->type == FIELD_WORD)
			*(int *)(void *)(out + f->at) = (int)f->fallback;
		else if (f->type == FIELD_GROUP)
			set_fallbacks(f->section, out + f->at);
	}
}

static void
read_section(struct conf_draft *draft, const struct section *section,
    config_setting_t *group, void *out)
{
	int pos = spot_of(draft, section, group);
	int n = config_setting_length(group);

	*(int *)out = pos;
	set_fallbacks(section, out);
	for (int i = 0; i < n; i++) {
		config_setting_t *s = config_setting_get_elem(group,
		    (unsigned)i);
		const char *key = config_setting_name(s);
		int f = section_field(section, key, strlen(key));
		struct value v = {draft, &section->field[f < 0 ? 0 : f], s,
		    pos + 1 + f, NULL, NULL};

		if (f < 0) {
			unknown_key(draft, section, s);
			continue;
		}
		draft->spot[v.pos].line = (int)config_setting_source_line(s);
		draft->spot[v.pos].given = true;
		v.to = (char *)out + v.field->at;
		v.count = (int *)(void *)((char *)out + v.field->count);
		read_value(&v);
	}
	for (int i = 0; i < section->nfield; i++)
		if (section->field[i].required && config_setting_get_member(
		    group, section->field[i].key) == NULL)
			draft_fault(draft, pos, "%s lacks '%s'",
			    section->what, section->field[i].key);
}

/* Parses the text; a fault of syntax stops there. */
static int
parse(struct conf_draft *draft, config_t *config)
{
	int line;
	char *path;

	if (config_read_string(config, draft->text->all.s) == CONFIG_TRUE)
		return 0;
	path = conf_text_where(draft->text, config_error_line(config), &line);
	faults_add(draft->faults, path, line, "%s here or just before",
	    config_error_text(config));
	free(path);
	return -1;
}

/* The broker's user and password: never among the configuration's files. */
static void
read_secrets(struct conf_draft *main, const struct root_draft *root,
    struct broker_conf *broker)
{
	const char *name = root->broker.secrets;
	char *path = name[0] == '/' ? xstrdup(name) :
	    conf_text_path(main->text, name);
	struct named_text file = {.name = strrchr(path, '/') != NULL ?
	    strrchr(path, '/') + 1 : path};
	struct conf_text text;
	struct conf_draft draft = {.text = &text, .faults = main->faults};
	struct secrets_draft secrets = {0};
	config_t config;
	struct err err;

	conf_text_init(&text, path, &file, 1);
	config_init(&config);
	if (conf_file_read(path, true, &file.body, &file.len, &err) != 0) {
		draft_fault(main, draft_key(main, root->broker.pos, "secrets"),
		    "cannot read '%s': %s", path, err.text);
	} else if (conf_text_read(&text, file.name, main->faults) == 0 &&
	    parse(&draft, &config) == 0) {
		read_section(&draft, &conf_secrets_section,
		    config_root_setting(&config), &secrets);
		broker->user = xstrdup(secrets.user != NULL ? secrets.user :
		    "");
		broker->password = xstrdup(secrets.password != NULL ?
		    secrets.password : "");
	}
	config_destroy(&config);
	draft_release(&draft);
	conf_text_release(&text);
	free(file.body);
	free(path);
}

static struct conf *
load(struct conf_text *text, const char *name, enum conf_use use,
    const struct sweep_spec *sweep, struct faults *faults)
{
	struct conf_draft draft = {.text = text, .faults = faults,
	    .alerts_only = use == CONF_ALERTS_ONLY, .sweep = sweep};
	struct root_draft root = {0};
	struct conf *conf = NULL;
	size_t before = faults->n;
	config_t config;

	config_init(&config);
	if (conf_text_read(text, name, faults) == 0 &&
	    parse(&draft, &config) == 0) {
		conf = xcalloc(1, sizeof(*conf));
		read_section(&draft, &conf_section,
		    config_root_setting(&config), &root);
		if (root.broker.secrets != NULL && use == CONF_WITH_SECRETS)
			read_secrets(&draft, &root, &conf->broker);
		build_conf(&draft, &root, conf);
	}
	config_destroy(&config);
	draft_release(&draft);
	conf_text_release(text);
	if (faults->n == before)
		return conf;
	conf_free(conf);
	return NULL;
}

static struct conf *
load_file(const char *path, enum conf_use use, const struct sweep_spec *sweep,
    struct faults *faults)
{
	const char *slash = strrchr(path, '/');
	struct conf_text text;

	conf_text_init(&text, path, NULL, 0);
	return load(&text, slash != NULL ? slash + 1 : path, use, sweep,
	    faults);
}

struct conf *
conf_load(const char *path, enum conf_use use, struct faults *faults)
{
	return load_file(path, use, NULL, faults);
}

struct conf *
conf_load_sweep(const char *path, const struct sweep_spec *sweep,
    struct faults *faults)
{
	return load_file(path, CONF_ALERTS_ONLY, sweep, faults);
}

struct conf *
conf_load_kept(const struct named_text *file, int nfile, struct faults *faults)
{
	struct conf_text text;

	BUG_IF(nfile < 1);
	conf_text_init(&text, "", file, nfile);
	return load(&text, file[0].name, CONF_WITHOUT_SECRETS, NULL, faults);
}

void
conf_free(struct conf *conf)
{
	if (conf == NULL)
		return;
	for (int i = 0; i < conf->nfile; i++) {
		free(conf->file[i].name);
		free(conf->file[i].body);
	}
	for (int i = 0; i < conf->nplan; i++)
		plan_release(&conf->plan[i]);
	free(conf->file);
	free(conf->plan);
	house_free(conf->house);
	map_free(conf->map);
	tz_release(&conf->zone);
	free(conf->site_id);
	free(conf->site_name);
	free(conf->language);
	free(conf->zone_name);
	free(conf->journal);
	for (int i = 0; i < CONF_PRIORITIES; i++) {
		for (char **arg = conf->alarm[i].argv; arg != NULL &&
		    *arg != NULL; arg++)
			free(*arg);
		free(conf->alarm[i].argv);
	}
	free(conf->broker.host);
	free(conf->broker.user);
	free(conf->broker.password);
	free(conf->broker.client);
	free(conf);
}
