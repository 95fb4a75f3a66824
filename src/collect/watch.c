/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One turn of the loop:
 *
 *   sleep until the nearest deadline, the socket, a signal, or 100 ms
 *   -> now, read once
 *   -> read from the broker                     (mqtt_read)
 *   -> one transaction: fold what others have appended since; append the
 *      clock's step, the broker's coming, the messages, a tick if one is due,
 *      the broker's going; COMMIT
 *   -> fold what was appended, and publish what that tells
 *   -> write to the broker                      (mqtt_write: acknowledges)
 *   -> the alarms: start what is due, hear what runs; the disk, the broker's
 *      queues. What that tells goes into the next turn's transaction.
 *
 * Every row is folded as the journal has it, ours like those of others, and
 * only once it is committed. So what the world knows, and what is published,
 * the journal holds.
 *
 * Where the journal fails, the connection goes: nothing was acknowledged, and
 * the broker sends it again. The loop then tries to write a tick, after 1, 2,
 * 4 … 30 s, and connects again when that has succeeded.
 *
 * Published for sure: the state of every open alert and the audit chain's head,
 * retained, anew at each connection and for each configuration. Event lines may
 * come twice, or not at all after a crash.
 */
#include "collect/watch.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/str.h"
#include "collect/alarm.h"
#include "collect/intake.h"
#include "collect/mqtt.h"
#include "collect/notify.h"
#include "collect/pace.h"
#include "collect/segment.h"
#include "collect/trouble.h"
#include "fold/fold.h"
#include "fold/kept.h"
#include "read/faults.h"

enum {
	LOOK_EVERY = 100,     /* ms between looks at the journal */
	HEARTBEAT = 10000,    /* ms without a row of ours, at most */
	TURN_WAIT = 1000,     /* ms for a transaction's turn */
	SAY_EVERY = 60000,
	BACKOFF_MAX = 30000,
	LOCK_TRIES = 10,      /* a console's glance at the lock is short … */
	LOCK_WAIT = 50,       /* … so that many times so many ms will do */
};

struct watch {
	const struct watch_options *options;
	struct conf *conf;
	struct journal *journal;
	struct fold fold;
	struct intake *intake;
	struct mqtt *mqtt;
	struct publisher publisher;
	struct notes notes;
	struct alarms alarms;
	struct trouble trouble;
	int lock, signals;   /* descriptors */
	struct pace pace;    /* this turn's times: the journal's, monotonic */
	int64_t night_end;   /* of the present segment's */
	int64_t beat_at;     /* monotonic */
	bool broker;         /* there, as the journal has it */
	int64_t links;       /* of the fold's, when the head was published */
	int64_t retry_at;    /* monotonic, after a fault of the journal; or 0 */
	int faults;          /* of the journal, in a row */
	int64_t said_at;
	bool reload, stop;
};

/* Once a turn; only wait_ms() looks again, for how long to sleep. */
static void
read_clocks(struct watch *watch)
{
	pace_read(&watch->pace, clock_now(), clock_monotonic(), watch->fold.t);
}

/* The time that a row appended now would get. */
static int64_t
row_time(const struct watch *watch)
{
	int64_t last = watch->fold.t;

	return watch->pace.now > last ? watch->pace.now : last;
}

static void
on_event(void *arg, const struct event *event)
{
	struct watch *watch = arg;

	publish_event(&watch->publisher, watch->fold.conf, event);
	alarm_event(&watch->alarms, event);
}

/* Appends one of natvagt's own messages within a transaction. */
static int
append(struct watch *watch, const char *topic, const struct str *payload,
    struct err *err)
{
	return fold_append(&watch->fold, watch->pace.now, false, topic,
	    payload != NULL ? payload->s : "{}",
	    payload != NULL ? payload->len : 2, err);
}

static int
append_step(struct watch *watch, struct err *err)
{
	struct str payload;
	int bad;

	str_init(&payload);
	encode_clock(&payload, watch->pace.step);
	bad = append(watch, OWN_PREFIX "clock", &payload, err);
	str_release(&payload);
	return bad;
}

static int
append_broker(struct watch *watch, bool connected, struct err *err)
{
	struct str payload;
	int bad;

	str_init(&payload);
	encode_broker(&payload, connected);
	bad = append(watch, OWN_PREFIX "broker", &payload, err);
	str_release(&payload);
	return bad;
}

/* Nothing is acknowledged that the journal does not hold. */
static void
journal_fault(struct watch *watch, const struct err *err)
{
	int64_t wait = 1000;

	fold_rollback(&watch->fold);
	mqtt_drop(watch->mqtt, watch->pace.mono, "the journal failed");
	for (int i = 0; i < watch->faults && wait < BACKOFF_MAX; i++)
		wait *= 2;
	watch->retry_at = watch->pace.mono + (wait < BACKOFF_MAX ? wait :
	    BACKOFF_MAX);
	if (watch->faults++ == 0 ||
	    watch->pace.mono - watch->said_at >= SAY_EVERY) {
		log_line("%s", err->text);
		watch->said_at = watch->pace.mono;
	}
}

static void
journal_cured(struct watch *watch)
{
	if (watch->faults > 0)
		log_line("the journal can be written again");
	watch->faults = 0;
	watch->retry_at = 0;
}

static bool
tick_is_due(const struct watch *watch)
{
	return watch->retry_at != 0 || watch->pace.mono >= watch->beat_at ||
	    world_next(watch->fold.world) <= row_time(watch);
}

static bool
is_anything_to_write(const struct watch *watch)
{
	size_t n;

	mqtt_batch(watch->mqtt, &n);
	return n > 0 || watch->pace.step != 0 || watch->notes.note.n > 0 ||
	    watch->broker != mqtt_connected(watch->mqtt) ||
	    intake_is_due(watch->intake, watch->pace.mono) ||
	    tick_is_due(watch);
}

/* The rows of a turn, in their order; returns how many, or -1. */
static int
append_turn(struct watch *watch, bool broker, struct err *err)
{
	int rows = 0, n;

	if (watch->pace.step != 0) {
		if (append_step(watch, err) == -1)
			return -1;
		rows++;
	}
	if (broker && !watch->broker) {
		if (append_broker(watch, true, err) == -1)
			return -1;
		rows++;
	}
	n = intake_append(watch->intake, watch->mqtt, &watch->fold,
	    watch->pace.now, watch->pace.mono, err);
	if (n == -1)
		return -1;
	rows += n;
	if (!broker && watch->broker) {
		if (append_broker(watch, false, err) == -1)
			return -1;
		rows++;
	}
	n = notes_append(&watch->notes, &watch->fold, watch->pace.now, err);
	if (n == -1)
		return -1;
	rows += n;
	/* Any row does what a tick does. */
	if (rows == 0 && tick_is_due(watch)) {
		if (append(watch, OWN_PREFIX "tick", NULL, err) == -1)
			return -1;
		rows++;
	}
	return rows;
}

/* What stands at the broker, anew: it may lack it, or have it in old words. */
static void
tell_all(struct watch *watch)
{
	publish_states(&watch->publisher, watch->fold.conf, watch->fold.world,
	    false);
	watch->links = -1;
}

static int
write_turn(struct watch *watch, struct err *err)
{
	bool broker = mqtt_connected(watch->mqtt);
	bool came = broker && !watch->broker;
	int rows;

	if (fold_begin(&watch->fold, TURN_WAIT, err) == -1)
		return -1;
	rows = append_turn(watch, broker, err);
	if (rows == -1 || fold_commit(&watch->fold, err) == -1)
		return -1;
	journal_cured(watch);
	intake_done(watch->intake, watch->pace.mono);
	notes_done(&watch->notes);
	watch->pace.step = 0;
	watch->broker = broker;
	if (rows > 0) {
		watch->beat_at = watch->pace.mono + HEARTBEAT;
		notify("WATCHDOG=1");
	}
	if (came)
		tell_all(watch);
	return 0;
}

/* The audit chain's head, when it has grown and at each connection. */
static int
tell_audit(struct watch *watch, struct err *err)
{
	char head[65];
	int64_t links;

	if (watch->links == watch->fold.links)
		return 0;
	if (journal_head(watch->journal, &links, head, err) == -1)
		return -1;
	publish_audit(&watch->publisher, watch->fold.conf, links, head);
	watch->links = watch->fold.links;
	return 0;
}

/*
 * The journal took something that we then could not read back. The next
 * process rebuilds the world from the journal, and the broker sends again
 * what was not acknowledged.
 */
static _Noreturn void
give_up(const struct err *err)
{
	log_line("cannot go on: %s", err->text);
	exit(EX_IOERR);
}

/* What the broker and the admin must know of alerts before their world goes. */
static void
leave_alerts(struct watch *watch, const struct conf *next)
{
	const struct conf *conf = watch->fold.conf;
	const struct house *house = conf->house;
	bool moves = strcmp(conf->site_id, next->site_id) != 0;

	for (int32_t i = 0; i < house->ninstance; i++) {
		const struct alert *alert = world_alert(watch->fold.world, i);
		const struct instance *in = &house->instance[i];
		bool drops = world_drops(watch->fold.world, i, next->house);

		if (drops)
			log_line("alert %u of rule '%s' at '%s' is dropped:"
			    " the new configuration has no such rule there",
			    (unsigned)alert->number, house->rule[in->rule].id,
			    house->place[in->place].id);
		if (drops || (moves && alert_is_open(alert)))
			publish_gone(&watch->publisher, conf, alert->number);
	}
}

/*
 * Begins a segment for conf, which is the present one or takes its place. The
 * old world folds the tick that closes its segment before it goes; what the
 * new one tells while it is built is what was true at once under conf.
 */
static int
begin_segment(struct watch *watch, const struct conf *conf, const char *why,
    struct err *err)
{
	struct fold *fold = &watch->fold;
	struct segment_rows rows;

	if (fold_begin(fold, TURN_WAIT, err) == -1 ||
	    segment_begin(watch->journal, watch->pace.now, fold->world, conf,
	    why, &rows, err) == -1 || fold_commit(fold, err) == -1) {
		fold_rollback(fold);
		return -1;
	}
	if (fold->world != NULL) {
		if (fold_to(fold, rows.first - 1, err) == -1)
			give_up(err);
		leave_alerts(watch, conf);
	}
	fold_start(fold, conf, rows.first, 0);
	if (fold_news(fold, err) == -1)
		give_up(err);
	watch->night_end = zone_night_end(&conf->zone, rows.t);
	watch->beat_at = watch->pace.mono + HEARTBEAT;
	return 0;
}

/* Only secrets can differ where the hash is the same: the broker's. */
static void
take_broker(struct watch *watch, struct conf *conf)
{
	struct broker_conf broker = watch->conf->broker;
	bool same = mqtt_uses(watch->mqtt, &conf->broker);

	if (!same) {
		mqtt_use(watch->mqtt, NULL, NULL, watch->pace.mono);
		watch->conf->broker = conf->broker;
		conf->broker = broker;
	}
	mqtt_use(watch->mqtt, &watch->conf->broker, watch->conf->map,
	    watch->pace.mono);
	conf_free(conf);
	log_line("the configuration has been read again: nothing new%s",
	    same ? "" : " but secrets");
}

/* The journal stays where it is: whoever reads it looks for it there. */
static void
take_conf(struct watch *watch, struct conf *conf)
{
	if (strcmp(conf->journal, watch->conf->journal) != 0)
		log_line("the journal stays in '%s' until natvagt watch is"
		    " started anew", watch->conf->journal);
	mqtt_use(watch->mqtt, &conf->broker, conf->map, watch->pace.mono);
	intake_free(watch->intake);
	watch->intake = intake_new(conf);
	conf_free(watch->conf);
	watch->conf = conf;
	tell_all(watch);
	alarm_look(&watch->alarms, conf, watch->pace.mono);
	log_line("the configuration has been read again");
}

static void
reload(struct watch *watch)
{
	struct faults faults = {0};
	struct conf *conf = conf_load(watch->options->conf_path,
	    CONF_WITH_SECRETS, &faults);
	struct err err;

	faults_tell(&faults, stderr);
	faults_release(&faults);
	if (conf == NULL) {
		log_line("the configuration has faults: the old one stays");
	} else if (strcmp(conf->hash, watch->conf->hash) == 0) {
		take_broker(watch, conf);
	} else if (begin_segment(watch, conf, "reload", &err) == 0) {
		take_conf(watch, conf);
	} else {
		journal_fault(watch, &err);
		conf_free(conf);
		return;
	}
	watch->reload = false;
}

/*
 * Folds the last segment, with the configuration it was folded with, which is
 * returned in *kept where it is not the present one. Where that cannot be read
 * any more (a stricter natvagt's reader), the present one must do: what is
 * carried goes by name. The world is NULL after it where there is no segment.
 */
static int
fold_last(struct watch *watch, struct segment *last, struct conf **kept,
    struct err *err)
{
	const struct conf *conf = watch->conf;
	int rc = journal_segment(watch->journal, INT64_MAX, last, err);

	*kept = NULL;
	if (rc != 1)
		return rc;
	if (strcmp(last->conf, conf->hash) != 0) {
		rc = conf_kept(watch->journal, last->conf, kept, err);
		if (rc == -1)
			return -1;
		if (rc == 1)
			conf = *kept;
		else
			log_line("%s: the last segment is folded under the"
			    " present one", err->text);
	}
	fold_start(&watch->fold, conf, last->seq, INT64_MAX);
	return fold_news(&watch->fold, err);
}

/* Nobody was watching before this row, and nobody is connected. */
static int
append_start(struct watch *watch, struct err *err)
{
	struct fold *fold = &watch->fold;
	int bad = fold_begin(fold, TURN_WAIT, err);
	int64_t late = watch->pace.wall - fold->t;

	fold->quiet = fold->seq;
	if (bad || append(watch, OWN_PREFIX "start", NULL, err) == -1 ||
	    (world_broker_lost(fold->world) == 0 &&
	    append_broker(watch, false, err) == -1) ||
	    fold_commit(fold, err) == -1) {
		fold_rollback(fold);
		return -1;
	}
	watch->beat_at = watch->pace.mono + HEARTBEAT;
	if (late < -PACE_STEP_LEAST) {
		log_line("the clock is %lld s behind the journal's last row",
		    (long long)(-late / MS_SECOND));
		watch->pace.step = late;
	}
	return 0;
}

/* Goes on from the last segment: in it, or in one that begins now. */
static int
go_on(struct watch *watch, const struct segment *last, bool changed,
    struct err *err)
{
	const struct zone *zone = &watch->conf->zone;
	int64_t before = watch->fold.t;
	char night[ZONE_STAMP_SIZE];

	if (append_start(watch, err) == -1)
		return -1;
	alarm_resume(&watch->alarms, watch->fold.world, before);
	zone_night_name(zone, row_time(watch), night);
	watch->night_end = zone_night_end(zone, row_time(watch));
	if (strcmp(last->night, night) != 0)
		return begin_segment(watch, watch->conf, "noon", err);
	if (changed)
		return begin_segment(watch, watch->conf, "reload", err);
	return 0;
}

/* From the journal's end to the present: world, segment, configuration. */
static int
start(struct watch *watch, struct err *err)
{
	struct segment last;
	struct conf *kept;
	int64_t seq;
	int bad = fold_last(watch, &last, &kept, err);

	if (bad == 0)
		bad = journal_last(watch->journal, &seq, &watch->fold.t, err);
	read_clocks(watch);
	if (bad == 0 && watch->fold.world != NULL)
		bad = go_on(watch, &last, strcmp(last.conf,
		    watch->conf->hash) != 0, err);
	else if (bad == 0 && begin_segment(watch, watch->conf, "start", err) ==
	    0)
		bad = append_start(watch, err);
	else
		bad = -1;
	if (bad == -1)
		fold_release(&watch->fold);
	else
		publish_states(&watch->publisher, watch->conf,
		    watch->fold.world, true);
	conf_free(kept);
	return bad;
}

static void
read_signals(struct watch *watch)
{
	struct signalfd_siginfo info;

	while (read(watch->signals, &info, sizeof(info)) == sizeof(info))
		if (info.ssi_signo == SIGHUP)
			watch->reload = true;
		else
			watch->stop = true;
}

static int64_t
earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* At most LOOK_EVERY: data_version is how others' rows are noticed. */
static int
wait_ms(const struct watch *watch)
{
	int64_t mono = clock_monotonic(), now = pace_at(&watch->pace, mono);
	int64_t wait = LOOK_EVERY;

	if (watch->retry_at != 0)
		return (int)earlier(wait, watch->retry_at > mono ?
		    watch->retry_at - mono : 0);
	wait = earlier(wait, watch->beat_at - mono);
	wait = earlier(wait, mqtt_next(watch->mqtt, mono) - mono);
	wait = earlier(wait, world_next(watch->fold.world) - now);
	wait = earlier(wait, watch->night_end - now);
	return wait > 0 ? (int)wait : 0;
}

static void
sleep_until_due(const struct watch *watch)
{
	struct pollfd fd[2] = {{.fd = watch->signals, .events = POLLIN}};

	fd[1].fd = mqtt_socket(watch->mqtt, &fd[1].events);
	poll(fd, 2, wait_ms(watch));
}

/* From the broker to the journal and back. */
static void
collect(struct watch *watch)
{
	struct err err;

	if (watch->retry_at == 0)
		mqtt_read(watch->mqtt, watch->pace.mono);
	if (watch->pace.now >= watch->night_end &&
	    begin_segment(watch, watch->conf, "noon", &err) == -1) {
		journal_fault(watch, &err);
		return;
	}
	if ((is_anything_to_write(watch) ? write_turn(watch, &err) == -1 :
	    journal_changed(watch->journal) &&
	    fold_news(&watch->fold, &err) == -1) ||
	    tell_audit(watch, &err) == -1) {
		journal_fault(watch, &err);
		return;
	}
	mqtt_write(watch->mqtt, watch->pace.mono);
	if (watch->reload)
		reload(watch);
}

static void
turn(struct watch *watch)
{
	sleep_until_due(watch);
	read_clocks(watch);
	read_signals(watch);
	if (watch->stop)
		return;
	if (watch->pace.mono >= watch->retry_at)
		collect(watch);
	alarm_turn(&watch->alarms, watch->fold.conf, watch->fold.world,
	    watch->pace.mono);
	trouble_turn(&watch->trouble, watch->conf->journal,
	    mqtt_dropped(watch->mqtt), watch->pace.mono);
}

/* From here on the signals come through a descriptor. */
static int
catch_signals(struct watch *watch)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	struct sigaction usual = {.sa_handler = SIG_DFL};
	sigset_t set;

	sigaction(SIGPIPE, &ignore, NULL);
	/* Were it ignored, how a command ended could not be told. */
	sigaction(SIGCHLD, &usual, NULL);
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, NULL);
	watch->signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	return watch->signals;
}

/* A console that looks whether the lock is held holds it for a moment. */
static int
take_lock(const char *path, bool *held, struct err *err)
{
	int lock = journal_lock(path, held, err);

	for (int i = 0; lock == -1 && *held && i < LOCK_TRIES; i++) {
		poll(NULL, 0, LOCK_WAIT);
		lock = journal_lock(path, held, err);
	}
	return lock;
}

static int
open_all(struct watch *watch, struct err *err)
{
	struct conf *conf = watch->conf;
	bool held;

	/* First, as opening a large journal takes a while. */
	if (catch_signals(watch) == -1) {
		err_set(err, "cannot wait for signals: %s", strerror(errno));
		return EX_OSERR;
	}
	watch->lock = take_lock(conf->journal, &held, err);
	if (watch->lock == -1)
		return held ? EX_TEMPFAIL : EX_CANTCREAT;
	watch->journal = journal_open(conf->journal, JOURNAL_CREATE, err);
	if (watch->journal == NULL)
		return journal_exit_code(conf->journal, JOURNAL_CREATE);
	watch->mqtt = mqtt_new(&conf->broker, conf->map);
	watch->intake = intake_new(conf);
	watch->publisher = (struct publisher){watch->mqtt,
	    watch->options->format};
	alarm_init(&watch->alarms, &watch->notes);
	alarm_look(&watch->alarms, conf, clock_monotonic());
	trouble_init(&watch->trouble, &watch->notes);
	fold_init(&watch->fold, watch->journal, on_event, watch);
	return start(watch, err) == -1 ? EX_IOERR : 0;
}

static void
close_all(struct watch *watch)
{
	alarm_release(&watch->alarms);
	notes_release(&watch->notes);
	fold_release(&watch->fold);
	intake_free(watch->intake);
	mqtt_free(watch->mqtt);
	journal_close(watch->journal);
	conf_free(watch->conf);
	if (watch->signals != -1)
		close(watch->signals);
	if (watch->lock != -1)
		close(watch->lock);
}

int
watch_run(struct conf *conf, const struct watch_options *options)
{
	struct watch watch = {.options = options, .conf = conf, .lock = -1,
	    .signals = -1};
	struct err err;
	int code = open_all(&watch, &err);

	if (code != 0) {
		log_line("%s", err.text);
	} else {
		log_line("watching '%s'", watch.conf->site_id);
		notify("READY=1");
		while (!watch.stop)
			turn(&watch);
		notify("STOPPING=1");
		mqtt_use(watch.mqtt, NULL, NULL, watch.pace.mono);
	}
	close_all(&watch);
	return code;
}
