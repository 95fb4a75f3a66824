# SPDX-License-Identifier: Apache-2.0
# A broker of the test's own: source it after tap.sh. broker starts one on a
# free port of 127.0.0.1, which is $port.
PATH=$PATH:/usr/sbin
command -v mosquitto > /dev/null || skip_all "mosquitto is not here"
command -v mosquitto_pub > /dev/null || skip_all "mosquitto_pub is not here"

broker_pid=
stop_broker() {
	[ -z "$broker_pid" ] || kill "$broker_pid" 2> /dev/null
	broker_pid=
}

publish() {
	mosquitto_pub -p "$port" -q 1 -t "$1" -m "$2"
}

# Up, and ours: the port is in the log of the one that was started.
is_up() {
	mosquitto_pub -p "$port" -t up -n 2> /dev/null &&
	    kill -0 "$broker_pid" 2> /dev/null
}
is_up_or_gone() {
	is_up || ! kill -0 "$broker_pid" 2> /dev/null
}

broker() {
	for try in 1 2 3 4 5; do
		port=$(od -An -N2 -tu2 /dev/urandom)
		port=$((20000 + port % 30000))
		cat > "$dir/mosquitto.conf" <<-END
		listener $port 127.0.0.1
		allow_anonymous true
		max_queued_messages 100000
		END
		mosquitto -c "$dir/mosquitto.conf" > "$dir/mosquitto.log" 2>&1 &
		broker_pid=$!
		await 5 is_up_or_gone
		is_up && return 0
	done
	return 1
}
