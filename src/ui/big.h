/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Large letters, to be read from three metres: five points high, drawn by half
 * blocks in three rows, or where there are none (ASCII) by # in five. Capitals
 * and small letters look alike.
 */
#ifndef NATVAGT_UI_BIG_H
#define NATVAGT_UI_BIG_H

#include "ui/frame.h"

int big_rows(bool ascii);
/* Columns that it takes, or -1 where a letter of it is not known. */
int big_width(const char *text);
void big_text(struct frame *frame, int row, int col, struct style style,
    const char *text, bool ascii);

#endif
