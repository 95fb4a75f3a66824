/* SPDX-License-Identifier: Apache-2.0 */
#include "core/site.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/index.h"

struct builder {
	const struct house_spec *spec;
	struct house *house;
	struct fault_teller *faults;
};

static int32_t
kind_index(struct house *house, const char *kind)
{
	int32_t i = house_kind(house, kind);

	if (i >= 0)
		return i;
	house->kind = xreallocarray(house->kind, (size_t)house->nkind + 1,
	    sizeof(*house->kind));
	house->kind[house->nkind] = xstrdup(kind);
	return house->nkind++;
}

static void
add_place(struct builder *b, int i)
{
	const struct place_spec *spec = &b->spec->place[i];
	struct house *house = b->house;
	size_t n = strlen(spec->id);

	if (dict_get(&house->place_by_id, spec->id, n) >= 0)
		fault_tell(b->faults, spec->pos,
		    "place '%s' is there already", spec->id);
	else
		dict_put(&house->place_by_id, spec->id, n, house->nplace);
	house->place[house->nplace++] = (struct place){
	    .id = xstrdup(spec->id),
	    .label = xstrdup(spec->label != NULL ? spec->label : spec->id),
	    .resident = xstrdup_or_null(spec->resident),
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
			fault_tell(b->faults, spec->pos,
			    "place '%s': within: there is no"
			    " place '%s'", spec->id, spec->within);
		house->place[i + 1].parent = parent < 0 ? 0 : parent;
	}
	for (int i = 0; i < b->spec->nplace; i++) {
		int32_t p = i + 1, steps = 0;

		while (p > 0 && steps++ <= house->nplace)
			p = house->place[p].parent;
		if (p > 0) {
			fault_tell(b->faults, b->spec->place[i].pos,
			    "place '%s' lies within"
			    " itself", b->spec->place[i].id);
			house->place[i + 1].parent = 0;
		}
	}
}

static void
add_device(struct builder *b, int i)
{
	const struct device_spec *spec = &b->spec->device[i];
	struct house *house = b->house;
	size_t n = strlen(spec->id);
	int32_t place = house_place(house, spec->place);
	struct device *device = &house->device[i];

	if (dict_get(&house->device_by_id, spec->id, n) >= 0)
		fault_tell(b->faults, spec->pos,
		    "device '%s' is there already", spec->id);
	else
		dict_put(&house->device_by_id, spec->id, n, i);
	if (place < 0)
		fault_tell(b->faults, spec->pos,
		    "device '%s': there is no place '%s'",
		    spec->id, spec->place);
	*device = (struct device){
	    .id = xstrdup(spec->id),
	    .technology = xstrdup_or_null(spec->technology),
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
				fault_tell(b->faults, s->pos,
				    "device '%s' reads signal '%s'"
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

/* Its id says already where it is: "call-106", "motion-101-bath". */
static bool
is_named_after(const struct house *house, const struct device *device)
{
	for (int32_t p = device->place; p > 0; p = house->place[p].parent)
		if (strstr(device->id, house->place[p].id) != NULL)
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
		fault_tell(b->faults, b->spec->device[i].pos,
		    "device '%s' has a place's id:"
		    " what is for each device needs another", device->id);
		return;
	}
	if (house_source(house, i, SIGNAL_SILENT) >= 0)
		fault_tell(b->faults, b->spec->device[i].pos,
		    "device '%s': '%s' says of"
		    " each device whether it is silent, and is read by none",
		    device->id, SIGNAL_SILENT);
	str_init(&label);
	if (device->place != 0 && !is_named_after(house, device))
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

void
site_build(struct house *house, const struct house_spec *spec,
    struct fault_teller *faults)
{
	struct builder b = {spec, house, faults};

	add_places(&b);
	add_devices(&b);
}
