What cannot be seen is said: the bed is silent for longer than its 10 minutes,
so its room is unseen and the open alert blind, until it speaks again. A repeat
of the same value is no change, but it proves that the bed lives.
--- conf
@include "site.conf"
statuses = (
  { id = "in-bed"; when = "bed"; mark = "-"; colour = "green"; label = "In bed"; },
  { id = "up"; when = "not bed"; mark = "o"; colour = "white"; label = "Up"; } );
rules = (
  { id = "up"; when = "(not bed) for 5m"; priority = "medium"; text = "Up";
    escalate_after = "never"; } );
--- night 2026-11-21 +01:00
02:00:00 bed-101 1
02:10:00 bed-101 1
02:15:00 bed-101 0
02:24:00 bed-101 0
03:00:00 bed-101 0
--- print
{"t":"2026-11-22T02:00:00.000+01:00","what":"status","place":"101","status":"in-bed","was":"unseen"}
{"t":"2026-11-22T02:15:00.000+01:00","what":"status","place":"101","status":"up","was":"in-bed"}
{"t":"2026-11-22T02:20:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"up","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:34:00.001+01:00","what":"status","place":"101","status":"unseen","was":"up"}
{"t":"2026-11-22T02:34:00.001+01:00","what":"alert","event":"blind","alert":1,"version":2,"rule":"up","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T03:00:00.000+01:00","what":"status","place":"101","status":"up","was":"unseen"}
