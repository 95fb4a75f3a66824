/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the broker sent, on its way into the journal: reduced to what the
 * configuration reads. What does not get in is counted and said, once a
 * minute at most: a payload refused, by device and in the journal as well
 * ($natvagt/bad); an odd value, by device; a topic that nobody claims.
 */
#ifndef NATVAGT_COLLECT_INTAKE_H
#define NATVAGT_COLLECT_INTAKE_H

#include <stdbool.h>
#include <stdint.h>

#include "fold/fold.h"
#include "collect/mqtt.h"
#include "read/conf.h"

struct intake;

/* conf is borrowed. */
struct intake *intake_new(const struct conf *conf);
void intake_free(struct intake *intake);
/*
 * Within a transaction: appends the messages, and what is due to be said of
 * those refused. Returns how many rows that made, or -1. Old subscriptions
 * that nobody claims any more are ended.
 */
int intake_append(struct intake *intake, struct mqtt *mqtt,
    struct fold *fold, int64_t now, int64_t mono, struct err *err);
/* The transaction is committed: what was said in it need not be said again. */
void intake_done(struct intake *intake, int64_t mono);
/* Whether something refused is due to be journaled. */
bool intake_is_due(const struct intake *intake, int64_t mono);

#endif
