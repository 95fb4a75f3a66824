# SPDX-License-Identifier: Apache-2.0
# The console as lines, of the house of house.sh: source it after tap.sh. No
# byte of it needs a terminal.
unset LANGUAGE TERM
console_pid=

# console LANGUAGE [LC_ALL]: with its input at descriptor 3; what it says comes
# into $dir/said, what it has to say beside that into $dir/errors.
console() {
	rm -f "$dir/in"
	mkfifo "$dir/in"
	LANGUAGE=$1 LC_ALL=${2:-C.UTF-8} "$NATVAGT" console --linear --by KM \
	    < "$dir/in" > "$dir/said" 2> "$dir/errors" &
	console_pid=$!
	exec 3> "$dir/in"
}
# Also where there is none.
close_console() {
	exec 3>&-
	[ -z "$console_pid" ] || kill "$console_pid" 2> /dev/null
	[ -z "$console_pid" ] || wait "$console_pid" 2> /dev/null
	console_pid=
}
# said TEXT, said_like REGEX: so far.
said() {
	grep -qF -- "$1" "$dir/said"
}
said_like() {
	grep -qE -- "$1" "$dir/said"
}
