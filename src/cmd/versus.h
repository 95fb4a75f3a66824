/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A night under two sets of rules, side by side. Both are judged with the
 * modelled guard: what staff did belongs to the rules that there were.
 */
#ifndef NATVAGT_CMD_VERSUS_H
#define NATVAGT_CMD_VERSUS_H

#include "cmd/print.h"
#include "eval/compare.h"
#include "read/conf.h"
#include "ui/ui.h"

struct versus {
	const struct conf *conf[2];     /* borrowed */
	struct recording *recording[2]; /* the first is borrowed */
	struct compared *compared;      /* owned */
	int n;
	char *name[2];                  /* owned: their files, to be shown */
	struct ui_difference *shown;    /* owned: of a struct ui_compare */
};

/*
 * recording: of the first configuration and the modelled guard, nothing
 * folded yet; it is surveyed. paths: the configurations', for their names.
 */
void versus_init(struct versus *versus, struct recording *recording,
    const struct conf *const conf[2], const char *const path[2]);
void versus_release(struct versus *versus);

/* For the screen; borrowed from versus. */
struct ui_compare versus_show(struct versus *versus);
/*
 * What both tell of, by time, a line each that says which side; then a line
 * for each alert of either. How they are printed: `how`, its line unused.
 */
void versus_print(struct versus *versus, const struct printer *how);

#endif
