A call that nobody answers goes on escalating though the press is over, and
another press does not make it wait anew.
--- conf
@include "site.conf"
rules = (
  { id = "call"; when = "call"; priority = "high"; latch = true; text = "Call"; } );
--- night 2026-11-21 +01:00
03:00:00 call-101 {"action":"emergency"}
03:01:30 call-101 {"action":"emergency"}
03:02:10 $natvagt/action {"do":"ack","alert":1,"version":6,"by":"KM"}
03:03:00 $natvagt/action {"do":"attend","alert":1,"version":7,"by":"KM"}
03:30:00 $natvagt/action {"do":"close","alert":1,"version":8,"outcome":1,"by":"KM"}
--- print
{"t":"2026-11-22T03:00:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"call","place":"101","priority":"high","level":0}
{"t":"2026-11-22T03:00:05.000+01:00","what":"alert","event":"returned","alert":1,"version":2,"rule":"call","place":"101","priority":"high","level":0}
{"t":"2026-11-22T03:01:00.000+01:00","what":"alert","event":"escalated","alert":1,"version":3,"rule":"call","place":"101","priority":"high","level":1}
{"t":"2026-11-22T03:01:30.000+01:00","what":"alert","event":"retriggered","alert":1,"version":4,"rule":"call","place":"101","priority":"high","level":1}
{"t":"2026-11-22T03:01:35.000+01:00","what":"alert","event":"returned","alert":1,"version":5,"rule":"call","place":"101","priority":"high","level":1}
{"t":"2026-11-22T03:02:00.000+01:00","what":"alert","event":"escalated","alert":1,"version":6,"rule":"call","place":"101","priority":"high","level":2}
{"t":"2026-11-22T03:02:10.000+01:00","what":"alert","event":"taken","alert":1,"version":7,"rule":"call","place":"101","priority":"high","level":2}
{"t":"2026-11-22T03:03:00.000+01:00","what":"alert","event":"attended","alert":1,"version":8,"rule":"call","place":"101","priority":"high","level":2}
{"t":"2026-11-22T03:30:00.000+01:00","what":"alert","event":"closed","alert":1,"version":9,"rule":"call","place":"101","priority":"high","level":2}
