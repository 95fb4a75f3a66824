/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many need somebody and for how long, to be read from three metres. Over
 * the alerts, where the digits matter and the words stand small beside them:
 *
 *   ▀▀█ kræver  ▀▀█ ▄█ ældste
 *   █▀▀ hjælp    ▀█  █ min
 *   ▀▀▀         ▀▀▀  ▀
 *
 * and across the screen, where it fits, all in large letters.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/big.h"
#include "ui/view.h"
#include "ui/words.h"

enum { BETWEEN = 2 };

/* Cuts a text of two words in two: "4 min" becomes "4" and "min". */
static const char *
cut_word(char *text)
{
	char *blank = strchr(text, ' ');

	if (blank == NULL)
		return "";
	*blank = '\0';
	return blank + 1;
}

/* A number and, beside it, two words above each other; the columns taken. */
static int
draw_number(const struct ui *ui, struct frame *frame, int row, int col,
    struct style style, const char *number, const char *above,
    const char *below)
{
	int width = big_width(number) + 1;
	int a = text_width(above), b = text_width(below);

	if (frame != NULL) {
		big_text(frame, row, col, style, number, ui->ascii);
		frame_text(frame, row, col + width, a, style, above);
		frame_text(frame, row + 1, col + width, b, style, below);
	}
	return width + (a > b ? a : b);
}

/* frame NULL: only how wide it is. */
static int
draw_numbers(const struct ui *ui, const struct list *list, struct frame *frame,
    int row, int col, struct style style)
{
	char number[16], words[WORDS_SIZE], age[WORDS_SIZE];
	const char *second, *unit;
	int used;

	snprintf(number, sizeof(number), "%d", list->nwaiting);
	snprintf(words, sizeof(words), "%s", P_("needs help", "need help",
	    list->nwaiting));
	second = cut_word(words);
	words_age(ui->now, list->oldest, age);
	unit = cut_word(age);
	used = draw_number(ui, frame, row, col, style, number, words, second) +
	    BETWEEN;
	return used + draw_number(ui, frame, row, col + used, style, age,
	    list->nwaiting > 1 ? _("oldest") : "", unit);
}

int
view_summary_large(const struct ui *ui, const struct list *list,
    struct frame *frame, int row, int col, int width)
{
	char text[160];
	struct style style = view_summary(ui, list, width, text);

	if (list->nwaiting == 0 || draw_numbers(ui, list, NULL, 0, 0, style) >
	    width)
		return 0;
	draw_numbers(ui, list, frame, row, col, style);
	return big_rows(ui->ascii);
}

static bool
fits(const char *text, int width)
{
	return big_width(text) >= 0 && big_width(text) <= width;
}

int
view_summary_across(const struct ui *ui, const struct list *list,
    struct frame *frame, int row, int col, int width)
{
	char text[160];
	struct style style = view_summary(ui, list, width, text);
	int rows;

	if (fits(text, width)) {
		big_text(frame, row, col, style, text, ui->ascii);
		return big_rows(ui->ascii);
	}
	rows = view_summary_large(ui, list, frame, row, col, width);
	if (rows == 0)
		frame_text(frame, row, col, width, style, text);
	return rows > 0 ? rows : 1;
}
