/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the journal's time goes. It never runs backwards, so a clock that is
 * set back must not be what drives it: deadlines would wait until the clock
 * comes by again. While the clock is behind the journal, its time runs on
 * with the monotonic clock instead, a little slower, so that the clock
 * catches up: an hour in twenty. Then the clock is used again.
 *
 * All times are milliseconds; wall and mono are read by the caller.
 */
#ifndef NATVAGT_COLLECT_PACE_H
#define NATVAGT_COLLECT_PACE_H

#include <stdint.h>

enum {
	PACE_LAG = 20,          /* behind, the time loses one part in so many */
	PACE_STEP_LEAST = 2000, /* by which a clock may stray between calls */
};

struct pace {
	int64_t now;  /* for the journal */
	int64_t wall; /* as the host's clock has it; 0: never read */
	int64_t mono;
	int64_t step; /* by which the clock was set; the caller clears it */
	int64_t from, from_mono; /* when the clock was last good */
};

/* A struct pace that is all zeros is ready. last: of the journal's last row. */
void pace_read(struct pace *pace, int64_t wall, int64_t mono, int64_t last);
/* What now would be at that later moment, by the monotonic clock alone. */
int64_t pace_at(const struct pace *pace, int64_t mono);

#endif
