/* SPDX-License-Identifier: Apache-2.0 */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void (*restore_fn)(void);

int
err_set(struct err *err, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return -1;
	va_start(ap, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	return -1;
}

int
err_prefix(struct err *err, const char *fmt, ...)
{
	char head[sizeof(err->text)], tail[sizeof(err->text)];
	va_list ap;

	if (err == NULL)
		return -1;
	memcpy(tail, err->text, sizeof(tail));
	va_start(ap, fmt);
	vsnprintf(head, sizeof(head), fmt, ap);
	va_end(ap);
	return err_set(err, "%s: %s", head, tail);
}

void
bug_set_restore(void (*restore)(void))
{
	restore_fn = restore;
}

void
bug_at(const char *file, int line, const char *fmt, ...)
{
	void (*restore)(void) = restore_fn;
	va_list ap;

	restore_fn = NULL;
	if (restore != NULL)
		restore();
	fprintf(stderr, "natvagt: bug at %s:%d: ", file, line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	abort();
}
