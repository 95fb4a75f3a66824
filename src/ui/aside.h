/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is set aside, so that it would call nobody: rules at a place that staff
 * have shelved, that are held back while staff are there, or that an admin has
 * put out of service. All of it is always listed.
 */
#ifndef NATVAGT_UI_ASIDE_H
#define NATVAGT_UI_ASIDE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "ui/ui.h"

enum aside_kind { ASIDE_SHELVED, ASIDE_INHIBITED, ASIDE_OUT, ASIDE_KINDS };

struct aside {
	int32_t *v; /* instances, by kind; owned */
	int n;
	int count[ASIDE_KINDS];
};

void aside_make(struct aside *aside, const struct ui *ui);
void aside_release(struct aside *aside);
/* Whether anything in the room of a place is shelved or out of service. */
bool aside_in_room(const struct ui *ui, int32_t room);

bool aside_any(const struct ui *ui);
/* "1 on hold · 2 out of service"; "" for nothing. */
enum { ASIDE_SIZE = 160 };
void aside_summary(const struct ui *ui, char buf[ASIDE_SIZE]);
/* How, till when, by whom, why. */
void aside_words(const struct ui *ui, int32_t instance, struct str *out);
/* The day to look at what is out of service is over. */
bool aside_is_overdue(const struct ui *ui, int32_t instance);

#endif
