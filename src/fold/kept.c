/* SPDX-License-Identifier: Apache-2.0 */
#include "fold/kept.h"

int
conf_kept(struct journal *journal, const char *hash, struct conf **conf,
    struct err *err)
{
	struct faults faults = {0};
	struct named_text *file;
	int nfile, found = journal_conf(journal, hash, &file, &nfile, err);

	if (found != 1)
		return found;
	*conf = conf_load_kept(file, nfile, &faults);
	if (*conf == NULL) {
		faults_first(&faults, err);
		err_prefix(err, "the configuration %.12s that the journal kept",
		    hash);
	}
	faults_release(&faults);
	named_text_free(file, nfile);
	return *conf != NULL;
}
