/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/outgoing.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"

enum { ROOM = 1 << 20 }; /* what a pipe may have at most, by default */

/* By its name, or, where that is another user's (su), as our own terminal. */
static int
open_again(int fd)
{
	enum { HOW = O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC };
	const char *name = ttyname(fd);
	int again = name != NULL ? open(name, HOW) : -1;

	if (again == -1 && tcgetpgrp(fd) != -1)
		again = open("/dev/tty", HOW);
	return again;
}

void
outgoing_init(struct outgoing *out, int fd)
{
	int ends[2] = {-1, -1};

	*out = (struct outgoing){.fd = fd, .direct = open_again(fd),
	    .real = -1};
	str_init(&out->bytes);
	if (pipe2(ends, O_CLOEXEC) == 0 &&
	    fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0)
		out->room = fcntl(ends[1], F_SETPIPE_SZ, ROOM);
	if (out->room == -1)
		out->room = fcntl(ends[1], F_GETPIPE_SZ);
	out->from = ends[0];
	out->to = ends[1];
}

void
outgoing_release(struct outgoing *out)
{
	if (out->direct != -1)
		close(out->direct);
	if (out->from != -1) {
		close(out->from);
		close(out->to);
	}
	str_release(&out->bytes);
	*out = (struct outgoing){.fd = -1, .direct = -1, .real = -1,
	    .from = -1, .to = -1};
}

void
outgoing_begin(struct outgoing *out, int most)
{
	if (out->direct == -1 || most > out->room)
		return;
	out->real = fcntl(out->fd, F_DUPFD_CLOEXEC, 3);
	if (out->real != -1)
		dup2(out->to, out->fd);
}

void
outgoing_end(struct outgoing *out)
{
	char buf[16384];
	ssize_t n;

	if (out->real == -1)
		return;
	dup2(out->real, out->fd);
	close(out->real);
	out->real = -1;
	while ((n = read(out->from, buf, sizeof(buf))) > 0)
		str_addn(&out->bytes, buf, (size_t)n);
	outgoing_flush(out);
}

bool
outgoing_flush(struct outgoing *out)
{
	size_t sent = 0;

	while (sent < out->bytes.len) {
		ssize_t n = write(out->direct, out->bytes.s + sent,
		    out->bytes.len - sent);

		if (n > 0)
			sent += (size_t)n;
		else if (n == -1 && errno == EINTR)
			continue;
		else if (n == -1 && errno == EAGAIN)
			break;
		else /* there is nobody any more */
			sent = out->bytes.len;
	}
	if (sent > 0) {
		out->bytes.len -= sent;
		memmove(out->bytes.s, out->bytes.s + sent,
		    out->bytes.len + 1);
	}
	return out->bytes.len == 0;
}

void
outgoing_drain(struct outgoing *out, int wait_ms)
{
	int64_t until = clock_monotonic() + wait_ms, left;

	while (!outgoing_flush(out) &&
	    (left = until - clock_monotonic()) > 0) {
		struct pollfd to = {.fd = out->direct, .events = POLLOUT};

		poll(&to, 1, (int)left);
	}
}

int
outgoing_wait(const struct outgoing *out)
{
	return out->bytes.len > 0 ? out->direct : -1;
}
