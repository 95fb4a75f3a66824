/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/err.h"
#include "base/log.h"
#include "cmd/cmd.h"

/* What getopt_long() gives back: HELP, or OPTION + the place in the table. */
enum { OPTION_MAX = 24, HELP = 256, OPTION = 257 };

static void
option_help(const struct option_spec *spec, const char *name, const char *args,
    const char *help)
{
	printf("usage: natvagt %s [OPTION…]%s%s\n%s\n\n", name,
	    args[0] != '\0' ? " " : "", args, help);
	for (; spec->name != NULL; spec++) {
		char left[64];

		snprintf(left, sizeof(left), "%s%c%s--%s%s%s",
		    spec->letter != 0 ? "-" : " ",
		    spec->letter != 0 ? spec->letter : ' ',
		    spec->letter != 0 ? ", " : "  ", spec->name,
		    spec->arg != NULL ? " " : "",
		    spec->arg != NULL ? spec->arg : "");
		printf("  %-28s %s\n", left, spec->help);
	}
}

/* The table as getopt_long() wants it. */
static void
option_tables(const struct option_spec *spec, struct option *longs,
    char *shorts)
{
	int n = 0;

	for (; spec[n].name != NULL; n++) {
		bool has = spec[n].arg != NULL;

		BUG_IF(n == OPTION_MAX);
		longs[n] = (struct option){spec[n].name,
		    has ? required_argument : no_argument, NULL, OPTION + n};
		if (spec[n].letter == 0)
			continue;
		*shorts++ = spec[n].letter;
		if (has)
			*shorts++ = ':';
	}
	longs[n] = (struct option){"help", no_argument, NULL, HELP};
	*shorts = '\0';
}

static const struct option_spec *
option_find(const struct option_spec *spec, int c)
{
	if (c >= OPTION)
		return &spec[c - OPTION];
	while (spec->letter != c)
		spec++;
	return spec;
}

/* What getopt_long() says begins as all that we say does. */
static int
next_option(int argc, char **argv, const char *shorts,
    const struct option *longs)
{
	char *name = argv[0], program[] = "natvagt";
	int c;

	argv[0] = program;
	c = getopt_long(argc, argv, shorts, longs, NULL);
	argv[0] = name;
	return c;
}

int
cmd_options(int argc, char **argv, const struct option_spec *spec,
    const char *args, const char *help)
{
	struct option longs[OPTION_MAX + 2] = {0};
	char shorts[2 * OPTION_MAX + 1];
	int c;

	option_tables(spec, longs, shorts);
	optind = 0; /* glibc: begin anew */
	while ((c = next_option(argc, argv, shorts, longs)) != -1) {
		const struct option_spec *found;

		if (c == HELP) {
			option_help(spec, argv[0], args, help);
			return -2;
		}
		if (c == '?') {
			fprintf(stderr, "natvagt: 'natvagt %s --help' tells the"
			    " options\n", argv[0]);
			return -1;
		}
		found = option_find(spec, c);
		if (found->arg != NULL)
			*found->value = optarg;
		else
			*found->flag = true;
	}
	memmove(argv + 1, argv + optind,
	    (size_t)(argc - optind) * sizeof(*argv));
	return argc - optind;
}

int
cmd_no_arguments(int argc, char **argv, const struct option_spec *spec,
    const char *help)
{
	int n = cmd_options(argc, argv, spec, "", help);

	if (n <= 0)
		return n;
	log_line("'%s' is one argument too many", argv[1]);
	return -1;
}

int
cmd_number(const char *text, int64_t min, int64_t max, int64_t *number,
    struct err *err)
{
	long long value;
	char *end;

	errno = 0;
	value = strtoll(text, &end, 10);
	if (end == text || *end != '\0' || errno != 0 || value < min ||
	    value > max)
		return err_set(err, "'%s' is no whole number from %lld to"
		    " %lld", text, (long long)min, (long long)max);
	*number = value;
	return 0;
}

const char *
cmd_conf_path(const char *path)
{
	if (path == NULL)
		path = getenv("NATVAGT_CONF");
	return path != NULL && path[0] != '\0' ? path :
	    SYSCONFDIR "/natvagt/natvagt.conf";
}

struct conf *
cmd_conf(const char *path, enum conf_use use)
{
	struct faults faults = {0};
	struct conf *conf = conf_load(cmd_conf_path(path), use, &faults);

	faults_tell(&faults, stderr);
	faults_release(&faults);
	return conf;
}

struct journal *
cmd_journal(const char *path, enum journal_mode mode, int *code)
{
	struct err err;
	struct journal *journal = journal_open(path, mode, &err);

	if (journal != NULL)
		return journal;
	*code = journal_exit_code(path, mode);
	log_line("%s%s", err.text, *code == EX_NOINPUT ?
	    " ('natvagt watch' makes it)" : "");
	return NULL;
}

bool
cmd_is_date(const char *text)
{
	static const char form[] = "dddd-dd-dd";

	for (size_t i = 0; i < sizeof(form); i++)
		if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' :
		    text[i] != form[i])
			return false;
	return true;
}
