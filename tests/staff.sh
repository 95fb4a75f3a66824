#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# natvagt staff, beside a collector on the same journal; PINs are typed at a
# real terminal by tests/staff.py.
. "${srcdir:-.}/tests/tap.sh"
watch_pid=
end_all() {
	[ -z "$watch_pid" ] || kill "$watch_pid" 2> /dev/null
	rm -f "$dir/fifo"
}
cleanup=end_all

# conf SIGN_IN: no broker listens there.
conf() {
	cat > "$dir/natvagt.conf" <<-END
	site: { id = "s"; name = "S"; zone = "Europe/Copenhagen";
	  night = "22:00-07:00"; };
	broker: { host = "127.0.0.1"; port = 1; };
	staff: { sign_in = "$1"; };
	journal = "$dir/natvagt.db";
	END
}
conf initials
NATVAGT_CONF=$dir/natvagt.conf
LANGUAGE=en
export NATVAGT_CONF LANGUAGE

# says CODE TEXT STAFF-ARGUMENTS: exits so and says it on standard error.
says() {
	"$NATVAGT" staff $3 < /dev/null > "$dir/out" 2> "$dir/err"
	code=$?
	[ "$code" -eq "$1" ] && grep -qF -- "$2" "$dir/err" || {
		echo "# $code: $(cat "$dir/out" "$dir/err")"
		return 1
	}
}
staff() {
	"$NATVAGT" staff "$@" > "$dir/out" 2> "$dir/err"
}
# The list, without its times.
listed() {
	"$NATVAGT" staff list "$@" 2>&1 |
	    sed 's/20[0-9-]* [0-9:]*/TIME/g; s/[0-9][0-9]:[0-9:]*/TIME/' > "$dir/list"
}

ok "before there is a journal it says who makes one" \
	says 66 "('natvagt watch' makes it)" "add KM"
ok "and makes none" [ ! -e "$dir/natvagt.db" ]

"$NATVAGT" watch 2> "$dir/watch.err" &
watch_pid=$!
segment() {
	"$NATVAGT" export > "$dir/night" 2> /dev/null
}
ok "the collector makes it" await 10 segment
ok "nobody is on the staff yet" says 0 "nobody is on the staff yet" list

ok "km is added" staff add km
echo "KM added" > "$dir/want"
is "as KM" "$dir/want" "$dir/out"
ok "nobody twice" says 65 "'KM' is on the staff already" "add Km"
echo 2580 > "$dir/pin"
ok "øb is added with a PIN of standard input" \
	staff add øb --pin < "$dir/pin"
cat > "$dir/want" <<'END'
INITIALS        PIN  ADDED
KM              no   TIME
ØB              yes  TIME
END
listed
is "the list has both" "$dir/want" "$dir/list"
ok "a PIN for KM" staff pin km < "$dir/pin"
ok "ØB is removed" staff remove øB
cat > "$dir/want" <<'END'
INITIALS        PIN  ADDED
KM              yes  TIME
END
listed
is "and is in the list no more" "$dir/want" "$dir/list"
echo "ØB              no   TIME  removed TIME" >> "$dir/want"
listed --all
is "but in the list of all" "$dir/want" "$dir/list"
"$NATVAGT" staff list --json --all |
    sed 's/"20[0-9T:.+-]*"/TIME/g' > "$dir/list"
cat > "$dir/want" <<'END'
{"initials":"KM","pin":true,"wrong":0,"waits_until":null,"added":TIME,"removed":null}
{"initials":"ØB","pin":false,"wrong":0,"waits_until":null,"added":TIME,"removed":TIME}
END
is "also as JSON" "$dir/want" "$dir/list"

# What is refused.
ok "no PIN of one digit again and again" \
	sh -c 'echo 0000 | "$NATVAGT" staff pin KM 2> "$1"; [ $? -eq 65 ]' \
	sh "$dir/err"
ok "which is too easy" grep -q "too easy to guess" "$dir/err"
ok "an end without a PIN changes nothing" \
	says 65 "no PIN was given" "pin KM"
ok "nobody has a PIN who is not there" \
	says 67 "nobody on the staff is 'XX'" "pin XX"
ok "nor is removed" says 67 "nobody on the staff is 'ØB'" "remove øb"
ok "initials that are too long" \
	says 65 "is too long for initials" "add ABCDEFGHIJKLMNOP"
ok "a wrong verb" says 64 "say what to do" "fire KM"
ok "no verb" says 64 "say what to do" ""
ok "no initials" says 64 "'natvagt staff add' wants initials" add
ok "initials too many" says 64 "'AB' is one argument too many" "add KM AB"
ok "initials for the list" says 64 "one argument too many" "list KM"
ok "--pin of a list" says 64 "--pin is for" "list --pin"
ok "--json of a change" says 64 "are for 'natvagt staff list'" \
	"add KM --json"
ok "a PIN on the command line" says 64 "too many" "pin KM 2580"
conf pin
ok "who needs a PIN and has none is told of" \
	says 0 "'natvagt staff pin AB' sets one" "add AB"

# What it leaves behind.
ok "the journal's chain holds all five changes" sh -c \
	'"$NATVAGT" verify | grep -q "^5 links"'
segment
grep -o '$natvagt/staff.*' "$dir/night" |
    sed 's/"by":"[^"]*"/BY/' > "$dir/rows"
cat > "$dir/want" <<'END'
$natvagt/staff	{"do":"add","staff":"KM",BY}
$natvagt/staff	{"do":"add","staff":"ØB","pin":true,BY}
$natvagt/staff	{"do":"pin","staff":"KM","pin":true,BY}
$natvagt/staff	{"do":"remove","staff":"ØB",BY}
$natvagt/staff	{"do":"add","staff":"AB",BY}
END
is "and the night tells them" "$dir/want" "$dir/rows"
ok "with the account that did it" grep -q '"by":"[^"]' "$dir/night"
ok "which replays" "$NATVAGT" replay --strict --print "$dir/night"
ok "no file has a PIN" sh -c '! grep -qaF 2580 "$1"/natvagt.db*' sh "$dir"
ok "the collector went on" kill -0 "$watch_pid"

# Somebody keeps the journal for longer than is waited for.
cat > "$dir/wrong.py" <<END
import sqlite3, time
db = sqlite3.connect("$dir/natvagt.db", timeout=10)
until = int(time.time() * 1000) + 400000
db.execute("UPDATE staff SET tries = 9, until = ? WHERE initials = 'KM'", (until,))
db.commit()
END
cat > "$dir/lock.py" <<END
import sqlite3
db = sqlite3.connect("$dir/natvagt.db", timeout=10, isolation_level=None)
db.execute("BEGIN IMMEDIATE")
open("$dir/locked", "w").close()
open("$dir/fifo").read()
END
mkfifo "$dir/fifo"
if command -v python3 > /dev/null; then
	python3 "$dir/wrong.py"
	cat > "$dir/want" <<-END
	INITIALS        PIN  ADDED
	AB              no   TIME
	KM              yes  TIME  wrong PINs: 9, the next not before TIME
	END
	listed
	is "the list says who has to wait" "$dir/want" "$dir/list"
	"$NATVAGT" staff list --json > "$dir/list"
	ok "also as JSON" \
		grep -q '"wrong":9,"waits_until":"20' "$dir/list"
	python3 "$dir/lock.py" &
	await 10 [ -e "$dir/locked" ]
	ok "a journal that is kept locked is said so" \
		says 74 "another process keeps it locked" "add CD"
	echo > "$dir/fifo"
	wait $!
	kill "$watch_pid"
	wait "$watch_pid"
	watch_pid=
	python3 "$srcdir/tests/staff.py" > "$dir/typed"
	while read -r verdict name; do
		ok "$name" [ "$verdict" = ok ]
	done < "$dir/typed"
	ok "all of it was typed" grep -q "^ok the end" "$dir/typed"
fi
finish
