/* SPDX-License-Identifier: Apache-2.0 */
/*
 * F. Ordonez and others (Sensors 2013): two lines of header, then rows of
 * start, end, location, type, place, parted by one or more tabs.
 */
#include "read/import_line.h"

void
import_ordonez(struct import *import, struct line line)
{
	struct civil start, end;
	struct word location, type;
	struct str topic;
	bool has_end;

	if (!word_is_date(word_peek(&line))) {
		import_count(import, MEND_PROSE);
		return;
	}
	if (!import_take_span(import, &line, &start, &end, &has_end))
		return;
	location = word_next(&line);
	type = word_next(&line);
	if (word_peek(&line).n == 0) {
		import_count(import, MEND_COLUMNS);
		return;
	}
	str_init(&topic);
	str_add(&topic, "ordonez/");
	import_slug(&topic, line.s, (size_t)(line.end - line.s));
	str_addc(&topic, '-');
	import_slug(&topic, location.s, location.n);
	str_addc(&topic, '-');
	import_slug(&topic, type.s, type.n);
	import_add_interval(import, import_sensor(import, topic.s), &start,
	    has_end ? &end : NULL);
	str_release(&topic);
}
