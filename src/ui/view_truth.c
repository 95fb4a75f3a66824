/* SPDX-License-Identifier: Apache-2.0 */
/* The incidents of the truth file, and what is asked about one. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/lines.h"
#include "ui/mark.h"
#include "ui/view.h"
#include "ui/words.h"

enum { HEAD = 1, PLACE_COLS = 12, KIND_COLS = 16, BOX_COLS = 44, BOX_REST = 4 };

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
	int n = ui->replay.truth.unsaved;

	buf[0] = '\0';
	if (n > 0)
		snprintf(buf, WORDS_SIZE, P_("%d mark NOT SAVED",
		    "%d marks NOT SAVED", n), n);
}

static void
draw_head(const struct ui *ui, struct frame *frame, struct area area)
{
	const struct ui_truth *truth = &ui->replay.truth;
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
draw_incident(const struct ui *ui, int64_t id, const void *columns,
    struct frame *frame, struct area area, struct style style)
{
	const struct ui_incident *in = &ui->replay.truth.v[id];
	int col = area.col, end = area.col + area.cols;
	char span[WORDS_SIZE];

	(void)columns;
	span_words(ui, in->start, in->end, true, span);
	col += frame_text(frame, area.row, col, end - col, style, span) + 2;
	frame_text(frame, area.row, col, PLACE_COLS, style,
	    words_place_id(ui->conf->house, in->place));
	col += PLACE_COLS + 1;
	frame_text(frame, area.row, col, KIND_COLS, style,
	    mark_kind_words(ui, in->kind));
	col += KIND_COLS + 1;
	frame_text(frame, area.row, col, end - col, style, in->note);
}

void
view_truth_words(const struct ui *ui, int64_t incident, struct str *out)
{
	const struct ui_incident *in = &ui->replay.truth.v[incident];
	char span[WORDS_SIZE];

	span_words(ui, in->start, in->end, true, span);
	str_addf(out, "%s  %s  %s  %s", span,
	    words_place_id(ui->conf->house, in->place),
	    mark_kind_words(ui, in->kind), in->note);
}

void
view_truth(const struct ui *ui, struct frame *frame, struct area area)
{
	static const struct view_of_line of = {NULL, draw_incident};

	draw_head(ui, frame, area);
	view_list(ui, frame, (struct area){area.row + HEAD, area.col,
	    area.rows - HEAD, area.cols}, &of,
	    _("No incident has been marked: choose a room, [ begins,"
	    " ] ends one."));
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
	const struct ui_mark *mark = &ui->replay.mark;
	int first = mark->choice >= fit ? mark->choice - fit + 1 : 0;
	char text[WORDS_SIZE];
	const char *kind;

	for (int i = first; i < first + fit &&
	    (kind = mark_kind(ui, i)) != NULL; i++) {
		bool is = i == mark->choice && ui->prompt.text[0] == '\0';

		snprintf(text, sizeof(text), "%c  %.60s",
		    i < 9 ? '1' + i : ' ', mark_kind_words(ui, kind));
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
	const struct ui_mark *mark = &ui->replay.mark;
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
	    words_place_id(ui->conf->house, mark->place), span);
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

	if (!lines_are_any(ui))
		return;
	in = &ui->replay.truth.v[lines_selected(ui)];
	span_words(ui, in->start, in->end, false, span);
	/* Delete the incident: when, where, what. */
	snprintf(text, sizeof(text), _("Delete %.40s %.30s %.60s?"), span,
	    words_place_id(ui->conf->house, in->place),
	    mark_kind_words(ui, in->kind));
	frame_text(frame, row, 1, width, BOLD, text);
}
