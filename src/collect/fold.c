/* SPDX-License-Identifier: Apache-2.0 */
#include "collect/fold.h"

#include "base/log.h"

enum { ROWS_A_READ = 1000 };

void
fold_init(struct fold *fold, struct journal *journal, event_fn *fn, void *arg)
{
	*fold = (struct fold){.journal = journal, .fn = fn, .arg = arg};
}

void
fold_release(struct fold *fold)
{
	decoder_free(fold->decoder);
	world_free(fold->world);
	*fold = (struct fold){0};
}

static bool
fold_row(void *arg, int64_t seq, const struct row *row)
{
	struct fold *fold = arg;
	bool quiet = seq <= fold->quiet;
	struct message message;
	struct err err;
	int rc = decode(fold->decoder, row, &message, &err);

	if (rc == 1)
		world_fold(fold->world, &message, quiet ? NULL : fold->fn,
		    fold->arg);
	else if (rc == -1 && !quiet)
		log_line("row %lld of the journal says nothing: %s",
		    (long long)seq, err.text);
	fold->seq = seq;
	fold->t = row->t;
	return true;
}

int
fold_to(struct fold *fold, int64_t seq, struct err *err)
{
	int64_t n;

	do {
		n = journal_rows(fold->journal, fold->seq + 1, seq,
		    ROWS_A_READ, fold_row, fold, err);
	} while (n == ROWS_A_READ);
	return n == -1 ? -1 : 0;
}

int
fold_news(struct fold *fold, struct err *err)
{
	return fold_to(fold, INT64_MAX, err);
}

int
fold_start(struct fold *fold, const struct conf *conf, int64_t seq,
    int64_t quiet, struct err *err)
{
	decoder_free(fold->decoder);
	world_free(fold->world);
	fold->conf = conf;
	fold->decoder = decoder_new(conf->house, conf->map);
	fold->world = world_new(conf->house, &conf->zone, GUARD_RECORDED);
	fold->seq = seq - 1;
	fold->quiet = quiet;
	return fold_news(fold, err);
}
