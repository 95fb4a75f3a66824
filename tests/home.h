/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A small house at a moment of its night with the console on it (both of
 * tests/screens), and golden screens, tests/screens/NAME.txt: one that has
 * changed shows as a list of its rows; NATVAGT_SCREENS=write writes them anew
 * (look at the difference before it is kept).
 */
#ifndef NATVAGT_TESTS_HOME_H
#define NATVAGT_TESTS_HOME_H

#include <stdbool.h>
#include <stdint.h>

#include "read/conf.h"
#include "read/recording.h"
#include "ui/ui.h"

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
struct ui_request press(struct home *home, int32_t key);
/* Ended by 0. */
void press_all(struct home *home, const int32_t *keys);
/* To be freed, as the next two. */
char *screen_of(struct home *home, int rows, int cols);
/* Of tests/screens. */
char *path_of(const char *name);
char *read_text(const char *path);
void speak(const char *language);

struct golden {
	const char *name, *language;
	int rows, cols;
	bool ascii;
	int64_t t;
	int32_t keys[9];
	void (*change)(struct home *home);
};

/* How many of those in that language have changed; of which house and night. */
int goldens_changed(const struct golden *golden, int n, const char *language,
    const char *conf, const char *night);

#endif
