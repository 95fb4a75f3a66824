/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Curses keeps two screens and sends the difference, so a row that has
 * changed is simply written again whole. The frame that was shown last is
 * kept so that a frame without news costs nothing.
 *
 * A terminal that has stopped reading must stop nothing else: what it does not
 * take waits (ui/outgoing.h), and no frame is drawn until it has taken all.
 *
 * A read that ends says the same as one that has nothing, so poll() is asked
 * first: what is readable and yields no key, again and again, is gone.
 *
 * Curses is not told of SIGWINCH: it would ask for the size in the middle of a
 * frame, of the pipe that is there then, and the news would be lost. Nor are
 * keys read from a window of its screen, which it would draw first by itself,
 * past what waits and for as long as the terminal takes nothing.
 */
#include "ui/tty.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/escape.h"
#include "ui/mouse.h"
#include "ui/outgoing.h"
#include "ui/ui.h"

enum {
	ESC_DELAY_MS = 50, /* that the rest of a key may come after its Esc */
	EMPTY_READS_MAX = 8,
	STUCK_MS = 50,     /* between two tries at a terminal that is stuck */
	CELL_MAX = 24,     /* bytes that a cell may need, with its colours */
	FEW = 1024,        /* bytes, of what is no frame */
	LAST_MS = 500,     /* for it to take the end */
	SECOND_MS = 400,   /* between two clicks that are one */
};

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"


/* Curses has one terminal a process; this is what we know of it. */
static struct {
	SCREEN *screen;
	WINDOW *keys;    /* a pad: what keys are read from */
	struct frame last;
	const struct theme *theme; /* what shows; borrowed */
	struct look look[MEANING_COUNT];
	int colours;     /* that it can show; 0: none */
	int empty_reads; /* in a row */
	int wake;        /* a descriptor that ends a wait, or -1 */
	bool all;        /* the next frame is drawn whole */
	int64_t clicked; /* monotonic: the last click, and where */
	int click_row, click_col;
	bool late;       /* a frame could not be drawn */
	bool ansi;       /* it knows control sequences by Esc [ */
	struct outgoing out;
	struct escape escape;
	int pending;     /* a key that was looked at ahead, or TTY_NOTHING */
	struct termios was;
} tty = {.wake = -1, .pending = TTY_NOTHING};

static volatile sig_atomic_t continued; /* after a stop */
static volatile sig_atomic_t sized;     /* anew */

/* ---- the locale ---- */

static bool
names_utf8(const char *name)
{
	const char *codeset = strchr(name, '.');

	return codeset == NULL || strncasecmp(codeset, ".utf", 4) == 0;
}

/* Of a category: the locale that the environment asks for. */
static const char *
wanted_locale(const char *category)
{
	const char *const names[] = {"LC_ALL", category, "LANG"};

	for (int i = 0; i < 3; i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && value[0] != '\0')
			return value;
	}
	return "C";
}

static bool
is_plain(const char *locale)
{
	return locale == NULL || strcmp(locale, "C") == 0 ||
	    strcmp(locale, "POSIX") == 0;
}

#ifdef ENABLE_NLS
/* A natvagt that is not installed has its words in locale/ beside it. */
static void
bind_words(const char *program_folder)
{
	const char *told = getenv("TEXTDOMAINDIR");
	char *beside = xasprintf("%s/locale", program_folder);

	if (told == NULL)
		told = access(beside, X_OK) == 0 ? beside : LOCALEDIR;
	bindtextdomain(PACKAGE, told);
	bind_textdomain_codeset(PACKAGE, "UTF-8");
	textdomain(PACKAGE);
	free(beside);
}
#endif

void
tty_locale(const char *language, const char *program_folder)
{
	const char *user = getenv("LANGUAGE");
	const char *wanted = wanted_locale("LC_CTYPE");

	if (setlocale(LC_CTYPE, "") == NULL && !is_plain(wanted) &&
	    names_utf8(wanted))
		setlocale(LC_CTYPE, "C.UTF-8");
	/* In the locale C gettext is deaf to LANGUAGE. */
	if (setlocale(LC_MESSAGES, "") == NULL ||
	    is_plain(setlocale(LC_MESSAGES, NULL)))
		setlocale(LC_MESSAGES, "C.UTF-8");
	setlocale(LC_NUMERIC, "C");
	if (language != NULL && (user == NULL || user[0] == '\0'))
		setenv("LANGUAGE", language, 1);
#ifdef ENABLE_NLS
	bind_words(program_folder);
#endif
}

bool
tty_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* ---- start and stop ---- */

/* Whether TERM names a terminal on which one can move about. */
static int
check_terminal(struct err *err)
{
	const char *name = getenv("TERM"), *cup;
	int found;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(err, "this is no terminal: the screen needs one"
		    " (--linear does not)");
	if (name == NULL || name[0] == '\0')
		return err_set(err, "TERM is not set: set it, or use"
		    " --linear");
	if (setupterm(name, STDOUT_FILENO, &found) == ERR)
		return err_set(err, "terminal '%s' is not known here: set TERM,"
		    " or use --linear", name);
	cup = tigetstr("cup");
	tty.ansi = cup != NULL && cup != (char *)-1 &&
	    strncmp(cup, "\033[", 2) == 0;
	if (cup == NULL || cup == (char *)-1) {
		del_curterm(cur_term);
		return err_set(err, "terminal '%s' cannot show a screen: set"
		    " TERM, or use --linear", name);
	}
	del_curterm(cur_term);
	return 0;
}

/* Each meaning has a pair, from 1 on. */
static void
start_colours(void)
{
	tty.colours = 0;
	tty.theme = NULL;
	if (has_colors() && start_color() == OK &&
	    use_default_colors() == OK && COLOR_PAIRS > MEANING_COUNT)
		tty.colours = COLORS;
}

static void
on_continued(int signal)
{
	(void)signal;
	continued = 1;
}

static void
on_sized(int signal)
{
	(void)signal;
	sized = 1;
}

/*
 * A watch that is stopped by a key would be no watch. What is caught before
 * curses starts stays ours.
 */
static void
catch_signals(void)
{
	struct sigaction action = {.sa_handler = on_continued};

	sigaction(SIGCONT, &action, NULL);
	action.sa_handler = on_sized;
	sigaction(SIGWINCH, &action, NULL);
	action.sa_handler = SIG_IGN;
	sigaction(SIGTSTP, &action, NULL);
}

static void
tell_terminal(const char *sequence)
{
	if (!tty.ansi)
		return;
	fputs(sequence, stdout);
	fflush(stdout);
}

int
tty_start(struct err *err)
{
	if (check_terminal(err) == -1)
		return -1;
	tcgetattr(STDIN_FILENO, &tty.was);
	catch_signals();
	/* Line drawing as characters, also where a terminal has its own way. */
	setenv("NCURSES_NO_UTF8_ACS", "1", 1);
	tty.screen = newterm(NULL, stdout, stdin);
	if (tty.screen == NULL)
		return err_set(err, "terminal '%s' cannot be used",
		    getenv("TERM"));
	bug_set_restore(tty_stop);
	/* Before its first end curses writes every movement by itself. */
	endwin();
	if (getenv("ESCDELAY") == NULL)
		set_escdelay(ESC_DELAY_MS);
	raw();
	noecho();
	nonl();
	tty.keys = newpad(1, 1);
	keypad(tty.keys, TRUE);
	nodelay(tty.keys, TRUE);
	tty_mouse(false);
	leaveok(stdscr, FALSE);
	scrollok(stdscr, FALSE);
	typeahead(-1);
	/* Its modes are set on the terminal, not on a pipe. */
	refresh();
	start_colours();
	tell_terminal(PASTE_ON);
	outgoing_init(&tty.out, STDOUT_FILENO);
	tty.empty_reads = 0;
	return 0;
}

void
tty_stop(void)
{
	if (tty.screen == NULL)
		return;
	flushinp();
	outgoing_begin(&tty.out, FEW);
	tell_terminal(PASTE_OFF);
	curs_set(1);
	endwin();
	outgoing_end(&tty.out);
	outgoing_drain(&tty.out, LAST_MS);
	outgoing_release(&tty.out);
	tcsetattr(STDIN_FILENO, TCSANOW, &tty.was);
	delwin(tty.keys);
	delscreen(tty.screen);
	tty.screen = NULL;
	frame_release(&tty.last);
	bug_set_restore(NULL);
}

bool
tty_mono(void)
{
	return tty.colours == 0;
}

void
tty_theme(const struct theme *theme)
{
	if (theme == tty.theme)
		return;
	for (short i = 0; i < MEANING_COUNT; i++) {
		tty.look[i] = theme_look(theme, (enum meaning)i, tty.colours);
		if (tty.colours > 0)
			init_pair((short)(i + 1), tty.look[i].fg,
			    tty.look[i].bg);
	}
	if (tty.colours > 0)
		bkgd(COLOR_PAIR(MEANS_TEXT + 1));
	tty.theme = theme;
	tty.all = true;
}

/* At the Linux console curses would look for another daemon. */
static bool
knows_mouse(void)
{
	const char *mouse = tigetstr("kmous");

	return mouse != NULL && mouse != (char *)-1 &&
	    strncmp(termname(), "linux", 5) != 0;
}

void
tty_mouse(bool on)
{
	/* Reports of a mouse that was not asked for are no keys of curses'. */
	keyok(KEY_MOUSE, on && knows_mouse());
	if (!knows_mouse())
		return;
	mouseinterval(0); /* else curses waits to see what a click becomes */
	mousemask(on ? BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0,
	    NULL);
}

void
tty_size(int *rows, int *cols)
{
	getmaxyx(stdscr, *rows, *cols);
}

/* ---- showing ---- */

static attr_t
attr_of(struct style style)
{
	int all = style.attr | tty.look[style.meaning].attr;
	attr_t attr = A_NORMAL;

	attr |= all & ATTR_BOLD ? A_BOLD : 0;
	attr |= all & ATTR_UNDERLINE ? A_UNDERLINE : 0;
	attr |= all & LOOK_DIM ? A_DIM : 0;
	attr |= all & LOOK_REVERSE ? A_REVERSE : 0;
	return attr;
}

static void
draw_cell(int row, int col, const struct cell *cell, bool wide)
{
	short pair = tty.colours > 0 ? (short)(cell->style.meaning + 1) : 0;
	wchar_t text[2] = {(wchar_t)cell->cp, L'\0'};
	cchar_t out;

	/* Where libc thinks otherwise of a width, columns would slip. */
	if (wcwidth(text[0]) != (wide ? 2 : 1))
		text[0] = L'?';
	setcchar(&out, text, attr_of(cell->style), pair, NULL);
	mvadd_wch(row, col, &out);
	if (wide && text[0] == L'?')
		mvadd_wch(row, col + 1, &out);
}

static void
draw_row(const struct frame *frame, int row)
{
	const struct cell *cell = frame->cell +
	    (size_t)row * (size_t)frame->cols;

	for (int c = 0; c < frame->cols; c++)
		if (cell[c].cp != 0)
			draw_cell(row, c, &cell[c], c + 1 < frame->cols &&
			    cell[c + 1].cp == 0);
}

static bool
row_is_new(const struct frame *frame, int row)
{
	size_t at = (size_t)row * (size_t)frame->cols;

	for (int c = 0; c < frame->cols; c++) {
		const struct cell *a = &frame->cell[at + (size_t)c];
		const struct cell *b = &tty.last.cell[at + (size_t)c];

		if (a->cp != b->cp || a->style.meaning != b->style.meaning ||
		    a->style.attr != b->style.attr)
			return true;
	}
	return false;
}

static void
keep_frame(const struct frame *frame)
{
	if (tty.last.rows != frame->rows || tty.last.cols != frame->cols ||
	    tty.last.cell == NULL) {
		frame_release(&tty.last);
		frame_init(&tty.last, frame->rows, frame->cols);
	}
	memcpy(tty.last.cell, frame->cell, (size_t)frame->rows *
	    (size_t)frame->cols * sizeof(*frame->cell));
}

void
tty_show(const struct frame *frame)
{
	bool all = tty.all || tty.last.cell == NULL ||
	    tty.last.rows != frame->rows || tty.last.cols != frame->cols;

	tty.late = !outgoing_flush(&tty.out);
	if (tty.late)
		return;
	if (tty.theme == NULL)
		tty_theme(theme_next(NULL));
	outgoing_begin(&tty.out, frame->rows * frame->cols * CELL_MAX);
	if (all) {
		erase();
		clearok(stdscr, TRUE);
	}
	for (int r = 0; r < frame->rows; r++)
		if (all || row_is_new(frame, r))
			draw_row(frame, r);
	if (frame->cursor_row >= 0) {
		curs_set(1);
		move(frame->cursor_row, frame->cursor_col);
	} else {
		curs_set(0);
	}
	wnoutrefresh(stdscr);
	doupdate();
	outgoing_end(&tty.out);
	keep_frame(frame);
	tty.all = false;
}

void
tty_redraw(void)
{
	tty.all = true;
}

void
tty_bell(void)
{
	if (!outgoing_flush(&tty.out))
		return;
	outgoing_begin(&tty.out, FEW);
	beep();
	outgoing_end(&tty.out);
}

/* ---- keys ---- */

/* A second click is one at the same place, soon enough. */
static int
mouse_of(const MEVENT *event)
{
	int64_t now = clock_monotonic();
	bool again = event->x == tty.click_col && event->y == tty.click_row &&
	    now - tty.clicked <= SECOND_MS;

	if (event->y < 0 || event->y >= MOUSE_SIDE || event->x < 0 ||
	    event->x >= MOUSE_SIDE)
		return TTY_NOTHING;
	if ((event->bstate & BUTTON4_PRESSED) != 0)
		return mouse_key(MOUSE_WHEEL_UP, event->y, event->x);
	if ((event->bstate & BUTTON5_PRESSED) != 0)
		return mouse_key(MOUSE_WHEEL_DOWN, event->y, event->x);
	if ((event->bstate & BUTTON1_PRESSED) == 0)
		return TTY_NOTHING;
	/* A third one begins anew. */
	tty.clicked = again ? INT64_MIN / 2 : now;
	tty.click_row = event->y;
	tty.click_col = event->x;
	return mouse_key(again ? MOUSE_SECOND : MOUSE_CLICK, event->y,
	    event->x);
}

static int
key_of(wint_t key)
{
	MEVENT event;

	switch (key) {
	case KEY_UP: return UI_KEY_UP;
	case KEY_DOWN: return UI_KEY_DOWN;
	case KEY_LEFT: return UI_KEY_LEFT;
	case KEY_RIGHT: return UI_KEY_RIGHT;
	case KEY_SLEFT: return UI_KEY_SHIFT_LEFT;
	case KEY_SRIGHT: return UI_KEY_SHIFT_RIGHT;
	case KEY_PPAGE: return UI_KEY_PAGE_UP;
	case KEY_NPAGE: return UI_KEY_PAGE_DOWN;
	case KEY_HOME: return UI_KEY_HOME;
	case KEY_END: return UI_KEY_END;
	case KEY_BTAB: return UI_KEY_BACKTAB;
	case KEY_ENTER: return '\n';
	case KEY_BACKSPACE: return UI_KEY_BACKSPACE;
	case KEY_DC: return UI_KEY_DELETE;
	case KEY_MOUSE:
		return getmouse(&event) == OK ? mouse_of(&event) : TTY_NOTHING;
	default: return TTY_NOTHING;
	}
}

/* What curses has at hand, or TTY_NOTHING. */
static int
curses_key(void)
{
	wint_t key;
	int pending = tty.pending;

	tty.pending = TTY_NOTHING;
	if (pending != TTY_NOTHING)
		return pending;

	switch (wget_wch(tty.keys, &key)) {
	case KEY_CODE_YES:
		return key_of(key);
	case OK:
		break;
	default:
		return TTY_NOTHING;
	}
	if (key == '\r')
		return '\n';
	if (key == 127 || key == 8)
		return UI_KEY_BACKSPACE;
	return (int)key;
}

/* The next whole key at hand, or TTY_NOTHING. */
static int
read_key(void)
{
	int key;

	while ((key = curses_key()) != TTY_NOTHING) {
		tty.empty_reads = 0;
		if (escape_asks(&tty.escape, key))
			tty.pending = curses_key();
		key = escape_key(&tty.escape, key,
		    tty.pending != TTY_NOTHING, clock_monotonic());
		if (key != ESCAPE_NOTHING)
			return key;
	}
	return TTY_NOTHING;
}

/* Whether the terminal has another size than curses thinks. */
static bool
takes_size(void)
{
	struct winsize size;

	sized = 0;
	if (ioctl(STDIN_FILENO, TIOCGWINSZ, &size) == -1 ||
	    !is_term_resized(size.ws_row, size.ws_col))
		return false;
	resize_term(size.ws_row, size.ws_col);
	tty.all = true;
	return true;
}

/* The shell has had the terminal meanwhile, and the signals of its size. */
static int
come_back(void)
{
	continued = 0;
	reset_prog_mode();
	outgoing_begin(&tty.out, FEW);
	tell_terminal(PASTE_ON);
	outgoing_end(&tty.out);
	takes_size();
	tty.all = true;
	return UI_KEY_RESIZE;
}

/* What signals have told. */
static int
news(void)
{
	if (continued)
		return come_back();
	return sized && takes_size() ? UI_KEY_RESIZE : TTY_NOTHING;
}

/* What it takes by now; once that is all, a frame that had to wait is drawn. */
static int
catch_up(void)
{
	if (!outgoing_flush(&tty.out) || !tty.late)
		return TTY_NOTHING;
	tty.late = false;
	return UI_KEY_RESIZE;
}

void
tty_wake(int fd)
{
	tty.wake = fd;
}

/* poll(), which those signals end also when they come just before it. */
static int
poll_or_news(struct pollfd *in, nfds_t n, int timeout_ms)
{
	struct timespec wait = {timeout_ms / 1000,
	    (long)(timeout_ms % 1000) * 1000000};
	sigset_t ours, before;
	int ready = -1;

	sigemptyset(&ours);
	sigaddset(&ours, SIGCONT);
	sigaddset(&ours, SIGWINCH);
	sigprocmask(SIG_BLOCK, &ours, &before);
	errno = EINTR;
	if (!continued && !sized)
		ready = ppoll(in, n, timeout_ms < 0 ? NULL : &wait, &before);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return ready;
}

int
tty_key(int timeout_ms)
{
	struct pollfd in[3] = {
		{.fd = STDIN_FILENO, .events = POLLIN},
		{.fd = tty.wake, .events = POLLIN},
		{.fd = outgoing_wait(&tty.out), .events = POLLOUT},
	};
	int key = read_key();

	if (key == TTY_NOTHING)
		key = news();
	if (key == TTY_NOTHING)
		key = catch_up();
	if (key != TTY_NOTHING)
		return key;
	if (tty.late && timeout_ms < STUCK_MS)
		timeout_ms = STUCK_MS;
	if (poll_or_news(in, 3, timeout_ms) == -1) {
		if (errno != EINTR)
			return TTY_GONE;
		in[0].revents = 0;
	}
	if ((in[0].revents & (POLLERR | POLLNVAL)) != 0)
		return TTY_GONE;
	key = read_key();
	if (key != TTY_NOTHING || in[0].revents == 0) {
		tty.empty_reads = 0;
		return key;
	}
	/* An unknown key's bytes may yield nothing as well, but not for ever. */
	if ((in[0].revents & POLLHUP) != 0 ||
	    ++tty.empty_reads >= EMPTY_READS_MAX)
		return TTY_GONE;
	return TTY_NOTHING;
}
