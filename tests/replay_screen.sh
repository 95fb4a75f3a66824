#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A recorded night on the screen, worked by keys: its transport, and marks
# that come into the truth file, or are said not to.
. "${srcdir:-.}/tests/tap.sh"
. "$srcdir/tests/house.sh"
cat > "$dir/natvagt.conf" <<'EOF2'
@include "house.conf"
rules = (
  { id = "door"; when = "door for 2s"; priority = "medium"; text = "Door open";
    detects = [ "draught", "wandering" ]; } );
EOF2
# 2026-11-22 02:00:00+01:00 is 1795309200.
printf '%s\t%s\t%s\n' \
    1795309200 door-102 '{"contact":true}' \
    1795310400.125 door-102 '{"contact":false}' \
    1795310410 '$natvagt/action' '{"do":"ack","alert":1,"version":1,"by":"KM"}' \
    1795311000 door-102 '{"contact":true}' > "$dir/a.night"
cd "$dir" || exit 99
. "$srcdir/tests/terminal.sh"

quit() {
	keys q
	keys y
	ok "q, y: it ends" await 5 ended
	close_terminal
}

terminal 80x24 "'$NATVAGT' replay --at 02:19:59 a.night"
ok "paused there, and says its speed" comes 5 "paused · 60x"
keys +
ok "+ while paused: the speed it would have" comes 5 "paused · 120x"
keys , ,
ok ",: back to the first message" comes 5 "02:00:00"
ok "and no further" comes 5 "The night begins here."
keys . . ,
ok ". . ,: the second message" comes 5 "02:20:00"
keys N
ok "N: the alert" comes 5 "02:20:02"
keys ]
ok "] without a start says so" comes 5 "Mark the start of the incident first"
keys Escape
ok "Esc: nothing is chosen" await 5 hides "Mark the start"
keys '['
ok "[ without a room says so" comes 5 "Choose the room first"
keys Down '['
ok "[: an incident begins in the alert's room" comes 5 "102: an incident begins 02:20:02"
ok "the line of what is true is there" comes 5 "truth"
keys Right ]
ok "]: what was it?" comes 5 "What was it?"
ok "the rules know" shows "2  wandering"
keys 2 Enter
ok "a digit, Enter: and a note" comes 5 "A note"
keys -l 'på gangen'
keys Enter
ok "Enter: it is saved" comes 5 "Saved in a.truth."
printf '%s\n' "# start, end, place, kind, note" > want
printf '2026-11-22T02:20:02.125+01:00\t2026-11-22T02:21:02.125+01:00\t%s\t%s\t%s\n' \
    102 wandering 'på gangen' >> want
is "as it stands in the file" want a.truth
cp want want.one

# Another program writes there meanwhile: neither is lost.
printf '# mine\n' >> a.truth
keys Left
keys '[' Right ]
keys -l 'fald'
keys Enter Enter
ok "a kind of one's own; what another program wrote stays" \
    comes 5 "with what another program wrote"
{ cat want.one; echo "# mine"
  printf '2026-11-22T02:20:02.125+01:00\t2026-11-22T02:21:02.125+01:00\t%s\t%s\t\n' \
      102 fald; } > want
is "both are in the file" want a.truth
keys u
{ cat want.one; echo "# mine"; } > want
ok "u: undone" await 5 cmp -s a.truth want

keys i
ok "i: the incidents" comes 5 "What really happened"
ok "with their notes" shows "på gangen"
keys x
ok "x asks once" comes 5 "Delete 02:20–02:21 102 wandering?"
keys y
gone() {
	[ "$(cat a.truth)" = "$(printf '# start, end, place, kind, note\n# mine')" ]
}
ok "y: it is gone" await 5 gone
keys u
ok "u: and back, where it stood" await 5 grep -q "på gangen" a.truth
keys Enter
ok "Enter: to its start" comes 5 "02:20:02"
ok "on the plan" comes 5 "Ajar"
keys e
ok "e: around it" comes 5 "120x · loop"
ok "it plays" hides "paused"
keys e
ok "e: no more" await 5 hides "loop"
quit
ok "nothing was left to be said" [ ! -e a.truth.?????? ]

# No room for a byte: said, kept, and asked about before it is lost. What
# would be a signal is an error here, as a full disk is.
printf '%s\n' "# mine" > a.truth
cp a.truth want
terminal 80x24 "sh -c 'trap \"\" XFSZ; ulimit -f 0; exec \"$NATVAGT\" replay --at 02:20:30 a.night 2> /dev/tty'"
ok "another screen" comes 5 "paused"
keys Down '[' Right ] 1 Enter Enter
ok "a full disk is said" comes 5 "NOT SAVED, but kept here: the disk is full."
ok "and stays said" comes 5 "1 mark NOT SAVED"
keys i
ok "the mark is there" comes 5 "Door"
is "the file is as it was" want a.truth
ok "and nothing lies beside it" [ "$(ls | grep -c truth)" -eq 1 ]
keys q
ok "leaving asks" comes 5 "1 mark is not saved. Close the screen all the same?"
keys y
ok "and it ends" await 5 ended
ok "with the line on the terminal" comes 5 "+2026-11-22T02:20:30+01:00"
close_terminal

# What stands in the way and goes is tried again, without a key.
mkdir b.truth
cp a.night b.night
terminal 80x24 "'$NATVAGT' replay --at 02:20:30 b.night 2> said"
ok "a folder where the truth file would be" comes 5 "paused"
ok "is named" grep -q "b.truth" said
keys Down '[' Right ] 1 Enter Enter
ok "it cannot be saved" comes 5 "1 mark NOT SAVED"
rmdir b.truth
ok "until it can be" comes 15 "Saved in b.truth."
ok "then it is" grep -q draught b.truth
quit

# What cannot be read is told with its line, and is no reason not to look.
printf 'nonsense\n' > a.truth
terminal 80x24 "'$NATVAGT' replay --at 02:20:30 a.night 2> said"
ok "a truth file with a bad line" comes 5 "paused"
keys i
ok "it is counted" comes 5 "1 line of it cannot be read"
quit
ok "and named" grep -q "^a.truth:1: " said

# Two sets of rules on the same moment.
sed 's/door for 2s/door for 5m/' natvagt.conf > other.conf
terminal 80x24 "'$NATVAGT' replay --at 02:19:59 --compare other.conf a.night"
ok "two sets of rules: whose world it is" \
    comes 5 "rules 1: natvagt.conf, without staff"
keys c
ok "c: what they do otherwise" comes 5 "Alerts: 0 the same, 0 only 1, 0 only 2, 1 at other times"
ok "and by how much" comes 5 "2: 4 min later"
keys Enter
ok "Enter: at that moment" comes 5 "02:20:02"
ok "the first have raised it" comes 5 "0 s  NEW"
keys v
ok "v: the other rules" comes 5 "rules 2: other.conf, without staff"
ok "have not" comes 5 "is not seen"
keys N
ok "N: they do" comes 5 "02:25:00"
keys '[' Right ']' 1 Enter Enter
ok "what happened is marked under them as well" comes 5 "Saved in a.truth."
keys v
ok "v: back, at the moment that was gone to" comes 5 "02:26:00"
quit
keys_of_one() {
	terminal 80x24 "'$NATVAGT' replay --at 02:19:59 a.night"
	comes 5 "paused"
	keys v
	comes 5 "--compare names other rules."
}
ok "v means nothing where there is one set" keys_of_one
quit

# Faster than any machine: the real speed is told.
awk 'BEGIN { for (i = 0; i < 1500000; i++) printf "%.3f\tdoor-102\t{\"contact\":%s}\n",
    1795309200 + i / 200, i % 2 ? "true" : "false" }' > big.night
terminal 80x24 "'$NATVAGT' replay --speed 3600 big.night"
ok "a night of 200 messages a second: what is really reached" \
    comes 60 "3600x, really"
quit
finish
