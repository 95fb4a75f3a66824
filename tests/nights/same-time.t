Messages of one millisecond are moments in their order: the door that opened and
shut at once was open. Deadlines due at a message's time are evaluated with it:
the door that shuts at the very moment of its two seconds was open for them only
up to the moment before.
--- conf
@include "site.conf"
rules = (
  { id = "opened"; when = "rise(door)"; priority = "low"; text = "Opened"; latch = true; },
  { id = "long"; when = "door for 2s"; priority = "low"; text = "Long"; } );
--- night 2026-11-21 +01:00
01:00:00 door-102 {"contact":true}
01:10:00 door-102 {"contact":false}
01:10:00 door-102 {"contact":true}
01:20:00 door-102 {"contact":false}
01:20:02 door-102 {"contact":true}
01:30:02 door-102 {"contact":true}
01:30:00 door-102 {"contact":false}
01:40:00 door-102 {"contact":false}
01:40:02.001 door-102 {"contact":true}
--- print
{"t":"2026-11-22T01:10:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"opened","place":"102","priority":"low","level":0}
{"t":"2026-11-22T01:10:00.000+01:00","what":"alert","event":"returned","alert":1,"version":2,"rule":"opened","place":"102","priority":"low","level":0}
{"t":"2026-11-22T01:20:00.000+01:00","what":"alert","event":"retriggered","alert":1,"version":3,"rule":"opened","place":"102","priority":"low","level":0}
{"t":"2026-11-22T01:20:00.001+01:00","what":"alert","event":"returned","alert":1,"version":4,"rule":"opened","place":"102","priority":"low","level":0}
{"t":"2026-11-22T01:30:00.000+01:00","what":"alert","event":"retriggered","alert":1,"version":5,"rule":"opened","place":"102","priority":"low","level":0}
{"t":"2026-11-22T01:30:00.001+01:00","what":"alert","event":"returned","alert":1,"version":6,"rule":"opened","place":"102","priority":"low","level":0}
{"t":"2026-11-22T01:40:00.000+01:00","what":"alert","event":"retriggered","alert":1,"version":7,"rule":"opened","place":"102","priority":"low","level":0}
{"t":"2026-11-22T01:40:00.001+01:00","what":"alert","event":"returned","alert":1,"version":8,"rule":"opened","place":"102","priority":"low","level":0}
{"t":"2026-11-22T01:40:02.000+01:00","what":"alert","event":"raised","alert":2,"version":1,"rule":"long","place":"102","priority":"low","level":0}
{"t":"2026-11-22T01:40:02.001+01:00","what":"alert","event":"closed","alert":2,"version":2,"rule":"long","place":"102","priority":"low","level":0}
--- stderr
natvagt: 1 row stood out of order: sorted by time
