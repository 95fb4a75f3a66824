From bed to the toilet and back: each status at its exact moment. In bed is
known at once, but asleep comes before it and stays unknown for 15 minutes. The
bath's last moment is 01:21:59.999; three minutes after 01:22 it is outside the
window.
--- conf
@include "site.conf"
statuses = (
  { id = "bath"; when = "motion@bath within 3m"; mark = "b"; colour = "cyan"; label = "Bath"; },
  { id = "asleep"; when = "bed for 15m"; mark = "z"; colour = "blue"; label = "Asleep"; },
  { id = "up"; when = "not bed"; mark = "o"; colour = "white"; label = "Up"; },
  { id = "in-bed"; when = "bed"; mark = "-"; colour = "green"; label = "In bed"; } );
--- night 2026-11-21 +01:00
01:00:00 bed-101 1
01:00:00 bath-101 {"occupancy":false}
01:09:00 bed-101 1
01:17:30 bed-101 1
01:20:00.250 bed-101 0
01:20:20 bath-101 {"occupancy":true}
01:22:00 bath-101 {"occupancy":false}
01:27:00 bed-101 1
01:36:00 bed-101 1
01:45:00 bed-101 1
--- print
{"t":"2026-11-22T01:15:00.000+01:00","what":"status","place":"101","status":"asleep","was":"unseen"}
{"t":"2026-11-22T01:20:00.250+01:00","what":"status","place":"101","status":"up","was":"asleep"}
{"t":"2026-11-22T01:20:20.000+01:00","what":"status","place":"101","status":"bath","was":"up"}
{"t":"2026-11-22T01:25:00.000+01:00","what":"status","place":"101","status":"up","was":"bath"}
{"t":"2026-11-22T01:27:00.000+01:00","what":"status","place":"101","status":"in-bed","was":"up"}
{"t":"2026-11-22T01:42:00.000+01:00","what":"status","place":"101","status":"asleep","was":"in-bed"}
--- print --only alert
