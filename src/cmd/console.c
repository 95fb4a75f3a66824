/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The live console. One turn: sleep until a key, the next look at the journal
 * or a hint that somebody writes into it -> read the clocks once -> the key ->
 * write what staff did -> fold the journal's news -> the collector, the bell ->
 * if anything shows, one frame. Everything in a turn is bounded; nothing here
 * knows of a network.
 *
 * Nothing that staff does is shown until it has come back through the
 * journal. While the journal cannot be written it waits in the outbox, and
 * the screen says so.
 */
#include "cmd/console.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "cmd/cmd.h"
#include "cmd/collector.h"
#include "cmd/host.h"
#include "cmd/outbox.h"
#include "cmd/screen.h"
#include "ui/bell.h"
#include "ui/list.h"
#include "ui/live.h"
#include "ui/tty.h"
#include "ui/words.h"

enum {
	TURN = 100,          /* ms between two looks at the journal, and … */
	SOON = 1,            /* … from a hint on, twice as long each time */
	FRAME = 20,          /* ms between two frames, at least */
	BLINK = 250,         /* ms: what flashes, and the clock's seconds */
	ROWS_A_TURN = 20000,
	CATCH_UP = 1000,     /* ms that a frame may wait for the news' end */
	NOTICE = 6000,
	WRITE_WAIT = 20,     /* ms in a turn for the journal's write lock */
	LAST_WAIT = 2000,    /* the same when leaving */
	CHECK_FILE = 5000,
	AGAIN = 1000,        /* ms after a failure to read the journal */
	MAKING_WAIT = 3000,  /* ms for another process making the journal */
};

struct console {
	const struct console_options *options;
	struct conf *conf;
	struct live *live;
	struct ui ui;
	struct ui_log log;
	struct screen screen;
	struct outbox outbox;
	struct collector collector;
	int64_t now, mono;   /* this turn's */
	bool heard;          /* the collector's rows have come, … */
	int64_t beat;        /* … the last one then, … */
	int64_t news;        /* … and the last of anybody's; monotonic */
	int64_t drawn;       /* monotonic */
	int look;            /* ms until the next look at the journal */
	int64_t again;       /* monotonic: not before is the journal read */
	int64_t checked;     /* monotonic: when the file was last looked at */
	struct bell bell;
	bool saving;         /* the screen says that the outbox waits */
	bool dirty, quit;
};

static void
notice(struct console *c, const char *text)
{
	snprintf(c->ui.notice, sizeof(c->ui.notice), "%.*s",
	    (int)sizeof(c->ui.notice) - 1, text);
	c->ui.notice_until = c->now + NOTICE;
	c->dirty = true;
}

/* Where to go now that an alert is taken. */
static void
notice_way(struct console *c, const struct event *event)
{
	const struct conf *conf = live_conf(c->live);
	const struct house *house = conf->house;
	char text[sizeof(c->ui.notice)];
	int room, plan = list_room(conf, event->place, &room);
	const char *rule = house->rule[house->instance[event->instance].rule]
	    .text;

	if (plan >= 0 && conf->nplan > 1)
		snprintf(text, sizeof(text), _("On the way to %.40s (%.30s):"
		    " %.60s"), words_place(house, event->place),
		    conf->plan[plan].name, rule);
	else
		snprintf(text, sizeof(text), _("On the way to %.40s: %.60s"),
		    words_place(house, event->place), rule);
	notice(c, text);
}

/*
 * What came of an action of ours. One that names an old version of an alert
 * that still waits (a call's signal ended as the key went down) is sent again
 * for the present one: whoever takes an alert means the alert.
 */
static void
on_own_action(struct console *c, const struct event *event)
{
	const struct house *house = live_conf(c->live)->house;
	struct action again = *event->action;
	struct err err;

	if (event->event == ALERT_EVENT_TAKEN)
		notice_way(c, event);
	if (event->event == ALERT_EVENT_CLOSED) {
		char text[sizeof(c->ui.notice)];

		snprintf(text, sizeof(text), _("%s closed: %s"),
		    words_place(house, event->place),
		    words_outcome(event->alert.outcome));
		notice(c, text);
	}
	if (event->event != ALERT_EVENT_REFUSED)
		return;
	if (again.what == ACTION_ACK && event->instance >= 0 &&
	    again.version < event->alert.version &&
	    (event->alert.state == ALERT_RAISED ||
	    event->alert.state == ALERT_RETURNED)) {
		again.version = event->alert.version;
		outbox_add(&c->outbox, &again, 1, &err);
	} else if (event->reason != NULL) {
		notice(c, _(event->reason));
	}
}

/* An event_fn: the log, a word on what was refused. */
static void
on_event(void *arg, const struct event *event)
{
	struct console *c = arg;

	ui_log_event(&c->log, event);
	if (event->what != EVENT_ALERT || live_world(c->live) == NULL)
		return;
	if (event->action != NULL &&
	    outbox_wrote(&c->outbox, live_seq(c->live)))
		on_own_action(c, event);
}

/* Indexes into a house that is no more. */
static void
forget_house(struct console *c)
{
	ui_log_release(&c->log);
	c->ui.place = -1;
	c->ui.instance = -1;
	c->ui.ask = UI_ASK_NOTHING;
}

static void
follow(struct console *c)
{
	struct err err;
	const struct conf *before = live_conf(c->live);
	int64_t beat = live_beat(c->live);
	int news;

	if (c->mono < c->again)
		return;
	news = live_follow(c->live, ROWS_A_TURN, on_event, c, &err);
	if (news == -1) {
		c->again = c->mono + AGAIN;
		notice(c, err.text);
	}
	if (news == LIVE_REBUILT || live_conf(c->live) != before)
		forget_house(c);
	if (news == LIVE_NEWS) {
		int64_t age = c->now - live_time(c->live);

		/* What was there when we came is as old as it says. */
		c->news = live_world(c->live) != NULL && c->heard ?
		    c->mono : c->mono - (age > 0 ? age : 0);
		/* A key that staff pressed is no sign of the collector. */
		if (live_beat(c->live) != beat)
			c->beat = c->news;
		c->heard = c->heard || live_beat(c->live) != beat;
	}
	if (news != LIVE_NOTHING)
		c->dirty = true;
}

static void
check_file(struct console *c)
{
	if (c->mono - c->checked < CHECK_FILE)
		return;
	c->checked = c->mono;
	if (!live_check_file(c->live))
		return;
	outbox_close(&c->outbox);
	forget_house(c);
	c->bell = (struct bell){0};
	c->heard = false;
}

static void
send_actions(struct console *c)
{
	struct err err;

	if (outbox_is_empty(&c->outbox))
		return;
	if (outbox_flush(&c->outbox, c->now, WRITE_WAIT, &err) == -1) {
		if (!c->saving)
			log_line("staff's actions wait: %s", err.text);
		c->saving = true;
		notice(c, _("saving …"));
	} else if (c->saving) {
		c->ui.notice[0] = '\0';
		c->dirty = true;
		c->saving = false;
	}
}

static void
on_request(struct console *c, const struct ui_request *request)
{
	struct err err;

	switch (request->what) {
	case UI_DO_QUIT:
		c->quit = true;
		break;
	case UI_DO_ACTION:
		if (outbox_add(&c->outbox, request->action, request->naction,
		    &err) == -1)
			notice(c, err.text);
		break;
	case UI_DO_REPAIR:
		tty_redraw();
		break;
	default:
		break;
	}
	c->dirty = true;
}

/* Rows are waiting and can be read. */
static bool
is_behind(const struct console *c)
{
	return live_behind(c->live) && c->mono >= c->again;
}

static void
keep_collector(struct console *c)
{
	int64_t silence = c->heard ? c->mono - c->beat : INT64_MAX;

	/* How old the last row is shows once the journal has been read. */
	if (!c->heard && is_behind(c))
		return;
	if (collector_keep(&c->collector, c->mono, silence)) {
		char text[sizeof(c->ui.notice)];

		snprintf(text, sizeof(text), _("the collector stopped: see %s"),
		    c->collector.log);
		notice(c, text);
	}
}

/*
 * The journal's time may be ahead of our clock (it never runs backwards): then
 * it is the one to go by, and it has gone on since the last row came.
 */
static void
set_ui(struct console *c)
{
	const struct world *world = live_world(c->live);
	int64_t now = c->now, age = c->mono - c->news;

	if (c->heard && live_time(c->live) + age > now)
		now = live_time(c->live) + age;
	c->ui.conf = live_conf(c->live);
	c->ui.world = world;
	c->ui.log = &c->log;
	c->ui.now = now;
	c->ui.clock = c->now;
	c->ui.heartbeat = c->heard ? now - (c->mono - c->beat) : 0;
	c->ui.last_reading = live_reading(c->live);
	c->ui.broker = world != NULL && world_broker_lost(world) == 0;
}

/* Not before that is the next one drawn; monotonic. */
static int64_t
frame_at(const struct console *c)
{
	return c->drawn + (is_behind(c) ? CATCH_UP : FRAME);
}

static void
draw(struct console *c)
{
	if (c->mono / BLINK != c->drawn / BLINK)
		c->dirty = true;
	if (!c->dirty || c->mono < frame_at(c))
		return;
	screen_draw(&c->screen, &c->ui);
	c->drawn = c->mono;
	c->dirty = false;
}

/* News that no frame could show yet can wait as well. */
static int
wait_ms(const struct console *c)
{
	int64_t wait = c->dirty ? frame_at(c) - c->mono : c->look;
	int64_t bell = bell_next(&c->bell, &c->ui);

	if (bell < c->mono + wait)
		wait = bell - c->mono;
	if (is_behind(c) || wait < 0)
		return 0;
	return wait < TURN ? (int)wait : TURN;
}

/*
 * A hint comes before what is being written can be read, by as long as the
 * disk takes: looks follow it one after the other, then again as usual. A
 * writer hints at every page; the first look does not listen.
 */
static void
plan_look(struct console *c)
{
	bool hinted = live_hinted(c->live);

	c->look = hinted ? SOON : c->look < TURN / 2 ? 2 * c->look : TURN;
	tty_wake(hinted ? -1 : live_hint(c->live));
}

static void
turn(struct console *c)
{
	int32_t key = tty_key(wait_ms(c));

	c->now = clock_now();
	c->mono = clock_monotonic();
	set_ui(c);
	if (key == TTY_GONE) {
		c->quit = true;
	} else if (key != TTY_NOTHING) {
		struct ui_request request = ui_key(&c->ui, key);

		on_request(c, &request);
	}
	send_actions(c);
	check_file(c);
	plan_look(c);
	follow(c);
	keep_collector(c);
	set_ui(c);
	if (bell_strikes(&c->bell, &c->ui, c->mono))
		tty_bell();
	draw(c);
}

/* A folder where the journal can be made, if it is not there. */
static int
check_folder(const char *journal, struct err *err)
{
	char *copy = xstrdup(journal);
	const char *folder = dirname(copy);
	int bad = 0;

	if (access(folder, W_OK | X_OK) == -1)
		bad = err_set(err, "cannot make journal '%s': %s", journal,
		    strerror(errno));
	free(copy);
	return bad;
}

/*
 * What makes a console senseless is said before the screen opens. A journal
 * that is no journal may be one that a collector is making right now.
 */
static int
check_journal(struct console *c, struct err *err)
{
	struct timespec nap = {0, TURN * 1000000L};
	int64_t until = clock_monotonic() + MAKING_WAIT;

	for (;;) {
		int there = outbox_open(&c->outbox, err);

		if (there == 0)
			return check_folder(c->conf->journal, err);
		if (there == 1)
			return 0;
		if (host_leaving() || clock_monotonic() >= until ||
		    journal_is_watched(c->conf->journal, NULL) != 1)
			return -1;
		nanosleep(&nap, NULL);
	}
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

static void
open_ui(struct console *c)
{
	ui_init(&c->ui);
	snprintf(c->ui.by, sizeof(c->ui.by), "%s", c->options->by);
	c->ui.conf = c->conf;
	screen_init(&c->screen, &c->ui, c->options->theme);
	c->live = live_new(c->conf);
	c->mono = c->drawn = clock_monotonic();
	c->now = clock_now();
	c->look = SOON;
	c->dirty = true;
	set_ui(c);
}

/* What staff did must not go with the screen. */
static int
leave(struct console *c)
{
	struct err err;

	if (outbox_flush(&c->outbox, clock_now(), LAST_WAIT, &err) == -1) {
		log_line("what was done last could not be saved: %s", err.text);
		return EX_IOERR;
	}
	return 0;
}

static int
run_screen(struct console *c)
{
	struct err err;
	int was, code;

	screen_locale(c->conf->language);
	if (tty_start(&err) == -1) {
		log_line("%s", err.text);
		return EX_UNAVAILABLE;
	}
	collector_init(&c->collector, c->options->conf_path, c->conf->journal);
	was = take_stderr(c->collector.log);
	open_ui(c);
	while (!c->quit && !host_leaving())
		turn(c);
	tty_stop();
	give_back(was);
	code = leave(c);
	collector_release(&c->collector);
	live_free(c->live);
	screen_release(&c->screen);
	ui_log_release(&c->log);
	return code;
}

int
console_run(const struct console_options *options)
{
	struct console c = {.options = options};
	struct err err;
	int code;

	c.conf = cmd_conf(options->conf_path, CONF_WITHOUT_SECRETS);
	if (c.conf == NULL)
		return EX_CONFIG;
	outbox_init(&c.outbox, c.conf->journal);
	if (check_journal(&c, &err) == -1) {
		log_line("%s", err.text);
		code = journal_exit_code(c.conf->journal, JOURNAL_CREATE);
	} else {
		code = run_screen(&c);
	}
	outbox_release(&c.outbox);
	conf_free(c.conf);
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

int
cmd_console(int argc, char **argv)
{
	const char *path = NULL, *by = "", *theme = NULL;
	const struct option_spec spec[] = {
		{'c', "conf", "FILE", "the configuration", &path, NULL},
		{0, "by", "WHO", "the initials that actions are signed with",
		    &by, NULL},
		{0, "theme", "NAME", "dark, light, high-contrast or mono",
		    &theme, NULL},
		{0},
	};
	int n = cmd_no_arguments(argc, argv, spec,
	    "the live floor plan and alerts");
	struct err err;

	if (n < 0)
		return n == -2 ? 0 : EX_USAGE;
	if (check_by(by, &err) == -1 ||
	    screen_check_theme(theme, &err) == -1) {
		log_line("%s", err.text);
		return EX_USAGE;
	}
	host_catch_signals();
	return console_run(&(struct console_options){
		.conf_path = cmd_conf_path(path),
		.by = by,
		.theme = theme,
	});
}
