/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The commands: one file each, wiring only. A command gets argv with its own
 * name first and returns an exit code of sysexits.h. Options common to all
 * are read by cmd_options(), from one table that makes the help as well.
 */
#ifndef NATVAGT_CMD_CMD_H
#define NATVAGT_CMD_CMD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "read/conf.h"
#include "store/journal.h"

/* One option of a command: "-c FILE" is {'c', "conf", "FILE", "…", &s}. */
struct option_spec {
	char letter;        /* 0: none */
	const char *name;   /* "conf" for --conf */
	const char *arg;    /* what to call the argument; NULL: a flag */
	const char *help;
	const char **value; /* set to the argument, … */
	bool *flag;         /* … or to true */
};

struct command {
	const char *name;
	const char *args; /* for the usage line: "NIGHT…" */
	const char *help; /* one line */
	int (*run)(int argc, char **argv);
	bool keeps;       /* a journal: what it makes is not for others */
};

/*
 * Parses options (long and short, anywhere); the table ends with a name of
 * NULL. Returns the number of the other arguments, moved to argv[1..] — or -1
 * after a usage error has been said (exit EX_USAGE), or -2 after --help has
 * been printed (exit 0).
 */
int cmd_options(int argc, char **argv, const struct option_spec *spec,
    const char *args, const char *help);
/* The same for a command without other arguments: never above 0. */
int cmd_no_arguments(int argc, char **argv, const struct option_spec *spec,
    const char *help);
/* An option's whole number, from min to max; the reason names the text. */
int cmd_number(const char *text, int64_t min, int64_t max, int64_t *number,
    struct err *err);

/* Whether that is how a night is named: 2026-11-21. */
bool cmd_is_date(const char *text);

/*
 * The configuration named by -c, else $NATVAGT_CONF, else the installed one.
 * NULL after all its faults have been told on standard error (exit EX_CONFIG).
 */
struct conf *cmd_conf(const char *path, enum conf_use use);
const char *cmd_conf_path(const char *path);
/*
 * NULL after it has been told on standard error why it cannot be opened, and
 * who makes it where there is none; *code is then what to exit with.
 */
struct journal *cmd_journal(const char *path, enum journal_mode mode,
    int *code);

int cmd_check(int argc, char **argv);
int cmd_console(int argc, char **argv);
int cmd_demo(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_handover(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_replay(int argc, char **argv);
int cmd_staff(int argc, char **argv);
int cmd_verify(int argc, char **argv);
int cmd_watch(int argc, char **argv);

#endif
