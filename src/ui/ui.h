/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The console's own state beside the world, and its two pure halves: keys
 * become requests (ui_key), the state becomes a frame (ui_view). The shell
 * around them (cmd/console.c, cmd/player.c) reads the keys and the clock,
 * folds the news and carries the requests out.
 */
#ifndef NATVAGT_UI_UI_H
#define NATVAGT_UI_UI_H

#include <stdbool.h>
#include <stdint.h>

#include "core/world.h"
#include "read/conf.h"
#include "ui/frame.h"
#include "ui/prompt.h"
#include "ui/theme.h"
#include "ui/trail.h"

enum {
	UI_REASON_SIZE = PROMPT_SIZE, /* the whole of a note */
	UI_NOTICE_SIZE = 256,
};

/* What an entry says by a configuration that is no more; owned by the entry. */
struct ui_was {
	char *place;  /* its id, or NULL */
	char *where;  /* how that was called */
	char *words;
	size_t tail;  /* in words: without the rule of an alert */
	bool technical;
};

/* One line of the log. */
struct ui_entry {
	int64_t t;
	struct event event; /* its action and reason are not kept */
	struct ui_was *was; /* or NULL: its indexes are the present ones */
	bool said;          /* reason has what it says, in words of its own */
	bool staff;         /* somebody's action caused it: … */
	enum action_do did; /* … this one */
	enum visit_how how; /* of a visit */
	char reason[UI_REASON_SIZE]; /* or a note; cleaned; "" for none */
};

struct ui_log {
	struct ui_entry *v; /* owned, oldest first */
	size_t n, cap;
	int64_t forgotten; /* older ones, before the first */
	struct trail trail; /* what is told of signals: no line of the log */
};

enum ui_page {
	UI_PAGE_PLAN, UI_PAGE_DETAIL, UI_PAGE_LOG, UI_PAGE_HELP,
	UI_PAGE_DEVICES,
	UI_PAGE_ROUNDS,
	UI_PAGE_SHEET,
	UI_PAGE_TRUTH, /* replay: the incidents of the truth file */
	UI_PAGE_ASIDE, /* what is set aside: ui/aside.h */
	UI_PAGE_COMPARE, /* replay: what two sets of rules do otherwise */
};
enum ui_ask {
	UI_ASK_NOTHING,
	UI_ASK_QUIT,
	UI_ASK_OUTCOME, /* 0-5 closes the selected alert */
	UI_ASK_TIME,    /* replay: go to a time */
	UI_ASK_FIND,    /* look for something: ui/find.h */
	UI_ASK_KIND,    /* replay: of the incident that is being marked … */
	UI_ASK_REMARK,  /* … and a note to it */
	UI_ASK_DELETE,  /* replay: the chosen incident */
	UI_ASK_NOTE,    /* a note to a room or the shift: ui/note.h */
	UI_ASK_SHELF_RULE,   /* which to put on hold: ui/shelve.h */
	UI_ASK_SHELF_REASON, /* why: one of the usual … */
	UI_ASK_SHELF_TEXT,   /* … or another */
	UI_ASK_SHELF_TIME,   /* for how long */
	UI_ASK_INITIALS, /* who signs in; ui/sign.h */
	UI_ASK_CHANGE,   /* the same, or nothing: signs out */
	UI_ASK_PIN,
	UI_ASKS,
};

/* What the alerts, the log and the devices show, and in which order. */
enum list_show { SHOW_ALL, SHOW_WAITING, SHOW_MINE, SHOW_TECHNICAL, SHOWS };
enum list_sort { SORT_URGENCY, SORT_TIME, SORT_ROOM, SORTS };
enum log_kind {
	LOG_ALL, LOG_ALERTS, LOG_STATUSES, LOG_STAFF, LOG_TECHNICAL, LOG_KINDS,
};

/* What Esc goes back to from a search. */
struct ui_before {
	enum ui_page page;
	int32_t place, instance;
	int plan, scroll;
	int64_t line;
};

struct ui_pages {
	enum list_show show;
	enum list_sort sort;
	enum log_kind kind;
	int32_t room;  /* of a list only this room's lines, or -1 */
	int64_t line;  /* the selected one of a list (ui/lines.h), or -1 */
	enum ui_page back; /* where Esc leads from a detail */
	char sought[PROMPT_SIZE]; /* what was looked for last; "" nothing */
	int hit;       /* on the board: which of those found is chosen */
	struct ui_before before;
};

/* What is being put on hold, and why. */
struct ui_shelving {
	int32_t instance;
	char reason[SHELF_REASON_SIZE];
};

struct recording_alert; /* read/recording.h */

/* Its transport; absent (to == 0) on the live console. */
struct ui_transport {
	int64_t from, to; /* the recording's first and last message */
	bool paused;
	int speed;        /* 1 … 3600: recorded seconds a second … */
	int real;         /* … that are wanted, and that are reached; 0: those */
	int64_t loop_from, loop_to; /* played again and again; 0 and 0: not */
	const struct recording_alert *alert; /* by when they were raised */
	int nalert;
};

/* Which part is in view of a plan that is larger than its area, … */
struct ui_corner {
	int row, col;
	int over;      /* rows that are not in view */
	int plan;      /* … and what it was that */
	int32_t place; /* was selected, on how many */
	int rows, cols;
};

/* What a frame tells back: where it stands, for keys to go on from there. */
struct ui_shape {
	int page;     /* lines that are a page for PgUp and PgDn */
	int scroll;   /* lines of a text above the screen … */
	int over;     /* … and how many there can be */
	int across;   /* tiles beside each other */
	bool under;   /* the alerts are below the plan, not beside it */
	struct ui_corner corner;
};

/* What really happened in a recorded night: an incident of its truth file. */
struct ui_incident {
	int64_t start, end;
	const char *place, *kind, *note; /* place: its id */
};

struct ui_truth {
	const struct ui_incident *v; /* by start */
	int n;
	const char *name; /* of the file; NULL: there cannot be one */
	int bad;          /* lines of it that cannot be read */
	int unsaved;      /* changes that are not in it, … */
	char why[96];     /* … and why not */
	bool can_undo;
};

/* An alert that two sets of rules do not raise at the same moment. */
struct ui_difference {
	int64_t raised[2]; /* by the first and the other; TIME_NEVER: not */
	const char *place, *text; /* place: its id */
	enum priority priority;
};

struct ui_compare {
	const struct ui_difference *v; /* by time */
	int n;
	int same;            /* alerts that both raise at the same moment */
	const char *name[2]; /* of the configurations; NULL: no comparing */
	int shown;           /* whose world is on the screen: 0 or 1 */
};

enum { UI_KIND_SIZE = 64 };

/* The incident that is being marked. */
struct ui_mark {
	bool begun;        /* its start is; the rest is asked for at its end */
	int64_t start, end;
	const char *place; /* its id, in the conf's house */
	char kind[UI_KIND_SIZE], note[PROMPT_SIZE];
	int choice;        /* in the list of kinds, from 0 */
};

/* What a recorded night alone has; but for the mark it is the shell's. */
struct ui_replay {
	struct ui_transport transport;
	struct ui_truth truth;
	struct ui_compare compare; /* of two sets of rules */
	struct ui_mark mark;       /* ui_key()'s own */
};

/* Signing in: ui/sign.h. */
struct ui_sign {
	char initials[STAFF_SIZE]; /* as they were typed */
	char waits[STAFF_SIZE];    /* whose next PIN is not looked at … */
	int64_t wait;              /* … before that; monotonic */
};

/* The note that staff are writing. */
struct ui_note {
	int32_t place; /* or -1: to the shift */
	char text[PROMPT_SIZE];
};

struct sheet;
struct past;

struct ui {
	/* What the shell sets before each call; all borrowed. */
	const struct conf *conf;
	const struct world *world; /* NULL: nothing folded yet */
	const struct ui_log *log;
	const struct frame *shown; /* the last one, for the mouse; or NULL */
	int64_t now;         /* the journal's time, or the replay's */
	int64_t clock;       /* live: the host's; 0: not known */
	int64_t steady;      /* live: the monotonic clock, which nobody sets */
	int64_t heartbeat;   /* live: the last row's time; 0: none yet */
	int64_t last_reading; /* the last sensor's message; 0: none yet */
	bool broker;         /* live: connected, as the journal has it */
	bool read_only;      /* replay: no staff keys */
	struct ui_replay replay;
	bool watches;        /* live: this console runs the collector */
	bool kiosk;          /* the screen closes from outside only */
	const struct past *past; /* earlier nights; or NULL: none are read */
	const struct sheet *sheet; /* the handover as last made, or NULL */
	char by[STAFF_SIZE]; /* who is signed in; "" nobody */
	bool ascii, mono;    /* what the terminal can show */
	bool linear;         /* all of it as lines: ui/linear.h */
	const struct theme *theme; /* how it looks; also ui_key()'s to set */
	char notice[UI_NOTICE_SIZE]; /* ui_say(): one line to the user, … */
	int64_t notice_until; /* … until then (monotonic), or the next key */
	char warning[UI_NOTICE_SIZE]; /* ui_warn(): until the next key alone */

	/* ui_key()'s and ui_view()'s own; all zeros but what ui_init() sets. */
	enum ui_page page;
	enum ui_ask ask;
	int32_t place;    /* the selected room, or -1 */
	int32_t instance; /* the selected alert, or -1; not both */
	int plan;         /* which of the conf's plans is shown */
	bool large;       /* the plan's page shows tiles */
	int64_t muted_until; /* monotonic: the bell is silent … */
	int64_t muted_since, muted_again; /* … for no later struct bell_call */
	uint32_t asked;   /* the number of the alert that is asked about */
	struct ui_shelving shelving;
	struct ui_pages pages;
	struct ui_sign sign;
	bool locked;      /* alerts show and can be taken, nothing else */
	int64_t pressed;  /* the last key; monotonic */
	struct prompt prompt; /* the answer as far as it is typed: ui/ask.h */
	struct ui_note note;
	char conf_seen[65]; /* the hash of the conf that indexes are of */
	struct ui_shape shape;
};

enum ui_do {
	UI_DO_NOTHING,
	UI_DO_REDRAW,
	UI_DO_REPAIR, /* draw all anew: something else wrote on the screen */
	UI_DO_QUIT,
	UI_DO_HANDOVER, /* make `sheet` anew */
	UI_DO_ACTION, /* write `action` (alert, version, rule, place, by set) */
	UI_DO_PAUSE,  /* toggle */
	UI_DO_STEP,   /* one message on */
	UI_DO_STEP_BACK,
	UI_DO_SEEK,   /* by `ms` */
	UI_DO_GOTO,   /* to `ms` */
	UI_DO_VISIT,  /* to `ms`, paused, to look at `place` or what began */
	UI_DO_FASTER,
	UI_DO_SLOWER,
	UI_DO_LOOP,   /* from `ms` to `to`; 0 and 0: no more */
	UI_DO_MARK,   /* write the incident ui.replay.mark */
	UI_DO_UNMARK, /* delete the incident `row` */
	UI_DO_UNDO_MARK,
	UI_DO_FLIP,   /* to the other set of rules */
	UI_DO_SIGN_IN,  /* by `initials` and `pin`: sign_forget() when taken */
	UI_DO_SIGN_OUT, /* whoever is signed in */
};

struct ui_request {
	enum ui_do what;
	struct action action[2]; /* in order; two where closing needs taking */
	int naction;
	int64_t ms, to;
	int row;
	const char *place; /* its id, or NULL; as long as the conf */
	const char *initials, *pin; /* as typed; pin "" where none is asked */
};

static inline struct ui_request
ui_do(enum ui_do what)
{
	return (struct ui_request){.what = what};
}

/* Keys beyond characters; code points are themselves. */
enum ui_keycode {
	UI_KEY_ESC = 27,
	UI_KEY_UP = 0x110000, UI_KEY_DOWN, UI_KEY_LEFT, UI_KEY_RIGHT,
	UI_KEY_SHIFT_LEFT, UI_KEY_SHIFT_RIGHT, UI_KEY_PAGE_UP,
	UI_KEY_PAGE_DOWN, UI_KEY_HOME, UI_KEY_END, UI_KEY_RESIZE,
	UI_KEY_BACKSPACE, UI_KEY_BACKTAB, UI_KEY_DELETE,
	UI_KEY_UNKNOWN, /* one that means nothing anywhere */
	/* Added to a character that was pasted: no key that anybody pressed. */
	UI_KEY_PASTED = 0x200000,
};

void ui_init(struct ui *ui);
/*
 * What a key means now. The request's actions point into the conf's house and
 * into ui: they live until either changes.
 */
struct ui_request ui_key(struct ui *ui, int32_t key);
/*
 * What somebody must have read: a line of its own, whose end is a key alone
 * (no mouse, no pasting).
 */
void ui_warn(struct ui *ui, const char *text);
/* Whether what ui_say() said stands yet. */
bool ui_says(const struct ui *ui);
/*
 * A line to the user, the only other way to say one: for 6 s by the clock that
 * nobody sets, in a recording until the next key.
 */
struct ui_request ui_say(struct ui *ui, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/*
 * Another configuration, with the same room, alert and question, as far as it
 * has them. A question that would be another there is closed, which is said.
 */
void ui_move(struct ui *ui, const struct conf *conf);
/* Draws everything; ui->shape is that of the frame. */
void ui_view(struct ui *ui, struct frame *frame);
/*
 * What a fold tells, appended to the log (an event_fn; arg: struct ui_log).
 * Past UI_LOG_MAX entries the older half is forgotten.
 */
enum { UI_LOG_MAX = 16384 };
void ui_log_event(void *log, const struct event *event);
/*
 * Whoever pressed the key twice, while it was being saved, has done it: that
 * the second is refused is no news, and no entry.
 */
bool ui_log_is_echo(const struct event *event);
/* Entries so far, the forgotten ones as well: not every event makes one. */
static inline int64_t
ui_log_count(const struct ui_log *log)
{
	return log->forgotten + (int64_t)log->n;
}
/* The same of what only the console tells, in words of its own. */
void ui_log_say(struct ui_log *log, const struct event *event,
    const char *words);
/*
 * Goes on under another configuration: what is there says what it said under
 * that of ui, and is of the same rooms, as far as the other has them.
 */
void ui_log_move(struct ui_log *log, const struct ui *ui,
    const struct house *to);
/* The first entry of the night that it is at t. */
size_t ui_log_tonight(const struct ui_log *log, const struct zone *zone,
    int64_t t);
/* The last one that tells of an alert, or NULL; also where log is. */
const struct ui_entry *ui_log_last(const struct ui_log *log, uint32_t number);
/*
 * Forgets the entries at or after t (a recording_back; log: struct ui_log).
 */
void ui_log_truncate(void *log, int64_t t);
void ui_log_release(struct ui_log *log);

#endif
