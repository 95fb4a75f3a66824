/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/keys.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "ui/target.h"
#include "ui/ask.h"
#include "ui/bell.h"
#include "ui/difference.h"
#include "ui/find.h"
#include "ui/lines.h"
#include "ui/list.h"
#include "ui/mark.h"
#include "ui/outcome.h"
#include "ui/note.h"
#include "ui/pages.h"
#include "ui/rounds.h"
#include "ui/select.h"
#include "ui/shelve.h"
#include "ui/sign.h"
#include "ui/tiles.h"
#include "ui/transport.h"
#include "ui/words.h"

enum {
	ON_BOARD = KEY_ON_PLAN | KEY_ON_DETAIL,
};

/* In the order of the name "PgUp PgDn", which is clicked on. */
#define UP_AND_DOWN UI_KEY_PAGE_UP, UI_KEY_PAGE_DOWN, UI_KEY_UP, UI_KEY_DOWN, \
    UI_KEY_HOME, UI_KEY_END

/* ---- whether they work ---- */

static bool
can_silence(const struct ui *ui)
{
	return bell_call(ui).strokes > 0;
}

static bool
is_locked(const struct ui *ui)
{
	return ui->locked;
}

static bool
can_select(const struct ui *ui)
{
	return ui->world != NULL;
}

static bool
can_scroll(const struct ui *ui)
{
	return ui->shape.over > 0;
}

static bool
can_scroll_plan(const struct ui *ui)
{
	return !ui->large && ui->shape.corner.over > 0;
}

static bool
has_plans(const struct ui *ui)
{
	return ui->conf->nplan > 1;
}

static bool
can_go_back(const struct ui *ui)
{
	return ui->page != UI_PAGE_PLAN || ui->place >= 0 || ui->instance >= 0;
}

/* A filter that is set can be taken away again. */
static bool
can_filter(const struct ui *ui)
{
	struct list list;
	bool any;

	list_make(&list, ui);
	any = list.n > 0 || ui->pages.show != SHOW_ALL ||
	    ui->pages.sort != SORT_URGENCY;
	list_release(&list);
	return any;
}

static bool
has_sought(const struct ui *ui)
{
	return ui->world != NULL && ui->pages.sought[0] != '\0';
}

static bool
can_quit(const struct ui *ui)
{
	return !ui->kiosk;
}

static bool
has_colours(const struct ui *ui)
{
	return !ui->mono;
}

/* ---- around the screen ---- */

static struct ui_request
move(struct ui *ui, int32_t code)
{
	int down = code == UI_KEY_UP ? -1 : code == UI_KEY_DOWN;
	int right = code == UI_KEY_LEFT ? -1 : code == UI_KEY_RIGHT;

	if (ui->large)
		tiles_move(ui, down, right);
	else
		select_move(ui, down, right);
	return ui_do(UI_DO_REDRAW);
}

static struct ui_request
move_on(struct ui *ui, int32_t code)
{
	int step = code == UI_KEY_BACKTAB ? -1 : 1;

	if (ui->large)
		tiles_next(ui, step);
	else
		select_next(ui, step);
	return ui_do(UI_DO_REDRAW);
}

static struct ui_request
scroll(struct ui *ui, int32_t code)
{
	struct ui_shape *at = &ui->shape;
	int by = 0;

	switch (code) {
	case UI_KEY_UP: by = -1; break;
	case UI_KEY_DOWN: by = 1; break;
	case UI_KEY_PAGE_UP: by = -at->page; break;
	case UI_KEY_PAGE_DOWN: by = at->page; break;
	case UI_KEY_HOME: by = -at->over; break;
	case UI_KEY_END: by = at->over; break;
	}
	at->scroll += by;
	if (at->scroll > at->over)
		at->scroll = at->over;
	if (at->scroll < 0)
		at->scroll = 0;
	return ui_do(UI_DO_REDRAW);
}

/* Half a screen of it at a time. */
static struct ui_request
scroll_plan(struct ui *ui, int32_t code)
{
	int by = ui->shape.corner.rows / 2;

	ui->shape.corner.row += code == UI_KEY_PAGE_UP ? -by : by;
	return ui_do(UI_DO_REDRAW);
}

static struct ui_request
choose_plan(struct ui *ui, int32_t code)
{
	if (code - '1' < ui->conf->nplan) {
		ui->plan = code - '1';
		ui->place = ui->instance = -1;
		ui->page = UI_PAGE_PLAN;
		ui->large = false;
	}
	return ui_do(UI_DO_REDRAW);
}

static struct ui_request
find_on(struct ui *ui, int32_t code)
{
	/* In a recording the comma steps back. */
	find_next(ui, code == (ui->read_only ? ';' : ',') ? 1 : -1);
	return ui_do(UI_DO_REDRAW);
}

/* ---- pages ---- */

static void
go_to_page(struct ui *ui, enum ui_page page)
{
	ui->page = page;
	ui->pages.back = UI_PAGE_PLAN;
	ui->pages.line = -1;
	ui->shape.scroll = ui->shape.over = 0;
}

/* There, back to the plan. */
static struct ui_request
open_page(struct ui *ui, enum ui_page page)
{
	const struct page_kind *kind;

	go_to_page(ui, ui->page == page ? UI_PAGE_PLAN : page);
	kind = pages_shown(ui);
	return kind->open != NULL ? kind->open(ui) : ui_do(UI_DO_REDRAW);
}

/* From another page to the tiles; there, back to the plan. */
static struct ui_request
enlarge(struct ui *ui)
{
	ui->large = ui->page != UI_PAGE_PLAN || !ui->large;
	if (ui->page != UI_PAGE_PLAN)
		go_to_page(ui, UI_PAGE_PLAN);
	return ui_do(UI_DO_REDRAW);
}

static struct ui_request
show_detail(struct ui *ui)
{
	if (ui->instance < 0 && ui->place < 0)
		select_move(ui, 1, 0);
	if (ui->instance >= 0 || ui->place >= 0)
		go_to_page(ui, UI_PAGE_DETAIL);
	return ui_do(UI_DO_REDRAW);
}

static struct ui_request
go_back(struct ui *ui)
{
	if (ui->page == UI_PAGE_DETAIL && ui->pages.back != UI_PAGE_PLAN)
		ui->page = ui->pages.back;
	else if (ui->page != UI_PAGE_PLAN)
		go_to_page(ui, UI_PAGE_PLAN);
	else
		ui->place = ui->instance = -1;
	return ui_do(UI_DO_REDRAW);
}

static struct ui_request
filter(struct ui *ui)
{
	ui->pages.show = (ui->pages.show + 1) % SHOWS;
	return ui_do(UI_DO_REDRAW);
}

static struct ui_request
filter_log(struct ui *ui)
{
	ui->pages.kind = (ui->pages.kind + 1) % LOG_KINDS;
	return ui_do(UI_DO_REDRAW);
}

static struct ui_request
sort(struct ui *ui)
{
	ui->pages.sort = (ui->pages.sort + 1) % SORTS;
	return ui_do(UI_DO_REDRAW);
}

static struct ui_request
change_theme(struct ui *ui)
{
	ui->theme = theme_next(ui->theme);
	return ui_say(ui, _("Colours: %s"), theme_label(ui->theme));
}

/* In the order of the footer; what stands first stays on narrow screens. */
static const struct key table[] = {
	{"a", {'a'}, ON_BOARD | KEY_LIVE | KEY_LOCKED, NULL,
	    N_("No alert is waiting to be taken."),
	    N_("take an alert: on the way"), N_("take"),
	    .acts = true, .act = ACTION_ACK},
	{"t", {'t'}, ON_BOARD | KEY_LIVE | KEY_LOCKED, NULL,
	    N_("There is no alert to go to."),
	    N_("you are with the resident"), N_("there"),
	    .acts = true, .act = ACTION_ATTEND, .refuse = target_refuse},
	{"c", {'c'}, ON_BOARD | KEY_LIVE, NULL,
	    N_("There is no alert to close."),
	    N_("close an alert, say how it went"), N_("close"),
	    .acts = true, .act = ACTION_CLOSE, .refuse = target_refuse},
	{"c", {'c'}, KEY_ON_SHEET | KEY_LIVE, outcome_is_wanted,
	    N_("It has been said of all how they went."), NULL,
	    N_("how did it go?"), .run = outcome_ask},
	{"u", {'u'}, ON_BOARD | KEY_LIVE, NULL,
	    N_("Only an alert taken within the last minute can be let go."),
	    N_("let go of an alert just taken"), N_("undo"),
	    .acts = true, .act = ACTION_UNDO},
	{"s", {'s'}, ON_BOARD | KEY_LIVE, shelve_can,
	    N_("Choose an alert or a room first."),
	    N_("put on hold, with a reason; or end that"),
	    N_("hold"), .run = shelve_open,
	    .refuse = shelve_refuse},
	{"s", {'s'}, KEY_ON_ASIDE | KEY_LIVE, shelve_can_line,
	    N_("Choose an alert or a room first."), NULL,
	    N_("hold"), .run = shelve_open_line,
	    .refuse = shelve_refuse_line},
	{"t", {'t'}, KEY_ON_ROUNDS | KEY_LIVE, rounds_can_visit,
	    N_("No round is due within the hour."),
	    N_("rounds: you have looked in"), N_("seen to"),
	    .run = rounds_visit},
	{"s", {'s'}, KEY_ON_ROUNDS | KEY_LIVE, rounds_can_visit,
	    N_("No round is due within the hour."),
	    N_("rounds: leave in peace, undisturbed"),
	    N_("leave in peace"),
	    .run = rounds_spare},
	{"u", {'u'}, KEY_ON_ROUNDS | KEY_LIVE, rounds_can_undo,
	    N_("Only a visit of the last minute can be undone."),
	    N_("rounds: undo a visit of the last minute"), N_("undo"),
	    .run = rounds_undo},
	{"m", {'m'}, KEY_ANYWHERE | KEY_LIVE | KEY_LOCKED, can_silence,
	    N_("No bell is ringing."),
	    N_("silence the bell a while"), N_("silence"), .run = bell_silence},
	{"i", {'i'}, KEY_ANYWHERE | KEY_LIVE | KEY_LOCKED | KEY_BY_CONF,
	    sign_is_on,
	    N_("Nobody signs in here."),
	    N_("sign in, or sign out"), N_("sign in/out"), .run = sign_open},
	{N_("Enter"), {'\n'}, KEY_ON_TRUTH | KEY_RECORDED, lines_are_any,
	    N_("No incident has been marked."), NULL, N_("go there"),
	    .run = mark_visit},
	{"x", {'x'}, KEY_ON_TRUTH | KEY_RECORDED, lines_are_any,
	    N_("No incident has been marked."),
	    NULL, N_("delete"), .run = mark_delete},
	{N_("Enter"), {'\n'}, KEY_ON_COMPARE | KEY_COMPARED,
	    lines_are_any, N_("Both raise the same alerts."), NULL,
	    N_("go there"), .run = difference_visit},
	{"v", {'v'}, KEY_ANYWHERE | KEY_COMPARED, NULL,
	    N_("Nothing is compared: --compare names other rules."),
	    N_("this moment under the other rules"), N_("other rules"),
	    .wants = UI_DO_FLIP},
	{"c", {'c'}, KEY_ANYWHERE | KEY_COMPARED, NULL,
	    N_("A recording cannot be changed."),
	    N_("what the two sets of rules do otherwise"), N_("compare"),
	    .opens = UI_PAGE_COMPARE},
	{N_("space"), {' '}, KEY_ANYWHERE | KEY_RECORDED, NULL, NULL,
	    N_("pause, or go on"), N_("pause"), .wants = UI_DO_PAUSE},
	{"← →", {UI_KEY_LEFT, UI_KEY_RIGHT}, KEY_ANYWHERE | KEY_RECORDED,
	    NULL, NULL, N_("a minute back or on"), N_("minute"),
	    .move = transport_seek},
	{N_("shift ← →"), {UI_KEY_SHIFT_LEFT, UI_KEY_SHIFT_RIGHT, '<', '>'},
	    KEY_ANYWHERE | KEY_RECORDED, NULL, NULL,
	    N_("ten minutes back or on (also < >)"), NULL,
	    .move = transport_seek},
	{"+ -", {'+', '-', '='}, KEY_ANYWHERE | KEY_RECORDED, NULL, NULL,
	    N_("faster, slower"), N_("speed"), .move = transport_speed},
	{"N P", {'N', 'P'}, KEY_ANYWHERE | KEY_RECORDED, transport_has_stops,
	    N_("There is no alert or mark in this recording."),
	    N_("the next or previous alert or mark"), N_("alert"),
	    .move = transport_stop},
	{"]", {']'}, KEY_ANYWHERE | KEY_RECORDED, mark_can_end,
	    N_("Mark the start of the incident first, with [."),
	    N_("here it ends: what was it?"), N_("end"), .run = mark_end},
	{"[", {'['}, KEY_ANYWHERE | KEY_RECORDED, mark_can_begin,
	    N_("Choose the room first, with ↑ ↓."),
	    N_("here an incident begins, in the room"), N_("begin"),
	    .run = mark_begin},
	{"↑ ↓ ← →", {UI_KEY_UP, UI_KEY_DOWN, UI_KEY_LEFT, UI_KEY_RIGHT},
	    KEY_ON_PLAN | KEY_LIVE | KEY_SEEN, can_select,
	    N_("Nothing is known yet."),
	    N_("choose a room or an alert"), NULL, .move = move},
	{"↑ ↓", {UI_KEY_UP, UI_KEY_DOWN}, KEY_ON_PLAN | KEY_RECORDED,
	    can_select, N_("Nothing is known yet."),
	    N_("choose a room or an alert"), NULL, .move = move},
	{N_("Tab"), {'\t', UI_KEY_BACKTAB}, ON_BOARD | KEY_ALWAYS | KEY_SEEN,
	    can_select, N_("Nothing is known yet."),
	    N_("the next alert or room"), NULL, .move = move_on},
	{N_("Enter"), {'\n'}, KEY_ON_PLAN | KEY_ALWAYS | KEY_SEEN, can_select,
	    N_("Nothing is known yet."),
	    N_("show all about it"), N_("show"), .run = show_detail},
	{N_("Enter"), {'\n'}, KEY_ON_LOG | KEY_LIVE | KEY_SEEN, NULL, NULL,
	    N_("in the log: the room or alert of the line"), N_("show"),
	    .run = lines_open},
	{N_("Enter"), {'\n'}, KEY_ON_LOG | KEY_RECORDED, NULL, NULL,
	    N_("in the log: go to the moment of the line"), N_("go there"),
	    .run = lines_open},
	{N_("Enter"), {'\n'}, KEY_ON_DEVICES | KEY_ON_ASIDE | KEY_ON_ROUNDS |
	    KEY_ALWAYS, can_select,
	    N_("Nothing is known yet."), NULL, N_("room"), .run = lines_open},
	{"↑ ↓", {UP_AND_DOWN}, KEY_ON_LINES | KEY_ALWAYS, NULL, NULL, NULL, NULL,
	    .move = lines_move},
	{N_("PgUp PgDn"), {UP_AND_DOWN}, KEY_ON_TEXT | KEY_ALWAYS | KEY_LOCKED |
	    KEY_SEEN, can_scroll,
	    N_("That is all there is."),
	    N_("read on (also ↑ ↓ Home End)"), N_("read on"), .move = scroll},
	{N_("PgUp PgDn"), {UI_KEY_PAGE_UP, UI_KEY_PAGE_DOWN},
	    KEY_ON_PLAN | KEY_ALWAYS | KEY_SEEN, can_scroll_plan,
	    N_("The whole plan is on the screen."),
	    N_("up or down a large plan"), N_("scroll"), .move = scroll_plan},
	{"1-9", {'1', '2', '3', '4', '5', '6', '7', '8', '9'},
	    ON_BOARD | KEY_ALWAYS | KEY_BY_CONF | KEY_SEEN, has_plans,
	    N_("There is one plan only."),
	    N_("another plan"), N_("plan"), .move = choose_plan},
	{"/", {'/'}, ON_BOARD | KEY_ON_LINES | KEY_ALWAYS, can_select,
	    N_("Nothing is known yet."),
	    N_("find a room, an alert, a code, a device, a line"), N_("find"),
	    .run = find_open},
	{", ;", {',', ';'}, ON_BOARD | KEY_ON_LINES | KEY_LIVE | KEY_SEEN,
	    has_sought, N_("Nothing has been looked for yet: / does."),
	    N_("what else was found, on or back"), NULL, .move = find_on},
	{"; :", {';', ':'}, ON_BOARD | KEY_ON_LINES | KEY_RECORDED, has_sought,
	    N_("Nothing has been looked for yet: / does."),
	    N_("what else was found, on or back"), NULL, .move = find_on},
	{"f", {'f'}, KEY_ON_PLAN | KEY_ALWAYS | KEY_SEEN,
	    can_filter, N_("There is no alert."),
	    N_("filter the alerts, or the log"), N_("filter"), .run = filter},
	{"f", {'f'}, KEY_ON_LOG | KEY_ALWAYS | KEY_SEEN, NULL, NULL, NULL,
	    N_("filter"), .run = filter_log},
	{"o", {'o'}, KEY_ON_PLAN | KEY_ALWAYS | KEY_SEEN, can_filter,
	    N_("There is no alert."),
	    N_("order of the alerts: urgency, time, room"), N_("order"),
	    .run = sort},
	{"w", {'w'}, KEY_ON_LINES | KEY_ALWAYS | KEY_SEEN, NULL, NULL,
	    N_("on a list: only the room of the line"), N_("one room"),
	    .run = lines_toggle_room},
	{"b", {'b'}, KEY_ANYWHERE | KEY_ALWAYS | KEY_SEEN, NULL, NULL,
	    N_("big, to be read from afar"), N_("big"),
	    .run = enlarge},
	{"r", {'r'}, KEY_ANYWHERE | KEY_ALWAYS, rounds_are_planned,
	    N_("No rounds are planned."),
	    N_("the rounds: who is to be seen to, and when"), N_("rounds"),
	    .opens = UI_PAGE_ROUNDS},
	{"l", {'l'}, KEY_ANYWHERE | KEY_ALWAYS, NULL, NULL,
	    N_("the log: all that has happened"), N_("log"),
	    .opens = UI_PAGE_LOG},
	{"h", {'h'}, KEY_ANYWHERE | KEY_LIVE, NULL, NULL,
	    N_("the handover: what the next shift must know"),
	    N_("handover"), .opens = UI_PAGE_SHEET},
	{"d", {'d'}, KEY_ANYWHERE | KEY_ALWAYS, NULL, NULL,
	    N_("the devices: which can be trusted, what broke"),
	    N_("devices"), .opens = UI_PAGE_DEVICES},
	{"i", {'i'}, KEY_ANYWHERE | KEY_RECORDED, NULL, NULL,
	    N_("what really happened (x deletes one)"), N_("incidents"),
	    .opens = UI_PAGE_TRUTH},
	{"u", {'u'}, KEY_ANYWHERE | KEY_RECORDED, mark_can_undo,
	    N_("There is no mark to undo."),
	    N_("undo the last mark"), N_("undo"), .run = mark_undo},
	{"e", {'e'}, KEY_ANYWHERE | KEY_RECORDED, transport_can_loop,
	    N_("There is no incident here to go around in."),
	    N_("the incident again and again, or not"), N_("loop"),
	    .run = transport_loop},
	{". ,", {'.', ','}, KEY_ANYWHERE | KEY_RECORDED, NULL, NULL,
	    N_("one message on, or back"), N_("step"), .move = transport_step},
	{"g", {'g'}, KEY_ANYWHERE | KEY_RECORDED, NULL, NULL,
	    N_("go to a time"), N_("time"), .asks = UI_ASK_TIME},
	{"S", {'S'}, KEY_ANYWHERE | KEY_ALWAYS, can_select,
	    N_("Nothing is known yet."),
	    N_("what is on hold, and why"),
	    N_("on hold"), .opens = UI_PAGE_ASIDE},
	{"n", {'n'}, ON_BOARD | KEY_ON_ROUNDS | KEY_LIVE, can_select,
	    N_("Nothing is known yet."),
	    N_("a note, to the chosen room or to the shift"), N_("note"),
	    .run = note_open},
	{"*", {'*'}, KEY_ANYWHERE | KEY_ALWAYS | KEY_SEEN, has_colours,
	    N_("This screen shows no colours."),
	    N_("colours: dark, light, high contrast"), NULL,
	    .run = change_theme},
	{"L", {'L'}, KEY_ANYWHERE | KEY_LIVE, NULL, NULL,
	    N_("lock the screen; alerts can be taken all the same"),
	    N_("lock"), .run = sign_lock},
	{"L", {'L'}, KEY_ANYWHERE | KEY_LIVE | KEY_LOCKED, is_locked, NULL,
	    NULL, N_("unlock"), .run = sign_unlock},
	{N_("Esc"), {UI_KEY_ESC}, KEY_ANYWHERE | KEY_ALWAYS | KEY_LOCKED |
	    KEY_SEEN, can_go_back,
	    N_("This is the first page."),
	    N_("back to the plan, choose nothing"), N_("back"), .run = go_back},
	{"?", {'?'}, KEY_ANYWHERE | KEY_ALWAYS | KEY_LOCKED, NULL, NULL,
	    N_("this help"), N_("help"), .opens = UI_PAGE_HELP},
	{"Ctrl-L", {KEY_CTRL_L}, KEY_ANYWHERE | KEY_ALWAYS | KEY_LOCKED |
	    KEY_SEEN, NULL, NULL,
	    N_("draw the screen anew"), NULL, .wants = UI_DO_REPAIR},
	{"q", {'q', 'Q'}, KEY_ANYWHERE | KEY_ALWAYS | KEY_BY_CONF, can_quit,
	    N_("This screen stays open, day and night."),
	    N_("close the screen (asks first)"), N_("quit"),
	    .asks = UI_ASK_QUIT},
};

const struct key *
keys_table(size_t *n)
{
	*n = sizeof(table) / sizeof(table[0]);
	return table;
}

int32_t
keys_target(const struct key *key, const struct ui *ui)
{
	return key->acts ? target_of(ui, key->act) : -1;
}

bool
keys_applies(const struct key *key, const struct ui *ui)
{
	unsigned here = !ui->read_only ? KEY_LIVE : difference_is_on(ui) ?
	    KEY_RECORDED | KEY_COMPARED : KEY_RECORDED;

	return (key->where & here) != 0 &&
	    !(ui->linear && (key->where & KEY_SEEN));
}

bool
keys_locked(const struct key *key, const struct ui *ui)
{
	return ui->locked && (key->where & KEY_LOCKED) == 0;
}

bool
keys_is_here(const struct key *key, const struct ui *ui)
{
	const struct page_kind *page = pages_shown(ui);
	unsigned here = 1U << ui->page;

	if (page->list != NULL)
		here |= KEY_ON_LINES;
	if (page->text != NULL)
		here |= KEY_ON_TEXT;
	return (key->where & here) != 0;
}

bool
keys_works(const struct key *key, const struct ui *ui)
{
	return keys_applies(key, ui) && !keys_locked(key, ui) &&
	    keys_is_here(key, ui) &&
	    (key->acts ? target_can(ui, key->act) :
	    key->works == NULL || key->works(ui));
}

/* What can never work here is not told of. */
bool
keys_told(const struct key *key, const struct ui *ui)
{
	return key->help != NULL && keys_applies(key, ui) &&
	    ((key->where & KEY_BY_CONF) == 0 || key->works(ui));
}

struct ui_request
keys_run(const struct key *key, struct ui *ui, int32_t code)
{
	if (key->acts)
		return target_act(ui, key->act);
	if (key->run != NULL)
		return key->run(ui);
	if (key->move != NULL)
		return key->move(ui, code);
	if (key->opens != UI_PAGE_PLAN)
		return open_page(ui, key->opens);
	if (key->wants != UI_DO_NOTHING)
		return ui_do(key->wants);
	return ask_open(ui, key->asks);
}

static bool
has_code(const struct key *key, int32_t code)
{
	for (int i = 0; i < KEY_CODES && key->code[i] != 0; i++)
		if (key->code[i] == code)
			return true;
	return false;
}

static const struct key *
find(const struct ui *ui, int32_t code)
{
	const struct key *other = NULL;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		const struct key *key = &table[i];

		if (!has_code(key, code))
			continue;
		if (keys_applies(key, ui) && !keys_locked(key, ui) &&
		    keys_is_here(key, ui))
			return key;
		if (other == NULL || !keys_applies(other, ui))
			other = key;
	}
	return other;
}

const struct key *
keys_find(const struct ui *ui, int32_t code)
{
	const struct key *key = find(ui, code);

	/* Caps Lock is no reason to leave an alert alone. */
	if (key == NULL && code >= 'A' && code <= 'Z')
		key = find(ui, code - 'A' + 'a');
	return key;
}
