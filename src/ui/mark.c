/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/mark.h"

#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "ui/ask.h"
#include "ui/lines.h"
#include "ui/select.h"
#include "ui/words.h"

/* ---- kinds ---- */

static bool
is_detected_before(const struct house *house, int32_t rule, int32_t k)
{
	for (int32_t r = 0; r <= rule; r++)
		for (int32_t i = 0; i < (r < rule ?
		    house->rule[r].ndetects : k); i++)
			if (strcmp(house->rule[r].detects[i],
			    house->rule[rule].detects[k]) == 0)
				return true;
	return false;
}

const char *
mark_kind(const struct ui *ui, int i)
{
	const struct house *house = ui->conf->house;

	for (int32_t r = 0; r < house->nrule; r++)
		for (int32_t k = 0; k < house->rule[r].ndetects; k++)
			if (strlen(house->rule[r].detects[k]) < UI_KIND_SIZE &&
			    !is_detected_before(house, r, k) && i-- == 0)
				return house->rule[r].detects[k];
	return NULL;
}

const char *
mark_kind_words(const struct ui *ui, const char *kind)
{
	const struct house *house = ui->conf->house;

	for (int32_t r = 0; r < house->nrule; r++)
		if (house->rule[r].ndetects > 0 &&
		    strcmp(house->rule[r].detects[0], kind) == 0)
			return house->rule[r].text;
	return kind;
}

/* What the rule of the chosen alert is after is what it most likely was. */
static int
likely_kind(const struct ui *ui)
{
	const struct house *house = ui->conf->house;
	const struct rule *rule = ui->instance < 0 ? NULL :
	    &house->rule[house->instance[ui->instance].rule];

	for (int i = 0; rule != NULL && rule->ndetects > 0 &&
	    mark_kind(ui, i) != NULL; i++)
		if (strcmp(mark_kind(ui, i), rule->detects[0]) == 0)
			return i;
	return 0;
}

/* ---- marking ---- */

/*
 * Where it happens: the chosen room, or the dwelling of the chosen alert, also
 * where that is of a sensor in it; what is of the whole house is nowhere.
 */
static int32_t
mark_place(const struct ui *ui)
{
	const struct house *house = ui->conf->house;
	int32_t place = ui->place, dwelling;

	if (ui->instance < 0)
		return place;
	place = house->instance[ui->instance].place;
	dwelling = house_dwelling(house, place);
	if (dwelling >= 0)
		return dwelling;
	if (house_is_device(house, place))
		place = house->place[place].parent;
	return place > 0 ? place : -1;
}

bool
mark_can_begin(const struct ui *ui)
{
	return mark_place(ui) >= 0;
}

struct ui_request
mark_begin(struct ui *ui)
{
	const struct house *house = ui->conf->house;
	int32_t place = mark_place(ui);
	char clock[WORDS_SIZE];

	ui->replay.mark.begun = true;
	ui->replay.mark.start = ui->now;
	ui->replay.mark.place = house->place[place].id;
	words_clock(&ui->conf->zone, ui->now, true, clock);
	return ui_say(ui, _("%s: an incident begins %s. ] marks its end."),
	    words_place(house, place), clock);
}

bool
mark_can_end(const struct ui *ui)
{
	return ui->replay.mark.begun && ui->now >= ui->replay.mark.start;
}

struct ui_request
mark_end(struct ui *ui)
{
	ui->replay.mark.end = ui->now;
	ui->replay.mark.choice = likely_kind(ui);
	return ask_open(ui, UI_ASK_KIND);
}

bool
mark_can_undo(const struct ui *ui)
{
	return ui->replay.mark.begun || ui->replay.truth.can_undo;
}

/* A start without its end is the last mark that there is. */
struct ui_request
mark_undo(struct ui *ui)
{
	if (!ui->replay.mark.begun)
		return ui_do(UI_DO_UNDO_MARK);
	ui->replay.mark.begun = false;
	return ui_say(ui, "%s", _("The start of the incident is forgotten."));
}

/* ---- their page ---- */

struct ui_request
mark_visit(struct ui *ui)
{
	const struct ui_incident *in = &ui->replay.truth.v[lines_selected(ui)];
	const struct ui_transport *tr = &ui->replay.transport;

	if (in->start < tr->from || in->start > tr->to) {
		return ui_say(ui, "%s", _("That is not in this recording."));
	}
	ui->page = UI_PAGE_PLAN;
	return (struct ui_request){.what = UI_DO_VISIT, .ms = in->start,
	    .place = in->place};
}

/* It stays the one that is asked about, whatever begins meanwhile. */
struct ui_request
mark_delete(struct ui *ui)
{
	ui->pages.line = lines_selected(ui);
	return ask_open(ui, UI_ASK_DELETE);
}

/* ---- answers ---- */

/* What is typed, or else the chosen kind. */
struct ui_request
mark_take_kind(struct ui *ui)
{
	struct ui_mark *mark = &ui->replay.mark;
	const char *kind = mark_kind(ui, mark->choice);

	prompt_take(&ui->prompt, mark->kind, sizeof(mark->kind));
	if (mark->kind[0] == '\0' && kind != NULL)
		strcpy(mark->kind, kind);
	return ask_open(ui, mark->kind[0] != '\0' ? UI_ASK_REMARK : UI_ASK_KIND);
}

/* A digit alone chooses from the list. */
void
mark_type_kind(struct ui *ui)
{
	char *text = ui->prompt.text;

	if (text[0] < '1' || text[0] > '9' || text[1] != '\0' ||
	    mark_kind(ui, text[0] - '1') == NULL)
		return;
	ui->replay.mark.choice = text[0] - '1';
	ask_open(ui, UI_ASK_KIND);
}

bool
mark_move_kind(struct ui *ui, int32_t code)
{
	int choice = ui->replay.mark.choice + (code == UI_KEY_DOWN) -
	    (code == UI_KEY_UP);

	if (choice < 0 || mark_kind(ui, choice) == NULL)
		return false;
	ui->replay.mark.choice = choice;
	return true;
}

struct ui_request
mark_take_note(struct ui *ui)
{
	char *note = ui->replay.mark.note;

	prompt_take(&ui->prompt, note, sizeof(ui->replay.mark.note));
	return ui_do(UI_DO_MARK);
}

struct ui_request
mark_unmark(struct ui *ui)
{
	return (struct ui_request){.what = UI_DO_UNMARK,
	    .row = (int)ui->pages.line};
}
