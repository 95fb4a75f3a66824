/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A recorded night on the screen. One turn: sleep until a key, the next
 * message or the next second of the night, whichever is nearest, but never
 * for less than a frame -> read the clock once -> the key -> fold up to the
 * night's clock -> if anything shows, one frame.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/log.h"
#include "cmd/host.h"
#include "cmd/replay.h"
#include "cmd/screen.h"
#include "read/when.h"
#include "ui/tty.h"

enum {
	FRAME = 50,          /* ms: 20 frames a second are plenty */
	IDLE = 500,          /* ms that a paused screen sleeps */
	ROWS_A_TURN = 20000,
};

static const int speeds[] = {1, 2, 5, 10, 30, 60, 120, 300, 600, 1200, 3600};
enum { NSPEED = sizeof(speeds) / sizeof(speeds[0]) };

struct player {
	struct recording *recording;
	struct ui ui;
	struct ui_log log;
	struct screen screen;
	int64_t clock;   /* the night's, as shown */
	int64_t mono;    /* at the last turn */
	bool dirty, quit;
};

static int
faster(int speed)
{
	for (int i = 0; i < NSPEED; i++)
		if (speeds[i] > speed)
			return speeds[i];
	return speeds[NSPEED - 1];
}

static int
slower(int speed)
{
	for (int i = NSPEED; i > 0; i--)
		if (speeds[i - 1] < speed)
			return speeds[i - 1];
	return speeds[0];
}

static void
notice(struct player *p, const char *text)
{
	snprintf(p->ui.notice, sizeof(p->ui.notice), "%s", text);
	p->ui.notice_until = INT64_MAX; /* the next key ends it */
}

static void
seek(struct player *p, int64_t t)
{
	if (t < p->ui.transport.from)
		t = p->ui.transport.from;
	if (t > p->ui.transport.to)
		t = p->ui.transport.to;
	recording_seek(p->recording, t, ui_log_event, ui_log_truncate,
	    &p->log);
	p->clock = t;
}

/* To an alert, and there we stay to look at it. */
/* The alert that was raised at t, to be shown by Enter; or -1. */
static int32_t
raised_at(const struct world *world, int64_t t)
{
	for (int32_t i = 0; i < world_house(world)->ninstance; i++)
		if (alert_is_open(world_alert(world, i)) &&
		    world_alert(world, i)->raised == t)
			return i;
	return -1;
}

static void
seek_alert(struct player *p, int64_t t, const char *none)
{
	if (t == TIME_NEVER) {
		notice(p, none);
		return;
	}
	seek(p, t);
	p->ui.transport.paused = true;
	p->ui.place = -1;
	p->ui.instance = raised_at(recording_world(p->recording), t);
}

static void
step(struct player *p)
{
	int64_t next = recording_next(p->recording);

	p->ui.transport.paused = true;
	if (!recording_step(p->recording, ui_log_event, &p->log))
		notice(p, _("the night ends here"));
	else if (next > p->clock)
		p->clock = next;
}

static void
on_key(struct player *p, int32_t key)
{
	struct ui_transport *transport = &p->ui.transport;
	struct ui_request request;

	p->ui.notice[0] = '\0';
	p->dirty = true;
	request = ui_key(&p->ui, key);
	switch (request.what) {
	case UI_DO_QUIT:
		p->quit = true;
		break;
	case UI_DO_PAUSE:
		transport->paused = !transport->paused;
		break;
	case UI_DO_STEP:
		step(p);
		break;
	case UI_DO_SEEK:
		seek(p, p->clock + request.ms);
		break;
	case UI_DO_GOTO:
		seek(p, request.ms);
		break;
	case UI_DO_FASTER:
		transport->speed = faster(transport->speed);
		break;
	case UI_DO_SLOWER:
		transport->speed = slower(transport->speed);
		break;
	case UI_DO_NEXT_ALERT:
		seek_alert(p, recording_alert_after(p->recording, p->clock),
		    _("no later alert this night"));
		break;
	case UI_DO_PREV_ALERT:
		seek_alert(p, recording_alert_before(p->recording, p->clock),
		    _("no earlier alert this night"));
		break;
	case UI_DO_REPAIR:
		tty_redraw();
		break;
	case UI_DO_ACTION: /* a recorded night is not written to */
	case UI_DO_REDRAW:
	case UI_DO_NOTHING:
		break;
	}
}

/* The night's clock goes on, and the world with it. */
static void
play(struct player *p, int64_t elapsed)
{
	struct ui_transport *transport = &p->ui.transport;
	int64_t before = p->clock / MS_SECOND;

	if (transport->paused)
		return;
	p->clock += elapsed * transport->speed;
	if (p->clock >= transport->to) {
		p->clock = transport->to;
		transport->paused = true;
	}
	if (recording_next(p->recording) <= p->clock)
		p->dirty = true;
	if (!recording_play(p->recording, p->clock, ROWS_A_TURN, ui_log_event,
	    &p->log))
		p->clock = recording_time(p->recording);
	if (p->clock / MS_SECOND != before || transport->paused)
		p->dirty = true;
}

/* ms to sleep: until the next message or second of the night. */
static int
wait_ms(const struct player *p)
{
	int64_t due = MS_SECOND - p->clock % MS_SECOND;
	int64_t next = recording_next(p->recording);

	if (p->ui.transport.paused)
		return IDLE;
	if (next < p->clock + due)
		due = next - p->clock;
	due = due / p->ui.transport.speed + 1;
	return due < FRAME ? FRAME : (int)due;
}

static void
set_ui(struct player *p)
{
	p->ui.world = recording_world(p->recording);
	p->ui.now = p->clock;
	p->ui.heartbeat = recording_time(p->recording);
	p->ui.last_reading = recording_time(p->recording);
	p->ui.broker = world_broker_lost(p->ui.world) == 0;
}

static void
turn(struct player *p)
{
	int32_t key = tty_key(p->dirty ? 0 : wait_ms(p));
	int64_t mono = clock_monotonic();

	set_ui(p);
	play(p, mono - p->mono);
	p->mono = mono;
	if (key == TTY_GONE)
		p->quit = true;
	else if (key != TTY_NOTHING)
		on_key(p, key);
	set_ui(p);
	if (!p->dirty)
		return;
	screen_draw(&p->screen, &p->ui);
	p->dirty = false;
}

static void
open_ui(struct player *p, const struct conf *conf, const char *theme,
    int speed, bool paused)
{
	struct ui_transport *transport = &p->ui.transport;

	ui_init(&p->ui);
	p->ui.conf = conf;
	p->ui.log = &p->log;
	p->ui.read_only = true;
	transport->from = recording_from(p->recording);
	transport->to = recording_to(p->recording);
	transport->speed = speed;
	transport->paused = paused;
	transport->alert = recording_alerts(p->recording, &transport->nalert);
	screen_init(&p->screen, &p->ui, theme);
	p->dirty = true;
}

static int
start_time(const struct player *p, const struct conf *conf, const char *at,
    int64_t *t, struct err *err)
{
	const struct zone *zone = &conf->zone;
	int64_t from = recording_from(p->recording);
	int64_t to = recording_to(p->recording);
	char first[ZONE_STAMP_SIZE], last[ZONE_STAMP_SIZE];

	*t = from;
	if (at == NULL)
		return 0;
	switch (when_find(at, zone, from, to, TIME_NEVER, t)) {
	case WHEN_FOUND:
		return 0;
	case WHEN_NO_TIME:
		return err_set(err, "--at: '%s' is no time such as 02:17,"
		    " 02:17:30 or 2026-11-22T02:17:30+01:00", at);
	case WHEN_OUTSIDE:
		break;
	}
	zone_stamp(zone, from, first);
	zone_stamp(zone, to, last);
	return err_set(err, "--at: '%s' is not within the night, %s to %s", at,
	    first, last);
}

int
player_run(struct recording *recording, const struct conf *conf,
    const struct player_options *options)
{
	struct player p = {.recording = recording};
	struct err err;
	int64_t t;

	if (start_time(&p, conf, options->at, &t, &err) == -1) {
		log_line("%s", err.text);
		return EX_USAGE;
	}
	host_catch_signals();
	screen_locale(conf->language);
	if (tty_start(&err) == -1) {
		log_line("%s", err.text);
		return EX_UNAVAILABLE;
	}
	open_ui(&p, conf, options->theme, options->speed, options->at != NULL);
	tty_mouse(!options->no_mouse);
	seek(&p, t);
	p.mono = clock_monotonic();
	while (!p.quit && !host_leaving())
		turn(&p);
	tty_stop();
	screen_release(&p.screen);
	ui_log_release(&p.log);
	return 0;
}
