/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The handover sheet: what those who take over must know of a shift, in the
 * order in which they need it, in the user's language. It is a list of
 * paragraphs, which the screen, a printer and a browser show each in its way.
 */
#ifndef NATVAGT_UI_SHEET_H
#define NATVAGT_UI_SHEET_H

#include "base/mem.h"
#include "base/str.h"
#include "fold/shift.h"

enum sheet_kind {
	SHEET_TITLE,
	SHEET_HEAD,   /* of a section */
	SHEET_URGENT, /* somebody has to see to it now */
	SHEET_ROOM,   /* the head of what follows it */
	SHEET_LINE,
	SHEET_SMALL,  /* for the file, not for the morning */
};

struct sheet_par {
	enum sheet_kind kind;
	bool marked;  /* it tells of an alert … */
	enum priority priority; /* … of this */
	char *text;   /* clean */
};

struct sheet {
	VEC(struct sheet_par) par;
	VEC(uint32_t) unlabelled; /* alerts of which nobody said how it went */
};

/* now: when it is made, written on it. */
void sheet_make(struct sheet *sheet, const struct shift *shift,
    const struct conf *conf, int64_t now);
void sheet_release(struct sheet *sheet);

/* As text of so many columns, appended; ascii: for where there is nothing else. */
void sheet_text(const struct sheet *sheet, int columns, bool ascii,
    struct str *out);
/* The same for ears: a line each, marks as words, and nothing drawn. */
void sheet_lines(const struct sheet *sheet, struct str *out);
/* As one page of HTML that needs nothing else. language: "da". */
void sheet_html(const struct sheet *sheet, const char *language,
    struct str *out);

#endif
