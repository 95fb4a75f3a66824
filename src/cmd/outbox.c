/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/outbox.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/log.h"
#include "base/str.h"
#include "read/decode.h"

#define ACTION_TOPIC OWN_PREFIX "action"

void
outbox_init(struct outbox *outbox, const char *path)
{
	*outbox = (struct outbox){.path = path};
}

static void
drop_first(struct outbox *outbox, size_t n)
{
	if (n == 0)
		return;
	for (size_t i = 0; i < n; i++)
		free(outbox->letter.v[i].payload);
	outbox->letter.n -= n;
	memmove(outbox->letter.v, outbox->letter.v + n,
	    outbox->letter.n * sizeof(*outbox->letter.v));
}

void
outbox_release(struct outbox *outbox)
{
	drop_first(outbox, outbox->letter.n);
	vec_free(&outbox->letter);
	outbox_close(outbox);
}

void
outbox_close(struct outbox *outbox)
{
	journal_close(outbox->journal);
	outbox->journal = NULL;
	outbox->nown = 0;
}

int
outbox_open(struct outbox *outbox, struct err *err)
{
	struct stat st;

	if (outbox->journal != NULL)
		return 1;
	if (stat(outbox->path, &st) == -1 || st.st_size == 0)
		return 0;
	outbox->journal = journal_open(outbox->path, JOURNAL_WRITE, err);
	return outbox->journal != NULL ? 1 : -1;
}

int
outbox_add(struct outbox *outbox, const struct action *action, int n,
    struct err *err)
{
	if (outbox->letter.n + (size_t)n > OUTBOX_MAX)
		return err_set(err, "too many actions are waiting");
	for (int i = 0; i < n; i++) {
		struct str payload;

		str_init(&payload);
		encode_action(&payload, &action[i]);
		vec_push(&outbox->letter,
		    (struct letter){payload.s, i + 1 < n});
	}
	return 0;
}

bool
outbox_is_empty(const struct outbox *outbox)
{
	return outbox->letter.n == 0;
}

/* Letters that go together, in one transaction. */
static int
write_first(struct outbox *outbox, size_t n, int64_t now, int wait_ms,
    struct err *err)
{
	struct outbox_row written[OUTBOX_MAX];
	int64_t t;

	if (journal_begin(outbox->journal, wait_ms, err) == -1)
		return -1;
	for (size_t i = 0; i < n; i++) {
		const struct letter *letter = &outbox->letter.v[i];

		written[i].more = letter->more;
		if (journal_append(outbox->journal, now, false, ACTION_TOPIC,
		    letter->payload, strlen(letter->payload), &t,
		    &written[i].seq, err) == -1)
			goto undo;
	}
	if (journal_commit(outbox->journal, err) == -1)
		goto undo;
	for (size_t i = 0; i < n; i++)
		outbox->own[outbox->nown++ % OUTBOX_MAX] = written[i];
	drop_first(outbox, n);
	return 0;
undo:
	journal_rollback(outbox->journal);
	return -1;
}

int
outbox_flush(struct outbox *outbox, int64_t now, int wait_ms, struct err *err)
{
	if (outbox_is_empty(outbox))
		return 0;
	switch (outbox_open(outbox, err)) {
	case -1:
		return -1;
	case 0:
		return err_set(err, "there is no journal yet");
	}
	while (!outbox_is_empty(outbox)) {
		size_t n = 1;

		while (outbox->letter.v[n - 1].more)
			n++;
		if (write_first(outbox, n, now, wait_ms, err) == -1)
			return -1;
	}
	return 0;
}

bool
outbox_lacks_room(const struct outbox *outbox)
{
	return outbox->journal != NULL && journal_lacks_room(outbox->journal);
}

void
outbox_tell(const struct outbox *outbox)
{
	for (size_t i = 0; i < outbox->letter.n; i++)
		log_line("not saved: %s", outbox->letter.v[i].payload);
}

const struct outbox_row *
outbox_wrote(const struct outbox *outbox, int64_t seq)
{
	size_t n = outbox->nown < OUTBOX_MAX ? outbox->nown : OUTBOX_MAX;

	for (size_t i = 0; i < n; i++)
		if (outbox->own[i].seq == seq)
			return &outbox->own[i];
	return NULL;
}
