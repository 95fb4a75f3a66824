/* SPDX-License-Identifier: Apache-2.0 */
/*
 * No curses and no escape codes: every line goes to standard output once and
 * stays. One turn: sleep until something was typed or the next look at the
 * journal -> read the clocks once -> a line that was typed -> the desk's turn,
 * which tells what has happened -> what else is new is said. A line a turn, so
 * that the next one sees what came of it.
 *
 * A collector that has only just been started is no cause for alarm: until it
 * has been heard, for a moment, nothing is said and nothing read.
 */
#include "cmd/talk.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <termios.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/text.h"
#include "cmd/host.h"
#include "ui/ask.h"
#include "ui/linear.h"
#include "ui/linear_page.h"
#include "ui/tty.h"
#include "ui/view.h"
#include "ui/words.h"

enum {
	LINE_MAX_BYTES = 1024,
	READ_MAX_BYTES = 4096,
	START_WAIT = 5000, /* ms for the collector's first sign of life */
};

/* Lines on their way to standard output. */
struct voice {
	const struct ui *ui; /* borrowed */
	struct str out;      /* to be said */
	char date[WORDS_SIZE]; /* of the line before */
	int64_t seen;        /* entries of the log so far */
	bool prompted;       /* the last thing said was the prompt */
};

struct linear {
	struct desk *desk;
	struct voice voice;
	char read[READ_MAX_BYTES]; /* what was typed and not looked at yet */
	size_t nread, at;
	struct str typed;    /* the line as far as it has come */
	char notice[UI_NOTICE_SIZE], warning[UI_NOTICE_SIZE]; /* as said last */
	struct str banner;   /* as it stood last */
	bool interactive;    /* somebody sits at both ends */
	bool hidden;         /* what is typed does not show */
	bool listens;        /* standard input has not ended */
	bool answered;       /* what was typed, or the start: a prompt is due */
	int64_t started;     /* monotonic */
	bool settled;        /* the start is over: see above */
	bool known;          /* how it stands has been said */
	int error;           /* of standard output, errno; 0: none */
	bool quit;
};

/* ---- saying ---- */

/* What was added to `out`, in what the terminal can show. */
static void
say(struct voice *voice)
{
	struct str ascii;

	if (voice->out.len == 0)
		return;
	if (voice->prompted)
		putchar('\n');
	voice->prompted = false;
	str_init(&ascii);
	for (char *line = voice->out.s, *end; *line != '\0'; line = end + 1) {
		end = line + strcspn(line, "\n");
		*end = '\0';
		str_clear(&ascii);
		if (voice->ui->ascii)
			frame_ascii_line(line, &ascii);
		puts(voice->ui->ascii ? ascii.s : line);
	}
	str_release(&ascii);
	str_clear(&voice->out);
}

/* Lines have times alone; the day is said where it is another one. */
static void
add_date(struct voice *voice, int64_t t)
{
	char date[WORDS_SIZE];

	words_date(&voice->ui->conf->zone, t, date);
	if (strcmp(date, voice->date) == 0)
		return;
	memcpy(voice->date, date, sizeof(date));
	str_addf(&voice->out, "%s\n", date);
}

/* The last entry of the log, if it is new: not every event makes one. */
static void
add_entry(struct voice *voice, const struct ui_log *log)
{
	const struct ui_entry *entry;

	if (ui_log_count(log) == voice->seen)
		return;
	voice->seen = ui_log_count(log);
	entry = &log->v[log->n - 1];
	add_date(voice, entry->t);
	linear_entry(voice->ui, entry, &voice->out);
}

/* An event_fn. */
static void
on_event(void *arg, const struct event *event)
{
	struct linear *l = arg;

	(void)event;
	add_entry(&l->voice, &l->desk->log);
}

/* Whether a banner is news: numbers in it go on by themselves. */
static bool
is_other(const char *a, const char *b)
{
	const char *digits = "0123456789";

	for (;;) {
		a += strspn(a, digits);
		b += strspn(b, digits);
		if (*a != *b)
			return true;
		if (*a == '\0')
			return false;
		a++;
		b++;
	}
}

static void
say_banner(struct linear *l)
{
	struct str now;

	str_init(&now);
	linear_banner(&l->desk->ui, &now);
	if (is_other(now.s, l->banner.s)) {
		add_date(&l->voice, l->desk->ui.now);
		if (now.len > 0)
			str_add(&l->voice.out, now.s);
		else
			str_addf(&l->voice.out, "%s\n", _("The watch goes on."));
		str_clear(&l->banner);
		str_add(&l->banner, now.s);
	}
	str_release(&now);
}

static void
say_once(struct linear *l, const char *text, char said[UI_NOTICE_SIZE])
{
	if (strcmp(text, said) == 0)
		return;
	strcpy(said, text);
	linear_text(text, &l->voice.out);
}

static void
say_notice(struct linear *l)
{
	say_once(l, l->desk->ui.warning, l->warning);
	say_once(l, l->desk->ui.notice, l->notice);
}

/* While a secret is asked for, what is typed does not show. */
static void
hide_typing(struct linear *l, bool hide)
{
	struct termios modes;

	if (!l->interactive || hide == l->hidden ||
	    tcgetattr(STDIN_FILENO, &modes) == -1)
		return;
	if (hide)
		modes.c_lflag &= ~(tcflag_t)ECHO;
	else
		modes.c_lflag |= ECHO;
	tcsetattr(STDIN_FILENO, TCSANOW, &modes);
	l->hidden = hide;
}

static bool
is_secret(const struct ui *ui)
{
	const struct question *q = ask_question(ui->ask);

	return q != NULL && q->secret;
}

static bool
is_settled(const struct linear *l)
{
	return l->desk->mono - l->started >= START_WAIT ||
	    (view_is_watched(&l->desk->ui) && !desk_is_behind(l->desk));
}

static void
say_news(struct linear *l)
{
	const struct ui *ui = &l->desk->ui;

	l->settled = l->settled || is_settled(l);
	if (!l->settled)
		return;
	hide_typing(l, is_secret(ui));
	say_banner(l);
	if (!l->known && ui->world != NULL) {
		add_date(&l->voice, ui->now);
		linear_summary(ui, &l->voice.out);
		l->known = true;
	}
	say_notice(l);
	say(&l->voice);
	l->voice.seen = ui_log_count(&l->desk->log);
	/* News come without one: it would be read aloud with each. */
	if (l->interactive && l->answered) {
		fputs("> ", stdout);
		l->voice.prompted = true;
		l->answered = false;
	}
	if (fflush(stdout) == EOF || ferror(stdout))
		l->error = errno;
}

/* ---- listening ---- */

static void
say_sheet(struct linear *l)
{
	struct str lines;

	str_init(&lines);
	sheet_lines(l->desk->ui.sheet, &lines);
	linear_text(lines.s, &l->voice.out);
	str_release(&lines);
}

static void
on_line(struct linear *l, const char *line)
{
	struct str clean;
	struct ui_request request;

	str_init(&clean);
	text_clean(&clean, line, strlen(line));
	l->voice.prompted = false;
	l->notice[0] = '\0';
	request = linear_command(&l->desk->ui, clean.s, &l->voice.out);
	l->quit = l->quit || request.what == UI_DO_QUIT;
	desk_do(l->desk, &request);
	if (request.what == UI_DO_HANDOVER && l->desk->ui.sheet != NULL)
		say_sheet(l);
	say_notice(l);
	l->answered = true;
	/* It may have been a PIN. */
	explicit_bzero(clean.s, clean.len);
	str_release(&clean);
}

/*
 * The next line, if it has come whole. What is longer than any command is none;
 * its end is thrown away.
 */
static void
take_line(struct linear *l)
{
	char c = '\0';

	while (l->at < l->nread && c != '\n') {
		c = l->read[l->at];
		l->read[l->at++] = '\0';
		if (c != '\n' && c != '\0' && l->typed.len < LINE_MAX_BYTES)
			str_addc(&l->typed, c);
	}
	if (c != '\n')
		return;
	on_line(l, l->typed.s);
	explicit_bzero(l->typed.s, l->typed.len);
	str_clear(&l->typed);
}

/* At a terminal its end (Ctrl-D) is a slip of the hand. */
static void
listen(struct linear *l)
{
	ssize_t n = read(STDIN_FILENO, l->read, sizeof(l->read));

	l->at = 0;
	l->nread = n > 0 ? (size_t)n : 0;
	if (n == 0 && l->interactive) {
		l->answered = true;
		putchar('\n');
	} else if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN)) {
		l->listens = false;
		l->quit = l->interactive;
	}
}

static void
turn(struct linear *l)
{
	bool more = l->at < l->nread;
	struct pollfd in[2] = {
		{.fd = l->listens && l->settled && !more ? STDIN_FILENO : -1,
		    .events = POLLIN},
		{.fd = desk_hint(l->desk), .events = POLLIN},
	};
	int ready = poll(in, 2, more ? 0 : desk_wait(l->desk));

	desk_wake(l->desk);
	if (ready > 0 && in[0].revents != 0)
		listen(l);
	take_line(l);
	desk_turn(l->desk);
	if (desk_strikes(l->desk) && l->interactive)
		putchar('\a');
	say_news(l);
	l->quit = l->quit || l->error != 0;
}

/* A reader that has gone away is no fault, and nothing to be told. */
static int
output_code(int error)
{
	if (error != 0 && error != EPIPE)
		log_line("cannot write to standard output: %s",
		    strerror(error));
	return error != 0 ? EX_IOERR : 0;
}

int
talk_run(struct desk *desk)
{
	struct linear l = {
		.desk = desk,
		.voice = {.ui = &desk->ui},
		.interactive = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO),
		.started = desk->mono,
		.listens = true,
		.answered = true,
	};
	int code;

	str_init(&l.typed);
	str_init(&l.voice.out);
	str_init(&l.banner);
	desk->ui.ascii = !tty_utf8();
	desk->ui.mono = true;
	desk->ui.linear = true;
	desk->tell = on_event;
	desk->arg = &l;
	while (!l.quit && !host_leaving())
		turn(&l);
	hide_typing(&l, false);
	code = desk_leave(desk);
	if (code == 0)
		code = output_code(l.error);
	str_release(&l.typed);
	str_release(&l.voice.out);
	str_release(&l.banner);
	return code;
}

/* ---- a recorded night ---- */

struct telling {
	struct voice voice;
	struct ui ui;
	struct ui_log log;
};

/* An event_fn. */
static void
on_recorded(void *arg, const struct event *event)
{
	struct telling *telling = arg;
	int64_t before = ui_log_count(&telling->log);

	ui_log_event(&telling->log, event);
	if (ui_log_count(&telling->log) == before)
		return;
	add_entry(&telling->voice, &telling->log);
	say(&telling->voice);
}

int
talk_night(struct recording *recording, const struct conf *conf)
{
	struct telling telling = {.voice = {.ui = &telling.ui}};

	ui_init(&telling.ui);
	telling.ui.conf = conf;
	telling.ui.read_only = true;
	telling.ui.linear = true;
	telling.ui.ascii = !tty_utf8();
	str_init(&telling.voice.out);
	while (!ferror(stdout) &&
	    recording_step(recording, on_recorded, &telling))
		;
	str_release(&telling.voice.out);
	ui_log_release(&telling.log);
	return output_code(fflush(stdout) == EOF || ferror(stdout) ? errno :
	    0);
}
