/* SPDX-License-Identifier: Apache-2.0 */
#include <poll.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "cmd/demo.h"
#include "cmd/host.h"
#include "collect/mqtt.h"
#include "read/map.h"

/* ms between the end of the night and its beginning. */
enum { BETWEEN = 2000 };

/* Keeps the connection going until then. */
static void
serve(struct mqtt *mqtt, int64_t until)
{
	for (;;) {
		struct pollfd wait = {.fd = -1};
		int64_t now = clock_monotonic(), next;

		mqtt_read(mqtt, now);
		mqtt_write(mqtt, now);
		if (now >= until && mqtt_connected(mqtt))
			return;
		next = mqtt_next(mqtt, now);
		if (until > now && until < next)
			next = until;
		wait.fd = mqtt_socket(mqtt, &wait.events);
		poll(&wait, 1, next > now ? (int)(next - now) : 0);
	}
}

static void
play_row(struct mqtt *mqtt, const struct row *row)
{
	char *topic = xstrndup(row->topic, row->topic_len);

	/* What begins with $ is the broker's or our own. */
	if (topic[0] != '\0' && topic[0] != '$')
		mqtt_publish(mqtt, topic, row->payload, row->payload_len,
		    row->retained);
	free(topic);
}

void
demo_play(const struct night *night, int port)
{
	const struct broker_conf broker = {
		.host = (char[]){"127.0.0.1"},
		.port = port,
		.client = (char[]){"natvagt-demo-house"},
	};
	/* Nothing is subscribed to. */
	struct mqtt *mqtt = mqtt_new(&broker, map_new());

	for (;;) {
		int64_t start = clock_monotonic();

		for (size_t i = 0; i < night->nrow; i++) {
			const struct row row = night_row(night, i);

			serve(mqtt, start + row.t);
			play_row(mqtt, &row);
		}
		serve(mqtt, clock_monotonic() + BETWEEN);
	}
}
