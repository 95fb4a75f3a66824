/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The console on a pseudo-terminal, fed as in a house: publish -> mosquitto ->
 * natvagt watch -> the journal -> natvagt console -> bytes on the terminal.
 *
 * What counts as seen is the corridor's word: a motion sensor there is
 * switched, and the screen that the bytes draw (term.h) must come to say so in
 * the corridor's room, where no clock and no age can make the change.
 *
 * The journal holds a day of 200k messages beforehand (rig.h).
 */
#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include <mosquitto.h>
#include <sqlite3.h>

#include "base/clock.h"
#include "base/mem.h"
#include "bench/bench.h"
#include "bench/rig.h"
#include "bench/term.h"
#include "bench/trace.h"

enum {
	ROWS = 40, COLS_WIDE = 120,
	DAY = 200000,
	SAMPLES = 1000,
	STARTS = 7,
	CHANGES = 25,     /* whose bytes are counted */
	IDLE_S = 15,
	GAP_MS = 20,      /* between two samples at rest, at least */
	CHANCE_MS = 20,   /* and as much more by chance */
	QUIET_MS = 10,    /* a frame comes in one piece; then nothing for so long */
	PATIENCE_S = 20,
	LOAD_US = 1000,
};

#define TOPIC "zigbee2mqtt/pir-corridor-"
static const char *const word[] = {"Stille", "Bevægelse"};

struct bench {
	struct rig rig;
	pid_t console;
	struct mosquitto *pub, *sub;
	_Atomic double heard; /* when the bare subscriber's callback came */
	_Atomic int heard_on; /* and with which value */
	int pty;
	struct term term;
	size_t bytes;         /* read from the pty */
	int band;             /* the corridor's first row; 0: not seen yet */
	int file;             /* fdatasync is tried on it */
	unsigned dice;
	pid_t load;
	bool rested;          /* at_rest() has been */
	double start_cpu[STARTS + 1]; /* the console's own at its first frame */
	int starts;
};

/* ---- the screen ---- */

/* Reads what is there within timeout_ms; false for nothing. */
static bool
read_screen(struct bench *b, int timeout_ms)
{
	struct pollfd fd = {.fd = b->pty, .events = POLLIN};
	char buf[65536];
	ssize_t n;

	if (poll(&fd, 1, timeout_ms) != 1)
		return false;
	n = read(b->pty, buf, sizeof(buf));
	if (n <= 0)
		bench_die("the console has gone");
	term_feed(&b->term, buf, (size_t)n);
	b->bytes += (size_t)n;
	return true;
}

/* Whether the corridor's room says the word. */
static bool
shows(struct bench *b, const char *text)
{
	struct str rows;
	bool does;

	str_init(&rows);
	for (int r = 0; b->band == 0 && r < ROWS; r++) {
		str_clear(&rows);
		term_row(&b->term, r, &rows);
		if (strstr(rows.s, "corridor") != NULL)
			b->band = r;
	}
	str_clear(&rows);
	for (int r = b->band; b->band > 0 && r < b->band + 3; r++)
		term_row(&b->term, r, &rows);
	does = strstr(rows.s, text) != NULL;
	str_release(&rows);
	return does;
}

static void
open_console(struct bench *b)
{
	struct winsize size = {.ws_row = ROWS, .ws_col = COLS_WIDE};
	const char *natvagt = getenv("NATVAGT");

	term_init(&b->term, ROWS, COLS_WIDE);
	b->band = 0;
	b->console = forkpty(&b->pty, NULL, NULL, &size);
	if (b->console == 0) {
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		execl(natvagt, "natvagt", "console", "-c", b->rig.conf, NULL);
		_exit(127);
	}
}

static void
close_console(struct bench *b)
{
	close(b->pty);
	rig_end(&b->console);
	term_release(&b->term);
}

/* From exec to a screen that shows the world. */
static double
start_console(void *arg)
{
	struct bench *b = arg;
	double from = bench_wall();

	open_console(b);
	while (!shows(b, word[0]) && !shows(b, word[1]))
		if (!read_screen(b, PATIENCE_S * 1000))
			bench_die("the console does not start");
	return bench_wall() - from;
}

static double
cpu_of(pid_t pid)
{
	struct timespec t;
	clockid_t clock;

	if (clock_getcpuclockid(pid, &clock) != 0 ||
	    clock_gettime(clock, &t) == -1)
		bench_die("no clock of process %ld", (long)pid);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double
start_and_close(void *arg)
{
	struct bench *b = arg;
	double took = start_console(b);

	b->start_cpu[b->starts++] = cpu_of(b->console);
	close_console(b);
	return took;
}

static double
scan(void *arg)
{
	struct bench *b = arg;
	double from = bench_wall();
	int64_t sum = 0, n = 0;
	sqlite3 *db;
	sqlite3_stmt *stmt;

	if (sqlite3_open_v2(b->rig.journal, &db, SQLITE_OPEN_READONLY, NULL) !=
	    SQLITE_OK || sqlite3_prepare_v2(db, "SELECT seq, t, topic,"
	    " retained, payload FROM message ORDER BY seq", -1, &stmt,
	    NULL) != SQLITE_OK)
		bench_die("cannot scan: %s", sqlite3_errmsg(db));
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		sum += sqlite3_column_int64(stmt, 0) +
		    sqlite3_column_int64(stmt, 1) +
		    sqlite3_column_int64(stmt, 2) +
		    sqlite3_column_int64(stmt, 3) +
		    sqlite3_column_text(stmt, 4)[0];
		n++;
	}
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	if (n < DAY / 2 || sum == 0)
		bench_die("only %lld rows", (long long)n);
	return bench_wall() - from;
}

/* ---- latency ---- */

static void
on_message(struct mosquitto *m, void *arg,
    const struct mosquitto_message *message)
{
	struct bench *b = arg;

	(void)m;
	b->heard = bench_wall();
	b->heard_on = strstr(message->payload, "true") != NULL;
}

static void
publish(struct mosquitto *m, const char *topic, const char *payload)
{
	if (mosquitto_publish(m, NULL, topic, (int)strlen(payload), payload,
	    1, false) != MOSQ_ERR_SUCCESS)
		bench_die("cannot publish");
}

static void
publish_motion(struct bench *b, int sensor, bool on)
{
	char topic[48];

	snprintf(topic, sizeof(topic), TOPIC "%d", sensor);
	publish(b->pub, topic, on ? "{\"occupancy\":true}" :
	    "{\"occupancy\":false}");
}

static void
await_word(struct bench *b, bool on)
{
	double until = bench_wall() + PATIENCE_S;

	while (!shows(b, word[on])) {
		read_screen(b, 100);
		mosquitto_loop(b->pub, 0, 1);
		if (bench_wall() > until)
			bench_die("the corridor never says '%s'", word[on]);
	}
}

static double
try_fdatasync(struct bench *b)
{
	double from = bench_wall();
	char block[100] = "a small write";

	if (write(b->file, block, sizeof(block)) != sizeof(block) ||
	    fdatasync(b->file) == -1)
		bench_die("fdatasync: %s", strerror(errno));
	return bench_wall() - from;
}

/* For so long: reads what comes. */
static void
idle(struct bench *b, double seconds)
{
	double until = bench_wall() + seconds, left;

	while ((left = until - bench_wall()) > 0) {
		mosquitto_loop(b->pub, 0, 1);
		read_screen(b, left > 0.01 ? 10 : 1);
	}
}

struct sample {
	double seen, heard, synced;
};

static struct sample
sample(struct bench *b, bool on)
{
	struct sample s;
	double from;

	idle(b, ((b->load == 0 ? GAP_MS : 0) + rand_r(&b->dice) % CHANCE_MS) /
	    1e3);
	from = bench_wall();
	publish_motion(b, 0, on);
	await_word(b, on);
	s.seen = bench_wall() - from;
	while (b->heard_on != on)
		rig_nap(100);
	s.heard = b->heard - from;
	s.synced = try_fdatasync(b);
	return s;
}

static int
compare(const void *pa, const void *pb)
{
	double a = *(const double *)pa, b = *(const double *)pb;

	return (a > b) - (a < b);
}

static void
tell_quantile(const char *when, int percent, const double *seen,
    const double *bare)
{
	double ms = bench_quantile(seen, SAMPLES, percent / 100.0) * 1e3;
	double to = bench_quantile(bare, SAMPLES, percent / 100.0) * 1e3;
	char *name = xasprintf("console: publish to screen, %s, p%d%s", when,
	    percent, percent == 99 ? " (at rest at most 50)" : "");

	/* Frames are 20 ms apart, which is most of it under load. */
	bench_tell(name, ms, "ms", to, "to a bare callback and an fdatasync",
	    ms / to);
	free(name);
}

static void at_rest(struct bench *b);

static double
seconds_to_the_minute(void)
{
	return (double)(60000 - clock_now() % 60000) / 1e3;
}

static void
latency(struct bench *b, const char *when)
{
	static double seen[SAMPLES], bare[SAMPLES];

	for (int i = 0; i < SAMPLES; i++) {
		struct sample s = sample(b, i % 2 == 0);

		/* Now, rather than wait for the next minute. */
		if (b->load == 0 && !b->rested &&
		    seconds_to_the_minute() < IDLE_S / 2)
			at_rest(b);
		seen[i] = s.seen;
		bare[i] = s.heard + s.synced;
	}
	qsort(seen, SAMPLES, sizeof(*seen), compare);
	qsort(bare, SAMPLES, sizeof(*bare), compare);
	tell_quantile(when, 50, seen, bare);
	tell_quantile(when, 99, seen, bare);
}

/* ---- load ---- */

struct load {
	struct mosquitto *pub;
	double next;
};

/* A trace_fn: one a millisecond, though not the corridor's. */
static void
send_one(void *arg, int64_t t, const char *topic, const char *payload)
{
	struct load *load = arg;
	double now;

	(void)t;
	if (strstr(topic, "corridor") != NULL || strstr(topic, "sos") != NULL)
		return;
	publish(load->pub, topic, payload);
	load->next += LOAD_US / 1e6;
	while ((now = bench_wall()) < load->next)
		rig_nap((int)((load->next - now) * 1e6) + 1);
	mosquitto_loop(load->pub, 0, 1);
}

static void
start_load(struct bench *b)
{
	struct trace trace = {.seed = 2, .dwellings = 24, .messages = INT32_MAX,
	    .ms = TRACE_DAY};
	struct load load;

	b->load = fork();
	if (b->load != 0)
		return;
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	load.pub = rig_connect(&b->rig, NULL);
	load.next = bench_wall();
	trace_run(&trace, send_one, &load);
	_exit(0);
}

/* ---- bytes ---- */

/* In the child: the cells that differ (or all of them) by curses alone. */
static void
draw(const struct term *before, const struct term *after)
{
	for (int i = 0; i < after->rows * after->cols; i++) {
		const struct term_cell *cell = &after->cell[i];
		wchar_t text[2] = {(wchar_t)cell->cp, 0};
		attr_t attr = A_NORMAL;
		int pair = alloc_pair(cell->colour, cell->ground);
		cchar_t out;

		if (before != NULL && memcmp(cell, &before->cell[i],
		    sizeof(*cell)) == 0)
			continue;
		attr |= cell->attr & TERM_BOLD ? A_BOLD : 0;
		attr |= cell->attr & TERM_DIM ? A_DIM : 0;
		attr |= cell->attr & TERM_UNDERLINE ? A_UNDERLINE : 0;
		attr |= cell->attr & TERM_REVERSE ? A_REVERSE : 0;
		setcchar(&out, text, attr, 0, &pair);
		mvadd_wch(i / after->cols, i % after->cols, &out);
	}
	refresh();
	/* Not through curses: where its bytes end. */
	if (write(STDOUT_FILENO, "\0", 1) != 1)
		_exit(1);
}

static _Noreturn void
bare_curses(const struct term *before, const struct term *after)
{
	const struct term_cell *last = after->cell + after->rows * after->cols - 1;

	setlocale(LC_ALL, "");
	if (initscr() == NULL)
		_exit(1);
	raw();
	noecho();
	nonl();
	curs_set(0);
	start_color();
	use_default_colors();
	/* What clears a row fills it with this. */
	bkgd(COLOR_PAIR(alloc_pair(-1, last->ground)));
	draw(NULL, before);
	draw(before, after);
	endwin();
	_exit(0);
}

/* How many bytes bare curses sends from the one screen to the other. */
static size_t
bare_bytes(const struct term *before, const struct term *after)
{
	struct winsize size = {.ws_row = ROWS, .ws_col = COLS_WIDE};
	struct term term;
	size_t n = 0;
	int pty, marks = 0;
	char c;
	pid_t pid = forkpty(&pty, NULL, NULL, &size);

	if (pid == 0)
		bare_curses(before, after);
	term_init(&term, ROWS, COLS_WIDE);
	while (marks < 2 && read(pty, &c, 1) == 1) {
		term_feed(&term, &c, 1);
		marks += c == '\0';
		n += marks == 1 && c != '\0';
	}
	if (marks < 2 || term_differs(&term, after) != 0)
		bench_die("bare curses shows something else");
	close(pty);
	waitpid(pid, NULL, 0);
	term_release(&term);
	return n;
}

/* Reads on until nothing comes; returns how many bytes of n there are. */
static size_t
whole_frame(struct bench *b, size_t before)
{
	while (read_screen(b, QUIET_MS))
		;
	return b->bytes - before;
}

static void
tell_bytes(const char *name, double *ours, double *bare, size_t n)
{
	double ratio[CHANGES], a, c;

	for (size_t i = 0; i < n; i++)
		ratio[i] = ours[i] / bare[i];
	a = bench_median(ours, n);
	c = bench_median(bare, n);
	bench_tell(name, a, "bytes", c, "by bare curses for the same cells",
	    bench_median(ratio, n));
}

static void
room_bytes(struct bench *b)
{
	double ours[CHANGES], bare[CHANGES];
	struct term before;

	term_init(&before, ROWS, COLS_WIDE);
	for (int i = 0; i < CHANGES; i++) {
		size_t from;

		/* Until a frame of the clock's has just been. */
		idle(b, GAP_MS / 1e3);
		while (!read_screen(b, 1000))
			;
		whole_frame(b, 0);
		term_copy(&before, &b->term);
		from = b->bytes;
		publish_motion(b, 0, i % 2 == 0);
		await_word(b, i % 2 == 0);
		ours[i] = (double)whole_frame(b, from);
		bare[i] = (double)bare_bytes(&before, &b->term);
	}
	tell_bytes("console: bytes for a changed room (ratio at most 1.5)", ours, bare, CHANGES);
	term_release(&before);
}

/* ---- at rest ---- */

/*
 * With the minute's turn in the middle, whose frame is the one that changes
 * the header's clock.
 */
static void
at_rest(struct bench *b)
{
	double from, cpu[2], wall, ours = 0, bare = 0;
	size_t bytes;
	struct term before;
	int64_t minute;

	term_init(&before, ROWS, COLS_WIDE);
	while (seconds_to_the_minute() > IDLE_S / 2)
		idle(b, 0.1);
	b->rested = true;
	from = bench_wall();
	cpu[0] = cpu_of(b->rig.watch);
	cpu[1] = cpu_of(b->console);
	bytes = b->bytes;
	minute = clock_now() / 60000;
	while (bench_wall() - from < IDLE_S) {
		size_t n = b->bytes;

		term_copy(&before, &b->term);
		mosquitto_loop(b->pub, 0, 1);
		if (!read_screen(b, 100))
			continue;
		n = whole_frame(b, n);
		if (clock_now() / 60000 == minute)
			continue;
		minute = clock_now() / 60000;
		ours = (double)n;
		bare = (double)bare_bytes(&before, &b->term);
	}
	wall = bench_wall() - from;
	cpu[0] = (cpu_of(b->rig.watch) - cpu[0]) / wall * 100;
	cpu[1] = (cpu_of(b->console) - cpu[1]) / wall * 100;
	tell_bytes("console: bytes for the clock's minute (ratio at most 1.5)", &ours, &bare, 1);
	bench_tell_alone("console: bytes at rest", (double)(b->bytes - bytes) /
	    wall, "bytes/s");
	bench_tell_alone("console: CPU when idle, with watch (at most 0.5)", cpu[0] + cpu[1],
	    "% of a core");
	bench_tell_alone("console: CPU when idle, alone", cpu[1],
	    "% of a core");
	term_release(&before);
}

static void
tell_peak(const char *name, pid_t pid)
{
	char *path = xasprintf("/proc/%ld/status", (long)pid);
	FILE *f = fopen(path, "r");
	char line[256];
	long kib = 0;

	while (f != NULL && fgets(line, sizeof(line), f) != NULL)
		sscanf(line, "VmHWM: %ld", &kib);
	if (f != NULL)
		fclose(f);
	if (kib == 0)
		bench_die("no VmHWM of process %ld", (long)pid);
	bench_tell_alone(name, (double)kib / 1024, "MB");
	free(path);
}

/* ---- all of it ---- */

/* What consoles and bare curses run in. */
static void
set_environment(void)
{
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("LANGUAGE", "en", 1);
	unsetenv("NO_COLOR");
	unsetenv("LINES");
	unsetenv("COLUMNS");
}

static void
prepare(struct bench *b)
{
	char *file;

	set_environment();
	rig_init(&b->rig);
	rig_write_day(&b->rig, DAY);
	rig_start(&b->rig);
	b->pub = rig_connect(&b->rig, b);
	b->sub = rig_connect(&b->rig, b);
	mosquitto_message_callback_set(b->sub, on_message);
	mosquitto_subscribe(b->sub, NULL, TOPIC "0", 1);
	mosquitto_loop_start(b->sub);
	file = rig_path(&b->rig, "synced");
	b->file = open(file, O_WRONLY | O_CREAT | O_APPEND, 0600);
	b->dice = 1;
	free(file);
}

/* All of the corridor's sensors known and still, and shown so. */
static void
still_corridor(struct bench *b)
{
	for (int on = 1; on >= 0; on--) {
		for (int i = 3; i >= 0; i--)
			publish_motion(b, i, on == 1 && i == 0);
		await_word(b, on == 1);
	}
}

static void
tell_start(struct bench *b)
{
	struct bench_pair pair = bench_pair(start_and_close, scan, b, STARTS);

	bench_tell("console: start on 200k messages (at most 0.3)", pair.a,
	    "s", pair.b, "a bare scan of the rows", pair.times);
	bench_tell_alone("console: CPU of that start",
	    bench_median(b->start_cpu, (size_t)b->starts), "s");
}

int
main(void)
{
	struct bench b = {0};

	prepare(&b);
	tell_start(&b);
	start_console(&b);
	still_corridor(&b);
	latency(&b, "at rest");
	room_bytes(&b);
	start_load(&b);
	latency(&b, "1000 msg/s");
	rig_end(&b.load);
	if (!b.rested)
		at_rest(&b);
	tell_peak("console: memory at its most (at most 24)", b.console);
	close_console(&b);
	mosquitto_loop_stop(b.sub, true);
	mosquitto_destroy(b.sub);
	mosquitto_destroy(b.pub);
	rig_release(&b.rig);
	return 0;
}
