/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mapping: what a payload on a topic says of which sources. `at` is a
 * JSON pointer (RFC 6901), "" the whole payload; a value is compared in its
 * JSON text form (true, 1, ON: a string without its quotes), cleaned as
 * base/text.h does. JSON numbers are compared as numbers as well: "1" is 1.0.
 *
 * A payload is read as JSON where a read of its topic has an `at` that is not
 * empty, and as text elsewhere (line ends at its end cut off).
 */
#ifndef NATVAGT_READ_MAP_H
#define NATVAGT_READ_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/message.h"

enum {
	MAP_PAYLOAD_MAX = 65536, /* bytes; more is refused */
	MAP_DEPTH_MAX = 32,      /* arrays and objects; more is refused */
	MAP_INDEX_MAX = 63,      /* of an array; what lies beyond is not seen */
	MAP_VALUE_MAX = 48,      /* bytes of an on or off value */
	MAP_KEPT_MAX = 64,       /* bytes of a text value that are looked at */
};

struct map;

/* One read; its source's index is the order of the calls to map_read(). */
struct map_read {
	const char *at; /* NULL as "" */
	/* For booleans; an impulse without on is anything that is not off. */
	const char *const *on, *const *off;
	int non, noff; /* noff 0: any other value says nothing */
	bool number;
	bool impulse;  /* has a hold: a retained message says nothing */
};

struct map *map_new(void);
void map_free(struct map *map);
/*
 * A device by its index, in the order of the house. Either may be NULL; what
 * is read comes on the topic.
 */
void map_device(struct map *map, int32_t device, const char *topic,
    const char *availability);
/*
 * A read of that device; returns -1 where `at` is no JSON pointer or a value
 * is too long.
 */
int map_read(struct map *map, int32_t device, const struct map_read *read,
    struct err *err);

/*
 * What (topic, payload) says. Returns 1 and fills the message (kind, heard,
 * reading, device, on, retained; not t) with pointers that live until the
 * next call; 0 where no device claims the topic; -1 where the payload is
 * refused, with the reason in err and message->device the device it came
 * from. A value that is neither on nor off is said in *odd (or left NULL),
 * message->device being its device: it is no fault of the payload as a whole,
 * and is counted.
 *
 * AVAILABLE: heard are all the devices that are told online or offline,
 * device the first of them. Online or offline (Online, ONLINE; true and false
 * as well, which Shelly sends) as text or at /state; what is neither is odd.
 * A topic that is read besides gives its readings with it.
 */
int map_message(struct map *map, const char *topic, size_t topic_len,
    const char *payload, size_t payload_len, bool retained,
    struct message *message, const char **odd, struct err *err);

/*
 * Appends the payload as the journal keeps it: only the fields that are read,
 * at their own pointers; the same mapping reads it again. It is the payload
 * of the last map_message(), which returned 1.
 */
void map_reduce(struct map *map, struct str *out);

/*
 * The topics that are claimed, each once, in order, but natvagt's own: what to
 * subscribe to.
 */
size_t map_ntopic(const struct map *map);
const char *map_topic(const struct map *map, size_t i);

#endif
