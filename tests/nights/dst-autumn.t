The night of 25 hours: at 01:00 UTC the clocks go from 03:00 back to 02:00. A
time of day that comes twice holds twice, and one that spans both hours holds
all along; durations are hours that passed. Times below are +02:00 throughout,
so 03:30 is 02:30 by the clocks for the second time.
--- conf
@include "site.conf"
rules = (
  { id = "half"; each = "site"; when = "time(02:30-03:30)"; priority = "low"; text = "Half"; },
  { id = "hour"; each = "site"; when = "time(02:00-03:00)"; priority = "low"; text = "Hour"; },
  { id = "into"; each = "site"; when = "time(01:30-02:30)"; priority = "low"; text = "Into"; },
  { id = "night"; each = "site"; when = "night"; priority = "low"; text = "Night"; },
  { id = "noon"; each = "site"; when = "time(12:00-24:00)"; priority = "low"; text = "Noon"; },
  { id = "five"; each = "site"; when = "night for 5h"; priority = "low"; text = "Five"; },
  { id = "door"; when = "door within 1h"; priority = "low"; text = "Door"; } );
--- night 2026-10-24 +02:00
12:00:00 door-102 {"contact":true}
02:59:00 door-102 {"contact":false}
02:59:30 door-102 {"contact":true}
1792925999.999	$natvagt/tick	{}
1792926000	$natvagt/tick	{}
--- print
{"t":"2026-10-24T12:00:00.000+02:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"noon","place":"site","priority":"low","level":0}
{"t":"2026-10-24T22:00:00.000+02:00","what":"alert","event":"raised","alert":2,"version":1,"rule":"night","place":"site","priority":"low","level":0}
{"t":"2026-10-25T00:00:00.000+02:00","what":"alert","event":"closed","alert":1,"version":2,"rule":"noon","place":"site","priority":"low","level":0}
{"t":"2026-10-25T01:30:00.000+02:00","what":"alert","event":"raised","alert":3,"version":1,"rule":"into","place":"site","priority":"low","level":0}
{"t":"2026-10-25T02:00:00.000+02:00","what":"alert","event":"raised","alert":4,"version":1,"rule":"hour","place":"site","priority":"low","level":0}
{"t":"2026-10-25T02:30:00.000+02:00","what":"alert","event":"raised","alert":5,"version":1,"rule":"half","place":"site","priority":"low","level":0}
{"t":"2026-10-25T02:30:00.000+02:00","what":"alert","event":"closed","alert":3,"version":2,"rule":"into","place":"site","priority":"low","level":0}
{"t":"2026-10-25T02:59:00.000+02:00","what":"alert","event":"raised","alert":6,"version":1,"rule":"door","place":"102","priority":"low","level":0}
{"t":"2026-10-25T02:00:00.000+01:00","what":"alert","event":"closed","alert":5,"version":2,"rule":"half","place":"site","priority":"low","level":0}
{"t":"2026-10-25T02:00:00.000+01:00","what":"alert","event":"raised","alert":7,"version":1,"rule":"into","place":"site","priority":"low","level":0}
{"t":"2026-10-25T02:00:00.000+01:00","what":"alert","event":"raised","alert":8,"version":1,"rule":"five","place":"site","priority":"low","level":0}
{"t":"2026-10-25T02:30:00.000+01:00","what":"alert","event":"raised","alert":9,"version":1,"rule":"half","place":"site","priority":"low","level":0}
{"t":"2026-10-25T02:30:00.000+01:00","what":"alert","event":"closed","alert":7,"version":2,"rule":"into","place":"site","priority":"low","level":0}
{"t":"2026-10-25T02:59:30.000+01:00","what":"alert","event":"closed","alert":6,"version":2,"rule":"door","place":"102","priority":"low","level":0}
{"t":"2026-10-25T03:00:00.000+01:00","what":"alert","event":"closed","alert":4,"version":2,"rule":"hour","place":"site","priority":"low","level":0}
{"t":"2026-10-25T03:30:00.000+01:00","what":"alert","event":"closed","alert":9,"version":2,"rule":"half","place":"site","priority":"low","level":0}
{"t":"2026-10-25T07:00:00.000+01:00","what":"alert","event":"closed","alert":2,"version":2,"rule":"night","place":"site","priority":"low","level":0}
{"t":"2026-10-25T07:00:00.000+01:00","what":"alert","event":"closed","alert":8,"version":2,"rule":"five","place":"site","priority":"low","level":0}
{"t":"2026-10-25T12:00:00.000+01:00","what":"alert","event":"raised","alert":10,"version":1,"rule":"noon","place":"site","priority":"low","level":0}
