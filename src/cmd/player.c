/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A recorded night on the screen. One turn: sleep until a key, the next
 * message or the next second of the night, whichever is nearest, but never
 * for less than a frame -> read the clock once -> the key -> fold up to the
 * night's clock -> if anything shows, one frame.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "base/i18n.h"
#include "base/log.h"
#include "cmd/host.h"
#include "cmd/replay.h"
#include "cmd/screen.h"
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
	recording_seek(p->recording, t, &p->log);
	p->clock = t;
}

/* To an alert, and there we stay to look at it. */
static void
seek_alert(struct player *p, int64_t t, const char *none)
{
	if (t == TIME_NEVER) {
		notice(p, none);
		return;
	}
	seek(p, t);
	p->ui.transport.paused = true;
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
	int64_t mono = host_monotonic();

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
open_ui(struct player *p, const struct conf *conf, int speed, bool paused)
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
	screen_init(&p->screen, &p->ui);
	p->dirty = true;
}

static int
start_time(const struct player *p, const struct conf *conf, const char *at,
    int64_t *t, struct err *err)
{
	int64_t from = recording_from(p->recording);
	int64_t to = recording_to(p->recording);

	*t = from;
	if (at == NULL)
		return 0;
	if (player_time(at, &conf->zone, from, t, err) == -1)
		return -1;
	if (*t < from || *t > to) {
		char first[ZONE_STAMP_SIZE], last[ZONE_STAMP_SIZE];

		zone_stamp(&conf->zone, from, first);
		zone_stamp(&conf->zone, to, last);
		return err_set(err, "--at '%s' is not within the night, %s to"
		    " %s", at, first, last);
	}
	return 0;
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
	tty_locale(conf->language);
	if (tty_start(&err) == -1) {
		log_line("%s", err.text);
		return EX_UNAVAILABLE;
	}
	open_ui(&p, conf, options->speed, options->at != NULL);
	seek(&p, t);
	p.mono = host_monotonic();
	while (!p.quit && !host_leaving())
		turn(&p);
	tty_stop();
	screen_release(&p.screen);
	ui_log_release(&p.log);
	return 0;
}

/* HH:MM or HH:MM:SS, the first one at or after `from`. */
static int
clock_time(const char *text, const struct zone *zone, int64_t from, int64_t *t)
{
	int hour, minute, second = 0, used = 0;

	if (sscanf(text, "%2d:%2d%n:%2d%n", &hour, &minute, &used, &second,
	    &used) < 2 || text[used] != '\0' || hour < 0 || hour > 23 ||
	    minute < 0 || minute > 59 || second < 0 || second > 59)
		return -1;
	for (int day = 0; day < 3; day++) {
		struct civil civil = zone_civil(zone, from + day * MS_DAY);
		int64_t out[2];
		int n;

		civil.hour = hour;
		civil.minute = minute;
		civil.second = second;
		civil.ms = 0;
		n = zone_instants(zone, &civil, out);
		for (int i = 0; i < n; i++)
			if (out[i] >= from) {
				*t = out[i];
				return 0;
			}
	}
	return -1;
}

/* "+01:00" or "Z" as ms east of UTC; the whole of text. */
static int
offset_of(const char *text, int64_t *offset)
{
	int hour, minute, used = 0;

	*offset = 0;
	if (strcmp(text, "Z") == 0)
		return 0;
	if ((text[0] != '+' && text[0] != '-') ||
	    sscanf(text + 1, "%2d:%2d%n", &hour, &minute, &used) != 2 ||
	    text[1 + used] != '\0' || hour < 0 || minute < 0)
		return -1;
	*offset = (hour * MS_HOUR + minute * MS_MINUTE) *
	    (text[0] == '-' ? -1 : 1);
	return 0;
}

static int
full_time(const char *text, int64_t *t)
{
	struct tm tm = {0};
	int64_t offset, ms = 0;
	int used = 0;

	if (sscanf(text, "%4d-%2d-%2d%*1[Tt ]%2d:%2d:%2d%n", &tm.tm_year,
	    &tm.tm_mon, &tm.tm_mday, &tm.tm_hour, &tm.tm_min, &tm.tm_sec,
	    &used) != 6 || used == 0)
		return -1;
	text += used;
	if (*text == '.')
		for (int64_t unit = 100; *++text >= '0' && *text <= '9';
		    unit /= 10)
			ms += (*text - '0') * unit;
	if (offset_of(text, &offset) == -1)
		return -1;
	tm.tm_year -= 1900;
	tm.tm_mon -= 1;
	*t = (int64_t)timegm(&tm) * MS_SECOND + ms - offset;
	return 0;
}

int
player_time(const char *text, const struct zone *zone, int64_t from, int64_t *t,
    struct err *err)
{
	if (clock_time(text, zone, from, t) == 0 || full_time(text, t) == 0)
		return 0;
	return err_set(err, "'%s' is no time such as 02:17, 02:17:30 or"
	    " 2026-11-22T02:17:30+01:00", text);
}
