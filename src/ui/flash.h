/* SPDX-License-Identifier: Apache-2.0 */
#ifndef NATVAGT_UI_FLASH_H
#define NATVAGT_UI_FLASH_H

#include "ui/ui.h"

/*
 * ms from one phase of what flashes to the next (at multiples of it in the
 * ui's time): of the fastest that waits for somebody, or 0 where all is still.
 */
int flash_step(const struct ui *ui);

#endif
