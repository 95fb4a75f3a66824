/* SPDX-License-Identifier: Apache-2.0 */
/* The handover: golden sheets (tests/data/sheet-*), of a night in a journal. */
#include "fold/shift.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include <check.h>

#include <sqlite3.h>

#include "base/mem.h"
#include "base/text.h"
#include "check_run.h"
#include "hole.h"
#include "home.h"
#include "shift_night.h"
#include "ui/linear.h"
#include "ui/sheet.h"

static struct night_of night;
static struct err err;

static void
read_shift(struct shift *shift, const char *name)
{
	ck_assert_msg(shift_read(shift, night.journal, night.conf, name, &err)
	    == 1, "%s", err.text);
}

enum form { TEXT, ASCII, HTML, LINES, JSON };

static char *
sheet_of(const char *name, int64_t now, enum form form, const char *language)
{
	struct shift shift;
	struct sheet sheet;
	struct str out;

	speak(language);
	read_shift(&shift, name);
	str_init(&out);
	sheet_make(&sheet, &shift, night.conf, now);
	if (form == JSON)
		shift_json(&shift, &out);
	else if (form == HTML)
		sheet_html(&sheet, language, &out);
	else if (form == LINES)
		sheet_lines(&sheet, &out);
	else
		sheet_text(&sheet, 80, form == ASCII, &out);
	sheet_release(&sheet);
	shift_release(&shift);
	return out.s;
}

/* NATVAGT_SCREENS=write writes it anew. */
static void
is_golden(const char *name, const char *came)
{
	const char *dir = getenv("srcdir"), *how = getenv("NATVAGT_SCREENS");
	char *path = xasprintf("%s/tests/data/sheet-%s", dir != NULL ? dir :
	    ".", name), *wanted;

	if (how != NULL && strcmp(how, "write") == 0) {
		FILE *to = fopen(path, "w");

		ck_assert_ptr_nonnull(to);
		fputs(came, to);
		ck_assert_int_eq(fclose(to), 0);
	}
	wanted = read_text(path);
	ck_assert_str_eq(came, wanted);
	free(wanted);
	free(path);
}

static void
fits(const char *text, int columns)
{
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");
		char *line = xstrndup(text, n);

		ck_assert_msg(text_width(line) <= columns, "'%s'", line);
		ck_assert_msg(text_is_clean(line, n), "'%s'", line);
		free(line);
		text += n + (text[n] == '\n');
	}
}

static void
begin(void)
{
	night_open(&night);
	night_work(&night);
}

static void
golden(const char *name, enum form form, const char *language)
{
	char *text;

	begin();
	text = sheet_of(NULL, NIGHT(7, 0), form, language);
	if (form == TEXT || form == ASCII)
		fits(text, 80);
	for (const char *s = text; form == ASCII && *s != '\0'; s++)
		ck_assert_int_lt((unsigned char)*s, 128);
	is_golden(name, text);
	free(text);
	night_close(&night);
}

START_TEST(the_sheet_in_english)
{
	golden("en.txt", TEXT, "en");
	golden("en.html", HTML, "en");
	golden("en.lines", LINES, "en");
	golden("en.json", JSON, "en");
}
END_TEST

START_TEST(the_sheet_in_danish)
{
#ifdef ENABLE_NLS
	golden("da.txt", TEXT, "da");
	golden("da-ascii.txt", ASCII, "da");
	golden("da.html", HTML, "da");
#endif
}
END_TEST

/* ---- what a golden sheet does not show ---- */

static void
says(const char *text, const char *what)
{
	ck_assert_msg(strstr(text, what) != NULL, "'%s' is not in:\n%s", what,
	    text);
}

static void
says_not(const char *text, const char *what)
{
	ck_assert_msg(strstr(text, what) == NULL, "'%s' is in:\n%s", what,
	    text);
}

/* What calls to the room in its place is over: nothing else tells of it. */
START_TEST(an_alert_without_a_rule)
{
	char *text;

	begin();
	text = sheet_of(NULL, NIGHT(7, 0), LINES, "en");
	says_not(text, "Urolig, since 01:40");
	says(text, "01:40 Urolig, not followed any more: another alert here is"
	    " open\n");
	free(text);
	night_add(&night, NIGHT(7, 0), "pir/106", "0");
	text = sheet_of(NULL, NIGHT(7, 0), LINES, "en");
	says(text, "106 (A6): Urolig, since 01:40, NEW, not followed any more:"
	    " see for yourselves\n");
	says(text, "01:40 Urolig, not followed any more\n");
	free(text);
	night_close(&night);
}
END_TEST

/* Its last rows are of the noon that follows; rounds are its own all the same. */
START_TEST(a_night_that_is_over)
{
	char *text;

	begin();
	night_add(&night, NIGHT(9, 5), OWN_PREFIX "action", "{\"do\":\"visit\","
	    "\"place\":\"103\",\"how\":\"entered\",\"by\":\"LN\"}");
	night_segment(&night, NIGHT(12, 0), night.other, "noon");
	night_add(&night, NIGHT(12, 29), OWN_PREFIX "tick", "{}");
	text = sheet_of("2026-11-21", NIGHT(14, 0), LINES, "en");
	says(text, "night Sat 21 Nov – Sun 22 Nov\n");
	says(text, "\n3 seen to, 1 left in peace, 3 not seen to.");
	says_not(text, "has not watched");
	free(text);
	/* The next one's, of which nothing is due yet. */
	text = sheet_of(NULL, NIGHT(12, 29), LINES, "en");
	says(text, "night Sun 22 Nov – Mon 23 Nov\n");
	says(text, "105 (A5): Kald, since Sat 21 Nov 11:50, NEW");
	says(text, "\n104 (A4)\n");
	says(text, "Sun 22 Nov 05:00 Ude af boligen");
	says_not(text, "Rounds");
	says(text, "Alerts: 0 high, 0 medium, 0 low\n");
	says(text, "\nNobody signed in.\n");
	free(text);
	night_close(&night);
}
END_TEST

START_TEST(nothing_has_happened)
{
	char *text;

	night_open(&night);
	night_segment(&night, NIGHT(-1, 30), night.conf, "start");
	night_add(&night, NIGHT(-1, 30), "bed/103", "1");
	night_add(&night, NIGHT(-1, 30), "bed/107", "1");
	night_add(&night, NIGHT(2, 59), OWN_PREFIX "tick", "{}");
	text = sheet_of(NULL, NIGHT(2, 59), LINES, "en");
	/* Where no status has a sensor the screen sees nobody either. */
	says(text, "\nCannot be seen: 101 (A1), 102 (A2), 104 (A4), 105 (A5),"
	    " 106 (A6)\n");
	says(text, "\nUndisturbed\n103, 107\n");
	says(text, "\nNothing failed.\n");
	says(text, "\nNobody signed in.\n");
	/* 23:00 was before the journal; 00:00 was not. */
	says(text, "\nStill to be done: 00:00 101 (A1)\n");
	says_not(text, "23:00");
	free(text);
	night_close(&night);
}
END_TEST

/* What is undone is the round's visit, though somebody has been there since. */
START_TEST(an_undone_visit_is_its_rounds)
{
	struct shift shift;
	char *text;

	night_open(&night);
	night_segment(&night, NIGHT(-1, 30), night.conf, "start");
	night_add(&night, NIGHT(0, 5), OWN_PREFIX "action", "{\"do\":\"visit\","
	    "\"place\":\"101\",\"how\":\"skipped\",\"at\":\"00:00\"}");
	night_add(&night, NIGHT(0, 5) + 1, OWN_PREFIX "action", "{\"do\":"
	    "\"visit\",\"place\":\"101\",\"how\":\"entered\"}");
	night_add(&night, NIGHT(0, 6), OWN_PREFIX "action", "{\"do\":\"visit\","
	    "\"place\":\"101\",\"how\":\"undone\",\"at\":\"00:00\"}");
	read_shift(&shift, NULL);
	ck_assert_uint_eq(shift.visit.n, 1);
	ck_assert_int_eq(shift.visit.v[0].how, VISIT_ENTERED);
	ck_assert_ptr_null(shift.visit.v[0].place);
	ck_assert(shift_is_disturbed(&shift, shift.visit.v[0].room));
	shift_release(&shift);
	text = sheet_of(NULL, NIGHT(0, 6), LINES, "en");
	says(text, "\n0 seen to, 0 left in peace, 0 not seen to. 1 is still to be"
	    " done. And 1 visit that was not planned.\n");
	says(text, "\nStill to be done: 00:00 101 (A1)\n");
	free(text);
	night_close(&night);
}
END_TEST

/* To the millisecond: a round is due, late, and then not made. */
START_TEST(a_round_is_late_first)
{
	struct shift shift;
	int64_t late;

	night_open(&night);
	night_segment(&night, NIGHT(-1, 30), night.conf, "start");
	late = NIGHT(0, 0) + night.conf->house->round[0].late_after;
	night_add(&night, late - 1, OWN_PREFIX "tick", "{}");
	for (int missed = 0; missed < 2; missed++) {
		int n = 0;

		read_shift(&shift, NULL);
		for (size_t i = 0; i < shift.round.n; i++) {
			ck_assert(i == 0 || shift.round.v[i].due >=
			    shift.round.v[i - 1].due);
			n += shift_is_missed(&shift, &shift.round.v[i]);
		}
		ck_assert_int_eq(n, missed);
		shift_release(&shift);
		night_add(&night, late, OWN_PREFIX "tick", "{}");
	}
	night_close(&night);
}
END_TEST

/* The broker went away before the night and is back, and away again. */
START_TEST(away_over_the_noon)
{
	struct shift shift;
	char *text;

	night_open(&night);
	night_segment(&night, NIGHT(-13, 0), night.conf, "start");
	night_add(&night, NIGHT(-13, 1), "bed/103", "1");
	night_add(&night, NIGHT(-13, 30), OWN_PREFIX "broker",
	    "{\"connected\":false}");
	night_segment(&night, NIGHT(-12, 0), night.conf, "noon");
	night_add(&night, NIGHT(-12, 10), OWN_PREFIX "broker",
	    "{\"connected\":true}");
	night_add(&night, NIGHT(-12, 11), "bed/103", "1");
	night_add(&night, NIGHT(3, 0), OWN_PREFIX "broker",
	    "{\"connected\":false}");
	night_segment(&night, NIGHT(3, 10), night.other, "reload");
	night_add(&night, NIGHT(4, 0), OWN_PREFIX "tick", "{}");
	read_shift(&shift, NULL);
	ck_assert_int_eq(shift.away.n, 2);
	ck_assert_int_eq(shift.away.v[0].t, NIGHT(-13, 30));
	ck_assert_int_eq(shift.away.v[0].t2, NIGHT(-12, 10));
	ck_assert_int_eq(shift.away.v[1].t, NIGHT(3, 0));
	ck_assert_int_eq(shift.away.v[1].t2, 0);
	shift_release(&shift);
	text = sheet_of(NULL, NIGHT(5, 0), LINES, "en");
	says(text, "sensors from Sat 21 Nov 11:30, for 40 min\n");
	says(text, "sensors since 03:00\n");
	says(text, "\nnatvagt has not watched since 04:00.\n");
	says(text, ", 103 (A3) since 18:11, 104 (A4), 105 (A5), 106 (A6), 107"
	    " (A7)\n");
	says_not(text, "Undisturbed");
	free(text);
	night_close(&night);
}
END_TEST

/* Another program's hand in the journal. */
static void
spoil(const char *sql)
{
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open(night.path, &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void
damaged(const char *how)
{
	char *text, *sql;

	begin();
	sql = xasprintf("%s WHERE hash = '%s'", how, night.other->hash);
	spoil(sql);
	free(sql);
	text = sheet_of(NULL, NIGHT(7, 0), LINES, "en");
	says(text, "\nOf 02:00–06:59 nothing can be told: the configuration"
	    " that was kept is damaged.\n");
	says(text, "\nPriority medium: 23:10 Ude af boligen, taken after");
	says_not(text, "02:30");
	says(text, "\n1 seen to, 1 left in peace, 0 not seen to. 1 is still to be"
	    " done.\nStill to be done: 12:30 105 (A5)\n");
	says_not(text, "03:00");
	says(text, "\nSigned in: LN since 22:40, KM since 22:55\n");
	free(text);
	night_close(&night);
}

START_TEST(a_configuration_that_is_damaged)
{
	damaged("DELETE FROM conf");
	damaged("UPDATE conf SET body = x'7d00ff'");
}
END_TEST

/* ---- on the screen ---- */

static struct shift told;
static struct sheet made;

static void
with_sheet(struct home *home)
{
	sheet_release(&made);
	sheet_make(&made, &told, night.conf, NIGHT(7, 0));
	home->ui.sheet = &made;
}

static const struct scene scenes[] = {
	{"sheet", NOW, {'h'}, with_sheet, 0, 0},
	{"sheet-end", NOW, {'h', UI_KEY_END}, with_sheet, 0, 0},
	{"sheet-none", NOW, {'h'}, NULL, 0, 0},
};

START_TEST(the_page)
{
	begin();
	read_shift(&told, NULL);
	ck_assert_int_eq(scenes_changed(scenes, sizeof(scenes) /
	    sizeof(scenes[0]), "house.conf", "birken.night"), 0);
	sheet_release(&made);
	shift_release(&told);
	night_close(&night);
}
END_TEST

/* The answer comes back through the journal, hours after the alert. */
START_TEST(how_it_went_is_said_from_the_sheet)
{
	struct ui ui;
	struct shift shift;
	struct ui_request r;
	char *text;

	begin();
	speak("en");
	ui_init(&ui);
	ui.conf = night.conf;
	ui.world = night.fold.world;
	ui.now = NIGHT(7, 0);
	strcpy(ui.by, "KM");
	/* LN has gone to 102 again since: that alert is no longer the last. */
	ck_assert_int_eq(ui_key(&ui, 'h').what, UI_DO_HANDOVER);
	read_shift(&shift, NULL);
	sheet_make(&made, &shift, night.conf, ui.now);
	ui.sheet = &made;
	ck_assert_int_eq(made.unlabelled.n, 1);
	ui_key(&ui, 'c');
	ck_assert_int_eq(ui.ask, UI_ASK_NOTHING);
	sheet_release(&made);
	shift_release(&shift);

	night_add(&night, NIGHT(7, 1), "door/102", "0");
	night_segment(&night, NIGHT(9, 0), night.conf, "reload");
	ui.conf = night.conf;
	ui.world = night.fold.world;
	ui.now = NIGHT(9, 0);
	read_shift(&shift, NULL);
	sheet_make(&made, &shift, night.conf, ui.now);
	ck_assert_int_eq(made.unlabelled.n, 2);
	ui_key(&ui, 'c');
	ck_assert_int_eq(ui.ask, UI_ASK_OUTCOME);
	r = ui_key(&ui, '2');
	ck_assert_int_eq(r.what, UI_DO_ACTION);
	ck_assert_int_eq(r.naction, 1);
	ck_assert_int_eq(r.action[0].what, ACTION_CLOSE);
	ck_assert_int_eq(r.action[0].alert, made.unlabelled.v[1]);
	night_do(&night, NIGHT(9, 1), "close", "out", "102", "KM",
	    ",\"outcome\":2");
	sheet_release(&made);
	shift_release(&shift);
	text = sheet_of(NULL, NIGHT(9, 1), LINES, "en");
	says(text, "over 07:01 (true, no help needed)\n");
	free(text);
	night_close(&night);
}
END_TEST

/* For ears the page is no page: the shell says it line by line. */
START_TEST(lines_have_no_page)
{
	struct home home;
	struct str out;

	speak("en");
	home_open(&home, "house.conf", "birken.night", NOW);
	str_init(&out);
	ck_assert_int_eq(linear_command(&home.ui, "h", &out).what,
	    UI_DO_HANDOVER);
	ck_assert_str_eq(out.s, "");
	ck_assert_int_eq(home.ui.page, UI_PAGE_PLAN);
	str_release(&out);
	home_end(&home);
}
END_TEST

/* ---- the command ---- */

/* Its exit code; what it wrote is in *out, what it said in *said. */
static int
run(const char *command, const char *args, char **out, char **said)
{
	char *cmd = xasprintf("cd '%s' && LC_ALL=C.UTF-8 \"$NATVAGT\" %s"
	    " -c granen.conf %s > out 2> said", night.folder, command, args);
	char *path = xasprintf("%s/out", night.folder);
	int status = system(cmd);

	*out = read_text(path);
	free(path);
	path = xasprintf("%s/said", night.folder);
	*said = read_text(path);
	free(path);
	free(cmd);
	return WEXITSTATUS(status);
}

static void
exits(const char *args, int code, const char *wrote, const char *what)
{
	char *out, *said;
	int came = run("handover", args, &out, &said);

	ck_assert_msg(came == code, "%s: %d: %s", args, came, said);
	says(out, wrote);
	says(said, what);
	free(out);
	free(said);
}

/* Nor are all later nights written into this one's file. */
static void
export_fails(void)
{
	char *out, *said;

	if (getenv("NATVAGT") == NULL)
		return;
	ck_assert_int_eq(run("export", "-o . 2026-11-21", &out, &said),
	    EX_IOERR);
	says(said, "cannot read");
	free(out);
	free(said);
	ck_assert_int_ne(run("export", "2026-11-21; ls *.night", &out, &said),
	    0);
	free(out);
	free(said);
}

/* A night whose end cannot be read is not taken for the present one. */
START_TEST(a_night_whose_end_cannot_be_read)
{
	struct shift shift;
	struct segment *segment;
	int64_t end;
	int n;

	begin();
	ck_assert_int_eq(journal_night(night.journal, "2026-11-21", &segment,
	    &n, &err), 0);
	end = segment[n - 1].seq;
	free(segment);
	night_segment(&night, NIGHT(12, 0), night.conf, "noon");
	hole_make(night.path, end);
	ck_assert_int_eq(shift_read(&shift, night.journal, night.conf,
	    "2026-11-21", &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "cannot read"));
	export_fails();
	hole_mend(night.path);
	ck_assert_int_eq(shift_read(&shift, night.journal, night.conf,
	    "2026-11-21", &err), 1);
	ck_assert(!shift.present);
	shift_release(&shift);
	night_close(&night);
}
END_TEST

START_TEST(the_command)
{
	char *out, *said, *path;

	if (getenv("NATVAGT") == NULL)
		return;
	begin();
	exits("", 0, "Botilbud Granen", "");
	exits("2026-11-21 -o -", 0, "Botilbud Granen", "");
	exits("--html", 0, "</html>\n", "");
	exits("--json", 0, "{\"night\":\"2026-11-21\",", "");
	exits("--json --html", EX_USAGE, "", "not both");
	exits("21-11-2026", EX_USAGE, "",
	    "'21-11-2026' is no date such as 2026-11-21");
	exits("2026-11-2x", EX_USAGE, "", "is no date");
	exits("2026-11-21 2026-11-22", EX_USAGE, "", "one night at a time");
	exits("2026-01-01", EX_NOINPUT, "", "holds no night '2026-01-01'");
	exits("-o nowhere/sheet", EX_CANTCREAT, "", "cannot write 'nowhere/");
	exits("-o /dev/full", EX_IOERR, "", "cannot write '/dev/full'");
	exits("-o sheet; echo $? $(stat -c %a sheet) $(ls | grep -c sheet)",
	    0, "0 640 1\n", "");
	path = xasprintf("%s/sheet", night.folder);
	out = read_text(path);
	says(out, "Botilbud Granen");
	free(out);
	free(path);
	ck_assert_int_eq(journal_begin(night.journal, 0, &err), 0);
	exits("", 0, "Botilbud Granen", "");
	journal_rollback(night.journal);
	spoil("UPDATE conf SET body = x'7d00ff'");
	exits("", 0, "02:00", "is damaged");
	fold_release(&night.fold);
	journal_close(night.journal);
	night.journal = NULL;
	ck_assert_int_eq(unlink(night.path), 0);
	ck_assert_int_eq(run("handover", "", &out, &said), EX_NOINPUT);
	says(said, "granen.db");
	free(out);
	free(said);
	night_close(&night);
}
END_TEST

CHECK_MAIN("shift", the_sheet_in_english, the_sheet_in_danish,
    a_night_that_is_over, an_alert_without_a_rule, nothing_has_happened,
    an_undone_visit_is_its_rounds, a_round_is_late_first, away_over_the_noon,
    a_configuration_that_is_damaged, the_page, how_it_went_is_said_from_the_sheet,
    lines_have_no_page, the_command, a_night_whose_end_cannot_be_read)
