/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/ask.h"

#include <stdio.h>
#include <string.h>

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

/* It is of nothing that a configuration has. */
static bool
stays(struct ui *ui, const struct conf *to)
{
	(void)ui;
	(void)to;
	return true;
}

static const struct question questions[] = {
	[UI_ASK_TIME] = {N_("Go to (as 02:17):"), N_("go there"), STAMP_MAX,
	    STAMP_MAX, .answer = go_to, .move = stays},
	[UI_ASK_FIND] = {N_("Find:"), N_("choose"), FIND_MAX, FIND_MAX,
	    .answer = find_answer, .typed = find_typed, .leave = find_leave,
	    .key = find_key, .move = find_move},
	[UI_ASK_KIND] = {N_("Which, or type:"), N_("go on"), UI_KIND_SIZE - 1,
	    UI_KIND_SIZE, .answer = mark_take_kind, .typed = mark_type_kind,
	    .key = mark_move_kind},
	[UI_ASK_SHELF_TEXT] = {N_("Why on hold:"), N_("go on"),
	    SHELF_REASON_SIZE - 1, SHELF_REASON_SIZE - 1,
	    .answer = shelve_typed, .move = shelve_move},
	[UI_ASK_REMARK] = {N_("A note (may be empty):"), N_("save"),
	    PROMPT_SIZE - 1, PROMPT_SIZE, .answer = mark_take_note,
	    .move = stays},
	[UI_ASK_INITIALS] = {N_("Initials:"), N_("go on"), STAFF_SIZE - 1,
	    STAFF_SIZE - 1, .answer = sign_initials, .leave = sign_forget,
	    .move = sign_move},
	[UI_ASK_CHANGE] = {N_("Initials (Enter alone signs out):"),
	    N_("go on"), STAFF_SIZE - 1, STAFF_SIZE - 1,
	    .answer = sign_initials, .leave = sign_forget,
	    .move = sign_move},
	[UI_ASK_PIN] = {N_("PIN:"), N_("sign in"), PIN_MAX, PIN_MAX, true,
	    .answer = sign_pin, .leave = sign_forget, .move = sign_move},
	[UI_ASK_NOTE] = {N_("Note to %s:"), N_("save"), PROMPT_SIZE - 1,
	    PROMPT_SIZE, .answer = note_take, .move = note_move},
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

static struct ui_request
leave(struct ui *ui)
{
	(void)ui;
	return ui_do(UI_DO_QUIT);
}

#define YES "jJyY\n"

/* The key that asked whether to leave is a yes as well. */
static const struct consent {
	const char *keys;
	struct ui_request (*yes)(struct ui *ui);
	ask_move_fn *move;
} consents[] = {
	[UI_ASK_QUIT] = {YES "qQ", leave, stays},
	[UI_ASK_DELETE] = {YES, mark_unmark, NULL},
};

static const struct consent *
consent_of(enum ui_ask ask)
{
	return (size_t)ask < sizeof(consents) / sizeof(consents[0]) &&
	    consents[ask].yes != NULL ? &consents[ask] : NULL;
}

static struct ui_request
decide(struct ui *ui, const struct consent *c, int32_t code)
{
	bool yes = code > 0 && code < 128 && strchr(c->keys, code) != NULL;

	if (!yes && code != UI_KEY_ESC && code != 'n' && code != 'N')
		return ui_do(UI_DO_NOTHING);
	ui->ask = UI_ASK_NOTHING;
	return yes ? c->yes(ui) : ui_do(UI_DO_REDRAW);
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
	ask_move_fn *move; /* as a question's */
} boxes[] = {
	/* An alert keeps its number, or is gone, which the answer says. */
	[UI_ASK_OUTCOME] = {outcomes, take_outcome, stays},
	[UI_ASK_SHELF_RULE] = {shelve_rules, shelve_take_rule, NULL},
	[UI_ASK_SHELF_REASON] = {shelve_reasons, shelve_take_reason,
	    shelve_move},
	[UI_ASK_SHELF_TIME] = {shelve_times, shelve_take_time, shelve_move},
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

/* ---- any of them ---- */

static ask_move_fn *
move_of(enum ui_ask ask)
{
	if (ask_question(ask) != NULL)
		return ask_question(ask)->move;
	if (box_of(ask) != NULL)
		return box_of(ask)->move;
	return consent_of(ask) != NULL ? consent_of(ask)->move : NULL;
}

void
ask_move(struct ui *ui, const struct conf *to)
{
	ask_move_fn *move = move_of(ui->ask);

	if (ui->ask == UI_ASK_NOTHING || (move != NULL && move(ui, to)))
		return;
	ui->ask = UI_ASK_NOTHING;
	if (move == NULL)
		ui_say(ui, "%s", _("The rules have changed: try again."));
}

struct ui_request
ask_key(struct ui *ui, int32_t code)
{
	const struct question *q = ask_question(ui->ask);

	if (q != NULL)
		return type(ui, q, code);
	if (box_of(ui->ask) != NULL)
		return choose(ui, box_of(ui->ask), code);
	return decide(ui, consent_of(ui->ask), code);
}
