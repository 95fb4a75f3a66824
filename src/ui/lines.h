/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pages that are lists of lines (ui/pages.h tells which and whose): what
 * they hold under their filters, the selected line, and what is looked for in
 * them.
 *
 * A line has an id that stays its own while others come, go and change
 * places: an entry's number in the log, a device's or a round's index. So
 * the selected line stays what it was, and the log stands still while somebody
 * reads.
 */
#ifndef NATVAGT_UI_LINES_H
#define NATVAGT_UI_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "ui/ui.h"

struct lines {
	int64_t *v; /* ids in order, owned */
	int n;
	int hidden; /* by the filters */
};

bool lines_are_shown(const struct ui *ui);
/* Whether new ones come at the end, where the page is while none is chosen. */
bool lines_are_followed(const struct ui *ui);
/* Of the page that is shown; empty on any other. */
void lines_make(struct lines *lines, const struct ui *ui);
void lines_release(struct lines *lines);
/* The selected one's id, or -1 without any. */
int64_t lines_selected(const struct ui *ui);
/* Whether one is, as wherever there are lines, but for the rounds. */
bool lines_are_any(const struct ui *ui);
/* Where it stands, or -1. */
int lines_at(const struct lines *lines, const struct ui *ui);
/* The first to be shown in so many rows, the selected one amid them. */
int lines_top(int at, int n, int rows);

/* The log's entry of an id. */
const struct ui_entry *lines_entry(const struct ui *ui, int64_t id);
/* Whether an entry is of the equipment, not of anybody who lives there. */
bool lines_is_technical(const struct house *house,
    const struct ui_entry *entry);
/* Where a line of the page is of, or -1. */
int32_t lines_place(const struct ui *ui, int64_t id);
/* All that is looked through for one line. */
void lines_words(const struct ui *ui, int64_t id, struct str *out);

/* Up, down, a page, to either end. */
struct ui_request lines_move(struct ui *ui, int32_t code);
/* Enter: the room or alert of it; in a recording's log, to its moment. */
struct ui_request lines_open(struct ui *ui);
/* The line of an id, where it is there. */
void lines_choose(struct ui *ui, int64_t id);
/* To the first line of a room, where there is one. */
void lines_go_to_room(struct ui *ui, int32_t room);
/* Only the lines of the selected one's room, or all again. */
struct ui_request lines_toggle_room(struct ui *ui);
/*
 * To the next line that holds a text, from a row on; step: 1 or -1. Around
 * the end to the other; returns whether there is any.
 */
bool lines_find(struct ui *ui, const char *text, int from, int step);

#endif
