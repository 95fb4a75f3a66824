/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/view.h"
#include "ui/words.h"

enum { ANSWERS = 6, BOX_ROWS = ANSWERS + 4, BOX_MIN = 34, BOX_MAX = 50 };

static void
draw_box(struct frame *frame, struct area box, struct style style)
{
	int bottom = box.row + box.rows - 1, right = box.col + box.cols - 1;

	for (int r = box.row; r <= bottom; r++)
		view_fill(frame, r, box.col, box.cols, PLAIN);
	for (int c = box.col; c <= right; c++) {
		frame_put(frame, box.row, c, 0x2501, style);
		frame_put(frame, bottom, c, 0x2501, style);
	}
	for (int r = box.row; r <= bottom; r++) {
		frame_put(frame, r, box.col, 0x2503, style);
		frame_put(frame, r, right, 0x2503, style);
	}
	frame_put(frame, box.row, box.col, 0x250f, style);
	frame_put(frame, box.row, right, 0x2513, style);
	frame_put(frame, bottom, box.col, 0x2517, style);
	frame_put(frame, bottom, right, 0x251b, style);
}

static void
outcome_title(const struct ui *ui, char title[160])
{
	const struct house *house = ui->conf->house;
	int32_t i = ui->world != NULL ?
	    world_find_alert(ui->world, ui->asked) : -1;
	const struct instance *in = &house->instance[i < 0 ? 0 : i];

	if (i < 0)
		snprintf(title, 160, "%s", _("How did it go?"));
	else
		snprintf(title, 160, "%.60s %.80s",
		    words_place(house, in->place), house->rule[in->rule].text);
}

static void
widen(struct area *box, int cols)
{
	if (cols > box->cols)
		box->cols = cols < BOX_MAX ? cols : BOX_MAX;
}

/* Over the plan at its foot: the alerts stay in sight. */
static void
ask_outcome(const struct ui *ui, struct frame *frame, struct area area)
{
	const struct style frame_style = {MEANS_BOX, 0};
	static const int order[ANSWERS] = {1, 2, 3, 4, 5, 0};
	struct area box = {.rows = BOX_ROWS, .cols = BOX_MIN};
	char title[160], text[WORDS_SIZE];

	outcome_title(ui, title);
	for (int i = 0; i < ANSWERS; i++)
		widen(&box, text_width(words_outcome(order[i])) + 7);
	widen(&box, text_width(title) + 4);
	box.row = area.row + area.rows - box.rows;
	box.col = 1;
	draw_box(frame, box, frame_style);
	frame_text(frame, box.row + 1, box.col + 2, box.cols - 4, BOLD, title);
	frame_text(frame, box.row + 2, box.col + 2, box.cols - 4, PLAIN,
	    _("How did it go?"));
	for (int i = 0; i < ANSWERS; i++) {
		int row = box.row + 3 + i;

		snprintf(text, sizeof(text), "%d", order[i]);
		frame_text(frame, row, box.col + 2, 1, BOLD, text);
		frame_text(frame, row, box.col + 5, box.cols - 7, PLAIN,
		    words_outcome(order[i]));
	}
	frame->cursor_row = box.row + 3;
	frame->cursor_col = box.col + 2;
}

void
view_asks(const struct ui *ui, struct frame *frame, struct area area)
{
	if (ui->ask == UI_ASK_OUTCOME)
		ask_outcome(ui, frame, area);
}
