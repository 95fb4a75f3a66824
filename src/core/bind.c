/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two passes. Checking walks a tree once, whatever the place: are its names
 * definitions or signals, does every @ lead somewhere, do definitions not
 * turn back on themselves. Binding walks it for each place and makes nodes,
 * looking up each by its make-up first, so that what is identical is one
 * node. A definition is bound once for each place.
 */
#include "core/bind.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { NODE_TEXT_MAX = 1000 }; /* bytes; longer ones end in a digest */

/* Of a signal; the lowest bit tells a number. */
enum sort { FED_TRUTH, FED_NUMBER, KNOWN_TRUTH, KNOWN_NUMBER };

enum define_state { DEFINE_NEW, DEFINE_OPEN, DEFINE_CHECKED, DEFINE_BROKEN };

struct define {
	struct expr *expr;
	enum define_state state;
};

/* A definition at a place: its ref, or what it lacks. */
struct binding {
	node_ref ref;
	char *missing;
};

struct binder {
	struct house *house;
	const struct house_spec *spec;
	struct fault_teller *faults;
	struct define *define;
	struct dict define_by_name;
	struct dict signal; /* name to enum sort */
	struct dict bound;  /* "definition place" to an index in bindings */
	struct dict made;   /* a node's make-up to its index */
	VEC(struct binding) binding;
	VEC(struct expr *) parsed;
	const struct expr *swept; /* whose duration is, or NULL */
	VEC(struct node) node;
	VEC(node_ref) edge;
};

/* Where the names of a tree are looked at. */
struct site_of_text {
	int pos;
	const char *what;
};

static bool check(struct binder *b, const struct expr *expr,
    struct site_of_text at);

/* Whether name@at leads anywhere from any place. */
static bool
leads_somewhere(const struct binder *b, const char *at)
{
	const struct house *house = b->house;
	size_t n = strlen(at);

	if (house_place(house, at) >= 0 || house_kind(house, at) >= 0)
		return true;
	for (int32_t i = 0; i < house->nplace; i++) {
		const char *id = house->place[i].id;
		size_t len = strlen(id);

		if (len > n + 1 && id[len - n - 1] == '.' &&
		    strcmp(id + len - n, at) == 0)
			return true;
	}
	return false;
}

static bool
check_define(struct binder *b, int64_t i, const struct expr *user,
    struct site_of_text at)
{
	struct define *define = &b->define[i];
	const struct define_spec *spec = &b->spec->define[i];
	struct site_of_text own = {
	    spec->is_pos != 0 ? spec->is_pos : spec->pos, spec->name};

	if (define->state == DEFINE_OPEN) {
		fault_tell(b->faults, at.pos,
		    "%s: column %d: '%s' is defined by itself",
		    at.what, user->column, spec->name);
		return false;
	}
	if (define->state == DEFINE_NEW) {
		define->state = DEFINE_OPEN;
		define->state = define->expr != NULL &&
		    check(b, define->expr, own) ? DEFINE_CHECKED : DEFINE_BROKEN;
	}
	return define->state == DEFINE_CHECKED;
}

/* The place has been told; only whether the name is known. */
static bool
check_name(struct binder *b, const struct expr *expr, struct site_of_text at)
{
	size_t n = strlen(expr->name);
	int64_t define = dict_get(&b->define_by_name, expr->name, n);
	int64_t sort = dict_get(&b->signal, expr->name, n);

	if (define >= 0 && expr->op == EXPR_NAME && expr->at == NULL)
		return check_define(b, define, expr, at);
	if (define >= 0)
		fault_tell(b->faults, at.pos,
		    "%s: column %d: '%s' is a definition: it can"
		    " stand alone only, without @ or a comparison", at.what,
		    expr->column, expr->name);
	else if (sort < 0)
		fault_tell(b->faults, at.pos,
		    "%s: column %d: no device reads a signal '%s'"
		    " and nothing is defined by that name", at.what,
		    expr->column, expr->name);
	else if ((sort & 1) == 1 && expr->op == EXPR_NAME)
		fault_tell(b->faults, at.pos,
		    "%s: column %d: '%s' is a number: compare it,"
		    " as in '%s > 3'", at.what, expr->column, expr->name,
		    expr->name);
	else if ((sort & 1) == 0 && expr->op == EXPR_COMPARE)
		fault_tell(b->faults, at.pos,
		    "%s: column %d: '%s' is true or false, no"
		    " number", at.what, expr->column, expr->name);
	else if (expr->at != NULL && !leads_somewhere(b, expr->at))
		fault_tell(b->faults, at.pos,
		    "%s: column %d: '@%s' is no place, no place"
		    " within one and no kind of place", at.what, expr->column,
		    expr->at);
	else
		return true;
	return false;
}

static bool
check(struct binder *b, const struct expr *expr, struct site_of_text at)
{
	bool good = true;

	if (expr->op == EXPR_NAME || expr->op == EXPR_COMPARE)
		return check_name(b, expr, at);
	if (expr->a != NULL)
		good = check(b, expr->a, at);
	if (expr->b != NULL)
		good = check(b, expr->b, at) && good;
	return good;
}

/* Texts of refs. */

static uint64_t
digest(const char *s, size_t n)
{
	uint64_t h = 0xcbf29ce484222325u; /* FNV-1a */

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)s[i]) * 0x100000001b3u;
	return h;
}

static void
ref_text(const struct node *node, node_ref ref, struct str *out)
{
	const struct node *n = &node[ref >> 1];
	bool mirrored = (ref & 1) != 0;
	char ms[DURATION_SIZE];

	if (mirrored && n->op == NODE_AND) {
		str_addc(out, '(');
		ref_text(node, n->a ^ 1, out);
		str_add(out, " or ");
		ref_text(node, n->b ^ 1, out);
		str_addc(out, ')');
	} else if (mirrored && n->op == NODE_WITHIN) {
		duration_text(n->ms, ms);
		str_addc(out, '(');
		ref_text(node, n->a ^ 1, out);
		str_addf(out, " for %s)", ms);
	} else if (mirrored && n->op == NODE_TRUE) {
		str_add(out, "false");
	} else {
		str_addf(out, "%s%s", mirrored ? "not " : "", n->text);
	}
}

void
house_ref_text(const struct house *house, node_ref ref, struct str *out)
{
	ref_text(house->node, ref, out);
}

int64_t
house_ref_digest(const struct house *house, node_ref ref)
{
	struct str text;
	int64_t is;

	str_init(&text);
	house_ref_text(house, ref, &text);
	is = (int64_t)(digest(text.s, text.len) >> 1);
	str_release(&text);
	return is;
}

static void
node_text(const struct binder *b, const struct node *n, struct str *out)
{
	const struct node *node = b->node.v;
	char ms[DURATION_SIZE];
	node_ref a = n->a;

	duration_text(n->ms, ms);
	switch (n->op) {
	case NODE_SPAN:
		str_addf(out, "time(%02d:%02d-%02d:%02d)",
		    n->span.from / 3600000, n->span.from / 60000 % 60,
		    n->span.to / 3600000, n->span.to / 60000 % 60);
		return;
	case NODE_AND:
	case NODE_SINCE:
		str_addc(out, '(');
		ref_text(node, a, out);
		str_add(out, n->op == NODE_AND ? " and " : " since ");
		ref_text(node, n->b, out);
		str_addc(out, ')');
		return;
	case NODE_WITHIN:
		str_addc(out, '(');
		ref_text(node, a, out);
		str_addf(out, " within %s)", ms);
		return;
	case NODE_RISE:
		/* The rise of a mirror is the fall of what it mirrors. */
		str_add(out, a & 1 ? "fall(" : "rise(");
		ref_text(node, a & ~1, out);
		str_addc(out, ')');
		return;
	case NODE_COUNT:
		str_add(out, "(count(");
		ref_text(node, node[a >> 1].a, out);
		str_addf(out, ", %s) >= %d)", ms, n->count);
		return;
	case NODE_KNOWN:
		str_add(out, "known(");
		ref_text(node, a, out);
		str_addc(out, ')');
		return;
	case NODE_BEFORE:
		str_addf(out, "before(%lld)", (long long)n->ms);
		return;
	default:
		str_add(out, "true");
		return;
	}
}

/* Nodes. */

bool
binder_varies(const struct binder *binder, node_ref ref)
{
	return binder->node.n > 0 && node_varies(&binder->node.v[ref >> 1]);
}

/*
 * The node that is so made up, made where it is not there yet. text is a
 * signal's own, or NULL. A signal is made up of its text as well: what it is
 * called must not depend on who mentions it first, as carries go by texts.
 */
static node_ref
node_of(struct binder *b, struct node want, const char *text)
{
	char key[176];
	struct str str;
	int n = snprintf(key, sizeof(key), "%d %d %d %d %d %a %d %d %lld %d"
	    " %d %d", (int)want.op, want.a, want.b, want.source, (int)want.cmp,
	    want.number, want.span.from, want.span.to, (long long)want.ms,
	    want.count, want.swept, want.edge0);
	int64_t i = text != NULL ?
	    dict_get(&b->house->by_text, text, strlen(text)) :
	    dict_get(&b->made, key, (size_t)n);

	if (i >= 0)
		return (node_ref)(i << 1);
	str_init(&str);
	if (text != NULL)
		str_add(&str, text);
	else
		node_text(b, &want, &str);
	if (str.len > NODE_TEXT_MAX) {
		uint64_t h = digest(str.s, str.len);

		str.len = NODE_TEXT_MAX / 2;
		str.s[str.len] = '\0';
		str_addf(&str, "…#%016llx", (unsigned long long)h);
	}
	want.text = str_detach(&str);
	str_release(&str);
	/* Leaves and what joins them do not depend on a duration. */
	want.forks = binder_varies(b, want.a) || binder_varies(b, want.b);
	i = (int64_t)b->node.n;
	vec_push(&b->node, want);
	dict_put(&b->made, key, (size_t)n, i);
	dict_put(&b->house->by_text, want.text, strlen(want.text), i);
	return (node_ref)(i << 1);
}

static node_ref
and_of(struct binder *b, node_ref x, node_ref y)
{
	if (x == 0 || x == y)
		return y;
	if (y == 0)
		return x;
	if (x == 1 || y == 1)
		return 1;
	return node_of(b, (struct node){.op = NODE_AND, .a = x, .b = y}, NULL);
}

static node_ref
within_of(struct binder *b, node_ref a, int64_t ms, bool swept)
{
	return node_of(b, (struct node){.op = NODE_WITHIN, .a = a,
	    .ms = swept ? b->house->lane_ms[0] : ms, .swept = swept}, NULL);
}

node_ref
binder_clear(struct binder *binder, node_ref when, int64_t ms, bool swept)
{
	return (ms > 0 || swept ? within_of(binder, when, ms, swept) :
	    when) ^ 1;
}

node_ref
binder_rise(struct binder *binder, node_ref ref)
{
	if (ref >> 1 == 0)
		return 1;
	return node_of(binder, (struct node){.op = NODE_RISE, .a = ref}, NULL);
}

node_ref
binder_until(struct binder *binder, int64_t until, node_ref x, node_ref y)
{
	node_ref before = node_of(binder, (struct node){.op = NODE_BEFORE,
	    .ms = until}, NULL);
	node_ref first = and_of(binder, before, x);
	node_ref then = and_of(binder, before ^ 1, y);

	return and_of(binder, first ^ 1, then ^ 1) ^ 1;
}

static bool
is_within(const struct house *house, int32_t place, int32_t outer)
{
	for (; place >= 0; place = house->place[place].parent)
		if (place == outer)
			return true;
	return false;
}

/* Where name[@at] looks from a subject: a place, or a kind of place. */
struct scope {
	int32_t place, kind; /* one of them, or both -1 */
};

static struct scope
scope_of(const struct house *house, const char *at, int32_t subject)
{
	struct scope scope = {subject, -1};
	struct str child;

	if (at == NULL)
		return scope;
	str_init(&child);
	str_addf(&child, "%s.%s", house->place[subject].id, at);
	scope.place = house_place(house, child.s);
	str_release(&child);
	if (scope.place < 0)
		scope.place = house_place(house, at);
	if (scope.place < 0)
		scope.kind = house_kind(house, at);
	return scope;
}

static bool
in_scope(const struct house *house, struct scope scope, int32_t place)
{
	if (scope.place >= 0)
		return is_within(house, place, scope.place);
	for (; place >= 0; place = house->place[place].parent)
		if (scope.kind >= 0 && house->place[place].kind == scope.kind)
			return true;
	return false;
}

static int32_t
source_place(const struct house *house, int32_t source)
{
	const struct device *device =
	    &house->device[house->source[source].device];

	return device->as_place >= 0 ? device->as_place : device->place;
}

static node_ref
leaf_of(struct binder *b, const struct expr *expr, int32_t source,
    const char *text)
{
	struct node leaf = {.op = NODE_SOURCE, .source = source};

	if (expr->op == EXPR_COMPARE) {
		leaf.op = NODE_COMPARE;
		leaf.cmp = expr->cmp;
		leaf.number = expr->number;
	}
	return node_of(b, leaf, text);
}

/* "bed", "lux > 3": a signal or its comparison, at a place or of a device. */
static void
signal_text(const struct expr *expr, char at, const char *where,
    struct str *text)
{
	str_addf(text, "%s%c%s", expr->name, at, where);
	if (expr->op == EXPR_COMPARE)
		str_addf(text, " %s %.15g", cmp_text(expr->cmp), expr->number);
}

static node_ref
any_of(struct binder *b, const struct expr *expr, const int32_t *source,
    size_t n, const struct str *text)
{
	struct node any = {.op = NODE_ANY, .nedge = (int32_t)n};
	int64_t old = dict_get(&b->house->by_text, text->s, text->len);
	VEC(node_ref) leaf = {0};
	struct str own;

	if (old >= 0)
		return (node_ref)(old << 1);
	str_init(&own);
	for (size_t i = 0; i < n; i++) {
		int32_t device = b->house->source[source[i]].device;

		str_clear(&own);
		signal_text(expr, '#', b->house->device[device].id, &own);
		vec_push(&leaf, leaf_of(b, expr, source[i], own.s));
	}
	str_release(&own);
	any.edge0 = (int32_t)b->edge.n;
	for (size_t i = 0; i < n; i++)
		vec_push(&b->edge, leaf.v[i]);
	vec_free(&leaf);
	return node_of(b, any, text->s);
}

/*
 * A signal (or its comparison) in a scope: true if any source in it is. A
 * source alone in the scope goes by the scope's name, so that expressions
 * keep theirs when a second device comes to feed the signal.
 */
static node_ref
signal_of(struct binder *b, const struct expr *expr, int32_t subject,
    struct str *missing)
{
	const struct house *house = b->house;
	struct scope scope = scope_of(house, expr->at, subject);
	VEC(int32_t) found = {0};
	node_ref ref = REF_ABSENT;
	struct str text;

	str_init(&text);
	signal_text(expr, '@', scope.place >= 0 ?
	    house->place[scope.place].id : expr->at, &text);
	for (int32_t i = 0; i < house->nsource; i++)
		if (strcmp(house->source[i].signal, expr->name) == 0 &&
		    in_scope(house, scope, source_place(house, i)))
			vec_push(&found, i);
	if (found.n == 1)
		ref = leaf_of(b, expr, found.v[0], text.s);
	else if (found.n > 1)
		ref = any_of(b, expr, found.v, found.n, &text);
	else if (missing->len == 0)
		str_addf(missing, "%s%s%s", expr->name,
		    expr->at != NULL ? "@" : "",
		    expr->at != NULL ? expr->at : "");
	vec_free(&found);
	str_release(&text);
	return ref;
}

static node_ref
define_of(struct binder *b, int64_t i, int32_t place, struct str *missing)
{
	char key[32];
	size_t n = (size_t)snprintf(key, sizeof(key), "%lld %d", (long long)i,
	    place);
	int64_t old = dict_get(&b->bound, key, n);
	struct binding binding;
	struct str lack;

	if (old < 0) {
		str_init(&lack);
		binding.ref = binder_bind(b, b->define[i].expr, place, &lack);
		binding.missing = str_detach(&lack);
		str_release(&lack);
		old = (int64_t)b->binding.n;
		vec_push(&b->binding, binding);
		dict_put(&b->bound, key, n, old);
	}
	binding = b->binding.v[old];
	if (binding.ref == REF_ABSENT && missing->len == 0)
		str_add(missing, binding.missing);
	return binding.ref;
}

static node_ref
count_of(struct binder *b, const struct expr *expr, node_ref a)
{
	/* count < N is not (count >= N); > and <= ask for one more. */
	bool mirrored = expr->cmp == CMP_LT || expr->cmp == CMP_LE;
	int32_t n = expr->count + (expr->cmp == CMP_GT || expr->cmp == CMP_LE);
	struct node node = {.op = NODE_COUNT, .ms = expr->ms, .count = n,
	    .swept = expr == b->swept};

	if (node.swept)
		node.ms = b->house->lane_ms[0];

	node.a = node_of(b, (struct node){.op = NODE_RISE, .a = a}, NULL);
	return node_of(b, node, NULL) ^ mirrored;
}

/* An `or` leaves out what is absent; nothing else can do without it. */
static node_ref
or_of(struct binder *b, const struct expr *expr, int32_t place,
    struct str *missing)
{
	struct str left, right;
	node_ref x, y;

	str_init(&left);
	str_init(&right);
	x = binder_bind(b, expr->a, place, &left);
	y = binder_bind(b, expr->b, place, &right);
	if (x == REF_ABSENT && y == REF_ABSENT && missing->len == 0)
		str_add(missing, left.s);
	str_release(&left);
	str_release(&right);
	if (x == REF_ABSENT)
		return y;
	return y == REF_ABSENT ? x : and_of(b, x ^ 1, y ^ 1) ^ 1;
}

static node_ref
window_of(struct binder *b, const struct expr *expr, node_ref a)
{
	bool mirrored = expr->op == EXPR_FOR;

	return within_of(b, a ^ mirrored, expr->ms, expr == b->swept) ^
	    mirrored;
}

node_ref
binder_bind(struct binder *b, const struct expr *expr, int32_t place,
    struct str *missing)
{
	struct node node = {0};
	struct str unsaid;
	node_ref x = 0, y = 0;
	int64_t define;

	switch (expr->op) {
	case EXPR_CONST:
		return expr->truth ? 0 : 1;
	case EXPR_NIGHT:
	case EXPR_TIME:
		node.op = NODE_SPAN;
		node.span = expr->op == EXPR_TIME ? expr->span : b->spec->night;
		return node_of(b, node, NULL);
	case EXPR_NAME:
	case EXPR_COMPARE:
		define = dict_get(&b->define_by_name, expr->name,
		    strlen(expr->name));
		return define >= 0 ? define_of(b, define, place, missing) :
		    signal_of(b, expr, place, missing);
	case EXPR_OR:
		return or_of(b, expr, place, missing);
	case EXPR_KNOWN:
		str_init(&unsaid);
		x = binder_bind(b, expr->a, place, &unsaid);
		str_release(&unsaid);
		node.op = NODE_KNOWN;
		node.a = x & ~1;
		return x == REF_ABSENT ? 1 : node_of(b, node, NULL);
	default:
		break;
	}
	x = binder_bind(b, expr->a, place, missing);
	if (expr->b != NULL)
		y = binder_bind(b, expr->b, place, missing);
	if (x == REF_ABSENT || y == REF_ABSENT)
		return REF_ABSENT;
	switch (expr->op) {
	case EXPR_NOT:
		return x ^ 1;
	case EXPR_AND:
		return and_of(b, x, y);
	case EXPR_FOR:
	case EXPR_WITHIN:
		return window_of(b, expr, x);
	case EXPR_COUNT:
		return count_of(b, expr, x);
	case EXPR_SINCE:
		node.op = NODE_SINCE;
		node.a = x;
		node.b = y;
		return node_of(b, node, NULL);
	default: /* EXPR_RISE, EXPR_FALL */
		node.op = NODE_RISE;
		node.a = x ^ (expr->op == EXPR_FALL);
		return node_of(b, node, NULL);
	}
}

/* Making, checking and finishing. */

/* The nth duration of a tree, in the order of the text; *n counts down. */
static const struct expr *
duration_of(const struct expr *expr, int *n)
{
	const struct expr *found = NULL;
	bool own = expr->op == EXPR_FOR || expr->op == EXPR_WITHIN ||
	    expr->op == EXPR_COUNT;

	if (expr->a != NULL)
		found = duration_of(expr->a, n);
	if (found == NULL && expr->b != NULL)
		found = duration_of(expr->b, n);
	if (found == NULL && own && (*n)-- == 0)
		found = expr;
	return found;
}

void
binder_sweep(struct binder *binder, int pos, const char *what,
    const struct expr *expr)
{
	int n = binder->spec->sweep->nth;

	if (expr == NULL || n == SWEEP_CLEAR_AFTER)
		return;
	binder->swept = duration_of(expr, &n);
	if (binder->swept == NULL)
		fault_tell(binder->faults, pos,
		    "%s: there is no duration %d to sweep", what,
		    binder->spec->sweep->nth + 1);
}

const struct expr *
binder_parse(struct binder *binder, int pos, const char *what,
    const char *text)
{
	struct err err;
	struct expr *expr = expr_parse(text, &err);

	if (expr == NULL) {
		fault_tell(binder->faults, pos, "%s: %s", what, err.text);
		return NULL;
	}
	vec_push(&binder->parsed, expr);
	return check(binder, expr, (struct site_of_text){pos, what}) ?
	    expr : NULL;
}

static void
add_signals(struct binder *b)
{
	const struct house *house = b->house;

	for (int32_t i = 0; i < house->nsource; i++) {
		const struct source *source = &house->source[i];
		const char *name = source->signal;
		int64_t old = dict_get(&b->signal, name, strlen(name));
		const struct device_spec *device =
		    &b->spec->device[source->device];

		if (old < 0)
			dict_put(&b->signal, name, strlen(name),
			    source->number ? FED_NUMBER : FED_TRUTH);
		else if (old != source->number)
			fault_tell(b->faults, device->pos,
			    "device '%s': signal '%s' is a"
			    " number at one device and true or false at"
			    " another", device->id, name);
	}
	for (int i = 0; i < b->spec->nknown; i++) {
		const char *name = b->spec->known[i].signal;

		if (dict_get(&b->signal, name, strlen(name)) < 0)
			dict_put(&b->signal, name, strlen(name),
			    b->spec->known[i].number ? KNOWN_NUMBER :
			    KNOWN_TRUTH);
	}
}

static void
add_defines(struct binder *b)
{
	for (int i = 0; i < b->spec->ndefine; i++) {
		const struct define_spec *spec = &b->spec->define[i];
		int pos = spec->is_pos != 0 ? spec->is_pos : spec->pos;
		size_t n = strlen(spec->name);
		int64_t sort = dict_get(&b->signal, spec->name, n);
		struct err err;

		if (sort == FED_TRUTH || sort == FED_NUMBER)
			fault_tell(b->faults, spec->pos,
			    "'%s' is the name of a signal"
			    " already", spec->name);
		if (dict_get(&b->define_by_name, spec->name, n) >= 0)
			fault_tell(b->faults, spec->pos,
			    "'%s' is defined twice", spec->name);
		else
			dict_put(&b->define_by_name, spec->name, n, i);
		b->define[i].expr = expr_parse(spec->is, &err);
		if (b->define[i].expr == NULL)
			fault_tell(b->faults, pos,
			    "%s: %s", spec->name, err.text);
		if (b->spec->sweep != NULL && b->spec->sweep->define != NULL &&
		    strcmp(b->spec->sweep->define, spec->name) == 0)
			binder_sweep(b, pos, spec->name, b->define[i].expr);
	}
	for (int i = 0; i < b->spec->ndefine; i++)
		check_define(b, i, NULL, (struct site_of_text){0});
}

struct binder *
binder_new(struct house *house, const struct house_spec *spec,
    struct fault_teller *faults)
{
	struct binder *b = xcalloc(1, sizeof(*b));

	b->house = house;
	b->spec = spec;
	b->faults = faults;
	b->define = xcalloc((size_t)spec->ndefine, sizeof(*b->define));
	node_of(b, (struct node){.op = NODE_TRUE}, "true");
	add_signals(b);
	add_defines(b);
	return b;
}

void
binder_finish(struct binder *b)
{
	b->house->node = b->node.v;
	b->house->nnode = (int32_t)b->node.n;
	b->house->edge = b->edge.v;
	b->house->nedge = (int32_t)b->edge.n;
	for (int i = 0; i < b->spec->ndefine; i++)
		expr_free(b->define[i].expr);
	for (size_t i = 0; i < b->parsed.n; i++)
		expr_free(b->parsed.v[i]);
	for (size_t i = 0; i < b->binding.n; i++)
		free(b->binding.v[i].missing);
	vec_free(&b->binding);
	vec_free(&b->parsed);
	free(b->define);
	dict_release(&b->define_by_name);
	dict_release(&b->signal);
	dict_release(&b->bound);
	dict_release(&b->made);
	free(b);
}
