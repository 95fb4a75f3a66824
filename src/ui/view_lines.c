/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of a page that is a list: ui/lines.h. */
#include "base/i18n.h"
#include "ui/find.h"
#include "ui/lines.h"
#include "ui/view.h"

/* Words begin behind the pointer, and the star of what was found. */
enum { POINTER = 2 };

/* What is looked for, marked, and a star before the line. */
static void
mark_found(const struct ui *ui, struct frame *frame, struct area line)
{
	struct style style = frame_cell(frame, line.row, line.col).style;

	if (view_mark(frame, line.row, line, find_text(ui)))
		frame_put(frame, line.row, line.col + 1, '*', style);
}

void
view_lines(const struct ui *ui, const struct lines *lines,
    struct frame *frame, struct area area, const struct view_of_line *of,
    const void *columns)
{
	int at = lines_at(lines, ui);
	int top = lines_top(at, lines->n, area.rows);

	for (int i = top; i < lines->n && i < top + area.rows; i++) {
		struct area line = {area.row + i - top, area.col, 1,
		    area.cols};
		struct style style = view_line(frame, line.row, line, i == at,
		    of->style != NULL ? of->style(ui, lines->v[i]) : PLAIN);

		of->draw(ui, lines->v[i], columns, frame, (struct area){
		    line.row, line.col + POINTER, 1, line.cols - POINTER},
		    style);
		frame_hot(frame, line.row, line.col, 1, line.cols, HOT_LINE,
		    (int32_t)lines->v[i]);
		mark_found(ui, frame, line);
	}
}

/* Which room's lines are shown alone, if so, and how many are not. */
static void
draw_filter(const struct ui *ui, int hidden, struct frame *frame,
    struct area area)
{
	struct str words;

	if (ui->pages.room < 0)
		return;
	str_init(&words);
	str_addf(&words, _("only %s"), words_place(ui->conf->house,
	    ui->pages.room));
	if (hidden > 0) {
		str_add(&words, " · ");
		str_addf(&words, P_("%d line hidden", "%d lines hidden",
		    hidden), hidden);
	}
	frame_text(frame, area.row, area.col, area.cols, BOLD, words.s);
	str_release(&words);
}

void
view_list(const struct ui *ui, struct frame *frame, struct area area,
    const struct view_of_line *of, const char *none)
{
	struct lines lines;

	lines_make(&lines, ui);
	draw_filter(ui, lines.hidden, frame, area);
	area.row++;
	area.rows--;
	if (lines.n == 0 && lines.hidden == 0)
		frame_text(frame, area.row, area.col, area.cols, PLAIN, none);
	view_lines(ui, &lines, frame, area, of, NULL);
	lines_release(&lines);
}
