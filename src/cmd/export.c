/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "cmd/cmd.h"
#include "read/night.h"
#include "store/journal.h"

enum { ROWS_A_READ = 1000 };

struct writer {
	FILE *to;
	const char *name; /* of the file, for errors */
	struct str line;
	int64_t seq;      /* the last row written */
};

static bool
write_row(void *arg, int64_t seq, const struct row *row)
{
	struct writer *writer = arg;
	char *topic = xstrndup(row->topic, row->topic_len);

	str_clear(&writer->line);
	night_line(&writer->line, row->t, row->retained, topic, row->payload,
	    row->payload_len);
	free(topic);
	fwrite(writer->line.s, 1, writer->line.len, writer->to);
	writer->seq = seq;
	return !ferror(writer->to);
}

/* All rows of a segment, in reads that are short. */
static int
write_segment(struct writer *writer, struct journal *journal, int64_t seq,
    struct err *err)
{
	int64_t end, n;

	if (journal_segment_end(journal, seq, &end, err) == -1)
		return -1;
	writer->seq = seq - 1;
	do {
		n = journal_rows(journal, writer->seq + 1,
		    end == INT64_MAX ? end : end - 1, ROWS_A_READ, write_row,
		    writer, err);
	} while (n == ROWS_A_READ && !ferror(writer->to));
	if (n == -1)
		return -1;
	if (ferror(writer->to))
		return err_set(err, "cannot write '%s': %s", writer->name,
		    strerror(errno));
	return 0;
}

static int
write_night(FILE *to, const char *name, struct journal *journal,
    const struct segment *segment, int n, struct err *err)
{
	struct writer writer = {.to = to, .name = name};
	int bad = 0;

	str_init(&writer.line);
	for (int i = 0; bad == 0 && i < n; i++)
		bad = write_segment(&writer, journal, segment[i].seq, err);
	str_release(&writer.line);
	if (bad == 0 && fflush(to) == EOF)
		bad = err_set(err, "cannot write '%s': %s", name,
		    strerror(errno));
	return bad;
}

/* Under another name until it is whole. */
static int
write_file(const char *folder, const char *night, struct journal *journal,
    const struct segment *segment, int n, struct err *err)
{
	char *name = xasprintf("%s/%s.night", folder, night);
	char *part = xasprintf("%s/.%s.night.XXXXXX", folder, night);
	int fd = mkostemp(part, O_CLOEXEC), bad = -1;
	FILE *to = fd != -1 ? fdopen(fd, "w") : NULL;

	if (to == NULL) {
		err_set(err, "cannot write '%s': %s", name, strerror(errno));
	} else {
		bad = write_night(to, name, journal, segment, n, err);
		/* mkostemp keeps it to its owner; the group may read it. */
		if (bad == 0 && (fchmod(fd, 0640) == -1 || fsync(fd) == -1 ||
		    rename(part, name) == -1))
			bad = err_set(err, "cannot write '%s': %s", name,
			    strerror(errno));
		if (bad == -1)
			unlink(part);
		fclose(to);
	}
	free(part);
	free(name);
	return bad;
}

static int
export_night(struct journal *journal, const char *night, const char *folder)
{
	struct segment *segment;
	struct err err;
	int n, bad;

	if (journal_night(journal, night, &segment, &n, &err) == -1) {
		log_line("%s", err.text);
		return EX_IOERR;
	}
	if (n == 0) {
		log_line("the journal holds no night '%s'", night);
		return EX_NOINPUT;
	}
	/* The journal's own text: it has become a file's name from here on. */
	bad = folder != NULL ?
	    write_file(folder, segment[0].night, journal, segment, n, &err) :
	    write_night(stdout, "standard output", journal, segment, n, &err);
	free(segment);
	if (bad == -1)
		log_line("%s", err.text);
	return bad == -1 ? EX_IOERR : 0;
}

/* The nights that are asked for, one after the other; all are tried. */
static int
export(struct journal *journal, char **night, int n, const char *folder)
{
	struct segment last;
	struct err err;
	int code = 0, rc;

	for (int i = 0; i < n; i++) {
		if (!cmd_is_date(night[i])) {
			log_line("'%s' is no date such as 2026-11-21",
			    night[i]);
			return EX_USAGE;
		}
	}
	for (int i = 0; i < n; i++) {
		rc = export_night(journal, night[i], folder);
		code = rc != 0 ? rc : code;
	}
	if (n > 0)
		return code;
	rc = journal_segment(journal, INT64_MAX, &last, &err);
	if (rc == 1 && cmd_is_date(last.night))
		return export_night(journal, last.night, folder);
	log_line("%s", rc == -1 ? err.text : "the journal holds no night yet");
	return rc == -1 ? EX_IOERR : EX_NOINPUT;
}

int
cmd_export(int argc, char **argv)
{
	const char *path = NULL, *folder = NULL;
	const struct option_spec spec[] = {
		{'c', "conf", "FILE", "the configuration", &path, NULL},
		{'o', "output", "DIR", "a file DATE.night each, in DIR",
		    &folder, NULL},
		{0},
	};
	int n = cmd_options(argc, argv, spec, "[DATE…]", "the journal's nights"
	    " as night files (default: the present one)"), code;
	struct journal *journal;
	struct conf *conf;

	if (n < 0)
		return n == -2 ? 0 : EX_USAGE;
	conf = cmd_conf(path, CONF_WITHOUT_SECRETS);
	if (conf == NULL)
		return EX_CONFIG;
	journal = cmd_journal(conf->journal, JOURNAL_READ, &code);
	if (journal != NULL)
		code = export(journal, argv + 1, n, folder);
	journal_close(journal);
	conf_free(conf);
	return code;
}
