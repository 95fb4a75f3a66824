/* SPDX-License-Identifier: Apache-2.0 */
#include "home.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/frame.h"
#include "ui/tty.h"

char *
path_of(const char *name)
{
	const char *dir = getenv("srcdir");

	return xasprintf("%s/tests/screens/%s", dir != NULL ? dir : ".", name);
}

char *
screen_of(struct home *home, int rows, int cols)
{
	struct frame frame;
	struct str out;

	frame_init(&frame, rows, cols);
	ui_view(&home->ui, &frame);
	str_init(&out);
	frame_dump(&frame, &out);
	frame_release(&frame);
	return out.s;
}

void
home_open(struct home *home, const char *conf_name,
    const char *night_name, int64_t t)
{
	struct faults faults = {0};
	char *conf = path_of(conf_name), *night = path_of(night_name);
	struct err err;

	*home = (struct home){0};
	home->conf = conf_load(conf, CONF_WITHOUT_SECRETS, &faults);
	faults_tell(&faults, stderr);
	faults_release(&faults);
	ck_assert_ptr_nonnull(home->conf);
	home->recording = recording_open(night, home->conf, GUARD_RECORDED,
	    true, NULL, NULL, &err);
	ck_assert_msg(home->recording != NULL, "%s", err.text);
	recording_survey(home->recording, 16, 8);
	recording_seek(home->recording, t, ui_log_event, ui_log_truncate,
	    &home->log);
	ui_init(&home->ui);
	home->ui.conf = home->conf;
	home->ui.world = recording_world(home->recording);
	home->ui.log = &home->log;
	home->ui.now = t;
	home->ui.heartbeat = t - 4000;
	home->ui.last_reading = t - 2000;
	home->ui.broker = true;
	strcpy(home->ui.by, "KM");
	free(screen_of(home, 24, 80));
	free(conf);
	free(night);
}

void
home_end(struct home *home)
{
	ui_log_release(&home->log);
	world_free(home->own);
	recording_free(home->recording);
	conf_free(home->conf);
}

void
speak(const char *language)
{
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("LANGUAGE", language, 1);
	tty_locale(language, "");
}

struct ui_request
press(struct home *home, int32_t key)
{
	return ui_key(&home->ui, key);
}

void
press_all(struct home *home, const int32_t *keys)
{
	for (; *keys != 0; keys++)
		press(home, *keys);
}

char *
read_text(const char *path)
{
	struct str out;
	char buf[4096];
	size_t n;
	FILE *from = fopen(path, "r");

	str_init(&out);
	while (from != NULL && (n = fread(buf, 1, sizeof(buf), from)) > 0)
		str_addn(&out, buf, n);
	if (from != NULL)
		fclose(from);
	return out.s;
}

static void
write_text(const char *path, const char *text)
{
	FILE *to = fopen(path, "w");

	ck_assert_msg(to != NULL, "cannot write '%s'", path);
	fputs(text, to);
	ck_assert_int_eq(fclose(to), 0);
}

/* Row by row: what was wanted where they differ, and what came. */
static void
tell_difference(const char *name, const char *wanted, const char *came)
{
	fprintf(stderr, "# screen %s:\n", name);
	for (int row = 0; *wanted != '\0' || *came != '\0'; row++) {
		size_t n = strcspn(wanted, "\n"), m = strcspn(came, "\n");

		if (n != m || memcmp(wanted, came, n) != 0)
			fprintf(stderr, "#  %2d -%.*s\n#  %2d +%.*s\n", row,
			    (int)n, wanted, row, (int)m, came);
		wanted += n + (wanted[n] == '\n');
		came += m + (came[m] == '\n');
	}
}

static bool
is_golden(const struct golden *g, const char *conf, const char *night)
{
	char name[64], *path, *wanted, *came;
	const char *mode = getenv("NATVAGT_SCREENS");
	struct home home;
	bool same = true;

	home_open(&home, conf, night, g->t);
	home.ui.ascii = g->ascii;
	if (g->change != NULL)
		g->change(&home);
	press_all(&home, g->keys);
	came = screen_of(&home, g->rows, g->cols);
	snprintf(name, sizeof(name), "%s.txt", g->name);
	path = path_of(name);
	wanted = read_text(path);
	if (mode != NULL && strcmp(mode, "write") == 0)
		write_text(path, came);
	else if (strcmp(wanted, came) != 0)
		same = false;
	if (!same)
		tell_difference(g->name, wanted, came);
	free(path);
	free(wanted);
	free(came);
	home_end(&home);
	return same;
}

int
goldens_changed(const struct golden *golden, int n, const char *language,
    const char *conf, const char *night)
{
	int changed = 0;

	speak(language);
	for (int i = 0; i < n; i++)
		if (strcmp(golden[i].language, language) == 0)
			changed += !is_golden(&golden[i], conf, night);
	return changed;
}
