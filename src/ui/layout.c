/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/layout.h"

enum {
	SIDE_COLS_MIN = 80, /* of the screen, for alerts beside the plan … */
	PANEL_MIN = 26,     /* … and of them … */
	PANEL_WIDE = 62,    /* … and before the plan is widened */
	GAP = 2,
	ALERTS_MIN = 4,     /* rows below the plan: the summary and three */
	BELOW_MIN = 6,      /* rows that make a part of its own */
	COLUMN_MIN = 58,    /* of two beside each other */
};

/* The widest plan's columns: alerts stand still from one to the other. */
static int
widest(const struct conf *conf)
{
	int cols = 0;

	for (int i = 0; i < conf->nplan; i++)
		if (conf->plan[i].cols > cols)
			cols = conf->plan[i].cols;
	return cols;
}

/* Rows for the plan, of those there are: as much higher as it is wider. */
static int
plan_rows(const struct plan *plan, int cols, int rows)
{
	int wanted = plan->rows;

	if (cols < plan->cols)
		wanted++; /* for what lies outside */
	else if (plan->cols > 0)
		wanted = wanted * cols / plan->cols;
	if (wanted > rows - BELOW_MIN - 1 && rows - BELOW_MIN - 1 >=
	    plan->rows)
		wanted = rows - BELOW_MIN - 1;
	return wanted < rows ? wanted : rows;
}

/* Takes the rows from `from` on, if they are enough for a part. */
static void
take_below(struct layout *l, struct area all, int from, int cols)
{
	int rows = all.row + all.rows - from - 1;

	if (rows >= BELOW_MIN)
		l->below = (struct area){from + 1, all.col + 1, rows, cols - 2};
}

static void
lay_beside(struct layout *l, const struct ui *ui, int width,
    const struct list *list, struct area all)
{
	const struct plan *plan = &ui->conf->plan[ui->plan];
	int need, top;

	l->plan.cols = all.cols - GAP - PANEL_WIDE;
	if (l->plan.cols > 2 * width)
		l->plan.cols = 2 * width;
	if (l->plan.cols < width)
		l->plan.cols = width;
	l->alerts.col += l->plan.cols + GAP;
	l->alerts.cols -= l->plan.cols + GAP;
	l->page = l->plan;
	l->page_alerts = l->alerts;
	l->plan.rows = plan_rows(plan, l->plan.cols, all.rows);
	need = view_alerts_rows(ui, list, l->alerts.cols);
	/* Across the screen where the alerts need no more than the plan. */
	top = need > l->plan.rows ? need : l->plan.rows;
	take_below(l, all, all.row + top, all.cols);
	if (l->below.rows > 0)
		l->alerts.rows = top;
	else
		take_below(l, all, all.row + l->plan.rows, l->plan.cols + GAP);
	if (l->below.rows == 0)
		l->plan.rows = all.rows;
}

static void
lay_under(struct layout *l, const struct ui *ui, const struct list *list,
    struct area all)
{
	const struct plan *plan = &ui->conf->plan[ui->plan];
	int need = view_alerts_rows(ui, list, all.cols);
	int least = need < all.rows / 2 ? need : all.rows / 2;

	if (least < ALERTS_MIN)
		least = ALERTS_MIN;
	l->plan.rows = plan_rows(plan, all.cols, all.rows - least);
	l->alerts.row += l->plan.rows;
	l->alerts.rows -= l->plan.rows;
	take_below(l, all, l->alerts.row + need, all.cols);
	if (l->below.rows > 0)
		l->alerts.rows = need;
}

void
layout_make(struct layout *l, const struct ui *ui, const struct list *list,
    struct area all)
{
	const struct conf *conf = ui->conf;
	int width = widest(conf);

	*l = (struct layout){.plan = all, .alerts = all, .page = all};
	if (ui->plan >= conf->nplan) {
		l->plan.rows = 0;
		return;
	}
	if (all.cols >= SIDE_COLS_MIN && all.cols - width - GAP >= PANEL_MIN)
		lay_beside(l, ui, width, list, all);
	else
		lay_under(l, ui, list, all);
}

bool
layout_split(struct area area, struct area *left, struct area *right)
{
	*left = *right = area;
	if (area.cols < 2 * COLUMN_MIN + GAP)
		return false;
	left->cols = (area.cols - GAP) / 2;
	right->col += left->cols + GAP;
	right->cols -= left->cols + GAP;
	return true;
}
