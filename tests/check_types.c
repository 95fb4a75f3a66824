/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every type of conf/types.conf on payloads: our own cases
 * (data/types-cases.tsv) and, where they are there, real ones that are not
 * ours to copy (data/real-map.tsv says which and what they mean).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <check.h>
#include <jansson.h>

#include "base/err.h"
#include "base/mem.h"
#include "core/signal.h"
#include "read/conf.h"
#include "read/payload.h"

enum { FIELDS_MAX = 4 };

typedef VEC(char *) names;

static char *
in_tree(const char *name)
{
	const char *srcdir = getenv("srcdir");

	return xasprintf("%s/%s", srcdir != NULL ? srcdir : ".", name);
}

static char *
whole(const char *path)
{
	FILE *file = fopen(path, "r");
	struct str text;
	char buf[4096];
	size_t n;

	ck_assert_msg(file != NULL, "cannot open %s", path);
	str_init(&text);
	while ((n = fread(buf, 1, sizeof(buf), file)) > 0)
		str_addn(&text, buf, n);
	fclose(file);
	return text.s;
}

/* The next line of *text, ended; NULL at the end. Comments are passed over. */
static char *
next_line(char **text)
{
	char *line, *end;

	do {
		line = *text;
		if (*line == '\0')
			return NULL;
		end = strchr(line, '\n');
		*text = end != NULL ? end + 1 : line + strlen(line);
		if (end != NULL)
			*end = '\0';
	} while (line[0] == '#' || line[0] == '\0');
	return line;
}

static int
split(char *line, char **field)
{
	int n = 0;

	while (line != NULL && n < FIELDS_MAX) {
		field[n++] = line;
		line = strchr(line, '\t');
		if (line != NULL)
			*line++ = '\0';
	}
	return n;
}

/* `{ id = "x"` of the types, in their order. */
static void
type_ids(const char *text, names *ids)
{
	static const char head[] = "{ id = \"";

	while ((text = strstr(text, head)) != NULL) {
		text += strlen(head);
		vec_push(ids, xstrndup(text, strcspn(text, "\"")));
	}
	ck_assert_uint_gt(ids->n, 20);
}

/* A house with one device for each type, on a topic of the type's name. */
static struct conf *
load_types(names *ids)
{
	char dir[] = "/tmp/natvagt-check-types-XXXXXX";
	char *types = in_tree("conf/types.conf"), *text = whole(types);
	char *path, *copy;
	struct faults faults = {0};
	struct conf *conf;
	FILE *file;

	ck_assert_ptr_nonnull(mkdtemp(dir));
	path = xasprintf("%s/types-test.conf", dir);
	copy = xasprintf("%s/types.conf", dir);
	file = fopen(copy, "w");
	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
	type_ids(text, ids);
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fputs("site: { id = \"t\"; name = \"T\"; zone = \"UTC\";\n"
	    "  night = \"22:00-07:00\"; };\n"
	    "places = ( { id = \"101\"; kind = \"dwelling\"; } );\n"
	    "@include \"types.conf\"\ndevices = (\n", file);
	for (size_t i = 0; i < ids->n; i++)
		fprintf(file, "%s{ id = \"d%zu\"; topic = \"%s\";"
		    " type = \"%s\"; place = \"101\"; }\n", i > 0 ? "," : "",
		    i, ids->v[i], ids->v[i]);
	fputs(");\n", file);
	fclose(file);
	conf = conf_load(path, CONF_WITHOUT_SECRETS, &faults);
	faults_tell(&faults, stderr);
	faults_release(&faults);
	unlink(path);
	unlink(copy);
	rmdir(dir);
	free(path);
	free(copy);
	free(text);
	free(types);
	ck_assert_ptr_nonnull(conf);
	return conf;
}

static void
names_free(names *ids)
{
	for (size_t i = 0; i < ids->n; i++)
		free(ids->v[i]);
	vec_free(ids);
}

/* "door=true battery=97", or "-". */
static void
say(struct str *out, const struct conf *conf, const char *type,
    const char *payload)
{
	struct message m;
	const char *odd;
	struct err err;
	int rc = map_message(conf->map, type, strlen(type), payload,
	    strlen(payload), false, &m, &odd, &err);

	ck_assert_msg(rc != 0, "there is no type '%s'", type);
	for (int i = 0; rc == 1 && i < m.nreading; i++) {
		const struct source *source =
		    &conf->house->source[m.reading[i].source];
		char number[NUMBER_SIZE];

		payload_number_text(m.reading[i].number, number);
		str_addf(out, "%s%s=%s", out->len > 0 ? " " : "",
		    source->signal, source->number ? number :
		    tri_text(m.reading[i].truth));
	}
	if (out->len == 0)
		str_addc(out, '-');
}

static void
check_case(const struct conf *conf, const char *type, const char *payload,
    const char *want)
{
	struct str said, kept;

	str_init(&said);
	str_init(&kept);
	say(&said, conf, type, payload);
	ck_assert_msg(strcmp(said.s, want) == 0,
	    "%s: %s\nis '%s', not '%s'", type, payload, said.s, want);
	map_reduce(conf->map, &kept);
	str_clear(&said);
	say(&said, conf, type, kept.s);
	ck_assert_msg(strcmp(said.s, want) == 0,
	    "%s: %s\nkept as %s\nis '%s', not '%s'", type, payload, kept.s,
	    said.s, want);
	str_release(&said);
	str_release(&kept);
}

START_TEST(cases)
{
	names ids = {0};
	struct conf *conf = load_types(&ids);
	char *path = in_tree("tests/data/types-cases.tsv");
	char *text = whole(path), *at = text, *line, *field[FIELDS_MAX];
	bool *seen = xcalloc(ids.n, sizeof(*seen));

	while ((line = next_line(&at)) != NULL) {
		ck_assert_int_eq(split(line, field), 3);
		check_case(conf, field[0], field[1], field[2]);
		for (size_t i = 0; i < ids.n; i++)
			seen[i] |= strcmp(ids.v[i], field[0]) == 0;
	}
	for (size_t i = 0; i < ids.n; i++)
		ck_assert_msg(seen[i], "no case for the type '%s'", ids.v[i]);
	free(seen);
	free(text);
	free(path);
	names_free(&ids);
	conf_free(conf);
}
END_TEST

/* The payload of line n (from 1) of a file of samples, as it was sent. */
static char *
sample(const char *path, int n)
{
	char *text = whole(path), *line = text, *payload;
	json_t *root, *json;

	while (--n > 0 && line != NULL) {
		line = strchr(line, '\n');
		line = line != NULL ? line + 1 : NULL;
	}
	ck_assert_ptr_nonnull(line);
	root = json_loadb(line, strcspn(line, "\n"), 0, NULL);
	ck_assert_ptr_nonnull(root);
	json = json_object_get(root, "payload");
	ck_assert_ptr_nonnull(json);
	payload = json_is_string(json) ? xstrdup(json_string_value(json)) :
	    json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
	json_decref(root);
	free(text);
	return payload;
}

START_TEST(real)
{
	names ids = {0};
	struct conf *conf = load_types(&ids);
	char *path = in_tree("tests/data/real-map.tsv");
	char *text = whole(path), *at = text, *line, *field[FIELDS_MAX];
	size_t n = 0;

	while ((line = next_line(&at)) != NULL) {
		char *colon, *name, *file, *payload;

		ck_assert_int_eq(split(line, field), 4);
		colon = strchr(field[1], ':');
		ck_assert_ptr_nonnull(colon);
		*colon = '\0';
		name = xasprintf("../shared/data/mqtt/%s/%s", field[0],
		    field[1]);
		file = in_tree(name);
		payload = sample(file, atoi(colon + 1));
		check_case(conf, field[2], payload, field[3]);
		free(payload);
		free(file);
		free(name);
		n++;
	}
	ck_assert_uint_gt(n, 0);
	free(text);
	free(path);
	names_free(&ids);
	conf_free(conf);
}
END_TEST

START_TEST(nothing)
{
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("types");
	TCase *own = tcase_create("own"), *others;
	char *samples = in_tree("../shared/data/mqtt");
	bool there = access(samples, R_OK) == 0;
	SRunner *runner;
	int failed;

	tcase_add_test(own, cases);
	suite_add_tcase(suite, own);
	/* check writes a case's name into its TAP line, so this is a SKIP. */
	others = tcase_create(there ? "real" : "real # SKIP no real payloads");
	if (there)
		tcase_add_test(others, real);
	else
		tcase_add_test(others, nothing);
	suite_add_tcase(suite, others);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	free(samples);
	return failed != 0;
}
