/* SPDX-License-Identifier: Apache-2.0 */
#include "oracle.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

const struct o_place o_place[O_PLACES] = {
	{"site", NULL, -1}, {"101", "dwelling", 0}, {"101.bath", NULL, 1},
	{"101.bath.tub", NULL, 2}, {"102", "dwelling", 0},
	{"corridor", "common", 0}, {"nook", "bath", 5},
};
const struct o_device o_device[O_DEVICES] = {
	{"a1", 1, "a"}, {"a2", 1, "a"}, {"a3", 2, "an"}, {"a4", 5, "a"},
	{"b1", 3, "ab"}, {"b2", 4, "bc"}, {"c1", 1, "c"}, {"c2", 6, "bc"},
	{"n1", 1, "n"}, {"n2", 4, "an"},
};
const char o_signal[O_SIGNALS + 1] = "abcn";
const char *const o_at[O_ATS] = {NULL, "bath", "bath.tub", "corridor",
    "common", "101.bath", "dwelling", "site"};
const char *const o_cmp[] = {"<", "<=", ">", ">=", "==", "!="};
const char *const o_kind[O_KINDS] = {"dwelling", "common", "bath", "site"};
const char *const o_priority[] = {"low", "medium", "high"};
const char *const o_event[] = {"raised", "returned", "retriggered", "taken",
    "untaken", "attended", "closed", "blind", "seen", "refused"};
const char *const o_what[] = {"ack", "undo", "attend", "close"};
const char *const o_span[O_SPANS] = {"22:00-07:00", "23:00-01:00",
    "02:00-03:00", "02:30-03:30", "01:00-02:00", "03:00-12:00",
    "12:00-00:00", "00:00-24:00", "02:15-02:45", "01:30-02:30"};

/* Kleene's three values: S. C. Kleene, 1952, section 64, as tables. */
enum { F, U, T };
static const uint8_t kleene_not[3] = {T, U, F};
static const uint8_t kleene_and[3][3] = {{F, F, F}, {F, U, U}, {F, U, T}};
static const uint8_t kleene_or[3][3] = {{F, U, T}, {U, U, T}, {T, T, T}};

struct moment {
	int64_t t;
	const struct o_message *message; /* or NULL: the millisecond alone */
	bool gap;      /* nobody was watching: a start follows */
	int32_t tod;   /* ms of the local day */
};

/* A night, moment by moment. */
static struct moment moment[O_MOMENTS];
static int nmoment;
static uint8_t truth[O_DEVICES][O_SIGNALS][O_MOMENTS];
static int number[O_DEVICES][O_MOMENTS];

/* libc is asked once a second. */
static int32_t
tod_of(int64_t t)
{
	static time_t asked = -1;
	static struct tm tm;
	time_t second = (time_t)(t / 1000);

	if (second != asked)
		localtime_r(&second, &tm);
	asked = second;
	return ((tm.tm_hour * 60 + tm.tm_min) * 60 + tm.tm_sec) * 1000 +
	    (int32_t)(t % 1000);
}

static void
add_moment(int64_t t, const struct o_message *message, bool gap)
{
	if (nmoment == O_MOMENTS)
		abort();
	moment[nmoment++] = (struct moment){t, message, gap, tod_of(t)};
}

static void
lay_out(const struct o_case *c)
{
	nmoment = 0;
	for (int i = 0; i < c->nmessage; i++) {
		const struct o_message *m = &c->message[i];
		int64_t t = nmoment > 0 ? moment[nmoment - 1].t + 1 : m->t;

		for (; t < m->t; t++)
			add_moment(t, NULL, m->kind == O_START);
		add_moment(m->t, m, false);
	}
}

/* Devices (DESIGN, section 6). */

enum state { NEW, LIVE, SILENT, OFFLINE, LOST, WAITING };

struct device {
	enum state state;
	bool heard;
	int64_t at;      /* when it was heard */
	uint8_t v[O_SIGNALS];
	int64_t until[O_SIGNALS];
	int number;
};
static struct device device[O_DEVICES];
static int64_t lost_at; /* the broker; -1: it is there */
static bool grace_over;

static bool
feeds(int d, int signal)
{
	return strchr(o_device[d].signals, o_signal[signal]) != NULL;
}

static void
lose(struct device *d, enum state state)
{
	d->state = state;
	memset(d->v, U, sizeof(d->v));
}

/* What time alone does. */
static void
pass_time(const struct o_case *c, int64_t t)
{
	bool over = lost_at >= 0 && !grace_over && t > lost_at + c->grace;

	for (int i = 0; i < O_DEVICES; i++) {
		struct device *d = &device[i];
		bool silent = d->state == LIVE && t > d->at + c->every[i];

		for (int s = 0; s < O_SIGNALS; s++)
			if (o_signal[s] == 'c' && d->v[s] == T &&
			    t >= d->until[s])
				d->v[s] = F;
		/* In a gap both may have come about: the first counts. */
		if (silent && !(over && lost_at + c->grace <
		    d->at + c->every[i]))
			lose(d, SILENT);
		else if (over && d->state == LIVE)
			lose(d, LOST);
	}
	grace_over = grace_over || over;
}

static void
hear(const struct o_case *c, int i, const struct o_message *m)
{
	struct device *d = &device[i];

	if (m->retained && (d->state == LIVE || d->state == SILENT ||
	    d->state == OFFLINE))
		return;
	if (!m->retained || !d->heard)
		d->at = m->t;
	d->heard = true;
	if (m->t > d->at + c->every[i])
		return;
	d->state = LIVE;
	for (int s = 0; s < O_SIGNALS; s++)
		if (o_signal[s] == 'c' && d->v[s] == U)
			d->v[s] = F;
}

static void
read_signals(const struct o_case *c, struct device *d,
    const struct o_message *m)
{
	for (int s = 0; s < O_SIGNALS; s++) {
		if (m->says[s] == O_SILENT)
			continue;
		if (o_signal[s] == 'n') {
			d->v[s] = T;
			d->number = m->number;
		} else if (o_signal[s] != 'c') {
			d->v[s] = m->says[s] == O_ON ? T : F;
		} else if (m->says[s] == O_ON && !m->retained && d->v[s] != T) {
			d->v[s] = T;
			d->until[s] = m->t + c->hold;
		}
	}
}

static void
take(const struct o_case *c, const struct o_message *m)
{
	struct device *d = &device[m->device];

	if (m->kind == O_READ) {
		hear(c, m->device, m);
		if (d->state == LIVE)
			read_signals(c, d, m);
	} else if (m->kind == O_AVAILABLE && m->on) {
		if (d->state == OFFLINE)
			d->state = WAITING;
	} else if (m->kind == O_AVAILABLE) {
		lose(d, OFFLINE);
	} else if (m->kind == O_BROKER && m->on) {
		lost_at = -1;
		grace_over = false;
	} else if (m->kind == O_BROKER && lost_at < 0) {
		lost_at = m->t;
	}
}

static void
fill_signals(const struct o_case *c)
{
	memset(device, 0, sizeof(device));
	for (int i = 0; i < O_DEVICES; i++)
		lose(&device[i], NEW);
	lost_at = -1;
	grace_over = false;
	for (int m = 0; m < nmoment; m++) {
		if (!moment[m].gap)
			pass_time(c, moment[m].t);
		if (moment[m].message != NULL)
			take(c, moment[m].message);
		for (int i = 0; i < O_DEVICES; i++) {
			for (int s = 0; s < O_SIGNALS; s++)
				truth[i][s][m] = device[i].v[s];
			number[i][m] = device[i].number;
		}
	}
}

/* Scopes: sig@at of a subject. */

static int
place_by_id(const char *id)
{
	for (int p = 0; p < O_PLACES; p++)
		if (strcmp(o_place[p].id, id) == 0)
			return p;
	return -1;
}

static bool
lies_in(int place, int outer, const char *kind)
{
	for (; place >= 0; place = o_place[place].within)
		if (place == outer || (kind != NULL &&
		    o_place[place].kind != NULL &&
		    strcmp(o_place[place].kind, kind) == 0))
			return true;
	return false;
}

static bool
sees(const char *at, int subject, int place)
{
	struct str child;
	int outer;

	if (at == NULL)
		return lies_in(place, subject, NULL);
	str_init(&child);
	str_addf(&child, "%s.%s", o_place[subject].id, at);
	outer = place_by_id(child.s);
	str_release(&child);
	if (outer < 0)
		outer = place_by_id(at);
	return lies_in(place, outer < 0 ? O_PLACES : outer,
	    outer < 0 ? at : NULL);
}

/* Expressions (DESIGN, section 7). */

static uint8_t
compare(int cmp, int x, int n)
{
	bool holds[] = {x < n, x <= n, x > n, x >= n, x == n, x != n};

	return holds[cmp] ? T : F;
}

/* False where no device feeds it: it is absent. */
static bool
signal_values(const struct o_case *c, const struct o_expr *e, int subject,
    uint8_t *v)
{
	bool fed = false;

	memset(v, F, (size_t)nmoment);
	for (int i = 0; i < O_DEVICES; i++) {
		if (!c->device[i] || !feeds(i, e->signal) ||
		    !sees(o_at[e->at], subject, o_device[i].place))
			continue;
		fed = true;
		for (int m = 0; m < nmoment; m++) {
			uint8_t x = truth[i][e->signal][m];

			if (e->op == O_CMP && x == T)
				x = compare(e->cmp, number[i][m], e->n);
			v[m] = kleene_or[v[m]][x];
		}
	}
	return fed;
}

static uint8_t
in_span(const char *span, int32_t tod)
{
	int32_t from = (atoi(span) * 60 + atoi(span + 3)) * 60000;
	int32_t to = (atoi(span + 6) * 60 + atoi(span + 9)) * 60000;

	if (from < to)
		return tod >= from && tod < to ? T : F;
	return tod >= from || tod < to ? T : F;
}

static uint8_t
rise_at(const uint8_t *v, int m)
{
	return kleene_and[v[m]][kleene_not[m > 0 ? v[m - 1] : U]];
}

/* Before the night all is unknown. */
static uint8_t
window(const uint8_t *v, int m, int64_t d, const uint8_t table[3][3])
{
	int64_t from = moment[m].t - d;
	uint8_t x = v[m];

	for (int i = m - 1; i >= 0 && moment[i].t >= from; i--)
		x = table[x][v[i]];
	return from < moment[0].t ? table[x][U] : x;
}

static uint8_t
count_at(const struct o_expr *e, const uint8_t *rise, int m)
{
	int64_t from = moment[m].t - e->d;
	bool more = e->cmp == 1 || e->cmp == 2; /* <= and > */
	bool less = e->cmp <= 1;
	bool maybe = from < moment[0].t;
	uint8_t v;
	int sure = 0;

	for (int i = m; i >= 0 && moment[i].t >= from; i--) {
		sure += rise[i] == T && !moment[i].gap;
		maybe = maybe || rise[i] == U;
	}
	v = sure >= e->n + more ? T : maybe ? U : F;
	return less ? kleene_not[v] : v;
}

static uint8_t
value_at(const struct o_case *c, const struct o_expr *e, const uint8_t *x,
    const uint8_t *y, const uint8_t *own, int m)
{
	switch (e->op) {
	case O_TRUE: return T;
	case O_FALSE: return F;
	case O_TIME: return in_span(o_span[e->span], moment[m].tod);
	case O_NIGHT: return in_span(o_span[c->night], moment[m].tod);
	case O_NOT: return kleene_not[x[m]];
	case O_KNOWN: return x[m] != U ? T : F;
	case O_RISE: return rise_at(x, m);
	case O_FALL: return kleene_and[kleene_not[x[m]]][m > 0 ? x[m - 1] : U];
	case O_FOR: return window(x, m, e->d, kleene_and);
	case O_WITHIN: return window(x, m, e->d, kleene_or);
	case O_COUNT: return count_at(e, y, m);
	case O_AND: return kleene_and[x[m]][y[m]];
	case O_OR: return kleene_or[x[m]][y[m]];
	case O_SINCE:
		return kleene_or[y[m]][kleene_and[x[m]][m > 0 ? own[m - 1] :
		    U]];
	default: abort();
	}
}

/* While nobody watches all stays as it was. */
static void
fill_values(const struct o_case *c, const struct o_expr *e, const uint8_t *x,
    const uint8_t *y, uint8_t *v)
{
	for (int m = 0; m < nmoment; m++)
		v[m] = moment[m].gap ? v[m - 1] : value_at(c, e, x, y, v, m);
}

/* e's value at each moment, at a subject; false where it is absent. */
static bool
values(const struct o_case *c, int node, int subject, uint8_t *v)
{
	static const struct o_expr rise = {.op = O_RISE};
	const struct o_expr *e = &c->node[node];
	uint8_t x[O_MOMENTS], y[O_MOMENTS];
	bool has_x = true, has_y = true;

	if (e->op == O_SIG || e->op == O_CMP)
		return signal_values(c, e, subject, v);
	if (e->op == O_DEF)
		return values(c, c->define, subject, v);
	if (e->op >= O_NOT)
		has_x = values(c, e->a, subject, x);
	if (e->op >= O_AND)
		has_y = values(c, e->b, subject, y);
	if (e->op == O_KNOWN && !has_x) {
		memset(v, F, (size_t)nmoment);
		return true;
	}
	if (e->op == O_OR && has_x != has_y) {
		memcpy(v, has_x ? x : y, (size_t)nmoment);
		return true;
	}
	if (!has_x || !has_y)
		return false;
	if (e->op == O_COUNT)
		fill_values(c, &rise, x, NULL, y);
	fill_values(c, e, x, y, v);
	return true;
}

/* Statuses and alerts (DESIGN, sections 7 and 8). */

struct alert {
	enum { NONE, RAISED, RETURNED, TAKEN, ATTENDED, CLOSED } state;
	unsigned number, version;
	bool blind, spent, answered;
	int64_t taken;
};
static struct alert alert[O_RULES][O_PLACES];
static uint8_t rule_v[O_RULES][O_PLACES][O_MOMENTS];
static bool rule_there[O_RULES][O_PLACES]; /* the rule watches the place */
static uint8_t status_v[O_STATUSES][O_PLACES][O_MOMENTS];
static bool status_there[O_STATUSES][O_PLACES];
static unsigned next_number;

struct teller {
	struct o_told *told;
	int n;
	int64_t t;
};

static bool
is_subject(int place, int each)
{
	return strcmp(o_kind[each], "site") == 0 ? place == 0 :
	    o_place[place].kind != NULL &&
	    strcmp(o_place[place].kind, o_kind[each]) == 0;
}

static bool
is_overridden(const struct o_rule *rule, int place)
{
	return strcmp(o_place[place].id, "102") == 0 && rule->each == 0 &&
	    rule->override != O_AS_IT_IS;
}

static void
fill_conditions(const struct o_case *c)
{
	memset(alert, 0, sizeof(alert));
	for (int p = 0; p < O_PLACES; p++) {
		for (int i = 0; i < c->nstatus; i++)
			status_there[i][p] =
			    is_subject(p, c->status[i].each) &&
			    values(c, c->status[i].when, p, status_v[i][p]);
		for (int i = 0; i < c->nrule; i++) {
			const struct o_rule *rule = &c->rule[i];
			bool other = is_overridden(rule, p);

			rule_there[i][p] = is_subject(p, rule->each) &&
			    !(other && rule->override == O_NOT_HERE) &&
			    values(c, other ? rule->otherwise : rule->when, p,
			    rule_v[i][p]);
		}
	}
}

static struct o_told *
tell(struct teller *to)
{
	struct o_told *told = &to->told[to->n++];

	if (to->n > O_TOLD)
		abort();
	*told = (struct o_told){.t = to->t, .place = -1, .rule = -1};
	return told;
}

static struct o_told *
tell_event(struct teller *to, const char *event)
{
	struct o_told *told = tell(to);

	told->is_alert = true;
	while (strcmp(o_event[told->event], event) != 0)
		told->event++;
	return told;
}

static void
tell_alert(struct teller *to, int rule, int place, const char *event)
{
	struct o_told *told = tell_event(to, event);

	told->rule = rule;
	told->place = place;
	told->number = alert[rule][place].number;
	told->version = alert[rule][place].version;
}

static void
change(struct teller *to, int rule, int place, int state, const char *event)
{
	struct alert *a = &alert[rule][place];

	a->state = state;
	a->version++;
	tell_alert(to, rule, place, event);
}

static void
judge_status(const struct o_case *c, int place, int m, int *was,
    struct teller *to)
{
	int status = -2;
	bool any = false;
	struct o_told *told;

	for (int i = 0; i < c->nstatus; i++) {
		uint8_t v = status_v[i][place][m];

		if (!status_there[i][place])
			continue;
		any = true;
		if (status == -2 && v != F)
			status = v == T ? i : -1;
	}
	if (!any || status == *was)
		return;
	told = tell(to);
	told->place = place;
	told->status = status;
	told->was = *was;
	*was = status;
}

static bool
is_open(const struct alert *a)
{
	return a->state != NONE && a->state != CLOSED;
}

static void
close_alert(struct teller *to, int rule, int place, int m)
{
	alert[rule][place].blind = false;
	alert[rule][place].spent = rule_v[rule][place][m] == T;
	change(to, rule, place, CLOSED, "closed");
}

static void
judge_open(const struct o_case *c, int rule, int place, int m,
    struct teller *to)
{
	const struct o_rule *r = &c->rule[rule];
	struct alert *a = &alert[rule][place];
	const uint8_t *v = rule_v[rule][place];
	bool low = strcmp(o_priority[r->priority], "low") == 0;
	bool cleared = r->clear_after == 0 ? v[m] == F :
	    window(v, m, r->clear_after, kleene_or) == F;

	if (a->blind != (v[m] == U)) {
		a->blind = !a->blind;
		change(to, rule, place, a->state, a->blind ? "blind" : "seen");
	}
	if (c->model ? cleared : cleared && !r->latch &&
	    (a->state == TAKEN || a->state == ATTENDED ||
	    (a->state == RAISED && low)))
		close_alert(to, rule, place, m);
	else if (a->state == RAISED && cleared)
		change(to, rule, place, RETURNED, "returned");
	else if (a->state == RETURNED && v[m] == T)
		change(to, rule, place, RAISED, "retriggered");
}

static void
judge_alert(const struct o_case *c, int rule, int place, int m,
    struct teller *to)
{
	struct alert *a = &alert[rule][place];
	uint8_t v = rule_v[rule][place][m];

	if (!rule_there[rule][place])
		return;
	if (v != T)
		a->spent = false;
	if (is_open(a)) {
		judge_open(c, rule, place, m, to);
	} else if (v == T && !a->spent) {
		*a = (struct alert){.number = next_number++};
		change(to, rule, place, RAISED, "raised");
	}
}

/* Staff's action, on the alert by that number. */
static void
act_on(const struct o_message *action, int rule, int place, int m,
    struct teller *to)
{
	struct alert *a = &alert[rule][place];
	const char *what = o_what[action->what];
	bool there = a->state == TAKEN || a->state == ATTENDED;
	bool fits = action->version == a->version;

	if (fits && strcmp(what, "ack") == 0 && is_open(a) && !there) {
		a->taken = action->t;
		change(to, rule, place, TAKEN, "taken");
	} else if (fits && strcmp(what, "undo") == 0 && a->state == TAKEN &&
	    action->t - a->taken <= 60000) {
		change(to, rule, place, RAISED, "untaken");
	} else if (fits && strcmp(what, "attend") == 0 && is_open(a) &&
	    a->state != ATTENDED) {
		change(to, rule, place, ATTENDED, "attended");
	} else if (fits && strcmp(what, "close") == 0 && there) {
		a->answered = true;
		close_alert(to, rule, place, m);
	} else if (fits && strcmp(what, "close") == 0 &&
	    a->state == CLOSED && !a->answered) {
		a->answered = true;
		change(to, rule, place, CLOSED, "closed");
	} else {
		tell_alert(to, rule, place, "refused");
	}
}

static void
act(const struct o_case *c, struct o_message *action, int m,
    struct teller *to)
{
	struct o_told *told;

	if (action->alert == 0)
		action->alert = next_number > 1 ? next_number - 1 : 1;
	for (int rule = 0; rule < c->nrule && !c->model; rule++)
		for (int p = 0; p < O_PLACES; p++) {
			struct alert *a = &alert[rule][p];

			if (a->number == 0 || a->number != action->alert)
				continue;
			if (action->version == 0)
				action->version = a->version;
			act_on(action, rule, p, m, to);
			return;
		}
	if (action->version == 0)
		action->version = 1;
	if (c->model)
		return;
	told = tell_event(to, "refused");
	told->number = action->alert;
	told->version = action->version;
}

int
o_judge(struct o_case *c, struct o_told told[O_TOLD])
{
	struct teller to = {.told = told};
	int was[O_PLACES];

	lay_out(c);
	fill_signals(c);
	fill_conditions(c);
	next_number = 1;
	for (int p = 0; p < O_PLACES; p++)
		was[p] = -1;
	for (int m = 0; m < nmoment; m++) {
		const struct o_message *message = moment[m].message;

		if (moment[m].gap)
			continue;
		to.t = moment[m].t;
		for (int p = 0; p < O_PLACES; p++)
			judge_status(c, p, m, &was[p], &to);
		if (message != NULL && message->kind == O_ACTION)
			act(c, &c->message[message - c->message], m, &to);
		for (int rule = 0; rule < c->nrule; rule++)
			for (int p = 0; p < O_PLACES; p++)
				judge_alert(c, rule, p, m, &to);
	}
	return to.n;
}
