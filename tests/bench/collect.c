/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The collector with a real broker, beside the least that a subscriber can
 * be: libmosquitto with the same session, which drops every message. Each
 * has a broker of its own, with nothing else on it.
 *
 * It is ready for messages when it has the retained one of the last topic
 * that it subscribes to. That each has come is known by counting rows.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <sqlite3.h>

#include "base/mem.h"
#include "bench/bench.h"
#include "bench/trace.h"
#include "read/conf.h"
#include "read/decode.h"
#include "store/journal.h"

enum {
	LIVE_MESSAGES = 50000,
	LIVE_ROUNDS = 3,
	DAY_MESSAGES = 200000,
	DAY_ROUNDS = 5,
	IDLE_SECONDS = 10,
	DEADLINE = 60,    /* s for anything */
	UNACKNOWLEDGED_MAX = 200, /* as in mqtt.c, like … */
	SUBSCRIBE_CHUNK = 50,     /* … these */
	KEEPALIVE = 10,
};

struct text {
	char *topic, *payload;
};

struct stand {
	char folder[32];
	char *conf_path, *journal, *notify;
	struct trace trace;
	struct conf *conf;
	int port;
	pid_t broker;
	VEC(struct text) message;
	double most_kb; /* VmHWM of a collector, the largest */
};

static void
nap(void)
{
	nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
}

static char *
in_folder(const struct stand *stand, const char *name)
{
	return xasprintf("%s/%s", stand->folder, name);
}

/* ---- processes ---- */

static pid_t
spawn(const struct stand *stand, const char *const *args)
{
	char *log = in_folder(stand, "log");
	pid_t pid = fork();

	if (pid == 0) {
		int fd = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);

		prctl(PR_SET_PDEATHSIG, SIGKILL);
		dup2(fd, STDOUT_FILENO);
		dup2(fd, STDERR_FILENO);
		execvp(args[0], (char *const *)args);
		_exit(127);
	}
	free(log);
	return pid;
}

/* Ends it, and returns the CPU seconds of its life. */
static double
end(pid_t pid)
{
	struct rusage usage;

	kill(pid, SIGTERM);
	wait4(pid, NULL, 0, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	    (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

static double
cpu_of(pid_t pid)
{
	struct timespec cpu;
	clockid_t clock;

	if (clock_getcpuclockid(pid, &clock) != 0 ||
	    clock_gettime(clock, &cpu) != 0)
		bench_die("process %ld has gone", (long)pid);
	return (double)cpu.tv_sec + (double)cpu.tv_nsec * 1e-9;
}

static void
note_memory(struct stand *stand, pid_t pid)
{
	char path[64], line[128];
	double kb;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%ld/status", (long)pid);
	f = fopen(path, "r");
	while (f != NULL && fgets(line, sizeof(line), f) != NULL)
		if (sscanf(line, "VmHWM: %lf", &kb) == 1 &&
		    kb > stand->most_kb)
			stand->most_kb = kb;
	if (f != NULL)
		fclose(f);
}

/* ---- the broker ---- */

static struct sockaddr_in
loopback(int port)
{
	return (struct sockaddr_in){.sin_family = AF_INET,
	    .sin_port = htons((uint16_t)port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

static int
free_port(void)
{
	struct sockaddr_in address = loopback(0);
	socklen_t len = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (bind(fd, (struct sockaddr *)&address, len) != 0 ||
	    getsockname(fd, (struct sockaddr *)&address, &len) != 0)
		bench_die("no port: %s", strerror(errno));
	close(fd);
	return ntohs(address.sin_port);
}

static bool
answers(int port)
{
	struct sockaddr_in address = loopback(port);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	bool yes = connect(fd, (struct sockaddr *)&address,
	    sizeof(address)) == 0;

	close(fd);
	return yes;
}

static void
start_broker(struct stand *stand)
{
	char *path = in_folder(stand, "mosquitto.conf");
	const char *args[] = {"mosquitto", "-c", path, NULL};
	double until = bench_wall() + DEADLINE;
	struct str text;

	str_init(&text);
	str_addf(&text, "listener %d 127.0.0.1\nallow_anonymous true\n"
	    "persistence false\nmax_queued_messages 0\n"
	    "max_inflight_messages 0\n", stand->port);
	trace_file(path, &text);
	str_release(&text);
	stand->broker = spawn(stand, args);
	while (!answers(stand->port)) {
		if (bench_wall() > until)
			bench_die("mosquitto does not start");
		nap();
	}
	free(path);
}

static void
stop_broker(struct stand *stand)
{
	end(stand->broker);
}

/* ---- the publisher ---- */

struct publisher {
	struct mosquitto *client;
	pthread_mutex_t lock;
	pthread_cond_t more;
	int confirmed;
};

static void
on_confirmed(struct mosquitto *client, void *arg, int mid)
{
	struct publisher *publisher = arg;

	(void)client;
	(void)mid;
	pthread_mutex_lock(&publisher->lock);
	publisher->confirmed++;
	pthread_cond_signal(&publisher->more);
	pthread_mutex_unlock(&publisher->lock);
}

static void
publish_one(struct publisher *publisher, const char *topic,
    const char *payload, bool retain)
{
	if (mosquitto_publish(publisher->client, NULL, topic,
	    (int)strlen(payload), payload, 1, retain) != MOSQ_ERR_SUCCESS)
		bench_die("cannot publish");
}

static void
await_confirmed(struct publisher *publisher, int n)
{
	pthread_mutex_lock(&publisher->lock);
	while (publisher->confirmed < n)
		pthread_cond_wait(&publisher->more, &publisher->lock);
	publisher->confirmed = 0;
	pthread_mutex_unlock(&publisher->lock);
}

static void
publish_all(const struct stand *stand, struct publisher *publisher)
{
	for (size_t i = 0; i < stand->message.n; i++)
		publish_one(publisher, stand->message.v[i].topic,
		    stand->message.v[i].payload, false);
	await_confirmed(publisher, (int)stand->message.n);
}

/* With the retained message of the last topic on the broker. */
static void
publisher_init(struct publisher *publisher, const struct stand *stand)
{
	const struct map *map = stand->conf->map;

	*publisher = (struct publisher){
		.client = mosquitto_new(NULL, true, publisher),
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.more = PTHREAD_COND_INITIALIZER,
	};
	mosquitto_publish_callback_set(publisher->client, on_confirmed);
	mosquitto_int_option(publisher->client, MOSQ_OPT_SEND_MAXIMUM,
	    UNACKNOWLEDGED_MAX);
	if (mosquitto_connect(publisher->client, "127.0.0.1", stand->port,
	    KEEPALIVE) != MOSQ_ERR_SUCCESS ||
	    mosquitto_loop_start(publisher->client) != MOSQ_ERR_SUCCESS)
		bench_die("the publisher cannot connect");
	publish_one(publisher, map_topic(map, map_ntopic(map) - 1), "{}",
	    true);
	await_confirmed(publisher, 1);
}

static void
publisher_release(struct publisher *publisher)
{
	mosquitto_disconnect(publisher->client);
	mosquitto_loop_stop(publisher->client, false);
	mosquitto_destroy(publisher->client);
}

/* ---- the bare subscriber, a process of its own ---- */

struct bare {
	const struct stand *stand;
	size_t got;
	int told; /* a pipe's end: ready, and all there */
};

static void
tell(struct bare *bare)
{
	if (write(bare->told, "", 1) != 1)
		_exit(1);
}

static void
on_bare_connect(struct mosquitto *client, void *arg, int rc)
{
	const struct bare *bare = arg;
	const struct map *map = bare->stand->conf->map;
	size_t n = map_ntopic(map);
	char *topic[SUBSCRIBE_CHUNK];
	int k = 0;

	if (rc != 0)
		_exit(1);
	for (size_t i = 0; i < n; i++) {
		topic[k++] = (char *)map_topic(map, i);
		if (k == SUBSCRIBE_CHUNK || i + 1 == n) {
			mosquitto_subscribe_multiple(client, NULL, k, topic, 1,
			    MQTT_SUB_OPT_SEND_RETAIN_NEW, NULL);
			k = 0;
		}
	}
}

static void
on_bare_message(struct mosquitto *client, void *arg,
    const struct mosquitto_message *message)
{
	struct bare *bare = arg;

	(void)client;
	(void)message;
	if (bare->got == 0 || bare->got == bare->stand->message.n)
		tell(bare);
	bare->got++;
}

static _Noreturn void
run_bare(const struct stand *stand, int told)
{
	struct bare bare = {.stand = stand, .told = told};
	struct mosquitto *client = mosquitto_new("natvagt-bench", false,
	    &bare);
	mosquitto_property *properties = NULL;

	mosquitto_int_option(client, MOSQ_OPT_PROTOCOL_VERSION,
	    MQTT_PROTOCOL_V5);
	mosquitto_int_option(client, MOSQ_OPT_RECEIVE_MAXIMUM,
	    UNACKNOWLEDGED_MAX);
	mosquitto_int_option(client, MOSQ_OPT_TCP_NODELAY, 1);
	mosquitto_connect_callback_set(client, on_bare_connect);
	mosquitto_message_callback_set(client, on_bare_message);
	mosquitto_property_add_int32(&properties,
	    MQTT_PROP_SESSION_EXPIRY_INTERVAL, 3600);
	if (mosquitto_connect_bind_v5(client, "127.0.0.1", stand->port,
	    KEEPALIVE, NULL, properties) == MOSQ_ERR_SUCCESS)
		mosquitto_loop_forever(client, -1, 1);
	_exit(1);
}

static void
await_told(int fd)
{
	struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
	char c;

	if (poll(&poll_fd, 1, DEADLINE * 1000) != 1 || read(fd, &c, 1) != 1)
		bench_die("the bare subscriber has not got all");
}

static double
live_bare(void *arg)
{
	struct stand *stand = arg;
	struct publisher publisher;
	double before, used;
	int told[2];
	pid_t pid;

	start_broker(stand);
	if (pipe(told) != 0)
		bench_die("no pipe: %s", strerror(errno));
	pid = fork();
	if (pid == 0)
		run_bare(stand, told[1]);
	publisher_init(&publisher, stand);
	await_told(told[0]);
	before = cpu_of(pid);
	publish_all(stand, &publisher);
	await_told(told[0]);
	used = cpu_of(pid) - before;
	close(told[0]);
	close(told[1]);
	publisher_release(&publisher);
	end(pid);
	stop_broker(stand);
	return used;
}

/* ---- the collector ---- */

static pid_t
start_collector(const struct stand *stand)
{
	const char *args[] = {getenv("NATVAGT"), "watch", "-c",
	    stand->conf_path, NULL};

	if (args[0] == NULL)
		bench_die("NATVAGT names no program");
	return spawn(stand, args);
}

static bool
count_row(void *arg, int64_t seq, const struct row *row)
{
	size_t *n = arg;

	(void)seq;
	*n += row->topic_len < strlen(OWN_PREFIX) ||
	    memcmp(row->topic, OWN_PREFIX, strlen(OWN_PREFIX)) != 0;
	return true;
}

/* Sensors' rows in the journal after *seq, which goes on to its end. */
static size_t
count_rows(const struct stand *stand, int64_t *seq)
{
	struct journal *journal;
	int64_t last = *seq, t;
	size_t n = 0;
	struct err err;

	if (access(stand->journal, F_OK) != 0)
		return 0;
	journal = journal_open(stand->journal, JOURNAL_READ, &err);
	if (journal == NULL)
		return 0; /* it is being made */
	if (journal_last(journal, &last, &t, &err) == -1 ||
	    journal_rows(journal, *seq + 1, last, INT64_MAX, count_row, &n,
	    &err) == -1)
		bench_die("%s", err.text);
	journal_close(journal);
	*seq = last;
	return n;
}

static void
await_rows(const struct stand *stand, int64_t *seq, size_t n)
{
	double until = bench_wall() + DEADLINE;
	size_t got = 0;

	while ((got += count_rows(stand, seq)) < n) {
		if (bench_wall() > until)
			bench_die("%zu of %zu messages are in the journal", got,
			    n);
		nap();
	}
	if (got > n)
		bench_die("%zu rows of %zu messages", got, n);
}

static void
remove_journal(const struct stand *stand)
{
	static const char *const suffix[] = {"", "-wal", "-shm", ".ballast",
	    ".lock"};

	for (size_t i = 0; i < sizeof(suffix) / sizeof(suffix[0]); i++) {
		char *path = xasprintf("%s%s", stand->journal, suffix[i]);

		unlink(path);
		free(path);
	}
}

static double
live_collector(void *arg)
{
	struct stand *stand = arg;
	struct publisher publisher;
	double before, used;
	int64_t seq = 0;
	pid_t pid;

	remove_journal(stand);
	start_broker(stand);
	publisher_init(&publisher, stand);
	pid = start_collector(stand);
	await_rows(stand, &seq, 1);
	before = cpu_of(pid);
	publish_all(stand, &publisher);
	await_rows(stand, &seq, stand->message.n);
	used = cpu_of(pid) - before;
	note_memory(stand, pid);
	publisher_release(&publisher);
	end(pid);
	stop_broker(stand);
	return used;
}

/* ---- a restart on a day ---- */

struct day {
	struct journal *journal;
	struct err err;
};

static void
must(int bad, const struct err *err)
{
	if (bad == -1)
		bench_die("%s", err->text);
}

static void
append_message(void *arg, int64_t now, const char *topic, const char *payload)
{
	struct day *day = arg;
	int64_t t, seq;

	must(journal_append(day->journal, now, false, topic, payload,
	    strlen(payload), &t, &seq, &day->err), &day->err);
}

/* A segment, then the day's messages up to the present. */
static void
make_day(const struct stand *stand, struct trace trace)
{
	struct segment_info info = {.why = "start"};
	const struct conf *conf = stand->conf;
	char night[ZONE_STAMP_SIZE];
	struct day day;
	struct str payload;

	remove_journal(stand);
	trace.raw = false;
	trace.messages = DAY_MESSAGES;
	trace.start = (int64_t)time(NULL) * 1000 - trace.ms;
	day.journal = journal_open(stand->journal, JOURNAL_CREATE, &day.err);
	must(day.journal == NULL ? -1 : 0, &day.err);
	must(journal_begin(day.journal, 1000, &day.err), &day.err);
	zone_night_name(&conf->zone, trace.start, night);
	snprintf(info.night, sizeof(info.night), "%.15s", night);
	snprintf(info.conf, sizeof(info.conf), "%s", conf->hash);
	str_init(&payload);
	encode_segment(&payload, &info);
	append_message(&day, trace.start, OWN_PREFIX "segment", payload.s);
	str_release(&payload);
	must(journal_conf_add(day.journal, conf->hash, conf->file, conf->nfile,
	    &day.err), &day.err);
	must(journal_segment_add(day.journal, 1, info.night, info.why,
	    info.conf, &day.err), &day.err);
	trace_run(&trace, append_message, &day);
	must(journal_commit(day.journal, &day.err), &day.err);
	journal_close(day.journal);
}

static int
listen_for_ready(const struct stand *stand)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	snprintf(address.sun_path, sizeof(address.sun_path), "%s",
	    stand->notify);
	unlink(stand->notify);
	if (bind(fd, (struct sockaddr *)&address, sizeof(address)) != 0)
		bench_die("cannot listen on '%s'", stand->notify);
	setenv("NOTIFY_SOCKET", stand->notify, 1);
	return fd;
}

static void
await_ready(int fd)
{
	struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
	char text[64] = "";

	while (strncmp(text, "READY=1", strlen("READY=1")) != 0)
		if (poll(&poll_fd, 1, DEADLINE * 1000) != 1 ||
		    recv(fd, text, sizeof(text), 0) < 0)
			bench_die("the collector is not ready");
}

static double
restart(void *arg)
{
	struct stand *stand = arg;
	int fd = listen_for_ready(stand);
	double begun, took;
	pid_t pid;

	make_day(stand, stand->trace);
	begun = bench_wall();
	pid = start_collector(stand);
	await_ready(fd);
	took = bench_wall() - begun;
	note_memory(stand, pid);
	close(fd);
	end(pid);
	return took;
}

static double
scan(void *arg)
{
	const struct stand *stand = arg;
	double begun = bench_wall();
	volatile const unsigned char *read;
	sqlite3_stmt *stmt;
	sqlite3 *db;
	size_t n = 0;

	if (sqlite3_open(stand->journal, &db) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, "SELECT seq, t, retained, name, payload"
	    " FROM message JOIN topic ON topic.id = message.topic"
	    " ORDER BY seq", -1, &stmt, NULL) != SQLITE_OK)
		bench_die("%s", sqlite3_errmsg(db));
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		read = sqlite3_column_text(stmt, 3);
		read = sqlite3_column_text(stmt, 4);
		n += read != NULL;
	}
	if (n < DAY_MESSAGES)
		bench_die("%zu rows", n);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return bench_wall() - begun;
}

/* ---- */

static double
idle_share(struct stand *stand)
{
	struct publisher publisher;
	double cpu, wall, share;
	int64_t seq = 0;
	pid_t pid;

	remove_journal(stand);
	start_broker(stand);
	publisher_init(&publisher, stand);
	pid = start_collector(stand);
	await_rows(stand, &seq, 1);
	cpu = cpu_of(pid);
	wall = bench_wall();
	nanosleep(&(struct timespec){.tv_sec = IDLE_SECONDS}, NULL);
	share = (cpu_of(pid) - cpu) / (bench_wall() - wall);
	publisher_release(&publisher);
	end(pid);
	stop_broker(stand);
	return share;
}

static void
keep_message(void *arg, int64_t t, const char *topic, const char *payload)
{
	struct stand *stand = arg;

	(void)t;
	vec_push(&stand->message, (struct text){xstrdup(topic),
	    xstrdup(payload)});
}

static int
remove_file(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static void
set_up(struct stand *stand)
{
	const char *srcdir = getenv("srcdir");
	char *shipped = xasprintf("%s/conf", srcdir != NULL ? srcdir : ".");
	struct faults faults = {0};
	struct str text;

	if (mkdtemp(stand->folder) == NULL)
		bench_die("cannot make '%s'", stand->folder);
	stand->conf_path = in_folder(stand, "bench.conf");
	stand->journal = in_folder(stand, "bench.db");
	stand->notify = in_folder(stand, "notify");
	stand->port = free_port();
	str_init(&text);
	trace_conf(&stand->trace, shipped, NULL, stand->journal, stand->port,
	    &text);
	trace_file(stand->conf_path, &text);
	str_release(&text);
	stand->conf = conf_load(stand->conf_path, CONF_WITHOUT_SECRETS,
	    &faults);
	faults_tell(&faults, stderr);
	if (stand->conf == NULL)
		bench_die("the configuration has faults");
	faults_release(&faults);
	free(shipped);
}

static void
forget_messages(struct stand *stand)
{
	for (size_t i = 0; i < stand->message.n; i++) {
		free(stand->message.v[i].topic);
		free(stand->message.v[i].payload);
	}
	stand->message.n = 0;
}

/* raw: see trace.h. The JSON of those is read by jansson, whole. */
static void
tell_live(struct stand *stand, bool raw)
{
	struct bench_pair pair;

	forget_messages(stand);
	stand->trace.raw = raw;
	trace_run(&stand->trace, keep_message, stand);
	pair = bench_pair(live_collector, live_bare, stand, LIVE_ROUNDS);
	bench_tell(raw ? "collector: CPU a message, whole zigbee2mqtt JSON"
	    " (ratio at most 2)" :
	    "collector: CPU a message, short payloads (ratio at most 2)",
	    pair.a / LIVE_MESSAGES * 1e6, "us", pair.b / LIVE_MESSAGES * 1e6,
	    "a bare subscriber that drops it", pair.times);
}

static void
tear_down(struct stand *stand)
{
	nftw(stand->folder, remove_file, 8, FTW_DEPTH | FTW_PHYS);
	forget_messages(stand);
	vec_free(&stand->message);
	conf_free(stand->conf);
	free(stand->conf_path);
	free(stand->journal);
	free(stand->notify);
}

int
main(void)
{
	struct stand stand = {
		.folder = "/tmp/natvagt-bench-XXXXXX",
		.trace = {.seed = 11, .dwellings = 24, .start = TRACE_START,
		    .ms = TRACE_DAY, .messages = LIVE_MESSAGES},
	};
	struct bench_pair pair;
	char *path = xasprintf("%s:/usr/sbin", getenv("PATH"));

	setenv("PATH", path, 1);
	free(path);
	mosquitto_lib_init();
	set_up(&stand);
	tell_live(&stand, false);
	tell_live(&stand, true);
	pair = bench_pair(restart, scan, &stand, DAY_ROUNDS);
	bench_tell("collector: restart on 200k messages (at most 0.5)",
	    pair.a, "s", pair.b, "a bare scan of the rows", pair.times);
	bench_tell_alone("collector: CPU when idle (at most 0.5 with a"
	    " console's)", idle_share(&stand) * 100, "% of a core");
	bench_tell_alone("collector: memory at its most (at most 24)",
	    stand.most_kb / 1024, "MB");
	tear_down(&stand);
	mosquitto_lib_cleanup();
	return 0;
}
