#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The console as lines, on a real broker: what is published is told once, what
# is typed reaches the journal, and the end of the input ends nothing. No byte
# of it needs a terminal.
. "${srcdir:-.}/tests/tap.sh"
. "$srcdir/tests/broker.sh"
. "$srcdir/tests/lines.sh"
end_all() {
	close_console
	stop_broker
}
cleanup=end_all
broker || skip_all "mosquitto does not start"
. "$srcdir/tests/house.sh"

cat > "$dir/natvagt.conf" <<EOF2
journal = "$dir/natvagt.db";
@include "site.conf"
statuses = (
  { id = "open"; when = "door"; mark = "/"; label = "Åben"; },
  { id = "shut"; when = "not door"; mark = "."; label = "Lukket"; } );
rules = (
  { id = "call"; when = "call"; priority = "high"; latch = true; text = "Kald"; } );
rounds = ( { place = "101"; at = "$(TZ=Europe/Copenhagen date -d '+5 minutes' +%H:%M)"; } );
EOF2

journal_has() {
	"$NATVAGT" export > "$dir/night" 2> /dev/null &&
	    grep -q -- "$1" "$dir/night"
}
ended() {
	! kill -0 "$console_pid" 2> /dev/null
}

console en
ok "a collector is started" await 10 watched
ok "how it stands is said" await 10 said "2 of 2 rooms are not seen"
ok "that nobody watched while it started is not" \
	sh -c '! grep -q "NOBODY" "$1"' sh "$dir/said"
publish door-101 '{"contact":false}'
ok "what happens is said" await 10 said "101: unseen, now Åben"
publish call-101 '{"action":"emergency"}'
ok "an alert with its priority in words" \
	await 10 said "101: Kald, new alert, priority high"
echo "a 999" >&3
ok "a room that is not there is told" \
	await 5 said "There is no room called '999'."
echo "a 101" >&3
ok "taken, as it came back through the journal" \
	await 5 said "101: Kald, taken by KM, after"
ok "and in the journal" journal_has '"do":"ack"'
ok "and not once more" sh -c '! grep -q "On the way" "$1"' sh "$dir/said"
echo "c 101 1" >&3
ok "closed with its outcome" await 5 said "closed by KM: helped"
echo p >&3
ok "all rooms" await 5 said "101: Åben"
echo "r 101 t" >&3
ok "a round is seen to" await 5 said "101: seen to (KM)"
ok "and in the journal" journal_has '"how":"entered"'
echo "r u" >&3
ok "and undone" await 5 said "101: visit undone (KM)"
ok "in the journal as well" journal_has '"how":"undone"'
echo "r 101 s" >&3
ok "and left in peace" await 5 said "101: left in peace (KM)"
echo h >&3
ok "the handover" await 5 said "Handover, "
printf 'n 101 water on the floor\nh\n' >&3
ok "again, with what came meanwhile" await 5 sh -c \
	'[ "$(grep -c "water on the floor" "$1")" -eq 2 ]' sh "$dir/said"
ok "no alert is told twice" \
	test "$(grep -c "new alert" "$dir/said")" -eq 1
exec 3>&-
publish door-101 '{"contact":true}'
ok "the end of the input ends nothing" await 10 said "Åben, now Lukket"
ok "nothing but whole lines of text" \
	sh -c '! tr -d "\n" < "$1" | grep -q "[[:cntrl:]]"' sh "$dir/said"
ok "no prompt where nobody sits" sh -c '! grep -q "^>" "$1"' sh "$dir/said"
ok "nothing on standard error" test ! -s "$dir/errors" ||
    note < "$dir/errors"

stop_broker
ok "the sensors' silence is said" await 20 said \
	"The connection to the sensors has been cut since"
kill "$console_pid"
ok "SIGTERM ends it" await 10 ended
ok "and its collector" await 10 sh -c "! kill -0 \
	\$(cat '$dir/natvagt.db.lock') 2> /dev/null"

# A log without an input, in Danish and in ASCII.
LANGUAGE=da LC_ALL=C "$NATVAGT" console --linear <&- > "$dir/said" \
    2> "$dir/errors" &
console_pid=$!
ok "Danish" await 10 said "rum ses ikke"
ok "a banner" await 20 said "er afbrudt siden"
ok "no other bytes" sh -c '! LC_ALL=C grep -q "[^ -~]" "$1"' sh "$dir/said"
kill -HUP "$console_pid"
ok "SIGHUP ends it" await 10 ended

# More than can wait while the journal is locked: what is not done is told.
if command -v python3 > /dev/null; then
	console en
	ok "another console" await 10 watched
	lock_journal
	seq -f "n 101 %g" 300 >&3
	ok "a locked journal: it waits" await 10 said "saving …"
	ok "what is too much for it is told" await 10 said \
		"NOT done: too much waits to be saved already."
	free_journal
	ok "the others are in the journal" await 10 journal_has '"text":"256"'
	ok "and no more" sh -c '! grep -q "\"text\":\"257\"" "$1"' sh "$dir/night"
	close_console
fi

# A recorded night: what the log keeps, each once.
"$NATVAGT" replay --linear -c "$srcdir/conf/natvagt.conf" \
    "$srcdir/replays/hard.night" > "$dir/said" 2> "$dir/errors"
ok "a recorded night is told" said "Kald, ny alarm, prioritet høj"
ok "with its days" said "søn 22. nov"
LANGUAGE=da LC_ALL=C "$NATVAGT" replay --linear -c "$srcdir/conf/natvagt.conf" \
    "$srcdir/replays/hard.night" > "$dir/ascii" 2>> "$dir/errors"
ok "in ASCII" grep -qF "soen 22. nov" "$dir/ascii"
ok "all of it" sh -c '! LC_ALL=C grep -q "[^ -~]" "$1"' sh "$dir/ascii"
ok "no line twice" sh -c 'test -z "$(sort "$1" | uniq -d)"' sh "$dir/said"

# A reader that goes away: head takes one line.
"$NATVAGT" console --linear < /dev/null 2> "$dir/errors" | head -n 1 \
    > "$dir/first"
ok "a reader that has gone away ends it" test -s "$dir/first"
ok "without a word" test ! -s "$dir/errors" || note < "$dir/errors"

refused() {
	"$NATVAGT" console --linear --theme light > "$dir/said" 2>&1
	[ $? -eq 64 ]
}
ok "a theme is refused" refused
finish
