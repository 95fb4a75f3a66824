Staff are there, and still it is so: a quarter of an hour after the last sign of
them it is raised again. A visit to the bath is a sign in the dwelling; one that
was skipped is none. Closed by staff it needs a change before there is a new one.
--- conf
@include "site.conf"
rules = (
  { id = "door"; when = "door"; priority = "high"; text = "Door"; } );
--- night 2026-11-21 +01:00
02:00:00 door-101 {"contact":false}
02:00:30 $natvagt/action {"do":"attend","alert":1,"version":1,"by":"KM"}
02:10:00 $natvagt/action {"do":"visit","place":"101.bath","how":"entered","by":"KM"}
02:20:00 $natvagt/action {"do":"visit","place":"101","how":"skipped","by":"KM"}
02:26:30 $natvagt/action {"do":"attend","alert":1,"version":4,"by":"KM"}
02:40:00 $natvagt/action {"do":"close","alert":1,"version":5,"outcome":1,"by":"KM"}
03:00:00 door-101 {"contact":true}
03:10:00 door-101 {"contact":false}
--- print
{"t":"2026-11-22T02:00:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"door","place":"101","priority":"high","level":0}
{"t":"2026-11-22T02:00:30.000+01:00","what":"alert","event":"attended","alert":1,"version":2,"rule":"door","place":"101","priority":"high","level":0}
{"t":"2026-11-22T02:25:00.000+01:00","what":"alert","event":"retriggered","alert":1,"version":3,"rule":"door","place":"101","priority":"high","level":0}
{"t":"2026-11-22T02:26:00.000+01:00","what":"alert","event":"escalated","alert":1,"version":4,"rule":"door","place":"101","priority":"high","level":1}
{"t":"2026-11-22T02:26:30.000+01:00","what":"alert","event":"attended","alert":1,"version":5,"rule":"door","place":"101","priority":"high","level":1}
{"t":"2026-11-22T02:40:00.000+01:00","what":"alert","event":"closed","alert":1,"version":6,"rule":"door","place":"101","priority":"high","level":1}
{"t":"2026-11-22T03:10:00.000+01:00","what":"alert","event":"raised","alert":2,"version":1,"rule":"door","place":"101","priority":"high","level":0}
