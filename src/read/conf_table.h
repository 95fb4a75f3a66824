/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The configuration's language as tables: which keys a section has, what each
 * must be and where it goes. conf.c reads by them and knows no key by name;
 * build.c takes what came of it, the draft.
 *
 * A section fills one struct, whose first member is `int pos`: the position
 * of its line, and pos + 1 + i that of its i-th field.
 */
#ifndef NATVAGT_READ_CONF_TABLE_H
#define NATVAGT_READ_CONF_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/house.h"
#include "read/conf_text.h"

enum field_type {
	FIELD_ID,       /* const char *: [A-Za-z0-9_.-]+, not of `words` */
	FIELD_NAME,     /* const char *: as a signal in an expression */
	FIELD_TEXT,     /* const char *: clean, not empty */
	FIELD_POINTER,  /* const char *: clean */
	FIELD_EXPR,     /* const char *: clean but for line breaks and tabs */
	FIELD_SECRET,   /* const char *: not empty */
	FIELD_TOPIC,    /* const char *: to subscribe to, no wildcards */
	FIELD_MARK,     /* char: a printable ASCII character, not ' ' or '?' */
	FIELD_BOOL,     /* bool */
	FIELD_INT,      /* int, from min to max */
	FIELD_WORD,     /* int: which of `words` */
	FIELD_DURATION, /* int64_t ms, from min to max */
	FIELD_LIMIT,    /* the same, or "never": 0 */
	FIELD_DATE,     /* const char *: "2027-01-31", a day that there is */
	FIELD_SPAN,     /* struct tod_span */
	FIELD_IDS,      /* const char **, and how many at `count` */
	FIELD_VALUES,   /* const char **: any text, and how many at `count` */
	FIELD_GROUP,    /* the struct of `section` in its place */
	FIELD_LIST,     /* a pointer to such structs, how many at `count` */
};

struct section;
struct field {
	const char *key;
	enum field_type type;
	bool required;
	bool unique; /* texts: no two alike in a list */
	size_t at, count;
	int64_t min, max; /* texts: max is bytes */
	int64_t fallback; /* INT, WORD, DURATION where the key is not there */
	const char *const *words; /* ended by NULL */
	const struct section *section;
};

struct section {
	const char *what; /* "a device" */
	size_t size;
	const struct field *field;
	int nfield;
};

struct read_draft {
	int pos;
	const char *signal, *at;
	const char **on, **off;
	int non, noff;
	bool number;
	int64_t hold;
};

struct type_draft {
	int pos;
	const char *id;
	int64_t every; /* 0: not given */
	struct read_draft *read;
	int nread;
};

struct device_draft {
	int pos;
	const char *id, *topic, *availability, *type, *place, *technology;
	int64_t every; /* 0: not given */
	struct read_draft *read;
	int nread;
};

struct plan_draft {
	int pos;
	const char *name, *file;
};

struct site_draft {
	int pos;
	const char *id, *name, *zone;
	int language; /* an index in conf_languages */
	struct tod_span night;
};

struct broker_draft {
	int pos;
	const char *host, *client, *secrets;
	int port;
	int64_t grace;
};

struct console_draft {
	int pos;
	int theme; /* an index in conf_themes */
};

struct staff_draft {
	int pos;
	int sign_in; /* enum sign_in */
	int64_t lapses_after;
	const char *attends;
};

struct round_draft {
	int pos;
	const char *place, *skip_when;
	const char **at;
	int nat;
	int64_t late_after;
};

struct override_draft {
	struct override_spec spec; /* its pos comes first */
	const char *until;
};

struct alarms_draft {
	int pos;
	struct {
		const char **arg;
		int narg;
	} command[PRIORITY_HIGH + 1]; /* by enum priority */
};

struct root_draft {
	int pos;
	struct site_draft site;
	struct staff_draft staff;
	struct broker_draft broker;
	struct alarms_draft alarms;
	struct console_draft console;
	const char *journal;
	struct plan_draft *plan;         int nplan;
	struct place_spec *place;        int nplace;
	struct type_draft *type;         int ntype;
	struct device_draft *device;     int ndevice;
	struct define_spec *define;      int ndefine;
	struct status_spec *status;      int nstatus;
	struct rule_spec *rule;          int nrule;
	struct override_draft *override; int noverride;
	struct round_draft *round;       int nround;
};

struct secrets_draft {
	int pos;
	const char *user, *password;
};

extern const struct section conf_section, conf_secrets_section;
extern const char *const conf_languages[], *const conf_themes[];

/* A position's line in the text, and the section whose first it is. */
struct conf_spot {
	int line;
	bool given; /* a key's: it stands there */
	const struct section *section;
};

/* What was read: texts are borrowed from whoever parsed them. */
struct conf_draft {
	struct conf_text *text; /* borrowed */
	struct faults *faults;  /* borrowed */
	bool alerts_only;       /* see struct house_spec */
	const struct sweep_spec *sweep;
	struct conf_spot *spot;
	size_t nspot, spot_cap;
	void **block; /* the drafts' lists, owned */
	size_t nblock, block_cap;
};

/* Positions for a section that begins at a line: returns its pos. */
int draft_spots(struct conf_draft *draft, const struct section *section,
    int line);
/* A list of n structs of that size, all zeros, that lives with the draft. */
void *draft_list(struct conf_draft *draft, size_t n, size_t size);
void draft_release(struct conf_draft *draft);

/* The position of one of a section's keys (its own line where not given). */
int draft_key(const struct conf_draft *draft, int pos, const char *key);
bool draft_given(const struct conf_draft *draft, int pos, const char *key);
void draft_fault(struct conf_draft *draft, int pos, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* "file:line" of a position; the caller frees it. */
char *draft_where(const struct conf_draft *draft, int pos);

/* The field of a section by its key, or -1. */
int section_field(const struct section *section, const char *key, size_t len);
/* The key nearest to a misspelt one, or NULL where none is near. */
const char *section_nearest(const struct section *section, const char *key);

#endif
