/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/host.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "store/journal.h"

#define SELF "/proc/self/exe"

enum { LOG_MAX = 1 << 20, POLL_MS = 10, PATH_SIZE = 4096 };

static const int ending[] = {SIGTERM, SIGHUP, SIGINT, SIGALRM};
enum { NENDING = sizeof(ending) / sizeof(ending[0]) };

/* What a terminal's keys send. */
static const int keyboard[] = {SIGINT, SIGQUIT, SIGTSTP};
enum { NKEYBOARD = sizeof(keyboard) / sizeof(keyboard[0]) };

static volatile sig_atomic_t leaving;

static void
leave(int signal)
{
	(void)signal;
	leaving = 1;
}

void
host_ignore_keyboard(void)
{
	struct sigaction action = {.sa_handler = SIG_IGN};

	for (int i = 0; i < NKEYBOARD; i++)
		sigaction(keyboard[i], &action, NULL);
}

/* Without SA_RESTART: a signal ends a wait. */
void
host_catch_signals(void)
{
	struct sigaction action = {.sa_handler = leave};

	for (int i = 0; i < NENDING; i++)
		sigaction(ending[i], &action, NULL);
	action.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &action, NULL);
}

bool
host_leaving(void)
{
	return leaving != 0;
}

static void
begin_child(pid_t parent, int death)
{
	struct sigaction action = {.sa_handler = SIG_DFL};

	setsid();
	for (int i = 0; i < NENDING; i++)
		sigaction(ending[i], &action, NULL);
	for (int i = 0; i < NKEYBOARD; i++)
		sigaction(keyboard[i], &action, NULL);
	sigaction(SIGPIPE, &action, NULL);
	prctl(PR_SET_PDEATHSIG, death);
	/* The parent may have gone before that was said. */
	if (getppid() != parent)
		_exit(0);
}

/* A signal that comes at once is not lost to the parent's handlers. */
pid_t
host_fork(int death)
{
	pid_t parent = getpid(), child;
	sigset_t block, before;

	sigemptyset(&block);
	for (int i = 0; i < NENDING; i++)
		sigaddset(&block, ending[i]);
	sigprocmask(SIG_BLOCK, &block, &before);
	child = fork();
	if (child == 0)
		begin_child(parent, death);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return child;
}

int
host_open_log(const char *path)
{
	struct stat st;

	if (stat(path, &st) == 0 && st.st_size > LOG_MAX) {
		char *old = xasprintf("%s.old", path);

		rename(path, old);
		free(old);
	}
	return open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC |
	    O_NOFOLLOW, JOURNAL_MODE);
}

void
host_exec_self(const char *const *argv, const char *log)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	int out = host_open_log(log);

	dup2(null, STDIN_FILENO);
	dup2(out >= 0 ? out : null, STDOUT_FILENO);
	dup2(out >= 0 ? out : null, STDERR_FILENO);
	execv(SELF, (char *const *)argv);
	_exit(127);
}

/* Whether the child has ended within wait_ms (reaped then). */
static bool
wait_for(pid_t child, int wait_ms)
{
	struct timespec nap = {0, POLL_MS * 1000000L};
	int64_t until = clock_monotonic() + wait_ms;

	while (waitpid(child, NULL, WNOHANG) == 0) {
		if (clock_monotonic() >= until)
			return false;
		nanosleep(&nap, NULL);
	}
	return true;
}

void
host_stop(pid_t child, int wait_ms)
{
	if (child <= 0)
		return;
	kill(child, SIGTERM);
	if (wait_for(child, wait_ms))
		return;
	kill(child, SIGKILL);
	while (waitpid(child, NULL, 0) == -1 && errno == EINTR)
		;
}

static bool
has_data(const char *folder)
{
	char *main_file = xasprintf("%s/conf/natvagt.conf", folder);
	bool is_there = access(main_file, R_OK) == 0;

	free(main_file);
	return is_there;
}

char *
host_program_folder(void)
{
	char path[PATH_SIZE];
	ssize_t n = readlink(SELF, path, sizeof(path) - 1);

	if (n <= 0)
		return xstrdup("");
	path[n] = '\0';
	*strrchr(path, '/') = '\0';
	return xstrdup(path);
}

char *
host_data_folder(struct err *err)
{
	const char *set = getenv("NATVAGT_DATADIR");
	char *folder;

	if (set != NULL && set[0] != '\0') {
		if (has_data(set))
			return xstrdup(set);
		err_set(err, "NATVAGT_DATADIR: no 'conf/natvagt.conf' in '%s'",
		    set);
		return NULL;
	}
	folder = host_program_folder();
	if (has_data(folder))
		return folder;
	free(folder);
	if (has_data(PKGDATADIR))
		return xstrdup(PKGDATADIR);
	err_set(err, "the example house is not where it was installed, '%s'"
	    " (set NATVAGT_DATADIR to the folder that holds conf/)",
	    PKGDATADIR);
	return NULL;
}
