/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looking for something. On the board: alerts, rooms (by what they are called,
 * by id, by the resident's code) and devices; each letter chooses the first
 * that fits, Esc leaves all as it was. On pages of lines: the nearest line,
 * in the log the newest first.
 */
#ifndef NATVAGT_UI_FIND_H
#define NATVAGT_UI_FIND_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

enum hit_kind { HIT_ALERT, HIT_ROOM, HIT_DEVICE };

struct hit {
	enum hit_kind kind;
	int32_t index; /* instance, place or device */
};

struct hits {
	struct hit *v; /* owned */
	size_t n, cap;
};

/* What fits a text on the board: alerts, rooms, devices; "": nothing. */
void find_hits(struct hits *hits, const struct ui *ui, const char *text);
void find_release(struct hits *hits);
/* What is looked for now, to be shown where it stands; "" for nothing. */
const char *find_text(const struct ui *ui);

struct ui_request find_open(struct ui *ui);
/* The question's own: see struct question. */
struct ui_request find_answer(struct ui *ui);
void find_typed(struct ui *ui);
void find_leave(struct ui *ui);
bool find_key(struct ui *ui, int32_t code);
bool find_move(struct ui *ui, const struct conf *to);
/* Once more, on (1) or back (-1). */
void find_next(struct ui *ui, int step);

#endif
