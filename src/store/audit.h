/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The audit chain over staff's actions: a link is SHA-256 over the link
 * before it (32 zero bytes before the first), seq and t (64 bits, the most
 * significant byte first), the topic and the payload, one after the other.
 */
#ifndef NATVAGT_STORE_AUDIT_H
#define NATVAGT_STORE_AUDIT_H

#include <stddef.h>
#include <stdint.h>

#define AUDIT_TOPIC "$natvagt/action"

enum { AUDIT_SIZE = 32 };

/* before and link may be the same. */
void audit_link(unsigned char link[AUDIT_SIZE],
    const unsigned char before[AUDIT_SIZE], int64_t seq, int64_t t,
    const char *payload, size_t payload_len);
void audit_hex(const unsigned char link[AUDIT_SIZE],
    char hex[2 * AUDIT_SIZE + 1]);

#endif
