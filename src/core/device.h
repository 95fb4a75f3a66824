/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Devices and their sources at a moment: what is heard of them, for how long
 * it is believed, and the nodes that read it. All of it happens at
 * w->head->now, and each change is told.
 */
#ifndef NATVAGT_CORE_DEVICE_H
#define NATVAGT_CORE_DEVICE_H

#include "core/world_block.h"

/* Whether a device in that state is silent or offline. */
static inline uint8_t
device_silent(uint8_t state)
{
	return state == DEVICE_NEW || state == DEVICE_LOST ? TRI_UNKNOWN :
	    state == DEVICE_LIVE ? TRI_FALSE : TRI_TRUE;
}

/* Nothing has been heard of any, in a block of zeros. */
void device_reset(struct world *w);
/* It has said something. */
void device_hear(struct world *w, int32_t device, bool retained,
    struct teller to);
/* What it said, of one source; only one that has been heard is believed. */
void device_read(struct world *w, const struct reading *reading, bool retained,
    struct teller to);
/* It has been told to be there, or not to. */
void device_available(struct world *w, int32_t device, bool online,
    struct teller to);

/* The ends: of an impulse, of a device's `every`, of the broker's grace. */
void device_end_impulse(struct world *w, int32_t source, struct teller to);
void device_fall_silent(struct world *w, int32_t device, struct teller to);
void device_lose_all(struct world *w, struct teller to);

/* Deadlines anew, from what is known: after carrying, maybe into other limits. */
void device_rearm(struct world *w);

#endif
