/* SPDX-License-Identifier: Apache-2.0 */
#include "oracle_own.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

const struct o_place o_place[O_PLACES] = {
	{"site", NULL, -1}, {"101", "dwelling", 0}, {"101.bath", "bath", 1},
	{"101.bath.tub", NULL, 2}, {"102", "dwelling", 0},
	{"corridor", "common", 0}, {"nook", "bath", 5},
	/* o_device, where they are places */
	{"a1", "device", 1}, {"a2", "device", 1}, {"a3", "device", 2},
	{"a4", "device", 5}, {"b1", "device", 3}, {"b2", "device", 4},
	{"c1", "device", 1}, {"c2", "device", 6}, {"n1", "device", 1},
	{"n2", "device", 4},
};
const struct o_device o_device[O_DEVICES] = {
	{"a1", 1, "a"}, {"a2", 1, "a"}, {"a3", 2, "an"}, {"a4", 5, "a"},
	{"b1", 3, "ab"}, {"b2", 4, "bc"}, {"c1", 1, "c"}, {"c2", 6, "bc"},
	{"n1", 1, "n"}, {"n2", 4, "an"},
};
const char o_signal[O_SIGNALS + 1] = "abcn";
const char *const o_at[O_ATS] = {NULL, "bath", "bath.tub", "corridor",
    "common", "101.bath", "dwelling", "site", "device", "b2"};
const char *const o_cmp[] = {"<", "<=", ">", ">=", "==", "!="};
const char *const o_kind[O_KINDS] = {"dwelling", "common", "bath", "site",
    "device"};
const char *const o_priority[] = {"technical", "low", "medium", "high"};
const char *const o_event[] = {"raised", "returned", "retriggered",
    "escalated", "taken", "untaken", "attended", "closed", "blind", "seen",
    "shelved", "unshelved", "inhibited", "refused", NULL};
const char *const o_what[] = {"ack", "undo", "attend", "close", "shelve",
    "unshelve", "visit", "note", "sign_in", "sign_out", NULL};
const char *const o_how[] = {"entered", "skipped", "undone"};
const char *const o_span[O_SPANS] = {"22:00-07:00", "23:00-01:00",
    "02:00-03:00", "02:30-03:30", "01:00-02:00", "03:00-12:00",
    "12:00-00:00", "00:00-24:00", "02:15-02:45", "01:30-02:30"};
/* Noon after each of them, in Copenhagen. */
const struct o_until o_until[O_UNTILS] = {
	{NULL, 0}, {"2026-01-31", INT64_C(29499060) * 60000},
	{"2026-03-28", INT64_C(29579640) * 60000},
	{"2026-11-21", INT64_C(29922420) * 60000},
	{"2027-01-31", INT64_C(30024660) * 60000},
};

/* S. C. Kleene, 1952, section 64, as tables. */
static const uint8_t kleene_not[3] = {T, U, F};
static const uint8_t kleene_and[3][3] = {{F, F, F}, {F, U, U}, {F, U, T}};
static const uint8_t kleene_or[3][3] = {{F, U, T}, {U, U, T}, {T, T, T}};

/* A night, moment by moment. */
struct o_moment o_moment[O_MOMENTS];
int o_nmoment;
static uint8_t truth[O_DEVICES][O_SILENCE + 1][O_MOMENTS];
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
	if (o_nmoment == O_MOMENTS)
		abort();
	o_moment[o_nmoment++] = (struct o_moment){t, message, gap, tod_of(t)};
}

int64_t
o_next(const struct o_case *c, int64_t t)
{
	int64_t into = (t + 1 - c->start) % c->unit;

	return t + 1 + (into < O_LEE ? 0 : c->unit - into);
}

bool
o_is_unwatched(const struct o_message *m, int64_t t)
{
	return m->kind == O_START ||
	    (m->kind == O_CLOCK && !m->on && t >= m->t - O_LEAP);
}

static void
lay_out(const struct o_case *c)
{
	o_nmoment = 0;
	for (int i = 0; i < c->nmessage; i++) {
		const struct o_message *m = &c->message[i];
		int64_t t = i > 0 ? o_next(c, m[-1].t) : m->t;

		for (; t < m->t; t = o_next(c, t))
			add_moment(t, NULL, o_is_unwatched(m, t));
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

static bool by_device; /* whether devices are places, in this night */

static bool
feeds(int d, int signal)
{
	return signal == O_SILENCE ? by_device : strchr(o_device[d].signals, o_signal[signal]) != NULL;
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
		/*
		 * In a gap both may have come about: the first counts, and of
		 * two at once that nobody knows.
		 */
		if (silent && !(over && lost_at + c->grace <=
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

/* Silent for too long, or told offline, till it is heard again. */
static uint8_t
is_silent(const struct device *d)
{
	return d->state == NEW || d->state == LOST ? U :
	    d->state == LIVE ? F : T;
}

static void
fill_signals(const struct o_case *c)
{
	memset(device, 0, sizeof(device));
	for (int i = 0; i < O_DEVICES; i++)
		lose(&device[i], NEW);
	lost_at = -1;
	grace_over = false;
	for (int m = 0; m < o_nmoment; m++) {
		if (!o_moment[m].gap)
			pass_time(c, o_moment[m].t);
		if (o_moment[m].message != NULL)
			take(c, o_moment[m].message);
		for (int i = 0; i < O_DEVICES; i++) {
			for (int s = 0; s < O_SIGNALS; s++)
				truth[i][s][m] = device[i].v[s];
			truth[i][O_SILENCE][m] = is_silent(&device[i]);
			number[i][m] = device[i].number;
		}
	}
}

/* Places, and scopes: sig@at of a subject. */

bool
o_devices_are_places(const struct o_case *c)
{
	bool are = false;

	for (int i = 0; i < c->nrule; i++)
		are = are || c->rule[i].each >= O_PLAIN_KINDS;
	for (int i = 0; i < c->nstatus; i++)
		are = are || c->status[i].each >= O_PLAIN_KINDS;
	return are;
}

bool
o_has_place(const struct o_case *c, int place)
{
	return place < O_ROOMS || (place < O_PLACES &&
	    c->device[place - O_ROOMS] && o_devices_are_places(c));
}

static int
place_by_id(const char *id)
{
	for (int p = 0; p < (by_device ? O_PLACES : O_ROOMS); p++)
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

	memset(v, F, (size_t)o_nmoment);
	for (int i = 0; i < O_DEVICES; i++) {
		if (!c->device[i] || !feeds(i, e->signal) ||
		    !sees(o_at[e->at], subject, by_device ? O_ROOMS + i :
		    o_device[i].place))
			continue;
		fed = true;
		for (int m = 0; m < o_nmoment; m++) {
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
	int64_t from = o_moment[m].t - d;
	uint8_t x = v[m];

	for (int i = m - 1; i >= 0 && o_moment[i].t >= from; i--)
		x = table[x][v[i]];
	return from < o_moment[0].t ? table[x][U] : x;
}

static uint8_t
count_at(const struct o_expr *e, const uint8_t *rise, int m)
{
	int64_t from = o_moment[m].t - e->d;
	bool more = e->cmp == 1 || e->cmp == 2; /* <= and > */
	bool less = e->cmp <= 1;
	bool maybe = from < o_moment[0].t;
	uint8_t v;
	int sure = 0;

	for (int i = m; i >= 0 && o_moment[i].t >= from; i--) {
		sure += rise[i] == T && !o_moment[i].gap;
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
	case O_TIME: return in_span(o_span[e->span], o_moment[m].tod);
	case O_NIGHT: return in_span(o_span[c->night], o_moment[m].tod);
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
	for (int m = 0; m < o_nmoment; m++)
		v[m] = o_moment[m].gap ? v[m - 1] : value_at(c, e, x, y, v, m);
}

/* e's value at each moment, at a subject; false where it is absent. */
bool
o_values(const struct o_case *c, int node, int subject, uint8_t *v)
{
	static const struct o_expr rise = {.op = O_RISE};
	const struct o_expr *e = &c->node[node];
	uint8_t x[O_MOMENTS], y[O_MOMENTS];
	bool has_x = true, has_y = true;

	if (e->op == O_SIG || e->op == O_CMP)
		return signal_values(c, e, subject, v);
	if (e->op == O_DEF)
		return o_values(c, c->define, subject, v);
	if (e->op >= O_NOT)
		has_x = o_values(c, e->a, subject, x);
	if (e->op >= O_AND)
		has_y = o_values(c, e->b, subject, y);
	if (e->op == O_KNOWN && !has_x) {
		memset(v, F, (size_t)o_nmoment);
		return true;
	}
	if (e->op == O_OR && has_x != has_y) {
		memcpy(v, has_x ? x : y, (size_t)o_nmoment);
		return true;
	}
	if (!has_x || !has_y)
		return false;
	if (e->op == O_COUNT)
		fill_values(c, &rise, x, NULL, y);
	fill_values(c, e, x, y, v);
	return true;
}

bool
o_false_for(const uint8_t *v, int m, int64_t ms)
{
	return ms == 0 ? v[m] == F : window(v, m, ms, kleene_or) == F;
}

bool
o_rises(const uint8_t *v, int m)
{
	return rise_at(v, m) == T;
}

int64_t
o_since(const uint8_t *v, int m)
{
	while (m > 0 && v[m - 1] == v[m])
		m--;
	return o_moment[m].t;
}

/* Statuses (DESIGN, section 7), and what a night tells. */

static uint8_t status_v[O_STATUSES][O_PLACES][O_MOMENTS];
static bool status_there[O_STATUSES][O_PLACES];

bool
o_is_subject(const struct o_case *c, int place, int each)
{
	const char *kind = place == 0 ? "site" : o_place[place].kind;

	return o_has_place(c, place) && kind != NULL &&
	    strcmp(kind, o_kind[each]) == 0;
}

static void
fill_statuses(const struct o_case *c)
{
	for (int p = 0; p < O_PLACES; p++)
		for (int i = 0; i < c->nstatus; i++)
			status_there[i][p] =
			    o_is_subject(c, p, c->status[i].each) &&
			    o_values(c, c->status[i].when, p, status_v[i][p]);
}

struct o_told *
o_tell(struct o_teller *to)
{
	struct o_told *told = &to->told[to->n++];

	if (to->n > O_TOLD)
		abort();
	*told = (struct o_told){.t = to->t, .place = -1, .rule = -1};
	return told;
}

/* A place's, and since when it has that. */
struct present {
	int status;
	int64_t since;
};

static void
judge_status(const struct o_case *c, int place, int m, struct present *was,
    struct o_teller *to)
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
	if (!any || status == was->status)
		return;
	told = o_tell(to);
	told->place = place;
	told->status = status;
	told->was = was->status;
	*was = (struct present){status, to->t};
}

int
o_judge(struct o_case *c, struct o_told told[O_TOLD],
    struct o_seen seen[O_MESSAGES][O_ROUNDS])
{
	struct o_teller to = {.told = told};
	struct present was[O_PLACES];

	by_device = o_devices_are_places(c);
	lay_out(c);
	fill_signals(c);
	fill_statuses(c);
	o_alerts_begin(c);
	o_rounds_begin(c);
	for (int p = 0; p < O_PLACES; p++)
		was[p] = (struct present){.status = -1};
	for (int m = 0; m < o_nmoment; m++) {
		const struct o_message *message = o_moment[m].message;

		if (o_moment[m].gap)
			continue;
		to.t = o_moment[m].t;
		for (int p = 0; p < O_PLACES; p++)
			judge_status(c, p, m, &was[p], &to);
		if (message != NULL && message->kind == O_ACTION)
			o_alerts_act(c, &c->message[message - c->message], m,
			    &to);
		o_alerts_settle(c, m, &to);
		for (int i = 0; i < c->nround && message != NULL; i++) {
			const struct present *p = &was[c->round[i].place];

			seen[message - c->message][i] = o_round_seen(c, i, m,
			    p->status, p->since);
		}
	}
	return to.n;
}
