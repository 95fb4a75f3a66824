/* SPDX-License-Identifier: Apache-2.0 */
/* A case in natvagt's own words: configuration, messages, and what is told. */
#include "oracle.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static void
signal_text(const struct o_expr *e, struct str *out)
{
	if (e->signal == O_SILENCE)
		str_add(out, "silent");
	else
		str_addc(out, o_signal[e->signal]);
	if (e->at != 0)
		str_addf(out, "@%s", o_at[e->at]);
	if (e->op == O_CMP)
		str_addf(out, " %s %d", o_cmp[e->cmp], e->n);
}

/* (a word b), (a word 5ms): in brackets, always. */
static void
infix_text(const struct o_case *c, const struct o_expr *e, const char *word,
    struct str *out)
{
	str_addc(out, '(');
	o_expr_text(c, e->a, out);
	str_addf(out, " %s ", word);
	if (e->b >= 0)
		o_expr_text(c, e->b, out);
	else
		str_addf(out, "%dms", (int)e->d);
	str_addc(out, ')');
}

void
o_expr_text(const struct o_case *c, int node, struct str *out)
{
	static const char *const word[O_OPS] = {
		[O_TRUE] = "true", [O_FALSE] = "false", [O_NIGHT] = "night",
		[O_DEF] = "x", [O_NOT] = "(not ", [O_KNOWN] = "known",
		[O_RISE] = "rise", [O_FALL] = "fall", [O_FOR] = "for",
		[O_WITHIN] = "within", [O_AND] = "and", [O_OR] = "or",
		[O_SINCE] = "since",
	};
	const struct o_expr *e = &c->node[node];

	switch (e->op) {
	case O_SIG:
	case O_CMP:
		signal_text(e, out);
		return;
	case O_TIME:
		str_addf(out, "time(%s)", o_span[e->span]);
		return;
	case O_COUNT:
		str_add(out, "(count(");
		o_expr_text(c, e->a, out);
		str_addf(out, ", %dms) %s %d)", (int)e->d, o_cmp[e->cmp],
		    e->n);
		return;
	case O_FOR:
	case O_WITHIN:
	case O_AND:
	case O_OR:
	case O_SINCE:
		infix_text(c, e, word[e->op], out);
		return;
	case O_NOT:
	case O_KNOWN:
	case O_RISE:
	case O_FALL:
		str_addf(out, "%s(", word[e->op]);
		o_expr_text(c, e->a, out);
		str_add(out, e->op == O_NOT ? "))" : ")");
		return;
	default:
		str_add(out, word[e->op]);
		return;
	}
}

static void
read_text(char signal, int64_t hold, struct str *out)
{
	str_addf(out, "{ signal = \"%c\"; at = \"/%c\"; ", signal, signal);
	if (signal == 'n')
		str_add(out, "number = true; }");
	else if (signal == 'c')
		str_addf(out, "on = \"press\"; hold = \"%dms\"; }", (int)hold);
	else
		str_add(out, "on = \"true\"; off = \"false\"; }");
}

static void
reads_text(const char *signals, int64_t hold, struct str *out)
{
	str_add(out, "reads = ( ");
	for (const char *s = signals; *s != '\0'; s++) {
		str_add(out, s > signals ? ",\n      " : "");
		read_text(*s, hold, out);
	}
	str_add(out, " ); }");
}

static void
house_text(const struct o_case *c, struct str *out)
{
	const char *comma = "";

	str_addf(out, "site: { id = \"oracle\"; name = \"Oracle\";"
	    " zone = \"Europe/Copenhagen\"; language = \"en\";"
	    " night = \"%s\"; };\n"
	    "broker: { host = \"127.0.0.1\"; port = 1883; grace = \"%dms\"; };"
	    "\nplaces = (", o_span[c->night], (int)c->grace);
	for (int p = 1; p < O_ROOMS; p++) {
		str_addf(out, "%s\n  { id = \"%s\"; ", comma, o_place[p].id);
		if (o_place[p].kind != NULL)
			str_addf(out, "kind = \"%s\"; ", o_place[p].kind);
		if (o_place[p].within > 0)
			str_addf(out, "within = \"%s\"; ",
			    o_place[o_place[p].within].id);
		str_addc(out, '}');
		comma = ",";
	}
	/* So that a signal that no device here reads is known. */
	str_add(out, " );\ntypes = ( { id = \"all\"; ");
	reads_text(o_signal, c->hold, out);
	str_add(out, " );\ndevices = (");
	comma = "";
	for (int i = 0; i < O_DEVICES; i++) {
		if (!c->device[i])
			continue;
		str_addf(out, "%s\n  { id = \"%s\"; topic = \"%s\";"
		    " availability = \"%s/up\"; place = \"%s\";"
		    " every = \"%dms\";\n    ", comma, o_device[i].id,
		    o_device[i].id, o_device[i].id,
		    o_place[o_device[i].place].id, (int)c->every[i]);
		reads_text(o_device[i].signals, c->hold, out);
		comma = ",";
	}
	str_add(out, " );\n");
}

static void
when_text(const struct o_case *c, int node, struct str *out)
{
	str_add(out, "when = \"");
	o_expr_text(c, node, out);
	str_add(out, "\"; ");
}

static void
wait_text(const char *key, int64_t ms, struct str *out)
{
	if (ms == 0)
		str_addf(out, " %s = \"never\";", key);
	else
		str_addf(out, " %s = \"%lldms\";", key, (long long)ms);
}

static void
rule_text(const struct o_case *c, int i, struct str *out)
{
	const struct o_rule *rule = &c->rule[i];

	str_addf(out, "%s\n  { id = \"r%d\"; each = \"%s\"; ", i > 0 ? "," :
	    "", i, o_kind[rule->each]);
	when_text(c, rule->when, out);
	str_addf(out, "priority = \"%s\"; latch = %s; text = \"R%d\";"
	    " clear_after = \"%dms\";\n   ", o_priority[rule->priority],
	    rule->latch ? "true" : "false", i, (int)rule->clear_after);
	wait_text("escalate_after", rule->escalate_after, out);
	wait_text("attend_within", rule->attend_within, out);
	wait_text("attend_for", rule->attend_for, out);
	str_add(out, " }");
}

static void
overrides_text(const struct o_case *c, struct str *out)
{
	const char *comma = "";

	str_add(out, "override = (");
	for (int i = 0; i < c->nrule; i++) {
		const struct o_rule *rule = &c->rule[i];

		if (!o_has_place(c, o_overridden(rule)) ||
		    rule->override == O_AS_IT_IS)
			continue;
		str_addf(out, "%s\n  { place = \"%s\"; rule = \"r%d\"; ",
		    comma, o_place[o_overridden(rule)].id, i);
		if (rule->until > 0)
			str_addf(out, "until = \"%s\"; ",
			    o_until[rule->until].date);
		if (rule->override == O_NOT_HERE)
			str_add(out, "off = true; ");
		else if (rule->override == O_OUT_OF_SERVICE)
			str_add(out, "out_of_service = \"mended\";"
			    " review = \"2027-01-31\"; ");
		else
			when_text(c, rule->otherwise, out);
		str_addc(out, '}');
		comma = ",";
	}
	str_add(out, " );\n");
}

static void
rounds_text(const struct o_case *c, struct str *out)
{
	str_add(out, "rounds = (");
	for (int i = 0; i < c->nround; i++) {
		const struct o_round *round = &c->round[i];

		str_addf(out, "%s\n  { place = \"%s\"; at = \"%02d:%02d\"; ",
		    i > 0 ? "," : "", o_place[round->place].id,
		    round->at / 60, round->at % 60);
		if (round->skip_status >= 0 || round->skip >= 0)
			str_add(out, "skip_when = \"");
		if (round->skip_status >= 0)
			str_addf(out, "s%d\"; ", round->skip_status);
		else if (round->skip >= 0) {
			o_expr_text(c, round->skip, out);
			str_add(out, "\"; ");
		}
		str_addc(out, '}');
	}
	str_add(out, " );\n");
}

void
o_conf_text(const struct o_case *c, struct str *out)
{
	house_text(c, out);
	if (c->define >= 0) {
		str_add(out, "define = ( { name = \"x\"; is = \"");
		o_expr_text(c, c->define, out);
		str_add(out, "\"; } );\n");
	}
	if (c->attends >= 0) {
		str_add(out, "staff: { attends = \"");
		o_expr_text(c, c->attends, out);
		str_add(out, "\"; };\n");
	}
	str_add(out, "statuses = (");
	for (int i = 0; i < c->nstatus; i++) {
		str_addf(out, "%s\n  { id = \"s%d\"; each = \"%s\"; ",
		    i > 0 ? "," : "", i, o_kind[c->status[i].each]);
		when_text(c, c->status[i].when, out);
		str_addf(out, "mark = \"%d\"; label = \"S%d\"; }", i, i);
	}
	str_add(out, " );\nrules = (");
	for (int i = 0; i < c->nrule; i++)
		rule_text(c, i, out);
	str_add(out, " );\n");
	overrides_text(c, out);
	rounds_text(c, out);
}

void
o_topic(const struct o_message *m, struct str *out)
{
	static const char *const own[] = {[O_BROKER] = "broker",
	    [O_TICK] = "tick", [O_CLOCK] = "clock", [O_START] = "start",
	    [O_ACTION] = "action"};

	if (m->kind == O_READ)
		str_add(out, o_device[m->device].id);
	else if (m->kind == O_AVAILABLE)
		str_addf(out, "%s/up", o_device[m->device].id);
	else
		str_addf(out, "$natvagt/%s", own[m->kind]);
}

static void
reading_payload(const struct o_message *m, struct str *out)
{
	const char *comma = "";

	str_addc(out, '{');
	for (int s = 0; s < O_SIGNALS; s++) {
		bool on = m->says[s] == O_ON;

		if (m->says[s] == O_SILENT)
			continue;
		str_addf(out, "%s\"%c\":", comma, o_signal[s]);
		if (o_signal[s] == 'n')
			str_addf(out, "%d", m->number);
		else if (o_signal[s] == 'c')
			str_add(out, on ? "\"press\"" : "\"\"");
		else
			str_add(out, on ? "true" : "false");
		comma = ",";
	}
	str_addc(out, '}');
}

static const char *
action_place(const struct o_message *m)
{
	return m->place == O_PLACES ? "attic" : o_place[m->place].id;
}

static void
instance_payload(const struct o_message *m, struct str *out)
{
	str_addf(out, ",\"rule\":\"r%d\",\"place\":\"%s\"",
	    m->rule == O_RULES ? 9 : m->rule, action_place(m));
}

static void
action_payload(const struct o_message *m, struct str *out)
{
	const char *what = o_what[m->what];

	str_addf(out, "{\"do\":\"%s\"", what);
	if (strcmp(what, "shelve") == 0) {
		instance_payload(m, out);
		str_addf(out, ",\"minutes\":%d,\"reason\":\"%s\"", m->minutes,
		    m->reason ? "being mended" : "");
	} else if (strcmp(what, "unshelve") == 0) {
		instance_payload(m, out);
	} else if (strcmp(what, "visit") == 0) {
		str_addf(out, ",\"place\":\"%s\",\"how\":\"%s\"",
		    action_place(m), o_how[m->how]);
		if (m->at >= 0)
			str_addf(out, ",\"at\":\"%02d:%02d\"", m->at / 60,
			    m->at % 60);
	} else if (strcmp(what, "note") == 0) {
		str_add(out, ",\"text\":\"Awake.\"");
	} else if (strncmp(what, "sign", 4) != 0) {
		str_addf(out, ",\"alert\":%u,\"version\":%u", m->alert,
		    m->version);
		if (m->named != O_UNNAMED)
			instance_payload(m, out);
		if (strcmp(what, "close") == 0)
			str_add(out, ",\"outcome\":1");
	}
	str_add(out, ",\"by\":\"KM\"}");
}

void
o_payload(const struct o_message *m, struct str *out)
{
	if (m->kind == O_READ)
		reading_payload(m, out);
	else if (m->kind == O_AVAILABLE)
		str_add(out, m->on ? "online" : "offline");
	else if (m->kind == O_BROKER)
		str_addf(out, "{\"connected\":%s}", m->on ? "true" : "false");
	else if (m->kind == O_CLOCK)
		str_addf(out, "{\"step_ms\":%d}", m->on ? -3000 : O_LEAP);
	else if (m->kind == O_ACTION)
		action_payload(m, out);
	else
		str_add(out, "{}");
}

static void
stamp_text(int64_t t, struct str *out)
{
	time_t second = (time_t)(t / 1000);
	char buf[32];
	struct tm tm;

	localtime_r(&second, &tm);
	strftime(buf, sizeof(buf), "%Y-%m-%dT%H:%M:%S", &tm);
	str_addf(out, "{\"t\":\"%s.%03d%c%02ld:%02ld\"", buf, (int)(t % 1000),
	    tm.tm_gmtoff < 0 ? '-' : '+', labs(tm.tm_gmtoff) / 3600,
	    labs(tm.tm_gmtoff) / 60 % 60);
}

static void
add_status(int status, struct str *out)
{
	if (status >= 0)
		str_addf(out, "\"s%d\"", status);
	else
		str_add(out, status == -1 ? "\"unseen\"" : "\"none\"");
}

void
o_told_text(const struct o_case *c, const struct o_told *told,
    struct str *out)
{
	stamp_text(told->t, out);
	if (!told->is_alert) {
		str_addf(out, ",\"what\":\"status\",\"place\":\"%s\","
		    "\"status\":", o_place[told->place].id);
		add_status(told->status, out);
		str_add(out, ",\"was\":");
		add_status(told->was, out);
		str_add(out, "}\n");
		return;
	}
	str_addf(out, ",\"what\":\"alert\",\"event\":\"%s\",\"alert\":%u,"
	    "\"version\":%u,", o_event[told->event], told->number,
	    told->version);
	if (told->rule < 0)
		str_add(out, "\"rule\":\"\",\"place\":\"\",\"priority\":\"\"");
	else
		str_addf(out, "\"rule\":\"r%d\",\"place\":\"%s\","
		    "\"priority\":\"%s\"", told->rule,
		    o_place[told->place].id,
		    o_priority[c->rule[told->rule].priority]);
	str_addf(out, ",\"level\":%u}\n", told->level);
}
