/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The journal's part of signing in (ui/sign.h has the screen's): asks who that
 * is, and writes who comes and goes. What was typed is kept while the journal
 * cannot answer, as it is locked, and wiped as soon as it has.
 *
 * Who is signed in acts from the answer on; the rows that say so go the way
 * of all actions. The world's list of them ends at noon and with whoever signs
 * the same initials out elsewhere: a console on which they are still there
 * says so again.
 *
 * They are signed in for as long as they are on the staff, and no PIN is asked
 * that they have not shown. Where the journal cannot tell they go on.
 */
#ifndef NATVAGT_CMD_LOGIN_H
#define NATVAGT_CMD_LOGIN_H

#include <stdbool.h>
#include <stdint.h>

#include "cmd/outbox.h"
#include "store/pin.h"
#include "ui/ui.h"

struct login {
	const char *by;            /* --by; for where nobody signs in */
	char who[STAFF_SIZE];      /* is signed in; "" for nobody */
	int64_t added;             /* they are on the staff since then, … */
	bool showed_pin;           /* … and have shown their PIN */
	bool asks;                 /* the journal has not answered yet: … */
	char initials[STAFF_SIZE]; /* … these, … */
	int64_t of;                /* … of who is on the staff since then, … */
	char pin[PIN_MAX + 1];     /* … with that */
	int64_t again;             /* monotonic: not before is it asked again */
	int64_t told;              /* monotonic: when a row said who is there */
};

/* by lives as long. */
void login_init(struct login *login, const char *by);
/* Wipes what was typed. */
void login_release(struct login *login);
/* Who acts, for ui->by. */
const char *login_by(const struct login *login, const struct ui *ui);
/* UI_DO_SIGN_IN: what it points to is copied, and wiped in the ui. */
void login_ask(struct login *login, struct ui *ui,
    const struct ui_request *request);
/* Whoever is signed in, if anybody is; -1: it could not be said. */
int login_out(struct login *login, struct outbox *outbox, struct err *err);
/*
 * Once a turn: what is to be asked, at `now` of the host's clock. present: the
 * ui's world is that of the journal's end.
 */
void login_turn(struct login *login, struct ui *ui, struct outbox *outbox,
    int64_t now, bool present);

#endif
