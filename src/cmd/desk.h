/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The staff's desk: what every console needs between the journal and whoever
 * works at it, whatever it shows and reads keys by. It follows the journal,
 * keeps a collector running, writes what staff did and tells the ui how all
 * that stands. A front (the screen, the lines) turns it:
 *
 *   sleep (desk_wait, desk_hint) -> desk_wake -> a key (desk_do) -> desk_turn
 *   -> show what is new (dirty, ui.notice, what `tell` was told)
 *
 * A turn's work is bounded, but for one thing: the handover is made whole when
 * it is asked for, which takes a second where the night has 200 000 rows; keys
 * and news wait so long. Nothing that staff does is told before it has come
 * back through the journal; while that cannot be written it waits in the
 * outbox, and the notice says so.
 */
#ifndef NATVAGT_CMD_DESK_H
#define NATVAGT_CMD_DESK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "cmd/collector.h"
#include "cmd/login.h"
#include "cmd/outbox.h"
#include "core/world.h"
#include "read/conf.h"
#include "ui/bell.h"
#include "fold/live.h"
#include "fold/past.h"
#include "ui/sheet.h"
#include "ui/ui.h"

enum { DESK_TURN = 100 }; /* ms between two looks at the journal */

struct desk {
	struct ui ui;
	int64_t now, mono;  /* this turn's clocks */
	bool dirty;         /* something that shows has changed; front's to clear */
	event_fn *tell;     /* each new line of the log; front's to set, or NULL */
	void *arg;
	/* The desk's own. */
	const struct conf *conf; /* borrowed */
	struct live *live;
	struct ui_log log;
	struct outbox outbox;
	struct login login;
	struct collector collector;
	struct bell bell;
	uint32_t took;       /* the alert that was taken here last */
	int dropped;         /* alerts without a rule that ui.warning tells of */
	bool heard;          /* the collector's rows have come, … */
	int64_t beat;        /* … the last one then, … */
	int64_t news;        /* … and the last of anybody's; monotonic */
	int look;            /* ms until the next look at the journal */
	int hint;            /* see desk_hint() */
	int64_t again;       /* monotonic: not before is the journal read */
	int64_t checked;     /* monotonic: when the file was last looked at */
	struct past past;    /* ui.past, read while a page shows it; … */
	int64_t past_again;  /* … monotonic: not before, after a failure */
	struct sheet sheet;  /* ui.sheet, when it has been asked for … */
	bool sheet_old;      /* … and what was done on its page is not in it */
	bool saving;         /* the notice says that the outbox waits */
};

/* conf and its path live as long; by: who is at the keys, "" for nobody. */
void desk_init(struct desk *desk, const struct conf *conf,
    const char *conf_path, const char *by);
/* Stops the collector, if it was ours. */
void desk_release(struct desk *desk);
/*
 * What makes a console senseless, before anything is shown. A journal that is
 * no journal may be one that a collector is making right now.
 */
int desk_check(struct desk *desk, struct err *err);

/* ms that a front may sleep, and a descriptor that ends it earlier, or -1. */
int desk_wait(const struct desk *desk);
int desk_hint(const struct desk *desk);
/* Reads the clocks, once a turn. */
void desk_wake(struct desk *desk);
/* Staff's actions and who they are; what other requests mean is the front's. */
void desk_do(struct desk *desk, const struct ui_request *request);
void desk_turn(struct desk *desk);
/* Whether the bell is to be struck now; once a turn. */
bool desk_strikes(struct desk *desk);
/* Rows are waiting and can be read: what shows is not the present yet. */
bool desk_is_behind(const struct desk *desk);

/* A line to the user. */
void desk_notice(struct desk *desk, const char *text);
/* Saves what staff did last; returns an exit code, with the reason told. */
int desk_leave(struct desk *desk);

#endif
