#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# natvagt check: every fault to standard error and exit 78, or what is watched.
. "$srcdir/tests/tap.sh"

exits() {
	want=$1
	shift
	"$@" > "$dir/out" 2> "$dir/err"
	[ $? -eq "$want" ]
}

LANGUAGE=en
export LANGUAGE
data=$srcdir/tests/data
ok "a faulty configuration exits 78" \
	exits 78 "$NATVAGT" check -c "$data/conf-faults.conf"
# Files are named as the user named the first.
sed "s|^conf-|$data/conf-|; s|: conf-|: $data/conf-|" \
	"$data/conf-faults.txt" > "$dir/want"
is "every fault is told, sorted by file and line" "$dir/want" "$dir/err"
ok "at least twenty" test "$(wc -l < "$dir/err")" -ge 20
ok "nothing else is said" test ! -s "$dir/out"

ok "a file that is not there exits 78" \
	exits 78 "$NATVAGT" check -c "$dir/none.conf"
printf '%s: cannot read it: No such file or directory\n' "$dir/none.conf" \
	> "$dir/want"
is "and is named" "$dir/want" "$dir/err"

cat > "$dir/home.conf" << 'END'
site: { id = "s"; name = "Hjem"; zone = "UTC"; night = "22:00-07:00"; };
plans = ( { name = "Stuen"; file = "home.plan"; } );
places = ( { id = "101"; kind = "dwelling"; },
  { id = "102"; kind = "dwelling"; }, { id = "103"; kind = "dwelling"; } );
devices = (
  { id = "b"; topic = "b"; place = "101";
    reads = ( { signal = "bed"; on = "1"; }, { signal = "n"; number = true; } ); },
  { id = "m"; topic = "m"; place = "102"; reads = ( { signal = "motion"; on = "1"; } ); } );
statuses = ( { id = "up"; when = "not bed"; mark = "o"; label = "Oppe"; } );
rules = ( { id = "alone"; when = "motion for 5m"; priority = "low"; text = "T"; } );
END
printf '+----+----+\n|101 |102 |\n+----+----+\n' > "$dir/home.plan"
cat > "$dir/want" << 'END'
Hjem: places 3, devices 2, signals 3, statuses 1, rules 1, instances 1
up: does not watch 102: no bed
up: does not watch 103: no bed
alone: does not watch 101: no motion
alone: does not watch 103: no motion
103: stands on no plan
END
ok "a good one exits 0" exits 0 "$NATVAGT" check -c "$dir/home.conf"
is "what is watched, and what is not" "$dir/want" "$dir/out"
ok "no fault is told" test ! -s "$dir/err"

# In the language of the site, which is Danish where none is named.
danish() {
	LANGUAGE='' "$NATVAGT" check -c "$dir/home.conf" |
	    grep -q '^up: ser ikke 102: der mangler bed$'
}
ok "in Danish" danish

# What is missing at one place is told before what is missing at more.
sed 's/^  { id = "m";/  { id = "m1"; topic = "m1"; place = "101"; \
    reads = ( { signal = "motion"; on = "1"; } ); },\n&/' "$dir/home.conf" \
    > "$dir/more.conf"
cat > "$dir/want" << 'END'
Hjem: places 3, devices 3, signals 4, statuses 1, rules 1, instances 2
alone: does not watch 103: no motion
up: does not watch 102: no bed
up: does not watch 103: no bed
103: stands on no plan
END
ok "with one more sensor" exits 0 "$NATVAGT" check -c "$dir/more.conf"
is "the rarest gap comes first" "$dir/want" "$dir/out"

"$NATVAGT" check -c "$dir/home.conf" > "$dir/want"
cat >> "$dir/want" << 'END'
alarms: high: cannot run '/none/ring': No such file or directory
alarms: medium: cannot run '/': not a regular file
END
cp "$dir/home.conf" "$dir/alarms.conf"
cat >> "$dir/alarms.conf" << 'END'
alarms: { high = [ "/none/ring", "-v" ]; low = "/bin/sh"; medium = "/"; };
END
ok "a command that is not there is no fault" \
	exits 0 "$NATVAGT" check -c "$dir/alarms.conf"
is "and is told" "$dir/want" "$dir/out"

NATVAGT_CONF=$dir/home.conf
export NATVAGT_CONF
ok "NATVAGT_CONF names it too" exits 0 "$NATVAGT" check
ok "an argument is a usage error" exits 64 "$NATVAGT" check x

for conf in "$srcdir"/conf/natvagt.conf "$srcdir"/tests/homes/*.conf; do
	ok "${conf#"$srcdir"/} is without faults" \
		exits 0 "$NATVAGT" check -c "$conf" || note < "$dir/err"
done

# What stands in the example switched off ("#key = ...;", see its heads) is
# good too when it is switched on, a line at a time and all at once.
cp "$srcdir"/conf/* "$dir" && chmod u+w "$dir"/*.conf
echo 'user = "natvagt"; password = "p";' > "$dir/secrets.conf"
chmod 600 "$dir/secrets.conf"
off='^\([[:space:]]*\)#\([^[:space:]#]\)'
lines=0
for file in natvagt house rules types; do
	from=$srcdir/conf/$file.conf
	for line in $(grep -n "$off" "$from" | cut -d : -f 1); do
		sed "${line}s/$off/\1\2/" "$from" > "$dir/$file.conf"
		ok "$file.conf:$line can be switched on" \
			exits 0 "$NATVAGT" check -c "$dir/natvagt.conf" ||
			note < "$dir/err"
		lines=$((lines + 1))
	done
	sed "s/$off/\1\2/" "$from" > "$dir/$file.conf"
done
ok "there are such lines" test "$lines" -ge 3
ok "all of them together can" \
	exits 0 "$NATVAGT" check -c "$dir/natvagt.conf" || note < "$dir/err"
grep -nE '^[[:space:]]*# +(\{ *)?[a-z_]+ *[=:] *["({[0-9tf].*;' \
	"$srcdir"/conf/*.conf > "$dir/prose"
ok "none is hidden in the prose" test ! -s "$dir/prose" || note < "$dir/prose"

# What cannot be printed has not been said, by any command.
into_full() {
	"$@" > /dev/full 2> "$dir/err"
	[ $? -eq 74 ] && grep -q "^natvagt: cannot write to standard output: " \
	    "$dir/err"
}
if [ -c /dev/full ]; then
	ok "an answer that nobody gets exits 74" \
		into_full "$NATVAGT" check -c "$dir/natvagt.conf"
	ok "and so does help" into_full "$NATVAGT" export --help
	ok "and the version" into_full "$NATVAGT" --version
fi
finish
