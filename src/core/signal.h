/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kleene's three values, ordered false < unknown < true, so that and is min,
 * or is max and not is the mirror (S. C. Kleene, Introduction to
 * Metamathematics, 1952, section 64).
 *
 * Lanes are 64 of them side by side, for 64 variants of a rule: a bit in t
 * where it is true, in f where it is false, in neither where it is unknown.
 */
#ifndef NATVAGT_CORE_SIGNAL_H
#define NATVAGT_CORE_SIGNAL_H

#include <stdint.h>

enum tri { TRI_FALSE = 0, TRI_UNKNOWN = 1, TRI_TRUE = 2 };

struct lanes {
	uint64_t t, f;
};

enum { LANES_MAX = 64 };

static inline struct lanes
lanes_all(uint8_t a)
{
	return (struct lanes){a == TRI_TRUE ? UINT64_MAX : 0,
	    a == TRI_FALSE ? UINT64_MAX : 0};
}

static inline struct lanes
lanes_not(struct lanes a)
{
	return (struct lanes){a.f, a.t};
}

static inline struct lanes
lanes_and(struct lanes a, struct lanes b)
{
	return (struct lanes){a.t & b.t, a.f | b.f};
}

static inline struct lanes
lanes_or(struct lanes a, struct lanes b)
{
	return (struct lanes){a.t | b.t, a.f & b.f};
}

/* Where they differ. */
static inline uint64_t
lanes_differ(struct lanes a, struct lanes b)
{
	return (a.t ^ b.t) | (a.f ^ b.f);
}

static inline uint8_t
lane_value(struct lanes a, int lane)
{
	return (uint8_t)(TRI_UNKNOWN + (a.t >> lane & 1) - (a.f >> lane & 1));
}

static inline const char *
tri_text(uint8_t a)
{
	return a == TRI_TRUE ? "true" : a == TRI_FALSE ? "false" : "unknown";
}

#endif
