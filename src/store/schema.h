/* SPDX-License-Identifier: Apache-2.0 */
/* The journal's tables, and how older ones become present ones. */
#ifndef NATVAGT_STORE_SCHEMA_H
#define NATVAGT_STORE_SCHEMA_H

/* The present schema: the number of steps from nothing. */
enum { SCHEMA = 1 };

/* The SQL that leads from schema n to n + 1. */
const char *schema_step(int n);
/* Asks for 'ok', or how many rows refer to what is not there: nobody sees them. */
extern const char schema_lost[];

#endif
