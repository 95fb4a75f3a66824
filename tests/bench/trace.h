/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A made house and its messages, of any size, from a seed: the benchmarks'
 * own input. Each dwelling has a door, a motion sensor, another in the bath,
 * a bed mat and a call button, under the types of conf/types.conf; there are
 * a corridor with motion sensors and an entrance with a door.
 *
 * It is a throw of dice for load and for comparing programs; nobody could
 * live so. Sensors are chosen by weight (motion sends most), and send their
 * present value again two times of five, as real ones do.
 */
#ifndef NATVAGT_TESTS_TRACE_H
#define NATVAGT_TESTS_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "read/conf.h"
#include "read/decode.h"

struct trace {
	uint64_t seed;   /* not 0 */
	int dwellings;
	int64_t start;   /* ms UTC of the first message */
	int64_t ms;      /* from the first to about the last */
	size_t messages;
	/*
	 * false: what a journal keeps of zigbee2mqtt's JSON, so that few
	 * payloads differ. true: all of it, with a last_seen, so that none
	 * comes twice.
	 */
	bool raw;
	/* Devices read one signal each, not their battery and tamper too. */
	bool bare;
};

/* 21 November 2026, 11:00 UTC: noon in Copenhagen, where the house stands. */
#define TRACE_START INT64_C(1795258800000)
#define TRACE_DAY INT64_C(86400000)

/*
 * Appends the house's configuration, to be written into a file: `conf_dir` is
 * where types.conf and rules.conf lie, which it includes. rules: instead of
 * rules.conf (define, statuses, rules), or NULL. The journal's path and the
 * broker's port may be NULL and 0 where nothing is collected.
 */
void trace_conf(const struct trace *trace, const char *conf_dir,
    const char *rules, const char *journal, int port, struct str *out);

/*
 * The same, loaded: of the shipped types and rules (in $srcdir/conf) where they
 * are asked for. sweep or NULL, as in conf_load_sweep(), whose use is then
 * given. A fault ends the program; conf_free().
 */
struct conf *trace_load(const struct trace *trace, const char *rules,
    enum conf_use use, const struct sweep_spec *sweep);

/* Calls fn for each message in order; the texts live for the call. */
typedef void trace_fn(void *arg, int64_t t, const char *topic,
    const char *payload);
void trace_run(const struct trace *trace, trace_fn *fn, void *arg);
/* One of them as decode() reads it; that it cannot ends the program. */
void trace_decode(struct decoder *decoder, int64_t t, const char *topic,
    const char *payload, struct message *message);

/* Writes them as a night file. */
void trace_write(const struct trace *trace, const char *path);
/* Writes text into a file. */
void trace_file(const char *path, const struct str *text);

#endif
