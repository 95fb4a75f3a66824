/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The console as lines of text, one after the other, for screen readers,
 * braille and logs: what happens, how it stands, and commands that are typed
 * as lines. Nothing is drawn, and marks are said in words. A command is a key
 * of the console's own table (ui/keys.h), perhaps with a place and an answer:
 * "a", "a 101", "c 101 1". All text is appended, lines ended by a newline.
 */
#ifndef NATVAGT_UI_LINEAR_H
#define NATVAGT_UI_LINEAR_H

#include "base/str.h"
#include "ui/ui.h"

/* What happened: "02:20:00 101: Ude af boligen, ny alarm, prioritet mellem". */
void linear_entry(const struct ui *ui, const struct ui_entry *entry,
    struct str *out);
/* What is wrong with the watch itself; nothing where all is well. */
void linear_banner(const struct ui *ui, struct str *out);
/* How many need someone, and each alert. */
void linear_summary(const struct ui *ui, struct str *out);
/*
 * A line that was typed. What it shows is appended; what it asks the shell to
 * do is returned, as ui_key() does. What it says is in ui->notice.
 */
struct ui_request linear_command(struct ui *ui, const char *line,
    struct str *out);

#endif
