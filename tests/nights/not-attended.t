Taken, and nobody gets there: after a quarter of an hour it is raised again, a
level higher, and waits for somebody from then on. That is nothing to undo.
--- conf
@include "site.conf"
rules = (
  { id = "door"; when = "door"; priority = "medium"; text = "Door"; } );
--- night 2026-11-21 +01:00
02:00:00 door-101 {"contact":false}
02:01:00 $natvagt/action {"do":"ack","alert":1,"version":1,"by":"KM"}
02:16:30 $natvagt/action {"do":"undo","alert":1,"version":3,"by":"KM"}
02:20:00 $natvagt/action {"do":"ack","alert":1,"version":4,"by":"KM"}
02:25:00 $natvagt/action {"do":"attend","alert":1,"version":5,"by":"KM"}
02:30:00 door-101 {"contact":true}
--- print
{"t":"2026-11-22T02:00:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:01:00.000+01:00","what":"alert","event":"taken","alert":1,"version":2,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:16:00.000+01:00","what":"alert","event":"escalated","alert":1,"version":3,"rule":"door","place":"101","priority":"medium","level":1}
{"t":"2026-11-22T02:16:30.000+01:00","what":"alert","event":"refused","alert":1,"version":3,"rule":"door","place":"101","priority":"medium","level":1}
{"t":"2026-11-22T02:19:00.000+01:00","what":"alert","event":"escalated","alert":1,"version":4,"rule":"door","place":"101","priority":"medium","level":2}
{"t":"2026-11-22T02:20:00.000+01:00","what":"alert","event":"taken","alert":1,"version":5,"rule":"door","place":"101","priority":"medium","level":2}
{"t":"2026-11-22T02:25:00.000+01:00","what":"alert","event":"attended","alert":1,"version":6,"rule":"door","place":"101","priority":"medium","level":2}
{"t":"2026-11-22T02:30:00.000+01:00","what":"alert","event":"closed","alert":1,"version":7,"rule":"door","place":"101","priority":"medium","level":2}
