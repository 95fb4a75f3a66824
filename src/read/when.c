/* SPDX-License-Identifier: Apache-2.0 */
#include "read/when.h"

#include <stdbool.h>
#include <string.h>

enum { DAYS_MAX = 1000 }; /* of a recording that are searched */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_clock(const struct civil *civil)
{
	return civil->hour < 24 && civil->minute < 60 && civil->second < 60;
}

/* "2:17", "02:17:30" or "0217" into civil; false for anything else. */
static bool
read_clock(const char *text, struct civil *civil)
{
	int field[3] = {0}, n = 0, digits = 0;

	if (strlen(text) == 4 && strspn(text, "0123456789") == 4) {
		civil->hour = (text[0] - '0') * 10 + text[1] - '0';
		civil->minute = (text[2] - '0') * 10 + text[3] - '0';
		return is_clock(civil);
	}
	for (; *text != '\0'; text++) {
		if (is_digit(*text) && digits < 2) {
			field[n] = field[n] * 10 + *text - '0';
			digits++;
		} else if (*text == ':' && digits > 0 && n < 2) {
			n++;
			digits = 0;
		} else {
			return false;
		}
	}
	civil->hour = field[0];
	civil->minute = field[1];
	civil->second = field[2];
	return n > 0 && digits > 0 && is_clock(civil);
}

/*
 * The moments in order, day by day. From noon to noon: a day of 23 or 25 hours
 * would make us skip a date, or meet it twice, from near its edges.
 */
static enum when
find_clock(const struct civil *wanted, const struct zone *zone, int64_t from,
    int64_t to, int64_t now, int64_t *t)
{
	struct civil civil = zone_civil(zone, from);
	int64_t noon = from - (civil.hour - 12) * MS_HOUR, at[2];
	enum when found = WHEN_OUTSIDE;
	bool here = false;

	for (int i = 0; i < DAYS_MAX && noon <= to + MS_DAY; i++) {
		int n;

		civil = zone_civil(zone, noon);
		civil.hour = wanted->hour;
		civil.minute = wanted->minute;
		civil.second = wanted->second;
		civil.ms = 0;
		n = zone_instants(zone, &civil, at);
		for (int k = 0; k < n; k++) {
			if (at[k] < from || at[k] > to)
				continue;
			if (here || found == WHEN_OUTSIDE)
				*t = at[k];
			if (here)
				return WHEN_FOUND;
			found = WHEN_FOUND;
			here = at[k] == now;
		}
		noon += MS_DAY;
	}
	return found;
}

/*
 * Numbers as form has them, "dddd-dd-dd"; what is no d stands for itself.
 * Returns what follows, or NULL.
 */
static const char *
read_numbers(const char *text, const char *form, int *number)
{
	*number = 0;
	for (; *form != '\0'; form++, text++) {
		if (*form == 'd' ? !is_digit(*text) : *text != *form)
			return NULL;
		if (*form == 'd')
			*number = *number * 10 + *text - '0';
		else
			*++number = 0;
	}
	return text;
}

/* "+01:00" or "Z", the whole of text, as ms east of UTC. */
static bool
read_offset(const char *text, int64_t *offset)
{
	int number[2];
	const char *end;

	*offset = 0;
	if (strcmp(text, "Z") == 0 || strcmp(text, "z") == 0)
		return true;
	if (*text != '+' && *text != '-')
		return false;
	end = read_numbers(text + 1, "dd:dd", number);
	if (end == NULL || *end != '\0' || number[0] > 23 || number[1] > 59)
		return false;
	*offset = (number[0] * MS_HOUR + number[1] * MS_MINUTE) *
	    (*text == '-' ? -1 : 1);
	return true;
}

/* ".5" as ms; leaves *text after it. */
static int
read_fraction(const char **text)
{
	int ms = 0, unit = 100;

	if (**text != '.' || !is_digit((*text)[1]))
		return 0;
	for (++*text; is_digit(**text); ++*text) {
		ms += (**text - '0') * unit;
		unit /= 10;
	}
	return ms;
}

/* As UTC; false for what there is not, such as a 30th of February. */
static bool
utc_of(const struct civil *civil, int64_t *t)
{
	struct zone_step step = {INT64_MIN, 0};
	const struct zone utc = {&step, 1};
	struct civil same;
	int64_t out[2];

	if (!is_clock(civil) || zone_instants(&utc, civil, out) != 1)
		return false;
	same = zone_civil(&utc, out[0]);
	*t = out[0];
	return same.year == civil->year && same.month == civil->month &&
	    same.day == civil->day;
}

/* "2026-11-22"; returns what follows, or NULL. */
static const char *
read_day(const char *text, struct civil *civil)
{
	int date[3];

	text = read_numbers(text, "dddd-dd-dd", date);
	*civil = (struct civil){.year = date[0], .month = date[1],
	    .day = date[2]};
	return text;
}

/* RFC 3339; false for anything else. */
bool
when_stamp(const char *text, int64_t *t)
{
	struct civil civil;
	int64_t offset;
	int clock[3];

	text = read_day(text, &civil);
	if (text == NULL || *text == '\0' || strchr("Tt ", *text) == NULL)
		return false;
	text = read_numbers(text + 1, "dd:dd:dd", clock);
	if (text == NULL)
		return false;
	civil.hour = clock[0];
	civil.minute = clock[1];
	civil.second = clock[2];
	civil.ms = read_fraction(&text);
	if (!read_offset(text, &offset) || !utc_of(&civil, t))
		return false;
	*t -= offset;
	return true;
}

bool
when_date(const char *text, struct civil *day)
{
	int64_t t;

	text = read_day(text, day);
	return text != NULL && *text == '\0' && utc_of(day, &t);
}

enum when
when_find(const char *text, const struct zone *zone, int64_t from, int64_t to,
    int64_t now, int64_t *t)
{
	struct civil civil = {0};

	if (read_clock(text, &civil))
		return find_clock(&civil, zone, from, to, now, t);
	if (!when_stamp(text, t))
		return WHEN_NO_TIME;
	return *t >= from && *t <= to ? WHEN_FOUND : WHEN_OUTSIDE;
}
