/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A collector that is not ours (systemd's, another console's) may be between
 * two lives: one is started only where the lock has been free at two looks in
 * a row, some seconds apart, or where the journal has been silent for so long
 * that there is none. Of several consoles the first one then wins, whose child
 * takes the lock; another's child says so by EX_TEMPFAIL, and that is well.
 * Ours that died is started again at once, though not in a tight circle.
 */
#include "cmd/collector.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <sysexits.h>
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
		.look_at = INT64_MIN,
		.seed = (unsigned)getpid(),
	};
}

void
collector_release(struct collector *collector)
{
	host_stop(collector->pid, STOP_WAIT);
	free(collector->log);
	*collector = (struct collector){0};
}

/* Whether ours has ended since the last look, and not for another's sake. */
static bool
has_fallen(struct collector *collector)
{
	int status;

	if (collector->pid == 0 ||
	    waitpid(collector->pid, &status, WNOHANG) != collector->pid)
		return false;
	if (WIFEXITED(status) && WEXITSTATUS(status) == EX_TEMPFAIL) {
		log_line("the collector (process %ld) left it to another",
		    (long)collector->pid);
		collector->pid = 0;
		collector->started = INT64_MIN / 2;
		return false;
	}
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
	collector->was_free = false;
}

/*
 * A look at the lock: whether one is to be started now. Sets when to look
 * again.
 */
static bool
is_wanted(struct collector *collector, int64_t monotonic, int64_t silence)
{
	struct err err;
	int watched = journal_is_watched(collector->journal, &err);
	bool sure = collector->was_free || collector->fell ||
	    silence >= COLLECTOR_SILENCE;

	collector->look_at = monotonic + COLLECTOR_LOOK;
	collector->was_free = watched == 0;
	if (watched == -1) {
		log_line("%s", err.text);
		collector->look_at = monotonic + COLLECTOR_APART;
	} else if (watched == 1) {
		collector->fell = false;
	} else if (!sure) {
		collector->look_at = monotonic + COLLECTOR_GRACE +
		    rand_r(&collector->seed) % COLLECTOR_JITTER;
	}
	return watched == 0 && sure &&
	    monotonic - collector->started >= COLLECTOR_APART;
}

bool
collector_keep(struct collector *collector, int64_t monotonic, int64_t silence)
{
	bool died = has_fallen(collector);

	if (collector->pid == 0 && monotonic >= collector->look_at &&
	    is_wanted(collector, monotonic, silence)) {
		collector->started = monotonic;
		collector->took_over = silence != INT64_MAX &&
		    !collector->fell;
		start(collector);
	}
	return died;
}
