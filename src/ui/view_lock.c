/* SPDX-License-Identifier: Apache-2.0 */
#include "base/i18n.h"
#include "ui/sign.h"
#include "ui/view.h"

void
view_locked(const struct ui *ui, struct frame *frame, struct area area)
{
	struct page page = {0};

	area.col++;
	area.cols -= 2;
	page_add(&page, BOLD, "%s", _("The screen is locked."));
	page_wrap(&page, PLAIN, area.cols, 0, sign_is_on(ui) ?
	    _("a takes an alert all the same, as nobody in particular."
	    " L unlocks: sign in with your initials.") :
	    _("a takes an alert all the same, as nobody in particular."
	    " L unlocks."));
	page_draw(&page, frame, area, 0);
	page_release(&page);
}
