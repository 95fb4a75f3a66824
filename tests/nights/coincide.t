The broker has been away for longer than its grace in the very millisecond in
which the door has been silent for too long: it counts as silent. So what a
broker kept and sends again (r) does not bring it back, as it does the other
door's that was lost with the broker alone.
--- conf
@include "site.conf"
statuses = (
  { id = "open"; when = "door"; mark = "/"; colour = "yellow"; label = "Open"; } );
--- night 2026-11-21 +01:00
22:00:00 door-101 {"contact":false}
22:00:01 door-102 {"contact":false}
23:00:00 $natvagt/tick {}
1795384770	$natvagt/broker	{"connected":false}
1795384800.400	$natvagt/broker	{"connected":true}
1795384800.500r	door-101	{"contact":true}
1795384800.500r	door-102	{"contact":true}
--- print
{"t":"2026-11-21T22:00:00.000+01:00","what":"status","place":"101","status":"open","was":"unseen"}
{"t":"2026-11-21T22:00:01.000+01:00","what":"status","place":"102","status":"open","was":"unseen"}
{"t":"2026-11-22T23:00:00.001+01:00","what":"status","place":"101","status":"unseen","was":"open"}
{"t":"2026-11-22T23:00:00.001+01:00","what":"status","place":"102","status":"unseen","was":"open"}
{"t":"2026-11-22T23:00:00.500+01:00","what":"status","place":"102","status":"none","was":"unseen"}
