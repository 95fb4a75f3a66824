/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/linear.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/ask.h"
#include "ui/find.h"
#include "ui/keys.h"
#include "ui/linear_page.h"
#include "ui/lines.h"
#include "ui/list.h"
#include "ui/select.h"
#include "ui/view.h"
#include "ui/words.h"

enum { BANNER_COLS = 160 };

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
	linear_words(words.s, out);
	str_release(&words);
	add_weight(ui, entry, out);
	str_addc(out, '\n');
}

/* ---- how it stands ---- */

/* The row that a view has drawn of something. */
static void
add_row(const struct frame *frame, struct str *out)
{
	struct str row;

	str_init(&row);
	frame_dump(frame, &row);
	linear_text(row.s, out);
	str_release(&row);
}

void
linear_banner(const struct ui *ui, struct str *out)
{
	struct frame frame;

	frame_init(&frame, 1, BANNER_COLS);
	if (view_banner(ui, &frame, 0))
		add_row(&frame, out);
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
	linear_words(text, out);
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
	int32_t status = world_status(ui->world, place, &since);
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
		if (world_status(ui->world, i, &since) != STATUS_NONE)
			add_room(ui, &list, i, out);
	list_release(&list);
}

/* The key that opens a page. */
static const struct key *
opener(const struct ui *ui, unsigned where)
{
	size_t n;
	const struct key *key = keys_table(&n);

	for (size_t i = 0; i < n; i++)
		if (key[i].opens != UI_PAGE_PLAN && keys_told(&key[i], ui) &&
		    (where & 1U << key[i].opens) != 0)
			return &key[i];
	return NULL;
}

/* Of the keys those that mean something in lines; of a page's, which page. */
static void
add_keys(const struct ui *ui, struct str *out)
{
	size_t n;
	const struct key *key = keys_table(&n);

	for (size_t i = 0; i < n; i++) {
		const struct key *page = key[i].where & KEY_ON_PLAN ? NULL :
		    opener(ui, key[i].where);

		if (!keys_told(&key[i], ui))
			continue;
		if (page != NULL)
			str_addf(out, _("%s, room, "), _(page->name));
		str_addf(out, "%s: %s\n", _(key[i].name), _(key[i].help));
	}
}

static void
add_help(const struct ui *ui, struct str *out)
{
	str_addf(out, "%s\n", _("Type a command and press Enter: a key from the"
	    " list below, and where it is meant for a room, that: a 101. What"
	    " a key asks can be answered at once: c 101 1."));
	str_addf(out, "%s\n", _("Enter alone: how it stands. p: all rooms. A"
	    " room's name: all about it. An empty line leaves a question."));
	str_addf(out, "%s\n", _("A list can be asked for of one room or with a"
	    " word in it: l 101, d bed. Rounds are seen to by their room: r 101"
	    " t, and r u undoes it."));
	add_keys(ui, out);
}

static void
add_yes(const struct ui *ui, struct str *out)
{
	struct frame frame;

	frame_init(&frame, 1, BANNER_COLS);
	view_notice(ui, &frame, 0);
	add_row(&frame, out);
	str_addf(out, "%s: %s\n", _("y"), _("yes, close"));
	frame_release(&frame);
}

static void
add_question(const struct ui *ui, struct str *out)
{
	const struct question *q = ask_question(ui->ask);
	char words[WORDS_SIZE];
	struct menu menu;

	if (q != NULL) {
		ask_words(ui, q, words);
		str_addf(out, "%s\n", words);
	} else if (ask_menu(ui, &menu)) {
		if (menu.title[0] != '\0')
			str_addf(out, "%s: ", menu.title);
		str_addf(out, "%s\n", menu.question);
		for (int i = 0; i < menu.n; i++)
			str_addf(out, "%c: %s\n", (char)menu.item[i].key,
			    menu.item[i].text);
	} else if (ui->ask == UI_ASK_QUIT) {
		add_yes(ui, out);
	}
}

/* ---- what is looked for ---- */

/* Its bath is found with a room, and told as the room; once. */
static void
add_hit(const struct ui *ui, const struct list *list, const struct hit *hit,
    int32_t *room, struct str *out)
{
	int32_t was = *room;

	switch (hit->kind) {
	case HIT_ALERT: add_alert(ui, hit->index, out); return;
	case HIT_DEVICE: linear_device(ui, hit->index, out); return;
	case HIT_ROOM: break;
	}
	*room = list_room_place(ui->conf, hit->index);
	if (*room != was)
		add_room(ui, list, *room, out);
}

static void
seek(struct ui *ui, const char *text, struct str *out)
{
	struct hits hits;
	struct list list;
	int32_t room = -1;

	if (text[0] == '\0') {
		ui_say(ui, "%s", _("Type what to look for as well: / 101"));
		return;
	}
	list_make(&list, ui);
	find_hits(&hits, ui, text);
	for (size_t i = 0; i < hits.n; i++)
		add_hit(ui, &list, &hits.v[i], &room, out);
	if (hits.n == 0)
		ui_say(ui, _("'%s' is not found"), text);
	find_release(&hits);
	list_release(&list);
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

/* Whether who names a place means that alert. */
static bool
is_meant(const struct ui *ui, int32_t instance, int32_t place)
{
	return linear_is_of(ui, ui->conf->house->instance[instance].place,
	    place);
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

/* What stands behind a key and its room answers what it asks. */
static struct ui_request
go_on(struct ui *ui, struct ui_request request, const char *rest)
{
	if (rest[0] == '\0')
		return request;
	if (!is_done(&request) && ui->ask != UI_ASK_NOTHING)
		return answer(ui, rest);
	ui_say(ui, _("There is no room called '%s'."), rest);
	return ui_do(UI_DO_NOTHING);
}

/* The page's own key that a text begins with, or NULL. */
static const struct key *
page_key(const struct ui *ui, const char *text)
{
	int32_t cp;
	size_t n = text_next(text, strlen(text), &cp);
	const struct key *key = text[0] != '\0' &&
	    (text[n] == '\0' || text[n] == ' ') ? keys_find(ui, cp) : NULL;

	return key != NULL && key->asks != UI_ASK_FIND &&
	    keys_is_here(key, ui) &&
	    (key->where & KEY_ANYWHERE) != KEY_ANYWHERE ? key : NULL;
}

/* The first line of a room on the page, or -1. */
static int64_t
line_of(const struct ui *ui, int32_t place)
{
	struct lines lines;
	int64_t line = -1;

	lines_make(&lines, ui);
	for (int i = 0; i < lines.n && line < 0; i++)
		if (linear_is_of(ui, lines_place(ui, lines.v[i]), place))
			line = lines.v[i];
	lines_release(&lines);
	return line;
}

/*
 * A key of a page means the first line of the room that is named. Where none
 * is, none is guessed: that of the rounds says so itself, or undoes the last.
 */
static struct ui_request
press_on_page(struct ui *ui, int32_t place, const char *rest)
{
	bool lists = lines_are_shown(ui), rounds = ui->page == UI_PAGE_ROUNDS;
	struct ui_request request = ui_do(UI_DO_NOTHING);
	int32_t cp;

	rest += text_next(rest, strlen(rest), &cp);
	ui->pages.line = place >= 0 ? line_of(ui, place) : -1;
	if (place >= 0 && lists && ui->pages.line < 0)
		ui_say(ui, _("There is nothing of that for %s."),
		    words_place(ui->conf->house, place));
	else if (place < 0 && lists && !rounds)
		ui_say(ui, "%s", _("Type the room as well."));
	else
		request = ui_key(ui, cp);
	ui->page = UI_PAGE_PLAN;
	return go_on(ui, request, is_done(&request) || ui->ask !=
	    UI_ASK_NOTHING ? rest + strspn(rest, " ") : "");
}

/* A key that opens a page, with a key of it or what its lines are to hold. */
static struct ui_request
open_page(struct ui *ui, int32_t place, const char *rest, struct str *out)
{
	if (page_key(ui, rest) != NULL)
		return press_on_page(ui, place, rest);
	linear_page(ui, place, rest[0] != '\0' ? rest : NULL, out);
	ui->page = UI_PAGE_PLAN;
	return ui_do(UI_DO_NOTHING);
}

/* A key, with what follows it: a room, the answer to what it asks, or both. */
static struct ui_request
press(struct ui *ui, int32_t key, const char *rest, struct str *out)
{
	int32_t place = take_place(ui->conf->house, &rest);
	struct ui_request request;

	if (place >= 0)
		choose(ui, place);
	request = ui_key(ui, key);
	/* The sheet is still to be made. */
	if (ui->page == UI_PAGE_SHEET && page_key(ui, rest) == NULL)
		ui->page = UI_PAGE_PLAN;
	if (ui->page != UI_PAGE_PLAN)
		return open_page(ui, place, rest, out);
	/* Why it does nothing there has been said. */
	if (place >= 0 && !is_done(&request) && ui->notice[0] != '\0' &&
	    ui->instance < 0)
		return ui_do(UI_DO_NOTHING);
	/* A key may look further; who names a room means no other. */
	if (place >= 0 && ui->instance >= 0 &&
	    !is_meant(ui, ui->instance, place)) {
		ui->ask = UI_ASK_NOTHING;
		ui_say(ui, _("There is no alert at %s for that."),
		    words_place(ui->conf->house, place));
		return ui_do(UI_DO_NOTHING);
	}
	return go_on(ui, request, rest);
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
show(struct ui *ui, int32_t place, struct str *out)
{
	int32_t room = list_room_place(ui->conf, place);

	ui->place = room >= 0 ? room : place;
	ui->page = UI_PAGE_DETAIL;
	linear_page(ui, -1, NULL, out);
	ui->page = UI_PAGE_PLAN;
}

/* What is told at once: whether the line asks for that. */
static bool
tell(struct ui *ui, const char *line, struct str *out)
{
	size_t n = strlen(line), first;
	int32_t cp, place;

	if (n == 0) {
		linear_summary(ui, out);
		return true;
	}
	first = text_next(line, n, &cp);
	if (strcmp(line, "?") == 0) {
		add_help(ui, out);
		return true;
	}
	if (strcmp(line, "p") == 0) {
		if (can_tell(ui))
			add_rooms(ui, out);
		return true;
	}
	if (cp == '/') {
		if (can_tell(ui))
			seek(ui, line + first + strspn(line + first, " "),
			    out);
		return true;
	}
	place = first < n || (cp >= '0' && cp <= '9') ?
	    place_named(ui->conf->house, line) : -1;
	if (place >= 0 && can_tell(ui))
		show(ui, place, out);
	return place >= 0;
}

static struct ui_request
run(struct ui *ui, const char *line, struct str *out)
{
	size_t first;
	int32_t cp;

	ui->place = ui->instance = -1;
	if (tell(ui, line, out))
		return ui_do(UI_DO_NOTHING);
	first = text_next(line, strlen(line), &cp);
	if (line[first] != '\0' && line[first] != ' ') {
		ui_say(ui, _("'%s' is no command: ? tells all"), line);
		return ui_do(UI_DO_NOTHING);
	}
	return press(ui, cp, line + first + strspn(line + first, " "), out);
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
	ui->notice[0] = ui->warning[0] = '\0';
	ui->pressed = ui->steady;
	select_check(ui);
	request = ui->ask != UI_ASK_NOTHING ? answer(ui, copy) :
	    run(ui, copy, out);
	/* It may have been a PIN. */
	explicit_bzero(copy, strlen(copy));
	free(copy);
	if (!is_done(&request))
		add_question(ui, out);
	return request;
}
