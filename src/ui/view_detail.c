/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is behind an alert (guidance, why, what has happened to it) or behind
 * a room (what its sensors say, what is not watched there and why).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/view.h"
#include "ui/why.h"
#include "ui/words.h"

enum {
	HISTORY_MAX = 40, /* of an alert … */
	ROOM_MAX = 8,     /* … and of a room */
	PARTS_MAX = 24,
	VALUE_WIDTH = 8,
};

static void
blank(struct page *page)
{
	page_add(page, PLAIN, "%s", "");
}

static void
title(struct page *page, const char *text)
{
	blank(page);
	page_add(page, (struct style){MEANS_TEXT, ATTR_BOLD |
	    ATTR_UNDERLINE}, "%s", text);
}

/* "since 02:17 · 4 min", or "" where that is not known. */
static void
since_words(const struct ui *ui, int64_t since, char buf[WORDS_SIZE])
{
	char when[WORDS_SIZE], age[WORDS_SIZE];

	buf[0] = '\0';
	if (since <= 0)
		return;
	words_when(&ui->conf->zone, ui->now, since, when);
	words_age(ui->now, since, age);
	snprintf(buf, WORDS_SIZE, _("since %.40s · %.20s"), when, age);
}

/* A value, for how long it has been so, and of what. */
static void
add_value(struct page *page, const struct ui *ui, int width,
    const char *value, int64_t since, const char *what)
{
	int pad = VALUE_WIDTH - text_width(value);
	char age[WORDS_SIZE];
	struct str line;

	words_age(ui->now, since, age);
	str_init(&line);
	str_addf(&line, "%s%*s%*s%s  %s", value, pad > 0 ? pad : 0, "",
	    WORDS_AGE_WIDTH - text_width(age), "", age, what);
	page_wrap(page, PLAIN, width, VALUE_WIDTH + WORDS_AGE_WIDTH + 2,
	    line.s);
	str_release(&line);
}

static void
add_part(struct page *page, const struct ui *ui, int width, node_ref ref)
{
	struct str text;
	int64_t since;
	uint8_t truth = world_ref(ui->world, ref, &since);

	str_init(&text);
	why_text(ui->conf->house, ref, &text);
	add_value(page, ui, width, words_truth(truth), since, text.s);
	str_release(&text);
}

static void
add_why(struct page *page, const struct ui *ui, int width, node_ref when)
{
	node_ref part[PARTS_MAX];
	int n;

	if (when < 0)
		return;
	n = why_parts(ui->conf->house, when, part, PARTS_MAX);
	title(page, n == 1 ? _("The rule right now") : (when & 1) != 0 ?
	    _("The rule right now: one must hold") :
	    _("The rule right now: all must hold"));
	for (int i = 0; i < n; i++)
		add_part(page, ui, width, part[i]);
}

static void
add_entry(struct page *page, const struct ui *ui,
    const struct ui_entry *entry)
{
	char clock[WORDS_SIZE];
	struct str words;

	words_clock(&ui->conf->zone, entry->t, true, clock);
	str_init(&words);
	view_log_words(ui, entry, false, &words);
	page_add(page, PLAIN, "%s  %s", clock, words.s);
	str_release(&words);
}

/* The log's last entries that concern a number, or else a dwelling. */
static void
add_history(struct page *page, const struct ui *ui, uint32_t number,
    int32_t place)
{
	const struct ui_log *log = ui->log;
	int most = number != 0 ? HISTORY_MAX : ROOM_MAX, n = 0;
	size_t at[HISTORY_MAX];

	for (size_t i = log != NULL ? log->n : 0; i > 0 && n < most; i--) {
		const struct ui_entry *e = &log->v[i - 1];

		if (number != 0 ? e->event.what == EVENT_ALERT &&
		    e->event.alert.number == number :
		    list_room_place(ui->conf, e->event.place) == place)
			at[n++] = i - 1;
	}
	if (n == 0)
		return;
	title(page, _("What has happened"));
	while (n > 0)
		add_entry(page, ui, &log->v[at[--n]]);
}

static void
alert_page(struct page *page, const struct ui *ui, int width)
{
	const struct house *house = ui->conf->house;
	const struct instance *in = &house->instance[ui->instance];
	const struct rule *rule = &house->rule[in->rule];
	const struct alert *alert = world_alert(ui->world, ui->instance);
	const char *marks = words_marks(rule->priority);
	char words[WORDS_SIZE];

	page_add(page, BOLD, "%s %s  %s", marks, words_place(house, in->place),
	    rule->text);
	page_head(page, (int)strlen(marks),
	    words_marks_style(rule->priority, true, 0));
	words_state(alert, rule->latch, words);
	if (alert->blind && alert_is_open(alert))
		page_add(page, BOLD, "%s, %s", words,
		    _("sensor silent"));
	else
		page_add(page, BOLD, "%s", words);
	since_words(ui, alert->raised, words);
	page_add(page, PLAIN, _("%s · priority %s"), words,
	    words_priority(rule->priority));
	if (alert->tonight > 1)
		page_add(page, PLAIN, _("number %d tonight"),
		    (int)alert->tonight);
	if (rule->guidance != NULL && rule->guidance[0] != '\0') {
		blank(page);
		page_wrap(page, (struct style){MEANS_GUIDANCE, 0}, width, 0,
		    rule->guidance);
	}
	add_history(page, ui, alert->number, -1);
	add_why(page, ui, width, in->when);
}

static void
add_source(struct page *page, const struct ui *ui, int width, int32_t s)
{
	const struct source *source = &ui->conf->house->source[s];
	double number;
	int64_t since;
	uint8_t truth = world_source(ui->world, s, &number, &since);
	char value[32];

	if (source->number && truth != TRI_UNKNOWN)
		snprintf(value, sizeof(value), "%g", number);
	else
		snprintf(value, sizeof(value), "%s", words_truth(source->number
		    ? TRI_UNKNOWN : truth));
	add_value(page, ui, width, value, since, source->signal);
}

static void
add_device(struct page *page, const struct ui *ui, int width, int32_t d)
{
	const struct device *device = &ui->conf->house->device[d];
	struct device_info info = world_device(ui->world, d);
	char heard[WORDS_SIZE];

	words_when(&ui->conf->zone, ui->now, info.heard, heard);
	title(page, device->id);
	if (info.heard != 0)
		page_add(page, info.state == DEVICE_LIVE ? DIM : BOLD,
		    _("%s, last heard %s"), words_device(info.state), heard);
	else
		page_add(page, BOLD, "%s", words_device(info.state));
	if (info.bad > 0)
		page_add(page, BOLD, P_("%lld message could not be used",
		    "%lld messages could not be used", info.bad),
		    (long long)info.bad);
	for (int32_t i = 0; i < device->nsource; i++)
		add_source(page, ui, width, device->source0 + i);
}

/* What is not watched here, and for want of which signal. */
static void
add_gaps(struct page *page, const struct ui *ui, int32_t place)
{
	const struct house *house = ui->conf->house;
	bool any = false;

	for (int32_t i = 0; i < house->ngap; i++) {
		const struct gap *gap = &house->gap[i];

		if (list_room_place(ui->conf, gap->place) != place)
			continue;
		if (!any)
			title(page, _("Not watched here"));
		any = true;
		if (gap->rule >= 0)
			page_add(page, PLAIN, _("%s %s: there is no '%s'"),
			    words_marks(house->rule[gap->rule].priority),
			    house->rule[gap->rule].text, gap->missing);
		else
			page_add(page, PLAIN, _("%s: there is no '%s'"),
			    house->status[gap->status].label, gap->missing);
	}
}

static void
room_page(struct page *page, const struct ui *ui, int width)
{
	const struct house *house = ui->conf->house;
	const struct place *place = &house->place[ui->place];
	int64_t t;
	int32_t status = view_status(ui->world, ui->place, &t);
	char since[WORDS_SIZE];

	since_words(ui, t, since);
	page_add(page, BOLD, "%s%s%s", words_place(house, ui->place),
	    place->resident != NULL ? " · " : "",
	    place->resident != NULL ? place->resident : "");
	if (status != STATUS_NONE)
		page_add(page, PLAIN, "%s%s%s", words_status(house, status),
		    since[0] != '\0' ? " " : "", since);
	add_history(page, ui, 0, ui->place);
	for (int32_t d = 0; d < house->ndevice; d++)
		if (list_room_place(ui->conf, house->device[d].place) ==
		    ui->place)
			add_device(page, ui, width, d);
	add_gaps(page, ui, ui->place);
}

int
view_detail(const struct ui *ui, struct frame *frame, struct area area)
{
	struct page page = {0};
	int over;

	if (ui->world == NULL)
		return 0;
	if (ui->instance >= 0)
		alert_page(&page, ui, area.cols);
	else if (ui->place >= 0)
		room_page(&page, ui, area.cols);
	over = page_draw(&page, frame, area, ui->scroll);
	page_release(&page);
	return over;
}
