/* SPDX-License-Identifier: Apache-2.0 */
/* The alerts of a dwelling in earlier nights, the last first. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "fold/past.h"
#include "ui/view.h"
#include "ui/words.h"

enum { SHOWN_MAX = 12, INDENT = 2 };

/* How it went, or how it stands; tonight's log tells what came later. */
static void
add_end(struct str *out, const struct ui *ui, const struct past_alert *a)
{
	const struct ui_entry *entry = ui_log_last(ui->log, a->alert.number);
	const struct alert *last = entry != NULL ? &entry->event.alert :
	    &a->alert;
	const struct house *house = ui->conf->house;
	int32_t open = world_find_alert(ui->world, last->number);
	char words[WORDS_SIZE];

	if (!alert_is_open(last))
		words_event(ALERT_EVENT_CLOSED, last, entry != NULL ?
		    entry->staff : a->staff, a->latch, words);
	else if (open >= 0)
		words_state(last, &house->rule[house->instance[open].rule],
		    ui->now, words);
	else
		snprintf(words, sizeof(words), "%s", _("no longer followed"));
	str_add(out, words);
}

/* "Sat 21 Nov 02:13  !! Out of the dwelling · closed by KM: helped" */
static void
add_alert(struct page *page, const struct ui *ui, int width,
    const struct past_alert *a)
{
	char when[WORDS_SIZE];
	struct str line;

	words_when(&ui->conf->zone, ui->now, a->alert.raised, when);
	str_init(&line);
	str_addf(&line, "%s  %-3s %s · ", when, words_marks(a->priority),
	    a->text);
	add_end(&line, ui, a);
	page_wrap(page, PLAIN, width, INDENT, line.s);
	str_release(&line);
}

/* How much of the past that is, where it is not all of it. */
static void
add_state(struct page *page, const struct past *past, int width, int n)
{
	struct str text;

	str_init(&text);
	if (past->state == PAST_FAILED)
		str_addf(&text, _("They cannot be read just now: %s"),
		    past->why.text);
	else if (past->state == PAST_READING)
		str_add(&text, _("Earlier nights are being read …"));
	else if (n == 0)
		str_addf(&text, P_("No alerts here in the %d night before",
		    "No alerts here in the %d nights before", past->nights),
		    past->nights);
	else if (past->more)
		str_addf(&text, P_("Only the %d night before is shown.",
		    "Only the %d nights before are shown.", past->nights),
		    past->nights);
	if (text.len > 0)
		page_wrap(page, past->state == PAST_FAILED ? BOLD : DIM, width,
		    0, text.s);
	if (past->dark)
		page_wrap(page, BOLD, width, 0, _("Of some of it nothing can be"
		    " told: the configuration that was kept is damaged."));
	str_release(&text);
}

void
view_past(struct page *page, const struct ui *ui, int width, int32_t place,
    uint32_t number)
{
	const struct house *house = ui->conf->house;
	const struct past *past = ui->past;
	const char *id = house->place[past_place(house, place)].id;
	int n = 0;

	if (past == NULL || (past->state == PAST_READ && past->nights == 0))
		return;
	page_title(page, _("On earlier nights"));
	for (size_t i = 0; i < past->settled; i++) {
		const struct past_alert *a = &past->v.v[i];

		if (a->alert.number != number && strcmp(a->place, id) == 0 &&
		    n++ < SHOWN_MAX)
			add_alert(page, ui, width, a);
	}
	if (n > SHOWN_MAX)
		page_add(page, DIM, P_("and %d earlier one",
		    "and %d earlier ones", n - SHOWN_MAX), n - SHOWN_MAX);
	add_state(page, past, width, n);
}
