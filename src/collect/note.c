/* SPDX-License-Identifier: Apache-2.0 */
#include "collect/note.h"

#include <stdlib.h>
#include <string.h>

#include "read/decode.h"

void
notes_release(struct notes *notes)
{
	for (size_t i = 0; i < notes->note.n; i++)
		free(notes->note.v[i].payload);
	vec_free(&notes->note);
	notes->written = 0;
}

void
notes_add(struct notes *notes, const char *topic, struct str *payload)
{
	struct note note = {topic, str_detach(payload)};

	vec_push(&notes->note, note);
}

int
notes_append(struct notes *notes, struct fold *fold, int64_t now,
    struct err *err)
{
	notes->written = 0;
	for (size_t i = 0; i < notes->note.n; i++) {
		const struct note *note = &notes->note.v[i];

		if (fold_append(fold, now, false, note->topic, note->payload,
		    strlen(note->payload), err) == -1)
			return -1;
		notes->written++;
	}
	return (int)notes->written;
}

void
notes_done(struct notes *notes)
{
	for (size_t i = 0; i < notes->written; i++)
		free(notes->note.v[i].payload);
	if (notes->written == 0)
		return;
	notes->note.n -= notes->written;
	memmove(notes->note.v, notes->note.v + notes->written,
	    notes->note.n * sizeof(*notes->note.v));
	notes->written = 0;
}

bool
fact_is_news(struct fact *fact, bool holds, int64_t now)
{
	if (fact->known && fact->holds == holds &&
	    now - fact->told < FACT_AGAIN)
		return false;
	*fact = (struct fact){true, holds, now};
	return true;
}
