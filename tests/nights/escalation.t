Nobody comes. A high alert is one level more each minute; taken it is quiet, and
let go of it waits anew, on the level that it has. A medium one has three
minutes; once its condition is over it stops, and begins anew when it is not.
--- conf
@include "site.conf"
rules = (
  { id = "door"; when = "door"; priority = "high"; text = "Door"; },
  { id = "steps"; each = "common"; when = "motion"; priority = "medium"; text = "Steps"; } );
--- night 2026-11-21 +01:00
03:00:00 door-101 {"contact":false}
03:02:30 $natvagt/action {"do":"ack","alert":1,"version":3,"by":"KM"}
03:03:00 $natvagt/action {"do":"undo","alert":1,"version":4,"by":"KM"}
03:04:20 $natvagt/action {"do":"attend","alert":1,"version":6,"by":"KM"}
03:10:00 door-101 {"contact":true}
03:20:00 pir-corridor {"occupancy":true}
03:25:00 pir-corridor {"occupancy":false}
03:40:00 pir-corridor {"occupancy":true}
03:43:30 $natvagt/tick {}
--- print
{"t":"2026-11-22T03:00:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"door","place":"101","priority":"high","level":0}
{"t":"2026-11-22T03:01:00.000+01:00","what":"alert","event":"escalated","alert":1,"version":2,"rule":"door","place":"101","priority":"high","level":1}
{"t":"2026-11-22T03:02:00.000+01:00","what":"alert","event":"escalated","alert":1,"version":3,"rule":"door","place":"101","priority":"high","level":2}
{"t":"2026-11-22T03:02:30.000+01:00","what":"alert","event":"taken","alert":1,"version":4,"rule":"door","place":"101","priority":"high","level":2}
{"t":"2026-11-22T03:03:00.000+01:00","what":"alert","event":"untaken","alert":1,"version":5,"rule":"door","place":"101","priority":"high","level":2}
{"t":"2026-11-22T03:04:00.000+01:00","what":"alert","event":"escalated","alert":1,"version":6,"rule":"door","place":"101","priority":"high","level":3}
{"t":"2026-11-22T03:04:20.000+01:00","what":"alert","event":"attended","alert":1,"version":7,"rule":"door","place":"101","priority":"high","level":3}
{"t":"2026-11-22T03:10:00.000+01:00","what":"alert","event":"closed","alert":1,"version":8,"rule":"door","place":"101","priority":"high","level":3}
{"t":"2026-11-22T03:20:00.000+01:00","what":"alert","event":"raised","alert":2,"version":1,"rule":"steps","place":"corridor","priority":"medium","level":0}
{"t":"2026-11-22T03:23:00.000+01:00","what":"alert","event":"escalated","alert":2,"version":2,"rule":"steps","place":"corridor","priority":"medium","level":1}
{"t":"2026-11-22T03:25:00.000+01:00","what":"alert","event":"returned","alert":2,"version":3,"rule":"steps","place":"corridor","priority":"medium","level":1}
{"t":"2026-11-22T03:40:00.000+01:00","what":"alert","event":"retriggered","alert":2,"version":4,"rule":"steps","place":"corridor","priority":"medium","level":1}
{"t":"2026-11-22T03:43:00.000+01:00","what":"alert","event":"escalated","alert":2,"version":5,"rule":"steps","place":"corridor","priority":"medium","level":2}
