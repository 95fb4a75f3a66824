/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A question that one key answers: what stands in its box, a key before each
 * answer.
 */
#ifndef NATVAGT_UI_MENU_H
#define NATVAGT_UI_MENU_H

#include <stdint.h>

#include "ui/words.h"

enum { MENU_MAX = 9, MENU_TEXT_SIZE = 160 };

struct menu {
	char title[MENU_TEXT_SIZE]; /* what it is about */
	const char *question;
	struct menu_item {
		int32_t key;
		char text[MENU_TEXT_SIZE];
	} item[MENU_MAX];
	int n;
};

void menu_title(struct menu *menu, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* What is too much is left out. */
void menu_add_key(struct menu *menu, int32_t key, const char *text);
/* With the next digit for its key, from 1 on. */
void menu_add(struct menu *menu, const char *text);
/* The answer of a key, or -1. */
int menu_find(const struct menu *menu, int32_t key);
/* "1-5", the keys from the lowest to the highest. */
void menu_keys(const struct menu *menu, char buf[8]);

#endif
