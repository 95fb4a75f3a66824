/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "core/signal.h"
#include "core/zone.h"
#include "read/decode.h"
#include "read/payload.h"

/* An object's members, in the order of the calls. */
static void
add_key(struct str *out, const char *key)
{
	if (out->s[out->len - 1] != '{')
		str_addc(out, ',');
	str_addf(out, "\"%s\":", key);
}

static void
add_text(struct str *out, const char *key, const char *text)
{
	add_key(out, key);
	str_add_json(out, text);
}

/* A reason may have been cut within a character. */
static void
add_clean(struct str *out, const char *key, const char *text)
{
	struct str clean;

	str_init(&clean);
	text_clean(&clean, text, strlen(text));
	add_text(out, key, clean.s);
	str_release(&clean);
}

static void
add_bool(struct str *out, const char *key, bool value)
{
	add_key(out, key);
	str_add(out, value ? "true" : "false");
}

static void
add_int(struct str *out, const char *key, int64_t value)
{
	add_key(out, key);
	str_addf(out, "%" PRId64, value);
}

static void
add_number(struct str *out, const char *key, double value)
{
	char buf[NUMBER_SIZE];

	/* JSON has no words for these; a number that is unknown is not read. */
	if (!isfinite(value))
		return;
	payload_number_text(value, buf);
	add_key(out, key);
	str_add(out, buf);
}

static void
add_list(struct str *out, const char *key, const int64_t *num, int n)
{
	add_key(out, key);
	str_addc(out, '[');
	for (int i = 0; i < n; i++)
		str_addf(out, "%s%" PRId64, i > 0 ? "," : "", num[i]);
	str_addc(out, ']');
}

void
encode_segment(struct str *out, const struct segment_info *info)
{
	str_addc(out, '{');
	if (info->night[0] != '\0')
		add_text(out, "night", info->night);
	if (info->why[0] != '\0')
		add_text(out, "why", info->why);
	if (info->conf[0] != '\0')
		add_text(out, "conf", info->conf);
	if (info->carries >= 0)
		add_int(out, "carries", info->carries);
	str_addc(out, '}');
}

static void
carry_source(struct str *out, const struct carry *carry)
{
	add_text(out, "device", carry->id);
	add_text(out, "signal", carry->id2);
	add_text(out, "value", tri_text(carry->value));
	add_number(out, "number", carry->number);
}

static void
carry_names(struct str *out, const struct carry *carry)
{
	switch (carry->what) {
	case CARRY_WORLD:
		break;
	case CARRY_DEVICE:
		add_text(out, "device", carry->id);
		break;
	case CARRY_SOURCE:
		carry_source(out, carry);
		break;
	case CARRY_NODE:
		add_text(out, "expr", carry->id);
		add_text(out, "value", tri_text(carry->value));
		add_text(out, "seen", tri_text(carry->seen));
		break;
	case CARRY_STATUS:
		add_text(out, "place", carry->id);
		if (carry->id2 != NULL)
			add_text(out, "status", carry->id2);
		break;
	case CARRY_ALERT:
		add_text(out, "rule", carry->id);
		add_text(out, "place", carry->id2);
		if (carry->by != NULL)
			add_text(out, "by", carry->by);
		break;
	case CARRY_SHELF:
		add_text(out, "shelved", carry->id);
		add_text(out, "place", carry->id2);
		add_text(out, "by", carry->by);
		add_text(out, "reason", carry->note);
		break;
	case CARRY_VISIT:
		add_text(out, "visit", carry->id);
		if (carry->by[0] != '\0')
			add_text(out, "by", carry->by);
		break;
	case CARRY_STAFF:
		add_text(out, "staff", carry->by);
		break;
	}
}

void
encode_carry(struct str *out, const struct carry *carry)
{
	str_addc(out, '{');
	carry_names(out, carry);
	add_list(out, carry->what == CARRY_WORLD ? "world" : "is", carry->num,
	    carry->n);
	str_addc(out, '}');
}

const char *const action_words[] = {
	[ACTION_ACK] = "ack", [ACTION_UNDO] = "undo",
	[ACTION_ATTEND] = "attend", [ACTION_CLOSE] = "close",
	[ACTION_SHELVE] = "shelve", [ACTION_UNSHELVE] = "unshelve",
	[ACTION_NOTE] = "note", [ACTION_VISIT] = "visit",
	[ACTION_SIGN_IN] = "sign_in", [ACTION_SIGN_OUT] = "sign_out", NULL,
};
const char *const visit_words[] = {
	[VISIT_ENTERED] = "entered", [VISIT_SKIPPED] = "skipped",
	[VISIT_UNDONE] = "undone", NULL,
};

static void
add_visit(struct str *out, const struct action *action)
{
	int32_t minutes = action->at / (int32_t)MS_MINUTE;

	add_text(out, "how", visit_words[action->how]);
	if (action->at == AT_NONE)
		return;
	add_key(out, "at");
	str_addf(out, "\"%02" PRId32 ":%02" PRId32 "\"", minutes / 60,
	    minutes % 60);
}

static void
add_what(struct str *out, const struct action *action)
{
	if (action->what <= ACTION_CLOSE) {
		add_int(out, "alert", action->alert);
		add_int(out, "version", action->version);
	}
	if (action->by != NULL && action->by[0] != '\0')
		add_text(out, "by", action->by);
	if (action->what == ACTION_CLOSE)
		add_int(out, "outcome", action->outcome);
	if (action->what == ACTION_VISIT)
		add_visit(out, action);
}

void
encode_action(struct str *out, const struct action *action)
{
	const char *note = action->what == ACTION_SHELVE ? "reason" :
	    action->what == ACTION_NOTE ? "text" : "note";

	str_addc(out, '{');
	add_text(out, "do", action_words[action->what]);
	add_what(out, action);
	if (action->what == ACTION_SHELVE || (action->what == ACTION_CLOSE &&
	    action->minutes != MINUTES_NONE))
		add_int(out, "minutes", action->minutes);
	if (action->note != NULL)
		add_text(out, note, action->note);
	if (action->rule != NULL)
		add_text(out, "rule", action->rule);
	if (action->place != NULL)
		add_text(out, "place", action->place);
	str_addc(out, '}');
}

void
encode_clock(struct str *out, int64_t step_ms)
{
	str_addc(out, '{');
	add_int(out, "step_ms", step_ms);
	str_addc(out, '}');
}

void
encode_broker(struct str *out, bool connected)
{
	str_addc(out, '{');
	add_bool(out, "connected", connected);
	str_addc(out, '}');
}

void
encode_bad(struct str *out, const char *device, int64_t count,
    const char *why)
{
	str_addc(out, '{');
	add_text(out, "device", device);
	add_int(out, "count", count < INT32_MAX ? count : INT32_MAX);
	add_clean(out, "why", why);
	str_addc(out, '}');
}

void
encode_alarm(struct str *out, const struct alarm_note *note)
{
	str_addc(out, '{');
	add_bool(out, "ok", note->ok);
	if (note->event != NULL)
		add_text(out, "event", note->event);
	if (note->alert != 0)
		add_int(out, "alert", note->alert);
	if (note->rule != NULL)
		add_text(out, "rule", note->rule);
	if (note->place != NULL)
		add_text(out, "place", note->place);
	if (note->priority != NULL)
		add_text(out, "priority", note->priority);
	if (note->reason != NULL)
		add_clean(out, "reason", note->reason);
	str_addc(out, '}');
}

void
encode_disk(struct str *out, bool low, int64_t free_mb)
{
	str_addc(out, '{');
	add_bool(out, "low", low);
	add_int(out, "free_mb", free_mb);
	str_addc(out, '}');
}

void
encode_dropping(struct str *out, bool dropping, int64_t dropped)
{
	str_addc(out, '{');
	add_bool(out, "dropping", dropping);
	add_int(out, "dropped", dropped);
	str_addc(out, '}');
}
