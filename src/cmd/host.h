/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a command asks of its host: the signals that end it, a child that must
 * not outlive it, and where the program's own data lie.
 */
#ifndef NATVAGT_CMD_HOST_H
#define NATVAGT_CMD_HOST_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/err.h"

/*
 * From here on SIGTERM, SIGHUP, SIGINT and SIGALRM only make host_leaving()
 * true (and interrupt a wait); SIGPIPE is ignored.
 */
void host_catch_signals(void);
bool host_leaving(void);
/* And from here on SIGINT, SIGQUIT and SIGTSTP do nothing at all. */
void host_ignore_keyboard(void);

/*
 * Forks a child in a session of its own (what the terminal does is no matter
 * to it), with the default signals, that is sent `death` (0: nothing) when the
 * process that calls this ends, however it does. Returns as fork() does.
 */
pid_t host_fork(int death);
/* This program again, with those arguments; log is for its output. */
_Noreturn void host_exec_self(const char *const *argv, const char *log);
/* SIGTERM, up to wait_ms for it to end, then SIGKILL; reaps it. */
void host_stop(pid_t child, int wait_ms);
/* Opens a log for appending; one that has grown large is set aside first. */
int host_open_log(const char *path);

/* Where the program itself lies; "" where that is not known. To be freed. */
char *host_program_folder(void);
/*
 * The folder that holds conf/ and replays/: $NATVAGT_DATADIR, where the
 * program itself lies, or where it was installed. The caller frees it; NULL
 * and a reason where there is none.
 */
char *host_data_folder(struct err *err);

#endif
