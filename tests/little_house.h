/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A house of a few places for the core's tests, and a world in it whose
 * events become text: "+3000 status 101 up<unseen", "+3000 raised 1.1 r 101".
 * Times are milliseconds after LITTLE_START, 21 November 2026, 22:00 UTC;
 * the zone is UTC.
 */
#ifndef NATVAGT_TESTS_LITTLE_HOUSE_H
#define NATVAGT_TESTS_LITTLE_HOUSE_H

#include "base/str.h"
#include "core/world.h"

#define LITTLE_START INT64_C(1795298400000)

/* Devices, in order, each with one signal of the name before the hyphen. */
enum little_device {
	DOOR_101, BED_101, MOTION_101_BATH, MOTION_102, MOTION_CORRIDOR,
	CALL_101, /* an impulse of 5 s */
	LUX_101,  /* a number */
	BED_101_TOO,
	LITTLE_DEVICES,
};

struct little {
	struct house *house; /* NULL where there were faults */
	struct world *world;
	struct zone zone;
	struct str out;    /* events since the last little_expect() */
	int64_t bed_every; /* of bed-101; 0: ten minutes */
	const char *lux_id; /* from the next reload on; NULL: lux-101 */
	struct str said;   /* of devices, the broker and staff: "door-101 2\n" */
	struct str signals; /* each change of one */
	struct str faults; /* "pos: text\n" */
};

/* spec: its define, status, rule and override; the rest is the house's. */
void little_begin(struct little *l, const struct house_spec *spec);
/* With that rule alone, at 101 as its first place; the door there is shut. */
void little_rule(struct little *l, struct rule_spec rule);
/* Of the first rule at its first place. */
const struct alert *little_alert(const struct little *l);
void little_end(struct little *l);
/* How long bed-101 may be silent, from the next reload on. */
void little_every(struct little *l, int64_t ms);
/* Another configuration: a new world that is told the old one's carries. */
void little_reload(struct little *l, const struct house_spec *spec, int64_t ms);

void little_send(struct little *l, int64_t ms, enum little_device device,
    double value);
void little_retained(struct little *l, int64_t ms, enum little_device device,
    double value);
void little_available(struct little *l, int64_t ms, enum little_device device,
    bool online);
void little_kind(struct little *l, int64_t ms, enum message_kind kind, bool on);
void little_act(struct little *l, int64_t ms, enum action_do what,
    uint32_t alert, uint32_t version, int outcome);
/* Any action; by "KM" where nobody is named. */
void little_do(struct little *l, int64_t ms, struct action action);
/* The events since the last time; advances to (not through) ms first. */
void little_expect(struct little *l, int64_t ms, const char *events);

#endif
