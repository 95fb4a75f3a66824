/* SPDX-License-Identifier: Apache-2.0 */
#include "store/staff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "store/audit.h"
#include "store/pin.h"
#include "store/schema.h"

#define COLUMNS "initials, pin, tries, until, added, removed"
#define STILL_HERE "initials = ?1 AND removed IS NULL"

static const char find_sql[] = "SELECT " COLUMNS " FROM staff WHERE "
    STILL_HERE;
static const char list_sql[] = "SELECT " COLUMNS " FROM staff"
    " WHERE ?1 OR removed IS NULL ORDER BY initials, added";
static const char tries_sql[] = "UPDATE staff SET tries = ?2, until = ?3"
    " WHERE " STILL_HERE;

/* A row, and what nobody outside is to know of it. */
struct member {
	struct staff staff;
	char *hash; /* or NULL; owned */
};

int
staff_initials(const char *typed, char initials[STAFF_SIZE], struct err *err)
{
	char *upper = text_upper(typed, strlen(typed));
	int bad = 0;

	if (typed[0] == '\0')
		bad = err_set(err, "there are no initials");
	else if (upper == NULL || !text_is_clean(upper, strlen(upper)) ||
	    strchr(upper, ' ') != NULL || text_width(upper) == 0)
		bad = err_set(err, "'%s' can be nobody's initials: no spaces"
		    " and no characters that cannot be shown", typed);
	else if (strlen(upper) >= STAFF_SIZE)
		bad = err_set(err, "'%s' is too long for initials (%d bytes at"
		    " most, æ, ø and å count as two)", typed, STAFF_SIZE - 1);
	else
		strcpy(initials, upper);
	free(upper);
	return bad;
}

/* Reading. */

static void
read_staff(struct query *query, struct staff *staff)
{
	*staff = (struct staff){
		.has_pin = !query_is_null(query, 1),
		.tries = (int)query_int(query, 2),
		.until = query_int(query, 3),
		.added = query_int(query, 4),
		.removed = query_int(query, 5),
	};
	snprintf(staff->initials, sizeof(staff->initials), "%s",
	    query_text(query, 0, NULL));
}

/* A reader may meet a journal from before there was a table of staff. */
static int
has_table(struct db *db, struct err *err)
{
	int64_t schema;

	if (db_ask_number(db, "PRAGMA user_version", &schema, err) == -1)
		return -1;
	return schema >= SCHEMA_STAFF;
}

/* By initials as they are kept: 1, 0 or -1. */
static int
find(struct db *db, const char *initials, struct member *member,
    struct err *err)
{
	struct query *query;
	bool found;
	int rc = has_table(db, err);

	*member = (struct member){0};
	if (rc != 1)
		return rc;
	query = db_query(db, find_sql);
	query_bind_text(query, 1, initials, strlen(initials));
	found = query_next(query);
	if (found) {
		read_staff(query, &member->staff);
		if (member->staff.has_pin)
			member->hash = xstrdup(query_text(query, 1, NULL));
	}
	return query_end(query, "read", err) == -1 ? -1 : found;
}

int
staff_find(struct journal *journal, const char *typed, struct staff *staff,
    struct err *err)
{
	char initials[STAFF_SIZE];
	struct member member;
	int rc;

	if (staff_initials(typed, initials, NULL) == -1)
		return 0;
	rc = find(journal_db(journal), initials, &member, err);
	*staff = member.staff;
	free(member.hash);
	return rc;
}

int
staff_list(struct journal *journal, bool all, struct staff **staff, int *n,
    struct err *err)
{
	struct db *db = journal_db(journal);
	VEC(struct staff) found = {0};
	struct query *query;
	int rc = has_table(db, err);

	*staff = NULL;
	*n = 0;
	if (rc != 1)
		return rc;
	query = db_query(db, list_sql);
	query_bind_int(query, 1, all);
	while (query_next(query)) {
		struct staff next;

		read_staff(query, &next);
		vec_push(&found, next);
	}
	if (query_end(query, "read", err) == -1) {
		vec_free(&found);
		return -1;
	}
	*staff = found.v;
	*n = (int)found.n;
	return 0;
}

/* Changing. */

/* Of whom: ?1; when: ?2; the new PIN's hash, or NULL: ?3. */
struct change {
	const char *what, *sql;
	bool of_present; /* of one who is there, not of a new one */
};

static const struct change add = {"add", "INSERT INTO staff"
    " (initials, added, pin) VALUES (?1, ?2, ?3)", false};
static const struct change take_off = {"remove", "UPDATE staff SET removed ="
    " ?2, pin = ?3, tries = 0, until = 0 WHERE " STILL_HERE, true};
static const struct change set_pin = {"pin", "UPDATE staff SET pin = ?3,"
    " tries = 0, until = 0 WHERE " STILL_HERE, true};

static int
append(struct journal *journal, int64_t now, const struct str *payload,
    int64_t *t, struct err *err)
{
	int64_t seq;

	return journal_append(journal, now, false, AUDIT_STAFF, payload->s,
	    payload->len, t, &seq, err);
}

static int
audit_change(struct journal *journal, const struct change *change,
    const char *initials, const char *hash, const struct staff_stamp *stamp,
    int64_t *t, struct err *err)
{
	struct str payload, by;
	int bad;

	str_init(&payload);
	str_init(&by);
	text_clean(&by, stamp->by, strlen(stamp->by));
	str_addf(&payload, "{\"do\":\"%s\",\"staff\":", change->what);
	str_add_json(&payload, initials);
	if (hash != NULL)
		str_add(&payload, ",\"pin\":true");
	str_add(&payload, ",\"by\":");
	str_add_json(&payload, by.s);
	str_addc(&payload, '}');
	bad = append(journal, stamp->now, &payload, t, err);
	str_release(&by);
	str_release(&payload);
	return bad;
}

static int
check_presence(struct journal *journal, const struct change *change,
    const char *initials, struct err *err)
{
	struct member member;
	int rc = find(journal_db(journal), initials, &member, err);

	free(member.hash);
	if (rc == 1 && !change->of_present)
		return err_set(err, "'%s' is on the staff already", initials);
	if (rc == 0 && change->of_present)
		return err_set(err, "nobody on the staff is '%s'", initials);
	return rc == -1 ? -1 : 0;
}

/* Within a transaction: the table and the chain. */
static int
change_both(struct journal *journal, const struct change *change,
    const char *initials, const char *hash, const struct staff_stamp *stamp,
    struct err *err)
{
	struct query *query;
	int64_t t;

	if (check_presence(journal, change, initials, err) == -1 ||
	    audit_change(journal, change, initials, hash, stamp, &t, err) ==
	    -1)
		return -1;
	query = db_query(journal_db(journal), change->sql);
	query_bind_text(query, 1, initials, strlen(initials));
	query_bind_int(query, 2, t);
	if (hash != NULL)
		query_bind_text(query, 3, hash, strlen(hash));
	return query_run(query, "write", err);
}

static int
make_change(struct journal *journal, const struct change *change,
    const char *typed, const char *hash, const struct staff_stamp *stamp,
    struct err *err)
{
	char initials[STAFF_SIZE];

	if (staff_initials(typed, initials, err) == -1 ||
	    journal_begin(journal, stamp->wait_ms, err) == -1)
		return -1;
	if (change_both(journal, change, initials, hash, stamp, err) == 0 &&
	    journal_commit(journal, err) == 0)
		return 0;
	journal_rollback(journal);
	return -1;
}

static int
change_pin(struct journal *journal, const struct change *change,
    const char *typed, const char *pin, const struct staff_stamp *stamp,
    struct err *err)
{
	char *hash;
	int bad;

	if (pin_check(pin, err) == -1)
		return -1;
	hash = pin_hash(pin, err);
	bad = hash == NULL ? -1 : make_change(journal, change, typed, hash,
	    stamp, err);
	free(hash);
	return bad;
}

int
staff_add(struct journal *journal, const char *initials, const char *pin,
    const struct staff_stamp *stamp, struct err *err)
{
	return pin == NULL ?
	    make_change(journal, &add, initials, NULL, stamp, err) :
	    change_pin(journal, &add, initials, pin, stamp, err);
}

int
staff_remove(struct journal *journal, const char *initials,
    const struct staff_stamp *stamp, struct err *err)
{
	return make_change(journal, &take_off, initials, NULL, stamp, err);
}

int
staff_set_pin(struct journal *journal, const char *initials, const char *pin,
    const struct staff_stamp *stamp, struct err *err)
{
	return change_pin(journal, &set_pin, initials, pin, stamp, err);
}

/* Checking. */

/* How long after so many wrong ones. */
static int64_t
wait_after(int tries)
{
	int64_t wait = STAFF_WAIT_FIRST;

	if (tries < STAFF_TRIES)
		return 0;
	for (; tries > STAFF_TRIES && wait < STAFF_WAIT_MOST; tries--)
		wait *= 2;
	return wait < STAFF_WAIT_MOST ? wait : STAFF_WAIT_MOST;
}

int64_t
staff_wait(const struct staff *staff, int64_t now)
{
	int64_t left = staff->until - now;

	return left > 0 && left <= wait_after(staff->tries) ? left : 0;
}

/* What a PIN, right or wrong, is answered and does. */
static void
judge(struct staff *staff, bool right, int64_t now, struct staff_check *check)
{
	check->wait = staff_wait(staff, now);
	if (check->wait > 0) {
		check->answer = STAFF_WAIT;
		return;
	}
	staff->tries = right ? 0 : staff->tries + 1;
	check->answer = right ? STAFF_RIGHT : STAFF_WRONG;
	check->left = staff->tries < STAFF_TRIES ? STAFF_TRIES - staff->tries :
	    0;
	check->wait = wait_after(staff->tries);
	staff->until = check->wait > 0 ? now + check->wait : 0;
}

static int
audit_wait(struct journal *journal, const struct staff *staff, int64_t now,
    int64_t wait, struct err *err)
{
	struct str payload;
	int64_t t;
	int bad;

	str_init(&payload);
	str_add(&payload, "{\"do\":\"wait\",\"staff\":");
	str_add_json(&payload, staff->initials);
	str_addf(&payload, ",\"tries\":%d,\"seconds\":%d}", staff->tries,
	    (int)(wait / 1000));
	bad = append(journal, now, &payload, &t, err);
	str_release(&payload);
	return bad;
}

static int
write_tries(struct journal *journal, const struct staff *staff, int64_t now,
    const struct staff_check *check, struct err *err)
{
	struct query *query;

	if (check->answer == STAFF_WRONG && check->wait > 0 &&
	    audit_wait(journal, staff, now, check->wait, err) == -1)
		return -1;
	query = db_query(journal_db(journal), tries_sql);
	query_bind_text(query, 1, staff->initials, strlen(staff->initials));
	query_bind_int(query, 2, staff->tries);
	query_bind_int(query, 3, staff->until);
	return query_run(query, "write", err);
}

/*
 * Within a transaction, as another console may have tried meanwhile. A PIN
 * that is another now was not the one that was looked at.
 */
static int
settle(struct journal *journal, const struct member *seen, bool right,
    int64_t now, struct staff_check *check, struct err *err)
{
	struct member member;
	int rc = find(journal_db(journal), seen->staff.initials, &member, err);

	if (rc == 1 && member.hash != NULL) {
		right = right && strcmp(member.hash, seen->hash) == 0;
		judge(&member.staff, right, now, check);
		rc = check->answer == STAFF_WAIT ? 0 :
		    write_tries(journal, &member.staff, now, check, err);
	} else if (rc != -1) {
		check->answer = rc == 1 ? STAFF_NO_PIN : STAFF_UNKNOWN;
		rc = 0;
	}
	free(member.hash);
	return rc;
}

static int
check_member(struct journal *journal, const struct member *member,
    const char *pin, int64_t now, int wait_ms, struct staff_check *check,
    struct err *err)
{
	struct staff staff = member->staff;
	bool right;

	check->wait = staff_wait(&staff, now);
	if (member->hash == NULL || check->wait > 0) {
		check->answer = member->hash == NULL ? STAFF_NO_PIN :
		    STAFF_WAIT;
		return 0;
	}
	right = pin_is(member->hash, pin);
	if (right && staff.tries == 0) {
		judge(&staff, right, now, check);
		return 0;
	}
	if (journal_begin(journal, wait_ms, err) == -1)
		return -1;
	if (settle(journal, member, right, now, check, err) == 0 &&
	    journal_commit(journal, err) == 0)
		return 0;
	journal_rollback(journal);
	return -1;
}

int
staff_check(struct journal *journal, const char *typed, const char *pin,
    int64_t now, int wait_ms, struct staff_check *check, struct err *err)
{
	struct member member;
	int rc;

	*check = (struct staff_check){.answer = STAFF_UNKNOWN};
	if (staff_initials(typed, check->initials, NULL) == -1)
		return 0;
	rc = find(journal_db(journal), check->initials, &member, err);
	if (rc == 1)
		rc = check_member(journal, &member, pin, now, wait_ms, check,
		    err);
	if (check->answer == STAFF_UNKNOWN)
		check->initials[0] = '\0';
	free(member.hash);
	return rc;
}
