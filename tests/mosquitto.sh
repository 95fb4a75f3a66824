#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The broker's configuration in conf/, as it is but for its port and its paths,
# with the example house: who may do what, and that a power cut loses nothing.
. "${srcdir:-.}/tests/tap.sh"
. "$srcdir/tests/broker.sh"
command -v mosquitto_passwd > /dev/null ||
    skip_all "mosquitto_passwd is not here"
watch_pid=
end_all() {
	[ -z "$watch_pid" ] || kill "$watch_pid" 2> /dev/null
	stop_broker
}
cleanup=end_all
users="natvagt zigbee2mqtt care auditor"

# Started by root, the broker is another user: the folder is for it to reach.
mkdir "$dir/broker" "$dir/broker/kept"
cp "$srcdir/conf/mosquitto.acl" "$dir/broker/natvagt.acl"
: > "$dir/broker/natvagt.passwd"
for user in $users; do
	mosquitto_passwd -b "$dir/broker/natvagt.passwd" "$user" "of-$user"
done
chmod 600 "$dir"/broker/natvagt.*
if [ "$(id -u)" -eq 0 ]; then
	chmod 711 "$dir"
	chown -R mosquitto "$dir/broker"
fi

# as USER TOOL ARGUMENT...: a client of the broker by that name.
as() {
	user=$1 tool=$2
	shift 2
	"mosquitto_$tool" -p "$port" -u "$user" -P "of-$user" "$@"
}
is_up() {
	as care pub -t care/up -n 2> /dev/null && kill -0 "$broker_pid" 2> /dev/null
}
hardened() {
	sed -e "s,^listener 1883 ,listener $port ," \
	    -e "s,/etc/mosquitto/,$dir/broker/," \
	    -e "s,/var/lib/mosquitto/,$dir/broker/kept/," \
	    "$srcdir/conf/mosquitto.conf" > "$dir/broker/mosquitto.conf"
	mosquitto -c "$dir/broker/mosquitto.conf" >> "$dir/mosquitto.log" 2>&1 &
	broker_pid=$!
	await 5 is_up_or_gone
	is_up
}
free_port() {
	for try in 1 2 3 4 5; do
		port=$(od -An -N2 -tu2 /dev/urandom)
		port=$((20000 + port % 30000))
		hardened && return 0
	done
	return 1
}
ok "mosquitto takes the configuration" free_port ||
    { note < "$dir/mosquitto.log"; finish; }
ok "and says nothing against it" sh -c '! grep -iE "error|warn|deprecated" "$1"' \
	sh "$dir/mosquitto.log"

# The example house, with its secrets.
cp "$srcdir"/conf/*.conf "$srcdir"/conf/*.plan "$dir"
sed -i -e "s/port = 1883/port = $port/" -e 's/#secrets = /secrets = /' \
    -e "s,^journal = .*,journal = \"$dir/natvagt.db\";," "$dir/natvagt.conf"
(umask 077 && echo 'user = "natvagt"; password = "of-natvagt";' \
    > "$dir/secrets.conf")
NATVAGT_CONF=$dir/natvagt.conf
export NATVAGT_CONF
journal_has() {
	"$NATVAGT" export > "$dir/night" 2> /dev/null &&
	    grep -q -- "$1" "$dir/night"
}
watch() {
	"$NATVAGT" watch >> "$dir/watch" 2>&1 &
	watch_pid=$!
	await 10 journal_has '{"connected":true}'
}
# reads USER FILTER OWN: the first that user is told of what both retain.
reads() {
	as "$1" sub -v -C 1 -W 20 -t "$2" -t "$3" > "$dir/told"
}
told() {
	grep -q -- "$1" "$dir/told"
}

ok "natvagt comes in with the password of its secrets" watch
as zigbee2mqtt pub -q 1 -t zigbee2mqtt/sos-101 -m '{"action":"emergency"}'
ok "what a gateway says is journaled" await 10 journal_has sos-101
as care pub -q 1 -t care/bed/101 -m 1
ok "another gateway is heard" await 10 journal_has care/bed/101
ok "natvagt reads what the broker drops" await 20 journal_has broker_drops

# Who may not.
as zigbee2mqtt pub -q 1 -r -t zigbee2mqtt/end -m .
ok "the auditor reads the alert" reads auditor 'natvagt/+/alert/+' natvagt/end
ok "a gateway reads" reads zigbee2mqtt 'natvagt/#' zigbee2mqtt/end
ok "nothing of natvagt's" told "^zigbee2mqtt/end"
for user in zigbee2mqtt auditor; do
	as $user pub -q 1 -r -t natvagt/solgaarden/alert/1 -m forged
	as $user pub -q 1 -t care/bed/102 -m 1
done
as care pub -q 1 -t care/bed/104 -m 1
ok "who speaks for others" await 10 journal_has care/bed/104
ok "is not heard" sh -c '! grep -q care/bed/102 "$1"' sh "$dir/night"
ok "the auditor reads" reads auditor 'natvagt/+/alert/+' natvagt/end
ok "the alert as natvagt told it" told \
	'^natvagt/solgaarden/alert/1 .*"rule":"call"'
refused() {
	! mosquitto_pub -p "$port" -t care/bed/101 -m 1 "$@" 2> "$dir/why" &&
	    grep -qi "not authori[sz]ed" "$dir/why"
}
ok "who has no name is refused" refused
ok "and who has a wrong password" refused -u care -P of-auditor
as auditor sub -i natvagt-solgaarden -c -q 1 -t 'zigbee2mqtt/#' -E
ok "natvagt's session is not to be had by its name" test \
	"$(grep -c 'as natvagt ' "$dir/mosquitto.log")" -eq 1

# The power goes while natvagt is stopped and messages wait for it: more than
# the broker would keep if it were not told to.
kept() {
	grep -aq '"battery":1199}' "$dir/broker/kept/mosquitto.db"
}
waited() {
	journal_has '"battery":1199' &&
	    [ "$(grep -c 'door-101.*"battery":' "$dir/night")" -eq 1200 ]
}
kill "$watch_pid"
wait "$watch_pid"
seq -f '{"contact":true,"battery":%g}' 0 1199 |
    as zigbee2mqtt pub -q 1 -t zigbee2mqtt/door-101 -l
ok "what waits is on the disk" await 20 kept
kill -9 "$broker_pid"
wait "$broker_pid" 2> /dev/null
ok "the broker comes back" hardened
ok "natvagt too" watch
ok "and nothing that waited is lost" await 10 waited
finish
