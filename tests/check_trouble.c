/* SPDX-License-Identifier: Apache-2.0 */
/* What is told of the disk and of the broker's queues, and when. */
#include "collect/trouble.h"

#include <string.h>

#include "check_run.h"

#define MIB (INT64_C(1) << 20)
#define UPTIME INT64_C(86400123)

struct told {
	struct notes notes;
	struct trouble trouble;
	size_t read; /* so many of the notes */
};

static void
begin(struct told *told)
{
	*told = (struct told){0};
	trouble_init(&told->trouble, &told->notes);
}

/* The notes since the last time, one a line; NULL for none. */
static void
expect(struct told *told, const char *topic, const char *payload)
{
	struct note *note;

	if (payload == NULL) {
		ck_assert_uint_eq(told->notes.note.n, told->read);
		return;
	}
	ck_assert_uint_eq(told->notes.note.n, told->read + 1);
	note = &told->notes.note.v[told->read++];
	ck_assert_str_eq(note->topic, topic);
	ck_assert_str_eq(note->payload, payload);
}

static void
disk(struct told *told, int64_t free_bytes, int64_t at, const char *payload)
{
	struct disk disk = {.size = 100000 * MIB, .free = free_bytes};

	trouble_disk(&told->trouble, &disk, UPTIME + at);
	expect(told, "$natvagt/disk", payload);
}

static void
drops(struct told *told, int64_t dropped, int64_t at, const char *payload)
{
	trouble_drops(&told->trouble, dropped, UPTIME + at);
	expect(told, "$natvagt/broker_drops", payload);
}

START_TEST(test_a_disk_is_low_until_it_has_more)
{
	struct told told;

	begin(&told);
	disk(&told, 512 * MIB, 0, "{\"low\":false,\"free_mb\":512}");
	disk(&told, 512 * MIB - 1, 1, "{\"low\":true,\"free_mb\":511}");
	disk(&told, 1, 2, NULL);
	disk(&told, 640 * MIB - 1, 3, NULL);
	disk(&told, 640 * MIB, 4, "{\"low\":false,\"free_mb\":640}");
	disk(&told, 512 * MIB, 5, NULL);
	notes_release(&told.notes);
}
END_TEST

START_TEST(test_how_much_is_low)
{
	struct disk small = {.size = 2000 * MIB, .free = 200 * MIB};
	struct disk tiny = {.size = 100 * MIB, .free = 64 * MIB};

	ck_assert(!disk_is_low(&small, false));
	ck_assert(disk_is_low(&small, true));
	small.free--;
	ck_assert(disk_is_low(&small, false));
	small.free = 250 * MIB;
	ck_assert(!disk_is_low(&small, true));
	ck_assert(!disk_is_low(&tiny, false));
	tiny.free--;
	ck_assert(disk_is_low(&tiny, false));
}
END_TEST

START_TEST(test_what_holds_is_told_again_twice_a_day)
{
	struct told told;

	begin(&told);
	disk(&told, MIB, 0, "{\"low\":true,\"free_mb\":1}");
	disk(&told, 2 * MIB, FACT_AGAIN - 1, NULL);
	disk(&told, 3 * MIB, FACT_AGAIN, "{\"low\":true,\"free_mb\":3}");
	disk(&told, 4 * MIB, 2 * FACT_AGAIN - 1, NULL);
	notes_release(&told.notes);
}
END_TEST

START_TEST(test_dropping_is_over_after_a_calm)
{
	struct told told;

	begin(&told);
	drops(&told, 0, 0, "{\"dropping\":false,\"dropped\":0}");
	drops(&told, 12, 5000, "{\"dropping\":true,\"dropped\":12}");
	drops(&told, 0, 5001, NULL);
	drops(&told, 30, 6000, NULL);
	drops(&told, 0, 6000 + TROUBLE_CALM - 1, NULL);
	drops(&told, 0, 6000 + TROUBLE_CALM,
	    "{\"dropping\":false,\"dropped\":42}");
	drops(&told, 1, 7000 + TROUBLE_CALM,
	    "{\"dropping\":true,\"dropped\":1}");
	notes_release(&told.notes);
}
END_TEST

/* The disk that this runs on is there, and is looked at once a minute. */
START_TEST(test_the_disk_is_looked_at)
{
	struct told told;

	begin(&told);
	told.trouble.dropping = (struct fact){true, false, UPTIME};
	trouble_turn(&told.trouble, "/nowhere/at/all", 0, UPTIME);
	expect(&told, "", NULL);
	trouble_turn(&told.trouble, "/dev/null", 0,
	    UPTIME + TROUBLE_LOOK - 1);
	expect(&told, "", NULL);
	told.trouble.low.holds = true; /* so that no ballast is made there */
	trouble_turn(&told.trouble, "/dev/null", 0, UPTIME + TROUBLE_LOOK);
	ck_assert_uint_eq(told.notes.note.n, 1);
	ck_assert_str_eq(told.notes.note.v[0].topic, "$natvagt/disk");
	notes_release(&told.notes);
}
END_TEST

CHECK_MAIN("trouble", test_a_disk_is_low_until_it_has_more,
    test_how_much_is_low, test_what_holds_is_told_again_twice_a_day,
    test_dropping_is_over_after_a_calm, test_the_disk_is_looked_at)
