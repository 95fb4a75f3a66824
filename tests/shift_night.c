/* SPDX-License-Identifier: Apache-2.0 */
#include "shift_night.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "collect/segment.h"
#include "home.h"

static struct err err;

#define ok(call) ck_assert_msg((call) == 0, "%s", err.text)

static struct conf *
load_conf(const char *folder, const char *from, const char *to)
{
	const char *dir = getenv("srcdir");
	char *name = xasprintf("%s/tests/data/shift.conf", dir != NULL ? dir :
	    "."), *path = xasprintf("%s/granen.conf", folder);
	char *text = read_text(name), *at = from != NULL ?
	    strstr(text, from) : NULL;
	struct faults faults = {0};
	FILE *out = fopen(path, "w");
	struct conf *conf;

	ck_assert_ptr_nonnull(out);
	ck_assert(from == NULL || at != NULL);
	if (at != NULL)
		fprintf(out, "%.*s%s%s", (int)(at - text), text, to,
		    at + strlen(from));
	else
		fputs(text, out);
	fclose(out);
	conf = conf_load(path, CONF_WITHOUT_SECRETS, &faults);
	faults_tell(&faults, stderr);
	faults_release(&faults);
	ck_assert_ptr_nonnull(conf);
	free(text);
	free(name);
	free(path);
	return conf;
}

void
night_open(struct night_of *n)
{
	*n = (struct night_of){0};
	strcpy(n->folder, "/tmp/check_shift.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(n->folder));
	snprintf(n->path, sizeof(n->path), "%s/granen.db", n->folder);
	n->other = load_conf(n->folder, "id = \"restless\"", "id = \"uro\"");
	n->conf = load_conf(n->folder, NULL, NULL);
	n->journal = journal_open(n->path, JOURNAL_CREATE, &err);
	ck_assert_msg(n->journal != NULL, "%s", err.text);
	fold_init(&n->fold, n->journal, NULL, NULL);
}

void
night_close(struct night_of *n)
{
	char *rm = xasprintf("rm -rf '%s'", n->folder);

	fold_release(&n->fold);
	journal_close(n->journal);
	conf_free(n->conf);
	conf_free(n->other);
	ck_assert_int_eq(system(rm), 0);
	free(rm);
}

void
night_segment(struct night_of *n, int64_t t, const struct conf *conf,
    const char *why)
{
	struct segment_rows rows;
	bool fresh = n->fold.world == NULL;

	ok(fresh ? journal_begin(n->journal, 0, &err) :
	    fold_begin(&n->fold, 0, &err));
	ok(segment_begin(n->journal, t, n->fold.world, conf, why, &rows,
	    &err));
	ok(journal_commit(n->journal, &err));
	fold_start(&n->fold, conf, rows.first, 0);
	ok(fold_news(&n->fold, &err));
}

void
night_add(struct night_of *n, int64_t t, const char *topic,
    const char *payload)
{
	ok(fold_begin(&n->fold, 0, &err));
	ok(fold_append(&n->fold, t, false, topic, payload, strlen(payload),
	    &err));
	ok(fold_commit(&n->fold, &err));
}

/* The last alert of a rule at a place. */
static const struct alert *
alert_at(struct night_of *n, const char *rule, const char *place)
{
	const struct house *house = n->fold.conf->house;
	int32_t i = house_instance(house, rule, place);

	ck_assert_int_ge(i, 0);
	return world_alert(n->fold.world, i);
}

void
night_do(struct night_of *n, int64_t t, const char *what, const char *rule,
    const char *place, const char *by, const char *more)
{
	const struct alert *alert;
	char *payload;

	/* What time alone does comes first. */
	night_add(n, t, OWN_PREFIX "tick", "{}");
	alert = alert_at(n, rule, place);
	payload = xasprintf("{\"do\":\"%s\",\"alert\":%u,\"version\":%u,"
	    "\"by\":\"%s\"%s}", what, (unsigned)alert->number,
	    (unsigned)alert->version, by, more);
	night_add(n, t, OWN_PREFIX "action", payload);
	free(payload);
}

static void
act(struct night_of *n, int64_t t, const char *payload)
{
	night_add(n, t, OWN_PREFIX "action", payload);
}

static void
day_before(struct night_of *n)
{
	static const char *const topic[] = {"door/101", "door/102",
	    "door/103", "door/104", "pir/104", "pir/106", "door/106",
	    "pir/kitchen"};

	night_segment(n, NIGHT(-13, 0), n->conf, "start");
	for (size_t i = 0; i < sizeof(topic) / sizeof(topic[0]); i++)
		night_add(n, NIGHT(-13, 1), topic[i], "0");
	night_add(n, NIGHT(-13, 1), "bed/107", "1");
	act(n, NIGHT(-13, 30), "{\"do\":\"sign_in\",\"by\":\"NN\"}");
	night_add(n, NIGHT(-12, 50) - MS_HOUR, "call/105", "1");
	night_segment(n, NIGHT(-12, 0), n->conf, "noon");
}

static void
evening(struct night_of *n)
{
	act(n, NIGHT(-2, 40), "{\"do\":\"sign_in\",\"by\":\"LN\"}");
	night_add(n, NIGHT(-2, 50), "bed/103", "1");
	act(n, NIGHT(-2, 55), "{\"do\":\"sign_in\",\"by\":\"KM\"}");
	act(n, NIGHT(-2, 58), "{\"do\":\"visit\",\"place\":\"102\","
	    "\"how\":\"entered\",\"by\":\"KM\"}");
	night_add(n, NIGHT(-1, 0), OWN_PREFIX "broker", "{\"connected\":false}");
	night_add(n, NIGHT(-1, 0) + 20000, OWN_PREFIX "broker",
	    "{\"connected\":true}");
	night_add(n, NIGHT(-1, 10), "door/101", "1");
	night_do(n, NIGHT(-1, 11), "ack", "out", "101", "KM", "");
	night_do(n, NIGHT(-1, 14), "attend", "out", "101", "KM", "");
	night_add(n, NIGHT(-1, 20), "door/101", "0");
	night_do(n, NIGHT(-1, 21), "close", "out", "101", "KM",
	    ",\"outcome\":1,\"note\":\"fulgt i seng igen\"");
	act(n, NIGHT(-1, 25), "{\"do\":\"sign_out\",\"by\":\"KM\"}");
	act(n, NIGHT(-1, 40), "{\"do\":\"sign_in\",\"by\":\"KM\"}");
	act(n, NIGHT(0, 5), "{\"do\":\"visit\",\"place\":\"101\","
	    "\"how\":\"skipped\",\"by\":\"KM\"}");
}

static void
first_hours(struct night_of *n)
{
	night_add(n, NIGHT(1, 0), "door/102", "1");
	night_do(n, NIGHT(1, 1), "ack", "out", "102", "LN", "");
	night_add(n, NIGHT(1, 5), "door/102", "0");
	night_add(n, NIGHT(1, 10), "door/103", "1");
	night_do(n, NIGHT(1, 12), "ack", "out", "103", "", "");
	night_do(n, NIGHT(1, 13), "attend", "out", "103", "", "");
	night_do(n, NIGHT(1, 15), "close", "out", "103", "",
	    ",\"outcome\":3");
	night_add(n, NIGHT(1, 16), "door/103", "0");
	night_add(n, NIGHT(1, 20), "pir/kitchen", "1");
	night_add(n, NIGHT(1, 21), "pir/kitchen", "0");
	night_add(n, NIGHT(1, 30), "call/104", "1");
	night_do(n, NIGHT(1, 33), "ack", "call", "104", "KM", "");
	night_do(n, NIGHT(1, 34), "attend", "call", "104", "KM", "");
	/* Held back: low, and KM is there. */
	night_add(n, NIGHT(1, 35), "pir/104", "1");
	night_add(n, NIGHT(1, 36), "pir/104", "0");
	night_do(n, NIGHT(1, 38), "close", "call", "104", "KM",
	    ",\"outcome\":2");
	night_add(n, NIGHT(1, 40), "pir/106", "1");
}

/* From here on under other rules; 106 is not looked after any more. */
static void
late_hours(struct night_of *n)
{
	night_segment(n, NIGHT(2, 0), n->other, "reload");
	night_add(n, NIGHT(2, 30), "door/101", "1");
	act(n, NIGHT(2, 31), "{\"do\":\"shelve\",\"rule\":\"out\",\"place\":"
	    "\"101\",\"minutes\":30,\"reason\":\"døren klemmer\","
	    "\"by\":\"KM\"}");
	night_add(n, NIGHT(2, 40), "door/101", "0");
	act(n, NIGHT(3, 2), "{\"do\":\"visit\",\"place\":\"101\","
	    "\"how\":\"entered\",\"by\":\"KM\"}");
	act(n, NIGHT(3, 2) + 30000, "{\"do\":\"visit\",\"place\":\"101\","
	    "\"how\":\"undone\",\"by\":\"KM\"}");
	act(n, NIGHT(3, 5), "{\"do\":\"note\",\"place\":\"103\",\"text\":"
	    "\"<script>alert(1)</script> & \\\"b\\u00e6\\\"\",\"by\":\"KM\"}");
	/* Refused: it would turn the screen around. */
	act(n, NIGHT(3, 6), "{\"do\":\"note\",\"place\":\"103\",\"text\":"
	    "\"\\u202eb \\u001b[31m\",\"by\":\"KM\"}");
	act(n, NIGHT(3, 10), "{\"do\":\"visit\",\"place\":\"103\","
	    "\"how\":\"entered\",\"by\":\"KM\"}");
	act(n, NIGHT(3, 40), "{\"do\":\"visit\",\"place\":\"104\","
	    "\"how\":\"entered\",\"by\":\"LN\"}");
	night_add(n, NIGHT(4, 0), OWN_PREFIX "tick", "{}");
	/* Nobody watches. */
	night_add(n, NIGHT(4, 20), OWN_PREFIX "start", "{}");
	night_add(n, NIGHT(4, 30), OWN_PREFIX "clock", "{\"step_ms\":-3000}");
	night_add(n, NIGHT(4, 35), OWN_PREFIX "bad", "{\"device\":"
	    "\"door-101\",\"count\":3,\"why\":\"not JSON: empty\"}");
}

static void
morning(struct night_of *n)
{
	char text[989], *note;

	/* The bed in 103 is silent from 04:50 on. */
	night_add(n, NIGHT(5, 0), "door/104", "1");
	night_do(n, NIGHT(5, 2), "ack", "out", "104", "KM", "");
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	note = xasprintf("{\"do\":\"note\",\"text\":\"Vasketøj: %s\","
	    "\"by\":\"LN\"}", text);
	act(n, NIGHT(6, 30), note);
	free(note);
	act(n, NIGHT(6, 45), "{\"do\":\"shelve\",\"rule\":\"out\",\"place\":"
	    "\"101\",\"minutes\":30,\"reason\":\"pårørende går til og fra\","
	    "\"by\":\"LN\"}");
	night_add(n, NIGHT(6, 50), "door/102", "1");
	night_do(n, NIGHT(6, 51), "ack", "out", "102", "LN", "");
	act(n, NIGHT(6, 58), "{\"do\":\"sign_out\",\"by\":\"KM\"}");
	night_add(n, NIGHT(6, 59) + 55000, OWN_PREFIX "tick", "{}");
}

void
night_work(struct night_of *n)
{
	day_before(n);
	evening(n);
	first_hours(n);
	late_hours(n);
	morning(n);
}
