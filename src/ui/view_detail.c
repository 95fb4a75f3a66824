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
#include "ui/note.h"
#include "ui/view.h"
#include "ui/why.h"
#include "ui/words.h"

enum {
	HISTORY_MAX = 40, /* of an alert … */
	ROOM_MAX = 8,     /* … and of a room */
	PAST_MAX = 8,     /* other alerts of it */
	INDENT = 2, /* of a line's second row */
	VALUE_WIDTH = 8,
};

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

/* The parts of a group under its title; returns the first of the next. */
static size_t
add_parts(struct page *page, const struct ui *ui, int width,
    const struct whys *whys, size_t from, const char *heading)
{
	size_t i = from;
	struct str line;

	page_title(page, heading);
	for (; i < whys->n && whys->v[i].truth == whys->v[from].truth; i++) {
		str_init(&line);
		why_line(&whys->v[i], ui->now, &line);
		page_wrap(page, PLAIN, width, INDENT, line.s);
		str_release(&line);
	}
	return i;
}

/* What holds, what does not any more, what cannot be seen. */
static void
add_why(struct page *page, const struct ui *ui, int width,
    const struct instance *in)
{
	struct whys whys;
	size_t i = 0;

	why_make(&whys, ui->conf, ui->world, in->place, in->when);
	while (i < whys.n)
		i = add_parts(page, ui, width, &whys, i,
		    whys.v[i].truth == TRI_TRUE ? _("Why") :
		    whys.v[i].truth == TRI_FALSE ? _("Not so right now") :
		    _("Cannot be seen right now"));
	why_release(&whys);
}

/* As it stands, for whoever keeps the rules. */
static void
add_rule(struct page *page, const struct ui *ui, int width,
    const struct instance *in)
{
	const struct house *house = ui->conf->house;
	struct str text;

	str_init(&text);
	str_addf(&text, "%s: ", house->rule[in->rule].id);
	if (in->written != NULL)
		str_add(&text, in->written);
	else
		house_ref_text(house, in->when, &text);
	page_title(page, in->written != NULL ?
	    _("The rule, as it is written") : _("The rule, spelt out"));
	page_wrap(page, DIM, width, INDENT, text.s);
	str_release(&text);
}

/* ---- what has happened ---- */

/* What happened at a time, broken behind it where that is long. */
static void
add_moment(struct page *page, int width, const char *clock, const char *words)
{
	struct str line;

	str_init(&line);
	str_addf(&line, "%s  %s", clock, words);
	page_wrap(page, PLAIN, width, text_width(clock) + 2, line.s);
	str_release(&line);
}

/* An entry's time and words; of one alert only what became of it. */
static void
add_entry(struct page *page, const struct ui *ui, int width,
    const struct ui_entry *entry, bool alert)
{
	char clock[WORDS_SIZE];
	struct str words;

	words_clock(&ui->conf->zone, entry->t, true, clock);
	str_init(&words);
	if (alert)
		view_log_alert(ui->conf->house, entry, &words);
	else
		view_log_words(ui, entry, false, &words);
	add_moment(page, width, clock, words.s);
	str_release(&words);
}

/* The log's last entries that concern a number, or else a room. */
static void
add_history(struct page *page, const struct ui *ui, int width,
    uint32_t number, int32_t room)
{
	const struct ui_log *log = ui->log;
	int most = number != 0 ? HISTORY_MAX : ROOM_MAX, n = 0;
	size_t at[HISTORY_MAX];

	for (size_t i = log != NULL ? log->n : 0; i > 0 && n < most; i--) {
		const struct ui_entry *e = &log->v[i - 1];

		if (number != 0 ? e->event.what == EVENT_ALERT &&
		    e->event.alert.number == number :
		    list_room_place(ui->conf, e->event.place) == room &&
		    !note_is(e))
			at[n++] = i - 1;
	}
	if (n == 0)
		return;
	page_title(page, _("What has happened"));
	while (n > 0)
		add_entry(page, ui, width, &log->v[at[--n]], number != 0);
}

/* "02:13:30  !! Out of the dwelling · closed by KM: helped" */
static void
add_past(struct page *page, const struct ui *ui, int width, size_t raised)
{
	const struct ui_entry *last = ui_log_last(ui->log,
	    ui->log->v[raised].event.alert.number);
	char clock[WORDS_SIZE];
	struct str words;

	words_clock(&ui->conf->zone, ui->log->v[raised].t, true, clock);
	str_init(&words);
	view_log_words(ui, last, false, &words);
	add_moment(page, width, clock, words.s);
	str_release(&words);
}

/* The other alerts of a room tonight, and how they went; the last first. */
static void
add_tonight(struct page *page, const struct ui *ui, int width,
    int32_t room, uint32_t number)
{
	const struct ui_log *log = ui->log;
	size_t first;
	int n = 0, more = 0;

	if (log == NULL || room < 0)
		return;
	first = ui_log_tonight(log, &ui->conf->zone, ui->now);
	for (size_t i = log->n; i > first; i--) {
		const struct event *e = &log->v[i - 1].event;

		if (e->what != EVENT_ALERT || e->event != ALERT_EVENT_RAISED ||
		    e->alert.number == number ||
		    list_room_place(ui->conf, e->place) != room)
			continue;
		if (n == 0)
			page_title(page, number != 0 ?
			    _("Other alerts here tonight") :
			    _("Alerts here tonight"));
		if (n == PAST_MAX)
			more++;
		else if (++n > 0)
			add_past(page, ui, width, i - 1);
	}
	if (more > 0)
		page_add(page, DIM, P_("and %d earlier one",
		    "and %d earlier ones", more), more);
}

/* ---- an alert ---- */

/* What it is, where it stands, since when. */
static void
add_head(struct page *page, const struct ui *ui, int width)
{
	const struct house *house = ui->conf->house;
	const struct instance *in = &house->instance[ui->instance];
	const struct rule *rule = &house->rule[in->rule];
	const struct alert *alert = world_alert(ui->world, ui->instance);
	const char *marks = words_marks(rule->priority);
	char words[WORDS_SIZE];
	struct str story;

	page_add(page, BOLD, "%s %s  %s", marks, words_place(house, in->place),
	    rule->text);
	page_head(page, page->n - 1, (int)strlen(marks),
	    words_marks_style(rule->priority, true, 0));
	str_init(&story);
	words_story(alert, rule, ui->now, &story);
	page_wrap(page, BOLD, width, 0, story.s);
	str_release(&story);
	words_when(&ui->conf->zone, ui->now, alert->raised, words);
	page_add(page, PLAIN, _("since %s · priority %s"), words,
	    words_priority(rule->priority));
}

/* What to do first, then why, then the rest. */
static void
alert_page(struct page *page, const struct ui *ui, int width)
{
	const struct house *house = ui->conf->house;
	const struct instance *in = &house->instance[ui->instance];
	const char *guidance = house->rule[in->rule].guidance;
	uint32_t number = world_alert(ui->world, ui->instance)->number;
	int32_t room = list_room_place(ui->conf, in->place);

	add_head(page, ui, width);
	if (guidance != NULL && guidance[0] != '\0') {
		page_add(page, PLAIN, "%s", "");
		page_wrap(page, (struct style){MEANS_GUIDANCE, 0}, width, 0,
		    guidance);
	}
	add_why(page, ui, width, in);
	view_notes(page, ui, width, in->place);
	add_history(page, ui, width, number, -1);
	view_trail(page, ui, width, room);
	add_tonight(page, ui, width, room, number);
	view_past(page, ui, width, in->place, number);
	add_rule(page, ui, width, in);
}

/* ---- a room ---- */

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
	add_value(page, ui, width, value, since,
	    words_sensor(source->signal));
}

static void
add_device(struct page *page, const struct ui *ui, int width, int32_t d)
{
	const struct device *device = &ui->conf->house->device[d];
	struct device_info info = world_device(ui->world, d);
	char heard[WORDS_SIZE], text[2 * WORDS_SIZE];

	words_when(&ui->conf->zone, ui->now, info.heard, heard);
	page_title(page, device->id);
	if (info.heard != 0)
		snprintf(text, sizeof(text), _("%s, last heard %s"),
		    words_device(info.state), heard);
	else
		snprintf(text, sizeof(text), "%s", words_device(info.state));
	page_wrap(page, info.state == DEVICE_LIVE ? DIM : BOLD, width, INDENT,
	    text);
	if (info.bad > 0)
		page_add(page, BOLD, P_("%lld message could not be used",
		    "%lld messages could not be used", info.bad),
		    (long long)info.bad);
	for (int32_t i = 0; i < device->nsource; i++)
		add_source(page, ui, width, device->source0 + i);
}

/* What is not watched here, and for want of which signal. */
static void
add_gaps(struct page *page, const struct ui *ui, int width, int32_t place)
{
	const struct house *house = ui->conf->house;
	bool any = false;
	struct str line;

	for (int32_t i = 0; i < house->ngap; i++) {
		const struct gap *gap = &house->gap[i];

		if (list_room_place(ui->conf, gap->place) != place)
			continue;
		if (!any)
			page_title(page, _("Not watched here"));
		any = true;
		str_init(&line);
		if (gap->rule >= 0)
			str_addf(&line, _("%s %s: no sensor for it (%s)"),
			    words_marks(house->rule[gap->rule].priority),
			    house->rule[gap->rule].text,
			    words_sensor(gap->missing));
		else
			str_addf(&line, _("%s: no sensor for it (%s)"),
			    house->status[gap->status].label,
			    words_sensor(gap->missing));
		page_wrap(page, PLAIN, width, INDENT, line.s);
		str_release(&line);
	}
}

static void
room_page(struct page *page, const struct ui *ui, int width)
{
	const struct house *house = ui->conf->house;
	const struct place *place = &house->place[ui->place];
	int64_t t;
	int32_t status = world_status(ui->world, ui->place, &t);
	char since[WORDS_SIZE];

	since_words(ui, t, since);
	page_add(page, BOLD, "%s%s%s", words_place(house, ui->place),
	    place->resident != NULL ? " · " : "",
	    place->resident != NULL ? place->resident : "");
	if (status != STATUS_NONE)
		page_add(page, PLAIN, "%s%s%s", words_status(house, status),
		    since[0] != '\0' ? " " : "", since);
	view_notes(page, ui, width, ui->place);
	view_trail(page, ui, width, ui->place);
	add_history(page, ui, width, 0, ui->place);
	add_tonight(page, ui, width, ui->place, 0);
	view_past(page, ui, width, ui->place, 0);
	for (int32_t d = 0; d < house->ndevice; d++)
		if (list_room_place(ui->conf, house->device[d].place) ==
		    ui->place)
			add_device(page, ui, width, d);
	add_gaps(page, ui, width, ui->place);
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
	over = page_draw(&page, frame, area, ui->shape.scroll);
	page_release(&page);
	return over;
}
