/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many need somebody and for how long, to be read from three metres. Over
 * the alerts, where the digits matter and the words stand small beside them:
 *
 *   ▀▀█ kræver  ▀▀█ ▄█ ældste
 *   █▀▀ hjælp    ▀█  █ min
 *   ▀▀▀         ▀▀▀  ▀
 *
 * and across the screen, where it fits, all in large letters. Where there is
 * but a row it is a lit bar. What is of natvagt's own (technical) needs nobody
 * at a bed: it is told apart.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/big.h"
#include "ui/view.h"
#include "ui/words.h"

enum { BETWEEN = 2, SIZE = 160 };

static void
waiting_words(const struct ui *ui, const struct list *list, int width,
    char buf[SIZE])
{
	int n = list->nwaiting;
	char age[WORDS_SIZE];

	words_age(ui->now, list->oldest, age);
	snprintf(buf, SIZE, P_("%d needs help · %s", "%d need help · oldest %s",
	    n), n, age);
	if (text_width(buf) > width)
		snprintf(buf, SIZE, _("%d in need · %s"), n, age);
}

/* Of those who need nobody, or have somebody. */
static void
quiet_words(const struct ui *ui, const struct list *list, char buf[SIZE])
{
	int taken = list->nopen - list->ntechnical;

	if (ui->world == NULL)
		snprintf(buf, SIZE, "%s", _("Nothing is known yet"));
	else if (taken > 0)
		snprintf(buf, SIZE, P_("%d alert, taken", "%d alerts, all taken",
		    taken), taken);
	else
		snprintf(buf, SIZE, "%s", view_is_watched(ui) ?
		    _("No alerts") : _("Nothing new is known"));
}

/* Where there is room for it; alone where it is all there is. */
static void
add_technical(const struct list *list, int width, char buf[SIZE])
{
	int n = list->ntechnical;
	char text[WORDS_SIZE];

	snprintf(text, sizeof(text), P_("%d technical", "%d technical", n), n);
	if (list->nopen == n)
		snprintf(buf, SIZE, "%s", text);
	else if (text_width(buf) + 3 + text_width(text) <= width)
		snprintf(buf + strlen(buf), SIZE - strlen(buf), " · %s", text);
}

struct style
view_summary(const struct ui *ui, const struct list *list, int width,
    char buf[SIZE])
{
	if (list->nwaiting > 0)
		waiting_words(ui, list, width, buf);
	else
		quiet_words(ui, list, buf);
	if (list->ntechnical > 0)
		add_technical(list, width, buf);
	if (list->nwaiting > 0)
		return words_priority_style(list->loudest);
	return ui->world == NULL || list->nopen > 0 ? BOLD : PLAIN;
}

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

/* A blank behind each character. */
static void
spread(const char *text, char buf[2 * SIZE])
{
	size_t n = strlen(text), used = 0;
	int32_t cp;

	for (size_t i = 0; i < n;) {
		size_t step = text_next(text + i, n - i, &cp);

		memcpy(buf + used, text + i, step);
		used += step;
		buf[used++] = ' ';
		i += step;
	}
	buf[used > 0 ? used - 1 : 0] = '\0';
}

/* The longest of its forms that fits with its letters apart, or as it is. */
void
view_summary_bar(const struct ui *ui, const struct list *list,
    struct frame *frame, int row, int col, int width)
{
	char text[SIZE], wide[2 * SIZE];
	int room = width - 1, spare;
	struct style style = view_summary(ui, list, (room + 1) / 2, text);

	if (list->nwaiting > 0) {
		style = words_marks_style(list->loudest, true, 0);
		style.attr |= ATTR_BOLD;
		view_fill(frame, row, col, width, style);
	}
	spread(text, wide);
	spare = room - text_width(wide);
	if (list->nwaiting == 0 || spare < 0) {
		view_summary(ui, list, room, text);
		frame_text(frame, row, col + 1, room, style, text);
	} else {
		frame_text(frame, row, col + 1 + spare / 2, room, style, wide);
	}
}
