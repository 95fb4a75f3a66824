/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each topic has a tree of *fields*, one for each token of the pointers that
 * are read on it; field 0 is the whole payload. A parent stands before its
 * children, so a loop forwards finds every field's value, and a loop back
 * from the end knows which of them have to be kept.
 *
 * A value's text is always cleaned and cut before it is looked at, and that
 * is what map_reduce() keeps: so a kept payload reads as the one that came.
 */
#include "read/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/dict.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/signal.h"
#include "read/payload.h"

#define ELLIPSIS "…"
/* So many raw bytes clean to more than MAP_KEPT_MAX: 3 become 1 at most. */
enum { RAW_MAX = 4 * MAP_KEPT_MAX };

struct match {
	char *text;
	bool is_number;
	double number;
};

struct read {
	int32_t source, device;
	size_t field;
	char *at;
	struct match *match; /* on's, then off's */
	int non, noff;
	bool number, impulse;
};

struct field {
	char *token;
	size_t parent; /* of field 0: itself */
	int index;     /* the token as an array's index, or -1 */
	bool wanted;   /* itself, not only what lies in it */
};

struct topic {
	char *name;
	VEC(int32_t) device, available;
	VEC(struct read) read;
	VEC(struct field) field;
	size_t state; /* the field /state, for availability */
	bool json;
};

/* One payload as it is looked at: a document or a text. */
struct seen {
	const struct topic *topic;
	json_t *doc; /* NULL: text */
	const char *text;
	size_t len;
};

struct map {
	VEC(struct topic) topic;
	struct dict by_name;
	VEC(size_t) foreign; /* topics that are not natvagt's own */
	VEC(int64_t) device; /* each one's topic, or -1 */
	int32_t nsource;
	/* Of the last message. */
	struct seen seen;  /* its doc is the map's */
	const json_t **at; /* a field's value, or NULL */
	bool *keep;
	size_t nat;
	VEC(struct reading) reading;
	struct str value, odd;
	int32_t odd_device;
};

struct map *
map_new(void)
{
	struct map *map = xcalloc(1, sizeof(*map));

	str_init(&map->value);
	str_init(&map->odd);
	return map;
}

static void
topic_release(struct topic *topic)
{
	for (size_t i = 0; i < topic->read.n; i++) {
		struct read *read = &topic->read.v[i];

		for (int k = 0; k < read->non + read->noff; k++)
			free(read->match[k].text);
		free(read->match);
		free(read->at);
	}
	for (size_t i = 0; i < topic->field.n; i++)
		free(topic->field.v[i].token);
	vec_free(&topic->read);
	vec_free(&topic->field);
	vec_free(&topic->device);
	vec_free(&topic->available);
	free(topic->name);
}

void
map_free(struct map *map)
{
	if (map == NULL)
		return;
	for (size_t i = 0; i < map->topic.n; i++)
		topic_release(&map->topic.v[i]);
	vec_free(&map->topic);
	vec_free(&map->foreign);
	vec_free(&map->device);
	vec_free(&map->reading);
	dict_release(&map->by_name);
	str_release(&map->value);
	str_release(&map->odd);
	json_decref(map->seen.doc);
	free(map->at);
	free(map->keep);
	free(map);
}

/* ---- what the configuration says ---- */

/* Scratch for as many fields as the largest topic has. */
static void
make_room(struct map *map, size_t n)
{
	if (n <= map->nat)
		return;
	map->nat = 2 * n;
	map->at = xreallocarray(map->at, map->nat, sizeof(*map->at));
	map->keep = xreallocarray(map->keep, map->nat, sizeof(*map->keep));
}

static size_t
topic_of(struct map *map, const char *name)
{
	int64_t i = dict_get(&map->by_name, name, strlen(name));
	struct topic topic = {0};

	if (i >= 0)
		return (size_t)i;
	topic.name = xstrdup(name);
	vec_push(&topic.field, (struct field){.index = -1});
	make_room(map, topic.field.n);
	dict_put(&map->by_name, name, strlen(name), (int64_t)map->topic.n);
	if (strncmp(name, OWN_PREFIX, strlen(OWN_PREFIX)) != 0)
		vec_push(&map->foreign, map->topic.n);
	vec_push(&map->topic, topic);
	return map->topic.n - 1;
}

/* An array's index: digits, with no zero before others. */
static int
index_of(const char *token)
{
	size_t n = strlen(token);
	int index;

	if (n == 0 || n > 2 || strspn(token, "0123456789") != n ||
	    (n > 1 && token[0] == '0'))
		return -1;
	index = atoi(token);
	return index <= MAP_INDEX_MAX ? index : -1;
}

/* The child of a field by its token (owned by the field from then on). */
static size_t
child_of(struct topic *topic, size_t parent, char *token)
{
	for (size_t i = 1; i < topic->field.n; i++)
		if (topic->field.v[i].parent == parent &&
		    strcmp(topic->field.v[i].token, token) == 0) {
			free(token);
			return i;
		}
	vec_push(&topic->field, (struct field){
		.token = token,
		.parent = parent,
		.index = index_of(token),
	});
	return topic->field.n - 1;
}

/* One token of a pointer, its ~0 and ~1 undone; *s moves to its end. */
static char *
token_next(const char **s)
{
	size_t n = strcspn(*s, "/"), len = 0;
	char *token = xmalloc(n + 1);

	for (size_t i = 0; i < n; i++)
		if ((*s)[i] == '~')
			token[len++] = (*s)[++i] == '0' ? '~' : '/';
		else
			token[len++] = (*s)[i];
	token[len] = '\0';
	*s += n;
	return token;
}

static int
check_pointer(const char *at, struct err *err)
{
	int depth = 0;

	if (at[0] != '\0' && at[0] != '/')
		return err_set(err, "'%s' is no JSON pointer: it has to begin"
		    " with '/'", at);
	for (const char *s = at; *s != '\0'; s++) {
		depth += *s == '/';
		if (*s == '~' && s[1] != '0' && s[1] != '1')
			return err_set(err, "'%s' is no JSON pointer: '~'"
			    " stands for itself only as '~0'", at);
	}
	if (depth >= MAP_DEPTH_MAX)
		return err_set(err, "'%s' is more than %d deep", at,
		    MAP_DEPTH_MAX - 1);
	return 0;
}

/* The field at a pointer that has been checked. */
static size_t
field_at(struct topic *topic, const char *at)
{
	size_t field = 0;

	while (*at == '/') {
		at++;
		field = child_of(topic, field, token_next(&at));
	}
	topic->field.v[field].wanted = true;
	return field;
}

void
map_device(struct map *map, int32_t device, const char *topic,
    const char *availability)
{
	BUG_IF(device != (int32_t)map->device.n);
	vec_push(&map->device, -1);
	if (topic != NULL) {
		size_t i = topic_of(map, topic);

		map->device.v[device] = (int64_t)i;
		vec_push(&map->topic.v[i].device, device);
	}
	if (availability != NULL) {
		/* topic_of() may move the array. */
		size_t i = topic_of(map, availability);
		struct topic *t = &map->topic.v[i];

		vec_push(&t->available, device);
		t->state = field_at(t, "/state");
		make_room(map, t->field.n);
	}
}

static int
check_values(const char *const *value, int n, struct err *err)
{
	for (int i = 0; i < n; i++)
		if (strlen(value[i]) > MAP_VALUE_MAX)
			return err_set(err, "the value '%.20s…' is longer than"
			    " %d bytes", value[i], MAP_VALUE_MAX);
	return 0;
}

static void
add_match(struct match *match, const char *text)
{
	match->text = xstrdup(text);
	match->is_number = payload_number(text, &match->number);
}

int
map_read(struct map *map, int32_t device, const struct map_read *from,
    struct err *err)
{
	struct read read = {
		.source = map->nsource++,
		.device = device,
		.number = from->number,
		.impulse = from->impulse,
		.non = from->number ? 0 : from->non,
		.noff = from->number ? 0 : from->noff,
	};
	const char *at = from->at != NULL ? from->at : "";
	struct topic *topic;

	BUG_IF(device < 0 || (size_t)device >= map->device.n);
	if (map->device.v[device] < 0)
		return err_set(err, "the device has no topic");
	if (check_pointer(at, err) != 0 ||
	    check_values(from->on, read.non, err) != 0 ||
	    check_values(from->off, read.noff, err) != 0)
		return -1;
	topic = &map->topic.v[map->device.v[device]];
	read.at = xstrdup(at);
	read.field = field_at(topic, at);
	topic->json |= read.field != 0;
	make_room(map, topic->field.n);
	read.match = xcalloc((size_t)(read.non + read.noff),
	    sizeof(*read.match));
	for (int i = 0; i < read.non; i++)
		add_match(&read.match[i], from->on[i]);
	for (int i = 0; i < read.noff; i++)
		add_match(&read.match[read.non + i], from->off[i]);
	vec_push(&topic->read, read);
	return 0;
}

size_t
map_ntopic(const struct map *map)
{
	return map->foreign.n;
}

const char *
map_topic(const struct map *map, size_t i)
{
	return map->topic.v[map->foreign.v[i]].name;
}

/* ---- a payload and its fields ---- */

/* Line ends and tabs stand in text that is printed nicely; others never. */
static bool
has_controls(const char *s, size_t n)
{
	for (size_t i = text_plain(s, n); i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c == 0x7f || (c < 0x20 && c != '\t' && c != '\n' &&
		    c != '\r'))
			return true;
	}
	return false;
}

static int
availability_of(const char *text)
{
	static const char *const word[2][4] = {
		{"offline", "Offline", "OFFLINE", "false"},
		{"online", "Online", "ONLINE", "true"},
	};

	for (int on = 0; on < 2; on++)
		for (int i = 0; i < 4; i++)
			if (strcmp(text, word[on][i]) == 0)
				return on;
	return -1;
}

/* map->value becomes s, cleaned and no longer than MAP_KEPT_MAX. */
static const char *
value_of_text(struct map *map, const char *s, size_t n)
{
	struct str *value = &map->value;
	size_t len = MAP_KEPT_MAX - strlen(ELLIPSIS);

	str_clear(value);
	text_clean(value, s, n < RAW_MAX ? n : RAW_MAX);
	if (value->len <= MAP_KEPT_MAX)
		return value->s;
	while (((unsigned char)value->s[len] & 0xc0) == 0x80)
		len--;
	value->len = len;
	str_add(value, ELLIPSIS);
	return value->s;
}

/* A scalar in its text form, or NULL for objects and arrays. */
static const char *
value_of_json(struct map *map, const json_t *json)
{
	char number[NUMBER_SIZE];

	switch (json_typeof(json)) {
	case JSON_STRING:
		return value_of_text(map, json_string_value(json),
		    json_string_length(json));
	case JSON_REAL:
		payload_number_text(json_real_value(json), number);
		str_clear(&map->value);
		str_add(&map->value, number);
		return map->value.s;
	case JSON_INTEGER:
		str_clear(&map->value);
		str_addf(&map->value, "%" JSON_INTEGER_FORMAT,
		    json_integer_value(json));
		return map->value.s;
	case JSON_TRUE:
		return "true";
	case JSON_FALSE:
		return "false";
	case JSON_NULL:
		return "null";
	default:
		return NULL;
	}
}

static int
check_payload(const char *payload, size_t len, struct err *err)
{
	if (len > MAP_PAYLOAD_MAX)
		return err_set(err, "too long: %zu bytes, %d at most", len,
		    MAP_PAYLOAD_MAX);
	if (!text_is_utf8(payload, len))
		return err_set(err, "not UTF-8");
	if (has_controls(payload, len))
		return err_set(err, "control characters");
	return 0;
}

/*
 * Fills map->seen. zigbee2mqtt's own state is text up to 1.x and JSON in 2.x,
 * so a topic of availability takes either.
 */
static int
look(struct map *map, const struct topic *topic, const char *payload,
    size_t len, struct err *err)
{
	struct seen *seen = &map->seen;
	bool available = topic->available.n > 0;

	json_decref(seen->doc);
	*seen = (struct seen){.topic = topic, .text = payload, .len = len};
	if (check_payload(payload, len, err) != 0)
		return -1;
	while (seen->len > 0 && (payload[seen->len - 1] == '\n' ||
	    payload[seen->len - 1] == '\r'))
		seen->len--;
	if (available && availability_of(value_of_text(map, seen->text,
	    seen->len)) >= 0)
		return 0;
	if (!topic->json && !(available && len > 0 && payload[0] == '{'))
		return 0;
	seen->doc = payload_json(payload, len, MAP_DEPTH_MAX, err);
	return seen->doc != NULL ? 0 : -1;
}

static const json_t *
child_value(const json_t *parent, const struct field *field)
{
	if (json_is_object(parent))
		return json_object_get(parent, field->token);
	if (json_is_array(parent) && field->index >= 0)
		return json_array_get(parent, (size_t)field->index);
	return NULL;
}

static void
find_fields(struct map *map, const struct seen *seen)
{
	map->at[0] = seen->doc;
	for (size_t i = 1; i < seen->topic->field.n; i++) {
		const struct field *field = &seen->topic->field.v[i];

		map->at[i] = child_value(map->at[field->parent], field);
	}
}

static const struct topic *
claimed(const struct map *map, const char *name, size_t len)
{
	int64_t i = dict_get(&map->by_name, name, len);

	return i >= 0 ? &map->topic.v[i] : NULL;
}

/* ---- what it says ---- */

/* The first of a message stands for all. */
static void
say_odd(struct map *map, int32_t device, const char *at, const char *text,
    const char *what)
{
	if (map->odd.len != 0)
		return;
	if (at[0] != '\0')
		str_addf(&map->odd, "%s: ", at);
	if (text != NULL)
		str_addf(&map->odd, "'%s' ", text);
	else
		str_add(&map->odd, "an object or array ");
	str_add(&map->odd, what);
	map->odd_device = device;
}

static bool
matches(const struct match *match, int n, const char *text,
    const json_t *json)
{
	for (int i = 0; i < n; i++)
		if (strcmp(match[i].text, text) == 0 ||
		    (match[i].is_number && json_is_number(json) &&
		    json_number_value(json) == match[i].number))
			return true;
	return false;
}

static void
take_truth(struct map *map, const struct read *read, const char *text,
    const json_t *json)
{
	struct reading reading = {.source = read->source};

	const struct match *off = read->match + read->non;
	bool anything = read->impulse && read->non == 0 && text != NULL && !json_is_null(json);

	if (text != NULL && matches(off, read->noff, text, json)) {
		reading.truth = TRI_FALSE;
		vec_push(&map->reading, reading);
	} else if (anything || (text != NULL &&
	    matches(read->match, read->non, text, json))) {
		reading.truth = TRI_TRUE;
		vec_push(&map->reading, reading);
	} else if (read->non > 0 && read->noff > 0) {
		say_odd(map, read->device, read->at, text,
		    "is neither on nor off");
	}
}

static void
take_number(struct map *map, const struct read *read, const char *text,
    const json_t *json)
{
	struct reading reading = {.source = read->source, .truth = TRI_TRUE};
	bool numeric = json == NULL || json_is_string(json);

	if (json_is_null(json))
		return; /* the device says that it does not know */
	if (text != NULL && numeric && payload_number(text, &reading.number))
		vec_push(&map->reading, reading);
	else
		say_odd(map, read->device, read->at, text,
		    "is no number that makes sense");
}

static void
take(struct map *map, const struct seen *seen, const struct read *read,
    bool retained)
{
	struct reading reading = {.source = read->source, .truth = TRI_TRUE};
	const json_t *json = map->at[read->field];
	const char *text;

	if (read->impulse && retained)
		return;
	/* It needs no text, which would take long to make. */
	if (read->number && payload_json_number(json, &reading.number)) {
		vec_push(&map->reading, reading);
		return;
	}
	if (json != NULL)
		text = value_of_json(map, json);
	else if (seen->doc == NULL && read->field == 0)
		text = value_of_text(map, seen->text, seen->len);
	else
		return;
	if (read->number)
		take_number(map, read, text, json);
	else
		take_truth(map, read, text, json);
}

/* 1 online, 0 offline, -1 neither. */
static int
take_available(struct map *map, const struct seen *seen)
{
	const struct topic *topic = seen->topic;
	const json_t *json = map->at[topic->state];
	const char *text, *at = "";
	int on;

	if (seen->doc == NULL) {
		text = value_of_text(map, seen->text, seen->len);
	} else if (json != NULL) {
		text = value_of_json(map, json);
		at = "/state";
	} else {
		text = NULL;
	}
	on = text != NULL ? availability_of(text) : -1;
	/* What is read besides has its own words for what is odd. */
	if (on < 0 && topic->read.n == 0)
		say_odd(map, topic->available.v[0], at, text,
		    "is neither online nor offline");
	return on;
}

static void
fill(const struct map *map, const struct topic *topic, int on,
    struct message *message)
{
	if (on >= 0) {
		message->kind = MESSAGE_AVAILABLE;
		message->on = on == 1;
		message->heard = topic->available.v;
		message->nheard = (int)topic->available.n;
	} else {
		message->kind = MESSAGE_READINGS;
		message->heard = topic->device.v;
		message->nheard = (int)topic->device.n;
	}
	message->reading = map->reading.v;
	message->nreading = (int)map->reading.n;
	if (message->nheard > 0)
		message->device = message->heard[0];
}

int
map_message(struct map *map, const char *name, size_t name_len,
    const char *payload, size_t len, bool retained, struct message *message,
    const char **odd, struct err *err)
{
	const struct topic *topic = claimed(map, name, name_len);
	int on = -1;

	*odd = NULL;
	*message = (struct message){.device = -1, .retained = retained};
	if (topic == NULL)
		return 0;
	message->device = topic->device.n > 0 ? topic->device.v[0] :
	    topic->available.v[0];
	if (look(map, topic, payload, len, err) != 0) {
		message->kind = MESSAGE_BAD;
		message->step = 1;
		return -1;
	}
	map->reading.n = 0;
	str_clear(&map->odd);
	find_fields(map, &map->seen);
	if (topic->available.n > 0)
		on = take_available(map, &map->seen);
	for (size_t i = 0; i < topic->read.n; i++)
		take(map, &map->seen, &topic->read.v[i], retained);
	fill(map, topic, on, message);
	if (map->odd.len != 0) {
		*odd = map->odd.s;
		if (message->kind == MESSAGE_READINGS)
			message->device = map->odd_device;
	}
	return 1;
}

/* ---- what is kept ---- */

/* A field is kept where it is wanted itself, or something in it is. */
static void
mark_kept(struct map *map, const struct topic *topic)
{
	size_t n = topic->field.n;

	for (size_t i = 0; i < n; i++)
		map->keep[i] = map->at[i] != NULL && topic->field.v[i].wanted;
	for (size_t i = n; i-- > 1;)
		if (map->keep[i])
			map->keep[topic->field.v[i].parent] = true;
}

static void write_field(struct map *map, const struct topic *topic, size_t at,
    struct str *out);

static void
write_object(struct map *map, const struct topic *topic, size_t at,
    struct str *out)
{
	const char *comma = "";

	str_addc(out, '{');
	for (size_t i = at + 1; i < topic->field.n; i++) {
		if (topic->field.v[i].parent != at || !map->keep[i])
			continue;
		str_add(out, comma);
		str_add_json(out, topic->field.v[i].token);
		str_addc(out, ':');
		write_field(map, topic, i, out);
		comma = ",";
	}
	str_addc(out, '}');
}

/* What lies before an element that is kept becomes null: it is not read. */
static void
write_array(struct map *map, const struct topic *topic, size_t at,
    struct str *out)
{
	size_t child[MAP_INDEX_MAX + 1] = {0};
	int last = -1;

	for (size_t i = at + 1; i < topic->field.n; i++) {
		const struct field *field = &topic->field.v[i];

		if (field->parent != at || !map->keep[i])
			continue;
		child[field->index] = i;
		if (field->index > last)
			last = field->index;
	}
	str_addc(out, '[');
	for (int i = 0; i <= last; i++) {
		if (i > 0)
			str_addc(out, ',');
		if (child[i] != 0)
			write_field(map, topic, child[i], out);
		else
			str_add(out, "null");
	}
	str_addc(out, ']');
}

/* Its depth is bounded by the pointers', see check_pointer(). */
static void
write_field(struct map *map, const struct topic *topic, size_t at,
    struct str *out)
{
	const json_t *json = map->at[at];

	if (json_is_object(json))
		write_object(map, topic, at, out);
	else if (json_is_array(json))
		write_array(map, topic, at, out);
	else if (json_is_string(json))
		str_add_json(out, value_of_json(map, json));
	else
		str_add(out, value_of_json(map, json));
}

void
map_reduce(struct map *map, struct str *out)
{
	const struct seen *seen = &map->seen;

	if (seen->doc == NULL) {
		str_add(out, value_of_text(map, seen->text, seen->len));
		return;
	}
	mark_kept(map, seen->topic);
	write_field(map, seen->topic, 0, out);
}
