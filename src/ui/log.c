/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/lines.h"
#include "ui/ui.h"
#include "ui/view.h"
#include "ui/words.h"

static void
was_free(struct ui_was *was)
{
	if (was == NULL)
		return;
	free(was->place);
	free(was->where);
	free(was->words);
	free(was);
}

static struct ui_entry *
append(struct ui_log *log, int64_t t)
{
	if (log->n >= UI_LOG_MAX) {
		for (size_t i = 0; i < UI_LOG_MAX / 2; i++)
			was_free(log->v[i].was);
		log->n -= UI_LOG_MAX / 2;
		log->forgotten += UI_LOG_MAX / 2;
		memmove(log->v, log->v + UI_LOG_MAX / 2,
		    log->n * sizeof(*log->v));
	}
	vec_push(log, (struct ui_entry){.t = t});
	return &log->v[log->n - 1];
}

static void
copy_reason(char buf[UI_REASON_SIZE], const char *text)
{
	struct str clean;

	str_init(&clean);
	text_clean(&clean, text, strlen(text));
	text_cut(buf, UI_REASON_SIZE, clean.s);
	str_release(&clean);
}

/* What is kept of the action: the alert may tell who acted before, or nobody. */
static void
copy_action(struct ui_entry *e, const struct action *action)
{
	e->staff = true;
	e->did = action->what;
	e->how = action->how;
	if (action->note != NULL && e->reason[0] == '\0')
		copy_reason(e->reason, action->note);
	if (action->by != NULL)
		snprintf(e->event.alert.by, sizeof(e->event.alert.by), "%s",
		    action->by);
}

/* One that nobody takes grows louder all night: that is told now and then. */
static bool
is_repeat(const struct event *event)
{
	uint32_t level = event->alert.level;

	return event->what == EVENT_ALERT &&
	    event->event == ALERT_EVENT_ESCALATED && level > 3 &&
	    level % 10 != 0;
}

bool
ui_log_is_echo(const struct event *event)
{
	const struct action *action = event->action;
	uint8_t state = event->alert.state;

	return event->what == EVENT_ALERT &&
	    event->event == ALERT_EVENT_REFUSED && action != NULL &&
	    (state == ALERT_ATTENDED ? action->what == ACTION_ACK ||
	    action->what == ACTION_ATTEND :
	    state == ALERT_TAKEN && action->what == ACTION_ACK) &&
	    action->by[0] != '\0' && strcmp(event->alert.by, action->by) == 0;
}

/* What is put on hold is closed by that: told once, as a hold. */
static bool
is_hold(const struct event *event)
{
	return event->what == EVENT_ALERT &&
	    event->event == ALERT_EVENT_CLOSED && event->action != NULL &&
	    event->action->what == ACTION_SHELVE;
}

void
ui_log_event(void *arg, const struct event *event)
{
	struct ui_entry *e;

	if (event->what == EVENT_SIGNAL)
		trail_note(&((struct ui_log *)arg)->trail, event);
	if (event->what == EVENT_SIGNAL || is_repeat(event) ||
	    ui_log_is_echo(event) || is_hold(event))
		return;
	e = append(arg, event->t);
	e->event = *event;
	e->event.action = NULL;
	e->event.reason = NULL;
	if (event->reason != NULL)
		copy_reason(e->reason, event->reason);
	if (event->action != NULL)
		copy_action(e, event->action);
}

void
ui_log_say(struct ui_log *log, const struct event *event, const char *words)
{
	struct ui_entry *e = append(log, event->t);

	e->event = *event;
	e->said = true;
	copy_reason(e->reason, words);
}

static struct ui_was *
was_of(const struct ui *ui, const struct ui_entry *entry)
{
	const struct house *house = ui->conf->house;
	int32_t place = entry->event.place;
	struct ui_was *was = xcalloc(1, sizeof(*was));
	struct str words, tail;

	str_init(&words);
	str_init(&tail);
	view_log_words(ui, entry, false, &words);
	if (entry->event.what == EVENT_ALERT)
		view_log_alert(house, entry, &tail);
	was->tail = words.len - tail.len;
	was->words = xstrdup(words.s);
	was->technical = lines_is_technical(house, entry);
	was->where = xstrdup(place >= 0 ? words_place(house, place) : "");
	was->place = place >= 0 ? xstrdup(house->place[place].id) : NULL;
	str_release(&words);
	str_release(&tail);
	return was;
}

void
ui_log_move(struct ui_log *log, const struct ui *ui, const struct house *to)
{
	for (size_t i = 0; i < log->n; i++) {
		struct ui_entry *e = &log->v[i];

		if (e->was == NULL)
			e->was = was_of(ui, e);
		e->event.place = e->was->place == NULL ? -1 :
		    house_place(to, e->was->place);
		e->event.instance = -1;
	}
	trail_move(&log->trail, ui->conf->house, to);
}

size_t
ui_log_tonight(const struct ui_log *log, const struct zone *zone, int64_t t)
{
	int64_t noon = zone_night_start(zone, t);
	size_t first = log->n;

	while (first > 0 && log->v[first - 1].t >= noon)
		first--;
	return first;
}

const struct ui_entry *
ui_log_last(const struct ui_log *log, uint32_t number)
{
	for (size_t i = log != NULL ? log->n : 0; i > 0; i--)
		if (log->v[i - 1].event.what == EVENT_ALERT &&
		    log->v[i - 1].event.alert.number == number)
			return &log->v[i - 1];
	return NULL;
}

void
ui_log_truncate(void *arg, int64_t t)
{
	struct ui_log *log = arg;

	while (log->n > 0 && log->v[log->n - 1].t >= t)
		was_free(log->v[--log->n].was);
	trail_truncate(&log->trail, t);
	if (t == INT64_MIN)
		log->forgotten = 0;
}

void
ui_log_release(struct ui_log *log)
{
	ui_log_truncate(log, INT64_MIN);
	vec_free(log);
	trail_release(&log->trail);
}
