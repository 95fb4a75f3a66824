/* SPDX-License-Identifier: Apache-2.0 */
#include "read/night.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>

#include "base/mem.h"
#include "check_run.h"

enum { FUZZ_ROUNDS = 15000 };

/* Rows, then bad lines, one a line; a file of its own for each test. */
struct told {
	char path[64];
	struct night night;
	struct str out;
	struct err err;
	int rc;
};

static void
tell_bad(void *arg, const char *path, size_t line, const char *reason)
{
	struct told *told = arg;

	ck_assert_str_eq(path, told->path);
	str_addf(&told->out, "bad %zu: %s\n", line, reason);
}

static void
told_init(struct told *told)
{
	int fd;

	*told = (struct told){.path = "/tmp/natvagt-check-night-XXXXXX"};
	fd = mkstemp(told->path);
	ck_assert_int_ge(fd, 0);
	close(fd);
	str_init(&told->out);
}

static void
told_release(struct told *told)
{
	if (told->rc == 0)
		night_release(&told->night);
	str_release(&told->out);
	unlink(told->path);
}

static void
put(const char *path, const void *data, size_t len)
{
	FILE *file = fopen(path, "w");

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(data, 1, len, file), len);
	ck_assert_int_eq(fclose(file), 0);
}

/* A member of gzip, appended where `mode` is "a". */
static void
put_gz(const char *path, const char *mode, const char *text)
{
	gzFile file = gzopen(path, mode);

	ck_assert_ptr_nonnull(file);
	ck_assert_int_eq(gzwrite(file, text, (unsigned)strlen(text)),
	    (int)strlen(text));
	ck_assert_int_eq(gzclose(file), Z_OK);
}

static void
read_file(struct told *told, bool strict)
{
	if (told->rc == 0)
		night_release(&told->night);
	told->rc = night_read(&told->night, told->path, strict, tell_bad, told,
	    &told->err);
	for (size_t i = 0; told->rc == 0 && i < told->night.nrow; i++) {
		const struct row row = night_row(&told->night, i);

		str_addf(&told->out, "%zu %lld%s %.*s=%.*s\n", row.line,
		    (long long)row.t, row.retained ? "r" : "",
		    (int)row.topic_len, row.topic, (int)row.payload_len,
		    row.payload);
	}
}

static void
read_text(struct told *told, const char *text, size_t len)
{
	put(told->path, text, len);
	str_clear(&told->out);
	read_file(told, false);
	ck_assert_int_eq(told->rc, 0);
}

static void
expect(const char *text, size_t len, const char *want, size_t unsorted,
    size_t bad)
{
	struct told told;

	told_init(&told);
	read_text(&told, text, len);
	ck_assert_str_eq(told.out.s, want);
	ck_assert_uint_eq(told.night.unsorted, unsorted);
	ck_assert_uint_eq(told.night.bad, bad);
	told_release(&told);
}

#define EXPECT(text, want, unsorted, bad) \
	expect("" text, sizeof(text) - 1, want, unsorted, bad)

START_TEST(times)
{
	static const struct {
		const char *s;
		size_t used;
		int64_t t;
	} cases[] = {
		{"0", 1, 0}, {"1763762520", 10, INT64_C(1763762520000)},
		{"1763762520.1", 12, INT64_C(1763762520100)},
		{"1763762520.130", 14, INT64_C(1763762520130)},
		{"1763762520.1309999", 18, INT64_C(1763762520130)},
		{"1.999999999\t", 11, 1999}, {"1.0009", 6, 1000},
		{"1.001r", 5, 1001}, {"00012\t", 5, 12000},
		{"4102444799.999", 14, INT64_C(4102444799999)},
		{"4102444800", 0, 0}, {"99999999999999999999999999", 0, 0},
		{"1763762520130", 0, 0}, {"-1", 0, 0}, {"+1", 0, 0},
		{"", 0, 0}, {".5", 0, 0}, {"1.", 0, 0}, {"1.\t", 0, 0},
		{"1.0123456789", 0, 0}, {"nan", 0, 0}, {"inf", 0, 0},
		{"0x10", 1, 0}, {"1e3", 1, 1000}, {" 1", 0, 0},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int64_t t = 0;
		size_t used = night_time(cases[i].s, strlen(cases[i].s), &t);

		ck_assert_msg(used == cases[i].used && t == cases[i].t,
		    "'%s' gave %zu bytes, %lld", cases[i].s, used,
		    (long long)t);
	}
	/* No byte past the end is looked at. */
	{
		int64_t t;

		ck_assert_uint_eq(night_time("123456", 3, &t), 3);
		ck_assert_int_eq(t, 123000);
	}
}
END_TEST

START_TEST(rows)
{
	EXPECT("# any comment\n"
	    "1763762520.130\tzigbee2mqtt/door-101\t{\"contact\":false}\n"
	    "\n"
	    "1763762521r\tcare/bed/101\t1\r\n"
	    "#1763762521\tx\ty\n"
	    "1763762522.5\tt\t\n"
	    "1763762523\t$natvagt/tick\ta\tb \n"
	    "1763762523\tlast\tline",
	    "2 1763762520130 zigbee2mqtt/door-101={\"contact\":false}\n"
	    "4 1763762521000r care/bed/101=1\n"
	    "6 1763762522500 t=\n"
	    "7 1763762523000 $natvagt/tick=a\tb \n"
	    "8 1763762523000 last=line\n", 0, 0);
	EXPECT("", "", 0, 0);
	EXPECT("\n\r\n\n", "", 0, 0);
	EXPECT("\xef\xbb\xbf" "1\tt\tx\n", "1 1000 t=x\n", 0, 0);
}
END_TEST

START_TEST(bad_lines)
{
	EXPECT("now\tt\tx\n1\tt\n1 t\tx\n1\t\tx\n-1\tt\tx\n"
	    "2\tt\txx\0y\n2\t\xfft\tx\n2\ta\x1b[2Jb\tx\n1\n3\tt\t\xff\n"
	    "1rr\tt\tx\n1.\tt\tx\n",
	    "bad 1: does not begin with a time in Unix seconds\n"
	    "bad 2: no tab after the topic\n"
	    "bad 3: no tab after the time\n"
	    "bad 4: no topic\n"
	    "bad 5: does not begin with a time in Unix seconds\n"
	    "bad 6: holds a NUL\n"
	    "bad 7: the topic is no UTF-8 text\n"
	    "bad 8: the topic is no UTF-8 text\n"
	    "bad 9: no tab after the time\n"
	    "bad 11: no tab after the time\n"
	    "bad 12: does not begin with a time in Unix seconds\n"
	    /* a bad payload is the mapping's to refuse */
	    "10 3000 t=\xff\n", 0, 11);
}
END_TEST

START_TEST(strict)
{
	struct told told;
	struct str want;

	told_init(&told);
	str_init(&want);
	read_text(&told, "1\tt\tx\n", 6);
	put(told.path, "1\tt\tx\n\nx\n1\n", 11);
	str_clear(&told.out);
	read_file(&told, true);
	ck_assert_int_eq(told.rc, -1);
	str_addf(&want, "%s:3: does not begin with a time in Unix seconds",
	    told.path);
	ck_assert_str_eq(told.err.text, want.s);
	ck_assert_str_eq(told.out.s, "");
	str_release(&want);
	told_release(&told);
}
END_TEST

START_TEST(out_of_order)
{
	EXPECT("5\tt\ta\n3\tt\tb\n5\tt\tc\n4\tt\td\n3\tt\te\n6\tt\tf\n",
	    "2 3000 t=b\n5 3000 t=e\n4 4000 t=d\n1 5000 t=a\n3 5000 t=c\n"
	    "6 6000 t=f\n", 3, 0);
	EXPECT("5\tt\ta\n5\tt\tb\n5\tt\tc\n",
	    "1 5000 t=a\n2 5000 t=b\n3 5000 t=c\n", 0, 0);
}
END_TEST

START_TEST(long_lines)
{
	enum { MIB = 1 << 20 };
	struct told told;
	struct str text;

	told_init(&told);
	str_init(&text);
	str_add(&text, "1\tt\t");
	while (text.len < MIB)
		str_addc(&text, 'x');
	read_text(&told, text.s, text.len);
	ck_assert_uint_eq(told.night.nrow, 1);
	ck_assert_uint_eq(night_row(&told.night, 0).payload_len, MIB - 4);
	str_add(&text, "x\n2\tt\ty\n");
	read_text(&told, text.s, text.len);
	ck_assert_str_eq(told.out.s, "bad 1: longer than 1 MiB\n2 2000 t=y\n");
	str_release(&text);
	told_release(&told);
}
END_TEST

/* What follows the time is kept once, and is as good a line each time. */
START_TEST(lines_that_differ_in_time_alone)
{
	struct told told;
	struct str text;

	EXPECT("1\tt\ta\n2\tt\ta\r\n2.5r\tt\ta\n1.5\tt\ta\r\r\n3r\tt\ta\n"
	    "x\tt\ta\n\tt\ta\n4\tt\ta",
	    "bad 6: does not begin with a time in Unix seconds\n"
	    "bad 7: does not begin with a time in Unix seconds\n"
	    "1 1000 t=a\n4 1500 t=a\r\n2 2000 t=a\n3 2500r t=a\n5 3000r t=a\n"
	    "8 4000 t=a\n", 1, 2);
	told_init(&told);
	str_init(&text);
	str_add(&text, "1\tt\ta\n");
	for (int i = 0; i < 1 << 20; i++)
		str_addc(&text, '0');
	str_add(&text, "2\tt\ta\n3\tt\ta\n");
	read_text(&told, text.s, text.len);
	ck_assert_str_eq(told.out.s, "bad 2: longer than 1 MiB\n"
	    "1 1000 t=a\n3 3000 t=a\n");
	ck_assert_uint_eq(told.night.ntext, 1);
	str_release(&text);
	told_release(&told);
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

/* Line i of many: its length is any, and it comes again. */
static void
add_line(struct str *text, uint32_t i)
{
	uint32_t random = i % 150000 + 1, len = next_random(&random) % 300;

	if (i % 10000 == 9999)
		len = next_random(&random) % (1 << 20);
	str_addf(text, "%u\tt/%u\t", (unsigned)i,
	    (unsigned)next_random(&random));
	for (uint32_t n = 0; n < len; n++)
		str_addc(text, (char)('a' + (random + n) % 26));
	str_addc(text, '\n');
}

static void
check_lines(struct told *told, uint32_t n)
{
	struct str line, want;

	str_init(&line);
	str_init(&want);
	ck_assert_uint_eq(told->night.nrow, n);
	for (uint32_t i = 0; i < n; i++) {
		const struct row row = night_row(&told->night, i);

		str_clear(&line);
		str_clear(&want);
		add_line(&want, i);
		str_addf(&line, "%lld\t", (long long)row.t / 1000);
		str_addn(&line, row.topic, row.topic_len);
		str_addc(&line, '\t');
		str_addn(&line, row.payload, row.payload_len);
		str_addc(&line, '\n');
		ck_assert_str_eq(line.s, want.s);
		ck_assert_uint_eq(row.line, i + 1);
	}
	str_release(&line);
	str_release(&want);
}

/* More of them than are known by heart, cut anywhere by the blocks read. */
START_TEST(many_lines)
{
	enum { N = 200000 };
	struct told told;
	struct str text;

	told_init(&told);
	str_init(&text);
	for (uint32_t i = 0; i < N; i++)
		add_line(&text, i);
	put(told.path, text.s, text.len);
	told.rc = night_read(&told.night, told.path, true, NULL, NULL,
	    &told.err);
	ck_assert_int_eq(told.rc, 0);
	check_lines(&told, N);
	ck_assert_uint_lt(told.night.ntext, N);
	night_release(&told.night);
	put_gz(told.path, "wb", text.s);
	told.rc = night_read(&told.night, told.path, true, NULL, NULL,
	    &told.err);
	ck_assert_int_eq(told.rc, 0);
	check_lines(&told, N);
	str_release(&text);
	told_release(&told);
}
END_TEST

START_TEST(packed)
{
	struct told told;

	told_init(&told);
	told.rc = -1;
	put_gz(told.path, "wb", "1\tt\ta\n2\tt");
	put_gz(told.path, "ab", "\tb\n3\tt\tc\n");
	read_file(&told, true);
	ck_assert_int_eq(told.rc, 0);
	ck_assert_str_eq(told.out.s, "1 1000 t=a\n2 2000 t=b\n3 3000 t=c\n");
	told_release(&told);
}
END_TEST

static size_t
size_of(const char *path)
{
	FILE *file = fopen(path, "r");
	long size;

	ck_assert_ptr_nonnull(file);
	fseek(file, 0, SEEK_END);
	size = ftell(file);
	fclose(file);
	return (size_t)size;
}

/* Wherever it is cut, it is an error and not a shorter night. */
START_TEST(packed_and_cut)
{
	struct told told;
	struct str text;
	size_t size;

	told_init(&told);
	told.rc = -1;
	str_init(&text);
	for (int i = 0; i < 2000; i++)
		str_addf(&text, "%d\ttopic/%d\t%d\n", i, i % 7, i * i);
	put_gz(told.path, "wb", text.s);
	size = size_of(told.path);
	for (size_t n = size - 1; n >= 18; n -= n > 100 ? 61 : 1) {
		ck_assert_int_eq(truncate(told.path, (off_t)n), 0);
		read_file(&told, false);
		ck_assert_int_eq(told.rc, -1);
		ck_assert_msg(strstr(told.err.text,
		    "the gzip data ends too early, after ") != NULL,
		    "%zu bytes: %s", n, told.err.text);
	}
	str_release(&text);
	told_release(&told);
}
END_TEST

START_TEST(packed_and_damaged)
{
	struct told told;
	FILE *file;

	told_init(&told);
	told.rc = -1;
	put_gz(told.path, "wb", "1\tt\ta\n2\tt\tb\n3\tt\tc\n");
	file = fopen(told.path, "r+");
	ck_assert_ptr_nonnull(file);
	fseek(file, -6, SEEK_END); /* within the checksum */
	fputc(0x5a, file);
	fclose(file);
	read_file(&told, false);
	ck_assert_int_eq(told.rc, -1);
	ck_assert_ptr_nonnull(strstr(told.err.text, "is damaged after"));
	told_release(&told);
}
END_TEST

START_TEST(cannot_open)
{
	struct night night;
	struct err err;

	ck_assert_int_eq(night_read(&night, "/nowhere/x.night", false, NULL,
	    NULL, &err), -1);
	ck_assert_str_eq(err.text,
	    "cannot open '/nowhere/x.night': No such file or directory");
	ck_assert_int_eq(night_read(&night, "/tmp", false, NULL, NULL, &err),
	    -1);
	ck_assert_str_eq(err.text, "cannot read '/tmp': it is a folder");
}
END_TEST

START_TEST(lines_written)
{
	struct str out;

	str_init(&out);
	night_line(&out, INT64_C(1763762520130), false, "z/a", "{\n \"v\":1\r\n}",
	    11);
	night_line(&out, 7, true, "t", "", 0);
	night_line(&out, 0, false, "a\tb", "x\0y\tz", 5);
	ck_assert_str_eq(out.s, "1763762520.130\tz/a\t{  \"v\":1  }\n"
	    "0.007r\tt\t\n0.000\ta b\tx y\tz\n");
	str_release(&out);
}
END_TEST

/* What was read is written and read again as the same rows. */
static void
check_again(struct told *told)
{
	struct str text, was;

	str_init(&text);
	str_init(&was);
	for (size_t i = 0; i < told->night.nrow; i++) {
		const struct row row = night_row(&told->night, i);
		char *topic = xstrndup(row.topic, row.topic_len);

		night_line(&text, row.t, row.retained, topic, row.payload,
		    row.payload_len);
		free(topic);
	}
	read_text(told, text.s, text.len);
	ck_assert_uint_eq(told->night.bad, 0);
	ck_assert_uint_eq(told->night.unsorted, 0);
	str_addn(&was, told->out.s, told->out.len);
	str_clear(&text);
	for (size_t i = 0; i < told->night.nrow; i++) {
		const struct row row = night_row(&told->night, i);
		char *topic = xstrndup(row.topic, row.topic_len);

		night_line(&text, row.t, row.retained, topic, row.payload,
		    row.payload_len);
		free(topic);
	}
	read_text(told, text.s, text.len);
	ck_assert_uint_eq(told->out.len, was.len);
	ck_assert_mem_eq(told->out.s, was.s, was.len);
	str_release(&text);
	str_release(&was);
}

START_TEST(fuzz)
{
	static const char seed[] = "# night\n1763762520.130\tz/a\t{\"v\":1}\n"
	    "1763762521r\tcare/b\t1\r\n\n1763762519.9\tt\xc3\xa6\t\n2\tx\ty";
	static const char bytes[] = "\t\n\r.r0919#-\x00\xff\xc3 ";
	struct told told;
	uint32_t random = 20261121;
	char text[sizeof(seed)];

	told_init(&told);
	for (int i = 0; i < FUZZ_ROUNDS; i++) {
		size_t len = sizeof(seed) - 1 - next_random(&random) % 8;

		memcpy(text, seed, sizeof(seed));
		for (uint32_t k = next_random(&random) % 8; k > 0; k--)
			text[next_random(&random) % len] = next_random(&random)
			    % 3 == 0 ? (char)next_random(&random) :
			    bytes[next_random(&random) % (sizeof(bytes) - 1)];
		read_text(&told, text, len);
		for (size_t r = 1; r < told.night.nrow; r++)
			ck_assert_int_le(told.night.row[r - 1].t,
			    told.night.row[r].t);
		if (i % 16 == 0)
			check_again(&told);
	}
	told_release(&told);
}
END_TEST

CHECK_MAIN("night", times, rows, bad_lines, strict, out_of_order, long_lines,
    lines_that_differ_in_time_alone, many_lines,
    packed, packed_and_cut, packed_and_damaged, cannot_open, lines_written,
    fuzz)
