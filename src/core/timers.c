/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A binary heap by time (J. W. J. Williams, Algorithm 232, CACM 1964). due[]
 * holds what is true, queued[] the time of a timer's present entry in the
 * heap, never later than what is true. So a deadline that moves later, as
 * most do with every reading, costs nothing: its entry is put right when it
 * comes up. One that moves earlier leaves its old entry behind; the heap is
 * swept when it is full, so its room is fixed.
 */
#include "core/timers.h"

int32_t
timers_room(const struct house *house)
{
	return 2 * house->ntimer + 1;
}

static void
sift_up(struct deadline *heap, int32_t i, struct deadline d)
{
	while (i > 0 && heap[(i - 1) / 2].t > d.t) {
		heap[i] = heap[(i - 1) / 2];
		i = (i - 1) / 2;
	}
	heap[i] = d;
}

static void
sift_down(struct deadline *heap, int32_t n, int32_t i, struct deadline d)
{
	for (;;) {
		int32_t child = 2 * i + 1;

		if (child >= n)
			break;
		child += child + 1 < n && heap[child + 1].t < heap[child].t;
		if (heap[child].t >= d.t)
			break;
		heap[i] = heap[child];
		i = child;
	}
	heap[i] = d;
}

static void
drop_top(struct world *w)
{
	int32_t n = --w->head->nheap;

	if (n > 0)
		sift_down(w->heap, n, 0, w->heap[n]);
}

static void
push(struct world *w, int32_t timer)
{
	w->queued[timer] = w->due[timer];
	sift_up(w->heap, w->head->nheap++,
	    (struct deadline){w->due[timer], timer, 0});
}

/* Rebuilds the heap from what is true. */
static void
sweep(struct world *w)
{
	w->head->nheap = 0;
	for (int32_t i = 0; i < w->house->ntimer; i++) {
		w->queued[i] = TIME_NEVER;
		if (w->due[i] != TIME_NEVER)
			push(w, i);
	}
}

void
timers_push(struct world *w, int32_t timer)
{
	if (w->head->nheap == timers_room(w->house))
		sweep(w);
	else
		push(w, timer);
}

int64_t
timers_next(struct world *w)
{
	while (w->head->nheap > 0) {
		struct deadline top = w->heap[0];

		if (w->queued[top.timer] == top.t) {
			if (w->due[top.timer] == top.t)
				return top.t;
			w->queued[top.timer] = TIME_NEVER;
			drop_top(w);
			if (w->due[top.timer] != TIME_NEVER)
				push(w, top.timer);
		} else {
			drop_top(w);
		}
	}
	return TIME_NEVER;
}

int32_t
timers_take(struct world *w, int64_t t)
{
	int32_t timer;

	if (timers_next(w) > t)
		return -1;
	timer = w->heap[0].timer;
	drop_top(w);
	w->due[timer] = TIME_NEVER;
	w->queued[timer] = TIME_NEVER;
	return timer;
}
