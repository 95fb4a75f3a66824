/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the views say, in the user's language: times, ages, marks, states.
 * Strings returned live for ever (or are gettext's); buffers are filled.
 */
#ifndef NATVAGT_UI_WORDS_H
#define NATVAGT_UI_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "core/world.h"
#include "core/zone.h"
#include "ui/frame.h"

enum {
	WORDS_SIZE = 96,
	WORDS_AGE_WIDTH = 6, /* "59 min" */
	WORDS_MARKS = 3,     /* "!!!" */
};

/* "20 s", "4 min", "3 h", "2 d"; "" for what is not known (since 0). */
void words_age(int64_t now, int64_t since, char buf[WORDS_SIZE]);
/* "40 s", "3 min 10 s", "1 h 5 min", "2 d 4 h": how long exactly. */
void words_span(int64_t ms, char buf[WORDS_SIZE]);
/* "02:17", with seconds "02:17:00"; in the doubled hour "02:17 +01:00". */
void words_clock(const struct zone *zone, int64_t t, bool seconds,
    char buf[WORDS_SIZE]);
/* "Sat 22 Nov" */
void words_date(const struct zone *zone, int64_t t, char buf[WORDS_SIZE]);
/* "20 Nov 2026" of "2026-11-20". */
void words_day(const char *iso, char buf[WORDS_SIZE]);
/* The clock, and the date before it where that is not today's. */
void words_when(const struct zone *zone, int64_t now, int64_t t,
    char buf[WORDS_SIZE]);

/* "!!!", "!!", "!" */
const char *words_marks(enum priority priority);
const char *words_priority(enum priority priority);
struct style words_priority_style(enum priority priority);
/* ms that its marks are lit, and as many not: 2 Hz, 0.5 Hz; 0: it is still. */
int words_flash(enum priority priority);
/* Of its marks; steady false: their flashing's phase at now. */
struct style words_marks_style(enum priority priority, bool steady,
    int64_t now);

/*
 * Where an alert stands, and who: "NEW", "KM on the way", "how did it go?".
 * That it is blind is for the view to say. Of its rule: the latch, so that the
 * end of its condition (a button let go) says nothing, and attend_for, after
 * which staff are not there any more.
 */
void words_state(const struct alert *alert, const struct rule *rule,
    int64_t now, char buf[WORDS_SIZE]);
/* That nobody has come, and how often staff were reminded; `before` each. */
void words_reminders(const struct alert *alert, const char *before,
    struct str *out);
/*
 * The same in full: how long it has waited, how often staff were reminded,
 * that it is blind, which one it is tonight.
 */
void words_story(const struct alert *alert, const struct rule *rule,
    int64_t now, struct str *out);
/*
 * What happened to an alert, and by whom: "taken by KM"; staff: somebody's
 * action did it; latch: its rule has one.
 */
void words_event(enum alert_event event, const struct alert *alert, bool staff,
    bool latch, char buf[WORDS_SIZE]);
const char *words_outcome(int outcome);
const char *words_truth(uint8_t truth);
/* A signal that is on or off: "door open", "out of bed", "lamp: yes". */
void words_signal(const char *signal, bool on, char buf[WORDS_SIZE]);
/* What a signal is called: "the bed", "battery"; as the conf has any other. */
const char *words_sensor(const char *signal);
const char *words_device(enum device_state state);

/* How a place is called by its label; the site without one is "the house". */
const char *words_label(const char *label);
const char *words_place(const struct house *house, int32_t place);
/* By its id; that itself where the house has no such place. */
const char *words_place_id(const struct house *house, const char *id);
/* A status's words; for what is unseen as well. */
const char *words_status(const struct house *house, int32_t status);

#endif
