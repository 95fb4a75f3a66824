/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A program of the admin's, run beside the loop: started, heard, ended in
 * time. Nothing here waits for it. It gets nothing of ours: an environment of
 * its own, standard input from nowhere, no descriptor but its output, a
 * process group of its own; and it ends with the process that started it.
 *
 * It has ended when it and all that write to its output have. What is not
 * over in time is killed, with its group.
 */
#ifndef NATVAGT_COLLECT_CHILD_H
#define NATVAGT_COLLECT_CHILD_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

struct child;

enum {
	CHILD_TIME = 30000,    /* ms that it may take */
	CHILD_SAID_MAX = 1000, /* bytes of its output that are kept */
};

/* Whether a program looks as if it could be run: 0, or -1 and why not. */
int child_can_run(const char *program, struct err *err);
/*
 * argv and envp as execve(2) wants them. now is monotonic, here and below.
 * Returns NULL and the reason where there is no process to be had; that it
 * cannot be run shows at its end.
 */
struct child *child_start(char *const *argv, char *const *envp, int64_t now,
    struct err *err);
/* Hears it. 0 while it runs, 1 when it has ended well; -1 and what was wrong. */
int child_turn(struct child *child, int64_t now, struct err *err);
/* What it has said (as it came), and how many bytes more. */
const struct str *child_said(const struct child *child, int64_t *more);
/* Kills it where it still runs. */
void child_free(struct child *child);

#endif
