#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Nights as text with the expected output beneath, run by the real program.
#
# tests/nights/NAME.t is a few lines of why, then sections:
#
#   --- conf               the configuration (may @include "site.conf")
#   --- night DATE OFFSET  its messages, TIME TOPIC PAYLOAD with single spaces.
#                          HH:MM:SS[.fraction][r] is the local time of the
#                          night of that date (before 12: the day after); any
#                          other line goes into the night as it is
#   --- print [OPTION...]  what `natvagt replay --print OPTION...` must print;
#                          there may be several
#   --- stderr             what the print before must say; otherwise nothing.
#                          The night is called N
#   --- exit CODE          how the print before must end; otherwise with 0
. "${srcdir:-.}/tests/tap.sh"

# Splits a file into $dir/t: conf, night, and want.1, args.1, ... a print.
split() {
	rm -rf "$dir/t"
	mkdir "$dir/t"
	cp "$srcdir/tests/nights/site.conf" "$dir/t/site.conf"
	base=$(sed -n 's/^--- night \([^ ]*\) \([^ ]*\)$/\1T00:00:00\2/p' "$1")
	base=$(date -u -d "$base" +%s) || return 1
	awk -v to="$dir/t/" -v base="$base" '
	function shut() { if (out != "") close(out) }
	/^--- / {
		shut()
		out = ""
		if ($2 == "print") {
			n++
			args = $0
			sub(/^--- print ?/, "", args)
			print args > (to "args." n)
			close(to "args." n)
			out = to "want." n
			printf "" > out
			printf "" > (to "stderr." n)
			close(to "stderr." n)
			print 0 > (to "exit." n)
			close(to "exit." n)
		} else if ($2 == "stderr") {
			out = to "stderr." n
		} else if ($2 == "exit") {
			print $3 > (to "exit." n)
			close(to "exit." n)
		} else {
			out = to ($2 == "night" ? "N" : $2)
		}
		next
	}
	out == to "N" && match($0, /^[0-2][0-9]:[0-5][0-9]:[0-5][0-9]/) {
		split(substr($0, 1, 8), at, ":")
		rest = substr($0, 9)
		stamp = rest
		sub(/ .*/, "", stamp)
		rest = substr(rest, length(stamp) + 2)
		sub(/ /, "\t", rest)
		s = base + at[1] * 3600 + at[2] * 60 + at[3]
		if (at[1] < 12)
			s += 86400
		printf "%.0f%s\t%s\n", s, stamp, rest > out
		next
	}
	out != "" { print > out }
	END { shut() }' "$1"
}

for file in "$srcdir"/tests/nights/*.t; do
	name=$(basename "$file" .t)
	split "$file" || exit 99
	i=1
	while [ -e "$dir/t/want.$i" ]; do
		# The words of the options hold no blanks.
		(cd "$dir/t" && "$NATVAGT" replay --print -c conf \
		    $(cat "args.$i") N > got 2> said; echo $? > ended)
		is "$name: what is printed ($i)" "$dir/t/want.$i" "$dir/t/got"
		is "$name: what is said ($i)" "$dir/t/stderr.$i" "$dir/t/said"
		is "$name: how it ends ($i)" "$dir/t/exit.$i" "$dir/t/ended"
		i=$((i + 1))
	done
	[ $i -gt 1 ] || ok "$name: prints something" false
done
ok "there are nights" [ "$tests" -gt 10 ]
finish
