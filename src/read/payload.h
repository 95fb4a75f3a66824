/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON from outside, for map.c and decode.c: bounded in depth before it is
 * parsed, no key twice, no bad UTF-8. Reasons never quote the payload: they
 * are kept, and what is kept is anonymous.
 */
#ifndef NATVAGT_READ_PAYLOAD_H
#define NATVAGT_READ_PAYLOAD_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "base/err.h"

/*
 * An object or an array nested at most depth deep (json_decref), or NULL and
 * the reason.
 */
json_t *payload_json(const char *s, size_t n, int depth, struct err *err);

enum { NUMBER_SIZE = 32 };
/* The shortest decimal that reads back as x; x is finite. */
void payload_number_text(double x, char buf[NUMBER_SIZE]);
/*
 * Whether s is wholly a decimal number, as "21", "-0.5" or "1e3" are, of at
 * most 48 characters and within ±2^53; *x is set only then.
 */
bool payload_number(const char *s, double *x);
/* The same of a JSON number's text form. */
bool payload_json_number(const json_t *json, double *x);

#endif
