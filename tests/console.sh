#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The console on a real broker, with a collector as its child: what is
# published is seen, what is taken is in the journal, and a killed collector
# loses nothing. Of two consoles the one that stays takes over.
. "${srcdir:-.}/tests/tap.sh"
. "$srcdir/tests/broker.sh"
. "$srcdir/tests/terminal.sh"
sub_pid= flock_pid=
end_all() {
	rm -f "$dir/locked"
	mux kill-server 2> /dev/null
	other mux kill-server 2> /dev/null
	[ -z "$flock_pid" ] || kill "$flock_pid" 2> /dev/null
	[ -z "$sub_pid" ] || kill "$sub_pid" 2> /dev/null
	stop_broker
}
cleanup=end_all
broker || skip_all "mosquitto does not start"

. "$srcdir/tests/house.sh"
cat > "$dir/natvagt.conf" <<EOF2
journal = "$dir/natvagt.db";
@include "house.conf"
rules = (
  { id = "call"; when = "call"; priority = "high"; latch = true; text = "Calling"; },
  { id = "door"; when = "door for 2s"; priority = "medium"; text = "Door open"; } );
EOF2
mosquitto_sub -p "$port" -q 1 -i witness -c -t natvagt/test/alert \
    > "$dir/live" &
sub_pid=$!

restarted() {
	[ "$(lock_holder)" != "$was" ] && watched
}
gone() {
	! watched
}
# child_of FILE: the collector is a child of the process in it.
child_of() {
	[ $(ps -o ppid= -p "$(lock_holder)") = "$(cat "$1")" ]
}
journal_has() {
	"$NATVAGT" export > "$dir/night" 2> /dev/null &&
	    grep -q -- "$1" "$dir/night"
}

# soon TOPIC: what was just seen was so within a second of its last row.
soon() {
	seen=$(now_ms)
	"$NATVAGT" export > "$dir/night" 2> /dev/null
	row=$(awk -F '\t' -v topic="$1" '$2 == topic { t = $1 }
	    END { printf "%.0f", 1000 * t }' "$dir/night")
	[ $((seen - row)) -lt 1000 ] || {
		echo "# after $((seen - row)) ms"
		return 1
	}
}
modes() {
	(cd "$dir" && stat -c '%a %n' natvagt.db natvagt.db-wal \
	    natvagt.db-shm natvagt.db.lock natvagt.db.ballast natvagt.db.log)
}

umask 022
terminal 100x30 "'$NATVAGT' --by KM"
ok "it opens at once and connects" comes 10 "connected"

modes | sed 's/^[0-7]* /660 /' > "$dir/want"
modes > "$dir/modes"
ok "it has its six files" [ "$(wc -l < "$dir/modes")" -eq 6 ]
is "the group's, and nobody else's to read" "$dir/want" "$dir/modes"

publish door-102 '{"contact":false}'
ok "a status comes to the screen" comes 5 "Ajar"
ok "within a second" soon door-102
publish call-101 '{"action":"emergency"}'
ok "a call comes to the screen" comes 5 "Calling"
ok "within a second" soon call-101
ok "the door's two seconds need no message" comes 5 "Door open"

keys a
ok "a: the call is taken" comes 5 "KM on the way"
ok "and where to go is said" comes 5 "On the way to"
ok "and the journal holds it" await 5 journal_has \
    '\$natvagt/action	{"do":"ack","alert":1,.*"by":"KM"'

ok "and the broker is told" await 5 grep -q '"taken"' "$dir/live"

# The collector's end, and what happens meanwhile.
was=$(lock_holder)
ok "the collector is a child of the console" child_of "$dir/pid"
kill -9 "$was"
publish door-102 '{"contact":true}'
publish call-101 '{"action":"emergency"}'
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
	lock_journal
	keys t
	ok "a locked journal: the screen says that it waits" comes 5 "saving"
	ok "and shows nothing that is not so" shows "KM on the way"
	free_journal
else
	keys t
fi
ok "t: KM is there" comes 15 "KM is there"

# While the collector stands still, what staff do moves no clock.
publish door-102 '{"contact":false}'
ok "the door once more, for long enough" await 8 hides "over now"
kill -STOP "$(lock_holder)"
ok "nothing is heard for a while" comes 20 "sensors: 6 s ago"
keys a
ok "it is taken" comes 5 "KM on the way"
heard_lately() {
	screen | grep -q "sensors: [6-9] s ago"
}
ok "and no later than it is" heard_lately
kill -CONT "$(lock_holder)"

# Keys upon keys while it is locked: each means what it meant.
if command -v python3 > /dev/null; then
	publish door-102 '{"contact":true}'
	ok "the door is shut, and that was that" await 10 hides "KM on the way"
	publish door-102 '{"contact":false}'
	ok "once more" comes 10 NEW
	lock_journal
	keys a
	keys a
	keys t
	ok "three keys wait" comes 5 "saving"
	free_journal
	ok "taken, taken again, there" comes 15 "KM is there · number 2"
	ok "who pressed twice was not second" hides "was first"
fi

# What another program wrote over the screen.
printf '\033[12;40Hspoilt' > "$(mux display-message -p '#{pane_tty}')"
comes 5 spoilt || ok "the screen can be spoilt" false
keys C-l
ok "Ctrl-L draws it anew" await 5 hides spoilt

keys q
ok "q says that nobody else watches" comes 5 "This screen watches"
ok "and has not ended" [ ! -e "$dir/ended" ]
keys y
ok "y: it ends" await 10 ended
ok "with 0" [ "$(cat "$dir/ended")" = 0 ]
is "and gives the terminal back" "$dir/stty.before" "$dir/stty.after"
ok "its collector has gone as well" await 5 gone
close_terminal

# However it ends, the terminal is given back and the collector goes.
for signal in TERM HUP; do
	terminal 80x24 "'$NATVAGT' console"
	ok "SIG$signal: there is a collector" await 10 watched
	kill -$signal "$(cat "$dir/pid")"
	ok "SIG$signal: it ends" await 10 ended
	is "SIG$signal: the terminal is as it was" "$dir/stty.before" \
	    "$dir/stty.after"
	ok "SIG$signal: the collector is gone" await 5 gone
	close_terminal
done

# Two consoles: the other's files lie in other/.
other() {
	(dir=$dir/other; "$@")
}
mkdir "$dir/other"
terminal 80x24 "'$NATVAGT'"
ok "the first console starts a collector" await 10 watched
ok "as its child" child_of "$dir/pid"
other terminal 80x24 "'$NATVAGT'"
ok "a second one opens" other comes 10 "House"
was=$(lock_holder)
keys q
keys y
ok "the first one ends" await 10 ended
close_terminal
ok "the second one does not wait for a silence" await 8 restarted
ok "and says so" other comes 10 "Nobody was watching any more"
ok "before it starts its own" child_of "$dir/other/pid"

# Who holds the lock as one who looks does lets every console look, and none
# of their collectors watch: as where another one wins.
if flock --help 2> /dev/null | grep -q no-fork; then
	terminal 80x24 "'$NATVAGT'"
	ok "a third one opens" comes 10 "House"
	was=$(lock_holder)
	flock --no-fork -s "$dir/natvagt.db.lock" sleep 60 &
	flock_pid=$!
	other keys q
	other keys y
	ok "another one wins the lock" await 10 \
	    grep -q "left it to another" "$dir/natvagt.db.log"
	ok "and nobody says that one stopped" hides "the collector stopped"
	kill "$flock_pid"
	ok "when it has gone the console starts its own" await 10 restarted
	keys q
	keys y
	ok "the third one ends" await 10 ended
	ok "and its collector" await 5 gone
	close_terminal
fi
other close_terminal

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
ok "a folder that is not there" code 73 "no/such/folder.db" \
    -c "$dir/nowhere.conf"
ok "a configuration that is not there" code 78 none.conf -c "$dir/none.conf"
ok "a screen needs a terminal" code 69 terminal
ok "initials have an end" code 64 longer --by ABCDEFGHIJKLMNOPQRSTUVWXYZ
ok "no argument is wanted" code 64 "^natvagt: 'more' is one" more
ok "an unknown option" code 64 "^natvagt: .*--more" --more
# What must be there, and what is there but is no journal.
reads() {
	want=$1
	shift
	"$NATVAGT" "$@" > "$dir/out" 2> "$dir/said"
	ended=$?
	[ $ended -eq "$want" ] && [ ! -s "$dir/out" ] && [ -s "$dir/said" ] ||
	    { echo "# ended with $ended:"; note < "$dir/said"; return 1; }
}
sed "s,^journal = .*,journal = \"$dir/none.db\";," "$dir/natvagt.conf" \
    > "$dir/none-yet.conf"
for command in export verify; do
	ok "$command: no journal" reads 66 $command -c "$dir/none-yet.conf"
	ok "$command: no folder" reads 66 $command -c "$dir/nowhere.conf"
	ok "$command: no journal of ours" \
	    reads 74 $command -c "$dir/foreign.conf"
done
finish
