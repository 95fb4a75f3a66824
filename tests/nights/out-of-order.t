Rows that stand out of order are sorted by time, those of one time in the
order of the file, and counted. That is no bad line: --strict takes them.
--- conf
@include "site.conf"
rules = (
  { id = "door"; when = "door"; priority = "low"; text = "Door"; } );
--- night 2026-11-21 +01:00
01:00:00 door-102 {"contact":true}
01:20:00 door-102 {"contact":true}
01:10:00 door-102 {"contact":false}
01:30:00 door-102 {"contact":false}
01:29:59.999 door-102 {"contact":true}
01:29:59.999 door-102 {"contact":false}
--- print
{"t":"2026-11-22T01:10:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"door","place":"102","priority":"low","level":0}
{"t":"2026-11-22T01:20:00.000+01:00","what":"alert","event":"closed","alert":1,"version":2,"rule":"door","place":"102","priority":"low","level":0}
{"t":"2026-11-22T01:29:59.999+01:00","what":"alert","event":"raised","alert":2,"version":1,"rule":"door","place":"102","priority":"low","level":0}
--- stderr
natvagt: 3 rows stood out of order: sorted by time
--- print --strict --only status
--- stderr
natvagt: 3 rows stood out of order: sorted by time
