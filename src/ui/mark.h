/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Marking what really happened in a recorded night: [ and ] give an incident
 * its start and end, then its kind and a note are asked for. What the keys of
 * its page do as well; see the table in keys.c.
 */
#ifndef NATVAGT_UI_MARK_H
#define NATVAGT_UI_MARK_H

#include "ui/ui.h"

/* Of a chosen room, or the place of a chosen alert. */
bool mark_can_begin(const struct ui *ui);
struct ui_request mark_begin(struct ui *ui);
bool mark_can_end(const struct ui *ui);
struct ui_request mark_end(struct ui *ui);
bool mark_can_undo(const struct ui *ui);
struct ui_request mark_undo(struct ui *ui);

struct ui_request mark_visit(struct ui *ui);
struct ui_request mark_delete(struct ui *ui);

/* Answers: see the table of questions in ask.c. */
struct ui_request mark_take_kind(struct ui *ui);
void mark_type_kind(struct ui *ui);
bool mark_move_kind(struct ui *ui, int32_t code);
struct ui_request mark_take_note(struct ui *ui);
struct ui_request mark_unmark(struct ui *ui);
/*
 * The i-th kind that the rules detect, each once, as far as it has room in
 * ui.replay.mark.kind; NULL past the last.
 */
const char *mark_kind(const struct ui *ui, int i);
/* A kind as staff call it: the words of the rule that is after it
 * before all else; the kind itself where none is. */
const char *mark_kind_words(const struct ui *ui, const char *kind);

#endif
