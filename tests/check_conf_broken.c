/* SPDX-License-Identifier: Apache-2.0 */
/* The shipped configuration broken at random: a fault or a configuration. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "check_run.h"
#include "read/conf.h"

enum { ROUNDS = 400 };

/*
 * libconfig 1.5 leaks a buffer at a fault of syntax: none of ours to find
 * where the sanitizer looks for leaks.
 */
const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
	return "leak:libconfig";
}

static uint64_t
next_random(uint64_t *seed)
{
	/* Numerical Recipes' 64-bit congruential generator. */
	*seed = *seed * UINT64_C(6364136223846793005) + 1;
	return *seed >> 33;
}

/* Puts a few bits of syntax over what stands. */
static void
break_bytes(struct str *str, uint64_t *seed)
{
	static const char *const bits[] = {"\"", "{", "}", "(", ")", ";", "=",
	    "@include \"types.conf\"\n", "id", "\\", "/*", "*/", "#", "\n",
	    "[", "]", ",", "9999999999999", "not ", " for 5m", "101", "\xc3",
	    "true", "0s", "\t", "-", "1", "@hall", "within", "name"};

	for (uint64_t k = next_random(seed) % 4 + 1; k > 0; k--) {
		const char *bit = bits[next_random(seed) %
		    (sizeof(bits) / sizeof(bits[0]))];
		size_t at = next_random(seed) % str->len, n = strlen(bit);

		if (at + n < str->len)
			memcpy(str->s + at, bit, n);
	}
}

/* The k-th text in quotes: where it begins and how long it is. */
static const char *
quoted(const char *s, size_t k, size_t *n)
{
	while (k-- > 0 && *s != '\0') {
		s += strcspn(s, "\"");
		s += *s != '\0';
		s += strcspn(s, "\"");
		s += *s != '\0';
	}
	s += strcspn(s, "\"");
	s += *s != '\0';
	*n = strcspn(s, "\"");
	return s;
}

/* Puts one text in another's place: the syntax stays, the sense does not. */
static void
break_sense(struct str *str, uint64_t *seed)
{
	for (uint64_t k = next_random(seed) % 3 + 1; k > 0; k--) {
		size_t nfrom, nto;
		const char *from = quoted(str->s, next_random(seed) % 64,
		    &nfrom);
		const char *to = quoted(str->s, next_random(seed) % 64, &nto);
		struct str out;

		str_init(&out);
		str_addn(&out, str->s, (size_t)(to - str->s));
		str_addn(&out, from, nfrom);
		str_add(&out, to + nto);
		str_release(str);
		*str = out;
	}
}

/* A zone without summer time takes less time to read. */
static void
without_zone(struct named_text *file)
{
	static const char zone[] = "\"Europe/Copenhagen\"";
	static const char utc[] = "\"UTC\"";
	char *at = strstr(file->body, zone);

	if (at != NULL) {
		memset(at, ' ', strlen(zone));
		memcpy(at, utc, strlen(utc));
	}
}

/* Whether it can be read with one of its files broken. */
static bool
is_read_broken(const struct conf *conf, uint64_t *seed)
{
	struct named_text *file = xcalloc((size_t)conf->nfile, sizeof(*file));
	size_t which = next_random(seed) % (size_t)conf->nfile;
	struct faults faults = {0};
	struct conf *broken;
	struct str str;
	bool is;

	memcpy(file, conf->file, (size_t)conf->nfile * sizeof(*file));
	str_init(&str);
	str_addn(&str, file[which].body, file[which].len);
	if (next_random(seed) % 2 == 0)
		break_bytes(&str, seed);
	else
		break_sense(&str, seed);
	file[which].body = str.s;
	file[which].len = str.len;
	broken = conf_load_kept(file, conf->nfile, &faults);
	is = broken != NULL;
	ck_assert(is == (faults.n == 0));
	conf_free(broken);
	faults_release(&faults);
	str_release(&str);
	free(file);
	return is;
}

START_TEST(broken)
{
	char *path = xasprintf("%s/conf/natvagt.conf", getenv("srcdir"));
	struct faults faults = {0};
	struct conf *conf = conf_load(path, CONF_WITHOUT_SECRETS, &faults);
	uint64_t seed = 20261122;
	int whole = 0;

	ck_assert_ptr_nonnull(conf);
	for (int i = 0; i < conf->nfile; i++)
		without_zone(&conf->file[i]);
	for (int i = 0; i < ROUNDS; i++)
		whole += is_read_broken(conf, &seed);
	ck_assert_int_gt(whole, 0);
	ck_assert_int_lt(whole, ROUNDS);
	conf_free(conf);
	free(path);
}
END_TEST

CHECK_MAIN("broken configurations", broken)
