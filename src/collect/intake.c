/* SPDX-License-Identifier: Apache-2.0 */
#include "collect/intake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "read/decode.h"

enum { SAY_EVERY = 60000 };

/* Something counted, and said once a minute at most. */
struct tally {
	int64_t count;   /* since it was last said */
	int64_t next;    /* monotonic: when it may be said again */
	bool saying;     /* in the present transaction */
	char last[160];  /* cleaned: an example */
};

struct intake {
	const struct conf *conf;
	struct tally *refused, *odd; /* one for each device */
	struct tally unclaimed;
	struct str reduced;
};

struct intake *
intake_new(const struct conf *conf)
{
	struct intake *intake = xcalloc(1, sizeof(*intake));
	size_t n = (size_t)conf->house->ndevice;

	intake->conf = conf;
	intake->refused = xcalloc(n, sizeof(*intake->refused));
	intake->odd = xcalloc(n, sizeof(*intake->odd));
	str_init(&intake->reduced);
	return intake;
}

void
intake_free(struct intake *intake)
{
	if (intake == NULL)
		return;
	free(intake->refused);
	free(intake->odd);
	str_release(&intake->reduced);
	free(intake);
}

static void
tally_add(struct tally *tally, const char *example)
{
	struct str clean;
	size_t n;

	tally->count++;
	str_init(&clean);
	text_clean(&clean, example, strlen(example));
	n = clean.len < sizeof(tally->last) ? clean.len :
	    sizeof(tally->last) - 1;
	/* Not through the middle of a character. */
	while (n < clean.len && n > 0 && ((unsigned char)clean.s[n] & 0xc0) ==
	    0x80)
		n--;
	memcpy(tally->last, clean.s, n);
	tally->last[n] = '\0';
	str_release(&clean);
}

static bool
tally_is_due(const struct tally *tally, int64_t mono)
{
	return tally->count > 0 && mono >= tally->next;
}

static void
tally_said(struct tally *tally, int64_t mono)
{
	tally->count = 0;
	tally->next = mono + SAY_EVERY;
	tally->saying = false;
}

/* One message: 1 where it made a row, 0, or -1. */
static int
append_message(struct intake *intake, struct mqtt *mqtt,
    const struct mqtt_message *from, struct fold *fold, int64_t now,
    struct err *err)
{
	struct map *map = intake->conf->map;
	size_t topic_len = strlen(from->topic);
	struct message message;
	const char *odd = NULL;
	struct err why;
	int rc = 0;

	/* Nobody but natvagt may say what natvagt says. */
	if (strncmp(from->topic, OWN_PREFIX, strlen(OWN_PREFIX)) != 0)
		rc = map_message(map, from->topic, topic_len, from->payload,
		    from->payload_len, from->retained, &message, &odd, &why);
	if (rc == 0) {
		tally_add(&intake->unclaimed, from->topic);
		mqtt_unsubscribe(mqtt, from->topic);
		return 0;
	}
	if (rc == -1) {
		tally_add(&intake->refused[message.device], why.text);
		return 0;
	}
	if (odd != NULL)
		tally_add(&intake->odd[message.device], odd);
	str_clear(&intake->reduced);
	map_reduce(map, &intake->reduced);
	return fold_append(fold, now, from->retained, from->topic,
	    intake->reduced.s, intake->reduced.len, err) == -1 ? -1 : 1;
}

static int
append_refused(struct intake *intake, int32_t device, struct fold *fold,
    int64_t now, struct err *err)
{
	struct tally *tally = &intake->refused[device];

	str_clear(&intake->reduced);
	encode_bad(&intake->reduced, intake->conf->house->device[device].id,
	    tally->count, tally->last);
	if (fold_append(fold, now, false, OWN_PREFIX "bad",
	    intake->reduced.s, intake->reduced.len, err) == -1)
		return -1;
	tally->saying = true;
	return 0;
}

int
intake_append(struct intake *intake, struct mqtt *mqtt,
    struct fold *fold, int64_t now, int64_t mono, struct err *err)
{
	size_t n;
	const struct mqtt_message *message = mqtt_batch(mqtt, &n);
	int rows = 0;

	for (size_t i = 0; i < n; i++) {
		int rc = append_message(intake, mqtt, &message[i], fold, now,
		    err);

		if (rc == -1)
			return -1;
		rows += rc;
	}
	for (int32_t i = 0; i < intake->conf->house->ndevice; i++) {
		intake->refused[i].saying = false;
		if (!tally_is_due(&intake->refused[i], mono))
			continue;
		if (append_refused(intake, i, fold, now, err) == -1)
			return -1;
		rows++;
	}
	return rows;
}

void
intake_done(struct intake *intake, int64_t mono)
{
	const struct house *house = intake->conf->house;

	for (int32_t i = 0; i < house->ndevice; i++) {
		struct tally *refused = &intake->refused[i];
		struct tally *odd = &intake->odd[i];

		if (refused->saying) {
			log_line("device '%s': %lld payloads refused: %s",
			    house->device[i].id, (long long)refused->count,
			    refused->last);
			tally_said(refused, mono);
		}
		if (tally_is_due(odd, mono)) {
			log_line("device '%s': %lld odd values: %s",
			    house->device[i].id, (long long)odd->count,
			    odd->last);
			tally_said(odd, mono);
		}
	}
	if (tally_is_due(&intake->unclaimed, mono)) {
		log_line("%lld messages on topics that no device claims, the"
		    " last on '%s'", (long long)intake->unclaimed.count,
		    intake->unclaimed.last);
		tally_said(&intake->unclaimed, mono);
	}
}

bool
intake_is_due(const struct intake *intake, int64_t mono)
{
	for (int32_t i = 0; i < intake->conf->house->ndevice; i++)
		if (tally_is_due(&intake->refused[i], mono))
			return true;
	return false;
}
