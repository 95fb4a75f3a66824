While staff attend a dwelling, what else begins there is held back and counted,
each time anew; when they have left it is raised if it is so still. A call is
never held back, and other dwellings are not.
--- conf
@include "site.conf"
rules = (
  { id = "door"; when = "door"; priority = "medium"; text = "Door"; },
  { id = "bath"; when = "motion@bath"; priority = "medium"; text = "Bath"; },
  { id = "call"; when = "call"; priority = "high"; latch = true; text = "Call"; } );
--- night 2026-11-21 +01:00
02:00:00 door-101 {"contact":false}
02:01:00 $natvagt/action {"do":"attend","alert":1,"version":1,"by":"KM"}
02:02:00 bath-101 {"occupancy":true}
02:03:00 call-101 {"action":"emergency"}
02:03:30 $natvagt/action {"do":"ack","alert":2,"version":2,"by":"KM"}
02:04:00 door-102 {"contact":false}
02:04:30 $natvagt/action {"do":"ack","alert":3,"version":1,"by":"KM"}
02:05:00 bath-101 {"occupancy":false}
02:05:30 bath-101 {"occupancy":true}
02:06:00 $natvagt/action {"do":"close","alert":2,"version":3,"outcome":2,"by":"KM"}
02:07:00 $natvagt/action {"do":"close","alert":1,"version":2,"outcome":1,"by":"KM"}
--- print
{"t":"2026-11-22T02:00:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:01:00.000+01:00","what":"alert","event":"attended","alert":1,"version":2,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:02:00.000+01:00","what":"alert","event":"inhibited","alert":0,"version":0,"rule":"bath","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:03:00.000+01:00","what":"alert","event":"raised","alert":2,"version":1,"rule":"call","place":"101","priority":"high","level":0}
{"t":"2026-11-22T02:03:05.000+01:00","what":"alert","event":"returned","alert":2,"version":2,"rule":"call","place":"101","priority":"high","level":0}
{"t":"2026-11-22T02:03:30.000+01:00","what":"alert","event":"taken","alert":2,"version":3,"rule":"call","place":"101","priority":"high","level":0}
{"t":"2026-11-22T02:04:00.000+01:00","what":"alert","event":"raised","alert":3,"version":1,"rule":"door","place":"102","priority":"medium","level":0}
{"t":"2026-11-22T02:04:30.000+01:00","what":"alert","event":"taken","alert":3,"version":2,"rule":"door","place":"102","priority":"medium","level":0}
{"t":"2026-11-22T02:05:30.000+01:00","what":"alert","event":"inhibited","alert":0,"version":0,"rule":"bath","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:06:00.000+01:00","what":"alert","event":"closed","alert":2,"version":4,"rule":"call","place":"101","priority":"high","level":0}
{"t":"2026-11-22T02:07:00.000+01:00","what":"alert","event":"closed","alert":1,"version":3,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:07:00.000+01:00","what":"alert","event":"raised","alert":4,"version":1,"rule":"bath","place":"101","priority":"medium","level":0}
