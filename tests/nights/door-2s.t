`door for 2s` fires at the moment + 2 s exactly, with no message then: the next
one comes 40 s later. A door that closes one millisecond before that is none.
--- conf
@include "site.conf"
rules = (
  { id = "door"; when = "door for 2s"; priority = "low"; text = "Door open"; } );
--- night 2026-11-21 +01:00
02:00:00 door-102 {"contact":true}
02:10:00 door-102 {"contact":false}
02:10:01.999 door-102 {"contact":true}
02:20:00.125 door-102 {"contact":false}
02:20:40 door-102 {"contact":true}
--- print --only alert
{"t":"2026-11-22T02:20:02.125+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"door","place":"102","priority":"low","level":0}
{"t":"2026-11-22T02:20:40.000+01:00","what":"alert","event":"closed","alert":1,"version":2,"rule":"door","place":"102","priority":"low","level":0}
