/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words for people: _("text") now, P_("one", "many", n) by number, N_("text")
 * only marks it for translators (it leaves nothing in the object code, so the
 * core may use it). What gettext gives is UTF-8: tty_locale() sees to that.
 */
#ifndef NATVAGT_BASE_I18N_H
#define NATVAGT_BASE_I18N_H

#ifdef ENABLE_NLS
#include <libintl.h>
#define _(text) gettext(text)
#define P_(one, many, n) ngettext(one, many, (unsigned long)(n))
#else
#define _(text) (text)
#define P_(one, many, n) ((n) == 1 ? (one) : (many))
#endif
#define N_(text) (text)

#endif
