/* SPDX-License-Identifier: Apache-2.0 */
#include "fold/follow.h"

#include <stdlib.h>
#include <string.h>

#include "fold/kept.h"

void
follow_init(struct follow *follow, struct journal *journal,
    const struct conf *given, int64_t from, int64_t to,
    const struct follow_to *tell)
{
	*follow = (struct follow){.given = given, .to = to,
	    .begin = tell->begin};
	fold_init(&follow->fold, journal, tell->event, tell->arg);
	follow->fold.row = tell->row;
	follow->fold.seq = from - 1;
	follow->fold.over = true;
}

void
follow_release(struct follow *follow)
{
	fold_release(&follow->fold);
	conf_free(follow->kept);
	follow->kept = NULL;
}

/* The segment itself where it is all that there is of its night. */
int
follow_first(struct journal *journal, const struct segment *of, int64_t *seq,
    struct err *err)
{
	struct segment *segment;
	int n;

	if (journal_night(journal, of->night, &segment, &n, err) == -1)
		return -1;
	*seq = n > 0 ? segment[0].seq : of->seq;
	free(segment);
	return 0;
}

/* The one that is at hand, or else *kept is read. 1, 0: it is dark, or -1. */
static int
find_conf(const struct follow *follow, const char *hash,
    const struct conf **conf, struct conf **kept, struct err *err)
{
	const struct conf *at_hand[] = {follow->fold.conf, follow->given};
	int found;

	*kept = NULL;
	for (int i = 0; i < 2; i++)
		if (at_hand[i] != NULL && strcmp(at_hand[i]->hash, hash) == 0) {
			*conf = at_hand[i];
			return 1;
		}
	found = conf_kept(follow->fold.journal, hash, kept, err);
	*conf = *kept;
	return found;
}

/* What was before lives until its end has been told. */
static void
enter(struct follow *follow, const struct conf *conf, struct conf *kept)
{
	struct fold *fold = &follow->fold;
	struct world *before = fold->world;

	fold->world = NULL;
	fold_start(fold, conf, follow->segment.seq, 0);
	if (follow->begin != NULL)
		follow->begin(fold->arg, before);
	world_free(before);
	if (conf != follow->kept) {
		conf_free(follow->kept);
		follow->kept = kept;
	}
	follow->dark = 0;
}

/* The next segment that can be read. */
static int
go_on(struct follow *follow, struct err *err)
{
	struct fold *fold = &follow->fold;
	const struct conf *conf;
	struct conf *kept;
	int64_t next = fold->seq + 1, after;

	while (next <= follow->to && next != INT64_MAX) {
		struct segment *segment = &follow->segment;
		int found = journal_segment(fold->journal, next, segment, err);

		if (found == 1)
			found = find_conf(follow, segment->conf, &conf, &kept,
			    err);
		if (found == -1)
			return -1;
		if (found == 1) {
			enter(follow, conf, kept);
			return FOLLOW_MORE;
		}
		if (journal_segment_end(fold->journal, segment->seq, &after,
		    err) == -1)
			return -1;
		if (follow->dark == 0)
			follow->dark = segment->t;
		fold->seq = next - 1;
		next = after;
	}
	return FOLLOW_DARK;
}

int
follow_step(struct follow *follow, int64_t most, struct err *err)
{
	int64_t n;
	int on = follow->fold.over ? go_on(follow, err) : FOLLOW_MORE;

	if (on != FOLLOW_MORE)
		return on;
	n = fold_some(&follow->fold, follow->to, most, err);
	return n == -1 ? -1 : n == most || follow->fold.over ? FOLLOW_MORE :
	    FOLLOW_END;
}
