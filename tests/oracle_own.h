/* SPDX-License-Identifier: Apache-2.0 */
/* Between the oracle's own files: a night laid out, and what was so when. */
#ifndef NATVAGT_TESTS_ORACLE_OWN_H
#define NATVAGT_TESTS_ORACLE_OWN_H

#include "oracle.h"

/* Kleene's three values. */
enum { F, U, T };

struct o_moment {
	int64_t t;
	const struct o_message *message; /* or NULL: the millisecond alone */
	bool gap;      /* nobody was watching: a start follows */
	int32_t tod;   /* ms of the local day */
};

struct o_teller {
	struct o_told *told;
	int n;
	int64_t t;
};

/* ---- oracle.c ---- */

extern struct o_moment o_moment[O_MOMENTS];
extern int o_nmoment;

/* An expression's value at each moment, at a subject; false where absent. */
bool o_values(const struct o_case *c, int node, int subject, uint8_t *v);
/* Whether v was false at moment m and has been for ms. */
bool o_false_for(const uint8_t *v, int m, int64_t ms);
/* True at moment m, and false the moment before. */
bool o_rises(const uint8_t *v, int m);
/* It ends in a moment; since: that in which it came to have its value. */
int64_t o_since(const uint8_t *v, int m);
bool o_is_subject(const struct o_case *c, int place, int each);
struct o_told *o_tell(struct o_teller *to);

/* ---- oracle_alert.c ---- */

void o_alerts_begin(const struct o_case *c);
/* Staff's action; fills in what it is on. */
void o_alerts_act(const struct o_case *c, struct o_message *action, int m,
    struct o_teller *to);
void o_alerts_settle(const struct o_case *c, int m, struct o_teller *to);
struct o_told *o_tell_event(struct o_teller *to, const char *event);

/* ---- oracle_round.c ---- */

void o_rounds_begin(const struct o_case *c);
/* Somebody looks in, or takes it back; false: there is nothing to take back. */
bool o_rounds_visit(const struct o_case *c, const struct o_message *visit);
/* Round i at a moment; status: its place's, since when. */
struct o_seen o_round_seen(const struct o_case *c, int i, int m, int status,
    int64_t since);

#endif
