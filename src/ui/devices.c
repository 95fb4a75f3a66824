/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/devices.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static int
level_of(const struct ui *ui, int32_t source)
{
	double number;
	int64_t since;

	if (source < 0 || !ui->conf->house->source[source].number)
		return LEVEL_NONE;
	if (world_source(ui->world, source, &number, &since) == TRI_UNKNOWN ||
	    !(number >= 0 && number < 1e6))
		return LEVEL_UNKNOWN;
	return (int)(number + 0.5);
}

/* Below any number that it is compared with. */
static bool
is_low(const struct house *house, int32_t source, int level)
{
	const struct source *s = &house->source[source];
	bool compared = false, low = false;

	for (int32_t i = s->leaf0; i < s->leaf0 + s->nleaf; i++) {
		const struct node *node = &house->node[house->leaf[i]];

		if (node->op != NODE_COMPARE)
			continue;
		compared = true;
		low = low || level < node->number;
	}
	return compared ? low : level < DEVICES_BATTERY_LOW;
}

/* What is not believed has become unknown then. */
static int64_t
lost_since(const struct ui *ui, const struct device *device)
{
	int64_t last = 0;

	for (int32_t i = 0; i < device->nsource; i++) {
		double number;
		int64_t since;

		if (world_source(ui->world, device->source0 + i, &number,
		    &since) == TRI_UNKNOWN && since > last)
			last = since;
	}
	return last;
}

static enum device_worry
worry_of(const struct device_line *line)
{
	switch (line->info.state) {
	case DEVICE_SILENT: case DEVICE_OFFLINE: case DEVICE_LOST:
		return WORRY_GONE;
	case DEVICE_NEW: case DEVICE_WAITING:
		return WORRY_UNHEARD;
	case DEVICE_LIVE:
		break;
	}
	return line->low ? WORRY_WEAK : line->info.bad > 0 ? WORRY_GARBLED :
	    WORRY_NONE;
}

struct device_line
devices_line(const struct ui *ui, int32_t device)
{
	const struct house *house = ui->conf->house;
	int32_t battery = house_source(house, device, "battery");
	int32_t link = house_source(house, device, "linkquality");
	struct device_line line = {.device = device,
	    .info = world_device(ui->world, device)};

	line.battery = level_of(ui, battery);
	line.low = line.battery >= 0 && is_low(house, battery, line.battery);
	line.link = level_of(ui, link >= 0 ? link :
	    house_source(house, device, "lqi"));
	if (line.info.state != DEVICE_LIVE)
		line.since = lost_since(ui, &house->device[device]);
	line.worry = worry_of(&line);
	return line;
}

/* A qsort() comparison: the worst first. */
static int
compare(const void *a, const void *b)
{
	const struct device_line *x = a, *y = b;

	if (x->worry != y->worry)
		return (int)x->worry - (int)y->worry;
	if (x->worry == WORRY_GONE && x->since != y->since)
		return x->since < y->since ? -1 : 1;
	if (x->worry == WORRY_WEAK && x->battery != y->battery)
		return x->battery - y->battery;
	return x->device - y->device;
}

struct device_line *
devices_lines(const struct ui *ui)
{
	int32_t n = ui->conf->house->ndevice;
	struct device_line *v = xcalloc((size_t)n + 1, sizeof(*v));

	for (int32_t i = 0; i < n; i++)
		v[i] = devices_line(ui, i);
	qsort(v, (size_t)n, sizeof(*v), compare);
	return v;
}
