/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pages are those of the screen, drawn in a frame too narrow for two columns
 * and as long as they are, and read off row by row: whatever gets a page on
 * the screen can be read here as well.
 */
#include "ui/linear.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/ask.h"
#include "ui/keys.h"
#include "ui/list.h"
#include "ui/select.h"
#include "ui/view.h"
#include "ui/words.h"

enum {
	COLS = 72,       /* less than what has columns side by side */
	LOG_ROWS = 26,   /* a log is read from its end */
	PAGE_ROWS = 400,
	HEAD = 2, FOOT = 2, /* a frame's rows around its page */
};

/* What separates on a screen is a comma when it is read aloud. */
static void
add_spoken(struct str *out, const char *text)
{
	const char *dot;

	while ((dot = strstr(text, " · ")) != NULL) {
		str_addn(out, text, (size_t)(dot - text));
		str_add(out, ", ");
		text = dot + strlen(" · ");
	}
	str_add(out, text);
}

/* ---- what happens ---- */

static bool
is_loud(enum alert_event event)
{
	return event == ALERT_EVENT_RAISED ||
	    event == ALERT_EVENT_RETRIGGERED;
}

/* Priority where it is news, and how long it has been up where that is. */
static void
add_weight(const struct ui *ui, const struct ui_entry *entry, struct str *out)
{
	const struct event *e = &entry->event;
	const struct house *house = ui->conf->house;
	char age[WORDS_SIZE];

	if (e->what != EVENT_ALERT || e->instance < 0 ||
	    e->instance >= house->ninstance)
		return;
	if (is_loud(e->event)) {
		str_addf(out, _(", priority %s"), words_priority(
		    house->rule[house->instance[e->instance].rule].priority));
		return;
	}
	words_age(e->t, e->alert.raised, age);
	if (age[0] != '\0')
		str_addf(out, _(", after %s"), age);
}

void
linear_entry(const struct ui *ui, const struct ui_entry *entry,
    struct str *out)
{
	const char *place = view_log_place(ui, entry);
	char clock[WORDS_SIZE];
	struct str words;

	words_clock(&ui->conf->zone, entry->t, true, clock);
	str_addf(out, "%s ", clock);
	if (place[0] != '\0')
		str_addf(out, "%s: ", place);
	str_init(&words);
	view_log_words(ui, entry, false, &words);
	add_spoken(out, words.s + strspn(words.s, "!. "));
	str_release(&words);
	add_weight(ui, entry, out);
	str_addc(out, '\n');
}

/* ---- how it stands ---- */

static void
trim(struct str *out)
{
	while (out->len > 0 && (out->s[out->len - 1] == '\n' ||
	    out->s[out->len - 1] == ' '))
		out->s[--out->len] = '\0';
}

/* Rows from..to of a frame, without blank ones at the end. */
static void
add_rows(const struct frame *frame, int from, int to, struct str *out)
{
	struct frame part = *frame;
	struct str rows;

	part.cell += (size_t)from * (size_t)frame->cols;
	part.rows = to - from;
	str_init(&rows);
	frame_dump(&part, &rows);
	trim(&rows);
	/* Pages stand off the edge by a column. */
	for (char *row = rows.s; *row != '\0'; row += strcspn(row, "\n")) {
		row += *row == '\n';
		row += *row == ' ';
		str_addn(out, row, strcspn(row, "\n"));
		str_addc(out, '\n');
	}
	str_release(&rows);
}

void
linear_banner(const struct ui *ui, struct str *out)
{
	struct frame frame;
	struct str row;

	frame_init(&frame, 1, COLS + COLS);
	str_init(&row);
	if (view_banner(ui, &frame, 0))
		frame_dump(&frame, &row);
	str_add(out, row.s + strspn(row.s, " "));
	str_release(&row);
	frame_release(&frame);
}

static void
add_alert(const struct ui *ui, int32_t instance, struct str *out)
{
	const struct house *house = ui->conf->house;
	const struct instance *in = &house->instance[instance];
	const struct rule *rule = &house->rule[in->rule];
	const struct alert *alert = world_alert(ui->world, instance);
	char age[WORDS_SIZE], state[WORDS_SIZE];

	words_age(ui->now, alert_is_open(alert) ? alert->raised :
	    alert->closed, age);
	words_state(alert, rule, ui->now, state);
	str_addf(out, _("%s: %s, priority %s, %s, %s"),
	    words_place(house, in->place), rule->text,
	    words_priority(rule->priority), age, state);
	if (alert->blind && alert_is_open(alert))
		str_addf(out, ", %s", _("sensor silent"));
	str_addc(out, '\n');
}

void
linear_summary(const struct ui *ui, struct str *out)
{
	char text[160];
	struct list list;

	list_make(&list, ui);
	view_summary(ui, &list, (int)sizeof(text), text);
	add_spoken(out, text);
	str_addc(out, '\n');
	for (int i = 0; i < list.n; i++)
		add_alert(ui, list.v[i], out);
	list_release(&list);
}

static void
add_room(const struct ui *ui, const struct list *list, int32_t place,
    struct str *out)
{
	const struct house *house = ui->conf->house;
	int64_t since;
	int32_t status = view_status(ui->world, place, &since);
	int32_t alert = list_room_alert(list, ui, place);
	const char *words = words_status(house, status);
	char age[WORDS_SIZE];

	words_age(ui->now, since, age);
	str_add(out, words_place(house, place));
	if (words[0] != '\0')
		str_addf(out, ": %s%s%s", words, age[0] != '\0' ? ", " : "",
		    age);
	if (alert >= 0)
		str_addf(out, "; %s", house->rule[house->instance[alert].rule]
		    .text);
	str_addc(out, '\n');
}

/* In the order of the plans; without any, all that have a status. */
static void
add_rooms(const struct ui *ui, struct str *out)
{
	const struct conf *conf = ui->conf;
	struct list list;
	int64_t since;

	list_make(&list, ui);
	for (int p = 0; p < conf->nplan; p++)
		for (int i = 0; i < conf->plan[p].nroom; i++)
			add_room(ui, &list, conf->plan[p].at[i].place, out);
	for (int32_t i = 0; conf->nplan == 0 && i < conf->house->nplace; i++)
		if (view_status(ui->world, i, &since) != STATUS_NONE)
			add_room(ui, &list, i, out);
	list_release(&list);
}

/* The page that a key has opened, and back from it. */
static void
add_page(struct ui *ui, struct str *out)
{
	int rows = ui->page == UI_PAGE_LOG ? LOG_ROWS : PAGE_ROWS;
	struct frame frame;

	frame_init(&frame, rows, COLS);
	ui_view(ui, &frame);
	add_rows(&frame, HEAD, rows - FOOT, out);
	frame_release(&frame);
	ui->page = UI_PAGE_PLAN;
}

/* Of the keys those that mean something in lines. */
static void
add_keys(const struct ui *ui, struct str *out)
{
	size_t n;
	const struct key *key = keys_table(&n);

	for (size_t i = 0; i < n; i++)
		if (keys_told(&key[i], ui))
			str_addf(out, "%s: %s\n", _(key[i].name),
			    _(key[i].help));
}

static void
add_help(const struct ui *ui, struct str *out)
{
	str_addf(out, "%s\n", _("Type a command and press Enter: a key from the"
	    " list below, and where it is meant for a room, that: a 101. What"
	    " a key asks can be answered at once: c 101 1."));
	str_addf(out, "%s\n", _("Enter alone: how it stands. p: all rooms. A"
	    " room's name: all about it. An empty line leaves a question."));
	add_keys(ui, out);
}

static void
add_question(struct ui *ui, struct str *out)
{
	struct frame frame;
	struct menu menu;
	int rows = LOG_ROWS;

	if (ui->ask == UI_ASK_NOTHING)
		return;
	if (ask_menu(ui, &menu))
		str_addf(out, "%s\n", menu.question);
	for (int i = 0; i < menu.n; i++)
		str_addf(out, "%c: %s\n", (char)menu.item[i].key,
		    menu.item[i].text);
	frame_init(&frame, rows, COLS);
	ui_view(ui, &frame);
	add_rows(&frame, rows - FOOT, rows, out);
	frame_release(&frame);
}

/* ---- commands ---- */

/* The place of that id or name, or -1. */
static int32_t
place_named(const struct house *house, const char *name)
{
	int32_t place = house_place(house, name);
	size_t len;

	for (int32_t i = 0; place < 0 && i < house->nplace; i++) {
		const char *label = words_place(house, i);

		if (text_find(label, name, &len) == 0 &&
		    len == strlen(label))
			place = i;
	}
	return place;
}

/* The place that a text begins with, the longest name there is, and its end. */
static int32_t
take_place(const struct house *house, const char **text)
{
	char *name = xstrdup(*text);
	size_t n = strlen(name);
	int32_t place = -1;

	while (n > 0 && (place = place_named(house, name)) < 0) {
		while (n > 0 && name[n - 1] != ' ')
			n--;
		while (n > 0 && name[n - 1] == ' ')
			n--;
		name[n] = '\0';
	}
	if (place >= 0)
		*text += n + strspn(*text + n, " ");
	free(name);
	return place;
}

static bool
is_within(const struct house *house, int32_t place, int32_t in)
{
	while (place >= 0 && place != in)
		place = house->place[place].parent;
	return place >= 0;
}

/* Whether who names a place means that alert: of the place, or its room. */
static bool
is_meant(const struct ui *ui, int32_t instance, int32_t place)
{
	int32_t of = ui->conf->house->instance[instance].place;
	int32_t room = list_room_place(ui->conf, place);

	return is_within(ui->conf->house, of, place) ||
	    (room >= 0 && list_room_place(ui->conf, of) == room);
}

/* Its room, or where no plan has one its most urgent alert. */
static void
choose(struct ui *ui, int32_t place)
{
	struct list list;

	ui->place = list_room_place(ui->conf, place);
	list_make(&list, ui);
	for (int i = 0; ui->place < 0 && ui->instance < 0 && i < list.n; i++)
		if (is_meant(ui, list.v[i], place))
			ui->instance = list.v[i];
	list_release(&list);
}

/* Whether one key answers what is asked. */
static bool
is_key_asked(const struct ui *ui)
{
	return ui->ask != UI_ASK_NOTHING && ask_question(ui->ask) == NULL;
}

/* As if it were typed, up to the first key that has something done. */
static struct ui_request
answer(struct ui *ui, const char *text)
{
	size_t n = strlen(text);
	struct ui_request request = ui_do(UI_DO_NOTHING);
	int32_t cp;

	if (n == 0)
		return ui_key(ui, ui->ask == UI_ASK_CHANGE ? '\n' : UI_KEY_ESC);
	while (*text != '\0' && is_key_asked(ui)) {
		size_t step = text_next(text, strlen(text), &cp);

		/* A word is another command, and no answer to this. */
		if (text[step] != '\0' && text[step] != ' ')
			return ui_key(ui, UI_KEY_UNKNOWN);
		request = ui_key(ui, cp);
		text += step;
		text += strspn(text, " ");
	}
	for (n = strlen(text); n > 0 && ui->ask != UI_ASK_NOTHING;
	    n = strlen(text)) {
		text += text_next(text, n, &cp);
		request = ui_key(ui, cp);
	}
	if (ui->ask != UI_ASK_NOTHING && !is_key_asked(ui))
		request = ui_key(ui, '\n');
	return request;
}

static bool
is_done(const struct ui_request *request)
{
	return request->what != UI_DO_NOTHING &&
	    request->what != UI_DO_REDRAW;
}

/* A key, with what follows it: a room, the answer to what it asks, or both. */
static struct ui_request
press(struct ui *ui, int32_t key, const char *rest)
{
	int32_t place = take_place(ui->conf->house, &rest);
	struct ui_request request;

	if (place >= 0)
		choose(ui, place);
	request = ui_key(ui, key);
	/* A key may look further; who names a room means no other. */
	if (place >= 0 && ui->instance >= 0 &&
	    !is_meant(ui, ui->instance, place)) {
		ui->ask = UI_ASK_NOTHING;
		ui_say(ui, _("There is no alert at %s for that."),
		    words_place(ui->conf->house, place));
		return ui_do(UI_DO_NOTHING);
	}
	if (rest[0] == '\0')
		return request;
	if (!is_done(&request) && ui->ask != UI_ASK_NOTHING)
		return answer(ui, rest);
	ui_say(ui, _("There is no room called '%s'."), rest);
	return ui_do(UI_DO_NOTHING);
}

/* Whether rooms may be told of, which a locked screen hides as well. */
static bool
can_tell(struct ui *ui)
{
	if (ui->locked)
		ui_say(ui, "%s", _("The screen is locked: L unlocks it."));
	else if (ui->world == NULL)
		ui_say(ui, "%s", _("Nothing is known yet."));
	return !ui->locked && ui->world != NULL;
}

/* All about a room. */
static void
show(struct ui *ui, int32_t place)
{
	int32_t room = list_room_place(ui->conf, place);

	ui->place = room >= 0 ? room : place;
	ui->page = UI_PAGE_DETAIL;
}

static struct ui_request
run(struct ui *ui, const char *line, struct str *out)
{
	size_t n = strlen(line), first;
	int32_t cp, place;

	ui->place = ui->instance = -1;
	if (n == 0) {
		linear_summary(ui, out);
		return ui_do(UI_DO_NOTHING);
	}
	first = text_next(line, n, &cp);
	if (strcmp(line, "p") == 0) {
		if (can_tell(ui))
			add_rooms(ui, out);
		return ui_do(UI_DO_NOTHING);
	}
	if (strcmp(line, "?") == 0) {
		add_help(ui, out);
		return ui_do(UI_DO_NOTHING);
	}
	place = first < n || (cp >= '0' && cp <= '9') ?
	    place_named(ui->conf->house, line) : -1;
	if (place >= 0) {
		if (can_tell(ui))
			show(ui, place);
		return ui_do(UI_DO_NOTHING);
	}
	if (first < n && line[first] != ' ') {
		ui_say(ui, _("'%s' is no command: ? tells all"), line);
		return ui_do(UI_DO_NOTHING);
	}
	return press(ui, cp, line + first + strspn(line + first, " "));
}

struct ui_request
linear_command(struct ui *ui, const char *line, struct str *out)
{
	struct ui_request request;
	char *copy;
	size_t n;

	line += strspn(line, " \t");
	copy = xstrdup(line);
	for (n = strlen(copy); n > 0 && strchr(" \t\r\n", copy[n - 1]); n--)
		copy[n - 1] = '\0';
	ui->notice[0] = '\0';
	ui->pressed = ui->steady;
	select_check(ui);
	request = ui->ask != UI_ASK_NOTHING ? answer(ui, copy) :
	    run(ui, copy, out);
	/* It may have been a PIN. */
	explicit_bzero(copy, strlen(copy));
	free(copy);
	/* The sheet is still to be made. */
	if (ui->page == UI_PAGE_SHEET)
		ui->page = UI_PAGE_PLAN;
	if (ui->page != UI_PAGE_PLAN)
		add_page(ui, out);
	if (!is_done(&request))
		add_question(ui, out);
	return request;
}
