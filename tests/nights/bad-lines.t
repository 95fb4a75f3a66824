Bad lines are named, counted and skipped; a row out of order is sorted and
counted. With --strict the first bad line is an error and nothing is folded.
--- conf
@include "site.conf"
rules = (
  { id = "door"; when = "door"; priority = "low"; text = "Door"; } );
--- night 2026-11-21 +01:00
# a comment
01:10:00 door-102 {"contact":true}
yesterday	door-102	{"contact":false}
01:00:00 door-102 {"contact":false}
01:15:00 door-102 {"contact":
01:20:00 $natvagt/action {"do":"ack"}
1763773500.5
01:30:00 nobody/claims/this 1
--- print
{"t":"2026-11-22T01:00:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"door","place":"102","priority":"low","level":0}
{"t":"2026-11-22T01:10:00.000+01:00","what":"alert","event":"closed","alert":1,"version":2,"rule":"door","place":"102","priority":"low","level":0}
--- stderr
N:3: does not begin with a time in Unix seconds
N:7: no tab after the time
N:5: not JSON: it ends too early at byte 11
N:6: $natvagt/action: "alert" is missing
natvagt: 1 row stood out of order: sorted by time
natvagt: 4 bad lines
--- print --strict
--- stderr
natvagt: N:3: does not begin with a time in Unix seconds
--- exit 65
