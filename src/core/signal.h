/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kleene's three values, ordered false < unknown < true, so that and is min,
 * or is max and not is the mirror (S. C. Kleene, Introduction to
 * Metamathematics, 1952, section 64).
 */
#ifndef NATVAGT_CORE_SIGNAL_H
#define NATVAGT_CORE_SIGNAL_H

#include <stdint.h>

enum tri { TRI_FALSE = 0, TRI_UNKNOWN = 1, TRI_TRUE = 2 };

static inline uint8_t
tri_not(uint8_t a)
{
	return (uint8_t)(TRI_TRUE - a);
}

static inline uint8_t
tri_and(uint8_t a, uint8_t b)
{
	return a < b ? a : b;
}

static inline uint8_t
tri_or(uint8_t a, uint8_t b)
{
	return a > b ? a : b;
}

static inline const char *
tri_text(uint8_t a)
{
	return a == TRI_TRUE ? "true" : a == TRI_FALSE ? "false" : "unknown";
}

#endif
