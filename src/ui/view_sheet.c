/* SPDX-License-Identifier: Apache-2.0 */
/* The handover sheet on the screen. */
#include "base/i18n.h"
#include "ui/sheet.h"
#include "ui/view.h"

static void
add_screen_par(struct page *page, const struct sheet_par *par, int cols,
    bool ascii)
{
	struct style style = par->kind == SHEET_LINE ? PLAIN :
	    par->kind == SHEET_SMALL ? DIM : BOLD;
	int indent = par->kind == SHEET_LINE ? 4 : 2;
	struct str text;

	str_init(&text);
	str_addf(&text, "%*s", par->kind == SHEET_LINE ? 2 : 0, "");
	if (par->marked)
		str_addf(&text, "%s ", words_marks(par->priority));
	/* Letters that become two here still find room to break. */
	if (ascii)
		frame_ascii_line(par->text, &text);
	else
		str_add(&text, par->text);
	if (par->kind == SHEET_HEAD)
		page_title(page, par->text);
	else
		page_wrap(page, style, cols, indent, text.s);
	str_release(&text);
}

int
view_sheet(const struct ui *ui, struct frame *frame, struct area area)
{
	struct page page = {0};
	int over;

	if (ui->sheet == NULL)
		page_wrap(&page, PLAIN, area.cols, 0, _("The sheet could not"
		    " be made: go back with Esc, and press h again."));
	for (size_t i = 0; ui->sheet != NULL && i < ui->sheet->par.n; i++)
		add_screen_par(&page, &ui->sheet->par.v[i], area.cols,
		    ui->ascii);
	over = page_draw(&page, frame, area, ui->shape.scroll);
	page_release(&page);
	return over;
}
