/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/shelve.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/ask.h"
#include "ui/aside.h"
#include "ui/lines.h"
#include "ui/list.h"
#include "ui/words.h"

static const char *const reasons[] = {
	N_("staff are with the resident"),
	N_("agreed with the resident"),
	N_("visitors are there"),
	N_("not at home"),
	N_("the sensor is wrong"),
};
enum { NREASON = sizeof(reasons) / sizeof(reasons[0]) };

static const int minutes[] = {15, 30, 60};
enum { NMINUTES = sizeof(minutes) / sizeof(minutes[0]) };

static const struct rule *
rule_of(const struct ui *ui, int32_t instance)
{
	const struct house *house = ui->conf->house;

	return &house->rule[house->instance[instance].rule];
}

/* Why it cannot be put on hold, or NULL: a hold can always be ended. */
static const char *
refusal(const struct ui *ui, int32_t instance)
{
	if (world_shelf(ui->world, instance) != NULL)
		return NULL;
	if (rule_of(ui, instance)->latch)
		return N_("A call is never put on hold: somebody must go"
		    " there.");
	if (ui->conf->house->instance[instance].out_of_service != NULL)
		return N_("That is out of service: the configuration says"
		    " so.");
	return NULL;
}

static void
title(const struct ui *ui, int32_t instance, struct menu *menu)
{
	const struct house *house = ui->conf->house;

	menu_title(menu, "%s %s",
	    words_place(house, house->instance[instance].place),
	    rule_of(ui, instance)->text);
}

/* ---- which ---- */

/* The rules of the selected room that can be put on hold or are, in order. */
static int
room_rules(const struct ui *ui, int32_t rule[MENU_MAX])
{
	const struct house *house = ui->conf->house;
	int n = 0;

	for (int32_t i = 0; ui->place >= 0 && i < house->ninstance &&
	    n < MENU_MAX; i++)
		if (list_room_place(ui->conf, house->instance[i].place) ==
		    ui->place && refusal(ui, i) == NULL)
			rule[n++] = i;
	return n;
}

/* That of the selected alert or only rule of the room; else -1. */
static int32_t
target(const struct ui *ui)
{
	int32_t rule[MENU_MAX];

	return ui->instance >= 0 ? ui->instance : ui->place >= 0 &&
	    room_rules(ui, rule) == 1 ? rule[0] : -1;
}

/* Says why not; false where there is none to say it of. */
static bool
refuse(struct ui *ui, int32_t instance)
{
	if (instance >= 0)
		ui_say(ui, "%s", _(refusal(ui, instance)));
	return instance >= 0;
}

bool
shelve_can(const struct ui *ui)
{
	int32_t rule[MENU_MAX], instance;

	if (ui->world == NULL)
		return false;
	instance = target(ui);
	return instance >= 0 ? refusal(ui, instance) == NULL :
	    ui->place >= 0 && room_rules(ui, rule) > 0;
}

bool
shelve_refuse(struct ui *ui)
{
	return refuse(ui, ui->world != NULL ? target(ui) : -1);
}

static int32_t
line(const struct ui *ui)
{
	return ui->world != NULL && lines_are_any(ui) ?
	    (int32_t)lines_selected(ui) : -1;
}

bool
shelve_can_line(const struct ui *ui)
{
	return line(ui) >= 0 && refusal(ui, line(ui)) == NULL;
}

bool
shelve_refuse_line(struct ui *ui)
{
	return refuse(ui, line(ui));
}

static struct action
action_on(const struct ui *ui, enum action_do what, int32_t instance)
{
	const struct house *house = ui->conf->house;

	return (struct action){
		.what = what,
		.rule = rule_of(ui, instance)->id,
		.place = house->place[house->instance[instance].place].id,
		.by = ui->by,
		.minutes = MINUTES_NONE,
	};
}

static struct ui_request
choose(struct ui *ui, int32_t instance)
{
	ui->shelving.instance = instance;
	if (world_shelf(ui->world, instance) != NULL)
		return (struct ui_request){.what = UI_DO_ACTION, .naction = 1,
		    .action = {action_on(ui, ACTION_UNSHELVE, instance)}};
	return ask_open(ui, UI_ASK_SHELF_REASON);
}

struct ui_request
shelve_open(struct ui *ui)
{
	int32_t instance = target(ui);

	if (instance >= 0)
		return choose(ui, instance);
	return ask_open(ui, UI_ASK_SHELF_RULE);
}

struct ui_request
shelve_open_line(struct ui *ui)
{
	return choose(ui, line(ui));
}

/* What is for each device has the same words for all of a room's. */
static void
add_rule(const struct ui *ui, int32_t instance, struct str *words)
{
	const struct house *house = ui->conf->house;
	int32_t place = house->instance[instance].place;

	str_add(words, rule_of(ui, instance)->text);
	if (house_is_device(house, place))
		str_addf(words, ": %s", house->place[place].id);
	if (world_shelf(ui->world, instance) != NULL)
		str_add(words, _(" (on hold: end it)"));
}

void
shelve_rules(const struct ui *ui, struct menu *menu)
{
	int32_t rule[MENU_MAX];
	int n = room_rules(ui, rule);
	struct str words;

	menu_title(menu, "%s", words_place(ui->conf->house, ui->place));
	menu->question = _("Put which on hold?");
	str_init(&words);
	for (int i = 0; i < n; i++) {
		str_clear(&words);
		add_rule(ui, rule[i], &words);
		menu_add(menu, words.s);
	}
	str_release(&words);
}

struct ui_request
shelve_take_rule(struct ui *ui, int answer)
{
	int32_t rule[MENU_MAX];

	return answer < room_rules(ui, rule) ? choose(ui, rule[answer]) :
	    ui_do(UI_DO_REDRAW);
}

/* ---- why ---- */

/* What no rule looks after there needs no hold. */
bool
shelve_move(struct ui *ui, const struct conf *to)
{
	int32_t instance = house_same_instance(to->house, ui->conf->house,
	    ui->shelving.instance);

	ui->shelving.instance = instance;
	if (instance < 0)
		ui_say(ui, "%s", _("What was to be on hold is gone."));
	return instance >= 0;
}

void
shelve_reasons(const struct ui *ui, struct menu *menu)
{
	title(ui, ui->shelving.instance, menu);
	menu->question = _("On hold, because …");
	for (int i = 0; i < NREASON; i++)
		menu_add(menu, _(reasons[i]));
	menu_add(menu, _("another reason: type it"));
}

static struct ui_request
because(struct ui *ui, const char *reason)
{
	text_cut(ui->shelving.reason, sizeof(ui->shelving.reason), reason);
	return ask_open(ui, UI_ASK_SHELF_TIME);
}

struct ui_request
shelve_take_reason(struct ui *ui, int answer)
{
	if (answer < NREASON)
		return because(ui, _(reasons[answer]));
	return ask_open(ui, UI_ASK_SHELF_TEXT);
}

struct ui_request
shelve_typed(struct ui *ui)
{
	if (ui->prompt.text[strspn(ui->prompt.text, " ")] != '\0')
		return because(ui, ui->prompt.text);
	return ui_say(ui, "%s", _("Without a reason nothing is put on hold."));
}

/* ---- for how long ---- */

/* Of the usual times those that its priority allows. */
static int
times(const struct ui *ui)
{
	int64_t most = rule_of(ui, ui->shelving.instance)->priority ==
	    PRIORITY_HIGH ? SHELF_MAX_HIGH : SHELF_MAX;
	int n = 0;

	while (n < NMINUTES && minutes[n] * MS_MINUTE <= most)
		n++;
	return n;
}

void
shelve_times(const struct ui *ui, struct menu *menu)
{
	int n = times(ui);
	char text[WORDS_SIZE];

	title(ui, ui->shelving.instance, menu);
	menu->question = n < NMINUTES ?
	    _("For how long? Its priority is high.") : _("For how long?");
	for (int i = 0; i < n; i++) {
		snprintf(text, sizeof(text), P_("%d minute", "%d minutes",
		    minutes[i]), minutes[i]);
		menu_add(menu, text);
	}
}

struct ui_request
shelve_take_time(struct ui *ui, int answer)
{
	struct ui_request request = {.what = UI_DO_ACTION, .naction = 1,
	    .action = {action_on(ui, ACTION_SHELVE, ui->shelving.instance)}};

	request.action[0].minutes = minutes[answer];
	request.action[0].note = ui->shelving.reason;
	return request;
}
