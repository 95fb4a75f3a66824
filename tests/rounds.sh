#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A night's rounds on a real terminal, with a real broker and collector: nine
# of them worked by keys, one undone; a killed collector and a new console lose
# none.
. "${srcdir:-.}/tests/tap.sh"
. "$srcdir/tests/broker.sh"
. "$srcdir/tests/terminal.sh"
. "$srcdir/tests/evening.sh"
end_all() {
	mux kill-server 2> /dev/null
	stop_broker
}
cleanup=end_all
broker || skip_all "mosquitto does not start"

# A round that is late in a moment: one that was before anybody watched
# is to be blamed on nobody.
late=$((3600 + 60 * $(date -u +%-M) + $(date -u +%-S) + 20))

rooms='1 2 3 4 5 6 7 8 9'
cat > "$dir/house.plan" <<'EOF2'
+-----+-----+-----+-----+-----+-----+-----+-----+-----+
|r1   |r2   |r3   |r4   |r5   |r6   |r7   |r8   |r9   |
|     |     |     |     |     |     |     |     |     |
+-----+-----+-----+-----+-----+-----+-----+-----+-----+
EOF2
{
	cat <<-EOF2
	site: { id = "test"; name = "Test"; zone = "$evening_zone"; language = "en"; night = "22:00-07:00"; };
	broker: { host = "127.0.0.1"; port = $port; };
	journal = "$dir/natvagt.db";
	plans = ( { name = "House"; file = "house.plan"; } );
	statuses = ( { id = "abed"; when = "bed"; mark = "z"; label = "In bed"; },
	  { id = "up"; when = "not bed"; mark = "o"; label = "Up"; } );
	rounds = (
	  { place = "r1"; at = "21:00"; late_after = "${late}s"; },
	  { place = "r2"; at = "21:45"; late_after = "3h"; },
	  { place = "r3"; at = "21:45"; late_after = "3h"; },
	  { place = "r4"; at = "21:45"; late_after = "3h"; },
	  { place = "r5"; at = "21:45"; late_after = "3h"; },
	  { place = "r6"; at = "23:00"; late_after = "3h"; },
	  { place = "r7"; at = "23:00"; late_after = "3h"; },
	  { place = "r8"; at = "23:00"; late_after = "3h"; },
	  { place = "r9"; at = "21:30"; skip_when = "abed"; late_after = "3h"; } );
	EOF2
	echo 'places = ('
	for r in $rooms; do
		echo "  { id = \"r$r\"; kind = \"dwelling\"; resident = \"A$r\"; }"
	done | sed '$!s/$/,/'
	echo ');'
	echo 'devices = ('
	for r in $rooms; do
		echo "  { id = \"bed-$r\"; topic = \"bed/$r\"; place = \"r$r\";" \
		    'reads = ( { signal = "bed"; on = "1"; off = "0"; } ); }'
	done | sed '$!s/$/,/'
	echo ');'
} > "$dir/natvagt.conf"
NATVAGT_CONF=$dir/natvagt.conf
export NATVAGT_CONF

lock_holder() {
	cat "$dir/natvagt.db.lock" 2> /dev/null
}
restarted() {
	[ "$(lock_holder)" != "$was" ] && kill -0 "$(lock_holder)" 2> /dev/null
}
# visits HOW: how many of them the journal holds.
visits() {
	"$NATVAGT" export 2> /dev/null | grep -c "\"do\":\"visit\".*\"how\":\"$1\""
}
# back TEXT: Esc, and the text is gone (so that a key after it stands alone).
back() {
	keys Escape
	await 5 hides "$1"
}
leaves() {
	keys q
	comes 5 "Close the screen"
	keys y
	ok "the console ends" await 10 ended
	close_terminal
}
# works KEY COUNTS: the next round, chosen by a first press, done by a second.
works() {
	keys "$1"
	comes 5 "▸ " || return 1
	keys "$1"
	comes 5 "$2"
}

terminal 100x30 "'$NATVAGT' --by KM"
ok "it opens and connects" comes 10 "connected"
publish bed/9 1
ok "a resident is in bed" comes 5 "In bed"
ok "the plan tells quietly what is due" comes 60 "rounds: 1 late · 4 now"

keys r
ok "r: the rounds" comes 5 "0 of 9 seen to · 1 late · 4 now"
ok "the late one is chosen" comes 1 "▸ r1 A1"
screen | grep -oE 'r[1-9] A[1-9] .*(late|now|in |need not)' |
    cut -c 1-2 | tr '\n' ' ' > "$dir/order"
printf 'r1 r2 r3 r4 r5 r6 r7 r8 r9 ' > "$dir/want"
is "in the order of need" "$dir/want" "$dir/order"
ok "who need not be disturbed is told" comes 1 "need not be disturbed"

keys t
ok "t: it is seen to, and journaled" comes 5 "r1: seen to (KM)"
ok "it is counted" comes 5 "1 of 9 seen to · 4 now"
keys u
ok "u: undone" comes 5 "r1: visit undone (KM)"
ok "and late again" comes 5 "0 of 9 seen to · 1 late · 4 now"
keys t
ok "and seen to again" comes 5 "1 of 9 seen to · 4 now"
ok "the second" works t "2 of 9 seen to · 3 now"
ok "the third" works t "3 of 9 seen to · 2 now"
ok "the fourth" works t "4 of 9 seen to · 1 now"

# The collector dies between two keys.
was=$(lock_holder)
kill -9 "$was"
ok "with the collector dead the key is kept" works s "4 of 9 seen to, 1 left in peace"
ok "another one takes over" await 20 restarted
ok "the sixth" works t "5 of 9 seen to, 1 left in peace"
ok "the seventh" works t "6 of 9 seen to, 1 left in peace"
ok "the eighth" works t "7 of 9 seen to, 1 left in peace"
ok "the one who sleeps is spared" works s "7 of 9 seen to, 2 left in peace"
keys t
ok "then there is none" comes 5 "No round is due within the hour."
# A note to the room of a line, and one to the shift.
keys Up
ok "a line is chosen" comes 5 "▸ "
keys n
ok "n: a note to its room" comes 5 "Note to r9:"
mux send-keys -l "fik vand, søvnig"
keys Enter
ok "it is noted" comes 5 "r9: note: fik vand, søvnig (KM)"
back "of 9 seen to"
keys n
ok "with nothing chosen it is to the shift" comes 5 "Note to the shift:"
# Pasted: a bell, the cursor's keys, another direction, a line feed, an action.
printf 'a\007b\033[2Jc\342\200\256d\na\twide 表 end' > "$dir/paste"
mux load-buffer "$dir/paste"
mux paste-buffer -p -d
ok "what is pasted is clean text" comes 5 "wide 表 end"
keys Enter
ok "and one note" comes 5 "note: abcd"
"$NATVAGT" export 2> /dev/null | grep '"do":"note"' | cut -f 3 > "$dir/notes"
ok "both are in what is exported" [ "$(wc -l < "$dir/notes")" -eq 2 ]
ok "what was pasted is one line" grep -qF '"text":"abcdawide 表 end"' \
    "$dir/notes"
ok "the room's, whole" grep -qF \
    '"by":"KM","text":"fik vand, søvnig","place":"r9"' "$dir/notes"
ok "nothing of the pasted is a control or a direction" eval \
    '! grep -qP "\\\\u|[\x00-\x09\x0b-\x1f]|\xe2\x80\xae" "$dir/notes"'

ok "the plan is quiet" hides "rounds:"
leaves

terminal 100x30 "'$NATVAGT' --by LP"
ok "a new console and collector" comes 10 "connected"
keys r
ok "lose none of them" comes 5 "7 of 9 seen to, 2 left in peace"
ok "nor who it was" comes 5 "KM"
mux send-keys -l "/r9"
keys Enter
keys Enter
ok "nor the note" comes 5 "KM: fik vand, søvnig"
back "Notes tonight"
back "of 9 seen to"
leaves
echo "$(visits entered) $(visits skipped) $(visits undone)" > "$dir/counts"
echo "8 2 1" > "$dir/want"
is "entered, spared and undone are in the journal" "$dir/want" "$dir/counts"
finish
