/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/find.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/ask.h"
#include "ui/lines.h"
#include "ui/list.h"
#include "ui/select.h"
#include "ui/words.h"

/* ---- what fits ---- */

enum fit { FITS_HEAD, FITS_INSIDE, FITS_NOT };

/* The best of some texts, ended by (char *)-1; each may be NULL. */
static enum fit
fit_of(const char *text, const char *const *in)
{
	enum fit best = FITS_NOT;
	size_t len;

	for (; *in != (const char *)-1; in++) {
		ptrdiff_t at = *in != NULL ? text_find(*in, text, &len) : -1;

		if (at >= 0 && best != FITS_HEAD)
			best = at == 0 ? FITS_HEAD : FITS_INSIDE;
	}
	return best;
}

#define END ((const char *)-1)

static enum fit
fit_place(const struct house *house, const char *text, int32_t place)
{
	const struct place *p = &house->place[place];

	return fit_of(text, (const char *const[]){p->id, p->label,
	    p->resident, END});
}

static enum fit
fit_alert(const struct ui *ui, const char *text, int32_t i)
{
	const struct house *house = ui->conf->house;
	const struct instance *in = &house->instance[i];
	const struct rule *rule = &house->rule[in->rule];
	enum fit fit = fit_of(text, (const char *const[]){rule->text,
	    rule->id, END});
	enum fit there = fit_place(house, text, in->place);

	return there < fit ? there : fit;
}

static enum fit
fit_device(const struct ui *ui, const char *text, int32_t i)
{
	const struct device *device = &ui->conf->house->device[i];

	return fit_of(text, (const char *const[]){device->id,
	    device->technology, END});
}

static void
add_alerts(struct hits *hits, const struct ui *ui, const char *text,
    enum fit fit)
{
	struct list list;

	list_make(&list, ui);
	for (int i = 0; i < list.n; i++)
		if (fit_alert(ui, text, list.v[i]) == fit)
			vec_push(hits, (struct hit){HIT_ALERT, list.v[i]});
	list_release(&list);
}

/* Rooms that are drawn, or that lie in one. */
static void
add_rooms(struct hits *hits, const struct ui *ui, const char *text,
    enum fit fit)
{
	for (int32_t i = 1; i < ui->conf->house->nplace; i++)
		if (fit_place(ui->conf->house, text, i) == fit &&
		    list_room_place(ui->conf, i) >= 0)
			vec_push(hits, (struct hit){HIT_ROOM, i});
}

static void
add_devices(struct hits *hits, const struct ui *ui, const char *text,
    enum fit fit)
{
	for (int32_t i = 0; i < ui->conf->house->ndevice; i++)
		if (fit_device(ui, text, i) == fit)
			vec_push(hits, (struct hit){HIT_DEVICE, i});
}

void
find_hits(struct hits *hits, const struct ui *ui, const char *text)
{
	*hits = (struct hits){0};
	if (ui->world == NULL || text[0] == '\0')
		return;
	/* Of each kind those that begin so come first. */
	add_alerts(hits, ui, text, FITS_HEAD);
	add_alerts(hits, ui, text, FITS_INSIDE);
	add_rooms(hits, ui, text, FITS_HEAD);
	add_rooms(hits, ui, text, FITS_INSIDE);
	add_devices(hits, ui, text, FITS_HEAD);
	add_devices(hits, ui, text, FITS_INSIDE);
}

void
find_release(struct hits *hits)
{
	vec_free(hits);
}

const char *
find_text(const struct ui *ui)
{
	return ui->ask == UI_ASK_FIND ? ui->prompt.text : ui->pages.sought;
}

/* ---- going there ---- */

static void
restore(struct ui *ui)
{
	const struct ui_before *b = &ui->pages.before;

	ui->page = b->page;
	ui->place = b->place;
	ui->instance = b->instance;
	ui->plan = b->plan;
	ui->shape.scroll = b->scroll;
	ui->pages.line = b->line;
}

/* A device shows as the room that it is in. */
static void
show_hit(struct ui *ui, const struct hit *hit)
{
	const struct house *house = ui->conf->house;

	if (hit->kind == HIT_ALERT)
		select_alert(ui, hit->index);
	else
		select_room(ui, list_room_place(ui->conf,
		    hit->kind == HIT_ROOM ? hit->index :
		    house->device[hit->index].place));
}

/* The one of so many hits that is at ui->pages.hit, around the ends. */
static void
show_nth(struct ui *ui, const struct hits *hits)
{
	int n = (int)hits->n;

	if (n == 0)
		return;
	ui->pages.hit = (ui->pages.hit % n + n) % n;
	show_hit(ui, &hits->v[ui->pages.hit]);
}

static const char *
hit_name(const struct ui *ui, const struct hit *hit)
{
	const struct house *house = ui->conf->house;

	switch (hit->kind) {
	case HIT_ALERT:
		return house->rule[house->instance[hit->index].rule].text;
	case HIT_ROOM: return words_place(house, hit->index);
	default: return house->device[hit->index].id;
	}
}

struct ui_request
find_open(struct ui *ui)
{
	ui->pages.before = (struct ui_before){ui->page, ui->place,
	    ui->instance, ui->plan, ui->shape.scroll, ui->pages.line};
	ui->pages.hit = 0;
	return ask_open(ui, UI_ASK_FIND);
}

static int
line_now(const struct ui *ui)
{
	struct lines lines;
	int at;

	lines_make(&lines, ui);
	at = lines_at(&lines, ui);
	lines_release(&lines);
	return at < 0 ? 0 : at;
}

/* What is followed is looked through from its end. */
static int
direction(const struct ui *ui)
{
	return lines_are_followed(ui) ? -1 : 1;
}

/* From where it stood when the question came, so that letters may go. */
void
find_typed(struct ui *ui)
{
	const char *text = ui->prompt.text;
	struct hits hits;

	restore(ui);
	ui->pages.hit = 0;
	if (lines_are_shown(ui)) {
		if (text[0] != '\0' && !lines_find(ui, text, line_now(ui),
		    direction(ui)))
			ui_say(ui, "%s", _("not found"));
		return;
	}
	find_hits(&hits, ui, text);
	show_nth(ui, &hits);
	find_release(&hits);
}

bool
find_key(struct ui *ui, int32_t code)
{
	int step = code == UI_KEY_DOWN || code == '\t' ? 1 :
	    code == UI_KEY_UP || code == UI_KEY_BACKTAB ? -1 : 0;
	struct hits hits;

	if (step == 0)
		return false;
	if (lines_are_shown(ui)) {
		lines_find(ui, ui->prompt.text, line_now(ui) + step, step);
		return true;
	}
	find_hits(&hits, ui, ui->prompt.text);
	ui->pages.hit += step;
	show_nth(ui, &hits);
	find_release(&hits);
	return true;
}

void
find_leave(struct ui *ui)
{
	restore(ui);
}

/* What Esc goes back to is of another configuration then. */
bool
find_move(struct ui *ui, const struct conf *to)
{
	struct ui_before *b = &ui->pages.before;

	select_same(to->house, ui->conf->house, &b->place, &b->instance);
	b->line = -1;
	return true;
}

/* A device has a line of its own on the page of devices. */
static void
choose(struct ui *ui, const struct hit *hit)
{
	show_hit(ui, hit);
	if (hit->kind != HIT_DEVICE)
		return;
	ui->page = UI_PAGE_DEVICES;
	ui->pages.room = -1;
	ui->pages.line = hit->index;
}

struct ui_request
find_answer(struct ui *ui)
{
	struct hits hits;

	memcpy(ui->pages.sought, ui->prompt.text, sizeof(ui->pages.sought));
	if (lines_are_shown(ui) || ui->prompt.text[0] == '\0')
		return ui_do(UI_DO_REDRAW);
	find_hits(&hits, ui, ui->prompt.text);
	if (hits.n == 0) {
		restore(ui);
		ui_say(ui, _("'%s' is not found"), ui->prompt.text);
	} else {
		show_nth(ui, &hits);
		choose(ui, &hits.v[ui->pages.hit]);
	}
	find_release(&hits);
	return ui_do(UI_DO_REDRAW);
}

void
find_next(struct ui *ui, int step)
{
	const char *text = ui->pages.sought;
	struct hits hits;

	if (lines_are_shown(ui)) {
		step *= direction(ui);
		if (!lines_find(ui, text, line_now(ui) + step, step))
			ui_say(ui, _("'%s' is not found"), text);
		return;
	}
	find_hits(&hits, ui, text);
	ui->pages.hit += step;
	show_nth(ui, &hits);
	if (hits.n == 0)
		ui_say(ui, _("'%s' is not found"), text);
	else
		ui_say(ui, _("%d of %d: %s"), ui->pages.hit + 1, (int)hits.n,
		    hit_name(ui, &hits.v[ui->pages.hit]));
	find_release(&hits);
}
