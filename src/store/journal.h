/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The journal: an SQLite database (WAL, synchronous=FULL), the only place
 * where processes meet. Rows are never changed.
 *
 * Errors: -1 and a reason that names the file. A file that is no journal, or
 * of a newer natvagt, is refused untouched.
 */
#ifndef NATVAGT_STORE_JOURNAL_H
#define NATVAGT_STORE_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/message.h"

struct journal;

enum journal_mode {
	JOURNAL_READ,   /* must exist, may be older; nothing is ever written */
	JOURNAL_WRITE,  /* must exist; an older one becomes a present one */
	JOURNAL_CREATE, /* made where it is not there */
};

/* Residents' nights are never for others to read, whatever the umask. */
enum { JOURNAL_MODE = 0660 };

struct journal *journal_open(const char *path, enum journal_mode mode,
    struct err *err);
/*
 * What a command exits with (sysexits.h) where the journal could not be
 * opened: EX_NOINPUT, it or its folder is not there but must be; EX_CANTCREAT,
 * it cannot be made; EX_IOERR, it is there and cannot be used.
 */
int journal_exit_code(const char *path, enum journal_mode mode);
void journal_close(struct journal *journal);
/* The database beneath, for the other tables of store/. */
struct db;
struct db *journal_db(struct journal *journal);

/* A write transaction (BEGIN IMMEDIATE), waiting up to wait_ms for its turn. */
int journal_begin(struct journal *journal, int wait_ms, struct err *err);
int journal_commit(struct journal *journal, struct err *err);
void journal_rollback(struct journal *journal);
/* Whether what failed last did so for want of room on the disk. */
bool journal_lacks_room(const struct journal *journal);
/*
 * Within a transaction: appends a message stamped t = max(now, the last t),
 * which is written to *t; *seq is its number. A row of a topic that is audited
 * continues the SHA-256 chain.
 */
int journal_append(struct journal *journal, int64_t now, bool retained,
    const char *topic, const char *payload, size_t payload_len, int64_t *t,
    int64_t *seq, struct err *err);
/* Begins a segment at the row that journal_append gave `seq`. */
int journal_segment_add(struct journal *journal, int64_t seq, const char *night,
    const char *why, const char *conf_hash, struct err *err);
/* Within a transaction: keeps a configuration's files under its hash, once. */
int journal_conf_add(struct journal *journal, const char *hash,
    const struct named_text *file, int nfile, struct err *err);

/* Whether anybody else has written since the last call. */
bool journal_changed(struct journal *journal);
/* seq and t of the last row, 0 and 0 for none. */
int journal_last(struct journal *journal, int64_t *seq, int64_t *t,
    struct err *err);

/*
 * Calls fn for each row from seq `from` to seq `to` (INT64_MAX: the end), in
 * order, in one short read of at most `most` rows. fn returns false to stop.
 * Returns the number of rows told, or -1. The row lives for the call.
 */
typedef bool journal_row_fn(void *arg, int64_t seq, const struct row *row);
int64_t journal_rows(struct journal *journal, int64_t from, int64_t to,
    int64_t most, journal_row_fn *fn, void *arg, struct err *err);

struct segment {
	int64_t seq, t; /* of its $natvagt/segment */
	char night[16], why[16], conf[65];
};
/* The last segment that begins at or before seq; 0 for none, 1, or -1. */
int journal_segment(struct journal *journal, int64_t seq,
    struct segment *segment, struct err *err);
/* All segments of a night, in order; *n of them, free(). */
int journal_night(struct journal *journal, const char *night,
    struct segment **segment, int *n, struct err *err);
/* The first seq after `seq` at which a segment begins, or INT64_MAX. 0 or -1. */
int journal_segment_end(struct journal *journal, int64_t seq, int64_t *end,
    struct err *err);
/*
 * A kept configuration's files in their order; the caller frees all of it. 1,
 * 0 where there is none (err says so), or -1.
 */
int journal_conf(struct journal *journal, const char *hash,
    struct named_text **file, int *nfile, struct err *err);

/*
 * Checks the file whole, and the audit chain: every link's hash. Returns 0
 * and how many there are and the head's hash in hex; -1 where the file is
 * damaged or a row does not fit, naming it.
 */
int journal_verify(struct journal *journal, int64_t *links, char head[65],
    struct err *err);

/* The same of the audit chain, as it stands: nothing is checked. */
int journal_head(struct journal *journal, int64_t *links, char head[65],
    struct err *err);
/*
 * Which link had that hash for its head: 1 with its number, from 1, and its
 * time; 0 where none had, or -1.
 */
int journal_link(struct journal *journal, const char *head, int64_t *number,
    int64_t *t, struct err *err);

/*
 * One collector per journal: takes the lock beside it, or returns -1 with the
 * holder's process in err (*held true), or another failure (*held false). The
 * lock lives until the descriptor is closed or the process ends.
 */
int journal_lock(const char *path, bool *held, struct err *err);
/* Whether somebody holds that lock: 1 or 0; -1 where it cannot be seen. */
int journal_is_watched(const char *path, struct err *err);

#endif
