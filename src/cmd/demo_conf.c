/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The demo runs the example house as it stands in conf/: its files are copied
 * whole; only the main one's broker and journal are set to the demo's own.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "cmd/demo.h"

enum { FILE_MAX = 1 << 20 };

/* A file of a modest size into text, or -1. */
static int
read_file(const char *path, struct str *text, struct err *err)
{
	FILE *from = fopen(path, "re");
	char part[4096];
	size_t n;

	if (from == NULL)
		return err_set(err, "cannot read '%s': %s", path,
		    strerror(errno));
	while ((n = fread(part, 1, sizeof(part), from)) > 0 &&
	    text->len <= FILE_MAX)
		str_addn(text, part, n);
	n = ferror(from) || text->len > FILE_MAX;
	fclose(from);
	return n != 0 ? err_set(err, "cannot read '%s' whole", path) : 0;
}

static int
write_file(const char *path, const struct str *text, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool good = fd >= 0 &&
	    write(fd, text->s, text->len) == (ssize_t)text->len;

	if (!good)
		err_set(err, "cannot write '%s': %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return good ? 0 : -1;
}

/* The setting that a line makes, or "". */
static const char *
setting_of(const char *line, size_t n)
{
	static const char *const settings[] = {
		"host", "port", "secrets", "journal",
	};
	size_t space = strspn(line, " \t");

	for (int i = 0; i < 4 && space < n; i++) {
		const char *rest = line + space;
		size_t len = strlen(settings[i]);

		if (strncmp(rest, settings[i], len) == 0 &&
		    strspn(rest + len, " \t=:") != 0)
			return settings[i];
	}
	return "";
}

/* One line of the main file, as the demo wants it; what was set, in *set. */
static void
add_line(struct str *out, const char *line, size_t n, const char *journal,
    int port, int *set)
{
	const char *setting = setting_of(line, n);

	if (strcmp(setting, "host") == 0) {
		str_add(out, "  host = \"127.0.0.1\";\n");
		*set |= 1;
	} else if (strcmp(setting, "port") == 0) {
		str_addf(out, "  port = %d;\n", port);
		*set |= 2;
	} else if (strcmp(setting, "journal") == 0) {
		str_add(out, "journal = ");
		str_add_json(out, journal);
		str_add(out, ";\n");
		*set |= 4;
	} else if (strcmp(setting, "secrets") != 0) {
		str_addn(out, line, n);
	}
}

static int
rewrite(struct str *text, const char *journal, int port, const char *path,
    struct err *err)
{
	struct str out;
	const char *line = text->s;
	int set = 0;

	str_init(&out);
	while (*line != '\0') {
		size_t n = strcspn(line, "\n");

		n += line[n] == '\n';
		add_line(&out, line, n, journal, port, &set);
		line += n;
	}
	str_release(text);
	*text = out;
	return set == 7 ? 0 : err_set(err, "'%s' does not set a host, a port"
	    " and a journal, each on a line of its own", path);
}

static bool
is_conf(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot != NULL && name[0] != '.' &&
	    (strcmp(dot, ".conf") == 0 || strcmp(dot, ".plan") == 0);
}

static int
copy(const char *folder, const char *from, const char *name, int port,
    struct err *err)
{
	char *source = xasprintf("%s/%s", from, name);
	char *target = xasprintf("%s/%s", folder, name);
	char *journal = xasprintf("%s/" DEMO_JOURNAL, folder);
	struct str text;
	int bad;

	str_init(&text);
	bad = read_file(source, &text, err);
	if (bad == 0 && strcmp(name, DEMO_CONF) == 0)
		bad = rewrite(&text, journal, port, source, err);
	if (bad == 0)
		bad = write_file(target, &text, err);
	str_release(&text);
	free(journal);
	free(target);
	free(source);
	return bad;
}

int
demo_conf_write(const char *folder, const char *data, int port, struct err *err)
{
	char *from = xasprintf("%s/conf", data);
	DIR *dir = opendir(from);
	struct dirent *entry;
	int bad = 0;

	if (dir == NULL)
		bad = err_set(err, "cannot read '%s': %s", from,
		    strerror(errno));
	while (bad == 0 && (entry = readdir(dir)) != NULL)
		if (is_conf(entry->d_name))
			bad = copy(folder, from, entry->d_name, port, err);
	if (dir != NULL)
		closedir(dir);
	free(from);
	return bad;
}
