#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The demo: the house comes to life, and however it ends nothing is left
# behind, no process and no file.
. "${srcdir:-.}/tests/tap.sh"
. "$srcdir/tests/terminal.sh"
PATH=$PATH:/usr/sbin
command -v mosquitto > /dev/null || skip_all "mosquitto is not here"
mkdir "$dir/tmp"

# Its processes are those that have its TMPDIR.
processes() {
	grep -lsz "^TMPDIR=$dir/tmp\$" /proc/[0-9]*/environ
}
nothing_is_left() {
	[ -z "$(processes)" ] && [ -z "$(ls -A "$dir/tmp")" ]
}
left() {
	await 10 nothing_is_left || {
		ls -lR "$dir/tmp" | note
		for p in $(processes); do
			tr '\0' ' ' < "${p%environ}cmdline" | note
		done
		return 1
	}
}
# demo [OPTION...]
demo() {
	terminal 80x24 "env TMPDIR='$dir/tmp' NATVAGT_DATADIR='$srcdir' \
	    '$NATVAGT' demo $*"
	comes 15 "sensors: "
}

ok "it opens on a house" demo
ok "a quiet majority is in bed" comes 10 "I sengen"
ok "there is a folder of its own" [ -d "$dir"/tmp/natvagt-demo-* ]
ok "which is private" [ "$(stat -c %a "$dir"/tmp/natvagt-demo-*)" = 700 ]
ok "four processes and a console at work" \
    [ "$(processes | wc -l)" -ge 5 ]
ok "a resident leaves within 20 s" comes 20 "Ude"
keys q
keys y
ok "q: it ends" await 10 ended
ok "q: with 0" [ "$(cat "$dir/ended")" = 0 ]
ok "q: nothing is left" left
is "q: the terminal is as it was" "$dir/stty.before" "$dir/stty.after"
close_terminal

for signal in TERM HUP INT KILL; do
	demo || ok "SIG$signal: it opens" false
	kill -$signal "$(cat "$dir/pid")"
	ok "SIG$signal: it ends" await 10 ended
	ok "SIG$signal: nothing is left" left
	[ $signal = KILL ] || is "SIG$signal: the terminal is as it was" \
	    "$dir/stty.before" "$dir/stty.after"
	close_terminal
done

demo || ok "the terminal: it opens" false
close_terminal
ok "the terminal goes: nothing is left" left

# The keeper is the only child that is no collector.
demo || ok "the keeper: it opens" false
for p in $(pgrep -P "$(cat "$dir/pid")"); do
	grep -qz '^watch$' "/proc/$p/cmdline" || kill -9 "$p"
done
kill "$(cat "$dir/pid")"
ok "the keeper is killed: it ends" await 10 ended
ok "the keeper is killed: nothing is left" left
close_terminal

terminal 80x24 "env TMPDIR='$dir/tmp' NATVAGT_DATADIR='$srcdir' \
    '$NATVAGT' demo --seconds 1"
ok "--seconds: it ends by itself" await 20 ended
ok "--seconds: with 0" [ "$(cat "$dir/ended")" = 0 ]
ok "--seconds: nothing is left" left
close_terminal

# No terminal, no data: said, and nothing is left.
TMPDIR=$dir/tmp NATVAGT_DATADIR=$srcdir "$NATVAGT" demo \
    < /dev/null > "$dir/out" 2> "$dir/said"
ok "no terminal: it says so" [ $? -eq 69 ]
ok "no terminal: nothing is left" left
TMPDIR=$dir/tmp NATVAGT_DATADIR=$dir/tmp "$NATVAGT" demo \
    < /dev/null > "$dir/out" 2> "$dir/said"
ok "no data: it says so" grep -q NATVAGT_DATADIR "$dir/said"
ok "no data: nothing is left" left
finish
