/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines for the admin, on standard error: "natvagt: text". The text is
 * cleaned. The console points standard error at a file before it starts.
 */
#ifndef NATVAGT_BASE_LOG_H
#define NATVAGT_BASE_LOG_H

void log_line(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
