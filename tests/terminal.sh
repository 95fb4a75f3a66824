# SPDX-License-Identifier: Apache-2.0
# A terminal for screen tests, by tmux: source it after tap.sh.
command -v tmux > /dev/null || skip_all "tmux is not here"
# Where a house is Danish the words of the console would be, too.
LANGUAGE=en
export LANGUAGE

mux() {
	tmux -S "$dir/tmux" "$@"
}
cleanup='mux kill-server 2> /dev/null'

# terminal COLSxROWS COMMAND: opens one and runs the command, with words quoted
# as a shell would have them. Its process comes into $dir/pid, its exit code
# into $dir/ended, the terminal's settings before and after into
# $dir/stty.before and .after.
terminal() {
	rm -f "$dir/ended" "$dir/stty.before" "$dir/stty.after"
	cat > "$dir/run" <<-END
	stty -a > "$dir/stty.before"
	sh -c 'echo \$\$ > "$dir/pid"; exec "\$@"' sh $2
	echo \$? > "$dir/code"
	stty -a > "$dir/stty.after"
	mv "$dir/code" "$dir/ended"
	exec cat
	END
	mux -f /dev/null new-session -d -x "${1%x*}" -y "${1#*x}" \
	    sh "$dir/run"
}

keys() {
	mux send-keys "$@"
}

# click TEXT: the mouse's button down and up on its first character.
click() {
	set -- $(screen | LC_ALL=C.UTF-8 sed 's/[^ -~]/x/g' |
	    awk -v text="$1" '(at = index($0, text)) {
		printf "%02x %02x\n", 32 + at, 32 + NR; exit }')
	mux send-keys -H 1b 5b 4d 20 "$1" "$2" 1b 5b 4d 23 "$1" "$2"
}

screen() {
	mux capture-pane -p
}

# shows TEXT, hides TEXT: now; comes SECONDS TEXT: within so long.
shows() {
	screen | grep -qF -- "$1"
}
hides() {
	! shows "$1"
}
comes() {
	await "$1" shows "$2" || {
		echo "# '$2' is not on the screen:"
		screen | note
		return 1
	}
}
ended() {
	[ -e "$dir/ended" ]
}
close_terminal() {
	mux kill-server 2> /dev/null
	await 5 sh -c "! tmux -S '$dir/tmux' list-sessions 2> /dev/null"
}
