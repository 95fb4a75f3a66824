/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of the screen, one file each. A view draws what the state says on
 * its own area of the frame, and nothing else: no clock, no keys, no memory.
 * What keys must know of a frame a view returns (struct ui_shape).
 *
 *   row 0      header: site, plan, time, sensors, who
 *   row 1      the banner, when there is something to say across the width;
 *              else the plans, if there are several; on pages that hide the
 *              alerts how many need help
 *   rows 2 …   the page; the alerts at its right, or below on narrow screens
 *   … last - 2 replay: the time line, and below it what really happened,
 *              and what two sets of rules do otherwise
 *   … last - 2 a warning, where one stands: the page has a row less
 *   last - 1   a notice or a question, and how long the bell is silent
 *   last       the keys that work now
 */
#ifndef NATVAGT_UI_VIEW_H
#define NATVAGT_UI_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/frame.h"
#include "ui/list.h"
#include "ui/ui.h"
#include "ui/words.h"

enum { VIEW_ROWS_MIN = 16, VIEW_COLS_MIN = 60 };

struct area {
	int row, col, rows, cols;
};

#define PLAIN ((struct style){MEANS_TEXT, 0})
#define BOLD ((struct style){MEANS_TEXT, ATTR_BOLD})
#define DIM ((struct style){MEANS_DIM, 0})
#define SELECTED ((struct style){MEANS_SELECTED, 0})

void view_header(const struct ui *ui, struct frame *frame, int row);
/* The plans by number where there are several, with their alerts' marks. */
void view_plans(const struct ui *ui, const struct list *list,
    struct frame *frame, int row);
/* Draws nothing where all is well; returns whether it did. */
bool view_banner(const struct ui *ui, struct frame *frame, int row);
/*
 * What is selected is in view, where the plan is larger than its area; what
 * was in view stays there until something else is. Returns what is.
 */
struct ui_corner view_plan(const struct ui *ui, const struct list *list,
    struct frame *frame, struct area area);
/* The house in large, what is selected in view; returns the tiles' columns. */
int view_tiles(const struct ui *ui, const struct list *list,
    struct frame *frame, struct area area);
void view_alerts(const struct ui *ui, const struct list *list,
    struct frame *frame, struct area area);
/* The rows that they would fill in so many columns. */
int view_alerts_rows(const struct ui *ui, const struct list *list,
    int cols);
/* "2 need help · oldest 4 min", shorter where width is less; how loud;
 * where nobody waits, how many rooms are not seen. */
struct style view_summary(const struct ui *ui, const struct list *list,
    int width, char buf[160]);
/*
 * In large letters, with their rows as the result; 0: no room, or nobody
 * waits and all rooms are seen.
 * Across the screen it is drawn in any case, as large as it can be.
 */
int view_summary_large(const struct ui *ui, const struct list *list,
    struct frame *frame, int row, int col, int width);
int view_summary_across(const struct ui *ui, const struct list *list,
    struct frame *frame, int row, int col, int width);
/*
 * The same on one row, to be read across the room: where somebody needs help
 * or a room is not seen, lit across the width (low is not), its letters apart
 * if they fit.
 */
void view_summary_bar(const struct ui *ui, const struct list *list,
    struct frame *frame, int row, int col, int width);
/* Whether a collector lives, so that what is not there is known not to be. */
bool view_is_watched(const struct ui *ui);
/* The rows of the time line: 0 on the live console. */
int view_timeline_rows(const struct ui *ui);
void view_timeline(const struct ui *ui, struct frame *frame, int row);
/* "recording · paused · 60x", with what matters least left out. */
void view_transport_words(const struct ui_transport *transport, int width,
    char buf[WORDS_SIZE]);
/* What stands until a key; returns the rows it takes: 0 without it. */
int view_warning(const struct ui *ui, struct frame *frame, int row);
void view_notice(const struct ui *ui, struct frame *frame, int row);
void view_footer(const struct ui *ui, struct frame *frame, int row);
/* The boxes and lines that ask something. */
void view_asks(const struct ui *ui, struct frame *frame, struct area area);

/* Pages that scroll return how many lines they have beyond the area. */
int view_detail(const struct ui *ui, struct frame *frame, struct area area);
void view_log(const struct ui *ui, struct frame *frame, struct area area);
/* Its last lines, below the plan. */
void view_log_tail(const struct ui *ui, struct frame *frame, struct area area);
/* In its place on a locked screen: what can be done all the same. */
void view_locked(const struct ui *ui, struct frame *frame, struct area area);
void view_devices(const struct ui *ui, struct frame *frame, struct area area);
/* A device's state in words, since when where that is known and fits. */
struct device_line;
void view_device_state(const struct ui *ui, const struct device_line *line,
    int width, char buf[WORDS_SIZE]);
/* All that is known of it. */
void view_device_words(const struct ui *ui, const struct device_line *line,
    struct str *out);
void view_aside(const struct ui *ui, struct frame *frame, struct area area);
void view_rounds(const struct ui *ui, struct frame *frame, struct area area);
/* All that is to be read of one. */
void view_round_words(const struct ui *ui, int64_t round, struct str *out);
/* At the right end of a row, where that is free: what is late, what is due. */
void view_rounds_due(const struct ui *ui, struct frame *frame, int row);
/* The handover sheet, as the shell made it. */
int view_sheet(const struct ui *ui, struct frame *frame, struct area area);
int view_help(const struct ui *ui, struct frame *frame, struct area area);
void view_truth(const struct ui *ui, struct frame *frame, struct area area);
/* All that is to be read of an incident; of what two sets of rules differ in. */
void view_truth_words(const struct ui *ui, int64_t incident,
    struct str *out);
void view_compare(const struct ui *ui, struct frame *frame, struct area area);
void view_difference_words(const struct ui *ui, int64_t difference,
    struct str *out);
/* Whose rules are on the screen; "" where there is but one set. */
void view_compare_words(const struct ui *ui, char buf[WORDS_SIZE]);
/* Questions about an incident: which kind, in a box, and the line to delete. */
void view_mark_kind(const struct ui *ui, struct frame *frame,
    struct area area);
void view_mark_delete(const struct ui *ui, struct frame *frame, int row,
    int width);
/* How many changes are not in the truth file; "" where all are. */
void view_unsaved_words(const struct ui *ui, char buf[WORDS_SIZE]);
/* A box with nothing in it. */
void view_box(struct frame *frame, struct area box, struct style style);
/* What became of an alert, and why: an entry without its rule. */
void view_log_alert(const struct house *house, const struct ui_entry *entry,
    struct str *out);
/* Where it was, as that was called; "" where that is not known. */
const char *view_log_place(const struct ui *ui, const struct ui_entry *entry);
/* One entry in words, without its time. */
void view_log_words(const struct ui *ui, const struct ui_entry *entry,
    bool place, struct str *out);

/* An area less so many rows and columns on each side; at least it is none. */
struct area view_inset(struct area area, int rows, int cols);
/* Text that ends at column col + width. */
void view_right(struct frame *frame, int row, int col, int width,
    struct style style, const char *text);
/*
 * A line of a list, before its words: the selected one has a pointer, the
 * cursor and a style of its own. Words begin two columns further on.
 */
struct style view_line(struct frame *frame, int row, struct area area,
    bool selected, struct style style);
/* The lines of a page that is a list, the selected one among them. */
struct lines;
struct view_of_line {
	struct style (*style)(const struct ui *, int64_t id); /* or NULL */
	/* On one row; columns: what the page makes of them. */
	void (*draw)(const struct ui *, int64_t id, const void *columns,
	    struct frame *, struct area, struct style);
};
void view_lines(const struct ui *ui, const struct lines *lines,
    struct frame *frame, struct area area, const struct view_of_line *of,
    const void *columns);
/* The same below a line that tells of a filter; none: where there are none. */
void view_list(const struct ui *ui, struct frame *frame, struct area area,
    const struct view_of_line *of, const char *none);
/* Underlines where a text stands in a row; returns whether it does. */
bool view_mark(struct frame *frame, int row, struct area area,
    const char *text);
bool view_is_blank(const struct frame *frame, int row, int col, int width);
/* A row of blanks in a style. */
void view_fill(struct frame *frame, int row, int col, int width,
    struct style style);

/*
 * Lines of text that scroll. page_add() cuts at the edge when drawn;
 * page_wrap() breaks between words, indented from the second line on.
 */
struct page_line {
	struct style style;
	char *text;
	int split; /* columns of a second style at its head, or 0 */
	struct style head;
};
struct page {
	struct page_line *v; /* owned, with its texts */
	size_t n, cap;
};
void page_add(struct page *page, struct style style, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* A part's name, with a blank line before it. */
void page_title(struct page *page, const char *text);
/* A line's first columns in another style. */
void page_head(struct page *page, size_t at, int columns,
    struct style style);
void page_wrap(struct page *page, struct style style, int width, int indent,
    const char *text);
/* A dwelling's alerts of earlier nights, but the one of that number. */
void view_past(struct page *page, const struct ui *ui, int width,
    int32_t place, uint32_t number);
/* What staff noted tonight on the room of a place, where they did. */
void view_notes(struct page *page, const struct ui *ui, int width,
    int32_t place);
/* The last hour of a room's signals, where it has any. */
void view_trail(struct page *page, const struct ui *ui, int width,
    int32_t room);
/* Draws from line `from` on, tells what is left, returns the overhang. */
int page_draw(const struct page *page, struct frame *frame, struct area area,
    int from);
void page_release(struct page *page);

#endif
