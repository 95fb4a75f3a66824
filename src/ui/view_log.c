/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/find.h"
#include "ui/lines.h"
#include "ui/view.h"
#include "ui/words.h"

enum { PLACE_MAX = 12, WHOLE_INDENT = 10 };

/* Of the column of places: of the longest name, within reason. */
static int
place_width(const struct house *house)
{
	int width = 4;

	for (int32_t i = 0; i < house->nplace && width < PLACE_MAX; i++) {
		int w = text_width(words_place(house, i));

		if (w > width)
			width = w < PLACE_MAX ? w : PLACE_MAX;
	}
	return width;
}

static void
status_entry(const struct house *house, const struct event *e,
    struct str *out)
{
	const char *was = words_status(house, e->was);
	const char *is = words_status(house, e->status);

	if (was[0] != '\0')
		str_addf(out, "%s → ", was);
	str_add(out, is[0] != '\0' ? is : "–");
}

/* NULL: of nothing that is known. */
static const struct rule *
rule_of(const struct house *house, const struct event *e)
{
	return e->instance >= 0 && e->instance < house->ninstance ?
	    &house->rule[house->instance[e->instance].rule] : NULL;
}

void
view_log_alert(const struct house *house, const struct ui_entry *entry,
    struct str *out)
{
	const struct event *e = &entry->event;
	const struct rule *rule = rule_of(house, e);
	bool latch = rule != NULL && rule->latch;
	char words[WORDS_SIZE];

	if (entry->was != NULL || entry->said) {
		str_add(out, entry->said ? entry->reason : entry->was->words +
		    entry->was->tail);
		return;
	}
	words_event(e->event, &e->alert, entry->staff, latch, words);
	str_add(out, words);
	if (e->event == ALERT_EVENT_REFUSED && e->alert.by[0] != '\0')
		str_addf(out, " (%s)", e->alert.by);
	if (entry->reason[0] != '\0')
		str_addf(out, ": %s", e->event == ALERT_EVENT_REFUSED ?
		    _(entry->reason) : entry->reason);
}

static void
alert_entry(const struct house *house, const struct ui_entry *entry,
    struct str *out)
{
	const struct rule *rule = rule_of(house, &entry->event);

	if (rule != NULL)
		str_addf(out, "%-3s %s · ", words_marks(rule->priority),
		    rule->text);
	view_log_alert(house, entry, out);
}

/* What staff did of themselves. */
static void
staff_entry(const struct ui_entry *entry, struct str *out)
{
	static const char *const visit[] = {
		[VISIT_ENTERED] = N_("seen to"),
		[VISIT_SKIPPED] = N_("left in peace"),
		[VISIT_UNDONE] = N_("visit undone"),
	};
	const char *by = entry->event.alert.by;

	if (entry->did == ACTION_VISIT)
		str_add(out, _(visit[entry->how]));
	else if (entry->did == ACTION_SIGN_IN || entry->did == ACTION_SIGN_OUT)
		str_addf(out, entry->did == ACTION_SIGN_IN ?
		    _("%s signed in") : _("%s signed out"), by);
	else
		str_addf(out, _("note: %s"), entry->reason);
	if (by[0] != '\0' && entry->did != ACTION_SIGN_IN &&
	    entry->did != ACTION_SIGN_OUT)
		str_addf(out, " (%s)", by);
}

/* A device that is silent, offline, or heard again. */
static void
device_entry(const struct house *house, const struct event *e,
    struct str *out)
{
	str_addf(out, "%s: %s", house->device[e->device].id,
	    e->state == DEVICE_LIVE ? _("heard again") :
	    words_device(e->state));
}

static void
noted_entry(const struct house *house, const struct ui_entry *entry,
    struct str *out)
{
	const struct event *e = &entry->event;

	if (entry->said) {
		str_add(out, entry->reason);
		return;
	}
	switch (e->kind) {
	case MESSAGE_START:
		str_add(out, _("The watch has begun"));
		return;
	case MESSAGE_CLOCK:
		str_addf(out, _("The clock was set %+lld s"),
		    (long long)(e->step / MS_SECOND));
		return;
	case MESSAGE_BROKER:
		str_add(out, e->on ? _("The sensors are connected again") :
		    _("There is no connection to the sensors"));
		return;
	default:
		str_addf(out, P_("%s: %lld message could not be used",
		    "%s: %lld messages could not be used", e->step),
		    house->device[e->device].id, (long long)e->step);
		if (entry->reason[0] != '\0')
			str_addf(out, ": %s", entry->reason);
		return;
	}
}

const char *
view_log_place(const struct ui *ui, const struct ui_entry *entry)
{
	if (entry->was != NULL)
		return entry->was->where;
	return entry->event.place < 0 ? "" :
	    words_place(ui->conf->house, entry->event.place);
}

void
view_log_words(const struct ui *ui, const struct ui_entry *entry, bool place,
    struct str *out)
{
	const struct house *house = ui->conf->house;

	if (place) {
		const char *text = view_log_place(ui, entry);
		int pad = place_width(house) - text_width(text);

		str_addf(out, "%s%*s  ", text, pad > 0 ? pad : 0, "");
	}
	if (entry->was != NULL) {
		str_add(out, entry->was->words);
		return;
	}
	switch (entry->event.what) {
	case EVENT_STATUS:
		status_entry(house, &entry->event, out);
		return;
	case EVENT_ALERT:
		alert_entry(house, entry, out);
		return;
	case EVENT_DEVICE:
		device_entry(house, &entry->event, out);
		return;
	case EVENT_NOTED:
		noted_entry(house, entry, out);
		return;
	case EVENT_STAFF:
		staff_entry(entry, out);
		return;
	case EVENT_SIGNAL:
		return;
	}
}

static struct style
entry_style(const struct ui_entry *entry)
{
	if (entry->said)
		return BOLD;
	if (entry->event.what == EVENT_STATUS)
		return entry->event.status == STATUS_UNSEEN ? PLAIN : DIM;
	if (entry->event.what != EVENT_ALERT)
		return PLAIN;
	return entry->event.event == ALERT_EVENT_RAISED ||
	    entry->event.event == ALERT_EVENT_REFUSED ? BOLD : PLAIN;
}

static void
draw_entry(const struct ui *ui, const struct ui_entry *entry,
    struct frame *frame, int row, int col, int width, struct style style)
{
	char clock[WORDS_SIZE];
	struct str words;
	int used;

	words_clock(&ui->conf->zone, entry->t, true, clock);
	used = frame_text(frame, row, col, width,
	    style.meaning == MEANS_SELECTED ? style : PLAIN, clock) + 2;
	str_init(&words);
	view_log_words(ui, entry, true, &words);
	frame_text(frame, row, col + used, width - used, style, words.s);
	str_release(&words);
}

void
view_log_tail(const struct ui *ui, struct frame *frame, struct area area)
{
	int n = ui->log != NULL ? (int)ui->log->n : 0;
	int first = n > area.rows ? n - area.rows : 0;

	if (n == 0)
		frame_text(frame, area.row, area.col, area.cols, PLAIN,
		    _("Nothing has happened yet."));
	for (int i = first; i < n; i++)
		draw_entry(ui, &ui->log->v[i], frame, area.row + i - first,
		    area.col, area.cols, entry_style(&ui->log->v[i]));
}

/* What is not there to be read: by the filters, or forgotten; or "". */
static void
head_words(const struct ui *ui, struct str *out)
{
	static const char *const kind[] = {"", N_("only alerts"),
	    N_("only statuses"), N_("only staff"), N_("only technical")};
	char when[WORDS_SIZE];

	if (ui->pages.kind != LOG_ALL)
		str_addf(out, "%s · ", _(kind[ui->pages.kind]));
	if (ui->pages.room >= 0) {
		str_addf(out, _("only %s"), words_place(ui->conf->house,
		    ui->pages.room));
		str_add(out, " · ");
	}
	if (ui->log != NULL && ui->log->forgotten > 0 && ui->log->n > 0) {
		words_when(&ui->conf->zone, ui->now, ui->log->v[0].t, when);
		str_addf(out, _("what was before %s is no longer here"), when);
		str_add(out, " · ");
	}
}

/* The row is there only where it has something to say; returns the rows. */
static int
draw_head(const struct ui *ui, int hidden, struct frame *frame,
    struct area area)
{
	struct str words;
	bool any;

	str_init(&words);
	head_words(ui, &words);
	any = words.len > 0;
	if (hidden > 0)
		str_addf(&words, P_("%d line hidden", "%d lines hidden",
		    hidden), hidden);
	else if (any)
		words.s[words.len - strlen(" · ")] = '\0';
	if (any)
		frame_text(frame, area.row, area.col, area.cols, BOLD,
		    words.s);
	str_release(&words);
	return any;
}

/*
 * All of the selected line, at the foot, where it is longer than its row;
 * returns the rows that it takes.
 */
static int
draw_whole(const struct ui *ui, const struct lines *lines,
    struct frame *frame, struct area area)
{
	int rows = 0, at = lines_at(lines, ui);
	struct page page = {0};
	struct str words;

	if (at < 0)
		return 0;
	str_init(&words);
	lines_words(ui, lines->v[at], &words);
	page_wrap(&page, PLAIN, area.cols - 2, WHOLE_INDENT, words.s);
	if (page.n > 1 && (int)page.n < area.rows / 2)
		rows = (int)page.n + 1;
	if (rows > 0)
		page_draw(&page, frame, (struct area){area.row + area.rows -
		    rows + 1, area.col + 2, rows - 1, area.cols - 2}, 0);
	page_release(&page);
	str_release(&words);
	return rows;
}

static struct style
line_style(const struct ui *ui, int64_t id)
{
	return entry_style(lines_entry(ui, id));
}

static void
draw_line(const struct ui *ui, int64_t id, const void *columns,
    struct frame *frame, struct area area, struct style style)
{
	(void)columns;
	draw_entry(ui, lines_entry(ui, id), frame, area.row, area.col,
	    area.cols, style);
}

void
view_log(const struct ui *ui, struct frame *frame, struct area area)
{
	static const struct view_of_line of = {line_style, draw_line};
	struct lines lines;
	int head, rows;

	lines_make(&lines, ui);
	head = draw_head(ui, lines.hidden, frame, area);
	area.row += head;
	area.rows -= head;
	rows = area.rows - draw_whole(ui, &lines, frame, area);
	if (lines.n == 0)
		frame_text(frame, area.row, area.col, area.cols, PLAIN,
		    lines.hidden > 0 ? _("Nothing like that has happened.") :
		    _("Nothing has happened yet."));
	view_lines(ui, &lines, frame, (struct area){area.row, area.col, rows,
	    area.cols}, &of, NULL);
	lines_release(&lines);
}
