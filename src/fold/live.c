/* SPDX-License-Identifier: Apache-2.0 */
#include "fold/live.h"

#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

struct live {
	const struct conf *given;
	struct journal *journal;   /* or NULL: not there yet */
	dev_t dev;                 /* of its file */
	ino_t ino;
	int hint;                  /* inotify's, while there is a journal; -1 */
	struct follow follow;      /* all zeros until there is a segment */
	const struct live_to *to;  /* for the time of a live_follow() */
	int64_t reading, beat;
	bool reached;              /* its end, once */
	bool behind;
};

struct live *
live_new(const struct conf *conf)
{
	struct live *live = xcalloc(1, sizeof(*live));

	live->given = conf;
	live->hint = -1;
	return live;
}

static void
drop_journal(struct live *live)
{
	follow_release(&live->follow);
	journal_close(live->journal);
	live->journal = NULL;
	if (live->hint != -1)
		close(live->hint);
	live->hint = -1;
	live->reading = live->beat = 0;
	live->reached = live->behind = false;
}

void
live_free(struct live *live)
{
	if (live == NULL)
		return;
	drop_journal(live);
	free(live);
}

/* It is there, and nobody takes it away while we have the journal open. */
static int
watch_wal(const char *journal)
{
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	char *wal = xasprintf("%s-wal", journal);

	inotify_add_watch(fd, wal, IN_MODIFY);
	free(wal);
	return fd;
}

/* A file of no length is one that a collector is just making. */
static int
open_journal(struct live *live, struct err *err)
{
	struct stat st;

	if (stat(live->given->journal, &st) == -1 || st.st_size == 0)
		return 0;
	live->journal = journal_open(live->given->journal, JOURNAL_READ, err);
	if (live->journal == NULL)
		return -1;
	live->dev = st.st_dev;
	live->ino = st.st_ino;
	live->hint = watch_wal(live->given->journal);
	return 1;
}

bool
live_check_file(struct live *live)
{
	struct stat st;

	if (live->journal == NULL || stat(live->given->journal, &st) == -1 ||
	    (st.st_dev == live->dev && st.st_ino == live->ino))
		return false;
	drop_journal(live);
	return true;
}

int
live_hint(const struct live *live)
{
	return live->hint;
}

bool
live_hinted(struct live *live)
{
	char buf[4096];
	bool came = false;

	while (live->hint != -1 && read(live->hint, buf, sizeof(buf)) > 0)
		came = true;
	return came;
}

/* A fold_row_fn. */
static void
on_row(void *arg, const struct message *message)
{
	struct live *live = arg;

	if (message->kind != MESSAGE_ACTION)
		live->beat = live->follow.fold.seq;
	if (message->kind == MESSAGE_READINGS)
		live->reading = message->t;
}

/* An event_fn. */
static void
on_event(void *arg, const struct event *event)
{
	const struct live_to *to = ((struct live *)arg)->to;

	if (to->event != NULL)
		to->event(to->arg, event);
}

/* A follow_begin_fn. */
static void
on_begin(void *arg, const struct world *before)
{
	const struct live_to *to = ((struct live *)arg)->to;

	if (to->begin != NULL)
		to->begin(to->arg, before);
}

/* From the night's first segment on: 1, 0 where there is none yet, or -1. */
static int
start(struct live *live, struct err *err)
{
	const struct follow_to tell = {on_event, on_row, on_begin, live};
	struct segment last;
	int64_t first;
	int found = journal_segment(live->journal, INT64_MAX, &last, err);

	if (found != 1)
		return found;
	if (follow_first(live->journal, &last, &first, err) == -1)
		return -1;
	follow_init(&live->follow, live->journal, live->given, first,
	    INT64_MAX, &tell);
	live->behind = true;
	return 1;
}

int
live_follow(struct live *live, int64_t most, const struct live_to *to,
    struct err *err)
{
	struct follow *follow = &live->follow;
	int64_t before;
	int rc;

	if (live->journal == NULL && (rc = open_journal(live, err)) != 1)
		return rc;
	if (follow->fold.journal == NULL && (rc = start(live, err)) != 1)
		return rc;
	/* Asked before reading: what comes in between is news again. */
	if (!journal_changed(live->journal) && !live->behind)
		return LIVE_NOTHING;
	live->behind = true;
	live->to = to;
	before = follow->fold.seq;
	rc = follow_step(follow, most, err);
	if (rc == -1 || rc == FOLLOW_DARK)
		return -1;
	live->behind = rc == FOLLOW_MORE;
	live->reached = live->reached || !live->behind;
	return follow->fold.seq != before ? LIVE_NEWS : LIVE_NOTHING;
}

const struct world *
live_world(const struct live *live)
{
	return live->reached && live->follow.dark == 0 ?
	    live->follow.fold.world : NULL;
}

const struct conf *
live_conf(const struct live *live)
{
	const struct conf *conf = live->follow.fold.conf;

	return conf != NULL ? conf : live->given;
}

const struct follow *
live_followed(const struct live *live)
{
	return &live->follow;
}

bool
live_behind(const struct live *live)
{
	return live->behind;
}

int64_t
live_seq(const struct live *live)
{
	return live->follow.fold.seq;
}

int64_t
live_beat(const struct live *live)
{
	return live->beat;
}

int64_t
live_time(const struct live *live)
{
	return live->follow.fold.t;
}

int64_t
live_reading(const struct live *live)
{
	return live->reading;
}
