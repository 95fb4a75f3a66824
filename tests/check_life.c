/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the console shows of an alert's life: why it was raised, what has
 * become of it, what is set aside, and floods; on a night of its own.
 */
#include <stdlib.h>
#include <string.h>

#include "check_run.h"
#include "home.h"
#include "ui/flood.h"
#include "ui/list.h"
#include "ui/shelve.h"
#include "ui/why.h"
#include "ui/words.h"

enum { ESC = 27 };

#define FLOOD AT(2, 53, 30)

/* What of a room to put on hold; a rule of it is already. */
static void
room_106(struct home *home)
{
	home->ui.place = house_place(home->conf->house, "106");
	press(home, 's');
}

/* Its collector is the only one there is. */
static void
watches(struct home *home)
{
	home->ui.watches = true;
}

static const struct scene scenes[] = {
	{"life-leave", FLOOD, {'q'}, watches, 0, 0},
	{"life-why", NOW, {'\t', '\t', '\n'}, NULL, 0, 0},
	{"life-plan", NOW, {0}, NULL, 0, 0},
	{"life-reason", NOW, {'\t', '\t', 's'}, NULL, 0, 0},
	{"life-rules", NOW, {0}, room_106, 0, 0},
	{"life-time", NOW, {'\t', '\t', 's', '5'}, NULL, 0, 0},
	{"life-flood", FLOOD, {0}, NULL, 0, 0},
	{"life-flood-open", FLOOD, {'\t', '\t', '\t'}, NULL, 0, 0},
	{"life-aside", NOW, {'S'}, NULL, 0, 0},
	{"life-aside-chosen", NOW, {'S', UI_KEY_DOWN}, NULL, 0, 0},
};

START_TEST(screens)
{
	ck_assert_int_eq(scenes_changed(scenes, sizeof(scenes) /
	    sizeof(scenes[0]), "granen.conf", "granen.night"), 0);
}
END_TEST

/* ---- why ---- */

static void
home_at(struct home *home, int64_t t)
{
	speak("en");
	home_open(home, "granen.conf", "granen.night", t);
}

static int32_t
instance_of(const struct home *home, const char *rule, const char *place)
{
	return house_instance(home->conf->house, rule, place);
}

/* All parts, those that hold as they are, others after "no " or "? ". */
static void
ck_why(int64_t t, const char *rule, const char *place, const char *wanted)
{
	struct home home;
	struct whys whys;
	struct str text;
	const struct instance *in;

	home_at(&home, t);
	in = &home.conf->house->instance[instance_of(&home, rule, place)];
	why_make(&whys, home.conf, home.ui.world, in->place, in->when);
	str_init(&text);
	for (size_t i = 0; i < whys.n; i++) {
		str_add(&text, i > 0 ? "; " : "");
		str_add(&text, whys.v[i].truth == TRI_TRUE ? "" :
		    whys.v[i].truth == TRI_FALSE ? "no " : "? ");
		why_line(&whys.v[i], t, &text);
	}
	ck_assert_str_eq(text.s, wanted);
	str_release(&text);
	why_release(&whys);
	home_end(&home);
}

START_TEST(what_made_it_true_comes_first)
{
	ck_why(NOW, "out-at-night", "101", "Gang: motion 10 min 10 s ago;"
	    " door open 10 min 40 s; out of bed 11 min (must last 3 min);"
	    " night 22:00–07:00");
}
END_TEST

/* The last of three minutes is not over: it holds, and does not suffice. */
START_TEST(a_part_says_how_long_it_must_last)
{
	ck_why(AT(2, 11, 0), "out-at-night", "101", "Gang: motion 10 s ago;"
	    " door open 40 s; out of bed 1 min (must last 3 min);"
	    " night 22:00–07:00");
	ck_why(AT(2, 9, 0), "up-long", "101", "between 23:00 and 06:00;"
	    " no in bed 1 h 18 min (must last 20 min)");
}
END_TEST

START_TEST(an_impulse_is_told_as_past)
{
	ck_why(AT(2, 53, 0), "call", "102", "call 55 s ago");
	ck_why(AT(2, 52, 4), "call", "102", "call 4 s");
}
END_TEST

START_TEST(what_cannot_be_seen_names_the_device)
{
	ck_why(NOW, "up-long", "103", "between 23:00 and 06:00;"
	    " ? bed-103: silent, last heard 3 h 21 min ago");
}
END_TEST

START_TEST(a_number_stands_beside_its_limit)
{
	ck_why(NOW, "battery", "101", "battery < 15 (12) 3 h 20 min");
}
END_TEST

static void
ck_words(const char *rule, const char *place, const char *wanted)
{
	struct home home;
	const struct instance *in;
	struct str text;

	home_at(&home, NOW);
	in = &home.conf->house->instance[instance_of(&home, rule, place)];
	str_init(&text);
	why_words(home.conf, in->place, in->when, &text);
	ck_assert_str_eq(text.s, wanted);
	str_clear(&text);
	why_words(home.conf, in->place, in->when ^ 1, &text);
	ck_assert_str_ne(text.s, wanted);
	str_release(&text);
	home_end(&home);
}

START_TEST(a_condition_is_read_aloud)
{
	ck_words("restless", "101", "out of bed 3 times or more in 2 h");
	ck_words("up-long", "101", "between 23:00 and 06:00 and"
	    " out of bed for 20 min");
	ck_words("out-at-night", "101", "night 22:00–07:00 and"
	    " ((out of bed and not (101 bad: motion begins)) ever since"
	    " (door open and Gang, Stue: motion within the last 2 min))"
	    " for 3 min");
}
END_TEST

/* ---- the trail ---- */

static struct trail_span
span_at(const struct home *home, const char *device, const char *signal,
    int64_t from, int64_t to)
{
	const struct house *house = home->conf->house;

	return trail_span(&home->log.trail, home->ui.world, house_source(house,
	    house_device(house, device), signal), from, to);
}

START_TEST(the_trail_knows_every_millisecond)
{
	struct home home;
	struct trail_span span;

	/* In the hall from 02:10:30 to 02:10:50. */
	home_at(&home, NOW);
	span = span_at(&home, "pir-hall", "motion", AT(2, 10, 0), AT(2, 11, 0));
	ck_assert_int_eq(span.on, 20 * MS_SECOND);
	ck_assert_int_eq(span.off, 40 * MS_SECOND);
	span = span_at(&home, "pir-hall", "motion", AT(2, 10, 31),
	    AT(2, 10, 32));
	ck_assert_int_eq(span.on, MS_SECOND);
	span = span_at(&home, "pir-hall", "motion", AT(2, 10, 50),
	    AT(2, 10, 50) + 1);
	ck_assert_int_eq(span.on, 0);
	/* Silent since 23:30, told by nothing but the world itself. */
	span = span_at(&home, "bed-103", "bed", AT(1, 21, 0), NOW);
	ck_assert_int_eq(span.unseen, MS_HOUR);
	home_end(&home);
}
END_TEST

START_TEST(the_trail_follows_a_seek)
{
	struct home home;
	struct trail_span span;

	home_at(&home, NOW);
	recording_seek(home.recording, AT(2, 10, 40), ui_log_event,
	    ui_log_truncate, &home.log);
	home.ui.world = recording_world(home.recording);
	span = span_at(&home, "pir-hall", "motion", AT(2, 10, 0),
	    AT(2, 10, 40));
	ck_assert_int_eq(span.on, 10 * MS_SECOND);
	recording_seek(home.recording, NOW, ui_log_event, ui_log_truncate,
	    &home.log);
	home.ui.world = recording_world(home.recording);
	span = span_at(&home, "pir-hall", "motion", AT(2, 10, 0), AT(2, 11, 0));
	ck_assert_int_eq(span.on, 20 * MS_SECOND);
	home_end(&home);
}
END_TEST

START_TEST(the_trail_keeps_an_hour)
{
	struct trail trail = {0};
	struct event e = {.what = EVENT_SIGNAL, .truth = TRI_TRUE};

	for (e.t = 0; e.t < 10 * MS_HOUR; e.t += MS_SECOND)
		trail_note(&trail, &e);
	ck_assert_uint_lt(trail.n, 9000);
	ck_assert_int_le(trail.v[0].t, e.t - MS_SECOND - TRAIL_MS);
	trail_truncate(&trail, trail.v[0].t);
	ck_assert_uint_eq(trail.n, 0);
	trail_release(&trail);
}
END_TEST

/* ---- words ---- */

START_TEST(how_long_in_two_units)
{
	static const struct {
		int64_t ms;
		const char *text;
	} cases[] = {{0, "0 s"}, {59999, "59 s"}, {60000, "1 min"},
	    {60999, "1 min"}, {61000, "1 min 1 s"},
	    {MS_HOUR - 1, "59 min 59 s"}, {MS_HOUR, "1 h"},
	    {MS_HOUR + MS_MINUTE, "1 h 1 min"}, {2 * MS_DAY, "2 d"},
	    {2 * MS_DAY + MS_HOUR, "2 d 1 h"}, {-5, "0 s"}};
	char buf[WORDS_SIZE];

	speak("en");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		words_span(cases[i].ms, buf);
		ck_assert_str_eq(buf, cases[i].text);
	}
}
END_TEST

/* ---- setting aside ---- */

static void
choose_room(struct home *home, const char *id)
{
	home->ui.instance = -1;
	home->ui.place = house_place(home->conf->house, id);
}

static void
choose_alert(struct home *home, const char *rule, const char *place)
{
	home->ui.place = -1;
	home->ui.instance = instance_of(home, rule, place);
}

static void
ck_shelve(const struct ui_request *r, const char *rule, const char *place,
    int minutes, const char *reason)
{
	ck_assert_int_eq(r->what, UI_DO_ACTION);
	ck_assert_int_eq(r->naction, 1);
	ck_assert_int_eq(r->action[0].what, ACTION_SHELVE);
	ck_assert_str_eq(r->action[0].rule, rule);
	ck_assert_str_eq(r->action[0].place, place);
	ck_assert_str_eq(r->action[0].by, "KM");
	ck_assert_int_eq(r->action[0].minutes, minutes);
	ck_assert_str_eq(r->action[0].note, reason);
	ck_assert_uint_eq(r->action[0].alert, 0);
}

START_TEST(an_alert_is_put_on_hold_by_three_keys)
{
	struct home home;
	struct ui_request r;

	home_at(&home, NOW);
	choose_alert(&home, "out-at-night", "101");
	press(&home, 's');
	press(&home, 'x'); /* means nothing, and ends nothing */
	ck_assert_str_eq(home.ui.notice,
	    "Answer with 1-6. Esc leaves all as it is.");
	press(&home, '3');
	r = press(&home, '2');
	ck_shelve(&r, "out-at-night", "101", 30, "visitors are there");
	ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
	home_end(&home);
}
END_TEST

START_TEST(a_reason_is_typed_and_never_empty)
{
	struct home home;
	struct ui_request r;

	home_at(&home, NOW);
	choose_alert(&home, "out-at-night", "101");
	press_all(&home, (int32_t[]){'s', '6', ' ', '\n', 0});
	ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
	ck_assert_str_eq(home.ui.notice,
	    "Without a reason nothing is put on hold.");
	press_all(&home, (int32_t[]){'s', '6', 'R', 0xf8, 'g', '\n', 0});
	r = press(&home, '1');
	ck_shelve(&r, "out-at-night", "101", 15, "R\u00f8g");
	home_end(&home);
}
END_TEST

START_TEST(a_room_is_asked_which_rule)
{
	struct home home;
	struct ui_request r;

	home_at(&home, NOW);
	choose_room(&home, "106");
	press_all(&home, (int32_t[]){'s', '3', '1', 0});
	r = press(&home, '3');
	ck_shelve(&r, "restless", "106", 60, "staff are with the resident");
	/* What is on hold is taken up again. */
	choose_room(&home, "106");
	press(&home, 's');
	r = press(&home, '2');
	ck_assert_int_eq(r.action[0].what, ACTION_UNSHELVE);
	ck_assert_str_eq(r.action[0].rule, "up-long");
	/* Out of service is the admin's to end: it is not among them. */
	choose_room(&home, "104");
	press(&home, 's');
	press(&home, '3');
	ck_assert_str_eq(home.ui.notice,
	    "Answer with 1-2. Esc leaves all as it is.");
	home_end(&home);
}
END_TEST

START_TEST(a_call_says_why_it_is_never_on_hold)
{
	struct home home;

	home_at(&home, AT(2, 53, 0));
	choose_alert(&home, "call", "102");
	ck_assert(!shelve_can(&home.ui)); /* nor does the foot offer it */
	press(&home, 's');
	ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
	ck_assert_str_eq(home.ui.notice,
	    "A call is never put on hold: somebody must go there.");
	home_end(&home);
}
END_TEST

START_TEST(nothing_selected_is_nothing_put_on_hold)
{
	struct home home;

	home_at(&home, NOW);
	press(&home, 's');
	ck_assert_str_eq(home.ui.notice, "Choose an alert or a room first.");
	home.ui.read_only = true;
	choose_room(&home, "106");
	press(&home, 's');
	ck_assert_str_eq(home.ui.notice, "A recording cannot be changed.");
	home_end(&home);
}
END_TEST

START_TEST(the_page_of_what_is_aside_ends_it)
{
	struct home home;
	struct ui_request r;

	home_at(&home, NOW);
	press(&home, 'S');
	ck_assert_int_eq(home.ui.page, UI_PAGE_ASIDE);
	r = press(&home, 's');
	ck_assert_int_eq(r.action[0].what, ACTION_UNSHELVE);
	ck_assert_str_eq(r.action[0].place, "106");
	press(&home, UI_KEY_DOWN);
	r = press(&home, 's');
	ck_assert_int_eq(r.what, UI_DO_REDRAW);
	ck_assert_str_eq(home.ui.notice,
	    "That is out of service: the configuration says so.");
	press(&home, '\n');
	ck_assert_int_eq(home.ui.page, UI_PAGE_DETAIL);
	ck_assert_int_eq(home.ui.place,
	    house_place(home.conf->house, "104"));
	home_end(&home);
}
END_TEST

/* ---- floods ---- */

static void
ck_flood(struct home *home, int64_t now, int count, bool flood)
{
	struct list list;

	home->ui.now = now;
	ck_assert_int_eq(flood_count(home->ui.world, now), count);
	list_make(&list, &home->ui);
	ck_assert_int_eq(list.flood, flood);
	list_release(&list);
}

/* The first at 02:51:00 and 02:51:01, the last at 02:53:01, :02 and :03. */
START_TEST(more_than_ten_in_ten_minutes_are_a_flood)
{
	struct home home;

	home_at(&home, FLOOD);
	ck_flood(&home, FLOOD, 12, true);
	ck_flood(&home, AT(3, 1, 0), 12, true);
	ck_flood(&home, AT(3, 1, 1), 11, true);
	ck_flood(&home, AT(3, 1, 1) + 1, 10, false);
	ck_flood(&home, AT(2, 53, 2) - 1, 10, false);
	ck_flood(&home, AT(2, 53, 2), 11, true);
	home_end(&home);
}
END_TEST

/* The heads' groups and the rest's rules, in order. */
static void
ck_lines(struct home *home, const char *wanted)
{
	const struct house *house = home->conf->house;
	struct flood_lines lines;
	struct list list;
	struct str text;

	list_make(&list, &home->ui);
	list_show(&list, &home->ui);
	flood_lines(&lines, &list, &home->ui);
	str_init(&text);
	for (size_t i = 0; i < lines.n; i++) {
		const struct flood_line *line = &lines.v[i];
		const struct instance *in = &house->instance[line->instance];

		if (line->group >= 0)
			str_addf(&text, "[%d %d] ", line->group, line->n);
		else
			str_addf(&text, "%s@%s ", house->rule[in->rule].id,
			    house->place[in->place].id);
	}
	ck_assert_str_eq(text.s, wanted);
	str_release(&text);
	flood_release(&lines);
	list_release(&list);
}

START_TEST(what_is_high_or_in_hand_is_never_grouped)
{
	struct home home;
	struct world *world;
	int32_t taken;

	home_at(&home, FLOOD);
	ck_lines(&home, "call@102 [0 6] [1 10] [3 4] ");
	taken = instance_of(&home, "up-long", "204");
	world = world_clone(home.ui.world);
	world_fold(world, &(struct message){.t = FLOOD, .kind =
	    MESSAGE_ACTION, .action = {.what = ACTION_ACK, .by = "KM",
	    .alert = world_alert(world, taken)->number,
	    .version = world_alert(world, taken)->version}}, NULL, NULL);
	home.ui.world = home.own = world;
	ck_lines(&home, "call@102 up-long@204 [0 6] [1 9] [3 4] ");
	home_end(&home);
}
END_TEST

START_TEST(a_group_opens_for_its_selected_alert)
{
	struct home home;

	home_at(&home, FLOOD);
	choose_alert(&home, "restless", "106");
	ck_lines(&home, "call@102 [0 0] up-long@105 out-at-night@101"
	    " up-long@101 up-long@102 restless@104 restless@106 [1 10]"
	    " [3 4] ");
	/* Down from its last one goes on to the next group. */
	press(&home, UI_KEY_DOWN);
	ck_lines(&home, "call@102 [0 6] [1 0] up-long@204 up-long@201"
	    " up-long@202 up-long@203 up-long@206 restless@201 restless@202"
	    " restless@203 restless@206 restless@205 [3 4] ");
	home_end(&home);
}
END_TEST

CHECK_MAIN("life", screens,
    what_made_it_true_comes_first, a_part_says_how_long_it_must_last,
    an_impulse_is_told_as_past, what_cannot_be_seen_names_the_device,
    a_number_stands_beside_its_limit, a_condition_is_read_aloud,
    the_trail_knows_every_millisecond, the_trail_follows_a_seek,
    an_alert_is_put_on_hold_by_three_keys,
    a_reason_is_typed_and_never_empty, a_room_is_asked_which_rule,
    a_call_says_why_it_is_never_on_hold,
    nothing_selected_is_nothing_put_on_hold,
    more_than_ten_in_ten_minutes_are_a_flood,
    what_is_high_or_in_hand_is_never_grouped,
    a_group_opens_for_its_selected_alert, the_page_of_what_is_aside_ends_it, the_trail_keeps_an_hour, how_long_in_two_units)
