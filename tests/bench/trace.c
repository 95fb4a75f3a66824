/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/trace.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "bench/bench.h"

enum { CORRIDOR_SENSORS = 4, DWELLING_SENSORS = 5 };

enum sensor_kind { DOOR, MOTION, BED, CALL };

struct sensor {
	enum sensor_kind kind;
	char topic[40];
	bool on;
};

struct house_of_dice {
	uint64_t seed;
	struct sensor *sensor;
	int n;
};

/* xorshift64* (S. Vigna, 2016) */
static uint32_t
roll(struct house_of_dice *house, uint32_t n)
{
	house->seed ^= house->seed >> 12;
	house->seed ^= house->seed << 25;
	house->seed ^= house->seed >> 27;
	return (uint32_t)((house->seed * 0x2545f4914f6cdd1du) >> 33) % n;
}

/* Dwelling i's number on its door: ten on each floor. */
static int
number_of(int i)
{
	return (i / 10 + 1) * 100 + i % 10 + 1;
}

/* Of conf/types.conf what the shipped rules ask for. */
static const char bare_types[] =
    "types = (\n"
    "  { id = \"z2m-contact\"; every = \"25h\"; reads = ( { signal ="
    " \"door\"; at = \"/contact\"; on = \"false\"; off = \"true\"; } ); },\n"
    "  { id = \"z2m-motion\"; every = \"25h\"; reads = ( { signal ="
    " \"motion\"; at = \"/occupancy\"; on = \"true\"; off = \"false\"; } );"
    " },\n"
    "  { id = \"bed-mat\"; reads = ( { signal = \"bed\"; on = \"1\"; off ="
    " \"0\"; } ); },\n"
    "  { id = \"z2m-sos\"; every = \"25h\"; reads = ( { signal = \"call\";"
    " at = \"/action\"; on = \"emergency\"; hold = \"5s\"; } ); } );\n";

static void
conf_dwelling(struct str *out, int i)
{
	int id = number_of(i);

	str_addf(out,
	    "  { id = \"door-%d\"; topic = \"zigbee2mqtt/door-%d\";"
	    " type = \"z2m-contact\"; place = \"%d\"; },\n", id, id, id);
	str_addf(out,
	    "  { id = \"bed-%d\"; topic = \"care/bed/%d\";"
	    " type = \"bed-mat\"; place = \"%d\"; every = \"1h\"; },\n", id,
	    id, id);
	str_addf(out,
	    "  { id = \"motion-%d\"; topic = \"zigbee2mqtt/pir-%d\";"
	    " type = \"z2m-motion\"; place = \"%d\"; },\n", id, id, id);
	str_addf(out,
	    "  { id = \"motion-%d-bath\"; topic = \"zigbee2mqtt/pir-%d-bath\";"
	    " type = \"z2m-motion\"; place = \"%d.bath\"; },\n", id, id, id);
	str_addf(out,
	    "  { id = \"call-%d\"; topic = \"zigbee2mqtt/sos-%d\";"
	    " type = \"z2m-sos\"; place = \"%d\"; },\n", id, id, id);
}

/* Whole, as what is included must lie in the folder of the main file. */
static void
add_file(struct str *out, const char *dir, const char *name)
{
	char *path = xasprintf("%s/%s", dir, name);
	FILE *f = fopen(path, "r");
	char part[4096];
	size_t n;

	if (f == NULL)
		bench_die("cannot read '%s'", path);
	while ((n = fread(part, 1, sizeof(part), f)) > 0)
		str_addn(out, part, n);
	fclose(f);
	free(path);
}

void
trace_conf(const struct trace *trace, const char *conf_dir, const char *rules,
    const char *journal, int port, struct str *out)
{
	str_addf(out, "site: { id = \"bench\"; name = \"Bench\";"
	    " zone = \"Europe/Copenhagen\"; language = \"da\";"
	    " night = \"22:00-07:00\"; };\n"
	    "broker: { host = \"127.0.0.1\"; port = %d; };\n"
	    "journal = \"%s\";\n", port != 0 ? port : 1883,
	    journal != NULL ? journal : "bench.db");
	if (trace->bare)
		str_add(out, bare_types);
	else
		add_file(out, conf_dir, "types.conf");
	str_add(out, "places = (\n");
	for (int i = 0; i < trace->dwellings; i++)
		str_addf(out, "  { id = \"%d\"; kind = \"dwelling\"; },"
		    " { id = \"%d.bath\"; within = \"%d\"; },\n",
		    number_of(i), number_of(i), number_of(i));
	str_add(out, "  { id = \"corridor\"; kind = \"common\"; },"
	    " { id = \"entrance\"; kind = \"common\"; } );\n"
	    "devices = (\n");
	for (int i = 0; i < trace->dwellings; i++)
		conf_dwelling(out, i);
	for (int i = 0; i < CORRIDOR_SENSORS; i++)
		str_addf(out, "  { id = \"motion-corridor-%d\";"
		    " topic = \"zigbee2mqtt/pir-corridor-%d\";"
		    " type = \"z2m-motion\"; place = \"corridor\"; },\n", i,
		    i);
	str_add(out, "  { id = \"door-entrance\";"
	    " topic = \"zigbee2mqtt/door-entrance\"; type = \"z2m-contact\";"
	    " place = \"entrance\"; } );\n");
	if (rules != NULL)
		str_add(out, rules);
	else
		add_file(out, conf_dir, "rules.conf");
}

static void
add_sensor(struct house_of_dice *house, enum sensor_kind kind,
    const char *base, int id, const char *end)
{
	struct sensor *sensor = &house->sensor[house->n++];

	sensor->kind = kind;
	snprintf(sensor->topic, sizeof(sensor->topic), "%s%d%s", base, id,
	    end);
}

static void
add_sensors(struct house_of_dice *house, int dwellings)
{
	size_t n = (size_t)dwellings * DWELLING_SENSORS + CORRIDOR_SENSORS + 1;

	house->sensor = xcalloc(n, sizeof(*house->sensor));
	for (int i = 0; i < dwellings; i++) {
		int id = number_of(i);

		add_sensor(house, DOOR, "zigbee2mqtt/door-", id, "");
		add_sensor(house, BED, "care/bed/", id, "");
		add_sensor(house, MOTION, "zigbee2mqtt/pir-", id, "");
		add_sensor(house, MOTION, "zigbee2mqtt/pir-", id, "-bath");
		add_sensor(house, CALL, "zigbee2mqtt/sos-", id, "");
	}
	for (int i = 0; i < CORRIDOR_SENSORS; i++)
		add_sensor(house, MOTION, "zigbee2mqtt/pir-corridor-", i, "");
	house->sensor[house->n].kind = DOOR;
	strcpy(house->sensor[house->n++].topic, "zigbee2mqtt/door-entrance");
}

/* Of 1000. Motion sends most, then beds, then doors; a call is rare. */
static struct sensor *
choose(struct house_of_dice *house)
{
	static const uint32_t weight[] = {
		[DOOR] = 200, [MOTION] = 1000, [BED] = 400, [CALL] = 1,
	};

	for (;;) {
		struct sensor *sensor =
		    &house->sensor[roll(house, (uint32_t)house->n)];

		if (roll(house, 1000) < weight[sensor->kind])
			return sensor;
	}
}

/* What zigbee2mqtt adds to what matters. */
static void
add_rest(struct house_of_dice *house, int64_t t, struct str *payload)
{
	char stamp[32];
	time_t seconds = (time_t)(t / 1000);
	struct tm tm;

	strftime(stamp, sizeof(stamp), "%Y-%m-%dT%H:%M:%S",
	    gmtime_r(&seconds, &tm));
	str_addf(payload, ",\"device_temperature\":%d,\"illuminance\":%d,"
	    "\"last_seen\":\"%s.%03dZ\",\"linkquality\":%d,"
	    "\"power_outage_count\":%d,\"voltage\":%d,"
	    "\"update\":{\"installed_version\":16777241,"
	    "\"latest_version\":16777241,\"state\":\"idle\"}",
	    20 + (int)roll(house, 8), (int)roll(house, 400), stamp,
	    (int)(t % 1000), 40 + (int)roll(house, 200),
	    (int)roll(house, 20), 2800 + (int)roll(house, 300));
}

static void
write_payload(struct house_of_dice *house, const struct trace *trace,
    struct sensor *sensor, int64_t t, struct str *payload)
{
	str_clear(payload);
	switch (sensor->kind) {
	case BED:
		str_add(payload, sensor->on ? "1" : "0");
		return;
	case CALL:
		str_add(payload, "{\"action\":\"emergency\",\"battery\":88");
		break;
	case DOOR:
		str_addf(payload, "{\"battery\":%d,\"contact\":%s,"
		    "\"tamper\":false", 90 + (int)roll(house, 8),
		    sensor->on ? "false" : "true");
		break;
	case MOTION:
		str_addf(payload, "{\"battery\":%d,\"occupancy\":%s,"
		    "\"tamper\":false", 90 + (int)roll(house, 8),
		    sensor->on ? "true" : "false");
		break;
	}
	if (trace->raw)
		add_rest(house, t, payload);
	str_addc(payload, '}');
}

void
trace_run(const struct trace *trace, trace_fn *fn, void *arg)
{
	struct house_of_dice house = {.seed = trace->seed};
	double mean = (double)trace->ms / (double)trace->messages;
	double t = (double)trace->start;
	struct str payload;

	str_init(&payload);
	add_sensors(&house, trace->dwellings);
	for (size_t i = 0; i < trace->messages; i++) {
		struct sensor *sensor = choose(&house);

		if (roll(&house, 5) >= 2)
			sensor->on = !sensor->on;
		write_payload(&house, trace, sensor, (int64_t)t, &payload);
		fn(arg, (int64_t)t, sensor->topic, payload.s);
		/* As a Poisson process would have it. */
		t += -mean * log((roll(&house, 1000000) + 1) / 1e6);
	}
	free(house.sensor);
	str_release(&payload);
}

static void
write_line(void *arg, int64_t t, const char *topic, const char *payload)
{
	fprintf(arg, "%lld.%03d\t%s\t%s\n", (long long)(t / 1000),
	    (int)(t % 1000), topic, payload);
}

void
trace_write(const struct trace *trace, const char *path)
{
	FILE *f = fopen(path, "w");

	if (f == NULL)
		bench_die("cannot write '%s'", path);
	trace_run(trace, write_line, f);
	if (fclose(f) != 0)
		bench_die("cannot write '%s'", path);
}

void
trace_file(const char *path, const struct str *text)
{
	FILE *f = fopen(path, "w");

	if (f == NULL || fwrite(text->s, 1, text->len, f) != text->len ||
	    fclose(f) != 0)
		bench_die("cannot write '%s'", path);
}

struct conf *
trace_load(const struct trace *trace, const char *rules, enum conf_use use,
    const struct sweep_spec *sweep)
{
	char path[] = "/tmp/natvagt-bench-XXXXXX";
	const char *folder = getenv("srcdir");
	char *dir = xasprintf("%s/conf", folder != NULL ? folder : ".");
	struct faults faults = {0};
	struct conf *conf;
	struct str text;
	int fd = mkstemp(path);

	if (fd == -1)
		bench_die("cannot make '%s'", path);
	close(fd);
	str_init(&text);
	trace_conf(trace, dir, rules, NULL, 0, &text);
	trace_file(path, &text);
	conf = sweep != NULL ? conf_load_sweep(path, sweep, &faults) :
	    conf_load(path, use, &faults);
	faults_tell(&faults, stderr);
	faults_release(&faults);
	unlink(path);
	str_release(&text);
	free(dir);
	if (conf == NULL)
		bench_die("the configuration has faults");
	return conf;
}

void
trace_decode(struct decoder *decoder, int64_t t, const char *topic,
    const char *payload, struct message *message)
{
	const struct row row = {.t = t, .topic = topic, .payload = payload,
	    .topic_len = strlen(topic), .payload_len = strlen(payload)};
	struct err err;

	if (decode(decoder, &row, message, &err) != 1)
		bench_die("%s: %s", topic, err.text);
}
