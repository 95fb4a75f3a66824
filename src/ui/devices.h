/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the devices stand, the worst first: those whose readings cannot be
 * believed, the longest gone first, then those that will soon be among them.
 */
#ifndef NATVAGT_UI_DEVICES_H
#define NATVAGT_UI_DEVICES_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

enum device_worry {
	WORRY_GONE,    /* silent, offline, out of reach */
	WORRY_UNHEARD, /* nothing heard yet */
	WORRY_WEAK,    /* its battery is low */
	WORRY_GARBLED, /* some of what it says cannot be used */
	WORRY_NONE,
};

/* What a device's battery or link may be instead of a number. */
enum { LEVEL_NONE = -1, LEVEL_UNKNOWN = -2 };

struct device_line {
	int32_t device;
	enum device_worry worry;
	struct device_info info;
	int64_t since; /* not believed since then; 0: not known, or it is */
	int battery;   /* of the source "battery", per cent */
	int link;      /* of "linkquality" or "lqi", as the radio tells it */
	bool low;      /* the battery */
};

/*
 * A battery is low below the number that some expression compares it with; in
 * a house that compares none, below this one.
 */
enum { DEVICES_BATTERY_LOW = 15 };

struct device_line devices_line(const struct ui *ui, int32_t device);
/* All of the house's, in order; owned by the caller (free()). */
struct device_line *devices_lines(const struct ui *ui);

#endif
