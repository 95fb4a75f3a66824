/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The terminal on a real one: a child on a pseudo-terminal shows a frame and
 * tells, through a pipe, every key it is given: "key 97". The test types.
 */
#include "ui/tty.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "check_run.h"
#include "ui/mouse.h"
#include "ui/ui.h"

enum { DEADLINE_MS = 20000, GONE = 7, REFUSED = 8 };

struct child {
	pid_t pid;
	int master, told;
	char line[128];   /* what it told last */
	struct str screen; /* all that it wrote on its terminal */
};

static void
set_size(int fd, unsigned short rows, unsigned short cols)
{
	struct winsize size = {.ws_row = rows, .ws_col = cols};

	ck_assert_int_eq(ioctl(fd, TIOCSWINSZ, &size), 0);
}

/* ---- in the child ---- */

static void
show(const char *text)
{
	struct frame frame;
	int rows, cols;

	tty_size(&rows, &cols);
	frame_init(&frame, rows, cols);
	frame_text(&frame, 0, 0, cols, (struct style){MEANS_HIGH, 0},
	    text);
	frame_text(&frame, rows - 1, 0, cols, (struct style){0, 0},
	    "│ æøå 日 corner");
	frame_put(&frame, rows - 1, cols - 1, 'X', (struct style){0, 0});
	tty_show(&frame);
	frame_release(&frame);
}

/* System calls that write, of this process so far; -1: not counted here. */
static long
writes(void)
{
	FILE *io = fopen("/proc/self/io", "r");
	char line[128];
	long n = -1;

	while (io != NULL && fgets(line, sizeof(line), io) != NULL)
		sscanf(line, "syscw: %ld", &n);
	if (io != NULL)
		fclose(io);
	return n;
}

/* Whether something to read ends each wait for a key, and is no key. */
static bool
wakes(void)
{
	int64_t until = clock_monotonic() + DEADLINE_MS;
	bool woken = true;
	int fd[2];

	if (pipe(fd) == -1 || write(fd[1], "x", 1) != 1)
		return false;
	tty_wake(fd[0]);
	for (int i = 0; i < 50; i++)
		woken = woken && tty_key(DEADLINE_MS) == TTY_NOTHING;
	tty_wake(-1);
	close(fd[0]);
	close(fd[1]);
	return woken && clock_monotonic() < until;
}

static _Noreturn void
run_child(int tell, const char *theme)
{
	struct err err;
	int rows, cols, key;
	long before;

	tty_locale("da", "");
	if (tty_start(&err) == -1) {
		dprintf(tell, "refused: %s\n", err.text);
		_exit(REFUSED);
	}
	tty_theme(theme_by_name(theme));
	tty_mouse(true);
	tty_size(&rows, &cols);
	show("hello there");
	dprintf(tell, "size %d %d mono %d utf8 %d\n", rows, cols, tty_mono(),
	    tty_utf8());
	while ((key = tty_key(1000)) != 'q') {
		if (key == TTY_GONE)
			_exit(GONE);
		if (key == TTY_NOTHING)
			continue;
		tty_size(&rows, &cols);
		if (key == UI_KEY_RESIZE)
			show("resized");
		before = writes();
		if (key == 's') {
			show("all over the screen");
			dprintf(tell, "writes %ld\n", writes() - before);
			continue;
		}
		if (key == 'h') {
			for (int i = 0; i < 500; i++)
				show(i % 2 == 0 ? "one of many" : "another");
			dprintf(tell, "shown\n");
			continue;
		}
		if (key == 'z') {
			set_size(STDIN_FILENO, 40, 132);
			show("a frame of the old size");
			continue;
		}
		if (key == 'w') {
			dprintf(tell, "wakes %d\n", wakes());
			continue;
		}
		dprintf(tell, "key %d size %d %d\n", key, rows, cols);
	}
	tty_stop();
	tty_stop();
	_exit(0);
}

/* ---- in the test ---- */

static struct child
begin(const char *term, const char *locale, const char *theme)
{
	struct child child = {0};
	struct winsize size = {.ws_row = 24, .ws_col = 80};
	int tell[2];

	ck_assert_int_eq(pipe(tell), 0);
	str_init(&child.screen);
	child.pid = forkpty(&child.master, NULL, NULL, &size);
	ck_assert_int_ge(child.pid, 0);
	if (child.pid == 0) {
		close(tell[0]);
		if (term != NULL)
			setenv("TERM", term, 1);
		else
			unsetenv("TERM");
		setenv("LC_ALL", locale, 1);
		unsetenv("LINES");
		unsetenv("COLUMNS");
		run_child(tell[1], theme);
	}
	close(tell[1]);
	child.told = tell[0];
	return child;
}

static void
drain(struct child *child)
{
	char buf[4096];
	ssize_t n = read(child->master, buf, sizeof(buf));

	if (n > 0)
		str_addn(&child->screen, buf, (size_t)n);
}

/* The next line that the child tells; "" at its end; reading: its screen. */
static const char *
next_line_while(struct child *child, bool reading)
{
	size_t n = 0;

	for (;;) {
		struct pollfd fd[2] = {
			{.fd = child->told, .events = POLLIN},
			{.fd = child->master, .events = POLLIN},
		};
		bool drains = reading && child->master >= 0;
		int ready = poll(fd, drains ? 2 : 1, DEADLINE_MS);

		ck_assert_msg(ready > 0, "the child tells nothing");
		if (drains && (fd[1].revents & POLLIN) != 0)
			drain(child);
		if ((fd[0].revents & (POLLIN | POLLHUP)) == 0)
			continue;
		if (read(child->told, child->line + n, 1) != 1 ||
		    child->line[n] == '\n' || n + 2 == sizeof(child->line))
			break;
		n++;
	}
	child->line[n] = '\0';
	return child->line;
}

static const char *
next_line(struct child *child)
{
	return next_line_while(child, true);
}

static int
end(struct child *child)
{
	int status;

	while (waitpid(child->pid, &status, 0) == -1)
		ck_assert_int_eq(errno, EINTR);
	close(child->told);
	if (child->master >= 0)
		close(child->master);
	str_release(&child->screen);
	ck_assert(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
type(struct child *child, const char *bytes)
{
	ck_assert_int_eq(write(child->master, bytes, strlen(bytes)),
	    (ssize_t)strlen(bytes));
}

static void
expect_key(struct child *child, const char *bytes, int key)
{
	char wanted[64];

	snprintf(wanted, sizeof(wanted), "key %d size 24 80", key);
	type(child, bytes);
	ck_assert_str_eq(next_line(child), wanted);
}

START_TEST(test_keys)
{
	struct child child = begin("xterm-256color", "C.UTF-8", "dark");

	ck_assert_str_eq(next_line(&child), "size 24 80 mono 0 utf8 1");
	expect_key(&child, "a", 'a');
	expect_key(&child, "\r", '\n');
	expect_key(&child, "\t", '\t');
	expect_key(&child, "æ", 0xe6);
	expect_key(&child, "\x7f", UI_KEY_BACKSPACE);
	expect_key(&child, "\x1bOA", UI_KEY_UP);
	expect_key(&child, "\x1bOB", UI_KEY_DOWN);
	expect_key(&child, "\x1bOC", UI_KEY_RIGHT);
	expect_key(&child, "\x1bOD", UI_KEY_LEFT);
	expect_key(&child, "\x1b[1;2D", UI_KEY_SHIFT_LEFT);
	expect_key(&child, "\x1b[1;2C", UI_KEY_SHIFT_RIGHT);
	expect_key(&child, "\x1b[5~", UI_KEY_PAGE_UP);
	expect_key(&child, "\x1b[6~", UI_KEY_PAGE_DOWN);
	expect_key(&child, "\x1b[Z", UI_KEY_BACKTAB);
	expect_key(&child, "\x1b", 27);
	/* Nothing stops the watch by mistake. */
	expect_key(&child, "\x03", 3);
	expect_key(&child, "\x13", 19);
	expect_key(&child, "\x1a", 26);
	expect_key(&child, "\x1c", 28);
	type(&child, "q");
	ck_assert_str_eq(next_line(&child), "");
	ck_assert_int_eq(end(&child), 0);
}
END_TEST

START_TEST(test_screen)
{
	struct child child = begin("xterm-256color", "C.UTF-8", "dark");

	next_line(&child);
	expect_key(&child, "a", 'a');
	ck_assert_ptr_nonnull(strstr(child.screen.s, "hello there"));
	ck_assert_ptr_nonnull(strstr(child.screen.s, "│ æøå 日 corner"));
	ck_assert_ptr_nonnull(strstr(child.screen.s, "\x1b[38;5;203m"));
	/* No switching of character sets for lines. */
	ck_assert_ptr_null(strstr(child.screen.s, "\x1b(0"));
	type(&child, "q");
	next_line(&child);
	ck_assert_int_eq(end(&child), 0);
}
END_TEST

/*
 * A frame is never seen half, and costs a network one packet: one write to a
 * pipe, and one from there to the terminal.
 */
START_TEST(test_one_write)
{
	struct child child = begin("xterm-256color", "C.UTF-8", "dark");

	next_line(&child);
	type(&child, "s");
	if (access("/proc/self/io", R_OK) == 0)
		ck_assert_str_eq(next_line(&child), "writes 2");
	else
		next_line(&child);
	type(&child, "q");
	next_line(&child);
	ck_assert_int_eq(end(&child), 0);
}
END_TEST

START_TEST(test_wake)
{
	struct child child = begin("xterm-256color", "C.UTF-8", "dark");

	next_line(&child);
	type(&child, "w");
	ck_assert_str_eq(next_line(&child), "wakes 1");
	expect_key(&child, "a", 'a');
	type(&child, "q");
	next_line(&child);
	ck_assert_int_eq(end(&child), 0);
}
END_TEST

START_TEST(test_mono)
{
	struct child child = begin("xterm-256color", "C.UTF-8", "mono");

	ck_assert_str_eq(next_line(&child), "size 24 80 mono 0 utf8 1");
	expect_key(&child, "a", 'a');
	ck_assert_ptr_nonnull(strstr(child.screen.s, "hello there"));
	ck_assert_ptr_null(strstr(child.screen.s, "\x1b[38;5;"));
	type(&child, "q");
	next_line(&child);
	ck_assert_int_eq(end(&child), 0);
}
END_TEST

/* A VT100 has none, whatever the theme. */
START_TEST(test_no_colours)
{
	struct child child = begin("vt100", "C", "light");

	ck_assert_str_eq(next_line(&child), "size 24 80 mono 1 utf8 0");
	expect_key(&child, "a", 'a');
	ck_assert_ptr_nonnull(strstr(child.screen.s, "hello there"));
	ck_assert_ptr_null(strstr(child.screen.s, "\x1b[3"));
	ck_assert_ptr_null(strstr(child.screen.s, "\x1b[4"));
	type(&child, "q");
	next_line(&child);
	ck_assert_int_eq(end(&child), 0);
}
END_TEST

START_TEST(test_locales)
{
	static const struct {
		const char *locale, *utf8;
	} row[] = {
		{"C", "utf8 0"}, {"POSIX", "utf8 0"}, {"C.UTF-8", "utf8 1"},
		{"xx_YY.UTF-8", "utf8 1"}, {"xx_YY.utf8", "utf8 1"},
		{"xx_YY", "utf8 1"}, {"xx_YY.ISO-8859-1", "utf8 0"},
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		struct child child = begin("vt220", row[i].locale, "dark");

		ck_assert_msg(strstr(next_line(&child), row[i].utf8) != NULL,
		    "%s: %s", row[i].locale, child.line);
		type(&child, "q");
		next_line(&child);
		ck_assert_int_eq(end(&child), 0);
	}
}
END_TEST

START_TEST(test_refused)
{
	static const struct {
		const char *term, *why;
	} row[] = {
		{"dumb", "refused: terminal 'dumb' cannot show a screen: "},
		{"no-such-terminal", "refused: terminal 'no-such-terminal' is"
		    " not known here: "},
		{"", "refused: TERM is not set: "},
		{NULL, "refused: TERM is not set: "},
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		struct child child = begin(row[i].term, "C.UTF-8", "dark");

		next_line(&child);
		ck_assert_msg(strncmp(child.line, row[i].why,
		    strlen(row[i].why)) == 0, "%s", child.line);
		ck_assert_int_eq(end(&child), REFUSED);
	}
}
END_TEST

START_TEST(test_no_terminal)
{
	struct err err;
	int fd[2];

	ck_assert_int_eq(pipe(fd), 0);
	ck_assert_int_eq(dup2(fd[0], STDIN_FILENO), STDIN_FILENO);
	setenv("TERM", "xterm", 1);
	ck_assert_int_eq(tty_start(&err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "no terminal"));
	tty_stop();
}
END_TEST

/* Its next line is that it was told of 40x132. */
static void
expect_resize(struct child *child, bool reading)
{
	char wanted[64];

	snprintf(wanted, sizeof(wanted), "key %d size 40 132", UI_KEY_RESIZE);
	ck_assert_str_eq(next_line_while(child, reading), wanted);
}

START_TEST(test_resize)
{
	struct child child = begin("xterm-256color", "C.UTF-8", "dark");

	next_line(&child);
	set_size(child.master, 40, 132);
	expect_resize(&child, true);
	type(&child, "a");
	ck_assert_str_eq(next_line(&child), "key 97 size 40 132");
	ck_assert_ptr_nonnull(strstr(child.screen.s, "resized"));
	type(&child, "q");
	next_line(&child);
	ck_assert_int_eq(end(&child), 0);
}
END_TEST

/* The size changes, and a frame is on its way before it is asked for. */
START_TEST(test_resize_before_a_frame)
{
	struct child child = begin("xterm-256color", "C.UTF-8", "dark");

	next_line(&child);
	type(&child, "z");
	expect_resize(&child, true);
	type(&child, "q");
	next_line(&child);
	ck_assert_int_eq(end(&child), 0);
}
END_TEST

/* A signal alone is no news, and nothing is written. */
START_TEST(test_resize_to_the_same_size)
{
	struct child child = begin("xterm-256color", "C.UTF-8", "dark");
	size_t shown;

	next_line(&child);
	expect_key(&child, "a", 'a');
	shown = child.screen.len;
	for (int i = 0; i < 10; i++) {
		ck_assert_int_eq(kill(child.pid, SIGWINCH), 0);
		expect_key(&child, "a", 'a');
	}
	ck_assert_uint_eq(child.screen.len, shown);
	type(&child, "q");
	next_line(&child);
	ck_assert_int_eq(end(&child), 0);
}
END_TEST

START_TEST(test_mouse)
{
	struct child child = begin("xterm-256color", "C.UTF-8", "dark");

	next_line(&child);
	expect_key(&child, "\x1b[<0;11;5M", mouse_key(MOUSE_CLICK, 4, 10));
	/* It is let go, and pressed again: the second, and then a first. */
	expect_key(&child, "\x1b[<0;11;5m\x1b[<0;11;5M",
	    mouse_key(MOUSE_SECOND, 4, 10));
	expect_key(&child, "\x1b[<0;11;5m\x1b[<0;11;5M",
	    mouse_key(MOUSE_CLICK, 4, 10));
	expect_key(&child, "\x1b[<0;11;5m\x1b[<0;12;5M",
	    mouse_key(MOUSE_CLICK, 4, 11));
	expect_key(&child, "\x1b[<64;1;24M",
	    mouse_key(MOUSE_WHEEL_UP, 23, 0));
	expect_key(&child, "\x1b[<65;80;1M",
	    mouse_key(MOUSE_WHEEL_DOWN, 0, 79));
	/* The other buttons are nobody's. */
	expect_key(&child, "\x1b[<2;11;5Ma", 'a');
	ck_assert_ptr_nonnull(strstr(child.screen.s, "\x1b[?1006;1000h"));
	type(&child, "q");
	ck_assert_str_eq(next_line(&child), "");
	drain(&child);
	ck_assert_ptr_nonnull(strstr(child.screen.s, "\x1b[?1006;1000l"));
	ck_assert_int_eq(end(&child), 0);
}
END_TEST

START_TEST(test_mouse_in_tmux)
{
	struct child child = begin("tmux-256color", "C.UTF-8", "dark");

	next_line(&child);
	expect_key(&child, "\x1b[M \x2b\x25", mouse_key(MOUSE_CLICK, 4, 10));
	type(&child, "q");
	next_line(&child);
	ck_assert_int_eq(end(&child), 0);
}
END_TEST

START_TEST(test_no_mouse_at_the_console)
{
	struct child child = begin("linux", "C.UTF-8", "dark");

	next_line(&child);
	expect_key(&child, "a", 'a');
	ck_assert_ptr_null(strstr(child.screen.s, "1000h"));
	type(&child, "q");
	next_line(&child);
	ck_assert_int_eq(end(&child), 0);
}
END_TEST

/* Nobody reads what it shows: it shows on, and every key is heard. */
START_TEST(test_stuck)
{
	struct child child = begin("xterm-256color", "C.UTF-8", "dark");

	next_line(&child);
	type(&child, "hab");
	ck_assert_str_eq(next_line_while(&child, false), "shown");
	ck_assert_str_eq(next_line_while(&child, false), "key 97 size 24 80");
	ck_assert_str_eq(next_line_while(&child, false), "key 98 size 24 80");
	/* Then it is read again, and the frame that was lost is asked for. */
	ck_assert_int_eq(strncmp(next_line(&child), "key ", 4), 0);
	ck_assert_int_eq(atoi(child.line + 4), UI_KEY_RESIZE);
	expect_key(&child, "c", 'c');
	type(&child, "hq");
	ck_assert_str_eq(next_line_while(&child, false), "shown");
	/* And it ends, read or not. */
	ck_assert_str_eq(next_line_while(&child, false), "");
	ck_assert_int_eq(end(&child), 0);
}
END_TEST

/* The same where its size changes: curses must not draw by itself. */
START_TEST(test_stuck_and_resized)
{
	struct child child = begin("xterm-256color", "C.UTF-8", "dark");

	next_line(&child);
	type(&child, "h");
	ck_assert_str_eq(next_line_while(&child, false), "shown");
	set_size(child.master, 40, 132);
	expect_resize(&child, false);
	type(&child, "aq");
	ck_assert_str_eq(next_line_while(&child, false), "key 97 size 40 132");
	ck_assert_str_eq(next_line_while(&child, false), "");
	ck_assert_int_eq(end(&child), 0);
}
END_TEST

/* Stopped and continued, as a shell does: the screen is drawn anew. */
START_TEST(test_continued)
{
	struct child child = begin("xterm-256color", "C.UTF-8", "dark");
	struct termios modes;
	char wanted[64];

	next_line(&child);
	ck_assert_int_eq(kill(child.pid, SIGTSTP), 0);
	expect_key(&child, "a", 'a');
	ck_assert_int_eq(kill(child.pid, SIGSTOP), 0);
	ck_assert_int_eq(tcgetattr(child.master, &modes), 0);
	modes.c_lflag |= ICANON | ECHO | ISIG;
	ck_assert_int_eq(tcsetattr(child.master, TCSANOW, &modes), 0);
	ck_assert_int_eq(kill(child.pid, SIGCONT), 0);
	snprintf(wanted, sizeof(wanted), "key %d size 24 80", UI_KEY_RESIZE);
	ck_assert_str_eq(next_line(&child), wanted);
	expect_key(&child, "b", 'b');
	expect_key(&child, "\x03", 3);
	type(&child, "q");
	next_line(&child);
	ck_assert_int_eq(end(&child), 0);
}
END_TEST

/* What stands behind an Esc is never a key by itself. */
START_TEST(test_sequences)
{
	struct child child = begin("vt220", "C.UTF-8", "dark");

	next_line(&child);
	expect_key(&child, "\x1b[1;5A", UI_KEY_UP);
	expect_key(&child, "\x1bOA", UI_KEY_UP);
	expect_key(&child, "\x1b" "a", UI_KEY_UNKNOWN);
	expect_key(&child, "\x1b[[A", UI_KEY_UNKNOWN);
	expect_key(&child, "\x1b[99~", UI_KEY_UNKNOWN);
	expect_key(&child, "\x1b\x1b[D", UI_KEY_LEFT);
	/* Torn in two by a slow line. */
	expect_key(&child, "\x1b", 27);
	expect_key(&child, "[A", UI_KEY_UP);
	expect_key(&child, "\x08", UI_KEY_BACKSPACE);
	expect_key(&child, "\x7f", UI_KEY_BACKSPACE);
	type(&child, "q");
	next_line(&child);
	ck_assert_int_eq(end(&child), 0);
}
END_TEST

/*
 * What terminals say by themselves, of several kinds: the key after it is the
 * first that there is. The last two have the old mouse, which is asked for.
 */
START_TEST(test_answers)
{
	static const char *const terms[] = {"xterm-256color", "vt220",
	    "linux", "screen-256color", "tmux-256color"};
	enum { WITHOUT_X10 = 3, NX10 = 2 };
	static const char *const answers[] = {
		"\x1b]11;rgb:1c1c/acac/1c1c\x1b\\", "\x1b]10;rgb:ac/1/1\a",
		"\xc2\x9d" "11;rgb:ac/1/1\xc2\x9c", "\x1bP>|XTerm(388)\x1b\\",
		"\x1b_Gi=31;OK\x1b\\", "\x1b[?64;1;2c", "\x1b[>41;388;0c",
		"\x1b[?2026;2$y", "\x1b[?1u", "\x1b[I", "\x1b[O",
		"\x1b[24;80R", "\x1b[97;1:3u", "\xc2\x9b?1;2c", "\x1b[M a1",
		"\x1b[M ac\x1b[M#ac",
	};
	size_t n = sizeof(answers) / sizeof(answers[0]);

	for (size_t t = 0; t < sizeof(terms) / sizeof(terms[0]); t++) {
		struct child child = begin(terms[t], "C.UTF-8", "dark");

		next_line(&child);
		if (t == WITHOUT_X10)
			n -= NX10;
		for (size_t i = 0; i < n; i++) {
			type(&child, answers[i]);
			expect_key(&child, "\x1b[B", UI_KEY_DOWN);
			expect_key(&child, "b", 'b');
		}
		type(&child, "q");
		next_line(&child);
		ck_assert_int_eq(end(&child), 0);
	}
}
END_TEST

START_TEST(test_paste)
{
	struct child child = begin("xterm-256color", "C.UTF-8", "dark");
	char wanted[64];

	next_line(&child);
	ck_assert_ptr_nonnull(strstr(child.screen.s, "\x1b[?2004h"));
	type(&child, "\x1b[200~acq\r\x1b[201~b");
	for (const char *p = "acq\n"; *p != '\0'; p++) {
		snprintf(wanted, sizeof(wanted), "key %d size 24 80",
		    UI_KEY_PASTED + *p);
		ck_assert_str_eq(next_line(&child), wanted);
	}
	ck_assert_str_eq(next_line(&child), "key 98 size 24 80");
	type(&child, "q");
	next_line(&child);
	drain(&child);
	ck_assert_ptr_nonnull(strstr(child.screen.s, "\x1b[?2004l"));
	ck_assert_int_eq(end(&child), 0);
}
END_TEST

START_TEST(test_leaves_the_terminal_as_it_was)
{
	struct child child = begin("xterm-256color", "C.UTF-8", "dark");
	struct termios during, after;
	tcflag_t want = ICANON | ECHO | ISIG;

	next_line(&child);
	ck_assert_int_eq(tcgetattr(child.master, &during), 0);
	ck_assert_int_eq(during.c_lflag & want, 0);
	type(&child, "q");
	ck_assert_str_eq(next_line(&child), "");
	drain(&child);
	ck_assert_int_eq(tcgetattr(child.master, &after), 0);
	ck_assert_int_eq(after.c_lflag & want, want);
	/* Back to the screen from before, with a cursor. */
	ck_assert_ptr_nonnull(strstr(child.screen.s, "\x1b[?1049l"));
	ck_assert_int_eq(end(&child), 0);
}
END_TEST

/* The window is closed: SIGHUP is ignored here, the reading must tell. */
START_TEST(test_gone)
{
	struct child child;

	signal(SIGHUP, SIG_IGN);
	child = begin("xterm-256color", "C.UTF-8", "dark");
	next_line(&child);
	close(child.master);
	child.master = -1;
	/* The kernel sends SIGCONT as well, which asks for a frame. */
	while (strncmp(next_line(&child), "key ", 4) == 0)
		ck_assert_int_eq(atoi(child.line + 4), UI_KEY_RESIZE);
	ck_assert_str_eq(child.line, "");
	ck_assert_int_eq(end(&child), GONE);
}
END_TEST

CHECK_MAIN("tty", test_keys, test_screen, test_one_write, test_wake,
    test_mono, test_no_colours, test_locales, test_refused, test_no_terminal,
    test_resize, test_resize_before_a_frame, test_resize_to_the_same_size,
    test_mouse, test_mouse_in_tmux, test_no_mouse_at_the_console,
    test_stuck, test_stuck_and_resized, test_continued, test_sequences,
    test_answers, test_paste,
    test_leaves_the_terminal_as_it_was, test_gone)
