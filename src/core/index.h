/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a house needs beside what its configuration says in order to be run:
 * which nodes are used, by whom, and where each keeps what it remembers. Used
 * while a house is built, by house.c alone.
 */
#ifndef NATVAGT_CORE_INDEX_H
#define NATVAGT_CORE_INDEX_H

#include "core/house.h"

/* A new timer of the house. */
int32_t index_timer(struct house *house, enum timer_kind kind, int32_t index);
/*
 * The house has its nodes, slots and instances. Drops the nodes that none of
 * them needs; fills user, leaf, and what each node and source says of them.
 */
void index_build(struct house *house);

#endif
