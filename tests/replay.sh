#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# natvagt replay: what --print prints, and the screen with its transport.
. "${srcdir:-.}/tests/tap.sh"

cp "$srcdir/tests/nights/site.conf" "$dir/site.conf"
cat > "$dir/natvagt.conf" <<'EOF2'
@include "site.conf"
statuses = (
  { id = "open"; when = "door"; mark = "/"; colour = "yellow"; label = "Ajar"; },
  { id = "shut"; when = "not door"; mark = "."; colour = "white"; label = "Shut"; } );
rules = (
  { id = "door"; when = "door for 2s"; priority = "medium"; text = "Door open"; } );
EOF2
# 2026-11-22 02:00:00+01:00 is 1795309200.
printf '%s\t%s\t%s\n' \
    1795309200 door-102 '{"contact":true}' \
    1795310400.125 door-102 '{"contact":false}' \
    1795310410 '$natvagt/action' '{"do":"ack","alert":1,"version":1,"by":"KM"}' \
    1795310412 '$natvagt/action' '{"do":"ack","alert":1,"version":1,"by":"AB"}' \
    1795311000 door-102 '{"contact":true}' > "$dir/a.night"
cat > "$dir/want.status" <<'EOF2'
{"t":"2026-11-22T02:00:00.000+01:00","what":"status","place":"102","status":"shut","was":"unseen"}
{"t":"2026-11-22T02:20:00.125+01:00","what":"status","place":"102","status":"open","was":"shut"}
{"t":"2026-11-22T02:30:00.000+01:00","what":"status","place":"102","status":"shut","was":"open"}
EOF2
cat > "$dir/want.alert" <<'EOF2'
{"t":"2026-11-22T02:20:02.125+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"door","place":"102","priority":"medium","level":0}
{"t":"2026-11-22T02:20:10.000+01:00","what":"alert","event":"taken","alert":1,"version":2,"rule":"door","place":"102","priority":"medium","level":0}
{"t":"2026-11-22T02:20:12.000+01:00","what":"alert","event":"refused","alert":1,"version":2,"rule":"door","place":"102","priority":"medium","level":0}
{"t":"2026-11-22T02:30:00.000+01:00","what":"alert","event":"closed","alert":1,"version":3,"rule":"door","place":"102","priority":"medium","level":0}
EOF2
sort -s -t'"' -k4,4 "$dir/want.status" "$dir/want.alert" > "$dir/want"

cd "$dir" || exit 99
NATVAGT_CONF=$dir/natvagt.conf
export NATVAGT_CONF
"$NATVAGT" replay --print a.night > got
is "statuses and alerts, to the byte" want got
"$NATVAGT" replay --print --only status a.night > got
is "--only status" want.status got
"$NATVAGT" replay --only alert a.night --print > got
is "--only alert, options after the night" want.alert got
gzip -k a.night
"$NATVAGT" replay --print a.night.gz > got
is "a night in gzip" want got
"$NATVAGT" replay --print - < a.night > got
is "a night from standard input" want got
cat want want > want.twice
"$NATVAGT" replay --print a.night a.night.gz > got
is "two nights are two worlds" want.twice got
# The modelled guard closes what is over and takes nothing.
grep -v -e taken -e refused want.alert | sed 's/"version":3/"version":2/' \
    > want.model
"$NATVAGT" replay --print --guard model --only alert a.night > got
is "--guard model" want.model got

# Two sets of rules: both sides' events, then each alert of either. The
# second waits longer, and has a rule that the first has not.
sed 's/door for 2s/door for 5m/
    s/^rules = (/&\n  { id = "call"; when = "call"; priority = "high"; text = "Call"; },/' \
    natvagt.conf > other.conf
printf '%s\t%s\t%s\n' 1795310430 call-101 '{"action":"emergency"}' |
    sort -n a.night - > both.night
cat > want.both <<'EOF2'
{"t":"2026-11-22T02:20:02.125+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"door","place":"102","priority":"medium","level":0,"side":1}
{"t":"2026-11-22T02:20:30.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"call","place":"101","priority":"high","level":0,"side":2}
{"t":"2026-11-22T02:20:35.000+01:00","what":"alert","event":"closed","alert":1,"version":2,"rule":"call","place":"101","priority":"high","level":0,"side":2}
{"t":"2026-11-22T02:25:00.125+01:00","what":"alert","event":"raised","alert":2,"version":1,"rule":"door","place":"102","priority":"medium","level":0,"side":2}
{"t":"2026-11-22T02:30:00.000+01:00","what":"alert","event":"closed","alert":1,"version":2,"rule":"door","place":"102","priority":"medium","level":0,"side":1}
{"t":"2026-11-22T02:30:00.000+01:00","what":"alert","event":"closed","alert":2,"version":2,"rule":"door","place":"102","priority":"medium","level":0,"side":2}
{"t":"2026-11-22T02:20:02.125+01:00","what":"compared","rule":"door","place":"102","first":"2026-11-22T02:20:02.125+01:00","other":"2026-11-22T02:25:00.125+01:00","later_ms":298000}
{"t":"2026-11-22T02:20:30.000+01:00","what":"compared","rule":"call","place":"101","first":null,"other":"2026-11-22T02:20:30.000+01:00","later_ms":null}
EOF2
"$NATVAGT" replay --print --only alert --compare other.conf both.night > got
is "--compare: both sides, and each alert" want.both got
"$NATVAGT" replay --print --only alert --compare other.conf - < both.night > got
is "--compare: of a night that can be read but once" want.both got
"$NATVAGT" replay --print --only status --compare other.conf both.night |
    grep -c '"side":[12]}$' > got
echo 6 > want.lines
is "--compare --only status: the statuses of both" want.lines got

printf '%s\t%s\t%s\n' 1795309200 another/home ON > foreign.night
"$NATVAGT" replay --print foreign.night > got 2> said
echo "natvagt: no message of 'foreign.night' comes from a device of this" \
    "configuration: is it another home's?" > want.said
is "another home's night is said to be one" want.said said

# code WANTED ARGUMENT...: how it ends, and that it says why.
code() {
	want=$1
	shift
	"$NATVAGT" replay "$@" > out 2> said < /dev/null
	ended=$?
	[ $ended -eq "$want" ] && [ ! -s out ] && [ -s said ] ||
	    { echo "# ended with $ended:"; note < said; return 1; }
}
ok "no night is a usage error" code 64 --print
ok "two nights on the screen are one" code 64 a.night a.night
ok "--only what?" code 64 --print --only x a.night
ok "--guard who?" code 64 --print --guard x a.night
ok "--compare is judged without staff" \
    code 64 --compare other.conf --guard recorded a.night
ok "--compare is no --linear" code 64 --compare other.conf --linear a.night
ok "other rules that are not there" \
    code 78 --print --compare none.conf a.night
ok "--print has no --at" code 64 --print --at 02:00 a.night
ok "--print has no --speed" code 64 --print --speed 60 a.night
ok "--speed is a number" code 64 --speed fast a.night
ok "--speed has an end" code 64 --speed 3601 a.night
ok "--at is a time" code 64 --at noon a.night
ok "--at lies within the night" code 64 --at 2026-11-22T05:00:00+01:00 a.night
ok "a night that is not there" code 66 --print none.night
ok "a configuration that is not there" code 78 --print -c none.conf a.night
: > empty.night
ok "an empty night has nothing to show" code 65 empty.night
ok "nor to print" code 65 --print empty.night
printf 'a letter\nto my grandchildren\n' > letter.night
ok "what is no night is none" code 65 --print letter.night
ok "and it is said" grep -q "^natvagt: 'letter.night' is no night" said
ok "on the screen as well" code 65 letter.night
ok "a screen needs a terminal" code 69 a.night

# A reader that goes away ends it quietly: no word, and not at the end of it.
yes "$(cat a.night)" | head -200000 > long.night
"$NATVAGT" replay --print long.night 2> said | head -1 > got
head -1 want > want.head
is "a closed pipe: the first line" want.head got
: > nothing
is "a closed pipe: not a word" nothing said
if [ -e /dev/full ]; then
	"$NATVAGT" replay --print a.night > /dev/full 2> said
	ok "a full disk is an error" [ $? -eq 74 ]
	ok "and it is said" grep -q "cannot write" said
fi

. "$srcdir/tests/terminal.sh"
# With both rooms seen, so that no alert is none.
printf '%s\t%s\t%s\n' 1795309200 door-101 '{"contact":true}' > seen.night
cat a.night >> seen.night
terminal 80x24 "'$NATVAGT' replay --at 02:19:59 seen.night"
ok "--at: paused there" comes 5 "02:19:59"
ok "no alert yet" comes 5 "No alerts"
keys N
ok "N: the next alert" comes 5 "Door open"
ok "N: at its moment" comes 5 "02:20:02"
keys Enter
ok "Enter shows that one" comes 5 "What has happened"
keys Escape
ok "Esc: back on the plan" comes 5 "needs"
keys .
ok ".: one message on, it is taken" comes 5 "KM"
keys P P
ok "P: back to the alert" comes 5 "NEW"
keys Left
ok "left: a minute back, before it" comes 5 "No alerts"
ok "left: the clock" comes 5 "02:19:02"
keys Right Right
ok "right: forward again" comes 5 "02:21:02"
keys Space
ok "space: time goes on" comes 5 "02:21:1"
keys + + + + + + + + +
ok "+: faster, to the end" comes 20 "02:30:00"
ok "at the end it is over" comes 5 "No alerts"
keys g
keys 0 2 : 0 5 Enter
ok "g: to a time" comes 5 "02:05:00"
keys b
gone() {
	! shows "$1"
}
ok "b: in large letters" await 5 gone "No alerts"
click "? help"
ok "a click on a key's name is that key" comes 5 "read on"
click "Esc back"
ok "and Esc leads back" await 5 gone "read on"
ok "to the large letters" gone "No alerts"
keys b
ok "b: the plan again" comes 5 "No alerts"
ok "the terminal is as it was only at the end" [ ! -e ended ]
keys q
keys y
ok "q, y: it ends" await 5 ended
ok "with 0" [ "$(cat ended)" = 0 ]
is "and gives the terminal back" stty.before stty.after
finish
