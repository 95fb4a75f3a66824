#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The screen on terminals of many kinds, as an emulator shows what comes; what
# is tried is told in terminals.py.
. "${srcdir:-.}/tests/tap.sh"
python=
for try in python3 /usr/bin/python3; do
	"$try" -c 'import pyte' 2> /dev/null && python=$try && break
done
[ -n "$python" ] || skip_all "python3-pyte is not here"
command -v infocmp > /dev/null || skip_all "there is no infocmp"
unset LANGUAGE NO_COLOR
"$python" "$srcdir/tests/terminals.py" "$NATVAGT" "$srcdir" "$dir"
