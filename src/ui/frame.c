/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A cell holds one code point. What has no width of its own (combining marks)
 * finds no place; names in Danish come composed. The second half of a wide
 * character is a cell of cp 0, and no view ever leaves one half alone.
 */
#include "ui/frame.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

static const struct cell blank = {.cp = ' '};

void
frame_init(struct frame *frame, int rows, int cols)
{
	*frame = (struct frame){0};
	frame->rows = rows > 0 ? rows : 0;
	frame->cols = cols > 0 ? cols : 0;
	frame->cell = xcalloc((size_t)frame->rows * (size_t)frame->cols + 1,
	    sizeof(*frame->cell));
	frame_clear(frame);
}

void
frame_release(struct frame *frame)
{
	free(frame->cell);
	vec_free(&frame->hot);
	*frame = (struct frame){0};
}

void
frame_clear(struct frame *frame)
{
	for (int i = 0; i < frame->rows * frame->cols; i++)
		frame->cell[i] = blank;
	frame->cursor_row = -1;
	frame->cursor_col = -1;
	frame->hot.n = 0;
}

static struct cell *
row_of(const struct frame *frame, int row)
{
	return frame->cell + (size_t)row * (size_t)frame->cols;
}

static bool
is_inside(const struct frame *frame, int row, int col)
{
	return row >= 0 && row < frame->rows && col >= 0 && col < frame->cols;
}

struct cell
frame_cell(const struct frame *frame, int row, int col)
{
	return is_inside(frame, row, col) ? row_of(frame, row)[col] : blank;
}

void
frame_restyle(struct frame *frame, int row, int col, struct style style)
{
	if (is_inside(frame, row, col))
		row_of(frame, row)[col].style = style;
}

/* Overwriting half of a wide character blanks the other half. */
static void
set(struct cell *row, int cols, int col, struct cell cell)
{
	if (row[col].cp == 0 && col > 0)
		row[col - 1].cp = ' ';
	if (col + 1 < cols && row[col + 1].cp == 0)
		row[col + 1].cp = ' ';
	row[col] = cell;
}

void
frame_put(struct frame *frame, int row, int col, int32_t cp,
    struct style style)
{
	int width = text_cp_width(cp);

	if (!is_inside(frame, row, col) || width < 1)
		return;
	if (width == 2 && col + 1 >= frame->cols) {
		cp = ' ';
		width = 1;
	}
	set(row_of(frame, row), frame->cols, col, (struct cell){cp, style});
	if (width == 2) {
		set(row_of(frame, row), frame->cols, col + 1,
		    (struct cell){' ', style});
		row_of(frame, row)[col].cp = cp;
		row_of(frame, row)[col + 1].cp = 0;
	}
}

int
frame_text(struct frame *frame, int row, int col, int width,
    struct style style, const char *text)
{
	size_t n = strlen(text);
	int used = 0, whole = text_width(text);
	int room = whole > width ? width - 1 : width;
	int32_t cp;

	if (width <= 0)
		return 0;
	for (size_t i = 0; i < n;) {
		int w;

		i += text_next(text + i, n - i, &cp);
		w = text_cp_width(cp);
		if (w < 1)
			continue;
		if (used + w > room)
			break;
		frame_put(frame, row, col + used, cp, style);
		used += w;
	}
	if (whole > width)
		frame_put(frame, row, col + used++, 0x2026, style);
	return used;
}

void
frame_hot(struct frame *frame, int row, int col, int rows, int cols,
    enum hot_what what, int32_t value)
{
	vec_push(&frame->hot, (struct hot){row, col, rows, cols, what, value});
}

struct hot
frame_hot_at(const struct frame *frame, int row, int col)
{
	for (size_t i = frame->hot.n; i > 0; i--) {
		const struct hot *hot = &frame->hot.v[i - 1];

		if (row >= hot->row && row < hot->row + hot->rows &&
		    col >= hot->col && col < hot->col + hot->cols)
			return *hot;
	}
	return (struct hot){.what = HOT_NOTHING};
}

void
frame_dump(const struct frame *frame, struct str *out)
{
	char buf[4];

	for (int r = 0; r < frame->rows; r++) {
		const struct cell *row = row_of(frame, r);
		int n = frame->cols;

		while (n > 0 && row[n - 1].cp == ' ')
			n--;
		for (int c = 0; c < n; c++)
			if (row[c].cp != 0)
				str_addn(out, buf, text_put(buf, row[c].cp));
		str_addc(out, '\n');
	}
}

/*
 * Box drawing, U+2500 to U+257F: dashes and lines lie, bars stand, and what
 * has a corner, a branch or a crossing is a +.
 */
static char
ascii_box(int32_t cp)
{
	static const char lies[] = "\x00\x01\x04\x05\x08\x09\x4c\x4d\x50\x74"
	    "\x76\x78\x7a\x7c\x7e";
	static const char stands[] = "\x02\x03\x06\x07\x0a\x0b\x4e\x4f\x51\x75"
	    "\x77\x79\x7b\x7d\x7f";
	char at = (char)(cp - 0x2500);

	if (memchr(lies, at, sizeof(lies) - 1) != NULL)
		return '-';
	if (memchr(stands, at, sizeof(stands) - 1) != NULL)
		return '|';
	return at == 0x71 ? '/' : at == 0x72 ? '\\' : at == 0x73 ? 'X' : '+';
}

/* One ASCII character for cp; letters of Latin-1 lose their marks. */
static char
ascii_of(int32_t cp)
{
	static const char latin[] =
	    "AAAAAAEC" "EEEEIIII" "DNOOOOOx" "OUUUUYTs"
	    "aaaaaaec" "eeeeiiii" "dnooooo/" "ouuuuyty";
	static const struct {
		int32_t cp;
		char c;
	} like[] = {{0x00a0, ' '}, {0x00b0, 'o'}, {0x00b7, '.'}, {0x00d7, 'x'},
	    {0x2010, '-'}, {0x2011, '-'}, {0x2012, '-'}, {0x2013, '-'},
	    {0x2014, '-'}, {0x2018, '\''}, {0x2019, '\''}, {0x201c, '"'},
	    {0x201d, '"'}, {0x2022, '*'}, {0x2026, '~'}, {0x2190, '<'},
	    {0x2191, '^'}, {0x2192, '>'}, {0x2193, 'v'}, {0x2584, '+'},
	    {0x2588, '#'},
	    {0x2591, ':'}, {0x2592, ':'}, {0x2593, '#'}, {0x25b6, '>'},
	    {0x25b8, '>'}, {0x25cf, 'O'}};

	if (cp < 0x80)
		return (char)cp;
	if (cp >= 0x2500 && cp <= 0x257f)
		return ascii_box(cp);
	for (size_t i = 0; i < sizeof(like) / sizeof(like[0]); i++)
		if (like[i].cp == cp)
			return like[i].c;
	if (cp >= 0xc0 && cp <= 0xff)
		return latin[cp - 0xc0];
	return '?';
}

/* What cp is in two characters, or NULL. */
static const char *
ascii_pair(int32_t cp)
{
	switch (cp) {
	case 0xe6: return "ae";
	case 0xf8: return "oe";
	case 0xe5: return "aa";
	case 0xc6: return "Ae";
	case 0xd8: return "Oe";
	case 0xc5: return "Aa";
	case 0x2190: return "<-";
	case 0x2192: return "->";
	default: return NULL;
	}
}

/* What must stay where it is: drawing, which is dimmer than the text in it. */
static bool
is_fixed(const struct cell *cell, const struct cell *text)
{
	return (cell->cp >= 0x2500 && cell->cp <= 0x259f) || cell->cp == '|' ||
	    (cell->cp != ' ' && cell->style.meaning == MEANS_DIM &&
	    text->style.meaning != MEANS_DIM);
}

static bool
is_word(int32_t cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') ||
	    (cp >= 'a' && cp <= 'z') || cp >= 0xc0;
}

/*
 * The blank that a second letter at col may use up: the first of two, so that
 * one stays between words and columns behind keep their place; else one before
 * what is no word, a mark or a wall: "Koekken! *" can be read, "Kokken" is
 * somebody else. Or -1.
 */
static int
spare_blank(const struct cell *row, int cols, int col)
{
	int single = -1;

	for (int c = col + 1; c < cols && !is_fixed(&row[c], &row[col]); c++) {
		if (row[c].cp != ' ')
			continue;
		if (c + 1 == cols || row[c + 1].cp == ' ')
			return c;
		if (single < 0 && (is_fixed(&row[c + 1], &row[col]) ||
		    !is_word(row[c + 1].cp)))
			single = c;
	}
	return single;
}

static bool
is_upper(int32_t cp)
{
	return cp >= 'A' && cp <= 'Z';
}

static void
ascii_row(struct cell *row, int cols)
{
	for (int c = 0; c < cols; c++) {
		const char *pair = ascii_pair(row[c].cp);
		int spare = pair != NULL ? spare_blank(row, cols, c) : -1;

		if (spare >= 0) {
			memmove(row + c + 2, row + c + 1,
			    (size_t)(spare - c - 1) * sizeof(*row));
			bool loud = is_upper(pair[0]) &&
			    ((c + 2 < cols && is_upper(row[c + 2].cp)) ||
			    (c > 0 && is_upper(row[c - 1].cp)));

			row[c].cp = pair[0];
			row[c + 1] = (struct cell){loud ? pair[1] - 'a' + 'A' :
			    pair[1], row[c].style};
			c++;
		}
	}
	for (int c = 0; c < cols; c++)
		row[c].cp = row[c].cp == 0 ? ' ' : ascii_of(row[c].cp);
}

void
frame_ascii(struct frame *frame)
{
	for (int r = 0; r < frame->rows; r++)
		ascii_row(row_of(frame, r), frame->cols);
}

/* In a word of capitals both are. */
static void
add_pair(struct str *out, const char *pair, char next)
{
	bool loud = is_upper(pair[0]) && (is_upper(next) ||
	    (out->len > 0 && is_upper(out->s[out->len - 1])));

	str_addc(out, pair[0]);
	str_addc(out, loud ? (char)(pair[1] - 'a' + 'A') : pair[1]);
}

void
frame_ascii_line(const char *line, struct str *out)
{
	size_t n = strlen(line);
	int32_t cp;

	for (size_t i = 0; i < n;) {
		i += text_next(line + i, n - i, &cp);
		if (ascii_pair(cp) != NULL)
			add_pair(out, ascii_pair(cp), line[i]);
		else if (cp == 0x2026)
			str_add(out, "...");
		else
			str_addc(out, ascii_of(cp));
	}
}
