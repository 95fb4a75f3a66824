/* SPDX-License-Identifier: Apache-2.0 */
/*
 * There are two pipes: its output, of which a part is read each turn (so one
 * that prints without end is slowed down, not us), and one that is closed by
 * exec itself, or tells why that failed.
 *
 * Its process is waited for only when nobody writes to its output any more.
 * Until then its number is kept from being given away, so that what is killed
 * is its group and no other's.
 */
#include "collect/child.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

enum {
	READ_SIZE = 4096,
	READS_A_TURN = 16, /* what a pipe holds */
};

struct child {
	char *program;
	pid_t pid;     /* 0 when it has been waited for */
	int out;       /* -1: at its end, or given up */
	int failed;    /* an errno comes where it could not be run */
	int64_t until; /* monotonic */
	bool late;
	struct str said;
	int64_t more;
};

int
child_can_run(const char *program, struct err *err)
{
	struct stat st;

	if (stat(program, &st) == 0 && !S_ISREG(st.st_mode))
		return err_set(err, "cannot run '%s': not a regular file",
		    program);
	if (access(program, X_OK) == -1)
		return err_set(err, "cannot run '%s': %s", program,
		    strerror(errno));
	return 0;
}

/* In the new process; nothing here may take a lock that another holds. */
static _Noreturn void
become(char *const *argv, char *const *envp, int out, int failed, pid_t parent)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC), error;
	sigset_t none;

	setsid();
	signal(SIGPIPE, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* The parent may have gone before that was said. */
	if (getppid() == parent && chdir("/") == 0 &&
	    dup2(null, STDIN_FILENO) != -1 && dup2(out, STDOUT_FILENO) != -1 &&
	    dup2(out, STDERR_FILENO) != -1 &&
	    close_range(STDERR_FILENO + 1, UINT_MAX, CLOSE_RANGE_CLOEXEC) == 0)
		execve(argv[0], argv, envp);
	error = errno;
	if (write(failed, &error, sizeof(error)) == sizeof(error))
		_exit(126);
	_exit(127);
}

static int
make_pipe(int fd[2], struct err *err)
{
	if (pipe2(fd, O_CLOEXEC) == -1)
		return err_set(err, "cannot make a pipe: %s", strerror(errno));
	fcntl(fd[0], F_SETFL, O_NONBLOCK);
	return 0;
}

static void
close_pipe(int fd[2])
{
	close(fd[0]);
	close(fd[1]);
}

struct child *
child_start(char *const *argv, char *const *envp, int64_t now,
    struct err *err)
{
	pid_t parent = getpid(), pid;
	struct child *child;
	int out[2], failed[2];

	if (make_pipe(out, err) == -1)
		return NULL;
	if (make_pipe(failed, err) == -1) {
		close_pipe(out);
		return NULL;
	}
	pid = fork();
	if (pid == 0)
		become(argv, envp, out[1], failed[1], parent);
	if (pid == -1) {
		err_set(err, "cannot start '%s': %s", argv[0],
		    strerror(errno));
		close_pipe(out);
		close_pipe(failed);
		return NULL;
	}
	close(out[1]);
	close(failed[1]);
	child = xcalloc(1, sizeof(*child));
	*child = (struct child){.program = xstrdup(argv[0]), .pid = pid,
	    .out = out[0], .failed = failed[0], .until = now + CHILD_TIME};
	str_init(&child->said);
	return child;
}

static void
hang_up(struct child *child)
{
	if (child->out != -1)
		close(child->out);
	child->out = -1;
}

static void
keep(struct child *child, const char *buf, size_t n)
{
	size_t room = CHILD_SAID_MAX - child->said.len;
	size_t kept = n < room ? n : room;

	str_addn(&child->said, buf, kept);
	child->more += (int64_t)(n - kept);
}

static void
hear(struct child *child)
{
	char buf[READ_SIZE];

	for (int i = 0; i < READS_A_TURN && child->out != -1; i++) {
		ssize_t n = read(child->out, buf, sizeof(buf));

		if (n == -1 && errno != EINTR)
			return;
		if (n > 0)
			keep(child, buf, (size_t)n);
		else if (n == 0)
			hang_up(child);
	}
}

/* What its end means: 1, or -1 and what was wrong. */
static int
outcome(const struct child *child, int status, struct err *err)
{
	int error;

	if (read(child->failed, &error, sizeof(error)) == sizeof(error))
		return err_set(err, "cannot run '%s': %s", child->program,
		    strerror(error));
	if (child->late)
		return err_set(err, "'%s' was not done within %d s and was"
		    " killed", child->program, CHILD_TIME / 1000);
	if (WIFSIGNALED(status))
		return err_set(err, "'%s' was ended by signal %d (%s)",
		    child->program, WTERMSIG(status),
		    strsignal(WTERMSIG(status)));
	if (WEXITSTATUS(status) != 0)
		return err_set(err, "'%s' ended with code %d", child->program,
		    WEXITSTATUS(status));
	return 1;
}

static void
kill_group(const struct child *child)
{
	/* It may not have come as far as having a group. */
	if (kill(-child->pid, SIGKILL) == -1)
		kill(child->pid, SIGKILL);
}

int
child_turn(struct child *child, int64_t now, struct err *err)
{
	int status;

	hear(child);
	if (now >= child->until && !child->late) {
		child->late = true;
		kill_group(child);
		hang_up(child);
	}
	if (child->out != -1 ||
	    waitpid(child->pid, &status, WNOHANG) != child->pid)
		return 0;
	child->pid = 0;
	return outcome(child, status, err);
}

const struct str *
child_said(const struct child *child, int64_t *more)
{
	*more = child->more;
	return &child->said;
}

void
child_free(struct child *child)
{
	if (child == NULL)
		return;
	if (child->pid != 0) {
		kill_group(child);
		while (waitpid(child->pid, NULL, 0) == -1 && errno == EINTR)
			;
	}
	hang_up(child);
	close(child->failed);
	str_release(&child->said);
	free(child->program);
	free(child);
}
