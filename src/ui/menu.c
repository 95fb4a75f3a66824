/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/menu.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/text.h"

void
menu_title(struct menu *menu, const char *fmt, ...)
{
	struct str title;
	va_list ap;

	str_init(&title);
	va_start(ap, fmt);
	str_addv(&title, fmt, ap);
	va_end(ap);
	text_cut(menu->title, sizeof(menu->title), title.s);
	str_release(&title);
}

void
menu_add_key(struct menu *menu, int32_t key, const char *text)
{
	struct menu_item *item = &menu->item[menu->n];

	if (menu->n == MENU_MAX)
		return;
	menu->n++;
	item->key = key;
	text_cut(item->text, sizeof(item->text), text);
}

void
menu_add(struct menu *menu, const char *text)
{
	menu_add_key(menu, '1' + menu->n, text);
}

int
menu_find(const struct menu *menu, int32_t key)
{
	for (int i = 0; i < menu->n; i++)
		if (menu->item[i].key == key)
			return i;
	return -1;
}

void
menu_keys(const struct menu *menu, char buf[8])
{
	int32_t low = menu->item[0].key, high = low;

	for (int i = 1; i < menu->n; i++) {
		low = menu->item[i].key < low ? menu->item[i].key : low;
		high = menu->item[i].key > high ? menu->item[i].key : high;
	}
	if (menu->n > 1)
		snprintf(buf, 8, "%c-%c", (char)low, (char)high);
	else
		snprintf(buf, 8, "%c", (char)low);
}
