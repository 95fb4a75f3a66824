#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The alarms: a real broker, a real collector, and commands that work, fail,
# hang with a grandchild, print megabytes or are not there.
. "$srcdir/tests/tap.sh"
. "$srcdir/tests/broker.sh"

mkdir "$dir/bin"
: > "$dir/rung"
command() {
	printf '#!/bin/sh\n' > "$dir/bin/$1"
	cat >> "$dir/bin/$1"
	chmod +x "$dir/bin/$1"
}
command ring << 'END'
cd "${0%/*}/.." || exit
echo "$NATVAGT_EVENT $NATVAGT_ALERT $NATVAGT_RULE $NATVAGT_PLACE" \
    "$NATVAGT_PRIORITY $NATVAGT_LEVEL '$NATVAGT_TEXT'" "$#:$*" >> rung
END
command fail << 'END'
echo "no loudspeaker"
exit 3
END
command hang << 'END'
sleep 1000 &
echo $! > "${0%/*}/../grandchild"
sleep 1000
END
command flood << 'END'
head -c 5000000 /dev/zero | tr '\0' 'x'
echo done > "${0%/*}/../flooded"
END

# conf ALARMS: 61 dwellings, each with a button, a door and a lamp.
conf() {
	cat > "$dir/new.conf" << END
site: { id = "s"; name = "Hjem"; zone = "UTC"; night = "22:00-07:00"; };
broker: { host = "127.0.0.1"; port = $port; };
journal = "home.db";
$1
places = ( $(for n in $(seq 61); do
	echo "{ id = \"$n\"; kind = \"dwelling\"; }$([ "$n" = 61 ] || echo ,)"
done) );
devices = ( $(for n in $(seq 61); do for what in call door lamp; do
	echo "{ id = \"$what-$n\"; topic = \"$what/$n\"; place = \"$n\";
	  reads = ( { signal = \"$what\"; on = \"1\"; off = \"0\"; } ); },"
done; done)
{ id = "ping"; topic = "ping"; place = "site"; reads = ( { signal = "ping"; number = true; } ); } );
rules = (
  { id = "call"; when = "call"; priority = "high"; latch = true; text = "Kald \$(reboot)"; },
  { id = "door"; when = "door"; priority = "medium"; text = "Dør"; },
  { id = "lamp"; when = "lamp"; priority = "low"; text = "Lampe"; },
  { id = "again"; each = "site"; when = "ping > 99999"; priority = "high"; latch = true;
    escalate_after = "6s"; text = "Igen"; } );
END
	mv "$dir/new.conf" "$dir/home.conf"
}

pid=
watch() {
	SECRET=hush "$NATVAGT" watch -c "$dir/home.conf" 2>> "$dir/log" &
	pid=$!
	await 10 connected
}
cleanup='stop_broker; [ -z "$pid" ] || kill "$pid" 2> /dev/null'

# With another configuration; what it is asked to do is done when it says so.
reload() {
	conf "$1"
	reloads=$(said 'has been read again')
	kill -HUP "$pid"
	await 10 reloaded
}
reloaded() {
	[ "$(said 'has been read again')" -gt "$reloads" ]
}
rows() {
	"$NATVAGT" export -c "$dir/home.conf" 2> /dev/null | cut -f 2- |
	    grep -F "\$natvagt/$1	" | cut -f 2-
}
connected() {
	[ "$(rows broker | tail -1)" = '{"connected":true}' ]
}
said() {
	grep -cF -- "$1" "$dir/log"
}
says() {
	[ "$(said "$1")" -gt 0 ]
}
rung() {
	grep -cE -- "$1" "$dir/rung"
}
rings() {
	[ "$(rung "$1")" -ge "${2:-1}" ]
}
alarm_is() {
	case $(rows alarm | tail -1) in $1) ;; *) return 1 ;; esac
}
alarm_told() {
	rows alarm | grep -qF -- "$1"
}
gone() {
	! kill -0 "$1" 2> /dev/null
}
no_children() {
	[ -z "$(ps -o pid= --ppid "$pid")" ]
}

broker || { echo "Bail out! no broker"; exit 1; }
ring="\"$dir/bin/ring\""

conf "alarms: { high = [ $ring, \"--loud\", \"two words\", \"\" ];
    medium = $ring; low = \"$dir/bin/hang\"; };"
watch
ok "commands that can be run are said to be so" \
    await 10 alarm_is '{"ok":true}'
# Before anything else: what takes half a minute, and what is older.
publish door/50 1
ok "a raised alert rings" await 10 rings '^raised 1 door 50 medium 0 '
publish lamp/60 1
ok "a command that hangs is started" await 10 test -s "$dir/grandchild"

publish call/1 1
ok "and so does the next" await 10 rings ' call 1 '
grep ' call 1 ' "$dir/rung" > "$dir/came"
echo "raised 3 call 1 high 0 'Kald \$(reboot)' 3:--loud two words " \
    > "$dir/want"
is "with its facts, and without a shell" "$dir/want" "$dir/came"
publish door/1 1
publish door/1 0
publish door/1 1
ok "one that is on again rings for that" \
    await 20 rings '^retriggered 4 door 1 medium 0 '
reload "alarms: { medium = $ring; };"
publish call/2 1
publish door/2 1
ok "a priority without a command is silent" await 10 rings ' door 2 '
ok "and no other's is taken" test "$(rung ' call 2 ')" = 0
reload "alarms: { high = [ \"/bin/ls\", \"-l\", \"/proc/self/fd\" ]; };"
publish call/3 1
ok "what it prints is logged" await 10 says ' -> /proc/'
grep -oE '[0-9]+ -> .*' "$dir/log" | sed 's/pipe:.*/pipe/; s/[0-9]*.fd$/fd/' \
    > "$dir/came"
printf '0 -> /dev/null\n1 -> pipe\n2 -> pipe\n3 -> /proc/fd\n' > "$dir/want"
is "no descriptor of the collector's is in it" "$dir/want" "$dir/came"
reload "alarms: { high = \"/usr/bin/env\"; };"
publish call/4 1
ok "it has an environment" await 10 says 'NATVAGT_PLACE=4'
ok "with its path" says ': PATH=/'
ok "and nothing that is not its business" test "$(said SECRET)" = 0

reload "alarms: { high = \"$dir/bin/none\"; medium = $ring; };"
ok "what is not there is said before anybody needs it" await 10 alarm_is \
    '{"ok":false,"priority":"high","reason":"cannot run *: No such file*"}'
reload "alarms: { high = \"$dir/bin/fail\"; medium = $ring; };"
ok "and so is that it is" await 10 alarm_is '{"ok":true}'
publish call/5 1
ok "a failure is journaled" await 10 alarm_is '{"ok":false,"event":"raised","alert":9,"rule":"call","place":"5","priority":"high","reason":"* ended with code 3"}'
ok "what it printed is logged" says 'alert 9: no loudspeaker'
publish call/6 1
ok "each failure is logged" await 10 says 'alert 10: '
publish door/6 1
ok "another command still works" await 10 rings ' door 6 '
ok "the failure is told once" test "$(rows alarm | grep -c '"alert":')" = 1
command fail < /dev/null
publish call/7 1
ok "when it works again it is told" await 10 alarm_is '{"ok":true}'
# What is over when its turn comes: 21's turn is after 20's.
on() {
	publish "door/$1" 1
	await 10 rings "^raised .* door $1 "
	publish "door/$1" 0
	publish "door/$1" 1
}
on 20
publish door/20 0
on 21
ok "one that was on again and is over" \
    await 20 rings '^retriggered .* door 21 '
ok "rings no more" test "$(rung '^retriggered .* door 20 ')" = 0
echo "no program" > "$dir/bin/text"
chmod +x "$dir/bin/text"
reload "alarms: { high = \"$dir/bin/text\"; };"
publish call/8 1
ok "what is no program is told as such" \
    await 10 alarm_is '*"place":"8"*Exec format error"}'

reload "alarms: { high = \"$dir/bin/flood\"; };"
publish call/9 1
ok "one that prints megabytes comes to its end" \
    await 30 test -s "$dir/flooded"
ok "they are counted" await 10 says 'printed 4999000 bytes more'
ok "and the log has but the first of them" \
    test "$(wc -c < "$dir/log")" -lt 20000
command fall << 'END'
kill -TERM $$
END
reload "alarms: { high = \"$dir/bin/fall\"; };"
publish call/10 1
ok "one that falls is told" await 10 \
    alarm_is '*"place":"10"*ended by signal 15 (Terminated)"}'

# Fifty at once, while messages pour in: how long is the loop's longest turn?
reload "alarms: { high = $ring; };"
publish ping 100000
seq 30000 | mosquitto_pub -p "$port" -q 1 -t ping -l &
load=$!
await 10 sh -c "'$NATVAGT' export -c '$dir/home.conf' | grep -q '	ping	'"
for n in $(seq 11 60); do
	publish "call/$n" 1
done
ok "fifty at once all ring" \
    await 60 rings '^raised .* call (1[1-9]|[2-6][0-9]) ' 50
wait "$load"
"$NATVAGT" export -c "$dir/home.conf" | awk -F '\t' '
	$2 == "call/11" { on = 1 }
	on && $1 - was > gap { gap = $1 - was }
	{ was = $1 }
	$2 == "call/60" { exit }
	END { print int(gap * 1000) }' > "$dir/gap"
echo "# the loop's longest turn meanwhile: $(cat "$dir/gap") ms"
ok "and hold nobody up" test "$(cat "$dir/gap")" -lt 1000

ok "an escalated alert rings for that" \
    await 20 rings '^escalated .* again site high 1 '
ok "what hangs is killed in time" await 40 \
    says "alert 2: '$dir/bin/hang' was not done within 30 s and was killed"
ok "with all that it started" await 10 gone "$(cat "$dir/grandchild")"
ok "which is journaled" await 10 \
    alarm_told '"event":"raised","alert":2,"rule":"lamp"'
ok "no process is left of any" await 10 no_children
ok "no reload rang anew" test "$(rung ' door 50 ')" = 1

# What began to wait in the last moments of a collector nobody may have rung
# for. What waits for longer is not rung for again.
reload ""
for what in door/61 call/61; do
	publish $what 1
	publish $what 0
done
publish door/10 1
await 10 sh -c "'$NATVAGT' export -c '$dir/home.conf' | grep -q '	door/10	'"
kill -9 "$pid"
wait "$pid" 2> /dev/null
publish door/11 1
conf "alarms: { high = $ring; medium = $ring; low = $ring; };"
watch
ok "a new collector rings for the last one's last" \
    await 10 rings '^raised .* door 10 '
ok "and for what came between them" await 10 rings '^raised .* door 11 '
ok "once each" test "$(rung ' door 1[01] ')" = 2
ok "and for a call, though its button has been let go" \
    await 10 rings '^raised .* call 61 '
ok "but not for a door that is shut" test "$(rung ' door 61 ')" = 0
ok "but for nothing old" test "$(rung ' door 50 ')" = 1

reload "alarms: { low = \"$dir/bin/hang\"; };"
rm "$dir/grandchild"
publish lamp/59 1
await 10 test -s "$dir/grandchild"
kill "$pid"
wait "$pid"
ok "a collector that stops leaves in peace" test $? = 0
ok "and leaves no command behind" await 10 gone "$(cat "$dir/grandchild")"
finish
