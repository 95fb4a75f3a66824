#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The console on a real broker, with a collector as its child: what is
# published is seen, what is taken is in the journal, and a killed collector
# loses nothing.
. "${srcdir:-.}/tests/tap.sh"
. "$srcdir/tests/broker.sh"
. "$srcdir/tests/terminal.sh"
sub_pid=
end_all() {
	mux kill-server 2> /dev/null
	[ -z "$sub_pid" ] || kill "$sub_pid" 2> /dev/null
	stop_broker
}
cleanup=end_all
broker || skip_all "mosquitto does not start"

sed "s/port = 1883/port = $port/" "$srcdir/tests/nights/site.conf" \
    > "$dir/site.conf"
cat > "$dir/house.plan" <<'EOF2'
+--------+--------+
|101     |102     |
|        |        |
+---'----+---'----+
|corridor         |
+-----------------+
EOF2
cat > "$dir/natvagt.conf" <<EOF2
journal = "$dir/natvagt.db";
plans = ( { name = "House"; file = "house.plan"; } );
@include "site.conf"
statuses = (
  { id = "open"; when = "door"; mark = "/"; colour = "yellow"; label = "Ajar"; },
  { id = "shut"; when = "not door"; mark = "."; colour = "white"; label = "Shut"; } );
rules = (
  { id = "call"; when = "call"; priority = "high"; latch = true; text = "Calling"; },
  { id = "door"; when = "door for 2s"; priority = "medium"; text = "Door open"; } );
EOF2
NATVAGT_CONF=$dir/natvagt.conf
export NATVAGT_CONF
mosquitto_sub -p "$port" -q 1 -i witness -c -t natvagt/test/alert \
    > "$dir/live" &
sub_pid=$!

lock_holder() {
	cat "$dir/natvagt.db.lock" 2> /dev/null
}
journal_has() {
	"$NATVAGT" export > "$dir/night" 2> /dev/null &&
	    grep -q -- "$1" "$dir/night"
}

terminal 100x30 "'$NATVAGT' --by KM"
ok "it opens at once and connects" comes 10 "connected"

publish door-102 '{"contact":false}'
before=$(now_ms)
ok "a status comes to the screen" comes 5 "Ajar"
ok "within a second" [ $(($(now_ms) - before)) -lt 1000 ]
publish call-101 '{"action":"emergency"}'
before=$(now_ms)
ok "a call comes to the screen" comes 5 "Calling"
ok "within a second" [ $(($(now_ms) - before)) -lt 1000 ]
ok "the door's two seconds need no message" comes 5 "Door open"

keys a
ok "a: the call is taken" comes 5 "KM on the way"
ok "and the journal holds it" await 5 journal_has \
    '\$natvagt/action	{"do":"ack","alert":1,.*"by":"KM"'

ok "and the broker is told" await 5 grep -q '"taken"' "$dir/live"

# The collector's end, and what happens meanwhile.
was=$(lock_holder)
ok "the collector is a child of the console" \
    [ $(ps -o ppid= -p "$was") = "$(cat "$dir/pid")" ]
kill -9 "$was"
publish door-102 '{"contact":true}'
publish call-101 '{"action":"emergency"}'
restarted() {
	[ "$(lock_holder)" != "$was" ] && kill -0 "$(lock_holder)" 2> /dev/null
}
ok "another one takes over" await 20 restarted
ok "what was published meanwhile arrives: the door is shut" comes 10 "over now"
ok "the taken alert is still taken" comes 5 "KM on the way"
both_calls() {
	journal_has emergency &&
	    [ "$(grep -c 'call-101.*emergency' "$dir/night")" -eq 2 ]
}
ok "and the call is in the journal" await 5 both_calls

# As the journal has it, so it was.
told() {
	"$NATVAGT" export > "$dir/night" &&
	    "$NATVAGT" replay --print --only alert "$dir/night" > "$dir/again" &&
	    grep -q '"event":"returned","alert":2' "$dir/again" &&
	    [ "$(wc -l < "$dir/live")" -ge "$(wc -l < "$dir/again")" ]
}
ok "the broker has been told of every alert's event" await 15 told
is "and the exported night replays to the same" "$dir/live" "$dir/again"

# A locked journal: the action waits, and is not lost.
if command -v python3 > /dev/null; then
	cat > "$dir/lock.py" <<-END
	import os, sqlite3, sys, time
	db = sqlite3.connect("$dir/natvagt.db", timeout=10)
	db.execute("BEGIN IMMEDIATE")
	open("$dir/locked", "w").close()
	while os.path.exists("$dir/locked"):
	    time.sleep(0.02)
	db.rollback()
	END
	python3 "$dir/lock.py" &
	await 10 [ -e "$dir/locked" ]
	keys t
	ok "a locked journal: the screen says that it waits" comes 5 "saving"
	ok "and shows nothing that is not so" shows "KM on the way"
	rm "$dir/locked"
else
	keys t
fi
ok "t: KM is there" comes 15 "KM is there"
keys q
ok "q asks" comes 5 "Close the screen"
ok "and has not ended" [ ! -e "$dir/ended" ]
keys y
ok "y: it ends" await 10 ended
ok "with 0" [ "$(cat "$dir/ended")" = 0 ]
is "and gives the terminal back" "$dir/stty.before" "$dir/stty.after"
gone() {
	! kill -0 "$(lock_holder)" 2> /dev/null
}
ok "its collector has gone as well" await 5 gone
close_terminal

# However it ends, the terminal is given back and the collector goes.
for signal in TERM HUP; do
	terminal 80x24 "'$NATVAGT' console"
	comes 10 "connected" || ok "it opens" false
	kill -$signal "$(cat "$dir/pid")"
	ok "SIG$signal: it ends" await 10 ended
	is "SIG$signal: the terminal is as it was" "$dir/stty.before" \
	    "$dir/stty.after"
	ok "SIG$signal: the collector is gone" await 5 gone
	close_terminal
done

# No broker at all: the screen is there and says so.
stop_broker
terminal 80x24 "'$NATVAGT'"
ok "no broker: it opens" comes 5 "House"
ok "no broker: it says so" comes 15 "cut since"
keys q
keys y
ok "no broker: it ends" await 10 ended
close_terminal

# What makes a console senseless is said before the screen opens.
# code WANTED WORDS ARGUMENT...
code() {
	want=$1 words=$2
	shift 2
	"$NATVAGT" console "$@" > "$dir/out" 2> "$dir/said" < /dev/null
	ended=$?
	[ $ended -eq "$want" ] && [ ! -s "$dir/out" ] &&
	    grep -q -- "$words" "$dir/said" ||
	    { echo "# ended with $ended:"; note < "$dir/said"; return 1; }
}
sed "s,^journal = .*,journal = \"$dir/foreign.db\";," "$dir/natvagt.conf" \
    > "$dir/foreign.conf"
echo "a letter to my grandchildren" > "$dir/foreign.db"
cp "$dir/foreign.db" "$dir/letter"
ok "a foreign file is no journal" code 74 foreign.db -c "$dir/foreign.conf"
is "and is left as it was" "$dir/letter" "$dir/foreign.db"
sed "s,^journal = .*,journal = \"$dir/no/such/folder.db\";," \
    "$dir/natvagt.conf" > "$dir/nowhere.conf"
ok "a folder that is not there" code 74 "no/such/folder.db" \
    -c "$dir/nowhere.conf"
ok "a configuration that is not there" code 78 none.conf -c "$dir/none.conf"
ok "a screen needs a terminal" code 69 terminal
ok "initials have an end" code 64 longer --by ABCDEFGHIJKLMNOPQRSTUVWXYZ
ok "no argument is wanted" code 64 more more
finish
