/* SPDX-License-Identifier: Apache-2.0 */
#include "store/audit.h"

#include <stdio.h>
#include <string.h>

#include <openssl/evp.h>

#include "base/str.h"

static const char head_sql[] = "SELECT link FROM message WHERE link IS NOT NULL"
    " ORDER BY seq DESC LIMIT 1";
static const char chain_sql[] = "SELECT seq, t, payload, link,"
    " (SELECT name FROM topic WHERE id = message.topic)"
    " FROM message WHERE topic IN"
    " (SELECT id FROM topic WHERE name IN ('" AUDIT_ACTION "',"
    " '" AUDIT_STAFF "'))"
    " OR link IS NOT NULL ORDER BY seq";

static const char find_sql[] = "SELECT t, (SELECT count(*) FROM message"
    " WHERE link IS NOT NULL AND seq <= found.seq)"
    " FROM message AS found WHERE link IS NOT NULL"
    " AND hex(link) = upper(?)";

bool
audit_covers(const char *topic, size_t len)
{
	static const char *const covered[] = {AUDIT_ACTION, AUDIT_STAFF};

	for (size_t i = 0; i < sizeof(covered) / sizeof(covered[0]); i++)
		if (strlen(covered[i]) == len &&
		    memcmp(covered[i], topic, len) == 0)
			return true;
	return false;
}

static void
add_int64(struct str *bytes, int64_t n)
{
	for (int shift = 56; shift >= 0; shift -= 8)
		str_addc(bytes, (char)((uint64_t)n >> shift));
}

void
audit_link(unsigned char link[AUDIT_SIZE],
    const unsigned char before[AUDIT_SIZE], const struct audited *row)
{
	struct str bytes;

	str_init(&bytes);
	str_addn(&bytes, (const char *)before, AUDIT_SIZE);
	add_int64(&bytes, row->seq);
	add_int64(&bytes, row->t);
	str_add(&bytes, row->topic);
	str_addn(&bytes, row->payload, row->payload_len);
	BUG_IF(EVP_Digest(bytes.s, bytes.len, link, NULL, EVP_sha256(),
	    NULL) != 1);
	str_release(&bytes);
}

int
audit_head(struct db *db, unsigned char head[AUDIT_SIZE], struct err *err)
{
	struct query *query = db_query(db, head_sql);

	memset(head, 0, AUDIT_SIZE);
	if (query_next(query)) {
		size_t n;
		const void *link = query_blob(query, 0, &n);

		if (n == AUDIT_SIZE)
			memcpy(head, link, AUDIT_SIZE);
	}
	return query_end(query, "read", err);
}

/* Checks the row that the query stands at; head goes on to its link. */
static int
check_link(struct db *db, struct query *query, unsigned char head[AUDIT_SIZE],
    struct err *err)
{
	struct audited row = {.seq = query_int(query, 0),
	    .t = query_int(query, 1), .topic = query_text(query, 4, NULL)};
	const void *link;
	size_t n;

	row.payload = query_text(query, 2, &row.payload_len);
	link = query_blob(query, 3, &n);
	audit_link(head, head, &row);
	if (n == AUDIT_SIZE && memcmp(link, head, AUDIT_SIZE) == 0)
		return 0;
	return err_set(err, "the audit chain of '%s' is broken at row %lld",
	    db_path(db), (long long)row.seq);
}

static void
hex(const unsigned char link[AUDIT_SIZE], char text[2 * AUDIT_SIZE + 1])
{
	for (int i = 0; i < AUDIT_SIZE; i++)
		snprintf(text + 2 * i, 3, "%02x", link[i]);
}

int
audit_verify(struct db *db, int64_t *links, char head[2 * AUDIT_SIZE + 1],
    struct err *err)
{
	struct query *query = db_query(db, chain_sql);
	unsigned char link[AUDIT_SIZE] = {0};
	int bad = 0;

	*links = 0;
	while (bad == 0 && query_next(query)) {
		bad = check_link(db, query, link, err);
		*links += bad == 0;
	}
	hex(link, head);
	return query_end(query, "read", bad == 0 ? err : NULL) == -1 ? -1 :
	    bad;
}

int
audit_tell(struct db *db, int64_t *links, char head[2 * AUDIT_SIZE + 1],
    struct err *err)
{
	unsigned char link[AUDIT_SIZE];

	if (audit_head(db, link, err) == -1 || db_ask_number(db,
	    "SELECT count(*) FROM message WHERE link IS NOT NULL", links,
	    err) == -1)
		return -1;
	hex(link, head);
	return 0;
}

int
audit_find(struct db *db, const char *head, int64_t *number, int64_t *t,
    struct err *err)
{
	struct query *query = db_query(db, find_sql);
	bool found;

	query_bind_text(query, 1, head, strlen(head));
	found = query_next(query);
	if (found) {
		*t = query_int(query, 0);
		*number = query_int(query, 1);
	}
	return query_end(query, "read", err) == -1 ? -1 : found;
}
