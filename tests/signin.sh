#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Signing in at consoles on one journal, with a real collector: right and wrong
# PINs, a lapse, a lock, two who take the same alert, and a kiosk that nobody
# leaves by the keyboard.
. "${srcdir:-.}/tests/tap.sh"
. "$srcdir/tests/broker.sh"
. "$srcdir/tests/terminal.sh"
command -v python3 > /dev/null || skip_all "python3 is not here"
end_all() {
	rm -f "$dir/locked"
	mux kill-server 2> /dev/null
	other mux kill-server 2> /dev/null
	stop_broker
}
cleanup=end_all
broker || skip_all "mosquitto does not start"

. "$srcdir/tests/house.sh"
# conf SIGN_IN: which an alert tells, so that the screen shows when it is so
conf() {
	cat > "$dir/natvagt.conf" <<-END
	journal = "$dir/natvagt.db";
	staff: { sign_in = "$1"; lapses_after = "1m"; };
	@include "house.conf"
	rules = (
	  { id = "call"; when = "call"; priority = "high"; latch = true; text = "Calling"; },
	  { id = "door"; when = "door"; priority = "medium"; text = "Door open ($1)"; } );
	END
}
conf pin

# Two consoles: the other's files lie in other/.
other() {
	(dir=$dir/other; "$@")
}
hides() {
	! shows "$1"
}
goes() {
	await "$1" hides "$2"
}
# journal_has TEXT: a row of this night; rows TEXT: how many.
rows() {
	"$NATVAGT" export 2> /dev/null | grep -cF -- "$1"
}
journal_has() {
	[ "$(rows "$1")" -gt 0 ]
}

"$NATVAGT" console --by KM > "$dir/said" 2>&1
ok "--by has no place where staff sign in" [ $? -eq 64 ]
ok "which says what has" grep -q "sign in with i" "$dir/said"
"$NATVAGT" console --kiosk --linear > "$dir/said" 2>&1
ok "nor is a kiosk for lines" [ $? -eq 64 ]

terminal 100x30 "'$NATVAGT'"
ok "it opens, with nobody signed in" comes 10 "nobody signed in"
ok "and connects" comes 10 connected
for who in KM LP; do
	echo 2580 | "$NATVAGT" staff add $who --pin > /dev/null 2>&1
done

# Nobody in particular can take an alert.
publish door-102 '{"contact":false}'
ok "a door is open" comes 5 "Door open"
keys a
ok "is taken by nobody, which is said" comes 5 "press i to sign in"
ok "and written so" await 5 journal_has '"place":"102"}'

# Wrong, unknown, right.
keys i x x Enter 2 5 8 0 Enter
ok "initials that are nobody's" comes 5 "has the initials xx"
keys i k m Enter 1 2 3 4
ok "a dot for each figure" comes 5 "••••"
ok "what is typed does not show" hides 1234
keys Enter
ok "a wrong PIN" comes 5 "4 tries left"
lock_journal
keys 2 5 8 0 Enter
ok "a locked journal: it waits" comes 5 "being signed in"
ok "and nobody is signed in before it has answered" shows "nobody signed in"
free_journal
ok "then KM is signed in" comes 5 "KM is signed in."
ok "as the header says" goes 5 "nobody signed in"
ok "and the journal" await 5 journal_has '{"do":"sign_in","by":"KM"}'
ok "no file has the PIN" sh -c '! grep -qaF 2580 "$1"/natvagt.db*' sh "$dir"

# Somebody else, at another console; both take the same alert.
mkdir "$dir/other"
other terminal 100x30 "'$NATVAGT'"
ok "another console knows nobody" other comes 10 "nobody signed in"
other keys i l p Enter 2 5 8 0 Enter
ok "LP signs in there" other comes 5 "LP is signed in."
publish call-101 '{"action":"emergency"}'
ok "a call comes to both" comes 5 Calling
ok "a call comes to both" other comes 5 Calling
lock_journal
keys a
other keys a
ok "both take it" comes 5 "saving"
ok "in the same second" other comes 5 "saving"
free_journal
either() {
	{ shows "On the way to 101" && other shows "KM was first: has taken 101"; } ||
	    { shows "LP was first: has taken 101" && other shows "On the way to 101"; }
}
ok "one wins, the other reads who" await 5 either
# From here on nobody touches the other console.

# Another one signs in here: out with the one before, in one moment.
keys i
ok "the key asks who" comes 5 "Enter alone signs out"
keys l p Enter 2 5 8 0 Enter
ok "LP takes over" comes 5 "LP is signed in."
"$NATVAGT" export 2> /dev/null | grep -o '"do":"sign_[^}]*' | tail -2 \
    > "$dir/came"
cat > "$dir/want" <<'END'
"do":"sign_out","by":"KM"
"do":"sign_in","by":"LP"
END
is "KM went first" "$dir/want" "$dir/came"
keys i Enter
ok "and out by the same key" comes 5 "nobody signed in"
ok "which the journal has" await 5 journal_has '{"do":"sign_out","by":"LP"}'
# LP is still there at the other console, which says so again.
again() {
	[ "$(rows '{"do":"sign_in","by":"LP"}')" -eq 3 ]
}
ok "the other console says that LP is there" await 20 again

# The lock.
keys i k m Enter 2 5 8 0 Enter
ok "KM again" comes 5 "KM is signed in."
keys L
ok "L locks, and nobody is signed in" comes 5 "Alerts can be taken"
ok "the alerts stay" shows Calling
keys l
ok "keys say so softly" comes 5 "locked: L unlocks it"
publish door-101 '{"contact":false}'
new_alert() {
	screen | grep -q "101 *Door open"
}
ok "what is new as well" await 5 new_alert
keys L k m Enter 1 1 1 1 Enter
ok "a wrong PIN" comes 5 "4 tries left"
ok "opens nothing" shows locked
for left in 3 2 1; do
	keys 1 1 1 1 Enter
	comes 5 "$left tr" || ok "try by try" false
done
keys 1 1 1 1 Enter
ok "the fifth wrong PIN begins a wait" comes 5 "KM must wait"
ok "that counts down" comes 10 "KM: next PIN in 2"
keys L k m Enter 2 5 8 0 Enter
ok "the right PIN must wait as well" comes 5 "was not looked at"
keys L l p Enter 2 5 8 0 Enter
ok "but nobody else" comes 5 "LP is signed in."
ok "and the screen is open" hides locked

# A console that dies takes its sign-in along.
kill -9 "$(cat "$dir/pid")"
ok "it dies" await 5 ended
close_terminal
ok "the other one lapses after a minute without a key" \
    other comes 75 "nobody signed in"
ok "which the journal has" await 5 journal_has '{"do":"sign_out","by":"LP"}'
other keys q y
ok "it can be left" await 10 other ended
other close_terminal

# Who leaves the staff, or has not shown what is asked now, is signed out.
conf initials
terminal 100x30 "'$NATVAGT'"
ok "without PINs" comes 15 "Door open (initials)"
keys i k m Enter
ok "initials are enough" comes 5 "KM is signed in."
"$NATVAGT" staff remove km > /dev/null 2>&1
ok "KM leaves the staff: signed out, and told so" \
    comes 5 "KM is signed out: no longer on the staff."
ok "as the header says" shows "nobody signed in"
ok "and the journal" await 5 journal_has '{"do":"sign_out","by":"KM"}'
keys a
ok "an alert is taken all the same" comes 5 "press i to sign in"
ok "by nobody" await 5 journal_has '"place":"101"}'
"$NATVAGT" staff add km > /dev/null 2>&1
keys i k m Enter
ok "KM is added again" comes 5 "KM is signed in."
"$NATVAGT" staff remove km > /dev/null 2>&1 &&
    "$NATVAGT" staff add km > /dev/null 2>&1
ok "the same initials are another's" \
    comes 5 "KM is signed out: no longer on the staff."
keys i l p Enter
ok "LP without a PIN" comes 5 "LP is signed in."
conf pin
kill -HUP "$(lock_holder)"
ok "PINs from now on: LP is signed out, and told so" \
    comes 10 "LP is signed out: a PIN is needed now, press i."
keys i l p Enter 2 5 8 0 Enter
ok "LP with a PIN" comes 5 "LP is signed in."
ok "who stays" await 5 journal_has '"do":"sign_in","by":"LP"'
keys q y
ok "it is left" await 10 ended
close_terminal

# The office terminal.
conf none
terminal 80x24 "'$NATVAGT' console --kiosk --by DESK"
ok "a kiosk opens" comes 15 House
pid=$(cat "$dir/pid")
ok "with a collector" await 15 watched
for signal in INT QUIT TSTP; do
	kill -$signal "$pid"
done
keys C-c C-z 'C-\' q
ok "it stays open, and says so" comes 5 "stays open"
is_awake() {
	case $(ps -o stat= -p "$pid") in
	''|T*) return 1 ;;
	esac
}
ok "neither ended nor stopped" is_awake
publish door-102 '{"contact":true}'
ok "and shows what happens" comes 10 Shut
was=$(lock_holder)
# A mask in hex: SIGINT and SIGQUIT are bits of its last digit, SIGTSTP is one
# of the fifth.
ok "its collector does not ignore what the kiosk does" \
    grep -q '^SigIgn:.*[0-7]....[0189]$' "/proc/$was/status"
kill -9 "$was"
restarted() {
	[ "$(lock_holder)" != "$was" ] && watched
}
ok "a collector that crashes is started anew" await 20 restarted
ok "the kiosk stays" is_awake
kill -TERM "$pid"
ok "SIGTERM from outside ends it" await 10 ended
ok "with 0" [ "$(cat "$dir/ended")" = 0 ]
is "and gives the terminal back" "$dir/stty.before" "$dir/stty.after"
close_terminal
terminal 80x24 "'$NATVAGT' console --kiosk"
ok "once more" comes 15 House
kill -HUP "$(cat "$dir/pid")"
ok "a terminal that vanishes ends it" await 10 ended
close_terminal
finish
