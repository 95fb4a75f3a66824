/* SPDX-License-Identifier: Apache-2.0 */
/* The night's rounds: how many are how, and a line for each. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/find.h"
#include "ui/lines.h"
#include "ui/rounds.h"
#include "ui/view.h"
#include "ui/words.h"

enum { PLACE_MAX = 18, GAP = 2 };

#define TITLE ((struct style){MEANS_TEXT, ATTR_UNDERLINE})

/* ---- words ---- */

/* The room, and the code of whoever lives there. */
static void
place_words(const struct ui *ui, int32_t round, char buf[WORDS_SIZE])
{
	const struct house *house = ui->conf->house;
	int32_t place = house->round[round].place;
	const char *resident = house->place[place].resident;

	snprintf(buf, WORDS_SIZE, "%.60s%s%.30s", words_place(house, place),
	    resident != NULL ? " " : "", resident != NULL ? resident : "");
}

static void
visit_words(const struct ui *ui, const struct visit *visit,
    char buf[WORDS_SIZE])
{
	char clock[WORDS_SIZE];

	words_clock(&ui->conf->zone, visit->t, false, clock);
	/* When, and the initials of who it was. */
	snprintf(buf, WORDS_SIZE, visit->how == VISIT_SKIPPED ?
	    _("left in peace %.30s%s%.15s") : _("seen to %.30s%s%.15s"), clock,
	    visit->by[0] != '\0' ? " " : "", visit->by);
}

static void
state_words(const struct ui *ui, const struct round_line *line,
    char buf[WORDS_SIZE])
{
	char age[WORDS_SIZE];

	switch (line->group) {
	case ROUND_LATE:
		words_age(ui->now, line->due, age);
		snprintf(buf, WORDS_SIZE, _("%.20s late"), age);
		return;
	case ROUND_DUE:
		snprintf(buf, WORDS_SIZE, "%s", _("now"));
		return;
	case ROUND_SOON: case ROUND_LATER:
		words_age(line->due, ui->now, age);
		snprintf(buf, WORDS_SIZE, _("in %.20s"), age);
		return;
	case ROUND_RESTFUL:
		snprintf(buf, WORDS_SIZE, "%s", _("need not be disturbed"));
		return;
	case ROUND_SEEN:
		visit_words(ui, line->visit, buf);
		return;
	case ROUND_BEFORE:
		snprintf(buf, WORDS_SIZE, "%s", _("before the watch began"));
		return;
	default:
		snprintf(buf, WORDS_SIZE, "%s", _("not seen to"));
		return;
	}
}

/* The clock alone for what is of the last day. */
static void
since_words(const struct ui *ui, int64_t since, char buf[WORDS_SIZE])
{
	if (ui->now - since < MS_DAY)
		words_clock(&ui->conf->zone, since, false, buf);
	else
		words_when(&ui->conf->zone, ui->now, since, buf);
}

/* That the room calls: a visit of the round takes no alert. */
static void
calling_words(const struct ui *ui, int32_t place, const char *status,
    struct str *out)
{
	const struct house *house = ui->conf->house;
	int32_t calling = rounds_calling(ui, place);
	const struct rule *rule;

	if (calling < 0)
		return;
	rule = &house->rule[house->instance[calling].rule];
	str_addf(out, "%s ", words_marks(rule->priority));
	/* Often the status's words: once is enough. */
	if (strcmp(rule->text, status) != 0)
		str_addf(out, "%s · ", rule->text);
}

/* How the resident is, and since when it has been quiet. */
static void
resident_words(const struct ui *ui, const struct round_line *line,
    struct str *out)
{
	const struct house *house = ui->conf->house;
	int64_t since;
	int32_t status = world_status(ui->world,
	    house->round[line->round].place, &since);
	const char *words = words_status(house, status);
	char when[WORDS_SIZE];

	calling_words(ui, house->round[line->round].place, words, out);
	if (words[0] != '\0' && since != 0) {
		since_words(ui, since, when);
		str_addf(out, _("%.40s since %.40s"), words, when);
	} else {
		str_add(out, words);
	}
	if (line->group != ROUND_RESTFUL || line->since == 0 ||
	    (line->since == since && words[0] != '\0'))
		return;
	since_words(ui, line->since, when);
	str_add(out, words[0] != '\0' ? ", " : "");
	str_addf(out, _("quiet since %s"), when);
}

void
view_round_words(const struct ui *ui, int64_t round, struct str *out)
{
	struct round_line line = rounds_line(ui->world, round, ui->now);
	char place[WORDS_SIZE], clock[WORDS_SIZE], state[WORDS_SIZE];

	place_words(ui, round, place);
	words_clock(&ui->conf->zone, line.due, false, clock);
	state_words(ui, &line, state);
	str_addf(out, "%s  %s  %s  ", place, clock, state);
	resident_words(ui, &line, out);
}

/* ---- how many are how ---- */

static void
add_count(struct str *out, const char *before, const char *fmt, int n)
{
	if (n == 0)
		return;
	str_add(out, before);
	str_addf(out, fmt, n);
}

static void
summary_words(const struct ui *ui, const struct rounds *rounds,
    struct str *out)
{
	/* Rounds that somebody went in on, of how many natvagt could see. */
	str_addf(out, _("%d of %d seen to"), rounds->of[ROUND_SEEN] -
	    rounds->spared, rounds->n - rounds->of[ROUND_BEFORE]);
	add_count(out, ", ", _("%d left in peace"), rounds->spared);
	add_count(out, " · ", _("%d late"), rounds->of[ROUND_LATE]);
	add_count(out, " · ", _("%d now"), rounds->of[ROUND_DUE]);
	add_count(out, " · ", _("%d not seen to"), rounds->of[ROUND_MISSED]);
	if (ui->pages.room < 0)
		return;
	str_add(out, " · ");
	str_addf(out, _("only %s"), words_place(ui->conf->house,
	    ui->pages.room));
}

void
view_rounds_due(const struct ui *ui, struct frame *frame, int row)
{
	struct rounds rounds;
	struct str words;
	int width;

	rounds_make(&rounds, ui->world, ui->now);
	str_init(&words);
	add_count(&words, "", _("%d late"), rounds.of[ROUND_LATE]);
	add_count(&words, words.len > 0 ? " · " : "", _("%d now"),
	    rounds.of[ROUND_DUE]);
	if (words.len > 0) {
		struct str line;

		str_init(&line);
		str_addf(&line, _("rounds: %s"), words.s);
		width = text_width(line.s);
		if (view_is_blank(frame, row, frame->cols - width - 1 - GAP,
		    width + GAP))
			view_right(frame, row, 1, frame->cols - 2, PLAIN,
			    line.s);
		str_release(&line);
	}
	str_release(&words);
	rounds_release(&rounds);
}

/* ---- the table ---- */

struct columns {
	int place, clock, state, resident;
};

static int
widest(int width, const char *text, int most)
{
	int w = text_width(text);

	return w <= width ? width : w < most ? w : most;
}

static struct columns
columns_of(const struct ui *ui, const struct lines *lines, int width)
{
	struct columns c = {.place = text_width(_("place")),
	    .clock = text_width(_("at")), .state = text_width(_("round"))};
	char words[WORDS_SIZE];

	for (int i = 0; i < lines->n; i++) {
		struct round_line line = rounds_line(ui->world,
		    (int32_t)lines->v[i], ui->now);

		place_words(ui, line.round, words);
		c.place = widest(c.place, words, PLACE_MAX);
		words_clock(&ui->conf->zone, line.due, false, words);
		c.clock = widest(c.clock, words, WORDS_SIZE);
		state_words(ui, &line, words);
		c.state = widest(c.state, words, width / 2);
	}
	c.resident = width - c.place - c.clock - c.state - 3 * GAP;
	return c;
}

static int
draw_cell(struct frame *frame, int row, int col, int width,
    struct style style, const char *text)
{
	frame_text(frame, row, col, width, style, text);
	return col + width + GAP;
}

static void
draw_titles(const struct columns *c, struct frame *frame, int row, int col)
{
	col = draw_cell(frame, row, col, c->place, TITLE, _("place"));
	col = draw_cell(frame, row, col, c->clock, TITLE, _("at"));
	col = draw_cell(frame, row, col, c->state, TITLE, _("round"));
	draw_cell(frame, row, col, c->resident, TITLE, _("resident"));
}

static struct style
line_style(const struct ui *ui, int64_t id)
{
	enum round_group group =
	    rounds_line(ui->world, (int32_t)id, ui->now).group;

	return group == ROUND_LATE || group == ROUND_DUE ? BOLD :
	    group == ROUND_SEEN || group == ROUND_BEFORE ? DIM : PLAIN;
}

static void
draw_round(const struct ui *ui, int64_t id, const void *columns,
    struct frame *frame, struct area area, struct style style)
{
	struct round_line line = rounds_line(ui->world, (int32_t)id, ui->now);
	const struct columns *c = columns;
	int row = area.row, col = area.col;
	char words[WORDS_SIZE];
	struct str resident;

	place_words(ui, line.round, words);
	col = draw_cell(frame, row, col, c->place, style, words);
	words_clock(&ui->conf->zone, line.due, false, words);
	col = draw_cell(frame, row, col, c->clock, style, words);
	state_words(ui, &line, words);
	col = draw_cell(frame, row, col, c->state, style, words);
	str_init(&resident);
	resident_words(ui, &line, &resident);
	draw_cell(frame, row, col, c->resident, style, resident.s);
	str_release(&resident);
}

void
view_rounds(const struct ui *ui, struct frame *frame, struct area area)
{
	static const struct view_of_line of = {line_style, draw_round};
	struct rounds rounds;
	struct columns c;
	struct lines lines;
	struct str words;

	if (!rounds_are_planned(ui)) {
		frame_text(frame, area.row, area.col, area.cols, BOLD,
		    ui->world == NULL ? _("Nothing is known yet") :
		    _("No rounds are planned."));
		return;
	}
	rounds_make(&rounds, ui->world, ui->now);
	lines_make(&lines, ui);
	str_init(&words);
	summary_words(ui, &rounds, &words);
	frame_text(frame, area.row, area.col, area.cols, BOLD, words.s);
	c = columns_of(ui, &lines, area.cols - GAP);
	draw_titles(&c, frame, area.row + 1, area.col + GAP);
	view_lines(ui, &lines, frame, (struct area){area.row + 2, area.col,
	    area.rows - 2, area.cols}, &of, &c);
	str_release(&words);
	lines_release(&lines);
	rounds_release(&rounds);
}
