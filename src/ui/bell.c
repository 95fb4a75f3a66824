/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/bell.h"


#define STROKES_APART 300 /* ms: two are heard as two */
#define SILENCE_HIGH (30 * MS_SECOND)
#define SILENCE_OTHER (120 * MS_SECOND)

enum { STROKES_MAX = 3 };

/* How a priority rings; 0: it does not. */
static const int64_t again[] = {
	[PRIORITY_LOW] = TIME_NEVER,
	[PRIORITY_MEDIUM] = 10 * MS_SECOND,
	[PRIORITY_HIGH] = 2 * MS_SECOND,
};

static int
strokes_of(const struct alert *alert)
{
	return alert->level < STROKES_MAX ? (int)alert->level + 1 :
	    STROKES_MAX;
}

static void
hear(struct bell_call *call, const struct alert *alert,
    const struct rule *rule)
{
	if (again[rule->priority] == 0)
		return;
	if (alert->wait > call->since)
		call->since = alert->wait;
	if (alert->raised > call->raised)
		call->raised = alert->raised;
	call->again += (int64_t)alert->retriggers + alert->level;
	if (!alert_is_calling(alert, rule->latch) ||
	    rule->priority < call->priority)
		return;
	if (rule->priority > call->priority)
		call->strokes = 0;
	call->priority = rule->priority;
	if (strokes_of(alert) > call->strokes)
		call->strokes = strokes_of(alert);
}

/* What would ring, silenced or not. */
static struct bell_call
loudest(const struct ui *ui)
{
	struct bell_call call = {0};
	const struct house *house;

	if (ui->world == NULL || ui->read_only)
		return call;
	house = world_house(ui->world);
	for (int32_t i = 0; i < house->ninstance; i++)
		hear(&call, world_alert(ui->world, i),
		    &house->rule[house->instance[i].rule]);
	return call;
}

static bool
is_silent(const struct ui *ui, const struct bell_call *call)
{
	return ui->steady < ui->muted_until && call->raised <= ui->muted_since &&
	    call->again <= ui->muted_again;
}

struct bell_call
bell_call(const struct ui *ui)
{
	struct bell_call call = loudest(ui);

	return is_silent(ui, &call) ? (struct bell_call){0} : call;
}

bool
bell_is_silenced(const struct ui *ui)
{
	struct bell_call call = loudest(ui);

	return call.strokes > 0 && is_silent(ui, &call);
}

struct ui_request
bell_silence(struct ui *ui)
{
	struct bell_call call = loudest(ui);

	ui->muted_since = call.raised;
	ui->muted_again = call.again;
	ui->muted_until = ui->steady + (call.priority == PRIORITY_HIGH ?
	    SILENCE_HIGH : SILENCE_OTHER);
	return ui_do(UI_DO_REDRAW);
}

static int64_t
next_of(const struct bell *bell, const struct bell_call *call)
{
	int64_t pause = again[call->priority];

	if (call->strokes == 0)
		return TIME_NEVER;
	if (call->since > bell->rang.since || call->again > bell->rang.again ||
	    call->priority > bell->rang.priority)
		return INT64_MIN;
	if (bell->struck < bell->rang.strokes)
		return bell->group + bell->struck * STROKES_APART;
	return pause == TIME_NEVER ? TIME_NEVER : bell->group + pause;
}

int64_t
bell_next(const struct bell *bell, const struct ui *ui)
{
	struct bell_call call = bell_call(ui);

	return next_of(bell, &call);
}

bool
bell_strikes(struct bell *bell, const struct ui *ui, int64_t now)
{
	struct bell_call call = bell_call(ui);
	int64_t next = next_of(bell, &call);

	if (next == TIME_NEVER || now < next)
		return false;
	if (next == INT64_MIN || bell->struck == bell->rang.strokes)
		*bell = (struct bell){call, now, 0};
	bell->struck++;
	return true;
}
