/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page that is a list is a line of counts and then a line for each, in all
 * the words there are of it; of any other its view is drawn so wide that
 * nothing is broken or cut, and read off row by row. So whatever gets a page on
 * the screen can be read here as well, whole, and without columns.
 */
#include "ui/linear_page.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/devices.h"
#include "ui/linear.h"
#include "ui/lines.h"
#include "ui/list.h"
#include "ui/view.h"
#include "ui/words.h"

enum {
	COLS = 1024,    /* more than a line of any page has */
	ROWS = 400,
	HEAD_ROWS = 16, /* of a list, of which the first is read */
	LOG_LINES = 26, /* a log is read from its end */
};

/* ---- words ---- */

/* What stands for a pause, and how it is said; "" for nothing. */
static size_t
pause_at(const char *text, const char **said)
{
	size_t blanks = strspn(text, " ");

	*said = ", ";
	if (strncmp(text, " · ", strlen(" · ")) == 0)
		return strlen(" · ");
	if (strncmp(text, " → ", strlen(" → ")) == 0) {
		*said = _(", now ");
		return strlen(" → ");
	}
	return blanks > 1 ? blanks : 0;
}

/* A priority's marks, with the blanks around them. */
static const char *
after_marks(const char *text)
{
	const char *from = text + strspn(text, " ");
	const char *to = from + strspn(from, "!.");

	return *to == ' ' ? to + strspn(to, " ") : from;
}

void
linear_words(const char *text, struct str *out)
{
	const char *said;
	size_t n;

	text = after_marks(text);
	while (*text != '\0') {
		n = pause_at(text, &said);
		if (n == 0) {
			str_addc(out, *text++);
			continue;
		}
		if (text[n] != '\0')
			str_add(out, said);
		text = after_marks(text + n);
	}
}

void
linear_text(const char *text, struct str *out)
{
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");
		char *line = xasprintf("%.*s", (int)n, text);

		if (line[strspn(line, " ")] != '\0') {
			linear_words(line, out);
			str_addc(out, '\n');
		}
		free(line);
		text += n + (text[n] == '\n');
	}
}

/* ---- places ---- */

static bool
is_within(const struct house *house, int32_t place, int32_t in)
{
	while (place >= 0 && place != in)
		place = house->place[place].parent;
	return place >= 0;
}

bool
linear_is_of(const struct ui *ui, int32_t place, int32_t room)
{
	int32_t drawn = list_room_place(ui->conf, room);

	return place >= 0 && (is_within(ui->conf->house, place, room) ||
	    (drawn >= 0 && list_room_place(ui->conf, place) == drawn));
}

/* ---- lists ---- */

void
linear_device(const struct ui *ui, int32_t device, struct str *out)
{
	struct device_line line = devices_line(ui, device);
	struct str words;

	str_init(&words);
	view_device_words(ui, &line, &words);
	linear_words(words.s, out);
	str_addc(out, '\n');
	str_release(&words);
}

static void
add_line(const struct ui *ui, int64_t id, struct str *out)
{
	struct str words;

	if (ui->page == UI_PAGE_LOG) {
		linear_entry(ui, lines_entry(ui, id), out);
		return;
	}
	if (ui->page == UI_PAGE_DEVICES) {
		linear_device(ui, (int32_t)id, out);
		return;
	}
	str_init(&words);
	lines_words(ui, id, &words);
	linear_words(words.s, out);
	str_addc(out, '\n');
	str_release(&words);
}

static bool
holds(const struct ui *ui, int64_t id, const char *text)
{
	struct str words;
	bool found;
	size_t len;

	str_init(&words);
	lines_words(ui, id, &words);
	found = text_find(words.s, text, &len) >= 0;
	str_release(&words);
	return found;
}

static bool
is_wanted(const struct ui *ui, int64_t id, int32_t room, const char *text)
{
	if (room >= 0 && !linear_is_of(ui, lines_place(ui, id), room))
		return false;
	if (text != NULL)
		return holds(ui, id, text);
	return room >= 0 || ui->page != UI_PAGE_DEVICES ||
	    devices_line(ui, (int32_t)id).worry != WORRY_NONE;
}

/* The lines that are wanted, as a part of all. */
static void
choose(struct lines *lines, const struct ui *ui, int32_t room,
    const char *text)
{
	int n = 0;

	lines_make(lines, ui);
	for (int i = 0; i < lines->n; i++)
		if (is_wanted(ui, lines->v[i], room, text))
			lines->v[n++] = lines->v[i];
	lines->n = n;
}

static void
add_lines(struct ui *ui, int32_t room, const char *text, struct str *out)
{
	struct lines lines;

	choose(&lines, ui, room, text);
	for (int i = ui->page == UI_PAGE_LOG && lines.n > LOG_LINES ?
	    lines.n - LOG_LINES : 0; i < lines.n; i++)
		add_line(ui, lines.v[i], out);
	if (lines.n == 0 && text != NULL)
		ui_say(ui, _("'%s' is not found"), text);
	else if (lines.n == 0 && room >= 0)
		ui_say(ui, _("There is nothing of that for %s."),
		    words_place(ui->conf->house, room));
	lines_release(&lines);
}

/* ---- pages ---- */

static void
draw(struct ui *ui, struct frame *frame)
{
	struct area all = {0, 0, frame->rows, frame->cols};

	switch (ui->page) {
	case UI_PAGE_DETAIL: view_detail(ui, frame, all); return;
	case UI_PAGE_DEVICES: view_devices(ui, frame, all); return;
	case UI_PAGE_ROUNDS: view_rounds(ui, frame, all); return;
	case UI_PAGE_ASIDE: view_aside(ui, frame, all); return;
	default: return;
	}
}

static void
add_rows(struct ui *ui, int rows, int shown, struct str *out)
{
	struct frame frame, part;
	struct str text;

	frame_init(&frame, rows, COLS);
	str_init(&text);
	draw(ui, &frame);
	part = frame;
	part.rows = shown;
	frame_dump(&part, &text);
	linear_text(text.s, out);
	str_release(&text);
	frame_release(&frame);
}

void
linear_page(struct ui *ui, int32_t room, const char *text, struct str *out)
{
	if (!lines_are_shown(ui)) {
		add_rows(ui, ROWS, ROWS, out);
		return;
	}
	if (room < 0 && text == NULL)
		add_rows(ui, HEAD_ROWS, 1, out);
	if (ui->world != NULL)
		add_lines(ui, room, text, out);
}
