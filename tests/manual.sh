#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The manual says what the program does: its commands and options, the keys of
# the configuration, and examples that work.
. "${srcdir:-.}/tests/tap.sh"
man=$srcdir/man

# Pages are named, not linked (.Xr): the linter looks for those in the system.
if command -v mandoc > /dev/null; then
	for page in "$man"/*.[1-9]; do
		mandoc -Tlint "$page" > "$dir/lint" 2>&1
		ok "mandoc has nothing to say of ${page##*/}" \
			test ! -s "$dir/lint" || note < "$dir/lint"
	done
else
	tests=$((tests + 1))
	echo "ok $tests - mandoc # SKIP there is no mandoc"
fi

for page in "$man"/*.[1-9]; do
	sed -n 's/.*Sy \(natvagt[a-z.]*\)(\([1-8]\)).*/\1.\2/p' "$page" |
	    sort -u | while read -r name; do
		[ -e "$man/$name" ] || echo "$name"
	done > "$dir/lost"
	ok "the pages of natvagt that ${page##*/} refers to are there" \
		test ! -s "$dir/lost" || note < "$dir/lost"
done

# Commands and options.

"$NATVAGT" --help | awk '/^  [a-z]/ { print $1 }' > "$dir/commands"
awk '/^\.Sh / { on = $2 == "DESCRIPTION" }
	on && /^\.It Cm / { print $3 }' "$man/natvagt.1" > "$dir/told"
ok "there are commands" test -s "$dir/commands"
is "natvagt.1 has every command, and no other" "$dir/commands" "$dir/told"

# told COMMAND: its options in natvagt.1, a line each; -c is told once for all.
told() {
	awk -v command="$1" '
	/^\.Sh / { sh = $2 }
	sh != "DESCRIPTION" { next }
	/^\.It Cm / { on = $3 == command }
	on && /^\.It Fl / || /^\.Fl c , -conf / {
		for (i = 2; i <= NF && $i != "Ar"; i++)
			if ($i ~ /^-?[a-z]/)
				print "-" $i
	}' "$man/natvagt.1" | sort -u
}
while read -r command; do
	"$NATVAGT" "$command" --help | awk '
	/^  / {
		for (i = 1; i <= NF && $i ~ /^-/; i++) {
			sub(/,$/, "", $i)
			print $i
		}
	}' | sort -u > "$dir/options"
	ok "$command has options" test -s "$dir/options"
	told "$command" > "$dir/told"
	ok "natvagt.1 has each of them" \
		test -z "$(comm -23 "$dir/options" "$dir/told")" ||
	    comm -23 "$dir/options" "$dir/told" | note
	# The demo and import read no configuration.
	grep -vx -e '-c' -e '--conf' "$dir/told" > "$dir/own"
	ok "and no other" test -z "$(comm -13 "$dir/options" "$dir/own")" ||
	    comm -13 "$dir/options" "$dir/own" | note
done < "$dir/commands"

# The configuration's keys: its tables in the source and the page's lists,
# each as "table key" in their order.

awk '
/^static const struct field [a-z_]+\[\]/ {
	table = $5
	sub(/\[.*/, "", table)
}
/^};/ { table = "" }
table != "" && /^\t(\{|LIST\(|COMMAND\()"/ {
	split($0, part, "\"")
	print table, part[2]
}' "$srcdir/src/read/conf_table.c" | sort > "$dir/keys"
awk '
$1 == ".\\\"" && $2 == "table" { table = $3 }
/^\.El/ { table = "" }
table != "" && /^\.It Ic / { print table, $3 }
' "$man/natvagt.conf.5" | sort > "$dir/told"
ok "the source has its keys where they are looked for" \
	test "$(wc -l < "$dir/keys")" -ge 50
is "natvagt.conf.5 has every key, and no other" "$dir/keys" "$dir/told"

# The examples.

# file NAME PAGE: between the comments "file NAME" and "end".
file() {
	awk -v name="$1" '
	$1 == ".\\\"" && $2 == "file" { on = $3 == name; next }
	$1 == ".\\\"" && $2 == "end" { on = 0 }
	on && !/^\./' "$man/$2" > "$dir/$1"
}
file home.conf natvagt.conf.5
file ground.plan natvagt.conf.5
file made.night natvagt.night.5
ok "the example of a home has 25 lines" \
	test "$(wc -l < "$dir/home.conf")" -eq 25
# quiet COMMAND...: what it says goes to $dir/said.
quiet() {
	"$@" > "$dir/said" 2>&1
}
ok "and is without faults" quiet "$NATVAGT" check -c "$dir/home.conf" ||
    note < "$dir/said"
ok "and without gaps" test "$(wc -l < "$dir/said")" -eq 1 || note < "$dir/said"
ok "the example of a night is without bad lines" \
	quiet "$NATVAGT" replay --strict -c "$dir/home.conf" --print \
	--only alert "$dir/made.night" || note < "$dir/said"
printf '%s\n' raised returned taken closed > "$dir/want"
sed 's/.*"event":"\([a-z]*\)".*/\1/' "$dir/said" > "$dir/events"
is "its call is raised, returns, is taken and closed" "$dir/want" "$dir/events"

# Each ambiguous form of the page is refused with the page's words.
awk '
/^\.Ss What is refused/ { on = 1 }
/^\.Ed/ { on = 0 }
on && lit && /^[a-z]/ { if (form != "") print form "\t" said; form = $0; said = "" }
on && lit && /^  / { said = said (said == "" ? "" : " ") substr($0, 3) }
/^\.Bd/ { lit = 1 }
/^\.Ed/ { lit = 0 }
END { print form "\t" said }
' "$man/natvagt.conf.5" > "$dir/forms"
ok "the page has ambiguous forms" test "$(wc -l < "$dir/forms")" -ge 5
tab=$(printf '\t')
while IFS=$tab read -r form said; do
	cat > "$dir/form.conf" <<-END
	site: { id = "s"; name = "S"; zone = "UTC"; night = "22:00-07:00"; };
	places = ( { id = "101"; kind = "dwelling"; } );
	rules = ( { id = "r"; priority = "low"; text = "T";
	  when = "$form"; } );
	END
	"$NATVAGT" check -c "$dir/form.conf" 2> "$dir/err"
	ok "'$form' is refused as the page says" \
		grep -qxF "$dir/form.conf:4: rule 'r': $said" "$dir/err" ||
	    note < "$dir/err"
done < "$dir/forms"
finish
