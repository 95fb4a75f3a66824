/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The last segment's deadlines up to now belong to it, and whoever reads it
 * alone must see them: so it ends with a tick of the same moment in which the
 * new one begins. That tick counts only when it has been committed; so a copy
 * of the world folds it first, to say what is carried.
 */
#include "collect/segment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fold/fold.h"
#include "read/decode.h"

struct carried {
	VEC(char *) payload;
};

static void
keep_carry(void *arg, const struct carry *carry)
{
	struct carried *carried = arg;
	struct str payload;

	str_init(&payload);
	encode_carry(&payload, carry);
	vec_push(&carried->payload, payload.s);
}

static int
append_dropped(struct journal *journal, int64_t now, const struct world *world,
    int32_t instance, struct err *err)
{
	const struct house *house = world_house(world);
	const struct instance *in = &house->instance[instance];
	struct str payload;
	int64_t t, seq;
	int bad;

	str_init(&payload);
	str_addf(&payload, "{\"alert\":%u,\"rule\":",
	    (unsigned)world_alert(world, instance)->number);
	str_add_json(&payload, house->rule[in->rule].id);
	str_add(&payload, ",\"place\":");
	str_add_json(&payload, house->place[in->place].id);
	str_addc(&payload, '}');
	bad = journal_append(journal, now, false, OWN_PREFIX "dropped",
	    payload.s, payload.len, &t, &seq, err);
	str_release(&payload);
	return bad;
}

/*
 * Appends the tick and what is dropped after it, and says what the world
 * carries.
 */
static int
close_segment(struct journal *journal, int64_t now, const struct world *world,
    const struct house *next, struct carried *carried, struct err *err)
{
	struct message tick = {.kind = MESSAGE_TICK};
	int32_t n = world_house(world)->ninstance;
	struct world *copy;
	int64_t seq;
	int bad = 0;

	if (journal_append(journal, now, false, OWN_PREFIX "tick", "{}", 2,
	    &tick.t, &seq, err) == -1)
		return -1;
	copy = world_clone(world);
	world_fold(copy, &tick, NULL, NULL);
	for (int32_t i = 0; i < n && bad == 0; i++)
		if (world_drops(copy, i, next))
			bad = append_dropped(journal, now, copy, i, err);
	world_carry(copy, keep_carry, carried);
	world_free(copy);
	return bad;
}

static int
append_head(struct journal *journal, int64_t now, const struct conf *conf,
    struct segment_info *info, struct segment_rows *rows, struct err *err)
{
	char night[ZONE_STAMP_SIZE];
	struct str payload;
	int64_t seq;
	int bad;

	/* The night is that of the row's time, which is never before the
	 * last row's. */
	if (journal_last(journal, &seq, &rows->t, err) == -1)
		return -1;
	zone_night_name(&conf->zone, now > rows->t ? now : rows->t, night);
	snprintf(info->night, sizeof(info->night), "%.15s", night);
	snprintf(info->conf, sizeof(info->conf), "%s", conf->hash);
	str_init(&payload);
	encode_segment(&payload, info);
	bad = journal_append(journal, now, false, OWN_PREFIX "segment",
	    payload.s, payload.len, &rows->t, &rows->first, err);
	str_release(&payload);
	if (bad || journal_conf_add(journal, conf->hash, conf->file,
	    conf->nfile, err) == -1)
		return -1;
	return journal_segment_add(journal, rows->first, info->night,
	    info->why, info->conf, err);
}

int
segment_begin(struct journal *journal, int64_t now, const struct world *world,
    const struct conf *conf, const char *why, struct segment_rows *rows,
    struct err *err)
{
	struct segment_info info = {0};
	struct carried carried = {0};
	int bad = 0;
	int64_t t, seq;

	if (world != NULL)
		bad = close_segment(journal, now, world, conf->house, &carried,
		    err);
	info.carries = (int)carried.payload.n;
	snprintf(info.why, sizeof(info.why), "%s", why);
	if (bad == 0)
		bad = append_head(journal, now, conf, &info, rows, err);
	for (size_t i = 0; i < carried.payload.n; i++) {
		char *payload = carried.payload.v[i];

		if (bad == 0)
			bad = journal_append(journal, now, false,
			    OWN_PREFIX "carry", payload, strlen(payload), &t,
			    &seq, err);
		free(payload);
	}
	vec_free(&carried.payload);
	return bad;
}
