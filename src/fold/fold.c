/* SPDX-License-Identifier: Apache-2.0 */
#include "fold/fold.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "store/audit.h"

enum { ROWS_A_READ = 1000 };

#define SEGMENT_TOPIC OWN_PREFIX "segment"

/* The row's texts lie in fold->text, one after the other from `at`. */
struct fold_row {
	int64_t seq;
	size_t at;
	struct row row;
};

void
fold_init(struct fold *fold, struct journal *journal, event_fn *event,
    void *arg)
{
	*fold = (struct fold){.journal = journal, .event = event, .arg = arg};
	str_init(&fold->text);
}

void
fold_release(struct fold *fold)
{
	decoder_free(fold->decoder);
	world_free(fold->world);
	vec_free(&fold->own);
	str_release(&fold->text);
	*fold = (struct fold){0};
}

static bool
begins_segment(const struct fold *fold, int64_t seq, const struct row *row)
{
	return seq > fold->first && row->topic_len == strlen(SEGMENT_TOPIC) &&
	    memcmp(row->topic, SEGMENT_TOPIC, row->topic_len) == 0;
}

/* A journal_row_fn. */
static bool
fold_one(void *arg, int64_t seq, const struct row *row)
{
	struct fold *fold = arg;
	bool quiet = seq <= fold->quiet;
	struct message message;
	struct err err;
	int rc;

	if (begins_segment(fold, seq, row)) {
		fold->over = true;
		return false;
	}
	fold->links += audit_covers(row->topic, row->topic_len);
	fold->seq = seq;
	fold->t = row->t;
	rc = decode(fold->decoder, row, &message, &err);
	if (rc == 1 && fold->row != NULL)
		fold->row(fold->arg, &message);
	if (rc == 1)
		world_fold(fold->world, &message, quiet ? NULL : fold->event,
		    fold->arg);
	else if (rc == -1 && !quiet && fold->writes)
		log_line("row %lld of the journal says nothing: %s",
		    (long long)seq, err.text);
	return true;
}

int64_t
fold_some(struct fold *fold, int64_t to, int64_t most, struct err *err)
{
	return fold->over ? 0 : journal_rows(fold->journal, fold->seq + 1, to,
	    most, fold_one, fold, err);
}

int
fold_to(struct fold *fold, int64_t seq, struct err *err)
{
	int64_t n;

	do {
		n = fold_some(fold, seq, ROWS_A_READ, err);
	} while (n == ROWS_A_READ);
	return n == -1 ? -1 : 0;
}

int
fold_news(struct fold *fold, struct err *err)
{
	return fold_to(fold, INT64_MAX, err);
}

void
fold_start(struct fold *fold, const struct conf *conf, int64_t seq,
    int64_t quiet)
{
	decoder_free(fold->decoder);
	world_free(fold->world);
	fold->conf = conf;
	fold->decoder = decoder_new(conf->house, conf->map);
	fold->world = world_new(conf->house, &conf->zone, GUARD_RECORDED);
	fold->first = seq;
	fold->seq = seq - 1;
	fold->over = false;
	fold->quiet = quiet;
}

/* The bulk of it is folded before: others wait for the lock meanwhile. */
int
fold_begin(struct fold *fold, int wait_ms, struct err *err)
{
	fold->writes = true;
	if (fold->world != NULL && fold_news(fold, err) == -1)
		return -1;
	if (journal_begin(fold->journal, wait_ms, err) == -1)
		return -1;
	return fold->world != NULL ? fold_news(fold, err) : 0;
}

int
fold_append(struct fold *fold, int64_t now, bool retained, const char *topic,
    const char *payload, size_t payload_len, struct err *err)
{
	struct fold_row kept = {.at = fold->text.len, .row = {
		.topic_len = strlen(topic), .payload_len = payload_len,
		.retained = retained}};

	if (journal_append(fold->journal, now, retained, topic, payload,
	    payload_len, &kept.row.t, &kept.seq, err) == -1)
		return -1;
	str_add(&fold->text, topic);
	str_addn(&fold->text, payload, payload_len);
	vec_push(&fold->own, kept);
	return 0;
}

static void
forget_rows(struct fold *fold)
{
	fold->own.n = 0;
	str_clear(&fold->text);
}

int
fold_commit(struct fold *fold, struct err *err)
{
	if (journal_commit(fold->journal, err) == -1)
		return -1;
	for (size_t i = 0; i < fold->own.n; i++) {
		struct fold_row *kept = &fold->own.v[i];

		kept->row.topic = fold->text.s + kept->at;
		kept->row.payload = kept->row.topic + kept->row.topic_len;
		fold_one(fold, kept->seq, &kept->row);
	}
	forget_rows(fold);
	return 0;
}

void
fold_rollback(struct fold *fold)
{
	journal_rollback(fold->journal);
	forget_rows(fold);
}
