#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Finding things on a real terminal: letters that a keyboard sends, a terminal
# without them, the devices, and from the log to a moment of the night.
. "${srcdir:-.}/tests/tap.sh"
. "$srcdir/tests/terminal.sh"
night="$srcdir/replays/hard.night"
conf="$srcdir/conf/natvagt.conf"
[ -r "$night" ] || skip_all "there is no night"

text() {
	mux send-keys -l "$1"
}
# leaves NAME: q, and the terminal is as it was.
leaves() {
	keys q
	ok "$1: q asks" comes 5 "Close the screen"
	keys y
	ok "$1: it ends" await 10 ended
	is "$1: and gives the terminal back" "$dir/stty.before" \
	    "$dir/stty.after"
	close_terminal
}

terminal 100x30 "'$NATVAGT' replay -c '$conf' --at 02:30 '$night'"
ok "the night at half past two" comes 10 "02:30:00"

text "/køk"
ok "æøå come through: the kitchen is found" comes 5 "Find: køk"
ok "and is a room" comes 5 "Køkken"
keys BSpace BSpace
ok "backspace takes a whole letter" comes 5 "Find: k"
keys C-u
text "a9"
ok "a resident by the code" comes 5 "109 · A9"
keys Escape
ok "Esc: the question is gone" await 5 hides "Find:"

keys d
ok "the devices" comes 5 "59 devices"
ok "the silent one first, with its time" comes 5 "silent since 01:26"
text "/104"
keys Enter
ok "lines that fit have a star" comes 5 "*bed-104"
keys w
ok "one room" comes 5 "only 104: "
keys Enter
ok "Enter: its page" comes 5 "104 · A4"
keys Escape
ok "Esc: back among the devices" comes 5 "only 104: "
keys w
keys Escape
ok "Esc: the plan" await 5 hides "devices"

keys l
text "f"
ok "the log's alerts alone" comes 5 "only alerts"
text "/call"
keys Enter
keys Home
text "ffff"
ok "technical and all again" await 5 hides "only "
text "/02:20:01"
keys Enter
ok "a line by its time" comes 5 "*02:20:01"
keys Enter
ok "Enter: to its moment" comes 5 "Nov  02:20:01"
leaves "with æøå"

LC_ALL=C terminal 80x24 \
    "env LC_ALL=C '$NATVAGT' replay -c '$conf' --at 02:30 '$night'"
ok "a terminal without æøå" comes 10 "Koekken"
text "/koek"
ok "is asked as it shows" comes 5 "Find: koek"
ok "and finds it" comes 5 "room|"
keys Enter
leaves "in ASCII"
finish
