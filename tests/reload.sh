#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# New rules in the middle of the night, on a real broker: the console goes on
# with all that it knows, whoever comes later is told the same, and an open
# alert whose rule is gone does not go without a word.
. "${srcdir:-.}/tests/tap.sh"
. "$srcdir/tests/broker.sh"
. "$srcdir/tests/lines.sh"
watch_pid=
end_all() {
	close_console
	[ -z "$watch_pid" ] || kill "$watch_pid" 2> /dev/null
	stop_broker
}
cleanup=end_all
broker || skip_all "mosquitto does not start"
. "$srcdir/tests/house.sh"

# conf RULE RULE: the ids of two rules
conf() {
	cat > "$dir/natvagt.conf" <<EOF2
journal = "$dir/natvagt.db";
@include "site.conf"
statuses = (
  { id = "open"; when = "door"; mark = "/"; label = "Åben"; },
  { id = "shut"; when = "not door"; mark = "."; label = "Lukket"; } );
rules = (
  { id = "$1"; when = "door"; priority = "medium"; text = "Døren er åben"; },
  { id = "$2"; when = "call"; priority = "high"; latch = true; text = "Kald"; } );
EOF2
}
conf door call
watch_said() {
	grep -qF -- "$1" "$dir/watch"
}
watch() {
	"$NATVAGT" watch > "$dir/watch" 2>&1 &
	watch_pid=$!
	await 10 watch_said "watching"
}
# handover LANGUAGE: what the shift's sheet says
handover() {
	LANGUAGE=$1 LC_ALL=C.UTF-8 "$NATVAGT" handover > "$dir/sheet" 2>&1
}

watch
console en
ok "the console is there" await 10 said "rooms are not seen"
publish door-101 '{"contact":false}'
ok "an alert" await 10 said "101: Døren er åben, new alert"
echo "n 101 har ringet til lægen" >&3
ok "a note" await 10 said "101: note: har ringet"
publish call-101 '{"action":"emergency"}'
ok "another" await 10 said "101: Kald, new alert"
conf door-open call
before=$(wc -l < "$dir/said")
kill -HUP "$watch_pid"
ok "read again" await 10 watch_said "has been read again"
ok "the alert whose rule is gone is told" await 10 said_like \
	"101: Døren er åben, open since [0-9:]+, its rule is gone, no longer followed"
ok "and said to whoever sits there" said_like \
	"^101 Døren er åben: open since [0-9:]+, its rule is gone"
ok "its new rule raises it" await 10 said "Døren er åben, new alert, priority medium"
echo "a 101" >&3
ok "the other one goes on" await 10 said "101: Kald, taken by KM"
tail -n "+$before" "$dir/said" | grep "the sensors" > "$dir/lost"
ok "no connection was lost for it" test ! -s "$dir/lost" || note < "$dir/lost"
ok "nothing on standard error" test ! -s "$dir/errors" ||
    note < "$dir/errors"
close_console

# Who comes later.
console da
ok "the notice is there for who comes later" await 10 said_like \
	"^101 Døren er åben: åben siden [0-9:]+, reglen er væk, følges ikke længere"
close_console
kill "$watch_pid"
wait "$watch_pid"
watch_pid=

# A collector that comes back with other rules.
conf door-open ring
watch
console en
ok "both are told after a restart" await 10 said_like \
	"^2 open alerts are no longer followed, their rules are gone"
echo l >&3
ok "the log has what was under other rules" await 10 said \
	"101: note: har ringet til lægen"
ok "in its words" said_like "101: Døren er åben, open since [0-9:]+, its rule"
close_console
handover en
ok "the sheet has them" grep -q "not followed any more" "$dir/sheet" ||
    note < "$dir/sheet"
finish
