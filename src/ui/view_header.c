/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/flood.h"
#include "ui/sign.h"
#include "ui/view.h"
#include "ui/words.h"

enum { PLANS_MAX = 9 }; /* that a key has */

#define HEARTBEAT_MAX (30 * MS_SECOND)
#define CLOCK_APART (5 * MS_SECOND)

enum { RIGHT_WIDTH = 28, WHO_WIDTH = 4 };

static const struct style header = {MEANS_HEADER, 0};
static const struct style header_bold = {MEANS_HEADER, ATTR_BOLD};
static const struct style alarm = {MEANS_ALARM, 0};
static const struct style warning = {MEANS_WARNING, 0};

/* The most urgent open alert in a room of that plan, or -1. */
static int
plan_priority(const struct ui *ui, const struct list *list, int plan)
{
	const struct house *house = ui->conf->house;
	int room;

	for (int i = 0; i < list->nopen; i++) {
		const struct instance *in = &house->instance[list->v[i]];

		if (list_room(ui->conf, in->place, &room) == plan)
			return (int)house->rule[in->rule].priority;
	}
	return -1;
}

static void
plan_tab(const struct ui *ui, int plan, bool named, char buf[WORDS_SIZE])
{
	const char *name = ui->conf->plan[plan].name;

	if (plan == ui->plan)
		snprintf(buf, WORDS_SIZE, "[%d %.60s]", plan + 1, name);
	else if (named)
		snprintf(buf, WORDS_SIZE, " %d %.60s ", plan + 1, name);
	else
		snprintf(buf, WORDS_SIZE, " %d ", plan + 1);
}

/* Names go before numbers and marks do, where there is no room for all. */
void
view_plans(const struct ui *ui, const struct list *list, struct frame *frame,
    int row)
{
	int n = ui->conf->nplan < PLANS_MAX ? ui->conf->nplan : PLANS_MAX;
	int col = 1, end = frame->cols - 1, width = 0;
	char buf[WORDS_SIZE];

	for (int i = 0; i < n; i++) {
		plan_tab(ui, i, true, buf);
		width += text_width(buf) + WORDS_MARKS + 1;
	}
	for (int i = 0; i < n && col < end; i++) {
		int from = col, priority = plan_priority(ui, list, i);

		plan_tab(ui, i, width <= end, buf);
		col += frame_text(frame, row, col, end - col, i != ui->plan ?
		    PLAIN : SELECTED, buf);
		if (priority >= 0)
			frame_text(frame, row, col, end - col,
			    words_marks_style((enum priority)priority, true,
			    0), words_marks((enum priority)priority));
		col += WORDS_MARKS + 1;
		frame_hot(frame, row, from, 1, col - from, HOT_KEY, '1' + i);
	}
}

static void
draw_site(const struct ui *ui, struct frame *frame, int row, int width)
{
	const struct conf *conf = ui->conf;
	int col = 1;

	col += frame_text(frame, row, col, width - col, header_bold,
	    conf->site_name);
	if (conf->nplan != 1)
		return;
	col += frame_text(frame, row, col, width - col, header, " · ");
	frame_text(frame, row, col, width - col, header, conf->plan[0].name);
}

/* How the sensors' readings come in: the broker, and the last one's age. */
static struct style
sensor_words(const struct ui *ui, char buf[WORDS_SIZE])
{
	char age[WORDS_SIZE];

	if (ui->world == NULL) {
		snprintf(buf, WORDS_SIZE, "%s", _("nothing heard"));
		return warning;
	}
	if (!ui->broker) {
		snprintf(buf, WORDS_SIZE, "%s", _("cut off"));
		return warning;
	}
	words_age(ui->now, ui->last_reading, age);
	if (age[0] == '\0')
		snprintf(buf, WORDS_SIZE, "%s", _("connected"));
	else
		snprintf(buf, WORDS_SIZE, _("sensors: %s ago"), age);
	return header;
}

void
view_header(const struct ui *ui, struct frame *frame, int row)
{
	const struct zone *zone = &ui->conf->zone;
	char date[WORDS_SIZE], clock[WORDS_SIZE], words[WORDS_SIZE];
	const char *who = sign_header(ui);
	int by = text_width(who), more = by > WHO_WIDTH ? by - WHO_WIDTH : 0;
	int middle, right = frame->cols - RIGHT_WIDTH - more;
	int width = RIGHT_WIDTH - 1 + more - (by > 0 ? by + 2 : 0);
	struct style style = header;

	view_fill(frame, row, 0, frame->cols, header);
	words_date(zone, ui->now, date);
	words_clock(zone, ui->now, ui->read_only, clock);
	middle = (frame->cols - text_width(date) - text_width(clock) - 2) / 2;
	if (middle + text_width(date) + text_width(clock) + 4 > right)
		middle = right - text_width(date) - text_width(clock) - 4;
	draw_site(ui, frame, row, middle - 2);
	middle += frame_text(frame, row, middle, right - middle, header, date);
	frame_text(frame, row, middle + 2, right - middle - 2, header_bold,
	    clock);
	if (ui->read_only)
		view_transport_words(&ui->replay.transport, width, words);
	else
		style = sensor_words(ui, words);
	frame_text(frame, row, right, width, style, words);
	view_right(frame, row, right, frame->cols - right - 1, header_bold,
	    who);
}

static void
banner(struct frame *frame, int row, struct style style, const char *text)
{
	int width = text_width(text);

	view_fill(frame, row, 0, frame->cols, style);
	frame_text(frame, row, width + 2 < frame->cols ?
	    (frame->cols - width) / 2 : 1, frame->cols - 2, style, text);
}

bool
view_is_watched(const struct ui *ui)
{
	return ui->world != NULL && (ui->read_only || (ui->heartbeat != 0 &&
	    ui->now - ui->heartbeat <= HEARTBEAT_MAX));
}

/* Nobody may be watching; returns whether that had to be said. */
static bool
watch_banner(const struct ui *ui, struct frame *frame, int row)
{
	char clock[WORDS_SIZE], text[160];

	if (ui->world == NULL || ui->heartbeat == 0) {
		banner(frame, row, alarm,
		    _("NOBODY IS WATCHING YET: waiting for the watch to"
		    " begin"));
		return true;
	}
	words_clock(&ui->conf->zone, ui->heartbeat, true, clock);
	if (!view_is_watched(ui)) {
		snprintf(text, sizeof(text),
		    _("NOBODY IS WATCHING since %s"), clock);
		banner(frame, row, alarm, text);
		return true;
	}
	return false;
}

/*
 * The journal's time, which is the one shown, goes on before the clock's: the
 * hours of the night come too early.
 */
static bool
clock_banner(const struct ui *ui, struct frame *frame, int row)
{
	char age[WORDS_SIZE], text[160];

	if (ui->clock == 0 || ui->now - ui->clock <= CLOCK_APART)
		return false;
	words_age(ui->now, ui->clock, age);
	snprintf(text, sizeof(text), _("THE CLOCK WAS SET BACK: it is %s"
	    " behind the time shown here"), age);
	banner(frame, row, warning, text);
	return true;
}

/* Why the list is not as it usually is. */
static bool
flood_banner(const struct ui *ui, struct frame *frame, int row)
{
	int n = ui->world != NULL ? flood_count(ui->world, ui->now) : 0;
	char text[160];

	if (n <= FLOOD_MORE_THAN)
		return false;
	snprintf(text, sizeof(text), _("FLOOD: %d alerts in 10 minutes. Low"
	    " and medium ones are grouped."), n);
	banner(frame, row, warning, text);
	return true;
}

bool
view_banner(const struct ui *ui, struct frame *frame, int row)
{
	int64_t lost = ui->world != NULL ? world_broker_lost(ui->world) : 0;
	char clock[WORDS_SIZE], text[160];

	if (!ui->read_only && watch_banner(ui, frame, row))
		return true;
	if (ui->read_only ? lost == 0 : ui->broker)
		return (!ui->read_only && clock_banner(ui, frame, row)) ||
		    flood_banner(ui, frame, row);
	words_clock(&ui->conf->zone, lost, false, clock);
	if (lost != 0)
		snprintf(text, sizeof(text),
		    _("The connection to the sensors has been cut since %s"),
		    clock);
	else
		snprintf(text, sizeof(text), "%s",
		    _("There is no connection to the sensors"));
	banner(frame, row, warning, text);
	return true;
}

int
view_warning(const struct ui *ui, struct frame *frame, int row)
{
	if (ui->warning[0] == '\0')
		return 0;
	banner(frame, row, warning, ui->warning);
	return 1;
}
