#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Two real homes, recorded by others: imported, replayed on a configuration
# for that home, and what the rules find held against figures that were worked
# out from the recordings by a program that shares no code with natvagt.
# shellcheck source=tests/tap.sh
. "$srcdir/tests/tap.sh"

homes=$srcdir/../shared/data/homes
cd "$dir" || exit 99

# raised FORMAT: when each alert was raised in the home's whole recording.
raised() {
	"$NATVAGT" import "$1" "$homes/$1-A/$2" > "$1.night" 2> said || return 1
	"$NATVAGT" replay -c "$srcdir/tests/homes/$1.conf" --print --only alert \
	    --guard model "$1.night" |
	    sed -n 's/^{"t":"\([^"]*\)\.[0-9]*+.*"raised".*"rule":"\([^"]*\)".*/\2 \1/p' |
	    LC_ALL=C sort > got
}

# counted: how often each rule was raised.
counted() {
	cut -d ' ' -f 1 got | uniq -c | awk '{print $2, $1}' > counts
}

[ -d "$homes" ] || skip_all "the recordings are not here"

ok "kasteren replays" raised kasteren kasterenSenseData.txt
counted
cat > want <<'T'
awake-at-night 1
away-at-night 9
bedroom-door-open 8
front-door-at-night 6
toilet-at-night 13
T
is "kasteren: how often" want counts
cat > want <<'T'
front-door-at-night 2008-03-04T23:43:27
front-door-at-night 2008-03-08T01:07:48
front-door-at-night 2008-03-13T00:52:47
front-door-at-night 2008-03-14T00:34:58
front-door-at-night 2008-03-16T00:28:00
front-door-at-night 2008-03-18T23:39:18
toilet-at-night 2008-02-26T00:39:25
toilet-at-night 2008-02-27T05:30:14
toilet-at-night 2008-03-05T06:00:54
toilet-at-night 2008-03-10T06:20:52
toilet-at-night 2008-03-11T06:52:49
toilet-at-night 2008-03-12T03:05:36
toilet-at-night 2008-03-13T06:28:42
toilet-at-night 2008-03-14T05:34:34
toilet-at-night 2008-03-17T05:45:03
toilet-at-night 2008-03-18T06:23:49
toilet-at-night 2008-03-20T00:35:39
toilet-at-night 2008-03-20T06:58:31
toilet-at-night 2008-03-21T03:50:40
T
grep -E '^(front|toilet)' got > some
is "kasteren: front door and toilet at night" want some

ok "ordonez replays" raised ordonez OrdonezA_Sensors.txt
counted
cat > want <<'T'
front-door-at-night 1
late-to-bed 4
long-in-bed 2
long-in-chair 4
toilet-after-bed 13
T
is "ordonez: how often" want counts
cat > want <<'T'
front-door-at-night 2011-12-11T00:56:01
long-in-bed 2011-12-03T11:47:02
long-in-bed 2011-12-05T11:35:10
long-in-chair 2011-11-29T01:21:15
long-in-chair 2011-12-01T01:14:03
long-in-chair 2011-12-08T21:24:27
long-in-chair 2011-12-11T20:43:51
T
grep -Ev '^(toilet|late)' got > some
is "ordonez: front door, bed and chair" want some
finish
