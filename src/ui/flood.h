/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A flood: so many alerts at once that nobody can read them one by one. While
 * it lasts what waits and is of low or medium priority stands together plan by
 * plan, and what is technical together; what is high, what somebody has in
 * hand and calls stand for themselves. A group opens as one of its alerts is
 * selected.
 */
#ifndef NATVAGT_UI_FLOOD_H
#define NATVAGT_UI_FLOOD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "ui/list.h"
#include "ui/words.h"

/* More than so many raised within so long are a flood. */
enum { FLOOD_MORE_THAN = 10 };
#define FLOOD_MS (10 * MS_MINUTE)

/* How many rules at a place raised an alert in [now - FLOOD_MS, now]. */
int flood_count(const struct world *world, int64_t now);

/*
 * What an alert stands together with in a flood: its plan (those of no plan
 * have one of their own), after the plans what is technical; -1: nothing.
 */
int flood_group(const struct ui *ui, int32_t instance);

/* What stands on a line of the list (or two): an alert, or a group's head. */
struct flood_line {
	int32_t instance; /* of a head: the first of its alerts */
	int group;        /* whose head this is, or -1: an alert */
	int n;            /* alerts that it stands for: of an open group's
	                   * head none, they follow it */
	int count[PRIORITY_HIGH + 1]; /* of a head: by priority */
};

struct flood_lines {
	struct flood_line *v; /* owned */
	size_t n, cap;
};

/* Of a list as it is shown (list_show). */
void flood_lines(struct flood_lines *lines, const struct list *list,
    const struct ui *ui);
void flood_release(struct flood_lines *lines);

/* "Ground floor: 7 medium, 3 low" */
void flood_words(const struct ui *ui, const struct flood_line *line,
    char buf[WORDS_SIZE]);
/* The rooms of a group's alerts, each once: "101 102 103". */
void flood_rooms(const struct ui *ui, const struct list *list,
    const struct flood_line *line, struct str *out);

#endif
