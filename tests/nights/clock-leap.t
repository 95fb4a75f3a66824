A clock that is set forward: what it leaps over has not been. Of the hour that
nobody waited, one call louder is made and not sixty, and by the clock as it is
now.
--- conf
@include "site.conf"
rules = (
  { id = "door"; when = "door"; priority = "high"; text = "Door"; } );
--- night 2026-11-21 +01:00
02:00:00 door-101 {"contact":false}
03:01:30 $natvagt/clock {"step_ms":3600000}
03:02:00 $natvagt/tick {}
03:03:00 $natvagt/tick {}
--- print
{"t":"2026-11-22T02:00:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"door","place":"101","priority":"high","level":0}
{"t":"2026-11-22T02:01:00.000+01:00","what":"alert","event":"escalated","alert":1,"version":2,"rule":"door","place":"101","priority":"high","level":1}
{"t":"2026-11-22T03:01:30.000+01:00","what":"alert","event":"escalated","alert":1,"version":3,"rule":"door","place":"101","priority":"high","level":2}
{"t":"2026-11-22T03:02:30.000+01:00","what":"alert","event":"escalated","alert":1,"version":4,"rule":"door","place":"101","priority":"high","level":3}
