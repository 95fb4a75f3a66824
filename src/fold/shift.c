/* SPDX-License-Identifier: Apache-2.0 */
#include "fold/shift.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/round.h"
#include "fold/follow.h"

enum {
	ROWS_A_READ = 1000,
	STOP_MIN = 30000, /* ms without a watch that are told of */
};

/* A night being folded. */
struct reader {
	struct shift *shift;
	struct follow follow;
	const struct house *house; /* of the present segment, … */
	const struct world *world;
	int64_t beat; /* the last row of the collector's before this moment */
	bool began;   /* what was carried over is known */
	bool over;    /* the noon that ends the night has been */
};

static char *
clean_copy(const char *text)
{
	struct str clean;
	char *copy;

	str_init(&clean);
	text_clean(&clean, text, strlen(text));
	copy = str_detach(&clean);
	str_release(&clean);
	return copy;
}

/* Rooms, by their ids: houses change. */

static size_t
room_of(struct shift *shift, const struct house *house, int32_t place)
{
	int32_t dwelling = house_dwelling(house, place);
	int32_t at = dwelling >= 0 ? dwelling : place;
	const struct place *p;

	/* A device is not where anybody lives. */
	while (dwelling < 0 && house_is_device(house, at))
		at = house->place[at].parent;
	p = &house->place[at];
	for (size_t i = 0; i < shift->room.n; i++)
		if (strcmp(shift->room.v[i].id, p->id) == 0)
			return i;
	vec_push(&shift->room, (struct shift_room){.id = xstrdup(p->id),
	    .label = xstrdup(p->label),
	    .resident = xstrdup_or_null(p->resident),
	    .dwelling = dwelling >= 0});
	return shift->room.n - 1;
}

/* Alerts. */

/* Where a number stands, or would. */
static size_t
alert_place(const struct shift *shift, uint32_t number)
{
	size_t low = 0, high = shift->alert.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (shift->alert.v[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct shift_alert *
alert_of(struct reader *r, int32_t instance, const struct alert *alert)
{
	struct shift *shift = r->shift;
	const struct instance *in = &r->house->instance[instance];
	const struct rule *rule = &r->house->rule[in->rule];
	struct shift_alert new = {.number = alert->number};
	size_t at = alert_place(shift, alert->number);

	if (at < shift->alert.n && shift->alert.v[at].number == alert->number)
		return &shift->alert.v[at];
	new.priority = rule->priority;
	new.latch = rule->latch;
	new.attend_for = rule->attend_for;
	new.rule = xstrdup(rule->id);
	new.text = xstrdup(rule->text);
	new.place = xstrdup(r->house->place[in->place].label);
	new.room = room_of(shift, r->house, in->place);
	/* Of one that was open before: what is still known. */
	new.taken = alert->taken;
	new.attended = alert->attended;
	new.escalated = alert->level;
	snprintf(new.taken_by, sizeof(new.taken_by), "%s", alert->by);
	vec_push(&shift->alert, new);
	memmove(&shift->alert.v[at + 1], &shift->alert.v[at],
	    (shift->alert.n - 1 - at) * sizeof(new));
	shift->alert.v[at] = new;
	return &shift->alert.v[at];
}

static void
copy_by(char to[STAFF_SIZE], const struct action *action)
{
	snprintf(to, STAFF_SIZE, "%s", action != NULL ? action->by : "");
}

/* By itself, by somebody, or said later how it went. */
static void
on_closed(struct shift_alert *a, const struct action *action, bool was_open)
{
	if (was_open)
		a->by_itself = action == NULL;
	if (action == NULL || action->what != ACTION_CLOSE ||
	    action->note == NULL)
		return;
	free(a->note);
	a->note = clean_copy(action->note);
}

static void
on_alert(struct reader *r, const struct event *e)
{
	struct shift_alert *a;
	bool was_open;

	if (e->event == ALERT_EVENT_INHIBITED)
		r->shift->held++;
	if (e->instance < 0 || e->alert.number == 0 ||
	    e->event == ALERT_EVENT_REFUSED)
		return;
	a = alert_of(r, e->instance, &e->alert);
	was_open = a->last.state != ALERT_CLOSED;
	a->last = e->alert;
	a->escalated = e->alert.level;
	a->shelved = a->shelved || e->event == ALERT_EVENT_SHELVED;
	if (e->action != NULL && e->action->by[0] == '\0')
		a->unidentified = true;
	if (e->event == ALERT_EVENT_TAKEN && a->taken == 0) {
		a->taken = e->t;
		copy_by(a->taken_by, e->action);
	} else if (e->event == ALERT_EVENT_UNTAKEN) {
		a->taken = 0;
	} else if (e->event == ALERT_EVENT_ATTENDED && a->attended == 0) {
		a->attended = e->t;
	} else if (e->event == ALERT_EVENT_CLOSED) {
		on_closed(a, e->action, was_open);
	}
}

/* Staff. */

static void
sign(struct shift *shift, const char *by, int64_t t, bool in)
{
	for (size_t i = shift->on.n; i > 0; i--) {
		struct shift_span *on = &shift->on.v[i - 1];

		if (on->t2 != 0 || strcmp(on->by, by) != 0)
			continue;
		if (!in)
			on->t2 = t;
		return;
	}
	if (!in)
		return;
	vec_push(&shift->on, (struct shift_span){.t = t});
	snprintf(shift->on.v[shift->on.n - 1].by, STAFF_SIZE, "%s", by);
}

/* The one that counts for a round: there is one at most. */
static void
undo_visit(struct shift *shift, const char *place, int32_t at)
{
	struct shift_visit *v = shift->visit.v;

	for (size_t i = 0; i < shift->visit.n; i++) {
		if (v[i].place == NULL || v[i].at != at ||
		    strcmp(v[i].place, place) != 0)
			continue;
		free(v[i].place);
		memmove(&v[i], &v[i + 1],
		    (--shift->visit.n - i) * sizeof(*v));
		return;
	}
}

static void
on_visit(struct reader *r, const struct event *e)
{
	const struct house *house = r->house;
	const struct round *round = e->round >= 0 ?
	    &house->round[e->round] : NULL;
	struct shift_visit visit = {.t = e->t, .how = e->action->how};

	if (e->place < 0)
		return;
	if (round != NULL && visit.how == VISIT_UNDONE) {
		undo_visit(r->shift, house->place[round->place].id, round->at);
		return;
	}
	visit.room = room_of(r->shift, house, e->place);
	if (round != NULL) {
		visit.place = xstrdup(house->place[round->place].id);
		visit.at = round->at;
	}
	vec_push(&r->shift->visit, visit);
}

static void
on_staff(struct reader *r, const struct event *e)
{
	const struct action *action = e->action;
	struct shift *shift = r->shift;
	struct shift_note note = {.t = e->t, .room = -1};

	switch (action->what) {
	case ACTION_SIGN_IN:
	case ACTION_SIGN_OUT:
		sign(shift, action->by, e->t, action->what == ACTION_SIGN_IN);
		return;
	case ACTION_VISIT:
		on_visit(r, e);
		return;
	default:
		if (e->place >= 0)
			note.room = (int32_t)room_of(shift, r->house, e->place);
		copy_by(note.by, action);
		note.text = clean_copy(action->note);
		vec_push(&shift->note, note);
		return;
	}
}

/* natvagt itself. */

static void
on_noted(struct reader *r, const struct event *e)
{
	struct shift *shift = r->shift;

	switch (e->kind) {
	case MESSAGE_START:
		if (r->beat != 0 && e->t - r->beat >= STOP_MIN)
			vec_push(&shift->stopped,
			    (struct shift_span){.t = r->beat, .t2 = e->t});
		return;
	case MESSAGE_CLOCK:
		shift->steps++;
		return;
	case MESSAGE_BAD:
		shift->bad += e->step;
		return;
	default:
		return;
	}
}

static void
on_event(void *arg, const struct event *e)
{
	struct reader *r = arg;

	if (e->what == EVENT_ALERT)
		on_alert(r, e);
	else if (e->what == EVENT_STAFF)
		on_staff(r, e);
	else if (e->what == EVENT_NOTED)
		on_noted(r, e);
}

/* What the world says by itself. */

/* Whether the broker is there is no event where it was away before. */
static void
look_at_broker(struct reader *r, int64_t t)
{
	struct shift *shift = r->shift;
	int64_t lost = world_broker_lost(r->world);
	bool open = shift->away.n > 0 &&
	    shift->away.v[shift->away.n - 1].t2 == 0;

	if (lost != 0 && !open)
		vec_push(&shift->away, (struct shift_span){.t = lost});
	else if (lost == 0 && open)
		shift->away.v[shift->away.n - 1].t2 = t;
}

/* What was open, and who was there, before the segment's first own row. */
static void
take_over(struct reader *r)
{
	int nstaff;
	const struct signed_in *staff = world_staff(r->world, &nstaff);

	for (int32_t i = 0; i < r->house->ninstance; i++) {
		const struct alert *alert = world_alert(r->world, i);

		if (alert_is_open(alert))
			alert_of(r, i, alert)->last = *alert;
	}
	for (int i = 0; i < nstaff; i++)
		sign(r->shift, staff[i].by, staff[i].since, true);
	look_at_broker(r, world_now(r->world));
	r->began = true;
}

static void
add_aside(struct reader *r, int32_t instance)
{
	const struct instance *in = &r->house->instance[instance];
	const struct shelf *shelf = world_shelf(r->world, instance);
	struct shift_aside aside = {0};

	if (shelf == NULL && in->out_of_service == NULL)
		return;
	aside.text = xstrdup(r->house->rule[in->rule].text);
	aside.room = room_of(r->shift, r->house, in->place);
	aside.why = clean_copy(shelf != NULL ? shelf->reason :
	    in->out_of_service);
	if (shelf != NULL) {
		aside.until = shelf->until;
		snprintf(aside.by, sizeof(aside.by), "%s", shelf->by);
	} else if (in->review != NULL) {
		aside.review = xstrdup(in->review);
	}
	vec_push(&r->shift->aside, aside);
}

static bool
has_alert(const struct reader *r, int32_t place)
{
	for (int32_t i = 0; i < r->house->ninstance; i++)
		if (r->house->instance[i].place == place &&
		    alert_is_open(world_alert(r->world, i)))
			return true;
	return false;
}

static void
add_device(struct reader *r, int32_t device)
{
	struct device_info info = world_device(r->world, device);
	const struct device *d = &r->house->device[device];

	if ((info.state == DEVICE_SILENT || info.state == DEVICE_OFFLINE) &&
	    !(d->as_place >= 0 && has_alert(r, d->as_place)))
		vec_push(&r->shift->silent, (struct shift_device){
		    .id = xstrdup(d->id), .heard = info.heard,
		    .room = room_of(r->shift, r->house, d->place)});
}

static int
by_due(const void *a, const void *b)
{
	const struct shift_round *x = a, *y = b;

	if (x->due != y->due)
		return x->due < y->due ? -1 : 1;
	return x->room < y->room ? -1 : x->room > y->room;
}

/* As the world has them while its time is the night's. */
static void
look_at_rounds(struct reader *r)
{
	const struct house *house = r->house;

	r->shift->round.n = 0;
	for (int32_t i = 0; i < house->nround; i++) {
		const struct visit *visit = round_seen(r->world, i);
		int64_t due = round_due(r->world, i);

		vec_push(&r->shift->round, (struct shift_round){
		    .room = room_of(r->shift, house, house->round[i].place),
		    .due = due, .late = due + house->round[i].late_after,
		    .before = round_is_before(r->world, i),
		    .visit = visit != NULL ? *visit : (struct visit){0}});
	}
	if (house->nround > 0)
		qsort(r->shift->round.v, r->shift->round.n,
		    sizeof(*r->shift->round.v), by_due);
}

static void
add_unseen(struct reader *r, int32_t place)
{
	int64_t since;
	size_t room;

	if (world_status(r->world, place, &since) != STATUS_UNSEEN)
		return;
	room = room_of(r->shift, r->house, place);
	r->shift->room.v[room].unseen = true;
	r->shift->room.v[room].since = since;
}

static void
at_the_end(struct reader *r)
{
	struct shift *shift = r->shift;
	const struct house *house = r->house;

	for (int32_t i = 0; i < house->ninstance; i++)
		add_aside(r, i);
	for (int32_t i = 0; i < house->ndevice; i++)
		add_device(r, i);
	for (int32_t i = 0; i < house->nplace; i++)
		add_unseen(r, i);
	for (size_t i = 0; i < shift->alert.n; i++) {
		struct shift_alert *a = &shift->alert.v[i];
		int32_t is = world_find_alert(r->world, a->number);

		/* It may have gone on where nothing could be told. */
		if (is >= 0)
			a->last = *world_alert(r->world, is);
		a->dropped = is < 0 && alert_is_open(&a->last);
	}
}

/* Reading. */

/* The night's last segment ends with a row of the noon that follows, or later. */
static void
end_of_night(struct reader *r, int64_t t)
{
	if (t < r->shift->end || r->over)
		return;
	world_advance(r->follow.fold.world, r->shift->end, on_event, r);
	look_at_rounds(r);
	r->over = true;
}

/* Whether the broker is there shows once a row has been folded. */
static void
end_of_row(struct reader *r)
{
	if (r->began)
		look_at_broker(r, r->shift->to);
	else if (r->world != NULL)
		take_over(r);
}

/* A fold_row_fn. */
static void
on_row(void *arg, const struct message *message)
{
	struct reader *r = arg;
	struct shift *shift = r->shift;

	if (message->kind == MESSAGE_SEGMENT || message->kind == MESSAGE_CARRY) {
		shift->to = message->t;
		return;
	}
	end_of_row(r);
	shift->to = message->t;
	/* Rows of a later moment: the collector was still there then. */
	if (shift->beat < message->t)
		r->beat = shift->beat;
	end_of_night(r, message->t);
	if (message->kind != MESSAGE_ACTION)
		shift->beat = message->t;
}

/* A segment of which nothing can be told but when that was. */
static void
add_dark(struct reader *r, int64_t end)
{
	struct shift *shift = r->shift;

	vec_push(&shift->dark, (struct shift_span){.t = r->follow.dark,
	    .t2 = end});
	shift->to = shift->beat = end;
}

/* A follow_begin_fn. */
static void
on_begin(void *arg, const struct world *before)
{
	struct reader *r = arg;
	const struct house *house = r->follow.fold.conf->house;

	if (before != NULL)
		end_of_row(r);
	if (r->follow.dark != 0)
		add_dark(r, r->follow.segment.t);
	r->house = house;
	r->world = r->follow.fold.world;
	r->began = false;
	/* In the order of the configuration. */
	for (int32_t i = 0; i < house->nplace; i++)
		if (house_dwelling(house, i) == i)
			room_of(r->shift, house, i);
}

/* All of the night that the journal has. */
static int
read_rows(struct reader *r, struct err *err)
{
	struct journal *journal = r->follow.fold.journal;
	struct segment next;
	int64_t seq, t;
	int rc, bad = 0;

	do {
		rc = follow_step(&r->follow, ROWS_A_READ, err);
	} while (rc == FOLLOW_MORE);
	if (rc == -1)
		return -1;
	if (r->world != NULL) {
		end_of_row(r);
		if (!r->over)
			look_at_rounds(r);
	}
	if (rc == FOLLOW_END) {
		at_the_end(r);
		return 0;
	}
	bad = r->follow.to == INT64_MAX ? journal_last(journal, &seq, &t, err) :
	    journal_segment(journal, r->follow.to + 1, &next, err);
	if (bad != -1)
		add_dark(r, r->follow.to == INT64_MAX ? t : next.t);
	return bad == -1 ? -1 : 0;
}

static int
read_night(struct shift *shift, struct journal *journal,
    const struct conf *conf, const char *night, struct err *err)
{
	struct reader r = {.shift = shift};
	const struct follow_to tell = {on_event, on_row, on_begin, &r};
	struct segment *segment;
	int64_t first, end;
	int n, bad;

	if (journal_night(journal, night, &segment, &n, err) == -1)
		return -1;
	if (n == 0)
		return 0;
	first = segment[0].seq;
	shift->from = segment[0].t;
	shift->begin = zone_night_start(&conf->zone, shift->from);
	shift->end = zone_night_end(&conf->zone, shift->from);
	snprintf(shift->night, sizeof(shift->night), "%s", segment[0].night);
	bad = journal_segment_end(journal, segment[n - 1].seq, &end, err);
	free(segment);
	if (bad == -1)
		return -1;
	shift->present = end == INT64_MAX;
	follow_init(&r.follow, journal, conf, first, shift->present ?
	    INT64_MAX : end - 1, &tell);
	bad = read_rows(&r, err);
	follow_release(&r.follow);
	if (bad == 0)
		bad = journal_head(journal, &shift->links, shift->head, err);
	return bad ? -1 : 1;
}

int
shift_read(struct shift *shift, struct journal *journal,
    const struct conf *conf, const char *night, struct err *err)
{
	struct segment last;
	int found;

	*shift = (struct shift){.zone = &conf->zone};
	if (night == NULL) {
		found = journal_segment(journal, INT64_MAX, &last, err);
		if (found != 1)
			return found;
		night = last.night;
	}
	found = read_night(shift, journal, conf, night, err);
	if (found != 1)
		shift_release(shift);
	return found;
}

void
shift_release(struct shift *shift)
{
	for (size_t i = 0; i < shift->room.n; i++) {
		free(shift->room.v[i].id);
		free(shift->room.v[i].label);
		free(shift->room.v[i].resident);
	}
	for (size_t i = 0; i < shift->alert.n; i++) {
		free(shift->alert.v[i].rule);
		free(shift->alert.v[i].text);
		free(shift->alert.v[i].place);
		free(shift->alert.v[i].note);
	}
	for (size_t i = 0; i < shift->aside.n; i++) {
		free(shift->aside.v[i].text);
		free(shift->aside.v[i].why);
		free(shift->aside.v[i].review);
	}
	for (size_t i = 0; i < shift->note.n; i++)
		free(shift->note.v[i].text);
	for (size_t i = 0; i < shift->silent.n; i++)
		free(shift->silent.v[i].id);
	vec_free(&shift->silent);
	for (size_t i = 0; i < shift->visit.n; i++)
		free(shift->visit.v[i].place);
	vec_free(&shift->visit);
	vec_free(&shift->dark);
	vec_free(&shift->room);
	vec_free(&shift->alert);
	vec_free(&shift->aside);
	vec_free(&shift->note);
	vec_free(&shift->round);
	vec_free(&shift->on);
	vec_free(&shift->away);
	vec_free(&shift->stopped);
}

/* Questions. */

bool
shift_is_of_night(const struct shift *shift, const struct shift_alert *alert)
{
	return alert->last.raised >= shift->begin;
}

bool
shift_is_replaced(const struct shift *shift, const struct shift_alert *alert)
{
	for (size_t i = 0; alert->dropped && i < shift->alert.n; i++) {
		const struct shift_alert *other = &shift->alert.v[i];

		if (other->room == alert->room && !other->dropped &&
		    other->priority != PRIORITY_TECHNICAL &&
		    alert_is_open(&other->last))
			return true;
	}
	return false;
}

bool
shift_is_unlabelled(const struct shift_alert *alert)
{
	return alert->last.state == ALERT_CLOSED && !alert->last.answered &&
	    !alert->shelved && alert->priority != PRIORITY_TECHNICAL &&
	    (alert->taken != 0 || alert->attended != 0);
}

bool
shift_is_disturbed(const struct shift *shift, size_t room)
{
	for (size_t i = 0; i < shift->alert.n; i++)
		if (shift->alert.v[i].room == room &&
		    shift->alert.v[i].priority != PRIORITY_TECHNICAL)
			return true;
	for (size_t i = 0; i < shift->visit.n; i++)
		if (shift->visit.v[i].room == room &&
		    shift->visit.v[i].how == VISIT_ENTERED)
			return true;
	return false;
}

/* It was due, and what can be told of it is that nobody saw to it. */
static bool
is_unseen_to(const struct shift *shift, const struct shift_round *round)
{
	for (size_t i = 0; i < shift->dark.n; i++)
		if (round->due <= shift->dark.v[i].t2 &&
		    round->late >= shift->dark.v[i].t)
			return false;
	return round->visit.t == 0 && !round->before &&
	    round->due <= shift->to;
}

bool
shift_is_left(const struct shift *shift, const struct shift_round *round)
{
	if (!shift->present || !is_unseen_to(shift, round))
		return false;
	for (size_t i = 0; i < shift->round.n; i++) {
		const struct shift_round *other = &shift->round.v[i];

		if (other->room == round->room && other->due > round->due &&
		    (other->due <= shift->to || other->visit.t != 0))
			return false;
	}
	return true;
}

bool
shift_is_missed(const struct shift *shift, const struct shift_round *round)
{
	return is_unseen_to(shift, round) && round->late <= shift->to;
}

/* Figures. */

static int
by_length(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

/* Nearest rank, as few as there are of a night. */
static struct shift_times
times_of(int64_t *ms, int n)
{
	struct shift_times times = {.n = n};

	if (n == 0)
		return times;
	qsort(ms, (size_t)n, sizeof(*ms), by_length);
	times.median = ms[(n - 1) / 2];
	times.ninth = ms[(9 * n + 9) / 10 - 1];
	times.most = ms[n - 1];
	return times;
}

static struct shift_times
times_to(const struct shift *shift, bool come)
{
	int64_t *ms = xcalloc(shift->alert.n + 1, sizeof(*ms));
	struct shift_times times;
	int n = 0;

	for (size_t i = 0; i < shift->alert.n; i++) {
		const struct shift_alert *a = &shift->alert.v[i];
		int64_t t = come ? a->attended : a->taken;

		if (!come && t == 0)
			t = a->attended;
		if (a->priority != PRIORITY_TECHNICAL && t != 0 &&
		    shift_is_of_night(shift, a))
			ms[n++] = t - a->last.raised;
	}
	times = times_of(ms, n);
	free(ms);
	return times;
}

struct shift_times
shift_to_take(const struct shift *shift)
{
	return times_to(shift, false);
}

struct shift_times
shift_to_come(const struct shift *shift)
{
	return times_to(shift, true);
}
