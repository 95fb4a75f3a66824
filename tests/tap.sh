# SPDX-License-Identifier: Apache-2.0
# TAP for tests in shell: source it, call ok and is, end with finish.
# $dir is a private folder that goes when the test does.
LC_ALL=C.UTF-8
export LC_ALL
unset NATVAGT_CONF
tests=0 failed=0
dir=$(mktemp -d "${TMPDIR:-/tmp}/natvagt-test-XXXXXX") || exit 99

# What a test started and must end, each a command.
cleanup=:
leave() {
	eval "$cleanup"
	rm -rf "$dir"
}
trap leave EXIT
trap 'exit 99' HUP INT TERM

skip_all() {
	echo "1..0 # SKIP $*"
	exit 0
}

note() {
	sed 's/^/# /'
}

# ok NAME COMMAND...: the command succeeds.
ok() {
	name=$1
	shift
	tests=$((tests + 1))
	if "$@"; then
		echo "ok $tests - $name"
	else
		failed=$((failed + 1))
		echo "not ok $tests - $name"
		echo "# failed: $*"
		return 1
	fi
}

# is NAME FILE FILE: what was wanted and what came are the same bytes.
is() {
	tests=$((tests + 1))
	if cmp -s "$2" "$3"; then
		echo "ok $tests - $1"
	else
		failed=$((failed + 1))
		echo "not ok $tests - $1"
		diff -u "$2" "$3" | note
		return 1
	fi
}

now_ms() {
	date +%s%3N
}

# await SECONDS COMMAND...: until the command succeeds; fails at the deadline.
# The only place that naps: tests wait for conditions.
await() {
	deadline=$(($(now_ms) + $1 * 1000))
	shift
	until "$@"; do
		[ "$(now_ms)" -lt "$deadline" ] || return 1
		sleep 0.05
	done
}

finish() {
	echo "1..$tests"
	[ "$failed" -eq 0 ]
	exit
}
