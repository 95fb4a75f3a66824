/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the broker is told of alerts, and of the audit:
 *
 *   natvagt/SITE/alert          a line for each event, as it comes
 *   natvagt/SITE/alert/NUMBER   retained: the line that made the open alert
 *                               what it is; nothing once it is closed
 *   natvagt/SITE/audit          retained: the head of the journal's audit chain
 *                               {"links":12,"head":"3b0c…"}
 */
#ifndef NATVAGT_COLLECT_PUBLISH_H
#define NATVAGT_COLLECT_PUBLISH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "collect/mqtt.h"
#include "core/world.h"
#include "read/conf.h"

/* Appends what is to be published of an event, or nothing. */
typedef void publish_format(struct str *out, const struct conf *conf,
    const struct event *event);

struct publisher {
	struct mqtt *mqtt;      /* borrowed */
	publish_format *format; /* NULL: nothing is published */
};

/* An event of a world of conf's house; what is no alert's is passed over. */
void publish_event(const struct publisher *to, const struct conf *conf,
    const struct event *event);
/*
 * The state of all open alerts anew; with closed, also that those which the
 * world still holds are so no more.
 */
void publish_states(const struct publisher *to, const struct conf *conf,
    const struct world *world, bool closed);
/* The alert by that number is of conf's site no more. */
void publish_gone(const struct publisher *to, const struct conf *conf,
    uint32_t number);
/* Nothing where the chain has no link yet. */
void publish_audit(const struct publisher *to, const struct conf *conf,
    int64_t links, const char *head);

#endif
