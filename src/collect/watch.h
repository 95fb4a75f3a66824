/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The collector: broker to journal, no screen. One per journal.
 */
#ifndef NATVAGT_COLLECT_WATCH_H
#define NATVAGT_COLLECT_WATCH_H

#include "base/str.h"
#include "core/world.h"
#include "read/conf.h"

/* Appends what is to be published of an event, or nothing. */
typedef void watch_format(struct str *out, const struct conf *conf,
    const struct event *event);

struct watch_options {
	const char *conf_path; /* to be read again on SIGHUP */
	watch_format *format;  /* may be NULL */
};

/*
 * Collects until SIGTERM or SIGINT; conf is freed. Returns an exit code of
 * sysexits.h after what went wrong has been said: EX_TEMPFAIL where another
 * process is watching already.
 */
int watch_run(struct conf *conf, const struct watch_options *options);

#endif
