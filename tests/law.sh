#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The law of replay on a real journal; what it says is told in law.py.
# shellcheck source=tests/tap.sh
. "${srcdir:-.}/tests/tap.sh"
for tool in mosquitto mosquitto_pub python3; do
	command -v "$tool" > /dev/null || PATH=$PATH:/usr/sbin
	command -v "$tool" > /dev/null || skip_all "$tool is not there"
done
python3 "${srcdir:-.}/tests/law.py" "$NATVAGT" "$dir"
exit
