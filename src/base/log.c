/* SPDX-License-Identifier: Apache-2.0 */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/str.h"
#include "base/text.h"

void
log_line(const char *fmt, ...)
{
	char raw[2048];
	struct str clean;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(raw, sizeof(raw), fmt, ap);
	va_end(ap);
	if (n < 0)
		return;
	if (n >= (int)sizeof(raw))
		n = sizeof(raw) - 1;
	str_init(&clean);
	text_clean(&clean, raw, (size_t)n);
	fprintf(stderr, "natvagt: %s\n", clean.s);
	str_release(&clean);
}
