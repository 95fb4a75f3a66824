/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/note.h"

#include "base/i18n.h"
#include "ui/ask.h"
#include "ui/lines.h"
#include "ui/list.h"
#include "ui/select.h"
#include "ui/words.h"

/* Where the chosen alert, line or room is, or -1. */
static int32_t
chosen_place(const struct ui *ui)
{
	int64_t line;

	if (!lines_are_shown(ui))
		return select_place(ui);
	line = lines_selected(ui);
	return line < 0 ? -1 : lines_place(ui, line);
}

/* A note is to the whole room, not to the bath or the door in it. */
struct ui_request
note_open(struct ui *ui)
{
	int32_t place = chosen_place(ui);
	int32_t room = list_room_place(ui->conf, place);

	ui->note.place = room >= 0 ? room : place;
	return ask_open(ui, UI_ASK_NOTE);
}

const char *
note_subject(const struct ui *ui)
{
	return ui->note.place < 0 ? _("the shift") :
	    words_place(ui->conf->house, ui->note.place);
}

struct ui_request
note_take(struct ui *ui)
{
	const struct house *house = ui->conf->house;

	prompt_take(&ui->prompt, ui->note.text, sizeof(ui->note.text));
	if (ui->note.text[0] == '\0')
		return ui_do(UI_DO_REDRAW);
	return (struct ui_request){.what = UI_DO_ACTION, .naction = 1,
	    .action = {{
		.what = ACTION_NOTE,
		.place = ui->note.place < 0 ? NULL : house->place[ui->note.place].id,
		.by = ui->by,
		.minutes = MINUTES_NONE,
		.note = ui->note.text,
	    }}};
}

/* Where the room is gone it is to the shift, which shows. */
bool
note_move(struct ui *ui, const struct conf *to)
{
	ui->note.place = house_same_place(to->house, ui->conf->house,
	    ui->note.place);
	return true;
}

bool
note_is(const struct ui_entry *entry)
{
	return entry->event.what == EVENT_STAFF && entry->did == ACTION_NOTE;
}
