/* SPDX-License-Identifier: Apache-2.0 */
/* What a room has to say, on the plan and as a tile. */
#ifndef NATVAGT_UI_ROOM_H
#define NATVAGT_UI_ROOM_H

#include "ui/list.h"
#include "ui/words.h"

/* Strings are "" where there is nothing; they live as long as the house. */
struct room_words {
	const char *label, *status, *alert, *marks;
	struct style marks_style, alert_style, status_style;
	char mark;             /* of its status, ' ' for none */
	char age[WORDS_SIZE];  /* of its status */
	bool selected;
	int32_t hatch; /* fills the room: it is unseen, or not watched in full
	                * (something there is set aside); 0: nothing does */
};

/* instance: the alert that shows there, or -1. */
void room_words(const struct ui *ui, int32_t place, int32_t instance,
    struct room_words *words);
/* Of how many rooms that have a status it is not known; *all: those rooms. */
int room_unseen(const struct ui *ui, int *all);
/* The place of the room that is selected, itself or by its alert; or -1. */
int32_t room_selected(const struct ui *ui);

#endif
