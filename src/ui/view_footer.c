/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/ask.h"
#include "ui/bell.h"
#include "ui/keys.h"
#include "ui/list.h"
#include "ui/sign.h"
#include "ui/view.h"
#include "ui/words.h"

enum { BETWEEN = 2, LAST = 4, TARGETS_MAX = 8 };

static const struct style unsaved = {MEANS_WARNING, 0};
static const struct style key_style = {MEANS_TEXT, ATTR_BOLD};

static int
entry_width(const struct key *key)
{
	return text_width(_(key->name)) + 1 + text_width(_(key->label)) +
	    BETWEEN;
}

/*
 * A click on a name, or on the label behind it, is its key. Of several names
 * ("+ -") each is its own; those of a row (1-9) are none.
 */
static void
add_hot(struct frame *frame, int row, int col, int end, const char *name,
    const int32_t *code, int ncode)
{
	char word[WORDS_SIZE];

	for (int i = 0; i < ncode && code[i] != 0 && code[i] != '1'; i++) {
		size_t n = strcspn(name, " ");
		bool last = name[n] == '\0';

		snprintf(word, sizeof(word), "%.*s", (int)n, name);
		frame_hot(frame, row, col, 1, last ? end - col :
		    text_width(word), HOT_KEY, code[i]);
		if (last)
			return;
		col += text_width(word) + 1;
		name += n + 1;
	}
}

static int
draw_entry(struct frame *frame, int row, int col, const char *name,
    const char *label, const int32_t *code, int ncode)
{
	int from = col;

	col += frame_text(frame, row, col, frame->cols - col, key_style, name);
	col += 1 + frame_text(frame, row, col + 1, frame->cols - col - 1,
	    PLAIN, label);
	add_hot(frame, row, from, col, name, code, ncode);
	return col + BETWEEN;
}

/* The answer of one key to a question. */
static int
draw_answer(struct frame *frame, int row, int col, const char *name,
    const char *label, int32_t code)
{
	return draw_entry(frame, row, col, name, label, &code, 1);
}

/* The keys of the question that stands, instead of the page's. */
static bool
draw_ask_keys(const struct ui *ui, struct frame *frame, int row)
{
	const struct question *q = ask_question(ui->ask);
	struct menu menu;
	char keys[8];
	int col = 1;

	if (ui->ask == UI_ASK_NOTHING)
		return false;
	if (q != NULL)
		col = draw_answer(frame, row, col, _("Enter"), _(q->label),
		    '\n');
	else if (ui->ask == UI_ASK_QUIT)
		col = draw_answer(frame, row, col, _("y"), _("yes, close"),
		    'y');
	else if (ui->ask == UI_ASK_DELETE)
		col = draw_answer(frame, row, col, _("y"), _("yes, delete"),
		    'y');
	else if (ask_menu(ui, &menu)) {
		menu_keys(&menu, keys);
		col = draw_answer(frame, row, col, keys, _("answer"), 0);
	}
	draw_answer(frame, row, col, _("Esc"), _("back"), UI_KEY_ESC);
	return true;
}

static bool
is_shown(const struct key *key, const struct ui *ui)
{
	return key->label != NULL && keys_works(key, ui);
}

/*
 * Keys in the table's order; the last of it (back, help, redraw, quit) always
 * fit.
 */
void
view_footer(const struct ui *ui, struct frame *frame, int row)
{
	size_t n;
	const struct key *key = keys_table(&n);
	int col = 1, last = 0;

	if (draw_ask_keys(ui, frame, row))
		return;
	for (size_t i = n - LAST; i < n; i++)
		last += is_shown(&key[i], ui) ? entry_width(&key[i]) : 0;
	for (size_t i = 0; i < n; i++) {
		int end = frame->cols - (i < n - LAST ? last : 0);

		if (is_shown(&key[i], ui) &&
		    col + entry_width(&key[i]) - BETWEEN <= end)
			col = draw_entry(frame, row, col, _(key[i].name),
			    _(key[i].label), key[i].code, KEY_CODES);
	}
}

/* The question and what is typed; returns the column behind them. */
static int
draw_prompt(const struct ui *ui, const struct question *q,
    struct frame *frame, int row, int width)
{
	char words[WORDS_SIZE];
	int col;

	ask_words(ui, q, words);
	col = 1 + frame_text(frame, row, 1, width, BOLD, words) + 1;
	return col + prompt_draw(&ui->prompt, frame, row, col,
	    width + 1 - col, BOLD) + BETWEEN;
}

/* Where an alert is, and what. */
static int
draw_target(const struct ui *ui, struct frame *frame, int row, int col,
    int width, int32_t target)
{
	const struct house *house = ui->conf->house;
	const struct instance *in = &house->instance[target];
	struct str text;

	str_init(&text);
	str_addf(&text, "→ %s %s", words_place(house, in->place),
	    house->rule[in->rule].text);
	width = frame_text(frame, row, col, width, PLAIN, text.s);
	str_release(&text);
	return width;
}

/* "a → 101 Out   t c → 104 Call": what the keys would hit, and which. */
static void
draw_targets(const struct ui *ui, struct frame *frame, int row, int col,
    int width)
{
	size_t n;
	const struct key *key = keys_table(&n);
	int32_t target[TARGETS_MAX];
	int nkey = 0, end = col + width;
	const struct key *aimed[TARGETS_MAX];

	for (size_t i = 0; i < n && nkey < TARGETS_MAX; i++)
		if (is_shown(&key[i], ui) &&
		    (target[nkey] = keys_target(&key[i], ui)) >= 0)
			aimed[nkey++] = &key[i];
	for (int i = 0; i < nkey; i++) {
		if (target[i] < 0)
			continue;
		for (int j = i; j < nkey; j++)
			if (target[j] == target[i])
				col += frame_text(frame, row, col, end - col,
				    key_style, _(aimed[j]->name)) + 1;
		col += draw_target(ui, frame, row, col, end - col, target[i]) +
		    BETWEEN + 1;
		for (int j = nkey - 1; j >= i; j--)
			if (target[j] == target[i])
				target[j] = -1;
	}
}

/* Who would wait in vain, and that nobody would watch. */
static void
leave_words(const struct ui *ui, char buf[WORDS_SIZE])
{
	char waiting[WORDS_SIZE] = "";
	struct list list;

	list_make(&list, ui);
	if (!ui->read_only && list.nwaiting > 0)
		snprintf(waiting, sizeof(waiting), P_("%d alert waits. ",
		    "%d alerts wait. ", list.nwaiting), list.nwaiting);
	list_release(&list);
	snprintf(buf, WORDS_SIZE, "%.20s%s", waiting, ui->watches ?
	    _("This screen watches: close it, and nobody does. Close?") :
	    _("Close the screen?"));
}

/* What would be lost is said. */
static void
quit_words(const struct ui *ui, char buf[WORDS_SIZE])
{
	int n = ui->replay.truth.unsaved;

	if (n > 0)
		snprintf(buf, WORDS_SIZE, P_("%d mark is not saved. Close the"
		    " screen all the same?", "%d marks are not saved. Close"
		    " the screen all the same?", n), n);
	else if (ui->replay.mark.begun)
		snprintf(buf, WORDS_SIZE, "%s", _("An incident has no end yet."
		    " Close the screen all the same?"));
	else
		leave_words(ui, buf);
}

/* At the end of the line; returns what width is left. */
static int
draw_end(struct frame *frame, int row, int width, struct style style,
    const char *text)
{
	if (text[0] == '\0')
		return width;
	view_right(frame, row, 1, width, style, text);
	return width - text_width(text) - BETWEEN;
}

/*
 * For how long yet the bell is silent and somebody's PIN not looked at, what is
 * not saved, and whose rules are on the screen.
 */
static int
draw_ends(const struct ui *ui, struct frame *frame, int row, int width)
{
	char text[WORDS_SIZE];

	if (bell_is_silenced(ui)) {
		snprintf(text, sizeof(text), _("bell silent for %d s"),
		    (int)((ui->muted_until - ui->steady + 999) / MS_SECOND));
		width = draw_end(frame, row, width, BOLD, text);
	}
	if (sign_wait(ui) > 0) {
		snprintf(text, sizeof(text), _("%s: next PIN in %d s"),
		    ui->sign.waits, (int)((sign_wait(ui) + 999) / MS_SECOND));
		width = draw_end(frame, row, width, BOLD, text);
	}
	view_unsaved_words(ui, text);
	width = draw_end(frame, row, width, unsaved, text);
	view_compare_words(ui, text);
	return draw_end(frame, row, width, DIM, text);
}

/*
 * A question of one line, or the notice, or else what the keys would hit; and
 * what stands at the end of the line.
 */
void
view_notice(const struct ui *ui, struct frame *frame, int row)
{
	const struct question *q = ask_question(ui->ask);
	char text[WORDS_SIZE];
	int col = 1, width;

	if (ui->ask == UI_ASK_QUIT) {
		quit_words(ui, text);
		frame_text(frame, row, col, frame->cols - 2, BOLD, text);
		return;
	}
	width = draw_ends(ui, frame, row, frame->cols - 2);
	if (q != NULL) {
		col = draw_prompt(ui, q, frame, row, width);
		width -= col - 1;
	} else if (ui->ask == UI_ASK_DELETE) {
		view_mark_delete(ui, frame, row, width);
		return;
	}
	if (ui_says(ui))
		frame_text(frame, row, col, width, BOLD, ui->notice);
	else if (ui->ask == UI_ASK_NOTHING)
		draw_targets(ui, frame, row, col, width);
}
