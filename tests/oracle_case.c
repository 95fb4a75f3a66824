/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cases from seeds, and how one that fails is made small. Durations of a case
 * come from a few values and messages like to fall where such a duration ends,
 * so that deadlines coincide with each other and with messages.
 */
#include "oracle.h"

#include <string.h>
#include <time.h>

enum { POOL = 3, DEPTH = 5, SPAN = 380, FAR = 1000, FARS = 2 };
/* A slow night: half minutes, so that an hour's shelf ends in it. */
enum { SLOW = 30000, SLOW_SPAN = 130, LATE = 3 };
enum { VISIT = 6, UNDO = 60000, DAY = 1440 }; /* in o_what; ms; minutes */

static uint64_t dice;

static int
roll(int n)
{
	/* xorshift64* (S. Vigna, 2016) */
	dice ^= dice >> 12;
	dice ^= dice << 25;
	dice ^= dice >> 27;
	return (int)((dice * 0x2545f4914f6cdd1du) >> 33) % n;
}

static int64_t pool[POOL];
/* Until a rule is for each device, none of what is said of devices is known. */
static int kinds, ats;

static int64_t
roll_ms(const struct o_case *c)
{
	return roll(4) == 0 ? (1 + roll(24)) * c->unit : pool[roll(POOL)];
}

/* Of an alert's life: never, soon, or when much has happened. */
static int64_t
roll_wait(const struct o_case *c)
{
	int kind = roll(6);

	return kind == 0 ? 0 : kind < 3 ? roll_ms(c) : (2 + roll(8)) *
	    roll_ms(c);
}

/* Expressions. */

static int
add_node(struct o_case *c, struct o_expr e)
{
	c->node[c->nnode] = e;
	return c->nnode++;
}

static int
roll_signal(void)
{
	return kinds == O_KINDS && roll(4) == 0 ? O_SILENCE :
	    roll(O_SIGNALS - 1);
}

static int
make_leaf(struct o_case *c, bool define)
{
	struct o_expr e = {.a = -1, .b = -1};
	int kind = roll(20);

	e.op = kind < 11 ? O_SIG : kind < 15 ? O_CMP : kind < 16 ? O_TIME :
	    kind < 17 ? O_NIGHT : kind < 18 ? O_TRUE + (enum o_op)roll(2) :
	    define ? O_DEF : O_SIG;
	e.signal = e.op == O_CMP ? O_SIGNALS - 1 : roll_signal();
	e.at = roll(3) == 0 ? roll(ats) : 0;
	e.cmp = roll(6);
	e.n = roll(4);
	e.span = roll(O_SPANS);
	return add_node(c, e);
}

static int
make_expr(struct o_case *c, int depth, bool define)
{
	struct o_expr e = {.a = -1, .b = -1};

	if (depth == 0 || roll(8) == 0 || c->nnode > O_NODES - 2 * DEPTH)
		return make_leaf(c, define);
	e.op = O_NOT + (enum o_op)roll(O_OPS - O_NOT);
	e.d = roll_ms(c);
	if (e.op == O_COUNT) {
		e.cmp = roll(4);
		e.n = roll(4) + (e.cmp == 0 || e.cmp == 3);
	}
	e.a = make_expr(c, depth - 1, define);
	if (e.op == O_AND || e.op == O_OR || e.op == O_SINCE)
		e.b = make_expr(c, depth - 1, define);
	return add_node(c, e);
}

/* What comes and goes with the readings. */
static int
make_lively(struct o_case *c)
{
	return add_node(c, (struct o_expr){.op = O_SIG, .a = -1, .b = -1,
	    .signal = roll_signal(), .at = roll(3) == 0 ? roll(ats) : 0});
}

static void
make_rule(struct o_case *c, struct o_rule *rule, bool busy)
{
	static const uint8_t priority[] = {0, 1, 1, 2, 2, 2, 3, 3};

	rule->when = busy && roll(4) > 0 ? make_lively(c) :
	    make_expr(c, 1 + roll(DEPTH), c->define >= 0);
	rule->each = roll(busy ? 3 : 4) == 0 ? roll(kinds) : 0;
	rule->priority = priority[roll(sizeof(priority))];
	rule->latch = roll(4) == 0;
	rule->clear_after = roll(2) ? roll_ms(c) : 0;
	rule->escalate_after = roll_wait(c);
	rule->attend_within = roll_wait(c);
	rule->attend_for = roll_wait(c);
	rule->override = roll(4) == 0 ? (enum o_override)roll(4) : O_AS_IT_IS;
	rule->otherwise = rule->override == O_OTHERWISE ?
	    make_expr(c, 2, c->define >= 0) : -1;
	rule->until = rule->override != O_OUT_OF_SERVICE && roll(2) ?
	    roll(O_UNTILS) : 0;
}

static void
make_rounds(struct o_case *c)
{
	int n = roll(O_ROUNDS + 1), mostly = roll(O_ROOMS);

	for (int i = 0; i < n; i++) {
		bool by_status = c->nstatus > 0 && roll(3) == 0;

		c->round[c->nround++] = (struct o_round){
		    .place = roll(4) > 0 ? mostly : roll(O_ROOMS),
		    .skip_status = by_status ? roll(c->nstatus) : -1,
		    .skip = by_status || roll(6) == 0 ? -1 :
		    make_expr(c, roll(3), c->define >= 0)};
	}
}

static void
make_rules(struct o_case *c, bool busy)
{
	bool by_device = roll(3) == 0;

	kinds = by_device ? O_KINDS : O_PLAIN_KINDS;
	ats = by_device ? O_ATS : O_PLAIN_ATS;
	c->define = c->attends = -1;
	if (roll(3) == 0)
		c->define = make_expr(c, 2, false);
	if (roll(busy ? 2 : 6) == 0)
		c->attends = roll(3) ? make_lively(c) :
		    make_expr(c, roll(DEPTH), c->define >= 0);
	c->nstatus = roll(4) == 0 ? roll(O_STATUSES + 1) : 1;
	c->nrule = busy || roll(3) == 0 ? 1 + roll(O_RULES) : 1;
	for (int i = 0; i < c->nstatus; i++)
		c->status[i] = (struct o_status){
		    make_expr(c, 1 + roll(DEPTH), c->define >= 0),
		    roll(4) == 0 ? roll(kinds) : 0};
	for (int i = 0; i < c->nrule; i++)
		make_rule(c, &c->rule[i], busy);
	if (by_device)
		c->rule[roll(c->nrule)].each = O_PLAIN_KINDS;
	make_rounds(c);
}

/* Messages. */

/* Of device first, if it is there; else of any. */
static void
make_reading(struct o_case *c, struct o_message *m, int first)
{
	int said = 0;

	m->device = first;
	while (m->device >= O_DEVICES || !c->device[m->device])
		m->device = roll(O_DEVICES);
	m->number = roll(4);
	m->retained = roll(12) == 0;
	while (said == 0)
		for (int s = 0; s < O_SIGNALS; s++) {
			bool there = strchr(o_device[m->device].signals,
			    o_signal[s]) != NULL && roll(5) > 0;

			m->says[s] = !there ? O_SILENT : roll(2) ? O_ON :
			    O_OFF;
			said += there;
		}
}

/* Where a round is, and what may be said of it. */
static void
make_visit(const struct o_case *c, struct o_message *m)
{
	m->what = VISIT;
	m->named = O_UNNAMED;
	m->rule = 0;
	m->place = c->round[roll(c->nround)].place;
	m->how = (enum o_how)roll(3);
	m->at = roll(3) == 0 ? -1 : c->round[roll(c->nround)].at;
}

static void
make_action(struct o_case *c, struct o_message *m)
{
	static const uint8_t minutes[] = {1, 1, 1, 2, 3, 5, 15, 16, 60, 61};
	int what = roll(20);

	m->what = what < 14 ? -1 : what < 17 ? VISIT : roll(10);
	m->fits = roll(O_FITS);
	if (roll(10) == 0) {
		m->alert = 1 + (unsigned)roll(4);
		m->version = 1 + (unsigned)roll(4);
	}
	m->back = roll(4) == 0 ? (unsigned)roll(3) : 0;
	m->named = roll(4) > 0 ? O_UNNAMED : (enum o_named)roll(3);
	m->rule = roll(3) > 0 ? -1 : roll(8) == 0 ? O_RULES : roll(c->nrule);
	m->place = roll(8) == 0 ? O_PLACES : roll(O_PLACES);
	m->minutes = minutes[roll(sizeof(minutes))];
	m->reason = roll(8) > 0;
	m->how = roll(4) > 0 ? O_ENTERED : (enum o_how)roll(3);
	m->at = -1;
	if (m->named == O_MISNAMED && m->rule < 0)
		m->rule = 0;
	if (c->nround > 0 && roll(3) == 0)
		make_visit(c, m);
}

/* The ith; in a busy night each device is heard at first. */
static struct o_message
make_message(struct o_case *c, int i, bool busy)
{
	struct o_message m = {.kind = O_ACTION, .rule = -1};
	int kind = roll(96);

	make_reading(c, &m, i);
	m.on = roll(2);
	m.cut = roll(2);
	make_action(c, &m);
	if (busy && i < O_DEVICES)
		m.kind = O_READ;
	else if (roll(100) >= (busy ? 30 : 5))
		m.kind = kind < 76 ? O_READ : kind < 83 ? O_AVAILABLE :
		    kind < 88 ? O_BROKER : kind < 93 ? O_TICK : kind < 95 ?
		    O_START : O_CLOCK;
	return m;
}

/* How many units after the message before. */
static int64_t
make_gap(const struct o_case *c, int *fars)
{
	int kind = roll(20);

	if (*fars > 0 && roll(12) == 0) {
		(*fars)--;
		return FAR + roll(16) - 4;
	}
	return kind < 5 ? 0 : kind < 12 ? 1 + roll(3) : kind < 17 ?
	    pool[roll(POOL)] / c->unit + roll(3) - 1 : roll(30);
}

/* How many milliseconds into its unit a message comes, in slow nights. */
static int64_t
make_late(const struct o_case *c, int64_t gap, int64_t late)
{
	if (c->unit == 1)
		return 0;
	if (gap > 0)
		late = 0;
	return roll(4) == 0 ? late + roll(LATE - (int)late) : late;
}

static bool
is_visit(const struct o_message *m)
{
	return m->kind == O_ACTION && m->what == VISIT && m->how != O_UNDONE;
}

/* A visit taken back, about as late as it can be. */
static struct o_message
take_back(const struct o_case *c, int i, int64_t *gap)
{
	struct o_message m = c->message[i - 1];

	*gap = UNDO / c->unit;
	m.how = O_UNDONE;
	return m;
}

static void
make_night(struct o_case *c, bool busy)
{
	int n = 4 + roll(O_MESSAGES - 8);
	int fars = c->unit == 1 && roll(4) == 0 ? FARS : 0;
	int64_t at = 0, late = 0, end = c->unit == 1 ? SPAN : SLOW_SPAN;

	for (int i = 0; i < n && at < end; i++) {
		int64_t gap = i > 0 ? make_gap(c, &fars) : 0;
		struct o_message m = make_message(c, i, busy);

		if (c->unit == SLOW && i > 0 && is_visit(&c->message[i - 1]) &&
		    roll(2))
			m = take_back(c, i, &gap);
		at += gap;
		late = make_late(c, gap, late);
		end += gap > FAR / 2 ? gap : 0;
		m.t = c->start + at * c->unit + late;
		c->message[c->nmessage++] = m;
	}
	c->message[c->nmessage++] = (struct o_message){
	    .t = c->start + (at + 60 + (fars > 0 ? FAR : 0)) * c->unit,
	    .kind = O_TICK, .cut = true};
}

/* What is said of devices is so only where they are places. */
static void
make_known(struct o_case *c)
{
	bool known = o_devices_are_places(c);

	for (int i = 0; i < c->nnode; i++) {
		struct o_expr *e = &c->node[i];

		if (!known && e->signal == O_SILENCE)
			e->signal = 0;
		if (e->at >= O_PLAIN_ATS && (!known || (e->at > O_PLAIN_ATS &&
		    !c->device[O_B2])))
			e->at = 0;
	}
	for (int i = 0; i < c->nrule; i++)
		if (c->rule[i].each == O_PLAIN_KINDS &&
		    !o_has_place(c, o_overridden(&c->rule[i])))
			c->rule[i].override = O_AS_IT_IS;
}

/* Nothing retained comes from a broker that is not there. */
static void
make_sense(struct o_case *c)
{
	bool there = true;

	for (int i = 0; i < c->nmessage; i++) {
		struct o_message *m = &c->message[i];

		if (m->kind == O_BROKER)
			there = m->on;
		m->retained = m->retained && there && m->kind == O_READ;
	}
	make_known(c);
}

/* A moment at which Copenhagen's clocks show something new, in ms UTC. */
static int64_t
roll_boundary(void)
{
	static const int64_t minute[] = {
		/* 2026-03-28 23:00, 01:30; 02:00, which is 03:00; 03:30 … */
		29578920, 29579070, 29579100, 29579130, 29579340, 29579640,
		/* 2026-10-25 00:00, 01:30, 02:00, 02:15 in summer time … */
		29881320, 29881410, 29881440, 29881455,
		/* … 02:00, 02:30, 02:45 in winter time, 03:00 */
		29881500, 29881530, 29881545, 29881560,
		/* 2026-11-21 22:00, 23:00, 00:00, 01:00, 07:00, noon */
		29921580, 29921640, 29921700, 29921760, 29922120, 29922420,
	};

	return minute[roll(sizeof(minute) / sizeof(minute[0]))] * 60000;
}

/* … or the noon that an override ends with. */
static int64_t
roll_start(const struct o_case *c)
{
	int64_t at = roll_boundary();

	for (int i = 0; i < c->nrule; i++)
		if (c->rule[i].override != O_AS_IT_IS && c->rule[i].until > 0)
			at = o_until[c->rule[i].until].t;
	return at - roll((c->unit == 1 ? SPAN : SLOW_SPAN) / 2) * c->unit;
}

/* At such minutes that the night has some of them, some close together. */
static void
time_rounds(struct o_case *c)
{
	time_t second = (time_t)(c->start / 1000);
	int offset = 0;
	struct tm tm;

	localtime_r(&second, &tm);
	for (int i = 0; i < c->nround; i++) {
		struct o_round *round = &c->round[i];
		bool there = false;

		offset = roll(2) ? offset + 1 + roll(4) : roll(150) - 20;
		round->at = (tm.tm_hour * 60 + tm.tm_min + offset + DAY) % DAY;
		for (int k = 0; k < i; k++)
			there = there || (c->round[k].at == round->at &&
			    c->round[k].place == round->place);
		if (there)
			c->nround = i;
	}
}

void
o_make(struct o_case *c, uint64_t seed)
{
	bool busy;

	memset(c, 0, sizeof(*c));
	c->seed = seed;
	dice = (seed + 1) * 0x9e3779b97f4a7c15u;
	if (dice == 0)
		dice = 1;
	busy = roll(2);
	c->unit = roll(busy ? 3 : 10) == 0 ? SLOW : 1;
	for (int i = 0; i < POOL; i++)
		pool[i] = (1 + roll(i == 0 ? 6 : 24)) * c->unit;
	if (c->unit == SLOW)
		pool[0] = UNDO; /* what shelves go by, too */
	for (int i = 0; i < O_DEVICES; i++)
		c->device[i] = roll(5) > 0;
	c->device[roll(O_DEVICES)] = true;
	for (int i = 0; i < O_DEVICES; i++)
		c->every[i] = roll(3) ? ((c->unit == 1 ? FAR : SLOW_SPAN / 4) +
		    roll(12)) * c->unit : 90000000;
	c->hold = roll_ms(c);
	c->grace = roll(3) ? roll_ms(c) : roll(2) ? 0 : 30000;
	c->night = roll(O_SPANS);
	c->model = roll(busy ? 16 : 4) == 0;
	make_rules(c, busy);
	for (int i = 0; i < O_DEVICES && kinds == O_KINDS; i++)
		c->every[i] = roll(2) ? c->every[i] : (20 + roll(60)) * c->unit;
	c->start = roll_start(c);
	time_rounds(c);
	make_night(c, busy);
	make_sense(c);
}

/* Shrinking. */

struct shrink {
	struct o_case *c;
	o_fails *fails;
	void *arg;
	bool better;
};

/* Takes the candidate if it still fails. */
static bool
try_it(struct shrink *s, struct o_case *candidate)
{
	make_sense(candidate);
	if (memcmp(candidate, s->c, sizeof(*candidate)) == 0 ||
	    !s->fails(s->arg, candidate))
		return false;
	*s->c = *candidate;
	return s->better = true;
}

/* Groups of messages, from half of them to one; the last tick stays. */
static void
drop_messages(struct shrink *s)
{
	for (int n = s->c->nmessage / 2; n > 0; n /= 2)
		for (int i = 0; i + n < s->c->nmessage;) {
			struct o_case c = *s->c;

			c.nmessage -= n;
			memmove(&c.message[i], &c.message[i + n],
			    (size_t)(c.nmessage - i) * sizeof(c.message[0]));
			if (!try_it(s, &c))
				i += n;
		}
}

/* All that follows message i comes earlier by ms. */
static void
close_gap(struct shrink *s, int i, int64_t ms)
{
	struct o_case c = *s->c;

	for (; i < c.nmessage; i++)
		c.message[i].t -= ms;
	try_it(s, &c);
}

static void
close_gaps(struct shrink *s)
{
	for (int i = 1; i < s->c->nmessage; i++) {
		const struct o_message *m = s->c->message;

		for (int64_t n = (m[i].t - m[i - 1].t) / s->c->unit; n > 0;
		    n /= 2)
			if (m[i].t - m[i - 1].t >= n * s->c->unit)
				close_gap(s, i, n * s->c->unit);
	}
}

#define TRY(s, member, value)                                               \
	do {                                                                \
		struct o_case try_ = *(s)->c;                               \
                                                                            \
		try_.member = (value);                                      \
		try_it((s), &try_);                                         \
	} while (0)

/* An action as staff mostly do it. */
static void
plain_action(struct shrink *s, int i)
{
	TRY(s, message[i].what, 0);
	TRY(s, message[i].named, O_UNNAMED);
	TRY(s, message[i].minutes, 1);
	TRY(s, message[i].reason, true);
	TRY(s, message[i].how, O_ENTERED);
	TRY(s, message[i].at, -1);
}

static void
plain_messages(struct shrink *s)
{
	for (int i = 0; i < s->c->nmessage; i++) {
		const struct o_message *m = &s->c->message[i];
		int said = 0;

		TRY(s, message[i].cut, false);
		TRY(s, message[i].retained, false);
		if (m->kind != O_READ && m->kind != O_TICK)
			TRY(s, message[i].kind, O_TICK);
		if (m->kind == O_ACTION)
			plain_action(s, i);
		for (int k = 0; k < O_SIGNALS; k++)
			said += m->says[k] != O_SILENT;
		for (int k = 0; k < O_SIGNALS && said > 1; k++)
			if (m->says[k] != O_SILENT) {
				TRY(s, message[i].says[k], O_SILENT);
				said -= m->says[k] == O_SILENT;
			}
	}
}

static void
plain_node(struct shrink *s, int i)
{
	const struct o_expr *e = &s->c->node[i];
	static const struct o_expr a = {.op = O_SIG, .a = -1, .b = -1};

	if (e->a >= 0)
		TRY(s, node[i], s->c->node[e->a]);
	if (e->b >= 0)
		TRY(s, node[i], s->c->node[e->b]);
	if (e->op == O_DEF)
		TRY(s, node[i], s->c->node[s->c->define]);
	if (e->op != O_TRUE && e->op != O_FALSE) {
		TRY(s, node[i].op, O_TRUE);
		TRY(s, node[i].op, O_FALSE);
	}
	if (e->op != O_SIG && e->op != O_TRUE && e->op != O_FALSE)
		TRY(s, node[i], a);
	if (e->at != 0)
		TRY(s, node[i].at, 0);
	for (int64_t n = e->d / s->c->unit - 1; n > 0 && e->a >= 0; n /= 2)
		if (e->d > n * s->c->unit)
			TRY(s, node[i].d, e->d - n * s->c->unit);
	if (e->op == O_COUNT && e->n > 1)
		TRY(s, node[i].n, e->n - 1);
}

static void
plain_tree(struct shrink *s, int i)
{
	if (i < 0)
		return;
	plain_node(s, i);
	plain_tree(s, s->c->node[i].op < O_NOT ? -1 : s->c->node[i].a);
	plain_tree(s, s->c->node[i].op < O_AND ? -1 : s->c->node[i].b);
}

static void
drop_rules(struct shrink *s)
{
	for (int i = s->c->nstatus; i-- > 0;) {
		struct o_case c = *s->c;

		memmove(&c.status[i], &c.status[i + 1],
		    (size_t)(--c.nstatus - i) * sizeof(c.status[0]));
		for (int k = 0; k < c.nround; k++)
			if (c.round[k].skip_status >= i)
				c.round[k].skip_status--;
		try_it(s, &c);
	}
	for (int i = s->c->nround; i-- > 0;) {
		struct o_case c = *s->c;

		memmove(&c.round[i], &c.round[i + 1],
		    (size_t)(--c.nround - i) * sizeof(c.round[0]));
		try_it(s, &c);
	}
	for (int i = s->c->nrule; i-- > 0;) {
		struct o_case c = *s->c;

		memmove(&c.rule[i], &c.rule[i + 1],
		    (size_t)(--c.nrule - i) * sizeof(c.rule[0]));
		try_it(s, &c);
	}
}

static void
plain_waits(struct shrink *s, int i)
{
	const struct o_rule *rule = &s->c->rule[i];
	int64_t unit = s->c->unit;

	TRY(s, rule[i].clear_after, 0);
	TRY(s, rule[i].clear_after, unit);
	TRY(s, rule[i].escalate_after, 0);
	TRY(s, rule[i].attend_within, 0);
	TRY(s, rule[i].attend_for, 0);
	if (rule->escalate_after > 0)
		TRY(s, rule[i].escalate_after, unit);
	if (rule->attend_within > 0)
		TRY(s, rule[i].attend_within, unit);
	if (rule->attend_for > 0)
		TRY(s, rule[i].attend_for, unit);
}

static void
plain_rules(struct shrink *s)
{
	for (int i = 0; i < s->c->nstatus; i++) {
		TRY(s, status[i].each, 0);
		plain_tree(s, s->c->status[i].when);
	}
	for (int i = 0; i < s->c->nrule; i++) {
		TRY(s, rule[i].each, 0);
		TRY(s, rule[i].override, O_AS_IT_IS);
		TRY(s, rule[i].latch, false);
		TRY(s, rule[i].until, 0);
		TRY(s, rule[i].priority, 1);
		plain_waits(s, i);
		plain_tree(s, s->c->rule[i].when);
		if (s->c->rule[i].override == O_OTHERWISE)
			plain_tree(s, s->c->rule[i].otherwise);
	}
	for (int i = 0; i < s->c->nround; i++) {
		TRY(s, round[i].skip_status, -1);
		TRY(s, round[i].skip, -1);
		plain_tree(s, s->c->round[i].skip);
	}
	plain_tree(s, s->c->define);
	TRY(s, attends, -1);
	plain_tree(s, s->c->attends);
}

static int
devices(const struct o_case *c)
{
	int n = 0;

	for (int i = 0; i < O_DEVICES; i++)
		n += c->device[i];
	return n;
}

/* A device that is not there sends nothing; one is there. */
static void
drop_devices(struct shrink *s)
{
	for (int i = 0; i < O_DEVICES && devices(s->c) > 1; i++) {
		struct o_case c = *s->c;
		int n = 0;

		c.device[i] = false;
		for (int k = 0; k < c.nmessage; k++)
			if (c.message[k].device != i ||
			    c.message[k].kind > O_AVAILABLE)
				c.message[n++] = c.message[k];
		c.nmessage = n;
		try_it(s, &c);
		TRY(s, every[i], 90000000);
	}
	TRY(s, grace, 30000);
	TRY(s, hold, s->c->unit);
	TRY(s, model, false);
}

void
o_shrink(struct o_case *c, o_fails *fails, void *arg)
{
	struct shrink s = {c, fails, arg, true};

	while (s.better) {
		s.better = false;
		drop_messages(&s);
		drop_rules(&s);
		drop_devices(&s);
		plain_rules(&s);
		plain_messages(&s);
		close_gaps(&s);
	}
}
