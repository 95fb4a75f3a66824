Somebody came to a call, helped, and forgot to say so. A quarter of an hour
later nobody is taken to be there any more: what was held back is raised, and so
is what begins from then on.
--- conf
@include "site.conf"
rules = (
  { id = "bath"; when = "motion@bath"; priority = "medium"; text = "Bath";
    escalate_after = "never"; },
  { id = "door"; when = "door"; priority = "medium"; text = "Door";
    escalate_after = "never"; },
  { id = "call"; when = "call"; priority = "high"; latch = true; text = "Call"; } );
--- night 2026-11-21 +01:00
02:00:00 call-101 {"action":"emergency"}
02:01:00 $natvagt/action {"do":"attend","alert":1,"version":2,"by":"KM"}
02:14:00 bath-101 {"occupancy":true}
02:40:00 bath-101 {"occupancy":false}
03:30:00 door-101 {"contact":false}
--- print
{"t":"2026-11-22T02:00:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"call","place":"101","priority":"high","level":0}
{"t":"2026-11-22T02:00:05.000+01:00","what":"alert","event":"returned","alert":1,"version":2,"rule":"call","place":"101","priority":"high","level":0}
{"t":"2026-11-22T02:01:00.000+01:00","what":"alert","event":"attended","alert":1,"version":3,"rule":"call","place":"101","priority":"high","level":0}
{"t":"2026-11-22T02:14:00.000+01:00","what":"alert","event":"inhibited","alert":0,"version":0,"rule":"bath","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:16:00.000+01:00","what":"alert","event":"raised","alert":2,"version":1,"rule":"bath","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:40:00.000+01:00","what":"alert","event":"returned","alert":2,"version":2,"rule":"bath","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T03:30:00.000+01:00","what":"alert","event":"raised","alert":3,"version":1,"rule":"door","place":"101","priority":"medium","level":0}
