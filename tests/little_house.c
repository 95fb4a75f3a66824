/* SPDX-License-Identifier: Apache-2.0 */
#include "little_house.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const struct place_spec places[] = {
	{.id = "101", .kind = "dwelling"},
	{.id = "101.bath", .within = "101"},
	{.id = "102", .kind = "dwelling"},
	{.id = "corridor", .kind = "common"},
};

static const struct source_spec door = {.signal = "door"},
    bed = {.signal = "bed"}, motion = {.signal = "motion"},
    call = {.signal = "call", .hold = 5 * MS_SECOND},
    lux = {.signal = "lux", .number = true};

static const struct device_spec devices[LITTLE_DEVICES] = {
	{.id = "door-101", .place = "101", .every = MS_DAY, .source = &door, .nsource = 1},
	{.id = "bed-101", .place = "101", .every = 10 * MS_MINUTE, .source = &bed, .nsource = 1},
	{.id = "motion-101", .place = "101.bath", .every = MS_DAY, .source = &motion, .nsource = 1},
	{.id = "motion-102", .place = "102", .every = MS_DAY, .source = &motion, .nsource = 1},
	{.id = "motion-corridor", .place = "corridor", .every = MS_DAY, .source = &motion, .nsource = 1},
	{.id = "call-101", .place = "101", .every = MS_DAY, .source = &call, .nsource = 1},
	{.id = "lux-101", .place = "101", .every = MS_DAY, .source = &lux, .nsource = 1},
	{.id = "bed-101-too", .place = "101", .every = MS_DAY, .source = &bed, .nsource = 1},
};

static struct zone_step utc = {INT64_MIN, 0};

static void
fault(void *arg, int pos, const char *text)
{
	str_addf(arg, "%d: %s\n", pos, text);
}

static const char *
status_name(const struct little *l, int32_t status)
{
	return status == STATUS_UNSEEN ? "unseen" :
	    status == STATUS_NONE ? "none" : l->house->status[status].id;
}

static void
note(void *arg, const struct event *e)
{
	struct little *l = arg;
	const struct house *h = l->house;
	const char *place = e->place >= 0 ? h->place[e->place].id : "-";

	if (e->what == EVENT_STATUS || e->what == EVENT_ALERT)
		str_addf(&l->out, "+%lld ",
		    (long long)(e->t - LITTLE_START));
	if (e->what == EVENT_STATUS)
		str_addf(&l->out, "status %s %s<%s\n", place,
		    status_name(l, e->status), status_name(l, e->was));
	else if (e->what == EVENT_DEVICE)
		str_addf(&l->said, "%s %d\n", h->device[e->device].id,
		    (int)e->state);
	else if (e->what == EVENT_SIGNAL)
		str_addf(&l->signals, "+%lld %s %s %s\n",
		    (long long)(e->t - LITTLE_START), h->device[e->device].id,
		    h->source[e->source].signal, tri_text(e->truth));
	else if (e->what == EVENT_NOTED || e->what == EVENT_STAFF)
		str_addf(&l->said, "noted %d %d\n", (int)e->kind, e->on);
	else
		str_addf(&l->out, "%s %u.%u %s %s\n",
		    alert_event_text(e->event), e->alert.number,
		    e->alert.version, e->instance >= 0 ?
		    h->rule[h->instance[e->instance].rule].id : "-", place);
}

static struct house *
build(struct little *l, const struct house_spec *spec)
{
	struct house_spec whole = *spec;
	struct device_spec own[LITTLE_DEVICES];

	memcpy(own, devices, sizeof(own));
	if (l->bed_every != 0)
		own[BED_101].every = l->bed_every;
	if (l->lux_id != NULL)
		own[LUX_101].id = l->lux_id;
	whole.place = places;
	whole.nplace = sizeof(places) / sizeof(places[0]);
	whole.device = own;
	whole.ndevice = LITTLE_DEVICES;
	whole.night = (struct tod_span){22 * MS_HOUR, 7 * MS_HOUR};
	whole.broker_grace = 30 * MS_SECOND;
	return house_build(&whole, fault, &l->faults);
}

void
little_begin(struct little *l, const struct house_spec *spec)
{
	*l = (struct little){.zone = {&utc, 1}};
	str_init(&l->out);
	str_init(&l->said);
	str_init(&l->signals);
	str_init(&l->faults);
	l->house = build(l, spec);
	if (l->house != NULL)
		l->world = world_new(l->house, &l->zone, GUARD_RECORDED);
}

void
little_every(struct little *l, int64_t ms)
{
	l->bed_every = ms;
}

void
little_rule(struct little *l, struct rule_spec rule)
{
	const struct house_spec spec = {.rule = &rule, .nrule = 1};

	little_begin(l, &spec);
	ck_assert_str_eq(l->faults.s, "");
	little_send(l, 0, DOOR_101, 0);
	little_expect(l, 1, "");
}

const struct alert *
little_alert(const struct little *l)
{
	return world_alert(l->world, 0);
}

void
little_end(struct little *l)
{
	world_free(l->world);
	house_free(l->house);
	str_release(&l->out);
	str_release(&l->said);
	str_release(&l->signals);
	str_release(&l->faults);
}

struct kept {
	struct carry carry;
	int64_t num[CARRY_NUM_MAX];
};
typedef VEC(struct kept) kept_list;

static void
keep(void *arg, const struct carry *carry)
{
	kept_list *list = arg;
	struct kept kept = {.carry = *carry};

	memcpy(kept.num, carry->num, (size_t)carry->n * sizeof(*kept.num));
	vec_push(list, kept);
}

void
little_reload(struct little *l, const struct house_spec *spec, int64_t ms)
{
	struct house *old_house = l->house;
	struct world *old = l->world;
	struct message m = {.t = LITTLE_START + ms, .kind = MESSAGE_SEGMENT};
	kept_list list = {0};

	world_advance(old, m.t, note, l);
	world_carry(old, keep, &list);
	l->house = build(l, spec);
	l->world = world_new(l->house, &l->zone, GUARD_RECORDED);
	m.step = (int64_t)list.n;
	world_fold(l->world, &m, note, l);
	m.kind = MESSAGE_CARRY;
	for (size_t i = 0; i < list.n; i++) {
		m.carry = list.v[i].carry;
		m.carry.num = list.v[i].num;
		world_fold(l->world, &m, note, l);
	}
	vec_free(&list);
	world_free(old);
	house_free(old_house);
}

static void
send(struct little *l, int64_t ms, enum little_device device, double value,
    bool retained)
{
	int32_t heard = (int32_t)device;
	struct reading reading = {.source = heard, .truth =
	    device == LUX_101 || value != 0 ? TRI_TRUE : TRI_FALSE,
	    .number = device == LUX_101 ? value : 0};
	struct message m = {.t = LITTLE_START + ms, .kind = MESSAGE_READINGS,
	    .retained = retained, .heard = &heard, .nheard = 1,
	    .reading = &reading, .nreading = 1};

	world_fold(l->world, &m, note, l);
}

void
little_send(struct little *l, int64_t ms, enum little_device device,
    double value)
{
	send(l, ms, device, value, false);
}

void
little_retained(struct little *l, int64_t ms, enum little_device device,
    double value)
{
	send(l, ms, device, value, true);
}

void
little_available(struct little *l, int64_t ms, enum little_device device,
    bool online)
{
	int32_t told = (int32_t)device;
	struct message m = {.t = LITTLE_START + ms, .kind = MESSAGE_AVAILABLE,
	    .heard = &told, .nheard = 1, .on = online};

	world_fold(l->world, &m, note, l);
}

void
little_kind(struct little *l, int64_t ms, enum message_kind kind, bool on)
{
	struct message m = {.t = LITTLE_START + ms, .kind = kind, .on = on};

	world_fold(l->world, &m, note, l);
}

void
little_do(struct little *l, int64_t ms, struct action action)
{
	struct message m = {.t = LITTLE_START + ms, .kind = MESSAGE_ACTION,
	    .action = action};

	if (action.by == NULL)
		m.action.by = "KM";
	world_fold(l->world, &m, note, l);
}

void
little_act(struct little *l, int64_t ms, enum action_do what, uint32_t alert,
    uint32_t version, int outcome)
{
	little_do(l, ms, (struct action){.what = what, .alert = alert,
	    .version = version, .outcome = outcome,
	    .minutes = MINUTES_NONE});
}

void
little_expect(struct little *l, int64_t ms, const char *events)
{
	world_advance(l->world, LITTLE_START + ms, note, l);
	ck_assert_str_eq(l->out.s, events);
	str_clear(&l->out);
}
