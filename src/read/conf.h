/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A configuration, whole: read from a file (and those that it includes),
 * checked and built. conf.c is the only file that knows libconfig.
 */
#ifndef NATVAGT_READ_CONF_H
#define NATVAGT_READ_CONF_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "core/house.h"
#include "core/zone.h"
#include "read/faults.h"
#include "read/map.h"
#include "read/plan.h"

struct broker_conf {
	char *host;
	int port;
	char *user, *password; /* from `secrets`, or NULL; never in `file` */
	char *client;          /* client id; default "natvagt-" site id */
};

/* What is asked of whoever acts at a console. */
enum sign_in { SIGN_IN_NONE, SIGN_IN_INITIALS, SIGN_IN_PIN };

/* A program and its arguments. */
struct alarm_conf {
	char **argv; /* ended by NULL; or NULL: there is none */
};
enum { CONF_PRIORITIES = PRIORITY_HIGH + 1 };

struct conf {
	char *site_id, *site_name, *language, *zone_name;
	const char *theme; /* the console's colours: "dark", … (natvagt.conf(5)) */
	char *journal; /* path of the database; of a kept one as it stands */
	struct broker_conf broker;
	enum sign_in sign_in;
	int64_t lapse; /* ms without a key after which nobody is signed in */
	struct alarm_conf alarm[CONF_PRIORITIES]; /* by enum priority */
	struct zone zone;
	struct house *house;
	struct map *map;
	struct plan *plan;
	int nplan;
	/* As they were read, the main one first, named from its folder. */
	struct named_text *file;
	int nfile;
	char hash[65]; /* SHA-256 over names and bodies, in hex */
};

/*
 * The broker's password is for the collector: who else may not read it. For
 * alerts alone the house has no statuses, which makes it quicker.
 */
enum conf_use { CONF_WITHOUT_SECRETS, CONF_WITH_SECRETS, CONF_ALERTS_ONLY };

/*
 * Returns NULL where there is any fault; all of them are in faults. Nothing
 * is written and nothing started.
 */
struct conf *conf_load(const char *path, enum conf_use use,
    struct faults *faults);
/*
 * The same from files that the journal kept, nfile > 0, the main one first:
 * no other is looked at, and no secrets are read.
 */
struct conf *conf_load_kept(const struct named_text *file, int nfile,
    struct faults *faults);
/* For alerts alone, with one duration in many values; it must be there. */
struct conf *conf_load_sweep(const char *path, const struct sweep_spec *sweep,
    struct faults *faults);
void conf_free(struct conf *conf);

#endif
