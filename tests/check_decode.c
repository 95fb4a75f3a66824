/* SPDX-License-Identifier: Apache-2.0 */
#include "read/decode.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/dict.h"
#include "check_run.h"
#include "core/signal.h"

enum { FUZZ_ROUNDS = 40000 };

struct fixture {
	struct house *house;
	struct map *map;
	struct decoder *decoder;
	struct message m;
	struct err err;
	struct str out;
};

static void
no_fault(void *arg, int pos, const char *text)
{
	(void)arg;
	ck_abort_msg("%d: %s", pos, text);
}

static void
setup(struct fixture *f)
{
	static const struct place_spec places[] = {
		{.id = "101", .kind = "dwelling"},
	};
	static const struct source_spec sources[] = {
		{.signal = "door"}, {.signal = "bed"},
	};
	static const struct device_spec devices[] = {
		{.id = "door-101", .place = "101", .every = 1000,
		    .source = &sources[0], .nsource = 1},
		{.id = "bed-101", .place = "101", .every = 1000,
		    .source = &sources[1], .nsource = 1},
	};
	const struct house_spec spec = {
		.place = places, .nplace = 1, .device = devices, .ndevice = 2,
	};
	const char *one[] = {"1"}, *nil[] = {"0"};
	const struct map_read read = {.at = "", .on = one, .non = 1,
	    .off = nil, .noff = 1};

	*f = (struct fixture){0};
	f->house = house_build(&spec, no_fault, NULL);
	ck_assert_ptr_nonnull(f->house);
	f->map = map_new();
	map_device(f->map, 0, "z/door", NULL);
	ck_assert_int_eq(map_read(f->map, 0, &read, &f->err), 0);
	map_device(f->map, 1, "z/bed", "z/lwt");
	ck_assert_int_eq(map_read(f->map, 1, &read, &f->err), 0);
	f->decoder = decoder_new(f->house, f->map);
	str_init(&f->out);
}

static void
teardown(struct fixture *f)
{
	decoder_free(f->decoder);
	map_free(f->map);
	house_free(f->house);
	str_release(&f->out);
}

static int
take(struct fixture *f, const char *topic, const char *payload, size_t len)
{
	const struct row row = {
		.t = 12345, .topic = topic, .topic_len = strlen(topic),
		.payload = payload, .payload_len = len,
	};

	f->err.text[0] = '\0';
	return decode(f->decoder, &row, &f->m, &f->err);
}

static void
good(struct fixture *f, const char *topic, const char *payload,
    enum message_kind kind)
{
	int rc = take(f, topic, payload, strlen(payload));

	ck_assert_msg(rc == 1, "%s: %s", payload, f->err.text);
	ck_assert_int_eq(f->m.kind, kind);
	ck_assert_int_eq(f->m.t, 12345);
}

static void
bad(struct fixture *f, const char *topic, const char *payload,
    const char *reason)
{
	ck_assert_msg(take(f, topic, payload, strlen(payload)) == -1, "%s",
	    payload);
	ck_assert_str_eq(f->err.text, reason);
}

static uint64_t
next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

#define ACTION "$natvagt/action"
#define CARRY "$natvagt/carry"

START_TEST(sensors)
{
	struct fixture f;

	setup(&f);
	good(&f, "z/door", "1", MESSAGE_READINGS);
	ck_assert_int_eq(f.m.nreading, 1);
	ck_assert_int_eq(f.m.reading[0].source, 0);
	ck_assert_int_eq(f.m.reading[0].truth, TRI_TRUE);
	good(&f, "z/lwt", "offline", MESSAGE_AVAILABLE);
	ck_assert_int_eq(f.m.device, 1);
	ck_assert(!f.m.on);
	ck_assert_int_eq(take(&f, "z/other", "1", 1), 0);
	ck_assert_int_eq(take(&f, "$natvagt", "1", 1), 0);
	bad(&f, "z/door", "\x01", "control characters");
	ck_assert_int_eq(f.m.device, 0);
	teardown(&f);
}
END_TEST

static void
take_number(struct map *map, int32_t device, struct err *err)
{
	const struct map_read number = {.at = "/n", .number = true};
	const char *pressed[] = {"x"};
	const struct map_read press = {.at = "/p", .on = pressed, .non = 1,
	    .impulse = true};

	map_device(map, device, "z/n", NULL);
	ck_assert_int_eq(map_read(map, device, &number, err), 0);
	ck_assert_int_eq(map_read(map, device, &press, err), 0);
}

/* One of more than are kept, of any length; the same i gives the same. */
static void
say(struct str *out, uint32_t i)
{
	uint64_t random = i % 30000 + 1;

	next_random(&random);
	str_clear(out);
	str_addf(out, "{\"n\":%d,\"p\":\"%c\",\"pad\":\"",
	    (int)(random % 100000), random % 3 == 0 ? 'x' : 'y');
	for (uint64_t n = random / 7 % 260; n > 0; n--)
		str_addc(out, 'a');
	str_add(out, random % 11 == 0 ? "\"" : "\"}");
}

static void
check_same(const struct message *a, const struct message *b)
{
	ck_assert_int_eq(a->kind, b->kind);
	ck_assert(a->retained == b->retained);
	ck_assert_int_eq(a->device, b->device);
	ck_assert_int_eq(a->nheard, b->nheard);
	ck_assert_ptr_eq(a->heard, b->heard);
	ck_assert_int_eq(a->nreading, b->nreading);
	for (int i = 0; i < a->nreading; i++) {
		ck_assert_int_eq(a->reading[i].source, b->reading[i].source);
		ck_assert_int_eq(a->reading[i].truth, b->reading[i].truth);
		ck_assert_double_eq(a->reading[i].number,
		    b->reading[i].number);
	}
}

/* Both ways of decoding row i of the night, against the mapping alone. */
static void
check_row(struct fixture *f, struct decoder *by_night,
    const struct night *night, size_t i)
{
	const struct row row = night_row(night, i);
	const struct message *got;
	struct message want;
	const char *odd;
	int rc = decode(f->decoder, &row, &f->m, &f->err);
	bool sensor = row.topic[0] != '$';

	ck_assert_int_eq(decode_night(by_night, night, i, &got, NULL), rc);
	check_same(got, &f->m);
	ck_assert_int_eq(got->t, row.t);
	ck_assert_int_eq(got->step, f->m.step);
	if (!sensor)
		return;
	ck_assert_int_eq(map_message(f->map, row.topic, row.topic_len,
	    row.payload, row.payload_len, row.retained, &want, &odd, NULL),
	    rc);
	check_same(got, &want);
}

/* More than the decoder keeps comes again and again, in any order. */
START_TEST(what_was_said_is_said_again)
{
	enum { ROWS = 150000 };
	char path[] = "/tmp/natvagt-check-decode-XXXXXX";
	FILE *file = fdopen(mkstemp(path), "w");
	struct decoder *by_night;
	struct night night;
	struct fixture f;
	uint64_t random = 20261121;
	int refused = 0;

	setup(&f);
	take_number(f.map, 2, &f.err);
	for (uint32_t i = 0; i < ROWS; i++) {
		if (i % 1000 == 0)
			fprintf(file, "%u\t$natvagt/clock\t{\"step_ms\":%u}\n",
			    (unsigned)i, (unsigned)(i % 3000));
		say(&f.out, (uint32_t)next_random(&random));
		fprintf(file, "%u%s\tz/n\t%s\n", (unsigned)i,
		    random % 5 == 0 ? "r" : "", f.out.s);
	}
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(night_read(&night, path, true, NULL, NULL, &f.err),
	    0);
	by_night = decoder_new(f.house, f.map);
	for (size_t i = 0; i < night.nrow; i++) {
		check_row(&f, by_night, &night, i);
		refused += f.m.kind == MESSAGE_BAD;
	}
	ck_assert_int_gt(refused, ROWS / 20);
	decoder_free(by_night);
	night_release(&night);
	unlink(path);
	teardown(&f);
}
END_TEST

/* Found by search; another dict_hash() needs another pair. */
START_TEST(the_same_hash_is_not_the_same)
{
	const char *a[] = {"on on on on on o"}, *b[] = {"OlkBnhoQ7CqJZDuk"};
	const struct map_read read = {.on = a, .non = 1, .off = b, .noff = 1};
	struct fixture f;

	ck_assert_uint_eq(dict_hash(a[0], 16), dict_hash(b[0], 16));
	setup(&f);
	map_device(f.map, 2, "z/long", NULL);
	ck_assert_int_eq(map_read(f.map, 2, &read, &f.err), 0);
	for (int i = 0; i < 3; i++) {
		good(&f, "z/long", a[0], MESSAGE_READINGS);
		ck_assert_int_eq(f.m.reading[0].truth, TRI_TRUE);
		good(&f, "z/long", b[0], MESSAGE_READINGS);
		ck_assert_int_eq(f.m.reading[0].truth, TRI_FALSE);
	}
	teardown(&f);
}
END_TEST

START_TEST(plain_kinds)
{
	struct fixture f;

	setup(&f);
	good(&f, "$natvagt/tick", "{}", MESSAGE_TICK);
	good(&f, "$natvagt/start", "{}", MESSAGE_START);
	good(&f, "$natvagt/clock", "{\"step_ms\":-3000}", MESSAGE_CLOCK);
	ck_assert_int_eq(f.m.step, -3000);
	good(&f, "$natvagt/broker", "{\"connected\":false}", MESSAGE_BROKER);
	ck_assert(!f.m.on);
	good(&f, "$natvagt/broker", "{\"connected\":true}", MESSAGE_BROKER);
	ck_assert(f.m.on);
	good(&f, "$natvagt/bad", "{\"device\":\"bed-101\",\"count\":3,"
	    "\"why\":\"not UTF-8\"}", MESSAGE_BAD);
	ck_assert_int_eq(f.m.device, 1);
	ck_assert_int_eq(f.m.step, 3);
	good(&f, "$natvagt/bad", "{\"device\":\"gone\",\"count\":3}",
	    MESSAGE_NOTE);
	good(&f, "$natvagt/anything", "\xff", MESSAGE_NOTE);
	good(&f, "$natvagt/", "", MESSAGE_NOTE);
	good(&f, "$natvagt/tic", "", MESSAGE_NOTE);
	bad(&f, "$natvagt/tick", "", "$natvagt/tick: not JSON: empty");
	bad(&f, "$natvagt/tick", "[]", "$natvagt/tick: no JSON object");
	bad(&f, "$natvagt/clock", "{}",
	    "$natvagt/clock: \"step_ms\" is missing");
	bad(&f, "$natvagt/broker", "{\"connected\":1}",
	    "$natvagt/broker: \"connected\" is neither true nor false");
	bad(&f, "$natvagt/bad", "{\"device\":\"bed-101\",\"count\":0}",
	    "$natvagt/bad: \"count\" is no whole number from 1 to 2147483647");
	bad(&f, "$natvagt/tick", "{\"a\":[[[[1]]]]}",
	    "$natvagt/tick: nested more than 4 deep");
	teardown(&f);
}
END_TEST

START_TEST(segments)
{
	struct fixture f;
	struct segment_info info;
	const char *s = "{\"night\":\"2026-11-21\",\"why\":\"noon\","
	    "\"conf\":\"00ff\",\"carries\":12}";

	setup(&f);
	good(&f, "$natvagt/segment", s, MESSAGE_SEGMENT);
	ck_assert_int_eq(f.m.step, 12);
	good(&f, "$natvagt/segment", "{\"why\":\"start\"}", MESSAGE_SEGMENT);
	ck_assert_int_eq(f.m.step, -1);
	ck_assert_int_eq(decode_segment(s, strlen(s), &info, &f.err), 0);
	ck_assert_str_eq(info.night, "2026-11-21");
	ck_assert_str_eq(info.why, "noon");
	ck_assert_str_eq(info.conf, "00ff");
	ck_assert_int_eq(info.carries, 12);
	encode_segment(&f.out, &info);
	ck_assert_str_eq(f.out.s, s);
	ck_assert_int_eq(decode_segment("{}", 2, &info, &f.err), 0);
	ck_assert_str_eq(info.night, "");
	ck_assert_int_eq(info.carries, -1);
	str_clear(&f.out);
	encode_segment(&f.out, &info);
	ck_assert_str_eq(f.out.s, "{}");
	/* A night's name becomes a file's. */
	bad(&f, "$natvagt/segment", "{\"night\":\"../../etc/x\"}",
	    "$natvagt/segment: \"night\" is no date");
	bad(&f, "$natvagt/segment", "{\"night\":\"2026-11-2\"}",
	    "$natvagt/segment: \"night\" is no date");
	bad(&f, "$natvagt/segment", "{\"night\":\"2026-11-21-22-23\"}",
	    "$natvagt/segment: \"night\" is longer than 15 bytes");
	bad(&f, "$natvagt/segment", "{\"conf\":\"xyz\"}",
	    "$natvagt/segment: \"conf\" is no hash");
	bad(&f, "$natvagt/segment", "{\"carries\":-1}", "$natvagt/segment:"
	    " \"carries\" is no whole number from 0 to 2147483647");
	ck_assert_int_eq(decode_segment("[]", 2, &info, &f.err), -1);
	teardown(&f);
}
END_TEST

START_TEST(actions)
{
	struct fixture f;

	setup(&f);
	good(&f, ACTION, "{\"do\":\"ack\",\"alert\":3,\"version\":1,"
	    "\"by\":\"KM\"}", MESSAGE_ACTION);
	ck_assert_int_eq(f.m.action.what, ACTION_ACK);
	ck_assert_uint_eq(f.m.action.alert, 3);
	ck_assert_uint_eq(f.m.action.version, 1);
	ck_assert_str_eq(f.m.action.by, "KM");
	ck_assert_ptr_null(f.m.action.rule);
	ck_assert_ptr_null(f.m.action.place);
	ck_assert_ptr_null(f.m.action.note);
	ck_assert_int_eq(f.m.action.minutes, MINUTES_NONE);
	good(&f, ACTION, "{\"do\":\"undo\",\"alert\":4294967295,"
	    "\"version\":2,\"rule\":\"r\",\"place\":\"101\",\"new\":[]}",
	    MESSAGE_ACTION);
	ck_assert_int_eq(f.m.action.what, ACTION_UNDO);
	ck_assert_uint_eq(f.m.action.alert, UINT32_MAX);
	ck_assert_str_eq(f.m.action.by, "");
	ck_assert_str_eq(f.m.action.rule, "r");
	ck_assert_str_eq(f.m.action.place, "101");
	good(&f, ACTION, "{\"do\":\"close\",\"alert\":3,\"version\":1,"
	    "\"outcome\":5,\"minutes\":1440,\"note\":\"prøve\"}",
	    MESSAGE_ACTION);
	ck_assert_int_eq(f.m.action.what, ACTION_CLOSE);
	ck_assert_int_eq(f.m.action.outcome, 5);
	ck_assert_int_eq(f.m.action.minutes, 1440);
	ck_assert_str_eq(f.m.action.note, "prøve");
	good(&f, ACTION, "{\"do\":\"dance\",\"rule\":\"r\"}", MESSAGE_NOTE);
	teardown(&f);
}
END_TEST

START_TEST(actions_refused)
{
	static const char *const cases[][2] = {
		{"{}", "\"do\" is missing"},
		{"{\"do\":1}", "\"do\" is no text"},
		{"{\"do\":\"ack\"}", "\"alert\" is missing"},
		{"{\"do\":\"ack\",\"alert\":0,\"version\":1}", "\"alert\" is no"
		    " whole number from 1 to 4294967295"},
		{"{\"do\":\"ack\",\"alert\":4294967296,\"version\":1}",
		    "\"alert\" is no whole number from 1 to 4294967295"},
		{"{\"do\":\"ack\",\"alert\":1.0,\"version\":1}", "\"alert\" is"
		    " no whole number from 1 to 4294967295"},
		{"{\"do\":\"ack\",\"alert\":1,\"version\":\"1\"}", "\"version\""
		    " is no whole number from 1 to 4294967295"},
		{"{\"do\":\"ack\",\"alert\":1,\"version\":1,"
		    "\"by\":\"0123456789abcdef\"}",
		    "\"by\" is longer than 15 bytes"},
		{"{\"do\":\"ack\",\"alert\":1,\"version\":1,"
		    "\"by\":\"a\\u001b[2J\"}",
		    "\"by\" holds characters that cannot be shown"},
		{"{\"do\":\"ack\",\"alert\":1,\"version\":1,\"by\":null}",
		    "\"by\" is no text"},
		{"{\"do\":\"close\",\"alert\":1,\"version\":1}",
		    "\"outcome\" is missing"},
		{"{\"do\":\"close\",\"alert\":1,\"version\":1,\"outcome\":6}",
		    "\"outcome\" is no whole number from 0 to 5"},
		{"{\"do\":\"close\",\"alert\":1,\"version\":1,\"outcome\":-1}",
		    "\"outcome\" is no whole number from 0 to 5"},
		{"{\"do\":\"close\",\"alert\":1,\"version\":1,\"outcome\":1,"
		    "\"minutes\":1441}",
		    "\"minutes\" is no whole number from 0 to 1440"},
		{"{\"do\":\"close\",\"alert\":1,\"version\":1,\"outcome\":1,"
		    "\"note\":7}", "\"note\" is no text"},
		{"{\"do\":\"shelve\",\"place\":\"101\"}",
		    "\"rule\" is missing"},
		{"{\"do\":\"unshelve\",\"rule\":\"r\"}",
		    "\"place\" is missing"},
		{"{\"do\":\"shelve\",\"rule\":\"r\",\"place\":\"101\"}",
		    "\"minutes\" is missing"},
		{"{\"do\":\"shelve\",\"rule\":\"r\",\"place\":\"101\","
		    "\"minutes\":0}",
		    "\"minutes\" is no whole number from 1 to 1440"},
		{"{\"do\":\"visit\",\"how\":\"entered\"}",
		    "\"place\" is missing"},
		{"{\"do\":\"visit\",\"place\":\"101\"}",
		    "\"how\" is missing"},
		{"{\"do\":\"visit\",\"place\":\"101\",\"how\":\"seen\"}",
		    "\"how\" is neither entered, skipped nor undone"},
		{"{\"do\":\"visit\",\"place\":\"101\",\"how\":\"entered\","
		    "\"at\":300}", "\"at\" is no text"},
		{"{\"do\":\"visit\",\"place\":\"101\",\"how\":\"entered\","
		    "\"at\":\"24:00\"}",
		    "\"at\" is no time of day such as 03:00"},
		{"{\"do\":\"note\"}", "\"text\" is missing"},
		{"{\"do\":\"sign_in\"}", "\"by\" is missing"},
		{"{\"do\":\"ack\",\"do\":\"undo\"}",
		    "not JSON: the same key twice at byte 16"},
	};
	struct fixture f;
	char want[256];

	setup(&f);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(want, sizeof(want), ACTION ": %s", cases[i][1]);
		bad(&f, ACTION, cases[i][0], want);
		ck_assert_int_eq(f.m.kind, MESSAGE_NOTE);
	}
	/* As long as it may be. */
	good(&f, ACTION, "{\"do\":\"ack\",\"alert\":1,\"version\":1,"
	    "\"by\":\"0123456789abcde\"}", MESSAGE_ACTION);
	teardown(&f);
}
END_TEST

static void
check_action(struct fixture *f, const struct action *action, const char *want)
{
	const struct action *got = &f->m.action;

	str_clear(&f->out);
	encode_action(&f->out, action);
	ck_assert_str_eq(f->out.s, want);
	good(f, ACTION, f->out.s, MESSAGE_ACTION);
	ck_assert_int_eq(got->what, action->what);
	ck_assert_uint_eq(got->alert, action->alert);
	ck_assert_uint_eq(got->version, action->version);
	ck_assert_str_eq(got->by, action->by);
	ck_assert_int_eq(got->outcome, action->outcome);
	ck_assert_int_eq(got->minutes, action->minutes);
	ck_assert_pstr_eq(got->rule, action->rule);
	ck_assert_pstr_eq(got->place, action->place);
	ck_assert_pstr_eq(got->note, action->note);
}

START_TEST(actions_written)
{
	const struct action ack = {.what = ACTION_ACK, .alert = 3,
	    .version = 1, .by = "KM", .minutes = MINUTES_NONE};
	const struct action close = {.what = ACTION_CLOSE,
	    .alert = UINT32_MAX, .version = UINT32_MAX, .rule = "out-at-night",
	    .place = "101", .by = "", .outcome = 1, .minutes = 0,
	    .note = "\"fulgt\" \\ æ"};
	struct fixture f;

	setup(&f);
	check_action(&f, &ack,
	    "{\"do\":\"ack\",\"alert\":3,\"version\":1,\"by\":\"KM\"}");
	check_action(&f, &close, "{\"do\":\"close\",\"alert\":4294967295,"
	    "\"version\":4294967295,\"outcome\":1,\"minutes\":0,"
	    "\"note\":\"\\\"fulgt\\\" \\\\ æ\",\"rule\":\"out-at-night\","
	    "\"place\":\"101\"}");
	teardown(&f);
}
END_TEST

START_TEST(actions_on_no_alert_written)
{
	const struct action shelve = {.what = ACTION_SHELVE, .rule = "r",
	    .place = "101", .by = "KM", .minutes = 30, .note = "støj"};
	const struct action unshelve = {.what = ACTION_UNSHELVE, .rule = "r",
	    .place = "101", .by = "", .minutes = MINUTES_NONE};
	const struct action note = {.what = ACTION_NOTE, .place = "101",
	    .by = "KM", .minutes = MINUTES_NONE, .note = "sover dårligt"};
	const struct action visit = {.what = ACTION_VISIT, .place = "101",
	    .by = "", .minutes = MINUTES_NONE, .how = VISIT_SKIPPED,
	    .at = AT_NONE};
	const struct action round = {.what = ACTION_VISIT, .place = "101",
	    .by = "KM", .minutes = MINUTES_NONE, .how = VISIT_UNDONE,
	    .at = 4 * MS_HOUR + 5 * MS_MINUTE};
	const struct action in = {.what = ACTION_SIGN_IN, .by = "KM",
	    .minutes = MINUTES_NONE};
	struct fixture f;

	setup(&f);
	check_action(&f, &shelve, "{\"do\":\"shelve\",\"by\":\"KM\","
	    "\"minutes\":30,\"reason\":\"støj\",\"rule\":\"r\","
	    "\"place\":\"101\"}");
	check_action(&f, &unshelve, "{\"do\":\"unshelve\",\"rule\":\"r\","
	    "\"place\":\"101\"}");
	check_action(&f, &note, "{\"do\":\"note\",\"by\":\"KM\","
	    "\"text\":\"sover dårligt\",\"place\":\"101\"}");
	check_action(&f, &visit, "{\"do\":\"visit\",\"how\":\"skipped\","
	    "\"place\":\"101\"}");
	ck_assert_int_eq(f.m.action.how, VISIT_SKIPPED);
	ck_assert_int_eq(f.m.action.at, AT_NONE);
	check_action(&f, &round, "{\"do\":\"visit\",\"by\":\"KM\","
	    "\"how\":\"undone\",\"at\":\"04:05\",\"place\":\"101\"}");
	ck_assert_int_eq(f.m.action.at, round.at);
	check_action(&f, &in, "{\"do\":\"sign_in\",\"by\":\"KM\"}");
	teardown(&f);
}
END_TEST

static void
check_carry(struct fixture *f, const struct carry *carry, const char *want)
{
	const struct carry *got = &f->m.carry;

	str_clear(&f->out);
	encode_carry(&f->out, carry);
	if (want != NULL)
		ck_assert_str_eq(f->out.s, want);
	good(f, CARRY, f->out.s, MESSAGE_CARRY);
	ck_assert_int_eq(got->what, carry->what);
	ck_assert_pstr_eq(got->id, carry->id);
	ck_assert_pstr_eq(got->id2, carry->id2);
	ck_assert_pstr_eq(got->by, carry->by);
	ck_assert_pstr_eq(got->note, carry->note);
	ck_assert_uint_eq(got->value, carry->value);
	ck_assert_uint_eq(got->seen, carry->seen);
	ck_assert_mem_eq(&got->number, &carry->number, sizeof(double));
	ck_assert_int_eq(got->n, carry->n);
	if (carry->n > 0)
		ck_assert_mem_eq(got->num, carry->num,
		    (size_t)carry->n * sizeof(*carry->num));
}

START_TEST(carries)
{
	static const int64_t num[] = {0, -1, INT64_MAX, INT64_MIN,
	    INT64_C(1763762520130)};
	const struct carry world = {.what = CARRY_WORLD, .num = num, .n = 5};
	const struct carry device = {.what = CARRY_DEVICE, .id = "door-101",
	    .num = num, .n = 2};
	const struct carry source = {.what = CARRY_SOURCE, .id = "door-101",
	    .id2 = "door", .value = TRI_TRUE, .number = -21.5, .num = num,
	    .n = 2};
	const struct carry node = {.what = CARRY_NODE,
	    .id = "bed \"x\" for 15m @101", .value = TRI_UNKNOWN,
	    .seen = TRI_TRUE, .num = num, .n = 1};
	const struct carry status = {.what = CARRY_STATUS, .id = "101",
	    .id2 = "up", .num = num, .n = 1};
	const struct carry none = {.what = CARRY_STATUS, .id = "101"};
	const struct carry alert = {.what = CARRY_ALERT, .id = "call",
	    .id2 = "101", .by = "KM", .num = num, .n = 5};
	struct fixture f;

	setup(&f);
	check_carry(&f, &world, "{\"world\":[0,-1,9223372036854775807,"
	    "-9223372036854775808,1763762520130]}");
	check_carry(&f, &device, "{\"device\":\"door-101\",\"is\":[0,-1]}");
	check_carry(&f, &source, "{\"device\":\"door-101\",\"signal\":\"door\","
	    "\"value\":\"true\",\"number\":-21.5,\"is\":[0,-1]}");
	check_carry(&f, &node, "{\"expr\":\"bed \\\"x\\\" for 15m @101\","
	    "\"value\":\"unknown\",\"seen\":\"true\",\"is\":[0]}");
	check_carry(&f, &status,
	    "{\"place\":\"101\",\"status\":\"up\",\"is\":[0]}");
	check_carry(&f, &none, "{\"place\":\"101\",\"is\":[]}");
	check_carry(&f, &alert, "{\"rule\":\"call\",\"place\":\"101\","
	    "\"by\":\"KM\",\"is\":[0,-1,9223372036854775807,"
	    "-9223372036854775808,1763762520130]}");
	teardown(&f);
}
END_TEST

START_TEST(carried_numbers_are_exact)
{
	static const double edges[] = {0, 0.1, 1.0 / 3, 5, 1e15, 1e16, 1e17,
	    1e22, -1e300, DBL_MAX, DBL_MIN, DBL_EPSILON, 4503599627370497.5,
	    9007199254740993.0, 72057594037927936.0, 5e-324};
	struct fixture f;
	struct carry carry = {.what = CARRY_SOURCE, .id = "d", .id2 = "s"};
	uint64_t random = 20261121;
	int64_t num[CARRY_NUM_MAX];

	setup(&f);
	carry.num = num;
	for (size_t i = 0; i < sizeof(edges) / sizeof(edges[0]); i++) {
		carry.number = edges[i];
		check_carry(&f, &carry, NULL);
	}
	for (int i = 0; i < 5000; i++) {
		uint64_t bits = next_random(&random);
		double x;

		memcpy(&x, &bits, sizeof(x));
		carry.number = x - x == 0 ? x : 0;
		carry.n = (int)(bits % (CARRY_NUM_MAX + 1));
		for (int k = 0; k < carry.n; k++)
			num[k] = (int64_t)next_random(&random);
		check_carry(&f, &carry, NULL);
	}
	teardown(&f);
}
END_TEST

START_TEST(carries_refused)
{
	static const char *const cases[][2] = {
		{"{}", "nothing that can be carried"},
		{"{\"world\":1}", "\"world\" is no list of at most 128 numbers"},
		{"{\"world\":[1.5]}", "\"world\" holds what is no whole number"},
		{"{\"device\":\"d\"}", "\"is\" is no list of at most 128 numbers"},
		{"{\"device\":1,\"is\":[]}", "\"device\" is no text"},
		{"{\"signal\":\"s\",\"is\":[]}", "\"device\" is missing"},
		{"{\"rule\":\"r\",\"is\":[]}", "\"place\" is missing"},
		{"{\"expr\":\"e\",\"value\":\"maybe\",\"is\":[]}",
		    "\"value\" is neither true, false nor unknown"},
		{"{\"expr\":\"e\",\"seen\":true,\"is\":[]}",
		    "\"seen\" is no text"},
		{"{\"device\":\"d\",\"signal\":\"s\",\"number\":\"1\","
		    "\"is\":[]}", "\"number\" is no number"},
		{"{\"rule\":\"r\",\"place\":\"p\",\"by\":\"0123456789abcdef\","
		    "\"is\":[]}", "\"by\" is longer than 15 bytes"},
		{"{\"world\":[9223372036854775808]}",
		    "not JSON: a number out of range at byte 29"},
	};
	struct fixture f;
	struct str many;
	char want[256];

	setup(&f);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(want, sizeof(want), CARRY ": %s", cases[i][1]);
		bad(&f, CARRY, cases[i][0], want);
	}
	str_init(&many);
	str_add(&many, "{\"world\":[0");
	for (int i = 1; i <= CARRY_NUM_MAX; i++)
		str_add(&many, ",0");
	str_add(&many, "]}");
	bad(&f, CARRY, many.s,
	    CARRY ": \"world\" is no list of at most 128 numbers");
	str_release(&many);
	teardown(&f);
}
END_TEST

START_TEST(others_written)
{
	struct fixture f;

	setup(&f);
	encode_clock(&f.out, -3000);
	ck_assert_str_eq(f.out.s, "{\"step_ms\":-3000}");
	str_clear(&f.out);
	encode_broker(&f.out, false);
	ck_assert_str_eq(f.out.s, "{\"connected\":false}");
	str_clear(&f.out);
	encode_bad(&f.out, "bed-101", 3, "cut in \xc3");
	ck_assert_str_eq(f.out.s, "{\"device\":\"bed-101\",\"count\":3,"
	    "\"why\":\"cut in \xef\xbf\xbd\"}");
	good(&f, "$natvagt/bad", f.out.s, MESSAGE_BAD);
	teardown(&f);
}
END_TEST

/* What a rule may be made of, and the world does not fold. */
START_TEST(troubles_written)
{
	struct fixture f;
	struct alarm_note note = {.event = "raised", .alert = 3,
	    .rule = "call", .place = "101", .priority = "high",
	    .reason = "\"ring\" \x1b[2J"};

	setup(&f);
	encode_alarm(&f.out, &note);
	ck_assert_str_eq(f.out.s, "{\"ok\":false,\"event\":\"raised\","
	    "\"alert\":3,\"rule\":\"call\",\"place\":\"101\","
	    "\"priority\":\"high\",\"reason\":\"\\\"ring\\\""
	    " \xef\xbf\xbd[2J\"}");
	good(&f, "$natvagt/alarm", f.out.s, MESSAGE_NOTE);
	str_clear(&f.out);
	encode_alarm(&f.out, &(struct alarm_note){.ok = true});
	ck_assert_str_eq(f.out.s, "{\"ok\":true}");
	str_clear(&f.out);
	encode_disk(&f.out, true, 120);
	ck_assert_str_eq(f.out.s, "{\"low\":true,\"free_mb\":120}");
	good(&f, "$natvagt/disk", f.out.s, MESSAGE_NOTE);
	str_clear(&f.out);
	encode_dropping(&f.out, false, 12);
	ck_assert_str_eq(f.out.s, "{\"dropping\":false,\"dropped\":12}");
	good(&f, "$natvagt/broker_drops", f.out.s, MESSAGE_NOTE);
	teardown(&f);
}
END_TEST

/* Whatever comes, what is taken lies within its bounds. */
static void
check_bounds(const struct message *m)
{
	switch (m->kind) {
	case MESSAGE_ACTION:
		ck_assert_uint_gt(m->action.alert, 0);
		ck_assert_uint_gt(m->action.version, 0);
		ck_assert_uint_lt(strlen(m->action.by), STAFF_SIZE);
		ck_assert_int_ge(m->action.outcome, 0);
		ck_assert_int_le(m->action.outcome, 5);
		break;
	case MESSAGE_CARRY:
		ck_assert_int_le(m->carry.n, CARRY_NUM_MAX);
		ck_assert_uint_le(m->carry.value, TRI_TRUE);
		ck_assert_uint_le(m->carry.seen, TRI_TRUE);
		if (m->carry.by != NULL)
			ck_assert_uint_lt(strlen(m->carry.by), STAFF_SIZE);
		break;
	case MESSAGE_BAD:
	case MESSAGE_AVAILABLE:
		ck_assert_int_ge(m->device, 0);
		ck_assert_int_lt(m->device, 2);
		break;
	default:
		break;
	}
}

START_TEST(fuzz)
{
	static const char *const seeds[][2] = {
		{ACTION, "{\"do\":\"close\",\"alert\":3,\"version\":1,"
		    "\"by\":\"KM\",\"outcome\":1,\"minutes\":5,\"note\":\"x\"}"},
		{CARRY, "{\"device\":\"d\",\"signal\":\"s\",\"value\":\"true\","
		    "\"seen\":\"false\",\"number\":-1.5,\"is\":[1,-2]}"},
		{CARRY, "{\"rule\":\"r\",\"place\":\"p\",\"by\":\"KM\","
		    "\"is\":[1,2,3]}"},
		{"$natvagt/segment", "{\"night\":\"2026-11-21\",\"why\":"
		    "\"noon\",\"conf\":\"ab\",\"carries\":1}"},
		{"$natvagt/bad", "{\"device\":\"bed-101\",\"count\":3}"},
		{"$natvagt/clock", "{\"step_ms\":-3000}"},
		{"$natvagt/broker", "{\"connected\":false}"},
		{"z/lwt", "{\"state\":\"online\"}"}, {"z/door", "1"},
	};
	static const char bytes[] = "{}[]\":,\\u0/ 19.eE-+\x00\x80\xff\xc3";
	struct fixture f;
	uint64_t random = 20261121;

	setup(&f);
	for (int i = 0; i < FUZZ_ROUNDS; i++) {
		size_t which = next_random(&random) %
		    (sizeof(seeds) / sizeof(seeds[0]));
		size_t len = strlen(seeds[which][1]);
		char text[256];

		memcpy(text, seeds[which][1], len);
		for (uint64_t k = next_random(&random) % 4; k > 0; k--) {
			size_t at = next_random(&random) % len;

			if (next_random(&random) % 8 == 0)
				len = at + 1;
			else
				text[at] = bytes[next_random(&random) %
				    (sizeof(bytes) - 1)];
		}
		if (take(&f, seeds[which][0], text, len) == 1)
			check_bounds(&f.m);
	}
	teardown(&f);
}
END_TEST

CHECK_MAIN("decode", sensors, what_was_said_is_said_again,
    the_same_hash_is_not_the_same, plain_kinds, segments, actions,
    actions_refused, actions_written, actions_on_no_alert_written, carries,
    carried_numbers_are_exact, carries_refused, others_written,
    troubles_written, fuzz)
