/* SPDX-License-Identifier: Apache-2.0 */
#include "read/decode.h"

#include <stdlib.h>
#include <string.h>

#include "base/dict.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/expr.h"
#include "core/signal.h"
#include "core/zone.h"
#include "read/payload.h"

enum {
	OWN_DEPTH_MAX = 4,
	OUTCOME_MAX = 5,
	MINUTES_MAX = 1440,
	NOTE_SIZE_MAX = 1000,
	MEMO_BYTES = 2 << 20,
	MEMO_SLOTS = 1 << 14, /* at most two thirds of them are used */
	MEMO_TEXT_MAX = 256,  /* a topic and its payload; longer is not kept */
};

#define STEP_MAX INT64_C(253402300799999) /* of a clock: up to the year 9999 */

/*
 * Sensors say the same few things over and over: what each said is kept, so
 * that it is read as JSON once. When the room for that is used up everything
 * is forgotten, and it begins anew.
 */
struct said {
	uint64_t hash;
	size_t topic_len, payload_len;
	const char *text; /* the topic, then the payload */
	struct message message;
	struct reading reading[];
};

struct memo {
	char *room;
	size_t used, n;
	struct said *last; /* what the last row said, or NULL */
	struct said *slot[MEMO_SLOTS];
	struct said *by_text[MEMO_SLOTS]; /* of a night */
};

struct decoder {
	const struct house *house;
	struct map *map;
	json_t *root; /* of the last message of our own: its texts */
	int64_t num[CARRY_NUM_MAX];
	struct message message; /* of a night's row, where it is not kept */
	struct memo memo;
	const struct night *night; /* whose texts' numbers the memo knows */
};

struct decoder *
decoder_new(const struct house *house, struct map *map)
{
	struct decoder *decoder = xcalloc(1, sizeof(*decoder));

	decoder->house = house;
	decoder->map = map;
	decoder->memo.room = xmalloc(MEMO_BYTES);
	return decoder;
}

void
decoder_free(struct decoder *decoder)
{
	if (decoder == NULL)
		return;
	json_decref(decoder->root);
	free(decoder->memo.room);
	free(decoder);
}

/*
 * Members: 1 and the value, 0 where the key is not there, -1 and the reason
 * where it is of another kind.
 */
static int
get_int(const json_t *root, const char *key, int64_t least, int64_t most,
    int64_t *value, struct err *err)
{
	const json_t *json = json_object_get(root, key);

	if (json == NULL)
		return 0;
	if (!json_is_integer(json) || json_integer_value(json) < least ||
	    json_integer_value(json) > most)
		return err_set(err, "\"%s\" is no whole number from %lld to"
		    " %lld", key, (long long)least, (long long)most);
	*value = json_integer_value(json);
	return 1;
}

static int
get_text(const json_t *root, const char *key, size_t most, const char **value,
    struct err *err)
{
	const json_t *json = json_object_get(root, key);

	if (json == NULL)
		return 0;
	if (!json_is_string(json))
		return err_set(err, "\"%s\" is no text", key);
	if (json_string_length(json) > most)
		return err_set(err, "\"%s\" is longer than %zu bytes", key,
		    most);
	if (!text_is_clean(json_string_value(json), json_string_length(json)))
		return err_set(err, "\"%s\" holds characters that cannot be"
		    " shown", key);
	*value = json_string_value(json);
	return 1;
}

static int
need(int got, const char *key, struct err *err)
{
	return got == 0 ? err_set(err, "\"%s\" is missing", key) : got;
}

/* ---- one function a topic: 1 or -1 ---- */

static int
decode_nothing(struct decoder *decoder, struct message *message,
    struct err *err)
{
	(void)decoder;
	(void)message;
	(void)err;
	return 1;
}

static int
decode_clock(struct decoder *decoder, struct message *message,
    struct err *err)
{
	return need(get_int(decoder->root, "step_ms", -STEP_MAX, STEP_MAX,
	    &message->step, err), "step_ms", err);
}

static int
decode_broker(struct decoder *decoder, struct message *message,
    struct err *err)
{
	const json_t *json = json_object_get(decoder->root, "connected");

	if (!json_is_boolean(json))
		return err_set(err, "\"connected\" is neither true nor false");
	message->on = json_is_true(json);
	return 1;
}

/* A device that this house does not have is no fault: nights outlive houses. */
static int
decode_bad(struct decoder *decoder, struct message *message, struct err *err)
{
	const char *device;

	message->why = NULL;
	if (need(get_text(decoder->root, "device", SIZE_MAX, &device, err),
	    "device", err) < 0 ||
	    need(get_int(decoder->root, "count", 1, INT32_MAX, &message->step,
	    err), "count", err) < 0)
		return -1;
	if (get_text(decoder->root, "why", SIZE_MAX, &message->why, err) < 0)
		return -1;
	message->device = house_device(decoder->house, device);
	if (message->device < 0)
		message->kind = MESSAGE_NOTE;
	return 1;
}

static bool
is_date(const char *s)
{
	for (int i = 0; i < 10; i++)
		if (i == 4 || i == 7 ? s[i] != '-' : s[i] < '0' || s[i] > '9')
			return false;
	return s[10] == '\0';
}

static int
segment_of(const json_t *root, struct segment_info *info, struct err *err)
{
	const char *night = "", *why = "", *conf = "";
	int64_t carries = -1;

	if (get_text(root, "night", sizeof(info->night) - 1, &night, err) < 0 ||
	    get_text(root, "why", sizeof(info->why) - 1, &why, err) < 0 ||
	    get_text(root, "conf", sizeof(info->conf) - 1, &conf, err) < 0 ||
	    get_int(root, "carries", 0, INT32_MAX, &carries, err) < 0)
		return -1;
	if (night[0] != '\0' && !is_date(night))
		return err_set(err, "\"night\" is no date");
	if (conf[strspn(conf, "0123456789abcdef")] != '\0')
		return err_set(err, "\"conf\" is no hash");
	*info = (struct segment_info){.carries = (int)carries};
	strcpy(info->night, night);
	strcpy(info->why, why);
	strcpy(info->conf, conf);
	return 0;
}

int
decode_segment(const char *payload, size_t len, struct segment_info *info,
    struct err *err)
{
	json_t *root = payload_json(payload, len, OWN_DEPTH_MAX, err);
	int rc;

	if (root == NULL)
		return -1;
	rc = json_is_object(root) ? segment_of(root, info, err) :
	    err_set(err, "no JSON object");
	json_decref(root);
	return rc;
}

static int
decode_segment_message(struct decoder *decoder, struct message *message,
    struct err *err)
{
	struct segment_info info;

	if (segment_of(decoder->root, &info, err) != 0)
		return -1;
	message->step = info.carries;
	return 1;
}

static int
action_texts(const json_t *root, struct action *action, struct err *err)
{
	action->by = "";
	if (get_text(root, "by", STAFF_SIZE - 1, &action->by, err) < 0 ||
	    get_text(root, "rule", SIZE_MAX, &action->rule, err) < 0 ||
	    get_text(root, "place", SIZE_MAX, &action->place, err) < 0)
		return -1;
	return 0;
}

static int
action_outcome(const json_t *root, struct action *action, struct err *err)
{
	int64_t outcome, minutes = MINUTES_NONE;

	if (need(get_int(root, "outcome", 0, OUTCOME_MAX, &outcome, err),
	    "outcome", err) < 0 ||
	    get_int(root, "minutes", 0, MINUTES_MAX, &minutes, err) < 0 ||
	    get_text(root, "note", NOTE_SIZE_MAX, &action->note, err) < 0)
		return -1;
	action->outcome = (int)outcome;
	action->minutes = (int)minutes;
	return 0;
}

static int
action_on_alert(const json_t *root, struct action *action, struct err *err)
{
	int64_t alert, version;

	if (need(get_int(root, "alert", 1, UINT32_MAX, &alert, err), "alert",
	    err) < 0 ||
	    need(get_int(root, "version", 1, UINT32_MAX, &version, err),
	    "version", err) < 0)
		return -1;
	action->alert = (uint32_t)alert;
	action->version = (uint32_t)version;
	return action->what == ACTION_CLOSE ?
	    action_outcome(root, action, err) : 0;
}

static int
action_on_rule(const json_t *root, struct action *action, struct err *err)
{
	int64_t minutes = MINUTES_NONE;

	if (action->rule == NULL || action->place == NULL)
		return need(0, action->rule == NULL ? "rule" : "place", err);
	if (action->what == ACTION_SHELVE &&
	    (need(get_int(root, "minutes", 1, MINUTES_MAX, &minutes, err),
	    "minutes", err) < 0 || get_text(root, "reason",
	    SHELF_REASON_SIZE - 1, &action->note, err) < 0))
		return -1;
	action->minutes = (int)minutes;
	return 0;
}

static int
action_at(const json_t *root, struct action *action, struct err *err)
{
	const char *at;
	int got = get_text(root, "at", SIZE_MAX, &at, err);

	if (got == 1 && tod_parse(at, &action->at, NULL) != 0)
		return err_set(err, "\"at\" is no time of day such as 03:00");
	return got < 0 ? -1 : 0;
}

static int
action_visit(const json_t *root, struct action *action, struct err *err)
{
	const char *how;
	int i = 0;

	if (action->place == NULL)
		return need(0, "place", err);
	if (need(get_text(root, "how", SIZE_MAX, &how, err), "how", err) < 0)
		return -1;
	while (visit_words[i] != NULL && strcmp(how, visit_words[i]) != 0)
		i++;
	if (visit_words[i] == NULL)
		return err_set(err, "\"how\" is neither entered, skipped nor"
		    " undone");
	action->how = (enum visit_how)i;
	return action_at(root, action, err);
}

static int
action_of_staff(const json_t *root, struct action *action, struct err *err)
{
	if (action->what == ACTION_VISIT)
		return action_visit(root, action, err);
	if (action->what == ACTION_NOTE)
		return need(get_text(root, "text", NOTE_SIZE_MAX,
		    &action->note, err), "text", err) < 0 ? -1 : 0;
	return action->by[0] == '\0' ? need(0, "by", err) : 0;
}

static int
decode_action(struct decoder *decoder, struct message *message,
    struct err *err)
{
	const json_t *root = decoder->root;
	struct action *action = &message->action;
	const char *name;
	int i = 0, bad;

	if (need(get_text(root, "do", SIZE_MAX, &name, err), "do", err) < 0)
		return -1;
	while (action_words[i] != NULL && strcmp(name, action_words[i]) != 0)
		i++;
	if (action_words[i] == NULL) {
		message->kind = MESSAGE_NOTE;
		return 1;
	}
	*action = (struct action){.what = (enum action_do)i,
	    .minutes = MINUTES_NONE, .at = AT_NONE};
	if (action_texts(root, action, err) != 0)
		return -1;
	if (i <= ACTION_CLOSE)
		bad = action_on_alert(root, action, err);
	else if (i <= ACTION_UNSHELVE)
		bad = action_on_rule(root, action, err);
	else
		bad = action_of_staff(root, action, err);
	return bad ? -1 : 1;
}

/* ---- what is carried ---- */

static int
carry_truth(const json_t *root, const char *key, uint8_t *truth,
    struct err *err)
{
	const char *text;
	int got = get_text(root, key, SIZE_MAX, &text, err);

	if (got <= 0)
		return got;
	for (*truth = TRI_FALSE; *truth <= TRI_TRUE; (*truth)++)
		if (strcmp(text, tri_text(*truth)) == 0)
			return 1;
	return err_set(err, "\"%s\" is neither true, false nor unknown", key);
}

static int
carry_numbers(struct decoder *decoder, const char *key, struct carry *carry,
    struct err *err)
{
	const json_t *array = json_object_get(decoder->root, key);
	size_t n = json_array_size(array);

	if (!json_is_array(array) || n > CARRY_NUM_MAX)
		return err_set(err, "\"%s\" is no list of at most %d numbers",
		    key, CARRY_NUM_MAX);
	for (size_t i = 0; i < n; i++) {
		const json_t *json = json_array_get(array, i);

		if (!json_is_integer(json))
			return err_set(err, "\"%s\" holds what is no whole"
			    " number", key);
		decoder->num[i] = json_integer_value(json);
	}
	carry->num = decoder->num;
	carry->n = (int)n;
	return 0;
}

/* The keys of each kind's names; the first that is there tells the kind. */
static const struct carry_kind {
	enum carry_what what;
	const char *tells, *id, *id2;
} carry_kinds[] = {
	{CARRY_WORLD, "world", NULL, NULL},
	{CARRY_NODE, "expr", "expr", NULL},
	{CARRY_SHELF, "shelved", "shelved", "place"},
	{CARRY_ALERT, "rule", "rule", "place"},
	{CARRY_SOURCE, "signal", "device", "signal"},
	{CARRY_DEVICE, "device", "device", NULL},
	{CARRY_STATUS, "place", "place", "status"},
	{CARRY_STAFF, "staff", NULL, NULL},
	{CARRY_VISIT, "visit", "visit", NULL},
};

static int
carry_names(const json_t *root, const struct carry_kind *kind,
    struct carry *carry, struct err *err)
{
	if (kind->id != NULL && need(get_text(root, kind->id, SIZE_MAX,
	    &carry->id, err), kind->id, err) < 0)
		return -1;
	/* A place with no status at all has none to name. */
	if (kind->id2 != NULL && get_text(root, kind->id2, SIZE_MAX,
	    &carry->id2, err) < 0)
		return -1;
	if (kind->id2 != NULL && carry->id2 == NULL &&
	    kind->what != CARRY_STATUS)
		return need(0, kind->id2, err);
	if (get_text(root, "reason", SHELF_REASON_SIZE - 1, &carry->note,
	    err) < 0)
		return -1;
	return get_text(root, kind->what == CARRY_STAFF ? "staff" : "by",
	    STAFF_SIZE - 1, &carry->by, err);
}

static int
decode_carry(struct decoder *decoder, struct message *message,
    struct err *err)
{
	const int n = sizeof(carry_kinds) / sizeof(carry_kinds[0]);
	const json_t *root = decoder->root, *number;
	struct carry *carry = &message->carry;
	const struct carry_kind *kind = carry_kinds;

	while (kind < carry_kinds + n &&
	    json_object_get(root, kind->tells) == NULL)
		kind++;
	if (kind == carry_kinds + n)
		return err_set(err, "nothing that can be carried");
	*carry = (struct carry){.what = kind->what};
	number = json_object_get(root, "number");
	if (number != NULL && !json_is_number(number))
		return err_set(err, "\"number\" is no number");
	carry->number = json_number_value(number);
	if (carry_names(root, kind, carry, err) < 0 ||
	    carry_truth(root, "value", &carry->value, err) < 0 ||
	    carry_truth(root, "seen", &carry->seen, err) < 0 ||
	    carry_numbers(decoder, kind->what == CARRY_WORLD ? "world" : "is",
	    carry, err) != 0)
		return -1;
	return 1;
}

/* ---- a row ---- */

static const struct own_topic {
	const char *name; /* without the prefix */
	enum message_kind kind;
	int (*decode)(struct decoder *decoder, struct message *message,
	    struct err *err);
} own_topics[] = {
	{"tick", MESSAGE_TICK, decode_nothing},
	{"action", MESSAGE_ACTION, decode_action},
	{"carry", MESSAGE_CARRY, decode_carry},
	{"segment", MESSAGE_SEGMENT, decode_segment_message},
	{"start", MESSAGE_START, decode_nothing},
	{"clock", MESSAGE_CLOCK, decode_clock},
	{"broker", MESSAGE_BROKER, decode_broker},
	{"bad", MESSAGE_BAD, decode_bad},
};

static const struct own_topic *
own_topic(const struct row *row)
{
	const size_t prefix = strlen(OWN_PREFIX);
	const char *name = row->topic + prefix;
	size_t len = row->topic_len - prefix;

	for (size_t i = 0; i < sizeof(own_topics) / sizeof(own_topics[0]); i++)
		if (strlen(own_topics[i].name) == len &&
		    memcmp(own_topics[i].name, name, len) == 0)
			return &own_topics[i];
	return NULL;
}

/* What devices of the configuration read of it. */
static int
read_own(struct decoder *decoder, const struct row *row,
    struct message *message, struct err *err)
{
	struct message said;
	const char *odd;
	int rc = map_message(decoder->map, row->topic, row->topic_len,
	    row->payload, row->payload_len, row->retained, &said, &odd, err);

	if (rc == -1)
		return err_prefix(err, "%.*s", (int)row->topic_len,
		    row->topic);
	if (rc == 1) {
		message->heard = said.heard;
		message->nheard = said.nheard;
		message->reading = said.reading;
		message->nreading = said.nreading;
	}
	return 0;
}

static int
decode_own(struct decoder *decoder, const struct row *row,
    struct message *message, struct err *err)
{
	const struct own_topic *topic = own_topic(row);

	*message = (struct message){
		.t = row->t,
		.kind = MESSAGE_NOTE,
		.device = -1,
		.retained = row->retained,
	};
	if (read_own(decoder, row, message, err) != 0)
		return -1;
	if (topic == NULL)
		return 1;
	json_decref(decoder->root);
	decoder->root = payload_json(row->payload, row->payload_len,
	    OWN_DEPTH_MAX, err);
	message->kind = topic->kind;
	if (decoder->root != NULL && !json_is_object(decoder->root))
		err_set(err, "no JSON object");
	else if (decoder->root != NULL &&
	    topic->decode(decoder, message, err) == 1)
		return 1;
	message->kind = MESSAGE_NOTE;
	return err_prefix(err, "%.*s", (int)row->topic_len, row->topic);
}

static bool
is_said(const struct said *said, const struct row *row)
{
	return said->topic_len == row->topic_len &&
	    said->payload_len == row->payload_len &&
	    said->message.retained == row->retained &&
	    memcmp(said->text, row->topic, row->topic_len) == 0 &&
	    memcmp(said->text + row->topic_len, row->payload,
	    row->payload_len) == 0;
}

/* The slot where it is, or would be. */
static struct said **
memo_slot(struct memo *memo, const struct row *row, uint64_t hash)
{
	size_t i = hash % MEMO_SLOTS;

	while (memo->slot[i] != NULL && (memo->slot[i]->hash != hash ||
	    !is_said(memo->slot[i], row)))
		i = (i + 1) % MEMO_SLOTS;
	return &memo->slot[i];
}

static struct said *
memo_add(struct memo *memo, const struct row *row, uint64_t hash, size_t size)
{
	struct said *said;

	if (3 * memo->n >= 2 * MEMO_SLOTS || size > MEMO_BYTES - memo->used) {
		memset(memo->slot, 0, sizeof(memo->slot));
		memset(memo->by_text, 0, sizeof(memo->by_text));
		memo->n = memo->used = 0;
	}
	said = (struct said *)(memo->room + memo->used);
	memo->used += size;
	memo->n++;
	*memo_slot(memo, row, hash) = said;
	return said;
}

static void
memo_keep(struct memo *memo, const struct row *row, uint64_t hash,
    const struct message *message)
{
	size_t readings = (size_t)message->nreading * sizeof(struct reading);
	size_t size = sizeof(struct said) + readings + row->topic_len +
	    row->payload_len;
	struct said *said;
	char *text;

	size = (size + 7) / 8 * 8;
	if (size > MEMO_BYTES)
		return;
	said = memo_add(memo, row, hash, size);
	text = (char *)said->reading + readings;
	*said = (struct said){hash, row->topic_len, row->payload_len, text,
	    *message};
	if (readings > 0)
		said->message.reading = memcpy(said->reading,
		    message->reading, readings);
	memcpy(text, row->topic, row->topic_len);
	memcpy(text + row->topic_len, row->payload, row->payload_len);
	memo->last = said;
}

static int
decode_sensor(struct decoder *decoder, const struct row *row,
    struct message *message, struct err *err)
{
	bool brief = row->topic_len + row->payload_len <= MEMO_TEXT_MAX;
	struct memo *memo = &decoder->memo;
	uint64_t hash = 0;
	const char *odd;
	int rc;

	if (brief) {
		hash = 31 * dict_hash(row->topic, row->topic_len) +
		    dict_hash(row->payload, row->payload_len);
		memo->last = *memo_slot(memo, row, hash);
		if (memo->last != NULL) {
			*message = memo->last->message;
			return 1;
		}
	}
	rc = map_message(decoder->map, row->topic, row->topic_len,
	    row->payload, row->payload_len, row->retained, message, &odd, err);
	if (brief && rc == 1)
		memo_keep(memo, row, hash, message);
	return rc;
}

int
decode(struct decoder *decoder, const struct row *row,
    struct message *message, struct err *err)
{
	const size_t prefix = strlen(OWN_PREFIX);
	int rc;

	decoder->memo.last = NULL;
	if (row->topic_len >= prefix &&
	    memcmp(row->topic, OWN_PREFIX, prefix) == 0)
		return decode_own(decoder, row, message, err);
	rc = decode_sensor(decoder, row, message, err);
	message->t = row->t;
	return rc;
}

int
decode_night(struct decoder *decoder, const struct night *night, size_t i,
    const struct message **message, struct err *err)
{
	struct memo *memo = &decoder->memo;
	uint32_t text = night->row[i].text;
	struct said *said = text < MEMO_SLOTS ? memo->by_text[text] : NULL;

	BUG_IF(decoder->night != NULL && decoder->night != night);
	decoder->night = night;
	if (said == NULL) {
		const struct row row = night_row(night, i);
		int rc = decode(decoder, &row, &decoder->message, err);

		if (text < MEMO_SLOTS)
			memo->by_text[text] = memo->last;
		*message = &decoder->message;
		return rc;
	}
	said->message.t = night->row[i].t;
	*message = &said->message;
	return 1;
}
