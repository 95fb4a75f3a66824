/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/target.h"

#include <string.h>

#include "base/i18n.h"
#include "ui/ask.h"
#include "ui/list.h"
#include "ui/select.h"
#include "ui/words.h"

static bool
fits(const struct ui *ui, enum action_do what, const struct alert *alert)
{
	switch (what) {
	case ACTION_ACK:
		return alert_is_waiting(alert);
	case ACTION_UNDO:
		return alert->state == ALERT_TAKEN &&
		    ui->now - alert->taken <= ALERT_UNDO_MS;
	case ACTION_ATTEND:
		return alert_is_waiting(alert) || alert->state == ALERT_TAKEN;
	case ACTION_CLOSE:
		return alert_is_open(alert) ||
		    list_lacks_outcome(alert, ui->now);
	default:
		return false;
	}
}

/* Whether the one who is signed in has it in hand. */
static bool
is_mine(const struct ui *ui, const struct alert *alert)
{
	return (alert->state == ALERT_TAKEN ||
	    alert->state == ALERT_ATTENDED) &&
	    strcmp(alert->by, ui->by) == 0;
}

/* With no alert selected, and not for taking. */
static int32_t
guess(const struct ui *ui, const struct list *list, enum action_do what)
{
	int32_t mine = -1, only = -1;
	int n = 0;

	for (int i = 0; i < list->n; i++) {
		const struct alert *alert = world_alert(ui->world, list->v[i]);

		if (!fits(ui, what, alert))
			continue;
		n++;
		only = list->v[i];
		if (is_mine(ui, alert) && (mine < 0 || alert->changed >
		    world_alert(ui->world, mine)->changed))
			mine = only;
	}
	return mine >= 0 ? mine : n == 1 && ui->place < 0 ? only : -1;
}

/* The most urgent one in the room of a place; -1: anywhere. */
static int32_t
first_fit(const struct ui *ui, const struct list *list, enum action_do what,
    int32_t place)
{
	const struct house *house = ui->conf->house;

	for (int i = 0; i < list->n; i++)
		if (fits(ui, what, world_alert(ui->world, list->v[i])) &&
		    (place < 0 || list_room_place(ui->conf,
		    house->instance[list->v[i]].place) == place))
			return list->v[i];
	return -1;
}

int32_t
target_of(const struct ui *ui, enum action_do what)
{
	struct list list;
	int32_t found = -1;

	if (ui->world == NULL)
		return -1;
	if (ui->instance >= 0 &&
	    fits(ui, what, world_alert(ui->world, ui->instance)))
		return ui->instance;
	/* The chosen one is taken: the next to be taken is the most urgent. */
	if (ui->instance >= 0 && what != ACTION_ACK)
		return -1;
	list_make(&list, ui);
	if (ui->place >= 0)
		found = first_fit(ui, &list, what, ui->place);
	if (found < 0)
		found = what == ACTION_ACK ? first_fit(ui, &list, what, -1) :
		    guess(ui, &list, what);
	list_release(&list);
	return found;
}

/* The most urgent one that could be meant where none is selected, or -1. */
static int32_t
first_choice(const struct ui *ui, enum action_do what)
{
	struct list list;
	int32_t found;

	if (ui->world == NULL || ui->instance >= 0)
		return -1;
	list_make(&list, ui);
	found = first_fit(ui, &list, what, -1);
	list_release(&list);
	return found;
}

bool
target_can(const struct ui *ui, enum action_do what)
{
	return target_of(ui, what) >= 0 || first_choice(ui, what) >= 0;
}

static void
name_of(const struct ui *ui, int32_t instance, char buf[WORDS_SIZE])
{
	const struct house *house = ui->conf->house;
	const struct instance *in = &house->instance[instance];

	snprintf(buf, WORDS_SIZE, "%.35s %.45s",
	    words_place(house, in->place), house->rule[in->rule].text);
}

bool
target_refuse(struct ui *ui)
{
	int32_t calls = target_of(ui, ACTION_ACK);
	char chosen[WORDS_SIZE], other[WORDS_SIZE], state[WORDS_SIZE];

	if (ui->world == NULL || ui->instance < 0)
		return false;
	name_of(ui, ui->instance, chosen);
	words_state(world_alert(ui->world, ui->instance),
	    &ui->conf->house->rule[ui->conf->house->instance[ui->instance]
	    .rule], ui->now, state);
	if (calls >= 0) {
		name_of(ui, calls, other);
		ui_say(ui, _("%s: %s · a takes %s"), chosen, state, other);
	} else {
		ui_say(ui, "%s: %s", chosen, state);
	}
	return true;
}

/* Without a target: selects the most urgent that fits, and says so. */
static struct ui_request
choose(struct ui *ui, enum action_do what)
{
	const struct house *house = ui->conf->house;
	int32_t choice = first_choice(ui, what);

	if (choice >= 0) {
		const struct instance *in = &house->instance[choice];

		select_alert(ui, choice);
		ui_say(ui, ui->linear ? _("%s %s? Type the room as well.") :
		    _("%s %s? Press again, or choose another with the"
		    " arrows."), words_place(house, in->place),
		    house->rule[in->rule].text);
	}
	return ui_do(UI_DO_REDRAW);
}

static struct action
action_of(const struct ui *ui, enum action_do what, int32_t instance)
{
	const struct house *house = ui->conf->house;
	const struct instance *in = &house->instance[instance];
	const struct alert *alert = world_alert(ui->world, instance);

	return (struct action){
		.what = what,
		.alert = alert->number,
		.version = alert->version,
		.rule = house->rule[in->rule].id,
		.place = house->place[in->place].id,
		.by = ui->by,
		.minutes = MINUTES_NONE,
	};
}

struct ui_request
target_act(struct ui *ui, enum action_do what)
{
	int32_t target = target_of(ui, what);
	struct ui_request request = {.what = UI_DO_ACTION, .naction = 1};

	if (target < 0)
		return choose(ui, what);
	select_alert(ui, target);
	if (what == ACTION_CLOSE) {
		ui->asked = world_alert(ui->world, target)->number;
		return ask_open(ui, UI_ASK_OUTCOME);
	}
	request.action[0] = action_of(ui, what, target);
	return request;
}

/* The target's version after an action, as a copy of the world has it. */
static uint32_t
version_after(const struct ui *ui, const struct action *action, int32_t target)
{
	struct world *copy = world_clone(ui->world);
	const struct message message = {.t = world_now(copy),
	    .kind = MESSAGE_ACTION, .action = *action};
	uint32_t version;

	world_fold(copy, &message, NULL, NULL);
	version = world_alert(copy, target)->version;
	world_free(copy);
	return version;
}

/* Somebody must have taken an alert before it can be closed. */
static struct ui_request
close_request(const struct ui *ui, int32_t target, int outcome)
{
	const struct alert *alert = world_alert(ui->world, target);
	struct ui_request request = {.what = UI_DO_ACTION};
	struct action close = action_of(ui, ACTION_CLOSE, target);

	close.outcome = outcome;
	if (alert_is_waiting(alert)) {
		request.action[0] = action_of(ui, ACTION_ACK, target);
		request.naction = 1;
		close.version = version_after(ui, &request.action[0], target);
	}
	request.action[request.naction++] = close;
	return request;
}

struct ui_request
target_close(struct ui *ui, int outcome)
{
	int32_t target = world_find_alert(ui->world, ui->asked);

	/* However long ago it closed by itself, if it was asked about. */
	if (target < 0 || world_alert(ui->world, target)->answered) {
		return ui_say(ui, "%s", _("That alert has been closed meanwhile."));
	}
	select_alert(ui, target);
	return close_request(ui, target, outcome);
}
