/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/view.h"

void
page_add(struct page *page, struct style style, const char *fmt, ...)
{
	struct page_line line = {.style = style};
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&line.text, fmt, ap) < 0)
		line.text = xstrdup("?");
	va_end(ap);
	vec_push(page, line);
}

void
page_head(struct page *page, size_t at, int columns, struct style style)
{
	BUG_IF(at >= page->n);
	page->v[at].split = columns;
	page->v[at].head = style;
}

void
page_title(struct page *page, const char *text)
{
	page_add(page, PLAIN, "%s", "");
	page_add(page, (struct style){MEANS_TEXT, ATTR_BOLD |
	    ATTR_UNDERLINE}, "%s", text);
}

/* Bytes of s that fit in width columns, broken at a blank where there is one. */
static size_t
break_at(const char *s, int width)
{
	size_t n = strlen(s), i = 0, blank = 0;
	int used = 0;
	int32_t cp;

	while (i < n) {
		size_t step = text_next(s + i, n - i, &cp);

		if (used + text_cp_width(cp) > width)
			return blank > 0 ? blank : i > 0 ? i : step;
		if (cp == ' ')
			blank = i;
		used += text_cp_width(cp);
		i += step;
	}
	return n;
}

void
page_wrap(struct page *page, struct style style, int width, int indent,
    const char *text)
{
	int left = 0;

	if (width < indent + 8)
		width = indent + 8;
	do {
		size_t n = break_at(text, width - left);

		page_add(page, style, "%*s%.*s", left, "", (int)n, text);
		text += n;
		while (*text == ' ')
			text++;
		left = indent;
	} while (*text != '\0');
}

static void
draw_line(const struct page_line *line, struct frame *frame, int row,
    int col, int cols)
{
	frame_text(frame, row, col, cols, line->style, line->text);
	for (int c = 0; c < line->split && c < cols; c++)
		frame_restyle(frame, row, col + c, line->head);
}

int
page_draw(const struct page *page, struct frame *frame, struct area area,
    int from)
{
	int over = (int)page->n - area.rows, rows = area.rows;

	over = over > 0 ? over : 0;
	from = from < over ? from : over;
	/* That there is more has a row of its own: it hides no words. */
	rows -= from < over;
	for (int i = 0; i < rows && from + i < (int)page->n; i++)
		draw_line(&page->v[from + i], frame, area.row + i, area.col,
		    area.cols);
	if (from < over) {
		char buf[32];

		/* Lines that are still below. */
		snprintf(buf, sizeof(buf), _("↓ %d more"),
		    (int)page->n - from - rows);
		view_right(frame, area.row + area.rows - 1, area.col,
		    area.cols, BOLD, buf);
	}
	return over;
}

void
page_release(struct page *page)
{
	for (size_t i = 0; i < page->n; i++)
		free(page->v[i].text);
	vec_free(page);
}

static int
between(int length, int edge)
{
	return length > 2 * edge ? length - 2 * edge : 0;
}

struct area
view_inset(struct area area, int rows, int cols)
{
	return (struct area){area.row + rows, area.col + cols,
	    between(area.rows, rows), between(area.cols, cols)};
}

void
view_right(struct frame *frame, int row, int col, int width,
    struct style style, const char *text)
{
	int used = text_width(text);

	if (used > width)
		used = width;
	frame_text(frame, row, col + width - used, used, style, text);
}

struct style
view_line(struct frame *frame, int row, struct area area, bool selected,
    struct style style)
{
	if (!selected)
		return style;
	style = (struct style){MEANS_SELECTED, ATTR_BOLD};
	view_fill(frame, row, area.col, area.cols, style);
	frame_put(frame, row, area.col, 0x25b8, style);
	frame->cursor_row = row;
	frame->cursor_col = area.col;
	return style;
}

static void
mark_cell(struct frame *frame, int row, int col)
{
	struct style style = frame_cell(frame, row, col).style;

	style.attr |= ATTR_UNDERLINE | ATTR_BOLD;
	frame_restyle(frame, row, col, style);
}

bool
view_mark(struct frame *frame, int row, struct area area, const char *text)
{
	int cols = area.cols > 0 ? area.cols : 0;
	int *col = xcalloc((size_t)cols * 4 + 1, sizeof(*col));
	struct str line;
	size_t at = 0, len;
	bool found = false;
	ptrdiff_t next;

	str_init(&line);
	for (int c = area.col; c < area.col + cols; c++) {
		int32_t cp = frame_cell(frame, row, c).cp;
		char buf[4];
		size_t n = cp != 0 ? text_put(buf, cp) : 0;

		for (size_t i = 0; i < n; i++)
			col[line.len + i] = c;
		str_addn(&line, buf, n);
	}
	while ((next = text_find(line.s + at, text, &len)) >= 0) {
		at += (size_t)next;
		for (int c = col[at]; c <= col[at + len - 1]; c++)
			mark_cell(frame, row, c);
		at += len;
		found = true;
	}
	str_release(&line);
	free(col);
	return found;
}

bool
view_is_blank(const struct frame *frame, int row, int col, int width)
{
	for (int c = col; c < col + width; c++) {
		struct cell cell = frame_cell(frame, row, c);

		if (cell.cp != ' ' || cell.style.meaning != MEANS_TEXT)
			return false;
	}
	return true;
}

void
view_fill(struct frame *frame, int row, int col, int width,
    struct style style)
{
	for (int c = 0; c < width; c++)
		frame_put(frame, row, col + c, ' ', style);
}
