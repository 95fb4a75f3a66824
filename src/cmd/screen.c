/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/screen.h"

#include <stdlib.h>

#include "base/str.h"
#include "cmd/host.h"
#include "ui/tty.h"

void
screen_locale(const char *language)
{
	char *folder = host_program_folder();

	tty_locale(language, folder);
	free(folder);
}

int
screen_check_theme(const char *name, struct err *err)
{
	const struct theme *first = theme_next(NULL), *theme = first;
	struct str names;

	if (name == NULL || theme_by_name(name) != NULL)
		return 0;
	str_init(&names);
	do {
		str_addf(&names, "%s%s", names.len > 0 ? ", " : "",
		    theme_name(theme));
		theme = theme_next(theme);
	} while (theme != first);
	err_set(err, "there is no theme '%s': there are %s", name, names.s);
	str_release(&names);
	return -1;
}

void
screen_init(struct screen *screen, struct ui *ui, const char *theme)
{
	const char *no = getenv("NO_COLOR");

	*screen = (struct screen){0};
	ui->shown = &screen->frame;
	ui->ascii = !tty_utf8();
	ui->mono = tty_mono();
	if (theme == NULL)
		theme = no != NULL && no[0] != '\0' ? "mono" :
		    ui->conf->theme;
	ui->theme = theme_by_name(theme);
}

void
screen_release(struct screen *screen)
{
	frame_release(&screen->frame);
}

void
screen_draw(struct screen *screen, struct ui *ui)
{
	struct frame *frame = &screen->frame;
	int rows, cols;

	tty_size(&rows, &cols);
	if (frame->rows != rows || frame->cols != cols) {
		frame_release(frame);
		frame_init(frame, rows, cols);
	}
	ui_view(ui, frame);
	tty_theme(ui->theme);
	tty_show(frame);
}
