The example of DESIGN, section 9: out at 02:17, the alert three minutes later,
and none by day. A medium alert stays when the resident is back: returned after
clear_after, and taken then it closes in the same moment.
--- conf
@include "site.conf"
define = ( { name = "out"; is = "(not (motion or bed)) since (door and (motion@common within 2m))"; } );
statuses = (
  { id = "out"; when = "out"; mark = ">"; colour = "yellow"; label = "Out"; },
  { id = "up"; when = "not bed"; mark = "o"; colour = "white"; label = "Up"; } );
rules = (
  { id = "out-at-night"; when = "night and (out for 3m)"; priority = "medium";
    text = "Out"; clear_after = "1m";
    escalate_after = "never"; } );
--- night 2026-11-21 +01:00
02:00:00 bed-101 1
02:00:00 door-101 {"contact":true}
02:00:00 pir-101 {"occupancy":false}
02:00:00 bath-101 {"occupancy":false}
02:00:00 pir-corridor {"occupancy":false}
02:08:00 bed-101 1
02:16:00 bed-101 0
02:16:30 pir-101 {"occupancy":true}
02:16:50 door-101 {"contact":false}
02:16:55 pir-101 {"occupancy":false}
02:17:00 pir-corridor {"occupancy":true}
02:17:20 door-101 {"contact":true}
02:21:00 pir-corridor {"occupancy":false}
02:24:00 bed-101 0
02:25:00 pir-101 {"occupancy":true}
02:30:00 bed-101 0
02:30:10 $natvagt/action {"do":"ack","alert":1,"version":2,"by":"KM"}
--- print
{"t":"2026-11-22T02:00:00.000+01:00","what":"status","place":"101","status":"none","was":"unseen"}
{"t":"2026-11-22T02:16:00.000+01:00","what":"status","place":"101","status":"up","was":"none"}
{"t":"2026-11-22T02:17:00.000+01:00","what":"status","place":"101","status":"out","was":"up"}
{"t":"2026-11-22T02:20:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"out-at-night","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:25:00.000+01:00","what":"status","place":"101","status":"up","was":"out"}
{"t":"2026-11-22T02:26:00.000+01:00","what":"alert","event":"returned","alert":1,"version":2,"rule":"out-at-night","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:30:10.000+01:00","what":"alert","event":"taken","alert":1,"version":3,"rule":"out-at-night","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:30:10.000+01:00","what":"alert","event":"closed","alert":1,"version":4,"rule":"out-at-night","place":"101","priority":"medium","level":0}
--- print --guard model --only alert
{"t":"2026-11-22T02:20:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"out-at-night","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:26:00.000+01:00","what":"alert","event":"closed","alert":1,"version":2,"rule":"out-at-night","place":"101","priority":"medium","level":0}
