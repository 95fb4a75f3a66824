/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Themes: from what a cell means to how it looks. Views name meanings and
 * nothing else; the terminal's own colours are never relied upon, so that a
 * theme is as dark, or as clear, as its table says.
 */
#ifndef NATVAGT_UI_THEME_H
#define NATVAGT_UI_THEME_H

#include <stdint.h>

#include "ui/frame.h"

enum {
	LOOK_OWN = -1, /* the terminal's own colour */
	/* Beyond a style's own ATTR_…, which are added to these. */
	LOOK_DIM = 1 << 6,
	LOOK_REVERSE = 1 << 7,
};

struct look {
	int16_t fg, bg; /* indexes of the terminal's palette, or LOOK_OWN */
	uint8_t attr;   /* ATTR_…, LOOK_… */
};

struct theme;

/* By its name in the configuration, or NULL. */
const struct theme *theme_by_name(const char *name);
/* The one after it, around; NULL: the first, which is the default. */
const struct theme *theme_next(const struct theme *theme);
const char *theme_name(const struct theme *theme);
/* As people call it, in their language. */
const char *theme_label(const struct theme *theme);
/* On a terminal of so many colours; below 8 all themes look like mono. */
struct look theme_look(const struct theme *theme, enum meaning meaning,
    int colours);

#endif
