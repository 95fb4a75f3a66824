/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The engine against a brute-force reading of the language's sentences: an
 * expression of its own making, a value for every moment (each millisecond,
 * and each message where several share one), windows searched from end to
 * end. Random expressions and nights from seeds; the same nights cut at a
 * random time and carried over must give the same values.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "core/node.h"
#include "core/world.h"

enum { SIGNALS = 3, MOMENTS = 400, SPAN_MS = 120, CASES = 3000 };

static uint64_t seed;

static uint32_t
rnd(uint32_t n)
{
	/* xorshift64* (S. Vigna, 2016) */
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return (uint32_t)((seed * 0x2545f4914f6cdd1du) >> 33) % n;
}

/* Nights: moments with the signals' values. */

struct moment {
	int64_t t;
	bool message;
	int device; /* that sends: -1 silence, -2 offline of device 0 */
	uint8_t value[SIGNALS];
	double number;
	bool number_known;
};

static struct moment night[MOMENTS];
static int nmoment;

static const int64_t start = 1763762400000; /* 2025-11-21T22:00:00Z */

/* Signals a, b, c of devices 0, 1, 2; the number n of device 3. */
static void
make_night(void)
{
	struct moment now = {.value = {TRI_UNKNOWN, TRI_UNKNOWN, TRI_UNKNOWN}};
	int64_t t = start;

	nmoment = 0;
	while (t < start + SPAN_MS && nmoment < MOMENTS - 8) {
		int messages = t == start ? 1 : rnd(4) == 0 ? 1 + (int)rnd(3) : 0;

		now.t = t++;
		now.message = messages > 0;
		for (int i = 0; i < messages; i++) {
			uint32_t d = rnd(9);

			now.device = (int)(d < 6 ? d % 3 : d == 6 ? 3 : 4);
			if (now.device < 3) {
				now.value[now.device] = rnd(2) ? TRI_TRUE :
				    TRI_FALSE;
			} else if (now.device == 3) {
				now.number = rnd(4);
				now.number_known = true;
			} else {
				now.device = -2 - (int)rnd(3);
				now.value[-2 - now.device] = TRI_UNKNOWN;
			}
			night[nmoment++] = now;
		}
		if (messages == 0)
			night[nmoment++] = now;
	}
}

/* Expressions of the oracle's own. */

enum op {
	O_SIG, O_CMP, O_TRUE, O_NOT, O_AND, O_OR, O_FOR, O_WITHIN, O_SINCE,
	O_RISE, O_FALL, O_COUNT, O_KNOWN, O_TIME, O_LAST,
};

struct oracle {
	enum op op;
	struct oracle *a, *b;
	int n;     /* signal, bound or count */
	int cmp;   /* of < <= > >= == != */
	int64_t d;
	uint8_t v[MOMENTS];
};

static const char *const cmps[] = {"<", "<=", ">", ">=", "==", "!="};

static struct oracle *
make_expr(int depth)
{
	struct oracle *o = xcalloc(1, sizeof(*o));

	o->op = depth == 0 ? O_SIG : (enum op)rnd(O_LAST);
	if (rnd(8) == 0)
		o->op = O_CMP;
	o->n = (int)rnd(SIGNALS);
	o->cmp = (int)rnd(6);
	o->d = 1 + rnd(12);
	if (o->op >= O_NOT && o->op <= O_KNOWN)
		o->a = make_expr(depth - 1);
	if (o->op == O_AND || o->op == O_OR || o->op == O_SINCE)
		o->b = make_expr(depth - 1);
	if (o->op == O_COUNT) {
		o->cmp = (int)rnd(4);
		o->n = 1 + (int)rnd(4);
	}
	return o;
}

static void
free_expr(struct oracle *o)
{
	if (o == NULL)
		return;
	free_expr(o->a);
	free_expr(o->b);
	free(o);
}

static void
text_of(const struct oracle *o, struct str *out)
{
	static const char *const words[] = {[O_RISE] = "rise", [O_FALL] =
	    "fall", [O_KNOWN] = "known", [O_AND] = "and", [O_OR] = "or",
	    [O_SINCE] = "since", [O_FOR] = "for", [O_WITHIN] = "within"};

	switch (o->op) {
	case O_SIG:
		str_addf(out, "%c", "abc"[o->n]);
		return;
	case O_CMP:
		str_addf(out, "n %s %d", cmps[o->cmp], o->n);
		return;
	case O_TRUE:
		str_add(out, o->n == 0 ? "false" : "true");
		return;
	case O_TIME: /* begins 50 ms into the night: see tz below */
		str_add(out, "time(23:00-23:01)");
		return;
	case O_NOT:
		str_add(out, "not (");
		text_of(o->a, out);
		str_add(out, ")");
		return;
	case O_AND:
	case O_OR:
	case O_SINCE:
		str_add(out, "((");
		text_of(o->a, out);
		str_addf(out, ") %s (", words[o->op]);
		text_of(o->b, out);
		str_add(out, "))");
		return;
	case O_FOR:
	case O_WITHIN:
		str_add(out, "((");
		text_of(o->a, out);
		str_addf(out, ") %s %dms)", words[o->op], (int)o->d);
		return;
	case O_COUNT:
		str_add(out, "count(");
		text_of(o->a, out);
		str_addf(out, ", %dms) %s %d", (int)o->d, cmps[o->cmp], o->n);
		return;
	default:
		str_addf(out, "%s(", words[o->op]);
		text_of(o->a, out);
		str_add(out, ")");
		return;
	}
}

static uint8_t
compare(const struct oracle *o, double x)
{
	bool holds = o->cmp == 0 ? x < o->n : o->cmp == 1 ? x <= o->n :
	    o->cmp == 2 ? x > o->n : o->cmp == 3 ? x >= o->n :
	    o->cmp == 4 ? x == o->n : x != o->n;

	return holds ? TRI_TRUE : TRI_FALSE;
}

static uint8_t
rise_at(const uint8_t *v, int m, bool fall)
{
	uint8_t now = v[m], was = m > 0 ? v[m - 1] : TRI_UNKNOWN;

	return fall ? tri_and(tri_not(now), was) : tri_and(now, tri_not(was));
}

/* The greatest (or least) value of a in [t - d, t]; unknown before all. */
static uint8_t
window(const struct oracle *o, int m, bool any)
{
	uint8_t v = any ? TRI_FALSE : TRI_TRUE;
	int i = m;

	for (; i >= 0 && night[i].t >= night[m].t - o->d; i--)
		v = any ? tri_or(v, o->a->v[i]) : tri_and(v, o->a->v[i]);
	if (i < 0 && night[0].t > night[m].t - o->d)
		v = any ? tri_or(v, TRI_UNKNOWN) : tri_and(v, TRI_UNKNOWN);
	return v;
}

static uint8_t
count_at(const struct oracle *o, int m)
{
	int sure = 0, need = o->n + (o->cmp == 1 || o->cmp == 2);
	bool maybe = false;
	uint8_t v;
	int i = m;

	for (; i >= 0 && night[i].t >= night[m].t - o->d; i--) {
		sure += rise_at(o->a->v, i, false) == TRI_TRUE;
		maybe = maybe || rise_at(o->a->v, i, false) == TRI_UNKNOWN;
	}
	maybe = maybe || (i < 0 && night[0].t > night[m].t - o->d);
	v = sure >= need ? TRI_TRUE : maybe ? TRI_UNKNOWN : TRI_FALSE;
	return o->cmp == 0 || o->cmp == 1 ? tri_not(v) : v;
}

static uint8_t
value_at(const struct oracle *o, int m)
{
	const struct moment *now = &night[m];

	switch (o->op) {
	case O_SIG: return now->value[o->n];
	case O_CMP: return now->number_known ? compare(o, now->number) :
	    TRI_UNKNOWN;
	case O_TRUE: return o->n == 0 ? TRI_FALSE : TRI_TRUE;
	case O_TIME: return now->t >= start + 50 ? TRI_TRUE : TRI_FALSE;
	case O_NOT: return tri_not(o->a->v[m]);
	case O_AND: return tri_and(o->a->v[m], o->b->v[m]);
	case O_OR: return tri_or(o->a->v[m], o->b->v[m]);
	case O_FOR: return window(o, m, false);
	case O_WITHIN: return window(o, m, true);
	case O_SINCE: return tri_or(o->b->v[m], tri_and(o->a->v[m],
	    m > 0 ? o->v[m - 1] : TRI_UNKNOWN));
	case O_RISE: return rise_at(o->a->v, m, false);
	case O_FALL: return rise_at(o->a->v, m, true);
	case O_COUNT: return count_at(o, m);
	default: return o->a->v[m] != TRI_UNKNOWN ? TRI_TRUE : TRI_FALSE;
	}
}

static void
fill(struct oracle *o)
{
	if (o == NULL)
		return;
	fill(o->a);
	fill(o->b);
	for (int m = 0; m < nmoment; m++)
		o->v[m] = value_at(o, m);
}

/* The engine's side. */

static void
no_fault(void *arg, int pos, const char *text)
{
	(void)arg;
	(void)pos;
	ck_abort_msg("%s", text);
}

static struct house *
make_house(const char *text)
{
	struct place_spec place = {.id = "101", .kind = "dwelling"};
	struct source_spec source[] = {{.signal = "a"}, {.signal = "b"},
	    {.signal = "c"}, {.signal = "n", .number = true}};
	struct device_spec device[4];
	struct rule_spec rule = {.id = "r", .when = text,
	    .priority = PRIORITY_MEDIUM, .clear_after = 4};
	struct house_spec spec = {.place = &place, .nplace = 1,
	    .device = device, .ndevice = 4, .rule = &rule, .nrule = 1,
	    .night = {79200000, 25200000}, .broker_grace = 30000};
	static const char *const ids[] = {"A", "B", "C", "N"};

	for (int i = 0; i < 4; i++)
		device[i] = (struct device_spec){.id = ids[i], .place = "101",
		    .every = MS_DAY, .source = &source[i], .nsource = 1};
	return house_build(&spec, no_fault, NULL);
}

static struct message
message_of(const struct moment *now, int32_t heard[1],
    struct reading reading[1])
{
	struct message m = {.t = now->t, .kind = MESSAGE_READINGS,
	    .heard = heard, .nheard = 1, .reading = reading, .nreading = 1};

	if (now->device < 0) {
		m.kind = MESSAGE_AVAILABLE;
		heard[0] = -2 - now->device;
		m.nreading = 0;
		return m;
	}
	heard[0] = now->device;
	reading[0] = (struct reading){.source = now->device,
	    .truth = now->device == 3 ? TRI_TRUE : now->value[now->device],
	    .number = now->number};
	return m;
}

/* Carries as they stand in a journal: copied out, folded in again. */
struct kept {
	struct carry carry;
	int64_t num[CARRY_NUM_MAX];
	char *id, *id2, *by;
};
typedef VEC(struct kept) kept_list;

static char *
dup_or_null(const char *s)
{
	return s != NULL ? xstrdup(s) : NULL;
}

static void
keep(void *arg, const struct carry *carry)
{
	kept_list *list = arg;
	struct kept kept = {.carry = *carry, .id = dup_or_null(carry->id),
	    .id2 = dup_or_null(carry->id2), .by = dup_or_null(carry->by)};

	memcpy(kept.num, carry->num, (size_t)carry->n * sizeof(*kept.num));
	vec_push(list, kept);
}

static struct world *
cut(struct world *w, const struct zone *zone, int64_t t)
{
	struct world *next = world_new(world_house(w), zone, GUARD_RECORDED);
	kept_list list = {0};
	struct message m = {.t = t, .kind = MESSAGE_SEGMENT};

	world_advance(w, t, NULL, NULL);
	world_carry(w, keep, &list);
	m.step = rnd(2) ? (int64_t)list.n : -1;
	world_fold(next, &m, NULL, NULL);
	m.kind = MESSAGE_CARRY;
	for (size_t i = 0; i < list.n; i++) {
		struct kept *k = &list.v[i];

		m.carry = k->carry;
		m.carry.num = k->num;
		m.carry.id = k->id;
		m.carry.id2 = k->id2;
		m.carry.by = k->by;
		world_fold(next, &m, NULL, NULL);
		free(k->id);
		free(k->id2);
		free(k->by);
	}
	vec_free(&list);
	world_free(w);
	return next;
}

static void
note_event(void *arg, const struct event *e)
{
	if (e->what == EVENT_ALERT)
		str_addf(arg, "%lld %d %u.%u\n", (long long)(e->t - start),
	    (int)e->event, e->alert.number, e->alert.version);
}

static void
show_night(struct str *out)
{
	for (int m = 0; m < nmoment; m++)
		if (night[m].message)
			str_addf(out, "%d:%d=%d ", (int)(night[m].t - start),
			    night[m].device, night[m].device >= 0 &&
			    night[m].device < 3 ?
			    night[m].value[night[m].device] :
			    (int)night[m].number);
}

/* Runs the night; cut_at < 0: uncut. Fails with all it takes to see why. */
static void
run(const struct house *house, const struct zone *zone,
    const struct oracle *o, const char *text, int64_t cut_at,
    struct str *events, int nr)
{
	struct world *w = world_new(house, zone, GUARD_RECORDED);
	node_ref when = house->instance[0].when;
	int32_t heard[1];
	struct reading reading[1];

	for (int m = 0; m < nmoment; m++) {
		struct message message = message_of(&night[m], heard, reading);

		if (cut_at >= 0 && night[m].t >= start + cut_at &&
		    (m == 0 || night[m - 1].t < start + cut_at) && m > 0)
			w = cut(w, zone, start + cut_at);
		if (night[m].message)
			world_fold(w, &message, note_event, events);
		else
			world_advance(w, night[m].t + 1, note_event, events);
		if (world_ref(w, when, NULL) != o->v[m]) {
			struct str all;

			str_init(&all);
			show_night(&all);
			ck_abort_msg("case %d cut %d: %s\nat %d (moment %d):"
			    " engine %s, oracle %s\n%s", nr, (int)cut_at, text,
			    (int)(night[m].t - start), m,
			    tri_text(world_ref(w, when, NULL)),
			    tri_text(o->v[m]), all.s);
		}
	}
	world_free(w);
}

static void
one_case(int nr)
{
	/* One hour ahead of UTC at `start` less 50 ms: 23:00 comes then. */
	struct zone_step step = {INT64_MIN, (int32_t)MS_HOUR - 50};
	struct zone zone = {&step, 1};
	struct str text, uncut, carried;
	struct oracle *o;
	struct house *house;

	seed = 0x9e3779b97f4a7c15u * (uint64_t)(nr + 1);
	str_init(&text);
	str_init(&uncut);
	str_init(&carried);
	o = make_expr(1 + nr % 5);
	text_of(o, &text);
	make_night();
	fill(o);
	house = make_house(text.s);
	run(house, &zone, o, text.s, -1, &uncut, nr);
	run(house, &zone, o, text.s, 1 + rnd(SPAN_MS - 1), &carried, nr);
	ck_assert_str_eq(uncut.s, carried.s);
	house_free(house);
	free_expr(o);
	str_release(&text);
	str_release(&uncut);
	str_release(&carried);
}

START_TEST(agrees_with_the_sentences)
{
	const char *more = getenv("ENGINE_CASES");
	int n = more != NULL ? atoi(more) : CASES;

	for (int i = 0; i < n; i++)
		one_case(i);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("engine");
	TCase *tc = tcase_create("oracle");
	SRunner *sr;
	int failed;

	tcase_add_test(tc, agrees_with_the_sentences);
	tcase_set_timeout(tc, 0);
	suite_add_tcase(s, tc);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
