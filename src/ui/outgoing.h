/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes on their way to a terminal that may have stopped reading: nobody waits
 * for it. Curses writes to a descriptor and knows no other way, so while a
 * frame is made that descriptor is a pipe that is large enough; what is in it
 * goes to the terminal by a description of our own, which does not block and
 * is nobody else's. (A file in memory would be subject to ulimit -f.)
 */
#ifndef NATVAGT_UI_OUTGOING_H
#define NATVAGT_UI_OUTGOING_H

#include <stdbool.h>

#include "base/str.h"

struct outgoing {
	int fd;     /* the terminal that curses writes to; borrowed */
	int direct; /* the same, not blocking; -1: there is no such way */
	int real;   /* the same, while fd is the pipe; or -1 */
	int from, to; /* the pipe, … */
	int room;   /* … and the bytes that it holds */
	struct str bytes; /* not written yet */
};

/* Where no way of our own to it is found, curses goes on writing itself. */
void outgoing_init(struct outgoing *out, int fd);
/* Gives up what is not written yet. */
void outgoing_release(struct outgoing *out);
/*
 * What is written to fd between these two is kept, and then sent. It is no
 * more than `most`; where that is too much it is written as it comes.
 */
void outgoing_begin(struct outgoing *out, int most);
void outgoing_end(struct outgoing *out);
/* Sends what the terminal takes now; true: all is sent. */
bool outgoing_flush(struct outgoing *out);
/* The same, for up to so long. */
void outgoing_drain(struct outgoing *out, int wait_ms);
/* A descriptor that is writable when more can be sent; -1: all is. */
int outgoing_wait(const struct outgoing *out);

#endif
