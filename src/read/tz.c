/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libc tells a zone's offset at an instant and no more, so the changes are
 * found by asking once a day and halving the day in which the answer differs.
 * TZ is set for the while; nothing else may ask for local time meanwhile.
 */
#include "read/tz.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"

/* Days between looks: no zone goes there and back again within as few. */
enum { STEP = 3 * 86400, NAME_MAX_LEN = 64 };
#define LAST_DAY INT64_C(4102444800) /* 2100-01-01 */

static bool
is_name(const char *name)
{
	size_t n = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789_+-/");

	return n > 0 && n < NAME_MAX_LEN && name[n] == '\0' && name[0] != '/';
}

/* Whether the database has a file by that name: they begin with "TZif". */
static bool
is_known(const char *name)
{
	const char *dir = getenv("TZDIR");
	char *path = xasprintf("%s/%s", dir != NULL && dir[0] != '\0' ? dir :
	    "/usr/share/zoneinfo", name), magic[4] = "";
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	bool known = fd >= 0 && read(fd, magic, 4) == 4 &&
	    memcmp(magic, "TZif", 4) == 0;

	if (fd >= 0)
		close(fd);
	free(path);
	return known;
}

static void
set_tz(const char *name)
{
	if (name != NULL)
		setenv("TZ", name, 1);
	else
		unsetenv("TZ");
	tzset();
}

/* Seconds east of UTC. */
static int32_t
offset_at(int64_t t)
{
	time_t clock = (time_t)t;
	struct tm tm;

	return localtime_r(&clock, &tm) != NULL ? (int32_t)tm.tm_gmtoff : 0;
}

/* The first second in (from, to] whose offset is not that of `from`. */
static int64_t
change_between(int64_t from, int64_t to, int32_t before)
{
	while (to - from > 1) {
		int64_t middle = from + (to - from) / 2;

		if (offset_at(middle) == before)
			from = middle;
		else
			to = middle;
	}
	return to;
}

int
tz_load(struct zone *zone, const char *name, struct err *err)
{
	VEC(struct zone_step) steps = {0};
	char *was;
	int32_t offset;

	*zone = (struct zone){0};
	if (!is_name(name) || (!is_known(name) && strcmp(name, "UTC") != 0))
		return err_set(err, "there is no time zone '%s' (one such as"
		    " \"Europe/Copenhagen\" is wanted)", name);
	was = getenv("TZ") != NULL ? xstrdup(getenv("TZ")) : NULL;
	set_tz(name);
	offset = offset_at(0);
	vec_push(&steps, (struct zone_step){INT64_MIN, offset * 1000});
	for (int64_t t = 0; t < LAST_DAY; t += STEP)
		/* A step may hold two changes: look on from the first. */
		for (int64_t at = t; offset_at(t + STEP) != offset;) {
			at = change_between(at, t + STEP, offset);
			offset = offset_at(at);
			vec_push(&steps, (struct zone_step){at * MS_SECOND,
			    offset * 1000});
		}
	set_tz(was);
	free(was);
	zone->step = steps.v;
	zone->n = steps.n;
	return 0;
}

void
tz_release(struct zone *zone)
{
	free(zone->step);
	*zone = (struct zone){0};
}
