/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a payload says, as one line of text; and of every payload looked at,
 * that it says the same once it has been reduced to what the journal keeps.
 */
#include "read/map.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "check_run.h"
#include "core/signal.h"

enum { VALUES_MAX = 8, FUZZ_ROUNDS = 30000 };

/* "a|b" as a list; the parts point into buf. */
static int
split(char *buf, const char **part)
{
	int n = 0;

	for (char *s = buf; s != NULL && *s != '\0' && n < VALUES_MAX;) {
		char *bar = strchr(s, '|');

		part[n++] = s;
		if (bar != NULL)
			*bar++ = '\0';
		s = bar;
	}
	return n;
}

static int
try_read(struct map *map, int32_t device, const char *at, const char *on,
    const char *off, bool impulse, struct err *err)
{
	const char *ons[VALUES_MAX], *offs[VALUES_MAX];
	char *on_buf = xstrdup(on), *off_buf = xstrdup(off);
	struct map_read read = {.at = at, .on = ons, .off = offs,
	    .impulse = impulse};
	int rc;

	read.non = split(on_buf, ons);
	read.noff = split(off_buf, offs);
	rc = map_read(map, device, &read, err);
	free(on_buf);
	free(off_buf);
	return rc;
}

static void
truth(struct map *map, int32_t device, const char *at, const char *on,
    const char *off)
{
	struct err err;

	ck_assert_int_eq(try_read(map, device, at, on, off, false, &err), 0);
}

static void
press(struct map *map, int32_t device, const char *at, const char *on)
{
	struct err err;

	ck_assert_int_eq(try_read(map, device, at, on, "", true, &err), 0);
}

static void
number(struct map *map, int32_t device, const char *at)
{
	struct map_read read = {.at = at, .number = true};
	struct err err;

	ck_assert_int_eq(map_read(map, device, &read, &err), 0);
}

static void
describe(struct str *out, const struct message *m, const char *odd)
{
	str_add(out, m->kind == MESSAGE_AVAILABLE ?
	    m->on ? "online" : "offline" : "heard");
	for (int i = 0; i < m->nheard; i++)
		str_addf(out, "%c%d", i > 0 ? ',' : ' ', (int)m->heard[i]);
	for (int i = 0; i < m->nreading; i++) {
		const struct reading *r = &m->reading[i];

		str_addf(out, " | %d %s", (int)r->source, tri_text(r->truth));
		if (r->number != 0)
			str_addf(out, " %.17g", r->number);
	}
	if (odd != NULL)
		str_addf(out, " | odd of %d: %s", (int)m->device, odd);
}

static int
say_into(struct str *out, struct map *map, const char *topic,
    const char *payload, size_t len, bool retained)
{
	struct message m;
	struct err err = {""};
	const char *odd;
	int rc = map_message(map, topic, strlen(topic), payload, len, retained,
	    &m, &odd, &err);

	ck_assert(m.retained == retained);
	if (rc == 0)
		str_add(out, "nobody's");
	else if (rc < 0)
		str_addf(out, "refused of %d: %s", (int)m.device, err.text);
	else
		describe(out, &m, odd);
	return rc;
}

/* The law: what is kept says what came. */
static void
check_kept(struct map *map, const char *topic, bool retained,
    const char *said)
{
	struct str kept, again;
	struct str twice;

	str_init(&kept);
	str_init(&again);
	str_init(&twice);
	map_reduce(map, &kept);
	ck_assert_int_eq(say_into(&again, map, topic, kept.s, kept.len,
	    retained), 1);
	ck_assert_str_eq(again.s, said);
	ck_assert(text_is_clean(kept.s, kept.len));
	map_reduce(map, &twice);
	ck_assert_str_eq(twice.s, kept.s);
	str_release(&kept);
	str_release(&again);
	str_release(&twice);
}

static void
expect_raw(struct map *map, const char *topic, const char *payload, size_t len,
    bool retained, const char *want)
{
	struct str said;
	int rc;

	str_init(&said);
	rc = say_into(&said, map, topic, payload, len, retained);
	if (want != NULL)
		ck_assert_str_eq(said.s, want);
	if (rc == 1)
		check_kept(map, topic, retained, said.s);
	str_release(&said);
}

static void
expect(struct map *map, const char *topic, const char *payload,
    const char *want)
{
	expect_raw(map, topic, payload, strlen(payload), false, want);
}

static void
kept(struct map *map, const char *topic, const char *payload,
    const char *want)
{
	struct str out;

	str_init(&out);
	ck_assert_int_eq(say_into(&out, map, topic, payload, strlen(payload),
	    false), 1);
	str_clear(&out);
	map_reduce(map, &out);
	ck_assert_str_eq(out.s, want);
	str_release(&out);
}

START_TEST(pointers)
{
	static const struct {
		const char *at, *value; /* NULL: nothing there */
	} cases[] = {
		/* RFC 6901, section 5 */
		{"/foo/0", "bar"}, {"/foo/1", "baz"}, {"/", "0"},
		{"/a~1b", "1"}, {"/c%d", "2"}, {"/e^f", "3"}, {"/g|h", "4"},
		{"/i\\j", "5"}, {"/k\"l", "6"}, {"/ ", "7"}, {"/m~0n", "8"},
		/* and what is not there */
		{"/foo/2", NULL}, {"/foo/-", NULL}, {"/foo/00", NULL},
		{"/foo/01", NULL}, {"/foo/ 1", NULL}, {"/foo/+1", NULL},
		{"/foo/1/0", NULL}, {"/none", NULL}, {"/m~01n", NULL},
	};
	const char *doc = "{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,"
	    "\"c%d\":2,\"e^f\":3,\"g|h\":4,\"i\\\\j\":5,\"k\\\"l\":6,"
	    "\" \":7,\"m~n\":8}";

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct map *map = map_new();

		map_device(map, 0, "t", NULL);
		truth(map, 0, cases[i].at,
		    cases[i].value != NULL ? cases[i].value : "bar", "");
		expect(map, "t", doc, cases[i].value != NULL ?
		    "heard 0 | 0 true" : "heard 0");
		map_free(map);
	}
}
END_TEST

START_TEST(pointers_refused)
{
	struct map *map = map_new();
	struct err err;
	struct str deep;

	map_device(map, 0, "t", NULL);
	ck_assert_int_eq(try_read(map, 0, "contact", "1", "", false, &err), -1);
	ck_assert_str_eq(err.text,
	    "'contact' is no JSON pointer: it has to begin with '/'");
	ck_assert_int_eq(try_read(map, 0, "/a~2", "1", "", false, &err), -1);
	ck_assert_int_eq(try_read(map, 0, "/a~", "1", "", false, &err), -1);
	str_init(&deep);
	for (int i = 0; i < MAP_DEPTH_MAX - 1; i++)
		str_add(&deep, "/a");
	ck_assert_int_eq(try_read(map, 0, deep.s, "1", "", false, &err), 0);
	str_add(&deep, "/a");
	ck_assert_int_eq(try_read(map, 0, deep.s, "1", "", false, &err), -1);
	str_clear(&deep);
	for (int i = 0; i < MAP_VALUE_MAX; i++)
		str_addc(&deep, 'x');
	ck_assert_int_eq(try_read(map, 0, "/a", deep.s, "", false, &err), 0);
	str_addc(&deep, 'x');
	ck_assert_int_eq(try_read(map, 0, "/a", "", deep.s, false, &err), -1);
	str_release(&deep);
	map_free(map);
}
END_TEST

START_TEST(contact_true_is_closed)
{
	struct map *map = map_new();

	map_device(map, 0, "z/door", NULL);
	truth(map, 0, "/contact", "false|OFF", "true|ON");
	number(map, 0, "/battery");
	map_device(map, 1, "z/reversed", NULL);
	truth(map, 1, "/contact", "true", "false");
	expect(map, "z/door", "{\"contact\":true,\"battery\":97}",
	    "heard 0 | 0 false | 1 true 97");
	expect(map, "z/door", "{\"contact\":false}", "heard 0 | 0 true");
	expect(map, "z/door", "{\"contact\":\"ON\"}", "heard 0 | 0 false");
	expect(map, "z/door", "{\"contact\":\"OFF\"}", "heard 0 | 0 true");
	expect(map, "z/door", "{\"contact\":null,\"battery\":null}",
	    "heard 0 | odd of 0: /contact: 'null' is neither on nor off");
	expect(map, "z/door", "{\"linkquality\":12}", "heard 0");
	expect(map, "z/reversed", "{\"contact\":true}", "heard 1 | 2 true");
	expect(map, "z/other", "{\"contact\":true}", "nobody's");
	expect(map, "z/doo", "{\"contact\":true}", "nobody's");
	map_free(map);
}
END_TEST

START_TEST(a_repeat_is_said_again)
{
	struct map *map = map_new();

	map_device(map, 0, "z/pir", NULL);
	truth(map, 0, "/occupancy", "true", "false");
	for (int i = 0; i < 3; i++)
		expect(map, "z/pir", "{\"occupancy\":true,\"illuminance\":4}",
		    "heard 0 | 0 true");
	kept(map, "z/pir", "{\"illuminance\":4,\"occupancy\":true}",
	    "{\"occupancy\":true}");
	map_free(map);
}
END_TEST

START_TEST(one_press_is_one_impulse)
{
	struct map *map = map_new();
	const char *press_text = "{\"action\":\"emergency\"}";

	map_device(map, 0, "z/sos", NULL);
	press(map, 0, "/action", "emergency|sos");
	map_device(map, 1, "z/sos/action", NULL);
	press(map, 1, "", "emergency|sos");
	expect(map, "z/sos", press_text, "heard 0 | 0 true");
	expect(map, "z/sos", "{\"action\":\"\"}", "heard 0");
	expect(map, "z/sos", "{\"action\":null,\"battery\":null}", "heard 0");
	expect(map, "z/sos/action", "emergency", "heard 1 | 1 true");
	expect(map, "z/sos/action", "", "heard 1");
	expect_raw(map, "z/sos", press_text, strlen(press_text), true,
	    "heard 0");
	expect_raw(map, "z/sos/action", "sos", 3, true, "heard 1");
	map_free(map);
}
END_TEST

START_TEST(texts)
{
	struct map *map = map_new();

	map_device(map, 0, "care/bed", NULL);
	truth(map, 0, "", "1", "0");
	expect(map, "care/bed", "1", "heard 0 | 0 true");
	expect(map, "care/bed", "0\r\n", "heard 0 | 0 false");
	expect(map, "care/bed", "1\n\n", "heard 0 | 0 true");
	expect(map, "care/bed", "1.0",
	    "heard 0 | odd of 0: '1.0' is neither on nor off");
	expect(map, "care/bed", "",
	    "heard 0 | odd of 0: '' is neither on nor off");
	expect(map, "care/bed", "{\"a\":1}",
	    "heard 0 | odd of 0: '{\"a\":1}' is neither on nor off");
	/* Nothing of what is not wanted is kept at any length. */
	kept(map, "care/bed", "Oluf Jensen kom hjem fra sygehuset i dag og har"
	    " det godt efter forholdene", "Oluf Jensen kom hjem fra sygehuset"
	    " i dag og har det godt efte…");
	map_free(map);
}
END_TEST

START_TEST(values)
{
	struct map *map = map_new();

	map_device(map, 0, "t", NULL);
	truth(map, 0, "/v", "1|21.5|open|true|null", "0|-2|1e3|close");
	expect(map, "t", "{\"v\":1}", "heard 0 | 0 true");
	expect(map, "t", "{\"v\":1.0}", "heard 0 | 0 true");
	expect(map, "t", "{\"v\":\"1\"}", "heard 0 | 0 true");
	expect(map, "t", "{\"v\":21.50}", "heard 0 | 0 true");
	expect(map, "t", "{\"v\":true}", "heard 0 | 0 true");
	expect(map, "t", "{\"v\":\"open\"}", "heard 0 | 0 true");
	expect(map, "t", "{\"v\":null}", "heard 0 | 0 true");
	expect(map, "t", "{\"v\":-0.0}", "heard 0 | 0 false");
	expect(map, "t", "{\"v\":-2}", "heard 0 | 0 false");
	expect(map, "t", "{\"v\":1000}", "heard 0 | 0 false");
	expect(map, "t", "{\"v\":\"cl\\u006fse\"}", "heard 0 | 0 false");
	expect(map, "t", "{\"v\":\"Open\"}",
	    "heard 0 | odd of 0: /v: 'Open' is neither on nor off");
	expect(map, "t", "{\"v\":false}",
	    "heard 0 | odd of 0: /v: 'false' is neither on nor off");
	expect(map, "t", "{\"v\":{\"x\":1}}",
	    "heard 0 | odd of 0: /v: an object or array is neither on nor off");
	expect(map, "t", "{\"v\":\"a\\nb\\u0007\xe2\x80\xae\"}",
	    "heard 0 | odd of 0: /v: 'a b\xef\xbf\xbd\xef\xbf\xbd' is neither"
	    " on nor off");
	expect(map, "t", "{}", "heard 0");
	expect(map, "t", "[]", "heard 0");
	map_free(map);
}
END_TEST

START_TEST(one_side_only)
{
	struct map *map = map_new();

	map_device(map, 0, "t", NULL);
	truth(map, 0, "/v", "on", "");
	truth(map, 0, "/v", "", "off");
	expect(map, "t", "{\"v\":\"on\"}", "heard 0 | 0 true");
	expect(map, "t", "{\"v\":\"off\"}", "heard 0 | 1 false");
	expect(map, "t", "{\"v\":\"else\"}", "heard 0");
	expect(map, "t", "{\"v\":[1]}", "heard 0");
	map_free(map);
}
END_TEST

START_TEST(numbers)
{
	static const char *const good[][2] = {
		{"97", "97"}, {"-3", "-3"}, {"8.5", "8.5"}, {"1e2", "100"},
		{"\"42\"", "42"}, {"\"-0.25\"", "-0.25"}, {"\"+7\"", "7"},
		{"0.1", "0.10000000000000001"},
		{"9007199254740992", "9007199254740992"},
		{"-9007199254740992.0", "-9007199254740992"},
	};
	static const char *const odd[] = {
		"true", "\"\"", "\"x\"", "\"1 \"", "\" 1\"", "\"1,5\"",
		"\"0x10\"", "\"nan\"", "\"inf\"", "\"-\"", "\".5\"", "\"5.\"",
		"\"1e\"", "\"1e999\"", "9007199254740994", "9007199254740993.5", "-1e17", "[]",
		"{}", "false", "\"9007199254740994\"",
		"\"0000000000000000000000000000000000000000000000001\"",
	};
	struct map *map = map_new();
	char payload[128], want[128];

	map_device(map, 0, "t", NULL);
	number(map, 0, "/n");
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		snprintf(payload, sizeof(payload), "{\"n\":%s}", good[i][0]);
		snprintf(want, sizeof(want), "heard 0 | 0 true %s",
		    good[i][1]);
		expect(map, "t", payload, want);
	}
	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		struct str said;

		snprintf(payload, sizeof(payload), "{\"n\":%s}", odd[i]);
		str_init(&said);
		say_into(&said, map, "t", payload, strlen(payload), false);
		ck_assert_msg(strstr(said.s, "heard 0 | odd of 0: /n: ") ==
		    said.s && strstr(said.s, "is no number that makes sense"),
		    "%s gave %s", payload, said.s);
		str_release(&said);
		expect(map, "t", payload, NULL);
	}
	expect(map, "t", "{\"n\":-0.0}", "heard 0 | 0 true");
	/* A device that says it does not know is not odd. */
	expect(map, "t", "{\"n\":null}", "heard 0");
	expect(map, "t", "{\"n\":12345678901234567890}", "refused of 0: not"
	    " JSON: a number out of range at byte 25");
	map_device(map, 1, "text", NULL);
	number(map, 1, "");
	expect(map, "text", "73\n", "heard 1 | 1 true 73");
	expect(map, "text", "73 %", "heard 1 | odd of 1: '73 %' is no number"
	    " that makes sense");
	map_free(map);
}
END_TEST

START_TEST(refused)
{
	struct map *map = map_new();
	struct str big;

	map_device(map, 0, "t", NULL);
	truth(map, 0, "/v", "1", "0");
	map_device(map, 1, "text", NULL);
	truth(map, 1, "", "ON", "OFF");
	expect(map, "t", "", "refused of 0: not JSON: empty");
	expect(map, "t", "ON", "refused of 0: not JSON: bad syntax at byte 2");
	expect(map, "t", "1", "refused of 0: not JSON: bad syntax at byte 1");
	expect(map, "t", "{\"v\":1", "refused of 0: not JSON: it ends too"
	    " early at byte 6");
	expect(map, "t", "{\"v\":1}x", "refused of 0: not JSON: something"
	    " stands after its end at byte 8");
	expect(map, "t", "{\"v\":1,\"v\":0}", "refused of 0: not JSON: the"
	    " same key twice at byte 10");
	expect(map, "t", "{\"v\":\"\xff\"}", "refused of 0: not UTF-8");
	expect(map, "t", "{\"v\":\"\xed\xa0\x80\"}", "refused of 0: not UTF-8");
	expect(map, "t", "{\"v\":\"\x01\"}",
	    "refused of 0: control characters");
	expect(map, "t", "{\"v\":\"a\\u0000\"}", NULL);
	expect(map, "text", "ON\x07", "refused of 1: control characters");
	expect(map, "text", "\xc3", "refused of 1: not UTF-8");
	expect_raw(map, "text", "ON\0", 3, false,
	    "refused of 1: control characters");
	str_init(&big);
	for (int i = 0; i < MAP_DEPTH_MAX; i++)
		str_addc(&big, '[');
	for (int i = 0; i < MAP_DEPTH_MAX; i++)
		str_addc(&big, ']');
	expect(map, "t", big.s, "heard 0");
	str_clear(&big);
	for (int i = 0; i < 30000; i++)
		str_add(&big, "[");
	expect(map, "t", big.s, "refused of 0: nested more than 32 deep");
	str_clear(&big);
	while (big.len < MAP_PAYLOAD_MAX)
		str_addc(&big, 'x');
	expect(map, "text", big.s, NULL);
	str_addc(&big, 'x');
	expect(map, "text", big.s, "refused of 1: too long: 65537 bytes,"
	    " 65536 at most");
	str_release(&big);
	map_free(map);
}
END_TEST

/* Brackets within a text are no depth, whatever is escaped in it. */
START_TEST(depth_of_texts)
{
	struct map *map = map_new();

	map_device(map, 0, "t", NULL);
	truth(map, 0, "/v", "1", "");
	expect(map, "t", "{\"x\":\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\","
	    "\"y\":\"\\\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\","
	    "\"v\":1}", "heard 0 | 0 true");
	map_free(map);
}
END_TEST

START_TEST(several_devices_on_a_topic)
{
	struct map *map = map_new();

	map_device(map, 0, "t", NULL);
	truth(map, 0, "/a", "1", "0");
	map_device(map, 1, "t", NULL);
	truth(map, 1, "/b", "1", "0");
	map_device(map, 2, "u", NULL);
	truth(map, 1, "/a", "0", "1");
	expect(map, "t", "{\"a\":1,\"b\":0}",
	    "heard 0,1 | 0 true | 1 false | 2 false");
	expect(map, "t", "{\"b\":7}",
	    "heard 0,1 | odd of 1: /b: '7' is neither on nor off");
	expect(map, "u", "anything", "heard 2");
	ck_assert_uint_eq(map_ntopic(map), 2);
	ck_assert_str_eq(map_topic(map, 0), "t");
	ck_assert_str_eq(map_topic(map, 1), "u");
	map_free(map);
}
END_TEST

START_TEST(availability)
{
	struct map *map = map_new();

	map_device(map, 0, "z/a", "z/bridge/state");
	truth(map, 0, "/v", "1", "0");
	map_device(map, 1, "z/b", "z/bridge/state");
	truth(map, 1, "/v", "1", "0");
	map_device(map, 2, "tele/c/SENSOR", "tele/c/LWT");
	expect(map, "z/bridge/state", "online", "online 0,1");
	expect(map, "z/bridge/state", "offline\n", "offline 0,1");
	expect(map, "z/bridge/state", "{\"state\":\"online\"}", "online 0,1");
	expect(map, "z/bridge/state", "{\"state\":\"offline\",\"x\":[1]}",
	    "offline 0,1");
	expect(map, "z/bridge/state", "{\"state\":\"starting\"}", "heard | odd"
	    " of 0: /state: 'starting' is neither online nor offline");
	expect(map, "z/bridge/state", "{\"x\":1}", "heard | odd of 0: an"
	    " object or array is neither online nor offline");
	expect(map, "z/bridge/state", "hello",
	    "heard | odd of 0: 'hello' is neither online nor offline");
	expect(map, "z/bridge/state", "{\"state\":",
	    "refused of 0: not JSON: it ends too early at byte 9");
	expect(map, "tele/c/LWT", "Online", "online 2");
	expect(map, "tele/c/LWT", "Offline", "offline 2");
	expect(map, "tele/c/LWT", "false", "offline 2");
	kept(map, "z/bridge/state", "{\"version\":\"2\",\"state\":\"online\"}",
	    "{\"state\":\"online\"}");
	ck_assert_uint_eq(map_ntopic(map), 5);
	map_free(map);
}
END_TEST

START_TEST(a_whole_house)
{
	struct map *map = map_new();
	char topic[32], state[32], said[48];

	for (int i = 0; i < 100; i++) {
		snprintf(topic, sizeof(topic), "z/%d", i);
		snprintf(state, sizeof(state), "z/%d/availability", i);
		map_device(map, i, topic, state);
		truth(map, i, "/v", "1", "0");
	}
	for (int i = 0; i < 100; i++) {
		snprintf(topic, sizeof(topic), "z/%d", i);
		snprintf(said, sizeof(said), "heard %d | %d true", i, i);
		expect(map, topic, "{\"v\":1}", said);
		snprintf(state, sizeof(state), "z/%d/availability", i);
		snprintf(said, sizeof(said), "offline %d", i);
		expect(map, state, "offline", said);
	}
	map_free(map);
}
END_TEST

/* A bridge may be a device itself, and what the others hang on. */
START_TEST(availability_that_is_read)
{
	struct map *map = map_new();

	map_device(map, 0, "z/bridge/state", NULL);
	truth(map, 0, "/state", "online", "offline");
	map_device(map, 1, "z/a", "z/bridge/state");
	truth(map, 1, "/v", "1", "0");
	expect(map, "z/bridge/state", "{\"state\":\"offline\"}",
	    "offline 1 | 0 false");
	expect(map, "z/bridge/state", "offline", "offline 1");
	expect(map, "z/bridge/state", "{\"state\":\"hm\"}", "heard 0 | odd of"
	    " 0: /state: 'hm' is neither on nor off");
	map_free(map);
}
END_TEST

START_TEST(kept_is_least)
{
	struct map *map = map_new();

	map_device(map, 0, "t", NULL);
	number(map, 0, "/rx/2/rssi");
	truth(map, 0, "/object/door", "open", "close");
	number(map, 0, "/rx/0/rssi");
	truth(map, 0, "/object", "x", "");
	truth(map, 0, "/a~1b", "1", "");
	number(map, 0, "/object/far/64");
	expect(map, "t", "{\"name\":\"Oluf\",\"rx\":[{\"gw\":\"a\",\"rssi\":-51"
	    "},{\"rssi\":-90},{\"rssi\":-77.5}],\"object\":{\"door\":\"open\","
	    "\"battery\":9},\"a/b\":1}",
	    "heard 0 | 0 true -77.5 | 1 true | 2 true -51 | 4 true");
	kept(map, "t", "{\"name\":\"Oluf\",\"rx\":[{\"gw\":\"a\",\"rssi\":-51"
	    "},{\"rssi\":-90},{\"rssi\":-77.5}],\"object\":{\"door\":\"open\","
	    "\"battery\":9},\"a/b\":1}",
	    "{\"rx\":[{\"rssi\":-51},null,{\"rssi\":-77.5}],"
	    "\"object\":{\"door\":\"open\"},\"a/b\":1}");
	kept(map, "t", "{\"rx\":[],\"object\":[1,2]}", "{\"object\":[]}");
	kept(map, "t", "{\"rx\":{\"0\":{\"rssi\":5}}}",
	    "{\"rx\":{\"0\":{\"rssi\":5}}}");
	kept(map, "t", "[1,2]", "[]");
	map_free(map);
}
END_TEST

static uint32_t
next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* Changes, drops, doubles and swaps bytes; seeds are real and hostile. */
static void
mutate(struct str *s, uint32_t *random)
{
	static const char bytes[] = "{}[]\":,\\u0~/ 19.eE-+tfn\x00\x80\xff\xc3";
	uint32_t times = next_random(random) % 6;

	while (times-- > 0 && s->len > 0) {
		size_t i = next_random(random) % s->len;
		size_t n = next_random(random) % 9;

		switch (next_random(random) % 4) {
		case 0:
			s->s[i] = bytes[next_random(random) %
			    (sizeof(bytes) - 1)];
			break;
		case 1:
			s->s[i] = (char)next_random(random);
			break;
		case 2:
			n = i + n < s->len ? n : s->len - i;
			memmove(s->s + i, s->s + i + n, s->len - i - n);
			s->len -= n;
			break;
		default:
			n = i + n < s->len ? n : s->len - i;
			for (size_t k = 0; k < n; k++)
				str_addc(s, s->s[i + k]);
		}
	}
}

START_TEST(fuzz)
{
	static const char *const seeds[] = {
		"{\"contact\":false,\"battery\":97,\"tamper\":null}",
		"{\"a\":{\"b\":[1,2.5,{\"c\":\"x\"}]},\"action\":\"emergency\"}",
		"{\"state\":\"online\"}", "online", "ON", "21.5", "[[1],{}]",
		"{\"rx\":[{\"rssi\":-51},{\"rssi\":1e3}],\"a/b\":\"\\u00e6\"}",
		"a text with a \xc2\xa0 blank and \xf0\x9f\x98\x80 and then so"
		" much more that it has to be cut somewhere in \xc3\xa6 middle",
	};
	const size_t nseed = sizeof(seeds) / sizeof(seeds[0]);
	struct map *map = map_new();
	uint32_t random = 20261121;
	struct str s;

	map_device(map, 0, "j", NULL);
	truth(map, 0, "/contact", "false", "true");
	number(map, 0, "/battery");
	number(map, 0, "/a/b/1");
	truth(map, 0, "/a/b/2/c", "x", "y");
	truth(map, 0, "/a", "x", "y");
	press(map, 0, "/action", "emergency");
	truth(map, 0, "/rx/1/rssi", "1000", "-51");
	truth(map, 0, "/a~1b", "\xc3\xa6", "e");
	truth(map, 0, "", "x", "y");
	map_device(map, 1, "t", "b");
	truth(map, 1, "", "ON", "OFF");
	number(map, 1, "");
	map_device(map, 2, "b", "b");
	truth(map, 2, "/state", "online", "hm");
	truth(map, 2, "", "online", "hm");
	str_init(&s);
	for (int i = 0; i < FUZZ_ROUNDS; i++) {
		static const char *const topics[] = {"j", "t", "b"};

		str_clear(&s);
		str_add(&s, seeds[next_random(&random) % nseed]);
		mutate(&s, &random);
		expect_raw(map, topics[i % 3], s.s, s.len,
		    next_random(&random) % 8 == 0, NULL);
	}
	str_release(&s);
	map_free(map);
}
END_TEST

CHECK_MAIN("map", pointers, pointers_refused, contact_true_is_closed,
    a_repeat_is_said_again, one_press_is_one_impulse, texts, values,
    one_side_only, numbers, refused, depth_of_texts,
    several_devices_on_a_topic, availability, a_whole_house,
    availability_that_is_read,
    kept_is_least, fuzz)
