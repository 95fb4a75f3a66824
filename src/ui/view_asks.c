/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/ask.h"
#include "ui/devices.h"
#include "ui/find.h"
#include "ui/lines.h"
#include "ui/view.h"
#include "ui/words.h"

enum { BOX_MIN = 34, BOX_MAX = 50 };
enum { HITS_MAX = 7, HITS_COLS = 46 };

void
view_box(struct frame *frame, struct area box, struct style style)
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
widen(struct area *box, int cols)
{
	if (cols > box->cols)
		box->cols = cols < BOX_MAX ? cols : BOX_MAX;
}

static struct area
menu_box(const struct menu *menu, struct area area)
{
	struct area box = {.rows = menu->n + 4, .cols = BOX_MIN, .col = 1};

	for (int i = 0; i < menu->n; i++)
		widen(&box, text_width(menu->item[i].text) + 7);
	widen(&box, text_width(menu->title) + 4);
	widen(&box, text_width(menu->question) + 4);
	box.row = area.row + area.rows - box.rows;
	return box;
}

/* Over the plan at its foot: the alerts stay in sight. */
static void
draw_menu(const struct menu *menu, struct frame *frame, struct area area)
{
	struct area box = menu_box(menu, area);
	int width = box.cols - 4;

	view_box(frame, box, (struct style){MEANS_BOX, 0});
	frame_hot(frame, box.row, box.col, box.rows, box.cols, HOT_NOTHING, 0);
	frame_text(frame, box.row + 1, box.col + 2, width, BOLD, menu->title);
	frame_text(frame, box.row + 2, box.col + 2, width, PLAIN,
	    menu->question);
	for (int i = 0; i < menu->n; i++) {
		const char key[] = {(char)menu->item[i].key, '\0'};
		int row = box.row + 3 + i;

		frame_text(frame, row, box.col + 2, 1, BOLD, key);
		frame_text(frame, row, box.col + 5, width - 3, PLAIN,
		    menu->item[i].text);
		frame_hot(frame, row, box.col + 1, 1, box.cols - 2, HOT_KEY,
		    menu->item[i].key);
	}
	frame->cursor_row = box.row + 3;
	frame->cursor_col = box.col + 2;
}

/* ---- what is found ---- */

static void
hit_words(const struct ui *ui, const struct hit *hit, struct str *out)
{
	const struct house *house = ui->conf->house;
	char words[WORDS_SIZE];

	if (hit->kind == HIT_ALERT) {
		const struct instance *in = &house->instance[hit->index];

		str_addf(out, "%s %s  %s", words_marks(
		    house->rule[in->rule].priority),
		    words_place(house, in->place), house->rule[in->rule].text);
	} else if (hit->kind == HIT_ROOM) {
		const struct place *place = &house->place[hit->index];
		int64_t since;

		str_addf(out, "%s%s%s  %s", words_place(house, hit->index),
		    place->resident != NULL ? " · " : "",
		    place->resident != NULL ? place->resident : "",
		    words_status(house, world_status(ui->world, hit->index,
		    &since)));
	} else {
		struct device_line line = devices_line(ui, hit->index);

		view_device_state(ui, &line, WORDS_SIZE, words);
		str_addf(out, "%s  %s  %s", house->device[hit->index].id,
		    words_place(house, house->device[hit->index].place),
		    words);
	}
}

static const char *
hit_kind(const struct ui *ui, const struct hit *hit)
{
	const struct house *house = ui->conf->house;

	if (hit->kind == HIT_ALERT)
		return _("alert");
	if (hit->kind == HIT_DEVICE)
		return _("device");
	/* A dwelling itself, or a room anywhere. */
	return house_dwelling(house, hit->index) == hit->index ?
	    _("dwelling") : _("room");
}

static void
draw_hit(const struct ui *ui, const struct hit *hit, bool chosen,
    struct frame *frame, struct area area)
{
	const char *what = hit_kind(ui, hit);
	int width = area.cols - 2 - text_width(what) - 1;
	struct style style = view_line(frame, area.row, area, chosen, PLAIN);
	struct str words;

	str_init(&words);
	hit_words(ui, hit, &words);
	frame_text(frame, area.row, area.col + 2, width, style, words.s);
	view_mark(frame, area.row, area, ui->prompt.text);
	view_right(frame, area.row, area.col, area.cols, style, what);
	str_release(&words);
}

/* For so many lines, or as many as there is room for. */
static struct area
find_box(struct area area, int lines)
{
	struct area box = view_inset(area, 0, 1);

	if (box.cols > HITS_COLS)
		box.cols = HITS_COLS;
	if (box.rows > lines + 2) {
		box.row += box.rows - lines - 2;
		box.rows = lines + 2;
	}
	return box;
}

/* At the foot of the plan, so that the alerts stay in sight. */
static void
ask_find(const struct ui *ui, struct frame *frame, struct area area)
{
	struct area box, line;
	struct hits hits;
	int n, first;

	find_hits(&hits, ui, ui->prompt.text);
	n = (int)hits.n < HITS_MAX ? (int)hits.n : HITS_MAX;
	box = find_box(area, n > 0 ? n : 1);
	line = view_inset(box, 1, 1);
	if (ui->prompt.text[0] != '\0' && line.rows > 0) {
		view_box(frame, box, (struct style){MEANS_BOX, ATTR_BOLD});
		if (n == 0)
			frame_text(frame, line.row, line.col + 2,
			    line.cols - 2, PLAIN, _("not found"));
		n = n < line.rows ? n : line.rows;
		first = lines_top(ui->pages.hit, (int)hits.n, n);
		for (int i = first; i < first + n; i++, line.row++)
			draw_hit(ui, &hits.v[i], i == ui->pages.hit, frame,
			    line);
	}
	find_release(&hits);
}

void
view_asks(const struct ui *ui, struct frame *frame, struct area area)
{
	struct menu menu;

	if (ask_menu(ui, &menu))
		draw_menu(&menu, frame, area);
	else if (ui->ask == UI_ASK_FIND && (ui->page == UI_PAGE_PLAN ||
	    ui->page == UI_PAGE_DETAIL))
		ask_find(ui, frame, area);
	else if (ui->ask == UI_ASK_KIND)
		view_mark_kind(ui, frame, area);
}
