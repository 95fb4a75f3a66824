/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/ask.h"

#include <stdio.h>

#include "base/err.h"
#include "base/i18n.h"
#include "read/when.h"
#include "store/pin.h"
#include "ui/target.h"
#include "ui/find.h"
#include "ui/mark.h"
#include "ui/note.h"
#include "ui/shelve.h"
#include "ui/sign.h"
#include "ui/words.h"

enum { STAMP_MAX = 32, FIND_MAX = 40 };

/* ---- what is typed ---- */

static struct ui_request
go_to(struct ui *ui)
{
	const char *text = ui->prompt.text;
	int64_t t = 0;

	if (text[0] == '\0')
		return ui_do(UI_DO_REDRAW);
	switch (when_find(text, &ui->conf->zone, ui->replay.transport.from,
	    ui->replay.transport.to, ui->now, &t)) {
	case WHEN_NO_TIME:
		return ui_say(ui, _("'%s' is no time: write it as 02:17"), text);
	case WHEN_OUTSIDE:
		return ui_say(ui, _("%s is not in this recording"), text);
	case WHEN_FOUND:
		break;
	}
	return (struct ui_request){.what = UI_DO_GOTO, .ms = t};
}

static const struct question questions[] = {
	[UI_ASK_TIME] = {N_("Go to (as 02:17):"), N_("go there"), STAMP_MAX,
	    STAMP_MAX, false, go_to, NULL, NULL, NULL},
	[UI_ASK_FIND] = {N_("Find:"), N_("choose"), FIND_MAX, FIND_MAX, false,
	    find_answer, find_typed, find_leave, find_key},
	[UI_ASK_KIND] = {N_("Which, or type:"), N_("go on"), UI_KIND_SIZE - 1,
	    UI_KIND_SIZE, false, mark_take_kind, mark_type_kind, NULL,
	    mark_move_kind},
	[UI_ASK_SHELF_TEXT] = {N_("Why on hold:"), N_("go on"),
	    SHELF_REASON_SIZE - 1, SHELF_REASON_SIZE - 1, false, shelve_typed,
	    NULL, NULL, NULL},
	[UI_ASK_REMARK] = {N_("A note (may be empty):"), N_("save"),
	    PROMPT_SIZE - 1, PROMPT_SIZE, false, mark_take_note, NULL, NULL,
	    NULL},
	[UI_ASK_INITIALS] = {N_("Initials:"), N_("go on"), STAFF_SIZE - 1,
	    STAFF_SIZE - 1, false, sign_initials, NULL, sign_forget, NULL},
	[UI_ASK_CHANGE] = {N_("Initials (Enter alone signs out):"),
	    N_("go on"), STAFF_SIZE - 1, STAFF_SIZE - 1, false, sign_initials,
	    NULL, sign_forget, NULL},
	[UI_ASK_PIN] = {N_("PIN:"), N_("sign in"), PIN_MAX, PIN_MAX, true,
	    sign_pin, NULL, sign_forget, NULL},
	[UI_ASK_NOTE] = {N_("Note to %s:"), N_("save"), PROMPT_SIZE - 1,
	    PROMPT_SIZE, false, note_take, NULL, NULL, NULL},
};

const struct question *
ask_question(enum ui_ask ask)
{
	return (size_t)ask < sizeof(questions) / sizeof(questions[0]) &&
	    questions[ask].text != NULL ? &questions[ask] : NULL;
}

void
ask_words(const struct ui *ui, const struct question *q, char buf[WORDS_SIZE])
{
	snprintf(buf, WORDS_SIZE, _(q->text), note_subject(ui));
}

struct ui_request
ask_open(struct ui *ui, enum ui_ask ask)
{
	const struct question *q = ask_question(ask);

	ui->ask = ask;
	if (q != NULL)
		prompt_open(&ui->prompt, q->bytes, q->cols, q->secret);
	return ui_do(UI_DO_REDRAW);
}

static struct ui_request
type(struct ui *ui, const struct question *q, int32_t code)
{
	switch (prompt_key(&ui->prompt, code)) {
	case PROMPT_ENTER:
		ui->ask = UI_ASK_NOTHING;
		return q->answer(ui);
	case PROMPT_ESC:
		ui->ask = UI_ASK_NOTHING;
		if (q->leave != NULL)
			q->leave(ui);
		return ui_do(UI_DO_REDRAW);
	case PROMPT_CHANGED:
		if (q->typed != NULL)
			q->typed(ui);
		return ui_do(UI_DO_REDRAW);
	case PROMPT_FULL:
		return ui_say(ui, "%s", _("No more fits here."));
	case PROMPT_REFUSED:
		return ui_say(ui, "%s", _("That character cannot be shown."));
	case PROMPT_IGNORED:
		if (q->key == NULL || !q->key(ui, code))
			return ui_do(UI_DO_NOTHING);
		return ui_do(UI_DO_REDRAW);
	case PROMPT_MOVED:
		break;
	}
	return ui_do(UI_DO_REDRAW);
}

/* ---- what one key answers ---- */

/* The key that asked whether to leave is a yes as well. */
static struct ui_request
answer_yes(struct ui *ui, int32_t code)
{
	bool leaves = ui->ask == UI_ASK_QUIT;

	switch (code) {
	case 'q': case 'Q':
		if (!leaves)
			return ui_do(UI_DO_NOTHING);
		/* fall through */
	case 'j': case 'J': case 'y': case 'Y': case '\n':
		ui->ask = UI_ASK_NOTHING;
		return leaves ? ui_do(UI_DO_QUIT) : mark_unmark(ui);
	case UI_KEY_ESC: case 'n': case 'N':
		ui->ask = UI_ASK_NOTHING;
		return ui_do(UI_DO_REDRAW);
	default:
		return ui_do(UI_DO_NOTHING);
	}
}

static void
outcomes(const struct ui *ui, struct menu *menu)
{
	const struct house *house = ui->conf->house;
	int32_t i = ui->world != NULL ?
	    world_find_alert(ui->world, ui->asked) : -1;

	menu->question = _("How did it go?");
	if (i >= 0)
		menu_title(menu, "%s %s",
		    words_place(house, house->instance[i].place),
		    house->rule[house->instance[i].rule].text);
	for (int outcome = 1; outcome <= 5; outcome++)
		menu_add(menu, words_outcome(outcome));
	menu_add_key(menu, '0', words_outcome(0));
}

static struct ui_request
take_outcome(struct ui *ui, int answer)
{
	return target_close(ui, (answer + 1) % 6);
}

static const struct box {
	void (*make)(const struct ui *ui, struct menu *menu);
	/* The question is over. */
	struct ui_request (*answer)(struct ui *ui, int answer);
} boxes[] = {
	[UI_ASK_OUTCOME] = {outcomes, take_outcome},
	[UI_ASK_SHELF_RULE] = {shelve_rules, shelve_take_rule},
	[UI_ASK_SHELF_REASON] = {shelve_reasons, shelve_take_reason},
	[UI_ASK_SHELF_TIME] = {shelve_times, shelve_take_time},
};

static const struct box *
box_of(enum ui_ask ask)
{
	return (size_t)ask < sizeof(boxes) / sizeof(boxes[0]) &&
	    boxes[ask].make != NULL ? &boxes[ask] : NULL;
}

bool
ask_menu(const struct ui *ui, struct menu *menu)
{
	const struct box *box = box_of(ui->ask);

	*menu = (struct menu){0};
	if (box != NULL)
		box->make(ui, menu);
	return box != NULL;
}

static struct ui_request
choose(struct ui *ui, const struct box *box, int32_t code)
{
	struct menu menu = {0};
	char keys[8];
	int answer;

	if (code == UI_KEY_ESC) {
		ui->ask = UI_ASK_NOTHING;
		return ui_do(UI_DO_REDRAW);
	}
	box->make(ui, &menu);
	answer = menu_find(&menu, code);
	if (answer >= 0) {
		ui->ask = UI_ASK_NOTHING;
		return box->answer(ui, answer);
	}
	menu_keys(&menu, keys);
	return ui_say(ui, ui->linear ?
	    _("Answer with %s. An empty line leaves all as it is.") :
	    _("Answer with %s. Esc leaves all as it is."), keys);
}

struct ui_request
ask_key(struct ui *ui, int32_t code)
{
	const struct question *q = ask_question(ui->ask);

	if (q != NULL)
		return type(ui, q, code);
	if (box_of(ui->ask) != NULL)
		return choose(ui, box_of(ui->ask), code);
	return answer_yes(ui, code);
}
