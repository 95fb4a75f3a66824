/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/print.h"

static void
add_key(struct str *line, const char *key, const char *value)
{
	str_add(line, ",\"");
	str_add(line, key);
	str_add(line, "\":");
	str_add_json(line, value);
}

static const char *
status_id(const struct house *house, int32_t status)
{
	switch (status) {
	case STATUS_UNSEEN:
		return "unseen";
	case STATUS_NONE:
		return "none";
	default:
		return house->status[status].id;
	}
}

static void
add_status(struct str *line, const struct house *house,
    const struct event *event)
{
	add_key(line, "what", "status");
	add_key(line, "place", house->place[event->place].id);
	add_key(line, "status", status_id(house, event->status));
	add_key(line, "was", status_id(house, event->was));
}

/* A refused action may name an alert that is nowhere: its own words, then. */
static void
add_alert(struct str *line, const struct house *house,
    const struct event *event)
{
	const char *rule = "", *place = "", *priority = "";
	uint32_t number = event->alert.number;
	uint32_t version = event->alert.version;

	if (event->instance >= 0) {
		const struct instance *at = &house->instance[event->instance];

		rule = house->rule[at->rule].id;
		place = house->place[at->place].id;
		priority = priority_text(house->rule[at->rule].priority);
	} else if (event->action != NULL) {
		number = event->action->alert;
		version = event->action->version;
	}
	add_key(line, "what", "alert");
	add_key(line, "event", alert_event_text(event->event));
	str_addf(line, ",\"alert\":%u,\"version\":%u", (unsigned)number,
	    (unsigned)version);
	add_key(line, "rule", rule);
	add_key(line, "place", place);
	add_key(line, "priority", priority);
	str_addf(line, ",\"level\":%u",
	    event->instance >= 0 ? (unsigned)event->alert.level : 0);
}

bool
print_line(struct printer *printer, const struct event *event)
{
	struct str *line = &printer->line;
	char stamp[ZONE_STAMP_SIZE];

	if (!(event->what == EVENT_STATUS && printer->status) &&
	    !(event->what == EVENT_ALERT && printer->alert))
		return false;
	zone_stamp(printer->zone, event->t, stamp);
	str_clear(line);
	str_add(line, "{\"t\":\"");
	str_add(line, stamp);
	str_addc(line, '"');
	if (event->what == EVENT_STATUS)
		add_status(line, printer->house, event);
	else
		add_alert(line, printer->house, event);
	if (printer->side != 0)
		str_addf(line, ",\"side\":%d", printer->side);
	str_add(line, "}\n");
	return true;
}

void
print_event(void *arg, const struct event *event)
{
	struct printer *printer = arg;

	if (print_line(printer, event))
		fwrite(printer->line.s, 1, printer->line.len, printer->to);
}
