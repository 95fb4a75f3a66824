/* SPDX-License-Identifier: Apache-2.0 */
/* A note that staff write: to the chosen room, or to the shift. */
#ifndef NATVAGT_UI_NOTE_H
#define NATVAGT_UI_NOTE_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

/* Asks for it. */
struct ui_request note_open(struct ui *ui);
/* What it is to, as the question says. */
const char *note_subject(const struct ui *ui);
/* The question's own: see struct question. */
struct ui_request note_take(struct ui *ui);
bool note_move(struct ui *ui, const struct conf *to);
/* Whether an entry of the log is one. */
bool note_is(const struct ui_entry *entry);

#endif
