/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/sign.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "ui/ask.h"
#include "ui/words.h"

bool
sign_is_on(const struct ui *ui)
{
	return ui->conf->sign_in != SIGN_IN_NONE && !ui->read_only;
}

bool
sign_is_unknown(const struct ui *ui)
{
	return sign_is_on(ui) && ui->by[0] == '\0';
}

/* ---- signing in ---- */

struct ui_request
sign_open(struct ui *ui)
{
	return ask_open(ui, ui->by[0] != '\0' ? UI_ASK_CHANGE :
	    UI_ASK_INITIALS);
}

void
sign_forget(struct ui *ui)
{
	prompt_open(&ui->prompt, 0, 0, false);
}

static struct ui_request
sign_in(const struct ui *ui, const char *pin)
{
	return (struct ui_request){.what = UI_DO_SIGN_IN,
	    .initials = ui->sign.initials, .pin = pin};
}

static struct ui_request
sign_out(struct ui *ui)
{
	if (ui->by[0] == '\0')
		return ui_do(UI_DO_REDRAW);
	ui_say(ui, _("%s is signed out."), ui->by);
	return ui_do(UI_DO_SIGN_OUT);
}

struct ui_request
sign_initials(struct ui *ui)
{
	if (ui->prompt.text[0] == '\0')
		return sign_out(ui);
	snprintf(ui->sign.initials, sizeof(ui->sign.initials), "%.*s",
	    STAFF_SIZE - 1, ui->prompt.text);
	if (ui->conf->sign_in != SIGN_IN_PIN)
		return sign_in(ui, "");
	return ask_open(ui, UI_ASK_PIN);
}

struct ui_request
sign_pin(struct ui *ui)
{
	return ui->prompt.text[0] == '\0' ? ui_do(UI_DO_REDRAW) :
	    sign_in(ui, ui->prompt.text);
}

bool
sign_move(struct ui *ui, const struct conf *to)
{
	if (to->sign_in != SIGN_IN_NONE)
		return true;
	sign_forget(ui);
	ui_say(ui, "%s", _("Nobody signs in here."));
	return false;
}

/* Another try, while there is one: nobody types initials twice. */
static void
say_wrong(struct ui *ui, const struct staff_check *check)
{
	if (check->left == 0) {
		ui_say(ui, _("Wrong PIN: %s must wait."), check->initials);
		return;
	}
	if (ui->ask == UI_ASK_NOTHING)
		ask_open(ui, UI_ASK_PIN);
	ui_say(ui, P_("Wrong PIN: %d try left.", "Wrong PIN: %d tries left.",
	    check->left), check->left);
}

static void
wait_for(struct ui *ui, const struct staff_check *check)
{
	snprintf(ui->sign.waits, sizeof(ui->sign.waits), "%s",
	    check->initials);
	ui->sign.wait = ui->steady + check->wait;
}

void
sign_answer(struct ui *ui, const struct staff_check *check)
{
	if (check->wait > 0)
		wait_for(ui, check);
	switch (check->answer) {
	case STAFF_RIGHT:
		ui->locked = false;
		ui->sign.wait = 0;
		ui_say(ui, _("%s is signed in."), check->initials);
		return;
	case STAFF_WRONG:
		say_wrong(ui, check);
		return;
	case STAFF_WAIT:
		ui_say(ui, _("%s must wait: that PIN was not looked at."),
		    check->initials);
		return;
	case STAFF_NO_PIN:
		ui_say(ui, _("%s has no PIN yet: ask whoever runs natvagt."),
		    check->initials);
		return;
	case STAFF_UNKNOWN:
		ui_say(ui, _("Nobody on the staff has the initials %s."),
		    ui->sign.initials);
		return;
	}
}

int64_t
sign_wait(const struct ui *ui)
{
	return ui->sign.wait > ui->steady ? ui->sign.wait - ui->steady : 0;
}

/* ---- nobody at the keys ---- */

static bool
asks(const struct ui *ui)
{
	return ui->ask == UI_ASK_INITIALS || ui->ask == UI_ASK_CHANGE ||
	    ui->ask == UI_ASK_PIN;
}

bool
sign_lapse(struct ui *ui)
{
	char age[WORDS_SIZE];

	if (!sign_is_on(ui) || ui->steady - ui->pressed < ui->conf->lapse)
		return false;
	if (asks(ui)) {
		ui->ask = UI_ASK_NOTHING;
		sign_forget(ui);
	}
	if (ui->by[0] == '\0')
		return false;
	words_age(ui->now, ui->now - ui->conf->lapse, age);
	ui_say(ui, _("%s is signed out: %s without a key."), ui->by, age);
	return true;
}

void
sign_end(struct ui *ui, const char *who, bool pin)
{
	ui_say(ui, pin ? _("%s is signed out: a PIN is needed now, press i.") :
	    _("%s is signed out: no longer on the staff."), who);
}

/* ---- a locked screen ---- */

/* What a locked screen does not tell is closed, what it tells is not hidden. */
struct ui_request
sign_lock(struct ui *ui)
{
	ui->locked = true;
	ui->by[0] = '\0';
	ui->page = UI_PAGE_PLAN;
	ui->place = ui->instance = -1;
	ui->pages.show = SHOW_ALL;
	ui_say(ui, "%s", _("The screen is locked. Alerts can be taken."));
	return ui_do(UI_DO_SIGN_OUT);
}

struct ui_request
sign_unlock(struct ui *ui)
{
	if (sign_is_on(ui))
		return sign_open(ui);
	ui->locked = false;
	return ui_do(UI_DO_REDRAW);
}

const char *
sign_header(const struct ui *ui)
{
	if (ui->locked)
		return _("locked");
	return sign_is_unknown(ui) ? _("nobody signed in") : ui->by;
}
