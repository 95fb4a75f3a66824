/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of themes: what is written can be read (the contrast of WCAG 2,
 * calculated where the colours are known), nothing needs colour to be told
 * apart, and dark is dark.
 */
#include "ui/theme.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "check_run.h"
#include "read/conf_table.h"
#include "ui/words.h"

/* ---- the colours of xterm, from 16 on ---- */

static double
channel(int value)
{
	double c = value / 255.0;

	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static int
cube_level(int step)
{
	return step == 0 ? 0 : 55 + 40 * step;
}

/* Relative luminance, 0 to 1. */
static double
luminance(int index)
{
	int cube = index - 16, grey = 8 + 10 * (index - 232);

	ck_assert_int_ge(index, 16);
	ck_assert_int_le(index, 255);
	if (index >= 232)
		return channel(grey);
	return 0.2126 * channel(cube_level(cube / 36)) +
	    0.7152 * channel(cube_level(cube / 6 % 6)) +
	    0.0722 * channel(cube_level(cube % 6));
}

static double
contrast(struct look look)
{
	double a = luminance(look.fg), b = luminance(look.bg);

	return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

START_TEST(test_luminance_is_that_of_the_standard)
{
	ck_assert_double_eq_tol(luminance(16), 0, 1e-9);
	ck_assert_double_eq_tol(luminance(231), 1, 1e-9);
	ck_assert_double_eq_tol(luminance(196), 0.2126, 1e-9);
	/* #767676 on white is the darkest grey that just passes AA: 243. */
	ck_assert_double_eq_tol(contrast((struct look){243, 231, 0}), 4.54,
	    0.01);
}
END_TEST

static void
expect_contrast(const char *name, double least)
{
	const struct theme *theme = theme_by_name(name);

	for (int i = 0; i < MEANING_COUNT; i++) {
		struct look look = theme_look(theme, (enum meaning)i, 256);

		ck_assert_msg(contrast(look) >= least,
		    "%s, meaning %d: %d on %d is %.2f, less than %.1f", name,
		    i, look.fg, look.bg, contrast(look), least);
	}
}

START_TEST(test_contrast)
{
	expect_contrast("dark", 4.5);
	expect_contrast("light", 4.5);
	expect_contrast("high-contrast", 7);
}
END_TEST

/* What fills rows: only marks may be light, and text that is thin. */
START_TEST(test_dark_does_not_dazzle)
{
	const struct theme *dark = theme_by_name("dark");

	for (int i = 0; i < MEANING_COUNT; i++) {
		struct look look = theme_look(dark, (enum meaning)i, 256);

		if (i != MEANS_HIGH_LIT && i != MEANS_MEDIUM_LIT)
			ck_assert_msg(luminance(look.bg) < 0.15,
			    "meaning %d lies on %d", i, look.bg);
	}
}
END_TEST

START_TEST(test_terminals)
{
	static const int colours[] = {8, 16, 256};
	const struct theme *first = theme_next(NULL), *theme = first;

	do {
		for (int n = 0; n < 3; n++)
			for (int i = 0; i < MEANING_COUNT; i++) {
				struct look look = theme_look(theme,
				    (enum meaning)i, colours[n]);

				ck_assert_int_lt(look.fg, colours[n]);
				ck_assert_int_lt(look.bg, colours[n]);
				ck_assert(look.fg == LOOK_OWN ||
				    look.fg != look.bg);
				/* A colour of one's own on an unknown one. */
				ck_assert((look.fg == LOOK_OWN) ==
				    (look.bg == LOOK_OWN));
			}
		theme = theme_next(theme);
	} while (theme != first);
}
END_TEST

START_TEST(test_eight_colours_are_bright_by_bold)
{
	struct look look = theme_look(theme_by_name("dark"), MEANS_HIGH, 8);

	ck_assert_int_eq(look.fg, 1);
	ck_assert_int_eq(look.attr, ATTR_BOLD);
	look = theme_look(theme_by_name("light"), MEANS_TEXT, 8);
	ck_assert_int_eq(look.fg, 0);
	ck_assert_int_eq(look.bg, 7);
	ck_assert_int_eq(look.attr, 0);
}
END_TEST

START_TEST(test_without_colours_all_look_like_mono)
{
	for (int i = 0; i < MEANING_COUNT; i++) {
		struct look look = theme_look(theme_by_name("light"),
		    (enum meaning)i, 0);

		ck_assert_int_eq(look.fg, LOOK_OWN);
		ck_assert_int_eq(look.bg, LOOK_OWN);
	}
}
END_TEST

static bool
same(struct look a, struct look b)
{
	return a.fg == b.fg && a.bg == b.bg && a.attr == b.attr;
}

/* On every terminal what is lit, selected or a banner stands out, … */
START_TEST(test_what_must_stand_out)
{
	static const int colours[] = {0, 8, 16, 256};
	static const enum meaning loud[] = {MEANS_SELECTED, MEANS_HIGH_LIT,
	    MEANS_MEDIUM_LIT, MEANS_ALARM, MEANS_WARNING};
	const struct theme *first = theme_next(NULL), *theme = first;

	do {
		for (int n = 0; n < 4; n++) {
			for (int i = 0; i < 5; i++)
				ck_assert(!same(theme_look(theme, MEANS_TEXT,
				    colours[n]), theme_look(theme, loud[i],
				    colours[n])));
			ck_assert(!same(theme_look(theme, MEANS_HIGH,
			    colours[n]), theme_look(theme, MEANS_HIGH_LIT,
			    colours[n])));
			ck_assert(!same(theme_look(theme, MEANS_MEDIUM,
			    colours[n]), theme_look(theme, MEANS_MEDIUM_LIT,
			    colours[n])));
		}
		theme = theme_next(theme);
	} while (theme != first);
}
END_TEST

/* … and no priority is told by its colour alone. */
START_TEST(test_priorities_have_marks)
{
	ck_assert_str_ne(words_marks(PRIORITY_HIGH),
	    words_marks(PRIORITY_MEDIUM));
	ck_assert_str_ne(words_marks(PRIORITY_MEDIUM),
	    words_marks(PRIORITY_LOW));
}
END_TEST

START_TEST(test_names_are_those_of_the_configuration)
{
	const struct theme *theme = theme_next(NULL);

	for (int i = 0; conf_themes[i] != NULL; i++) {
		ck_assert_str_eq(theme_name(theme), conf_themes[i]);
		ck_assert_ptr_eq(theme_by_name(conf_themes[i]), theme);
		theme = theme_next(theme);
	}
	ck_assert_ptr_eq(theme, theme_next(NULL));
	ck_assert_ptr_null(theme_by_name("pink"));
}
END_TEST

/* High at 2 Hz, medium at 0.5 Hz, the rest still; taken ones are lit. */
START_TEST(test_flashing)
{
	const int64_t t = INT64_C(1795302000000);

	for (int64_t ms = 0; ms < 4000; ms += 50) {
		ck_assert_int_eq(words_marks_style(PRIORITY_HIGH, false,
		    t + ms).meaning, ms / 250 % 2 == 0 ? MEANS_HIGH_LIT :
		    MEANS_HIGH);
		ck_assert_int_eq(words_marks_style(PRIORITY_MEDIUM, false,
		    t + ms).meaning, ms / 1000 % 2 == 0 ? MEANS_MEDIUM_LIT :
		    MEANS_MEDIUM);
		ck_assert_int_eq(words_marks_style(PRIORITY_LOW, false,
		    t + ms).meaning, MEANS_LOW);
		ck_assert_int_eq(words_marks_style(PRIORITY_HIGH, true,
		    t + ms).meaning, MEANS_HIGH_LIT);
	}
}
END_TEST

CHECK_MAIN("theme", test_luminance_is_that_of_the_standard, test_contrast,
    test_dark_does_not_dazzle, test_terminals,
    test_eight_colours_are_bright_by_bold,
    test_without_colours_all_look_like_mono, test_what_must_stand_out,
    test_priorities_have_marks, test_names_are_those_of_the_configuration,
    test_flashing)
