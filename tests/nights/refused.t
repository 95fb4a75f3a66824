Actions that do not fit are refused and change nothing: of an old version, under
another rule or place, of an alert that is nowhere, undone too late.
--- conf
@include "site.conf"
rules = (
  { id = "door"; when = "door"; priority = "medium"; text = "Door"; } );
--- night 2026-11-21 +01:00
04:00:00 door-102 {"contact":false}
04:00:05 $natvagt/action {"do":"ack","alert":1,"version":2,"by":"KM"}
04:00:06 $natvagt/action {"do":"ack","alert":1,"version":1,"rule":"call","by":"KM"}
04:00:07 $natvagt/action {"do":"ack","alert":7,"version":3,"by":"KM"}
04:00:08 $natvagt/action {"do":"ack","alert":1,"version":1,"rule":"door","place":"102","by":"KM"}
04:00:09 $natvagt/action {"do":"ack","alert":1,"version":1,"by":"AB"}
04:01:08.001 $natvagt/action {"do":"undo","alert":1,"version":2,"by":"KM"}
04:05:00 door-102 {"contact":true}
--- print
{"t":"2026-11-22T04:00:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"door","place":"102","priority":"medium","level":0}
{"t":"2026-11-22T04:00:05.000+01:00","what":"alert","event":"refused","alert":1,"version":1,"rule":"door","place":"102","priority":"medium","level":0}
{"t":"2026-11-22T04:00:06.000+01:00","what":"alert","event":"refused","alert":1,"version":1,"rule":"door","place":"102","priority":"medium","level":0}
{"t":"2026-11-22T04:00:07.000+01:00","what":"alert","event":"refused","alert":7,"version":3,"rule":"","place":"","priority":"","level":0}
{"t":"2026-11-22T04:00:08.000+01:00","what":"alert","event":"taken","alert":1,"version":2,"rule":"door","place":"102","priority":"medium","level":0}
{"t":"2026-11-22T04:00:09.000+01:00","what":"alert","event":"refused","alert":1,"version":2,"rule":"door","place":"102","priority":"medium","level":0}
{"t":"2026-11-22T04:01:08.001+01:00","what":"alert","event":"refused","alert":1,"version":2,"rule":"door","place":"102","priority":"medium","level":0}
{"t":"2026-11-22T04:05:00.000+01:00","what":"alert","event":"closed","alert":1,"version":3,"rule":"door","place":"102","priority":"medium","level":0}
