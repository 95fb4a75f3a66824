/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An alert is known by its number, which holds through every configuration;
 * what is told of it is looked up when its command starts.
 */
#include "collect/alarm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "read/decode.h"

/* An alert that rings, is to ring, or has rung of late. */
struct ring {
	uint32_t alert;
	enum alert_event event; /* the last that it is to ring for */
	bool due;
	int64_t started;        /* monotonic; the last time */
	struct child *child;    /* or NULL */
	/* Of the command that runs, owned: */
	enum priority priority;
	const char *for_event;
	char *rule, *place;
};

void
alarm_init(struct alarms *alarms, struct notes *notes)
{
	*alarms = (struct alarms){.notes = notes};
}

static void
forget(struct ring *ring)
{
	child_free(ring->child);
	free(ring->rule);
	free(ring->place);
	ring->child = NULL;
	ring->rule = ring->place = NULL;
}

void
alarm_release(struct alarms *alarms)
{
	for (size_t i = 0; i < alarms->ring.n; i++)
		forget(&alarms->ring.v[i]);
	vec_free(&alarms->ring);
}

/* ---- whether they work ---- */

static bool
all_work(const struct alarms *alarms)
{
	for (int i = 0; i < CONF_PRIORITIES; i++)
		if (alarms->failing[i])
			return false;
	return true;
}

static void
add_note(struct alarms *alarms, const struct alarm_note *note)
{
	struct str payload;

	str_init(&payload);
	encode_alarm(&payload, note);
	notes_add(alarms->notes, OWN_PREFIX "alarm", &payload);
	str_release(&payload);
}

/* What holds is told where it has changed, or not been told for long. */
static void
tell(struct alarms *alarms, int64_t now)
{
	if (fact_is_news(&alarms->ok, all_work(alarms), now))
		add_note(alarms, &(struct alarm_note){
		    .ok = alarms->ok.holds});
}

/* why: NULL where it works. */
static void
note_outcome(struct alarms *alarms, enum priority priority,
    const struct alarm_note *why, int64_t now)
{
	bool news = why != NULL && !alarms->failing[priority];

	alarms->failing[priority] = why != NULL;
	if (news) {
		alarms->ok = (struct fact){true, false, now};
		add_note(alarms, why);
	}
	tell(alarms, now);
}

void
alarm_look(struct alarms *alarms, const struct conf *conf, int64_t now)
{
	bool any = alarms->ok.known;

	for (int i = 0; i < CONF_PRIORITIES; i++) {
		const char *priority = priority_text((enum priority)i);
		struct err err;

		alarms->failing[i] = false;
		if (conf->alarm[i].argv == NULL)
			continue;
		any = true;
		if (child_can_run(conf->alarm[i].argv[0], &err) == 0)
			continue;
		log_line("the alarm for %s: %s", priority, err.text);
		note_outcome(alarms, (enum priority)i, &(struct alarm_note){
		    .priority = priority, .reason = err.text}, now);
	}
	if (any)
		tell(alarms, now);
}

/* ---- what is to ring ---- */

static void
add(struct alarms *alarms, uint32_t alert, enum alert_event event)
{
	struct ring ring = {.alert = alert, .event = event, .due = true,
	    .started = INT64_MIN / 2};

	for (size_t i = 0; i < alarms->ring.n; i++)
		if (alarms->ring.v[i].alert == alert) {
			alarms->ring.v[i].event = event;
			alarms->ring.v[i].due = true;
			return;
		}
	vec_push(&alarms->ring, ring);
}

void
alarm_event(struct alarms *alarms, const struct event *event)
{
	if (event->what == EVENT_ALERT &&
	    (event->event == ALERT_EVENT_RAISED ||
	    event->event == ALERT_EVENT_RETRIGGERED ||
	    event->event == ALERT_EVENT_ESCALATED))
		add(alarms, event->alert.number, event->event);
}

/* Whether the terminals' bell would ring as well. */
static bool
is_calling(const struct world *world, int32_t instance)
{
	const struct house *house = world_house(world);

	return alert_is_calling(world_alert(world, instance),
	    house->rule[house->instance[instance].rule].latch);
}

/* What it began to wait with. */
static enum alert_event
last_call(const struct alert *alert)
{
	if (alert->level > 0)
		return ALERT_EVENT_ESCALATED;
	return alert->retriggers > 0 ? ALERT_EVENT_RETRIGGERED :
	    ALERT_EVENT_RAISED;
}

void
alarm_resume(struct alarms *alarms, const struct world *world, int64_t last)
{
	for (int32_t i = 0; i < world_house(world)->ninstance; i++) {
		const struct alert *alert = world_alert(world, i);

		if (is_calling(world, i) && alert->wait >= last - ALARM_UNSURE)
			add(alarms, alert->number, last_call(alert));
	}
}

/* ---- a command ---- */

typedef VEC(char *) env_list;

static void
env_set(env_list *env, const char *name, const char *value)
{
	char *set = xasprintf("%s=%s", name, value);

	vec_push(env, set);
}

/* What a program needs to find its way; ours may hold what it need not know. */
static void
env_inherit(env_list *env)
{
	static const char *const names[] = {"PATH", "HOME", "USER", "LANG",
	    "LC_ALL", "LC_CTYPE", "TZ", "XDG_RUNTIME_DIR"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (getenv(names[i]) != NULL)
			env_set(env, names[i], getenv(names[i]));
}

static void
env_tell(env_list *env, const struct ring *ring, const struct alert *alert,
    const struct rule *rule)
{
	char number[16], level[16];
	struct str text;

	snprintf(number, sizeof(number), "%u", (unsigned)alert->number);
	snprintf(level, sizeof(level), "%u", (unsigned)alert->level);
	str_init(&text);
	text_clean(&text, rule->text, strlen(rule->text));
	env_set(env, "NATVAGT_EVENT", ring->for_event);
	env_set(env, "NATVAGT_ALERT", number);
	env_set(env, "NATVAGT_RULE", ring->rule);
	env_set(env, "NATVAGT_PLACE", ring->place);
	env_set(env, "NATVAGT_PRIORITY", priority_text(ring->priority));
	env_set(env, "NATVAGT_LEVEL", level);
	env_set(env, "NATVAGT_TEXT", text.s);
	str_release(&text);
}

static void
start_child(struct ring *ring, char *const *argv, const struct alert *alert,
    const struct rule *rule, int64_t now, struct err *err)
{
	env_list env = {0};

	env_inherit(&env);
	env_tell(&env, ring, alert, rule);
	vec_push(&env, NULL);
	ring->child = child_start(argv, env.v, now, err);
	for (size_t i = 0; i < env.n; i++)
		free(env.v[i]);
	vec_free(&env);
}

/* What it printed, a line each, and how much there was beyond that. */
static void
log_output(const struct ring *ring)
{
	int64_t more;
	const char *s = child_said(ring->child, &more)->s;

	while (*s != '\0') {
		size_t n = strcspn(s, "\n");

		log_line("the alarm for alert %u: %.*s",
		    (unsigned)ring->alert, (int)n, s);
		s += n + (s[n] == '\n');
	}
	if (more > 0)
		log_line("the alarm for alert %u printed %lld bytes more",
		    (unsigned)ring->alert, (long long)more);
}

static void
finish(struct alarms *alarms, struct ring *ring, const struct err *err,
    int64_t now)
{
	struct alarm_note why = {.event = ring->for_event,
	    .alert = ring->alert, .rule = ring->rule, .place = ring->place,
	    .priority = priority_text(ring->priority),
	    .reason = err != NULL ? err->text : NULL};

	if (ring->child != NULL)
		log_output(ring);
	if (err != NULL)
		log_line("the alarm for alert %u: %s", (unsigned)ring->alert,
		    err->text);
	note_outcome(alarms, ring->priority, err != NULL ? &why : NULL, now);
	forget(ring);
}

static void
start(struct alarms *alarms, struct ring *ring, const struct conf *conf,
    const struct world *world, int32_t instance, int64_t now)
{
	const struct instance *in = &conf->house->instance[instance];
	const struct rule *rule = &conf->house->rule[in->rule];
	struct err err;

	ring->due = false;
	ring->started = now;
	ring->priority = rule->priority;
	ring->for_event = alert_event_text(ring->event);
	ring->rule = xstrdup(rule->id);
	ring->place = xstrdup(conf->house->place[in->place].id);
	start_child(ring, conf->alarm[rule->priority].argv,
	    world_alert(world, instance), rule, now, &err);
	if (ring->child == NULL)
		finish(alarms, ring, &err, now);
}

static int
running(const struct alarms *alarms, enum priority priority)
{
	int n = 0;

	for (size_t i = 0; i < alarms->ring.n; i++)
		n += alarms->ring.v[i].child != NULL &&
		    alarms->ring.v[i].priority == priority;
	return n;
}

/* Where there is nothing to ring for any more, or nothing to ring, it is so. */
static void
start_if_due(struct alarms *alarms, struct ring *ring, const struct conf *conf,
    const struct world *world, int64_t now)
{
	const struct house *house = conf->house;
	int32_t i = world_find_alert(world, ring->alert);
	enum priority priority = i < 0 ? PRIORITY_LOW :
	    house->rule[house->instance[i].rule].priority;

	if (i < 0 || !is_calling(world, i) ||
	    conf->alarm[priority].argv == NULL)
		ring->due = false;
	else if (ring->child == NULL && now - ring->started >= ALARM_APART &&
	    running(alarms, priority) < ALARM_AT_ONCE)
		start(alarms, ring, conf, world, i, now);
}

static void
hear(struct alarms *alarms, struct ring *ring, int64_t now)
{
	struct err err;
	int ended = child_turn(ring->child, now, &err);

	if (ended != 0)
		finish(alarms, ring, ended == -1 ? &err : NULL, now);
}

/* Those that have nothing to do and no pause to keep, the order kept. */
static void
forget_old(struct alarms *alarms, int64_t now)
{
	size_t kept = 0;

	for (size_t i = 0; i < alarms->ring.n; i++) {
		const struct ring *ring = &alarms->ring.v[i];

		if (ring->due || ring->child != NULL ||
		    now - ring->started < ALARM_APART)
			alarms->ring.v[kept++] = *ring;
	}
	alarms->ring.n = kept;
}

void
alarm_turn(struct alarms *alarms, const struct conf *conf,
    const struct world *world, int64_t now)
{
	for (size_t i = 0; i < alarms->ring.n; i++)
		if (alarms->ring.v[i].child != NULL)
			hear(alarms, &alarms->ring.v[i], now);
	for (size_t i = 0; i < alarms->ring.n; i++)
		if (alarms->ring.v[i].due)
			start_if_due(alarms, &alarms->ring.v[i], conf, world,
			    now);
	forget_old(alarms, now);
	if (alarms->ok.known)
		tell(alarms, now);
}
