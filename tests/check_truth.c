/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Truth files: what is read, what is refused and where; that a change leaves
 * every other byte; that a file is replaced whole or not at all.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <check.h>

#include "base/mem.h"
#include "eval/marks.h"
#include "eval/truth_file.h"
#include "read/conf.h"

#define LINE(from, to, rest) \
	"2026-11-22T" from "+01:00\t2026-11-22T" to "+01:00\t" rest "\n"
#define WANDERING LINE("02:17:00", "02:31:00", "101\twandering\tin the lounge")
#define FALL LINE("03:25:58", "03:38:00", "105\tfall\t")

/* 22 November 2026, 00:00 in Copenhagen. */
#define MIDNIGHT INT64_C(1795302000000)

static struct conf *conf;
static char folder[] = "/tmp/check_truth.XXXXXX";
static char path[64];

static void
setup(void)
{
	struct faults faults = {0};
	const char *srcdir = getenv("srcdir");
	char *name = xasprintf("%s/conf/natvagt.conf",
	    srcdir != NULL ? srcdir : ".");

	conf = conf_load(name, CONF_ALERTS_ONLY, &faults);
	faults_tell(&faults, stderr);
	ck_assert_ptr_nonnull(conf);
	free(name);
	strcpy(folder + strlen(folder) - 6, "XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/a.truth", folder);
}

/* Nothing may be left beside the file. */
static int
files_in(const char *name)
{
	DIR *dir = opendir(name);
	struct dirent *entry;
	int n = 0;

	ck_assert_ptr_nonnull(dir);
	while ((entry = readdir(dir)) != NULL)
		n += entry->d_name[0] != '.';
	closedir(dir);
	return n;
}

static void
teardown(void)
{
	ck_assert_int_le(files_in(folder), 1);
	unlink(path);
	ck_assert_int_eq(rmdir(folder), 0);
	conf_free(conf);
}

static void
put(const char *text)
{
	FILE *to = fopen(path, "w");

	ck_assert_ptr_nonnull(to);
	fputs(text, to);
	ck_assert_int_eq(fclose(to), 0);
}

static char *
got(void)
{
	struct truth_file file;

	truth_file_init(&file);
	ck_assert_int_eq(truth_file_read(path, &file), 0);
	ck_assert(file.there);
	return file.text.s;
}

#define expect_file(wanted)                       \
	do {                                      \
		char *is_ = got();                \
		ck_assert_str_eq(is_, (wanted));  \
		free(is_);                        \
	} while (0)

static void
parse(struct truth *truth, const char *text)
{
	truth_init(truth);
	truth_parse(truth, "a.truth", conf->house, text, strlen(text));
}

static const struct truth_incident visit = {
	.start = MIDNIGHT, .end = MIDNIGHT + 90500, .place = (char[]){"103"},
	.kind = (char[]){"besøg"}, .note = (char[]){""},
};
#define VISIT LINE("00:00:00", "00:01:30.500", "103\tbesøg\t")

START_TEST(incidents_are_read)
{
	struct truth truth;

	parse(&truth, "\xef\xbb\xbf# a comment\n\n" FALL WANDERING
	    "2026-11-22T00:00:00Z\t2026-11-22T00:00:00.25Z\t101\tnap\r\n"
	    LINE("05:00:00", "05:00:00", "entrance\texit\tno end"));
	ck_assert_uint_eq(truth.faults.n, 0);
	ck_assert_uint_eq(truth.n, 4);
	/* By start, whatever their order in the file. */
	ck_assert_int_eq(truth.v[0].start, MIDNIGHT + MS_HOUR);
	ck_assert_int_eq(truth.v[0].end, MIDNIGHT + MS_HOUR + 250);
	ck_assert_str_eq(truth.v[0].kind, "nap");
	ck_assert_str_eq(truth.v[0].note, "");
	ck_assert_str_eq(truth.v[1].place, "101");
	ck_assert_str_eq(truth.v[1].kind, "wandering");
	ck_assert_str_eq(truth.v[1].note, "in the lounge");
	ck_assert_str_eq(truth.v[2].kind, "fall");
	ck_assert_int_eq(truth.v[3].start, truth.v[3].end);
	truth_release(&truth);
}
END_TEST

/* Each is named by its line, and does not keep the others from being read. */
START_TEST(what_is_wrong_is_named)
{
	static const struct {
		const char *line, *reason;
	} bad[] = {
		{"nothing", "with a tab between each"},
		{"a\tb\tc", "with a tab between each"},
		{LINE("01:00:00", "01:00:00", "101\tfall\tx\ty"),
		    "with a tab between each"},
		{"02:17\t02:20\t101\tfall\t", "'02:17' is no time"},
		{"2026-02-30T00:00:00Z\t2026-03-01T00:00:00Z\t101\tfall\t",
		    "'2026-02-30T00:00:00Z' is no time"},
		{"2026-11-22T00:00:00\t2026-11-22T00:00:00Z\t101\tfall\t",
		    "is no time"},
		{LINE("01:00:01", "01:00:00", "101\tfall\t"),
		    "the end lies before the start"},
		{LINE("01:00:00", "01:00:00", "999\tfall\t"),
		    "there is no place '999'"},
		{LINE("01:00:00", "01:00:00", "\tfall\t"),
		    "there is no place ''"},
		{LINE("01:00:00", "01:00:00", "101\t\tx"), "no kind"},
		{LINE("01:00:00", "01:00:00", "101\tfall\t\x1b[2J"),
		    "cannot be shown"},
		{LINE("01:00:00", "01:00:00", "101\tfall\t\xe2\x80\xae"),
		    "cannot be shown"},
		{LINE("01:00:00", "01:00:00", "101\tfall\t\xff"), "no UTF-8"},
		{"2026-11-22T00:00:00Z\t2026-11-22T00:00:00Z\t101\t"
		    "0123456789012345678901234567890123456789012345678901234"
		    "567890123\t", "longer than 63 bytes"},
	};
	char want[32], *told = NULL;
	size_t size;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct str text;
		struct truth truth;
		FILE *to = open_memstream(&told, &size);

		str_init(&text);
		str_addf(&text, "%s%s\n%s", WANDERING, bad[i].line, FALL);
		parse(&truth, text.s);
		ck_assert_uint_eq(truth.n, 2);
		ck_assert_uint_eq(truth.faults.n, 1);
		faults_tell(&truth.faults, to);
		fclose(to);
		snprintf(want, sizeof(want), "a.truth:2: ");
		ck_assert_msg(strncmp(told, want, strlen(want)) == 0 &&
		    strstr(told, bad[i].reason) != NULL, "%s", told);
		free(told);
		truth_release(&truth);
		str_release(&text);
	}
}
END_TEST

/* Any bytes at all: no fault of ours, and the text is kept. */
START_TEST(any_bytes_are_kept)
{
	static const char some[] = "\t\t\t\n\r#0129:-+TZ101\xc3\xb8\xff";
	unsigned seed = 1;
	char text[400];

	for (int round = 0; round < 2000; round++) {
		size_t n = (size_t)rand_r(&seed) % sizeof(text);
		struct truth truth;

		for (size_t i = 0; i < n; i++) /* the NUL of `some` as well */
			text[i] = some[(size_t)rand_r(&seed) % sizeof(some)];
		truth_init(&truth);
		truth_parse(&truth, "a", conf->house, text, n);
		ck_assert_uint_eq(truth.text.len, n);
		ck_assert_mem_eq(truth.text.s, text, n);
		truth_release(&truth);
	}
}
END_TEST

START_TEST(a_long_line_is_refused)
{
	struct str text;
	struct truth truth;

	str_init(&text);
	str_add(&text, "2026-11-22T00:00:00Z\t2026-11-22T00:00:00Z\t101\tx\t");
	while (text.len <= TRUTH_LINE_MAX)
		str_addc(&text, 'n');
	parse(&truth, text.s);
	ck_assert_uint_eq(truth.n, 0);
	ck_assert_uint_eq(truth.faults.n, 1);
	truth_release(&truth);
	str_release(&text);
}
END_TEST

START_TEST(the_file_stands_beside_the_night)
{
	static const char *const names[][2] = {
		{"hard.night", "hard.truth"}, {"/a/b.night.gz", "/a/b.truth"},
		{"x.gz", "x.truth"}, {"night", "night.truth"},
		{".night", ".night.truth"}, {"./a.night.old", "./a.night.old.truth"},
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char *name = truth_file_path(names[i][0]);

		ck_assert_str_eq(name, names[i][1]);
		free(name);
	}
	ck_assert_ptr_null(truth_file_path("-"));
}
END_TEST

START_TEST(a_mark_makes_the_file)
{
	struct marks *marks = marks_new(path, conf->house, &conf->zone);
	struct stat st;

	ck_assert_int_eq(marks_fault(marks), 0);
	ck_assert_int_eq(marks_save(marks), MARKS_SAVED);
	ck_assert_int_eq(access(path, F_OK), -1); /* nothing to be saved */
	umask(027);
	marks_add(marks, &visit);
	ck_assert_uint_eq(marks_unsaved(marks), 1);
	ck_assert_uint_eq(marks_truth(marks)->n, 1);
	ck_assert_int_eq(marks_save(marks), MARKS_SAVED);
	ck_assert_uint_eq(marks_unsaved(marks), 0);
	expect_file("# start, end, place, kind, note\n" VISIT);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0640);
	marks_free(marks);
}
END_TEST

#define ODD "# mine\r\n\n" FALL "nothing at all\n" WANDERING

START_TEST(every_other_byte_stays)
{
	struct marks *marks;
	struct stat st;

	put(ODD "# no line feed");
	chmod(path, 0604);
	marks = marks_new(path, conf->house, &conf->zone);
	marks_add(marks, &visit);
	ck_assert_int_eq(marks_save(marks), MARKS_SAVED);
	expect_file(ODD "# no line feed\n" VISIT);
	marks_delete(marks, 2); /* by start: the visit, 101, the fall */
	ck_assert_int_eq(marks_save(marks), MARKS_SAVED);
	expect_file("# mine\r\n\nnothing at all\n" WANDERING
	    "# no line feed\n" VISIT);
	ck_assert(marks_undo(marks)); /* where it stood before */
	ck_assert_int_eq(marks_save(marks), MARKS_SAVED);
	expect_file(ODD "# no line feed\n" VISIT);
	ck_assert(marks_undo(marks));
	ck_assert(!marks_can_undo(marks));
	ck_assert(!marks_undo(marks));
	ck_assert_int_eq(marks_save(marks), MARKS_SAVED);
	expect_file(ODD "# no line feed\n");
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0604);
	marks_free(marks);
}
END_TEST

/* A last line without an end is a line; it never runs into another. */
START_TEST(a_last_line_without_its_end)
{
	struct marks *marks;

	put("# mine\n" LINE("02:00:00", "02:01:00", "101\tfall\t") "2026-11-22"
	    "T03:00:00+01:00\t2026-11-22T03:00:00+01:00\t102\tfall\tlast");
	marks = marks_new(path, conf->house, &conf->zone);
	ck_assert_uint_eq(marks_truth(marks)->n, 2);
	marks_delete(marks, 1);
	marks_save(marks);
	expect_file("# mine\n" LINE("02:00:00", "02:01:00", "101\tfall\t"));
	put("# mine\n" LINE("02:00:00", "02:01:00", "101\tfall\t") FALL);
	ck_assert(marks_undo(marks));
	ck_assert_int_eq(marks_save(marks), MARKS_MERGED);
	expect_file("# mine\n" LINE("02:00:00", "02:01:00", "101\tfall\t")
	    LINE("03:00:00", "03:00:00", "102\tfall\tlast") FALL);
	marks_free(marks);
}
END_TEST

START_TEST(what_another_program_wrote_stays)
{
	struct marks *marks = marks_new(path, conf->house, &conf->zone);

	put(FALL WANDERING);
	marks_add(marks, &visit);
	ck_assert_int_eq(marks_save(marks), MARKS_MERGED);
	expect_file(FALL WANDERING VISIT);
	put(FALL VISIT);
	marks_add(marks, &visit);
	marks_undo(marks);
	ck_assert_int_eq(marks_save(marks), MARKS_SAVED);
	marks_free(marks);
	marks = marks_new(path, conf->house, &conf->zone);
	ck_assert_uint_eq(marks_truth(marks)->n, 2);
	/* It takes out what we are about to, and the file itself. */
	marks_delete(marks, 1);
	put(WANDERING VISIT);
	ck_assert_int_eq(marks_save(marks), MARKS_MERGED);
	expect_file(WANDERING VISIT);
	unlink(path);
	ck_assert(marks_undo(marks));
	ck_assert_int_eq(marks_save(marks), MARKS_MERGED);
	expect_file("# start, end, place, kind, note\n" FALL);
	/* The very thing that we were to write is no news. */
	marks_add(marks, &visit);
	put("# start, end, place, kind, note\n" FALL VISIT);
	ck_assert_int_eq(marks_save(marks), MARKS_SAVED);
	marks_free(marks);
}
END_TEST

START_TEST(an_unsaved_mark_is_undone_without_a_trace)
{
	struct marks *marks;

	put(FALL);
	marks = marks_new(path, conf->house, &conf->zone);
	marks_add(marks, &visit);
	ck_assert(marks_undo(marks));
	ck_assert_uint_eq(marks_unsaved(marks), 0);
	put(WANDERING); /* would be noticed, were anything written */
	ck_assert_int_eq(marks_save(marks), MARKS_SAVED);
	expect_file(WANDERING);
	marks_free(marks);
}
END_TEST

/* Not a byte more fits: the old file stands, nothing beside it. */
START_TEST(a_full_disk_leaves_the_old_file)
{
	struct rlimit all, none;
	struct marks *marks;

	put(ODD);
	marks = marks_new(path, conf->house, &conf->zone);
	signal(SIGXFSZ, SIG_IGN);
	ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &all), 0);
	marks_add(marks, &visit);
	for (rlim_t room = 0; room < sizeof(ODD VISIT) - 1; room += 16) {
		int bad, saved;

		/* Check writes to a file as well, at each assertion. */
		none = (struct rlimit){room, all.rlim_max};
		bad = setrlimit(RLIMIT_FSIZE, &none);
		saved = marks_save(marks);
		bad |= setrlimit(RLIMIT_FSIZE, &all);
		ck_assert_int_eq(bad, 0);
		ck_assert_int_eq(saved, MARKS_FAILED);
		ck_assert_int_eq(marks_fault(marks), EFBIG);
		ck_assert_uint_eq(marks_unsaved(marks), 1);
		ck_assert_uint_eq(marks_truth(marks)->n, 3);
		expect_file(ODD);
		ck_assert_int_eq(files_in(folder), 1);
	}
	ck_assert_int_eq(marks_save(marks), MARKS_SAVED);
	expect_file(ODD VISIT);
	marks_free(marks);
}
END_TEST

START_TEST(what_cannot_be_is_kept_and_told)
{
	static const char *const nowhere[] = {"/no/such/folder/a.truth",
	    "/proc/a.truth", "/proc", "/dev/null"};
	struct marks *marks = marks_new(NULL, conf->house, &conf->zone);
	int fd;

	ck_assert_int_eq(marks_fault(marks), ENOTSUP);
	marks_add(marks, &visit);
	ck_assert_int_eq(marks_save(marks), MARKS_FAILED);
	ck_assert_uint_eq(marks_truth(marks)->n, 1);
	marks_free(marks);
	for (size_t i = 0; i < sizeof(nowhere) / sizeof(nowhere[0]); i++) {
		marks = marks_new(nowhere[i], conf->house, &conf->zone);
		marks_add(marks, &visit);
		ck_assert_int_eq(marks_save(marks), MARKS_FAILED);
		ck_assert_int_ne(marks_fault(marks), 0);
		ck_assert_uint_eq(marks_unsaved(marks), 1);
		marks_free(marks);
	}
	/* A pipe by that name keeps nobody waiting. */
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	marks = marks_new(path, conf->house, &conf->zone);
	ck_assert_int_eq(marks_fault(marks), EINVAL);
	marks_add(marks, &visit);
	ck_assert_int_eq(marks_save(marks), MARKS_FAILED);
	marks_free(marks);
	unlink(path);
	/* Nor does another one that is saving here. */
	fd = open(folder, O_RDONLY | O_DIRECTORY);
	ck_assert_int_eq(flock(fd, LOCK_EX), 0);
	marks = marks_new(path, conf->house, &conf->zone);
	marks_add(marks, &visit);
	ck_assert_int_eq(marks_save(marks), MARKS_FAILED);
	ck_assert_int_eq(marks_fault(marks), EAGAIN);
	close(fd);
	ck_assert_int_eq(marks_save(marks), MARKS_SAVED);
	marks_free(marks);
}
END_TEST

START_TEST(a_link_stays_a_link)
{
	char link[80], real[80];
	struct marks *marks;
	struct stat st;

	put(FALL);
	snprintf(real, sizeof(real), "%s", path);
	snprintf(link, sizeof(link), "%s.link", folder);
	ck_assert_int_eq(symlink(real, link), 0);
	marks = marks_new(link, conf->house, &conf->zone);
	marks_add(marks, &visit);
	ck_assert_int_eq(marks_save(marks), MARKS_SAVED);
	expect_file(FALL VISIT);
	ck_assert_int_eq(lstat(link, &st), 0);
	ck_assert(S_ISLNK(st.st_mode));
	marks_free(marks);
	/* One that leads nowhere is not replaced. */
	unlink(path);
	rmdir(folder);
	marks = marks_new(link, conf->house, &conf->zone);
	marks_add(marks, &visit);
	ck_assert_int_eq(marks_save(marks), MARKS_FAILED);
	ck_assert_int_eq(marks_fault(marks), ENOENT);
	ck_assert_int_eq(lstat(link, &st), 0);
	ck_assert(S_ISLNK(st.st_mode));
	ck_assert_int_eq(mkdir(folder, 0700), 0);
	marks_free(marks);
	unlink(link);
}
END_TEST

/* What is shipped. */
START_TEST(the_truth_of_the_hard_night)
{
	const char *srcdir = getenv("srcdir");
	char *name = xasprintf("%s/replays/hard.truth",
	    srcdir != NULL ? srcdir : ".");
	struct marks *marks = marks_new(name, conf->house, &conf->zone);
	const struct truth *truth = marks_truth(marks);
	struct str line;

	ck_assert_uint_eq(truth->faults.n, 0);
	ck_assert_uint_eq(truth->n, 9);
	str_init(&line);
	for (size_t i = 0; i < truth->n; i++) {
		const struct truth_incident *in = &truth->v[i];

		str_clear(&line);
		truth_line(&line, &conf->zone, in);
		ck_assert_uint_eq(line.len, in->len);
		ck_assert_mem_eq(line.s, truth->text.s + in->at, in->len);
	}
	str_release(&line);
	marks_free(marks);
	free(name);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("truth");
	TCase *tcase = tcase_create("truth");
	SRunner *runner = srunner_create(suite);
	int failures;

	suite_add_tcase(suite, tcase);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, incidents_are_read);
	tcase_add_test(tcase, what_is_wrong_is_named);
	tcase_add_test(tcase, any_bytes_are_kept);
	tcase_add_test(tcase, a_long_line_is_refused);
	tcase_add_test(tcase, the_file_stands_beside_the_night);
	tcase_add_test(tcase, a_mark_makes_the_file);
	tcase_add_test(tcase, every_other_byte_stays);
	tcase_add_test(tcase, a_last_line_without_its_end);
	tcase_add_test(tcase, what_another_program_wrote_stays);
	tcase_add_test(tcase, an_unsaved_mark_is_undone_without_a_trace);
	tcase_add_test(tcase, a_full_disk_leaves_the_old_file);
	tcase_add_test(tcase, what_cannot_be_is_kept_and_told);
	tcase_add_test(tcase, a_link_stays_a_link);
	tcase_add_test(tcase, the_truth_of_the_hard_night);
	srunner_run_all(runner, CK_ENV);
	failures = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failures != 0;
}
