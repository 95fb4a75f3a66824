/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/words.h"

struct writer {
	struct sheet *sheet;
	const struct shift *shift;
	bool signs; /* staff sign in here: who did not is told */
	int64_t now;
	struct str text; /* the paragraph being written */
};

static void
put(struct writer *w, enum sheet_kind kind)
{
	vec_push(&w->sheet->par, (struct sheet_par){.kind = kind,
	    .text = str_detach(&w->text)});
}

/* One that tells of an alert. */
static void
put_alert(struct writer *w, enum sheet_kind kind, enum priority priority)
{
	vec_push(&w->sheet->par, (struct sheet_par){kind, true, priority,
	    str_detach(&w->text)});
}

static void
head(struct writer *w, const char *text)
{
	str_add(&w->text, text);
	put(w, SHEET_HEAD);
}

static void
line(struct writer *w, const char *text)
{
	str_add(&w->text, text);
	put(w, SHEET_LINE);
}

/* "02:17", with its date where that is not this night's. */
static void
clock_words(const struct writer *w, int64_t t, char buf[WORDS_SIZE])
{
	const struct shift *shift = w->shift;

	words_when(shift->zone, t < shift->begin ? shift->end : t > shift->end ?
	    shift->begin : t, t, buf);
}

static void
add_clock(struct writer *w, int64_t t)
{
	char clock[WORDS_SIZE];

	clock_words(w, t, clock);
	str_add(&w->text, clock);
}

/* "101 (A1)", and the place within it where that is another. */
static void
add_room(struct writer *w, size_t room, const char *place)
{
	const struct shift_room *r = &w->shift->room.v[room];

	str_add(&w->text, words_label(r->label));
	if (r->resident != NULL)
		str_addf(&w->text, " (%s)", r->resident);
	if (place != NULL && strcmp(place, r->label) != 0)
		str_addf(&w->text, " %s", words_label(place));
}

/* Initials; "" where they are not known and nobody signs in here anyway. */
static const char *
by_text(const struct writer *w, const char *by)
{
	return by[0] != '\0' || !w->signs ? by : _("somebody not signed in");
}

static bool
is_technical(const struct shift_alert *a)
{
	return a->priority == PRIORITY_TECHNICAL;
}

/* How often staff were reminded, and how often it came back. */
static void
add_calls(struct writer *w, const struct shift_alert *a)
{
	struct alert alert = a->last;

	alert.level = a->escalated;
	words_reminders(&alert, ", ", &w->text);
	if (a->last.retriggers > 0)
		str_addf(&w->text, P_(", on again %u time",
		    ", on again %u times", a->last.retriggers),
		    (unsigned)a->last.retriggers);
}

/* ---- what needs somebody now ---- */

static void
say_open(struct writer *w, const struct shift_alert *a)
{
	const struct rule rule = {.latch = a->latch,
	    .attend_for = a->attend_for};
	struct alert alert = a->last;
	char state[WORDS_SIZE], clock[WORDS_SIZE];

	/* Its reminders are told in words below. */
	alert.level = 0;
	words_state(&alert, &rule, w->now, state);
	clock_words(w, a->last.raised, clock);
	add_room(w, a->room, a->place);
	str_addf(&w->text, _(": %s, since %s, %s"), a->text, clock, state);
	add_calls(w, a);
	if (a->last.blind)
		str_add(&w->text, _(", cannot be seen"));
	if (a->dropped)
		str_add(&w->text, _(", not followed any more: see for"
		    " yourselves"));
	put_alert(w, SHEET_URGENT, a->priority);
}

/* Who cannot be seen, in one: the sensors may all be out of reach. */
static void
say_unseen(struct writer *w)
{
	const struct shift *shift = w->shift;
	char clock[WORDS_SIZE];
	int n = 0;

	for (size_t i = 0; i < shift->room.n; i++) {
		const struct shift_room *room = &shift->room.v[i];

		if (!room->unseen)
			continue;
		str_add(&w->text, n++ == 0 ? _("Cannot be seen: ") : ", ");
		add_room(w, i, NULL);
		if (room->since != 0) {
			clock_words(w, room->since, clock);
			str_addf(&w->text, _(" since %s"), clock);
		}
	}
	if (n > 0)
		put(w, SHEET_URGENT);
}

/* What the sheet itself cannot know. */
static void
say_blind_spots(struct writer *w)
{
	const struct shift *shift = w->shift;
	char clock[WORDS_SIZE], end[WORDS_SIZE];

	for (size_t i = 0; i < shift->dark.n; i++) {
		clock_words(w, shift->dark.v[i].t, clock);
		clock_words(w, shift->dark.v[i].t2, end);
		str_addf(&w->text, _("Of %s–%s nothing can be told: the"
		    " configuration that was kept is damaged."), clock, end);
		put(w, SHEET_URGENT);
	}
	if (shift->present && w->now - shift->beat >= MS_MINUTE) {
		clock_words(w, shift->beat, clock);
		str_addf(&w->text, _("natvagt has not watched since %s."),
		    clock);
		put(w, SHEET_URGENT);
	}
}

static void
say_now(struct writer *w)
{
	const struct shift *shift = w->shift;
	size_t before;

	head(w, _("Needs somebody now"));
	before = w->sheet->par.n;
	say_blind_spots(w);
	for (int p = PRIORITY_HIGH; p > PRIORITY_TECHNICAL; p--)
		for (size_t i = 0; i < shift->alert.n; i++)
			if ((int)shift->alert.v[i].priority == p &&
			    alert_is_open(&shift->alert.v[i].last) &&
			    !shift_is_replaced(shift, &shift->alert.v[i]))
				say_open(w, &shift->alert.v[i]);
	say_unseen(w);
	if (w->sheet->par.n == before)
		line(w, _("Nothing is waiting."));
}

static void
say_aside(struct writer *w, const struct shift_aside *aside)
{
	const char *by = by_text(w, aside->by);
	char until[WORDS_SIZE];

	add_room(w, aside->room, NULL);
	if (aside->until != 0) {
		clock_words(w, aside->until, until);
		str_addf(&w->text, _(": %s, on hold until %s"), aside->text,
		    until);
		if (by[0] != '\0')
			str_addf(&w->text, _(" by %s"), by);
		str_addf(&w->text, ": %s", aside->why);
	} else {
		str_addf(&w->text, _(": %s, out of service: %s"),
		    aside->text, aside->why);
	}
	if (aside->review != NULL) {
		words_day(aside->review, until);
		str_addf(&w->text, _(" (review %s)"), until);
	}
	put(w, SHEET_LINE);
}

static void
say_asides(struct writer *w)
{
	const struct shift *shift = w->shift;

	if (shift->aside.n == 0)
		return;
	head(w, _("On hold, or out of service"));
	for (size_t i = 0; i < shift->aside.n; i++)
		say_aside(w, &shift->aside.v[i]);
}

static void
say_unlabelled(struct writer *w)
{
	const struct shift *shift = w->shift;

	for (size_t i = 0; i < shift->alert.n; i++) {
		const struct shift_alert *a = &shift->alert.v[i];

		if (!shift_is_unlabelled(a))
			continue;
		if (w->sheet->unlabelled.n == 0)
			head(w, _("Nobody has said how it went"));
		vec_push(&w->sheet->unlabelled, a->number);
		add_clock(w, a->last.raised);
		str_addc(&w->text, ' ');
		add_room(w, a->room, a->place);
		str_addf(&w->text, ": %s", a->text);
		if (a->taken_by[0] != '\0')
			str_addf(&w->text, " (%s)", a->taken_by);
		put_alert(w, SHEET_LINE, a->priority);
	}
}

/* ---- room by room ---- */

static void
add_end(struct writer *w, const struct shift_alert *a)
{
	char clock[WORDS_SIZE];

	if (alert_is_open(&a->last)) {
		str_add(&w->text, shift_is_replaced(w->shift, a) ?
		    _(", not followed any more: another alert here is open") :
		    a->dropped ? _(", not followed any more") :
		    _(", still open"));
		return;
	}
	clock_words(w, a->last.closed, clock);
	str_addf(&w->text, a->shelved ? _(", on hold from %s") :
	    a->by_itself ? _(", over %s") : _(", closed %s"), clock);
	if (a->last.answered)
		str_addf(&w->text, " (%s)", words_outcome(a->last.outcome));
	if (a->note != NULL && a->note[0] != '\0')
		str_addf(&w->text, ": %s", a->note);
}

static void
say_alert(struct writer *w, const struct shift_alert *a)
{
	const struct shift_room *room = &w->shift->room.v[a->room];
	const char *by = by_text(w, a->taken_by);
	char after[WORDS_SIZE];

	add_clock(w, a->last.raised);
	str_addc(&w->text, ' ');
	if (strcmp(a->place, room->label) != 0)
		str_addf(&w->text, "%s: ", words_label(a->place));
	str_add(&w->text, a->text);
	if (a->taken != 0) {
		words_span(a->taken - a->last.raised, after);
		str_addf(&w->text, _(", taken after %s"), after);
		if (by[0] != '\0')
			str_addf(&w->text, _(" by %s"), by);
	}
	if (a->attended != 0) {
		words_span(a->attended - a->last.raised, after);
		str_addf(&w->text, _(", somebody there after %s"), after);
	}
	add_calls(w, a);
	add_end(w, a);
	put_alert(w, SHEET_LINE, a->priority);
}

static void
say_note(struct writer *w, const struct shift_note *note)
{
	const char *by = by_text(w, note->by);

	add_clock(w, note->t);
	str_addf(&w->text, " %s%s%s", by, by[0] != '\0' ? ": " : "",
	    note->text);
	put(w, SHEET_LINE);
}

/* Its head stands only where something follows. */
static void
say_room(struct writer *w, size_t room)
{
	const struct shift *shift = w->shift;
	size_t before = w->sheet->par.n;

	add_room(w, room, NULL);
	put(w, SHEET_ROOM);
	for (size_t i = 0; i < shift->alert.n; i++)
		if (shift->alert.v[i].room == room &&
		    !is_technical(&shift->alert.v[i]))
			say_alert(w, &shift->alert.v[i]);
	for (size_t i = 0; i < shift->note.n; i++)
		if (shift->note.v[i].room == (int32_t)room)
			say_note(w, &shift->note.v[i]);
	if (w->sheet->par.n == before + 1)
		free(w->sheet->par.v[--w->sheet->par.n].text);
}

/* Of no room by itself: all of them, under a head of their own. */
static void
say_undisturbed(struct writer *w)
{
	const struct shift *shift = w->shift;
	int n = 0;

	for (size_t i = 0; i < shift->room.n; i++) {
		const struct shift_room *room = &shift->room.v[i];

		if (room->dwelling && !room->unseen &&
		    !shift_is_disturbed(shift, i))
			str_addf(&w->text, "%s%s", n++ == 0 ? "" : ", ",
			    words_label(room->label));
	}
	if (n == 0)
		return;
	vec_push(&w->sheet->par, (struct sheet_par){.kind = SHEET_HEAD,
	    .text = xstrdup(_("Undisturbed"))});
	put(w, SHEET_LINE);
}

/* Those who live here, then the other rooms. */
static void
say_rooms(struct writer *w)
{
	const struct shift *shift = w->shift;
	size_t before = w->sheet->par.n;

	head(w, _("Room by room"));
	for (int other = 0; other < 2; other++)
		for (size_t i = 0; i < shift->room.n; i++)
			if (shift->room.v[i].dwelling == !other)
				say_room(w, i);
	if (w->sheet->par.n == before + 1)
		line(w, _("Nothing has happened."));
	say_undisturbed(w);
}

/* ---- rounds and notes ---- */

/* Late as others are, but for good. */
static bool
is_missed(const struct shift *shift, const struct shift_round *round)
{
	return shift_is_missed(shift, round) && !shift_is_left(shift, round);
}

static void
count_rounds(const struct shift *shift, int *made, int *spared, int *missed,
    int *left)
{
	*made = *spared = *missed = *left = 0;
	for (size_t i = 0; i < shift->round.n; i++) {
		const struct shift_round *r = &shift->round.v[i];

		*missed += is_missed(shift, r);
		*left += shift_is_left(shift, r);
		if (r->visit.t != 0 && r->visit.how == VISIT_ENTERED)
			++*made;
		else if (r->visit.t != 0)
			++*spared;
	}
}

/* Visits that nobody had planned. */
static int
other_visits(const struct shift *shift)
{
	int n = 0;

	for (size_t i = 0; i < shift->visit.n; i++)
		n += shift->visit.v[i].how == VISIT_ENTERED &&
		    shift->visit.v[i].place == NULL;
	return n;
}

/* A line for each round of which that is so. */
static void
say_each_round(struct writer *w, const char *what,
    bool (*is)(const struct shift *, const struct shift_round *))
{
	const struct shift *shift = w->shift;

	for (size_t i = 0; i < shift->round.n; i++) {
		if (!is(shift, &shift->round.v[i]))
			continue;
		str_addf(&w->text, "%s ", what);
		add_clock(w, shift->round.v[i].due);
		str_addc(&w->text, ' ');
		add_room(w, shift->round.v[i].room, NULL);
		put(w, SHEET_LINE);
	}
}

static void
say_rounds(struct writer *w)
{
	const struct shift *shift = w->shift;
	int made, spared, missed, left, other;

	count_rounds(shift, &made, &spared, &missed, &left);
	other = other_visits(shift);
	if (made + spared + missed + left + other == 0)
		return;
	head(w, _("Rounds"));
	str_addf(&w->text, _("%d seen to, %d left in peace, %d not seen to."),
	    made, spared, missed);
	if (left > 0)
		str_addf(&w->text, P_(" %d is still to be done.",
		    " %d are still to be done.", left), left);
	if (other > 0)
		str_addf(&w->text, P_(" And %d visit that was not planned.",
		    " And %d visits that were not planned.", other), other);
	put(w, SHEET_LINE);
	say_each_round(w, _("Still to be done:"), shift_is_left);
	say_each_round(w, _("Not seen to:"), is_missed);
}

static void
say_notes(struct writer *w)
{
	const struct shift *shift = w->shift;
	bool any = false;

	for (size_t i = 0; i < shift->note.n; i++) {
		if (shift->note.v[i].room >= 0)
			continue;
		if (!any)
			head(w, _("Notes"));
		any = true;
		say_note(w, &shift->note.v[i]);
	}
}

/* ---- natvagt itself ---- */

static void
say_spans(struct writer *w, const struct shift_span *span, size_t n,
    const char *what)
{
	char clock[WORDS_SIZE], length[WORDS_SIZE];

	for (size_t i = 0; i < n; i++) {
		/* As at the first connection. */
		if (span[i].t2 != 0 && span[i].t2 - span[i].t < MS_SECOND)
			continue;
		clock_words(w, span[i].t, clock);
		str_addf(&w->text, "%s ", what);
		if (span[i].t2 == 0) {
			str_addf(&w->text, _("since %s"), clock);
		} else {
			words_span(span[i].t2 - span[i].t, length);
			str_addf(&w->text, _("from %s, for %s"), clock,
			    length);
		}
		put(w, SHEET_LINE);
	}
}

static void
say_silent(struct writer *w)
{
	const struct shift *shift = w->shift;

	for (size_t i = 0; i < shift->silent.n; i++) {
		const struct shift_device *d = &shift->silent.v[i];

		str_addf(&w->text, _("%s is not heard: "), d->id);
		add_room(w, d->room, NULL);
		if (d->heard != 0) {
			str_add(&w->text, _(", last "));
			add_clock(w, d->heard);
		}
		put(w, SHEET_LINE);
	}
}

static void
say_counts(struct writer *w)
{
	const struct shift *shift = w->shift;

	if (shift->steps > 0) {
		str_addf(&w->text, P_("The clock was set %d time.",
		    "The clock was set %d times.", shift->steps),
		    (int)shift->steps);
		put(w, SHEET_LINE);
	}
	if (shift->bad > 0) {
		str_addf(&w->text, P_("%d message could not be used.",
		    "%d messages could not be used.", shift->bad),
		    (int)shift->bad);
		put(w, SHEET_LINE);
	}
}

static void
say_technology(struct writer *w)
{
	const struct shift *shift = w->shift;
	size_t before;

	head(w, _("Technology"));
	before = w->sheet->par.n;
	for (size_t i = 0; i < shift->alert.n; i++) {
		const struct shift_alert *a = &shift->alert.v[i];

		if (!is_technical(a))
			continue;
		add_clock(w, a->last.raised);
		str_addf(&w->text, " %s: %s", words_label(a->place),
		    a->text);
		add_end(w, a);
		put_alert(w, SHEET_LINE, a->priority);
	}
	say_silent(w);
	say_spans(w, shift->away.v, shift->away.n,
	    _("No connection to the sensors"));
	say_spans(w, shift->stopped.v, shift->stopped.n,
	    _("natvagt did not watch"));
	say_counts(w);
	if (w->sheet->par.n == before)
		line(w, _("Nothing failed."));
}

/* ---- figures ---- */

/* Of less than ten nine cannot be told from all. */
enum { TENTHS = 10 };

static void
say_times(struct writer *w, struct shift_times times, const char *what)
{
	char half[WORDS_SIZE], nine[WORDS_SIZE], all[WORDS_SIZE];

	if (times.n == 0)
		return;
	words_span(times.median, half);
	words_span(times.ninth, nine);
	words_span(times.most, all);
	str_addf(&w->text, "%s (%d): ", what, times.n);
	if (times.n == 1)
		str_add(&w->text, all);
	else if (times.n < TENTHS)
		str_addf(&w->text, _("half within %s, all within %s"), half,
		    all);
	else
		str_addf(&w->text, _("half within %s, nine of ten within %s,"
		    " all within %s"), half, nine, all);
	put(w, SHEET_LINE);
}

static void
say_alerts_counted(struct writer *w)
{
	const struct shift *shift = w->shift;
	int n[PRIORITY_HIGH + 1] = {0}, unidentified = 0;

	for (size_t i = 0; i < shift->alert.n; i++) {
		const struct shift_alert *a = &shift->alert.v[i];

		n[a->priority] += shift_is_of_night(shift, a);
		unidentified += a->unidentified;
	}
	str_addf(&w->text, _("Alerts: %d high, %d medium, %d low"),
	    n[PRIORITY_HIGH], n[PRIORITY_MEDIUM], n[PRIORITY_LOW]);
	if (shift->held > 0)
		str_addf(&w->text, P_("; %d held back while staff were there",
		    "; %d held back while staff were there", shift->held),
		    shift->held);
	put(w, SHEET_LINE);
	say_times(w, shift_to_take(shift), _("Until taken"));
	say_times(w, shift_to_come(shift), _("Until somebody was there"));
	if (unidentified > 0 && w->signs) {
		str_addf(&w->text, P_("%d alert was seen to by somebody not"
		    " signed in.", "%d alerts were seen to by somebody not"
		    " signed in.", unidentified), unidentified);
		put(w, SHEET_LINE);
	}
}

/* Whether it is the first of that person's, and when the last one ended. */
static bool
is_first(const struct shift *shift, size_t i, int64_t *end)
{
	*end = shift->on.v[i].t2;
	for (size_t k = 0; k < shift->on.n; k++) {
		if (strcmp(shift->on.v[k].by, shift->on.v[i].by) != 0)
			continue;
		if (k < i)
			return false;
		*end = shift->on.v[k].t2;
	}
	return true;
}

/* One of each, however often they had to sign in again. */
static void
say_staff(struct writer *w)
{
	const struct shift *shift = w->shift;
	char clock[WORDS_SIZE], until[WORDS_SIZE];
	int64_t end;

	if (shift->on.n == 0) {
		if (w->signs)
			line(w, _("Nobody signed in."));
		return;
	}
	str_add(&w->text, _("Signed in: "));
	for (size_t i = 0; i < shift->on.n; i++) {
		const struct shift_span *on = &shift->on.v[i];

		if (!is_first(shift, i, &end))
			continue;
		clock_words(w, on->t, clock);
		str_addf(&w->text, "%s%s ", i == 0 ? "" : ", ", on->by);
		if (end == 0) {
			str_addf(&w->text, _("since %s"), clock);
		} else {
			clock_words(w, end, until);
			str_addf(&w->text, "%s–%s", clock, until);
		}
	}
	put(w, SHEET_LINE);
}

static void
say_title(struct writer *w, const struct conf *conf)
{
	const struct shift *shift = w->shift;
	char date[WORDS_SIZE], clock[WORDS_SIZE], from[WORDS_SIZE],
	    to[WORDS_SIZE];

	words_date(shift->zone, shift->begin, from);
	words_date(shift->zone, shift->end, to);
	str_addf(&w->text, _("Handover · %s · night %s – %s"),
	    conf->site_name, from, to);
	put(w, SHEET_TITLE);
	words_date(shift->zone, w->now, date);
	words_clock(shift->zone, w->now, false, clock);
	words_clock(shift->zone, shift->from, false, from);
	words_clock(shift->zone, shift->to, false, to);
	str_addf(&w->text, _("Made %s %s; tells of %s–%s."), date, clock,
	    from, to);
	put(w, SHEET_SMALL);
}

void
sheet_make(struct sheet *sheet, const struct shift *shift,
    const struct conf *conf, int64_t now)
{
	struct writer w = {.sheet = sheet, .shift = shift, .now = now,
	    .signs = conf->sign_in != SIGN_IN_NONE};

	*sheet = (struct sheet){0};
	str_init(&w.text);
	say_title(&w, conf);
	say_now(&w);
	say_asides(&w);
	say_unlabelled(&w);
	say_rooms(&w);
	say_rounds(&w);
	say_notes(&w);
	say_technology(&w);
	head(&w, _("Figures"));
	say_alerts_counted(&w);
	say_staff(&w);
	/* What natvagt verify says of the same actions, if none is changed. */
	if (shift->links == 0) {
		str_release(&w.text);
		return;
	}
	str_addf(&w.text, P_("Control code after %d action: %s",
	    "Control code after %d actions: %s", shift->links),
	    (int)shift->links, shift->head);
	put(&w, SHEET_SMALL);
	str_release(&w.text);
}

void
sheet_release(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->par.n; i++)
		free(sheet->par.v[i].text);
	vec_free(&sheet->par);
	vec_free(&sheet->unlabelled);
}
