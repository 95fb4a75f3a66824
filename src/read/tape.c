/* SPDX-License-Identifier: Apache-2.0 */
#include "read/tape.h"

#include <stdlib.h>
#include <string.h>

#include "base/dict.h"
#include "base/mem.h"
#include "base/str.h"
#include "read/decode.h"

struct tape_row {
	int64_t t;
	uint32_t said; /* index in said */
};

struct tape {
	const struct conf *conf;
	VEC(struct tape_row) row;
	VEC(struct message) said;
	VEC(void *) owned;   /* what the messages point to */
	struct dict by_text; /* what sensors said, by all that it consists of */
	struct str text;
};

struct tape *
tape_new(const struct conf *conf)
{
	struct tape *tape = xcalloc(1, sizeof(*tape));

	tape->conf = conf;
	str_init(&tape->text);
	return tape;
}

void
tape_free(struct tape *tape)
{
	if (tape == NULL)
		return;
	for (size_t i = 0; i < tape->owned.n; i++)
		free(tape->owned.v[i]);
	vec_free(&tape->owned);
	vec_free(&tape->row);
	vec_free(&tape->said);
	dict_release(&tape->by_text);
	str_release(&tape->text);
	free(tape);
}

static void *
own(struct tape *tape, const void *from, size_t size)
{
	void *copy;

	if (from == NULL)
		return NULL;
	copy = xmalloc(size + 1);
	memcpy(copy, from, size);
	vec_push(&tape->owned, copy);
	return copy;
}

static const char *
own_text(struct tape *tape, const char *s)
{
	return s != NULL ? own(tape, s, strlen(s) + 1) : NULL;
}

/* A copy that outlives what the decoder lent; heard is the map's own. */
static uint32_t
keep(struct tape *tape, const struct message *from)
{
	struct message m = *from;

	m.reading = own(tape, m.reading,
	    (size_t)m.nreading * sizeof(*m.reading));
	m.why = own_text(tape, m.why);
	m.action.rule = own_text(tape, m.action.rule);
	m.action.place = own_text(tape, m.action.place);
	m.action.by = own_text(tape, m.action.by);
	m.action.note = own_text(tape, m.action.note);
	m.carry.id = own_text(tape, m.carry.id);
	m.carry.id2 = own_text(tape, m.carry.id2);
	m.carry.by = own_text(tape, m.carry.by);
	m.carry.note = own_text(tape, m.carry.note);
	m.carry.num = own(tape, m.carry.num,
	    (size_t)m.carry.n * sizeof(*m.carry.num));
	vec_push(&tape->said, m);
	return (uint32_t)(tape->said.n - 1);
}

static uint32_t
keep_once(struct tape *tape, const struct message *m)
{
	struct str *text = &tape->text;
	int64_t old;
	uint32_t said;

	str_clear(text);
	str_addf(text, "%d %d %d %p %d", (int)m->kind, m->retained, m->on,
	    (const void *)m->heard, m->nheard);
	for (int i = 0; i < m->nreading; i++)
		str_addf(text, " %d %d %a", m->reading[i].source,
		    m->reading[i].truth, m->reading[i].number);
	old = dict_get(&tape->by_text, text->s, text->len);
	if (old >= 0)
		return (uint32_t)old;
	said = keep(tape, m);
	dict_put(&tape->by_text, text->s, text->len, said);
	return said;
}

void
tape_add(struct tape *tape, const struct message *message)
{
	bool sensor = message->kind == MESSAGE_READINGS ||
	    message->kind == MESSAGE_AVAILABLE;
	struct tape_row row = {.t = message->t};

	row.said = sensor ? keep_once(tape, message) : keep(tape, message);
	vec_push(&tape->row, row);
}

int
tape_read(struct tape *tape, const char *path, bool strict, night_bad *bad,
    void *arg, struct err *err)
{
	const struct message *message;
	struct decoder *decoder;
	struct night night;
	struct err why;

	if (night_read(&night, path, strict, bad, arg, err) == -1)
		return -1;
	decoder = decoder_new(tape->conf->house, tape->conf->map);
	for (size_t i = 0; i < night.nrow; i++) {
		switch (decode_night(decoder, &night, i, &message, &why)) {
		case 1:
			tape_add(tape, message);
			break;
		case -1:
			if (bad != NULL)
				bad(arg, path, night.row[i].line, why.text);
			break;
		}
	}
	decoder_free(decoder);
	night_release(&night);
	return 0;
}

void
tape_run(const struct tape *tape, struct world *world, event_fn *fn,
    void *arg)
{
	const struct message *said = tape->said.v;

	for (size_t i = 0; i < tape->row.n; i++) {
		struct tape_row row = tape->row.v[i];

		world_fold_at(world, row.t, &said[row.said], fn, arg);
	}
}
