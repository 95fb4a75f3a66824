/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "cmd/cmd.h"

/* The first one is the default. */
static const struct command commands[] = {
	{"console", "", "the live floor plan and alerts (the default)",
	    cmd_console, true},
	{"watch", "", "the collector: broker to journal, no screen",
	    cmd_watch, true},
	{"replay", "NIGHT…", "recorded nights on the same screen, or --print",
	    cmd_replay, false},
	{"check", "", "say every fault of the configuration",
	    cmd_check, false},
	{"handover", "[DATE]", "the shift's sheet, from the journal",
	    cmd_handover, false},
	{"export", "[DATE…]", "the journal's nights as night files",
	    cmd_export, false},
	{"import", "FORMAT FILE…", "other recordings as night files",
	    cmd_import, false},
	{"staff", "add|list|…", "who may sign in at a console",
	    cmd_staff, true},
	{"verify", "[HEAD…]", "check the journal, and its audit chain",
	    cmd_verify, false},
	{"demo", "", "a simulated house on a private broker",
	    cmd_demo, true},
};

enum { NCOMMAND = sizeof(commands) / sizeof(commands[0]), ARGS_WIDTH = 14 };

static int
usage(FILE *to)
{
	fputs("usage: natvagt [COMMAND] [-c FILE] [OPTION…]\n\n", to);
	for (int i = 0; i < NCOMMAND; i++)
		fprintf(to, "  %-8s %s%*s %s\n", commands[i].name,
		    commands[i].args,
		    ARGS_WIDTH - text_width(commands[i].args), "",
		    commands[i].help);
	fputs("\n'natvagt COMMAND --help' tells its options; 'man natvagt'"
	    " the rest.\n", to);
	return to == stderr ? EX_USAGE : 0;
}

/* The group may be the service's, of which the consoles' users are. */
static int
run(const struct command *command, int argc, char **argv)
{
	if (command->keeps)
		umask(0007);
	return command->run(argc, argv);
}

/* What was closed must not become a file of ours. */
static void
fill_standard_files(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= STDERR_FILENO);
	close(fd);
}

/* What a command has printed must have come to where it goes. */
static int
check_written(int code)
{
	if (code != 0 || (fflush(stdout) == 0 && !ferror(stdout)))
		return code;
	log_line("cannot write to standard output: %s", strerror(errno));
	return EX_IOERR;
}

static int
run_named(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";

	if (strcmp(name, "--help") == 0 || strcmp(name, "help") == 0)
		return usage(stdout);
	if (strcmp(name, "--version") == 0) {
		puts("natvagt " PACKAGE_VERSION);
		return 0;
	}
	for (int i = 0; i < NCOMMAND; i++)
		if (strcmp(name, commands[i].name) == 0)
			return run(&commands[i], argc - 1, argv + 1);
	if (argc < 2 || name[0] == '-') {
		char *console[] = {(char[]){"console"}, NULL};

		if (argc < 2)
			return run(&commands[0], 1, console);
		argv[0] = console[0];
		return run(&commands[0], argc, argv);
	}
	fprintf(stderr, "natvagt: there is no command '%s'\n", name);
	return usage(stderr);
}

int
main(int argc, char **argv)
{
	fill_standard_files();
	/* Numbers stay as C writes them. */
	setlocale(LC_CTYPE, "");
	setlocale(LC_MESSAGES, "");
	return check_written(run_named(argc, argv));
}
