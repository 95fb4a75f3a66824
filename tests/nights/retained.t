A retained message sets a level, but it never makes an impulse: the call that
the broker kept from yesterday is no call.
--- conf
@include "site.conf"
statuses = (
  { id = "open"; when = "door"; mark = "/"; colour = "yellow"; label = "Open"; },
  { id = "shut"; when = "not door"; mark = "."; colour = "white"; label = "Shut"; } );
rules = (
  { id = "call"; when = "call"; priority = "high"; latch = true; text = "Call"; } );
--- night 2026-11-21 +01:00
00:00:00r door-102 {"contact":false}
00:00:00r call-101 {"action":"emergency"}
00:10:00 door-102 {"contact":true}
00:20:00 call-101 {"action":"emergency"}
--- print
{"t":"2026-11-22T00:00:00.000+01:00","what":"status","place":"102","status":"open","was":"unseen"}
{"t":"2026-11-22T00:10:00.000+01:00","what":"status","place":"102","status":"shut","was":"open"}
{"t":"2026-11-22T00:20:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"call","place":"101","priority":"high","level":0}
