/* SPDX-License-Identifier: Apache-2.0 */
#include <sysexits.h>

#include "base/clock.h"
#include "base/log.h"
#include "cmd/cmd.h"
#include "cmd/output.h"
#include "cmd/screen.h"
#include "ui/sheet.h"
#include "ui/tty.h"

enum { COLUMNS = 80 };

struct wish {
	const char *night, *output;
	bool html, json;
};

/* Also where parts of it cannot be told, which it says. */
static int
make(struct journal *journal, const struct conf *conf,
    const struct wish *wish)
{
	struct shift shift;
	struct sheet sheet;
	struct str text;
	struct err err;
	int found = shift_read(&shift, journal, conf, wish->night, &err);
	int code;

	if (found != 1) {
		if (found == -1)
			log_line("%s", err.text);
		else if (wish->night != NULL)
			log_line("the journal holds no night '%s'",
			    wish->night);
		else
			log_line("the journal holds no night yet");
		return found == -1 ? EX_IOERR : EX_NOINPUT;
	}
	if (shift.dark.n > 0)
		log_line("parts of night '%s' cannot be told: the journal's"
		    " configuration of then is damaged", shift.night);
	str_init(&text);
	sheet_make(&sheet, &shift, conf, clock_now());
	if (wish->json)
		shift_json(&shift, &text);
	else if (wish->html)
		sheet_html(&sheet, conf->language, &text);
	else
		sheet_text(&sheet, COLUMNS, !tty_utf8(), &text);
	code = output_write(wish->output, &text);
	str_release(&text);
	sheet_release(&sheet);
	shift_release(&shift);
	return code;
}

static int
handover(const struct conf *conf, const struct wish *wish)
{
	int code;
	struct journal *journal = cmd_journal(conf->journal, JOURNAL_READ,
	    &code);

	if (journal == NULL)
		return code;
	screen_locale(conf->language);
	code = make(journal, conf, wish);
	journal_close(journal);
	return code;
}

int
cmd_handover(int argc, char **argv)
{
	const char *path = NULL;
	struct wish wish = {0};
	const struct option_spec spec[] = {
		{'c', "conf", "FILE", "the configuration", &path, NULL},
		{'o', "output", "FILE", "write to FILE", &wish.output, NULL},
		{0, "json", NULL, "one JSON object", NULL, &wish.json},
		{0, "html", NULL, "a page to print from a browser", NULL,
		    &wish.html},
		{0},
	};
	int n = cmd_options(argc, argv, spec, "[DATE]", "the shift's sheet"
	    " from the journal (default: of the present night)"), code;
	struct conf *conf;

	if (n < 0)
		return n == -2 ? 0 : EX_USAGE;
	if (n > 1) {
		log_line("one night at a time");
		return EX_USAGE;
	}
	if (wish.html && wish.json) {
		log_line("--html or --json, not both");
		return EX_USAGE;
	}
	if (n == 1 && !cmd_is_date(argv[1])) {
		log_line("'%s' is no date such as 2026-11-21", argv[1]);
		return EX_USAGE;
	}
	wish.night = n == 1 ? argv[1] : NULL;
	conf = cmd_conf(path, CONF_WITHOUT_SECRETS);
	if (conf == NULL)
		return EX_CONFIG;
	code = handover(conf, &wish);
	conf_free(conf);
	return code;
}
