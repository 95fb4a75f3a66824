/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A truth file while somebody marks incidents in it. What is marked or taken
 * out counts at once and is kept here until it is in the file. A file that
 * another program has changed meanwhile is read again, and what is not in it
 * yet is done to that.
 */
#ifndef NATVAGT_EVAL_MARKS_H
#define NATVAGT_EVAL_MARKS_H

#include <stdbool.h>
#include <stddef.h>

#include "eval/truth.h"

struct marks;

enum marks_saved {
	MARKS_SAVED,
	MARKS_MERGED, /* … into what another program made of it */
	MARKS_FAILED, /* marks_fault() tells why; nothing is lost */
};

/*
 * path (NULL: there can be no file), house and zone are borrowed. The file is
 * read; where it cannot be, marks_fault() tells why, and it is not touched.
 */
struct marks *marks_new(const char *path, const struct house *house,
    const struct zone *zone);
void marks_free(struct marks *marks);

/* Until the next change. */
const struct truth *marks_truth(const struct marks *marks);
/* How many changes are not in the file. */
size_t marks_unsaved(const struct marks *marks);
/* The i-th of them: its line, and whether it is to go instead of to come. */
const char *marks_unsaved_line(const struct marks *marks, size_t i, bool *cut);
/* Why not, or why it could not be read: errno; ENOTSUP: there is no file. */
int marks_fault(const struct marks *marks);

/* Its texts are copied: clean, without tabs, within the limits of truth.h. */
void marks_add(struct marks *marks, const struct truth_incident *incident);
/* Takes out the i-th incident of marks_truth(). */
void marks_delete(struct marks *marks, size_t i);
/* Undoes the last of these that has not been undone; false without any. */
bool marks_undo(struct marks *marks);
bool marks_can_undo(const struct marks *marks);

enum marks_saved marks_save(struct marks *marks);

#endif
