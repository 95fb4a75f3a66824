Out of service at 101: never raised there, and nothing to shelve. 102 is as ever.
--- conf
@include "site.conf"
rules = (
  { id = "door"; when = "door"; priority = "medium"; text = "Door"; } );
override = (
  { place = "101"; rule = "door"; out_of_service = "the door is replaced"; review = "2027-01-31"; } );
--- night 2026-11-21 +01:00
02:00:00 door-101 {"contact":false}
02:01:00 $natvagt/action {"do":"shelve","rule":"door","place":"101","minutes":10,"reason":"being painted","by":"KM"}
02:02:00 door-102 {"contact":false}
--- print
{"t":"2026-11-22T02:01:00.000+01:00","what":"alert","event":"refused","alert":0,"version":0,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:02:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"door","place":"102","priority":"medium","level":0}
