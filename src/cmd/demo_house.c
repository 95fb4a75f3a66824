/* SPDX-License-Identifier: Apache-2.0 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/str.h"
#include "cmd/demo.h"
#include "cmd/host.h"
#include "read/night.h"
#include "store/journal.h"

enum {
	BROKER_WAIT = 5000, /* ms for the broker to listen */
	SWEEP_WAIT = 5000,  /* ms for the collector to let go of the lock */
	STOP_WAIT = 1000,
	POLL = 20,
	TRIES = 5,          /* ports: another process may be quicker */
};

struct keeper {
	const struct demo_house *house;
	pid_t broker, player;
	int port;
};

static void
nap(void)
{
	nanosleep(&(struct timespec){0, POLL * 1000000L}, NULL);
}

static struct sockaddr_in
loopback(int port)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
}

/* A port that nobody listens at, for now; 0 where there is none. */
static int
free_port(void)
{
	struct sockaddr_in at = loopback(0);
	socklen_t size = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int port = 0;

	if (bind(fd, (struct sockaddr *)&at, sizeof(at)) == 0 &&
	    getsockname(fd, (struct sockaddr *)&at, &size) == 0)
		port = ntohs(at.sin_port);
	close(fd);
	return port;
}

static bool
listens(int port)
{
	struct sockaddr_in at = loopback(port);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool does = connect(fd, (struct sockaddr *)&at, sizeof(at)) == 0;

	close(fd);
	return does;
}

/* Root stays root: a change of user would undo the parent's death signal. */
static int
write_broker_conf(const char *path, int port, struct err *err)
{
	FILE *to = fopen(path, "we");

	if (to == NULL)
		return err_set(err, "cannot write '%s': %s", path,
		    strerror(errno));
	fprintf(to, "listener %d 127.0.0.1\n"
	    "allow_anonymous true\n"
	    "persistence false\n"
	    "max_queued_messages 100000\n"
	    "log_dest stderr\n%s", port,
	    geteuid() == 0 ? "user root\n" : "");
	return fclose(to) == 0 ? 0 : err_set(err, "cannot write '%s': %s",
	    path, strerror(errno));
}

/* Debian keeps it where only root's PATH leads. */
static _Noreturn void
exec_broker(const char *conf)
{
	const char *path = getenv("PATH");
	char *wide = xasprintf("%s:/usr/local/sbin:/usr/sbin:/sbin",
	    path != NULL ? path : "/usr/bin");

	setenv("PATH", wide, 1);
	execlp("mosquitto", "mosquitto", "-c", conf, (char *)NULL);
	_exit(127);
}

/* 1: it listens; 0: it ended (its port was taken?); -1: it will not do. */
static int
await_broker(struct keeper *k, struct err *err)
{
	int64_t until = clock_monotonic() + BROKER_WAIT;
	int status;

	while (clock_monotonic() < until) {
		if (waitpid(k->broker, &status, WNOHANG) == k->broker) {
			k->broker = 0;
			if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
				return err_set(err, "cannot start 'mosquitto':"
				    " is it installed?");
			return 0;
		}
		if (listens(k->port))
			return 1;
		nap();
	}
	return err_set(err, "mosquitto did not listen within %d s",
	    BROKER_WAIT / 1000);
}

static int
start_broker(struct keeper *k, struct err *err)
{
	/* A name that demo_conf_write() copies no file by. */
	char *conf = xasprintf("%s/broker", k->house->folder);
	int up = 0;

	for (int i = 0; i < TRIES && up == 0; i++) {
		k->port = free_port();
		if (write_broker_conf(conf, k->port, err) == -1) {
			up = -1;
			break;
		}
		k->broker = host_fork(SIGKILL);
		if (k->broker == 0)
			exec_broker(conf);
		up = k->broker == -1 ? err_set(err, "cannot start 'mosquitto':"
		    " %s", strerror(errno)) : await_broker(k, err);
	}
	free(conf);
	if (up == 0)
		return err_set(err, "mosquitto ended as soon as it started");
	return up == 1 ? 0 : -1;
}

static int
start_player(struct keeper *k, struct err *err)
{
	char *path = xasprintf("%s/replays/demo.night", k->house->data);
	struct night night;
	int bad = night_read(&night, path, true, NULL, NULL, err);

	free(path);
	if (bad == -1)
		return -1;
	k->player = host_fork(SIGKILL);
	if (k->player == 0)
		demo_play(&night, k->port);
	night_release(&night);
	return k->player == -1 ? err_set(err, "cannot start the player: %s",
	    strerror(errno)) : 0;
}

/* Nothing but the end of the demo ends the keeper. */
static void
settle(const struct demo_house *house)
{
	char *log = xasprintf("%s/demo.log", house->folder);
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	int out = host_open_log(log);

	free(log);
	signal(SIGTERM, SIG_IGN);
	signal(SIGINT, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	dup2(out >= 0 ? out : null, STDERR_FILENO);
}

/* The text and its NUL: even nothing is one byte. */
static void
say(int ready, const char *text)
{
	ssize_t n = write(ready, text, strlen(text) + 1);

	(void)n; /* nobody listens: the demo is over, as `alive` tells */
	close(ready);
}

void
demo_house_keep(const struct demo_house *house)
{
	struct keeper k = {.house = house};
	struct err err = {""};
	char byte;

	settle(house);
	if (start_broker(&k, &err) == 0 &&
	    demo_conf_write(house->folder, house->data, k.port, &err) == 0)
		start_player(&k, &err);
	say(house->ready, err.text);
	while (read(house->alive, &byte, 1) == -1 && errno == EINTR)
		;
	host_stop(k.player, STOP_WAIT);
	host_stop(k.broker, STOP_WAIT);
	demo_house_sweep(house->folder);
	_exit(0);
}

/* An nftw() function. */
static int
sweep_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	remove(path);
	return 0;
}

/* The process that the lock's file names, while the lock is held. */
static pid_t
watcher(const char *journal)
{
	char *lock = xasprintf("%s.lock", journal);
	FILE *from = fopen(lock, "re");
	long pid = 0;

	if (from != NULL) {
		if (fscanf(from, "%ld", &pid) != 1)
			pid = 0;
		fclose(from);
	}
	free(lock);
	return (pid_t)pid;
}

/*
 * The collector was told to stop when its parent ended. It makes no sense
 * any more, so in the end it is not asked.
 */
static void
await_collector(const char *journal)
{
	int64_t until = clock_monotonic() + SWEEP_WAIT;
	struct err err;
	bool held;
	int fd;

	while ((fd = journal_lock(journal, &held, &err)) < 0 && held) {
		if (clock_monotonic() >= until) {
			pid_t pid = watcher(journal);

			if (pid > 1)
				kill(pid, SIGKILL);
			return;
		}
		nap();
	}
	if (fd >= 0)
		close(fd);
}

void
demo_house_sweep(const char *folder)
{
	char *journal = xasprintf("%s/" DEMO_JOURNAL, folder);

	if (access(folder, F_OK) == 0) {
		await_collector(journal);
		nftw(folder, sweep_one, 16, FTW_DEPTH | FTW_PHYS);
	}
	free(journal);
}
