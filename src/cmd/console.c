/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The live console on a screen. One turn: sleep until a key, the next look at
 * the journal or a hint that somebody writes into it -> read the clocks once
 * -> the key -> the desk's turn -> the bell -> if anything shows, one frame.
 */
#include "cmd/console.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "cmd/cmd.h"
#include "cmd/desk.h"
#include "cmd/host.h"
#include "cmd/talk.h"
#include "cmd/screen.h"
#include "store/journal.h"
#include "ui/flash.h"
#include "ui/tty.h"

enum {
	FRAME = 20,          /* ms between two frames, at least */
	CATCH_UP = 1000,     /* ms that a frame may wait for the news' end */
};

struct console {
	const struct console_options *options;
	struct desk desk;
	struct screen screen;
	int64_t drawn;       /* monotonic */
	int64_t shown;       /* the ui's time then */
	bool quit;
};

static void
on_request(struct console *c, const struct ui_request *request)
{
	if (request->what == UI_DO_QUIT)
		c->quit = true;
	else if (request->what == UI_DO_REPAIR)
		tty_redraw();
	desk_do(&c->desk, request);
}

/* Not before that is the next one drawn; monotonic. */
static int64_t
frame_at(const struct console *c)
{
	return c->drawn + (desk_is_behind(&c->desk) ? CATCH_UP : FRAME);
}

/* What flashes, or the clock and the ages in seconds, is other than shown. */
static bool
has_aged(const struct console *c)
{
	int64_t step = flash_step(&c->desk.ui);

	if (step == 0)
		step = MS_SECOND;
	return c->desk.ui.now / step != c->shown / step;
}

static void
draw(struct console *c)
{
	struct desk *desk = &c->desk;

	if ((!desk->dirty && !has_aged(c)) || desk->mono < frame_at(c))
		return;
	screen_draw(&c->screen, &desk->ui);
	c->drawn = desk->mono;
	c->shown = desk->ui.now;
	desk->dirty = false;
}

/*
 * News that no frame could show yet can wait as well. What flashes keeps its
 * beat; the clock's next second can wait for the next look.
 */
static int
wait_ms(const struct console *c)
{
	const struct desk *desk = &c->desk;
	int wait = desk_wait(desk), step = flash_step(&desk->ui);
	int64_t frame = frame_at(c) - desk->mono;

	if (step > 0 && step - desk->ui.now % step < wait)
		wait = (int)(step - desk->ui.now % step);
	if (desk->dirty && wait > 0)
		wait = frame < 0 ? 0 : frame < DESK_TURN ? (int)frame :
		    DESK_TURN;
	return wait;
}

static void
turn(struct console *c)
{
	struct desk *desk = &c->desk;
	int32_t key;

	tty_wake(desk_hint(desk));
	key = tty_key(wait_ms(c));
	desk_wake(desk);
	if (key == TTY_GONE) {
		c->quit = true;
	} else if (key != TTY_NOTHING) {
		struct ui_request request = ui_key(&desk->ui, key);

		on_request(c, &request);
	}
	desk_turn(desk);
	if (desk_strikes(desk))
		tty_bell();
	draw(c);
}

/* Points standard error at the log; returns what it was, for give_back(). */
static int
take_stderr(const char *log)
{
	int was = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	int fd = host_open_log(log);

	if (fd < 0)
		fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
	fflush(stderr);
	dup2(fd, STDERR_FILENO);
	close(fd);
	return was;
}

static void
give_back(int was)
{
	fflush(stderr);
	dup2(was, STDERR_FILENO);
	close(was);
}

static int
run_screen(struct console *c)
{
	struct desk *desk = &c->desk;
	struct err err;
	int was;

	if (tty_start(&err) == -1) {
		log_line("%s", err.text);
		return EX_UNAVAILABLE;
	}
	was = take_stderr(desk->collector.log);
	desk->ui.kiosk = c->options->kiosk;
	screen_init(&c->screen, &desk->ui, c->options->theme);
	tty_mouse(!c->options->no_mouse);
	while (!c->quit && !host_leaving())
		turn(c);
	tty_stop();
	give_back(was);
	screen_release(&c->screen);
	return desk_leave(desk);
}

/* Who signs in there has no other name. */
static int
check_sign_in(const struct conf *conf, const char *by, struct err *err)
{
	if (conf->sign_in == SIGN_IN_NONE || by[0] == '\0')
		return 0;
	return err_set(err, "--by is for a console on which nobody signs in:"
	    " leave it out and sign in with i (sign_in in the configuration is"
	    " not \"none\")");
}

int
console_run(const struct console_options *options)
{
	struct conf *conf = cmd_conf(options->conf_path, CONF_WITHOUT_SECRETS);
	struct console c = {.options = options};
	struct err err;
	int code;

	if (conf == NULL)
		return EX_CONFIG;
	if (check_sign_in(conf, options->by, &err) == -1) {
		log_line("%s", err.text);
		conf_free(conf);
		return EX_USAGE;
	}
	desk_init(&c.desk, conf, options->conf_path, options->by);
	if (desk_check(&c.desk, &err) == -1) {
		log_line("%s", err.text);
		code = journal_exit_code(conf->journal, JOURNAL_CREATE);
	} else {
		screen_locale(conf->language);
		code = options->linear ? talk_run(&c.desk) : run_screen(&c);
	}
	desk_release(&c.desk);
	conf_free(conf);
	return code;
}

static int
check_by(const char *by, struct err *err)
{
	if (strlen(by) >= STAFF_SIZE)
		return err_set(err, "'%s' is longer than %d bytes", by,
		    STAFF_SIZE - 1);
	if (!text_is_clean(by, strlen(by)))
		return err_set(err, "--by holds characters that cannot be"
		    " shown");
	return 0;
}

static int
check_theme(const char *theme, bool linear, struct err *err)
{
	if (theme != NULL && linear)
		return err_set(err, "--theme is for the screen, and --linear"
		    " has none");
	return screen_check_theme(theme, err);
}

int
cmd_console(int argc, char **argv)
{
	const char *path = NULL, *by = "", *theme = NULL;
	bool kiosk = false, linear = false, no_mouse = false;
	const struct option_spec spec[] = {
		{'c', "conf", "FILE", "the configuration", &path, NULL},
		{0, "by", "WHO", "the initials that actions are signed with",
		    &by, NULL},
		{0, "theme", "NAME", "dark, light, high-contrast or mono",
		    &theme, NULL},
		{0, "kiosk", NULL, "for the office terminal: closed from"
		    " outside only", NULL, &kiosk},
		{0, "linear", NULL, "no screen: lines of text, for screen"
		    " readers and logs", NULL, &linear},
		{0, "no-mouse", NULL, "leave the mouse to the terminal", NULL,
		    &no_mouse},
		{0},
	};
	int n = cmd_no_arguments(argc, argv, spec,
	    "the live floor plan and alerts");
	struct err err;

	if (n < 0)
		return n == -2 ? 0 : EX_USAGE;
	if (check_by(by, &err) == -1 ||
	    check_theme(theme, linear, &err) == -1) {
		log_line("%s", err.text);
		return EX_USAGE;
	}
	if (kiosk && linear) {
		log_line("--kiosk is for the screen, and --linear has none");
		return EX_USAGE;
	}
	host_catch_signals();
	if (kiosk)
		host_ignore_keyboard();
	return console_run(&(struct console_options){
		.conf_path = cmd_conf_path(path),
		.by = by,
		.kiosk = kiosk,
		.linear = linear,
		.theme = theme,
		.no_mouse = no_mouse,
	});
}
