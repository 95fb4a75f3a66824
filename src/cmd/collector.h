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
	bool took_over;    /* ours was started in the place of another's */
	bool fell;         /* ours ended; nobody has taken over yet */
	bool was_free;     /* the lock, at the last look */
	int64_t started;   /* monotonic; when last */
	int64_t look_at;   /* monotonic; when the lock is to be looked at */
	unsigned seed;     /* of the jitter */
};

enum {
	COLLECTOR_LOOK = 1000,     /* ms between two looks at the lock, … */
	COLLECTOR_GRACE = 2000,    /* … at least, once it has been seen free, */
	COLLECTOR_JITTER = 1000,   /* … and up to so many more */
	COLLECTOR_SILENCE = 15000, /* ms without a row: nobody is between two
	                              lives */
	COLLECTOR_APART = 10000,   /* ms between two starts, at least */
};

void collector_init(struct collector *collector, const char *conf_path,
    const char *journal);
/*
 * What is to be done now: silence is for how long no row has come (ms, or
 * INT64_MAX for never). Returns true when ours was just found to have died.
 */
bool collector_keep(struct collector *collector, int64_t monotonic,
    int64_t silence);
/* Stops ours, if any. */
void collector_release(struct collector *collector);

#endif
