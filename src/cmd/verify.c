/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <sysexits.h>

#include "base/log.h"
#include "cmd/cmd.h"
#include "store/journal.h"

static int
verify(const char *path)
{
	struct err err;
	struct journal *journal = journal_open(path, JOURNAL_READ, &err);
	int64_t links;
	char head[65];
	int code = 0;

	if (journal == NULL) {
		log_line("%s", err.text);
		return journal_exit_code(path, JOURNAL_READ);
	}
	if (journal_verify(journal, &links, head, &err) == -1) {
		log_line("%s", err.text);
		code = EX_DATAERR;
	} else {
		printf("%lld links in the audit chain, head %s\n",
		    (long long)links, head);
	}
	journal_close(journal);
	return code;
}

int
cmd_verify(int argc, char **argv)
{
	const char *path = NULL;
	const struct option_spec spec[] = {
		{'c', "conf", "FILE", "the configuration", &path, NULL},
		{0},
	};
	int n = cmd_no_arguments(argc, argv, spec, "check the whole journal,"
	    " and its audit chain"), code;
	struct conf *conf;

	if (n < 0)
		return n == -2 ? 0 : EX_USAGE;
	conf = cmd_conf(path, CONF_WITHOUT_SECRETS);
	if (conf == NULL)
		return EX_CONFIG;
	code = verify(conf->journal);
	conf_free(conf);
	return code;
}
