# SPDX-License-Identifier: Apache-2.0
# The house of tests/nights with a plan, for consoles and replays: source it
# after tap.sh, and after broker.sh where it is to have that broker.
sed "s/port = 1883/port = ${port:-1883}/" "$srcdir/tests/nights/site.conf" \
    > "$dir/site.conf"
cat > "$dir/house.plan" <<'END'
+--------+--------+
|101     |102     |
|        |        |
+---'----+---'----+
|corridor         |
+-----------------+
END
# What a configuration of it begins with: its plan, and a status for a door.
cat > "$dir/house.conf" <<'END'
@include "site.conf"
plans = ( { name = "House"; file = "house.plan"; } );
statuses = (
  { id = "open"; when = "door"; mark = "/"; colour = "yellow"; label = "Ajar"; },
  { id = "shut"; when = "not door"; mark = "."; colour = "white"; label = "Shut"; } );
END
NATVAGT_CONF=$dir/natvagt.conf
export NATVAGT_CONF

# Of a live one, with its journal in $dir/natvagt.db: the collector, by the
# process that its lock names, …
lock_holder() {
	cat "$dir/natvagt.db.lock" 2> /dev/null
}
watched() {
	kill -0 "$(lock_holder)" 2> /dev/null
}
# … and the journal locked by another process, until it is freed: for writing,
# or with "exclusive" for reading as well.
lock_journal() {
	python3 - "${1:-immediate}" <<-END &
	import os, sqlite3, sys, time
	db = sqlite3.connect("$dir/natvagt.db", timeout=10)
	if sys.argv[1] == "exclusive":
	    db.execute("PRAGMA locking_mode=EXCLUSIVE")
	db.execute("BEGIN " + sys.argv[1])
	open("$dir/locked", "w").close()
	while os.path.exists("$dir/locked"):
	    time.sleep(0.02)
	db.rollback()
	END
	lock_pid=$!
	await 10 [ -e "$dir/locked" ]
}
free_journal() {
	rm "$dir/locked"
	wait $lock_pid
}
