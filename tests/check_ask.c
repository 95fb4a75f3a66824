/* SPDX-License-Identifier: Apache-2.0 */
/* What the console asks, as it goes on under other rules (ui_move()). */
#include "ui/ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check_run.h"
#include "home.h"
#include "ui/select.h"

enum { ESC = 27 };

#define CHANGED "The rules have changed: try again."
#define GONE "What was to be on hold is gone."
#define NOBODY "Nobody signs in here."

static struct home home;
static struct conf *other;
static struct world *world;

static struct conf *
load(const char *path)
{
	struct faults faults = {0};
	struct conf *conf = conf_load(path, CONF_WITHOUT_SECRETS, &faults);

	ck_assert_msg(conf != NULL, "%s", path);
	faults_release(&faults);
	return conf;
}

/* The text with something after the first of a word. */
static char *
with(char *text, const char *word, const char *more)
{
	char *at = strstr(text, word), *new;

	ck_assert_ptr_nonnull(at);
	at += strlen(word);
	new = xasprintf("%.*s%s%s", (int)(at - text), text, more, at);
	free(text);
	return new;
}

/* The same house but for a place and a rule before all others. */
static struct conf *
shifted(void)
{
	static const char *const plans[] = {"stuen.plan", "sal.plan"};
	char folder[] = "/tmp/natvagt-ask-XXXXXX", *file;
	char *path = path_of("house.conf"), *text = read_text(path);
	struct conf *conf;
	FILE *to;

	ck_assert_ptr_nonnull(mkdtemp(folder));
	text = with(text, "places = (",
	    " { id = \"attic\"; kind = \"common\"; },");
	text = with(text, "\nrules = (", " { id = \"awake\"; when = \"not bed\";"
	    " priority = \"low\"; text = \"Oppe\"; },");
	for (int i = 0; i < 2; i++) {
		char *plan = path_of(plans[i]), *from = realpath(plan, NULL);
		char *link = xasprintf("%s/%s", folder, plans[i]);

		ck_assert_int_eq(symlink(from, link), 0);
		free(plan);
		free(from);
		free(link);
	}
	file = xasprintf("%s/house.conf", folder);
	to = fopen(file, "w");
	ck_assert_ptr_nonnull(to);
	fputs(text, to);
	ck_assert_int_eq(fclose(to), 0);
	conf = load(file);
	unlink(file);
	for (int i = 0; i < 2; i++) {
		char *link = xasprintf("%s/%s", folder, plans[i]);

		unlink(link);
		free(link);
	}
	rmdir(folder);
	free(file);
	free(path);
	free(text);
	return conf;
}

/* Another house altogether, where nobody signs in. */
static struct conf *
elsewhere(void)
{
	char *path = path_of("../homes/kasteren.conf");
	struct conf *conf = load(path);

	free(path);
	return conf;
}

static void
begin(struct conf *to)
{
	speak("en");
	other = to;
	other->sign_in = SIGN_IN_NONE;
	home_open(&home, "house.conf", "birken.night", NOW);
	home.conf->sign_in = SIGN_IN_PIN;
}

/* As the shell does it: what is carried has not been folded yet. */
static void
go_on(void)
{
	ui_move(&home.ui, other);
	world = world_new(other->house, &other->zone, GUARD_RECORDED);
	home.ui.world = world;
	free(screen_of(&home, 24, 80));
}

static void
end(void)
{
	home_end(&home);
	world_free(world);
	world = NULL;
	conf_free(other);
}

static int32_t
place(const struct conf *conf, const char *id)
{
	return house_place(conf->house, id);
}

/* About a room or an alert, as far as it is about any. */
static void
open_question(enum ui_ask ask)
{
	struct ui *ui = &home.ui;

	select_room(ui, place(home.conf, "104"));
	ui->note.place = ui->place;
	ui->shelving.instance = house_instance(home.conf->house,
	    "out-at-night", "101");
	ui->pages.before = (struct ui_before){.place = ui->place,
	    .instance = -1, .line = 3};
	ui->asked = 1;
	ask_open(ui, ask);
	if (ask_question(ask) != NULL)
		strcpy(ui->prompt.text, "12");
}

/* ---- every one of them ---- */

/* What is told of one that is over; NULL: it goes on. */
static const struct {
	const char *shifted, *elsewhere;
} told[UI_ASKS] = {
	/* The list that is on the screen is of the rules. */
	[UI_ASK_KIND] = {CHANGED, CHANGED},
	[UI_ASK_DELETE] = {CHANGED, CHANGED},
	[UI_ASK_SHELF_RULE] = {CHANGED, CHANGED},
	[UI_ASK_SHELF_REASON] = {NULL, GONE},
	[UI_ASK_SHELF_TEXT] = {NULL, GONE},
	[UI_ASK_SHELF_TIME] = {NULL, GONE},
	[UI_ASK_INITIALS] = {NULL, NOBODY},
	[UI_ASK_CHANGE] = {NULL, NOBODY},
	[UI_ASK_PIN] = {NULL, NOBODY},
};

static void
expect(enum ui_ask ask, const char *notice)
{
	ck_assert_msg(strcmp(home.ui.notice, notice != NULL ? notice : "") ==
	    0, "question %d: '%s'", ask, home.ui.notice);
	ck_assert_msg(home.ui.ask == (notice != NULL ? UI_ASK_NOTHING : ask),
	    "question %d has become %d", ask, home.ui.ask);
}

START_TEST(goes_on_or_says_why_not)
{
	for (enum ui_ask ask = UI_ASK_QUIT; ask < UI_ASKS; ask++) {
		begin(shifted());
		other->sign_in = SIGN_IN_INITIALS;
		open_question(ask);
		go_on();
		expect(ask, told[ask].shifted);
		press(&home, ESC);
		ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
		end();

		begin(elsewhere());
		open_question(ask);
		go_on();
		expect(ask, told[ask].elsewhere);
		press(&home, ESC);
		ck_assert_int_eq(home.ui.ask, UI_ASK_NOTHING);
		end();
	}
}
END_TEST

START_TEST(is_about_the_same)
{
	begin(shifted());
	open_question(UI_ASK_SHELF_TIME);
	go_on();
	ck_assert_int_eq(home.ui.shelving.instance,
	    house_instance(other->house, "out-at-night", "101"));
	ck_assert_str_eq(press(&home, '2').action[0].rule, "out-at-night");
	end();

	begin(shifted());
	open_question(UI_ASK_NOTE);
	go_on();
	ck_assert_int_eq(home.ui.note.place, place(other, "104"));
	ck_assert_str_eq(home.ui.prompt.text, "12");
	end();
}
END_TEST

/* ---- one by one ---- */

/* What is on no plan is in no room: nothing is offered in its place. */
START_TEST(without_a_room_there_are_no_rules)
{
	struct menu menu;

	begin(elsewhere());
	go_on();
	ck_assert_int_eq(home.ui.place, -1);
	ask_open(&home.ui, UI_ASK_SHELF_RULE);
	ck_assert(ask_menu(&home.ui, &menu));
	ck_assert_int_eq(menu.n, 0);
	end();
}
END_TEST

/* Esc goes back to what was chosen, not to what has its index now. */
START_TEST(a_search_goes_back_to_the_same)
{
	begin(shifted());
	select_room(&home.ui, place(home.conf, "103"));
	press(&home, '/');
	press(&home, 'g');
	press(&home, 'a');
	ck_assert_str_eq(selected(&home), "corridor");
	go_on();
	ck_assert_str_eq(home.ui.prompt.text, "ga");
	ck_assert_int_eq(home.ui.place, place(other, "corridor"));
	press(&home, ESC);
	ck_assert_int_eq(home.ui.place, place(other, "103"));
	end();
}
END_TEST

START_TEST(a_search_goes_back_to_the_same_alert)
{
	const struct ui_before *before = &home.ui.pages.before;
	const struct instance *in;

	begin(shifted());
	press(&home, '\t');
	ck_assert_str_eq(selected(&home), "call");
	press(&home, '/');
	press(&home, '2');
	go_on();
	ck_assert_int_eq(before->place, -1);
	in = &other->house->instance[before->instance];
	ck_assert_str_eq(other->house->rule[in->rule].id, "call");
	ck_assert_str_eq(other->house->place[in->place].id, "104");
	end();

	begin(elsewhere());
	press(&home, '\t');
	press(&home, '/');
	go_on();
	press(&home, ESC);
	ck_assert_int_eq(home.ui.place, -1);
	ck_assert_int_eq(home.ui.instance, -1);
	end();
}
END_TEST

/* Nothing of what was typed is left behind. */
START_TEST(a_pin_that_is_not_wanted_is_forgotten)
{
	begin(elsewhere());
	open_question(UI_ASK_PIN);
	go_on();
	ck_assert_str_eq(home.ui.prompt.text, "");
	end();
}
END_TEST

CHECK_MAIN("ask", goes_on_or_says_why_not, is_about_the_same,
    without_a_room_there_are_no_rules, a_search_goes_back_to_the_same,
    a_search_goes_back_to_the_same_alert,
    a_pin_that_is_not_wanted_is_forgotten)
