/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/log.h"
#include "cmd/cmd.h"
#include "store/journal.h"

static bool
is_head(const char *text)
{
	return strlen(text) == 64 &&
	    strspn(text, "0123456789abcdefABCDEF") == 64;
}

/* Heads that were published or printed: each must still be a link's. */
static int
find_heads(struct journal *journal, const struct zone *zone, char **head,
    int n)
{
	int code = 0;

	for (int i = 0; i < n; i++) {
		char stamp[ZONE_STAMP_SIZE];
		int64_t number, t;
		struct err err;
		int rc = journal_link(journal, head[i], &number, &t, &err);

		if (rc == 1) {
			zone_stamp(zone, t, stamp);
			printf("head %s was link %lld, of %s\n", head[i],
			    (long long)number, stamp);
			continue;
		}
		if (rc == 0)
			log_line("no link of the audit chain has the head"
			    " '%s'", head[i]);
		else
			log_line("%s", err.text);
		code = EX_DATAERR;
	}
	return code;
}

static int
verify(const struct conf *conf, char **head, int n)
{
	struct err err;
	int code = 0;
	struct journal *journal = cmd_journal(conf->journal, JOURNAL_READ,
	    &code);
	int64_t links;
	char last[65];

	if (journal == NULL)
		return code;
	if (journal_verify(journal, &links, last, &err) == -1) {
		log_line("%s", err.text);
		code = EX_DATAERR;
	} else {
		printf("%lld links in the audit chain, head %s\n",
		    (long long)links, last);
		code = find_heads(journal, &conf->zone, head, n);
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
	int n = cmd_options(argc, argv, spec, "[HEAD…]", "check the whole"
	    " journal, its audit chain, and heads that it had"), code;
	struct conf *conf;

	if (n < 0)
		return n == -2 ? 0 : EX_USAGE;
	for (int i = 1; i <= n; i++) {
		if (!is_head(argv[i])) {
			log_line("'%s' is no head of an audit chain: that is 64"
			    " hexadecimal digits", argv[i]);
			return EX_USAGE;
		}
	}
	conf = cmd_conf(path, CONF_WITHOUT_SECRETS);
	if (conf == NULL)
		return EX_CONFIG;
	code = verify(conf, argv + 1, n);
	conf_free(conf);
	return code;
}
