The broker's grace of 30 s is over in the very millisecond in which the bed has
been silent for too long: nobody knows whether it is, and nothing is raised. A
millisecond later, the bed is what was silent first.
--- conf
@include "site.conf"
rules = (
  { id = "silent"; each = "device"; when = "silent"; priority = "technical"; text = "Sends nothing"; } );
--- night 2026-11-21 +01:00
02:00:00 bed-101 1
02:09:30 $natvagt/broker {"connected":false}
02:59:00 $natvagt/broker {"connected":true}
03:00:00 bed-101 1
03:09:30.001 $natvagt/broker {"connected":false}
03:20:00 $natvagt/tick {}
--- print
{"t":"2026-11-22T03:10:00.001+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"silent","place":"bed-101","priority":"technical","level":0}
