/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Three processes and a folder: this one is the console (with the collector
 * as its child, as ever); the keeper holds the broker and the player. A pipe
 * runs from here to the keeper: when this process ends, however it does, the
 * pipe closes, and the keeper stops what it started and removes the folder.
 * Should the keeper be killed, its children die with it and the folder is
 * removed from here.
 */
#include "cmd/demo.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "cmd/cmd.h"
#include "cmd/console.h"
#include "cmd/host.h"

struct demo {
	char *data, *folder;
	pid_t keeper;
	int alive;
};

static int
make_folder(struct demo *demo, struct err *err)
{
	const char *base = getenv("TMPDIR");

	if (base == NULL || base[0] != '/')
		base = "/tmp";
	demo->folder = xasprintf("%s/natvagt-demo-XXXXXX", base);
	if (mkdtemp(demo->folder) != NULL)
		return 0;
	err_set(err, "cannot make a folder in '%s': %s", base,
	    strerror(errno));
	free(demo->folder);
	demo->folder = NULL;
	return -1;
}

/* What the keeper says: nothing when all runs, else what went wrong. */
static int
hear(int ready, struct err *err)
{
	char text[sizeof(err->text)] = "";
	size_t n = 0;
	ssize_t got;

	/* Up to the NUL: the player holds the pipe's other end as well. */
	do {
		got = read(ready, text + n, sizeof(text) - n);
		if (got == -1 && (errno != EINTR || host_leaving()))
			return err_set(err, "interrupted");
		if (got > 0)
			n += (size_t)got;
	} while (got != 0 && n < sizeof(text) &&
	    memchr(text, '\0', n) == NULL);
	if (n == 0)
		return err_set(err, "the demo's keeper was ended");
	return text[0] != '\0' ? err_set(err, "%.*s", (int)n, text) : 0;
}

static int
start_keeper(struct demo *demo, struct err *err)
{
	int alive[2], ready[2], bad;

	if (pipe2(alive, O_CLOEXEC) == -1)
		return err_set(err, "cannot make a pipe: %s", strerror(errno));
	if (pipe2(ready, O_CLOEXEC) == -1) {
		close(alive[0]);
		close(alive[1]);
		return err_set(err, "cannot make a pipe: %s", strerror(errno));
	}
	demo->keeper = host_fork(0);
	if (demo->keeper == 0) {
		close(alive[1]);
		close(ready[0]);
		demo_house_keep(&(struct demo_house){
			.folder = demo->folder,
			.data = demo->data,
			.alive = alive[0],
			.ready = ready[1],
		});
	}
	close(alive[0]);
	close(ready[1]);
	demo->alive = alive[1];
	bad = demo->keeper == -1 ? err_set(err, "cannot start the demo's"
	    " keeper: %s", strerror(errno)) : hear(ready[0], err);
	close(ready[0]);
	return bad;
}

static void
end(struct demo *demo)
{
	if (demo->alive >= 0)
		close(demo->alive);
	while (demo->keeper > 0 && waitpid(demo->keeper, NULL, 0) == -1 &&
	    errno == EINTR)
		;
	if (demo->folder != NULL)
		demo_house_sweep(demo->folder);
	free(demo->folder);
	free(demo->data);
}

static int
run(struct demo *demo, unsigned seconds, bool linear)
{
	struct err err;
	char *conf_path;
	int code;

	demo->data = host_data_folder(&err);
	if (demo->data == NULL || make_folder(demo, &err) == -1 ||
	    start_keeper(demo, &err) == -1) {
		if (!host_leaving())
			log_line("demo: %s", err.text);
		return EX_UNAVAILABLE;
	}
	conf_path = xasprintf("%s/" DEMO_CONF, demo->folder);
	alarm(seconds);
	code = console_run(&(struct console_options){
		.conf_path = conf_path,
		.by = "",
		.linear = linear,
	});
	free(conf_path);
	return code;
}

int
cmd_demo(int argc, char **argv)
{
	const char *seconds = NULL;
	bool linear = false;
	const struct option_spec spec[] = {
		{0, "seconds", "N", "end by itself after so long", &seconds,
		    NULL},
		{0, "linear", NULL, "as of console", NULL, &linear},
		{0},
	};
	int n = cmd_no_arguments(argc, argv, spec,
	    "a simulated house on a private broker; nothing is left behind");
	struct demo demo = {.alive = -1};
	struct err err;
	int64_t limit = 0;
	int code;

	if (n < 0)
		return n == -2 ? 0 : EX_USAGE;
	if (seconds != NULL &&
	    cmd_number(seconds, 1, 1000000, &limit, &err) == -1) {
		log_line("demo: --seconds: %s", err.text);
		return EX_USAGE;
	}
	host_catch_signals();
	code = run(&demo, (unsigned)limit, linear);
	end(&demo);
	return code;
}
