/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pages of lines and looking for something, by keys alone, on the house of
 * the golden screens.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "check_run.h"
#include "read/conf.h"
#include "read/recording.h"
#include "ui/devices.h"
#include "ui/find.h"
#include "ui/frame.h"
#include "ui/lines.h"
#include "ui/list.h"
#include "ui/pages.h"
#include "ui/tty.h"
#include "ui/ui.h"

enum { ESC = 27 };

/* 22 November 2026, 02:21 in Copenhagen. */
#define NOW INT64_C(1795310460000)

static struct home {
	struct conf *conf;
	struct recording *recording;
	struct ui_log log;
	struct ui ui;
} home;

static char *
path_of(const char *name)
{
	const char *dir = getenv("srcdir");

	return xasprintf("%s/tests/screens/%s", dir != NULL ? dir : ".", name);
}

static void
look(void)
{
	struct frame frame;

	frame_init(&frame, 24, 80);
	ui_view(&home.ui, &frame);
	frame_release(&frame);
}

static void
begin(void)
{
	struct faults faults = {0};
	char *conf = path_of("house.conf"), *night = path_of("birken.night");
	struct err err;

	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("LANGUAGE", "en", 1);
	tty_locale("en", "");
	home = (struct home){0};
	home.conf = conf_load(conf, CONF_WITHOUT_SECRETS, &faults);
	faults_release(&faults);
	ck_assert_ptr_nonnull(home.conf);
	home.recording = recording_open(night, home.conf, GUARD_RECORDED,
	    true, NULL, NULL, &err);
	ck_assert_msg(home.recording != NULL, "%s", err.text);
	recording_survey(home.recording, 16, 8);
	recording_seek(home.recording, NOW, ui_log_event, ui_log_truncate,
	    &home.log);
	ui_init(&home.ui);
	home.ui.conf = home.conf;
	home.ui.world = recording_world(home.recording);
	home.ui.log = &home.log;
	home.ui.now = home.ui.heartbeat = NOW;
	home.ui.broker = true;
	strcpy(home.ui.by, "KM");
	look();
	free(conf);
	free(night);
}

static void
end(void)
{
	ui_log_release(&home.log);
	recording_free(home.recording);
	conf_free(home.conf);
}

static struct ui_request
press(int32_t key)
{
	struct ui_request r = ui_key(&home.ui, key);

	look();
	return r;
}

static void
type(const char *text)
{
	size_t n = strlen(text);
	int32_t cp;

	for (size_t i = 0; i < n;) {
		i += text_next(text + i, n - i, &cp);
		press(cp);
	}
}

/* What is chosen on the board. */
static void
chosen(const char *rule, const char *place)
{
	const struct house *house = home.conf->house;
	const struct ui *ui = &home.ui;

	if (rule != NULL) {
		ck_assert_int_ge(ui->instance, 0);
		ck_assert_str_eq(house->rule[house->instance[
		    ui->instance].rule].id, rule);
	} else {
		ck_assert_int_eq(ui->instance, -1);
	}
	if (place == NULL)
		ck_assert_int_eq(ui->place, -1);
	else
		ck_assert_str_eq(house->place[ui->place].id, place);
}

/* The selected line, with all that is looked through. */
static void
at_line(const char *want)
{
	struct lines lines;
	struct str words;

	lines_make(&lines, &home.ui);
	ck_assert_int_ge(lines_at(&lines, &home.ui), 0);
	str_init(&words);
	lines_words(&home.ui, lines.v[lines_at(&lines, &home.ui)], &words);
	ck_assert_msg(strstr(words.s, want) != NULL, "'%s' is not in '%s'",
	    want, words.s);
	str_release(&words);
	lines_release(&lines);
}

/* ---- on the board ---- */

START_TEST(find_by_what_it_is_called)
{
	static const struct {
		const char *text, *rule, *place;
	} row[] = {
		{"kald", "call", NULL}, {"104", "call", NULL},
		{"OUT-AT", "out-at-night", NULL}, {"KØK", "kitchen", NULL},
		{"102", NULL, "102"}, {"b1", NULL, "201"},
		{"a3", NULL, "103"}, {"Gang", NULL, "corridor"},
		{"101.ba", NULL, "101"}, {"call-202", NULL, "202"},
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		begin();
		press('/');
		type(row[i].text);
		chosen(row[i].rule, row[i].place);
		press(ESC);
		chosen(NULL, NULL);
		end();
	}
}
END_TEST

START_TEST(each_letter_counts_from_the_beginning)
{
	begin();
	press('\t');
	chosen("call", NULL);
	press('/');
	type("20");
	chosen(NULL, "201");
	ck_assert_int_eq(home.ui.plan, 1);
	type("2");
	chosen(NULL, "202");
	press(UI_KEY_BACKSPACE);
	chosen(NULL, "201");
	type("x"); /* nothing: as it was */
	chosen("call", NULL);
	ck_assert_int_eq(home.ui.plan, 0);
	press('\n');
	ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
	ck_assert_str_ne(home.ui.notice, "");
	chosen("call", NULL);
	end();
}
END_TEST

START_TEST(esc_leaves_all_as_it_was)
{
	begin();
	press('2');
	press('\t');
	press('\n');
	ck_assert_int_eq(home.ui.page, UI_PAGE_DETAIL);
	chosen("call", NULL);
	press('/');
	type("gang");
	chosen(NULL, "corridor");
	press(ESC);
	ck_assert_int_eq(home.ui.page, UI_PAGE_DETAIL);
	chosen("call", NULL);
	/* From nothing chosen back to nothing chosen. */
	press(ESC);
	press(ESC);
	press('/');
	type("202");
	press(ESC);
	chosen(NULL, NULL);
	ck_assert_int_eq(home.ui.plan, 0);
	end();
}
END_TEST

START_TEST(on_and_back_among_the_found)
{
	begin();
	press(',');
	ck_assert_str_ne(home.ui.notice, ""); /* nothing looked for yet */
	press('/');
	type("10");
	chosen("call", NULL); /* of 104 */
	press(UI_KEY_DOWN);
	chosen("out-at-night", NULL);
	press('\t');
	chosen(NULL, "101");
	press(UI_KEY_UP);
	chosen("out-at-night", NULL);
	press('\n');
	press(',');
	chosen(NULL, "101");
	press(';');
	press(';');
	chosen("call", NULL);
	press(';'); /* around: the last is a device of 104 */
	chosen(NULL, "104");
	press(',');
	chosen("call", NULL);
	end();
}
END_TEST

START_TEST(a_device_leads_to_its_line)
{
	begin();
	press('/');
	type("bed-103");
	press('\n');
	ck_assert_int_eq(home.ui.page, UI_PAGE_DEVICES);
	at_line("bed-103");
	press('\n');
	ck_assert_int_eq(home.ui.page, UI_PAGE_DETAIL);
	chosen(NULL, "103");
	press(ESC);
	ck_assert_int_eq(home.ui.page, UI_PAGE_DEVICES);
	press(ESC);
	ck_assert_int_eq(home.ui.page, UI_PAGE_PLAN);
	end();
}
END_TEST

/* ---- the log ---- */

START_TEST(log_stands_still_while_read)
{
	const struct event e = {.t = NOW, .what = EVENT_NOTED, .place = -1,
	    .instance = -1, .device = -1, .kind = MESSAGE_START};

	begin();
	press('l');
	at_line("refused");
	press(UI_KEY_UP);
	at_line("taken by KM");
	ui_log_event(&home.log, &e);
	look();
	at_line("taken by KM");
	press(UI_KEY_END);
	at_line("The watch has begun");
	ui_log_event(&home.log, &e); /* at its end it follows */
	home.log.v[home.log.n - 1].event.kind = MESSAGE_BROKER;
	at_line("There is no connection");
	press(UI_KEY_HOME);
	at_line("23:00:00  102");
	press(UI_KEY_PAGE_DOWN);
	press(UI_KEY_PAGE_UP);
	at_line("23:00:00  102");
	end();
}
END_TEST

/* Half of it is forgotten: the line stays what it was, or is the oldest. */
START_TEST(log_forgets_from_its_beginning)
{
	struct event e = {.t = NOW, .what = EVENT_NOTED, .place = -1,
	    .instance = -1, .device = -1, .kind = MESSAGE_CLOCK};

	begin();
	for (e.step = 1; home.log.n < UI_LOG_MAX; e.step++)
		ui_log_event(&home.log, &e);
	press('l');
	press(UI_KEY_UP);
	ck_assert_int_eq(home.ui.pages.line, UI_LOG_MAX - 2);
	ui_log_event(&home.log, &e);
	ck_assert_int_eq(home.log.forgotten, UI_LOG_MAX / 2);
	ck_assert_int_eq(home.log.n, UI_LOG_MAX / 2 + 1);
	look();
	ck_assert_int_eq(lines_entry(&home.ui,
	    home.ui.pages.line)->event.step, e.step - 2);
	press(UI_KEY_HOME);
	ck_assert_int_eq(home.ui.pages.line, UI_LOG_MAX / 2);
	while (home.log.forgotten < UI_LOG_MAX)
		ui_log_event(&home.log, &e);
	press(UI_KEY_UP);
	ck_assert_int_eq(home.ui.pages.line, UI_LOG_MAX);
	ui_log_truncate(&home.log, INT64_MIN);
	ck_assert_int_eq(home.log.forgotten, 0);
	look();
	press('\n');
	end();
}
END_TEST

static int
count_lines(void)
{
	struct lines lines;
	int n;

	lines_make(&lines, &home.ui);
	n = lines.n;
	ck_assert_int_eq(n + lines.hidden, (int)home.log.n);
	lines_release(&lines);
	return n;
}

START_TEST(log_by_kind_and_by_room)
{
	int all, kinds = 0;

	begin();
	press('l');
	all = count_lines();
	press('f');
	kinds += count_lines(); /* alerts */
	press('f');
	kinds += count_lines(); /* statuses */
	press('f');
	ck_assert_int_eq(count_lines(), 5); /* staff */
	at_line("refused");
	press('f');
	kinds += count_lines(); /* technical */
	at_line("bed-103: silent");
	press('w');
	ck_assert_int_eq(count_lines(), 1);
	press('f');
	ck_assert_int_eq(kinds, all);
	ck_assert_int_eq(count_lines(), 3); /* all of 103's */
	press('w');
	ck_assert_int_eq(count_lines(), all);
	end();
}
END_TEST

START_TEST(log_finds_lines)
{
	begin();
	press('l');
	press('/');
	type("KØKKEN");
	at_line("Uro i køkkenet");
	press('\n');
	press(',');
	at_line("Stille → Bevægelse");
	press(';');
	at_line("Uro i køkkenet");
	press('/');
	type("badet");
	at_line("På badet → Sover"); /* from the line on, around the end */
	press(ESC);
	at_line("Uro i køkkenet");
	end();
}
END_TEST

START_TEST(log_leads_to_the_alert_or_the_room)
{
	struct ui_request r;

	begin();
	press('l');
	r = press('\n');
	ck_assert_int_eq(r.what, UI_DO_REDRAW);
	ck_assert_int_eq(home.ui.page, UI_PAGE_DETAIL);
	chosen("call", NULL);
	press(ESC);
	ck_assert_int_eq(home.ui.page, UI_PAGE_LOG);
	press('/');
	type("201");
	press('\n');
	press('\n');
	ck_assert_int_eq(home.ui.page, UI_PAGE_DETAIL);
	chosen(NULL, "201");
	ck_assert_int_eq(home.ui.plan, 1);
	end();
}
END_TEST

START_TEST(log_of_a_recording_leads_to_the_moment)
{
	struct ui_request r;

	begin();
	home.ui.read_only = true;
	home.ui.replay.transport.from = recording_from(home.recording);
	home.ui.replay.transport.to = recording_to(home.recording);
	press('l');
	press('/');
	type("02:17:10");
	press('\n');
	at_line("Gang");
	r = press('\n');
	ck_assert_int_eq(r.what, UI_DO_GOTO);
	ck_assert_int_eq(r.ms, NOW - 230 * MS_SECOND);
	ck_assert_int_eq(home.ui.page, UI_PAGE_PLAN);
	chosen(NULL, "corridor");
	end();
}
END_TEST

/* ---- the alerts ---- */

static void
listed(const char *want)
{
	const struct house *house = home.conf->house;
	struct list list;
	struct str rules;

	list_make(&list, &home.ui);
	list_show(&list, &home.ui);
	str_init(&rules);
	for (int i = 0; i < list.n; i++)
		str_addf(&rules, "%s ", house->rule[house->instance[
		    list.v[i]].rule].id);
	ck_assert_str_eq(rules.s, want);
	str_release(&rules);
	list_release(&list);
}

START_TEST(alerts_filtered_and_sorted)
{
	begin();
	listed("call out-at-night kitchen ");
	press('f'); /* waiting */
	listed("out-at-night kitchen ");
	press('f'); /* KM's */
	listed("call ");
	strcpy(home.ui.by, "LP");
	listed("");
	/* Taking means the most urgent of all, filter or not; and it shows. */
	ck_assert_int_eq(press('a').what, UI_DO_ACTION);
	listed("out-at-night ");
	press(ESC);
	press('f'); /* technical */
	listed("");
	press('f');
	press('o'); /* the newest first */
	listed("out-at-night call kitchen ");
	press(UI_KEY_DOWN);
	chosen("out-at-night", NULL);
	press(UI_KEY_DOWN);
	chosen("call", NULL);
	press('o'); /* by room */
	listed("out-at-night call kitchen ");
	press('o');
	listed("call out-at-night kitchen ");
	end();
}
END_TEST

START_TEST(no_filter_hides_a_high_alert_that_waits)
{
	begin();
	recording_seek(home.recording, NOW - 40 * MS_SECOND, ui_log_event,
	    ui_log_truncate, &home.log); /* the call is not yet taken */
	home.ui.world = recording_world(home.recording);
	press('f');
	press('f');
	listed("call ");
	end();
}
END_TEST

/* ---- the devices ---- */

START_TEST(devices_by_worry)
{
	struct device_line *line;
	const char *first;

	begin();
	line = devices_lines(&home.ui);
	first = home.conf->house->device[line[0].device].id;
	ck_assert_str_eq(first, "bed-103");
	ck_assert_int_eq(line[0].worry, WORRY_GONE);
	ck_assert_int_eq(line[0].since, NOW - (171 * 60) * MS_SECOND + 1);
	ck_assert_int_eq(line[0].battery, LEVEL_NONE);
	ck_assert_int_eq(line[1].worry, WORRY_NONE);
	free(line);
	/* Its room's line is the first to be seen. */
	press('/');
	type("104");
	press('\n');
	press('d');
	at_line("bed-104");
	press('w');
	press(UI_KEY_DOWN);
	at_line("call-104");
	press(UI_KEY_DOWN);
	at_line("call-104");
	end();
}
END_TEST

/* ---- the table ---- */

/* A list has all that keys ask of its lines, and no page is two things. */
START_TEST(every_page_is_a_row)
{
	begin();
	press('?');
	look();
	ck_assert_int_gt(home.ui.shape.over, 0);
	for (int i = UI_PAGE_PLAN; i <= UI_PAGE_COMPARE; i++) {
		const struct page_kind *page;
		struct lines lines;

		home.ui.page = (enum ui_page)i;
		page = pages_shown(&home.ui);
		ck_assert_msg(page->text == NULL || page->list == NULL,
		    "page %d", i);
		ck_assert_int_eq(page->list != NULL, page->fill != NULL &&
		    page->line != NULL && page->words != NULL);
		ck_assert_int_eq(page->text == NULL && page->list == NULL,
		    i == UI_PAGE_PLAN);
		lines_make(&lines, &home.ui);
		for (int k = 0; k < lines.n; k++)
			ck_assert_int_lt(page->line(&home.ui,
			    lines.v[k]).place, home.conf->house->nplace);
		lines_release(&lines);
	}
	end();
}
END_TEST

/* What a frame tells back is where it stands: the next is the same. */
START_TEST(a_frame_drawn_again_is_the_same)
{
	begin();
	press('?');
	look();
	press(UI_KEY_END);
	ck_assert_int_eq(home.ui.shape.scroll, home.ui.shape.over);
	for (int i = 0; i < 2; i++) {
		look();
		ck_assert_int_gt(home.ui.shape.over, 0);
		ck_assert_int_eq(home.ui.shape.scroll, home.ui.shape.over);
	}
	/* On a page that is shorter nothing is left above the screen. */
	press(ESC);
	look();
	ck_assert_int_eq(home.ui.shape.over, 0);
	ck_assert_int_eq(home.ui.shape.scroll, 0);
	end();
}
END_TEST

CHECK_MAIN("pages", every_page_is_a_row, a_frame_drawn_again_is_the_same,
    find_by_what_it_is_called,
    each_letter_counts_from_the_beginning, esc_leaves_all_as_it_was,
    on_and_back_among_the_found, a_device_leads_to_its_line,
    log_stands_still_while_read, log_forgets_from_its_beginning,
    log_by_kind_and_by_room, log_finds_lines,
    log_leads_to_the_alert_or_the_room,
    log_of_a_recording_leads_to_the_moment, alerts_filtered_and_sorted,
    no_filter_hides_a_high_alert_that_waits, devices_by_worry)
