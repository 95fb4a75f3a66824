/* SPDX-License-Identifier: Apache-2.0 */
/* A shift as one JSON object (natvagt(1), handover), for programs. */
#include "fold/shift.h"

#include "base/str.h"

struct json {
	const struct shift *shift;
	struct str *out;
};

static void
key(const struct json *j, const char *name)
{
	char last = j->out->len > 0 ? j->out->s[j->out->len - 1] : '{';

	if (last != '{' && last != '[')
		str_addc(j->out, ',');
	if (name != NULL)
		str_addf(j->out, "\"%s\":", name);
}

static void
text(const struct json *j, const char *name, const char *value)
{
	key(j, name);
	if (value == NULL)
		str_add(j->out, "null");
	else
		str_add_json(j->out, value);
}

static void
number(const struct json *j, const char *name, int64_t value)
{
	key(j, name);
	str_addf(j->out, "%lld", (long long)value);
}

static void
yes(const struct json *j, const char *name, bool value)
{
	key(j, name);
	str_add(j->out, value ? "true" : "false");
}

/* 0: null. */
static void
moment(const struct json *j, const char *name, int64_t t)
{
	char stamp[ZONE_STAMP_SIZE];

	if (t != 0)
		zone_stamp(j->shift->zone, t, stamp);
	text(j, name, t != 0 ? stamp : NULL);
}

static void
room(const struct json *j, int64_t room)
{
	text(j, "room", room >= 0 ? j->shift->room.v[room].id : NULL);
}

static void
open_list(const struct json *j, const char *name)
{
	key(j, name);
	str_addc(j->out, '[');
}

static void
open_object(const struct json *j, const char *name)
{
	key(j, name);
	str_addc(j->out, '{');
}

static const char *
name_of(const char *by)
{
	return by[0] != '\0' ? by : NULL;
}

static void
add_alert(const struct json *j, const struct shift_alert *a)
{
	static const char *const priority[] = {
		[PRIORITY_TECHNICAL] = "technical", [PRIORITY_LOW] = "low",
		[PRIORITY_MEDIUM] = "medium", [PRIORITY_HIGH] = "high",
	};

	open_object(j, NULL);
	number(j, "alert", a->number);
	text(j, "priority", priority[a->priority]);
	text(j, "rule", a->rule);
	room(j, (int64_t)a->room);
	moment(j, "raised", a->last.raised);
	moment(j, "taken", a->taken);
	text(j, "by", a->taken != 0 ? name_of(a->taken_by) : NULL);
	moment(j, "attended", a->attended);
	moment(j, "closed", alert_is_open(&a->last) ? 0 : a->last.closed);
	yes(j, "by_itself", a->by_itself);
	yes(j, "on_hold", a->shelved);
	yes(j, "blind", a->last.blind);
	number(j, "level", a->escalated);
	number(j, "retriggers", a->last.retriggers);
	key(j, "outcome");
	str_addf(j->out, a->last.answered ? "%d" : "null", a->last.outcome);
	text(j, "note", a->note);
	str_addc(j->out, '}');
}

static void
add_round(const struct json *j, const struct shift_round *r)
{
	open_object(j, NULL);
	room(j, (int64_t)r->room);
	moment(j, "due", r->due);
	moment(j, "t", r->visit.t);
	text(j, "how", r->visit.t == 0 ? shift_is_missed(j->shift, r) ?
	    "missed" : NULL : r->visit.how == VISIT_ENTERED ? "entered" :
	    "skipped");
	text(j, "by", r->visit.t != 0 ? name_of(r->visit.by) : NULL);
	str_addc(j->out, '}');
}

static void
add_rooms(const struct json *j)
{
	const struct shift *shift = j->shift;

	open_list(j, "rooms");
	for (size_t i = 0; i < shift->room.n; i++) {
		open_object(j, NULL);
		room(j, (int64_t)i);
		text(j, "resident", shift->room.v[i].resident);
		yes(j, "dwelling", shift->room.v[i].dwelling);
		yes(j, "disturbed", shift_is_disturbed(shift, i));
		yes(j, "unseen", shift->room.v[i].unseen);
		str_addc(j->out, '}');
	}
	str_addc(j->out, ']');
}

static void
add_asides(const struct json *j)
{
	const struct shift *shift = j->shift;

	open_list(j, "aside");
	for (size_t i = 0; i < shift->aside.n; i++) {
		const struct shift_aside *aside = &shift->aside.v[i];

		open_object(j, NULL);
		room(j, (int64_t)aside->room);
		text(j, "text", aside->text);
		text(j, "reason", aside->why);
		moment(j, "until", aside->until);
		text(j, "by", name_of(aside->by));
		text(j, "review", aside->review);
		str_addc(j->out, '}');
	}
	str_addc(j->out, ']');
}

static void
add_notes(const struct json *j)
{
	const struct shift *shift = j->shift;

	open_list(j, "notes");
	for (size_t i = 0; i < shift->note.n; i++) {
		open_object(j, NULL);
		moment(j, "t", shift->note.v[i].t);
		room(j, shift->note.v[i].room);
		text(j, "by", name_of(shift->note.v[i].by));
		text(j, "text", shift->note.v[i].text);
		str_addc(j->out, '}');
	}
	str_addc(j->out, ']');
}

static void
add_devices(const struct json *j)
{
	const struct shift *shift = j->shift;

	open_list(j, "silent");
	for (size_t i = 0; i < shift->silent.n; i++) {
		open_object(j, NULL);
		text(j, "device", shift->silent.v[i].id);
		room(j, (int64_t)shift->silent.v[i].room);
		moment(j, "heard", shift->silent.v[i].heard);
		str_addc(j->out, '}');
	}
	str_addc(j->out, ']');
}

static void
add_spans(const struct json *j, const char *name,
    const struct shift_span *span, size_t n)
{
	open_list(j, name);
	for (size_t i = 0; i < n; i++) {
		open_object(j, NULL);
		moment(j, "from", span[i].t);
		moment(j, "to", span[i].t2);
		if (span[i].by[0] != '\0')
			text(j, "by", span[i].by);
		str_addc(j->out, '}');
	}
	str_addc(j->out, ']');
}

static void
add_times(const struct json *j, const char *name, struct shift_times times)
{
	open_object(j, name);
	number(j, "alerts", times.n);
	if (times.n > 0) {
		number(j, "half_ms", times.median);
		number(j, "nine_of_ten_ms", times.ninth);
		number(j, "all_ms", times.most);
	}
	str_addc(j->out, '}');
}

static void
add_figures(const struct json *j)
{
	const struct shift *shift = j->shift;

	number(j, "held_back", shift->held);
	add_times(j, "until_taken", shift_to_take(shift));
	add_times(j, "until_there", shift_to_come(shift));
	number(j, "clock_steps", shift->steps);
	number(j, "bad", shift->bad);
	open_object(j, "audit");
	number(j, "links", shift->links);
	text(j, "head", shift->head);
	str_addc(j->out, '}');
}

void
shift_json(const struct shift *shift, struct str *out)
{
	struct json j = {shift, out};

	str_addc(out, '{');
	text(&j, "night", shift->night);
	moment(&j, "from", shift->from);
	moment(&j, "to", shift->to);
	open_list(&j, "alerts");
	for (size_t i = 0; i < shift->alert.n; i++)
		add_alert(&j, &shift->alert.v[i]);
	str_addc(out, ']');
	add_rooms(&j);
	add_asides(&j);
	open_list(&j, "rounds");
	for (size_t i = 0; i < shift->round.n; i++)
		add_round(&j, &shift->round.v[i]);
	str_addc(out, ']');
	add_notes(&j);
	add_devices(&j);
	add_spans(&j, "staff", shift->on.v, shift->on.n);
	add_spans(&j, "disconnected", shift->away.v, shift->away.n);
	add_spans(&j, "stopped", shift->stopped.v, shift->stopped.n);
	add_spans(&j, "unread", shift->dark.v, shift->dark.n);
	add_figures(&j);
	str_add(out, "}\n");
}
