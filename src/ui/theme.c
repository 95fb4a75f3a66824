/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each look stands twice: for 256 colours by the indexes 16 to 255, whose
 * colours are the same everywhere (so their contrast can be calculated, and
 * tests/check_theme.c does), and for 16, where only the names are known. With
 * 8 colours what is bright is bold. What is lit is never bold on those: bold
 * black is grey.
 *
 * Dark is for a room in which others sleep: its only light areas are marks.
 */
#include "ui/theme.h"

#include <string.h>

#include "base/i18n.h"

enum { RICH = 256, PLAIN_MAX = 16, COLOURS_MIN = 8 };

struct pair_of_looks {
	struct look rich, plain;
};

struct theme {
	const char *name, *label; /* label: N_() */
	struct pair_of_looks look[MEANING_COUNT];
};

#define B ATTR_BOLD
#define U ATTR_UNDERLINE
#define D LOOK_DIM
#define R LOOK_REVERSE
#define OWN(attr) {{LOOK_OWN, LOOK_OWN, attr}, {LOOK_OWN, LOOK_OWN, attr}}

static const struct theme themes[] = {
	{"dark", N_("dark"), {
		[MEANS_TEXT] = {{252, 16, 0}, {7, 0, 0}},
		[COLOUR_RED] = {{203, 16, 0}, {9, 0, 0}},
		[COLOUR_YELLOW] = {{221, 16, 0}, {11, 0, 0}},
		[COLOUR_GREEN] = {{114, 16, 0}, {2, 0, 0}},
		[COLOUR_CYAN] = {{80, 16, 0}, {6, 0, 0}},
		[COLOUR_BLUE] = {{75, 16, 0}, {12, 0, 0}},
		[COLOUR_MAGENTA] = {{176, 16, 0}, {13, 0, 0}},
		[COLOUR_WHITE] = {{255, 16, 0}, {15, 0, 0}},
		[MEANS_DIM] = {{245, 16, 0}, {7, 0, D}},
		[MEANS_HEADER] = {{252, 235, 0}, {7, 0, 0}},
		[MEANS_SELECTED] = {{255, 24, B}, {15, 4, 0}},
		[MEANS_HIGH] = {{203, 16, B}, {9, 0, 0}},
		[MEANS_MEDIUM] = {{221, 16, B}, {11, 0, 0}},
		[MEANS_LOW] = {{80, 16, B}, {6, 0, B}},
		[MEANS_HIGH_LIT] = {{16, 203, B}, {15, 1, 0}},
		[MEANS_MEDIUM_LIT] = {{16, 221, B}, {0, 3, 0}},
		[MEANS_ALARM] = {{231, 124, B}, {15, 1, 0}},
		[MEANS_WARNING] = {{230, 94, B}, {0, 3, 0}},
		[MEANS_GUIDANCE] = {{114, 16, B}, {10, 0, 0}},
		[MEANS_BOX] = {{221, 16, B}, {11, 0, 0}},
	}},
	{"light", N_("light"), {
		[MEANS_TEXT] = {{234, 231, 0}, {0, 15, 0}},
		[COLOUR_RED] = {{124, 231, 0}, {1, 15, 0}},
		[COLOUR_YELLOW] = {{94, 231, 0}, {0, 15, 0}},
		[COLOUR_GREEN] = {{22, 231, 0}, {0, 15, 0}},
		[COLOUR_CYAN] = {{24, 231, 0}, {4, 15, 0}},
		[COLOUR_BLUE] = {{19, 231, 0}, {4, 15, 0}},
		[COLOUR_MAGENTA] = {{90, 231, 0}, {5, 15, 0}},
		[COLOUR_WHITE] = {{238, 231, 0}, {0, 15, 0}},
		[MEANS_DIM] = {{241, 231, 0}, {0, 15, 0}},
		[MEANS_HEADER] = {{234, 254, 0}, {0, 15, 0}},
		[MEANS_SELECTED] = {{231, 25, B}, {15, 4, 0}},
		[MEANS_HIGH] = {{124, 231, B}, {1, 15, 0}},
		[MEANS_MEDIUM] = {{94, 231, B}, {0, 15, U}},
		[MEANS_LOW] = {{24, 231, B}, {4, 15, 0}},
		[MEANS_HIGH_LIT] = {{231, 124, B}, {15, 1, 0}},
		[MEANS_MEDIUM_LIT] = {{16, 220, B}, {0, 3, 0}},
		[MEANS_ALARM] = {{231, 124, B}, {15, 1, 0}},
		[MEANS_WARNING] = {{16, 220, B}, {0, 3, 0}},
		[MEANS_GUIDANCE] = {{22, 231, B}, {0, 15, U}},
		[MEANS_BOX] = {{94, 231, B}, {0, 15, 0}},
	}},
	{"high-contrast", N_("high contrast"), {
		[MEANS_TEXT] = {{231, 16, 0}, {15, 0, 0}},
		[COLOUR_RED] = {{217, 16, 0}, {9, 0, 0}},
		[COLOUR_YELLOW] = {{226, 16, 0}, {11, 0, 0}},
		[COLOUR_GREEN] = {{120, 16, 0}, {10, 0, 0}},
		[COLOUR_CYAN] = {{87, 16, 0}, {14, 0, 0}},
		[COLOUR_BLUE] = {{117, 16, 0}, {14, 0, 0}},
		[COLOUR_MAGENTA] = {{219, 16, 0}, {13, 0, 0}},
		[COLOUR_WHITE] = {{231, 16, 0}, {15, 0, 0}},
		[MEANS_DIM] = {{251, 16, 0}, {7, 0, 0}},
		[MEANS_HEADER] = {{231, 16, U}, {15, 0, U}},
		[MEANS_SELECTED] = {{16, 231, B}, {0, 7, 0}},
		[MEANS_HIGH] = {{217, 16, B}, {9, 0, 0}},
		[MEANS_MEDIUM] = {{226, 16, B}, {11, 0, 0}},
		[MEANS_LOW] = {{87, 16, B}, {14, 0, 0}},
		[MEANS_HIGH_LIT] = {{16, 217, B}, {15, 1, 0}},
		[MEANS_MEDIUM_LIT] = {{16, 226, B}, {0, 3, 0}},
		[MEANS_ALARM] = {{231, 88, B}, {15, 1, 0}},
		[MEANS_WARNING] = {{16, 226, B}, {0, 3, 0}},
		[MEANS_GUIDANCE] = {{120, 16, B}, {10, 0, 0}},
		[MEANS_BOX] = {{226, 16, B}, {11, 0, 0}},
	}},
	{"mono", N_("no colours"), {
		[MEANS_TEXT] = OWN(0),
		[COLOUR_RED] = OWN(B),
		[COLOUR_YELLOW] = OWN(U),
		[COLOUR_GREEN] = OWN(0),
		[COLOUR_CYAN] = OWN(0),
		[COLOUR_BLUE] = OWN(0),
		[COLOUR_MAGENTA] = OWN(0),
		[COLOUR_WHITE] = OWN(0),
		[MEANS_DIM] = OWN(D),
		[MEANS_HEADER] = OWN(0),
		[MEANS_SELECTED] = OWN(B | R),
		[MEANS_HIGH] = OWN(B),
		[MEANS_MEDIUM] = OWN(B | U),
		[MEANS_LOW] = OWN(B),
		[MEANS_HIGH_LIT] = OWN(B | R),
		[MEANS_MEDIUM_LIT] = OWN(B | R),
		[MEANS_ALARM] = OWN(B | R),
		[MEANS_WARNING] = OWN(B | R),
		[MEANS_GUIDANCE] = OWN(B),
		[MEANS_BOX] = OWN(B),
	}},
};

enum { NTHEME = sizeof(themes) / sizeof(themes[0]), MONO = NTHEME - 1 };

const struct theme *
theme_by_name(const char *name)
{
	for (int i = 0; i < NTHEME; i++)
		if (strcmp(themes[i].name, name) == 0)
			return &themes[i];
	return NULL;
}

const struct theme *
theme_next(const struct theme *theme)
{
	return theme == NULL || theme == &themes[NTHEME - 1] ? themes :
	    theme + 1;
}

const char *
theme_name(const struct theme *theme)
{
	return theme->name;
}

const char *
theme_label(const struct theme *theme)
{
	return _(theme->label);
}

/* Of a terminal's first eight colours; the second eight are bright. */
static struct look
of_eight(struct look look)
{
	if (look.fg >= COLOURS_MIN)
		look.attr |= ATTR_BOLD;
	look.fg %= COLOURS_MIN;
	look.bg %= COLOURS_MIN;
	return look;
}

struct look
theme_look(const struct theme *theme, enum meaning meaning, int colours)
{
	if (colours < COLOURS_MIN)
		theme = &themes[MONO];
	if (colours >= RICH)
		return theme->look[meaning].rich;
	return colours >= PLAIN_MAX ? theme->look[meaning].plain :
	    of_eight(theme->look[meaning].plain);
}
