/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A night's work by keys alone: eight hours of a shift in virtual time, by the
 * script tests/data/work.script, on the real desk, a real journal and real
 * alerts. The test is the collector (it has the journal's lock): it writes what
 * the sensors say, ticks and folds. Keys go the way that they go in a console.
 * At the end the handover is as stored.
 *
 * A line of the script: time, "sensor" TOPIC PAYLOAD | "keys" KEYS | "see" TEXT
 * | "not" TEXT (on the screen of 80x24). Keys are characters; <Enter>, <Esc>,
 * <Tab>, <Up>, <Down>; a blank is <Space>.
 *
 * Beside it scenes of keys that come while the journal is somebody else's.
 *
 * WORK_SCREENS=1 prints the screen after each line of keys.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "cmd/desk.h"
#include "fold/fold.h"
#include "collect/segment.h"
#include "core/round.h"
#include "home.h"
#include "store/staff.h"
#include "ui/sheet.h"
#include "ui/theme.h"

enum { ROWS = 24, COLS = 80, TICK = 10000 };

/* Saturday 21 November 2026, 21:55 in Copenhagen. */
static int64_t now = INT64_C(1795294500000);

/* In the place of base/clock.c: nothing else knows what time it is. */
int64_t
clock_now(void)
{
	return now;
}

int64_t
clock_monotonic(void)
{
	return now - INT64_C(1795000000000);
}

struct work {
	char folder[32];
	char *path; /* of the configuration */
	struct conf *conf;
	struct journal *journal;
	struct fold fold;
	struct desk desk;
	struct frame frame;
	int lock;
	int keys, alerts;
	char said[160];
};

static struct err err;

/* The collector. */

static void
on_event(void *arg, const struct event *e)
{
	struct work *w = arg;

	if (e->what == EVENT_ALERT && e->event == ALERT_EVENT_RAISED)
		w->alerts++;
}

static void
append(struct work *w, const char *topic, const char *payload)
{
	ck_assert_msg(fold_begin(&w->fold, 1000, &err) == 0 &&
	    fold_append(&w->fold, now, false, topic, payload,
	    strlen(payload), &err) == 0 &&
	    fold_commit(&w->fold, &err) == 0, "%s", err.text);
}

static void
begin_segment(struct work *w)
{
	struct segment_rows rows;

	ck_assert_msg(journal_begin(w->journal, 1000, &err) == 0 &&
	    segment_begin(w->journal, now, NULL, w->conf, "start", &rows,
	    &err) == 0 && journal_commit(w->journal, &err) == 0, "%s",
	    err.text);
	fold_start(&w->fold, w->conf, rows.first, rows.first);
	ck_assert_msg(fold_news(&w->fold, &err) == 0, "%s", err.text);
	append(w, OWN_PREFIX "start", "{}");
	append(w, OWN_PREFIX "broker", "{\"connected\":true}");
}

/* The desk. */

static void
turn(struct work *w)
{
	for (int i = 0; i < 3; i++) {
		desk_wake(&w->desk);
		desk_turn(&w->desk);
	}
	/* What staff did is the collector's to fold as well. */
	ck_assert(fold_news(&w->fold, &err) == 0);
	ui_view(&w->desk.ui, &w->frame);
}

/* A deadline is met as it is due, and every ten seconds the heart beats. */
static void
pass_time(struct work *w, int64_t t)
{
	while (now < t) {
		int64_t next = world_next(w->fold.world);
		int64_t tick = now - now % TICK + TICK;

		next = next > now && next < tick ? next : tick;
		if (next >= t) {
			now = t;
			return;
		}
		now = next;
		append(w, OWN_PREFIX "tick", "{}");
		desk_wake(&w->desk);
		desk_turn(&w->desk);
	}
}

static int32_t
key_of(const char **at)
{
	static const struct {
		const char *name;
		int32_t key;
	} names[] = {
		{"<Enter>", '\n'}, {"<Esc>", 27}, {"<Tab>", '\t'},
		{"<Up>", UI_KEY_UP}, {"<Down>", UI_KEY_DOWN}, {"<Space>", ' '},
	};
	int32_t cp;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strncmp(*at, names[i].name, strlen(names[i].name)) == 0) {
			*at += strlen(names[i].name);
			return names[i].key;
		}
	*at += text_next(*at, strlen(*at), &cp);
	return cp;
}

static void
show(struct work *w, const char *line)
{
	struct str text;

	if (getenv("WORK_SCREENS") == NULL)
		return;
	str_init(&text);
	frame_dump(&w->frame, &text);
	printf("== %s\n%s", line, text.s);
	str_release(&text);
}

static void
press_keys(struct work *w, const char *keys)
{
	while (*keys != '\0') {
		struct ui_request request;

		desk_wake(&w->desk);
		request = ui_key(&w->desk.ui, key_of(&keys));
		desk_do(&w->desk, &request);
		turn(w);
		now += 200;
		w->keys++;
	}
	turn(w);
}

static void
look(struct work *w, const char *line, const char *text, bool wanted)
{
	struct str screen;

	turn(w);
	str_init(&screen);
	frame_dump(&w->frame, &screen);
	ck_assert_msg((strstr(screen.s, text) != NULL) == wanted,
	    "%s\n%s", line, screen.s);
	str_release(&screen);
}

/* The script. */

/* The first time after the present that clocks show HH:MM:SS. */
static int64_t
time_of(const char *line)
{
	int h, m, s;
	int64_t day = INT64_C(1795302000000); /* midnight */
	int64_t t;

	ck_assert_msg(sscanf(line, "%d:%d:%d", &h, &m, &s) == 3, "%s", line);
	t = day + ((h * 60 + m) * 60 + s) * INT64_C(1000);
	return h >= 12 ? t - MS_DAY : t;
}

static void
do_line(struct work *w, char *line)
{
	char what[8], topic[64];
	int at = 0;

	ck_assert_msg(time_of(line) >= now - 5000, "too late: %s", line);
	pass_time(w, time_of(line));
	ck_assert_msg(sscanf(line + 8, " %7s %n", what, &at) == 1, "%s", line);
	if (strcmp(what, "sensor") == 0) {
		char *rest = line + 8 + at;

		sscanf(rest, "%63s", topic);
		rest += strlen(topic);
		append(w, topic, rest + strspn(rest, " "));
		turn(w);
	} else if (strcmp(what, "keys") == 0) {
		press_keys(w, line + 8 + at);
		show(w, line);
	} else if (strcmp(what, "see") == 0 || strcmp(what, "not") == 0) {
		look(w, line, line + 8 + at, what[0] == 's');
	} else {
		ck_abort_msg("%s", line);
	}
}

static void
run_script(struct work *w, const char *name)
{
	char *path = path_of(name), *text = read_text(path), *line, *next;

	for (line = text; line != NULL && *line != '\0'; line = next) {
		next = strchr(line, '\n');
		if (next != NULL)
			*next++ = '\0';
		if (line[0] != '#' && line[0] != '\0')
			do_line(w, line);
	}
	free(text);
	free(path);
}

/* Around it. */

static void
open_work(struct work *w)
{
	static const char *const staff[] = {"KM", "AB"};
	struct faults faults = {0};
	const struct staff_stamp stamp = {now, "root", 1000};
	char *conf = path_of("../data/work.conf"), *text = read_text(conf);
	bool held;
	FILE *to;

	*w = (struct work){.folder = "/tmp/check_work.XXXXXX"};
	ck_assert_ptr_nonnull(mkdtemp(w->folder));
	w->path = xasprintf("%s/natvagt.conf", w->folder);
	to = fopen(w->path, "w");
	fprintf(to, "journal = \"%s/n.db\";\n%s", w->folder, text);
	fclose(to);
	free(text);
	free(conf);
	w->conf = conf_load(w->path, CONF_WITHOUT_SECRETS, &faults);
	if (w->conf == NULL)
		faults_tell(&faults, stderr);
	ck_assert_ptr_nonnull(w->conf);
	w->lock = journal_lock(w->conf->journal, &held, &err);
	ck_assert_msg(w->lock >= 0, "%s", err.text);
	w->journal = journal_open(w->conf->journal, JOURNAL_CREATE, &err);
	ck_assert_msg(w->journal != NULL, "%s", err.text);
	fold_init(&w->fold, w->journal, on_event, w);
	begin_segment(w);
	for (int i = 0; i < 2; i++)
		ck_assert_msg(staff_add(w->journal, staff[i], NULL, &stamp,
		    &err) == 0, "%s", err.text);
	ck_assert(fold_news(&w->fold, &err) == 0);
	desk_init(&w->desk, w->conf, w->path, "");
	w->desk.ui.theme = theme_next(NULL);
	frame_init(&w->frame, ROWS, COLS);
	turn(w);
}

static void
end_work(struct work *w)
{
	char *clean = xasprintf("rm -r '%s'", w->folder);

	desk_release(&w->desk);
	frame_release(&w->frame);
	fold_release(&w->fold);
	journal_close(w->journal);
	conf_free(w->conf);
	close(w->lock);
	free(w->path);
	ck_assert_int_eq(system(clean), 0);
	free(clean);
}

static void
check_sheet(struct work *w, const char *name)
{
	char *path = path_of(name), *wanted;
	struct shift shift;
	struct sheet sheet;
	struct str text;
	FILE *to;

	ck_assert_msg(shift_read(&shift, w->journal, w->conf, NULL,
	    &err) == 1, "%s", err.text);
	sheet_make(&sheet, &shift, w->conf, now);
	str_init(&text);
	sheet_text(&sheet, 80, false, &text);
	if (getenv("NATVAGT_SCREENS") != NULL) {
		to = fopen(path, "w");
		fputs(text.s, to);
		fclose(to);
	}
	wanted = read_text(path);
	if (strcmp(text.s, wanted) != 0)
		printf("%s", text.s);
	ck_assert_msg(strcmp(text.s, wanted) == 0, "that is not %s", name);
	free(wanted);
	free(path);
	str_release(&text);
	sheet_release(&sheet);
	shift_release(&shift);
}

START_TEST(eight_hours_by_keys_alone)
{
	static struct work w;
	int made = 0;

	speak("da");
	open_work(&w);
	run_script(&w, "../data/work.script");
	ck_assert_int_eq(w.alerts, 12);
	for (int32_t i = 0; i < w.conf->house->nround; i++)
		made += round_seen(w.fold.world, i) != NULL;
	ck_assert_int_eq(w.conf->house->nround, 9);
	ck_assert_int_eq(made, 8); /* one is missed */
	check_sheet(&w, "../data/work.sheet");
	end_work(&w);
}
END_TEST

/* ---- what was moved on while it was being saved ---- */

static void
ask_only(struct work *w, int32_t key)
{
	struct ui_request request;

	desk_wake(&w->desk);
	request = ui_key(&w->desk.ui, key);
	desk_do(&w->desk, &request);
}

/* The first key goes into the journal after the alert has grown louder. */
static void
ask_too_late(struct work *w, int32_t key)
{
	ask_only(w, key);
	now += 2 * MS_SECOND;
	append(w, OWN_PREFIX "tick", "{}");
	turn(w);
}

static const struct alert *
alert_of(const struct work *w, uint32_t number)
{
	int32_t i = world_find_alert(w->fold.world, number);

	ck_assert_int_ge(i, 0);
	return world_alert(w->fold.world, i);
}

/* A call that is a second from its next level, and KM, who is told so. */
static void
open_call(struct work *w)
{
	speak("da");
	open_work(w);
	press_keys(w, "ikm<Enter>");
	append(w, "call/101", "press");
	turn(w);
	pass_time(w, now + 59 * MS_SECOND);
	turn(w);
}

START_TEST(an_outcome_is_saved_whole_or_not)
{
	static struct work w;

	open_call(&w);
	press_keys(&w, "<Tab>c");
	ask_too_late(&w, '1');
	look(&w, "c1", "101: hvordan det gik, blev IKKE gemt", true);
	look(&w, "c1", "På vej", false);
	ck_assert_int_eq(alert_of(&w, 1)->level, 1);
	ck_assert(alert_is_waiting(alert_of(&w, 1)));
	press_keys(&w, "c1");
	look(&w, "c1", "101 er afsluttet: hjulpet", true);
	ck_assert_int_eq(alert_of(&w, 1)->outcome, 1);
	end_work(&w);
}
END_TEST

START_TEST(taking_means_the_alert_all_the_same)
{
	static struct work w;

	open_call(&w);
	ask_only(&w, 'a');
	ask_too_late(&w, 'a');
	look(&w, "aa", "På vej til 101", true);
	ck_assert_int_eq(alert_of(&w, 1)->state, ALERT_TAKEN);
	/* Let go of, and taken once more. */
	press_keys(&w, "u");
	ck_assert(alert_is_waiting(alert_of(&w, 1)));
	pass_time(&w, now + 59 * MS_SECOND);
	turn(&w);
	ask_too_late(&w, 'a');
	ck_assert_int_eq(alert_of(&w, 1)->level, 2);
	ck_assert_int_eq(alert_of(&w, 1)->state, ALERT_TAKEN);
	ck_assert_str_eq(alert_of(&w, 1)->by, "KM");
	end_work(&w);
}
END_TEST

/* Signed in or not, nobody else was first, and the log has it once. */
START_TEST(a_second_key_is_no_news)
{
	static struct work w;
	int64_t entries;

	open_call(&w);
	entries = ui_log_count(&w.desk.log);
	ask_only(&w, 'a');
	ask_only(&w, 'a');
	turn(&w);
	look(&w, "aa", "På vej til 101", true);
	ck_assert_int_eq(ui_log_count(&w.desk.log), entries + 1);
	press_keys(&w, "i<Enter>");
	append(&w, "call/103", "press");
	turn(&w);
	ask_only(&w, 'a');
	ask_only(&w, 'a');
	turn(&w);
	look(&w, "aa", "På vej til 103", true);
	end_work(&w);
}
END_TEST

/* A journal that is locked for long: each key is saved, or said not to be. */
START_TEST(what_cannot_wait_is_said)
{
	static struct work w;

	open_call(&w);
	ck_assert(journal_begin(w.journal, 0, &err) == 0);
	for (int i = 0; i < OUTBOX_MAX; i++)
		ask_only(&w, 'a');
	desk_wake(&w.desk);
	desk_turn(&w.desk);
	ck_assert_str_eq(w.desk.ui.notice, "gemmer …");
	ask_only(&w, 'a');
	now += 5999;
	desk_wake(&w.desk);
	desk_turn(&w.desk);
	ck_assert_ptr_nonnull(strstr(w.desk.ui.notice, "IKKE gjort"));
	now += 2;
	desk_wake(&w.desk);
	desk_turn(&w.desk);
	ck_assert_str_eq(w.desk.ui.notice, "gemmer …");
	journal_rollback(w.journal);
	turn(&w);
	look(&w, "a", "På vej til 101", true);
	end_work(&w);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("work");
	TCase *tcase = tcase_create("work");
	SRunner *runner;
	int failed;

	tcase_add_test(tcase, eight_hours_by_keys_alone);
	tcase_add_test(tcase, an_outcome_is_saved_whole_or_not);
	tcase_add_test(tcase, taking_means_the_alert_all_the_same);
	tcase_add_test(tcase, a_second_key_is_no_news);
	tcase_add_test(tcase, what_cannot_wait_is_said);
	tcase_set_timeout(tcase, 300);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
