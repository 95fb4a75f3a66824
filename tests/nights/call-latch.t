A call is latched: when the press is over it stays, marked returned; taken and
attended, it is closed by staff alone. One press sends several messages: the
empty action that follows is nothing, and a press within the five seconds is a
repeat. A later one while the alert is open retriggers; after it was closed it is a new alert with a new number.
--- conf
@include "site.conf"
rules = (
  { id = "call"; when = "call"; priority = "high"; latch = true; text = "Call"; } );
--- night 2026-11-21 +01:00
03:00:00 call-101 {"action":"emergency"}
03:00:00.010 call-101 {"action":""}
03:00:03 call-101 {"action":"emergency"}
03:00:20 call-101 {"action":"emergency"}
03:00:22 $natvagt/action {"do":"ack","alert":1,"version":3,"by":"KM"}
03:01:10 $natvagt/action {"do":"attend","alert":1,"version":4,"by":"KM"}
03:05:00 $natvagt/action {"do":"close","alert":1,"version":5,"outcome":1,"by":"KM"}
03:30:00 call-101 {"action":"emergency"}
03:30:01 $natvagt/action {"do":"ack","alert":2,"version":1,"rule":"call","place":"101","by":"KM"}
03:30:30 $natvagt/action {"do":"undo","alert":2,"version":2,"by":"KM"}
--- print
{"t":"2026-11-22T03:00:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"call","place":"101","priority":"high","level":0}
{"t":"2026-11-22T03:00:05.000+01:00","what":"alert","event":"returned","alert":1,"version":2,"rule":"call","place":"101","priority":"high","level":0}
{"t":"2026-11-22T03:00:20.000+01:00","what":"alert","event":"retriggered","alert":1,"version":3,"rule":"call","place":"101","priority":"high","level":0}
{"t":"2026-11-22T03:00:22.000+01:00","what":"alert","event":"taken","alert":1,"version":4,"rule":"call","place":"101","priority":"high","level":0}
{"t":"2026-11-22T03:01:10.000+01:00","what":"alert","event":"attended","alert":1,"version":5,"rule":"call","place":"101","priority":"high","level":0}
{"t":"2026-11-22T03:05:00.000+01:00","what":"alert","event":"closed","alert":1,"version":6,"rule":"call","place":"101","priority":"high","level":0}
{"t":"2026-11-22T03:30:00.000+01:00","what":"alert","event":"raised","alert":2,"version":1,"rule":"call","place":"101","priority":"high","level":0}
{"t":"2026-11-22T03:30:01.000+01:00","what":"alert","event":"taken","alert":2,"version":2,"rule":"call","place":"101","priority":"high","level":0}
{"t":"2026-11-22T03:30:30.000+01:00","what":"alert","event":"untaken","alert":2,"version":3,"rule":"call","place":"101","priority":"high","level":0}
{"t":"2026-11-22T03:30:30.000+01:00","what":"alert","event":"returned","alert":2,"version":4,"rule":"call","place":"101","priority":"high","level":0}
