/* SPDX-License-Identifier: Apache-2.0 */
/* The console's pages on a small night (see home.h). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "check_run.h"
#include "home.h"
#include "ui/mark.h"
#include "ui/ui.h"

static void
unheard(struct home *home)
{
	home->ui.world = NULL;
	home->ui.heartbeat = 0;
	home->ui.last_reading = 0;
}

static void
unwatched(struct home *home)
{
	home->ui.heartbeat = AT(2, 13, 20);
}

static void
cut_off(struct home *home)
{
	home->ui.broker = false;
}

/* As the console has it: sensors and signs of life are of the journal's time. */
static void
set_back(struct home *home)
{
	home->ui.clock = home->ui.now - 8 * 60 * MS_SECOND;
}

/* 25 October 2026: the second 02:21 of the night. */
static void
doubled(struct home *home)
{
	home->ui.now = INT64_C(1792891260000);
	home->ui.heartbeat = home->ui.now;
	home->ui.last_reading = home->ui.now - 2000;
}

static void
forgotten(struct home *home)
{
	home->log.forgotten = UI_LOG_MAX / 2;
}

/* A device each that is offline, whose battery is low, that sends rubbish. */
static void
worn(struct home *home)
{
	const struct house *house = home->conf->house;
	int32_t gone = house_device(house, "bed-202");
	int32_t weak = house_device(house, "pir-kitchen");
	struct world *world = world_clone(home->ui.world);

	world_fold(world, &(struct message){.t = NOW, .kind =
	    MESSAGE_AVAILABLE, .heard = &gone, .nheard = 1, .device = gone},
	    ui_log_event, &home->log);
	world_fold(world, &(struct message){.t = NOW, .kind =
	    MESSAGE_READINGS, .heard = &weak, .nheard = 1, .reading =
	    &(struct reading){house_source(house, weak, "battery"), TRI_TRUE,
	    9}, .nreading = 1}, ui_log_event, &home->log);
	world_fold(world, &(struct message){.t = NOW, .kind = MESSAGE_BAD,
	    .device = house_device(house, "door-101"), .step = 3},
	    ui_log_event, &home->log);
	home->ui.now = NOW + 12 * MS_MINUTE;
	home->ui.heartbeat = home->ui.now;
	home->ui.last_reading = home->ui.now - 2000;
	home->ui.world = home->own = world;
}

static const struct ui_difference differences[] = {
	{{AT(0, 50, 0), TIME_NEVER}, "103", "Længe oppe", PRIORITY_LOW},
	{{AT(1, 50, 0), AT(1, 45, 30)}, "kitchen", "Uro i køkkenet",
	    PRIORITY_LOW},
	{{AT(2, 20, 10), AT(2, 22, 10)}, "101", "Ude af boligen",
	    PRIORITY_MEDIUM},
	{{TIME_NEVER, AT(2, 20, 30)}, "104", "Kald", PRIORITY_HIGH},
};

static void
comparing(struct home *home)
{
	with_truth(home);
	home->ui.replay.compare = (struct ui_compare){.v = differences, .n = 4,
	    .same = 7, .name = {"natvagt.conf", "fem-minutter.conf"}};
}

/* The other rules do all the same, and theirs is the world on the screen. */
static void
no_difference(struct home *home)
{
	comparing(home);
	home->ui.replay.compare.n = 0;
	home->ui.replay.compare.shown = 1;
}

/* Half a minute ago somebody marked a start in 101; and one is not saved. */
static void
marking(struct home *home)
{
	with_truth(home);
	home->ui.replay.truth.unsaved = 1;
	strcpy(home->ui.replay.truth.why, "disken er fuld");
	home->ui.replay.mark = (struct ui_mark){.begun = true,
	    .start = home->ui.now - 30 * MS_SECOND, .place = "101"};
}

/* Around and around, and not as fast as wanted. */
static void
looping(struct home *home)
{
	struct ui_transport *tr = &home->ui.replay.transport;

	with_truth(home);
	home->ui.by[0] = '\0';
	tr->paused = false;
	tr->speed = 3600;
	tr->real = 2100;
	tr->loop_from = AT(1, 40, 0);
	tr->loop_to = AT(2, 10, 0);
}

/* Floors whose names do not all fit beside each other. */
static void
long_names(struct home *home)
{
	for (int i = 0; i < home->conf->nplan; i++) {
		free(home->conf->plan[i].name);
		home->conf->plan[i].name = xstrdup("Østfløjen, den nye"
		    " tilbygning mod haven");
	}
}

/* New rules in the small hours; and nobody has been at the keys since. */
static void
warned(struct home *home)
{
	char text[UI_NOTICE_SIZE];

	snprintf(text, sizeof(text), _("%d open alerts are no longer followed,"
	    " their rules are gone: l shows them"), 2);
	ui_warn(&home->ui, text);
	ui_say(&home->ui, _("%s is signed out: %s without a key."), "KM",
	    "15 min");
}

static const struct scene scenes[] = {
	{"plan", NOW, {0}, NULL, 0, 0},
	{"plan-chosen", NOW, {'\t', '\t'}, NULL, 0, 0},
	{"plan-60x16", NOW, {0}, NULL, 16, 60},
	{"small-50x12", NOW, {0}, NULL, 12, 50},
	{"small-40x6", NOW, {0}, NULL, 6, 40},
	{"small-outcome-58x15", NOW, {'\t', 'c'}, NULL, 15, 58},
	{"quiet", AT(0, 30, 0), {0}, NULL, 0, 0},
	{"upstairs", NOW, {'2'}, NULL, 0, 0},
	{"long-names", NOW, {'2'}, long_names, 0, 0},
	{"large", NOW, {'\t'}, with_large_plan, 0, 0},
	{"large-alert", NOW, {'\t', '\t', '\t'}, with_large_plan, 0, 0},
	{"unheard", NOW, {0}, unheard, 0, 0},
	{"unwatched", NOW, {0}, unwatched, 0, 0},
	{"set-back", NOW, {0}, set_back, 0, 0},
	{"warned", NOW, {0}, warned, 0, 0},
	{"warned-60x16", NOW, {0}, warned, 16, 60},
	{"warned-50x12", NOW, {0}, warned, 12, 50},
	{"cut-off", NOW, {0}, cut_off, 0, 0},
	{"doubled", NOW, {0}, doubled, 0, 0},
	{"tiles", NOW, {'b'}, NULL, 0, 0},
	{"tiles-chosen", NOW, {'b', UI_KEY_DOWN, UI_KEY_DOWN}, NULL, 0, 0},
	{"tiles-60x16", NOW, {'b'}, NULL, 16, 60},
	{"tiles-quiet", AT(0, 30, 0), {'b'}, NULL, 0, 0},
	{"tiles-unheard", NOW, {'b'}, unheard, 0, 0},
	{"detail", NOW, {'\t', '\t', '\n'}, NULL, 0, 0},
	{"room", NOW, {'\t', UI_KEY_LEFT, UI_KEY_LEFT, '\n'}, NULL, 0, 0},
	{"log", NOW, {'l'}, NULL, 0, 0},
	{"log-first", NOW, {'l', UI_KEY_HOME}, NULL, 0, 0},
	{"log-alerts", NOW, {'l', 'f', UI_KEY_UP, 'w'}, NULL, 0, 0},
	{"log-find", NOW, {'l', '/', 'K', 0xd8, 'k', '\n', ','}, NULL, 0, 0},
	{"log-forgotten", NOW, {'l'}, forgotten, 0, 0},
	{"devices", NOW, {'d'}, worn, 0, 0},
	{"devices-chosen", NOW, {'d', UI_KEY_DOWN}, worn, 0, 0},
	{"devices-of-room", NOW, {'\t', 'd', 'w'}, worn, 0, 0},
	{"devices-find", NOW, {'d', '/', 'p', 'i', 'r'}, worn, 0, 0},
	{"device", NOW, {'d', '\n'}, worn, 0, 0},
	{"find", NOW, {'/', '1', '0', '4', UI_KEY_DOWN}, NULL, 0, 0},
	{"find-kitchen", NOW, {'/', 'k', 'o', 'e', 'k'}, NULL, 0, 0},
	{"find-nothing", NOW, {'/', 'x', 'y'}, NULL, 0, 0},
	{"filter", NOW, {'f', 'f'}, NULL, 0, 0},
	{"order", NOW, {'f', 'o'}, NULL, 0, 0},
	{"help", NOW, {'?'}, NULL, 0, 0},
	{"help-more", NOW, {'?', UI_KEY_PAGE_DOWN}, NULL, 0, 0},
	{"help-end", NOW, {'?', UI_KEY_END}, NULL, 0, 0},
	{"outcome", NOW, {'\t', 'c'}, NULL, 0, 0},
	{"quit", NOW, {'q'}, NULL, 0, 0},
	{"replay", NOW, {'a'}, as_recording, 0, 0},
	{"replay-help", NOW, {'?'}, as_recording, 0, 0},
	{"replay-time", NOW, {'g', '0', '2', ':', '1'}, as_recording, 0, 0},
	{"replay-loop", AT(2, 0, 0), {0}, looping, 0, 0},
	{"replay-truth", NOW, {'i'}, with_truth, 0, 0},
	{"replay-truth-drop", NOW, {'i', UI_KEY_UP, 'x'}, with_truth, 0, 0},
	{"replay-no-truth", NOW, {'i'}, as_recording, 0, 0},
	{"replay-unsaved", NOW, {'i'}, marking, 0, 0},
	{"replay-kind", NOW, {']'}, marking, 0, 0},
	{"replay-kind-typed", NOW, {']', 'f', 0xe6, 'l', 'd'}, marking, 0, 0},
	{"replay-note", NOW, {']', '2', '\n', 'p', 0xe5, ' ', 'g'}, marking,
	    0, 0},
	{"replay-quit", NOW, {'q'}, marking, 0, 0},
	{"compare", NOW, {'c'}, comparing, 0, 0},
	{"compare-chosen", NOW, {'c', UI_KEY_UP}, comparing, 0, 0},
	{"compare-plan", NOW, {0}, comparing, 0, 0},
	{"compare-same", NOW, {'c'}, no_difference, 0, 0},
};

START_TEST(screens)
{
	ck_assert_int_eq(scenes_changed(scenes, sizeof(scenes) /
	    sizeof(scenes[0]), "house.conf", "birken.night"), 0);
}
END_TEST

CHECK_MAIN("screens", screens)
