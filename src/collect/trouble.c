/* SPDX-License-Identifier: Apache-2.0 */
#include "collect/trouble.h"

#include "base/log.h"
#include "read/decode.h"

enum { MIB_BITS = 20 };

void
trouble_init(struct trouble *trouble, struct notes *notes)
{
	*trouble = (struct trouble){.notes = notes, .look_at = INT64_MIN};
}

void
trouble_disk(struct trouble *trouble, const struct disk *disk, int64_t now)
{
	bool was = trouble->low.holds, low = disk_is_low(disk, was);
	long long mib = (long long)(disk->free >> MIB_BITS);
	struct str payload;

	if (!fact_is_news(&trouble->low, low, now))
		return;
	if (low && !was)
		log_line("the journal's disk is nearly full: %lld MiB left",
		    mib);
	str_init(&payload);
	encode_disk(&payload, low, mib);
	notes_add(trouble->notes, OWN_PREFIX "disk", &payload);
	str_release(&payload);
}

void
trouble_drops(struct trouble *trouble, int64_t dropped, int64_t now)
{
	bool dropping;
	struct str payload;

	trouble->dropped += dropped;
	if (dropped > 0)
		trouble->calm_at = now + TROUBLE_CALM;
	dropping = trouble->dropped > 0 && now < trouble->calm_at;
	if (!fact_is_news(&trouble->dropping, dropping, now))
		return;
	str_init(&payload);
	encode_dropping(&payload, dropping, trouble->dropped);
	notes_add(trouble->notes, OWN_PREFIX "broker_drops", &payload);
	str_release(&payload);
	if (!dropping)
		trouble->dropped = 0;
}

/* A disk with room has a ballast, also after somebody has needed it. */
void
trouble_turn(struct trouble *trouble, const char *journal, int64_t dropped,
    int64_t now)
{
	struct disk disk;

	trouble_drops(trouble, dropped, now);
	if (now < trouble->look_at)
		return;
	trouble->look_at = now + TROUBLE_LOOK;
	if (disk_look(journal, &disk) == -1)
		return;
	trouble_disk(trouble, &disk, now);
	if (!trouble->low.holds)
		ballast_make(journal);
}
