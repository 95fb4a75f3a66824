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
#include "cmd/marker.h"
#include "cmd/play.h"
#include "cmd/replay.h"
#include "cmd/screen.h"
#include "read/when.h"
#include "ui/tty.h"

enum {
	FRAME = 50, /* ms: 20 frames a second are plenty */
	IDLE = 500, /* ms that a paused screen sleeps */
};

struct player {
	struct ui ui;
	struct play play[2];   /* the second where two sets are compared */
	const struct conf *conf[2];
	struct marker marker;
	struct screen screen;
	int64_t mono; /* at the last turn */
	bool dirty, quit;
};

/* Of the rules that are on the screen. */
static struct play *
shown(struct player *p)
{
	return &p->play[p->ui.replay.compare.shown];
}

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

/* There we stay to look at it: the alert that began, or else the place. */
static void
visit(struct player *p, int64_t t, const char *place)
{
	play_seek(shown(p), t);
	p->ui.replay.transport.paused = true;
	p->ui.place = place != NULL ?
	    house_place(p->ui.conf->house, place) : -1;
	p->ui.instance = place != NULL ? -1 :
	    raised_at(recording_world(shown(p)->recording), t);
}

/* The same moment under the other rules. */
static void
flip(struct player *p)
{
	struct ui_transport *transport = &p->ui.replay.transport;
	int64_t t = shown(p)->clock;

	p->ui.replay.compare.shown = !p->ui.replay.compare.shown;
	ui_move(&p->ui, p->conf[p->ui.replay.compare.shown]);
	transport->alert = recording_alerts(shown(p)->recording,
	    &transport->nalert);
	play_seek(shown(p), t);
}

/* The truth file is of the first configuration, which has to know the room. */
static void
mark(struct player *p)
{
	if (house_place(p->conf[0]->house, p->ui.replay.mark.place) >= 0)
		marker_add(&p->marker, &p->ui, p->mono);
	else
		ui_say(&p->ui, "%s", _("The first rules have no such room."));
}

static void
transport(struct player *p, const struct ui_request *request)
{
	struct play *play = shown(p);

	switch (request->what) {
	case UI_DO_PAUSE:
		if (!play_pause(play))
			ui_say(&p->ui, "%s", _("The night ends here."));
		break;
	case UI_DO_STEP:
		if (!play_step(play))
			ui_say(&p->ui, "%s", _("The night ends here."));
		break;
	case UI_DO_STEP_BACK:
		if (!play_step_back(play))
			ui_say(&p->ui, "%s", _("The night begins here."));
		break;
	case UI_DO_SEEK:
		play_seek(play, play->clock + request->ms);
		break;
	case UI_DO_GOTO:
		play_seek(play, request->ms);
		break;
	case UI_DO_VISIT:
		visit(p, request->ms, request->place);
		break;
	case UI_DO_FASTER:
		play_faster(play);
		break;
	case UI_DO_SLOWER:
		play_slower(play);
		break;
	case UI_DO_FLIP:
		flip(p);
		break;
	case UI_DO_LOOP:
		play_loop(play, request->ms, request->to);
		break;
	default:
		break;
	}
}

static void
on_key(struct player *p, int32_t key)
{
	struct ui_request request;

	p->ui.notice[0] = '\0';
	p->dirty = true;
	request = ui_key(&p->ui, key);
	switch (request.what) {
	case UI_DO_QUIT:
		p->quit = true;
		break;
	case UI_DO_REPAIR:
		tty_redraw();
		break;
	case UI_DO_MARK:
		mark(p);
		break;
	case UI_DO_UNMARK:
		marker_delete(&p->marker, &p->ui, request.row, p->mono);
		break;
	case UI_DO_UNDO_MARK:
		marker_undo(&p->marker, &p->ui, p->mono);
		break;
	default: /* a recorded night takes no action */
		transport(p, &request);
		break;
	}
}

/* ms to sleep: until the next message or second of the night. */
static int
wait_ms(const struct player *p)
{
	int64_t due = play_wait(&p->play[p->ui.replay.compare.shown]);

	if (p->ui.replay.transport.paused)
		return IDLE;
	return due < FRAME ? FRAME : (int)due;
}

static void
set_ui(struct player *p)
{
	const struct recording *recording = shown(p)->recording;

	p->ui.world = recording_world(recording);
	p->ui.log = &shown(p)->log;
	p->ui.now = shown(p)->clock;
	p->ui.heartbeat = recording_time(recording);
	p->ui.last_reading = recording_time(recording);
	p->ui.broker = world_broker_lost(p->ui.world) == 0;
}

static void
turn(struct player *p)
{
	int32_t key = tty_key(p->dirty ? 0 : wait_ms(p));
	int64_t mono = clock_monotonic();

	set_ui(p);
	if (play_turn(shown(p), mono - p->mono))
		p->dirty = true;
	p->mono = mono;
	if (key == TTY_GONE)
		p->quit = true;
	else if (key != TTY_NOTHING)
		on_key(p, key);
	if (marker_retry(&p->marker, &p->ui, mono))
		p->dirty = true;
	set_ui(p);
	if (!p->dirty)
		return;
	screen_draw(&p->screen, &p->ui);
	p->dirty = false;
}

static void
open_ui(struct player *p, struct recording *recording,
    const struct conf *conf)
{
	struct ui_transport *transport = &p->ui.replay.transport;

	ui_init(&p->ui);
	p->ui.conf = conf;
	p->ui.read_only = true;
	transport->alert = recording_alerts(recording, &transport->nalert);
	p->conf[0] = conf;
	play_init(&p->play[0], recording, transport);
	p->dirty = true;
}

/* The other rules, and what they do otherwise. */
static void
open_other(struct player *p, struct versus *versus)
{
	p->conf[1] = versus->conf[1];
	play_init(&p->play[1], versus->recording[1], &p->ui.replay.transport);
	p->ui.replay.compare = versus_show(versus);
}

static int
run_screen(struct player *p, const struct conf *conf,
    const struct player_options *options)
{
	struct err err;

	host_catch_signals();
	screen_locale(conf->language);
	if (tty_start(&err) == -1) {
		log_line("%s", err.text);
		return EX_UNAVAILABLE;
	}
	screen_init(&p->screen, &p->ui, options->theme);
	tty_mouse(!options->no_mouse);
	p->mono = clock_monotonic();
	while (!p->quit && !host_leaving())
		turn(p);
	tty_stop();
	screen_release(&p->screen);
	return 0;
}

static int
start_time(const struct recording *recording, const struct zone *zone,
    const char *at, int64_t *t, struct err *err)
{
	int64_t from = recording_from(recording), to = recording_to(recording);
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
	struct player p = {0};
	struct err err;
	int64_t t;
	int code;

	if (start_time(recording, &conf->zone, options->at, &t, &err) == -1) {
		log_line("%s", err.text);
		return EX_USAGE;
	}
	open_ui(&p, recording, conf);
	p.ui.replay.transport.speed = options->speed;
	p.ui.replay.transport.paused = options->at != NULL;
	if (options->versus != NULL)
		open_other(&p, options->versus);
	play_seek(&p.play[0], t);
	marker_open(&p.marker, options->night, conf, &p.ui);
	code = run_screen(&p, conf, options);
	marker_close(&p.marker);
	for (int i = 0; i < 2; i++)
		play_release(&p.play[i]);
	return code;
}
