/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/desk.h"

#include <errno.h>
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
#include "cmd/host.h"
#include "ui/list.h"
#include "ui/rounds.h"
#include "ui/sign.h"
#include "ui/view.h"
#include "ui/words.h"

enum {
	SOON = 1,            /* ms to a look after a hint; the next twice that */
	ROWS_A_TURN = 20000,
	WRITE_WAIT = 20,     /* ms in a turn for the journal's write lock */
	LAST_WAIT = 10000,   /* the same when leaving */
	CHECK_FILE = 5000,
	PAST_A_TURN = 4000,  /* rows of earlier nights */
	AGAIN = 1000,        /* ms after a failure to read the journal */
	MAKING_WAIT = 3000,  /* ms for another process making the journal */
};

/*
 * The journal's time may be ahead of our clock (it never runs backwards): then
 * it is the one to go by, and it has gone on since the last row came.
 */
static void
set_ui(struct desk *desk)
{
	const struct world *world = live_world(desk->live);
	int64_t now = desk->now, age = desk->mono - desk->news;

	if (desk->heard && live_time(desk->live) + age > now)
		now = live_time(desk->live) + age;
	desk->ui.conf = live_conf(desk->live);
	desk->ui.world = world;
	desk->ui.log = &desk->log;
	desk->ui.past = &desk->past;
	desk->ui.now = now;
	desk->ui.clock = desk->now;
	desk->ui.steady = desk->mono;
	snprintf(desk->ui.by, sizeof(desk->ui.by), "%s",
	    login_by(&desk->login, &desk->ui));
	desk->ui.heartbeat = desk->heard ? now - (desk->mono - desk->beat) : 0;
	desk->ui.last_reading = live_reading(desk->live);
	desk->ui.broker = world != NULL && world_broker_lost(world) == 0;
}

void
desk_notice(struct desk *desk, const char *text)
{
	ui_say(&desk->ui, "%s", text);
	desk->dirty = true;
}

/* What was done; where nobody is signed in, that it counts as nobody's. */
static void
notice_done(struct desk *desk, const struct event *event, struct str *text)
{
	bool unknown = sign_is_on(&desk->ui) && event->action->by[0] == '\0';

	/* Whoever is told each line of the log has been told. */
	if (desk->tell != NULL && !unknown)
		return;
	if (unknown)
		str_add(text, _(" · press i to sign in"));
	desk_notice(desk, text->s);
}

static const char *
rule_text(const struct house *house, int32_t instance)
{
	return house->rule[house->instance[instance].rule].text;
}

/* Where to go now that an alert is taken. */
static void
add_way(const struct desk *desk, const struct event *event, struct str *text)
{
	const struct conf *conf = live_conf(desk->live);
	const char *where = words_place(conf->house, event->place);
	const char *rule = rule_text(conf->house, event->instance);
	int room, plan = list_room(conf, event->place, &room);

	if (plan >= 0 && conf->nplan > 1)
		str_addf(text, _("On the way to %s (%s): %s"), where,
		    conf->plan[plan].name, rule);
	else
		str_addf(text, _("On the way to %s: %s"), where, rule);
}

/* A key to take an alert that somebody has in hand. */
static bool
takes_again(const struct event *event)
{
	return event->action->what == ACTION_ACK && event->instance >= 0 &&
	    (event->alert.state == ALERT_TAKEN ||
	    event->alert.state == ALERT_ATTENDED);
}

/* Of two who press the key at once one wins, and the other reads who. */
static void
add_refusal(const struct desk *desk, const struct event *event,
    struct str *text)
{
	const struct house *house = live_conf(desk->live)->house;
	const struct action *action = event->action;
	bool late = takes_again(event);

	if (late && event->alert.by[0] == '\0')
		str_addf(text, _("Somebody was first: has taken %s"),
		    words_place(house, event->place));
	else if (late)
		str_addf(text, _("%s was first: has taken %s"),
		    event->alert.by, words_place(house, event->place));
	else if (action->what == ACTION_CLOSE)
		str_addf(text, _("%s: how it went was NOT saved · %s"),
		    words_place_id(house, action->place), _(event->reason));
	else
		str_add(text, _(event->reason));
}

/* Till when it calls nobody. */
static void
add_hold(const struct desk *desk, const struct event *event, struct str *text)
{
	const struct conf *conf = live_conf(desk->live);
	char until[WORDS_SIZE];

	words_clock(&conf->zone, event->t + event->action->minutes *
	    MS_MINUTE, false, until);
	str_addf(text, _("%s %s: on hold until %s"),
	    words_place(conf->house, event->place),
	    rule_text(conf->house, event->instance), until);
}

/* A visit is no answer to a call: that is taken by its own key. */
static void
add_calling(struct desk *desk, int32_t place, struct str *words)
{
	const struct house *house = live_conf(desk->live)->house;
	int32_t calling;

	set_ui(desk);
	calling = rounds_calling(&desk->ui, place);
	if (calling >= 0)
		str_addf(words, _(" · but %s is not taken yet"),
		    rule_text(house, calling));
}

/* What the log says of it, that it is in the journal. */
static void
notice_staff(struct desk *desk, const struct event *event)
{
	const struct house *house = live_conf(desk->live)->house;
	struct str words;

	str_init(&words);
	if (event->place >= 0)
		str_addf(&words, "%s: ", words_place(house, event->place));
	view_log_words(&desk->ui, &desk->log.v[desk->log.n - 1], false,
	    &words);
	if (event->action->what == ACTION_VISIT &&
	    event->action->how == VISIT_ENTERED)
		add_calling(desk, event->place, &words);
	desk_notice(desk, words.s);
	str_release(&words);
}

/*
 * Whether an action that names an old version means the alert all the same: to
 * take one that still waits (a call's signal ended as the key went down), and
 * to be there where nobody is yet (it was taken by a key before, and both were
 * being saved).
 */
static bool
means_the_alert(const struct action *action, const struct alert *alert)
{
	if (action->version >= alert->version)
		return false;
	if (action->what == ACTION_ATTEND)
		return alert_is_waiting(alert) || alert->state == ALERT_TAKEN;
	return action->what == ACTION_ACK && alert_is_waiting(alert);
}

/* The outbox had no room for it. */
static void
notice_undone(struct desk *desk, const struct err *err)
{
	log_line("what staff did is refused: %s", err->text);
	desk_notice(desk, _("NOT done: too much waits to be saved already."));
}

/* Waits to be saved, or is said not to. */
static void
send(struct desk *desk, const struct action *action, int n)
{
	struct err err;

	if (outbox_add(&desk->outbox, action, n, &err) == -1)
		notice_undone(desk, &err);
}

/* Pressed twice here, while it was being saved. */
static bool
is_second(const struct desk *desk, const struct event *event)
{
	return ui_log_is_echo(event) ||
	    (takes_again(event) && event->alert.by[0] == '\0' &&
	    desk->took == event->alert.number);
}

/*
 * It is sent again where it means so; but not half of what goes together, and
 * the whole not unseen: closing ends a call that may have come anew. Of those
 * the last one tells that nothing was done.
 */
static void
on_refused(struct desk *desk, const struct event *event, bool more)
{
	struct action again = *event->action;
	struct str text;

	if (more || event->reason == NULL || is_second(desk, event))
		return;
	if (event->instance >= 0 && means_the_alert(&again, &event->alert)) {
		again.version = event->alert.version;
		send(desk, &again, 1);
		return;
	}
	str_init(&text);
	add_refusal(desk, event, &text);
	desk_notice(desk, text.s);
	str_release(&text);
}

/* What came of an action of ours. */
static void
on_own_action(struct desk *desk, const struct event *event)
{
	const struct house *house = live_conf(desk->live)->house;
	struct str text;

	str_init(&text);
	if (event->event == ALERT_EVENT_TAKEN) {
		add_way(desk, event, &text);
		desk->took = event->alert.number;
	} else if (event->event == ALERT_EVENT_ATTENDED) {
		str_addf(&text, _("At %s"), words_place(house, event->place));
	} else if (event->event == ALERT_EVENT_CLOSED &&
	    event->action->what == ACTION_CLOSE) {
		desk->sheet_old = desk->ui.page == UI_PAGE_SHEET;
		str_addf(&text, _("%s closed: %s"),
		    words_place(house, event->place),
		    words_outcome(event->alert.outcome));
	}
	if (text.len > 0) {
		notice_done(desk, event, &text);
	} else if (event->event == ALERT_EVENT_SHELVED) {
		add_hold(desk, event, &text);
		desk_notice(desk, text.s);
	}
	str_release(&text);
}

/* An event_fn: the log, a word on what was refused, whoever listens. */
static void
on_event(void *arg, const struct event *event)
{
	struct desk *desk = arg;
	const struct outbox_row *own;
	int64_t before = ui_log_count(&desk->log);

	ui_log_event(&desk->log, event);
	if (live_world(desk->live) == NULL)
		return;
	if (ui_log_count(&desk->log) != before && desk->tell != NULL)
		desk->tell(desk->arg, event);
	own = outbox_wrote(&desk->outbox, live_seq(desk->live));
	if (event->action == NULL || own == NULL)
		return;
	if (event->what == EVENT_ALERT && event->event == ALERT_EVENT_REFUSED)
		on_refused(desk, event, own->more);
	else if (event->what == EVENT_ALERT)
		on_own_action(desk, event);
	else if (desk->tell == NULL && (event->action->what == ACTION_VISIT ||
	    event->action->what == ACTION_NOTE))
		notice_staff(desk, event);
}

/* One that was open, and that no rule looks after any more. */
static void
log_dropped(struct desk *desk, const struct world *before, int32_t instance)
{
	struct event event = {.what = EVENT_ALERT, .event = ALERT_EVENT_BLIND,
	    .t = live_followed(desk->live)->segment.t, .instance = instance,
	    .place = world_house(before)->instance[instance].place,
	    .alert = *world_alert(before, instance), .device = -1};
	char since[WORDS_SIZE], text[UI_REASON_SIZE];

	words_when(&desk->ui.conf->zone, event.t, event.alert.raised, since);
	snprintf(text, sizeof(text), _("open since %s · its rule is gone, no"
	    " longer followed"), since);
	ui_log_say(&desk->log, &event, text);
	if (live_world(desk->live) != NULL && desk->tell != NULL)
		desk->tell(desk->arg, &event);
}

/* Someone may be waiting: it stays until a key says that it has been read. */
static void
tell_dropped(struct desk *desk, const struct world *before,
    const struct house *to)
{
	const struct house *house = world_house(before);
	struct str text;
	int32_t last = -1;

	/* What the last key has not seen is told with it. */
	if (desk->ui.warning[0] == '\0')
		desk->dropped = 0;
	for (int32_t i = 0; i < house->ninstance; i++)
		if (world_drops(before, i, to)) {
			log_dropped(desk, before, i);
			last = i;
			desk->dropped++;
		}
	if (last < 0)
		return;
	str_init(&text);
	if (desk->dropped == 1)
		str_addf(&text, "%s %s: %s",
		    words_place(house, house->instance[last].place),
		    rule_text(house, last),
		    desk->log.v[desk->log.n - 1].reason);
	else
		str_addf(&text, _("%d open alerts are no longer followed, their"
		    " rules are gone: l shows them"), desk->dropped);
	ui_warn(&desk->ui, text.s);
	desk->dirty = true;
	str_release(&text);
}

/* A part of the night that cannot be read is over. */
static void
log_dark(struct desk *desk, const struct follow *follow)
{
	const struct zone *zone = &follow->fold.conf->zone;
	struct event event = {.t = follow->segment.t, .what = EVENT_NOTED,
	    .place = -1, .instance = -1, .device = -1};
	char from[WORDS_SIZE], to[WORDS_SIZE], text[UI_REASON_SIZE];

	words_clock(zone, follow->dark, false, from);
	words_clock(zone, event.t, false, to);
	snprintf(text, sizeof(text), _("Of %s–%s nothing can be told: the"
	    " configuration that was kept is damaged"), from, to);
	ui_log_say(&desk->log, &event, text);
}

/* A follow_begin_fn: what is known goes on under another configuration. */
static void
on_begin(void *arg, const struct world *before)
{
	struct desk *desk = arg;
	const struct follow *follow = live_followed(desk->live);
	const struct conf *conf = follow->fold.conf;

	if (before != NULL && conf->house != world_house(before))
		tell_dropped(desk, before, conf->house);
	if (conf != desk->ui.conf) {
		ui_log_move(&desk->log, &desk->ui, conf->house);
		ui_move(&desk->ui, conf);
	}
	if (follow->dark != 0)
		log_dark(desk, follow);
}

static void
follow(struct desk *desk)
{
	const struct live_to to = {on_event, on_begin, desk};
	struct err err;
	int64_t beat = live_beat(desk->live);
	int news;

	if (desk->mono < desk->again)
		return;
	news = live_follow(desk->live, ROWS_A_TURN, &to, &err);
	if (news == -1) {
		desk->again = desk->mono + AGAIN;
		desk_notice(desk, err.text);
	}
	if (news == LIVE_NEWS) {
		int64_t age = desk->now - live_time(desk->live);

		/* What was there when we came is as old as it says. */
		desk->news = live_world(desk->live) != NULL && desk->heard ?
		    desk->mono : desk->mono - (age > 0 ? age : 0);
		/* A key that staff pressed is no sign of the collector. */
		if (live_beat(desk->live) != beat)
			desk->beat = desk->news;
		desk->heard = desk->heard || live_beat(desk->live) != beat;
	}
	if (news != LIVE_NOTHING)
		desk->dirty = true;
}

/* Earlier nights are read while a page shows them, and the present goes first. */
static bool
wants_past(const struct desk *desk)
{
	return desk->ui.page == UI_PAGE_DETAIL && !live_behind(desk->live) &&
	    live_world(desk->live) != NULL &&
	    desk->past.state != PAST_READ && desk->mono >= desk->past_again;
}

static void
read_past(struct desk *desk)
{
	const char *night = live_followed(desk->live)->segment.night;

	/* A night is over: it is one of the earlier ones now. */
	if (strcmp(desk->past.night, night) != 0)
		past_release(&desk->past);
	if (!wants_past(desk))
		return;
	if (past_turn(&desk->past, desk->conf, night, PAST_A_TURN))
		desk->dirty = true;
	if (desk->past.state == PAST_FAILED)
		desk->past_again = desk->mono + AGAIN;
}

static void
check_file(struct desk *desk)
{
	if (desk->mono - desk->checked < CHECK_FILE)
		return;
	desk->checked = desk->mono;
	if (!live_check_file(desk->live))
		return;
	outbox_close(&desk->outbox);
	past_release(&desk->past);
	ui_log_release(&desk->log);
	desk->ui.conf = live_conf(desk->live);
	desk->ui.place = desk->ui.instance = -1;
	desk->ui.ask = UI_ASK_NOTHING;
	desk->bell = (struct bell){0};
	desk->took = 0;
	desk->heard = false;
}

/* That something waits, and why where somebody can do something about it. */
static const char *
saving_words(bool full)
{
	return full ? _("saving … the disk is full: call whoever looks after"
	    " natvagt") : _("saving …");
}

/* Said where nothing else is. */
static void
send_actions(struct desk *desk)
{
	struct err err;

	if (outbox_is_empty(&desk->outbox))
		return;
	if (outbox_flush(&desk->outbox, desk->now, WRITE_WAIT, &err) == -1) {
		if (!desk->saving)
			log_line("staff's actions wait: %s", err.text);
		desk->saving = true;
		if (!ui_says(&desk->ui))
			desk_notice(desk, saving_words(
			    outbox_lacks_room(&desk->outbox)));
	} else if (desk->saving) {
		desk->saving = false;
		if (strcmp(desk->ui.notice, saving_words(false)) == 0 ||
		    strcmp(desk->ui.notice, saving_words(true)) == 0)
			desk_notice(desk, "");
	}
}

bool
desk_is_behind(const struct desk *desk)
{
	return live_behind(desk->live) && desk->mono >= desk->again;
}

/* That ours watches shows by its first row; one that gives way is gone soon. */
static void
look_who_watches(struct desk *desk)
{
	const struct collector *ours = &desk->collector;
	bool watches = ours->pid != 0 && desk->beat >= ours->started &&
	    desk->mono - ours->started >= COLLECTOR_GRACE;

	if (watches && !desk->ui.watches && ours->took_over) {
		ui_warn(&desk->ui, _("Nobody was watching any more: this screen"
		    " does now. Leave it open."));
		desk->dirty = true;
	}
	desk->ui.watches = watches;
}

static void
keep_collector(struct desk *desk)
{
	int64_t silence = desk->heard ? desk->mono - desk->beat : INT64_MAX;

	/* How old the last row is shows once the journal has been read. */
	if (!desk->heard && desk_is_behind(desk))
		return;
	if (collector_keep(&desk->collector, desk->mono, silence)) {
		ui_say(&desk->ui, _("the collector stopped: see %s"),
		    desk->collector.log);
		desk->dirty = true;
	}
	look_who_watches(desk);
}

/*
 * A hint comes before what is being written can be read, by as long as the
 * disk takes: looks follow it one after the other, then again as usual. A
 * writer hints at every page; the first look does not listen.
 */
static void
plan_look(struct desk *desk)
{
	bool hinted = live_hinted(desk->live);

	desk->look = hinted ? SOON : desk->look < DESK_TURN / 2 ?
	    2 * desk->look : DESK_TURN;
	desk->hint = hinted ? -1 : live_hint(desk->live);
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

int
desk_check(struct desk *desk, struct err *err)
{
	struct timespec nap = {0, DESK_TURN * 1000000L};
	int64_t until = clock_monotonic() + MAKING_WAIT;

	for (;;) {
		int there = outbox_open(&desk->outbox, err);

		if (there == 0)
			return check_folder(desk->conf->journal, err);
		if (there == 1)
			return 0;
		if (host_leaving() || clock_monotonic() >= until ||
		    journal_is_watched(desk->conf->journal, NULL) != 1)
			return -1;
		nanosleep(&nap, NULL);
	}
}

int
desk_leave(struct desk *desk)
{
	struct err err;

	if (login_out(&desk->login, &desk->outbox, &err) == -1 ||
	    outbox_flush(&desk->outbox, clock_now(), LAST_WAIT, &err) == -1) {
		log_line("what was done last could not be saved: %s", err.text);
		outbox_tell(&desk->outbox);
		return EX_IOERR;
	}
	return 0;
}

void
desk_init(struct desk *desk, const struct conf *conf, const char *conf_path,
    const char *by)
{
	*desk = (struct desk){
		.conf = conf,
		.live = live_new(conf),
		.look = SOON,
		.hint = -1,
		.dirty = true,
	};
	ui_init(&desk->ui);
	login_init(&desk->login, by);
	outbox_init(&desk->outbox, conf->journal);
	collector_init(&desk->collector, conf_path, conf->journal);
	desk_wake(desk);
}

void
desk_release(struct desk *desk)
{
	collector_release(&desk->collector);
	login_release(&desk->login);
	outbox_release(&desk->outbox);
	live_free(desk->live);
	sheet_release(&desk->sheet);
	past_release(&desk->past);
	ui_log_release(&desk->log);
}

int
desk_wait(const struct desk *desk)
{
	int64_t bell = bell_next(&desk->bell, &desk->ui);

	if (desk_is_behind(desk) || wants_past(desk) || bell <= desk->mono)
		return 0;
	return bell - desk->mono < desk->look ? (int)(bell - desk->mono) :
	    desk->look;
}

int
desk_hint(const struct desk *desk)
{
	return desk->hint;
}

bool
desk_strikes(struct desk *desk)
{
	return bell_strikes(&desk->bell, &desk->ui, desk->mono);
}

static void
sign_out(struct desk *desk)
{
	struct err err;

	desk->dirty = true;
	if (login_out(&desk->login, &desk->outbox, &err) == -1)
		notice_undone(desk, &err);
}

void
desk_wake(struct desk *desk)
{
	desk->now = clock_now();
	desk->mono = clock_monotonic();
	set_ui(desk);
	if (sign_lapse(&desk->ui))
		sign_out(desk);
}

/* Of the journal as it is now, or there is none. */
static int
make_sheet(struct desk *desk, struct err *err)
{
	const struct conf *conf = desk->conf;
	struct journal *journal = journal_open(conf->journal, JOURNAL_READ,
	    err);
	struct shift shift;
	int found;

	sheet_release(&desk->sheet);
	desk->ui.sheet = NULL;
	desk->sheet_old = false;
	if (journal == NULL)
		return -1;
	found = shift_read(&shift, journal, conf, NULL, err);
	journal_close(journal);
	if (found == 0)
		return err_set(err, "the journal holds no night yet");
	if (found == -1)
		return -1;
	sheet_make(&desk->sheet, &shift, conf, desk->now);
	shift_release(&shift);
	desk->ui.sheet = &desk->sheet;
	return 0;
}

void
desk_do(struct desk *desk, const struct ui_request *request)
{
	struct err err;

	desk->dirty = true;
	switch (request->what) {
	case UI_DO_HANDOVER:
		if (make_sheet(desk, &err) == -1)
			desk_notice(desk, err.text);
		break;
	case UI_DO_ACTION:
		send(desk, request->action, request->naction);
		break;
	case UI_DO_SIGN_IN:
		login_ask(&desk->login, &desk->ui, request);
		break;
	case UI_DO_SIGN_OUT:
		sign_out(desk);
		break;
	default: /* the front's */
		break;
	}
	/* The next key may come in this turn, and is theirs. */
	login_turn(&desk->login, &desk->ui, &desk->outbox, desk->now,
	    !desk_is_behind(desk));
	set_ui(desk);
}

void
desk_turn(struct desk *desk)
{
	struct err err;

	login_turn(&desk->login, &desk->ui, &desk->outbox, desk->now,
	    !desk_is_behind(desk));
	send_actions(desk);
	check_file(desk);
	plan_look(desk);
	follow(desk);
	read_past(desk);
	if (desk->sheet_old && make_sheet(desk, &err) == -1)
		desk_notice(desk, err.text);
	keep_collector(desk);
	set_ui(desk);
}
