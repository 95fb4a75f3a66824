/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The broker, as the collector's loop sees it. The only file that knows
 * libmosquitto. Nothing here blocks, sleeps or reads a clock: now is always
 * monotonic milliseconds, and the loop calls, each turn, in this order:
 *
 *   mqtt_read()     what the broker sent; mqtt_batch() holds the messages
 *   … the batch is journaled and committed …
 *   mqtt_write()    only now are they acknowledged
 *
 * or mqtt_drop() where the journal could not hold them: nothing of the batch
 * was acknowledged, and the broker sends it again after the next connection.
 */
#ifndef NATVAGT_COLLECT_MQTT_H
#define NATVAGT_COLLECT_MQTT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "read/conf.h"

struct mqtt;

struct mqtt_message {
	char *topic;
	char *payload; /* ended by a NUL that is not counted */
	size_t payload_len;
	bool retained;
};

/* Both are borrowed: the broker, and the map whose topics are subscribed. */
struct mqtt *mqtt_new(const struct broker_conf *broker, const struct map *map);
/* Whether that is the broker which it goes to, as the same client and user. */
bool mqtt_uses(const struct mqtt *mqtt, const struct broker_conf *broker);
/*
 * Goes on with those two. A connection with that broker stays, and all that
 * waits on it; from another one it says goodbye (which keeps the session).
 * NULL: with none until the next mqtt_use().
 */
void mqtt_use(struct mqtt *mqtt, const struct broker_conf *broker,
    const struct map *map, int64_t now);
/* Without a word to the broker, which keeps the session. */
void mqtt_free(struct mqtt *mqtt);

/* The socket to poll and for what (POLLIN, POLLOUT); -1 where there is none. */
int mqtt_socket(const struct mqtt *mqtt, short *events);
/* When mqtt_read() wants to be called though the socket be quiet. */
int64_t mqtt_next(const struct mqtt *mqtt, int64_t now);

/* Connects, keeps alive, reads: a bounded part of what is there. */
void mqtt_read(struct mqtt *mqtt, int64_t now);
/* The messages of the last mqtt_read(); they live until the next. */
const struct mqtt_message *mqtt_batch(const struct mqtt *mqtt, size_t *n);
/* Acknowledges the batch, and sends whatever else waits. */
void mqtt_write(struct mqtt *mqtt, int64_t now);
void mqtt_drop(struct mqtt *mqtt, int64_t now, const char *why);

/* Whether the broker has accepted us and not gone since. */
bool mqtt_connected(const struct mqtt *mqtt);
/* How many messages the broker has dropped, for whomever, since last asked. */
int64_t mqtt_dropped(struct mqtt *mqtt);
/* Ends an old subscription that the session still has. */
void mqtt_unsubscribe(struct mqtt *mqtt, const char *topic);
/*
 * Publishes at QoS 1 once there is a connection, and again after the next one
 * where it was not confirmed. A retained message takes the place of one that
 * waits for the same topic. Only so many of each kind wait; the oldest gives
 * way, which is logged.
 */
enum { MQTT_OUT_MAX = 256, MQTT_RETAINED_MAX = 4096 };
void mqtt_publish(struct mqtt *mqtt, const char *topic, const char *payload,
    size_t payload_len, bool retain);

#endif
