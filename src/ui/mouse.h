/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mouse, as keys that have a place: the terminal makes them, and what lies
 * there in the frame that was shown last (ui->shown) says what they mean. A
 * click selects a room, an alert or a line or presses the key that is written there; a
 * second one opens what the first has selected; the wheel scrolls.
 */
#ifndef NATVAGT_UI_MOUSE_H
#define NATVAGT_UI_MOUSE_H

#include "ui/ui.h"

enum mouse_what {
	MOUSE_CLICK, MOUSE_SECOND, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN,
};
enum { MOUSE_SIDE = 4096 }; /* rows and columns that a key can hold */

int32_t mouse_key(enum mouse_what what, int row, int col);
bool mouse_is_key(int32_t code);
struct ui_request mouse_run(struct ui *ui, int32_t code);

#endif
