/* SPDX-License-Identifier: Apache-2.0 */
#include "collect/publish.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void
publish_state(const struct publisher *to, const struct conf *conf,
    uint32_t number, const struct str *line)
{
	char *topic = xasprintf("natvagt/%s/alert/%u", conf->site_id,
	    (unsigned)number);

	mqtt_publish(to->mqtt, topic, line != NULL ? line->s : "",
	    line != NULL ? line->len : 0, true);
	free(topic);
}

void
publish_gone(const struct publisher *to, const struct conf *conf,
    uint32_t number)
{
	if (to->format != NULL)
		publish_state(to, conf, number, NULL);
}

void
publish_event(const struct publisher *to, const struct conf *conf,
    const struct event *event)
{
	const struct alert *alert = &event->alert;
	struct str line;
	char *topic;

	if (to->format == NULL || event->what != EVENT_ALERT)
		return;
	str_init(&line);
	to->format(&line, conf, event);
	topic = xasprintf("natvagt/%s/alert", conf->site_id);
	mqtt_publish(to->mqtt, topic, line.s, line.len, false);
	/* A refused action changes nothing; what is held back is no alert. */
	if (event->event != ALERT_EVENT_REFUSED && alert->number != 0)
		publish_state(to, conf, alert->number,
		    alert_is_open(alert) ? &line : NULL);
	free(topic);
	str_release(&line);
}

/*
 * Which event made the alert what it is. An undone or seen one is told as
 * what it became by that.
 */
static enum alert_event
last_event(const struct alert *alert)
{
	if (alert->state == ALERT_ATTENDED &&
	    (alert->attended == alert->changed || !alert->blind))
		return ALERT_EVENT_ATTENDED;
	if (alert->state == ALERT_TAKEN &&
	    (alert->taken == alert->changed || !alert->blind))
		return ALERT_EVENT_TAKEN;
	if (alert->blind)
		return ALERT_EVENT_BLIND;
	if (alert->state == ALERT_RETURNED)
		return ALERT_EVENT_RETURNED;
	if (alert->level > 0 && alert->wait == alert->changed)
		return ALERT_EVENT_ESCALATED;
	return alert->retriggers > 0 ? ALERT_EVENT_RETRIGGERED :
	    ALERT_EVENT_RAISED;
}

void
publish_states(const struct publisher *to, const struct conf *conf,
    const struct world *world, bool closed)
{
	for (int32_t i = 0; i < conf->house->ninstance; i++) {
		const struct alert *alert = world_alert(world, i);
		struct event event = {
			.t = alert->changed,
			.what = EVENT_ALERT,
			.place = conf->house->instance[i].place,
			.event = last_event(alert),
			.instance = i,
			.alert = *alert,
			.device = -1,
		};
		struct str line;

		if (alert->number == 0 || to->format == NULL)
			continue;
		str_init(&line);
		to->format(&line, conf, &event);
		if (alert_is_open(alert))
			publish_state(to, conf, alert->number, &line);
		else if (closed)
			publish_gone(to, conf, alert->number);
		str_release(&line);
	}
}

void
publish_audit(const struct publisher *to, const struct conf *conf,
    int64_t links, const char *head)
{
	char *topic, *line;

	if (to->format == NULL || links == 0)
		return;
	topic = xasprintf("natvagt/%s/audit", conf->site_id);
	line = xasprintf("{\"links\":%lld,\"head\":\"%s\"}",
	    (long long)links, head);
	mqtt_publish(to->mqtt, topic, line, strlen(line), true);
	free(line);
	free(topic);
}
