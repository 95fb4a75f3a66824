/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/big.h"

#include <string.h>

#include "base/text.h"

enum { POINTS = 5, FULL = 0x2588, UPPER = 0x2580, LOWER = 0x2584 };

/* Rows of points, from the top, all as wide as the first. */
struct glyph {
	int32_t cp;
	const char *row[POINTS];
};

static const struct glyph glyphs[] = {
	{' ', {"..", "..", "..", "..", ".."}},
	{'!', {"#", "#", "#", ".", "#"}},
	{'+', {"...", ".#.", "###", ".#.", "..."}},
	{',', {"..", "..", "..", ".#", "#."}},
	{'-', {"...", "...", "###", "...", "..."}},
	{'.', {".", ".", ".", ".", "#"}},
	{':', {".", "#", ".", "#", "."}},
	{'?', {"###", "..#", ".##", "...", ".#."}},
	{0xb7, {".", ".", "#", ".", "."}},
	{'0', {"###", "#.#", "#.#", "#.#", "###"}},
	{'1', {".#", "##", ".#", ".#", ".#"}},
	{'2', {"###", "..#", "###", "#..", "###"}},
	{'3', {"###", "..#", ".##", "..#", "###"}},
	{'4', {"#.#", "#.#", "###", "..#", "..#"}},
	{'5', {"###", "#..", "###", "..#", "###"}},
	{'6', {"###", "#..", "###", "#.#", "###"}},
	{'7', {"###", "..#", ".#.", ".#.", ".#."}},
	{'8', {"###", "#.#", "###", "#.#", "###"}},
	{'9', {"###", "#.#", "###", "..#", "###"}},
	{'A', {".#.", "#.#", "###", "#.#", "#.#"}},
	{'B', {"##.", "#.#", "##.", "#.#", "##."}},
	{'C', {".##", "#..", "#..", "#..", ".##"}},
	{'D', {"##.", "#.#", "#.#", "#.#", "##."}},
	{'E', {"###", "#..", "##.", "#..", "###"}},
	{'F', {"###", "#..", "##.", "#..", "#.."}},
	{'G', {".##", "#..", "#.#", "#.#", ".##"}},
	{'H', {"#.#", "#.#", "###", "#.#", "#.#"}},
	{'I', {"#", "#", "#", "#", "#"}},
	{'J', {"..#", "..#", "..#", "#.#", ".#."}},
	{'K', {"#.#", "#.#", "##.", "#.#", "#.#"}},
	{'L', {"#..", "#..", "#..", "#..", "###"}},
	{'M', {"#...#", "##.##", "#.#.#", "#...#", "#...#"}},
	{'N', {"#..#", "##.#", "#.##", "#..#", "#..#"}},
	{'O', {".#.", "#.#", "#.#", "#.#", ".#."}},
	{'P', {"##.", "#.#", "##.", "#..", "#.."}},
	{'Q', {".#.", "#.#", "#.#", "##.", ".##"}},
	{'R', {"##.", "#.#", "##.", "#.#", "#.#"}},
	{'S', {".##", "#..", ".#.", "..#", "##."}},
	{'T', {"###", ".#.", ".#.", ".#.", ".#."}},
	{'U', {"#.#", "#.#", "#.#", "#.#", "###"}},
	{'V', {"#.#", "#.#", "#.#", "#.#", ".#."}},
	{'W', {"#...#", "#...#", "#.#.#", "##.##", "#...#"}},
	{'X', {"#.#", "#.#", ".#.", "#.#", "#.#"}},
	{'Y', {"#.#", "#.#", ".#.", ".#.", ".#."}},
	{'Z', {"###", "..#", ".#.", "#..", "###"}},
	{0xc5, {".#.", "...", ".#.", "###", "#.#"}},
	{0xc6, {".####", "#.#..", "####.", "#.#..", "#.###"}},
	{0xd8, {".###.", "#..##", "#.#.#", "##..#", ".###."}},
};

static int32_t
capital(int32_t cp)
{
	bool small = (cp >= 'a' && cp <= 'z') || (cp >= 0xe0 && cp <= 0xfe &&
	    cp != 0xf7);

	return small ? cp - 0x20 : cp;
}

static const struct glyph *
glyph_of(int32_t cp)
{
	for (size_t i = 0; i < sizeof(glyphs) / sizeof(glyphs[0]); i++)
		if (glyphs[i].cp == capital(cp))
			return &glyphs[i];
	return NULL;
}

int
big_rows(bool ascii)
{
	return ascii ? POINTS : (POINTS + 1) / 2;
}

int
big_width(const char *text)
{
	size_t n = strlen(text);
	int width = 0;
	int32_t cp;

	for (size_t i = 0; i < n;) {
		const struct glyph *glyph;

		i += text_next(text + i, n - i, &cp);
		glyph = glyph_of(cp);
		if (glyph == NULL)
			return -1;
		width += (int)strlen(glyph->row[0]) + 1;
	}
	return width > 0 ? width - 1 : 0;
}

static bool
point(const struct glyph *glyph, int row, int col)
{
	return row < POINTS && glyph->row[row][col] == '#';
}

static int
draw_glyph(struct frame *frame, int row, int col, struct style style,
    const struct glyph *glyph, bool ascii)
{
	int width = (int)strlen(glyph->row[0]);

	for (int r = 0; r < big_rows(ascii); r++)
		for (int c = 0; c < width; c++) {
			int a = ascii ? r : 2 * r, b = ascii ? r : 2 * r + 1;
			bool up = point(glyph, a, c), low = point(glyph, b, c);

			if (up || low)
				frame_put(frame, row + r, col + c, up && low ?
				    FULL : up ? UPPER : LOWER, style);
		}
	return width;
}

void
big_text(struct frame *frame, int row, int col, struct style style,
    const char *text, bool ascii)
{
	size_t n = strlen(text);
	int32_t cp;

	for (size_t i = 0; i < n;) {
		const struct glyph *glyph;

		i += text_next(text + i, n - i, &cp);
		glyph = glyph_of(cp);
		if (glyph != NULL)
			col += draw_glyph(frame, row, col, style, glyph,
			    ascii) + 1;
	}
}
