/* SPDX-License-Identifier: Apache-2.0 */
#include "store/audit.h"

#include <stdio.h>
#include <string.h>

#include <openssl/evp.h>

#include "base/err.h"
#include "base/str.h"

static void
add_int64(struct str *bytes, int64_t n)
{
	for (int shift = 56; shift >= 0; shift -= 8)
		str_addc(bytes, (char)((uint64_t)n >> shift));
}

void
audit_link(unsigned char link[AUDIT_SIZE],
    const unsigned char before[AUDIT_SIZE], int64_t seq, int64_t t,
    const char *payload, size_t payload_len)
{
	struct str bytes;

	str_init(&bytes);
	str_addn(&bytes, (const char *)before, AUDIT_SIZE);
	add_int64(&bytes, seq);
	add_int64(&bytes, t);
	str_add(&bytes, AUDIT_TOPIC);
	str_addn(&bytes, payload, payload_len);
	BUG_IF(EVP_Digest(bytes.s, bytes.len, link, NULL, EVP_sha256(),
	    NULL) != 1);
	str_release(&bytes);
}

void
audit_hex(const unsigned char link[AUDIT_SIZE], char hex[2 * AUDIT_SIZE + 1])
{
	for (int i = 0; i < AUDIT_SIZE; i++)
		snprintf(hex + 2 * i, 3, "%02x", link[i]);
}
