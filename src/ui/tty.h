/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The terminal: the only file that knows curses. It shows frames and reads
 * keys; it decides nothing.
 */
#ifndef NATVAGT_UI_TTY_H
#define NATVAGT_UI_TTY_H

#include <stdbool.h>

#include "base/err.h"
#include "ui/frame.h"
#include "ui/theme.h"

enum {
	TTY_NOTHING = -1, /* no key within the time */
	TTY_GONE = -2,    /* there is no terminal any more */
};

/*
 * The words' language: that of $LANGUAGE where the user set it, else the
 * site's ("da"); also where its locale is not there, with UTF-8 if that is
 * what the user's locale asked for. Where the program's folder has a locale/
 * the words come from there. Numbers stay as C has them. Sets the environment:
 * call it once, before threads and before tty_start().
 */
void tty_locale(const char *language, const char *program_folder);
/* Whether the locale's characters are UTF-8; where not, frames are ASCII. */
bool tty_utf8(void);

/*
 * Takes the terminal over (standard input and output), keeping Ctrl-C,
 * Ctrl-Z and Ctrl-S from stopping the watch: they are keys. Also names
 * tty_stop() to bug_set_restore().
 */
int tty_start(struct err *err);
/* Gives it back as it was; harmless at any time. */
void tty_stop(void);
/* It shows no colours: all themes look like mono. */
bool tty_mono(void);
/* What frames look like from here on; the first theme until then. */
void tty_theme(const struct theme *theme);
void tty_size(int *rows, int *cols);
/*
 * Clicks and the wheel become keys (ui/mouse.h) where the terminal has a mouse.
 * What is marked by it for the clipboard is then marked with Shift held.
 */
void tty_mouse(bool on);
/* Draws what has changed since the last frame, in one write. */
void tty_show(const struct frame *frame);
/*
 * A key (UI_KEY_… or a code point), TTY_NOTHING after timeout_ms or a signal,
 * or TTY_GONE.
 */
int tty_key(int timeout_ms);
/* From here on tty_key()'s wait also ends when fd is readable; -1: no more. */
void tty_wake(int fd);
/* Draws all anew with the next frame, as after other programs' output. */
void tty_redraw(void);
void tty_bell(void);

#endif
