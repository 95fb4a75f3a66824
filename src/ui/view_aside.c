/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page of what is set aside: a line for each, and of the selected one all
 * that is known.
 */
#include <stdio.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/aside.h"
#include "ui/find.h"
#include "ui/lines.h"
#include "ui/view.h"
#include "ui/words.h"

enum { FOOT_ROWS = 5, PLACE_MAX = 12, TEXT_MAX = 20, GAP = 2 };

static int
column(int width, const char *text, int most)
{
	int w = text_width(text);

	return w > width ? (w < most ? w : most) : width;
}

/* "101  !! Out of the dwelling  on hold until 03:15 by KM: visitors" */
struct columns {
	int place, text;
};

static void
draw_line(const struct ui *ui, int64_t instance, const void *columns,
    struct frame *frame, struct area area, struct style style)
{
	const struct columns *c = columns;
	const struct house *house = ui->conf->house;
	const struct instance *in = &house->instance[instance];
	const struct rule *rule = &house->rule[in->rule];
	int col = area.col, end = area.col + area.cols;
	struct str words;

	str_init(&words);
	aside_words(ui, (int32_t)instance, &words);
	frame_text(frame, area.row, col, c->place, style,
	    words_place(house, in->place));
	col += c->place + GAP;
	frame_text(frame, area.row, col, WORDS_MARKS, style,
	    words_marks(rule->priority));
	col += WORDS_MARKS + 1;
	frame_text(frame, area.row, col, c->text, style, rule->text);
	col += c->text + GAP;
	frame_text(frame, area.row, col, end - col, style, words.s);
	str_release(&words);
}

/* The selected one in full. */
static void
draw_foot(const struct ui *ui, int32_t instance, struct frame *frame,
    struct area area)
{
	const struct house *house = ui->conf->house;
	const struct instance *in = &house->instance[instance];
	struct page page = {0};
	struct str words;

	str_init(&words);
	aside_words(ui, instance, &words);
	page_add(&page, BOLD, "%s  %s", words_place(house, in->place),
	    house->rule[in->rule].text);
	page_wrap(&page, PLAIN, area.cols, 0, words.s);
	page_draw(&page, frame, area, 0);
	page_release(&page);
	str_release(&words);
}

/* How often tonight staff's presence kept an alert back, as the log has it. */
static int
held_back(const struct ui *ui)
{
	int n = 0;

	if (ui->log == NULL)
		return 0;
	for (size_t i = ui_log_tonight(ui->log, &ui->conf->zone, ui->now);
	    i < ui->log->n; i++)
		n += ui->log->v[i].event.what == EVENT_ALERT &&
		    ui->log->v[i].event.event == ALERT_EVENT_INHIBITED;
	return n;
}

static void
draw_summary(const struct ui *ui, struct frame *frame, struct area area)
{
	int back = held_back(ui), col = area.col, end = area.col + area.cols;
	char text[ASIDE_SIZE];

	aside_summary(ui, text);
	col += frame_text(frame, area.row, col, end - col, BOLD,
	    text[0] != '\0' ? text : _("Nothing is on hold"));
	if (back == 0)
		return;
	snprintf(text, sizeof(text), P_(" · %d would have called tonight"
	    " while staff were there", " · %d would have called tonight while"
	    " staff were there", back), back);
	frame_text(frame, area.row, col, end - col, PLAIN, text);
}

static struct style
line_style(const struct ui *ui, int64_t id)
{
	return aside_is_overdue(ui, (int32_t)id) ? BOLD : PLAIN;
}

void
view_aside(const struct ui *ui, struct frame *frame, struct area area)
{
	static const struct view_of_line of = {line_style, draw_line};
	const struct house *house = ui->conf->house;
	struct columns c = {0, 0};
	struct lines lines;
	int at;

	draw_summary(ui, frame, area);
	lines_make(&lines, ui);
	at = lines_at(&lines, ui);
	for (int i = 0; i < lines.n; i++) {
		const struct instance *in = &house->instance[lines.v[i]];

		c.place = column(c.place, words_place(house, in->place),
		    PLACE_MAX);
		c.text = column(c.text, house->rule[in->rule].text, TEXT_MAX);
	}
	view_lines(ui, &lines, frame, (struct area){area.row + 2, area.col,
	    area.rows - 2 - FOOT_ROWS, area.cols}, &of, &c);
	if (at >= 0)
		draw_foot(ui, (int32_t)lines.v[at], frame, (struct area){
		    area.row + area.rows - FOOT_ROWS + 1, area.col,
		    FOOT_ROWS - 1, area.cols});
	lines_release(&lines);
}
