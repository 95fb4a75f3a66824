/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PINs: digits that are not the first that anybody would try, kept as their
 * yescrypt hash. Hashing takes some 25 ms and 16 MiB, so a console may do it
 * between two frames. It keeps nobody off for long who has the journal itself,
 * as there are but 10 000 PINs of four digits: for that there is the file's
 * mode, and for a console the wait after wrong ones (staff.h). The only file
 * that knows libcrypt.
 */
#ifndef NATVAGT_STORE_PIN_H
#define NATVAGT_STORE_PIN_H

#include <stdbool.h>

#include "base/err.h"

enum { PIN_MIN = 4, PIN_MAX = 12 };

/* Whether it may be anybody's; the reason never says what it was. */
int pin_check(const char *pin, struct err *err);
/* Its hash under a salt of its own, to be freed; NULL and the reason. */
char *pin_hash(const char *pin, struct err *err);
/* Whether that is the hash's PIN; any text may be asked. */
bool pin_is(const char *hash, const char *pin);

#endif
