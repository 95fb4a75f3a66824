#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Nights of a large house tell the same whoever folds them: the collector as
# they come, a console from the journal, a replay of what is exported, packed
# or not. BIG=1: ten nights of 200000 messages.
# shellcheck source=tests/tap.sh
. "${srcdir:-.}/tests/tap.sh"
[ -x "$BIG_WRITER" ] || skip_all "tests/big is not here"
if [ -n "$BIG" ]; then
	nights=10 messages=200000
else
	nights=2 messages=10000
fi
took() {
	echo "# $1: $(($(now_ms) - begun)) ms"
	begun=$(now_ms)
}
begun=$(now_ms)
ok "the nights are written" sh -c \
    '"$0" write "$1" "$2" "$3" > "$1/live"' \
    "$BIG_WRITER" "$dir" "$nights" "$messages" || finish
took "journal and collector's fold, $((nights * messages)) messages"
cd "$dir" || exit 99
dates= last=
for i in $(seq 0 $((nights - 1))); do
	last=$(date -u -d "2026-11-21 + $i day" +%F)
	dates="$dates $last"
done
# shellcheck disable=SC2086 # a list of words
ok "they are exported" "$NATVAGT" export -c big.conf -o . $dates
took export
files=$(printf '%s.night ' $dates)
# shellcheck disable=SC2086
"$NATVAGT" replay -c big.conf --print $files > export
is "an export tells what the collector told" live export
took "replay"
# shellcheck disable=SC2086
gzip -k $files
# shellcheck disable=SC2086
"$NATVAGT" replay -c big.conf --print $(printf '%s.night.gz ' $dates) > packed
is "so does a packed one" live packed
took "gzip and replay"
"$BIG_WRITER" follow . > console
"$NATVAGT" replay -c big.conf --print "$last.night" > last
is "a console sees the last night as its replay does" last console
took "console and replay of the last night"
ok "something was told" [ "$(wc -l < live)" -gt $((nights * 100)) ]
echo "# $(wc -l < live) lines told, $(wc -c < big.db) bytes of journal"
finish
