/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The truth file beside the night on the screen: what is marked there goes
 * into it at once. Where that fails it is kept, said, and tried again.
 */
#ifndef NATVAGT_CMD_MARKER_H
#define NATVAGT_CMD_MARKER_H

#include <stdbool.h>
#include <stdint.h>

#include "eval/marks.h"
#include "read/conf.h"
#include "ui/ui.h"

struct marker {
	char *path, *name; /* owned; NULL: the night has no name */
	struct marks *marks;
	struct ui_incident *shown; /* owned: of ui.replay.truth */
	int64_t again;     /* monotonic: when to try once more */
};

/* night: its path; ui gets its incidents now and after each change. */
void marker_open(struct marker *marker, const char *night,
    const struct conf *conf, struct ui *ui);
/* Says on standard error what of it is not in the file. */
void marker_close(struct marker *marker);

/*
 * The incident in ui.replay.mark, the i-th in its truth, and the last of all;
 * what came of it is said.
 */
void marker_add(struct marker *marker, struct ui *ui, int64_t mono);
void marker_delete(struct marker *marker, struct ui *ui, int i, int64_t mono);
void marker_undo(struct marker *marker, struct ui *ui, int64_t mono);
/* Whether something was saved that was not before. */
bool marker_retry(struct marker *marker, struct ui *ui, int64_t mono);

#endif
