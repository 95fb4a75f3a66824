/* SPDX-License-Identifier: Apache-2.0 */
/* The incidents of the truth file, and what is asked about one. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/mark.h"
#include "ui/view.h"
#include "ui/words.h"

enum { HEAD = 2, PLACE_COLS = 12, KIND_COLS = 16, BOX_COLS = 44, BOX_REST = 4 };

static const char *
place_words(const struct ui *ui, const char *id)
{
	int32_t place = house_place(ui->conf->house, id);

	return place >= 0 ? words_place(ui->conf->house, place) : id;
}

/* "02:17–02:31" */
static void
span_words(const struct ui *ui, int64_t start, int64_t end, bool seconds,
    char buf[WORDS_SIZE])
{
	char from[WORDS_SIZE], to[WORDS_SIZE];

	words_clock(&ui->conf->zone, start, seconds, from);
	words_clock(&ui->conf->zone, end, seconds, to);
	snprintf(buf, WORDS_SIZE, "%.40s–%.40s", from, to);
}

void
view_unsaved_words(const struct ui *ui, char buf[WORDS_SIZE])
{
	int n = ui->truth.unsaved;

	buf[0] = '\0';
	if (n > 0)
		snprintf(buf, WORDS_SIZE, P_("%d mark NOT SAVED",
		    "%d marks NOT SAVED", n), n);
}

static void
draw_head(const struct ui *ui, struct frame *frame, struct area area)
{
	const struct ui_truth *truth = &ui->truth;
	char text[2 * WORDS_SIZE];
	int col = area.col;

	/* What really happened in the night: the truth file's incidents. */
	col += frame_text(frame, area.row, col, area.cols, BOLD,
	    _("What really happened")) + 2;
	if (truth->unsaved > 0 && truth->why[0] != '\0')
		snprintf(text, sizeof(text), _("not saved: %s"), truth->why);
	else
		snprintf(text, sizeof(text), "%s",
		    truth->name != NULL ? truth->name : "");
	col += frame_text(frame, area.row, col, area.col + area.cols - col,
	    PLAIN, text) + 2;
	if (truth->bad == 0)
		return;
	snprintf(text, sizeof(text), P_("%d line of it cannot be read",
	    "%d lines of it cannot be read", truth->bad), truth->bad);
	frame_text(frame, area.row, col, area.col + area.cols - col, BOLD,
	    text);
}

static void
draw_incident(const struct ui *ui, struct frame *frame, struct area area,
    int row, int i)
{
	const struct ui_incident *in = &ui->truth.v[i];
	struct style style = i == ui->row ? SELECTED : PLAIN;
	int col = area.col, end = area.col + area.cols;
	char span[WORDS_SIZE];

	span_words(ui, in->start, in->end, true, span);
	if (i == ui->row) {
		view_fill(frame, row, area.col, area.cols, style);
		frame->cursor_row = row;
		frame->cursor_col = area.col;
	}
	col += frame_text(frame, row, col, end - col, style, span) + 2;
	frame_text(frame, row, col, PLACE_COLS, style,
	    place_words(ui, in->place));
	col += PLACE_COLS + 1;
	frame_text(frame, row, col, KIND_COLS, style, in->kind);
	col += KIND_COLS + 1;
	frame_text(frame, row, col, end - col, style, in->note);
}

int
view_truth(const struct ui *ui, struct frame *frame, struct area area)
{
	int n = ui->truth.n, fit = area.rows - HEAD, first = 0;

	draw_head(ui, frame, area);
	if (n == 0)
		frame_text(frame, area.row + HEAD, area.col, area.cols, PLAIN,
		    _("No incident has been marked: choose a room, [ begins,"
		    " ] ends one."));
	if (ui->row >= fit)
		first = ui->row - fit + 1;
	for (int i = first; i < n && i < first + fit; i++)
		draw_incident(ui, frame, area, area.row + HEAD + i - first, i);
	return 0;
}

/* ---- questions ---- */

static int
count_kinds(const struct ui *ui)
{
	int n = 0;

	while (mark_kind(ui, n) != NULL)
		n++;
	return n;
}

static void
draw_kinds(const struct ui *ui, struct frame *frame, struct area box, int fit)
{
	const struct ui_mark *mark = &ui->mark;
	int first = mark->choice >= fit ? mark->choice - fit + 1 : 0;
	char text[WORDS_SIZE];
	const char *kind;

	for (int i = first; i < first + fit &&
	    (kind = mark_kind(ui, i)) != NULL; i++) {
		bool is = i == mark->choice && ui->prompt.text[0] == '\0';

		snprintf(text, sizeof(text), "%c  %.60s",
		    i < 9 ? '1' + i : ' ', kind);
		frame_text(frame, box.row + 3 + i - first, box.col + 2,
		    box.cols - 4, is ? SELECTED : PLAIN, text);
		if (i < 9)
			frame_hot(frame, box.row + 3 + i - first, box.col + 1,
			    1, box.cols - 2, HOT_KEY, '1' + i);
	}
}

/* Over the plan at its foot: where it happened, when, and what it was. */
void
view_mark_kind(const struct ui *ui, struct frame *frame, struct area area)
{
	const struct style style = {MEANS_BOX, 0};
	const struct ui_mark *mark = &ui->mark;
	int fit = area.rows - BOX_REST, n = count_kinds(ui);
	struct area box = {.col = 1, .cols = BOX_COLS};
	char span[WORDS_SIZE], text[2 * WORDS_SIZE];

	fit = fit < n ? fit : n;
	box.rows = fit + BOX_REST;
	box.row = area.row + area.rows - box.rows;
	view_box(frame, box, style);
	frame_hot(frame, box.row, box.col, box.rows, box.cols, HOT_NOTHING, 0);
	span_words(ui, mark->start, mark->end, true, span);
	snprintf(text, sizeof(text), "%.60s  %s",
	    place_words(ui, mark->place), span);
	frame_text(frame, box.row + 1, box.col + 2, box.cols - 4, BOLD, text);
	frame_text(frame, box.row + 2, box.col + 2, box.cols - 4, PLAIN,
	    _("What was it?"));
	draw_kinds(ui, frame, box, fit);
}

void
view_mark_delete(const struct ui *ui, struct frame *frame, int row, int width)
{
	const struct ui_incident *in;
	char span[WORDS_SIZE], text[3 * WORDS_SIZE];

	if (ui->row >= ui->truth.n)
		return;
	in = &ui->truth.v[ui->row];
	span_words(ui, in->start, in->end, false, span);
	/* Delete the incident: when, where, what. */
	snprintf(text, sizeof(text), _("Delete %.40s %.30s %.60s?"), span,
	    place_words(ui, in->place), in->kind);
	frame_text(frame, row, 1, width, BOLD, text);
}
