/* SPDX-License-Identifier: Apache-2.0 */
#include "read/faults.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"

struct fault {
	char *file, *text;
	int line;
	size_t nth; /* in the order of faults_add, for a stable sort */
};

void
faults_release(struct faults *faults)
{
	for (size_t i = 0; i < faults->n; i++) {
		free(faults->v[i].file);
		free(faults->v[i].text);
	}
	vec_free(faults);
}

void
faults_add(struct faults *faults, const char *file, int line,
    const char *fmt, ...)
{
	struct fault fault = {.line = line, .nth = faults->n};
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&fault.text, fmt, ap) < 0)
		fault.text = xstrdup(fmt);
	va_end(ap);
	fault.file = xstrdup(file);
	vec_push(faults, fault);
}

static int
by_place(const void *left, const void *right)
{
	const struct fault *a = left, *b = right;
	int files = strcmp(a->file, b->file);

	if (files != 0)
		return files;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return a->nth < b->nth ? -1 : a->nth > b->nth;
}

static void
sort(struct faults *faults)
{
	if (faults->n > 0)
		qsort(faults->v, faults->n, sizeof(*faults->v), by_place);
}

/* Cleaned. */
static void
fault_words(const struct fault *fault, struct str *out)
{
	struct str line;

	str_init(&line);
	str_add(&line, fault->file);
	if (fault->line > 0)
		str_addf(&line, ":%d", fault->line);
	str_addf(&line, ": %s", fault->text);
	text_clean(out, line.s, line.len);
	str_release(&line);
}

void
faults_tell(struct faults *faults, FILE *to)
{
	struct str words;

	sort(faults);
	str_init(&words);
	for (size_t i = 0; i < faults->n; i++) {
		str_clear(&words);
		fault_words(&faults->v[i], &words);
		fprintf(to, "%s\n", words.s);
	}
	str_release(&words);
}

void
faults_first(struct faults *faults, struct err *err)
{
	struct str words;

	if (faults->n == 0)
		return;
	sort(faults);
	str_init(&words);
	fault_words(&faults->v[0], &words);
	err_set(err, "%s", words.s);
	str_release(&words);
}
