/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inside of a world, for the files of the core alone: handles into one
 * block of memory that holds indexes and plain values only, so that a copy of
 * the block is a copy of the world.
 */
#ifndef NATVAGT_CORE_WORLD_BLOCK_H
#define NATVAGT_CORE_WORLD_BLOCK_H

#include "core/world.h"

/* A time before all others, from which windows can still be reckoned. */
#define TIME_LONG_AGO (INT64_MIN / 4)

struct world_head {
	int64_t now;       /* of the last moment; 0 before the first */
	int64_t broker_lost;
	int64_t segment;   /* when the segment began */
	int64_t carries;   /* still to come, or -1: until something else does */
	uint32_t next_alert;
	int32_t nheap;
	int32_t npulse;
	bool begun;        /* a moment has been */
	bool carrying;     /* between a segment and its last carry */
	bool carried;      /* a carry has come */
};

struct deadline {
	int64_t t;
	int32_t timer;
	int32_t pad;
};

struct world {
	const struct house *house;
	const struct zone *zone;
	enum world_guard guard;
	size_t size; /* of the block */
	struct world_head *head; /* the block begins here */
	/* nodes */
	int64_t *since;   /* since when it has its value */
	int64_t *state;   /* house.nstate of them, see node.c */
	uint8_t *value;
	uint8_t *seen;    /* its operand's value at the moment before */
	int32_t *pulse;   /* nodes to look at again at the next moment */
	/* sources */
	double *number;
	int64_t *source_since;
	int64_t *until;   /* when an impulse ends, or TIME_NEVER */
	uint8_t *truth;   /* number sources: TRI_TRUE where known */
	/* devices */
	int64_t *heard;
	int64_t *bad;
	uint8_t *device;  /* enum device_state */
	/* places and instances */
	int64_t *status_since;
	int32_t *status;
	struct alert *alert;
	/* timers: see timers.c */
	int64_t *due;
	int64_t *queued;
	struct deadline *heap;
	/* what the present moment has still to look at */
	uint64_t *dirty_node, *dirty_place, *dirty_instance;
};

/* What a moment is told with. */
struct teller {
	event_fn *fn;
	void *arg;
};

static inline void
bit_set(uint64_t *bits, int32_t i)
{
	bits[i >> 6] |= UINT64_C(1) << (i & 63);
}

static inline int32_t
bit_words(int32_t n)
{
	return (n + 63) / 64;
}

static inline uint8_t
ref_value(const struct world *w, node_ref ref)
{
	uint8_t v = w->value[ref >> 1];

	return ref & 1 ? tri_not(v) : v;
}

#endif
