/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Staff's actions: which alert a key would hit now, and the request for it.
 *
 * A selected alert comes first, then the most urgent one of a selected room.
 * Otherwise taking means the most urgent that waits in the house; the other
 * actions mean what the one who is signed in did last, or else, with nothing
 * selected, the only alert there is. Among several none is guessed: the key
 * chooses the most urgent one and, pressed again, means it. An alert that is
 * selected and that an action other than taking does not fit stands in its
 * way: nothing else is hit by it.
 */
#ifndef NATVAGT_UI_TARGET_H
#define NATVAGT_UI_TARGET_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

/* The instance, or -1. */
int32_t target_of(const struct ui *ui, enum action_do what);
/* Whether the key would do anything, be it to choose. */
bool target_can(const struct ui *ui, enum action_do what);
/*
 * ack, undo, attend: the request; close asks how it went. The alert is selected
 * from then on. Without a target: selects the most urgent that fits.
 */
struct ui_request target_act(struct ui *ui, enum action_do what);
/* Closes the alert that was asked about (ui->asked), or says why not. */
struct ui_request target_close(struct ui *ui, int outcome);

/*
 * Of a chosen alert that is not for that: how it stands, and which one calls
 * instead. False where none is chosen.
 */
bool target_refuse(struct ui *ui);

#endif
