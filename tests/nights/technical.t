A bed that is not heard from is a technical alert: it never escalates, it is not
held back while staff are there, and it is over when the bed speaks again. 102 has
no bed, of which nothing is ever known: there the rule is off.
--- conf
@include "site.conf"
rules = (
  { id = "silent-bed"; when = "not known(bed)"; priority = "technical"; text = "Bed silent"; },
  { id = "door"; when = "door"; priority = "medium"; text = "Door"; } );
override = ( { place = "102"; rule = "silent-bed"; off = true; } );
--- night 2026-11-21 +01:00
02:00:00 bed-101 1
03:00:00 bed-101 1
03:05:00 door-101 {"contact":false}
03:06:00 $natvagt/action {"do":"attend","alert":2,"version":1,"by":"KM"}
03:15:00 door-101 {"contact":true}
--- print
{"t":"2026-11-22T02:10:00.001+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"silent-bed","place":"101","priority":"technical","level":0}
{"t":"2026-11-22T03:00:00.000+01:00","what":"alert","event":"closed","alert":1,"version":2,"rule":"silent-bed","place":"101","priority":"technical","level":0}
{"t":"2026-11-22T03:05:00.000+01:00","what":"alert","event":"raised","alert":2,"version":1,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T03:06:00.000+01:00","what":"alert","event":"attended","alert":2,"version":2,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T03:10:00.001+01:00","what":"alert","event":"raised","alert":3,"version":1,"rule":"silent-bed","place":"101","priority":"technical","level":0}
{"t":"2026-11-22T03:15:00.000+01:00","what":"alert","event":"closed","alert":2,"version":3,"rule":"door","place":"101","priority":"medium","level":0}
