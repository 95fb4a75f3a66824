/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A collector that is not ours (systemd's, another console's) may be between
 * two lives: it has until the journal has been silent for a while. Ours is
 * started again at once, though not in a tight circle.
 */
#include "cmd/collector.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "base/log.h"
#include "base/mem.h"
#include "cmd/host.h"
#include "store/journal.h"

enum { STOP_WAIT = 3000 };

void
collector_init(struct collector *collector, const char *conf_path,
    const char *journal)
{
	*collector = (struct collector){
		.conf_path = conf_path,
		.journal = journal,
		.log = xasprintf("%s.log", journal),
		.started = INT64_MIN / 2,
		.looked = INT64_MIN / 2,
	};
}

void
collector_release(struct collector *collector)
{
	host_stop(collector->pid, STOP_WAIT);
	free(collector->log);
	*collector = (struct collector){0};
}

/* Whether ours has ended since the last look. */
static bool
has_fallen(struct collector *collector)
{
	int status;

	if (collector->pid == 0 ||
	    waitpid(collector->pid, &status, WNOHANG) != collector->pid)
		return false;
	if (WIFEXITED(status))
		log_line("the collector (process %ld) ended with code %d",
		    (long)collector->pid, WEXITSTATUS(status));
	else
		log_line("the collector (process %ld) was ended by signal %d",
		    (long)collector->pid, WTERMSIG(status));
	collector->pid = 0;
	collector->fell = true;
	return true;
}

/*
 * Takes the lock and lets it go, for the child to take: 1. 0: somebody has
 * it; -1: it cannot be had.
 */
static int
nobody_watches(const struct collector *collector)
{
	struct err err;
	bool held;
	int fd = journal_lock(collector->journal, &held, &err);

	if (fd >= 0) {
		close(fd);
		return 1;
	}
	if (!held)
		log_line("%s", err.text);
	return held ? 0 : -1;
}

static void
start(struct collector *collector)
{
	const char *argv[] = {"natvagt", "watch", "-c", collector->conf_path,
	    NULL};
	pid_t pid = host_fork(SIGTERM);

	if (pid == 0)
		host_exec_self(argv, collector->log);
	if (pid == -1)
		log_line("cannot start a collector");
	collector->pid = pid > 0 ? pid : 0;
	collector->fell = false;
}

bool
collector_keep(struct collector *collector, int64_t monotonic, int64_t silence)
{
	bool died = has_fallen(collector);
	int unwatched;

	if (collector->pid != 0 ||
	    (!collector->fell && silence < COLLECTOR_SILENCE) ||
	    monotonic - collector->started < COLLECTOR_APART ||
	    monotonic - collector->looked < COLLECTOR_LOOK)
		return died;
	collector->looked = monotonic;
	unwatched = nobody_watches(collector);
	if (unwatched == 0) {
		collector->fell = false;
		return died;
	}
	collector->started = monotonic;
	if (unwatched == 1)
		start(collector);
	return died;
}
