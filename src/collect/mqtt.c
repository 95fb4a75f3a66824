/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libmosquitto acknowledges a message before it hands it over. Told that
 * somebody else drives its socket from threads (mosquitto_threaded_set)
 * it only queues what it has to say, and says it in mosquitto_loop_write():
 * so that function is called in one place, mqtt_write(), which the loop calls
 * after its commit.
 *
 * A client of libmosquitto lives for one connection. Whatever ends it, the
 * client goes, and with it every acknowledgement that was not sent; the broker
 * keeps the session (client id, subscriptions, unacknowledged messages). So
 * nothing is ever carried from one connection to the next by mistake. Other
 * topics end no connection: what they change goes in the order of its packets.
 *
 *   WAITING -> LOOKING -> CONNECTING -> UP
 *      ^----------+------------+--------+     (back-off 1, 2, 4 … 30 s)
 */
#include "collect/mqtt.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>

#include <mosquitto.h>
#include <mqtt_protocol.h>

#include "base/log.h"
#include "base/mem.h"
#include "collect/lookup.h"

enum {
	KEEPALIVE = 10,        /* s: a dead link is known within 20 */
	PACKET_MAX = 64 * 1024,
	/*
	 * Messages a turn, and so many unacknowledged. Under load a turn
	 * takes as many: the more, the fewer commits. Of alerts that they
	 * raise, an event line each has to find room.
	 */
	BATCH_MAX = 200,
	BATCH_LEN_MAX = 1 << 20, /* bytes */
	CONNECT_WAIT = 10000,  /* ms for the broker to accept us */
	LOOK_WAIT = 50,        /* ms between looks for the answer */
	MISC_EVERY = 1000,
	LASTING = 10000,       /* ms after which a connection counts as good */
	BACKOFF_MAX = 30,      /* s */
	LOG_EVERY = 60000,
	SUBSCRIBE_CHUNK = 50,
	/*
	 * s. Longer than any outage that somebody means to repair, yet a
	 * collector that never comes back does not fill the broker for ever.
	 */
	SESSION_EXPIRY = 7 * 24 * 3600,
};

_Static_assert((int)BATCH_MAX < (int)MQTT_OUT_MAX, "a line a message");

#define DROPPED_TOPIC "$SYS/broker/publish/messages/dropped"

enum mqtt_state { WAITING, LOOKING, CONNECTING, UP, STOPPED };

/* A message of ours; sent by the present client under mid, or mid 0. */
struct letter {
	char *topic, *payload;
	size_t payload_len;
	bool retain;
	int mid;
};

struct mqtt {
	const struct broker_conf *broker;
	const struct map *map;
	enum mqtt_state state;
	int64_t now;          /* of the call, for the callbacks */
	int64_t retry_at, give_up_at, misc_at, up_since;
	int failures;         /* in a row */
	struct lookup *lookup;
	struct mosquitto *client;
	bool gone;            /* the client has lost its connection */
	struct err why;       /* what it was that went wrong first, or "" */
	struct err logged;    /* what was said last, and when */
	int64_t logged_at;
	VEC(int) asked;       /* the mid of each chunk of subscriptions */
	VEC(struct mqtt_message) batch;
	size_t batch_len;     /* bytes of payload */
	VEC(struct letter) letter; /* oldest first */
	int64_t lost;         /* letters that gave way, not said yet … */
	int64_t lost_said_at; /* … and when that was last; 0: never */
	int64_t dropped;      /* by the broker, as it counts; -1 unknown */
	int64_t drops;        /* since mqtt_dropped() */
};

static void
set_why(struct mqtt *mqtt, const char *why)
{
	if (mqtt->why.text[0] == '\0')
		err_set(&mqtt->why, "%s", why);
}

/* Codes from 128 are the broker's, lower ones the library's. */
static const char *
reason_text(int rc)
{
	if (rc == MOSQ_ERR_KEEPALIVE) /* which the library has no text for */
		return "no answer";
	return rc >= 128 ? mosquitto_reason_string(rc) : mosquitto_strerror(rc);
}

static void
clear_batch(struct mqtt *mqtt)
{
	for (size_t i = 0; i < mqtt->batch.n; i++) {
		free(mqtt->batch.v[i].topic);
		free(mqtt->batch.v[i].payload);
	}
	mqtt->batch.n = 0;
	mqtt->batch_len = 0;
}

static void
remove_letter(struct mqtt *mqtt, size_t i)
{
	struct letter *letter = &mqtt->letter.v[i];

	free(letter->topic);
	free(letter->payload);
	mqtt->letter.n--;
	memmove(letter, letter + 1, (mqtt->letter.n - i) * sizeof(*letter));
}

/* The callbacks: they note what came, and nothing else. */

static void
subscribe(struct mqtt *mqtt, char **topic, int n, int qos, int options)
{
	int mid = 0;
	int rc = mosquitto_subscribe_multiple(mqtt->client, &mid, n, topic, qos,
	    options, NULL);

	if (rc != MOSQ_ERR_SUCCESS) {
		set_why(mqtt, reason_text(rc));
		mqtt->gone = true;
	}
	vec_push(&mqtt->asked, mid);
}

/*
 * At each connection, and for other topics on the same one. A retained value
 * comes where the session had no such subscription: an old one missed nothing.
 */
static void
subscribe_all(struct mqtt *mqtt)
{
	size_t total = map_ntopic(mqtt->map);
	char *topic[SUBSCRIBE_CHUNK];
	char dropped[] = DROPPED_TOPIC;
	int n = 0;

	mqtt->asked.n = 0;
	for (size_t i = 0; i < total; i++) {
		topic[n++] = (char *)map_topic(mqtt->map, i);
		if (n == SUBSCRIBE_CHUNK || i + 1 == total) {
			subscribe(mqtt, topic, n, 1,
			    MQTT_SUB_OPT_SEND_RETAIN_NEW);
			n = 0;
		}
	}
	topic[0] = dropped;
	/* The count of now: the session must not keep those of before. */
	subscribe(mqtt, topic, 1, 0, MQTT_SUB_OPT_SEND_RETAIN_ALWAYS);
}

static void
on_connect(struct mosquitto *client, void *arg, int rc, int flags,
    const mosquitto_property *properties)
{
	struct mqtt *mqtt = arg;

	(void)client;
	(void)properties;
	if (rc != 0) {
		set_why(mqtt, mosquitto_reason_string(rc));
		mqtt->gone = true;
		return;
	}
	mqtt->state = UP;
	mqtt->up_since = mqtt->now;
	mqtt->why.text[0] = '\0';
	mqtt->logged.text[0] = '\0';
	log_line("connected to the broker at '%s:%d'%s", mqtt->broker->host,
	    mqtt->broker->port, (flags & 1) != 0 ? "" : " (a new session)");
	subscribe_all(mqtt);
}

static void
on_disconnect(struct mosquitto *client, void *arg, int rc,
    const mosquitto_property *properties)
{
	struct mqtt *mqtt = arg;

	(void)client;
	(void)properties;
	set_why(mqtt, reason_text(rc));
	mqtt->gone = true;
}

static void
on_subscribe(struct mosquitto *client, void *arg, int mid, int n,
    const int *granted, const mosquitto_property *properties)
{
	struct mqtt *mqtt = arg;
	size_t chunk = 0;
	int refused = 0, first = 0;

	(void)client;
	(void)properties;
	while (chunk < mqtt->asked.n && mqtt->asked.v[chunk] != mid)
		chunk++;
	for (int i = n - 1; i >= 0; i--)
		if (granted[i] >= 128) {
			refused++;
			first = i;
		}
	/* The last chunk is the broker's own counter: that may be refused. */
	if (refused > 0 && chunk + 1 < mqtt->asked.n &&
	    chunk * SUBSCRIBE_CHUNK + (size_t)first < map_ntopic(mqtt->map))
		log_line("the broker refuses us %d topics, first of them '%s'",
		    refused, map_topic(mqtt->map, chunk * SUBSCRIBE_CHUNK +
		    (size_t)first));
}

static void
on_publish(struct mosquitto *client, void *arg, int mid, int rc,
    const mosquitto_property *properties)
{
	struct mqtt *mqtt = arg;

	(void)client;
	(void)properties;
	if (rc >= 128)
		log_line("the broker refuses an alert: %s",
		    mosquitto_reason_string(rc));
	for (size_t i = 0; i < mqtt->letter.n; i++)
		if (mqtt->letter.v[i].mid == mid) {
			remove_letter(mqtt, i);
			return;
		}
}

/*
 * The broker tells how many messages it has dropped, for whomever, since it
 * started: one that counts less than it did has started anew. What it dropped
 * while we were away counts too, for that is when queues fill.
 */
static void
note_dropped(struct mqtt *mqtt, const char *count)
{
	int64_t dropped = strtoll(count, NULL, 10);
	int64_t from = dropped >= mqtt->dropped ? mqtt->dropped : 0;

	if (mqtt->dropped >= 0 && dropped > from) {
		log_line("the broker has dropped %lld messages",
		    (long long)(dropped - from));
		mqtt->drops += dropped - from;
	}
	mqtt->dropped = dropped;
}

static void
on_message(struct mosquitto *client, void *arg,
    const struct mosquitto_message *message,
    const mosquitto_property *properties)
{
	struct mqtt *mqtt = arg;
	size_t len = message->payloadlen > 0 ? (size_t)message->payloadlen : 0;
	struct mqtt_message kept = {.payload_len = len,
	    .retained = message->retain};

	(void)client;
	(void)properties;
	kept.payload = xmalloc(len + 1);
	if (len > 0)
		memcpy(kept.payload, message->payload, len);
	kept.payload[len] = '\0';
	if (strcmp(message->topic, DROPPED_TOPIC) == 0) {
		note_dropped(mqtt, kept.payload);
		free(kept.payload);
		return;
	}
	kept.topic = xstrdup(message->topic);
	mqtt->batch_len += len;
	vec_push(&mqtt->batch, kept);
}

/* Connecting and losing it. */

static int64_t
with_jitter(int64_t ms)
{
	uint32_t n = 0;

	if (getrandom(&n, sizeof(n), GRND_NONBLOCK) != sizeof(n))
		n = 0;
	return ms * 3 / 4 + ms * (int64_t)(n % 512) / 1024;
}

static void
forget_client(struct mqtt *mqtt)
{
	if (mqtt->client != NULL)
		mosquitto_destroy(mqtt->client);
	mqtt->client = NULL;
	mqtt->gone = false;
	for (size_t i = 0; i < mqtt->letter.n; i++)
		mqtt->letter.v[i].mid = 0;
}

/* What is news is said at once, what is not once a minute. */
static void
say_lost(struct mqtt *mqtt)
{
	if (strcmp(mqtt->why.text, mqtt->logged.text) == 0 &&
	    mqtt->now - mqtt->logged_at < LOG_EVERY)
		return;
	log_line("%s the broker at '%s:%d': %s", mqtt->state == UP ?
	    "lost" : "cannot reach", mqtt->broker->host, mqtt->broker->port,
	    mqtt->why.text);
	mqtt->logged = mqtt->why;
	mqtt->logged_at = mqtt->now;
}

static void
lose(struct mqtt *mqtt)
{
	int64_t wait;

	say_lost(mqtt);
	mqtt->why.text[0] = '\0';
	if (mqtt->state == UP && mqtt->now - mqtt->up_since >= LASTING)
		mqtt->failures = 0;
	wait = mqtt->failures < 5 ? INT64_C(1) << mqtt->failures : BACKOFF_MAX;
	mqtt->failures++;
	mqtt->retry_at = mqtt->now + with_jitter(wait * 1000);
	forget_client(mqtt);
	lookup_free(mqtt->lookup);
	mqtt->lookup = NULL;
	mqtt->state = WAITING;
}

/*
 * The asynchronous connect has no parameter for properties: it uses those
 * that the other one left in the client. That one checks the port only after
 * it has kept them, and goes no further for one that cannot be.
 */
static int
set_properties(struct mosquitto *client, const char *address)
{
	mosquitto_property *properties = NULL;
	int rc;

	mosquitto_property_add_int32(&properties,
	    MQTT_PROP_SESSION_EXPIRY_INTERVAL, SESSION_EXPIRY);
	mosquitto_property_add_int32(&properties, MQTT_PROP_MAXIMUM_PACKET_SIZE,
	    PACKET_MAX);
	rc = mosquitto_connect_bind_v5(client, address, -1, KEEPALIVE, NULL,
	    properties);
	mosquitto_property_free_all(&properties);
	return rc == MOSQ_ERR_INVAL ? MOSQ_ERR_SUCCESS : MOSQ_ERR_UNKNOWN;
}

static struct mosquitto *
make_client(struct mqtt *mqtt)
{
	const struct broker_conf *broker = mqtt->broker;
	struct mosquitto *client = mosquitto_new(broker->client, false, mqtt);

	if (client == NULL)
		return NULL;
	mosquitto_threaded_set(client, true);
	mosquitto_int_option(client, MOSQ_OPT_PROTOCOL_VERSION,
	    MQTT_PROTOCOL_V5);
	mosquitto_int_option(client, MOSQ_OPT_RECEIVE_MAXIMUM, BATCH_MAX);
	mosquitto_int_option(client, MOSQ_OPT_TCP_NODELAY, 1);
	if (broker->user != NULL)
		mosquitto_username_pw_set(client, broker->user,
		    broker->password);
	mosquitto_connect_v5_callback_set(client, on_connect);
	mosquitto_disconnect_v5_callback_set(client, on_disconnect);
	mosquitto_subscribe_v5_callback_set(client, on_subscribe);
	mosquitto_publish_v5_callback_set(client, on_publish);
	mosquitto_message_v5_callback_set(client, on_message);
	return client;
}

/* Tries the next address, or gives up until later where there is none left. */
static void
connect_next(struct mqtt *mqtt)
{
	char address[LOOKUP_SIZE];

	while (lookup_next(mqtt->lookup, address)) {
		int rc = MOSQ_ERR_NOMEM;

		forget_client(mqtt);
		mqtt->client = make_client(mqtt);
		if (mqtt->client != NULL)
			rc = set_properties(mqtt->client, address);
		if (rc == MOSQ_ERR_SUCCESS)
			rc = mosquitto_connect_async(mqtt->client, address,
			    mqtt->broker->port, KEEPALIVE);
		if (rc == MOSQ_ERR_SUCCESS) {
			mqtt->state = CONNECTING;
			mqtt->give_up_at = mqtt->now + CONNECT_WAIT;
			mqtt->misc_at = mqtt->now + MISC_EVERY;
			return;
		}
		set_why(mqtt, reason_text(rc));
	}
	lose(mqtt);
}

static void
look(struct mqtt *mqtt)
{
	struct err err;

	switch (lookup_poll(mqtt->lookup, &err)) {
	case 1:
		connect_next(mqtt);
		break;
	case -1:
		set_why(mqtt, err.text);
		lose(mqtt);
		break;
	}
}

/* The client has gone: at once to the next address, or later to all again. */
static void
go_on(struct mqtt *mqtt)
{
	if (mqtt->state == CONNECTING)
		connect_next(mqtt);
	else
		lose(mqtt);
}

/* Whether there is something to read; notes why a connect failed. */
static bool
is_readable(struct mqtt *mqtt)
{
	struct pollfd fd = {mosquitto_socket(mqtt->client), POLLIN, 0};
	socklen_t len = sizeof(int);
	int error = 0;

	if (fd.fd < 0 || poll(&fd, 1, 0) < 1)
		return false;
	if (mqtt->state == CONNECTING && (fd.revents & POLLERR) != 0 &&
	    getsockopt(fd.fd, SOL_SOCKET, SO_ERROR, &error, &len) == 0 &&
	    error != 0)
		set_why(mqtt, strerror(error));
	return true;
}

/* Reads packets as long as each brings a message, up to a batch. */
static int
read_batch(struct mqtt *mqtt)
{
	size_t n;
	int rc;

	do {
		n = mqtt->batch.n;
		rc = mosquitto_loop_read(mqtt->client, 1);
	} while (rc == MOSQ_ERR_SUCCESS && !mqtt->gone && mqtt->batch.n > n &&
	    mqtt->batch.n < BATCH_MAX && mqtt->batch_len < BATCH_LEN_MAX);
	return rc;
}

static void
serve(struct mqtt *mqtt)
{
	int rc = MOSQ_ERR_SUCCESS;

	if (is_readable(mqtt))
		rc = read_batch(mqtt);
	if (rc == MOSQ_ERR_SUCCESS && !mqtt->gone &&
	    mqtt->now >= mqtt->misc_at) {
		rc = mosquitto_loop_misc(mqtt->client);
		mqtt->misc_at = mqtt->now + MISC_EVERY;
	}
	if (rc != MOSQ_ERR_SUCCESS) {
		set_why(mqtt, reason_text(rc));
		mqtt->gone = true;
	}
	if (mqtt->state == CONNECTING && mqtt->now >= mqtt->give_up_at) {
		set_why(mqtt, "no answer");
		mqtt->gone = true;
	}
	if (mqtt->gone)
		go_on(mqtt);
}

struct mqtt *
mqtt_new(const struct broker_conf *broker, const struct map *map)
{
	struct mqtt *mqtt = xcalloc(1, sizeof(*mqtt));

	mosquitto_lib_init();
	mqtt->broker = broker;
	mqtt->map = map;
	mqtt->state = WAITING;
	mqtt->dropped = -1;
	return mqtt;
}

void
mqtt_free(struct mqtt *mqtt)
{
	if (mqtt == NULL)
		return;
	forget_client(mqtt);
	lookup_free(mqtt->lookup);
	clear_batch(mqtt);
	while (mqtt->letter.n > 0)
		remove_letter(mqtt, mqtt->letter.n - 1);
	vec_free(&mqtt->batch);
	vec_free(&mqtt->letter);
	vec_free(&mqtt->asked);
	free(mqtt);
	mosquitto_lib_cleanup();
}

int
mqtt_socket(const struct mqtt *mqtt, short *events)
{
	*events = POLLIN;
	if (mqtt->client == NULL)
		return -1;
	if (mosquitto_want_write(mqtt->client))
		*events |= POLLOUT;
	return mosquitto_socket(mqtt->client);
}

int64_t
mqtt_next(const struct mqtt *mqtt, int64_t now)
{
	switch (mqtt->state) {
	case WAITING:
		return mqtt->retry_at;
	case LOOKING:
		return now + LOOK_WAIT;
	case STOPPED:
		return INT64_MAX;
	default:
		return mqtt->misc_at;
	}
}

void
mqtt_read(struct mqtt *mqtt, int64_t now)
{
	mqtt->now = now;
	clear_batch(mqtt);
	switch (mqtt->state) {
	case WAITING:
		if (now < mqtt->retry_at)
			break;
		mqtt->lookup = lookup_new(mqtt->broker->host);
		mqtt->state = LOOKING;
		/* fallthrough */
	case LOOKING:
		look(mqtt);
		break;
	case CONNECTING:
	case UP:
		serve(mqtt);
		break;
	case STOPPED:
		break;
	}
}

const struct mqtt_message *
mqtt_batch(const struct mqtt *mqtt, size_t *n)
{
	*n = mqtt->batch.n;
	return mqtt->batch.v;
}

/* Returns false where it can never be sent. */
static bool
send_letter(struct mqtt *mqtt, struct letter *letter)
{
	int rc = mosquitto_publish_v5(mqtt->client, &letter->mid,
	    letter->topic, (int)letter->payload_len, letter->payload, 1,
	    letter->retain, NULL);

	if (rc != MOSQ_ERR_SUCCESS)
		letter->mid = 0;
	if (rc != MOSQ_ERR_RETAIN_NOT_SUPPORTED &&
	    rc != MOSQ_ERR_OVERSIZE_PACKET)
		return true;
	log_line("cannot publish on '%s': %s", letter->topic, reason_text(rc));
	return false;
}

static void
send_letters(struct mqtt *mqtt)
{
	size_t i = 0;

	while (mqtt->state == UP && i < mqtt->letter.n)
		if (mqtt->letter.v[i].mid != 0 ||
		    send_letter(mqtt, &mqtt->letter.v[i]))
			i++;
		else
			remove_letter(mqtt, i);
}

/* An acknowledgement is 4 bytes: a turn's go in one segment, not in 200. */
static void
cork(const struct mqtt *mqtt, int on)
{
	setsockopt(mosquitto_socket(mqtt->client), IPPROTO_TCP, TCP_CORK, &on,
	    sizeof(on));
}

void
mqtt_write(struct mqtt *mqtt, int64_t now)
{
	int rc;

	mqtt->now = now;
	if (mqtt->client == NULL)
		return;
	send_letters(mqtt);
	cork(mqtt, 1);
	rc = mosquitto_loop_write(mqtt->client, 1);
	cork(mqtt, 0);
	if (rc != MOSQ_ERR_SUCCESS) {
		set_why(mqtt, reason_text(rc));
		mqtt->gone = true;
	}
	if (mqtt->gone && mqtt->state != STOPPED)
		go_on(mqtt);
}

void
mqtt_drop(struct mqtt *mqtt, int64_t now, const char *why)
{
	mqtt->now = now;
	clear_batch(mqtt);
	if (mqtt->client == NULL)
		return;
	set_why(mqtt, why);
	lose(mqtt);
}

bool
mqtt_connected(const struct mqtt *mqtt)
{
	return mqtt->state == UP;
}

int64_t
mqtt_dropped(struct mqtt *mqtt)
{
	int64_t drops = mqtt->drops;

	mqtt->drops = 0;
	return drops;
}

void
mqtt_unsubscribe(struct mqtt *mqtt, const char *topic)
{
	if (mqtt->state == UP)
		mosquitto_unsubscribe(mqtt->client, NULL, topic);
}

/* A letter gives way to a newer one; said at once, and once a minute. */
static void
lose_letter(struct mqtt *mqtt, size_t i)
{
	remove_letter(mqtt, i);
	mqtt->lost++;
	if (mqtt->lost_said_at != 0 &&
	    mqtt->now - mqtt->lost_said_at < LOG_EVERY)
		return;
	log_line("too many alert messages wait for the broker: the oldest"
	    " (%lld) given up", (long long)mqtt->lost);
	mqtt->lost_said_at = mqtt->now;
	mqtt->lost = 0;
}

/* Makes room for a letter: see the header for which. */
static void
make_room(struct mqtt *mqtt, const char *topic, bool retain)
{
	size_t n = 0, oldest = 0;

	for (size_t i = mqtt->letter.n; i-- > 0;) {
		const struct letter *letter = &mqtt->letter.v[i];

		if (letter->retain != retain)
			continue;
		if (retain && strcmp(letter->topic, topic) == 0) {
			remove_letter(mqtt, i);
			return;
		}
		oldest = i;
		n++;
	}
	if (n >= (retain ? MQTT_RETAINED_MAX : MQTT_OUT_MAX))
		lose_letter(mqtt, oldest);
}

void
mqtt_publish(struct mqtt *mqtt, const char *topic, const char *payload,
    size_t payload_len, bool retain)
{
	struct letter letter = {xstrdup(topic), xstrndup(payload, payload_len),
	    payload_len, retain, 0};

	make_room(mqtt, topic, retain);
	vec_push(&mqtt->letter, letter);
}

static bool
is_same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

bool
mqtt_uses(const struct mqtt *mqtt, const struct broker_conf *broker)
{
	const struct broker_conf *present = mqtt->broker;

	return present != NULL && broker != NULL &&
	    present->port == broker->port &&
	    is_same(present->host, broker->host) &&
	    is_same(present->client, broker->client) &&
	    is_same(present->user, broker->user) &&
	    is_same(present->password, broker->password);
}

/* Ends the connection, with a goodbye where there is one. */
static void
hang_up(struct mqtt *mqtt, int64_t now)
{
	bool up = mqtt->state == UP;

	mqtt->state = STOPPED;
	if (up) {
		mosquitto_disconnect_v5(mqtt->client, 0, NULL);
		mqtt_write(mqtt, now);
	}
	forget_client(mqtt);
	clear_batch(mqtt);
	lookup_free(mqtt->lookup);
	mqtt->lookup = NULL;
}

void
mqtt_use(struct mqtt *mqtt, const struct broker_conf *broker,
    const struct map *map, int64_t now)
{
	bool stays = mqtt->state == UP && mqtt_uses(mqtt, broker);

	if (!stays)
		hang_up(mqtt, now);
	mqtt->broker = broker;
	mqtt->map = map;
	if (stays) {
		subscribe_all(mqtt);
		return;
	}
	mqtt->why.text[0] = '\0';
	mqtt->failures = 0;
	mqtt->retry_at = now;
	mqtt->dropped = -1; /* another broker, or it may be */
	if (broker != NULL)
		mqtt->state = WAITING;
}
