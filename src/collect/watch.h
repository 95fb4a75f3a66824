/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The collector: broker to journal, no screen. One per journal.
 */
#ifndef NATVAGT_COLLECT_WATCH_H
#define NATVAGT_COLLECT_WATCH_H

#include "collect/publish.h"
#include "read/conf.h"

struct watch_options {
	const char *conf_path; /* to be read again on SIGHUP */
	publish_format *format; /* may be NULL */
};

/*
 * Collects until SIGTERM or SIGINT; conf is freed. Returns an exit code of
 * sysexits.h after what went wrong has been said: EX_TEMPFAIL where another
 * process is watching already.
 */
int watch_run(struct conf *conf, const struct watch_options *options);

#endif
