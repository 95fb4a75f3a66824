/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One table of what keys do: what a key means, the footer and the help page
 * all come from it.
 */
#ifndef NATVAGT_UI_KEYS_H
#define NATVAGT_UI_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/ui.h"

enum {
	KEY_ON_PLAN = 1 << UI_PAGE_PLAN,
	KEY_ON_DETAIL = 1 << UI_PAGE_DETAIL,
	KEY_ON_LOG = 1 << UI_PAGE_LOG,
	KEY_ON_HELP = 1 << UI_PAGE_HELP,
	KEY_ON_DEVICES = 1 << UI_PAGE_DEVICES,
	KEY_ON_ROUNDS = 1 << UI_PAGE_ROUNDS,
	KEY_ON_SHEET = 1 << UI_PAGE_SHEET,
	KEY_ON_TRUTH = 1 << UI_PAGE_TRUTH,
	KEY_ON_ASIDE = 1 << UI_PAGE_ASIDE,
	KEY_ON_COMPARE = 1 << UI_PAGE_COMPARE,
	KEY_ON_LINES = 1 << 14, /* on every list, … */
	KEY_ON_TEXT = 1 << 15,  /* … on every text that may be long */
	KEY_LIVE = 1 << 16,     /* on the live console … */
	KEY_RECORDED = 1 << 17, /* … or in a recording */
	KEY_COMPARED = 1 << 18, /* … or in one under two sets of rules */
	KEY_LOCKED = 1 << 19,   /* on a locked screen as well */
	KEY_BY_CONF = 1 << 20,  /* works() is settled by the configuration */
	KEY_SEEN = 1 << 21,     /* where there is a screen; not in lines */
	KEY_ANYWHERE = 0xffff,
	KEY_ALWAYS = KEY_LIVE | KEY_RECORDED,
};

enum { KEY_CTRL_L = 12, KEY_CODES = 10 };

struct key {
	const char *name;   /* as it is shown: "a", "Enter" */
	int32_t code[KEY_CODES]; /* ended by 0 */
	unsigned where;     /* KEY_… */
	bool (*works)(const struct ui *); /* NULL: always */
	const char *cannot; /* N_(): why not, when it does not */
	const char *help;   /* N_(): what it does; NULL: stands with another */
	const char *label;  /* N_(): in the footer, or NULL */
	bool (*refuse)(struct ui *); /* says it in the place of `cannot`, or
	                              * returns false; or NULL */
	/* What it does: one of these. */
	bool acts;
	enum action_do act; /* on an alert: see ui/target.h; works where it can */
	struct ui_request (*run)(struct ui *);
	struct ui_request (*move)(struct ui *, int32_t code); /* of several */
	enum ui_page opens;
	enum ui_do wants;
	enum ui_ask asks;
};

const struct key *keys_table(size_t *n);
/* Whether it means something on this page, and now. */
bool keys_works(const struct key *key, const struct ui *ui);
/* Whether it is a key of this page. */
bool keys_is_here(const struct key *key, const struct ui *ui);
/* Whether it ever does on this console. */
bool keys_applies(const struct key *key, const struct ui *ui);
/* Whether a locked screen stands in its way. */
bool keys_locked(const struct key *key, const struct ui *ui);
/* What it does, where it works; code: which of its codes was pressed. */
struct ui_request keys_run(const struct key *key, struct ui *ui,
    int32_t code);
/* Whether the help tells of it. */
bool keys_told(const struct key *key, const struct ui *ui);
/* The alert that it would hit now, or -1. */
int32_t keys_target(const struct key *key, const struct ui *ui);
/* The key by its code on this page, or any that has it, or NULL. */
const struct key *keys_find(const struct ui *ui, int32_t code);

#endif
