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

void
faults_tell(struct faults *faults, FILE *to)
{
	struct str line, clean;

	if (faults->n == 0)
		return;
	qsort(faults->v, faults->n, sizeof(*faults->v), by_place);
	str_init(&line);
	str_init(&clean);
	for (size_t i = 0; i < faults->n; i++) {
		const struct fault *fault = &faults->v[i];

		str_clear(&line);
		str_clear(&clean);
		str_add(&line, fault->file);
		if (fault->line > 0)
			str_addf(&line, ":%d", fault->line);
		str_addf(&line, ": %s", fault->text);
		text_clean(&clean, line.s, line.len);
		fprintf(to, "%s\n", clean.s);
	}
	str_release(&line);
	str_release(&clean);
}
