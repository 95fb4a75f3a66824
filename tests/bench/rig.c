/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/rig.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "bench/bench.h"
#include "bench/trace.h"
#include "read/conf.h"
#include "read/decode.h"
#include "store/journal.h"

enum { PATIENCE_S = 20, LOOK_US = 10000 };

char *
rig_path(const struct rig *rig, const char *name)
{
	return xasprintf("%s/%s", rig->dir, name);
}

void
rig_nap(int us)
{
	struct timespec t = {us / 1000000, us % 1000000 * 1000L};

	nanosleep(&t, NULL);
}

void
rig_init(struct rig *rig)
{
	*rig = (struct rig){.dir = "/tmp/natvagt-bench.XXXXXX"};
	if (getenv("NATVAGT") == NULL)
		bench_die("NATVAGT: where is the program?");
	if (mkdtemp(rig->dir) == NULL)
		bench_die("no temporary folder");
	rig->conf = rig_path(rig, "natvagt.conf");
	rig->journal = rig_path(rig, "natvagt.db");
	mosquitto_lib_init();
}

/* ---- the house and its day ---- */

/* Ten dwellings a floor; the corridor is what four leave of the third. */
static void
write_plan(struct str *plan)
{
	for (int floor = 1; floor <= 3; floor++) {
		int rooms = floor < 3 ? 10 : RIG_DWELLINGS - 20;

		for (int i = 0; i < 10; i++)
			str_add(plan, "+--------");
		str_add(plan, "+\n");
		for (int i = 1; i <= rooms; i++)
			str_addf(plan, "|%d%02d     ", floor, i);
		str_addf(plan, rooms < 10 ? "|%-53s|\n" : "|\n", "corridor");
		for (int row = 0; row < 3; row++) {
			for (int i = 0; i < rooms; i++)
				str_add(plan, "|        ");
			str_addf(plan, rooms < 10 ? "|%-53s|\n" : "|\n", "");
		}
	}
	for (int i = 0; i < 10; i++)
		str_add(plan, "+--------");
	str_add(plan, "+\n");
}

static int
free_port(void)
{
	struct sockaddr_in in = {.sin_family = AF_INET,
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof(in);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (bind(fd, (struct sockaddr *)&in, n) == -1 ||
	    getsockname(fd, (struct sockaddr *)&in, &n) == -1)
		bench_die("no free port");
	close(fd);
	return ntohs(in.sin_port);
}

static struct conf *
write_conf(struct rig *rig, const struct trace *trace)
{
	const char *srcdir = getenv("srcdir");
	char *folder = xasprintf("%s/conf", srcdir != NULL ? srcdir : ".");
	char *plan = rig_path(rig, "house.plan");
	struct faults faults = {0};
	struct conf *conf;
	struct str text;

	str_init(&text);
	write_plan(&text);
	trace_file(plan, &text);
	str_clear(&text);
	trace_conf(trace, folder, NULL, rig->journal, rig->port, &text);
	str_add(&text, "plans = ( { name = \"House\";"
	    " file = \"house.plan\"; } );\n");
	trace_file(rig->conf, &text);
	conf = conf_load(rig->conf, CONF_WITHOUT_SECRETS, &faults);
	faults_tell(&faults, stderr);
	if (conf == NULL)
		bench_die("the bench's own configuration has faults");
	str_release(&text);
	free(folder);
	free(plan);
	return conf;
}

static void
must(int bad, const struct err *err)
{
	if (bad == -1)
		bench_die("%s", err->text);
}

static int64_t
append(struct journal *journal, int64_t t, const char *topic,
    const char *payload)
{
	struct err err;
	int64_t seq;

	must(journal_append(journal, t, false, topic, payload,
	    strlen(payload), &t, &seq, &err), &err);
	return seq;
}

/* A trace_fn. */
static void
keep(void *arg, int64_t t, const char *topic, const char *payload)
{
	if (strstr(topic, "sos") == NULL)
		append(arg, t, topic, payload);
}

static void
begin_segment(struct journal *journal, const struct conf *conf, int64_t t)
{
	struct segment_info info = {.why = "start"};
	char night[ZONE_STAMP_SIZE];
	struct str payload;
	struct err err;

	zone_night_name(&conf->zone, t, night);
	snprintf(info.night, sizeof(info.night), "%.15s", night);
	memcpy(info.conf, conf->hash, sizeof(info.conf));
	str_init(&payload);
	encode_segment(&payload, &info);
	must(journal_conf_add(journal, conf->hash, conf->file, conf->nfile,
	    &err), &err);
	must(journal_segment_add(journal, append(journal, t,
	    OWN_PREFIX "segment", payload.s), info.night, info.why,
	    conf->hash, &err), &err);
	str_release(&payload);
}

void
rig_write_day(struct rig *rig, size_t messages)
{
	struct trace trace = {.seed = 1, .dwellings = RIG_DWELLINGS,
	    .messages = messages};
	int64_t now = clock_now();
	struct journal *journal;
	struct conf *conf;
	struct err err;

	rig->port = free_port();
	conf = write_conf(rig, &trace);
	journal = journal_open(rig->journal, JOURNAL_CREATE, &err);
	if (journal == NULL)
		bench_die("%s", err.text);
	trace.start = zone_night_start(&conf->zone, now);
	/* Chance may make it somewhat longer. */
	trace.ms = (now - trace.start) / 50 * 49;
	must(journal_begin(journal, 0, &err), &err);
	begin_segment(journal, conf, trace.start);
	trace_run(&trace, keep, journal);
	must(journal_commit(journal, &err), &err);
	journal_close(journal);
	conf_free(conf);
}

/* ---- processes ---- */

/* Ends with this process; its output goes into a file. */
static pid_t
start(const struct rig *rig, const char *log, const char *const *argv)
{
	char *path = rig_path(rig, log);
	pid_t pid = fork();

	if (pid == 0) {
		int fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);

		prctl(PR_SET_PDEATHSIG, SIGTERM);
		dup2(fd, STDOUT_FILENO);
		dup2(fd, STDERR_FILENO);
		execvp(argv[0], (char *const *)argv);
		_exit(127);
	}
	free(path);
	return pid;
}

void
rig_end(pid_t *pid)
{
	if (*pid <= 0)
		return;
	kill(*pid, SIGTERM);
	waitpid(*pid, NULL, 0);
	*pid = 0;
}

/* Root's would become somebody else's, which forgets to end with us. */
static void
start_broker(struct rig *rig)
{
	char *conf = rig_path(rig, "mosquitto.conf");
	struct str text;

	str_init(&text);
	str_addf(&text, "listener %d 127.0.0.1\nallow_anonymous true\n"
	    "max_queued_messages 100000\nuser root\n", rig->port);
	trace_file(conf, &text);
	setenv("PATH", "/usr/local/sbin:/usr/sbin:/usr/bin:/bin", 1);
	rig->broker = start(rig, "mosquitto.log", (const char *const[]){
	    "mosquitto", "-c", conf, NULL});
	str_release(&text);
	free(conf);
}

void
rig_start(struct rig *rig)
{
	const char *argv[] = {getenv("NATVAGT"), "watch", "-c", rig->conf,
	    NULL};
	double until = bench_wall() + PATIENCE_S;

	start_broker(rig);
	rig->watch = start(rig, "watch.log", argv);
	while (journal_is_watched(rig->journal, NULL) != 1) {
		if (bench_wall() > until)
			bench_die("natvagt watch does not start");
		rig_nap(LOOK_US);
	}
}

struct mosquitto *
rig_connect(const struct rig *rig, void *arg)
{
	struct mosquitto *client = mosquitto_new(NULL, true, arg);
	double until = bench_wall() + PATIENCE_S;

	mosquitto_int_option(client, MOSQ_OPT_TCP_NODELAY, 1);
	while (mosquitto_connect(client, "127.0.0.1", rig->port, 60) !=
	    MOSQ_ERR_SUCCESS) {
		if (bench_wall() > until)
			bench_die("mosquitto does not start: is it"
			    " installed?");
		rig_nap(LOOK_US);
	}
	return client;
}

void
rig_release(struct rig *rig)
{
	char *command = xasprintf("rm -rf '%s'", rig->dir);

	rig_end(&rig->watch);
	rig_end(&rig->broker);
	if (system(command) != 0)
		fprintf(stderr, "'%s' is left\n", rig->dir);
	free(command);
	free(rig->conf);
	free(rig->journal);
}
