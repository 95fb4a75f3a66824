/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/live.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "read/decode.h"
#include "store/journal.h"

#define SEGMENT_TOPIC OWN_PREFIX "segment"
#define ACTION_TOPIC OWN_PREFIX "action"

struct live {
	const struct conf *given;
	struct conf *kept;         /* owned: from the journal; or NULL */
	struct journal *journal;   /* or NULL: not there yet */
	dev_t dev;                 /* of its file */
	ino_t ino;
	int hint;                  /* inotify's, while there is a journal; -1 */
	struct decoder *decoder;   /* NULL with world */
	struct world *world;
	char hash[65];             /* the world's configuration */
	char told[65];             /* the one whose faults were told last */
	int64_t seq, t, reading, beat;
	bool reached;              /* its end, once */
	bool behind;
	bool stale;                /* a segment with another configuration */
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
drop_world(struct live *live)
{
	world_free(live->world);
	decoder_free(live->decoder);
	conf_free(live->kept);
	live->world = NULL;
	live->decoder = NULL;
	live->kept = NULL;
	live->reached = false;
	live->stale = false;
}

static void
drop_journal(struct live *live)
{
	drop_world(live);
	journal_close(live->journal);
	live->journal = NULL;
	if (live->hint != -1)
		close(live->hint);
	live->hint = -1;
	live->seq = live->t = live->reading = live->beat = 0;
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

/* The configuration under that hash as the journal keeps it, into kept. */
static int
load_kept(struct live *live, const char *hash, struct err *err)
{
	struct faults faults = {0};
	struct named_text *file;
	int nfile;

	if (journal_conf(live->journal, hash, &file, &nfile, err) == -1)
		return -1;
	live->kept = conf_load_kept(file, nfile, &faults);
	named_text_free(file, nfile);
	if (live->kept == NULL && strcmp(live->told, hash) != 0) {
		log_line("the configuration that the journal kept:");
		faults_tell(&faults, stderr);
		snprintf(live->told, sizeof(live->told), "%s", hash);
	}
	if (live->kept == NULL)
		err_set(err, "the configuration in '%s' has faults",
		    live->given->journal);
	faults_release(&faults);
	return live->kept != NULL ? 0 : -1;
}

/* From the last segment on, whatever was before. */
static int
rebuild(struct live *live, struct err *err)
{
	const struct conf *conf = live->given;
	struct segment segment;
	int found = journal_segment(live->journal, INT64_MAX, &segment, err);

	if (found != 1)
		return found;
	drop_world(live);
	if (strcmp(segment.conf, conf->hash) != 0) {
		if (load_kept(live, segment.conf, err) == -1)
			return -1;
		conf = live->kept;
	}
	live->decoder = decoder_new(conf->house, conf->map);
	live->world = world_new(conf->house, &conf->zone, GUARD_RECORDED);
	memcpy(live->hash, segment.conf, sizeof(live->hash));
	live->seq = segment.seq - 1;
	live->behind = true;
	return 1;
}

static bool
is_topic(const struct row *row, const char *topic)
{
	return row->topic_len == strlen(topic) &&
	    memcmp(row->topic, topic, row->topic_len) == 0;
}

/* Whether the row begins a segment under another configuration. */
static bool
is_other_conf(const struct live *live, const struct row *row)
{
	struct segment_info info;

	return is_topic(row, SEGMENT_TOPIC) && decode_segment(row->payload,
	    row->payload_len, &info, NULL) == 0 &&
	    strcmp(info.conf, live->hash) != 0;
}

struct fold {
	struct live *live;
	event_fn *fn;
	void *arg;
};

/* A journal_row_fn. */
static bool
fold_row(void *arg, int64_t seq, const struct row *row)
{
	struct fold *fold = arg;
	struct live *live = fold->live;
	struct message message;

	if (is_other_conf(live, row)) {
		live->stale = true;
		return false;
	}
	live->seq = seq;
	live->t = row->t;
	if (!is_topic(row, ACTION_TOPIC))
		live->beat = seq;
	if (decode(live->decoder, row, &message, NULL) != 1)
		return true;
	if (message.kind == MESSAGE_READINGS)
		live->reading = row->t;
	world_fold(live->world, &message, fold->fn, fold->arg);
	return true;
}

int
live_follow(struct live *live, int64_t most, event_fn *fn, void *arg,
    struct err *err)
{
	struct fold fold = {live, fn, arg};
	int64_t before, n;
	int opened;

	if (live->journal == NULL && (opened = open_journal(live, err)) != 1)
		return opened;
	if (live->world == NULL || live->stale) {
		int built = rebuild(live, err);

		return built == 1 ? LIVE_REBUILT : built;
	}
	before = live->seq;
	/* Asked before reading: what comes in between is news again. */
	if (!journal_changed(live->journal) && !live->behind)
		return LIVE_NOTHING;
	live->behind = true;
	n = journal_rows(live->journal, live->seq + 1, INT64_MAX, most,
	    fold_row, &fold, err);
	if (n == -1)
		return -1;
	live->behind = n == most || live->stale;
	live->reached = live->reached || !live->behind;
	return live->seq != before ? LIVE_NEWS : LIVE_NOTHING;
}

const struct world *
live_world(const struct live *live)
{
	return live->reached ? live->world : NULL;
}

const struct conf *
live_conf(const struct live *live)
{
	return live->kept != NULL ? live->kept : live->given;
}

bool
live_behind(const struct live *live)
{
	return live->behind || live->stale;
}

int64_t
live_seq(const struct live *live)
{
	return live->seq;
}

int64_t
live_beat(const struct live *live)
{
	return live->beat;
}

int64_t
live_time(const struct live *live)
{
	return live->t;
}

int64_t
live_reading(const struct live *live)
{
	return live->reading;
}
