/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who may sign in: a table of the journal. Initials are kept in upper case, so
 * that "km" is KM, and "æå" ÆÅ. Who is removed stays in it, for those who read
 * old nights; the same initials may be given to another then.
 *
 * Every change of who may sign in is a message too, in the same transaction:
 * AUDIT_STAFF, a link of the audit chain, so that an auditor sees who was added
 * when and by whom. So is a wait that begins. Single wrong PINs are not.
 *
 *   {"do":"add","staff":"KM","pin":true,"by":"anna"}    remove, pin: likewise
 *   {"do":"wait","staff":"KM","tries":5,"seconds":30}
 *
 * All but staff_find() and staff_list() want a journal that can be written.
 * Errors: -1 and the reason.
 */
#ifndef NATVAGT_STORE_STAFF_H
#define NATVAGT_STORE_STAFF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "core/message.h"
#include "store/journal.h"

enum {
	STAFF_TRIES = 5,              /* wrong PINs before the first wait */
	STAFF_WAIT_FIRST = 30 * 1000, /* ms; each is twice the one before, … */
	STAFF_WAIT_MOST = 15 * 60 * 1000, /* … up to this */
};

struct staff {
	char initials[STAFF_SIZE];
	bool has_pin;
	int tries;      /* wrong PINs since the last right one */
	int64_t until;  /* the end of the last wait, 0 for none */
	int64_t added;
	int64_t removed; /* 0: is not */
};

/* Until the next PIN is looked at: ms from now, or 0. */
int64_t staff_wait(const struct staff *staff, int64_t now);
/* As they are kept; -1 for what cannot be anybody's. */
int staff_initials(const char *typed, char initials[STAFF_SIZE],
    struct err *err);

/* Who changes it, and when. */
struct staff_stamp {
	int64_t now;
	const char *by; /* an account, for the audit */
	int wait_ms;    /* for the journal to be free */
};
/* pin: or NULL for none. */
int staff_add(struct journal *journal, const char *initials, const char *pin,
    const struct staff_stamp *stamp, struct err *err);
/* Takes the PIN's hash away as well. */
int staff_remove(struct journal *journal, const char *initials,
    const struct staff_stamp *stamp, struct err *err);
/* Ends a wait, too. */
int staff_set_pin(struct journal *journal, const char *initials,
    const char *pin, const struct staff_stamp *stamp, struct err *err);

/* By initials as typed: 1 and who it is, or 0 for nobody (who is removed). */
int staff_find(struct journal *journal, const char *initials,
    struct staff *staff, struct err *err);
/* In the order of their initials; *n of them, free(). all: the removed too. */
int staff_list(struct journal *journal, bool all, struct staff **staff,
    int *n, struct err *err);

enum staff_answer {
	STAFF_RIGHT,
	STAFF_WRONG,   /* `left` more tries; with 0 left a wait has begun */
	STAFF_WAIT,    /* the PIN was not looked at */
	STAFF_NO_PIN,  /* has none: an admin must set it */
	STAFF_UNKNOWN, /* nobody has those initials */
};
struct staff_check {
	enum staff_answer answer;
	char initials[STAFF_SIZE]; /* as they are kept; "" where unknown */
	int left;
	int64_t wait; /* ms until the next try, or 0 */
};
/*
 * Whether that is their PIN, at `now` of the host's clock. It is shown only
 * what the journal holds, so wrong ones are written first (waiting up to
 * wait_ms for it); a right one with nothing to take back needs no writing, and
 * succeeds on a full disk. Takes as long as pin_is(), in no transaction.
 *
 * Waits are by the clock, and kept: neither a new console nor a new start
 * makes one shorter. A wait that ends later than any could is a clock's that
 * has been set back, and is none.
 */
int staff_check(struct journal *journal, const char *initials,
    const char *pin, int64_t now, int wait_ms, struct staff_check *check,
    struct err *err);

#endif
