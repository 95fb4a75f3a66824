/* SPDX-License-Identifier: Apache-2.0 */
#include "collect/pace.h"

static void
note_step(struct pace *pace, int64_t wall, int64_t mono)
{
	int64_t step = (wall - pace->wall) - (mono - pace->mono);

	if (pace->wall != 0 &&
	    (step > PACE_STEP_LEAST || step < -PACE_STEP_LEAST))
		pace->step += step;
}

void
pace_read(struct pace *pace, int64_t wall, int64_t mono, int64_t last)
{
	int64_t elapsed = mono - pace->from_mono;
	int64_t run = pace->from + elapsed - elapsed / PACE_LAG;

	note_step(pace, wall, mono);
	/* The first time there is nothing to run on from. */
	if (pace->wall == 0 || run < last) {
		run = pace->from = last;
		pace->from_mono = mono;
	}
	if (wall >= run) {
		run = pace->from = wall;
		pace->from_mono = mono;
	}
	pace->now = run;
	pace->wall = wall;
	pace->mono = mono;
}

int64_t
pace_at(const struct pace *pace, int64_t mono)
{
	return pace->now + (mono - pace->mono);
}
