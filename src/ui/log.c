/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/ui.h"

#define CUT "…"

static struct ui_entry *
append(struct ui_log *log, int64_t t)
{
	if (log->n >= UI_LOG_MAX) {
		log->n -= UI_LOG_MAX / 2;
		log->forgotten += UI_LOG_MAX / 2;
		memmove(log->v, log->v + UI_LOG_MAX / 2,
		    log->n * sizeof(*log->v));
	}
	vec_push(log, (struct ui_entry){.t = t});
	return &log->v[log->n - 1];
}

/* Cleaned; where it is too long it ends in "…", between two characters. */
static void
copy_reason(char buf[UI_REASON_SIZE], const char *text)
{
	struct str clean;
	size_t n;

	str_init(&clean);
	text_clean(&clean, text, strlen(text));
	n = clean.len;
	if (n >= UI_REASON_SIZE)
		for (n = UI_REASON_SIZE - sizeof(CUT);
		    ((unsigned char)clean.s[n] & 0xc0) == 0x80; n--)
			;
	memcpy(buf, clean.s, n);
	strcpy(buf + n, clean.len >= UI_REASON_SIZE ? CUT : "");
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

void
ui_log_event(void *arg, const struct event *event)
{
	struct ui_entry *e;

	if (event->what == EVENT_SIGNAL)
		trail_note(&((struct ui_log *)arg)->trail, event);
	if (event->what == EVENT_SIGNAL || is_repeat(event))
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
ui_log_truncate(void *arg, int64_t t)
{
	struct ui_log *log = arg;

	while (log->n > 0 && log->v[log->n - 1].t >= t)
		log->n--;
	trail_truncate(&log->trail, t);
	if (t == INT64_MIN)
		log->forgotten = 0;
}

void
ui_log_release(struct ui_log *log)
{
	vec_free(log);
	trail_release(&log->trail);
	log->forgotten = 0;
}
