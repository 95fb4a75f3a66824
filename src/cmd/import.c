/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "base/log.h"
#include "base/mem.h"
#include "cmd/cmd.h"
#include "core/zone.h"
#include "read/import.h"
#include "read/night.h"
#include "read/slurp.h"
#include "read/tz.h"

static int
read_files(struct import *import, char **path, int npath)
{
	struct err err;
	char *text;
	size_t len;

	for (int i = 0; i < npath; i++) {
		if (slurp(path[i], &text, &len, &err) != 0) {
			log_line("%s", err.text);
			return EX_NOINPUT;
		}
		import_text(import, path[i], text, len);
		free(text);
	}
	import_finish(import);
	return 0;
}

static void
tell(const struct import *import)
{
	log_line("%zu rows read, %zu messages", import_nread(import),
	    import_nrow(import));
	for (int i = 0; i < NMEND; i++) {
		struct tally tally = import_tally(import, (enum import_mend)i);

		if (tally.n > 0)
			log_line("%zu %s (first: %s:%zu)", tally.n,
			    import_mend_text((enum import_mend)i), tally.path,
			    tally.line);
	}
}

static int
cannot_write(const char *path)
{
	log_line("cannot write '%s': %s", path, strerror(errno));
	return EX_CANTCREAT;
}

/* Closes file; path NULL is standard output. */
static int
finish_file(FILE *file, const char *path)
{
	bool failed = ferror(file) != 0;

	failed |= (path != NULL ? fclose(file) : fflush(file)) != 0;
	return failed ? cannot_write(path != NULL ? path : "standard output") :
	    0;
}

static void
write_line(FILE *file, struct str *line, int64_t t, bool retained,
    const char *topic, const char *payload)
{
	str_clear(line);
	night_line(line, t, retained, topic, payload, strlen(payload));
	fwrite(line->s, 1, line->len, file);
}

static int
write_whole(const struct import *import, const char *path)
{
	FILE *file = path != NULL ? fopen(path, "w") : stdout;
	struct str line;

	if (file == NULL)
		return cannot_write(path);
	str_init(&line);
	for (size_t i = 0; i < import_nrow(import); i++) {
		struct import_row row = import_row(import, i);

		write_line(file, &line, row.t, false, row.topic, row.payload);
	}
	str_release(&line);
	return finish_file(file, path);
}

/*
 * One night's file: rows from i on that lie before its end. What each sensor
 * told last stands at its head as retained levels, so that the night is
 * complete in itself. Returns the row after the last, or 0.
 */
static size_t
write_night(const struct import *import, const struct zone *zone,
    const char *path, size_t i, const char **level, struct str *line)
{
	struct import_row row = import_row(import, i);
	int64_t start = zone_night_start(zone, row.t);
	int64_t end = zone_night_end(zone, row.t);
	FILE *file = fopen(path, "w");

	if (file == NULL) {
		cannot_write(path);
		return 0;
	}
	for (size_t k = 0; k < import_nsensor(import); k++)
		if (level[k] != NULL)
			write_line(file, line, start, true,
			    import_topic(import, (int32_t)k), level[k]);
	for (; i < import_nrow(import); i++) {
		row = import_row(import, i);
		if (row.t >= end)
			break;
		write_line(file, line, row.t, false, row.topic, row.payload);
		level[row.sensor] = row.payload;
	}
	return finish_file(file, path) == 0 ? i : 0;
}

static int
write_split(const struct import *import, const struct zone *zone,
    const char *dir)
{
	const char **level = xcalloc(import_nsensor(import), sizeof(*level));
	struct str line;
	size_t i = 0, nights = 0;

	if (mkdir(dir, 0777) != 0 && errno != EEXIST) {
		free(level);
		return cannot_write(dir);
	}
	str_init(&line);
	while (i < import_nrow(import)) {
		char name[ZONE_STAMP_SIZE], *path;

		zone_night_name(zone, import_row(import, i).t, name);
		path = xasprintf("%s/%s.night", dir, name);
		i = write_night(import, zone, path, i, level, &line);
		free(path);
		if (i == 0)
			break;
		nights++;
	}
	str_release(&line);
	free(level);
	if (i == 0)
		return EX_CANTCREAT;
	log_line("%zu nights in '%s'", nights, dir);
	return 0;
}

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int
import_files(struct import *import, const struct zone *zone, char **path,
    int npath, const char *split, const char *to)
{
	int rc = read_files(import, path, npath);

	if (rc != 0)
		return rc;
	tell(import);
	if (import_nrow(import) == 0) {
		log_line("there is nothing that could be read");
		return EX_DATAERR;
	}
	return split != NULL ? write_split(import, zone, split) :
	    write_whole(import, to);
}

int
cmd_import(int argc, char **argv)
{
	const char *zone_name = NULL, *split = NULL, *to = NULL;
	const struct option_spec options[] = {
		{'z', "zone", "ZONE", "the time zone of the recording",
		    &zone_name, NULL},
		{'s', "split", "DIR", "one file for each night (noon to noon)",
		    &split, NULL},
		{'o', "output", "FILE", "one file, or a folder as with --split",
		    &to, NULL},
		{0, NULL, NULL, NULL, NULL, NULL},
	};
	int n = cmd_options(argc, argv, options, "FORMAT FILE…",
	    "Other recordings as night files. FORMAT is kasteren, ordonez or"
	    " casas;\nFILE may be packed (gzip), '-' is standard input.");
	struct import *import;
	struct zone zone;
	struct err err;
	int format, rc;

	if (n < 0)
		return n == -2 ? 0 : EX_USAGE;
	if (n < 2 || (split != NULL && to != NULL)) {
		log_line(n < 2 ? "import: a format and a file are wanted" :
		    "import: either --split or -o");
		return EX_USAGE;
	}
	format = import_format_by_name(argv[1]);
	if (format < 0) {
		log_line("import: there is no format '%s' (kasteren, ordonez,"
		    " casas)", argv[1]);
		return EX_USAGE;
	}
	if (to != NULL && is_folder(to)) {
		split = to;
		to = NULL;
	}
	if (zone_name == NULL)
		zone_name = import_format_zone((enum import_format)format);
	if (tz_load(&zone, zone_name, &err) != 0) {
		log_line("%s", err.text);
		return EX_USAGE;
	}
	import = import_new((enum import_format)format, &zone);
	rc = import_files(import, &zone, argv + 2, n - 1, split, to);
	import_free(import);
	tz_release(&zone);
	return rc;
}
