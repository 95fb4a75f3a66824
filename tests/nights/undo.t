Taken by mistake: it can be undone for sixty seconds, and waits anew. Later it
cannot; nobody comes, and five minutes after it was taken it is raised again.
--- conf
@include "site.conf"
rules = (
  { id = "door"; when = "door"; priority = "high"; text = "Door"; } );
--- night 2026-11-21 +01:00
02:00:00 door-101 {"contact":false}
02:00:30 $natvagt/action {"do":"ack","alert":1,"version":1,"by":"KM"}
02:01:30 $natvagt/action {"do":"undo","alert":1,"version":2,"by":"KM"}
02:02:40 $natvagt/action {"do":"ack","alert":1,"version":4,"by":"KM"}
02:03:40.001 $natvagt/action {"do":"undo","alert":1,"version":5,"by":"KM"}
02:07:50 $natvagt/action {"do":"undo","alert":1,"version":6,"by":"KM"}
02:08:50 door-101 {"contact":true}
02:09:00 $natvagt/action {"do":"ack","alert":1,"version":8,"by":"KM"}
--- print
{"t":"2026-11-22T02:00:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"door","place":"101","priority":"high","level":0}
{"t":"2026-11-22T02:00:30.000+01:00","what":"alert","event":"taken","alert":1,"version":2,"rule":"door","place":"101","priority":"high","level":0}
{"t":"2026-11-22T02:01:30.000+01:00","what":"alert","event":"untaken","alert":1,"version":3,"rule":"door","place":"101","priority":"high","level":0}
{"t":"2026-11-22T02:02:30.000+01:00","what":"alert","event":"escalated","alert":1,"version":4,"rule":"door","place":"101","priority":"high","level":1}
{"t":"2026-11-22T02:02:40.000+01:00","what":"alert","event":"taken","alert":1,"version":5,"rule":"door","place":"101","priority":"high","level":1}
{"t":"2026-11-22T02:03:40.001+01:00","what":"alert","event":"refused","alert":1,"version":5,"rule":"door","place":"101","priority":"high","level":1}
{"t":"2026-11-22T02:07:40.000+01:00","what":"alert","event":"escalated","alert":1,"version":6,"rule":"door","place":"101","priority":"high","level":2}
{"t":"2026-11-22T02:07:50.000+01:00","what":"alert","event":"refused","alert":1,"version":6,"rule":"door","place":"101","priority":"high","level":2}
{"t":"2026-11-22T02:08:40.000+01:00","what":"alert","event":"escalated","alert":1,"version":7,"rule":"door","place":"101","priority":"high","level":3}
{"t":"2026-11-22T02:08:50.000+01:00","what":"alert","event":"returned","alert":1,"version":8,"rule":"door","place":"101","priority":"high","level":3}
{"t":"2026-11-22T02:09:00.000+01:00","what":"alert","event":"taken","alert":1,"version":9,"rule":"door","place":"101","priority":"high","level":3}
{"t":"2026-11-22T02:09:00.000+01:00","what":"alert","event":"closed","alert":1,"version":10,"rule":"door","place":"101","priority":"high","level":3}
