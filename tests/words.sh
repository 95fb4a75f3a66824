#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Danish is whole: every text for people is collected and has its Danish.
. "$srcdir/tests/tap.sh"

for tool in xgettext msgcmp msgfmt; do
	command -v $tool > /dev/null || skip_all "there is no $tool"
done
cd "$srcdir" || exit 99
grep -v '^#' po/POTFILES.in | sort > "$dir/listed"
grep -rlE '\b(_|N_|P_)\("' --include='*.c' src | sort > "$dir/speak"
is "po/POTFILES.in lists every source that speaks" "$dir/speak" "$dir/listed"
xgettext --keyword=_ --keyword=N_ --keyword=P_:1,2 --from-code=UTF-8 \
	-o "$dir/all.pot" -f po/POTFILES.in 2> "$dir/said"
ok "the texts can be collected" test -s "$dir/all.pot"
ok "each has its Danish" msgcmp po/da.po "$dir/all.pot"
ok "with the same places for numbers and names" \
	msgfmt -c -o "$dir/da.mo" po/da.po
finish
