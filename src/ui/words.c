/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/words.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"

void
words_age(int64_t now, int64_t since, char buf[WORDS_SIZE])
{
	int64_t age = now > since ? now - since : 0;

	if (since <= 0)
		buf[0] = '\0';
	else if (age < MS_MINUTE)
		snprintf(buf, WORDS_SIZE, _("%d s"), (int)(age / MS_SECOND));
	else if (age < MS_HOUR)
		snprintf(buf, WORDS_SIZE, _("%d min"), (int)(age / MS_MINUTE));
	else if (age < 2 * MS_DAY)
		snprintf(buf, WORDS_SIZE, _("%d h"), (int)(age / MS_HOUR));
	else
		snprintf(buf, WORDS_SIZE, _("%d d"), (int)(age / MS_DAY));
}

/* The first unit by a pattern, and what is left by a smaller one's. */
static void
two_units(int64_t ms, int64_t unit, const char *first, int64_t small,
    const char *second, char buf[WORDS_SIZE])
{
	int n = snprintf(buf, WORDS_SIZE, first, (int)(ms / unit));

	if (ms % unit >= small) {
		buf[n++] = ' ';
		snprintf(buf + n, WORDS_SIZE - (size_t)n, second,
		    (int)(ms % unit / small));
	}
}

void
words_span(int64_t ms, char buf[WORDS_SIZE])
{
	if (ms < MS_MINUTE)
		words_age(ms > 0 ? ms + 1 : 1, 1, buf);
	else if (ms < MS_HOUR)
		two_units(ms, MS_MINUTE, _("%d min"), MS_SECOND, _("%d s"),
		    buf);
	else if (ms < 2 * MS_DAY)
		two_units(ms, MS_HOUR, _("%d h"), MS_MINUTE, _("%d min"), buf);
	else
		two_units(ms, MS_DAY, _("%d d"), MS_HOUR, _("%d h"), buf);
}

void
words_clock(const struct zone *zone, int64_t t, bool seconds,
    char buf[WORDS_SIZE])
{
	struct civil c = zone_civil(zone, t);
	int offset = c.offset / (int)MS_MINUTE;
	int n = snprintf(buf, WORDS_SIZE, "%02d:%02d", c.hour, c.minute);

	if (seconds)
		n += snprintf(buf + n, WORDS_SIZE - (size_t)n, ":%02d",
		    c.second);
	if (zone_doubled(zone, t))
		snprintf(buf + n, WORDS_SIZE - (size_t)n, " %c%02d:%02d",
		    offset < 0 ? '-' : '+', (offset < 0 ? -offset : offset) / 60,
		    (offset < 0 ? -offset : offset) % 60);
}

static const char *const month[] = {N_("Jan"), N_("Feb"), N_("Mar"),
    N_("Apr"), N_("May"), N_("Jun"), N_("Jul"), N_("Aug"), N_("Sep"),
    N_("Oct"), N_("Nov"), N_("Dec")};

void
words_day(const char *iso, char buf[WORDS_SIZE])
{
	int y, m, d;

	if (sscanf(iso, "%d-%d-%d", &y, &m, &d) != 3 || m < 1 || m > 12)
		snprintf(buf, WORDS_SIZE, "%s", iso);
	else
		snprintf(buf, WORDS_SIZE, _("%d %s %d"), d, _(month[m - 1]),
		    y);
}

void
words_date(const struct zone *zone, int64_t t, char buf[WORDS_SIZE])
{
	static const char *const day[] = {N_("Sun"), N_("Mon"), N_("Tue"),
	    N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat")};
	struct civil c = zone_civil(zone, t);

	/* Weekday, day of the month, month. */
	snprintf(buf, WORDS_SIZE, _("%s %d %s"), _(day[c.weekday]), c.day,
	    _(month[c.month - 1]));
}

void
words_when(const struct zone *zone, int64_t now, int64_t t,
    char buf[WORDS_SIZE])
{
	struct civil a = zone_civil(zone, now), b = zone_civil(zone, t);
	char date[WORDS_SIZE], clock[WORDS_SIZE];

	words_clock(zone, t, false, clock);
	if (a.day == b.day && a.month == b.month && a.year == b.year) {
		memcpy(buf, clock, WORDS_SIZE);
		return;
	}
	words_date(zone, t, date);
	snprintf(buf, WORDS_SIZE, "%.60s %.30s", date, clock);
}

const char *
words_marks(enum priority priority)
{
	static const char *const marks[] = {
		[PRIORITY_TECHNICAL] = "..", [PRIORITY_LOW] = "!",
		[PRIORITY_MEDIUM] = "!!", [PRIORITY_HIGH] = "!!!",
	};

	return marks[priority];
}

const char *
words_priority(enum priority priority)
{
	static const char *const words[] = {
		[PRIORITY_TECHNICAL] = N_("technical"),
		[PRIORITY_LOW] = N_("low"), [PRIORITY_MEDIUM] = N_("medium"),
		[PRIORITY_HIGH] = N_("high"),
	};

	return _(words[priority]);
}

struct style
words_priority_style(enum priority priority)
{
	return (struct style){priority == PRIORITY_HIGH ? MEANS_HIGH :
	    priority == PRIORITY_MEDIUM ? MEANS_MEDIUM : MEANS_LOW, 0};
}

int
words_flash(enum priority priority)
{
	return priority == PRIORITY_HIGH ? 250 :
	    priority == PRIORITY_MEDIUM ? 1000 : 0;
}

struct style
words_marks_style(enum priority priority, bool steady, int64_t now)
{
	int lit = words_flash(priority);
	struct style style = words_priority_style(priority);

	if (!steady && lit > 0 && now / lit % 2 != 0)
		return style;
	if (priority == PRIORITY_HIGH)
		style.meaning = MEANS_HIGH_LIT;
	else if (priority == PRIORITY_MEDIUM)
		style.meaning = MEANS_MEDIUM_LIT;
	return style;
}

/* "word", or with somebody's initials the other form, which takes them. */
static void
with_name(char buf[WORDS_SIZE], const char *by, const char *nobody,
    const char *somebody)
{
	if (by[0] == '\0')
		snprintf(buf, WORDS_SIZE, "%s", nobody);
	else
		snprintf(buf, WORDS_SIZE, somebody, by);
}

/* Nobody has it in hand; whoever had did not come; how often staff were told. */
static void
waiting_words(const struct alert *alert, bool latch, char buf[WORDS_SIZE])
{
	if (alert->unattended)
		snprintf(buf, WORDS_SIZE, "%s", _("NOBODY CAME"));
	else if (!alert_is_calling(alert, latch))
		snprintf(buf, WORDS_SIZE, "%s", _("NEW, over now"));
	else if (alert->level > 0)
		snprintf(buf, WORDS_SIZE, _("REMINDER %d"), (int)alert->level);
	else
		snprintf(buf, WORDS_SIZE, "%s", _("NEW"));
}

void
words_state(const struct alert *alert, const struct rule *rule, int64_t now,
    char buf[WORDS_SIZE])
{
	switch (alert->state) {
	case ALERT_RAISED:
	case ALERT_RETURNED:
		waiting_words(alert, rule->latch, buf);
		break;
	case ALERT_TAKEN:
		with_name(buf, alert->by, _("on the way"), _("%s on the way"));
		break;
	case ALERT_ATTENDED:
		if (alert_is_attending(alert, rule, now))
			with_name(buf, alert->by, _("there"),
			    _("%s is there"));
		else
			with_name(buf, alert->by, _("somebody was there"),
			    _("%s was there"));
		break;
	case ALERT_CLOSED:
		snprintf(buf, WORDS_SIZE, "%s", alert->outcome == 0 ?
		    _("how did it go?") : words_outcome(alert->outcome));
		break;
	default:
		buf[0] = '\0';
	}
}

void
words_reminders(const struct alert *alert, const char *before, struct str *out)
{
	if (alert->level == 0)
		return;
	/* That whoever took it did not come is its state. */
	if (alert_is_waiting(alert) && !alert->unattended &&
	    alert->attended == 0)
		str_addf(out, "%s%s", before, _("nobody has come"));
	str_add(out, before);
	str_addf(out, P_("%d reminder", "%d reminders", alert->level),
	    (int)alert->level);
}

void
words_story(const struct alert *alert, const struct rule *rule, int64_t now,
    struct str *out)
{
	struct alert quiet = *alert;
	char words[WORDS_SIZE];

	/* Its reminders are told once, below. */
	quiet.level = 0;
	words_state(&quiet, rule, now, words);
	str_add(out, words);
	if (alert_is_waiting(alert)) {
		words_span(now - alert->raised, words);
		str_add(out, " · ");
		str_addf(out, _("has waited %s"), words);
	}
	words_reminders(alert, " · ", out);
	if (alert->blind && alert_is_open(alert))
		str_addf(out, " · %s", _("cannot be seen any more"));
	if (alert->tonight > 1) {
		str_add(out, " · ");
		str_addf(out, _("number %d tonight"), (int)alert->tonight);
	}
}

static void
closed_words(const struct alert *alert, bool staff, char buf[WORDS_SIZE])
{
	char by[WORDS_SIZE];

	if (staff)
		with_name(by, alert->by, _("closed"), _("closed by %s"));
	else
		snprintf(by, sizeof(by), "%s", _("over, closed by itself"));
	if (alert->outcome == 0)
		memcpy(buf, by, WORDS_SIZE);
	else
		snprintf(buf, WORDS_SIZE, "%.40s: %.50s", by,
		    words_outcome(alert->outcome));
}

void
words_event(enum alert_event event, const struct alert *alert, bool staff,
    bool latch, char buf[WORDS_SIZE])
{
	static const char *const plain[] = {
		[ALERT_EVENT_RAISED] = N_("new alert"),
		[ALERT_EVENT_RETRIGGERED] = N_("is on again"),
		[ALERT_EVENT_BLIND] = N_("can no longer be seen"),
		[ALERT_EVENT_SEEN] = N_("can be seen again"),
		[ALERT_EVENT_UNSHELVED] = N_("no longer on hold"),
		[ALERT_EVENT_INHIBITED] =
		    N_("held back: staff are in the dwelling"),
		[ALERT_EVENT_REFUSED] = N_("refused"),
	};

	switch (event) {
	case ALERT_EVENT_RETURNED:
		snprintf(buf, WORDS_SIZE, "%s", latch ?
		    _("signal ended, the alert stays") :
		    _("is over by itself"));
		break;
	case ALERT_EVENT_ESCALATED:
		snprintf(buf, WORDS_SIZE, _("nobody has come: reminder %d"),
		    (int)alert->level);
		break;
	case ALERT_EVENT_TAKEN:
		with_name(buf, alert->by, _("taken"), _("taken by %s"));
		break;
	case ALERT_EVENT_UNTAKEN:
		with_name(buf, alert->by, _("let go"), _("let go by %s"));
		break;
	case ALERT_EVENT_ATTENDED:
		with_name(buf, alert->by, _("somebody is there"),
		    _("%s is there"));
		break;
	case ALERT_EVENT_SHELVED:
		with_name(buf, alert->by, _("put on hold"),
		    _("put on hold by %s"));
		break;
	case ALERT_EVENT_CLOSED:
		closed_words(alert, staff, buf);
		break;
	default:
		snprintf(buf, WORDS_SIZE, "%s",
		    (size_t)event < sizeof(plain) / sizeof(plain[0]) &&
		    plain[event] != NULL ? _(plain[event]) : "?");
	}
}

const char *
words_outcome(int outcome)
{
	static const char *const text[] = {N_("not known"), N_("helped"),
	    N_("true, no help needed"), N_("false: technical"),
	    N_("caused by staff"), N_("test")};

	return outcome >= 0 && outcome <= 5 ? _(text[outcome]) : "?";
}

const char *
words_truth(uint8_t truth)
{
	return truth == TRI_TRUE ? _("yes") : truth == TRI_FALSE ? _("no") :
	    _("unknown");
}

/* Those that houses mostly have; any other is called as the conf has it. */
void
words_signal(const char *signal, bool on, char buf[WORDS_SIZE])
{
	static const struct {
		const char *signal, *on, *off;
	} words[] = {
		{"bed", N_("in bed"), N_("out of bed")},
		{"call", N_("call"), N_("no call")},
		{"cancel", N_("call cancelled"), N_("call not cancelled")},
		{"door", N_("door open"), N_("door shut")},
		{"fall", N_("fall"), N_("no fall")},
		{"fallen", N_("fallen"), N_("not fallen")},
		{"motion", N_("motion"), N_("no motion")},
		{"presence", N_("somebody there"), N_("nobody there")},
		{"silent", N_("silent"), N_("heard")},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].signal, signal) == 0) {
			snprintf(buf, WORDS_SIZE, "%s", on ? _(words[i].on) :
			    _(words[i].off));
			return;
		}
	snprintf(buf, WORDS_SIZE, "%.60s: %s", signal,
	    words_truth(on ? TRI_TRUE : TRI_FALSE));
}

const char *
words_sensor(const char *signal)
{
	static const struct {
		const char *signal, *word;
	} words[] = {
		{"battery", N_("battery")}, {"bed", N_("bed")},
		{"button", N_("button")},
		{"call", N_("call button")}, {"cancel", N_("cancel button")},
		{"door", N_("door")}, {"fall", N_("fall")},
		{"fallen", N_("fall")}, {"linkquality", N_("link")},
		{"motion", N_("motion")}, {"presence", N_("presence")},
		{"tamper", N_("cover")},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].signal, signal) == 0)
			return _(words[i].word);
	return signal;
}

const char *
words_device(enum device_state state)
{
	switch (state) {
	case DEVICE_NEW: return _("not heard yet");
	case DEVICE_LIVE: return _("alive");
	case DEVICE_SILENT: return _("silent");
	case DEVICE_OFFLINE: return _("offline");
	case DEVICE_WAITING: return _("online, nothing heard yet");
	default: return _("out of reach");
	}
}

const char *
words_label(const char *label)
{
	return strcmp(label, SITE_ID) == 0 ? _("house") : label;
}

const char *
words_place(const struct house *house, int32_t place)
{
	if (place < 0 || place >= house->nplace)
		return "?";
	return words_label(house->place[place].label);
}

const char *
words_place_id(const struct house *house, const char *id)
{
	int32_t place = house_place(house, id);

	return place >= 0 ? words_place(house, place) : id;
}

const char *
words_status(const struct house *house, int32_t status)
{
	if (status == STATUS_UNSEEN)
		return _("unseen");
	if (status < 0 || status >= house->nstatus)
		return "";
	return house->status[status].label;
}
