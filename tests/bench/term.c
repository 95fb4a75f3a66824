/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/term.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "bench/bench.h"

enum { ESC = 27, ARGS_MAX = 8 };

static const struct term_cell blank = {' ', -1, -1, 0};

static struct term_cell *
at(const struct term *term, int row, int col)
{
	return term->cell + (size_t)row * (size_t)term->cols + col;
}

/* With the pen's background, as xterm does. */
static void
wipe(struct term *term, int row, int from, int to)
{
	for (int c = from; c < to && c < term->cols; c++) {
		*at(term, row, c) = blank;
		at(term, row, c)->ground = term->pen.ground;
	}
}

/* As it looks: of a space nothing but what is behind and under it. */
static struct term_cell
seen(struct term_cell cell)
{
	cell.attr &= cell.cp == ' ' ? TERM_UNDERLINE | TERM_REVERSE : ~0u;
	if (cell.cp == ' ' && cell.attr == 0)
		cell.colour = -1;
	return cell;
}

void
term_init(struct term *term, int rows, int cols)
{
	*term = (struct term){.rows = rows, .cols = cols, .pen = blank,
	    .bottom = rows - 1};
	term->cell = xcalloc((size_t)rows * (size_t)cols, sizeof(*term->cell));
	for (int r = 0; r < rows; r++)
		wipe(term, r, 0, cols);
}

void
term_release(struct term *term)
{
	free(term->cell);
	*term = (struct term){0};
}

static void
move_to(struct term *term, int row, int col)
{
	term->row = row < 0 ? 0 : row < term->rows ? row : term->rows - 1;
	term->col = col < 0 ? 0 : col < term->cols ? col : term->cols - 1;
}

static void
put(struct term *term, int32_t cp)
{
	if (text_cp_width(cp) != 1)
		bench_die("a character of no simple width: U+%04x",
		    (unsigned)cp);
	if (term->col == term->cols)
		move_to(term, term->row + 1, 0);
	term->pen.cp = cp;
	*at(term, term->row, term->col++) = seen(term->pen);
}

static void
erase_screen(struct term *term, int how)
{
	int from = how == 0 ? term->row + 1 : 0;

	for (int r = from; r < term->rows; r++)
		wipe(term, r, 0, term->cols);
	if (how == 0)
		wipe(term, term->row, term->col, term->cols);
}

/* Moves the rest of the row by n, to the right where n > 0. */
static void
shift_row(struct term *term, int n)
{
	size_t rest = (size_t)(term->cols - term->col - abs(n));
	struct term_cell *here = at(term, term->row, term->col);

	if (n > 0) {
		memmove(here + n, here, rest * sizeof(*here));
		wipe(term, term->row, term->col, term->col + n);
	} else {
		memmove(here, here - n, rest * sizeof(*here));
		wipe(term, term->row, term->cols + n, term->cols);
	}
}

/* Moves the rows from `top` to the bottom by n, downwards where n > 0. */
static void
scroll(struct term *term, int top, int n)
{
	int lines = term->bottom - top + 1;
	int kept = abs(n) < lines ? lines - abs(n) : 0;

	memmove(at(term, n > 0 ? top + lines - kept : top, 0),
	    at(term, n > 0 ? top : top + lines - kept, 0),
	    (size_t)kept * (size_t)term->cols * sizeof(*term->cell));
	for (int r = kept; r < lines; r++)
		wipe(term, n > 0 ? top + r - kept : top + r, 0, term->cols);
}

static void
feed_line(struct term *term, int n)
{
	if (term->row == (n > 0 ? term->bottom : term->top))
		scroll(term, term->top, -n);
	else
		move_to(term, term->row + n, term->col);
}

static void
set_region(struct term *term, const int *arg, int n)
{
	term->top = n > 1 ? arg[0] - 1 : 0;
	term->bottom = n > 1 ? arg[1] - 1 : term->rows - 1;
	if (term->top < 0 || term->bottom >= term->rows ||
	    term->top > term->bottom)
		bench_die("no rows to scroll");
	move_to(term, 0, 0);
}

static void
set_pen(struct term *term, const int *arg, int n)
{
	struct term_cell *pen = &term->pen;

	for (int i = 0; i < n; i++) {
		int a = arg[i];

		if (a == 0)
			pen->attr = 0;
		if (a == 0 || a == 39)
			pen->colour = -1;
		if (a == 0 || a == 49)
			pen->ground = -1;
		else if (a == 1)
			pen->attr |= TERM_BOLD;
		else if (a == 2)
			pen->attr |= TERM_DIM;
		else if (a == 4)
			pen->attr |= TERM_UNDERLINE;
		else if (a == 7)
			pen->attr |= TERM_REVERSE;
		else if (a == 24)
			pen->attr &= ~TERM_UNDERLINE;
		else if (a == 27)
			pen->attr &= ~TERM_REVERSE;
		else if (a >= 30 && a < 38)
			pen->colour = (int16_t)(a - 30);
		else if (a >= 40 && a < 48)
			pen->ground = (int16_t)(a - 40);
		else if (a >= 90 && a < 98)
			pen->colour = (int16_t)(a - 90 + 8);
		else if (a >= 100 && a < 108)
			pen->ground = (int16_t)(a - 100 + 8);
		else if ((a == 38 || a == 48) && i + 2 < n && arg[i + 1] == 5) {
			*(a == 38 ? &pen->colour : &pen->ground) =
			    (int16_t)arg[i + 2];
			i += 2;
		} else if (a != 39) {
			bench_die("an unknown colour or attribute: %d", a);
		}
	}
}

/* CSI, its arguments and the letter that ends it. */
static void
control(struct term *term, const int *arg, int n, char letter)
{
	int one = arg[0] > 0 ? arg[0] : 1;

	switch (letter) {
	case 'A': move_to(term, term->row - one, term->col); break;
	case 'B': move_to(term, term->row + one, term->col); break;
	case 'C': move_to(term, term->row, term->col + one); break;
	case 'D': move_to(term, term->row, term->col - one); break;
	case 'G': move_to(term, term->row, one - 1); break;
	case 'd': move_to(term, one - 1, term->col); break;
	case 'H':
		move_to(term, one - 1, n > 1 && arg[1] > 0 ? arg[1] - 1 : 0);
		break;
	case 'J': erase_screen(term, arg[0]); break;
	case 'K':
		wipe(term, term->row, arg[0] == 1 ? 0 : term->col,
		    arg[0] == 1 ? term->col + 1 : term->cols);
		break;
	case 'X': wipe(term, term->row, term->col, term->col + one); break;
	case '@': shift_row(term, one); break;
	case 'P': shift_row(term, -one); break;
	case 'b':
		while (one-- > 0)
			put(term, term->pen.cp);
		break;
	case 'm': set_pen(term, arg, n); break;
	case 'S': scroll(term, term->top, -one); break;
	case 'T': scroll(term, term->top, one); break;
	case 'L': scroll(term, term->row, one); break;
	case 'M': scroll(term, term->row, -one); break;
	case 'r': set_region(term, arg, n); break;
	/* Modes, the window's title, a question to the terminal. */
	case 'h': case 'l': case 't': break;
	default: bench_die("an unknown control sequence: CSI %c", letter);
	}
}

/* Whether the held sequence, of ESC at least, has ended. */
static bool
has_ended(const char *s, size_t n)
{
	if (n < 2)
		return false;
	if (s[1] == '[')
		return n > 2 && s[n - 1] >= '@';
	if (s[1] == ']')
		return s[n - 1] == '\a';
	return s[1] != '(' || n > 2;
}

static void
obey(struct term *term)
{
	int arg[ARGS_MAX] = {0}, n = 1;
	const char *s = term->held;

	term->held[term->nheld] = '\0';
	/* Character sets, the palette and the keypad do not show. */
	if (s[1] == '(' || s[1] == ']' || s[1] == '=' || s[1] == '>')
		return;
	if (s[1] == '7') {
		term->saved_row = term->row;
		term->saved_col = term->col;
	} else if (s[1] == '8') {
		move_to(term, term->saved_row, term->saved_col);
	} else if (s[1] == 'M') {
		feed_line(term, -1);
	} else if (s[1] != '[') {
		bench_die("an unknown sequence: ESC %c", s[1]);
	}
	if (s[1] != '[')
		return;
	for (s += 2; s < term->held + term->nheld - 1; s++) {
		if (*s >= '0' && *s <= '9')
			arg[n - 1] = arg[n - 1] * 10 + *s - '0';
		else if (*s == ';' && n < ARGS_MAX)
			n++;
	}
	control(term, arg, n, *s);
}

static void
plain(struct term *term, char c)
{
	switch (c) {
	case '\r': move_to(term, term->row, 0); break;
	case '\n': feed_line(term, 1); break;
	case '\b': move_to(term, term->row, term->col - 1); break;
	case '\t':
		move_to(term, term->row, term->col / 8 * 8 + 8);
		break;
	case '\a': case '\0': break;
	default: bench_die("an unknown control character: %d", c);
	}
}

/* Bytes of the character that a first byte begins. */
static size_t
length_of(char first)
{
	unsigned char c = (unsigned char)first;

	return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

static void
feed(struct term *term, char c)
{
	int32_t cp;

	if (term->nheld == 0 && c >= 0 && c < ' ' && c != ESC) {
		plain(term, c);
		return;
	}
	if (term->nheld + 1 == sizeof(term->held))
		bench_die("a sequence without an end");
	term->held[term->nheld++] = c;
	if (term->held[0] == ESC) {
		if (!has_ended(term->held, term->nheld))
			return;
		obey(term);
	} else {
		if (term->nheld < length_of(term->held[0]))
			return;
		text_next(term->held, term->nheld, &cp);
		put(term, cp);
	}
	term->nheld = 0;
}

void
term_feed(struct term *term, const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		feed(term, bytes[i]);
}

void
term_row(const struct term *term, int row, struct str *out)
{
	char buf[4];

	for (int c = 0; c < term->cols; c++)
		str_addn(out, buf, text_put(buf, at(term, row, c)->cp));
}

void
term_copy(struct term *to, const struct term *from)
{
	memcpy(to->cell, from->cell, (size_t)from->rows * (size_t)from->cols *
	    sizeof(*from->cell));
}

int
term_differs(const struct term *a, const struct term *b)
{
	int n = 0;

	for (int i = 0; i < a->rows * a->cols; i++)
		n += memcmp(&a->cell[i], &b->cell[i], sizeof(a->cell[i])) != 0;
	return n;
}
