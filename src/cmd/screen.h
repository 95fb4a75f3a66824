/* SPDX-License-Identifier: Apache-2.0 */
/* One frame of the terminal's size, drawn by the views and shown. */
#ifndef NATVAGT_CMD_SCREEN_H
#define NATVAGT_CMD_SCREEN_H

#include "ui/frame.h"
#include "ui/ui.h"

struct screen {
	struct frame frame;
};

/* tty_locale() for this program: before tty_start(), once. */
void screen_locale(const char *language);
/* After tty_start(); tells the ui what the terminal can show. */
void screen_init(struct screen *screen, struct ui *ui);
void screen_release(struct screen *screen);
void screen_draw(struct screen *screen, struct ui *ui);

#endif
