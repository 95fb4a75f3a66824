/* SPDX-License-Identifier: Apache-2.0 */
#include "read/import_line.h"

#include <string.h>

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

struct word
word_next(struct line *line)
{
	struct word word;

	while (line->s < line->end && is_blank(*line->s))
		line->s++;
	word.s = line->s;
	while (line->s < line->end && !is_blank(*line->s))
		line->s++;
	word.n = (size_t)(line->s - word.s);
	return word;
}

struct word
word_peek(const struct line *line)
{
	struct line copy = *line;

	return word_next(&copy);
}

bool
word_is_date(struct word word)
{
	size_t i = 0;

	while (i < word.n && is_digit(word.s[i]))
		i++;
	return i > 0 && i < word.n && word.s[i] == '-';
}

/* Takes 1 to most digits off the word's head; -1 where there are none. */
static int
take_digits(struct word *word, int most)
{
	int value = 0, n = 0;

	for (; n < most && word->n > 0 && is_digit(*word->s); n++) {
		value = value * 10 + (*word->s - '0');
		word->s++;
		word->n--;
	}
	return n > 0 ? value : -1;
}

static bool
take_char(struct word *word, char c)
{
	if (word->n == 0 || *word->s != c)
		return false;
	word->s++;
	word->n--;
	return true;
}

/* "Jun" as 6, or -1. */
static int
take_month(struct word *word)
{
	static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";

	if (word->n > 0 && is_digit(*word->s))
		return take_digits(word, 2);
	if (word->n < 3)
		return -1;
	for (int i = 0; i < 12; i++) {
		int k = 0;

		while (k < 3 && (word->s[k] | 0x20) == months[3 * i + k])
			k++;
		if (k == 3) {
			word->s += 3;
			word->n -= 3;
			return i + 1;
		}
	}
	return -1;
}

static int
days_in(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
	    31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

static bool
read_date(struct word word, struct civil *civil)
{
	int first = take_digits(&word, 4), month, last;

	if (!take_char(&word, '-') || (month = take_month(&word)) < 1 ||
	    month > 12 || !take_char(&word, '-'))
		return false;
	last = take_digits(&word, 4);
	if (word.n != 0)
		return false;
	civil->year = first > 31 ? first : last;
	civil->month = month;
	civil->day = first > 31 ? last : first;
	return civil->year >= 1970 && civil->year <= 2099 && civil->day >= 1 &&
	    civil->day <= days_in(civil->year, month);
}

static bool
read_clock(struct word word, struct civil *civil)
{
	int unit = 100;

	civil->ms = 0;
	civil->hour = take_digits(&word, 2);
	if (!take_char(&word, ':'))
		return false;
	civil->minute = take_digits(&word, 2);
	if (!take_char(&word, ':'))
		return false;
	civil->second = take_digits(&word, 2);
	if (take_char(&word, '.'))
		for (; word.n > 0 && is_digit(*word.s); unit /= 10) {
			civil->ms += unit * (*word.s - '0');
			word.s++;
			word.n--;
		}
	return word.n == 0 && civil->hour >= 0 && civil->hour < 24 &&
	    civil->minute >= 0 && civil->minute < 60 && civil->second >= 0 &&
	    civil->second < 60;
}

bool
line_time(struct line *line, struct civil *civil)
{
	struct word date = word_next(line), clock = word_next(line);

	*civil = (struct civil){0};
	return read_date(date, civil) && read_clock(clock, civil);
}

void
import_slug(struct str *out, const char *s, size_t n)
{
	size_t start = out->len;
	bool gap = false;

	for (size_t i = 0; i < n; i++) {
		char c = s[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (!is_digit(c) && (c < 'a' || c > 'z')) {
			gap = true;
			continue;
		}
		if (gap && out->len > start)
			str_addc(out, '-');
		gap = false;
		str_addc(out, c);
	}
}
