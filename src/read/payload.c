/* SPDX-License-Identifier: Apache-2.0 */
#include "read/payload.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_LEN_MAX = 48 };
#define NUMBER_MAX 9007199254740992.0 /* beyond it whole numbers get lost */

/* How many c stand in s; no more than `most` are counted. */
static int
count_of(const char *s, size_t n, char c, int most)
{
	const char *end = s + n;
	int count = 0;

	while (count < most && (s = memchr(s, c, (size_t)(end - s))) != NULL) {
		count++;
		s++;
	}
	return count;
}

/*
 * Brackets outside of strings; what is no JSON may be misjudged, and is
 * refused by the parser anyway. Few have as many as would be too deep.
 */
static bool
too_deep(const char *s, size_t n, int most)
{
	bool string = false;
	int depth = 0;

	if (count_of(s, n, '{', most + 1) + count_of(s, n, '[', most + 1) <=
	    most)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (string && s[i] == '\\')
			i++;
		else if (s[i] == '"')
			string = !string;
		else if (!string && (s[i] == '{' || s[i] == '[') &&
		    ++depth > most)
			return true;
		else if (!string && (s[i] == '}' || s[i] == ']'))
			depth--;
	}
	return false;
}

static const char *
reason_of(const json_error_t *error)
{
	switch (json_error_code(error)) {
	case json_error_invalid_utf8:
		return "bad UTF-8";
	case json_error_premature_end_of_input:
		return "it ends too early";
	case json_error_end_of_input_expected:
		return "something stands after its end";
	case json_error_duplicate_key:
		return "the same key twice";
	case json_error_numeric_overflow:
		return "a number out of range";
	case json_error_null_character:
	case json_error_null_byte_in_key:
		return "a NUL character";
	default:
		return "bad syntax";
	}
}

json_t *
payload_json(const char *s, size_t n, int depth, struct err *err)
{
	json_error_t error;
	json_t *root;

	if (n == 0) {
		err_set(err, "not JSON: empty");
		return NULL;
	}
	if (too_deep(s, n, depth)) {
		err_set(err, "nested more than %d deep", depth);
		return NULL;
	}
	root = json_loadb(s, n, JSON_REJECT_DUPLICATES, &error);
	if (root == NULL)
		err_set(err, "not JSON: %s at byte %d", reason_of(&error),
		    error.position);
	return root;
}

void
payload_number_text(double x, char buf[NUMBER_SIZE])
{
	if (x == 0)
		x = 0; /* no "-0", which reads back as a whole number */
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(buf, NUMBER_SIZE, "%.*g", digits, x);
		if (strtod(buf, NULL) == x)
			return;
	}
}

static const char *
skip_digits(const char *s)
{
	return s + strspn(s, "0123456789");
}

bool
payload_number(const char *s, double *x)
{
	const char *p = s + (*s == '-' || *s == '+'), *q = skip_digits(p);
	double value;

	if (q == p || strlen(s) > NUMBER_LEN_MAX)
		return false;
	if (*q == '.') {
		p = q + 1;
		q = skip_digits(p);
		if (q == p)
			return false;
	}
	if (*q == 'e' || *q == 'E') {
		p = q + 1;
		p += *p == '-' || *p == '+';
		q = skip_digits(p);
		if (q == p)
			return false;
	}
	if (*q != '\0')
		return false;
	value = strtod(s, NULL);
	if (!(fabs(value) <= NUMBER_MAX))
		return false;
	*x = value;
	return true;
}

bool
payload_json_number(const json_t *json, double *x)
{
	double value = json_number_value(json);

	if (!json_is_number(json) || !(fabs(value) <= NUMBER_MAX))
		return false;
	*x = value == 0 ? 0 : value; /* no -0, as above */
	return true;
}
