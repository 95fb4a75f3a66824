/* SPDX-License-Identifier: Apache-2.0 */
/* The console's pages as lines: see ui/linear.h. */
#ifndef NATVAGT_UI_LINEAR_PAGE_H
#define NATVAGT_UI_LINEAR_PAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "ui/ui.h"

/*
 * What the screen shows, as it is said: what separates is a comma, and marks,
 * which stand beside words only, are left out. Without the newline.
 */
void linear_words(const char *text, struct str *out);
/* The same of several lines, without blank ones. */
void linear_text(const char *text, struct str *out);

/* Whether a place is of a room: within it, or drawn as the same one. */
bool linear_is_of(const struct ui *ui, int32_t place, int32_t room);
/*
 * The page that is open. Of one that is a list: the lines of a room (or -1)
 * that hold a text (or NULL); with neither the log's last ones, and the devices
 * that need somebody.
 */
void linear_page(struct ui *ui, int32_t room, const char *text,
    struct str *out);
/* A device in words, with the newline. */
void linear_device(const struct ui *ui, int32_t device, struct str *out);

#endif
