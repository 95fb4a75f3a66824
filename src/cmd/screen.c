/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/screen.h"

#include <stdlib.h>

#include "cmd/host.h"
#include "ui/tty.h"

void
screen_locale(const char *language)
{
	char *folder = host_program_folder();

	tty_locale(language, folder);
	free(folder);
}

void
screen_init(struct screen *screen, struct ui *ui)
{
	*screen = (struct screen){0};
	ui->ascii = !tty_utf8();
	ui->mono = tty_mono();
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
	tty_show(frame);
}
