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
	int64_t segment;   /* when the segment began … */
	int64_t watched;   /* … and the first of those that it goes on from */
	int64_t carries;   /* still to come, or -1: until something else does */
	int32_t nheap;
	int32_t npulse;
	int32_t nstaff;
	bool grace_over;   /* devices behind the lost broker are not believed */
	bool begun;        /* a moment has been */
	bool carrying;     /* between a segment and its last carry */
	bool carried;      /* a carry has come */
	bool news;         /* what a carry said is not so under this house */
};

struct deadline {
	int64_t t;
	int32_t timer;
	int32_t pad;
};

/*
 * A set of indexes, from which the lowest is taken: a bit for each, and above
 * them a bit for each word that is not empty.
 */
struct marks {
	uint64_t *word, *top;
	int32_t ntop;
};

/* A node in a world, beside its value. */
struct cell {
	struct lanes seen; /* its operand's value at the moment before */
	int64_t since;     /* since when it has its value */
};

struct world {
	const struct house *house;
	const struct zone *zone;
	enum world_guard guard;
	size_t size; /* of the block */
	struct world_head *head; /* the block begins here */
	/* nodes */
	uint64_t *rail;   /* of each ref the lanes in which it is true; so
			   * of its mirror those in which it is false */
	struct cell *cell;
	int64_t *state;   /* house.nstate of them, see node.c */
	bool *carried;    /* into this segment: it does not begin anew */
	int32_t *pulse;   /* nodes to look at again at the next moment */
	/* sources */
	double *number;
	int64_t *source_since;
	int64_t *until;   /* when an impulse ends, or TIME_NEVER */
	uint8_t *truth;   /* number sources: TRI_TRUE where known */
	/* devices */
	int64_t *heard;
	int64_t *bad;
	int64_t *messages;
	uint8_t *device;  /* enum device_state */
	/* places and instances */
	int64_t *status_since;
	int32_t *status;
	struct alert *alert;
	struct shelf *shelf; /* of each instance; none in a sweep */
	struct visit *visit; /* of each round, the last; t 0: none */
	struct signed_in *staff; /* STAFF_MAX of them, nstaff in use */
	uint32_t *next_alert; /* of each lane: its next number */
	/* timers: see timers.c */
	int64_t *due;
	int64_t *queued;
	struct deadline *heap;
	/* what the present moment has still to look at */
	struct marks dirty;
};

/* What a moment is told with. */
struct teller {
	event_fn *fn;
	void *arg;
};

static inline void
mark_set(const struct marks *marks, int32_t i)
{
	marks->word[i >> 6] |= UINT64_C(1) << (i & 63);
	marks->top[i >> 12] |= UINT64_C(1) << (i >> 6 & 63);
}

/* Takes the lowest if that is below end, or returns -1. */
static inline int32_t
mark_take(const struct marks *marks, int32_t end)
{
	for (int32_t top = 0; top < marks->ntop; top++) {
		uint64_t words = marks->top[top], bits;
		int32_t word, i;

		if (words == 0)
			continue;
		word = top * 64 + __builtin_ctzll(words);
		bits = marks->word[word];
		i = word * 64 + __builtin_ctzll(bits);
		if (i >= end)
			return -1;
		bits &= bits - 1;
		marks->word[word] = bits;
		/* Without a branch: it would be guessed wrong half the time. */
		marks->top[top] ^= (uint64_t)(bits == 0) << (word & 63);
		return i;
	}
	return -1;
}

/*
 * Marks: nodes, places and instances have one row of indexes, in this order,
 * and the lowest is taken first. So a node, which marks only what comes after
 * it, is evaluated once, and all that depends on nodes after all of them.
 */
static inline int32_t
place_mark(const struct world *w, int32_t place)
{
	return w->house->nnode + place;
}

static inline int32_t
instance_mark(const struct world *w, int32_t instance)
{
	return w->house->nnode + w->house->nplace + instance;
}

static inline uint64_t
all_lanes(const struct world *w)
{
	return UINT64_MAX >> (LANES_MAX - w->house->nlane);
}

static inline struct lanes
ref_lanes(const struct world *w, node_ref ref)
{
	return (struct lanes){w->rail[ref], w->rail[ref ^ 1]};
}

static inline struct lanes
value_of(const struct world *w, int32_t node)
{
	return ref_lanes(w, node << 1);
}

static inline void
value_set(struct world *w, int32_t node, struct lanes v)
{
	w->rail[node << 1] = v.t;
	w->rail[node << 1 | 1] = v.f;
}

static inline bool
ref_is_false(const struct world *w, node_ref ref)
{
	return w->rail[ref ^ 1] == UINT64_MAX;
}

static inline uint8_t
ref_value(const struct world *w, node_ref ref, int lane)
{
	return lane_value(ref_lanes(w, ref), lane);
}

#endif
