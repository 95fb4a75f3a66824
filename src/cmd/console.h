/* SPDX-License-Identifier: Apache-2.0 */
#ifndef NATVAGT_CMD_CONSOLE_H
#define NATVAGT_CMD_CONSOLE_H

#include <stdbool.h>

struct console_options {
	const char *conf_path;
	const char *by; /* who is at the keys; "" for nobody named */
	bool kiosk;     /* it is closed from outside only */
	bool linear;    /* lines on standard output instead of the screen */
	const char *theme; /* checked; NULL: not asked for */
	bool no_mouse;
};

/*
 * The screen on the live journal of that configuration, until it is quit or a
 * signal ends it (host_catch_signals). Returns an exit code; what went wrong
 * has been said on standard error, with the terminal as it was.
 */
int console_run(const struct console_options *options);

#endif
