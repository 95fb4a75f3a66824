#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Recordings of other people's homes as nights: our own with every fault that
# was met in the field, and the real ones where they are there.
# shellcheck source=tests/tap.sh
. "$srcdir/tests/tap.sh"

data=$srcdir/tests/data
homes=$srcdir/../shared/data/homes
cd "$dir" || exit 99

# exits CODE COMMAND...: what it says goes to the file "said".
exits() {
	code=$1
	shift
	"$@" > out 2> said < /dev/null
	got=$?
	[ "$got" -eq "$code" ] || {
		echo "exit $got, not $code" | note
		note < said
		return 1
	}
}

for format in kasteren ordonez casas; do
	cp "$data/import-$format.txt" "$format.txt"
	ok "$format: imported" exits 0 "$NATVAGT" import $format $format.txt
	is "$format: the night" "$data/import-$format.night" out
	is "$format: what was mended" "$data/import-$format.said" said
done

gzip -c casas.txt > casas.txt.gz
ok "packed" exits 0 "$NATVAGT" import casas casas.txt.gz
is "packed: the night" "$data/import-casas.night" out
"$NATVAGT" import casas - < casas.txt > out 2> said
is "standard input: the night" "$data/import-casas.night" out
ok "to a file" exits 0 "$NATVAGT" import casas -o one.night casas.txt
is "to a file: the night" "$data/import-casas.night" one.night
ok "to a file: nothing else" test ! -s out

ok "another zone" exits 0 "$NATVAGT" import -z UTC casas casas.txt
head -n 1 out > first
echo "1308096390.000	casas/m022	ON" > want
is "another zone: UTC" want first

ok "split" exits 0 "$NATVAGT" import kasteren --split nights kasteren.txt
ls nights > list
printf '2008-03-29.night\n2008-03-30.night\n' > want
is "split: a file for each night" want list
cat nights/2008-03-29.night nights/2008-03-30.night |
	grep -v '^[0-9.]*r' > out
is "split: together they are the whole" "$data/import-kasteren.night" out
# Noon of 30 March 2008 in Amsterdam, the day on which summer time began.
head -n 1 nights/2008-03-30.night > first
echo "1206871200.000r	kasteren/hall-bedroom-door	ON" > want
is "split: a night begins with what is on" want first
mkdir other
ok "split: -o with a folder" \
	exits 0 "$NATVAGT" import kasteren -o other kasteren.txt
ls other > list
printf '2008-03-29.night\n2008-03-30.night\n' > want
is "split: -o with a folder, the same" want list

echo "no rows at all" > prose.txt
: > empty.txt
ok "nothing to read: 65" exits 65 "$NATVAGT" import casas prose.txt
ok "nothing to read: nothing written" test ! -s out
ok "an empty file: 65" exits 65 "$NATVAGT" import ordonez empty.txt
ok "no file: 66" exits 66 "$NATVAGT" import casas nowhere.txt
ok "no file: named" grep -q "nowhere.txt" said
ok "no format: 64" exits 64 "$NATVAGT" import
ok "unknown format: 64" exits 64 "$NATVAGT" import csv casas.txt
ok "unknown zone: 64" exits 64 "$NATVAGT" import casas -z No/Where casas.txt
ok "unknown option: 64" exits 64 "$NATVAGT" import casas --nothing casas.txt
ok "split and -o: 64" \
	exits 64 "$NATVAGT" import casas -s a -o b casas.txt
ok "cannot write: 73" \
	exits 73 "$NATVAGT" import casas -o no/where casas.txt
head -c 60 casas.txt.gz > cut.gz
ok "cut short: 66" exits 66 "$NATVAGT" import casas cut.gz
ok "cut short: said" grep -q "ends too early" said
tail -c +11 casas.txt.gz > noise
ok "noise: 65" exits 65 "$NATVAGT" import kasteren noise

# real NAME FORMAT FILE ROWS: every row an ON and an OFF, in order.
real() {
	if [ ! -r "$homes/$3" ]; then
		for part in imported mended on-and-off order; do
			tests=$((tests + 1))
			echo "ok $tests - $1: $part # SKIP no ../shared/data"
		done
		return
	fi
	ok "$1: imported" exits 0 "$NATVAGT" import "$2" "$homes/$3"
	grep -v "no rows, skipped" said > rest
	echo "natvagt: $4 rows read, $(($4 * 2)) messages" > want
	is "$1: nothing had to be mended" want rest
	awk -F '\t' -v n="$4" '
		$3 == "ON" && !on[$2] { on[$2] = 1; ons++; next }
		$3 == "OFF" && on[$2] { on[$2] = 0; offs++; next }
		{ print "line " NR ": " $0 }
		END { if (ons != n || offs != n) print ons " on, " offs " off" }
	' out > wrong
	: > want
	is "$1: every sensor on and off by turns" want wrong
	cut -f 1 out | sort -n -c 2> wrong
	is "$1: in order of time" want wrong
}
real "Kasteren, house A" kasteren kasteren-A/kasterenSenseData.txt 1319
real "Ordonez, home A" ordonez ordonez-A/OrdonezA_Sensors.txt 409

finish
