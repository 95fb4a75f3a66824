#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The collector with a real broker; what it does is told in watch.py.
. "${srcdir:-.}/tests/tap.sh"
for tool in mosquitto mosquitto_pub mosquitto_sub python3; do
	command -v "$tool" > /dev/null || PATH=$PATH:/usr/sbin
	command -v "$tool" > /dev/null || skip_all "$tool is not there"
done
python3 "${srcdir:-.}/tests/watch.py" "$NATVAGT" "$dir"
exit
