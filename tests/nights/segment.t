A segment forgets everything; what it carries builds the world anew. Here the
configuration is loaded again at 02:00: the taken alert goes on under its number
and version, the door is known, the bed (not carried) is not. The second segment
carries nothing: all is unknown, no alert is open, and numbers begin anew.
--- conf
@include "site.conf"
statuses = (
  { id = "open"; when = "door"; mark = "/"; colour = "yellow"; label = "Open"; },
  { id = "in-bed"; when = "bed"; mark = "-"; colour = "green"; label = "In bed"; } );
rules = (
  { id = "door"; when = "door"; priority = "medium"; text = "Door";
    escalate_after = "never"; attend_within = "never"; attend_for = "never"; } );
--- night 2026-11-21 +01:00
01:00:00 bed-101 1
01:00:00 door-101 {"contact":true}
01:50:00 door-102 {"contact":false}
01:55:00 $natvagt/action {"do":"ack","alert":1,"version":1,"by":"KM"}
02:00:00 $natvagt/segment {"night":"2026-11-21","why":"reload","conf":"","carries":7}
02:00:00 $natvagt/carry {"world":[1795308900000,2,0]}
02:00:00 $natvagt/carry {"device":"door-101","is":[1795305600000,1]}
02:00:00 $natvagt/carry {"device":"door-101","signal":"door","value":"false","number":0,"is":[1795305600000,0]}
02:00:00 $natvagt/carry {"device":"door-102","is":[1795308600000,1]}
02:00:00 $natvagt/carry {"device":"door-102","signal":"door","value":"true","number":0,"is":[1795308600000,0]}
02:00:00 $natvagt/carry {"place":"102","status":"open","is":[1795308600000]}
02:00:00 $natvagt/carry {"rule":"door","place":"102","by":"KM","is":[1,2,3,0,0,0,0,0,0,1,1795308600000,1795308900000,0,0,1795308900000]}
02:10:00 $natvagt/action {"do":"attend","alert":1,"version":2,"by":"KM"}
02:20:00 bed-101 0
03:00:00 $natvagt/segment {"night":"2026-11-21","why":"start","conf":"","carries":0}
03:10:00 door-102 {"contact":false}
--- print
{"t":"2026-11-22T01:00:00.000+01:00","what":"status","place":"101","status":"in-bed","was":"unseen"}
{"t":"2026-11-22T01:10:00.001+01:00","what":"status","place":"101","status":"unseen","was":"in-bed"}
{"t":"2026-11-22T01:50:00.000+01:00","what":"status","place":"102","status":"open","was":"unseen"}
{"t":"2026-11-22T01:50:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"door","place":"102","priority":"medium","level":0}
{"t":"2026-11-22T01:55:00.000+01:00","what":"alert","event":"taken","alert":1,"version":2,"rule":"door","place":"102","priority":"medium","level":0}
{"t":"2026-11-22T02:10:00.000+01:00","what":"alert","event":"attended","alert":1,"version":3,"rule":"door","place":"102","priority":"medium","level":0}
{"t":"2026-11-22T02:20:00.000+01:00","what":"status","place":"101","status":"none","was":"unseen"}
{"t":"2026-11-22T02:30:00.001+01:00","what":"status","place":"101","status":"unseen","was":"none"}
{"t":"2026-11-22T03:10:00.000+01:00","what":"status","place":"102","status":"open","was":"unseen"}
{"t":"2026-11-22T03:10:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"door","place":"102","priority":"medium","level":0}
