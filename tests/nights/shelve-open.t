Shelved while an alert is open: that is closed, and can be given its outcome. At
the end, still so, there is a new one, which begins at the lowest level.
--- conf
@include "site.conf"
rules = (
  { id = "door"; when = "door"; priority = "medium"; text = "Door"; } );
--- night 2026-11-21 +01:00
02:00:00 door-101 {"contact":false}
02:04:00 $natvagt/action {"do":"shelve","rule":"door","place":"101","minutes":10,"reason":"being painted","by":"KM"}
02:05:00 $natvagt/action {"do":"close","alert":1,"version":4,"outcome":3,"by":"KM"}
02:06:00 $natvagt/action {"do":"close","alert":1,"version":5,"outcome":1,"by":"KM"}
02:17:30 $natvagt/tick {}
--- print
{"t":"2026-11-22T02:00:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:03:00.000+01:00","what":"alert","event":"escalated","alert":1,"version":2,"rule":"door","place":"101","priority":"medium","level":1}
{"t":"2026-11-22T02:04:00.000+01:00","what":"alert","event":"shelved","alert":1,"version":3,"rule":"door","place":"101","priority":"medium","level":1}
{"t":"2026-11-22T02:04:00.000+01:00","what":"alert","event":"closed","alert":1,"version":4,"rule":"door","place":"101","priority":"medium","level":1}
{"t":"2026-11-22T02:05:00.000+01:00","what":"alert","event":"closed","alert":1,"version":5,"rule":"door","place":"101","priority":"medium","level":1}
{"t":"2026-11-22T02:06:00.000+01:00","what":"alert","event":"refused","alert":1,"version":5,"rule":"door","place":"101","priority":"medium","level":1}
{"t":"2026-11-22T02:14:00.000+01:00","what":"alert","event":"unshelved","alert":0,"version":0,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:14:00.000+01:00","what":"alert","event":"raised","alert":2,"version":1,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:17:00.000+01:00","what":"alert","event":"escalated","alert":2,"version":2,"rule":"door","place":"101","priority":"medium","level":1}
