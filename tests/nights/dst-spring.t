The night of 23 hours: at 01:00 UTC the clocks go from 02:00 to 03:00. What
begins in the hour that is skipped begins at 03:00, what ends in it ends there,
what lies within it does not come; durations are hours that passed. Times below
are +01:00 throughout, so 02:30 is 03:30 by the clocks.
--- conf
@include "site.conf"
rules = (
  { id = "half"; each = "site"; when = "time(02:30-03:30)"; priority = "low"; text = "Half"; },
  { id = "hour"; each = "site"; when = "time(02:00-03:00)"; priority = "low"; text = "Hour"; },
  { id = "into"; each = "site"; when = "time(01:30-02:30)"; priority = "low"; text = "Into"; },
  { id = "night"; each = "site"; when = "night"; priority = "low"; text = "Night"; },
  { id = "midnight"; each = "site"; when = "time(00:00-00:30)"; priority = "low"; text = "Midnight"; },
  { id = "across"; each = "site"; when = "time(23:59-00:01)"; priority = "low"; text = "Across"; },
  { id = "noon"; each = "site"; when = "time(12:00-24:00)"; priority = "low"; text = "Noon"; },
  { id = "five"; each = "site"; when = "night for 5h"; priority = "low"; text = "Five"; },
  { id = "door"; when = "door within 1h"; priority = "low"; text = "Door"; } );
--- night 2026-03-28 +01:00
12:00:00 door-102 {"contact":true}
01:59:00 door-102 {"contact":false}
01:59:30 door-102 {"contact":true}
10:59:59.999 $natvagt/tick {}
1774778400	$natvagt/tick	{}
--- print
{"t":"2026-03-28T12:00:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"noon","place":"site","priority":"low","level":0}
{"t":"2026-03-28T22:00:00.000+01:00","what":"alert","event":"raised","alert":2,"version":1,"rule":"night","place":"site","priority":"low","level":0}
{"t":"2026-03-28T23:59:00.000+01:00","what":"alert","event":"raised","alert":3,"version":1,"rule":"across","place":"site","priority":"low","level":0}
{"t":"2026-03-29T00:00:00.000+01:00","what":"alert","event":"raised","alert":4,"version":1,"rule":"midnight","place":"site","priority":"low","level":0}
{"t":"2026-03-29T00:00:00.000+01:00","what":"alert","event":"closed","alert":1,"version":2,"rule":"noon","place":"site","priority":"low","level":0}
{"t":"2026-03-29T00:01:00.000+01:00","what":"alert","event":"closed","alert":3,"version":2,"rule":"across","place":"site","priority":"low","level":0}
{"t":"2026-03-29T00:30:00.000+01:00","what":"alert","event":"closed","alert":4,"version":2,"rule":"midnight","place":"site","priority":"low","level":0}
{"t":"2026-03-29T01:30:00.000+01:00","what":"alert","event":"raised","alert":5,"version":1,"rule":"into","place":"site","priority":"low","level":0}
{"t":"2026-03-29T01:59:00.000+01:00","what":"alert","event":"raised","alert":6,"version":1,"rule":"door","place":"102","priority":"low","level":0}
{"t":"2026-03-29T03:00:00.000+02:00","what":"alert","event":"raised","alert":7,"version":1,"rule":"half","place":"site","priority":"low","level":0}
{"t":"2026-03-29T03:00:00.000+02:00","what":"alert","event":"closed","alert":5,"version":2,"rule":"into","place":"site","priority":"low","level":0}
{"t":"2026-03-29T03:30:00.000+02:00","what":"alert","event":"closed","alert":7,"version":2,"rule":"half","place":"site","priority":"low","level":0}
{"t":"2026-03-29T03:59:30.000+02:00","what":"alert","event":"closed","alert":6,"version":2,"rule":"door","place":"102","priority":"low","level":0}
{"t":"2026-03-29T04:00:00.000+02:00","what":"alert","event":"raised","alert":8,"version":1,"rule":"five","place":"site","priority":"low","level":0}
{"t":"2026-03-29T07:00:00.000+02:00","what":"alert","event":"closed","alert":2,"version":2,"rule":"night","place":"site","priority":"low","level":0}
{"t":"2026-03-29T07:00:00.000+02:00","what":"alert","event":"closed","alert":8,"version":2,"rule":"five","place":"site","priority":"low","level":0}
{"t":"2026-03-29T12:00:00.000+02:00","what":"alert","event":"raised","alert":9,"version":1,"rule":"noon","place":"site","priority":"low","level":0}
