/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One table of the pages: what each shows, what its lines are, how it begins.
 * A new page is a row of it, and a key that opens it (ui/keys.c).
 */
#ifndef NATVAGT_UI_PAGES_H
#define NATVAGT_UI_PAGES_H

#include <stdint.h>

#include "base/str.h"
#include "ui/lines.h"
#include "ui/ui.h"
#include "ui/view.h"

/* What a page shows itself, so that no row above it need tell it. */
enum {
	PAGE_HAS_ALERTS = 1 << 0,
	PAGE_HAS_ASIDE = 1 << 1,
	PAGE_HAS_ROUNDS = 1 << 2,
};

/* The line that a page is at while none is chosen. */
enum page_start {
	START_FIRST,
	START_NOWHERE,
	START_LAST, /* whatever comes: the page is followed */
	START_NOW,  /* what began last by now */
};

struct line {
	int32_t place;
	int64_t t;      /* 0: it is of no moment */
	uint32_t alert; /* its number, or 0 */
};

struct page_kind {
	/* A text that scrolls, a list of lines, or neither: the board. */
	int (*text)(const struct ui *, struct frame *, struct area);
	void (*list)(const struct ui *, struct frame *, struct area);
	unsigned has; /* PAGE_HAS_… */
	/* Whatever is to be done when it has been opened, or NULL. */
	struct ui_request (*open)(struct ui *);

	/* Of a list: all of its lines, and what is known of one by its id. */
	void (*fill)(struct lines *, const struct ui *);
	struct line (*line)(const struct ui *, int64_t id);
	void (*words)(const struct ui *, int64_t id, struct str *out);
	enum page_start start;
};

/* That of the page that is shown. */
const struct page_kind *pages_shown(const struct ui *ui);

#endif
