/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A small house at a moment of its night with the console on it (both of
 * tests/screens), and scenes: pages with the keys that lead to them, each shown
 * in eight ways. How that must look is in tests/screens/NAME.txt; what has
 * changed shows as a list of rows; NATVAGT_SCREENS=write writes them anew (look
 * at the difference before it is kept).
 */
#ifndef NATVAGT_TESTS_HOME_H
#define NATVAGT_TESTS_HOME_H

#include <stdbool.h>
#include <stdint.h>

#include "read/conf.h"
#include "read/recording.h"
#include "ui/ui.h"

/* 22 November 2026, 00:00 in Copenhagen, and a clock time of that night. */
#define MIDNIGHT INT64_C(1795302000000)
#define AT(h, m, s) (MIDNIGHT + (((h) * 60 + (m)) * 60 + (s)) * MS_SECOND)
#define NOW AT(2, 21, 0)

struct home {
	struct conf *conf;
	struct recording *recording;
	struct ui_log log;
	struct ui ui;
	struct world *own; /* another than the recording's, or NULL */
};

void home_open(struct home *home, const char *conf, const char *night,
    int64_t t);
void home_end(struct home *home);
/* A recorded night, paused, with its alerts on the time line. */
void as_recording(struct home *home);
/* … and with three incidents in its truth file. */
void with_truth(struct home *home);
/* A plan larger than most screens in the place of the first. */
void with_large_plan(struct home *home);
/* The rule of the selected alert, or the selected room, or "". */
const char *selected(const struct home *home);
/* Whether a screen of that size has the text below its first row. */
bool plan_shows(struct home *home, int rows, int cols, const char *text);
struct ui_request press(struct home *home, int32_t key);
/* Ended by 0. */
void press_all(struct home *home, const int32_t *keys);
/* The ith action that is asked for, by KM. */
void expect_action(const struct ui_request *r, int i, enum action_do what,
    uint32_t alert, uint32_t version, const char *place);
/* To be freed, as the next two. */
char *screen_of(struct home *home, int rows, int cols);
/* Of tests/screens. */
char *path_of(const char *name);
char *read_text(const char *path);
void speak(const char *language);

/* At 80x24 and 132x43, or where rows are given at that size alone. */
struct scene {
	const char *name;
	int64_t t;
	int32_t keys[9];
	void (*change)(struct home *home); /* before the keys; or NULL */
	int rows, cols;
};

/*
 * In how many ways they look otherwise than they should, of a house and its
 * night: in Danish and English, in UTF-8 and ASCII. Speaks English afterwards.
 */
int scenes_changed(const struct scene *scene, int n, const char *conf,
    const char *night);

#endif
