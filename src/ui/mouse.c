/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/mouse.h"

#include "base/mem.h"
#include "ui/keys.h"
#include "ui/lines.h"
#include "ui/select.h"

enum {
	FLAG = 1 << 28, /* above all code points and UI_KEY_… */
	WHAT_SHIFT = 24, ROW_SHIFT = 12,
	STEP = 3,       /* lines of a turn of the wheel */
};

int32_t
mouse_key(enum mouse_what what, int row, int col)
{
	BUG_IF(row < 0 || row >= MOUSE_SIDE || col < 0 || col >= MOUSE_SIDE);
	return FLAG | (int32_t)what << WHAT_SHIFT | row << ROW_SHIFT | col;
}

bool
mouse_is_key(int32_t code)
{
	return (code & FLAG) != 0;
}

static struct ui_request
wheel(struct ui *ui, int by)
{
	int32_t code = by < 0 ? UI_KEY_UP : UI_KEY_DOWN;
	const struct key *key = keys_find(ui, code);

	if (ui->ask != UI_ASK_NOTHING)
		return ui_do(UI_DO_NOTHING);
	if (ui->page == UI_PAGE_PLAN && !ui->large)
		ui->shape.corner.row += by * STEP;
	else if (key != NULL && keys_works(key, ui))
		for (int i = 0; i < STEP; i++)
			keys_run(key, ui, code);
	return ui_do(UI_DO_REDRAW);
}

static struct ui_request
choose(struct ui *ui, const struct hot *hot, bool open)
{
	const struct house *house = ui->conf->house;

	if (ui->ask != UI_ASK_NOTHING || ui->locked)
		return ui_do(UI_DO_NOTHING);
	if (open)
		return ui_key(ui, '\n');
	if (hot->what == HOT_ALERT && hot->value < house->ninstance)
		select_alert(ui, hot->value);
	else if (hot->what == HOT_ROOM && hot->value < house->nplace)
		select_room(ui, hot->value);
	else if (hot->what == HOT_LINE)
		lines_choose(ui, hot->value);
	return ui_do(UI_DO_REDRAW);
}

/* Twice on a key is once: the second would hit another alert. */
static struct ui_request
click(struct ui *ui, const struct hot *hot, bool second)
{
	switch (hot->what) {
	case HOT_KEY:
		return second ? ui_do(UI_DO_NOTHING) : ui_key(ui, hot->value);
	case HOT_ROOM:
	case HOT_ALERT:
	case HOT_LINE:
		return choose(ui, hot, second);
	case HOT_NOTHING:
		break;
	}
	return ui_do(UI_DO_NOTHING);
}

struct ui_request
mouse_run(struct ui *ui, int32_t code)
{
	enum mouse_what what = (enum mouse_what)(code >> WHAT_SHIFT & 3);
	struct hot hot;

	if (what == MOUSE_WHEEL_UP || what == MOUSE_WHEEL_DOWN)
		return wheel(ui, what == MOUSE_WHEEL_UP ? -1 : 1);
	if (ui->shown == NULL)
		return ui_do(UI_DO_NOTHING);
	hot = frame_hot_at(ui->shown, code >> ROW_SHIFT & (MOUSE_SIDE - 1),
	    code & (MOUSE_SIDE - 1));
	return click(ui, &hot, what == MOUSE_SECOND);
}
