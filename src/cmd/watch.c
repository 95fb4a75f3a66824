/* SPDX-License-Identifier: Apache-2.0 */
#include "collect/watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/log.h"
#include "cmd/cmd.h"
#include "cmd/print.h"

/* What the broker is told of an alert is what replay --print would print. */
static void
format(struct str *out, const struct conf *conf, const struct event *event)
{
	struct printer printer = {.house = conf->house, .zone = &conf->zone,
	    .alert = true};
	char *text = NULL;
	size_t len = 0;

	printer.to = open_memstream(&text, &len);
	if (printer.to == NULL)
		return;
	str_init(&printer.line);
	print_event(&printer, event);
	str_release(&printer.line);
	fclose(printer.to);
	if (len > 0 && text[len - 1] == '\n')
		len--;
	str_addn(out, text, len);
	free(text);
}

int
cmd_watch(int argc, char **argv)
{
	const char *path = NULL;
	const struct option_spec spec[] = {
		{'c', "conf", "FILE", "the configuration", &path, NULL},
		{0},
	};
	int n = cmd_no_arguments(argc, argv, spec, "the collector: broker to"
	    " journal, no screen");
	struct watch_options options = {.format = format};
	struct conf *conf;

	if (n < 0)
		return n == -2 ? 0 : EX_USAGE;
	options.conf_path = cmd_conf_path(path);
	conf = cmd_conf(path, CONF_WITH_SECRETS);
	if (conf == NULL)
		return EX_CONFIG;
	return watch_run(conf, &options);
}
