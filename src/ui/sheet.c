/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/sheet.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "ui/words.h"

struct writer {
	struct sheet *sheet;
	const struct shift *shift;
	struct str text; /* the paragraph being written */
};

static void
put(struct writer *w, enum sheet_kind kind)
{
	vec_push(&w->sheet->par, (struct sheet_par){kind,
	    str_detach(&w->text)});
}

static void __attribute__((format(printf, 3, 4)))
say(struct writer *w, enum sheet_kind kind, const char *fmt, ...)
{
	char *text;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) == -1)
		text = xstrdup("");
	va_end(ap);
	vec_push(&w->sheet->par, (struct sheet_par){kind, text});
}

static void
add_clock(struct writer *w, int64_t t)
{
	char clock[WORDS_SIZE];

	words_clock(w->shift->zone, t, false, clock);
	str_add(&w->text, clock);
}

/* "2 min": how long something took. */
static void
add_length(struct writer *w, int64_t ms)
{
	char age[WORDS_SIZE];

	words_age(ms + 1, 1, age);
	str_add(&w->text, age);
}

/* "101 (A1)", and the place within it where that is another. */
static void
add_room(struct writer *w, size_t room, const char *place)
{
	const struct shift_room *r = &w->shift->room.v[room];

	str_add(&w->text, r->label);
	if (r->resident != NULL)
		str_addf(&w->text, " (%s)", r->resident);
	if (place != NULL && strcmp(place, r->label) != 0)
		str_addf(&w->text, " %s", place);
}

static const char *
by_text(const char *by)
{
	return by[0] != '\0' ? by : _("nobody in particular");
}

/* ---- what needs somebody now ---- */

static bool
is_technical(const struct shift_alert *a)
{
	return a->priority == PRIORITY_TECHNICAL;
}

static void
say_open(struct writer *w, const struct shift_alert *a)
{
	char state[WORDS_SIZE];

	words_state(&a->last, false, state);
	str_addf(&w->text, "%s ", words_marks(a->priority));
	add_room(w, a->room, a->place);
	str_addf(&w->text, ": %s, ", a->text);
	str_add(&w->text, _("since "));
	add_clock(w, a->last.raised);
	str_addf(&w->text, ", %s", state);
	if (a->escalated > 0)
		str_addf(&w->text, P_(", louder %u time", ", louder %u times",
		    a->escalated), a->escalated);
	if (a->last.blind)
		str_add(&w->text, _(", cannot be seen"));
	put(w, SHEET_URGENT);
}

static void
say_unlabelled(struct writer *w, const struct shift_alert *a)
{
	add_room(w, a->room, a->place);
	str_addf(&w->text, ": %s, ", a->text);
	add_clock(w, a->last.raised);
	str_add(&w->text, _(": nobody has said how it went"));
	put(w, SHEET_URGENT);
}

static void
say_aside(struct writer *w, const struct shift_aside *aside)
{
	add_room(w, aside->room, NULL);
	if (aside->until == 0) {
		str_addf(&w->text, _(": %s is out of service: %s"),
		    aside->text, aside->why);
		if (aside->review != NULL)
			str_addf(&w->text, _(" (review %s)"), aside->review);
	} else {
		str_addf(&w->text, _(": %s is set aside until "), aside->text);
		add_clock(w, aside->until);
		str_addf(&w->text, _(" by %s: %s"), by_text(aside->by),
		    aside->why);
	}
	put(w, SHEET_URGENT);
}

/* Somebody had it in hand, and it closed without a word. */
static bool
is_unlabelled(const struct shift_alert *a)
{
	return a->last.state == ALERT_CLOSED && !a->last.answered &&
	    !a->shelved && !is_technical(a) &&
	    (a->taken != 0 || a->attended != 0);
}

static void
say_now(struct writer *w)
{
	const struct shift *shift = w->shift;
	size_t before;

	say(w, SHEET_HEAD, "%s", _("Needs somebody now"));
	before = w->sheet->par.n;
	for (int p = PRIORITY_HIGH; p > PRIORITY_TECHNICAL; p--)
		for (size_t i = 0; i < shift->alert.n; i++)
			if ((int)shift->alert.v[i].priority == p &&
			    alert_is_open(&shift->alert.v[i].last))
				say_open(w, &shift->alert.v[i]);
	for (size_t i = 0; i < shift->aside.n; i++)
		say_aside(w, &shift->aside.v[i]);
	for (size_t i = 0; i < shift->alert.n; i++)
		if (is_unlabelled(&shift->alert.v[i]))
			say_unlabelled(w, &shift->alert.v[i]);
	if (w->sheet->par.n == before)
		say(w, SHEET_LINE, "%s", _("Nothing is waiting."));
}

/* ---- the residents, one by one ---- */

static void
add_after(struct writer *w, const struct shift_alert *a, const char *what,
    int64_t t)
{
	str_addf(&w->text, ", %s ", what);
	add_clock(w, t);
	str_add(&w->text, " (");
	add_length(w, t - a->last.raised);
	str_addc(&w->text, ')');
}

static void
add_end(struct writer *w, const struct shift_alert *a)
{
	if (alert_is_open(&a->last)) {
		str_add(&w->text, _(", still open"));
		return;
	}
	str_add(&w->text, a->shelved ? _(", set aside ") : _(", closed "));
	add_clock(w, a->last.closed);
	if (a->last.answered)
		str_addf(&w->text, ": %s", words_outcome(a->last.outcome));
	if (a->note != NULL)
		str_addf(&w->text, " (%s)", a->note);
}

static void
say_alert(struct writer *w, const struct shift_alert *a)
{
	const struct shift_room *room = &w->shift->room.v[a->room];

	add_clock(w, a->last.raised);
	str_addf(&w->text, " %s ", words_marks(a->priority));
	if (strcmp(a->place, room->label) != 0)
		str_addf(&w->text, "%s: ", a->place);
	str_add(&w->text, a->text);
	if (a->taken != 0) {
		add_after(w, a, _("taken"), a->taken);
		str_addf(&w->text, " %s %s", _("by"), by_text(a->taken_by));
	}
	if (a->attended != 0)
		add_after(w, a, _("somebody there"), a->attended);
	if (a->escalated > 0)
		str_addf(&w->text, P_(", louder %u time", ", louder %u times",
		    a->escalated), a->escalated);
	if (a->last.retriggers > 0)
		str_addf(&w->text, P_(", on again %u time",
		    ", on again %u times", a->last.retriggers),
		    (unsigned)a->last.retriggers);
	add_end(w, a);
	put(w, SHEET_LINE);
}

static void
say_note(struct writer *w, const struct shift_note *note)
{
	add_clock(w, note->t);
	str_addf(&w->text, " %s: %s", by_text(note->by), note->text);
	put(w, SHEET_LINE);
}

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
	/* Nothing was there to be said. */
	if (w->sheet->par.n == before + 1)
		free(w->sheet->par.v[--w->sheet->par.n].text);
}

static void
say_residents(struct writer *w)
{
	const struct shift *shift = w->shift;
	size_t before;
	int n = 0;

	say(w, SHEET_HEAD, "%s", _("The residents"));
	before = w->sheet->par.n;
	for (size_t i = 0; i < shift->room.n; i++)
		say_room(w, i);
	for (size_t i = 0; i < shift->room.n; i++) {
		const struct shift_room *room = &shift->room.v[i];

		if (!room->dwelling || room->disturbed)
			continue;
		str_addf(&w->text, "%s%s", n++ == 0 ?
		    _("Undisturbed tonight: ") : ", ", room->label);
	}
	if (n > 0)
		put(w, SHEET_LINE);
	else if (w->sheet->par.n == before)
		say(w, SHEET_LINE, "%s", _("Nothing has happened."));
}

/* ---- rounds and notes ---- */

static void
say_rounds(struct writer *w)
{
	const struct shift *shift = w->shift;
	int made = 0, spared = 0, missed = 0;

	if (shift->round.n == 0)
		return;
	say(w, SHEET_HEAD, "%s", _("Rounds"));
	for (size_t i = 0; i < shift->round.n; i++) {
		const struct shift_round *r = &shift->round.v[i];

		if (r->visit.t == 0)
			missed += r->due <= shift->to;
		else if (r->visit.how == VISIT_ENTERED)
			made++;
		else
			spared++;
	}
	say(w, SHEET_LINE, _("%d planned: %d visited, %d left undisturbed,"
	    " %d missed."), (int)shift->round.n, made, spared, missed);
	for (size_t i = 0; i < shift->round.n; i++) {
		const struct shift_round *r = &shift->round.v[i];

		if (r->visit.t != 0 || r->due > shift->to)
			continue;
		str_add(&w->text, _("Missed: "));
		add_room(w, r->room, NULL);
		str_addc(&w->text, ' ');
		add_clock(w, r->due);
		put(w, SHEET_LINE);
	}
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
			say(w, SHEET_HEAD, "%s", _("Notes"));
		any = true;
		say_note(w, &shift->note.v[i]);
	}
}

/* ---- natvagt itself ---- */

static void
say_spans(struct writer *w, const struct shift_span *span, size_t n,
    const char *what)
{
	for (size_t i = 0; i < n; i++) {
		str_addf(&w->text, "%s ", what);
		add_clock(w, span[i].t);
		str_add(&w->text, "–");
		if (span[i].t2 != 0)
			add_clock(w, span[i].t2);
		put(w, SHEET_LINE);
	}
}

static void
say_technology(struct writer *w)
{
	const struct shift *shift = w->shift;
	size_t before;

	say(w, SHEET_HEAD, "%s", _("Technology"));
	before = w->sheet->par.n;
	for (size_t i = 0; i < shift->alert.n; i++)
		if (is_technical(&shift->alert.v[i])) {
			const struct shift_alert *a = &shift->alert.v[i];

			str_addf(&w->text, "%s: %s, ", a->place, a->text);
			add_clock(w, a->last.raised);
			add_end(w, a);
			put(w, SHEET_LINE);
		}
	say_spans(w, shift->away.v, shift->away.n,
	    _("No connection to the sensors"));
	say_spans(w, shift->stopped.v, shift->stopped.n,
	    _("natvagt did not watch"));
	if (shift->steps > 0)
		say(w, SHEET_LINE, P_("The clock was set %d time.",
		    "The clock was set %d times.", shift->steps),
		    (int)shift->steps);
	if (shift->bad > 0)
		say(w, SHEET_LINE, P_("%d message could not be used.",
		    "%d messages could not be used.", shift->bad),
		    (int)shift->bad);
	if (w->sheet->par.n == before)
		say(w, SHEET_LINE, "%s", _("Nothing failed."));
}

/* ---- figures ---- */

static void
say_times(struct writer *w, struct shift_times times, const char *what)
{
	if (times.n == 0)
		return;
	str_addf(&w->text, "%s: ", what);
	add_length(w, times.median);
	str_add(&w->text, _(" in the middle, "));
	add_length(w, times.ninth);
	str_add(&w->text, _(" nine times of ten, "));
	add_length(w, times.most);
	str_add(&w->text, _(" at most."));
	put(w, SHEET_LINE);
}

static void
say_figures(struct writer *w)
{
	const struct shift *shift = w->shift;
	int n[PRIORITY_HIGH + 1] = {0}, unidentified = 0;

	for (size_t i = 0; i < shift->alert.n; i++) {
		n[shift->alert.v[i].priority]++;
		unidentified += shift->alert.v[i].unidentified;
	}
	say(w, SHEET_HEAD, "%s", _("Figures"));
	say(w, SHEET_LINE, _("Alerts: %d high, %d medium, %d low; %d held back"
	    " while staff were there."), n[PRIORITY_HIGH], n[PRIORITY_MEDIUM],
	    n[PRIORITY_LOW], shift->held);
	say_times(w, shift_to_take(shift), _("Until taken"));
	say_times(w, shift_to_come(shift), _("Until somebody was there"));
	if (unidentified > 0)
		say(w, SHEET_LINE, P_("%d alert was seen to by nobody in"
		    " particular: nobody had signed in.", "%d alerts were seen"
		    " to by nobody in particular: nobody had signed in.",
		    unidentified), unidentified);
	if (shift->on.n == 0) {
		say(w, SHEET_LINE, "%s", _("Nobody signed in."));
		return;
	}
	for (size_t i = 0; i < shift->on.n; i++) {
		str_addf(&w->text, "%s%s ", i == 0 ? _("Signed in: ") : "; ",
		    shift->on.v[i].by);
		add_clock(w, shift->on.v[i].t);
		str_add(&w->text, "–");
		if (shift->on.v[i].t2 != 0)
			add_clock(w, shift->on.v[i].t2);
	}
	put(w, SHEET_LINE);
}

static void
say_title(struct writer *w, const struct conf *conf, int64_t now)
{
	char date[WORDS_SIZE], clock[WORDS_SIZE];

	/* The night is named by its evening. */
	words_date(w->shift->zone, zone_night_start(w->shift->zone,
	    w->shift->to), date);
	say(w, SHEET_TITLE, _("Handover · %s · night of %s"), conf->site_name,
	    date);
	words_date(w->shift->zone, now, date);
	words_clock(w->shift->zone, now, false, clock);
	str_addf(&w->text, _("Made %s %s; tells of "), date, clock);
	add_clock(w, w->shift->from);
	str_add(&w->text, "–");
	add_clock(w, w->shift->to);
	str_addc(&w->text, '.');
	put(w, SHEET_SMALL);
}

void
sheet_make(struct sheet *sheet, const struct shift *shift,
    const struct conf *conf, int64_t now)
{
	struct writer w = {.sheet = sheet, .shift = shift};

	*sheet = (struct sheet){0};
	str_init(&w.text);
	say_title(&w, conf, now);
	say_now(&w);
	say_residents(&w);
	say_rounds(&w);
	say_notes(&w);
	say_technology(&w);
	say_figures(&w);
	say(&w, SHEET_SMALL, P_("Audit: %d link, head %s", "Audit: %d links,"
	    " head %s", shift->links), (int)shift->links, shift->head);
	str_release(&w.text);
}

void
sheet_release(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->par.n; i++)
		free(sheet->par.v[i].text);
	vec_free(&sheet->par);
}
