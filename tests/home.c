/* SPDX-License-Identifier: Apache-2.0 */
#include "home.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "read/plan.h"
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

void
as_recording(struct home *home)
{
	struct ui_transport *tr = &home->ui.replay.transport;

	home->ui.read_only = true;
	tr->from = recording_from(home->recording);
	tr->to = recording_to(home->recording);
	tr->speed = 60;
	tr->paused = true;
	tr->alert = recording_alerts(home->recording, &tr->nalert);
}

static const struct ui_incident incidents[] = {
	{AT(1, 12, 0), AT(1, 15, 0), "104", "call", "hjalp på toilettet"},
	{AT(1, 40, 0), AT(2, 10, 0), "kitchen", "uro", ""},
	{AT(2, 17, 0), AT(2, 31, 0), "101", "wandering",
	    "fundet i opholdsstuen, fulgt tilbage og lagt i seng igen"},
};

void
with_truth(struct home *home)
{
	as_recording(home);
	home->ui.replay.truth = (struct ui_truth){.v = incidents, .n = 3,
	    .name = "birken.truth", .bad = 1, .can_undo = true};
}

void
with_large_plan(struct home *home)
{
	struct plan *plan = &home->conf->plan[0];
	struct faults faults = {0};
	char *path = path_of("gaarden.plan"), *text = read_text(path);

	plan_release(plan);
	ck_assert_int_eq(plan_read(plan, "Gården", path, text, strlen(text),
	    home->conf->house, &faults), 0);
	faults_release(&faults);
	free(path);
	free(text);
}

const char *
selected(const struct home *home)
{
	const struct house *house = home->conf->house;

	if (home->ui.instance >= 0)
		return house->rule[house->instance[
		    home->ui.instance].rule].id;
	return home->ui.place < 0 ? "" : house->place[home->ui.place].id;
}

bool
plan_shows(struct home *home, int rows, int cols, const char *text)
{
	char *screen = screen_of(home, rows, cols);
	const char *at = strstr(screen, "\n");
	bool shown = strstr(at, text) != NULL;

	free(screen);
	return shown;
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

void
expect_action(const struct ui_request *r, int i, enum action_do what,
    uint32_t alert, uint32_t version, const char *place)
{
	ck_assert_int_eq(r->what, UI_DO_ACTION);
	ck_assert_int_lt(i, r->naction);
	ck_assert_int_eq(r->action[i].what, what);
	ck_assert_int_eq(r->action[i].alert, alert);
	ck_assert_int_eq(r->action[i].version, version);
	ck_assert_str_eq(r->action[i].place, place);
	ck_assert_str_eq(r->action[i].by, "KM");
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
tell_difference(const char *name, const char *title, const char *wanted,
    const char *came)
{
	fprintf(stderr, "# screen %s %s", name, title);
	for (int row = 0; *wanted != '\0' || *came != '\0'; row++) {
		size_t n = strcspn(wanted, "\n"), m = strcspn(came, "\n");

		if (n != m || memcmp(wanted, came, n) != 0)
			fprintf(stderr, "#  %2d -%.*s\n#  %2d +%.*s\n", row,
			    (int)n, wanted, row, (int)m, came);
		wanted += n + (wanted[n] == '\n');
		came += m + (came[m] == '\n');
	}
}

/* A way to look at a scene. */
struct way {
	const char *language;
	int rows, cols;
	bool ascii;
};

static void
show(const struct scene *scene, struct way way, const char *conf,
    const char *night, struct str *out)
{
	struct home home;
	char *screen;

	home_open(&home, conf, night, scene->t);
	home.ui.ascii = way.ascii;
	if (scene->change != NULL)
		scene->change(&home);
	screen = screen_of(&home, way.rows, way.cols);
	for (const int32_t *key = scene->keys; *key != 0; key++) {
		press(&home, *key);
		free(screen);
		screen = screen_of(&home, way.rows, way.cols);
	}
	str_add(out, screen);
	free(screen);
	home_end(&home);
}

static void
add_title(struct str *out, struct way way)
{
	str_addf(out, "==== %dx%d %s %s\n", way.cols, way.rows,
	    strcmp(way.language, "da") == 0 ? "Danish" : "English",
	    way.ascii ? "ASCII" : "UTF-8");
}

/* What stands below a title; nothing where it is missing. */
static char *
below(const char *text, const char *title)
{
	const char *from = strstr(text, title), *to;

	if (from == NULL)
		return xstrdup("");
	from += strlen(title);
	to = strstr(from, "\n==== ");
	return xasprintf("%.*s", to != NULL ? (int)(to + 1 - from) :
	    (int)strlen(from), from);
}

static bool
is_as_written(const struct scene *scene, const char *written,
    const char *title, const char *screen)
{
	char *wanted = below(written, title);
	bool same = strcmp(wanted, screen) == 0;

	if (!same)
		tell_difference(scene->name, title, wanted, screen);
	free(wanted);
	return same;
}

/* Where nothing is translated there is no Danish to look at. */
static bool
is_spoken(struct way way)
{
#ifdef ENABLE_NLS
	(void)way;
	return true;
#else
	return strcmp(way.language, "da") != 0;
#endif
}

static int
ways_of(const struct scene *scene, struct way way[8])
{
	static const struct { int rows, cols; } usual[] = {{24, 80}, {43, 132}};
	int n = 0;

	for (int i = 0; i < (scene->rows > 0 ? 4 : 8); i++)
		way[n++] = (struct way){
			.language = i & 2 ? "en" : "da",
			.ascii = i & 1,
			.rows = scene->rows > 0 ? scene->rows : usual[i / 4].rows,
			.cols = scene->rows > 0 ? scene->cols : usual[i / 4].cols,
		};
	return n;
}

static int
ways_changed(const struct scene *scene, const char *conf, const char *night,
    const char *written, struct str *all)
{
	struct way way[8];
	int n = ways_of(scene, way), changed = 0;

	for (int i = 0; i < n; i++) {
		struct str title, screen;

		if (!is_spoken(way[i]))
			continue;
		speak(way[i].language);
		str_init(&title);
		str_init(&screen);
		add_title(&title, way[i]);
		show(scene, way[i], conf, night, &screen);
		str_addf(all, "%s%s", title.s, screen.s);
		changed += written != NULL && !is_as_written(scene, written,
		    title.s, screen.s);
		str_release(&title);
		str_release(&screen);
	}
	return changed;
}

int
scenes_changed(const struct scene *scene, int n, const char *conf,
    const char *night)
{
	const char *mode = getenv("NATVAGT_SCREENS");
	bool writes = mode != NULL && strcmp(mode, "write") == 0;
	int changed = 0;

	for (int i = 0; i < n; i++) {
		char *name = xasprintf("%s.txt", scene[i].name);
		char *path = path_of(name), *written = read_text(path);
		struct str all;

		str_init(&all);
		changed += ways_changed(&scene[i], conf, night, writes ? NULL :
		    written, &all);
		if (writes)
			write_text(path, all.s);
		str_release(&all);
		free(written);
		free(path);
		free(name);
	}
	speak("en");
	return changed;
}
