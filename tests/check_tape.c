/* SPDX-License-Identifier: Apache-2.0 */
/* A night on tape tells what the night tells, however often it is run. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "check_run.h"
#include "read/conf.h"
#include "read/recording.h"
#include "read/tape.h"

/* Sensors, staff, what is carried, what was refused, and a bad line. */
static const char night_text[] =
    "1763762400.000\t$natvagt/segment\t{\"night\":\"2025-11-21\",\"carries\":"
    "3}\n"
    "1763762400.000\t$natvagt/carry\t{\"world\":[1763762300000,7,0,0]}\n"
    "1763762400.000\t$natvagt/carry\t{\"device\":\"door\",\"is\":"
    "[1763762300000,1]}\n"
    "1763762400.000\t$natvagt/carry\t{\"device\":\"door\",\"signal\":\"door\","
    "\"value\":\"false\",\"number\":0,\"is\":[1763762300000,0]}\n"
    "1763762401.000\tdoor\t1\n"
    "1763762402.000\tdoor\t0\n"
    "no line of a night\n"
    "1763762403.000\tdoor\t1\n"
    "1763762404.000\t$natvagt/action\t{\"do\":\"ack\",\"alert\":7,\"version\":3"
    ",\"by\":\"KM\"}\n"
    "1763762405.000\t$natvagt/bad\t{\"device\":\"door\",\"count\":2,\"why\":\"w"
    "\"}\n"
    "1763762406.000\tnobody\t1\n"
    "1763762406.000\t$natvagt/action\t{\"do\":\"close\",\"alert\":7,\"version\""
    ":4,\"by\":\"AB\",\"outcome\":2,\"note\":\"fine\"}\n"
    "1763762407.000\tdoor\t0\n"
    "1763762408.000\tdoor\t1\n";

static const char conf_text[] =
    "site: { id = \"t\"; name = \"T\"; zone = \"UTC\"; language = \"en\";"
    " night = \"22:00-07:00\"; };\n"
    "broker: { host = \"h\"; port = 1883; };\n"
    "journal = \"t.db\";\n"
    "places = ( { id = \"101\"; kind = \"dwelling\"; } );\n"
    "devices = ( { id = \"door\"; topic = \"door\"; place = \"101\";"
    " reads = ( { signal = \"door\"; on = \"1\"; off = \"0\"; } ); } );\n"
    "statuses = ( { id = \"open\"; when = \"door\"; mark = \"/\";"
    " label = \"Open\"; } );\n"
    "rules = ( { id = \"r\"; when = \"door\"; priority = \"medium\";"
    " text = \"r\"; } );\n";

static void
write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	ck_assert_int_eq(fclose(f), 0);
}

static void
tell(void *arg, const struct event *e)
{
	str_addf(arg, "%lld %d %d %d %u.%u %s %lld %s\n", (long long)e->t,
	    (int)e->what, e->status, (int)e->event,
	    (unsigned)e->alert.number, (unsigned)e->alert.version, e->alert.by,
	    (long long)e->step, e->reason != NULL ? e->reason : "");
}

static void
count_bad(void *arg, const char *path, size_t line, const char *reason)
{
	(void)path;
	(void)reason;
	*(size_t *)arg += line;
}

static struct conf *
load(char *dir)
{
	struct faults faults = {0};
	struct conf *conf;

	ck_assert_ptr_nonnull(mkdtemp(dir));
	ck_assert_int_eq(chdir(dir), 0);
	write_file("t.night", night_text);
	write_file("t.conf", conf_text);
	conf = conf_load("t.conf", CONF_WITHOUT_SECRETS, &faults);
	faults_tell(&faults, stderr);
	faults_release(&faults);
	ck_assert_ptr_nonnull(conf);
	return conf;
}

START_TEST(tells_what_the_night_tells)
{
	char dir[] = "/tmp/natvagt-test-XXXXXX";
	struct conf *conf = load(dir);
	size_t bad = 0, bad_taped = 0;
	struct recording *recording;
	struct tape *tape = tape_new(conf);
	struct str played, taped;
	struct err err;

	str_init(&played);
	str_init(&taped);
	recording = recording_open("t.night", conf, GUARD_RECORDED, false,
	    count_bad, &bad, &err);
	ck_assert_ptr_nonnull(recording);
	while (recording_step(recording, tell, &played))
		;
	ck_assert_int_eq(tape_read(tape, "t.night", false, count_bad,
	    &bad_taped, &err), 0);
	ck_assert_uint_eq(bad, 7);
	ck_assert_uint_eq(bad_taped, bad);
	for (int i = 0; i < 2; i++) {
		struct world *world = world_new(conf->house, &conf->zone,
		    GUARD_RECORDED);

		str_clear(&taped);
		tape_run(tape, world, tell, &taped);
		ck_assert_str_eq(taped.s, played.s);
		world_free(world);
	}
	ck_assert_ptr_nonnull(strstr(played.s, "7.5 AB"));
	ck_assert_int_eq(tape_read(tape, "none.night", false, NULL, NULL,
	    &err), -1);
	recording_free(recording);
	tape_free(tape);
	conf_free(conf);
	str_release(&played);
	str_release(&taped);
	unlink("t.night");
	unlink("t.conf");
	rmdir(dir);
}
END_TEST

CHECK_MAIN("tape", tells_what_the_night_tells)
