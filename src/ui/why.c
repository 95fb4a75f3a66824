/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The house knows no `not`, `or` and `for`: they are mirrors of other nodes,
 * and are turned back here.
 */
#include "ui/why.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/words.h"

enum {
	TEXT_MAX = 240,   /* bytes of a part: more is not read */
	TOD_SIZE = 8,
	NAMES_MAX = 3,    /* places that are named */
	STEPS_MAX = 4000, /* through a condition whose definitions double */
};

static const struct node *
node_of(const struct house *house, node_ref ref)
{
	return &house->node[ref >> 1];
}

/* ---- a condition in words ---- */

struct speaker {
	const struct conf *conf;
	int32_t place;
	int steps;
};

static void speak(struct speaker *s, node_ref ref, struct str *out);

static int32_t
source_place(const struct house *house, int32_t source)
{
	const struct device *device = &house->device[house->source[source]
	    .device];

	return device->silent == source ? device->as_place : device->place;
}

/* The node of a source that stands for a signal: of several, any. */
static const struct node *
leaf_of(const struct house *house, const struct node *node)
{
	return node->op == NODE_ANY ?
	    node_of(house, house->edge[node->edge0]) : node;
}

/* "Corridor, Kitchen: ", or nothing where it is the place's own signal. */
static void
add_places(const struct speaker *s, const struct node *node, struct str *out)
{
	const struct house *house = s->conf->house;
	int32_t name[NAMES_MAX];
	int n = 0, all = node->op == NODE_ANY ? node->nedge : 1;

	for (int i = 0; i < all; i++) {
		const struct node *leaf = node->op == NODE_ANY ?
		    node_of(house, house->edge[node->edge0 + i]) : node;
		int32_t place = source_place(house, leaf->source);
		int at = 0;

		if (place == s->place)
			return;
		while (at < n && name[at] != place)
			at++;
		if (at == n && n < NAMES_MAX)
			name[n++] = place;
	}
	for (int i = 0; i < n; i++)
		str_addf(out, "%s%s", i > 0 ? ", " : "",
		    words_place(house, name[i]));
	str_add(out, all > n && n == NAMES_MAX ? " …: " : ": ");
}

static enum cmp
opposite(enum cmp cmp)
{
	static const enum cmp other[] = {
		[CMP_LT] = CMP_GE, [CMP_GE] = CMP_LT, [CMP_LE] = CMP_GT,
		[CMP_GT] = CMP_LE, [CMP_EQ] = CMP_NE, [CMP_NE] = CMP_EQ,
	};

	return other[cmp];
}

static void
speak_signal(const struct speaker *s, const struct node *node, bool mirrored,
    struct str *out)
{
	const struct house *house = s->conf->house;
	const struct node *leaf = leaf_of(house, node);
	const char *signal = house->source[leaf->source].signal;
	char words[WORDS_SIZE];

	add_places(s, node, out);
	if (leaf->op == NODE_COMPARE) {
		str_addf(out, "%s %s %g", signal, cmp_text(mirrored ?
		    opposite(leaf->cmp) : leaf->cmp), leaf->number);
		return;
	}
	words_signal(signal, !mirrored, words);
	str_add(out, words);
}

/* What a part stands in: a chain of its own kind needs no brackets. */
enum chain { CHAIN_AND, CHAIN_OR, CHAIN_NONE };

static void
speak_in(struct speaker *s, node_ref ref, enum chain chain, struct str *out)
{
	const struct node *node = node_of(s->conf->house, ref);
	bool bracket = (node->op == NODE_SINCE && (ref & 1) == 0) ||
	    (node->op == NODE_AND && (ref & 1) != chain);

	if (bracket)
		str_addc(out, '(');
	speak(s, ref, out);
	if (bracket)
		str_addc(out, ')');
}

/* A pattern with two places that are filled in order. */
static void
speak_with(struct speaker *s, const char *pattern, node_ref a, const char *b,
    struct str *out)
{
	struct str text;

	str_init(&text);
	speak_in(s, a, CHAIN_NONE, &text);
	str_addf(out, pattern, text.s, b);
	str_release(&text);
}

static void
speak_pair(struct speaker *s, node_ref a, node_ref b, enum chain chain,
    struct str *out)
{
	speak_in(s, a, chain, out);
	str_addf(out, " %s ", chain == CHAIN_OR ? _("or") : _("and"));
	speak_in(s, b, chain, out);
}

static void
speak_count(struct speaker *s, const struct node *node, bool mirrored,
    struct str *out)
{
	const struct node *rise = node_of(s->conf->house, node->a);
	/* What is counted is the rise of a condition. */
	node_ref counted = rise->op == NODE_RISE && (node->a & 1) == 0 ?
	    rise->a : node->a;
	char span[WORDS_SIZE], times[2 * WORDS_SIZE];

	words_span(node->ms, span);
	snprintf(times, sizeof(times), mirrored ?
	    P_("fewer than %d time in %s", "fewer than %d times in %s",
	    node->count) : P_("%d time or more in %s",
	    "%d times or more in %s", node->count), (int)node->count, span);
	speak_with(s, "%s %s", counted, times, out);
}

/* "22:00" */
static const char *
tod_text(int32_t ms, char buf[TOD_SIZE])
{
	snprintf(buf, TOD_SIZE, "%02d:%02d", (int)(ms / MS_HOUR) % 24,
	    (int)(ms / MS_MINUTE % 60));
	return buf;
}

static void
speak_clock(const struct speaker *s, const struct node *node, bool mirrored,
    struct str *out)
{
	const struct tod_span *night = &s->conf->house->night;
	char words[WORDS_SIZE], from[TOD_SIZE], to[TOD_SIZE];

	if (node->op == NODE_BEFORE) {
		words_date(&s->conf->zone, node->ms, words);
		str_addf(out, mirrored ? _("from %s on") : _("until %s"),
		    words);
		return;
	}
	str_addf(out, node->span.from == night->from &&
	    node->span.to == night->to ?
	    mirrored ? _("day, not %s–%s") : _("night %s–%s") :
	    mirrored ? _("not between %s and %s") : _("between %s and %s"),
	    tod_text(node->span.from, from), tod_text(node->span.to, to));
}

/* What has no words of its own for its mirror. */
static void
speak_plain(struct speaker *s, const struct node *node, bool mirrored,
    struct str *out)
{
	if (node->op == NODE_SINCE) {
		speak_in(s, node->a, CHAIN_NONE, out);
		str_addf(out, " %s ", _("ever since"));
		speak_in(s, node->b, CHAIN_NONE, out);
		return;
	}
	speak(s, node->a, out);
	if (node->op == NODE_KNOWN)
		str_addf(out, " %s", _("can be seen"));
	else if (mirrored)
		str_addf(out, " %s", _("begins"));
}

static void
speak(struct speaker *s, node_ref ref, struct str *out)
{
	const struct node *node = node_of(s->conf->house, ref);
	node_ref mirrored = ref & 1;
	char span[WORDS_SIZE];

	if (s->steps++ > STEPS_MAX || out->len > TEXT_MAX) {
		str_add(out, "…");
		return;
	}
	switch (node->op) {
	case NODE_TRUE:
		str_add(out, words_truth(mirrored ? TRI_FALSE : TRI_TRUE));
		return;
	case NODE_SOURCE: case NODE_COMPARE: case NODE_ANY:
		speak_signal(s, node, mirrored, out);
		return;
	case NODE_SPAN: case NODE_BEFORE:
		speak_clock(s, node, mirrored, out);
		return;
	case NODE_AND:
		speak_pair(s, node->a ^ mirrored, node->b ^ mirrored,
		    mirrored ? CHAIN_OR : CHAIN_AND, out);
		return;
	case NODE_WITHIN:
		words_span(node->ms, span);
		speak_with(s, mirrored ? _("%s for %s") :
		    _("%s within the last %s"), node->a ^ mirrored, span, out);
		return;
	case NODE_COUNT:
		speak_count(s, node, mirrored != 0, out);
		return;
	default:
		break;
	}
	str_add(out, mirrored ? _("not (") : "");
	speak_plain(s, node, mirrored != 0, out);
	str_add(out, mirrored ? ")" : "");
}

void
why_words(const struct conf *conf, int32_t place, node_ref ref,
    struct str *out)
{
	struct speaker s = {conf, place, 0};

	if (ref >= 0)
		speak(&s, ref, out);
}

/* ---- what decides it ---- */

struct search {
	const struct conf *conf;
	const struct world *world;
	int32_t place;
	struct whys *whys;
	int steps;
};

static void look(struct search *s, node_ref ref, int64_t need);

static void
add(struct search *s, struct why why)
{
	struct whys *whys = s->whys;

	for (size_t i = 0; i < whys->n; i++)
		if (strcmp(whys->v[i].text, why.text) == 0 &&
		    whys->v[i].truth == why.truth) {
			if (whys->v[i].need < why.need)
				whys->v[i].need = why.need;
			free(why.text);
			return;
		}
	vec_push(whys, why);
}

/* Whether a node is the impulse of a button, which is over at once. */
static bool
is_impulse(const struct house *house, const struct node *node)
{
	return (node->op == NODE_SOURCE || node->op == NODE_ANY) &&
	    house->source[leaf_of(house, node)->source].hold > 0;
}

/* A condition's words; a comparison's with the number: "battery < 15 (9)". */
static char *
words_as(const struct search *s, node_ref ref)
{
	const struct node *node = node_of(s->conf->house, ref);
	struct str text;
	double number;
	char *words;

	str_init(&text);
	why_words(s->conf, s->place, ref, &text);
	if (node->op == NODE_COMPARE && world_source(s->world, node->source,
	    &number, NULL) == TRI_TRUE)
		str_addf(&text, " (%g)", number);
	words = str_detach(&text);
	str_release(&text);
	return words;
}

/* As it is, or as it was: an impulse, and what a window looks back upon. */
static void
add_part(struct search *s, node_ref ref, int64_t need, bool past)
{
	const struct house *house = s->conf->house;
	const struct node *node = node_of(house, ref);
	struct why why = {.need = need};
	int64_t since;

	why.truth = world_ref(s->world, ref, &since);
	past = past || ((ref & 1) == 0 && is_impulse(house, node));
	if (past && why.truth == TRI_FALSE && since > 0) {
		why.truth = TRI_TRUE;
		why.over = since;
	} else if (node->op != NODE_SPAN && node->op != NODE_BEFORE) {
		/* Of the hour, since when it is says nothing. */
		why.since = since;
	}
	why.text = words_as(s, why.truth == TRI_FALSE ? ref ^ 1 : ref);
	add(s, why);
}

/* The devices without which it cannot be seen, each once. */
static void
add_blind(struct search *s, const struct node *leaf)
{
	const struct house *house = s->conf->house;
	const struct source *source = &house->source[leaf->source];
	struct device_info info = world_device(s->world, source->device);

	if (world_source(s->world, leaf->source, NULL, NULL) != TRI_UNKNOWN)
		return;
	add(s, (struct why){.truth = TRI_UNKNOWN, .since = info.heard,
	    .text = xasprintf("%s: %s", house->device[source->device].id,
	    words_device(info.state))});
}

static void
look_blind(struct search *s, node_ref ref)
{
	const struct house *house = s->conf->house;
	const struct node *node = node_of(house, ref);

	if (s->steps++ > STEPS_MAX)
		return;
	switch (node->op) {
	case NODE_SOURCE: case NODE_COMPARE:
		add_blind(s, node);
		return;
	case NODE_ANY:
		for (int32_t i = 0; i < node->nedge; i++)
			look_blind(s, house->edge[node->edge0 + i]);
		return;
	case NODE_AND: case NODE_SINCE:
		look_blind(s, node->b);
		look_blind(s, node->a);
		return;
	case NODE_WITHIN: case NODE_RISE: case NODE_COUNT: case NODE_KNOWN:
		look_blind(s, node->a);
		return;
	default:
		return;
	}
}

/* Where a node has the value v that it has for the sake of some operands. */
static void
look_deciding(struct search *s, node_ref a, uint8_t v, int64_t need)
{
	if (world_ref(s->world, a, NULL) == v)
		look(s, a, need);
}

/* An `and` holds by both of its sides, an `or` by those that do. */
static void
look_and(struct search *s, const struct node *node, node_ref mirrored,
    uint8_t v, int64_t need)
{
	node_ref a = node->a ^ mirrored, b = node->b ^ mirrored;

	if (mirrored == 0) {
		look(s, a, need);
		look(s, b, need);
	} else {
		look_deciding(s, a, v, v == TRI_TRUE ? need : 0);
		look_deciding(s, b, v, v == TRI_TRUE ? need : 0);
	}
}

static void
look_any(struct search *s, const struct node *node, node_ref ref, int64_t need)
{
	const struct house *house = s->conf->house;

	if ((ref & 1) != 0 || world_ref(s->world, ref, NULL) != TRI_TRUE) {
		add_part(s, ref, need, false);
		return;
	}
	for (int32_t i = 0; i < node->nedge; i++)
		look_deciding(s, house->edge[node->edge0 + i], TRI_TRUE, need);
}

/* Of several the one that was so last. */
static node_ref
last_edge(const struct search *s, const struct node *node)
{
	const node_ref *edge = &s->conf->house->edge[node->edge0];
	int64_t since, last = -1;
	node_ref found = edge[0];

	for (int32_t i = 0; i < node->nedge; i++)
		if (world_ref(s->world, edge[i], &since) == TRI_FALSE &&
		    since > last) {
			last = since;
			found = edge[i];
		}
	return found;
}

/* What a window looks back upon: as it is now, or when it was so last. */
static void
look_back(struct search *s, node_ref ref)
{
	const struct node *node = node_of(s->conf->house, ref);
	uint8_t v = world_ref(s->world, ref, NULL);

	if (s->steps++ > STEPS_MAX)
		return;
	if (v == TRI_TRUE) {
		look(s, ref, 0);
	} else if (node->op == NODE_AND && (ref & 1) == 0) {
		look_back(s, node->a);
		look_back(s, node->b);
	} else if (node->op == NODE_WITHIN && (ref & 1) == 0) {
		look_back(s, node->a);
	} else if (node->op == NODE_ANY && (ref & 1) == 0) {
		add_part(s, last_edge(s, node), 0, true);
	} else if (v == TRI_FALSE) {
		add_part(s, ref, 0, true);
	}
}

static void
look_within(struct search *s, const struct node *node, node_ref ref,
    int64_t need)
{
	node_ref a = node->a ^ (ref & 1);
	uint8_t v = world_ref(s->world, ref, NULL);

	if ((ref & 1) != 0)
		look(s, a, node->ms > need ? node->ms : need);
	else if (v == TRI_TRUE)
		look_back(s, a);
	else
		add_part(s, ref, need, false);
}

/* Both hold on: what began it, and what has been so ever since. */
static void
look_since(struct search *s, const struct node *node, node_ref ref,
    int64_t need)
{
	if ((ref & 1) != 0 || world_ref(s->world, ref, NULL) != TRI_TRUE) {
		add_part(s, ref, need, false);
		return;
	}
	if (world_ref(s->world, node->a, NULL) == TRI_TRUE)
		look(s, node->a, need);
	look_back(s, node->b);
}

/*
 * need: ms that it must last. What must be said of all of an `and` may be
 * said of each of its sides, and is then found at its signals.
 */
static void
look(struct search *s, node_ref ref, int64_t need)
{
	const struct node *node = node_of(s->conf->house, ref);
	uint8_t v = world_ref(s->world, ref, NULL);

	if (s->steps++ > STEPS_MAX)
		return;
	if (v == TRI_UNKNOWN && node->op != NODE_AND) {
		look_blind(s, ref);
		return;
	}
	switch (node->op) {
	case NODE_TRUE:
		return;
	case NODE_AND:
		look_and(s, node, ref & 1, v, need);
		return;
	case NODE_ANY:
		look_any(s, node, ref, need);
		return;
	case NODE_WITHIN:
		look_within(s, node, ref, need);
		return;
	case NODE_SINCE:
		look_since(s, node, ref, need);
		return;
	case NODE_RISE: case NODE_KNOWN:
		/* That something can be seen, or has not just begun, goes
		 * without saying. */
		if (v == TRI_TRUE && node->op == NODE_RISE && (ref & 1) == 0)
			add_part(s, ref, 0, false);
		return;
	default:
		add_part(s, ref, need, false);
		return;
	}
}

/* What holds, what does not, what cannot be seen. */
static int
group_of(const struct why *why)
{
	return why->truth == TRI_TRUE ? 0 : why->truth == TRI_FALSE ? 1 : 2;
}

static bool
is_before(const struct why *a, const struct why *b)
{
	int64_t x = a->over > a->since ? a->over : a->since;
	int64_t y = b->over > b->since ? b->over : b->since;

	return group_of(a) != group_of(b) ? group_of(a) < group_of(b) : x > y;
}

void
why_make(struct whys *whys, const struct conf *conf,
    const struct world *world, int32_t place, node_ref when)
{
	struct search s = {conf, world, place, whys, 0};

	*whys = (struct whys){0};
	if (when < 0)
		return;
	look(&s, when, 0);
	for (size_t i = 1; i < whys->n; i++)
		for (size_t j = i; j > 0 && is_before(&whys->v[j],
		    &whys->v[j - 1]); j--) {
			struct why why = whys->v[j];

			whys->v[j] = whys->v[j - 1];
			whys->v[j - 1] = why;
		}
}

void
why_release(struct whys *whys)
{
	for (size_t i = 0; i < whys->n; i++)
		free(whys->v[i].text);
	vec_free(whys);
}

void
why_line(const struct why *why, int64_t now, struct str *out)
{
	char span[WORDS_SIZE];

	str_add(out, why->text);
	if (why->over > 0) {
		words_span(now - why->over, span);
		str_addc(out, ' ');
		str_addf(out, _("%s ago"), span);
	} else if (why->since > 0 && why->truth == TRI_UNKNOWN) {
		words_span(now - why->since, span);
		str_add(out, ", ");
		str_addf(out, _("last heard %s ago"), span);
	} else if (why->since > 0) {
		words_span(now - why->since, span);
		str_addf(out, " %s", span);
	}
	if (why->need > 0) {
		words_span(why->need, span);
		str_addc(out, ' ');
		str_addf(out, _("(must last %s)"), span);
	}
}
