/* SPDX-License-Identifier: Apache-2.0 */
/* One frame of the terminal's size, drawn by the views and shown. */
#ifndef NATVAGT_CMD_SCREEN_H
#define NATVAGT_CMD_SCREEN_H

#include "base/err.h"
#include "ui/frame.h"
#include "ui/ui.h"

struct screen {
	struct frame frame;
};

/* tty_locale() for this program: before tty_start(), once. */
void screen_locale(const char *language);
/* Whether --theme names one; NULL: not given. */
int screen_check_theme(const char *name, struct err *err);
/*
 * After tty_start(); tells the ui what the terminal can show. theme: the one
 * asked for on the command line, or NULL for $NO_COLOR's or the conf's.
 */
void screen_init(struct screen *screen, struct ui *ui, const char *theme);
void screen_release(struct screen *screen);
void screen_draw(struct screen *screen, struct ui *ui);

#endif
