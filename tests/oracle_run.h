/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A case run through the engine on the way that a night takes in life: rows
 * as text, decoded, folded; cut into segments, killed and begun again.
 */
#ifndef NATVAGT_TESTS_ORACLE_RUN_H
#define NATVAGT_TESTS_ORACLE_RUN_H

#include "base/mem.h"
#include "core/world.h"
#include "oracle.h"
#include "read/decode.h"
#include "read/map.h"

/* Ways to go through a night. */
enum {
	WAY_STEPS = 1,   /* every moment is advanced to */
	WAY_COPIES = 2,  /* the world goes on in a copy of itself */
	WAY_CUTS = 4,    /* segments end and collectors are killed */
	WAY_ANEW = 8,    /* the configuration is built again at each cut */
	WAY_ALERTS = 16, /* … with its statuses and without them in turns, so
			  * that alerts alone are judged */
	WAYS = 32,
};

struct kept_row {
	int64_t t;
	bool retained;
	char *topic, *payload;
};

struct run {
	const struct o_case *c;
	int way;
	int builds; /* of the house */
	struct house *house;
	struct map *map;
	struct decoder *decoder;
	struct world *world;
	VEC(struct kept_row) row; /* the journal */
	size_t segment;           /* the present one's first row */
	VEC(struct o_told) told;
	struct o_seen seen[O_MESSAGES][O_ROUNDS]; /* after each message */
	char *fault;              /* of the configuration, or NULL */
};

/* A house that cannot be built leaves a fault, and tells nothing. */
void run_begin(struct run *run, const struct o_case *c, int way);
void run_end(struct run *run);

#endif
