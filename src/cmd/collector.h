/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The collector as a console's child: started where nobody holds the
 * journal's lock, started again when it dies, told to stop with the console.
 */
#ifndef NATVAGT_CMD_COLLECTOR_H
#define NATVAGT_CMD_COLLECTOR_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct collector {
	const char *conf_path, *journal; /* borrowed */
	char *log;         /* where its standard error goes */
	pid_t pid;         /* 0: none of ours */
	bool fell;         /* ours ended; nobody has taken over yet */
	int64_t started;   /* monotonic; when last */
	int64_t looked;    /* monotonic; when the lock was last tried */
};

enum {
	COLLECTOR_SILENCE = 15000, /* ms without a row: is anybody there? */
	COLLECTOR_APART = 10000,   /* ms between two starts, at least */
	COLLECTOR_LOOK = 1000,     /* ms between two looks at the lock */
};

void collector_init(struct collector *collector, const char *conf_path,
    const char *journal);
/*
 * What is to be done now: silence is for how long no row has come (ms, or
 * INT64_MAX for never). Returns true when one was just found to have died.
 */
bool collector_keep(struct collector *collector, int64_t monotonic,
    int64_t silence);
/* Stops ours, if any. */
void collector_release(struct collector *collector);

#endif
