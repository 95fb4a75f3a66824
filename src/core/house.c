/* SPDX-License-Identifier: Apache-2.0 */
#include "core/house.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/bind.h"
#include "core/index.h"

struct builder {
	const struct house_spec *spec;
	struct house *house;
	struct binder *binder;
	house_fault *fault;
	void *arg;
	bool failed;
	VEC(struct slot) slot;
	VEC(struct instance) instance;
	VEC(struct gap) gap;
	const struct expr *attends; /* or NULL */
};

static void __attribute__((format(printf, 3, 4)))
told(struct builder *b, int pos, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	b->failed = true;
	b->fault(b->arg, pos, text);
}

static char *
copy_of(const char *s)
{
	return s != NULL ? xstrdup(s) : NULL;
}

static int32_t
kind_index(struct house *house, const char *kind)
{
	for (int32_t i = 0; i < house->nkind; i++)
		if (strcmp(house->kind[i], kind) == 0)
			return i;
	house->kind = xreallocarray(house->kind, (size_t)house->nkind + 1,
	    sizeof(*house->kind));
	house->kind[house->nkind] = xstrdup(kind);
	return house->nkind++;
}

/* Places. */

static void
add_place(struct builder *b, int i)
{
	const struct place_spec *spec = &b->spec->place[i];
	struct house *house = b->house;
	size_t n = strlen(spec->id);

	if (dict_get(&house->place_by_id, spec->id, n) >= 0)
		told(b, spec->pos, "place '%s' is there already", spec->id);
	else
		dict_put(&house->place_by_id, spec->id, n, house->nplace);
	house->place[house->nplace++] = (struct place){
	    .id = xstrdup(spec->id),
	    .label = xstrdup(spec->label != NULL ? spec->label : spec->id),
	    .resident = copy_of(spec->resident),
	    .kind = spec->kind != NULL ? kind_index(house, spec->kind) : -1,
	};
}

static void
add_places(struct builder *b)
{
	struct house *house = b->house;

	house->place = xcalloc((size_t)b->spec->nplace + 1,
	    sizeof(*house->place));
	house->place[0] = (struct place){.id = xstrdup(SITE_ID),
	    .label = xstrdup(SITE_ID), .kind = -1, .parent = -1};
	house->nplace = 1;
	dict_put(&house->place_by_id, SITE_ID, strlen(SITE_ID), 0);
	for (int i = 0; i < b->spec->nplace; i++)
		add_place(b, i);
	for (int i = 0; i < b->spec->nplace; i++) {
		const struct place_spec *spec = &b->spec->place[i];
		int32_t parent = spec->within != NULL ?
		    house_place(house, spec->within) : 0;

		if (parent < 0)
			told(b, spec->pos, "place '%s': within: there is no"
			    " place '%s'", spec->id, spec->within);
		house->place[i + 1].parent = parent < 0 ? 0 : parent;
	}
	for (int i = 0; i < b->spec->nplace; i++) {
		int32_t p = i + 1, steps = 0;

		while (p > 0 && steps++ <= house->nplace)
			p = house->place[p].parent;
		if (p > 0) {
			told(b, b->spec->place[i].pos, "place '%s' lies within"
			    " itself", b->spec->place[i].id);
			house->place[i + 1].parent = 0;
		}
	}
}

/* Devices, sources and timers. */

static void
add_device(struct builder *b, int i)
{
	const struct device_spec *spec = &b->spec->device[i];
	struct house *house = b->house;
	size_t n = strlen(spec->id);
	int32_t place = house_place(house, spec->place);
	struct device *device = &house->device[i];

	if (dict_get(&house->device_by_id, spec->id, n) >= 0)
		told(b, spec->pos, "device '%s' is there already", spec->id);
	else
		dict_put(&house->device_by_id, spec->id, n, i);
	if (place < 0)
		told(b, spec->pos, "device '%s': there is no place '%s'",
		    spec->id, spec->place);
	*device = (struct device){
	    .id = xstrdup(spec->id),
	    .technology = copy_of(spec->technology),
	    .place = place < 0 ? 0 : place,
	    .every = spec->every,
	    .source0 = house->nsource,
	    .nsource = spec->nsource,
	    .own = spec->own,
	    .timer = index_timer(house, TIMER_DEVICE, i),
	    .as_place = -1,
	    .silent = -1,
	};
	for (int k = 0; k < spec->nsource; k++) {
		const struct source_spec *s = &spec->source[k];
		int32_t index = house->nsource++;

		for (int j = 0; j < k; j++)
			if (strcmp(spec->source[j].signal, s->signal) == 0)
				told(b, s->pos, "device '%s' reads signal '%s'"
				    " twice", spec->id, s->signal);
		house->source[index] = (struct source){
		    .signal = xstrdup(s->signal),
		    .device = i,
		    .number = s->number,
		    .hold = s->hold,
		    .timer = s->hold > 0 ?
		        index_timer(house, TIMER_SOURCE, index) : -1,
		};
		device->impulses |= s->hold > 0;
	}
}

/* Whether anything is said of each device. */
static bool
devices_are_places(const struct house_spec *spec)
{
	for (int i = 0; i < spec->nrule; i++)
		if (spec->rule[i].each != NULL &&
		    strcmp(spec->rule[i].each, KIND_DEVICE) == 0)
			return true;
	for (int i = 0; i < spec->nstatus; i++)
		if (spec->status[i].each != NULL &&
		    strcmp(spec->status[i].each, KIND_DEVICE) == 0)
			return true;
	return false;
}

static void
make_place(struct builder *b, int i)
{
	struct house *house = b->house;
	struct device *device = &house->device[i];
	const struct place *within = &house->place[device->place];
	struct str label;

	if (house_place(house, device->id) >= 0) {
		told(b, b->spec->device[i].pos, "device '%s' has a place's id:"
		    " what is for each device needs another", device->id);
		return;
	}
	if (house_source(house, i, SIGNAL_SILENT) >= 0)
		told(b, b->spec->device[i].pos, "device '%s': '%s' says of"
		    " each device whether it is silent, and is read by none",
		    device->id, SIGNAL_SILENT);
	str_init(&label);
	if (device->place != 0)
		str_addf(&label, "%s ", within->label);
	str_add(&label, device->id);
	device->as_place = house->nplace++;
	device->silent = house->nsource++;
	dict_put(&house->place_by_id, device->id, strlen(device->id),
	    device->as_place);
	house->place[device->as_place] = (struct place){
	    .id = xstrdup(device->id), .label = str_detach(&label),
	    .kind = kind_index(house, KIND_DEVICE), .parent = device->place};
	house->source[device->silent] = (struct source){
	    .signal = xstrdup(SIGNAL_SILENT), .device = i, .timer = -1};
	str_release(&label);
}

/* Behind all others: sources have the order of what reads them. */
static void
make_places(struct builder *b)
{
	struct house *house = b->house;

	if (!devices_are_places(b->spec))
		return;
	house->place = xreallocarray(house->place,
	    (size_t)(house->nplace + house->ndevice), sizeof(*house->place));
	house->source = xreallocarray(house->source,
	    (size_t)(house->nsource + house->ndevice),
	    sizeof(*house->source));
	for (int32_t i = 0; i < house->ndevice; i++)
		make_place(b, i);
}

static void
add_devices(struct builder *b)
{
	struct house *house = b->house;
	size_t nsource = 0;

	for (int i = 0; i < b->spec->ndevice; i++)
		nsource += (size_t)b->spec->device[i].nsource;
	house->device = xcalloc((size_t)b->spec->ndevice,
	    sizeof(*house->device));
	house->ndevice = b->spec->ndevice;
	house->source = xcalloc(nsource, sizeof(*house->source));
	for (int i = 0; i < b->spec->ndevice; i++)
		add_device(b, i);
	make_places(b);
	house->broker_timer = index_timer(house, TIMER_BROKER, 0);
}

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
	for (int32_t i = 0; i < house->nkind; i++)
		if (strcmp(house->kind[i], name) == 0)
			*each = i;
	if (*each < 0)
		told(b, pos, "%s: each: no place is of kind '%s'", what, name);
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
			told(b, s->pos, "%s is there already", what);
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
		if (b->spec->sweep != NULL)
			push_swept(b, instance);
		else
			push_instance(b, instance);
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
			in->out_of_service = copy_of(o->out_of_service);
			in->review = copy_of(o->review);
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
		told(b, s->pos, "%s is there already", what);
	*rule = (struct rule){
	    .id = xstrdup(s->id),
	    .text = xstrdup(s->text != NULL ? s->text : s->id),
	    .guidance = copy_of(s->guidance),
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
			told(b, o->pos, "override: there is no rule '%s'",
			    o->rule);
		if (place < 0)
			told(b, o->pos, "override: there is no place '%s'",
			    o->place);
		else if (rule >= 0 && !is_subject(b->house,
		    b->house->rule[rule].each, place))
			told(b, o->pos, "override: rule '%s' is not for '%s'",
			    o->rule, o->place);
		if (override_of(b, o->rule, o->place) != o)
			told(b, o->pos, "override of '%s' at '%s' is there"
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
			told(b, spec->pos, "a round: there is no place '%s'",
			    spec->place);
			continue;
		}
		for (int32_t k = 0; k < house->nround; k++)
			if (house->round[k].place == round.place &&
			    house->round[k].at == round.at)
				told(b, spec->pos, "a round at '%s' is there"
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
	struct builder b = {.spec = spec, .fault = fault, .arg = arg,
	    .house = xcalloc(1, sizeof(struct house))};
	struct house *house = b.house;

	house->night = spec->night;
	house->broker_grace = spec->broker_grace;
	set_lanes(house, spec->sweep);
	add_places(&b);
	add_devices(&b);
	b.binder = binder_new(house, spec, fault, arg);
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
		told(&b, 0, "there is no rule that the sweep touches");
	set_out_of_service(&b);
	b.failed = b.failed || binder_failed(b.binder);
	binder_finish(b.binder);
	house->slot = b.slot.v;
	house->nslot = (int32_t)b.slot.n;
	house->instance = b.instance.v;
	house->ninstance = (int32_t)b.instance.n;
	house->gap = b.gap.v;
	house->ngap = (int32_t)b.gap.n;
	index_build(house);
	if (!b.failed)
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
	return -1;
}

int32_t
house_instance(const struct house *house, int32_t rule, int32_t place)
{
	for (int32_t i = 0; i < house->ninstance; i++)
		if (house->instance[i].rule == rule &&
		    house->instance[i].place == place)
			return i;
	return -1;
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
