/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/view.h"
#include "ui/words.h"

enum { PLACE_MAX = 12 };

/* Of the column of places: of the longest name, within reason. */
static int
place_width(const struct house *house)
{
	int width = 4;

	for (int32_t i = 0; i < house->nplace && width < PLACE_MAX; i++) {
		int w = text_width(words_place(house, i));

		if (w > width)
			width = w < PLACE_MAX ? w : PLACE_MAX;
	}
	return width;
}

static void
status_entry(const struct house *house, const struct event *e,
    struct str *out)
{
	const char *was = words_status(house, e->was);
	const char *is = words_status(house, e->status);

	if (was[0] != '\0')
		str_addf(out, "%s → ", was);
	str_add(out, is[0] != '\0' ? is : "–");
}

static void
alert_entry(const struct house *house, const struct ui_entry *entry,
    struct str *out)
{
	const struct event *e = &entry->event;
	char words[WORDS_SIZE];
	bool latch = false;

	if (e->instance >= 0 && e->instance < house->ninstance) {
		const struct rule *rule =
		    &house->rule[house->instance[e->instance].rule];

		latch = rule->latch;
		str_addf(out, "%-3s %s · ", words_marks(rule->priority),
		    rule->text);
	}
	words_event(e->event, &e->alert, entry->staff, latch, words);
	str_add(out, words);
	if (e->event != ALERT_EVENT_REFUSED)
		return;
	if (e->alert.by[0] != '\0')
		str_addf(out, " (%s)", e->alert.by);
	if (entry->text[0] != '\0')
		str_addf(out, ": %s", _(entry->text));
}

void
view_log_words(const struct ui *ui, const struct ui_entry *entry, bool place,
    struct str *out)
{
	const struct house *house = ui->conf->house;

	if (entry->what == UI_ENTRY_TEXT) {
		str_add(out, entry->text);
		return;
	}
	if (place) {
		const char *text = entry->event.place < 0 ? "" :
		    words_place(house, entry->event.place);
		int pad = place_width(house) - text_width(text);

		str_addf(out, "%s%*s  ", text, pad > 0 ? pad : 0, "");
	}
	if (entry->event.what == EVENT_STATUS)
		status_entry(house, &entry->event, out);
	else
		alert_entry(house, entry, out);
}

static struct style
entry_style(const struct ui_entry *entry)
{
	if (entry->what == UI_ENTRY_TEXT)
		return PLAIN;
	if (entry->event.what == EVENT_STATUS)
		return entry->event.status == STATUS_UNSEEN ? PLAIN : DIM;
	return entry->event.event == ALERT_EVENT_RAISED ||
	    entry->event.event == ALERT_EVENT_REFUSED ? BOLD : PLAIN;
}

int
view_log(const struct ui *ui, struct frame *frame, struct area area)
{
	const struct zone *zone = &ui->conf->zone;
	int n = ui->log != NULL ? (int)ui->log->n : 0, over = n - area.rows;
	int first;
	struct str words;

	over = over > 0 ? over : 0;
	first = over - (ui->scroll < over ? ui->scroll : over);
	if (n == 0)
		frame_text(frame, area.row, area.col, area.cols, PLAIN,
		    _("Nothing has happened yet."));
	str_init(&words);
	for (int i = 0; i < area.rows && first + i < n; i++) {
		const struct ui_entry *entry = &ui->log->v[first + i];
		char clock[WORDS_SIZE];
		int col = area.col;

		words_clock(zone, entry->t, true, clock);
		col += frame_text(frame, area.row + i, col, area.cols, PLAIN,
		    clock) + 2;
		str_clear(&words);
		view_log_words(ui, entry, true, &words);
		frame_text(frame, area.row + i, col,
		    area.col + area.cols - col, entry_style(entry), words.s);
	}
	str_release(&words);
	return over;
}
