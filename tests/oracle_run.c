/* SPDX-License-Identifier: Apache-2.0 */
#include "oracle_run.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "core/round.h"

/* One of Copenhagen in 2026; the oracle has libc's. */
static struct zone_step steps[] = {
	{INT64_MIN, 3600000}, {INT64_C(1774746000000), 7200000},
	{INT64_C(1792890000000), 3600000},
};
static const struct zone zone = {steps, 3};

/* The configuration. */

static void
note_fault(void *arg, int pos, const char *text)
{
	struct run *run = arg;

	(void)pos;
	if (run->fault == NULL)
		run->fault = xstrdup(text);
}

static void
add_reads(struct run *run, int device, const char *signals,
    struct source_spec *source)
{
	static const char *const on[] = {"true"}, *const off[] = {"false"},
	    *const press[] = {"press"};

	for (int k = 0; signals[k] != '\0'; k++) {
		char at[] = {'/', signals[k], '\0'};
		struct map_read read = {.at = at};

		source[k] = (struct source_spec){
		    .number = signals[k] == 'n',
		    .hold = signals[k] == 'c' ? run->c->hold : 0};
		source[k].signal = signals[k] == 'a' ? "a" :
		    signals[k] == 'b' ? "b" : signals[k] == 'c' ? "c" : "n";
		read.number = signals[k] == 'n';
		read.impulse = signals[k] == 'c';
		if (!read.number) {
			read.on = read.impulse ? press : on;
			read.off = off;
			read.non = 1;
			read.noff = !read.impulse;
		}
		if (device >= 0 && map_read(run->map, device, &read,
		    NULL) != 0)
			abort();
	}
}

struct parts {
	struct place_spec place[O_ROOMS];
	struct source_spec source[O_DEVICES][O_SIGNALS], known[O_SIGNALS];
	struct device_spec device[O_DEVICES];
	struct status_spec status[O_STATUSES];
	struct rule_spec rule[O_RULES];
	struct override_spec override[O_RULES];
	struct define_spec define;
	struct round_spec round[O_ROUNDS];
	struct str text[2 * O_RULES + O_STATUSES + O_ROUNDS + 2];
	int ntext;
};

static const char *
text_of(struct parts *p, const struct o_case *c, int node)
{
	struct str *text = &p->text[p->ntext++];

	str_init(text);
	o_expr_text(c, node, text);
	return text->s;
}

static void
add_devices(struct run *run, struct parts *p, struct house_spec *spec)
{
	char up[16];

	for (int i = 0; i < O_DEVICES; i++) {
		int n = spec->ndevice;

		if (!run->c->device[i])
			continue;
		snprintf(up, sizeof(up), "%s/up", o_device[i].id);
		map_device(run->map, n, o_device[i].id, up);
		add_reads(run, n, o_device[i].signals, p->source[i]);
		p->device[spec->ndevice++] = (struct device_spec){
		    .id = o_device[i].id,
		    .place = o_place[o_device[i].place].id,
		    .every = run->c->every[i], .source = p->source[i],
		    .nsource = (int)strlen(o_device[i].signals)};
	}
}

static const char *const status_id[] = {"s0", "s1", "s2"};

static void
add_rounds(const struct o_case *c, struct parts *p, struct house_spec *spec)
{
	for (int i = 0; i < c->nround; i++) {
		const struct o_round *r = &c->round[i];

		p->round[spec->nround++] = (struct round_spec){
		    .place = o_place[r->place].id, .at = r->at * 60000,
		    .skip_when = r->skip_status >= 0 ?
		    status_id[r->skip_status] : r->skip >= 0 ?
		    text_of(p, c, r->skip) : NULL};
	}
}

static void
add_rules(const struct o_case *c, struct parts *p, struct house_spec *spec)
{
	static const char *const rule[] = {"r0", "r1", "r2"};

	for (int i = 0; i < c->nstatus; i++)
		p->status[i] = (struct status_spec){.id = status_id[i],
		    .each = o_kind[c->status[i].each],
		    .when = text_of(p, c, c->status[i].when)};
	for (int i = 0; i < c->nrule; i++) {
		const struct o_rule *r = &c->rule[i];

		p->rule[i] = (struct rule_spec){.id = rule[i],
		    .each = o_kind[r->each],
		    .when = text_of(p, c, r->when), .latch = r->latch,
		    .priority = (enum priority)r->priority,
		    .clear_after = r->clear_after,
		    .escalate_after = r->escalate_after,
		    .attend_within = r->attend_within,
		    .attend_for = r->attend_for};
		if (!o_has_place(c, o_overridden(r)) ||
		    r->override == O_AS_IT_IS)
			continue;
		p->override[spec->noverride++] = (struct override_spec){
		    .place = o_place[o_overridden(r)].id, .rule = rule[i],
		    .off = r->override == O_NOT_HERE,
		    .when = r->override == O_OTHERWISE ?
		    text_of(p, c, r->otherwise) : NULL,
		    .out_of_service = r->override == O_OUT_OF_SERVICE ?
		    "being mended" : NULL, .review = "2027-01-31",
		    .until = o_until[r->until].t};
	}
}

static void
build(struct run *run)
{
	const struct o_case *c = run->c;
	struct parts *p = xcalloc(1, sizeof(*p));
	struct house_spec spec = {.place = p->place, .nplace = O_ROOMS - 1,
	    .device = p->device, .status = p->status, .nstatus = c->nstatus,
	    .rule = p->rule, .nrule = c->nrule, .override = p->override,
	    .define = &p->define, .ndefine = c->define >= 0,
	    .round = p->round,
	    .known = p->known, .nknown = O_SIGNALS,
	    .broker_grace = c->grace,
	    .alerts_only = run->way & WAY_ALERTS && run->builds++ % 2 == 0};

	for (int i = 1; i < O_ROOMS; i++)
		p->place[i - 1] = (struct place_spec){.id = o_place[i].id,
		    .kind = o_place[i].kind, .within = o_place[i].within > 0 ?
		    o_place[o_place[i].within].id : NULL};
	run->map = map_new();
	add_reads(run, -1, o_signal, p->known);
	add_devices(run, p, &spec);
	add_rules(c, p, &spec);
	add_rounds(c, p, &spec);
	if (c->attends >= 0)
		spec.attends = text_of(p, c, c->attends);
	if (c->define >= 0)
		p->define = (struct define_spec){.name = "x",
		    .is = text_of(p, c, c->define)};
	if (tod_span_parse(o_span[c->night], &spec.night, NULL) != 0)
		abort();
	run->house = house_build(&spec, note_fault, run);
	if (run->house != NULL)
		run->decoder = decoder_new(run->house, run->map);
	for (int i = 0; i < p->ntext; i++)
		str_release(&p->text[i]);
	free(p);
}

static void
unbuild(struct run *run)
{
	decoder_free(run->decoder);
	map_free(run->map);
	house_free(run->house);
}

/* The night. */

/* In o_event. */
static int
event_of(enum alert_event event)
{
	int i = 0;

	while (strcmp(o_event[i], alert_event_text(event)) != 0)
		i++;
	return i;
}

/* In o_place. */
static int
place_of(const struct run *run, int32_t place)
{
	int i = 0;

	if (place < 0)
		return -1;
	while (strcmp(o_place[i].id, run->house->place[place].id) != 0)
		i++;
	return i;
}

static void
note_event(void *arg, const struct event *e)
{
	struct run *run = arg;
	struct o_told told = {.t = e->t, .place = place_of(run, e->place),
	    .rule = -1};

	if (run->told.n > O_TOLD)
		abort(); /* it would go on for ever */

	if (e->what == EVENT_STATUS && (run->way & WAY_ALERTS) == 0) {
		told.status = e->status;
		told.was = e->was;
		vec_push(&run->told, told);
	} else if (e->what == EVENT_ALERT) {
		told.is_alert = true;
		told.event = event_of(e->event);
		told.number = e->alert.number;
		told.version = e->alert.version;
		told.level = e->alert.level;
		if (e->instance >= 0)
			told.rule = run->house->instance[e->instance].rule;
		vec_push(&run->told, told);
	}
}

static void
fold(struct run *run, const struct kept_row *kept, event_fn *fn)
{
	struct row row = {.t = kept->t, .topic = kept->topic,
	    .payload = kept->payload, .topic_len = strlen(kept->topic),
	    .payload_len = strlen(kept->payload), .retained = kept->retained};
	struct message message;
	struct err err;

	if (decode(run->decoder, &row, &message, &err) != 1)
		ck_abort_msg("'%s' '%s' is not decoded", kept->topic,
		    kept->payload);
	world_fold(run->world, &message, fn, run);
}

static void
append(struct run *run, struct kept_row row)
{
	vec_push(&run->row, row);
	fold(run, &row, note_event);
}

static void
keep_carry(void *arg, const struct carry *carry)
{
	VEC(char *) *payloads = arg;
	struct str payload;

	str_init(&payload);
	encode_carry(&payload, carry);
	vec_push(payloads, payload.s);
}

static void
new_world(struct run *run)
{
	world_free(run->world);
	run->world = world_new(run->house, &zone, run->c->model ?
	    GUARD_MODEL : GUARD_RECORDED);
}

/* As segment.c does it. */
static void
cut(struct run *run, int64_t t)
{
	VEC(char *) payload = {0};
	struct segment_info info = {.night = "2026-11-21", .why = "reload"};
	struct str head;

	world_carry(run->world, keep_carry, &payload);
	info.carries = payload.n % 3 == 0 ? -1 : (int)payload.n;
	str_init(&head);
	encode_segment(&head, &info);
	if (run->way & WAY_ANEW) {
		unbuild(run);
		build(run);
	}
	new_world(run);
	run->segment = run->row.n;
	append(run, (struct kept_row){t, false, xstrdup("$natvagt/segment"),
	    head.s});
	for (size_t i = 0; i < payload.n; i++)
		append(run, (struct kept_row){t, false,
		    xstrdup("$natvagt/carry"), payload.v[i]});
	vec_free(&payload);
}

/* The next collector knows what the journal says. */
static void
restart(struct run *run)
{
	new_world(run);
	for (size_t i = run->segment; i < run->row.n; i++)
		fold(run, &run->row.v[i], NULL);
}

static void
step(struct run *run, const struct o_message *m, int64_t before)
{
	const struct o_case *c = run->c;

	for (int64_t t = o_next(c, before); t <= m->t &&
	    !o_is_unwatched(m, t - 1); t = o_next(c, t))
		world_advance(run->world, t, note_event, run);
}

static void
copy(struct run *run)
{
	struct world *copy = world_clone(run->world);

	world_copy(run->world, copy);
	world_free(run->world);
	run->world = copy;
}

static void
send(struct run *run, const struct o_message *m)
{
	struct str topic, payload;

	str_init(&topic);
	str_init(&payload);
	o_topic(m, &topic);
	o_payload(m, &payload);
	append(run, (struct kept_row){m->t, m->retained && m->kind == O_READ,
	    topic.s, payload.s});
}

static struct o_seen
see_round(const struct run *run, int32_t round)
{
	const struct world *w = run->world;
	const struct visit *visit = round_seen(w, round);
	struct o_seen seen = {.due = round_due(w, round),
	    .missed = round_is_missed(w, round, world_now(w))};
	int64_t since = 0;

	if (visit != NULL) {
		seen.visit = visit->t;
		seen.how = (enum o_how)visit->how;
	}
	seen.restful = round_is_restful(w, round, &since);
	seen.since = seen.restful ? since : 0;
	return seen;
}

static void
run_night(struct run *run)
{
	const struct o_case *c = run->c;

	new_world(run);
	for (int i = 0; i < c->nmessage; i++) {
		const struct o_message *m = &c->message[i];

		if (run->way & WAY_STEPS && i > 0)
			step(run, m, m[-1].t);
		if (run->way & WAY_COPIES && i % 3 == 0)
			copy(run);
		if (run->way & WAY_CUTS && m->cut && m->kind == O_START)
			restart(run);
		send(run, m);
		for (int k = 0; k < c->nround; k++)
			run->seen[i][k] = see_round(run, k);
		if (run->way & WAY_CUTS && m->cut && m->kind == O_TICK)
			cut(run, m->t);
	}
}

void
run_begin(struct run *run, const struct o_case *c, int way)
{
	*run = (struct run){.c = c, .way = way};
	build(run);
	if (run->fault == NULL)
		run_night(run);
}

void
run_end(struct run *run)
{
	for (size_t i = 0; i < run->row.n; i++) {
		free(run->row.v[i].topic);
		free(run->row.v[i].payload);
	}
	vec_free(&run->row);
	vec_free(&run->told);
	world_free(run->world);
	unbuild(run);
	free(run->fault);
}
