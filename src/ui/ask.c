/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/ask.h"

#include "base/err.h"
#include "base/i18n.h"
#include "read/when.h"
#include "ui/act.h"
#include "ui/find.h"
#include "ui/mark.h"

enum { ESC = 27, STAMP_MAX = 32, FIND_MAX = 40 };

static const struct ui_request nothing = {.what = UI_DO_NOTHING};
static const struct ui_request redraw = {.what = UI_DO_REDRAW};

/* ---- what is typed ---- */

static struct ui_request
go_to(struct ui *ui)
{
	const char *text = ui->prompt.text;
	int64_t t = 0;

	if (text[0] == '\0')
		return redraw;
	switch (when_find(text, &ui->conf->zone, ui->transport.from,
	    ui->transport.to, ui->now, &t)) {
	case WHEN_NO_TIME:
		ui_say(ui, _("'%s' is no time: write it as 02:17"), text);
		return redraw;
	case WHEN_OUTSIDE:
		ui_say(ui, _("%s is not in this recording"), text);
		return redraw;
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
	[UI_ASK_NOTE] = {N_("A note (may be empty):"), N_("save"),
	    PROMPT_SIZE - 1, PROMPT_SIZE, false, mark_take_note, NULL, NULL,
	    NULL},
};

const struct question *
ask_question(enum ui_ask ask)
{
	return (size_t)ask < sizeof(questions) / sizeof(questions[0]) &&
	    questions[ask].text != NULL ? &questions[ask] : NULL;
}

void
ask_open(struct ui *ui, enum ui_ask ask)
{
	const struct question *q = ask_question(ask);

	ui->ask = ask;
	if (q != NULL)
		prompt_open(&ui->prompt, q->bytes, q->cols, q->secret);
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
		return redraw;
	case PROMPT_CHANGED:
		if (q->typed != NULL)
			q->typed(ui);
		return redraw;
	case PROMPT_FULL:
		ui_say(ui, "%s", _("No more fits here."));
		return redraw;
	case PROMPT_REFUSED:
		ui_say(ui, "%s", _("That character cannot be shown."));
		return redraw;
	case PROMPT_IGNORED:
		if (q->key == NULL || !q->key(ui, code))
			return nothing;
		return redraw;
	case PROMPT_MOVED:
		break;
	}
	return redraw;
}

/* ---- what one key answers ---- */

static struct ui_request
answer_quit(struct ui *ui, int32_t code)
{
	switch (code) {
	case 'q': case 'Q': case 'j': case 'J': case 'y': case 'Y': case '\n':
		return (struct ui_request){.what = UI_DO_QUIT};
	case ESC: case 'n': case 'N':
		ui->ask = UI_ASK_NOTHING;
		return redraw;
	default:
		return nothing;
	}
}

static struct ui_request
answer_outcome(struct ui *ui, int32_t code)
{
	if (code >= '0' && code <= '5') {
		ui->ask = UI_ASK_NOTHING;
		return act_close(ui, code - '0');
	}
	if (code == ESC)
		ui->ask = UI_ASK_NOTHING;
	else
		ui_say(ui, "%s", _("Answer with 0 to 5. Esc leaves the alert"
		    " as it is."));
	return redraw;
}

struct ui_request
ask_key(struct ui *ui, int32_t code)
{
	const struct question *q = ask_question(ui->ask);

	if (q != NULL)
		return type(ui, q, code);
	switch (ui->ask) {
	case UI_ASK_QUIT: return answer_quit(ui, code);
	case UI_ASK_DELETE: return mark_answer_delete(ui, code);
	default: return answer_outcome(ui, code);
	}
}
