clear_after: false for 30 s and not a millisecond less. A low alert closes by
itself; a medium one is returned, and raised again under the same number when
its condition holds anew.
--- conf
@include "site.conf"
rules = (
  { id = "low"; when = "door"; priority = "low"; text = "Low"; clear_after = "30s"; },
  { id = "medium"; when = "door"; priority = "medium"; text = "Medium"; clear_after = "30s"; } );
override = (
  { place = "101"; rule = "low"; off = true; },
  { place = "101"; rule = "medium"; off = true; } );
--- night 2026-11-21 +01:00
01:00:00 door-102 {"contact":false}
01:01:00 door-102 {"contact":true}
01:01:29.999 door-102 {"contact":false}
01:02:00 door-102 {"contact":true}
01:10:00 door-102 {"contact":false}
--- print
{"t":"2026-11-22T01:00:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"low","place":"102","priority":"low","level":0}
{"t":"2026-11-22T01:00:00.000+01:00","what":"alert","event":"raised","alert":2,"version":1,"rule":"medium","place":"102","priority":"medium","level":0}
{"t":"2026-11-22T01:02:30.000+01:00","what":"alert","event":"closed","alert":1,"version":2,"rule":"low","place":"102","priority":"low","level":0}
{"t":"2026-11-22T01:02:30.000+01:00","what":"alert","event":"returned","alert":2,"version":2,"rule":"medium","place":"102","priority":"medium","level":0}
{"t":"2026-11-22T01:10:00.000+01:00","what":"alert","event":"raised","alert":3,"version":1,"rule":"low","place":"102","priority":"low","level":0}
{"t":"2026-11-22T01:10:00.000+01:00","what":"alert","event":"retriggered","alert":2,"version":3,"rule":"medium","place":"102","priority":"medium","level":0}
