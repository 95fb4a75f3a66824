/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the console asks. A question that is answered by typing is a row of one
 * table: its words, how long an answer may be, and what comes of it; one that
 * is answered by a key from a box is a row of another; the rest ask for yes, and
 * are rows of a third.
 */
#ifndef NATVAGT_UI_ASK_H
#define NATVAGT_UI_ASK_H

#include "ui/menu.h"
#include "ui/ui.h"
#include "ui/words.h"

/*
 * Before the console goes on under another configuration: whether the question
 * is the same there, with what it is about translated; or says why it is not.
 */
typedef bool ask_move_fn(struct ui *ui, const struct conf *to);

struct question {
	const char *text;  /* N_(): the question; %s: where a note goes to */
	const char *label; /* N_(): what Enter does, for the footer */
	size_t bytes;      /* limits of the answer, as a prompt has them */
	int cols;
	bool secret;
	/* Enter: ui->prompt is the answer, and the question is over. */
	struct ui_request (*answer)(struct ui *ui);
	void (*typed)(struct ui *ui); /* it has changed; or NULL */
	void (*leave)(struct ui *ui); /* Esc; or NULL */
	/* A key that is none of a line's: whether it meant something; or NULL. */
	bool (*key)(struct ui *ui, int32_t code);
	ask_move_fn *move; /* or NULL: its answers would mean other things */
};

/* NULL for those that one key answers. */
const struct question *ask_question(enum ui_ask ask);
/* Its words now. */
void ask_words(const struct ui *ui, const struct question *q,
    char buf[WORDS_SIZE]);
/* What stands in the box of the question that is open, if one key answers it
 * from a box. */
bool ask_menu(const struct ui *ui, struct menu *menu);
/* Asks, which is to be drawn. */
struct ui_request ask_open(struct ui *ui, enum ui_ask ask);
/* ui_move()'s: the question goes on under another configuration, or is over. */
void ask_move(struct ui *ui, const struct conf *to);
/* A key while there is a question. */
struct ui_request ask_key(struct ui *ui, int32_t code);

#endif
