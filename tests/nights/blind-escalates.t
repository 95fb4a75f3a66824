The bed falls silent: what it raised is blind, and goes on as if it were so. It
escalates, and is raised again when nobody gets there.
--- conf
@include "site.conf"
rules = (
  { id = "bed"; when = "bed"; priority = "high"; text = "Bed"; escalate_after = "4m"; } );
--- night 2026-11-21 +01:00
02:00:00 bed-101 1
02:13:00 $natvagt/action {"do":"ack","alert":1,"version":5,"by":"KM"}
02:19:00 bed-101 0
--- print
{"t":"2026-11-22T02:00:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"bed","place":"101","priority":"high","level":0}
{"t":"2026-11-22T02:04:00.000+01:00","what":"alert","event":"escalated","alert":1,"version":2,"rule":"bed","place":"101","priority":"high","level":1}
{"t":"2026-11-22T02:08:00.000+01:00","what":"alert","event":"escalated","alert":1,"version":3,"rule":"bed","place":"101","priority":"high","level":2}
{"t":"2026-11-22T02:10:00.001+01:00","what":"alert","event":"blind","alert":1,"version":4,"rule":"bed","place":"101","priority":"high","level":2}
{"t":"2026-11-22T02:12:00.000+01:00","what":"alert","event":"escalated","alert":1,"version":5,"rule":"bed","place":"101","priority":"high","level":3}
{"t":"2026-11-22T02:13:00.000+01:00","what":"alert","event":"taken","alert":1,"version":6,"rule":"bed","place":"101","priority":"high","level":3}
{"t":"2026-11-22T02:18:00.000+01:00","what":"alert","event":"escalated","alert":1,"version":7,"rule":"bed","place":"101","priority":"high","level":4}
{"t":"2026-11-22T02:19:00.000+01:00","what":"alert","event":"seen","alert":1,"version":8,"rule":"bed","place":"101","priority":"high","level":4}
{"t":"2026-11-22T02:19:00.000+01:00","what":"alert","event":"returned","alert":1,"version":9,"rule":"bed","place":"101","priority":"high","level":4}
