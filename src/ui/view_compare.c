/* SPDX-License-Identifier: Apache-2.0 */
/* What two sets of rules do otherwise in the same night. */
#include <stdio.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/difference.h"
#include "ui/lines.h"
#include "ui/view.h"
#include "ui/words.h"

enum { HEAD = 3, HOW_COLS = 20, PLACE_COLS = 12 };

/* "only 1", "2: 4 min later" */
static void
how_words(const struct ui_difference *d, char buf[WORDS_SIZE])
{
	int64_t later = d->raised[1] - d->raised[0];
	char age[WORDS_SIZE];

	if (d->raised[1] == TIME_NEVER) {
		snprintf(buf, WORDS_SIZE, "%s", _("only 1"));
	} else if (d->raised[0] == TIME_NEVER) {
		snprintf(buf, WORDS_SIZE, "%s", _("only 2"));
	} else {
		words_age(d->raised[later < 0 ? 0 : 1],
		    d->raised[later < 0 ? 1 : 0], age);
		snprintf(buf, WORDS_SIZE, later < 0 ? _("2: %s earlier") :
		    _("2: %s later"), age);
	}
}

static void
draw_head(const struct ui *ui, struct frame *frame, struct area area)
{
	const struct ui_compare *compare = &ui->replay.compare;
	int only[2] = {0, 0}, moved = 0;
	char text[2 * WORDS_SIZE];

	for (int i = 0; i < compare->n; i++) {
		const struct ui_difference *d = &compare->v[i];

		if (d->raised[1] == TIME_NEVER)
			only[0]++;
		else if (d->raised[0] == TIME_NEVER)
			only[1]++;
		else
			moved++;
	}
	/* Two sets of rules, 1 and 2, by their files. */
	snprintf(text, sizeof(text), _("Rules 1: %.60s   2: %.60s"),
	    compare->name[0], compare->name[1]);
	frame_text(frame, area.row, area.col, area.cols, BOLD, text);
	snprintf(text, sizeof(text),
	    _("Alerts: %d the same, %d only 1, %d only 2, %d at other times"),
	    compare->same, only[0], only[1], moved);
	frame_text(frame, area.row + 1, area.col, area.cols, PLAIN, text);
	frame_text(frame, area.row + 2, area.col, area.cols, PLAIN,
	    _("Both without what staff did: that belongs to that night's"
	    " rules."));
}

static void
draw_difference(const struct ui *ui, int64_t id, const void *columns,
    struct frame *frame, struct area area, struct style style)
{
	const struct ui_difference *d = &ui->replay.compare.v[id];
	int col = area.col, end = area.col + area.cols;
	char text[WORDS_SIZE];

	(void)columns;
	words_clock(&ui->conf->zone, difference_time(d), true, text);
	col += frame_text(frame, area.row, col, end - col, style, text) + 2;
	how_words(d, text);
	frame_text(frame, area.row, col, HOW_COLS, style, text);
	col += HOW_COLS + 1;
	frame_text(frame, area.row, col, PLACE_COLS, style,
	    words_place_id(ui->conf->house, d->place));
	col += PLACE_COLS + 1;
	frame_text(frame, area.row, col, WORDS_MARKS, style,
	    words_marks(d->priority));
	col += WORDS_MARKS + 1;
	frame_text(frame, area.row, col, end - col, style, d->text);
}

void
view_difference_words(const struct ui *ui, int64_t difference,
    struct str *out)
{
	const struct ui_difference *d = &ui->replay.compare.v[difference];
	char clock[WORDS_SIZE], how[WORDS_SIZE];

	words_clock(&ui->conf->zone, difference_time(d), true, clock);
	how_words(d, how);
	str_addf(out, "%s  %s  %s  %s", clock, how,
	    words_place_id(ui->conf->house, d->place), d->text);
}

void
view_compare(const struct ui *ui, struct frame *frame, struct area area)
{
	static const struct view_of_line of = {NULL, draw_difference};

	draw_head(ui, frame, area);
	view_list(ui, frame, (struct area){area.row + HEAD, area.col,
	    area.rows - HEAD, area.cols}, &of,
	    _("Both raise the same alerts at the same times."));
}

void
view_compare_words(const struct ui *ui, char buf[WORDS_SIZE])
{
	const struct ui_compare *compare = &ui->replay.compare;

	buf[0] = '\0';
	/* Which rules are on the screen, by number and file. */
	if (difference_is_on(ui))
		snprintf(buf, WORDS_SIZE, _("rules %d: %.24s, without staff"),
		    compare->shown + 1, compare->name[compare->shown]);
}
