/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/transport.h"

#include "base/i18n.h"
#include "read/recording.h"
#include "ui/lines.h"

static struct ui_request
request(enum ui_do what, int64_t ms)
{
	return (struct ui_request){.what = what, .ms = ms};
}

struct ui_request
transport_step(struct ui *ui, int32_t code)
{
	(void)ui;
	return request(code == ',' ? UI_DO_STEP_BACK : UI_DO_STEP, 0);
}

struct ui_request
transport_seek(struct ui *ui, int32_t code)
{
	(void)ui;
	switch (code) {
	case UI_KEY_LEFT: return request(UI_DO_SEEK, -MS_MINUTE);
	case UI_KEY_RIGHT: return request(UI_DO_SEEK, MS_MINUTE);
	case UI_KEY_SHIFT_LEFT:
	case '<': return request(UI_DO_SEEK, -10 * MS_MINUTE);
	default: return request(UI_DO_SEEK, 10 * MS_MINUTE);
	}
}

struct ui_request
transport_speed(struct ui *ui, int32_t code)
{
	(void)ui;
	return request(code == '-' ? UI_DO_SLOWER : UI_DO_FASTER, 0);
}

/* ---- stops ---- */

/* The nearest stop after now (step 1) or before it (-1), as it is found. */
struct stop {
	int64_t now, t; /* t TIME_NEVER: none yet */
	int step;
	const char *place;
};

static void
offer(struct stop *stop, int64_t t, const char *place)
{
	int64_t away = (t - stop->now) * stop->step;

	if (away <= 0 || (stop->t != TIME_NEVER &&
	    away >= (stop->t - stop->now) * stop->step))
		return;
	stop->t = t;
	stop->place = place;
}

static struct stop
find_stop(const struct ui *ui, int step)
{
	const struct ui_transport *tr = &ui->replay.transport;
	struct stop stop = {.now = ui->now, .t = TIME_NEVER, .step = step};

	for (int i = 0; i < tr->nalert; i++)
		offer(&stop, tr->alert[i].raised, NULL);
	for (int i = 0; i < ui->replay.truth.n; i++) {
		const struct ui_incident *in = &ui->replay.truth.v[i];

		if (in->start >= tr->from && in->start <= tr->to)
			offer(&stop, in->start, in->place);
		if (in->end >= tr->from && in->end <= tr->to)
			offer(&stop, in->end, in->place);
	}
	for (int i = 0; i < ui->replay.compare.n; i++)
		for (int k = 0; k < 2; k++)
			if (ui->replay.compare.v[i].raised[k] != TIME_NEVER)
				offer(&stop, ui->replay.compare.v[i].raised[k],
				    ui->replay.compare.v[i].place);
	return stop;
}

bool
transport_has_stops(const struct ui *ui)
{
	return ui->replay.transport.nalert > 0 || ui->replay.truth.n > 0 ||
	    ui->replay.compare.n > 0;
}

struct ui_request
transport_stop(struct ui *ui, int32_t code)
{
	struct stop stop = find_stop(ui, code == 'N' ? 1 : -1);

	if (stop.t == TIME_NEVER) {
		return ui_say(ui, "%s", code == 'N' ?
		    _("No later alert or mark this night.") :
		    _("No earlier alert or mark this night."));
	}
	return (struct ui_request){.what = UI_DO_VISIT, .ms = stop.t,
	    .place = stop.place};
}

/* ---- the loop ---- */

static bool
covers(const struct ui_incident *incident, int64_t t)
{
	return incident->start <= t && t <= incident->end;
}

/* The one chosen on its page, else the shortest that goes on now; or NULL. */
static const struct ui_incident *
incident_here(const struct ui *ui)
{
	const struct ui_incident *best = NULL;

	if (ui->page == UI_PAGE_TRUTH && lines_are_any(ui))
		return &ui->replay.truth.v[lines_selected(ui)];
	for (int i = 0; i < ui->replay.truth.n; i++) {
		const struct ui_incident *in = &ui->replay.truth.v[i];

		if (covers(in, ui->now) && (best == NULL ||
		    in->end - in->start < best->end - best->start))
			best = in;
	}
	return best;
}

/* Where the loop would be; false where there is nothing to go around in. */
static bool
loop_range(const struct ui *ui, int64_t *from, int64_t *to)
{
	const struct ui_incident *in = incident_here(ui);
	const struct ui_mark *mark = &ui->replay.mark;

	if (mark->begun) {
		*from = mark->start < ui->now ? mark->start : ui->now;
		*to = mark->start < ui->now ? ui->now : mark->start;
	} else if (in != NULL) {
		*from = in->start;
		*to = in->end;
	} else {
		return false;
	}
	if (*from < ui->replay.transport.from)
		*from = ui->replay.transport.from;
	if (*to > ui->replay.transport.to)
		*to = ui->replay.transport.to;
	return *to - *from >= MS_SECOND;
}

bool
transport_can_loop(const struct ui *ui)
{
	int64_t from, to;

	return ui->replay.transport.loop_to != 0 || loop_range(ui, &from, &to);
}

struct ui_request
transport_loop(struct ui *ui)
{
	struct ui_request loop = {.what = UI_DO_LOOP};

	if (ui->replay.transport.loop_to == 0)
		loop_range(ui, &loop.ms, &loop.to);
	return loop;
}

