/* SPDX-License-Identifier: Apache-2.0 */
#include "core/house.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/bind.h"
#include "core/fault.h"
#include "core/index.h"
#include "core/site.h"

struct builder {
	const struct house_spec *spec;
	struct house *house;
	struct binder *binder;
	struct fault_teller *faults;
	VEC(struct slot) slot;
	VEC(struct instance) instance;
	VEC(struct gap) gap;
	const struct expr *attends; /* or NULL */
};

/* Statuses and rules. */

/* The places of a kind, or the site alone; the kind in *each, -1 the site. */
static bool
each_of(struct builder *b, int pos, const char *what, const char *name,
    int32_t *each)
{
	const struct house *house = b->house;

	*each = -1;
	if (name == NULL)
		name = "dwelling";
	if (strcmp(name, SITE_ID) == 0)
		return true;
	*each = house_kind(house, name);
	if (*each < 0)
		fault_tell(b->faults, pos,
		    "%s: each: no place is of kind '%s'", what, name);
	return *each >= 0;
}

static bool
is_subject(const struct house *house, int32_t each, int32_t place)
{
	return each < 0 ? place == 0 : house->place[place].kind == each;
}

static void
add_gap(struct builder *b, int32_t status, int32_t rule, int32_t place,
    struct str *missing)
{
	/* No device has all signals. */
	if (house_is_device(b->house, place))
		return;
	vec_push(&b->gap, (struct gap){status, rule, place,
	    str_detach(missing)});
}

/* A status's trees, kept until the slots are made place by place. */
static void
add_statuses(struct builder *b)
{
	struct house *house = b->house;
	int n = b->spec->nstatus;
	const struct expr **expr = xcalloc((size_t)n, sizeof(*expr));
	struct str missing;

	str_init(&missing);
	house->status = xcalloc((size_t)n, sizeof(*house->status));
	house->nstatus = n;
	for (int i = 0; i < n; i++) {
		const struct status_spec *s = &b->spec->status[i];
		struct status *status = &house->status[i];
		char what[128];

		snprintf(what, sizeof(what), "status '%s'", s->id);
		if (house_status(house, s->id) < i &&
		    house_status(house, s->id) >= 0)
			fault_tell(b->faults, s->pos,
			    "%s is there already", what);
		*status = (struct status){xstrdup(s->id),
		    xstrdup(s->label != NULL ? s->label : s->id), s->mark,
		    s->colour, -1};
		each_of(b, s->pos, what, s->each, &status->each);
		expr[i] = binder_parse(b->binder, s->when_pos != 0 ?
		    s->when_pos : s->pos, what, s->when);
	}
	for (int32_t p = 0; p < house->nplace; p++) {
		house->place[p].slot0 = (int32_t)b->slot.n;
		for (int i = 0; i < n; i++) {
			node_ref when;

			if (b->spec->alerts_only || expr[i] == NULL ||
			    !is_subject(house, house->status[i].each, p))
				continue;
			str_clear(&missing);
			when = binder_bind(b->binder, expr[i], p, &missing);
			if (when == REF_ABSENT)
				add_gap(b, i, -1, p, &missing);
			else
				vec_push(&b->slot,
				    (struct slot){i, p, when});
		}
		house->place[p].nslot = (int32_t)b->slot.n -
		    house->place[p].slot0;
	}
	str_release(&missing);
	free(expr);
}

static const struct override_spec *
override_of(const struct builder *b, const char *rule, const char *place)
{
	for (int i = 0; i < b->spec->noverride; i++) {
		const struct override_spec *o = &b->spec->override[i];

		if (strcmp(o->rule, rule) == 0 && strcmp(o->place, place) == 0)
			return o;
	}
	return NULL;
}

/* False for clear_after. */
static node_ref
clear_of(struct builder *b, const struct instance *instance)
{
	const struct rule *rule = &b->house->rule[instance->rule];
	const struct sweep_spec *sweep = b->spec->sweep;
	bool swept = sweep != NULL && sweep->nth == SWEEP_CLEAR_AFTER &&
	    sweep->rule != NULL && strcmp(sweep->rule, rule->id) == 0;

	return binder_clear(b->binder, instance->when, rule->clear_after,
	    swept);
}

/* Of a sweep only what it touches, once for each lane. */
static void
push_swept(struct builder *b, struct instance instance)
{
	bool varies = binder_varies(b->binder, instance.when) ||
	    binder_varies(b->binder, instance.clear);

	instance.timer = -1;
	instance.present = instance.arrives = REF_FALSE;
	for (; varies && instance.lane < b->house->nlane; instance.lane++)
		vec_push(&b->instance, instance);
}

/* Where staff attend it: in its dwelling, or else at its place. */
static void
push_instance(struct builder *b, struct instance instance)
{
	int32_t place = instance.dwelling >= 0 ? instance.dwelling :
	    instance.place;
	struct str missing;

	str_init(&missing);
	instance.present = b->attends == NULL ? REF_ABSENT :
	    binder_bind(b->binder, b->attends, place, &missing);
	str_release(&missing);
	if (instance.present == REF_ABSENT)
		instance.present = REF_FALSE;
	instance.arrives = binder_rise(b->binder, instance.present);
	instance.timer = index_timer(b->house, TIMER_ALERT,
	    (int32_t)b->instance.n);
	vec_push(&b->instance, instance);
}

/* The condition of an override while it holds; absent where it is off. */
static node_ref
override_when(struct builder *b, const struct override_spec *o,
    int32_t place, struct str *missing)
{
	const struct expr *expr;
	char what[160];

	if (o->off)
		return REF_ABSENT;
	snprintf(what, sizeof(what), "override of '%s' at '%s'", o->rule,
	    o->place);
	expr = binder_parse(b->binder, o->when_pos != 0 ? o->when_pos : o->pos,
	    what, o->when);
	return expr == NULL ? REF_ABSENT :
	    binder_bind(b->binder, expr, place, missing);
}

/* The condition of a rule at a place, or REF_ABSENT. */
static node_ref
when_of(struct builder *b, const struct override_spec *o,
    const struct expr *expr, int32_t place, struct str *missing)
{
	node_ref own, other;

	if (o == NULL || (!o->off && o->when == NULL))
		return binder_bind(b->binder, expr, place, missing);
	other = override_when(b, o, place, missing);
	if (o->until == 0)
		return other;
	own = binder_bind(b->binder, expr, place, missing);
	if (own == REF_ABSENT && other == REF_ABSENT)
		return REF_ABSENT;
	return binder_until(b->binder, o->until,
	    other == REF_ABSENT ? REF_FALSE : other,
	    own == REF_ABSENT ? REF_FALSE : own);
}

static const char *
written_of(const struct override_spec *o, const char *own)
{
	if (o == NULL || (!o->off && o->when == NULL))
		return own;
	return o->until == 0 ? o->when : NULL;
}

static void
add_instance(struct builder *b, int32_t rule, int32_t place,
    const struct expr *expr)
{
	struct house *house = b->house;
	const struct override_spec *o = override_of(b, house->rule[rule].id,
	    house->place[place].id);
	struct instance instance = {.rule = rule, .place = place,
	    .dwelling = house_dwelling(house, place)};
	struct str missing;

	if (expr == NULL || (o != NULL && o->off && o->until == 0))
		return;
	str_init(&missing);
	instance.when = when_of(b, o, expr, place, &missing);
	if (instance.when == REF_ABSENT) {
		add_gap(b, -1, rule, place, &missing);
	} else {
		instance.clear = clear_of(b, &instance);
		if (b->spec->sweep == NULL) {
			instance.written = xstrdup_or_null(written_of(o,
			    b->spec->rule[rule].when));
			push_instance(b, instance);
		} else {
			push_swept(b, instance);
		}
	}
	str_release(&missing);
}

/* What is out of service is told of each instance, when all are there. */
static void
set_out_of_service(struct builder *b)
{
	for (size_t i = 0; i < b->instance.n; i++) {
		struct instance *in = &b->instance.v[i];
		const struct override_spec *o = override_of(b,
		    b->house->rule[in->rule].id, b->house->place[in->place].id);

		if (o != NULL) {
			in->out_of_service = xstrdup_or_null(o->out_of_service);
			in->review = xstrdup_or_null(o->review);
		}
	}
}

static void
add_rule(struct builder *b, int i)
{
	struct house *house = b->house;
	const struct rule_spec *s = &b->spec->rule[i];
	struct rule *rule = &house->rule[i];
	const struct expr *expr;
	char what[128];

	snprintf(what, sizeof(what), "rule '%s'", s->id);
	if (house_rule(house, s->id) >= 0)
		fault_tell(b->faults, s->pos, "%s is there already", what);
	*rule = (struct rule){
	    .id = xstrdup(s->id),
	    .text = xstrdup(s->text != NULL ? s->text : s->id),
	    .guidance = xstrdup_or_null(s->guidance),
	    .priority = s->priority,
	    .latch = s->latch,
	    .clear_after = s->clear_after,
	    .escalate_after = s->escalate_after,
	    .attend_within = s->attend_within,
	    .attend_for = s->attend_for,
	    .detects = xcalloc((size_t)s->ndetects, sizeof(char *)),
	    .ndetects = s->ndetects,
	};
	house->nrule++;
	for (int k = 0; k < s->ndetects; k++)
		rule->detects[k] = xstrdup(s->detects[k]);
	expr = binder_parse(b->binder, s->when_pos != 0 ? s->when_pos : s->pos,
	    what, s->when);
	if (b->spec->sweep != NULL && b->spec->sweep->rule != NULL &&
	    strcmp(b->spec->sweep->rule, s->id) == 0)
		binder_sweep(b->binder, s->pos, what, expr);
	if (!each_of(b, s->pos, what, s->each, &rule->each))
		return;
	for (int32_t p = 0; p < house->nplace; p++)
		if (is_subject(house, rule->each, p))
			add_instance(b, i, p, expr);
}

static void
check_overrides(struct builder *b)
{
	for (int i = 0; i < b->spec->noverride; i++) {
		const struct override_spec *o = &b->spec->override[i];
		int32_t rule = house_rule(b->house, o->rule);
		int32_t place = house_place(b->house, o->place);

		if (rule < 0)
			fault_tell(b->faults, o->pos,
			    "override: there is no rule '%s'",
			    o->rule);
		if (place < 0)
			fault_tell(b->faults, o->pos,
			    "override: there is no place '%s'",
			    o->place);
		else if (rule >= 0 && !is_subject(b->house,
		    b->house->rule[rule].each, place))
			fault_tell(b->faults, o->pos,
			    "override: rule '%s' is not for '%s'",
			    o->rule, o->place);
		if (override_of(b, o->rule, o->place) != o)
			fault_tell(b->faults, o->pos,
			    "override of '%s' at '%s' is there"
			    " already", o->rule, o->place);
	}
}

/* What may be skipped, and when. */
static void
set_skip(struct builder *b, const struct round_spec *spec,
    struct round *round)
{
	const struct expr *expr;
	struct str missing;

	round->skip_status = -1;
	round->skip = REF_FALSE;
	if (spec->skip_when == NULL || b->spec->alerts_only)
		return;
	round->skip_status = house_status(b->house, spec->skip_when);
	if (round->skip_status >= 0)
		return;
	expr = binder_parse(b->binder, spec->skip_pos, "a round: skip_when",
	    spec->skip_when);
	if (expr == NULL)
		return;
	str_init(&missing);
	round->skip = binder_bind(b->binder, expr, round->place, &missing);
	str_release(&missing);
	if (round->skip == REF_ABSENT)
		round->skip = REF_FALSE;
}

static void
add_rounds(struct builder *b)
{
	struct house *house = b->house;

	house->round = xcalloc((size_t)b->spec->nround, sizeof(*house->round));
	for (int i = 0; i < b->spec->nround; i++) {
		const struct round_spec *spec = &b->spec->round[i];
		struct round round = {.place = house_place(house, spec->place),
		    .at = spec->at, .late_after = spec->late_after};

		if (round.place < 0) {
			fault_tell(b->faults, spec->pos,
			    "a round: there is no place '%s'",
			    spec->place);
			continue;
		}
		for (int32_t k = 0; k < house->nround; k++)
			if (house->round[k].place == round.place &&
			    house->round[k].at == round.at)
				fault_tell(b->faults, spec->pos,
				    "a round at '%s' is there"
				    " already at that time", spec->place);
		set_skip(b, spec, &round);
		house->round[house->nround++] = round;
	}
}

static void
set_lanes(struct house *house, const struct sweep_spec *sweep)
{
	house->nlane = sweep != NULL ? sweep->n : 1;
	BUG_IF(house->nlane < 1 || house->nlane > LANES_MAX);
	for (int32_t i = 0; sweep != NULL && i < house->nlane; i++) {
		BUG_IF(i > 0 && sweep->ms[i] <= sweep->ms[i - 1]);
		/* To be cleared at once there is no window at all. */
		house->lane_ms[i] = sweep->ms[i] > 0 ? sweep->ms[i] : -1;
	}
}

struct house *
house_build(const struct house_spec *spec, house_fault *fault, void *arg)
{
	struct fault_teller faults = {fault, arg, false};
	struct builder b = {.spec = spec, .faults = &faults,
	    .house = xcalloc(1, sizeof(struct house))};
	struct house *house = b.house;

	house->night = spec->night;
	house->broker_grace = spec->broker_grace;
	set_lanes(house, spec->sweep);
	site_build(house, spec, &faults);
	b.binder = binder_new(house, spec, &faults);
	if (spec->attends != NULL)
		b.attends = binder_parse(b.binder, spec->attends_pos,
		    "staff: attends", spec->attends);
	add_statuses(&b);
	house->rule = xcalloc((size_t)spec->nrule, sizeof(*house->rule));
	for (int i = 0; i < spec->nrule; i++)
		add_rule(&b, i);
	check_overrides(&b);
	add_rounds(&b);
	if (spec->sweep != NULL && b.instance.n == 0)
		fault_tell(&faults, 0,
		    "there is no rule that the sweep touches");
	set_out_of_service(&b);
	binder_finish(b.binder);
	house->slot = b.slot.v;
	house->nslot = (int32_t)b.slot.n;
	house->instance = b.instance.v;
	house->ninstance = (int32_t)b.instance.n;
	house->gap = b.gap.v;
	house->ngap = (int32_t)b.gap.n;
	index_build(house);
	if (!faults.any)
		return house;
	house_free(house);
	return NULL;
}

void
house_free(struct house *house)
{
	if (house == NULL)
		return;
	for (int32_t i = 0; i < house->nplace; i++) {
		free(house->place[i].id);
		free(house->place[i].label);
		free(house->place[i].resident);
	}
	for (int32_t i = 0; i < house->nkind; i++)
		free(house->kind[i]);
	for (int32_t i = 0; i < house->ndevice; i++) {
		free(house->device[i].id);
		free(house->device[i].technology);
	}
	for (int32_t i = 0; i < house->nsource; i++)
		free(house->source[i].signal);
	for (int32_t i = 0; i < house->nstatus; i++) {
		free(house->status[i].id);
		free(house->status[i].label);
	}
	for (int32_t i = 0; i < house->nrule; i++) {
		struct rule *rule = &house->rule[i];

		free(rule->id);
		free(rule->text);
		free(rule->guidance);
		for (int32_t k = 0; k < rule->ndetects; k++)
			free(rule->detects[k]);
		free(rule->detects);
	}
	for (int32_t i = 0; i < house->ninstance; i++) {
		free(house->instance[i].out_of_service);
		free(house->instance[i].written);
		free(house->instance[i].review);
	}
	for (int32_t i = 0; i < house->ngap; i++)
		free(house->gap[i].missing);
	for (int32_t i = 0; i < house->nnode; i++)
		free(house->node[i].text);
	free(house->place);
	free(house->kind);
	free(house->device);
	free(house->source);
	free(house->status);
	free(house->rule);
	free(house->slot);
	free(house->instance);
	free(house->gap);
	free(house->round);
	free(house->node);
	free(house->edge);
	free(house->user);
	free(house->leaf);
	free(house->timer);
	dict_release(&house->by_text);
	dict_release(&house->place_by_id);
	dict_release(&house->device_by_id);
	free(house);
}

int32_t
house_place(const struct house *house, const char *id)
{
	return (int32_t)dict_get(&house->place_by_id, id, strlen(id));
}

bool
house_is_device(const struct house *house, int32_t place)
{
	int32_t i = house_device(house, house->place[place].id);

	return i >= 0 && house->device[i].as_place == place;
}

int32_t
house_device(const struct house *house, const char *id)
{
	return (int32_t)dict_get(&house->device_by_id, id, strlen(id));
}

int32_t
house_kind(const struct house *house, const char *name)
{
	for (int32_t i = 0; i < house->nkind; i++)
		if (strcmp(house->kind[i], name) == 0)
			return i;
	return -1;
}

int32_t
house_rule(const struct house *house, const char *id)
{
	for (int32_t i = 0; i < house->nrule; i++)
		if (strcmp(house->rule[i].id, id) == 0)
			return i;
	return -1;
}

int32_t
house_status(const struct house *house, const char *id)
{
	for (int32_t i = 0; i < house->nstatus; i++)
		if (house->status[i].id != NULL &&
		    strcmp(house->status[i].id, id) == 0)
			return i;
	return -1;
}

int32_t
house_source(const struct house *house, int32_t device, const char *signal)
{
	const struct device *d = &house->device[device];

	for (int32_t i = d->source0; i < d->source0 + d->nsource; i++)
		if (strcmp(house->source[i].signal, signal) == 0)
			return i;
	return strcmp(signal, SIGNAL_SILENT) == 0 ? d->silent : -1;
}

int32_t
house_instance(const struct house *house, const char *rule, const char *place)
{
	int32_t r = house_rule(house, rule), p = house_place(house, place);

	for (int32_t i = 0; r >= 0 && p >= 0 && i < house->ninstance; i++)
		if (house->instance[i].rule == r &&
		    house->instance[i].place == p)
			return i;
	return -1;
}

int32_t
house_same_place(const struct house *to, const struct house *from,
    int32_t place)
{
	return place < 0 ? -1 : house_place(to, from->place[place].id);
}

int32_t
house_same_instance(const struct house *to, const struct house *from,
    int32_t instance)
{
	const struct instance *in;

	if (instance < 0)
		return -1;
	in = &from->instance[instance];
	return house_instance(to, from->rule[in->rule].id,
	    from->place[in->place].id);
}

int32_t
house_same_source(const struct house *to, const struct house *from,
    int32_t source)
{
	const struct source *s;
	int32_t device;

	if (source < 0)
		return -1;
	s = &from->source[source];
	device = house_device(to, from->device[s->device].id);
	return device < 0 ? -1 : house_source(to, device, s->signal);
}

int32_t
house_dwelling(const struct house *house, int32_t place)
{
	for (; place > 0; place = house->place[place].parent) {
		int32_t kind = house->place[place].kind;

		if (kind >= 0 && strcmp(house->kind[kind], "dwelling") == 0)
			return place;
	}
	return -1;
}

const char *
priority_text(enum priority priority)
{
	static const char *const text[] = {"technical", "low", "medium", "high"};

	return text[priority];
}
