/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/sheet.h"
#include "ui/view.h"

/* ---- text ---- */

static void
underline(struct page *page, const char *text, char with)
{
	char line[256];
	size_t n = (size_t)text_width(text);

	n = n < sizeof(line) ? n : sizeof(line) - 1;
	memset(line, with, n);
	line[n] = '\0';
	page_add(page, PLAIN, "%s", line);
}

static void
add_par(struct page *page, const struct sheet_par *par, int columns,
    bool ascii)
{
	struct str text;
	int indent = 0;

	str_init(&text);
	switch (par->kind) {
	case SHEET_HEAD:
		page_add(page, PLAIN, "%s", "");
		break;
	case SHEET_URGENT:
		str_add(&text, "* ");
		indent = 2;
		break;
	case SHEET_LINE:
		str_add(&text, "  ");
		indent = 4;
		break;
	default:
		break;
	}
	if (par->marked)
		str_addf(&text, "%-*s ", WORDS_MARKS,
		    words_marks(par->priority));
	if (ascii)
		frame_ascii_line(par->text, &text);
	else
		str_add(&text, par->text);
	page_wrap(page, PLAIN, columns, indent, text.s);
	if (par->kind == SHEET_TITLE || par->kind == SHEET_HEAD)
		underline(page, page->v[page->n - 1].text,
		    par->kind == SHEET_TITLE ? '=' : '-');
	str_release(&text);
}

void
sheet_text(const struct sheet *sheet, int columns, bool ascii,
    struct str *out)
{
	struct page page = {0};

	for (size_t i = 0; i < sheet->par.n; i++)
		add_par(&page, &sheet->par.v[i], columns, ascii);
	for (size_t i = 0; i < page.n; i++)
		str_addf(out, "%s\n", page.v[i].text);
	page_release(&page);
}

void
sheet_lines(const struct sheet *sheet, struct str *out)
{
	for (size_t i = 0; i < sheet->par.n; i++) {
		const struct sheet_par *par = &sheet->par.v[i];

		if (par->marked)
			str_addf(out, _("Priority %s: "),
			    words_priority(par->priority));
		str_addf(out, "%s\n", par->text);
	}
}

/* ---- HTML ---- */

static const char style[] =
    "body{font:11pt/1.4 sans-serif;max-width:44em;margin:2em auto;"
    "padding:0 1em;color:#000;background:#fff}"
    "h1{font-size:1.3em}h2{font-size:1.1em;margin:1.2em 0 .3em;"
    "border-bottom:1px solid #000}h3{font-size:1em;margin:.6em 0 0}"
    "p{margin:.1em 0 .1em 1em;overflow-wrap:anywhere}.urgent{font-weight:bold;"
    "border-left:4px solid #000;padding-left:.6em}"
    ".small{font-size:.8em;margin-left:0}"
    "@page{size:A4;margin:18mm}@media print{body{margin:0;max-width:none}"
    "h2,h3{break-after:avoid}p{break-inside:avoid}}";

static void
add_escaped(struct str *out, const char *text)
{
	for (; *text != '\0'; text++)
		switch (*text) {
		case '<': str_add(out, "&lt;"); break;
		case '>': str_add(out, "&gt;"); break;
		case '&': str_add(out, "&amp;"); break;
		case '"': str_add(out, "&quot;"); break;
		default: str_addc(out, *text);
		}
}

static void
add_element(struct str *out, const char *open, const char *marks,
    const char *text, const char *close)
{
	str_addf(out, "<%s>", open);
	if (marks != NULL)
		str_addf(out, "<b>%s</b> ", marks);
	add_escaped(out, text);
	str_addf(out, "</%s>\n", close);
}

void
sheet_html(const struct sheet *sheet, const char *language, struct str *out)
{
	static const struct {
		const char *open, *close;
	} element[] = {
		[SHEET_TITLE] = {"h1", "h1"}, [SHEET_HEAD] = {"h2", "h2"},
		[SHEET_URGENT] = {"p class=\"urgent\"", "p"},
		[SHEET_ROOM] = {"h3", "h3"}, [SHEET_LINE] = {"p", "p"},
		[SHEET_SMALL] = {"p class=\"small\"", "p"},
	};

	str_addf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
	    "<meta charset=\"utf-8\"/>\n", language);
	add_element(out, "title", NULL, sheet->par.v[0].text, "title");
	str_addf(out, "<style>%s</style>\n</head>\n<body>\n", style);
	for (size_t i = 0; i < sheet->par.n; i++) {
		const struct sheet_par *par = &sheet->par.v[i];

		add_element(out, element[par->kind].open, par->marked ?
		    words_marks(par->priority) : NULL, par->text,
		    element[par->kind].close);
	}
	str_add(out, "</body>\n</html>\n");
}
