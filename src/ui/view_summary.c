/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many need somebody and for how long, to be read from three metres. Over
 * the alerts, where the digits matter and the words stand small beside them:
 *
 *   ▀▀█ kræver  ▀▀█ ▄█ min
 *   █▀▀ hjælp    ▀█  █ ældste
 *   ▀▀▀         ▀▀▀  ▀
 *
 * and across the screen, where it fits, all in large letters. Where there is
 * but a row it is a lit bar. What is of natvagt's own (technical) needs nobody
 * at a bed: it is told apart. Rooms that are not seen are never calm: that
 * there is no alert is said only where all of them are.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/big.h"
#include "ui/room.h"
#include "ui/view.h"
#include "ui/words.h"

enum { BETWEEN = 2, SIZE = 160, FIGURES = 3 };

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

static void
unseen_words(const struct ui *ui, char buf[SIZE])
{
	int all, n = room_unseen(ui, &all);

	/* Rooms that are not seen, of how many. */
	snprintf(buf, SIZE, P_("%d of %d rooms is not seen",
	    "%d of %d rooms are not seen", n), n, all);
}

/* Nobody waits, but that means little. */
static bool
is_blind(const struct ui *ui, const struct list *list)
{
	int all;

	return list->nwaiting == 0 && room_unseen(ui, &all) > 0;
}

/* Of those who need nobody, or have somebody. */
static void
quiet_words(const struct ui *ui, const struct list *list, char buf[SIZE])
{
	int taken = list->nopen - list->ntechnical;

	if (ui->world == NULL)
		snprintf(buf, SIZE, "%s", _("Nothing is known yet"));
	else if (!view_is_watched(ui) && taken == 0)
		snprintf(buf, SIZE, "%s", _("Nothing new is known"));
	else if (is_blind(ui, list))
		unseen_words(ui, buf);
	else if (taken > 0)
		snprintf(buf, SIZE, P_("%d alert, taken", "%d alerts, all taken",
		    taken), taken);
	else
		snprintf(buf, SIZE, "%s", _("No alerts"));
}

/* Where there is room for it. */
static void
add_words(int width, char buf[SIZE], const char *text)
{
	if (text_width(buf) + 3 + text_width(text) <= width)
		snprintf(buf + strlen(buf), SIZE - strlen(buf), " · %s", text);
}

/* Of all that is not so calm only technical alerts: they come first. */
static void
add_technical(const struct ui *ui, const struct list *list, int width,
    char buf[SIZE])
{
	int n = list->ntechnical;
	char text[WORDS_SIZE];

	snprintf(text, sizeof(text), P_("%d technical", "%d technical", n), n);
	if (list->nopen == n && !is_blind(ui, list))
		snprintf(buf, SIZE, "%s", text);
	else
		add_words(width, buf, text);
}

struct style
view_summary(const struct ui *ui, const struct list *list, int width,
    char buf[SIZE])
{
	int all, unseen = room_unseen(ui, &all);
	char text[WORDS_SIZE];

	if (list->nwaiting > 0)
		waiting_words(ui, list, width, buf);
	else
		quiet_words(ui, list, buf);
	if (list->nwaiting > 0 && unseen > 0) {
		snprintf(text, sizeof(text), P_("%d not seen", "%d not seen",
		    unseen), unseen);
		add_words(width, buf, text);
	}
	if (list->ntechnical > 0)
		add_technical(ui, list, width, buf);
	if (list->nwaiting > 0)
		return words_priority_style(list->loudest);
	if (unseen > 0)
		return (struct style){MEANS_BOX, ATTR_BOLD};
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

/* A number and, beside it, two words above each other. */
struct figure {
	char number[16], above[WORDS_SIZE], below[WORDS_SIZE];
};

/* How many need somebody, and for how long. */
static int
waiting_figures(const struct ui *ui, const struct list *list,
    struct figure figure[2])
{
	struct figure *f = &figure[0];
	char age[WORDS_SIZE];

	snprintf(f->number, sizeof(f->number), "%d", list->nwaiting);
	snprintf(f->above, sizeof(f->above), "%s", P_("needs help",
	    "need help", list->nwaiting));
	snprintf(f->below, sizeof(f->below), "%s", cut_word(f->above));
	f = &figure[1];
	words_age(ui->now, list->oldest, age);
	snprintf(f->above, sizeof(f->above), "%s", cut_word(age));
	snprintf(f->number, sizeof(f->number), "%.15s", age);
	snprintf(f->below, sizeof(f->below), "%s", list->nwaiting > 1 ?
	    _("oldest") : _("waiting"));
	return 2;
}

/* Rooms that are not seen, of all. */
static void
unseen_figure(int unseen, int all, struct figure *f)
{
	snprintf(f->number, sizeof(f->number), "%d", unseen);
	snprintf(f->above, sizeof(f->above), P_("of %d rooms", "of %d rooms",
	    all), all);
	/* Of rooms, below "of 14 rooms". */
	snprintf(f->below, sizeof(f->below), "%s", P_("is not seen",
	    "are not seen", unseen));
}

/* What is told in figures: how many, what matters most first. */
static int
make_figures(const struct ui *ui, const struct list *list,
    struct figure figure[FIGURES])
{
	int all, unseen = room_unseen(ui, &all), n = 0;

	if (list->nwaiting > 0)
		n = waiting_figures(ui, list, figure);
	if (unseen > 0 && view_is_watched(ui))
		unseen_figure(unseen, all, &figure[n++]);
	return n;
}

/* The columns taken; frame NULL: only how many. */
static int
draw_figure(const struct ui *ui, const struct figure *f, struct frame *frame,
    int row, int col, struct style style)
{
	int width = big_width(f->number) + 1;
	int a = text_width(f->above), b = text_width(f->below);

	if (frame != NULL) {
		big_text(frame, row, col, style, f->number, ui->ascii);
		frame_text(frame, row, col + width, a, style, f->above);
		frame_text(frame, row + 1, col + width, b, style, f->below);
	}
	return width + (a > b ? a : b);
}

static int
draw_figures(const struct ui *ui, const struct figure *f, int n,
    struct frame *frame, int row, int col, struct style style)
{
	int used = 0;

	for (int i = 0; i < n; i++)
		used += draw_figure(ui, &f[i], frame, row, col + used, style) +
		    BETWEEN;
	return used - BETWEEN;
}

int
view_summary_large(const struct ui *ui, const struct list *list,
    struct frame *frame, int row, int col, int width)
{
	char text[SIZE];
	struct style style = view_summary(ui, list, width, text);
	struct figure figure[FIGURES];
	int n = make_figures(ui, list, figure);

	/* Who needs help is told whole; the rest where there is room. */
	if (n == FIGURES && draw_figures(ui, figure, n, NULL, 0, 0, style) >
	    width)
		n--;
	if (n == 0 || draw_figures(ui, figure, n, NULL, 0, 0, style) > width)
		return 0;
	draw_figures(ui, figure, n, frame, row, col, style);
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
	} else if (is_blind(ui, list)) {
		style = (struct style){MEANS_WARNING, ATTR_BOLD};
	}
	view_fill(frame, row, col, width, style);
	spread(text, wide);
	spare = room - text_width(wide);
	if (list->nwaiting == 0 || spare < 0) {
		view_summary(ui, list, room, text);
		frame_text(frame, row, col + 1, room, style, text);
	} else {
		frame_text(frame, row, col + 1 + spare / 2, room, style, wide);
	}
}
