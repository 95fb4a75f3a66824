/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The audit chain over staff's actions and over who may sign in: a link is
 * SHA-256 over the link before it (32 zero bytes before the first), seq and t
 * (64 bits, the most significant byte first), the topic and the payload, one
 * after the other.
 */
#ifndef NATVAGT_STORE_AUDIT_H
#define NATVAGT_STORE_AUDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/db.h"

#define AUDIT_ACTION "$natvagt/action"
#define AUDIT_STAFF "$natvagt/staff"

enum { AUDIT_SIZE = 32 };

struct audited {
	int64_t seq, t;
	const char *topic, *payload;
	size_t payload_len;
};

/* Whether the messages of a topic are links of the chain. */
bool audit_covers(const char *topic, size_t len);
/* before and link may be the same. */
void audit_link(unsigned char link[AUDIT_SIZE],
    const unsigned char before[AUDIT_SIZE], const struct audited *row);
/* The chain's last link, zeros where there is none yet. */
int audit_head(struct db *db, unsigned char head[AUDIT_SIZE],
    struct err *err);
/* How many links there are and the head in hex, as they stand. */
int audit_tell(struct db *db, int64_t *links, char head[2 * AUDIT_SIZE + 1],
    struct err *err);
/*
 * Which link has that hash, in hex: 1 and its number, from 1, and its time; 0
 * where none has.
 */
int audit_find(struct db *db, const char *head, int64_t *number, int64_t *t,
    struct err *err);
/* Follows the whole chain: how many links there are and the head in hex. */
int audit_verify(struct db *db, int64_t *links, char head[2 * AUDIT_SIZE + 1],
    struct err *err);

#endif
