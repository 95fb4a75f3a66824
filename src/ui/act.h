/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Staff's actions: which alert a key would hit now, and the request for it.
 *
 * A selected alert, or the alerts of a selected room, are the only ones. With
 * nothing selected taking means the most urgent that waits; the other actions
 * mean what the one who is signed in did last, or else the only alert there
 * is; among several nobody is guessed.
 */
#ifndef NATVAGT_UI_ACT_H
#define NATVAGT_UI_ACT_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

/* The instance, or -1. */
int32_t act_target(const struct ui *ui, enum action_do what);
/* ack, undo, attend: the request, with the alert selected from then on. */
struct ui_request act_make(struct ui *ui, enum action_do what);
/* Closes the alert that was asked about (ui->asked), or says why not. */
struct ui_request act_close(struct ui *ui, int outcome);

/* A line for the user: for 5 s, in a recording until the next key. */
void ui_say(struct ui *ui, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
