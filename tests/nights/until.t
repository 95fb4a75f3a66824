Overrides end at the noon after their date, a night being named by its evening.
That of 101 held until this night began; that of 102 holds until it ends.
--- conf
@include "site.conf"
rules = (
  { id = "door"; when = "door"; priority = "low"; text = "Door"; } );
override = (
  { place = "101"; rule = "door"; off = true; until = "2026-11-20"; },
  { place = "102"; rule = "door"; off = true; until = "2026-11-21"; } );
--- night 2026-11-21 +01:00
11:00:00 door-101 {"contact":false}
11:00:00 door-102 {"contact":false}
11:59:59.999 pir-corridor {"occupancy":false}
1795345200.500	$natvagt/tick	{}
--- print
{"t":"2026-11-22T11:00:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"door","place":"101","priority":"low","level":0}
{"t":"2026-11-22T12:00:00.000+01:00","what":"alert","event":"raised","alert":2,"version":1,"rule":"door","place":"102","priority":"low","level":0}
