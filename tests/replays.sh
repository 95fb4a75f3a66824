#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The nights that are shipped, on the house that is shipped: each incident of
# the truth is found, at the time that a program sharing no code with natvagt
# worked out, and the quiet night is quiet.
# shellcheck source=tests/tap.sh
. "$srcdir/tests/tap.sh"

conf=$srcdir/conf/natvagt.conf
cd "$dir" || exit 99

raised() {
	"$NATVAGT" replay -c "$conf" --print --only alert --guard model \
	    "$srcdir/replays/$1.night" > lines || return 1
	sed -n 's/^{"t":"[^T]*T\([^+]*\)+.*"raised".*"rule":"\([^"]*\)","place":"\([^"]*\)".*/\1 \2 \3/p' \
	    lines > got
}

ok "the quiet night replays" raised quiet
echo '03:20:41.504 silent motion-108' > want
is "the quiet night is quiet, but for a sensor that dies" want got
ok "the hard night replays" raised hard
cat > want <<'T'
12:00:00.544 battery call-106
22:41:05.000 call 107
00:08:50.000 broker site
00:55:03.000 not-back 106
01:31:23.625 silent bed-102
01:50:03.000 restless 108
02:20:01.500 out-at-night 101
03:26:35.000 fall 105
04:41:16.500 out-at-night 104
04:43:24.000 exit entrance
05:12:20.000 call 103
05:25:03.000 out-at-night 103
05:56:16.000 long-bath 109
T
is "the hard night's alerts" want got
gzip -c "$srcdir/replays/hard.night" > hard.night.gz
"$NATVAGT" replay -c "$conf" --print --only alert --guard model \
    hard.night.gz > packed
is "the same from a packed night" lines packed

# From a cold start on, nobody who was seen is lost from sight, but in 109,
# whose bed mat goes away.
"$NATVAGT" replay -c "$conf" --print --only status "$srcdir/replays/demo.night" |
    sed -n 's/.*"place":"\(1[^"]*\)","status":"unseen".*/\1/p' > got
echo 109 > want
is "the demo's dwellings stay in sight" want got

# The script that made them makes them again.
if command -v python3 > /dev/null; then
	mkdir again
	ok "the nights are made again" python3 "$srcdir/replays/make-nights" -o again
	for f in quiet.night quiet.truth hard.night hard.truth demo.night; do
		is "$f is the same" "$srcdir/replays/$f" "again/$f"
	done
fi
# What a collector says of itself as it starts is nothing to be called for;
# what goes wrong later is.
own() {
	printf '%s\t$natvagt/%s\t%s\n' "$@" >> own.night
}
own 1795298400 start '{}'
own 1795298401 alarm '{"ok":true}'
own 1795298401 disk '{"low":false,"free_mb":9000}'
own 1795298401 broker_drops '{"dropping":false,"dropped":0}'
own 1795298462 disk '{"low":true,"free_mb":511}'
own 1795298463 broker_drops '{"dropping":true,"dropped":12}'
own 1795298464 alarm '{"ok":false,"priority":"high","reason":"gone"}'
own 1795299063 broker_drops '{"dropping":false,"dropped":12}'
"$NATVAGT" replay -c "$conf" --print --only alert own.night |
    sed -n 's/.*"event":"\([^"]*\)".*"rule":"\([^"]*\)".*/\1 \2/p' > got
printf '%s\n' 'raised disk' 'raised drops' 'raised alarm' 'closed drops' > want
is "natvagt's own trouble is told, and that all is well is not" want got
finish
