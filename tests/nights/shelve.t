Shelved by staff with a reason, for an hour at most, high for a quarter: at the
end it is raised if it is so still, and so it is when it is taken down. Refused:
longer, twice, without a reason, a call, and where the rule does not watch.
--- conf
@include "site.conf"
rules = (
  { id = "door"; when = "door"; priority = "medium"; text = "Door"; },
  { id = "bath"; when = "motion@bath"; priority = "high"; text = "Bath"; },
  { id = "call"; when = "call"; priority = "high"; latch = true; text = "Call"; } );
--- night 2026-11-21 +01:00
01:00:00 door-101 {"contact":true}
01:10:00 $natvagt/action {"do":"shelve","rule":"door","place":"101","minutes":30,"reason":"being painted","by":"KM"}
01:20:00 door-101 {"contact":false}
01:30:00 $natvagt/action {"do":"shelve","rule":"door","place":"101","minutes":5,"reason":"being painted","by":"KM"}
01:41:00 $natvagt/action {"do":"ack","alert":1,"version":1,"by":"KM"}
01:42:00 door-101 {"contact":true}
02:00:00 $natvagt/action {"do":"shelve","rule":"door","place":"101","minutes":61,"reason":"being painted","by":"KM"}
02:01:00 $natvagt/action {"do":"shelve","rule":"door","place":"101","minutes":60,"reason":"being painted","by":"KM"}
02:02:00 door-101 {"contact":false}
02:03:00 $natvagt/action {"do":"unshelve","rule":"door","place":"101","by":"KM"}
02:04:00 $natvagt/action {"do":"unshelve","rule":"door","place":"101","by":"KM"}
02:05:00 $natvagt/action {"do":"shelve","rule":"bath","place":"101","minutes":16,"reason":"being painted","by":"KM"}
02:05:10 $natvagt/action {"do":"shelve","rule":"bath","place":"101","minutes":15,"reason":"","by":"KM"}
02:05:20 $natvagt/action {"do":"shelve","rule":"bath","place":"101","minutes":15,"reason":"being painted","by":"KM"}
02:05:30 $natvagt/action {"do":"shelve","rule":"call","place":"101","minutes":1,"reason":"being painted","by":"KM"}
02:05:40 $natvagt/action {"do":"shelve","rule":"bath","place":"102","minutes":1,"reason":"being painted","by":"KM"}
02:05:50 $natvagt/action {"do":"shelve","rule":"door","place":"attic","minutes":1,"reason":"being painted","by":"KM"}
--- print
{"t":"2026-11-22T01:10:00.000+01:00","what":"alert","event":"shelved","alert":0,"version":0,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T01:30:00.000+01:00","what":"alert","event":"refused","alert":0,"version":0,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T01:40:00.000+01:00","what":"alert","event":"unshelved","alert":0,"version":0,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T01:40:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T01:41:00.000+01:00","what":"alert","event":"taken","alert":1,"version":2,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T01:42:00.000+01:00","what":"alert","event":"closed","alert":1,"version":3,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:00:00.000+01:00","what":"alert","event":"refused","alert":0,"version":0,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:01:00.000+01:00","what":"alert","event":"shelved","alert":0,"version":0,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:03:00.000+01:00","what":"alert","event":"unshelved","alert":0,"version":0,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:03:00.000+01:00","what":"alert","event":"raised","alert":2,"version":1,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:04:00.000+01:00","what":"alert","event":"refused","alert":0,"version":0,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:05:00.000+01:00","what":"alert","event":"refused","alert":0,"version":0,"rule":"bath","place":"101","priority":"high","level":0}
{"t":"2026-11-22T02:05:10.000+01:00","what":"alert","event":"refused","alert":0,"version":0,"rule":"bath","place":"101","priority":"high","level":0}
{"t":"2026-11-22T02:05:20.000+01:00","what":"alert","event":"shelved","alert":0,"version":0,"rule":"bath","place":"101","priority":"high","level":0}
{"t":"2026-11-22T02:05:30.000+01:00","what":"alert","event":"refused","alert":0,"version":0,"rule":"call","place":"101","priority":"high","level":0}
{"t":"2026-11-22T02:05:40.000+01:00","what":"alert","event":"refused","alert":0,"version":0,"rule":"","place":"","priority":"","level":0}
{"t":"2026-11-22T02:05:50.000+01:00","what":"alert","event":"refused","alert":0,"version":0,"rule":"","place":"","priority":"","level":0}
