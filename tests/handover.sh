#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# natvagt handover, of a night that a real broker, collector and console have
# made: the sheet on paper, as a page and as an object, and what it refuses.
. "${srcdir:-.}/tests/tap.sh"
. "$srcdir/tests/broker.sh"
. "$srcdir/tests/evening.sh"
command -v python3 > /dev/null || skip_all "python3 is not here"
. "$srcdir/tests/lines.sh"
end_all() {
	close_console
	rm -f "$dir/locked"
	stop_broker
}
cleanup=end_all
broker || skip_all "mosquitto does not start"
. "$srcdir/tests/house.sh"

sed -i "s/id = \"test\"; name = \"Test\"/id = \"birken\"; name = \"Botilbud Birken\"/
    s|Europe/Copenhagen|$evening_zone|; s/language = \"en\"/language = \"da\"/" \
    "$dir/site.conf"
cat > "$dir/natvagt.conf" <<EOF2
journal = "$dir/natvagt.db";
@include "site.conf"
statuses = (
  { id = "open"; when = "door"; mark = "/"; label = "Åben"; },
  { id = "shut"; when = "not door"; mark = "."; label = "Lukket"; } );
rules = (
  { id = "call"; when = "call"; priority = "high"; latch = true; text = "Kald"; },
  { id = "out"; when = "door"; priority = "medium"; text = "Dør åben"; } );
rounds = ( { place = "102"; at = "13:30"; } );
EOF2

# handover [OPTION...]: into $dir/out, with its exit code.
handover() {
	"$NATVAGT" handover "$@" > "$dir/out" 2> "$dir/err"
}
# says CODE TEXT [OPTION...]: exits so, and says why; no word goes elsewhere.
says() {
	want=$1 text=$2
	shift 2
	handover "$@"
	code=$?
	[ "$code" -eq "$want" ] && [ ! -s "$dir/out" ] &&
	    grep -qF -- "$text" "$dir/err" || {
		echo "# $code: $(cat "$dir/out" "$dir/err")"
		return 1
	}
}
# What differs from night to night: its days, times and the chain's head.
plain() {
	sed -E 's/[a-zæøå]+ [0-9]+\. [a-z]{3}/DAG/g; s/[A-Z][a-z]{2} [0-9]+ [A-Z][a-z]{2}/DAY/g
	    s/[0-9]{2}:[0-9]{2}/TT:MM/g; s/\b[0-9]+ s\b/N s/g
	    s/^[0-9a-f]{64}$/HEAD/; s/^=+$/===/' "$@"
}
# tells NAME FILE: it is the stored sheet (NATVAGT_SCREENS=write writes it).
tells() {
	stored=$srcdir/tests/data/handover-$1
	plain "$2" > "$dir/plain"
	[ "${NATVAGT_SCREENS:-}" != write ] || cp "$dir/plain" "$stored"
	is "$1" "$stored" "$dir/plain"
}

ok "before there is a journal it says who makes one" \
	says 66 "('natvagt watch' makes it)"
ok "a date that is none" says 64 "'2026-11-1' is no date such as 2026-11-21" \
	2026-11-1
ok "two dates" says 64 "one night at a time" 2026-11-20 2026-11-21
ok "two forms" says 64 "--html or --json, not both" --html --json

console en
ok "a console and its collector" await 10 said "not seen"
# does COMMAND TEXT: what is typed, and what then comes back.
does() {
	echo "$1" >&3
	ok "'$1': $2" await 10 said "$2"
}
publish call-101 '{"action":"emergency"}'
ok "a call" await 10 said "101: Kald, new alert"
does "a 101" "101: Kald, taken by KM"
does "t 101" "KM is there"
does "c 101 1" "closed by KM: helped"
publish door-102 '{"contact":false}'
ok "a door" await 10 said "102: Dør åben, new alert"
does "n 102 Ægte æøå: går, når nogen ringer på" "note"
"$NATVAGT" export > "$dir/night" 2> /dev/null
night=$(sed -n 's/.*"night":"\([0-9-]*\)".*/\1/p' "$dir/night" | head -n 1)

ok "the sheet" handover
cp "$dir/out" "$dir/sheet"
tells da.txt "$dir/sheet"
ok "without a word beside it" test ! -s "$dir/err" || note < "$dir/err"
ok "no line of it is longer than 80 columns" \
	sh -c '! grep -qE "^.{81}" "$1"' sh "$dir/sheet"
ok "of a night by its date" handover "$night"
is "it is the same" "$dir/sheet" "$dir/out"
LANGUAGE=en handover
tells en.txt "$dir/out"
LC_ALL=C handover
tells da-ascii.txt "$dir/out"
ok "in ASCII there are no other bytes" \
	sh -c '! LC_ALL=C grep -q "[^ -~]" "$1"' sh "$dir/out"

ok "a page" handover --html -o "$dir/sheet.html"
ok "goes where it was to" test ! -s "$dir/out" -a -s "$dir/sheet.html"
ok "the group may read it, others not" \
	test "$(stat -c %a "$dir/sheet.html")" = 640
ok "it is well made and whole" python3 "$srcdir/tests/page.py" \
	"$dir/sheet.html" "Ægte æøå: går, når nogen ringer på" "Dør åben"
ok "an object" handover --json
ok "that is one" python3 -c 'import json, sys
o = json.load(open(sys.argv[1]))
assert o["night"] == sys.argv[2], o["night"]
assert [a["rule"] for a in o["alerts"]] == ["call", "out"], o["alerts"]
assert o["notes"][0]["text"].startswith("Ægte"), o["notes"]' \
	"$dir/out" "$night"

echo old > "$dir/old"
ok "a file that is there is replaced" handover -o "$dir/old"
is "by all of it" "$dir/sheet" "$dir/old"
ok "- is standard output" handover -o -
is "all of it" "$dir/sheet" "$dir/out"
ok "a folder that is not there" \
	says 73 "cannot write '$dir/no/sheet'" -o "$dir/no/sheet"
ok "a disk that is full" says 74 "cannot write '/dev/full'" -o /dev/full
ok "no such night" says 66 "the journal holds no night '2001-01-01'" 2001-01-01

# Another program has the journal for itself: waited for a while, then told.
close_console
ok "the journal is locked" lock_journal exclusive
ok "that it stays so is told" says 74 "another process keeps it locked"
"$NATVAGT" handover > "$dir/out" 2> "$dir/err" &
waits=$!
free_journal
ok "one that is let go of in time is read" wait "$waits"
plain "$dir/sheet" | grep -v '^Lavet' > "$dir/want"
plain "$dir/out" | grep -v '^Lavet' > "$dir/plain"
is "to the same sheet" "$dir/want" "$dir/plain"
finish
