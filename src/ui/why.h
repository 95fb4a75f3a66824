/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why a condition holds, or does not, in the words of whoever asks: "out of
 * bed 12 min", "Corridor: motion 40 s ago". A condition is taken apart down to
 * its signals; of an `or` only the sides that decide it are told. How the
 * expression itself reads is house_ref_text()'s to say.
 */
#ifndef NATVAGT_UI_WHY_H
#define NATVAGT_UI_WHY_H

#include <stdint.h>

#include "base/str.h"
#include "core/world.h"
#include "read/conf.h"

struct why {
	uint8_t truth; /* of this part of the condition */
	char *text;    /* how it is there, whether that fits or not; owned */
	int64_t since; /* it has been so since then, … */
	int64_t over;  /* … or it was so until then; 0: neither is known */
	int64_t need;  /* ms that it must last, or 0 */
};

struct whys {
	struct why *v; /* owned, with its texts */
	size_t n, cap;
};

/*
 * The parts of a condition: first those that hold, then those that do not,
 * then those that cannot be seen; among them what changed last stands first.
 * place: whose condition it is, the one whose name goes without saying.
 */
void why_make(struct whys *whys, const struct conf *conf,
    const struct world *world, int32_t place, node_ref when);
void why_release(struct whys *whys);

/* Appends a condition in words, as if it held. */
void why_words(const struct conf *conf, int32_t place, node_ref ref,
    struct str *out);
/* Appends a part and its times as they are at now. */
void why_line(const struct why *why, int64_t now, struct str *out);

#endif
