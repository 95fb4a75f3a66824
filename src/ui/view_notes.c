/* SPDX-License-Identifier: Apache-2.0 */
/* What staff have noted on a room tonight, whole. */
#include "base/i18n.h"
#include "base/text.h"
#include "ui/list.h"
#include "ui/note.h"
#include "ui/view.h"
#include "ui/words.h"

/* "02:14 KM: …" */
static void
add_note(struct page *page, const struct ui *ui, int width,
    const struct ui_entry *entry)
{
	const char *by = entry->event.alert.by;
	char clock[WORDS_SIZE];
	struct str words;

	words_clock(&ui->conf->zone, entry->t, false, clock);
	str_init(&words);
	str_addf(&words, "%s%s%s: %s", clock, by[0] != '\0' ? " " : "", by,
	    entry->reason);
	page_wrap(page, PLAIN, width, text_width(clock) + 1, words.s);
	str_release(&words);
}

void
view_notes(struct page *page, const struct ui *ui, int width, int32_t place)
{
	const struct ui_log *log = ui->log;
	int32_t room = list_room_place(ui->conf, place);
	bool any = false;

	if (room < 0 || log == NULL)
		return;
	for (size_t i = ui_log_tonight(log, &ui->conf->zone, ui->now);
	    i < log->n; i++) {
		const struct ui_entry *entry = &log->v[i];

		if (!note_is(entry) || list_room_place(ui->conf,
		    entry->event.place) != room)
			continue;
		if (!any)
			page_title(page, _("Notes tonight"));
		any = true;
		add_note(page, ui, width, entry);
	}
}
