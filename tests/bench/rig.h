/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A house to measure in: a folder of its own, a configuration with a plan, a
 * journal that holds a day of messages, a real broker on a free port of
 * 127.0.0.1 and natvagt watch ($NATVAGT). All of it ends with this process;
 * what fails ends it.
 */
#ifndef NATVAGT_TESTS_RIG_H
#define NATVAGT_TESTS_RIG_H

#include <stddef.h>
#include <sys/types.h>

#include <mosquitto.h>

struct rig {
	char dir[64];
	char *conf, *journal; /* paths, owned */
	int port;
	pid_t broker, watch;
};

enum { RIG_DWELLINGS = 24 };

void rig_init(struct rig *rig);
/*
 * Writes the configuration, and so many messages into the journal, from the
 * present night's beginning to now, as a collector would have left them. Calls
 * are left out: what flashes is not at rest.
 */
void rig_write_day(struct rig *rig, size_t messages);
/* The broker, then the collector, which holds the journal after it. */
void rig_start(struct rig *rig);
/* Ends both and removes the folder. */
void rig_release(struct rig *rig);

/* A client that is connected; arg is its callbacks'. */
struct mosquitto *rig_connect(const struct rig *rig, void *arg);
/* SIGTERM, and waits; harmless for 0, which *pid is then. */
void rig_end(pid_t *pid);
/* To be freed. */
char *rig_path(const struct rig *rig, const char *name);
void rig_nap(int us);

#endif
