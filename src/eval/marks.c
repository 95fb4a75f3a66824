/* SPDX-License-Identifier: Apache-2.0 */
#include "eval/marks.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "eval/truth_file.h"

/* A line that comes, or goes. */
struct change {
	bool cut;
	size_t wanted; /* where: a new one at the end, whoever wrote there … */
	size_t at;     /* … and where that was */
	char *line;    /* owned */
};

struct marks {
	const char *path;
	const struct house *house;
	const struct zone *zone;
	struct truth truth;
	struct truth_file file;      /* as it was read or written last */
	VEC(struct change) done;     /* what can be undone, the last one last */
	VEC(struct change) unsaved;  /* in order */
	int fault;
};

static void
parse(struct marks *marks, const struct str *text)
{
	truth_parse(&marks->truth, marks->path != NULL ? marks->path : "-",
	    marks->house, text->s, text->len);
}

struct marks *
marks_new(const char *path, const struct house *house, const struct zone *zone)
{
	struct marks *marks = xcalloc(1, sizeof(*marks));

	marks->path = path;
	marks->house = house;
	marks->zone = zone;
	truth_init(&marks->truth);
	truth_file_init(&marks->file);
	marks->fault = path == NULL ? ENOTSUP :
	    truth_file_read(path, &marks->file);
	parse(marks, &marks->file.text);
	return marks;
}

void
marks_free(struct marks *marks)
{
	if (marks == NULL)
		return;
	for (size_t i = 0; i < marks->done.n; i++)
		free(marks->done.v[i].line);
	for (size_t i = 0; i < marks->unsaved.n; i++)
		free(marks->unsaved.v[i].line);
	vec_free(&marks->done);
	vec_free(&marks->unsaved);
	truth_file_release(&marks->file);
	truth_release(&marks->truth);
	free(marks);
}

const struct truth *
marks_truth(const struct marks *marks)
{
	return &marks->truth;
}

size_t
marks_unsaved(const struct marks *marks)
{
	return marks->unsaved.n;
}

const char *
marks_unsaved_line(const struct marks *marks, size_t i, bool *cut)
{
	*cut = marks->unsaved.v[i].cut;
	return marks->unsaved.v[i].line;
}

int
marks_fault(const struct marks *marks)
{
	return marks->fault;
}

/* A line that is to go and is not there has gone already. */
static void
apply(struct str *text, struct change *change)
{
	change->at = change->cut ?
	    truth_cut_line(text, change->wanted, change->line) :
	    truth_put_line(text, change->wanted, change->line);
}

static bool
undoes(const struct change *a, const struct change *b)
{
	return a->cut != b->cut && a->at == b->at &&
	    strcmp(a->line, b->line) == 0;
}

/* The change, which is now owned, and what it leaves to be saved. */
static void
change(struct marks *marks, struct change *change)
{
	struct str text;

	str_init(&text);
	str_addn(&text, marks->truth.text.s, marks->truth.text.len);
	apply(&text, change);
	parse(marks, &text);
	str_release(&text);
	if (marks->unsaved.n > 0 &&
	    undoes(&marks->unsaved.v[marks->unsaved.n - 1], change)) {
		free(marks->unsaved.v[--marks->unsaved.n].line);
		free(change->line);
	} else {
		vec_push(&marks->unsaved, *change);
	}
}

static void
do_change(struct marks *marks, bool cut, size_t at, char *line)
{
	struct change now = {.cut = cut, .wanted = at, .line = line};
	struct change back = {.cut = !cut, .line = xstrdup(line)};

	change(marks, &now);
	back.wanted = now.at;
	vec_push(&marks->done, back);
}

void
marks_add(struct marks *marks, const struct truth_incident *incident)
{
	struct str line;

	str_init(&line);
	truth_line(&line, marks->zone, incident);
	do_change(marks, false, SIZE_MAX, str_detach(&line));
	str_release(&line);
}

void
marks_delete(struct marks *marks, size_t i)
{
	const struct truth_incident *incident = &marks->truth.v[i];

	do_change(marks, true, incident->at,
	    xstrndup(marks->truth.text.s + incident->at, incident->len));
}

bool
marks_can_undo(const struct marks *marks)
{
	return marks->done.n > 0;
}

bool
marks_undo(struct marks *marks)
{
	if (marks->done.n == 0)
		return false;
	change(marks, &marks->done.v[--marks->done.n]);
	return true;
}

/* What is in the file is the truth, with our changes done to it. */
static void
merge(struct marks *marks)
{
	struct str text;

	str_init(&text);
	str_addn(&text, marks->file.text.s, marks->file.text.len);
	for (size_t i = 0; i < marks->unsaved.n; i++)
		apply(&text, &marks->unsaved.v[i]);
	parse(marks, &text);
	str_release(&text);
}

static void
all_saved(struct marks *marks)
{
	truth_file_release(&marks->file);
	truth_file_init(&marks->file);
	marks->file.there = true;
	str_addn(&marks->file.text, marks->truth.text.s,
	    marks->truth.text.len);
	for (size_t i = 0; i < marks->unsaved.n; i++)
		free(marks->unsaved.v[i].line);
	marks->unsaved.n = 0;
}

/* Whether the file holds it all: saved, though its folder was not synced. */
static bool
is_there(const struct marks *marks)
{
	return marks->file.there &&
	    marks->file.text.len == marks->truth.text.len &&
	    memcmp(marks->file.text.s, marks->truth.text.s,
	    marks->truth.text.len) == 0;
}

/* Reads the file anew, and does to it what is not there yet. */
static int
save_changed(struct marks *marks, bool *merged)
{
	int bad = truth_file_read(marks->path, &marks->file);

	if (bad != 0 || is_there(marks))
		return bad;
	*merged = true;
	merge(marks);
	return truth_file_write(marks->path, &marks->file,
	    &marks->truth.text);
}

enum marks_saved
marks_save(struct marks *marks)
{
	bool merged = false;

	if (marks->path == NULL)
		return MARKS_FAILED;
	if (marks->unsaved.n == 0)
		return MARKS_SAVED;
	marks->fault = truth_file_write(marks->path, &marks->file,
	    &marks->truth.text);
	if (marks->fault == ESTALE)
		marks->fault = save_changed(marks, &merged);
	if (marks->fault != 0)
		return MARKS_FAILED;
	all_saved(marks);
	return merged ? MARKS_MERGED : MARKS_SAVED;
}
