/* SPDX-License-Identifier: Apache-2.0 */
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "cmd/cmd.h"
#include "cmd/screen.h"
#include "cmd/secret.h"
#include "store/journal.h"
#include "store/pin.h"
#include "store/staff.h"

enum { WRITE_WAIT = 5000, INITIALS_WIDTH = STAFF_SIZE, PIN_WIDTH = 5 };

struct job {
	const struct conf *conf;
	struct journal *journal;
	const char *typed; /* the initials, as they stand on the command line */
	char initials[STAFF_SIZE];
	bool pin, all, json;
};

static int
fail(int code, const struct err *err)
{
	log_line("%s", err->text);
	return code;
}

/* Who changes it. */

/*
 * The account that logged in, which sudo and su do not hide; where nobody has
 * (a service, a container), the one that this runs as.
 */
static uid_t
login_uid(void)
{
	FILE *from = fopen("/proc/self/loginuid", "r");
	unsigned uid = (unsigned)-1;

	if (from != NULL) {
		if (fscanf(from, "%u", &uid) != 1)
			uid = (unsigned)-1;
		fclose(from);
	}
	return uid != (unsigned)-1 ? (uid_t)uid : getuid();
}

static char *
account(void)
{
	uid_t uid = login_uid();
	const struct passwd *passwd = getpwuid(uid);

	return passwd != NULL ? xstrdup(passwd->pw_name) :
	    xasprintf("%u", (unsigned)uid);
}

/* PINs. */

static int
read_pin(const char *prompt, char pin[SECRET_SIZE], struct err *err)
{
	if (secret_read(prompt, pin) == -1)
		return err_set(err, "no PIN was given; nothing is changed");
	return 0;
}

/* One that is no good is told before it is typed again. */
static int
ask_pin(const char *initials, char pin[SECRET_SIZE], struct err *err)
{
	char *prompt = xasprintf(_("New PIN for %s: "), initials);
	char again[SECRET_SIZE] = "";
	int bad = read_pin(prompt, pin, err) == -1 ||
	    pin_check(pin, err) == -1 ? -1 : 0;

	free(prompt);
	if (bad || !secret_is_typed())
		return bad;
	bad = read_pin(_("The same again: "), again, err);
	if (bad == 0 && strcmp(pin, again) != 0)
		bad = err_set(err, "the two PINs are not the same; nothing is"
		    " changed");
	explicit_bzero(again, sizeof(again));
	return bad;
}

/* The changes. */

typedef int change_fn(const struct job *job, const char *pin,
    const struct staff_stamp *stamp, struct err *err);

static int
add(const struct job *job, const char *pin, const struct staff_stamp *stamp,
    struct err *err)
{
	return staff_add(job->journal, job->initials, pin, stamp, err);
}

static int
take_off(const struct job *job, const char *pin,
    const struct staff_stamp *stamp, struct err *err)
{
	(void)pin;
	return staff_remove(job->journal, job->initials, stamp, err);
}

static int
set_pin(const struct job *job, const char *pin,
    const struct staff_stamp *stamp, struct err *err)
{
	return staff_set_pin(job->journal, job->initials, pin, stamp, err);
}

static int
change(const struct job *job, bool with_pin, change_fn *fn)
{
	char pin[SECRET_SIZE] = "", *by;
	struct staff_stamp stamp;
	struct err err;
	int bad;

	if (with_pin && ask_pin(job->initials, pin, &err) == -1)
		return fail(EX_DATAERR, &err);
	by = account();
	stamp = (struct staff_stamp){clock_now(), by, WRITE_WAIT};
	bad = fn(job, with_pin ? pin : NULL, &stamp, &err);
	explicit_bzero(pin, sizeof(pin));
	free(by);
	return bad ? fail(EX_IOERR, &err) : 0;
}

/* Whether they are on the staff: 0 as it should be, or what to exit with. */
static int
check_presence(const struct job *job, bool wanted)
{
	struct staff staff;
	struct err err;
	int rc = staff_find(job->journal, job->initials, &staff, &err);

	if (rc == -1)
		return fail(EX_IOERR, &err);
	if (rc == 1 && !wanted) {
		log_line("'%s' is on the staff already", job->initials);
		return EX_DATAERR;
	}
	if (rc == 0 && wanted) {
		log_line("nobody on the staff is '%s' ('natvagt staff list'"
		    " tells who is)", job->initials);
		return EX_NOUSER;
	}
	return 0;
}

static int
run_add(struct job *job)
{
	int code = check_presence(job, false);

	if (code == 0)
		code = change(job, job->pin, add);
	if (code == 0)
		printf(_("%s added\n"), job->initials);
	if (code == 0 && !job->pin && job->conf->sign_in == SIGN_IN_PIN)
		log_line("signing in takes a PIN here: 'natvagt staff pin %s'"
		    " sets one", job->initials);
	return code;
}

static int
run_remove(struct job *job)
{
	int code = check_presence(job, true);

	if (code == 0)
		code = change(job, false, take_off);
	if (code == 0)
		printf(_("%s removed\n"), job->initials);
	return code;
}

static int
run_pin(struct job *job)
{
	int code = check_presence(job, true);

	if (code == 0)
		code = change(job, true, set_pin);
	if (code == 0)
		printf(_("%s has a new PIN\n"), job->initials);
	return code;
}

/* The list. */

static void
add_time(struct str *out, const struct zone *zone, int64_t t)
{
	struct civil civil = zone_civil(zone, t);

	str_addf(out, "%04d-%02d-%02d %02d:%02d", civil.year, civil.month,
	    civil.day, civil.hour, civil.minute);
}

static void
add_cell(struct str *out, const char *text, int width)
{
	str_addf(out, "%s%*s", text, width - text_width(text), "");
}

/* What stands in their way: "", or after so many wrong PINs until when. */
static void
add_tries(struct str *out, const struct staff *staff,
    const struct zone *zone, int64_t now)
{
	struct civil until = zone_civil(zone, staff->until);

	if (staff->tries > 0)
		str_addf(out, _("  wrong PINs: %d"), staff->tries);
	if (staff_wait(staff, now) > 0)
		str_addf(out, _(", the next not before %02d:%02d:%02d"),
		    until.hour, until.minute, until.second);
}

static void
add_line(struct str *out, const struct staff *staff, const struct zone *zone,
    int64_t now)
{
	add_cell(out, staff->initials, INITIALS_WIDTH);
	add_cell(out, staff->has_pin ? _("yes") : _("no"), PIN_WIDTH);
	add_time(out, zone, staff->added);
	if (staff->removed != 0) {
		str_add(out, _("  removed "));
		add_time(out, zone, staff->removed);
	}
	add_tries(out, staff, zone, now);
	str_addc(out, '\n');
}

static void
add_stamp(struct str *out, const char *key, const struct zone *zone,
    int64_t t)
{
	char stamp[ZONE_STAMP_SIZE];

	zone_stamp(zone, t, stamp);
	if (t != 0)
		str_addf(out, ",\"%s\":\"%s\"", key, stamp);
	else
		str_addf(out, ",\"%s\":null", key);
}

static void
add_json(struct str *out, const struct staff *staff, const struct zone *zone,
    int64_t now)
{
	str_add(out, "{\"initials\":");
	str_add_json(out, staff->initials);
	str_addf(out, ",\"pin\":%s,\"wrong\":%d", staff->has_pin ? "true" :
	    "false", staff->tries);
	add_stamp(out, "waits_until", zone, staff_wait(staff, now) > 0 ?
	    staff->until : 0);
	add_stamp(out, "added", zone, staff->added);
	add_stamp(out, "removed", zone, staff->removed);
	str_add(out, "}\n");
}

static void
print_list(const struct job *job, const struct staff *staff, int n)
{
	int64_t now = clock_now();
	struct str out;

	str_init(&out);
	if (!job->json && n > 0) {
		add_cell(&out, _("INITIALS"), INITIALS_WIDTH);
		add_cell(&out, _("PIN"), PIN_WIDTH);
		str_addf(&out, "%s\n", _("ADDED"));
	}
	for (int i = 0; i < n; i++)
		(job->json ? add_json : add_line)(&out, &staff[i],
		    &job->conf->zone, now);
	fwrite(out.s, 1, out.len, stdout);
	str_release(&out);
}

static int
run_list(struct job *job)
{
	struct staff *staff;
	struct err err;
	int n;

	if (staff_list(job->journal, job->all, &staff, &n, &err) == -1)
		return fail(EX_IOERR, &err);
	if (n == 0)
		log_line("nobody is on the staff yet: 'natvagt staff add"
		    " INITIALS' adds somebody");
	print_list(job, staff, n);
	free(staff);
	return 0;
}

/* What may be done. */

static const struct verb {
	const char *name;
	int (*run)(struct job *job);
	int narg; /* initials, or nothing */
	enum journal_mode mode;
} verbs[] = {
	{"add", run_add, 1, JOURNAL_WRITE},
	{"list", run_list, 0, JOURNAL_READ},
	{"remove", run_remove, 1, JOURNAL_WRITE},
	{"pin", run_pin, 1, JOURNAL_WRITE},
};

static const struct verb *
find_verb(const char *name)
{
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	return NULL;
}

/* The verb of the command line, or NULL after its fault has been told. */
static const struct verb *
read_verb(int n, char **arg, const struct job *job)
{
	const struct verb *verb = n > 0 ? find_verb(arg[0]) : NULL;

	if (verb == NULL)
		log_line("say what to do: 'natvagt staff add', 'list',"
		    " 'remove' or 'pin'");
	else if (n - 1 < verb->narg)
		log_line("'natvagt staff %s' wants initials", verb->name);
	else if (n - 1 > verb->narg)
		log_line("'%s' is one argument too many",
		    arg[verb->narg + 1]);
	else if (job->pin && verb->run != run_add)
		log_line("--pin is for 'natvagt staff add'");
	else if ((job->all || job->json) && verb->run != run_list)
		log_line("--all and --json are for 'natvagt staff list'");
	else
		return verb;
	return NULL;
}

static int
run(const struct verb *verb, struct job *job)
{
	const char *path = job->conf->journal;
	struct err err;
	int code;

	if (verb->narg > 0 &&
	    staff_initials(job->typed, job->initials, &err) == -1)
		return fail(EX_DATAERR, &err);
	job->journal = cmd_journal(path, verb->mode, &code);
	if (job->journal == NULL)
		return code;
	code = verb->run(job);
	journal_close(job->journal);
	return code;
}

int
cmd_staff(int argc, char **argv)
{
	struct job job = {0};
	const char *path = NULL;
	const struct option_spec spec[] = {
		{'c', "conf", "FILE", "the configuration", &path, NULL},
		{0, "pin", NULL, "add: with a PIN, which is asked for", NULL,
		    &job.pin},
		{0, "all", NULL, "list: those who were removed as well", NULL,
		    &job.all},
		{0, "json", NULL, "list: a JSON object for each", NULL,
		    &job.json},
		{0},
	};
	int n = cmd_options(argc, argv, spec, "add|list|remove|pin [INITIALS]",
	    "who may sign in at a console"), code;
	const struct verb *verb;
	struct conf *conf;

	if (n < 0)
		return n == -2 ? 0 : EX_USAGE;
	verb = read_verb(n, argv + 1, &job);
	if (verb == NULL)
		return EX_USAGE;
	conf = cmd_conf(path, CONF_WITHOUT_SECRETS);
	if (conf == NULL)
		return EX_CONFIG;
	screen_locale(conf->language);
	job.conf = conf;
	job.typed = argv[2];
	code = run(verb, &job);
	conf_free(conf);
	return code;
}
