/* SPDX-License-Identifier: Apache-2.0 */
#include "fold/live.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <check.h>

#include "base/mem.h"
#include "hole.h"
#include "read/decode.h"
#include "store/journal.h"

/* A house of one door, a journal beside it. Each test has its own. */
static char folder[] = "/tmp/check_live.XXXXXX";
static char conf_path[64], path[64];
static struct err err;
static int events;

#define CONF "site: { id = \"t\"; name = \"T\"; zone = \"UTC\"; language = \"en\"; night = \"22:00-07:00\"; };\n" \
    "broker: { host = \"127.0.0.1\"; port = 1883; };\njournal = \"%s\";\n" \
    "places = ( { id = \"101\"; kind = \"dwelling\"; } );\n"             \
    "devices = ( { id = \"d\"; topic = \"d\"; place = \"101\"; reads = ( { signal = \"door\"; on = \"1\"; off = \"0\"; } ); } );\n" \
    "statuses = ( { id = \"%s\"; when = \"door\"; mark = \"o\"; colour = \"red\"; label = \"L\"; } );\n" \
    "rules = ( { id = \"%s\"; when = \"door\"; priority = \"low\"; text = \"T\"; } );\n"

static void
setup(void)
{
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(conf_path, sizeof(conf_path), "%s/natvagt.conf", folder);
	snprintf(path, sizeof(path), "%s/j.db", folder);
}

static void
teardown(void)
{
	static const char *const tail[] = {"", "-wal", "-shm", "-journal",
	    ".lock", ".ballast"};
	char name[96];

	for (size_t i = 0; i < sizeof(tail) / sizeof(tail[0]); i++) {
		snprintf(name, sizeof(name), "%s%s", path, tail[i]);
		unlink(name);
	}
	unlink(conf_path);
	rmdir(folder);
}

static struct conf *
load_rule(const char *status, const char *rule)
{
	struct faults faults = {0};
	FILE *to = fopen(conf_path, "w");
	struct conf *conf;

	fprintf(to, CONF, path, status, rule);
	fclose(to);
	conf = conf_load(conf_path, CONF_WITHOUT_SECRETS, &faults);
	faults_tell(&faults, stderr);
	ck_assert_ptr_nonnull(conf);
	return conf;
}

static struct conf *
load(const char *status)
{
	return load_rule(status, "r");
}

static struct journal *
create(void)
{
	struct journal *journal = journal_open(path, JOURNAL_CREATE, &err);

	ck_assert_msg(journal != NULL, "%s", err.text);
	return journal;
}

static int64_t
append(struct journal *journal, int64_t t, const char *topic,
    const char *payload)
{
	int64_t at, seq;

	ck_assert_msg(journal_append(journal, t, false, topic, payload,
	    strlen(payload), &at, &seq, &err) == 0, "%s", err.text);
	return seq;
}

static void
begin(struct journal *journal)
{
	ck_assert_msg(journal_begin(journal, 0, &err) == 0, "%s", err.text);
}

static void
commit(struct journal *journal)
{
	ck_assert_msg(journal_commit(journal, &err) == 0, "%s", err.text);
}

/* A segment with nothing carried. */
static void
segment(struct journal *journal, int64_t t, const struct conf *conf)
{
	struct segment_info info = {"2026-11-21", "start", "", 0};
	struct str payload;

	memcpy(info.conf, conf->hash, sizeof(info.conf));
	str_init(&payload);
	encode_segment(&payload, &info);
	begin(journal);
	journal_conf_add(journal, conf->hash, conf->file, conf->nfile, &err);
	journal_segment_add(journal, append(journal, t, OWN_PREFIX "segment",
	    payload.s), "2026-11-21", "start", conf->hash, &err);
	commit(journal);
	str_release(&payload);
}

static void
reading(struct journal *journal, int64_t t, const char *value)
{
	begin(journal);
	append(journal, t, "d", value);
	commit(journal);
}

static const struct live_to nobody;

static void
count(void *arg, const struct event *event)
{
	(void)arg;
	events += event->what == EVENT_ALERT;
}

/* What went over from one house to another: see moved(). */
static int begun, dropped;
static int64_t darkness;

/* A follow_begin_fn; arg: the live. */
static void
moved(void *arg, const struct world *before)
{
	const struct house *to = live_conf(arg)->house;

	begun++;
	darkness = live_followed(arg)->dark;
	for (int32_t i = 0; before != NULL &&
	    i < world_house(before)->ninstance; i++)
		dropped += world_drops(before, i, to);
}

static int
follow(struct live *live, int64_t most)
{
	const struct live_to to = {count, moved, live};
	int news = live_follow(live, most, &to, &err);

	ck_assert_msg(news != -1, "%s", err.text);
	return news;
}

static const char *
status(const struct live *live)
{
	const struct world *world = live_world(live);
	const struct house *house = world_house(world);
	int32_t is = world_status(world, house_place(house, "101"), NULL);

	return is >= 0 ? house->status[is].id : is == STATUS_UNSEEN ?
	    "unseen" : "none";
}

START_TEST(a_journal_may_come_later)
{
	struct conf *conf = load("open");
	struct live *live = live_new(conf);
	struct journal *journal;

	ck_assert_int_eq(follow(live, 100), LIVE_NOTHING);
	ck_assert_ptr_null(live_world(live));
	journal = create();
	ck_assert_int_eq(follow(live, 100), LIVE_NOTHING);
	segment(journal, 1000, conf);
	ck_assert_int_eq(follow(live, 100), LIVE_NEWS);
	ck_assert_str_eq(status(live), "unseen");
	ck_assert_int_eq(live_reading(live), 0);
	ck_assert_int_eq(follow(live, 100), LIVE_NOTHING);
	reading(journal, 2000, "1");
	ck_assert_int_eq(follow(live, 100), LIVE_NEWS);
	ck_assert_str_eq(status(live), "open");
	ck_assert_int_eq(live_time(live), 2000);
	ck_assert_int_eq(live_reading(live), 2000);
	ck_assert_int_eq(events, 1);
	live_free(live);
	journal_close(journal);
	conf_free(conf);
}
END_TEST

/* The collector may be gone while staff go on pressing keys. */
START_TEST(a_key_is_no_beat)
{
	struct conf *conf = load("open");
	struct journal *journal = create();
	struct live *live = live_new(conf);
	int64_t beat;

	segment(journal, 1000, conf);
	reading(journal, 2000, "1");
	follow(live, 100);
	follow(live, 100);
	beat = live_beat(live);
	ck_assert_int_eq(beat, live_seq(live));
	begin(journal);
	append(journal, 3000, OWN_PREFIX "action", "{\"do\":\"ack\","
	    "\"alert\":1,\"version\":1,\"by\":\"KM\"}");
	commit(journal);
	ck_assert_int_eq(follow(live, 100), LIVE_NEWS);
	ck_assert_int_eq(live_beat(live), beat);
	begin(journal);
	append(journal, 4000, OWN_PREFIX "tick", "{}");
	commit(journal);
	follow(live, 100);
	ck_assert_int_eq(live_beat(live), live_seq(live));
	live_free(live);
	journal_close(journal);
	conf_free(conf);
}
END_TEST

/* Nothing is shown before the end was seen, and each turn is bounded. */
START_TEST(a_long_night_is_folded_in_turns)
{
	struct conf *conf = load("open");
	struct journal *journal = create();
	struct live *live = live_new(conf);
	int turns = 0;

	segment(journal, 1000, conf);
	begin(journal);
	for (int i = 0; i < 999; i++)
		append(journal, 2000 + i, "d", i % 2 == 0 ? "1" : "0");
	commit(journal);
	do {
		ck_assert_ptr_null(live_world(live));
		follow(live, 100);
		turns++;
	} while (live_behind(live));
	/* The last of the 1000 rows fills a turn: only the next one knows. */
	ck_assert_int_eq(turns, 11);
	ck_assert_str_eq(status(live), "open");
	ck_assert_int_eq(events, 999);
	reading(journal, 9000, "0");
	ck_assert_int_eq(follow(live, 100), LIVE_NEWS);
	ck_assert_str_eq(status(live), "none");
	live_free(live);
	journal_close(journal);
	conf_free(conf);
}
END_TEST

START_TEST(a_segment_brings_its_configuration)
{
	struct conf *old = load("open"), *new = load("ajar");
	struct journal *journal = create();
	struct live *live = live_new(old);

	ck_assert_str_ne(old->hash, new->hash);
	segment(journal, 1000, old);
	reading(journal, 2000, "1");
	follow(live, 100);
	follow(live, 100);
	ck_assert_str_eq(status(live), "open");
	ck_assert_ptr_eq(live_conf(live), old);
	reading(journal, 3000, "0");
	segment(journal, 4000, new);
	reading(journal, 5000, "1");
	/* What came before it belongs to the old world yet. */
	ck_assert_int_eq(follow(live, 100), LIVE_NEWS);
	ck_assert_str_eq(status(live), "none");
	ck_assert(live_behind(live));
	ck_assert_int_eq(follow(live, 100), LIVE_NEWS);
	ck_assert_str_eq(status(live), "ajar");
	ck_assert_str_eq(live_conf(live)->hash, new->hash);
	ck_assert_int_eq(begun, 2);
	/* The same configuration again: on in a world of its own. */
	segment(journal, 6000, new);
	follow(live, 100);
	ck_assert_int_eq(follow(live, 100), LIVE_NEWS);
	ck_assert_str_eq(status(live), "unseen");
	ck_assert_int_eq(begun, 3);
	/* And back to the one that is at hand. */
	segment(journal, 7000, old);
	reading(journal, 8000, "1");
	follow(live, 100);
	follow(live, 100);
	ck_assert_str_eq(status(live), "open");
	ck_assert_ptr_eq(live_conf(live), old);
	live_free(live);
	journal_close(journal);
	conf_free(old);
	conf_free(new);
}
END_TEST

/* A world under rules that are not the segment's would show what is wrong. */
START_TEST(a_configuration_that_is_not_kept_shows_nothing)
{
	struct conf *conf = load("open"), *lost = load("ajar");
	struct journal *journal = create();
	struct live *live = live_new(conf);

	segment(journal, 1000, conf);
	reading(journal, 2000, "1");
	follow(live, 100);
	follow(live, 100);
	begin(journal);
	journal_segment_add(journal, append(journal, 3000, OWN_PREFIX
	    "segment", "{\"conf\":\"00ff\",\"carries\":0}"), "2026-11-21",
	    "start", "00ff", &err);
	commit(journal);
	ck_assert_int_eq(live_follow(live, 100, &nobody, &err), 0);
	ck_assert_int_eq(live_follow(live, 100, &nobody, &err), -1);
	ck_assert_str_ne(err.text, "");
	ck_assert_ptr_null(live_world(live));
	ck_assert_int_eq(live_follow(live, 100, &nobody, &err), -1);
	segment(journal, 4000, lost);
	reading(journal, 5000, "1");
	ck_assert_int_eq(follow(live, 100), LIVE_NEWS);
	ck_assert_str_eq(status(live), "ajar");
	ck_assert_int_eq(darkness, 3000);
	live_free(live);
	/* Who comes later is told the same. */
	darkness = 0;
	live = live_new(conf);
	while (live_follow(live, 100, &(struct live_to){NULL, moved, live},
	    &err) != LIVE_NOTHING)
		;
	ck_assert_str_eq(status(live), "ajar");
	ck_assert_int_eq(darkness, 3000);
	live_free(live);
	journal_close(journal);
	conf_free(conf);
	conf_free(lost);
}
END_TEST

/* Of a dark segment no end can be read: that is no darkness to the end. */
START_TEST(a_dark_segment_whose_end_cannot_be_read)
{
	struct conf *conf = load("open"), *after = load("ajar");
	struct journal *journal = create();
	struct live *live = live_new(conf);
	int64_t seq;

	segment(journal, 1000, conf);
	while (follow(live, 100) != LIVE_NOTHING)
		;
	begin(journal);
	seq = append(journal, 3000, OWN_PREFIX "segment",
	    "{\"conf\":\"00ff\",\"carries\":0}");
	journal_segment_add(journal, seq, "2026-11-21", "start", "00ff", &err);
	commit(journal);
	segment(journal, 4000, after);
	reading(journal, 5000, "1");
	hole_make(path, seq);
	follow(live, 100);
	ck_assert_int_eq(live_follow(live, 100, &nobody, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "cannot read"));
	ck_assert_int_eq(live_followed(live)->dark, 0);
	hole_mend(path);
	while (follow(live, 100) != LIVE_NOTHING)
		;
	ck_assert_str_eq(status(live), "ajar");
	ck_assert_int_eq(darkness, 3000);
	live_free(live);
	journal_close(journal);
	conf_free(conf);
	conf_free(after);
}
END_TEST

/* A reload in the night: who comes after it is told all of the night. */
START_TEST(a_night_is_whole)
{
	struct conf *old = load("open"), *new = load_rule("open", "other");
	struct journal *journal = create();
	struct live *live;

	segment(journal, 1000, old);
	reading(journal, 2000, "1");
	segment(journal, 3000, new);
	reading(journal, 4000, "0");
	reading(journal, 5000, "1");
	live = live_new(new);
	while (follow(live, 100) != LIVE_NOTHING)
		;
	/* Raised and dropped; raised, and by another rule. */
	ck_assert_int_eq(events, 2);
	ck_assert_int_eq(begun, 2);
	ck_assert_int_eq(dropped, 1);
	ck_assert_ptr_eq(live_conf(live), new);
	live_free(live);
	journal_close(journal);
	conf_free(old);
	conf_free(new);
}
END_TEST

START_TEST(a_journal_may_be_replaced)
{
	struct conf *conf = load("open");
	struct journal *journal = create();
	struct live *live = live_new(conf);

	segment(journal, 1000, conf);
	reading(journal, 2000, "1");
	follow(live, 100);
	follow(live, 100);
	ck_assert(!live_check_file(live));
	journal_close(journal);
	ck_assert_int_eq(unlink(path), 0);
	ck_assert(!live_check_file(live));
	journal = create();
	ck_assert(live_check_file(live));
	ck_assert_ptr_null(live_world(live));
	ck_assert_int_eq(follow(live, 100), LIVE_NOTHING);
	segment(journal, 3000, conf);
	ck_assert_int_eq(follow(live, 100), LIVE_NEWS);
	ck_assert_str_eq(status(live), "unseen");
	live_hinted(live);
	reading(journal, 4000, "1");
	ck_assert(live_hinted(live));
	live_free(live);
	journal_close(journal);
	conf_free(conf);
}
END_TEST

/* Whoever it is: writers come and go, and the first left no WAL behind. */
START_TEST(a_writer_is_hinted_at)
{
	struct conf *conf = load("open");
	struct journal *journal = create();
	struct live *live = live_new(conf);
	struct pollfd hint = {.events = POLLIN};

	ck_assert_int_eq(live_hint(live), -1);
	ck_assert(!live_hinted(live));
	segment(journal, 1000, conf);
	journal_close(journal);
	follow(live, 100);
	follow(live, 100);
	for (int i = 0; i < 3; i++) {
		journal = create();
		live_hinted(live);
		reading(journal, 2000 + i, i % 2 == 0 ? "1" : "0");
		hint.fd = live_hint(live);
		ck_assert_int_eq(poll(&hint, 1, 0), 1);
		ck_assert(live_hinted(live));
		ck_assert_int_eq(follow(live, 100), LIVE_NEWS);
		ck_assert(!live_hinted(live));
		journal_close(journal);
		follow(live, 100);
	}
	live_free(live);
	conf_free(conf);
}
END_TEST

START_TEST(what_is_no_journal_is_told)
{
	struct conf *conf = load("open");
	struct live *live = live_new(conf);
	FILE *to = fopen(path, "w");

	fputs("not a journal, but long enough to be looked at\n", to);
	fclose(to);
	ck_assert_int_eq(live_follow(live, 100, &nobody, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, path));
	live_free(live);
	conf_free(conf);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("live");
	TCase *tcase = tcase_create("live");
	SRunner *runner = srunner_create(suite);
	int failures;

	suite_add_tcase(suite, tcase);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, a_journal_may_come_later);
	tcase_add_test(tcase, a_key_is_no_beat);
	tcase_add_test(tcase, a_long_night_is_folded_in_turns);
	tcase_add_test(tcase, a_segment_brings_its_configuration);
	tcase_add_test(tcase, a_configuration_that_is_not_kept_shows_nothing);
	tcase_add_test(tcase, a_dark_segment_whose_end_cannot_be_read);
	tcase_add_test(tcase, a_night_is_whole);
	tcase_add_test(tcase, a_journal_may_be_replaced);
	tcase_add_test(tcase, a_writer_is_hinted_at);
	tcase_add_test(tcase, what_is_no_journal_is_told);
	srunner_run_all(runner, CK_ENV);
	failures = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failures != 0;
}
