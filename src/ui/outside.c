/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/outside.h"

#include <stdio.h>

#include "base/i18n.h"
#include "ui/view.h"
#include "ui/words.h"

enum { BETWEEN = 3 }; /* one direction and the next */

void
outside_add(struct outside *o, const struct list *list, int32_t instance)
{
	o->rooms++;
	if (instance < 0)
		return;
	o->alerts++;
	if (o->instance < 0 || list_find(list, instance) <
	    list_find(list, o->instance))
		o->instance = instance;
}

/* Its marks, its room, and how many more there are. */
static int
draw_alert(const struct outside *o, const struct ui *ui, struct frame *frame,
    int row, int col, int width)
{
	const struct house *house = ui->conf->house;
	const struct instance *in = &house->instance[o->instance];
	enum priority priority = house->rule[in->rule].priority;
	bool steady = ui->read_only ||
	    !alert_is_waiting(world_alert(ui->world, o->instance));
	int from = col, end = col + width;
	char more[16];

	col += 1 + frame_text(frame, row, col, end - col,
	    words_marks_style(priority, steady, ui->now),
	    words_marks(priority));
	col += frame_text(frame, row, col, end - col, BOLD,
	    words_place(house, in->place));
	snprintf(more, sizeof(more), " +%d", o->alerts - 1);
	if (o->alerts > 1)
		col += frame_text(frame, row, col, end - col, BOLD, more);
	frame_hot(frame, row, from, 1, col - from, HOT_ALERT, o->instance);
	return col - from;
}

int
outside_draw(const struct outside *o, const struct ui *ui, const char *arrow,
    struct frame *frame, int row, int col, int width)
{
	char text[WORDS_SIZE], rooms[WORDS_SIZE];
	int used;

	if (o->rooms == 0)
		return 0;
	snprintf(rooms, sizeof(rooms), P_("%d room", "%d rooms", o->rooms),
	    o->rooms);
	snprintf(text, sizeof(text), "%s %.60s", arrow, rooms);
	used = frame_text(frame, row, col, width, PLAIN, text) + 1;
	if (o->instance >= 0)
		used += draw_alert(o, ui, frame, row, col + used,
		    width - used);
	return used + BETWEEN;
}
