/* SPDX-License-Identifier: Apache-2.0 */
/* What the keys of a recording's transport do; see the table in keys.c. */
#ifndef NATVAGT_UI_TRANSPORT_H
#define NATVAGT_UI_TRANSPORT_H

#include "ui/ui.h"

struct ui_request transport_step(struct ui *ui, int32_t code);
struct ui_request transport_seek(struct ui *ui, int32_t code);
struct ui_request transport_speed(struct ui *ui, int32_t code);
/* N and P: to the next alert or the next end of an incident, or back. */
bool transport_has_stops(const struct ui *ui);
struct ui_request transport_stop(struct ui *ui, int32_t code);
/* The loop: the incident that is begun, chosen, or going on now. */
bool transport_can_loop(const struct ui *ui);
struct ui_request transport_loop(struct ui *ui);

#endif
