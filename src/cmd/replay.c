/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/replay.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "cmd/cmd.h"
#include "cmd/host.h"
#include "cmd/talk.h"
#include "cmd/print.h"
#include "cmd/screen.h"

enum { PRINT_BUFFER = 1 << 16, SPEED = 60, SPEED_MAX = 3600 };

struct replay {
	const char *conf_path, *compare, *only, *guard, *speed, *at, *theme;
	bool print, linear, strict, no_mouse;
	enum world_guard world_guard;
	struct player_options player;
	struct conf *conf, *other; /* other: to compare with, or NULL */
	size_t bad; /* lines skipped and payloads refused, in all nights */
	size_t unsorted; /* rows that stood out of order, in all nights */
};

/* A night_bad. */
static void
tell_bad(void *arg, const char *path, size_t line, const char *reason)
{
	struct replay *replay = arg;
	struct str clean;

	replay->bad++;
	str_init(&clean);
	text_clean(&clean, path, strlen(path));
	str_addf(&clean, ":%zu: ", line);
	text_clean(&clean, reason, strlen(reason));
	fprintf(stderr, "%s\n", clean.s);
	str_release(&clean);
}

static int
parse_guard(struct replay *replay, struct err *err)
{
	const char *guard = replay->guard != NULL ? replay->guard :
	    replay->compare != NULL ? "model" : "recorded";

	if (strcmp(guard, "model") != 0 && strcmp(guard, "recorded") != 0)
		return err_set(err, "--guard is 'recorded' or 'model', not"
		    " '%s'", guard);
	replay->world_guard = strcmp(guard, "model") == 0 ? GUARD_MODEL :
	    GUARD_RECORDED;
	if (replay->compare != NULL && replay->world_guard != GUARD_MODEL)
		return err_set(err, "--compare goes with --guard model: what"
		    " staff did belongs to the rules that there were");
	return 0;
}

static int
parse_options(struct replay *replay, int nights, struct err *err)
{
	const char *only = replay->only;
	int64_t speed = SPEED;

	if (nights == 0)
		return err_set(err, "no night is named");
	if (replay->print && replay->linear)
		return err_set(err, "--print prints JSON and --linear words:"
		    " one of them");
	if (replay->compare != NULL && replay->linear)
		return err_set(err, "--compare is for the screen or --print,"
		    " not for --linear");
	if (!replay->print && nights > 1)
		return err_set(err, "one night at a time on the screen; --print"
		    " takes several");
	if ((replay->print || replay->linear) && (replay->at != NULL ||
	    replay->speed != NULL || replay->theme != NULL ||
	    replay->no_mouse))
		return err_set(err, "--at, --speed, --theme and --no-mouse are"
		    " for the screen: --print and --linear take the whole"
		    " night");
	if (only != NULL && strcmp(only, "status") != 0 &&
	    strcmp(only, "alert") != 0)
		return err_set(err, "--only is 'status' or 'alert', not '%s'",
		    only);
	if (replay->speed != NULL && cmd_number(replay->speed, 1, SPEED_MAX,
	    &speed, err) == -1)
		return err_prefix(err, "--speed");
	if (screen_check_theme(replay->theme, err) == -1)
		return -1;
	replay->player = (struct player_options){
		.speed = (int)speed,
		.theme = replay->theme,
		.no_mouse = replay->no_mouse,
		.at = replay->at,
	};
	return parse_guard(replay, err);
}

/* The recording, or NULL with the exit code in *code and the reason said. */
static struct recording *
open_night(struct replay *replay, const char *path, int *code)
{
	struct recording *recording;
	struct err err;

	recording = recording_open(path, replay->conf, replay->world_guard,
	    replay->strict, tell_bad, replay, &err);
	if (recording == NULL) {
		log_line("%s", err.text);
		*code = strcmp(path, "-") == 0 || access(path, R_OK) == 0 ?
		    EX_DATAERR : EX_NOINPUT;
		return NULL;
	}
	replay->unsorted += recording_unsorted(recording);
	if (recording_rows(recording) > 0)
		return recording;
	log_line("'%s' is no night: no line of it is a message", path);
	*code = EX_DATAERR;
	recording_free(recording);
	return NULL;
}

/* Another home's night would look like a quiet one. */
static void
tell_unclaimed(const struct recording *recording, const char *path)
{
	if (!recording_claimed(recording))
		log_line("no message of '%s' comes from a device of this"
		    " configuration: is it another home's?", path);
}

static void
tell_counts(const struct replay *replay)
{
	if (replay->unsorted != 0)
		log_line("%zu row%s stood out of order: sorted by time",
		    replay->unsorted, replay->unsorted == 1 ? "" : "s");
	if (replay->bad != 0)
		log_line("%zu bad line%s", replay->bad,
		    replay->bad == 1 ? "" : "s");
}

/* A reader that has gone away is no fault, and nothing to be told. */
static int
check_stdout(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return 0;
	if (errno != EPIPE)
		log_line("cannot write to standard output: %s",
		    strerror(errno));
	return EX_IOERR;
}

/* For the names of both: the first's is where it was found. */
static void
open_versus(const struct replay *replay, struct recording *recording,
    struct versus *versus)
{
	const struct conf *conf[] = {replay->conf, replay->other};
	const char *path[] = {cmd_conf_path(replay->conf_path),
	    replay->compare};

	versus_init(versus, recording, conf, path);
}

/* Leaves nothing of the recording to be printed. */
static void
compare_night(const struct replay *replay, struct recording *recording,
    const struct printer *printer)
{
	struct versus versus;

	open_versus(replay, recording, &versus);
	versus_print(&versus, printer);
	versus_release(&versus);
}

static int
print_night(struct replay *replay, struct printer *printer, const char *path)
{
	int code = 0;
	struct recording *recording = open_night(replay, path, &code);

	if (recording == NULL)
		return code;
	if (replay->other != NULL)
		compare_night(replay, recording, printer);
	while (recording_step(recording, print_event, printer))
		if (ferror(stdout))
			break;
	tell_unclaimed(recording, path);
	recording_free(recording);
	return check_stdout();
}

static int
speak_night(struct replay *replay, const char *path)
{
	int code = 0;
	struct recording *recording = open_night(replay, path, &code);

	if (recording == NULL)
		return code;
	screen_locale(replay->conf->language);
	code = talk_night(recording, replay->conf);
	tell_unclaimed(recording, path);
	recording_free(recording);
	tell_counts(replay);
	return code;
}

static int
print_nights(struct replay *replay, char **path, int n)
{
	static char buffer[PRINT_BUFFER];
	const char *only = replay->only;
	struct printer printer = {
		.to = stdout,
		.house = replay->conf->house,
		.zone = &replay->conf->zone,
		.status = only == NULL || strcmp(only, "status") == 0,
		.alert = only == NULL || strcmp(only, "alert") == 0,
	};
	int code = 0;

	if (!isatty(STDOUT_FILENO))
		setvbuf(stdout, buffer, _IOFBF, sizeof(buffer));
	str_init(&printer.line);
	for (int i = 0; i < n && code == 0; i++)
		code = print_night(replay, &printer, path[i]);
	str_release(&printer.line);
	tell_counts(replay);
	return code == 0 && replay->strict && replay->bad != 0 ? EX_DATAERR :
	    code;
}

static int
show_versus(struct replay *replay, struct recording *recording)
{
	struct versus versus;
	int code;

	open_versus(replay, recording, &versus);
	replay->player.versus = &versus;
	code = player_run(recording, replay->conf, &replay->player);
	versus_release(&versus);
	return code;
}

static int
show_night(struct replay *replay, const char *path)
{
	int code = 0;
	struct recording *recording = open_night(replay, path, &code);

	if (recording == NULL)
		return code;
	replay->player.night = path;
	if (replay->other != NULL) {
		code = show_versus(replay, recording);
	} else {
		recording_survey(recording, RECORDING_COPIES, RECORDING_APART);
		code = player_run(recording, replay->conf, &replay->player);
	}
	tell_unclaimed(recording, path);
	recording_free(recording);
	tell_counts(replay);
	return code;
}

/* The faults of either have been told. */
static int
read_confs(struct replay *replay)
{
	enum conf_use use = replay->print && replay->only != NULL &&
	    strcmp(replay->only, "alert") == 0 ? CONF_ALERTS_ONLY :
	    CONF_WITHOUT_SECRETS;

	replay->conf = cmd_conf(replay->conf_path, use);
	if (replay->conf == NULL || replay->compare == NULL)
		return replay->conf != NULL ? 0 : -1;
	replay->other = cmd_conf(replay->compare, use);
	if (replay->other != NULL)
		return 0;
	conf_free(replay->conf);
	return -1;
}

int
cmd_replay(int argc, char **argv)
{
	struct replay replay = {0};
	const struct option_spec spec[] = {
		{'c', "conf", "FILE", "the configuration", &replay.conf_path,
		    NULL},
		{0, "compare", "FILE", "with other rules on the same night",
		    &replay.compare, NULL},
		{'p', "print", NULL, "no screen: a JSON line an event", NULL,
		    &replay.print},
		{0, "linear", NULL, "no screen: a line of words an event",
		    NULL, &replay.linear},
		{0, "only", "WHAT", "--print: 'status' or 'alert' alone",
		    &replay.only, NULL},
		{0, "guard", "WHO", "whose actions count: 'recorded' or"
		    " 'model'", &replay.guard, NULL},
		{0, "strict", NULL, "bad lines are an error", NULL,
		    &replay.strict},
		{0, "at", "TIME", "begin there, paused: HH:MM[:SS] or RFC 3339",
		    &replay.at, NULL},
		{0, "theme", "NAME", "dark, light, high-contrast or mono",
		    &replay.theme, NULL},
		{0, "no-mouse", NULL, "leave the mouse to the terminal", NULL,
		    &replay.no_mouse},
		{0, "speed", "N", "seconds of the night a second, 1 to 3600",
		    &replay.speed, NULL},
		{0},
	};
	int n = cmd_options(argc, argv, spec, "NIGHT…",
	    "recorded nights on the screen, or as JSON lines");
	struct err err;
	int code;

	if (n < 0)
		return n == -2 ? 0 : EX_USAGE;
	if (parse_options(&replay, n, &err) == -1) {
		log_line("replay: %s", err.text);
		return EX_USAGE;
	}
	if (read_confs(&replay) == -1)
		return EX_CONFIG;
	code = replay.print ? print_nights(&replay, argv + 1, n) :
	    replay.linear ? speak_night(&replay, argv[1]) :
	    show_night(&replay, argv[1]);
	conf_free(replay.other);
	conf_free(replay.conf);
	return code;
}
