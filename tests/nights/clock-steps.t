A step of the clock is a message like others. In a journal time goes on after
it: forward, what was due before the step fires at its own time. Backward, a
recorder
that stamps by the clock writes rows that stand out of order: they are sorted,
and so the door that was open for 2 s by the clock was not.
--- conf
@include "site.conf"
rules = (
  { id = "long"; when = "door for 2s"; priority = "low"; text = "Long"; } );
--- night 2026-11-21 +01:00
01:00:00 door-102 {"contact":true}
01:10:00 door-102 {"contact":false}
01:10:01 $natvagt/clock {"step_ms":-3600000}
01:10:02.001 door-102 {"contact":true}
02:00:00 door-102 {"contact":false}
03:00:00 $natvagt/clock {"step_ms":3590000}
03:00:10 door-102 {"contact":true}
04:00:00 door-102 {"contact":false}
03:59:59 $natvagt/clock {"step_ms":-1500}
04:00:00.500 door-102 {"contact":true}
04:00:02.500 $natvagt/tick {}
--- print
{"t":"2026-11-22T01:10:02.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"long","place":"102","priority":"low","level":0}
{"t":"2026-11-22T01:10:02.001+01:00","what":"alert","event":"closed","alert":1,"version":2,"rule":"long","place":"102","priority":"low","level":0}
{"t":"2026-11-22T02:00:02.000+01:00","what":"alert","event":"raised","alert":2,"version":1,"rule":"long","place":"102","priority":"low","level":0}
{"t":"2026-11-22T03:00:10.000+01:00","what":"alert","event":"closed","alert":2,"version":2,"rule":"long","place":"102","priority":"low","level":0}
--- stderr
natvagt: 1 row stood out of order: sorted by time
