/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who stands at the screen: what is asked and said as somebody signs in or
 * out, and a screen that is locked. The journal's part of it is the shell's
 * (cmd/login.h). None of it stands in the way of an alert: it is taken by
 * whoever presses the key, be it nobody in particular.
 */
#ifndef NATVAGT_UI_SIGN_H
#define NATVAGT_UI_SIGN_H

#include <stdbool.h>

#include "store/staff.h"
#include "ui/ui.h"

/* Whether staff sign in at all, as the configuration has it. */
bool sign_is_on(const struct ui *ui);
/* What acts now does so as nobody in particular, where staff sign in. */
bool sign_is_unknown(const struct ui *ui);
/* The key that signs in and out: asks for the initials. */
struct ui_request sign_open(struct ui *ui);
/* Enter at its questions (ui/ask.h). */
struct ui_request sign_initials(struct ui *ui);
struct ui_request sign_pin(struct ui *ui);
/* Where nobody signs in they are over (ask_move_fn). */
bool sign_move(struct ui *ui, const struct conf *to);
/* No trace of what was typed is left; also what the shell does with it. */
void sign_forget(struct ui *ui);
/* What the journal has answered whoever wants to sign in. */
void sign_answer(struct ui *ui, const struct staff_check *check);

/*
 * After the configuration's time without a key, at ui->steady: leaves a question
 * of ours, and returns whether somebody is to be signed out, who is told.
 */
bool sign_lapse(struct ui *ui);

/* Somebody has been signed out: a PIN is asked now, or they left the staff. */
void sign_end(struct ui *ui, const char *who, bool pin);

/* Locks the screen, which signs out; or unlocks it, or asks who that is. */
struct ui_request sign_lock(struct ui *ui);
struct ui_request sign_unlock(struct ui *ui);

/* For the header: who is signed in, that nobody is, that it is locked. */
const char *sign_header(const struct ui *ui);
/* The ms until the next PIN of ui->sign.waits is looked at; 0: none waits. */
int64_t sign_wait(const struct ui *ui);

#endif
