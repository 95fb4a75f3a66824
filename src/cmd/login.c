/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/login.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/log.h"
#include "ui/sign.h"

enum {
	WRITE_WAIT = 20,    /* ms in a turn for the journal's write lock */
	AGAIN = 500,        /* ms between two tries */
	TELL_APART = 10000, /* ms between two rows that say who is there */
};

void
login_init(struct login *login, const char *by)
{
	*login = (struct login){.by = by};
}

static void
forget(struct login *login)
{
	login->asks = false;
	explicit_bzero(login->initials, sizeof(login->initials));
	explicit_bzero(login->pin, sizeof(login->pin));
}

void
login_release(struct login *login)
{
	forget(login);
}

const char *
login_by(const struct login *login, const struct ui *ui)
{
	return sign_is_on(ui) ? login->who : ui->locked ? "" : login->by;
}

void
login_ask(struct login *login, struct ui *ui, const struct ui_request *request)
{
	forget(login);
	login->asks = true;
	login->again = INT64_MIN;
	snprintf(login->initials, sizeof(login->initials), "%s",
	    request->initials);
	snprintf(login->pin, sizeof(login->pin), "%s", request->pin);
	sign_forget(ui);
}

/* The journal's answer; -1: it has none yet. */
static int
ask(struct login *login, const struct ui *ui, struct outbox *outbox,
    int64_t now, struct staff_check *check, struct err *err)
{
	struct staff staff;
	int found;

	switch (outbox_open(outbox, err)) {
	case -1:
		return -1;
	case 0:
		return err_set(err, "there is no journal yet");
	}
	found = staff_find(outbox->journal, login->initials, &staff, err);
	login->of = found == 1 ? staff.added : 0;
	if (found != -1 && ui->conf->sign_in == SIGN_IN_PIN)
		return staff_check(outbox->journal, login->initials,
		    login->pin, now, WRITE_WAIT, check, err);
	*check = (struct staff_check){.answer = STAFF_UNKNOWN};
	if (found == 1) {
		check->answer = STAFF_RIGHT;
		memcpy(check->initials, staff.initials,
		    sizeof(check->initials));
	}
	return found == -1 ? -1 : 0;
}

static struct action
row(enum action_do what, const char *by)
{
	return (struct action){.what = what, .by = by,
	    .minutes = MINUTES_NONE};
}

/* Whoever was signed in goes first, in the same transaction. */
static int
tell(const struct login *login, struct outbox *outbox, const char *initials,
    struct err *err)
{
	struct action action[2];
	int n = 0;

	if (strcmp(login->who, initials) == 0)
		return 0;
	if (login->who[0] != '\0')
		action[n++] = row(ACTION_SIGN_OUT, login->who);
	action[n++] = row(ACTION_SIGN_IN, initials);
	return outbox_add(outbox, action, n, err);
}

static int
come(struct login *login, const struct ui *ui, struct outbox *outbox,
    const char *initials, struct err *err)
{
	if (tell(login, outbox, initials, err) == -1)
		return -1;
	snprintf(login->who, sizeof(login->who), "%s", initials);
	login->added = login->of;
	login->showed_pin = ui->conf->sign_in == SIGN_IN_PIN;
	return 0;
}

int
login_out(struct login *login, struct outbox *outbox, struct err *err)
{
	struct action action = row(ACTION_SIGN_OUT, login->who);

	forget(login);
	if (login->who[0] == '\0')
		return 0;
	if (outbox_add(outbox, &action, 1, err) == -1)
		return -1;
	login->who[0] = '\0';
	return 0;
}

static void
try(struct login *login, struct ui *ui, struct outbox *outbox, int64_t now)
{
	struct staff_check check;
	struct err err;

	if (ask(login, ui, outbox, now, &check, &err) == -1 ||
	    (check.answer == STAFF_RIGHT &&
	    come(login, ui, outbox, check.initials, &err) == -1)) {
		if (login->again == INT64_MIN)
			log_line("signing in waits: %s", err.text);
		login->again = ui->steady + AGAIN;
		ui_say(ui, _("%s is being signed in …"), login->initials);
		return;
	}
	login->told = ui->steady;
	forget(login);
	sign_answer(ui, &check);
}

static bool
is_listed(const struct world *world, const char *who)
{
	int n;
	const struct signed_in *staff = world_staff(world, &n);

	for (int i = 0; i < n; i++)
		if (strcmp(staff[i].by, who) == 0)
			return true;
	return n == STAFF_MAX;
}

static void
tell_again(struct login *login, const struct ui *ui, struct outbox *outbox)
{
	struct action action = row(ACTION_SIGN_IN, login->who);
	struct err err;

	if (login->who[0] == '\0' || !outbox_is_empty(outbox) ||
	    ui->steady - login->told < TELL_APART ||
	    is_listed(ui->world, login->who))
		return;
	if (outbox_add(outbox, &action, 1, &err) == 0)
		login->told = ui->steady;
}

/* Whether the staff has them: 1, or 0; -1: that cannot be told now. */
static int
is_on_staff(const struct login *login, struct outbox *outbox)
{
	struct staff staff;
	struct err err;
	int found;

	if (outbox_open(outbox, &err) != 1)
		return -1;
	found = staff_find(outbox->journal, login->who, &staff, &err);
	return found == 1 ? staff.added == login->added : found;
}

/* Who may not be signed in any more goes, and is told why. */
static void
end(struct login *login, struct ui *ui, struct outbox *outbox)
{
	bool pin = ui->conf->sign_in == SIGN_IN_PIN && !login->showed_pin;
	char who[STAFF_SIZE];
	struct err err;

	if (!pin && is_on_staff(login, outbox) != 0)
		return;
	memcpy(who, login->who, sizeof(who));
	if (login_out(login, outbox, &err) == -1)
		log_line("%s", err.text);
	else
		sign_end(ui, who, pin);
}

void
login_turn(struct login *login, struct ui *ui, struct outbox *outbox,
    int64_t now, bool present)
{
	struct err err;

	/* Another configuration may want it otherwise. */
	if (!sign_is_on(ui) && login_out(login, outbox, &err) == -1)
		log_line("%s", err.text);
	if (login->who[0] != '\0')
		end(login, ui, outbox);
	if (login->asks && ui->steady >= login->again)
		try(login, ui, outbox, now);
	if (present && ui->world != NULL)
		tell_again(login, ui, outbox);
}
