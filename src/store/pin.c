/* SPDX-License-Identifier: Apache-2.0 */
#include "store/pin.h"

#include <crypt.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* From a digit to the next, 9 to 0 being 1. */
static int
step(const char *digit)
{
	return (digit[1] - digit[0] + 10) % 10;
}

/* 0000, 1234, 9876, 2468: steps of at most two, all the same. */
static bool
is_run(const char *pin)
{
	for (size_t i = 1; pin[i + 1] != '\0'; i++)
		if (step(pin + i) != step(pin))
			return false;
	return step(pin) <= 2 || step(pin) >= 8;
}

/* 1212, 696969. */
static bool
is_pair_again(const char *pin)
{
	for (size_t i = 2; pin[i] != '\0'; i++)
		if (pin[i] != pin[i - 2])
			return false;
	return true;
}

int
pin_check(const char *pin, struct err *err)
{
	size_t n = strspn(pin, "0123456789");

	if (pin[n] != '\0' || n < PIN_MIN || n > PIN_MAX)
		return err_set(err, "a PIN has %d to %d digits and nothing"
		    " else", PIN_MIN, PIN_MAX);
	if (is_run(pin) || is_pair_again(pin))
		return err_set(err, "that PIN is too easy to guess: not 1234,"
		    " 0000, 1212 and the like");
	return 0;
}

char *
pin_hash(const char *pin, struct err *err)
{
	char *salt = crypt_gensalt_ra("$y$", 0, NULL, 0), *hash = NULL;
	void *data = NULL;
	int size = 0;

	if (salt != NULL)
		hash = crypt_ra(pin, salt, &data, &size);
	if (hash == NULL)
		err_set(err, "cannot hash the PIN: %s", strerror(errno));
	else
		hash = xstrdup(hash);
	free(data);
	free(salt);
	return hash;
}

bool
pin_is(const char *hash, const char *pin)
{
	void *data = NULL;
	int size = 0;
	const char *mine = crypt_ra(pin, hash, &data, &size);
	bool is = mine != NULL && strcmp(mine, hash) == 0;

	free(data);
	return is;
}
