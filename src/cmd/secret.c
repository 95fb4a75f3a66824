/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signals are blocked but while poll() waits, so that none comes between a
 * look at `caught` and the wait. Those that are ignored stay so (nohup).
 */
#include "cmd/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const int signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGALRM, SIGTERM,
    SIGTSTP};
enum { NSIGNAL = sizeof(signals) / sizeof(signals[0]) };

static volatile sig_atomic_t caught;

static void
note(int signal)
{
	caught = signal;
}

/* The terminal and the signals as they were. */
struct saved {
	int fd;
	struct termios terminal;
	struct sigaction action[NSIGNAL];
	sigset_t mask;
};

bool
secret_is_typed(void)
{
	return isatty(STDIN_FILENO);
}

static void
catch_signals(struct saved *saved)
{
	const struct sigaction action = {.sa_handler = note};
	sigset_t block;

	caught = 0;
	sigemptyset(&block);
	for (int i = 0; i < NSIGNAL; i++)
		sigaddset(&block, signals[i]);
	sigprocmask(SIG_BLOCK, &block, &saved->mask);
	for (int i = 0; i < NSIGNAL; i++) {
		sigaction(signals[i], NULL, &saved->action[i]);
		if (saved->action[i].sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
	}
}

static void
release_signals(const struct saved *saved)
{
	for (int i = 0; i < NSIGNAL; i++)
		sigaction(signals[i], &saved->action[i], NULL);
	sigprocmask(SIG_SETMASK, &saved->mask, NULL);
}

static void
echo_off(struct saved *saved)
{
	struct termios silent;

	tcgetattr(saved->fd, &saved->terminal);
	silent = saved->terminal;
	silent.c_lflag &= ~(tcflag_t)(ECHO | ECHONL);
	silent.c_lflag |= ICANON | ISIG;
	tcsetattr(saved->fd, TCSAFLUSH, &silent);
}

/* The next byte: 1, or 0 at the end, or -1 (caught: a signal came). */
static int
next_byte(const struct saved *saved, char *c)
{
	struct pollfd look = {.fd = saved->fd, .events = POLLIN};

	if (ppoll(&look, 1, NULL, &saved->mask) == -1)
		return -1;
	return (int)read(saved->fd, c, 1);
}

static int
type_line(const struct saved *saved, char secret[SECRET_SIZE])
{
	size_t n = 0;
	int rc;
	char c;

	while ((rc = next_byte(saved, &c)) == 1 && c != '\n')
		if (n < SECRET_SIZE - 1)
			secret[n++] = c;
	secret[n] = '\0';
	return rc == 1 || (rc == 0 && n > 0) ? 0 : -1;
}

static int
ask_once(int fd, const char *prompt, char secret[SECRET_SIZE])
{
	struct saved saved = {.fd = fd};
	int rc;

	catch_signals(&saved);
	echo_off(&saved);
	dprintf(fd, "%s", prompt);
	rc = type_line(&saved, secret);
	dprintf(fd, "\n");
	tcsetattr(fd, TCSAFLUSH, &saved.terminal);
	release_signals(&saved);
	return rc;
}

static int
ask_terminal(const char *prompt, char secret[SECRET_SIZE])
{
	int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY), rc;

	if (fd == -1)
		return -1;
	while ((rc = ask_once(fd, prompt, secret)) == -1 && caught != 0)
		raise(caught);
	close(fd);
	return rc;
}

static int
read_line(char secret[SECRET_SIZE])
{
	size_t n = 0;
	int c;

	while ((c = getchar()) != EOF && c != '\n')
		if (n < SECRET_SIZE - 1)
			secret[n++] = (char)c;
	secret[n] = '\0';
	return c == '\n' || n > 0 ? 0 : -1;
}

int
secret_read(const char *prompt, char secret[SECRET_SIZE])
{
	return secret_is_typed() ? ask_terminal(prompt, secret) :
	    read_line(secret);
}
