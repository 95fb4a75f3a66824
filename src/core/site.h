/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The house as it stands: its places and the kinds of them, its devices and
 * what they are sources of. Used while a house is built, by house.c alone.
 */
#ifndef NATVAGT_CORE_SITE_H
#define NATVAGT_CORE_SITE_H

#include "core/fault.h"
#include "core/house.h"

/*
 * Fills place, kind, device and source, and the timers of devices. A faulty
 * one is told and stands there all the same, so that what comes after finds it.
 */
void site_build(struct house *house, const struct house_spec *spec,
    struct fault_teller *faults);

#endif
