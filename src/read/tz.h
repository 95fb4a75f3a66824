/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The system's time zone database as a struct zone: every change of offset
 * from 1970 to 2100. The only place that asks libc about time zones.
 */
#ifndef NATVAGT_READ_TZ_H
#define NATVAGT_READ_TZ_H

#include "base/err.h"
#include "core/zone.h"

/*
 * name as in "Europe/Copenhagen" or "UTC". An unknown name is an error (libc
 * would silently take UTC). zone->step is owned by the caller: tz_release.
 */
int tz_load(struct zone *zone, const char *name, struct err *err);
void tz_release(struct zone *zone);

#endif
