/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The keys, from their table, and what the marks mean, from the house. Side
 * by side where both fit, else one below the other.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/keys.h"
#include "ui/view.h"
#include "ui/words.h"

enum { NAME_WIDTH = 10, LEGEND_WIDTH = 28, SIDE_BY_SIDE = 74 };

/* A name, its meaning beside it, broken between words where that is long. */
static void
add_meaning(struct page *page, int width, int column, struct style style,
    const char *name, const char *text)
{
	size_t at = page->n;
	int pad = column - text_width(name);
	struct str line;

	str_init(&line);
	str_addf(&line, "%s%*s %s", name, pad > 0 ? pad : 0, "", text);
	page_wrap(page, PLAIN, width, column + 1, line.s);
	page_head(page, at, text_width(name), style);
	str_release(&line);
}

static void
keys_page(struct page *page, const struct ui *ui, int width)
{
	size_t n;
	const struct key *key = keys_table(&n);

	page_add(page, BOLD, "%s", _("Keys"));
	for (size_t i = 0; i < n; i++)
		if (keys_told(&key[i], ui))
			add_meaning(page, width, NAME_WIDTH, BOLD,
			    _(key[i].name), _(key[i].help));
}

static void
add_mark(struct page *page, struct style style, const char *mark,
    const char *text)
{
	add_meaning(page, LEGEND_WIDTH, WORDS_MARKS + 1, style, mark, text);
}

/* Two statuses may look the same: for homes with other sensors. */
static bool
is_said(const struct house *house, int32_t status)
{
	const struct status *s = house->status;

	for (int32_t i = 0; i < status; i++)
		if (s[i].mark == s[status].mark &&
		    s[i].colour == s[status].colour &&
		    strcmp(s[i].label, s[status].label) == 0)
			return true;
	return false;
}

static void
legend_page(struct page *page, const struct ui *ui)
{
	static const enum priority order[] = {PRIORITY_HIGH, PRIORITY_MEDIUM,
	    PRIORITY_LOW, PRIORITY_TECHNICAL};
	const struct house *house = ui->conf->house;

	page_add(page, BOLD, "%s", _("Alerts"));
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		add_mark(page, words_marks_style(order[i], true, 0),
		    words_marks(order[i]), words_priority(order[i]));
	page_add(page, PLAIN, "%s", "");
	page_add(page, BOLD, "%s", _("Rooms"));
	for (int32_t i = 0; i < house->nstatus; i++) {
		char mark[2] = {house->status[i].mark, '\0'};

		struct style style = {(uint8_t)house->status[i].colour,
		    ATTR_BOLD};

		if (!is_said(house, i))
			add_mark(page, style, mark, house->status[i].label);
	}
	add_mark(page, DIM, "░ ?", _("unseen: silent sensors"));
	add_mark(page, DIM, "╱", _("something on hold: S"));
}

int
view_help(const struct ui *ui, struct frame *frame, struct area area)
{
	struct page keys = {0}, legend = {0};
	int over, also;

	if (area.cols >= SIDE_BY_SIDE) {
		struct area left = area, right = area;

		left.cols -= LEGEND_WIDTH + 2;
		if (left.cols > 60)
			left.cols = 60;
		keys_page(&keys, ui, left.cols);
		legend_page(&legend, ui);
		right.col += left.cols + 2;
		right.cols = LEGEND_WIDTH;
		over = page_draw(&keys, frame, left, ui->shape.scroll);
		also = page_draw(&legend, frame, right, ui->shape.scroll);
		over = over > also ? over : also;
	} else {
		keys_page(&keys, ui, area.cols);
		page_add(&keys, PLAIN, "%s", "");
		legend_page(&keys, ui);
		over = page_draw(&keys, frame, area, ui->shape.scroll);
	}
	page_release(&keys);
	page_release(&legend);
	return over;
}
